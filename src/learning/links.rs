//! Words that speak for entities: what documents that name one have and others lack.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::association::{Contingency, Measure};
use crate::dictionary::{Dictionary, EntityIndex};
use crate::mention::ContextWord;
use crate::text::{Words, has_unspaced_script};

/// How many words are kept of an entity.
const WORDS: usize = 10;

/// In how many documents a word has to stand with an entity.
const LEAST_DOCUMENTS: u64 = 3;

/// The log-likelihood ratio that chance exceeds once in a thousand times.
const LEAST_G2: f64 = 10.83;

/// In how many documents words stand, and with which entities.
#[derive(Clone, Debug, Default)]
pub(super) struct Links {
    numbers: HashMap<String, u32>,
    /// By the number of the word.
    documents: Vec<u64>,
    together: HashMap<(EntityIndex, u32), u64>,
    entities: BTreeMap<EntityIndex, u64>,
}

impl Links {
    /// Counts the words of a document and the entities it names.
    pub(super) fn count(&mut self, texts: [&str; 2], named: &BTreeSet<EntityIndex>) {
        let mut words = Words::default();
        let mut seen = HashSet::new();
        for text in texts {
            words.fill(text);
            for word in words.as_slice() {
                let word = &text[word.start()..word.end()];
                if !may_speak(word) {
                    continue;
                }
                let number = self.number(word.to_lowercase());
                if seen.insert(number) {
                    self.documents[number as usize] += 1;
                    for &entity in named {
                        *self.together.entry((entity, number)).or_default() += 1;
                    }
                }
            }
        }
        for &entity in named {
            *self.entities.entry(entity).or_default() += 1;
        }
    }

    fn number(&mut self, word: String) -> u32 {
        let next = u32::try_from(self.documents.len()).expect("fewer words than 2^32");
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.documents.push(0);
        }
        number
    }

    pub(super) fn merge(&mut self, other: &Self) {
        let mut renumbered = vec![0; other.documents.len()];
        #[allow(
            clippy::iter_over_hash_type,
            reason = "sums and numbers that nobody sees"
        )]
        for (word, &number) in &other.numbers {
            let own = self.number(word.clone());
            renumbered[number as usize] = own;
            self.documents[own as usize] += other.documents[number as usize];
        }
        #[allow(clippy::iter_over_hash_type, reason = "sums")]
        for (&(entity, number), count) in &other.together {
            let pair = (entity, renumbered[number as usize]);
            *self.together.entry(pair).or_default() += count;
        }
        for (entity, count) in &other.entities {
            *self.entities.entry(*entity).or_default() += count;
        }
    }

    /// Whether a document names an entity for certain.
    pub(super) fn names(&self, entity: EntityIndex) -> bool {
        self.entities.contains_key(&entity)
    }

    /// The words that speak for each of some entities, by its id.
    pub(super) fn context(
        &self,
        dictionary: &Dictionary,
        documents: u64,
        compared: &HashSet<EntityIndex>,
    ) -> BTreeMap<String, BTreeMap<String, ContextWord>> {
        let mut words = vec![""; self.documents.len()];
        #[allow(clippy::iter_over_hash_type, reason = "each has its own place")]
        for (word, &number) in &self.numbers {
            words[number as usize] = word;
        }
        let mut found: BTreeMap<EntityIndex, Vec<(f64, &str, ContextWord)>> = BTreeMap::new();
        #[allow(clippy::iter_over_hash_type, reason = "sorted below")]
        for (&(entity, number), &with) in &self.together {
            if with < LEAST_DOCUMENTS || !compared.contains(&entity) {
                continue;
            }
            let all = self.documents[number as usize];
            let Ok(table) = Contingency::new(with, self.entities[&entity], all, documents) else {
                continue;
            };
            let g2 = Measure::LogLikelihood.score(&table);
            if g2 < LEAST_G2 {
                continue;
            }
            let link = ContextWord {
                with,
                without: all - with,
                g2: rounded(g2),
            };
            let links = found.entry(entity).or_default();
            links.push((g2, words[number as usize], link));
        }
        let mut context = BTreeMap::new();
        for (index, mut links) in found {
            let entity = dictionary.entity(index);
            let own: HashSet<String> = entity
                .all_forms()
                .flat_map(|form| form.split(|c: char| !c.is_alphanumeric()))
                .map(str::to_lowercase)
                .collect();
            links.retain(|(_, word, _)| !own.contains(*word));
            links.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
            links.truncate(WORDS);
            if !links.is_empty() {
                let links = links
                    .into_iter()
                    .map(|(_, word, link)| (word.to_owned(), link));
                context.insert(entity.id().to_owned(), links.collect());
            }
        }
        context
    }
}

/// Whether a word may tell what a document is about: of three letters or more, in a script that has words.
fn may_speak(word: &str) -> bool {
    word.chars().nth(2).is_some()
        && word.chars().all(char::is_alphabetic)
        && !has_unspaced_script(word)
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "at most twice the documents times the logarithm of their number"
)]
fn rounded(g2: f64) -> u64 {
    g2.round() as u64
}
