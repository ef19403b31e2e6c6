//! The result, and the buffer it is kept in.

use super::stops::{Room, Stops};
use super::{lines, paragraphs, sentences};
use crate::text::TextMap;
use crate::text::{Lines, Span};

/// Paragraphs and sentences of one text. A buffer that can be used again: a second text of the same size costs no allocation.
///
/// Both lists are sorted and free of overlaps; every span is trimmed of white space, falls on character boundaries, and holds at least
/// one letter or digit. What lies between the spans is white space, or a window left out because it holds neither (`---`).
///
/// **Lines** end with `\n`, `\r\n` or `\r`. [`Lines`] says what they mean; a form feed and U+2029 end a paragraph under every rule. In
/// wrapped text, a line with a list mark (`-`, `*`, `•`, `1.`, `2)`) starts a paragraph too, the indented lines below its first word
/// belong to it, and a line drawn of three or more signs (`-----`) divides paragraphs. A number starts a paragraph only at the start
/// of a list (`1.`), inside one, or after a line that came to an end: wrapping can put any number first.
///
/// **Sentences** end with their paragraph, or with a stop that belongs to no abbreviation, number, name, host name, or brackets of at
/// most 200 characters. The rules are the same for all languages, without guessing the language.
///
/// # Complexity
/// Linear in the text.
///
/// # Example
/// ```
/// use comention::text::{Lines, Segments};
///
/// let text = "Dr. Lee joined Acme Inc. in Berlin.\nShe runs its lab.\n\nNext chapter";
/// let segments = Segments::of(text, Lines::Auto);
/// let sentences: Vec<_> = segments.sentences().iter().map(|span| span.of(text)).collect();
/// assert_eq!(sentences, ["Dr. Lee joined Acme Inc. in Berlin.", "She runs its lab.", "Next chapter"]);
/// assert_eq!(segments.rule(), Lines::Wrapped);
/// assert_eq!(segments.paragraphs().len(), 2);
/// assert_eq!(segments.paragraph_of(2), 1);
/// assert_eq!(segments.sentence_at(40), Some(1));
/// ```
#[derive(Default, Debug, Clone)]
pub struct Segments {
    rule: Lines,
    paragraphs: Vec<Span>,
    sentences: Vec<Span>,
    /// The number of the paragraph of each sentence.
    owners: Vec<u32>,
    cut_sentences: usize,
    room: Room,
    map: TextMap,
}

impl Segments {
    /// Makes an empty buffer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Divides `text` into a new buffer.
    ///
    /// # Panics
    /// As [`Segments::segment`].
    pub fn of(text: &str, lines: Lines) -> Self {
        let mut segments = Self::new();
        segments.segment(text, lines);
        segments
    }

    /// Divides `text`, in place of what the buffer held before.
    ///
    /// # Panics
    /// If a position in `text` does not fit 32 bits: documents are limited to 256 MB.
    pub fn segment(&mut self, text: &str, lines: Lines) {
        let mut map = std::mem::take(&mut self.map);
        map.fill(text);
        self.segment_mapped(text, &map, lines);
        self.map = map;
    }

    /// The same for a text whose map is there already.
    pub(crate) fn segment_mapped(&mut self, text: &str, map: &TextMap, lines: Lines) {
        let Self {
            rule,
            paragraphs,
            sentences,
            owners,
            cut_sentences,
            room,
            ..
        } = self;
        let survey = map.survey();
        *rule = match lines {
            Lines::Auto if lines::has_long_line(text, survey) => Lines::Paragraph,
            Lines::Auto => Lines::Wrapped,
            rule => rule,
        };
        let mut stops = Stops::new(text, map, room);
        *cut_sentences = 0;
        paragraphs.clear();
        sentences.clear();
        owners.clear();
        paragraphs::divide(text, survey, *rule, |paragraph| {
            if *rule == Lines::Sentence {
                paragraphs::lines_of(text, survey, paragraph, |line| sentences.push(line));
            } else {
                sentences::divide(text, survey, &mut stops, paragraph, |sentence| {
                    let was_cut = sentences::cut(text, sentence, |piece| sentences.push(piece));
                    *cut_sentences += usize::from(was_cut);
                });
            }
            let owner = u32::try_from(paragraphs.len())
                .expect("fewer paragraphs than bytes, whose positions fit");
            owners.resize(sentences.len(), owner);
            paragraphs.push(paragraph);
        });
    }

    /// The rule that the last text was divided by; what [`Lines::Auto`] settled on is [`Lines::Paragraph`] or [`Lines::Wrapped`].
    /// [`Lines::Auto`] itself before the first text.
    pub fn rule(&self) -> Lines {
        self.rule
    }

    /// The paragraphs in order.
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// The sentences in order; each lies in exactly one paragraph, and each paragraph holds at least one.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The number of the paragraph that holds the sentence with this number.
    ///
    /// # Panics
    /// If there is no such sentence.
    pub fn paragraph_of(&self, sentence: usize) -> usize {
        self.owners[sentence] as usize
    }

    /// The number of the sentence that holds the byte at `offset`; none in a gap between sentences.
    ///
    /// # Complexity
    /// Logarithmic in the number of sentences.
    pub fn sentence_at(&self, offset: usize) -> Option<usize> {
        let sentence = self.sentences.partition_point(|span| span.end() <= offset);
        self.sentences
            .get(sentence)
            .filter(|span| span.start() <= offset)
            .map(|_| sentence)
    }

    /// How many sentences of more than 2,000 characters (tables, code) were cut at a line end or semicolon. Never with
    /// [`Lines::Sentence`], whose lines stay whole.
    pub fn cut_sentences(&self) -> usize {
        self.cut_sentences
    }
}
