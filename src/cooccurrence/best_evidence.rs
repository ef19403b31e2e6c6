//! The best windows of one pair, out of any number that come in any order.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::evidence_rank::EvidenceRank;

/// From how many times as many different windows as are shown they are chosen. A choice that looked at all of them could not be made in
/// bounded memory: which documents repeat others is known only at the end.
const CHOICE: usize = 4;

/// How many windows of a pair are shown, and among how many they are chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    shown: usize,
    choice: usize,
}

impl Limits {
    pub(super) fn new(shown: usize) -> Self {
        Self {
            shown,
            choice: shown.saturating_mul(CHOICE),
        }
    }

    pub(super) fn shown(self) -> usize {
        self.shown
    }
}

/// A window that may be shown.
pub(super) trait Candidate {
    fn rank(&self) -> EvidenceRank;

    /// The hash of its words: who repeats another word for word says nothing new.
    fn words(&self) -> u64;
}

/// What the choice between candidates goes by, besides their ranks.
pub(super) struct Facts {
    /// The id of its document.
    pub(super) document: Arc<str>,
    /// The cluster of near-duplicates it is in.
    pub(super) cluster: Option<usize>,
    /// Its source; all documents that name none are of one.
    pub(super) source: Option<Arc<str>>,
}

/// The candidates of one pair: the best that differ in their words, four times as many as may be shown, and the best of all, as many as may
/// be shown. These do not depend on the order they came in.
///
/// # Complexity
/// Memory is bounded by five times what may be shown.
#[derive(Clone, Debug)]
pub(super) struct BestEvidence<C> {
    candidates: Vec<C>,
    /// How many candidates at the front are such that none after the last of them has a chance; 0 where any has.
    settled: u32,
}

impl<C> Default for BestEvidence<C> {
    fn default() -> Self {
        Self {
            candidates: Vec::new(),
            settled: 0,
        }
    }
}

impl<C: Candidate> BestEvidence<C> {
    /// What comes after this has no chance; `None` where anything has.
    pub(super) fn bar(&self) -> Option<&C> {
        Some(&self.candidates[(self.settled as usize).checked_sub(1)?])
    }

    pub(super) fn candidates(&self) -> &[C] {
        &self.candidates
    }

    /// Adds a candidate; `order` is the order of ranks, then document ids, and those that are equal in it are one. Those that have no chance any longer go to
    /// `dropped`.
    pub(super) fn add(
        &mut self,
        candidate: C,
        limits: Limits,
        order: impl Fn(&C, &C) -> Ordering,
        dropped: impl FnMut(C),
    ) {
        // Most pairs meet once.
        if self.candidates.is_empty() {
            self.candidates.reserve_exact(1);
        }
        self.candidates.push(candidate);
        if self.candidates.len() > limits.shown.saturating_add(limits.choice) {
            self.settle(limits, order, dropped);
        }
    }

    fn settle(
        &mut self,
        limits: Limits,
        order: impl Fn(&C, &C) -> Ordering,
        mut dropped: impl FnMut(C),
    ) {
        self.candidates.sort_unstable_by(&order);
        let mut kept: Vec<C> = Vec::with_capacity(self.candidates.len());
        let mut different = HashSet::new();
        for candidate in self.candidates.drain(..) {
            let is_there = |last: &C| order(last, &candidate).is_eq();
            let is_repeated = kept.last().is_some_and(is_there);
            let has_room = different.len() < limits.choice;
            let is_new = !is_repeated && has_room && different.insert(candidate.words());
            if is_new || (!is_repeated && kept.len() < limits.shown) {
                kept.push(candidate);
            } else {
                dropped(candidate);
            }
        }
        self.settled = if different.len() < limits.choice {
            0
        } else {
            u32::try_from(kept.len()).expect("a limit was reached")
        };
        self.candidates = kept;
    }

