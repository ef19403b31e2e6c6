//! Holds what an annotator finds against gold, document by document.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::annotation::Annotator;
use crate::dictionary::Dictionary;
use crate::text::Span;

use super::diagnosis::{Diagnosis, Found, GoldPlace, Places};
use super::forms::AllForms;
use super::gold::{CharStarts, GoldDocument};
use super::mistake::{Mistakes, context};
use super::sums::Sums;
use super::types::TypeNames;
use super::{Cause, CauseGroup, Mistake, Scores, TypeScore};

/// Scores one gold document after another and collects the mistakes.
///
/// # Example
/// ```
/// use comention::dictionary::DictionaryFormat;
/// use comention::evaluation::{Cause, Evaluator, Gold, GoldFormat};
/// use comention::{Annotator, Dictionary};
///
/// let names = "id,name,type\norrin,Orrin Systems,ORG\nhart,Zoë Hart,PER\n";
/// let dictionary = Dictionary::builder().text(names, DictionaryFormat::Csv, "names.csv")?.build()?;
/// let annotator = Annotator::new(&dictionary)?;
///
/// let file = "Zoë B-PER\nHart I-PER\njoined O\nOrrin B-ORG\n";
/// let gold = Gold::builder().reader("a.conll", GoldFormat::Conll, file.as_bytes()).build()?;
/// let mut evaluator = Evaluator::new(&annotator);
/// for document in gold {
///     evaluator.evaluate(&document?, |mistake| assert_eq!(mistake.surface, "Orrin"));
/// }
/// let evaluation = evaluator.finish();
/// assert_eq!((evaluation.scores.span.precision, evaluation.scores.span.recall), (1.0, 0.5));
/// assert_eq!(evaluation.causes[0].cause, Cause::UnknownName);
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Debug)]
pub struct Evaluator<'a> {
    annotator: &'a Annotator,
    types: TypeNames,
    forms: AllForms,
    sums: Sums,
    mistakes: Mistakes,
}

/// How good a dictionary is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Evaluation {
    /// How many documents were read.
    pub documents: u64,
    /// How many marks they have.
    pub marks: u64,
    /// How many of those name no entity; they count for places only.
    pub marks_without_id: u64,
    /// How many names in several pieces were left out.
    pub discontinuous: u64,
    /// Entities of a document that were found only at places where the gold names none: neither right nor wrong.
    pub left_out: u64,
    /// The scores.
    pub scores: Scores,
    /// The scores of each type, those with the most marks first; empty where the gold gives none.
    pub types: Vec<TypeScore>,
    /// The mistakes by cause: what was missed, then what is false, the most frequent first.
    pub causes: Vec<CauseGroup>,
}

impl<'a> Evaluator<'a> {
    /// Makes an evaluator of a dictionary and its options.
    pub fn new(annotator: &'a Annotator) -> Self {
        Self {
            annotator,
            types: TypeNames::of(annotator.dictionary()),
            forms: AllForms::default(),
            sums: Sums::default(),
            mistakes: Mistakes::default(),
        }
    }

    /// Says that what the gold calls one type is what the dictionary calls another. Types that differ in case only need not be mapped.
    #[must_use]
    pub fn map_type(mut self, gold: impl Into<String>, dictionary: impl Into<String>) -> Self {
        self.types.map(gold.into(), dictionary.into());
        self
    }

