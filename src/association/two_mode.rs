//! Chance, where members are in as many sets as they are and sets are as large as they are.

use super::PoissonBinomial;
use super::contingency::rounded;
use crate::error::{Error, Result};

/// How well the sums must agree with the degrees, relative to them, and after how many rounds they are taken as they are.
const TOLERANCE: f64 = 1e-10;
const ROUNDS: usize = 1000;

/// Which member is in which set by chance alone, given in how many sets each member is and how many members each set has: entities in documents,
/// say. A test against it finds pairs that share more sets than that explains; one that ignored the sizes would find, first of all, that
/// large sets hold many pairs.
///
/// Of all distributions over memberships that have these degrees as their means, it is the one with the greatest entropy (the bipartite
/// configuration model): member and set meet with probability `x*y/(1 + x*y)`, independently, where the fitnesses `x` and `y` are fitted.
/// The number of sets that two share is then a sum of independent trials ([`PoissonBinomial`]).
///
/// A set has a size, not only on the average: room that one member takes is lost to the other. In a set of size `k` two members meet with
/// probability at most `p_a*p_b*(1 - (1 - p_a)*(1 - p_b)/k)` (by Newton's inequalities on the symmetric polynomials of the fitnesses), and
/// not at all in a set of one. That bound is used, so that the test errs on the side of caution.
///
/// # References
/// Saracco, Di Clemente, Gabrielli & Squartini (2015), *Randomizing bipartite networks: the case of the World Trade Web*; Saracco, Straka, Di
/// Clemente, Gabrielli, Caldarelli & Squartini (2017), *Inferring monopartite projections of bipartite networks: an entropy-based approach*.
/// Chen, Dempster & Liu (1994), *Weighted finite population sampling to maximize entropy*, for one set of given size.
///
/// # Example
/// ```
/// use comention::association::TwoModeNull;
///
/// // 100 sets of 2; ten members are in 10 sets each, a hundred in one each. (degree, how many)
/// let null = TwoModeNull::fit(&[(10, 10), (1, 100)], &[(2, 100)])?;
/// let expected = null.shared(10, 10).mean();
/// assert!(expected < 1.0);
/// assert!(null.shared(10, 10).ln_at_least(6).exp() < 1e-3);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct TwoModeNull {
    members: Vec<Class>,
    sets: Vec<Class>,
}

/// Members or sets of equal degree.
#[derive(Clone, Copy, Debug)]
struct Class {
    degree: u64,
    how_many: u64,
    /// What is left of the degree when those that are sure are taken off.
    left: u64,
    place: Place,
}

/// What decides who meets whom.
#[derive(Clone, Copy, Debug)]
enum Place {
    /// The fitness.
    Free(f64),
    /// Meets all of the other side that were not settled before, or none of them.
    Settled { order: usize, all: bool },
}

impl TwoModeNull {
    /// Fits the model to the degrees: in how many sets members are, and how many members sets have, each with how many there are of that degree.
    /// Degrees of 0 are left out, equal ones put together.
    ///
    /// # Errors
    /// [`Error::ImpossibleDegrees`] if members and sets cannot have them: the two sums differ, or a member is in more sets than there are.
    ///
    /// # Complexity
    /// The number of different degrees of members, times that of sets, times the rounds until the sums agree (mostly some ten).
    pub fn fit(members: &[(u64, u64)], sets: &[(u64, u64)]) -> Result<Self> {
        let impossible = || Error::ImpossibleDegrees {
            members: u64::try_from(total(members)).unwrap_or(u64::MAX),
            sets: u64::try_from(total(sets)).unwrap_or(u64::MAX),
        };
        if total(members) != total(sets) {
            return Err(impossible());
        }
        let mut null = Self {
            members: classes(members),
            sets: classes(sets),
        };
        null.settle().ok_or_else(impossible)?;
        null.solve();
        Ok(null)
    }

    /// How many sets two members share by chance, who are in so many sets each. Members of other degrees than the model was fitted to have the
    /// fitness of the nearest one below, or the least.
    pub fn shared(&self, one: u64, other: u64) -> PoissonBinomial {
        let (Some(one), Some(other)) = (self.member(one), self.member(other)) else {
            return PoissonBinomial::new([]);
        };
        PoissonBinomial::new(self.sets.iter().map(|set| {
            let (p, q) = (meet(one.place, set.place), meet(other.place, set.place));
            let free = [one, other, set]
                .iter()
                .all(|class| matches!(class.place, Place::Free(_)));
            let room = match (free, set.left) {
                (false, _) => 1.0,
                (true, 0 | 1) => 0.0,
                (true, left) => 1.0 - (1.0 - p) * (1.0 - q) / rounded(left),
            };
            (set.how_many, p * q * room)
        }))
    }

    fn member(&self, degree: u64) -> Option<&Class> {
        let above = self.members.partition_point(|class| class.degree <= degree);
        self.members.get(above.saturating_sub(1))
    }

