//! Candidates of which a verdict is the same as of those before them: some last names and acronyms are those of thousands, and where only their
//! entities differ, which do not matter, what speaks for or against them is asked once.

use crate::dictionary::{EntityIndex, TypeClass};
use crate::document::Field;
use crate::text::Span;

use super::Decider;
use super::extension::is_company_suffix;
use super::other_names::is_person_of_other;
use crate::mention::Rule;
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Variant;

/// Tells them from the others, from one candidate to the next.
pub(super) struct Alike {
    /// The people whom the document calls by a single name that is listed; sorted. Of these it is asked who they are.
    single: Vec<EntityIndex>,
    /// What was judged last, and the verdict.
    last: Option<(Judged, Option<Rule>)>,
}

/// What verdicts depend on.
#[derive(PartialEq, Eq)]
struct Judged {
    place: (Field, Span),
    variant: Variant,
    rule: Rule,
    /// The number of its type.
    type_number: u32,
}

impl Alike {
    /// Before the first of some candidates.
    pub(super) fn new(candidates: &[Candidate]) -> Self {
        let mut single: Vec<EntityIndex> = candidates
            .iter()
            .filter(|candidate| candidate.variant == Variant::NameWord)
            .map(|candidate| candidate.entity)
            .collect();
        single.sort_unstable();
        Self { single, last: None }
    }

    /// The verdict on a candidate, if it is known from the one before; [note](Self::note) it otherwise.
    pub(super) fn verdict(&mut self, decider: &Decider<'_>, candidate: &Candidate) -> Option<Rule> {
        #[cfg(test)]
        if tests::EACH_BY_ITSELF.get() {
            return None;
        }
        let is_fit = candidate.variant.needs_full_name() && decider.is_english();
        if !is_fit || has_condition(decider, candidate) {
            self.last = None;
            return None;
        }
        let entity = decider.dictionary.entity(candidate.entity);
        let judged = Judged {
            place: (candidate.field, candidate.span),
            variant: candidate.variant,
            rule: candidate.rule,
            type_number: entity.type_number(),
        };
        let is_single = self.single.binary_search(&candidate.entity).is_ok();
        if let Some((last, verdict)) = &self.last
            && *last == judged
            && !is_single
        {
            return *verdict;
        }
        let text = decider.content(candidate.field);
        let is_asked = is_single
            || (candidate.span.len() <= 4 && is_company_suffix(candidate.span.of(text)))
            || (decider.class(candidate) == TypeClass::Person
                && is_person_of_other(text, candidate.span));
        self.last = (!is_asked).then_some((judged, None));
        None
    }

    /// Notes the verdict on the candidate asked for last.
    pub(super) fn note(&mut self, rule: Rule) {
        if let Some((_, verdict)) = &mut self.last {
            *verdict = Some(rule);
        }
    }
}

/// Whether a form counts only where the document has certain words.
fn has_condition(decider: &Decider<'_>, candidate: &Candidate) -> bool {
    // Without this, each pattern would be asked for again.
    let may_have =
        !decider.patterns.conditions.are_none() && candidate.variant != Variant::LastName;
    may_have && decider.patterns.get(candidate.pattern).condition.is_some()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::dictionary::{Alias, Dictionary, Entity};
    use crate::document::Document;
    use crate::mention::{MatchOptions, Matcher, Mention, Scratch};

    thread_local! {
        /// Whether each candidate is judged by itself.
        pub(super) static EACH_BY_ITSELF: Cell<bool> = const { Cell::new(false) };
    }

    fn people() -> Vec<Entity> {
        let firsts = ["Ann", "Bob", "Cy", "Di"];
        let lasts = ["Roe", "Bean", "Inc", "York", "Prince", "Lincoln"];
        let types = ["person", "name", "organization"];
        let named = firsts
            .iter()
            .flat_map(|first| lasts.map(|last| (first, last)));
        let named = named.flat_map(|(first, last)| types.map(|kind| (first, last, kind)));
        let mut people: Vec<_> = named
            .map(|(first, last, kind)| {
                Entity::new(format!("{first} {last} {kind}"), format!("{first} {last}"))
                    .with_type(kind)
            })
            .collect();
        // Who goes by one name, and who by an acronym.
        people.push(Entity::new("roe", "Roe").with_type("person"));
        let zed = Entity::new("a0", "Cy Roe").with_type("person");
        people.push(zed.with_alias(Alias::new("Zed")));
        people.push(Entity::new("a1", "Flo Roe").with_type("person"));
        // Who is no family: that has no first name.
        let clan = Entity::new("clan", "Yorks").with_type("person");
        people.push(clan.with_alias(Alias::new("Old York")));
        // What a word for firms is short for, and for a firm that it may stand behind.
        let reno = Entity::new("reno", "Reno").with_type("organization");
        people.push(reno.with_alias(Alias::new("Port Lane Centre")));
        people.push(Entity::new("plc", "Pine Lake Club").with_type("organization"));
        people.push(Entity::new("rbc2a", "Rose Bush Council").with_type("organization"));
        // An acronym with a condition, which is that of the name in full.
        let brick = Alias::new("Red Brick Centre").with_unless("family");
        people.push(
            Entity::new("rbc3", "Zzyzx Road")
                .with_type("organization")
                .with_alias(brick),
        );
        people.push(Entity::new("prince", "Prince").with_type("person"));
        for number in 0..3 {
            let name = format!("Roe Bean Corporation{}", ["", " Inc", " Co"][number]);
            people.push(Entity::new(format!("rbc{number}"), name).with_type("organization"));
        }
        people
    }

    fn mentions(dictionary: &Dictionary, text: &str) -> Vec<Mention> {
        let mut mentions = Vec::new();
        let matcher = Matcher::new(dictionary, &MatchOptions::default()).unwrap();
        let document = Document::new("d", text);
        matcher.find(&document, &mut Scratch::default(), &mut mentions);
        mentions
    }

    #[test]
    fn all_are_judged_as_if_one_by_one() {
        const WORDS: [&str; 34] = [
            "Zzyzx Road",
            "Zed",
            "Flo",
            "Old York",
            "York family",
            "Reno",
            "PLC",
            "PLC",
            "Ann",
            "Bob",
            "Roe",
            "Roe",
            "Bean",
            "bean",
            "Inc",
            "York",
            "Prince",
            "Lincoln",
            "President",
            "family",
            "Mr.",
            "J.",
            "said",
            "the",
            "The",
            ",",
            ".",
            "New",
            "killed",
            "RBC",
            "in",
            "(RBC)",
            "Corporation",
            "dynasty",
        ];
        let people = people();
        let builder = people
            .iter()
            .fold(Dictionary::builder(), |builder, entity| {
                builder.entity(entity)
            });
        let people = builder.build().unwrap();
        let mut random = 3_u64;
        let mut shared = 0;
        for _ in 0..400 {
            let words = (0..30).map(|_| {
                random = random.wrapping_mul(6_364_136_223_846_793_005) + 1;
                WORDS[(random >> 33) as usize % WORDS.len()]
            });
            let text = words
                .collect::<Vec<_>>()
                .join(" ")
                .replace(" ,", ",")
                .replace(" .", ".");
            let found = mentions(&people, &text);
            EACH_BY_ITSELF.set(true);
            let expected = mentions(&people, &text);
            EACH_BY_ITSELF.set(false);
            assert_eq!(found, expected, "{text}");
            shared += found
                .iter()
                .filter(|mention| mention.candidates.len() > 1)
                .count();
        }
        assert!(shared > 1_000, "{shared}");
    }
}
