//! The numbers and samples of each form, added up.

use std::collections::BTreeMap;

use serde::Serialize;

use super::place::SentencePlaces;
use super::{HowWritten, UsageSample};
use crate::annotation::AnnotationOptions;
use crate::cooccurrence::Observation;
use crate::dictionary::Case;
use crate::mention::{MatchOptions, Status, Variants};
use crate::text::{Lines, fold};

/// How many samples are kept of each way of writing a form: the first.
const SAMPLES: usize = 3;

/// The options to annotate texts with whose use of names is asked for: all listed forms in any case, whatever they mean.
pub fn usage_options(lines: Lines) -> AnnotationOptions {
    let matching = MatchOptions::default()
        .with_case(Case::Ignore)
        .with_variants(Variants::None)
        .with_disambiguation(false);
    AnnotationOptions::default()
        .with_matching(matching)
        .with_lines(lines)
}

/// How texts use a form. Serializes as its numbers and `samples`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// Where it stands, in whatever case.
    pub places: u64,
    /// Of these, those that begin with a small letter.
    pub lower: u64,
    /// Those in headlines.
    pub headline: u64,
    /// Those beside another word with a capital that is no name of the dictionary.
    pub beside_capital: u64,
    /// Those that begin a sentence.
    pub initial: u64,
    /// Those with a capital inside a sentence.
    pub inside: u64,
    /// Of each, the first few, in the order of [`HowWritten`] and then of the documents.
    pub samples: Vec<UsageSample>,
}

impl Usage {
    fn count(&mut self, written: HowWritten) -> &mut u64 {
        match written {
            HowWritten::Lower => &mut self.lower,
            HowWritten::Headline => &mut self.headline,
            HowWritten::BesideCapital => &mut self.beside_capital,
            HowWritten::Initial => &mut self.initial,
            HowWritten::Inside => &mut self.inside,
        }
    }

    fn has_room(&self, written: HowWritten) -> bool {
        let same = self
            .samples
            .iter()
            .filter(|sample| sample.written == written);
        same.count() < SAMPLES
    }

    /// Keeps a sample if there is room for it. The same words again, as in an article that comes twice, show nothing new.
    fn keep(&mut self, sample: UsageSample) {
        let same = |other: &UsageSample| {
            (&other.context, &other.place) == (&sample.context, &sample.place)
        };
        if self.has_room(sample.written) && !self.samples.iter().any(same) {
            let at = self
                .samples
                .partition_point(|other| other.written <= sample.written);
            self.samples.insert(at, sample);
        }
    }
}

/// How texts use the forms that occur in them. Those of parts of the texts are put together with [`Usages::merge`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Usages {
    forms: BTreeMap<String, Usage>,
}

impl Usages {
    /// Adds the names of a document, annotated with [`usage_options`]. What a condition refuses is left out, and so is what lies inside a
    /// longer name of the dictionary.
    pub fn observe(&mut self, observation: &Observation) {
        let mut places = SentencePlaces::default();
        for mention in &observation.mentions {
            if !matches!(mention.status, Status::Accepted | Status::Ambiguous) {
                continue;
            }
            let key = fold(observation.surface(mention));
            let occurrence = places.of(observation, mention);
            let written = occurrence.written();
            let usage = self.forms.entry(key).or_default();
            usage.places += 1;
            *usage.count(written) += 1;
            if usage.has_room(written) {
                usage.keep(occurrence.sample(&observation.document.id, written));
            }
        }
    }

    /// Adds those of the texts that come next.
    pub fn merge(&mut self, next: Self) {
        for (form, usage) in next.forms {
            let known = self.forms.entry(form).or_default();
            known.places += usage.places;
            let mut usage = usage;
            for written in HowWritten::ALL {
                *known.count(written) += *usage.count(written);
            }
            for sample in usage.samples {
                known.keep(sample);
            }
        }
    }

    /// How a form is used, in whatever case it is given; `None` if it does not occur.
    pub fn of(&self, form: &str) -> Option<&Usage> {
        self.forms.get(&fold(form))
    }

    /// How many different forms occur.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether none occurs.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }
}