    /// Takes off who is sure to meet all or none, for whom no finite fitness would do; `None` if the degrees are impossible.
    fn settle(&mut self) -> Option<()> {
        let mut order = 0;
        loop {
            let members = settle_one(&mut self.members, &mut self.sets, order)?;
            let sets = settle_one(&mut self.sets, &mut self.members, order + 1)?;
            if !members && !sets {
                return Some(());
            }
            order += 2;
        }
    }

    /// Fits the fitnesses of those that are left: Newton steps on each by itself, one side after the other, until all sums agree.
    fn solve(&mut self) {
        let free = |classes: &[Class]| -> f64 {
            let free = classes.iter().filter(|class| class.fitness().is_some());
            free.map(|class| rounded(class.left) * rounded(class.how_many))
                .sum()
        };
        let root = free(&self.members).sqrt();
        for class in self.members.iter_mut().chain(&mut self.sets) {
            if class.fitness().is_some() {
                class.place = Place::Free(rounded(class.left) / root);
            }
        }
        for _ in 0..ROUNDS {
            let members = improve(&mut self.members, &self.sets);
            let sets = improve(&mut self.sets, &self.members);
            if members.max(sets) < TOLERANCE {
                break;
            }
        }
    }
}

impl Class {
    fn fitness(&self) -> Option<f64> {
        match self.place {
            Place::Free(fitness) => Some(fitness),
            Place::Settled { .. } => None,
        }
    }
}

fn total(degrees: &[(u64, u64)]) -> u128 {
    degrees
        .iter()
        .map(|&(degree, how_many)| u128::from(degree) * u128::from(how_many))
        .sum()
}

fn classes(degrees: &[(u64, u64)]) -> Vec<Class> {
    let mut degrees = degrees.to_vec();
    degrees.sort_unstable();
    let mut classes: Vec<Class> = Vec::new();
    for (degree, how_many) in degrees {
        match classes.last_mut() {
            _ if degree == 0 || how_many == 0 => {}
            Some(last) if last.degree == degree => last.how_many += how_many,
            _ => classes.push(Class {
                degree,
                how_many,
                left: degree,
                place: Place::Free(1.0),
            }),
        }
    }
    classes
}

/// Settles a class that meets all or none of the others that are left; tells whether there was one.
fn settle_one(side: &mut [Class], others: &mut [Class], order: usize) -> Option<bool> {
    let free = others.iter().filter(|class| class.fitness().is_some());
    let all_others: u64 = free.map(|class| class.how_many).sum();
    let sure = |class: &Class| class.left == 0 || class.left >= all_others;
    let Some(class) = side
        .iter_mut()
        .find(|class| class.fitness().is_some() && sure(class))
    else {
        return Some(false);
    };
    if class.left > all_others {
        return None;
    }
    let all = class.left > 0;
    class.place = Place::Settled { order, all };
    if all {
        for other in others {
            if other.fitness().is_some() {
                other.left = other.left.checked_sub(class.how_many)?;
            }
        }
    }
    Some(true)
}

/// Moves the fitnesses of one side to where their sums agree better; gives the worst relative error there was.
fn improve(side: &mut [Class], others: &[Class]) -> f64 {
    let mut worst: f64 = 0.0;
    for class in side {
        let Some(fitness) = class.fitness() else {
            continue;
        };
        let (mut sum, mut slope) = (0.0, 0.0);
        for other in others {
            if let Some(other_fitness) = other.fitness() {
                let share = odds_to_share(fitness * other_fitness);
                sum += rounded(other.how_many) * share;
                slope += rounded(other.how_many) * share * (1.0 - share);
            }
        }
        let missing = rounded(class.left) - sum;
        worst = worst.max(missing.abs() / rounded(class.left));
        let step = (missing / slope).clamp(-1.0, 1.0); // in the logarithm, where the slope is gentle
        if step.is_finite() {
            class.place = Place::Free(fitness * step.exp());
        }
    }
    worst
}

/// How probably two meet.
fn meet(one: Place, other: Place) -> f64 {
    match (one, other) {
        (Place::Free(x), Place::Free(y)) => odds_to_share(x * y),
        (Place::Settled { all, .. }, Place::Free(_))
        | (Place::Free(_), Place::Settled { all, .. }) => f64::from(u8::from(all)),
        (
            Place::Settled { order, all },
            Place::Settled {
                order: other_order,
                all: other_all,
            },
        ) => f64::from(u8::from(if order < other_order { all } else { other_all })),
    }
}

