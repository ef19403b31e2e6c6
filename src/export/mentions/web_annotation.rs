//! W3C Web Annotation: JSON-LD that annotation servers and readers of texts in browsers exchange.

use serde::Serialize;
use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_128;

use crate::document::{Document, Field};
use crate::export::web_address::is_web_address;
use crate::text::Span;

use super::encoding::{is_unreserved, percent};
use super::offsets::Cursor;
use super::{Mark, MarkedDocument, MentionOutput, MentionWriter, Offsets};

/// How much text stands around a quote, in characters.
const CONTEXT: usize = 32;

/// Writes one `AnnotationPage` with an `Annotation` for each mention.
///
/// Its target is the document text, or the title, as plain text: a `TextPositionSelector` in code points, as the standard counts (or in units of
/// UTF-16, as many tools in browsers do), and a `TextQuoteSelector` with what stands around it. The source is `urn:comention:document:ID`, with
/// `#title` for titles, and `via` the address of the document. Bodies identify the entity (its id where that is an address, else
/// `urn:comention:entity:ID`), and tag the type; an ambiguous mention has a `Choice` of entities. The id of an annotation is made from its place.
pub(super) struct WebAnnotation {
    unit: Offsets,
}

impl WebAnnotation {
    pub(super) const fn new(unit: Offsets) -> Self {
        Self { unit }
    }
}

impl MentionWriter for WebAnnotation {
    fn begin(&self, output: &mut Vec<u8>) {
        output.extend_from_slice(
            b"{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"status\":\"urn:comention:status\",\"rule\":\"urn:comention:rule\"}],\"type\":\"AnnotationPage\",\"items\":[\n",
        );
    }

    fn separator(&self) -> &'static str {
        ",\n"
    }

    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let mut cursor = Cursor::new(self.unit);
        for mark in document.marks() {
            let content = document.document.field(mark.field);
            let start = cursor.start(document.observation, mark.record, content);
            let annotation = Annotation {
                id: id(document, &mark),
                kind: "Annotation",
                motivation: "identifying",
                body: bodies(document, &mark),
                target: json!({
                    "source": source(document.document, mark.field),
                    "selector": [
                        {"type": "TextPositionSelector", "start": start, "end": start + self.unit.length(mark.surface)},
                        quote(content, mark.span),
                    ],
                }),
                status: mark.status.name(),
                rule: mark.rule.name(),
            };
            output.bytes.extend_from_slice(self.separator().as_bytes());
            serde_json::to_writer(&mut output.bytes, &annotation)
                .expect("strings and numbers go into memory");
        }
    }

    fn end(
        &self,
        _: &super::Summary,
        _: &crate::dictionary::Dictionary,
        output: &mut MentionOutput,
    ) {
        output.bytes.extend_from_slice(b"\n]}\n");
    }
}

#[derive(Serialize)]
struct Annotation {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Value>,
    target: Value,
    status: &'static str,
    rule: &'static str,
}

/// The same mention has the same id in every run: a UUID made from a hash.
fn id(document: &MarkedDocument<'_>, mark: &Mark<'_>) -> String {
    let mut place = document.document.id.as_bytes().to_vec();
    let (start, end) = (mark.span.start(), mark.span.end());
    place.extend_from_slice(format!("\0{}\0{start}\0{end}", mark.field).as_bytes());
    for &entity in mark.entities {
        place.push(0);
        place.extend_from_slice(document.entity(entity).id().as_bytes());
    }
    // Version 8, which leaves the bits to whoever makes them.
    let hash = xxh3_128(&place) & !(0xF << 76) & !(0x3 << 62) | 8 << 76 | 2 << 62;
    let hex = format!("{hash:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| &hex[part]);
    format!("urn:uuid:{}", parts.join("-"))
}

fn bodies(document: &MarkedDocument<'_>, mark: &Mark<'_>) -> Vec<Value> {
    let mut entities: Vec<Value> = mark
        .entities
        .iter()
        .map(|&entity| {
            let view = document.entity(entity);
            json!({"type": "SpecificResource", "purpose": "identifying", "source": {"id": iri("entity", view.id()), "label": view.name()}})
        })
        .collect();
    if entities.len() > 1 {
        entities = vec![json!({"type": "Choice", "items": entities})];
    }
    let kind = document.type_of(mark);
    if !kind.is_empty() {
        entities.push(json!({"type": "TextualBody", "purpose": "tagging", "value": kind}));
    }
    entities
}

/// An id that is an address of the web names its thing everywhere; any other is put into a name of ours.
fn iri(kind: &str, id: &str) -> String {
    if is_web_address(id) {
        return id.to_owned();
    }
    format!("urn:comention:{kind}:{}", percent(id, is_unreserved))
}

fn source(document: &Document, field: Field) -> Value {
    let mut id = iri("document", &document.id);
    if field == Field::Title {
        id.push_str(if id.contains('#') { "/title" } else { "#title" });
    }
    let mut source = json!({"id": id, "type": "Text", "format": "text/plain"});
    if let Some(lang) = document.lang.as_deref().filter(|lang| !lang.is_empty()) {
        source["language"] = json!(lang);
    }
    if let Some(url) = document.url.as_deref().filter(|url| is_web_address(url)) {
        source["via"] = json!(url);
    }
    source
}

fn quote(content: &str, span: Span) -> Value {
    let before = &content[..span.start()];
    let from = before
        .char_indices()
        .rev()
        .nth(CONTEXT - 1)
        .map_or(0, |(at, _)| at);
    let after = &content[span.end()..];
    let to = after
        .char_indices()
        .nth(CONTEXT)
        .map_or(after.len(), |(at, _)| at);
    json!({"type": "TextQuoteSelector", "exact": span.of(content), "prefix": before[from..], "suffix": after[..to]})
}
