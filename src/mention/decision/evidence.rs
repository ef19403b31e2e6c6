//! Decides between entities that share a form, by what the dictionary and the document say for each.
//!
//! Every kind of evidence is worth points; a candidate wins whose points exceed those of the next by [`MARGIN`], and the kind that
//! told most between the two is the [`Rule`] of the mention. Points are a table, not learnt from any text.
//!
//! | evidence | points | rule |
//! |---|---|---|
//! | the document has the entity under a longer form that holds this one, and is its alone | 12 | [`Rule::LongerForm`] |
//! | the document has the entity under any other form that is its alone | 5 | [`Rule::OtherForm`] |
//! | it lists the form in just this case, others in another | 5 | [`Rule::ExactCase`] |
//! | the form is its name, of others an alias | 4, and 2 more if its id says the same; 3 if it has the initials of its name | [`Rule::OwnName`] |
//! | a word next to the name, here or where the same form stands in the document | 4 plainly, 1 as a hint | [`Rule::TypeCue`] |
//! | its parent, its child or a sibling is in the document | 3 | [`Rule::Relative`] |
//! | words of its `context` are in the document | 3; of the profile, 1 a word, 3 at most | [`Rule::Context`] |
//! | a name shared by kinds of things is read as a place (4 points) or a person (3) before an organisation (2) before anything else | 0 to 4 | [`Rule::UsualSense`] |
//! | the profile or the dictionary says how often the form means each: in place of the usual sense | its share of [`CERTAIN_PRIOR`] | [`Rule::Prior`] |

use crate::dictionary::{Dictionary, EntityIndex, EntityRef, TypeClass};
use crate::text::{Folding, is_boundary};

use super::classes::Classes;
use super::cues::{ClassPoints, SURE};
use crate::mention::Rule;
use crate::mention::candidate::Candidate;
use crate::mention::comparison::same_text;
use crate::mention::pattern::{Patterns, Variant};
use crate::mention::variants::initials;

/// By how many points a candidate must lead.
const MARGIN: i32 = 2;

/// What a form is worth to an entity that it always means, by its prior. As much as the usual sense, which it replaces, can tell.
const CERTAIN_PRIOR: u64 = 4;

/// What is known of a document when its shared forms are decided.
pub(super) struct Evidence<'a> {
    pub(super) dictionary: &'a Dictionary,
    pub(super) patterns: &'a Patterns,
    pub(super) classes: &'a Classes,
    /// The last names of the people whom the document has in full, sorted.
    pub(super) bearers: Vec<&'a str>,
    /// The parents of the entities that the document names, each with the child; sorted.
    pub(super) children: Vec<(EntityIndex, EntityIndex)>,
    /// Whether ordinary English words may be meant as such.
    pub(super) english: bool,
    /// The entities that some form of their own names in the document, with those forms; sorted.
    pub(super) named: &'a [(EntityIndex, &'a str)],
}

/// The kinds of evidence, in the order in which one is told as the reason where several are worth the same.
const KINDS: [Rule; 9] = [
    Rule::LongerForm,
    Rule::OtherForm,
    Rule::ExactCase,
    Rule::OwnName,
    Rule::TypeCue,
    Rule::Relative,
    Rule::Context,
    Rule::UsualSense,
    Rule::Prior,
];

/// The places of those that hang on the form, not on the entity alone.
const EXACT_CASE: usize = 2;
const OWN_NAME: usize = 3;
const USUAL_SENSE: usize = 7;
const PRIOR: usize = 8;

type Points = [i32; KINDS.len()];

