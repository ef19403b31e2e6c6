//! Turns one document into what is recorded of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use crate::cooccurrence::{
    DocumentRecord, MentionRecord, Observation, SentenceRecord, Target, WindowCounts,
};
use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::mention::{MatchOptions, Matcher, Mention, Scratch, Status};
use crate::text::{Lines, Segments, Span, Word};

use super::Annotation;

/// All choices that decide what is recorded of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct AnnotationOptions {
    /// How names are matched.
    pub matching: MatchOptions,
    /// How lines make paragraphs.
    pub lines: Lines,
}

impl AnnotationOptions {
    /// The options as one line of JSON, fields in a fixed order: for settings and provenance.
    #[cfg(feature = "ledger")]
    pub(crate) fn to_json(self) -> String {
        serde_json::to_string(&self).expect("options are plain data")
    }

    /// Sets how names are matched.
    #[must_use]
    pub fn with_matching(mut self, matching: MatchOptions) -> Self {
        self.matching = matching;
        self
    }

    /// Sets how lines make paragraphs.
    #[must_use]
    pub fn with_lines(mut self, lines: Lines) -> Self {
        self.lines = lines;
        self
    }
}

/// About how many bytes a sentence has.
const USUAL_SENTENCE: usize = 160;

/// Finds mentions and windows. Immutable and shared by threads; cheap to clone.
#[derive(Clone, Debug)]
pub struct Annotator {
    dictionary: Dictionary,
    matcher: Arc<Matcher>,
    options: AnnotationOptions,
}

/// Buffers of one thread.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    scratch: Scratch,
    mentions: Vec<Mention>,
    segments: [Segments; 2],
}

impl Annotator {
    /// Makes an annotator with the default options.
    ///
    /// # Errors
    /// As [`Matcher::new`].
    pub fn new(dictionary: &Dictionary) -> Result<Self> {
        Self::with_options(dictionary, AnnotationOptions::default())
    }

    /// Makes an annotator.
    ///
    /// # Errors
    /// As [`Matcher::new`].
    pub fn with_options(dictionary: &Dictionary, options: AnnotationOptions) -> Result<Self> {
        let matcher = Arc::new(Matcher::new(dictionary, &options.matching)?);
        Ok(Self {
            dictionary: dictionary.clone(),
            matcher,
            options,
        })
    }

    /// The dictionary it looks for.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Its options.
    pub fn options(&self) -> &AnnotationOptions {
        &self.options
    }

    /// Annotates a document. The result depends on nothing but the document, the dictionary and the options.
    ///
    /// # Example
    /// ```
    /// use comention::{Annotator, Dictionary, document::Document};
    ///
    /// let document = Document::new("memo", "Sam Altman runs OpenAI. Altman was in Seoul.");
    /// let annotator = Annotator::new(&Dictionary::ai_industry())?;
    /// let annotation = annotator.annotate(&document);
    /// let found: Vec<_> = annotation.mentions().filter(|mention| mention.is_accepted()).map(|mention| mention.surface()).collect();
    /// assert_eq!(found, ["Sam Altman", "OpenAI", "Altman", "Seoul"]);
    /// # Ok::<(), comention::Error>(())
    /// ```
    ///
    /// # Panics
    /// If a field of the document is 4 GiB or longer.
    pub fn annotate<'a>(&'a self, document: &'a Document) -> Annotation<'a> {
        let observation = self.observe(document, &mut Workspace::default());
        Annotation::new(document, &self.dictionary, observation)
    }

