//! Turns one document into what is recorded of it.

use std::io::Write;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_128;

use crate::cooccurrence::{
    DocumentRecord, MentionRecord, Observation, SentenceRecord, Signature, Target, WindowCounts,
};
use crate::dictionary::Dictionary;
use crate::document::{Document, Field};
use crate::error::Result;
use crate::mention::{MatchOptions, Matcher, Mention, Profile, Scratch, Status};
use crate::relation::{RelationPack, RelationRules};
use crate::text::{Lines, Segments, Sketch, Span, TextMap, hash_of_words};

use super::Annotation;
use super::hints::{self, HintScratch};

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

    /// All of them as one line of JSON with its fields in a fixed order, as exports say by what options they were made.
    ///
    /// # Panics
    /// Never: options are plain data.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("options are plain data")
    }
}

/// Finds mentions and windows. Immutable and shared by threads; cheap to clone.
#[derive(Clone, Debug)]
pub struct Annotator {
    dictionary: Dictionary,
    matcher: Arc<Matcher>,
    options: AnnotationOptions,
    profile: Profile,
    relations: Option<RelationRules>,
}

/// Buffers of one thread.
#[derive(Default)]
pub(super) struct Workspace {
    scratch: Scratch,
    mentions: Vec<Mention>,
    /// Of title and text.
    segments: [Segments; 2],
    hashed: Vec<u8>,
    sketch: Sketch,
    hints: HintScratch,
    /// What is recorded of the document annotated last.
    pub(super) observation: Observation,
    /// Bytes of its text, and of its title where that is a window of its own.
    pub(super) bytes: u64,
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
        Self::with_profile(dictionary, options, &Profile::default())
    }

    /// Makes an annotator that uses what a corpus taught.
    ///
    /// # Errors
    /// As [`Matcher::new`].
    pub fn with_profile(
        dictionary: &Dictionary,
        options: AnnotationOptions,
        profile: &Profile,
    ) -> Result<Self> {
        let matcher = Matcher::with_profile(dictionary, &options.matching, profile)?;
        let matcher = Arc::new(matcher);
        Ok(Self {
            dictionary: dictionary.clone(),
            matcher,
            options,
            profile: profile.clone(),
            relations: None,
        })
    }

    /// Makes it also find what sentences say of their entities, by these rules; without rules it finds nothing of the kind.
    ///
    /// # Example
    /// ```
    /// use comention::{Annotator, Dictionary, document::Document, relation::RelationPack};
    ///
    /// let annotator = Annotator::new(&Dictionary::ai_industry())?.relations(&RelationPack::embedded());
    /// let observation = annotator.annotate(&Document::new("memo", "Sam Altman is the CEO of OpenAI.")).into_observation();
    /// let hint = &observation.hints[0];
    /// assert_eq!(observation.text_in(observation.sentence_of(hint), hint.trigger), "CEO");
    /// # Ok::<(), comention::Error>(())
    /// ```
    #[must_use]
    pub fn relations(mut self, pack: &RelationPack) -> Self {
        self.relations = (!pack.is_empty()).then(|| pack.compile());
        self
    }

    /// The rules by which it finds what sentences say; empty without.
    pub fn relation_pack(&self) -> RelationPack {
        self.relations
            .as_ref()
            .map_or_else(RelationPack::default, |rules| rules.pack().clone())
    }

    /// The dictionary it looks for.
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Its options.
    pub fn options(&self) -> &AnnotationOptions {
        &self.options
    }

    /// What a corpus taught; one that says nothing if there is no profile.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Annotates a document. The result depends on nothing but the document, the dictionary, the options and the profile.
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
        let mut workspace = Workspace::default();
        self.observe(document, &mut workspace);
        Annotation::new(document, &self.dictionary, workspace.observation)
    }

    /// Annotates a document with buffers that are used again; what is recorded of it stands in one of them.
    pub(super) fn observe(&self, document: &Document, workspace: &mut Workspace) {
        let Workspace {
            scratch,
            mentions,
            segments: [title_segments, text_segments],
            hashed,
            sketch,
            hints,
            observation,
            bytes,
        } = workspace;
        mentions.clear();
        let title = document.separate_title().unwrap_or_default();
        let text = document.text.as_str();
        let language = document.lang.as_deref();
        self.matcher
            .find_in(title, text, language, scratch, mentions);
        title_segments.segment_mapped(title, scratch.map(Field::Title), Lines::Paragraph);
        let lines = document.lines.unwrap_or(self.options.lines);
        text_segments.segment_mapped(text, scratch.map(Field::Text), lines);
        observation.clear();
        record_document(document, hashed, &mut observation.document);
        observation.signature = signature(text, scratch.map(Field::Text), sketch, hashed);
        *bytes = (title.len() + text.len()) as u64;
        let windows =
            |segments: &Segments| (segments.sentences().len(), segments.paragraphs().len());
        let (in_title, in_text) = (windows(title_segments), windows(text_segments));
        let sentences = in_title.0 + in_text.0;
        observation.windows = WindowCounts {
            sentences: sentences as u64,
            paragraphs: (in_title.1 + in_text.1) as u64,
            documents: u64::from(sentences > 0),
        };
        let (title_mentions, text_mentions) =
            mentions.split_at(mentions.partition_point(|mention| mention.field == Field::Title));
        let fields = [
            (
                Field::Title,
                title,
                &*title_segments,
                (0, 0),
                title_mentions,
            ),
            (Field::Text, text, &*text_segments, in_title, text_mentions),
        ];
        for (field, content, segments, before, mentions) in fields {
            if content.is_empty() {
                continue;
            }
            let view = FieldView {
                field,
                content,
                segments,
                before,
            };
            let names = count_names(view, scratch.map(field), mentions);
            observation.names += names.all;
            observation.names_known += names.known;
            Recorder { observation }.field(view, mentions);
        }
        if let Some(rules) = &self.relations {
            hints::note(rules, &self.dictionary, observation, hints);
        }
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

struct Recorder<'o> {
    observation: &'o mut Observation,
}

