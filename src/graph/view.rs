//! Which part of the counts a graph shows, and how it scores them.

use std::borrow::Cow;

use crate::association::{DistanceWeighting, Measure};
use crate::cooccurrence::{Selection, Window};
use crate::dictionary::EntityType;
use crate::error::{Error, Result};

use super::{Thinning, TokenWindow};

/// The options a graph was built with. But for the selection, they never change counts, only what is shown and how it is scored.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct View {
    /// What was counted: the documents of a period, entities rolled up. The tallies tell it.
    pub selection: Selection,
    /// The window in which pairs are counted and scored. Of a token window the kind that holds it: the paragraph.
    pub window: Window,
    /// How near each other mentions must stand, where the window is one of tokens.
    pub tokens: Option<TokenWindow>,
    /// How they are scored.
    pub measure: Measure,
    /// The least count, in that window, with which a pair is an edge; at least 1.
    pub min_count: u64,
    /// The greatest false discovery rate: edges with a greater q-value are cut; `None` cuts none.
    pub fdr: Option<f64>,
    /// The types of the entities shown, in order; empty shows all.
    pub types: Vec<EntityType>,
    /// The unordered pairs of types that edges may join, smaller type first, in order; empty allows all.
    pub type_pairs: Vec<(EntityType, EntityType)>,
    /// The rules that cut edges of a large graph; none by default.
    pub thinning: Thinning,
    /// How many pieces of evidence an edge keeps at most.
    pub evidence: usize,
}

impl Default for View {
    fn default() -> Self {
        Self {
            selection: Selection::default(),
            window: Window::default(),
            tokens: None,
            measure: Measure::default(),
            min_count: 1,
            fdr: None,
            types: Vec::new(),
            type_pairs: Vec::new(),
            thinning: Thinning::default(),
            evidence: 3,
        }
    }
}

impl View {
    /// Whether entities of this type are shown.
    pub fn shows(&self, entity_type: &str) -> bool {
        self.types.is_empty() || self.types.iter().any(|shown| shown.as_str() == entity_type)
    }

    /// Whether edges may join these two types, in either order.
    pub fn joins(&self, one: &str, other: &str) -> bool {
        self.type_pairs.is_empty()
            || self
                .type_pairs
                .iter()
                .map(|(a, b)| (a.as_str(), b.as_str()))
                .any(|pair| pair == (one, other) || pair == (other, one))
    }

    /// The name of the window, as in files and flags: `sentence`, `tokens:20`.
    pub fn window_name(&self) -> Cow<'static, str> {
        match self.tokens {
            None => Cow::Borrowed(self.window.name()),
            Some(tokens) => Cow::Owned(tokens.to_string()),
        }
    }

    /// What is counted of a pair: `sentence`, `paragraph` and `document` with both, or `mention pair`.
    pub const fn unit(&self) -> &'static str {
        match self.tokens {
            None => self.window.name(),
            Some(_) => "mention pair",
        }
    }

    /// What the two ends of an edge do: `share a sentence`, `stand within 20 words of each other`.
    pub(crate) fn meeting(&self) -> String {
        match self.tokens {
            None => format!("share a {}", self.window),
            Some(tokens) => format!("stand within {} of each other", tokens.reach()),
        }
    }

    /// The formula of the scores: that of the measure or, in a token window, of the weights.
    pub fn formula(&self) -> Cow<'static, str> {
        let Some(TokenWindow { width, weighting }) = self.tokens else {
            return Cow::Borrowed(self.measure.formula());
        };
        let weight = match weighting {
            DistanceWeighting::Binary => String::new(),
            _ => format!("*{}", weighting.formula()),
        };
        Cow::Owned(format!(
            "sum of pairs{weight} over the distances d up to n = {width}"
        ))
    }

    /// Makes sure that the measure can be had of the window.
    pub(super) fn check(&self) -> Result<()> {
        let name = self.measure.name();
        match (self.tokens, self.measure) {
            (None, Measure::Weighted) => Err(Error::NeedsTokenWindow {
                asked: name,
                window: self.window.name(),
            }),
            (None, _) | (Some(_), Measure::Count | Measure::Weighted) => Ok(()),
            (Some(tokens), _) => Err(Error::NeedsCountedWindows {
                asked: name,
                window: tokens.to_string(),
            }),
        }
    }

    /// Puts the lists in order, so that graphs asked for with the same options in another order are equal.
    pub(super) fn normalised(mut self) -> Self {
        self.min_count = self.min_count.max(1);
        if let (Some(tokens), Measure::Count) = (&mut self.tokens, self.measure) {
            tokens.weighting = DistanceWeighting::Binary;
        }
        self.types.sort();
        self.types.dedup();
        for (a, b) in &mut self.type_pairs {
            if b < a {
                std::mem::swap(a, b);
            }
        }
        self.type_pairs.sort();
        self.type_pairs.dedup();
        self
    }
}
