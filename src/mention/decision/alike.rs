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
    /// Whether there is nothing that only some of them have.
    possible: bool,
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
    pub(super) fn new(decider: &Decider<'_>, candidates: &[Candidate]) -> Self {
        let mut single: Vec<EntityIndex> = candidates
            .iter()
            .filter(|candidate| candidate.variant == Variant::NameWord)
            .map(|candidate| candidate.entity)
            .collect();
        single.sort_unstable();
        Self {
            possible: decider.is_english() && decider.patterns.conditions.are_none(),
            single,
            last: None,
        }
    }

    /// The verdict on a candidate, if it is known from the one before; [note](Self::note) it otherwise.
    pub(super) fn verdict(&mut self, decider: &Decider<'_>, candidate: &Candidate) -> Option<Rule> {
        if !self.possible || !candidate.variant.needs_full_name() {
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
