//! Groups documents that are nearly the same: one story, sent round by an agency and edited by many.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

use crate::document::Date;

use super::signature::is_share;
use super::{Observation, Signature};

/// How many neighbouring bins are looked up together, and how many such groups a sketch has. Documents that have 0.6 of their shingles in
/// common share at least one group in 99 of 100 cases, those with 0.75 always; those with 0.2 in one of six.
const ROWS: usize = 3;
const BANDS: usize = 21;
/// With how many of those that share a band, the earliest, a document is compared: a band that very many share, such as a template's,
/// must not cost the square of their number.
const COMPARED: usize = 16;

/// Collects signatures of documents, to be grouped when all are there.
///
/// # Example
/// ```
/// use comention::cooccurrence::NearDuplicates;
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let annotator = Annotator::new(&Dictionary::ai_industry())?;
/// let texts = [("b", "Nvidia sells the H800."), ("a", "Nvidia sells the  H800"), ("c", "Nvidia sells the H100.")];
/// let observed = texts.map(|(id, text)| annotator.annotate(&Document::new(id, text)).into_observation());
/// let mut documents = NearDuplicates::default();
/// observed.iter().for_each(|observation| documents.add(observation));
/// let clusters = documents.clusters();
/// assert_eq!(clusters.iter().map(|cluster| cluster.representative.as_str()).collect::<Vec<_>>(), ["a"]);
/// assert_eq!(observed.map(|observation| clusters.is_representative(&observation)), [false, true, true]);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct NearDuplicates {
    kinds: HashMap<Key, Kind, BuildHasherDefault<Prehashed>>,
}

/// The documents of one signature.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Kind {
    first: Place,
    documents: u64,
}

/// What decides which document of a cluster stands for it: the earliest, then the one with the smallest id; undated ones last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    undated: bool,
    date: Option<Date>,
    id: String,
}

/// Clusters of near-duplicate documents, one of which stands for all in independent counts.
#[derive(Clone, Debug, Default)]
pub struct Clusters {
    members: HashMap<Key, usize, BuildHasherDefault<Prehashed>>,
    clusters: Vec<Cluster>,
}

/// Two or more documents that are nearly the same.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cluster {
    /// The id of the document that stands for them: the earliest, then the smallest id; undated ones come last.
    pub representative: String,
    /// How many documents they are.
    pub documents: u64,
}

impl NearDuplicates {
    /// Adds a document.
    pub fn add(&mut self, observation: &Observation) {
        let document = &observation.document;
        self.add_signature(observation.signature, document.date, &document.id);
    }

    pub(super) fn add_signature(&mut self, signature: Signature, date: Option<Date>, id: &str) {
        if signature == Signature::None {
            return;
        }
        let kind = self.kinds.entry(Key(signature));
        let kind = kind.or_insert_with(|| Kind {
            first: Place::new(date, id),
            documents: 0,
        });
        kind.documents += 1;
        if kind.first.is_after(date, id) {
            kind.first = Place::new(date, id);
        }
    }

    /// Adds documents collected elsewhere.
    pub fn merge(&mut self, other: Self) {
        other.kinds.into_iter().for_each(|(key, theirs)| {
            let ours = self.kinds.entry(key).or_insert_with(|| Kind {
                first: theirs.first.clone(),
                documents: 0,
            });
            ours.documents += theirs.documents;
            if theirs.first < ours.first {
                ours.first = theirs.first;
            }
        });
    }

    /// Groups them. In the order of date and id each signature joins the cluster whose representative it is nearest to, the earlier of two, or
    /// founds one of its own. It is always compared with the representative, so clusters do not drift: where B resembles A and C resembles
    /// B only, C is not counted as A.
    ///
    /// The result depends on the documents alone, not on the order they were added in.
    ///
    /// # Complexity
    /// Linear in the number of signatures, times its logarithm.
    pub fn clusters(self) -> Clusters {
        let mut kinds: Vec<(Key, Kind)> = self.kinds.into_iter().collect();
        kinds.sort_unstable_by(|(key, kind), (other_key, other)| {
            (&kind.first, key.0).cmp(&(&other.first, other_key.0))
        });
        let near = near_pairs(&kinds);
        let mut near = near.into_iter().peekable();
        // Of each kind the one that stands for it.
        let mut heads: Vec<usize> = (0..kinds.len()).collect();
        let mut documents: Vec<u64> = kinds.iter().map(|(_, kind)| kind.documents).collect();
        while let Some(&Near { later, .. }) = near.peek() {
            let mut best: Option<Near> = None;
            while let Some(one) = near.next_if(|one| one.later == later) {
                let stands = heads[one.earlier] == one.earlier;
                if stands && best.is_none_or(|best| one.is_nearer(&best)) {
                    best = Some(one);
                }
            }
            if let Some(best) = best {
                heads[later] = best.earlier;
                documents[best.earlier] += documents[later];
            }
        }
        Clusters::new(&kinds, &heads, &documents)
    }
}

