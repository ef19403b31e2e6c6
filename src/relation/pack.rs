//! A pack of rules: read from TOML, put together, kept in ledgers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use xxhash_rust::xxh3::xxh3_128;

use super::frames::{self, Frame};
use super::names::{self, Names, RelationInfo};
use super::pattern::{self, Pattern};
use super::syntax::PatternError;
use super::{RelationIndex, RelationRules};
use crate::error::{Error, Place, Result};

/// The pack that comes with the crate.
const EMBEDDED: &str = include_str!("../../dictionaries/relations.toml");

/// Rules that find typed hints, with the names of relations and of types. Cheap to clone; one without rules is [`RelationPack::default`].
///
/// # The file
/// TOML. A rule has a name, the types of the two entities it leads from and to, and words: `verbs` whose subject is the head, `nouns` for what the
/// head does to the tail, `roles` that the head has at the tail, `patterns` for all else. A name may have several rules.
///
/// ```toml
/// [types]                                # types of a dictionary, as rules are to understand them
/// newspaper = "organization"
///
/// [words]                                # sets of words for patterns
/// be = "is|was|are|were"
///
/// [[relation]]
/// name = "acquires"
/// inverse = "acquired_by"                # how it reads from tail to head
/// head = ["organization", "person"]      # a class (person, organization, place, term, other), or a type of the dictionary
/// tail = ["organization"]
/// implies = ["invests_in"]               # more general relations
/// verbs = ["acquire", "buy, bought", "take over, took over, taken over"]
/// nouns = ["acquisition", "takeover"]
/// patterns = [
///     "{head} {be} the owner of {tail}",
///     { text = "{tail!} , {head!}", unless_after = "and" },
/// ]
///
/// [names]                                # relations as others call them
/// acquires = "owner_of"
/// ```
///
/// A pattern is a row of words; case makes no difference, `*` stands for any letters. `word?` may be missing; `(a|b c)` is one of several;
/// `{name}` a set of words; `<…>` the trigger, if it is not the rarest word. `{head}` and `{tail}` are the mentions, with the words
/// before them and others in a list with them; `{head!}` and `{tail!}` stand alone. `{np}` are words of a noun phrase, `{adv}` auxiliaries and
/// adverbs, `{det}` an article, `{time}` when, `{aside}` a remark in brackets or between commas; each may be nothing. `{person}`, `{place}` and
/// so on are mentions of a class, `{any}` of any. Brackets of the text are written `[` and `]`, a genitive `'s`; quotation marks and full stops are
/// not seen.
///
/// # Example
/// ```
/// use comention::relation::RelationPack;
///
/// let pack = RelationPack::parse("[[relation]]\nname = 'owns'\nhead = ['person']\ntail = ['organization']\nverbs = ['own']", "own.toml")?;
/// assert_eq!(pack.relations()[0].name, "owns");
/// assert!(RelationPack::parse("[[relation]]\nname = 'owns'\nhead = ['person']\ntail = ['person']\npatterns = ['{head}']", "own.toml").is_err());
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Content", into = "Content")]
pub struct RelationPack(Arc<Resolved>);

/// What files say, put together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Content {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    types: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    words: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relation: Vec<Rule>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    names: BTreeMap<String, Names>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    only_named: bool,
}

/// The content, with what follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Resolved {
    content: Content,
    relations: Vec<RelationInfo>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PackFile {
    #[serde(default)]
    types: BTreeMap<String, String>,
    #[serde(default)]
    words: BTreeMap<String, String>,
    #[serde(default)]
    relation: Vec<Spanned<Rule>>,
    #[serde(default)]
    names: BTreeMap<String, Names>,
    #[serde(default)]
    only_named: bool,
}

/// One rule, as files write it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    pub(super) name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    inverse: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    symmetric: bool,
    pub(super) head: Vec<String>,
    pub(super) tail: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    implies: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    verbs: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    nouns: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    patterns: Vec<Entry>,
}

/// A pattern, as files write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Entry {
    Text(String),
    Conditional(Conditional),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Conditional {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unless_before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    unless_after: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    whole: Option<bool>,
}

