//! One document after another, and the profile at the end.

use std::collections::{BTreeMap, BTreeSet};

use crate::annotation::Annotator;
use crate::cooccurrence::Observation;
use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::Document;
use crate::mention::{Profile, Rule};
use crate::text::{Lines, fold};

use super::links::Links;
use super::names::Names;
use super::uses::Uses;

/// Learns from documents in which the names of a dictionary were looked for.
///
/// - **Words.** A name of one word is an ordinary word too if it is found at least five times as one: written small, or where a sentence
///   begins, both at least twice; and inside sentences at least twice as often small as with a capital. There are names that are always
///   written small, but no sentence begins so. Sentences that are mostly in capitals do not count, nor do English words that are known to
///   be ordinary.
/// - **Context.** Of each entity that shares a name, the ten words that are found far more often in documents that name it for certain than
///   in others, by the log-likelihood ratio over documents: at least three documents, and a ratio that chance reaches once in a thousand
///   times.
/// - **Priors.** Of each shared name, in how many documents it was decided by another form that stands there, and for whom; at least five
///   documents.
///
/// Context and priors are learnt of a shared name only if the corpus names each of its entities by some form of its own: of one that is never
/// told apart nothing can be learnt, and what is learnt of the others would speak against it.
///
/// # Example
/// ```
/// use comention::learning::{Learner, Lessons};
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let text = "[[entity]]\nid = 'voima'\nname = 'Voima'\ntype = 'organization'\n";
/// let dictionary = Dictionary::builder().text(text, comention::dictionary::DictionaryFormat::Toml, "firms")?.build()?;
/// let annotator = Annotator::new(&dictionary)?;
/// let learner = Learner::new(&annotator);
/// let mut lessons = Lessons::default();
/// for number in 0..5 {
///     let document = Document::new(format!("d{number}"), "Voima on poissa. Nyt on voima poissa.");
///     learner.observe(&document, annotator.annotate(&document).as_ref(), &mut lessons);
/// }
/// let profile = learner.profile(&lessons);
/// assert_eq!(profile.words().next().unwrap().0, "Voima");
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Debug)]
pub struct Learner {
    dictionary: Dictionary,
    names: Names,
    lines: Lines,
}

/// What was counted. Parts that were counted apart are [merged](Lessons::merge) in any order.
#[derive(Clone, Debug, Default)]
pub struct Lessons {
    documents: u64,
    uses: Uses,
    links: Links,
    /// By folded form and entity, the documents in which it was meant for certain.
    meant: BTreeMap<(String, EntityIndex), u32>,
}

impl Lessons {
    /// How many documents were counted.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// Adds what was counted elsewhere.
    pub fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.uses.merge(&other.uses);
        self.links.merge(&other.links);
        for (meaning, count) in other.meant {
            *self.meant.entry(meaning).or_default() += count;
        }
    }
}

/// In how many documents a shared name has to be decided before it has a prior.
const LEAST_DECIDED: u32 = 5;

impl Learner {
    /// Prepares to learn about the names of the dictionary of an annotator, which has no profile.
    pub fn new(annotator: &Annotator) -> Self {
        let dictionary = annotator.dictionary().clone();
        Self {
            names: Names::of(&dictionary),
            dictionary,
            lines: annotator.options().lines,
        }
    }

    /// Counts a document, with what the annotator found in it.
    pub fn observe(&self, document: &Document, observation: &Observation, lessons: &mut Lessons) {
        lessons.documents += 1;
        let language = document.lang.as_deref().unwrap_or_default();
        let fields = [
            (
                document.separate_title().unwrap_or_default(),
                Lines::Paragraph,
            ),
            (document.text.as_str(), document.lines.unwrap_or(self.lines)),
        ];
        for (text, lines) in fields {
            lessons.uses.count(&self.names, text, lines, language);
        }
        let (mut named, mut meant) = (BTreeSet::new(), BTreeSet::new());
        for (mention, entity) in observation.accepted() {
            if !self.names.shares(entity) {
                continue;
            }
            if is_certain(mention.rule) {
                named.insert(entity);
            }
            if by_another_form(mention.rule) {
                let form = fold(observation.surface(mention));
                if self.names.is_shared(&form) {
                    meant.insert((form, entity));
                }
            }
        }
        for meaning in meant {
            *lessons.meant.entry(meaning).or_default() += 1;
        }
        if self.names.any_shared() {
            lessons.links.count(fields.map(|(text, _)| text), &named);
        }
    }

    /// What was learnt.
    pub fn profile(&self, lessons: &Lessons) -> Profile {
        let comparable = self.names.comparable(|entity| lessons.links.names(entity));
        let id = |entity| self.dictionary.entity(entity).id().to_owned();
        let mut prior: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for ((form, entity), &count) in &lessons.meant {
            if let Some(form) = comparable.forms.get(form.as_str()) {
                let counts = prior.entry((*form).to_owned()).or_default();
                counts.insert(id(*entity), count);
            }
        }
        prior.retain(|_, counts| counts.values().sum::<u32>() >= LEAST_DECIDED);
        Profile::of(
            lessons.uses.words(&self.names),
            lessons
                .links
                .context(&self.dictionary, lessons.documents, &comparable.sharers),
            prior,
        )
    }
}

/// Whether a mention names its entity whatever the evidence is worth.
fn is_certain(rule: Rule) -> bool {
    by_another_form(rule)
        || !matches!(
            rule,
            Rule::ExactCase
                | Rule::OwnName
                | Rule::TypeCue
                | Rule::Relative
                | Rule::Context
                | Rule::UsualSense
                | Rule::Prior
        )
}

/// Whether a shared form was decided by another form of its entity in the document.
fn by_another_form(rule: Rule) -> bool {
    matches!(rule, Rule::LongerForm | Rule::OtherForm | Rule::Defined)
}