    /// Scores a document. Each mistake goes to `each`, in the order of the text: what was missed, then what is false.
    ///
    /// # Panics
    /// If a mark does not lie in the text on character boundaries, or the text is 4 GiB or longer.
    pub fn evaluate(&mut self, gold: &GoldDocument, mut each: impl FnMut(&Mistake)) {
        let annotation = self.annotator.annotate(&gold.document);
        let dictionary = self.annotator.dictionary();
        let found = Found::new(&annotation, dictionary);
        let places = gold_places(gold, dictionary, &self.types);
        self.sums.add(&gold.mentions, &places, &found);
        self.sums
            .add_types(&gold.mentions, &places, &found, &self.types);
        self.sums.discontinuous += gold.discontinuous;

        let text = gold.document.text.as_str();
        let starts = CharStarts::of(text);
        let mistakes = &mut self.mistakes;
        let mut say = |span: Span,
                       cause: Cause,
                       gold_place: Option<&GoldPlace<'_>>,
                       diagnosis: Diagnosis<'_>| {
            let owned = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
            let (context, place) = context(text, span.range());
            let mistake = Mistake {
                doc: gold.document.id.clone(),
                start: starts.before(span.start()),
                end: starts.before(span.end()),
                surface: span.of(text).to_owned(),
                side: cause.side(),
                cause,
                rule: diagnosis.rule,
                gold: gold_place.map_or_else(Vec::new, |place| owned(&place.ids)),
                gold_type: gold_place.map_or_else(String::new, |place| place.types.join("|")),
                entities: owned(&diagnosis.entities),
                instead: diagnosis.instead.map(|span| span.of(text).to_owned()),
                nearest: diagnosis.nearest,
                context,
                place,
            };
            each(&mistake);
            mistakes.add(mistake);
        };
        for place in &places {
            if !found.is_linked(place.span) {
                let (cause, diagnosis) = found.missed(place, &self.forms);
                say(place.span, cause, Some(place), diagnosis);
            }
        }
        let overlaps = Places::new(places.iter().map(|place| place.span));
        for &(span, entity) in &found.linked {
            let entity = dictionary.entity(entity);
            let mut diagnosis = Diagnosis {
                entities: vec![entity.id()],
                ..Diagnosis::default()
            };
            if let Some(place) = place_at(&places, span) {
                let other_type = || {
                    !place.types.is_empty()
                        && !place.types.contains(&entity.entity_type())
                        && place.types.iter().any(|name| self.types.is_known(name))
                };
                if !place.ids.is_empty() {
                    if place.ids.binary_search(&entity.id()).is_err() {
                        say(span, Cause::OtherEntity, Some(place), diagnosis);
                    }
                } else if other_type() {
                    say(span, Cause::OtherType, Some(place), diagnosis);
                }
            } else if let Some(other) = overlaps.overlapping(span) {
                diagnosis.instead = Some(other);
                let place = place_at(&places, other);
                say(span, Cause::OtherBorder, place, diagnosis);
            } else {
                say(span, Cause::NoGold, None, diagnosis);
            }
        }
    }

    /// The evaluation of all documents.
    pub fn finish(self) -> Evaluation {
        let (scores, types) = self.sums.scores();
        Evaluation {
            documents: self.sums.documents,
            marks: self.sums.marks,
            marks_without_id: self.sums.without_id,
            discontinuous: self.sums.discontinuous,
            left_out: self.sums.left_out,
            scores,
            types,
            causes: self.mistakes.into_groups(),
        }
    }
}

/// The places that are marked, sorted, each once.
fn gold_places<'g>(
    gold: &'g GoldDocument,
    dictionary: &Dictionary,
    names: &'g TypeNames,
) -> Vec<GoldPlace<'g>> {
    let mut places: BTreeMap<Span, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for mention in &gold.mentions {
        let (ids, types) = places.entry(mention.span).or_default();
        let all = mention.ids.iter();
        ids.extend(all.map(|id| match id.split_once(':') {
            // The dictionary may leave out the name of the database.
            Some((_, bare))
                if gold.database_ids
                    && dictionary.index_of(id).is_none()
                    && dictionary.index_of(bare).is_some() =>
            {
                bare
            }
            _ => id.as_str(),
        }));
        if !mention.entity_type.is_empty() {
            types.insert(names.canonical(&mention.entity_type));
        }
    }
    let places = places.into_iter().map(|(span, (ids, types))| GoldPlace {
        span,
        ids: ids.into_iter().collect(),
        types: types.into_iter().collect(),
    });
    places.collect()
}

fn place_at<'p, 'a>(places: &'p [GoldPlace<'a>], span: Span) -> Option<&'p GoldPlace<'a>> {
    let at = places.binary_search_by_key(&span, |place| place.span);
    at.ok().map(|at| &places[at])
}