    /// The candidates to show, the best first: by rank, except that what repeats another comes after all that do not, and that of each
    /// document's best windows, second best windows, and so on, each source shows one before any shows two.
    ///
    /// A candidate repeats another of better rank if it has the same words or stands in another document of the same cluster.
    pub(super) fn finish(
        mut self,
        limits: Limits,
        order: impl Fn(&C, &C) -> Ordering,
        facts: impl Fn(&C) -> Facts,
    ) -> Vec<C> {
        self.settle(limits, order, drop);
        let (mut words, mut clusters, mut sources) =
            (HashSet::new(), HashMap::new(), HashMap::new());
        let mut ranked = Vec::with_capacity(self.candidates.len());
        for candidate in self.candidates {
            let Facts {
                document,
                cluster,
                source,
            } = facts(&candidate);
            let repeat = candidate.rank().repeat;
            let mut repeats_another = !words.insert(candidate.words());
            if let Some(cluster) = cluster {
                let first = clusters.entry(cluster).or_insert_with(|| document.clone());
                repeats_another |= *first != document;
            }
            let mut of_source = 0;
            if !repeats_another {
                let before = sources.entry((repeat, source)).or_insert(0_u32);
                of_source = *before;
                *before += 1;
            }
            ranked.push(((repeats_another, repeat, of_source), candidate));
        }
        // Stable: what is equal stays in the order of ranks.
        ranked.sort_by_key(|(key, _)| *key);
        ranked.truncate(limits.shown);
        ranked.into_iter().map(|(_, candidate)| candidate).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::evidence_rank::Quality;
    use super::*;

    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Window {
        rank: EvidenceRank,
        document: u32,
        words: u64,
    }

    impl Candidate for Window {
        fn rank(&self) -> EvidenceRank {
            self.rank
        }

        fn words(&self) -> u64 {
            self.words
        }
    }

    fn order(one: &Window, other: &Window) -> Ordering {
        (one.rank, one.document).cmp(&(other.rank, other.document))
    }

    fn facts(window: &Window) -> Facts {
        let document = window.document;
        Facts {
            document: Arc::from(document.to_string()),
            cluster: document.is_multiple_of(3).then_some(document as usize % 2),
            source: (!document.is_multiple_of(5)).then(|| Arc::from((document % 5).to_string())),
        }
    }

    /// For each document the steps between the names in its windows, and their words.
    fn windows(documents: &[Vec<(u32, u64)>]) -> Vec<Window> {
        let mut all = Vec::new();
        for (document, windows) in (0_u32..).zip(documents) {
            let mut windows = windows.clone();
            windows.sort_by_key(|(step, _)| *step);
            let date = (!document.is_multiple_of(4))
                .then(|| format!("20{:02}", 10 + document % 7).parse().unwrap());
            for (repeat, (step, words)) in (0..).zip(windows) {
                let quality = Quality::of_sentence(step * 10, false, 0);
                all.push(Window {
                    rank: EvidenceRank::new(repeat, quality, date),
                    document,
                    words,
                });
            }
        }
        all
    }

    /// The documented choice, with all windows at hand.
    fn chosen(mut all: Vec<Window>, limit: usize) -> Vec<Window> {
        all.sort_by(order);
        let (mut words, mut firsts) = (HashSet::new(), Vec::new());
        for (at, window) in all.iter().enumerate() {
            if words.insert(window.words) {
                firsts.push(at);
            }
        }
        firsts.truncate(4 * limit);
        firsts.extend(0..all.len().min(limit));
        firsts.sort_unstable();
        firsts.dedup();
        let looked_at: Vec<_> = firsts.into_iter().map(|at| all[at].clone()).collect();
        let mut keys: Vec<_> = Vec::new();
        let mut of_source: BTreeMap<_, u32> = BTreeMap::new();
        for (at, window) in looked_at.iter().enumerate() {
            let before = &looked_at[..at];
            let cluster = facts(window).cluster;
            // The first of a cluster to come speaks for it, whether or not it repeats words.
            let first = before
                .iter()
                .find(|one| cluster.is_some() && facts(one).cluster == cluster);
            let repeats = before.iter().any(|one| one.words == window.words)
                || first.is_some_and(|first| first.document != window.document);
            let mut nth = 0;
            if !repeats {
                let count = of_source
                    .entry((window.rank.repeat, facts(window).source))
                    .or_default();
                nth = *count;
                *count += 1;
            }
            keys.push((repeats, window.rank.repeat, nth, at));
        }
        keys.sort_unstable();
        keys.truncate(limit);
        keys.iter().map(|key| looked_at[key.3].clone()).collect()
    }

    proptest! {
        #[test]
        fn the_choice_is_that_from_all_windows_in_any_order(
            documents in prop::collection::vec(prop::collection::vec((0..4_u32, 0..12_u64), 1..4), 0..40),
            limit in 0..4_usize,
            shuffled in any::<u64>(),
        ) {
            let all = windows(&documents);
            let mut arriving: Vec<_> = all.clone();
            arriving.sort_by_key(|window| {
                let place = u64::from(window.document) << 8 | u64::from(window.rank.repeat);
                (place ^ shuffled).wrapping_mul(0x9e37_79b9_7f4a_7c15 ^ shuffled)
            });
            let limits = Limits::new(limit);
            let (mut best, mut dropped) = (BestEvidence::default(), 0);
            let mut skipped = 0;
            // Some come twice.
            let again = arriving.iter().step_by(5).cloned().collect::<Vec<_>>();
            for window in arriving.into_iter().chain(again) {
                if best.bar().is_some_and(|bar| order(bar, &window).is_le()) {
                    skipped += 1;
                } else {
                    best.add(window, limits, order, |_| dropped += 1);
                }
                prop_assert!(best.candidates().len() <= 5 * limit);
            }
            let kept = best.candidates().len();
            prop_assert_eq!(kept + skipped + dropped, all.len() + all.len().div_ceil(5));
            prop_assert_eq!(best.finish(limits, order, facts), chosen(all, limit));
        }
    }

    #[test]
    fn documents_and_sources_take_turns_and_copies_come_last() {
        let best = Quality::of_sentence(0, false, 0);
        let window = |document, repeat, words| Window {
            rank: EvidenceRank::new(repeat, best, Some("2025".parse().unwrap())),
            document,
            words,
        };
        // Documents 0, 6 and 12 are of one cluster; 1 and 11 of one source.
        let all = [
            window(0, 0, 0),
            window(1, 0, 1),
            window(1, 1, 2),
            window(2, 0, 1),
            window(6, 0, 6),
            window(11, 0, 11),
            window(17, 0, 17),
        ];
        let limits = Limits::new(10);
        let mut found = BestEvidence::default();
        for window in all {
            found.add(window, limits, order, |_| ());
        }
        let shown: Vec<_> = found
            .finish(limits, order, facts)
            .iter()
            .map(|window| (window.document, window.rank.repeat))
            .collect();
        assert_eq!(
            shown,
            [(0, 0), (1, 0), (17, 0), (11, 0), (1, 1), (2, 0), (6, 0)]
        );
    }
}