    /// Annotates a document with buffers that are used again.
    pub(super) fn observe(&self, document: &Document, workspace: &mut Workspace) -> Observation {
        let Workspace {
            scratch,
            mentions,
            segments,
        } = workspace;
        mentions.clear();
        self.matcher.find(document, scratch, mentions);
        let title = document.separate_title().unwrap_or_default();
        let [title_segments, text_segments] = segments;
        title_segments.segment(title, Lines::Paragraph);
        text_segments.segment(&document.text, document.lines.unwrap_or(self.options.lines));
        let title_windows = (
            title_segments.sentences().len(),
            title_segments.paragraphs().len(),
        );
        let text_windows = (
            text_segments.sentences().len(),
            text_segments.paragraphs().len(),
        );
        let sentences = title_windows.0 + text_windows.0;
        let mut recorder = Recorder {
            observation: Observation {
                document: record_of(document),
                windows: WindowCounts {
                    sentences: sentences as u64,
                    paragraphs: (title_windows.1 + text_windows.1) as u64,
                    documents: u64::from(sentences > 0),
                },
                sentences: Vec::with_capacity(mentions.len()),
                mentions: Vec::with_capacity(mentions.len()),
                text: String::with_capacity(mentions.len() * USUAL_SENTENCE),
                ..Observation::default()
            },
        };
        let (in_title, in_text) =
            mentions.split_at(mentions.partition_point(|mention| mention.field == Field::Title));
        recorder.field(
            FieldView {
                field: Field::Title,
                content: title,
                segments: title_segments,
                before: (0, 0),
            },
            in_title,
            scratch,
        );
        let text = FieldView {
            field: Field::Text,
            content: &document.text,
            segments: text_segments,
            before: title_windows,
        };
        recorder.field(text, in_text, scratch);
        recorder.observation
    }
}

/// A field with its windows, and how many windows of the document come before them.
#[derive(Clone, Copy)]
struct FieldView<'a> {
    field: Field,
    content: &'a str,
    segments: &'a Segments,
    before: (usize, usize),
}

struct Recorder {
    observation: Observation,
}

impl Recorder {
    fn field(&mut self, view: FieldView<'_>, mentions: &[Mention], scratch: &Scratch) {
        let (all, known) = count_names(
            view.content,
            view.segments,
            scratch.words(view.field),
            mentions,
        );
        self.observation.names += all;
        self.observation.names_known += known;
        let sentences = view.segments.sentences();
        let mut sentence = 0;
        let mut chars = CharCounter::default();
        let mut kept: Option<usize> = None;
        for mention in mentions {
            let start = mention.span.start();
            while sentences
                .get(sentence)
                .is_some_and(|span| span.end() <= start)
            {
                sentence += 1;
            }
            // A name of signs only (`++`) can stand where no sentence is: it shares no window, so there is nothing to record.
            if sentences
                .get(sentence)
                .is_none_or(|span| !span.overlaps(mention.span))
            {
                continue;
            }
            if kept != Some(sentence) {
                self.keep_sentence(view, sentence, start, &mut chars);
                kept = Some(sentence);
            }
            self.extend_sentence(view.content, mention.span);
            self.mention(mention);
        }
    }

    /// A name may begin with a symbol that its sentence leaves out; then the sentence that is kept begins with the name.
    fn keep_sentence(
        &mut self,
        view: FieldView<'_>,
        sentence: usize,
        mention_start: usize,
        chars: &mut CharCounter,
    ) {
        let segment = view.segments.sentences()[sentence];
        let span = Span::new(segment.start().min(mention_start), segment.end());
        let observation = &mut self.observation;
        let narrow =
            |number: usize| u32::try_from(number).expect("documents are limited to 256 MB");
        observation.sentences.push(SentenceRecord {
            field: view.field,
            ordinal: narrow(view.before.0 + sentence),
            paragraph: narrow(view.before.1 + view.segments.paragraph_of(sentence)),
            span,
            chars_before: narrow(chars.up_to(view.content, span.start())),
            text_start: narrow(observation.text.len()),
        });
        observation.text.push_str(span.of(view.content));
    }

    /// A name may run over the end of the sentence it begins in ("Yahoo! Inc."): then the sentence that is kept goes on to the name's end.
    fn extend_sentence(&mut self, content: &str, mention: Span) {
        let sentence = self
            .observation
            .sentences
            .last_mut()
            .expect("a sentence was kept");
        if mention.end() > sentence.span.end() {
            self.observation
                .text
                .push_str(&content[sentence.span.end()..mention.end()]);
            sentence.span = Span::new(sentence.span.start(), mention.end());
        }
    }

