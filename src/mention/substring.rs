//! Forms that words cannot find: names in scripts without spaces, names of symbols only, and aliases that may stand inside words.

use aho_corasick::{AhoCorasick, MatchKind};

use super::pattern::Patterns;
use super::table::ends_paragraph;
use crate::error::{Error, Result};
use crate::text::{Span, fold_case, fold_shape, has_unspaced_script, is_boundary};

/// An automaton over the folded characters of those forms.
#[derive(Debug)]
pub(super) struct SubstringMatcher {
    automaton: AhoCorasick,
    /// Pattern number of each automaton pattern.
    patterns: Vec<u32>,
    /// Some form can stand in a text that has no script without spaces.
    anywhere: bool,
}

/// A folded text with the way back to the bytes it came from.
#[derive(Debug, Default)]
struct FoldedText {
    text: String,
    /// For each byte of `text`, the raw byte its character starts at; one more at the end.
    origin: Vec<u32>,
}

impl SubstringMatcher {
    /// Builds the automaton; `None` when there is nothing to find.
    pub(super) fn build(patterns: &Patterns, numbers: Vec<u32>) -> Result<Option<Self>> {
        if numbers.is_empty() {
            return Ok(None);
        }
        let forms: Vec<String> = numbers
            .iter()
            .map(|&number| {
                patterns
                    .text_of(patterns.get(number))
                    .chars()
                    .map(fold_case)
                    .collect()
            })
            .collect();
        let anywhere = forms.iter().any(|form| !has_unspaced_script(form));
        // Overlapping search: a leftmost search would drop a true match behind one that our own rules refuse.
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(&forms)
            .map_err(|source| Error::Automaton {
                source: Box::new(source),
            })?;
        Ok(Some(Self {
            automaton,
            patterns: numbers,
            anywhere,
        }))
    }

    /// Hands every place of every form to `found`, with the pattern's number.
    pub(super) fn find(&self, text: &str, patterns: &Patterns, mut found: impl FnMut(Span, u32)) {
        if !self.anywhere && !has_unspaced_script(text) {
            return;
        }
        let folded = FoldedText::new(text);
        for hit in self.automaton.find_overlapping_iter(&folded.text) {
            let number = self.patterns[hit.pattern().as_usize()];
            let span = Span::new(
                folded.origin[hit.start()] as usize,
                folded.origin[hit.end()] as usize,
            );
            let pattern = patterns.get(number);
            if !ends_paragraph(span.of(text))
                && (pattern.anywhere || on_boundaries(text, span))
                && (!pattern.exact || same_case(span.of(text), patterns.text_of(pattern)))
            {
                found(span, number);
            }
        }
    }
}

impl FoldedText {
    fn new(text: &str) -> Self {
        let mut folded = Self::default();
        let mut after_space = false;
        for (at, character) in text.char_indices() {
            let at = u32::try_from(at).expect("documents are limited to 256 MB");
            let character = fold_case(fold_shape(character));
            if character == ' ' && after_space {
                continue;
            }
            after_space = character == ' ';
            folded.text.push(character);
            folded.origin.resize(folded.text.len(), at);
        }
        folded
            .origin
            .push(u32::try_from(text.len()).expect("documents are limited to 256 MB"));
        folded
    }
}

fn on_boundaries(text: &str, span: Span) -> bool {
    let surface = span.of(text);
    let before = text[..span.start()].chars().next_back();
    let after = text[span.end()..].chars().next();
    is_boundary(before, surface.chars().next()) && is_boundary(surface.chars().next_back(), after)
}

fn same_case(surface: &str, form: &str) -> bool {
    crate::text::folded_shapes(surface).eq(form.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_skips_what_folding_dropped() {
        let text = "東京  “Ｏ’K";
        let folded = FoldedText::new(text);
        assert_eq!(folded.text, "東京 \"ｏ'k");
        assert_eq!(folded.origin.len(), folded.text.len() + 1);
        let start = folded.text.find('"').unwrap();
        assert_eq!(folded.origin[start] as usize, text.find('“').unwrap());
        assert_eq!(folded.origin[folded.text.len()] as usize, text.len());
    }
}