fn odds_to_share(odds: f64) -> f64 {
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::association::Shuffle;

    /// The degrees of sets, and those of their members.
    fn degrees(sets: &[Vec<u32>]) -> (Vec<(u64, u64)>, Vec<u64>) {
        let members = sets
            .iter()
            .flatten()
            .max()
            .map_or(0, |last| *last as usize + 1);
        let mut of_members = vec![0; members];
        for member in sets.iter().flatten() {
            of_members[*member as usize] += 1;
        }
        let of_sets = sets.iter().map(|set| (set.len() as u64, 1)).collect();
        (of_sets, of_members)
    }

    fn fitted(sets: &[Vec<u32>]) -> (TwoModeNull, Vec<u64>) {
        let (of_sets, of_members) = degrees(sets);
        let pairs: Vec<_> = of_members.iter().map(|&degree| (degree, 1)).collect();
        (TwoModeNull::fit(&pairs, &of_sets).unwrap(), of_members)
    }

    /// Sets of very different sizes, with frequent and rare members.
    fn uneven(sets: u32, members: u32) -> Vec<Vec<u32>> {
        (0..sets)
            .map(|set| {
                let size = 1 + set * set * 7 % 11 + if set % 40 == 0 { 25 } else { 0 };
                let member =
                    |place: u32| (place * place * 13 + set * (place % 5) + set / 3) % members;
                let mut set: Vec<u32> = (0..size).map(member).collect();
                set.sort_unstable();
                set.dedup();
                set
            })
            .collect()
    }

    #[test]
    fn all_sums_agree() {
        let (null, _) = fitted(&uneven(300, 80));
        for (side, others) in [(&null.members, &null.sets), (&null.sets, &null.members)] {
            for class in side {
                let sum: f64 = others
                    .iter()
                    .map(|other| rounded(other.how_many) * meet(class.place, other.place))
                    .sum();
                assert!((sum / rounded(class.degree) - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn equal_sets_and_equal_members_leave_nothing_to_fit() {
        let null = TwoModeNull::fit(&[(20, 50)], &[(10, 100)]).unwrap();
        // Each is in a set with probability 1/5, two in one with at most 1/25*(1 - (16/25)/10).
        let expected = 100.0 * 0.04 * (1.0 - 0.064);
        assert!((null.shared(20, 20).mean() - expected).abs() < 1e-9);
    }

    #[test]
    fn what_is_sure_is_taken_for_sure() {
        // One member is in all sets, one set has all members, one set has one member: it is the one that is everywhere.
        let sets = vec![vec![0, 1, 2, 3], vec![0, 1], vec![0, 2], vec![0]];
        let (null, of_members) = fitted(&sets);
        assert_eq!(of_members, [4, 2, 2, 1]);
        assert!((null.shared(4, 2).mean() - 2.0).abs() < 1e-9);
        // One set that has all members, and two of which each has the other with an even chance.
        assert!((null.shared(4, 2).ln_at_least(2).exp() - 0.75).abs() < 1e-9);
        assert!((null.shared(2, 1).mean() - 1.0).abs() < 1e-9);
        // All else that two members can share is one of two sets with room for one only.
        assert!(null.shared(2, 2).ln_at_least(2).is_infinite());
    }

    #[test]
    fn impossible_degrees_are_refused() {
        for (members, sets) in [
            (&[(3, 1)][..], &[(1, 2)][..]),
            (&[(3, 1)], &[(3, 1)]),
            (&[(1, 4), (3, 1)], &[(2, 2), (3, 1)]),
        ] {
            let fit = TwoModeNull::fit(members, sets);
            if total(members) == total(sets) && members.len() > 1 {
                assert!(fit.is_ok());
            } else {
                assert!(matches!(fit, Err(Error::ImpossibleDegrees { .. })));
            }
        }
        let nothing = TwoModeNull::fit(&[], &[(0, 5)]).unwrap();
        assert!(nothing.shared(1, 1).ln_at_least(1).is_infinite());
    }

    /// Over many shuffles: how often two members share so many sets or more is no more than their p-value says, up to what chance scatters.
    #[test]
    fn shuffles_do_not_exceed_the_tails() {
        let sets = uneven(300, 80);
        let (null, of_members) = fitted(&sets);
        let mut shuffle = Shuffle::new(sets, 11);
        shuffle.trade(10_000);
        let rounds = 400_u32;
        // For each pair of degrees: how many shares were seen how often.
        let mut seen = std::collections::BTreeMap::<(u64, u64), Vec<u64>>::new();
        for _ in 0..rounds {
            shuffle.trade(1500);
            let mut shared = std::collections::BTreeMap::new();
            for set in shuffle.sets() {
                for (at, a) in set.iter().enumerate() {
                    for b in &set[at + 1..] {
                        *shared.entry((*a, *b)).or_insert(0_usize) += 1;
                    }
                }
            }
            for ((a, b), count) in shared {
                let [a, b] = [a, b].map(|member| of_members[member as usize]);
                let counts = seen.entry((a.min(b), a.max(b))).or_default();
                counts.resize(counts.len().max(count + 1), 0);
                counts[count] += 1;
            }
        }
        let with = |degree: u64| of_members.iter().filter(|&&other| other == degree).count() as u64;
        for ((a, b), counts) in seen {
            let pairs = if a == b {
                with(a) * (with(a) - 1) / 2
            } else {
                with(a) * with(b)
            };
            let trials = rounded(pairs * u64::from(rounds));
            let distribution = null.shared(a, b);
            for k in 1..counts.len() {
                let times = rounded(counts[k..].iter().sum());
                let p = distribution.ln_at_least(k as u64).exp();
                let limit = trials * p + 5.0 * (trials * p).sqrt() + 3.0;
                assert!(
                    times <= limit,
                    "{a} and {b} share {k}: {times} of {trials} times, p is {p}"
                );
            }
        }
    }
}