impl Evidence<'_> {
    /// The entity that the evidence is for, and what told. `group` are the forms at one span, of several entities; `cues` what the words
    /// around it say; `context` the points of the words in the document that speak for an entity; `prior` how often the form meant each.
    pub(super) fn choose(
        &self,
        group: &[Candidate],
        surface: &str,
        cues: ClassPoints,
        mut context: impl FnMut(EntityIndex) -> i32,
        prior: &[(EntityIndex, u32)],
    ) -> Option<(EntityIndex, Rule)> {
        let mut cues = cues;
        // The document has the full name of a person who bears this last name.
        if self.bearers.binary_search(&surface).is_ok() {
            cues[TypeClass::Person as usize] += SURE;
        }
        let mut scores: Vec<(EntityIndex, Points)> = Vec::new();
        for candidate in group {
            let pattern = self.patterns.get(candidate.pattern);
            let entity = pattern.entity;
            let number = scores.iter().position(|(other, _)| *other == entity);
            let number = number.unwrap_or_else(|| {
                scores.push((
                    entity,
                    self.points_of(entity, surface, cues, context(entity)),
                ));
                scores.len() - 1
            });
            let points = &mut scores[number].1;
            if same_text(surface, self.patterns.text_of(&pattern), Folding::EXACT) {
                points[EXACT_CASE] = 5;
            }
            if pattern.is_name {
                points[OWN_NAME] = if self.owns_id(entity, surface) { 6 } else { 4 };
            } else if self.abbreviates(entity, surface) {
                points[OWN_NAME] = 3;
            }
            if self.english && pattern.variant == Variant::Ordinary {
                points[USUAL_SENSE] = 0;
            }
        }
        if !prior.is_empty() {
            for (entity, points) in &mut scores {
                points[USUAL_SENSE] = 0;
                points[PRIOR] = prior_points(prior, *entity);
            }
        }
        let total = |points: &Points| points.iter().sum::<i32>();
        scores.sort_by_key(|(entity, points)| (-total(points), *entity));
        let [(best, points), (_, next), ..] = scores.as_slice() else {
            return None;
        };
        if total(points) - total(next) < MARGIN {
            return None;
        }
        let told =
            (0..KINDS.len()).max_by_key(|&kind| (points[kind] - next[kind], KINDS.len() - kind))?;
        Some((*best, KINDS[told]))
    }

    fn points_of(
        &self,
        entity: EntityIndex,
        surface: &str,
        cues: ClassPoints,
        context: i32,
    ) -> Points {
        let class = self.classes.of(self.dictionary, entity);
        let sense = match class {
            TypeClass::Place => 4,
            TypeClass::Person => 3,
            TypeClass::Organization => 2,
            TypeClass::Term | TypeClass::Other => 0,
        };
        let points = |holds: bool, points: i32| if holds { points } else { 0 };
        let forms = self.forms_of(entity);
        let longer = forms.iter().any(|(_, form)| has_words(form, surface));
        [
            points(longer, 12),
            points(!longer && !forms.is_empty(), 5),
            0,
            0,
            cues[class as usize],
            points(self.has_relative(entity), 3),
            context,
            sense,
            0,
        ]
    }

    /// Whether the id of an entity is a form of it, a prefix left out: `LOC:New_York`. Where ids are titles, the thing that is meant most
    /// often has the plain one, others are told apart (`New_York_(film)`).
    fn owns_id(&self, entity: EntityIndex, surface: &str) -> bool {
        let id = self.dictionary.entity(entity).id();
        let title = id.rsplit([':', '/', '#']).next().unwrap_or(id);
        title.len() == surface.len() && title.replace('_', " ") == surface
    }

    /// Whether a form has the initials of the name of an entity: `LSU` of Louisiana State University, not of the LSU Tigers.
    fn abbreviates(&self, entity: EntityIndex, surface: &str) -> bool {
        surface.len() < 8
            && initials(self.dictionary.entity(entity).name()).as_deref() == Some(surface)
    }

    /// The forms of its own that name an entity in the document.
    fn forms_of(&self, entity: EntityIndex) -> &[(EntityIndex, &str)] {
        let start = self.named.partition_point(|(other, _)| *other < entity);
        let length = self.named[start..].partition_point(|(other, _)| *other == entity);
        &self.named[start..start + length]
    }

    /// Whether the document names the parent of an entity, a child or a child of the same parent.
    fn has_relative(&self, entity: EntityIndex) -> bool {
        let has_child = |parent: EntityIndex| {
            let start = self.children.partition_point(|(other, _)| *other < parent);
            self.children[start..]
                .iter()
                .take_while(|(other, _)| *other == parent)
                .any(|(_, child)| *child != entity)
        };
        let parent = self
            .dictionary
            .entity(entity)
            .parent()
            .map(EntityRef::index);
        let parent_fits =
            |parent| parent != entity && (!self.forms_of(parent).is_empty() || has_child(parent));
        has_child(entity) || parent.is_some_and(parent_fits)
    }
}

/// The share that an entity has of what a form was meant for, in points; half a point counts as one.
fn prior_points(prior: &[(EntityIndex, u32)], entity: EntityIndex) -> i32 {
    let count = |of: Option<EntityIndex>| {
        let counts = prior
            .iter()
            .filter(|(other, _)| of.is_none_or(|of| of == *other));
        counts.map(|&(_, count)| u64::from(count)).sum::<u64>()
    };
    let all = count(None).max(1);
    i32::try_from((2 * CERTAIN_PRIOR * count(Some(entity)) + all) / (2 * all)).unwrap_or(0)
}

/// Whether a form is longer than another and has it as whole words.
fn has_words(form: &str, part: &str) -> bool {
    let is_border = |at: usize| {
        let (before, after) = form.split_at(at);
        is_boundary(before.chars().next_back(), after.chars().next())
    };
    form.len() > part.len()
        && form
            .match_indices(part)
            .any(|(at, _)| is_border(at) && is_border(at + part.len()))
}