    fn mention(&mut self, mention: &Mention) {
        let observation = &mut self.observation;
        let narrow =
            |number: usize| u32::try_from(number).expect("documents are limited to 256 MB");
        let target = mention.entity.map_or_else(
            || {
                let start = narrow(observation.candidates.len());
                observation
                    .candidates
                    .extend_from_slice(&mention.candidates);
                Target::Candidates {
                    start,
                    count: narrow(mention.candidates.len()),
                }
            },
            Target::Entity,
        );
        observation.mentions.push(MentionRecord {
            sentence: narrow(observation.sentences.len() - 1),
            span: mention.span,
            status: mention.status,
            rule: mention.rule,
            token: mention.token,
            target,
        });
    }
}

/// Counts code points up to rising offsets, each byte once.
#[derive(Default)]
struct CharCounter {
    offset: usize,
    chars: usize,
}

impl CharCounter {
    fn up_to(&mut self, content: &str, offset: usize) -> usize {
        self.chars += content[self.offset..offset].chars().count();
        self.offset = offset;
        self.chars
    }
}

/// Counts runs of capitalised words that do not begin a sentence, and those of them that a mention touches.
fn count_names(
    content: &str,
    segments: &Segments,
    words: &[Word],
    mentions: &[Mention],
) -> (u64, u64) {
    let bytes = content.as_bytes();
    let capitalised = |word: &Word| match bytes[word.start()] {
        b'A'..=b'Z' => true,
        0..0x80 => false,
        _ => content[word.start()..].starts_with(char::is_uppercase),
    };
    let sentences = segments.sentences();
    let (mut sentence, mut mention) = (0, 0);
    let (mut all, mut known) = (0, 0);
    // The run that the last capitalised word belongs to: the place of that word, and whether a mention touches the run.
    let mut run: Option<(usize, bool)> = None;
    for (at, word) in words.iter().enumerate() {
        // Four of five words end here.
        if !capitalised(word) {
            continue;
        }
        while sentences
            .get(sentence + 1)
            .is_some_and(|next| next.start() <= word.start())
        {
            sentence += 1;
        }
        let before = at.checked_sub(1).map(|before| words[before]);
        let begins_sentence = sentences.get(sentence).is_some_and(|sentence| {
            sentence.start() <= word.start()
                && before.is_none_or(|before| before.start() < sentence.start())
        });
        if begins_sentence {
            continue;
        }
        while mentions.get(mention).is_some_and(|mention| {
            mention.span.end() <= word.start() || mention.status == Status::Rejected
        }) {
            mention += 1;
        }
        let touched = mentions
            .get(mention)
            .is_some_and(|mention| mention.span.overlaps(word.span()));
        let before_run = run.filter(|&(last, _)| {
            last + 1 == at && &content[words[last].end()..word.start()] == " "
        });
        let counted = before_run.is_some_and(|(_, touched)| touched);
        all += u64::from(before_run.is_none());
        known += u64::from(touched && !counted);
        run = Some((at, counted || touched));
    }
    (all, known)
}

fn record_of(document: &Document) -> DocumentRecord {
    let shared = |text: &Option<String>| text.as_deref().map(Arc::from);
    DocumentRecord {
        id: Arc::from(document.id.as_str()),
        hash: content_hash(document),
        title: shared(&document.title),
        date: document.date,
        source: shared(&document.source),
        url: shared(&document.url),
        lang: shared(&document.lang),
        origin: Arc::from(document.origin.as_str()),
    }
}

/// Hashes everything of a document that reaches the record, except where it was read.
fn content_hash(document: &Document) -> u128 {
    let mut hasher = Xxh3::new();
    let date = document.date.map(|date| date.to_string());
    let lines = document.lines.map(|lines| format!("{lines:?}"));
    let fields = [
        &document.title,
        &date,
        &document.source,
        &document.url,
        &document.lang,
        &lines,
    ]
    .map(|field| field.as_deref().unwrap_or_default());
    for field in fields.into_iter().chain([document.text.as_str()]) {
        hasher.update(&(field.len() as u64).to_le_bytes());
        hasher.update(field.as_bytes());
    }
    hasher.digest128()
}