impl Rule {
    /// All its patterns.
    pub(super) fn frames(&self) -> Vec<Frame> {
        let own = self.patterns.iter().map(|entry| match entry {
            Entry::Text(text) => Frame::new(text),
            Entry::Conditional(entry) => Frame {
                text: entry.text.clone(),
                unless_before: entry.unless_before.clone(),
                unless_after: entry.unless_after.clone(),
                claims: entry.claims.unwrap_or(true),
                whole: entry
                    .whole
                    .or(entry.claims)
                    .unwrap_or(entry.text.starts_with('{')),
            },
        });
        let mut frames: Vec<Frame> = own.collect();
        frames.extend(frames::of_verbs(&self.verbs));
        frames.extend(frames::of_nouns(&self.nouns));
        frames.extend(frames::of_roles(&self.roles));
        frames
    }

    /// Checks that all patterns can be read.
    fn check(&self, words: &BTreeMap<String, String>) -> std::result::Result<(), String> {
        if self.name.trim().is_empty() {
            return Err("a relation needs a name".to_owned());
        }
        if self.head.is_empty() || self.tail.is_empty() {
            return Err(format!("`{}` needs types of head and tail", self.name));
        }
        for frame in self.frames() {
            let wrong = |PatternError(reason): PatternError| {
                format!("the pattern `{}` of `{}`: {reason}", frame.text, self.name)
            };
            Pattern::parse(&frame.text, words).map_err(wrong)?;
            for text in [&frame.unless_before, &frame.unless_after]
                .into_iter()
                .flatten()
            {
                pattern::condition(text, words).map_err(wrong)?;
            }
        }
        Ok(())
    }
}

impl From<Content> for RelationPack {
    fn from(content: Content) -> Self {
        let relations = resolve(&content.relation);
        Self(Arc::new(Resolved { content, relations }))
    }
}

impl From<RelationPack> for Content {
    fn from(pack: RelationPack) -> Self {
        Arc::unwrap_or_clone(pack.0).content
    }
}

impl RelationPack {
    /// The general pack that comes with the crate: who founded, leads, owns, makes, uses, sues what, in English.
    ///
    /// # Panics
    /// Never: the pack is tested.
    pub fn embedded() -> Self {
        Self::parse(EMBEDDED, "relations.toml").expect("the embedded pack is tested")
    }

    /// Reads a pack. `name` is what messages call it.
    ///
    /// # Errors
    /// [`Error::RelationSyntax`] with the line, if it is not of the form described above.
    pub fn parse(text: &str, name: &str) -> Result<Self> {
        Self::default().and(text, name)
    }

    /// Adds what another file says: its rules to those that are there, its words, types and names in place of the same ones.
    ///
    /// # Errors
    /// As [`RelationPack::parse`].
    pub fn and(&self, text: &str, name: &str) -> Result<Self> {
        let wrong = |at: usize, source: String| {
            let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count();
            Error::RelationSyntax {
                place: Place::new(&Arc::from(name), lines as u64 + 1),
                source: source.into(),
            }
        };
        let file: PackFile = toml::from_str(text).map_err(|source| {
            wrong(
                source.span().map_or(0, |span| span.start),
                source.message().to_owned(),
            )
        })?;
        let mut content = self.0.content.clone();
        let new_words = !file.words.is_empty();
        content.types.extend(file.types);
        content.words.extend(file.words);
        content.names.extend(file.names);
        content.only_named |= file.only_named;
        for rule in file.relation {
            let at = rule.span().start;
            let rule = rule.into_inner();
            rule.check(&content.words)
                .map_err(|reason| wrong(at, reason))?;
            content.relation.push(rule);
        }
        if new_words {
            // Rules that were there may name them.
            let mut rules = content.relation.iter();
            rules
                .try_for_each(|rule| rule.check(&content.words))
                .map_err(|reason| wrong(0, reason))?;
        }
        Ok(Self::from(content))
    }

    /// Whether it has no rules.
    pub fn is_empty(&self) -> bool {
        self.0.content.relation.is_empty()
    }

    /// Its relations; their places are the numbers that hints give.
    pub fn relations(&self) -> &[RelationInfo] {
        &self.0.relations
    }

    /// The names that a relation goes by for others, each with whether it is read from tail to head: as `[names]` says. Without such names its own.
    pub fn names_of(&self, relation: RelationIndex) -> Vec<(String, bool)> {
        let content = &self.0.content;
        names::outward(
            &self.0.relations,
            &content.names,
            content.only_named,
            relation,
        )
    }