impl Recorder<'_> {
    fn field(&mut self, view: FieldView<'_>, mentions: &[Mention]) {
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
        let observation = &mut *self.observation;
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
        let observation = &mut *self.observation;
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

/// The capitalised names of a field.
struct Names {
    /// Runs of capitalised words that do not begin a sentence.
    all: u64,
    /// Those of them that a mention touches.
    known: u64,
}

fn count_names(view: FieldView<'_>, map: &mut TextMap, mentions: &[Mention]) -> Names {
    for sentence in view.segments.sentences() {
        map.ignore_capital(sentence.start());
    }
    let mut touched = map.touched_runs();
    for mention in mentions {
        if mention.status != Status::Rejected {
            touched.add(mention.span.start(), mention.span.end());
        }
    }
    Names {
        all: map.capital_runs(),
        known: touched.runs(),
    }
}

/// What a text looks like. The title has no part in it: those who print a story put their own above it.
fn signature(text: &str, map: &TextMap, sketch: &mut Sketch, buffer: &mut Vec<u8>) -> Signature {
    sketch.fill(text, map);
    Signature::new(
        sketch.shingles(),
        || sketch.bins(),
        || hash_of_words(text, map, buffer),
    )
}

/// Notes what is known of a document, in place of what `record` held.
fn record_document(document: &Document, hashed: &mut Vec<u8>, record: &mut DocumentRecord) {
    record.id.clone_from(&document.id);
    record.hash = content_hash(document, hashed);
    record.title.clone_from(&document.title);
    record.date = document.date;
    record.source.clone_from(&document.source);
    record.url.clone_from(&document.url);
    record.lang.clone_from(&document.lang);
    record.origin.clone_from(&document.origin);
}

/// Hashes everything of a document that reaches the record, except where it was read. `buffer` is one to be used again.
fn content_hash(document: &Document, buffer: &mut Vec<u8>) -> u128 {
    // The text first and by itself: it is long, and copying it would cost as much as hashing it.
    buffer.clear();
    buffer.extend_from_slice(&xxh3_128(document.text.as_bytes()).to_le_bytes());
    let fields = [
        &document.title,
        &document.source,
        &document.url,
        &document.lang,
    ];
    for field in fields {
        let field = field.as_deref().unwrap_or_default();
        buffer.extend_from_slice(&(field.len() as u64).to_le_bytes());
        buffer.extend_from_slice(field.as_bytes());
    }
    // Writing to memory cannot fail.
    if let Some(date) = document.date {
        write!(buffer, "{date}").ok();
    }
    if let Some(lines) = document.lines {
        write!(buffer, "{lines:?}").ok();
    }
    xxh3_128(buffer)
}
