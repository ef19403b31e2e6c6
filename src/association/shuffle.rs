//! Sets with the same sizes, of members that are in as many sets as before, but in which ones is left to chance.

/// Shuffles members between sets by curveball trades: two sets put together what only one of them has, and each draws as many as it gave.
/// Every arrangement with the same sizes and the same number of sets for each member can be reached and becomes equally likely. The same seed
/// gives the same shuffles.
///
/// # References
/// Strona, Nappo, Boccacci, Fattorini & San-Miguel-Ayanz (2014), *A fast and unbiased procedure to randomize ecological binary matrices with
/// fixed row and column totals*; Carstens (2015), *Proof of uniform sampling of binary matrices with fixed row sums and column sums for the
/// fast Curveball algorithm*.
///
/// # Example
/// ```
/// use comention::association::Shuffle;
///
/// let mut shuffle = Shuffle::new(vec![vec![0, 1], vec![2, 3], vec![0, 2]], 7);
/// shuffle.trade(100);
/// let sizes: Vec<usize> = shuffle.sets().iter().map(Vec::len).collect();
/// assert_eq!(sizes, [2, 2, 2]);
/// let mut members = shuffle.sets().concat();
/// members.sort_unstable();
/// assert_eq!(members, [0, 0, 1, 2, 2, 3]);
/// ```
#[derive(Clone, Debug)]
pub struct Shuffle {
    sets: Vec<Vec<u32>>,
    random: Random,
    pool: Vec<u32>,
}

impl Shuffle {
    /// Starts with these sets. Empty ones are dropped, members that come twice in a set count once.
    pub fn new(mut sets: Vec<Vec<u32>>, seed: u64) -> Self {
        for set in &mut sets {
            set.sort_unstable();
            set.dedup();
        }
        sets.retain(|set| !set.is_empty());
        Self {
            sets,
            random: Random::new(seed),
            pool: Vec::new(),
        }
    }

    /// The sets as they are now, the members of each in order.
    pub fn sets(&self) -> &[Vec<u32>] {
        &self.sets
    }

    /// Makes so many trades. Five for each set are the usual number; what was shuffled before stays shuffled.
    pub fn trade(&mut self, trades: usize) {
        if self.sets.len() < 2 {
            return;
        }
        for _ in 0..trades {
            let one = self.random.below(self.sets.len());
            let other = self.random.below(self.sets.len() - 1);
            let other = other + usize::from(other >= one);
            self.swap(one.min(other), one.max(other));
        }
    }

    fn swap(&mut self, one: usize, other: usize) {
        let (front, back) = self.sets.split_at_mut(other);
        let (one, other) = (&mut front[one], &mut back[0]);
        self.pool.clear();
        let pool = &mut self.pool;
        // What both have stays; the rest of the first set comes before the rest of the second.
        one.retain(|member| {
            let shared = other.binary_search(member).is_ok();
            if !shared {
                pool.push(*member);
            }
            shared
        });
        let given = pool.len();
        let kept = one.len();
        other.retain(|member| {
            let shared = one[..kept].binary_search(member).is_ok();
            if !shared {
                pool.push(*member);
            }
            shared
        });
        // Only the first part need be drawn.
        for place in 0..given {
            let drawn = place + self.random.below(pool.len() - place);
            pool.swap(place, drawn);
        }
        one.extend_from_slice(&pool[..given]);
        other.extend_from_slice(&pool[given..]);
        one.sort_unstable();
        other.sort_unstable();
    }
}

/// Random numbers from a counter.
///
/// # References
/// Steele, Lea & Flood (2014), *Fast Splittable Pseudorandom Number Generators* (`SplitMix64`).
#[derive(Clone, Debug)]
pub(crate) struct Random(u64);

impl Random {
    /// Begins with a number.
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below a limit, which is not 0. What favours one over another is less than one in 2^32.
    fn below(&mut self, limit: usize) -> usize {
        let product = u128::from(self.next()) * limit as u128;
        usize::try_from(product >> 64).expect("it is below a usize")
    }

    /// A number from 0, below 1.
    #[expect(
        clippy::cast_precision_loss,
        reason = "53 bits are what the number holds"
    )]
    pub(crate) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// The numbers below `n` in some order.
    pub(crate) fn shuffled(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        for last in (1..n).rev() {
            order.swap(last, self.below(last + 1));
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_come_from_the_published_seed() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_arrangement_is_as_likely() {
        // Two sets of one and one of two, over three members of which one is in two sets: {0}{1}{0,2}, {0}{2}{0,1}, {1}{0}{0,2}, {2}{0}{0,1},
        // {0}{0}{1,2}: five arrangements.
        let mut shuffle = Shuffle::new(vec![vec![0], vec![1], vec![0, 2]], 1);
        let mut seen = std::collections::BTreeMap::new();
        for _ in 0..5000 {
            shuffle.trade(15);
            *seen.entry(shuffle.sets().to_vec()).or_insert(0) += 1;
        }
        assert_eq!(seen.len(), 5);
        for (sets, times) in seen {
            assert!((880..1120).contains(&times), "{sets:?}: {times}"); // four standard deviations
        }
    }

    #[test]
    fn one_set_stays_as_it_is() {
        let mut shuffle = Shuffle::new(vec![vec![3, 1, 3], vec![]], 1);
        shuffle.trade(9);
        assert_eq!(shuffle.sets(), [[1, 3]]);
    }
}