    /// A hash of all that it says; comments and the form of the file play no part.
    ///
    /// # Panics
    /// Never: a pack is plain data.
    pub fn hash(&self) -> String {
        let json = serde_json::to_vec(&self.0.content).expect("a pack is plain data");
        format!("{:032x}", xxh3_128(&json))
    }

    /// Makes the rules ready to be applied.
    pub fn compile(&self) -> RelationRules {
        RelationRules::new(self)
    }

    pub(super) fn rules(&self) -> &[Rule] {
        &self.0.content.relation
    }

    pub(super) fn words(&self) -> &BTreeMap<String, String> {
        &self.0.content.words
    }

    pub(super) fn types(&self) -> &BTreeMap<String, String> {
        &self.0.content.types
    }

    /// The number of a relation.
    pub(super) fn index_of(&self, name: &str) -> Option<RelationIndex> {
        let place = self.0.relations.iter().position(|info| info.name == name)?;
        Some(RelationIndex(u32::try_from(place).ok()?))
    }
}

/// The relations of some rules, in the order they come first, with all that follows from each. What is implied and has no rule is no relation.
fn resolve(rules: &[Rule]) -> Vec<RelationInfo> {
    let mut relations: Vec<RelationInfo> = Vec::new();
    for rule in rules {
        let place = relations.iter().position(|info| info.name == rule.name);
        let place = place.unwrap_or_else(|| {
            relations.push(RelationInfo {
                name: rule.name.clone(),
                ..RelationInfo::default()
            });
            relations.len() - 1
        });
        let info = &mut relations[place];
        info.symmetric |= rule.symmetric;
        info.inverse = info.inverse.take().or_else(|| rule.inverse.clone());
    }
    let number = |name: &String| {
        let place = relations.iter().position(|info| info.name == *name)?;
        u32::try_from(place).ok()
    };
    let general: Vec<Vec<u32>> = relations
        .iter()
        .map(|info| {
            let own = rules.iter().filter(|rule| rule.name == info.name);
            own.flat_map(|rule| &rule.implies)
                .filter_map(number)
                .collect()
        })
        .collect();
    for (place, info) in relations.iter_mut().enumerate() {
        let mut line: Vec<u32> = general[place].clone();
        let mut at = 0;
        while let Some(&next) = line.get(at) {
            let more = general[next as usize].iter();
            let new: Vec<u32> = more.copied().filter(|next| !line.contains(next)).collect();
            line.extend(new);
            at += 1;
        }
        line.retain(|&other| other as usize != place);
        line.dedup();
        info.implies = line;
    }
    relations
}

#[cfg(test)]
mod tests {
    use super::*;

    const TWO: &str = r"
[[relation]]
name = 'ceo_of'
head = ['person']
tail = ['organization']
implies = ['works_for']
roles = ['ceo']

[[relation]]
name = 'works_for'
inverse = 'employs'
head = ['person']
tail = ['organization']
verbs = ['work for']
";

    #[test]
    fn general_relations_follow() {
        let pack = RelationPack::parse(TWO, "two").unwrap();
        assert_eq!(pack.relations()[0].implies, [1]);
        assert_eq!(
            pack.names_of(RelationIndex(0)),
            [("ceo_of".to_owned(), false)]
        );
        let mapped = pack
            .and(
                "only_named = true\nnames.works_for = 'Work_For'\nnames.employs = 'Staff'",
                "map",
            )
            .unwrap();
        let both = [("Work_For".to_owned(), false), ("Staff".to_owned(), true)];
        assert_eq!(mapped.names_of(RelationIndex(0)), both);
        assert_eq!(mapped.names_of(RelationIndex(1)), both);
    }

    #[test]
    fn a_pack_survives_its_json() {
        let pack = RelationPack::embedded();
        let json = serde_json::to_string(&pack).unwrap();
        let back: RelationPack = serde_json::from_str(&json).unwrap();
        assert_eq!((back.hash(), &back), (pack.hash(), &pack));
    }

    #[test]
    fn mistakes_are_told_with_their_line() {
        let text = "\n\n[[relation]]\nname = 'x'\nhead = ['person']\ntail = ['person']\npatterns = ['{head} likes']\n";
        let error = RelationPack::parse(text, "mine.toml").unwrap_err();
        assert!(error.to_string().starts_with("mine.toml:3"), "{error}");
    }
}