impl Clusters {
    fn new(kinds: &[(Key, Kind)], heads: &[usize], documents: &[u64]) -> Self {
        let mut clusters = Self::default();
        let mut numbers = HashMap::new();
        for (at, (key, kind)) in kinds.iter().enumerate() {
            let head = heads[at];
            if documents[head] < 2 {
                continue;
            }
            if head == at {
                numbers.insert(at, clusters.clusters.len());
                clusters.clusters.push(Cluster {
                    representative: kind.first.id.clone(),
                    documents: documents[head],
                });
            }
            // Heads come before those they stand for.
            clusters.members.insert(*key, numbers[&head]);
        }
        clusters
    }

    /// The clusters, in the order of the dates and ids of their representatives.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Cluster> {
        self.clusters.iter()
    }

    /// Whether no document repeats another.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
    }

    /// How many documents are left out of independent counts, because another stands for them.
    pub fn folded(&self) -> u64 {
        self.iter().map(|cluster| cluster.documents - 1).sum()
    }

    /// The number of the cluster a document is in, as [`Clusters::iter`] has them; `None` where it repeats no other.
    pub fn of(&self, observation: &Observation) -> Option<usize> {
        self.of_signature(observation.signature)
    }

    fn of_signature(&self, signature: Signature) -> Option<usize> {
        if self.clusters.is_empty() {
            return None;
        }
        self.members.get(&Key(signature)).copied()
    }

    /// Whether a document counts in independent counts: it is alone, or stands for its cluster. This is the one place that decides it, for
    /// counts in memory and in ledgers, and for every score that is computed from independent counts.
    pub fn is_representative(&self, observation: &Observation) -> bool {
        self.has_representative(observation.signature, &observation.document.id)
    }

    /// The same of a document that is not unpacked.
    pub(super) fn has_representative(&self, signature: Signature, id: &str) -> bool {
        self.of_signature(signature)
            .is_none_or(|number| self.clusters[number].representative == id)
    }
}

impl Place {
    fn new(date: Option<Date>, id: &str) -> Self {
        Self {
            undated: date.is_none(),
            date,
            id: id.to_owned(),
        }
    }

    fn is_after(&self, date: Option<Date>, id: &str) -> bool {
        (date.is_none(), date, id) < (self.undated, self.date, self.id.as_str())
    }
}

/// Two kinds that are near-duplicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Near {
    later: usize,
    earlier: usize,
    /// In how many bins they agree, of how many.
    agreement: (u32, u32),
}

impl Near {
    fn is_nearer(&self, other: &Self) -> bool {
        let ((same, bins), (other_same, other_bins)) = (self.agreement, other.agreement);
        same * other_bins > other_same * bins
    }
}

/// The pairs of near-duplicates among kinds, as far as they share a band, in order.
fn near_pairs(kinds: &[(Key, Kind)]) -> Vec<Near> {
    let sketches: Vec<_> = kinds
        .iter()
        .enumerate()
        .filter_map(|(at, (key, _))| Some((at, key.0.filled()?)))
        .collect();
    let mut near = Vec::new();
    let mut keys: Vec<([u8; ROWS], usize)> = Vec::with_capacity(sketches.len());
    for band in 0..BANDS {
        keys.clear();
        keys.extend(sketches.iter().map(|(at, bins)| {
            let rows = bins[band * ROWS..].first_chunk();
            (*rows.expect("there are bins for all bands"), *at)
        }));
        keys.sort_unstable();
        for sharing in keys.chunk_by(|one, other| one.0 == other.0) {
            for (number, &(_, later)) in sharing.iter().enumerate().skip(1) {
                for &(_, earlier) in &sharing[..number.min(COMPARED)] {
                    let (one, other) = (&kinds[later].0.0, &kinds[earlier].0.0);
                    let agreement = one.agreement(other);
                    if is_share(agreement) {
                        near.push(Near {
                            later,
                            earlier,
                            agreement,
                        });
                    }
                }
            }
        }
        // A pair that shares many bands is one.
        near.sort_unstable();
        near.dedup();
    }
    near
}

/// A signature that is looked up by a hash of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key(Signature);

impl std::hash::Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(match &self.0 {
            Signature::None => 0,
            Signature::Words(hash) => *hash,
            Signature::Sketch(bins) => xxh3_64(bins),
        });
    }
}

/// Passes on a number that is a hash.
#[derive(Clone, Copy, Debug, Default)]
struct Prehashed(u64);

impl Hasher for Prehashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A document whose sketch differs from that of `base` in so many bins.
    fn document(
        id: &str,
        date: Option<&str>,
        base: u8,
        changed: std::ops::Range<usize>,
    ) -> Observation {
        let mut observation = Observation::default();
        observation.document.id = id.to_owned();
        observation.document.date = date.map(|date| date.parse().unwrap());
        let hash = |at: usize| {
            u8::try_from(at)
                .unwrap()
                .wrapping_mul(37)
                .wrapping_add(base)
                % 200
        };
        observation.signature = Signature::Sketch(std::array::from_fn(|at| {
            hash(at) + u8::from(changed.contains(&at)) * 50
        }));
        observation
    }

    fn clusters(documents: &[Observation]) -> Clusters {
        let mut all = NearDuplicates::default();
        for document in documents {
            all.add(document);
        }
        all.clusters()
    }

    fn listed(clusters: &Clusters) -> Vec<(&str, u64)> {
        let listed = clusters.iter();
        listed
            .map(|cluster| (cluster.representative.as_str(), cluster.documents))
            .collect()
    }

    #[test]
    fn the_earliest_stands_for_its_copies_and_undated_ones_come_last() {
        let documents = [
            document("a", None, 1, 0..0),
            document("z", Some("2025-01-02"), 1, 0..5),
            document("c", Some("2025-01-03"), 1, 3..9),
            document("d", None, 99, 0..0),
        ];
        let found = clusters(&documents);
        assert_eq!(listed(&found), [("z", 3)]);
        assert_eq!(found.folded(), 2);
        let representatives = documents
            .iter()
            .map(|document| found.is_representative(document));
        assert_eq!(
            representatives.collect::<Vec<_>>(),
            [false, true, false, true]
        );
    }

    #[test]
    fn clusters_do_not_drift_from_their_representative() {
        // Each differs from the one before in 20 bins: the third from the first in 40.
        let documents = [
            document("a", None, 1, 0..0),
            document("b", None, 1, 0..20),
            document("c", None, 1, 0..40),
        ];
        assert!(documents[1].signature.is_near(&documents[2].signature));
        assert_eq!(listed(&clusters(&documents)), [("a", 2)]);
        // Without the first, the second stands for the third.
        assert_eq!(listed(&clusters(&documents[1..])), [("b", 2)]);
    }

    #[test]
    fn without_words_nothing_is_repeated() {
        let documents = ["a", "b"].map(|id| {
            let mut observation = Observation::default();
            observation.document.id = id.to_owned();
            observation
        });
        assert!(clusters(&documents).is_empty());
    }

    proptest! {
        #[test]
        fn the_order_of_documents_makes_no_difference(
            kinds in prop::collection::vec((0..4_u8, 0..30_usize, 0..30_usize, 0..3_u8), 1..40),
            start in any::<prop::sample::Index>(),
        ) {
            let documents: Vec<_> = kinds
                .iter()
                .enumerate()
                .map(|(id, &(base, from, length, day))| {
                    let date = (day > 0).then(|| format!("2025-01-0{day}"));
                    document(&format!("{id:02}"), date.as_deref(), base * 50, from..from + length)
                })
                .collect();
            let once = clusters(&documents);
            let mut turned = documents.clone();
            turned.rotate_left(start.index(documents.len()));
            let (mut one, mut other) = (NearDuplicates::default(), NearDuplicates::default());
            for (at, document) in turned.iter().enumerate() {
                if at % 2 == 0 { one.add(document) } else { other.add(document) }
            }
            one.merge(other);
            let again = one.clusters();
            prop_assert_eq!(listed(&once), listed(&again));
            for document in &documents {
                prop_assert_eq!(once.is_representative(document), again.is_representative(document));
            }
            let alone = documents.iter().filter(|document| once.is_representative(document)).count() as u64;
            prop_assert_eq!(alone + once.folded(), documents.len() as u64);
        }
    }
}
