//! Mentions as JSON Lines, written by hand: a run has many millions of them, and most of a row is the same as in the row before.

use crate::cooccurrence::{MentionRecord, Observation};
use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::{Document, Field};
use crate::mention::Status;
use crate::text::Span;

use super::args::Offsets;
use super::json_text::{push_escaped, push_number, push_string};

/// Writes rows; what it can use again it keeps. A row has the keys `doc`, `field`, `start`, `end`, `entity`, `type`, `surface`, `status`,
/// `rule`, and `candidates` where several entities are possible.
#[derive(Default)]
pub(super) struct MentionRows {
    /// The beginning of the rows of a document: `{"doc":…,"field":`.
    head: Vec<u8>,
    entities: EntityCache,
}

impl MentionRows {
    /// Appends a line for each mention of a document that has one of the statuses.
    pub(super) fn write(
        &mut self,
        document: &Document,
        observation: &Observation,
        dictionary: &Dictionary,
        choice: (&[Status], Offsets),
        out: &mut Vec<u8>,
    ) {
        let (statuses, unit) = choice;
        self.head.clear();
        let mut cursor = Cursor::new(unit);
        for mention in &observation.mentions {
            if !statuses.contains(&mention.status) {
                continue;
            }
            if self.head.is_empty() {
                self.head.extend_from_slice(b"{\"doc\":");
                push_string(&mut self.head, &observation.document.id);
                self.head.extend_from_slice(b",\"field\":\"");
            }
            let field = observation.sentences[mention.sentence as usize].field;
            let content = document.field(field);
            let surface = mention.span.of(content);
            let start = cursor.start(observation, mention, content);
            out.extend_from_slice(&self.head);
            out.extend_from_slice(match field {
                Field::Title => b"title\",\"start\":".as_slice(),
                Field::Text => b"text\",\"start\":".as_slice(),
            });
            push_number(out, start);
            out.extend_from_slice(b",\"end\":");
            push_number(out, start + length(surface, unit));
            let targets = observation.targets(mention);
            match *targets {
                [entity] => out.extend_from_slice(self.entities.get(entity, dictionary)),
                _ => out.extend_from_slice(b",\"entity\":null,\"type\":null,\"surface\":\""),
            }
            push_escaped(out, surface);
            out.extend_from_slice(DECISIONS[mention.status as usize].as_bytes());
            out.extend_from_slice(mention.rule.name().as_bytes());
            match *targets {
                [] | [_] => out.extend_from_slice(b"\"}\n"),
                _ => push_candidates(out, targets, dictionary),
            }
        }
    }
}

/// What stands between the surface and the rule, by status.
const DECISIONS: [&str; Status::ALL.len()] = [
    "\",\"status\":\"accepted\",\"rule\":\"",
    "\",\"status\":\"nested\",\"rule\":\"",
    "\",\"status\":\"ambiguous\",\"rule\":\"",
    "\",\"status\":\"rejected\",\"rule\":\"",
];

/// Ends a row after its rule with the entities that are possible.
fn push_candidates(out: &mut Vec<u8>, candidates: &[EntityIndex], dictionary: &Dictionary) {
    out.extend_from_slice(b"\",\"candidates\":");
    let mut before = b'[';
    for &candidate in candidates {
        out.push(before);
        push_string(out, dictionary.entity(candidate).id());
        before = b',';
    }
    out.extend_from_slice(b"]}\n");
}

/// What rows say of entities, for those met last: few entities make most of the mentions, and the dictionary may have millions.
#[derive(Default)]
struct EntityCache {
    slots: Vec<Slot>,
}

/// The entity whose part of a row is kept, and that part: from its id to the quote that opens the surface.
#[derive(Clone, Default)]
struct Slot {
    entity: Option<EntityIndex>,
    part: Vec<u8>,
}

impl EntityCache {
    const SLOTS: usize = 1 << 12;

    fn get(&mut self, entity: EntityIndex, dictionary: &Dictionary) -> &[u8] {
        if self.slots.is_empty() {
            self.slots.resize(Self::SLOTS, Slot::default());
        }
        let slot = &mut self.slots[entity.0 as usize % Self::SLOTS];
        if slot.entity != Some(entity) {
            slot.entity = Some(entity);
            slot.part.clear();
            let view = dictionary.entity(entity);
            slot.part.extend_from_slice(b",\"entity\":");
            push_string(&mut slot.part, view.id());
            slot.part.extend_from_slice(b",\"type\":");
            push_string(&mut slot.part, view.entity_type());
            slot.part.extend_from_slice(b",\"surface\":\"");
        }
        &slot.part
    }
}

/// Turns rising places into offsets, counting each byte once at most.
struct Cursor {
    unit: Offsets,
    /// The sentence counted in: what is before it was counted when it was recorded.
    sentence: Option<u32>,
    field: Field,
    byte: usize,
    units: usize,
}

impl Cursor {
    fn new(unit: Offsets) -> Self {
        Self {
            unit,
            sentence: None,
            field: Field::Title,
            byte: 0,
            units: 0,
        }
    }

    /// Where a mention starts in its field, whose string is `content`.
    fn start(
        &mut self,
        observation: &Observation,
        mention: &MentionRecord,
        content: &str,
    ) -> usize {
        let start = mention.span.start();
        if self.unit == Offsets::Bytes {
            return start;
        }
        if self.sentence != Some(mention.sentence) {
            self.sentence = Some(mention.sentence);
            let sentence = &observation.sentences[mention.sentence as usize];
            if self.unit == Offsets::Chars {
                self.byte = sentence.span.start();
                self.units = sentence.chars_before as usize;
            } else if self.field != sentence.field {
                (self.byte, self.units) = (0, 0);
            }
            self.field = sentence.field;
        }
        self.units += length(Span::new(self.byte, start).of(content), self.unit);
        self.byte = start;
        self.units
    }
}

fn length(text: &str, unit: Offsets) -> usize {
    let chars = || text.chars().count();
    match unit {
        Offsets::Bytes => text.len(),
        Offsets::Chars => chars(),
        // Two for a character of four bytes, one for any other.
        Offsets::Utf16 => chars() + text.bytes().filter(|&byte| byte >= 0xF0).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::Rule;

    #[test]
    fn decisions_stand_at_the_numbers_of_their_statuses() {
        for status in Status::ALL {
            let wanted = format!("\",\"status\":\"{status}\",\"rule\":\"");
            assert_eq!(DECISIONS[status as usize], wanted);
        }
    }

    #[test]
    fn names_of_rules_need_no_escapes() {
        for rule in Rule::ALL {
            let mut out = Vec::new();
            push_escaped(&mut out, rule.name());
            assert_eq!(out, rule.name().as_bytes());
        }
    }

    #[test]
    fn units_are_those_of_other_languages() {
        let text = "aé芯😀\u{10FFFF}";
        assert_eq!(length(text, Offsets::Utf16), text.encode_utf16().count());
        assert_eq!(length(text, Offsets::Chars), 5);
    }

    #[test]
    fn entities_that_share_a_slot_are_kept_apart() {
        let names: Vec<String> = (0..=EntityCache::SLOTS)
            .map(|n| format!("{n:05}"))
            .collect();
        let format = crate::dictionary::DictionaryFormat::Names;
        let builder = Dictionary::builder().text(&names.join("\n"), format, "names");
        let dictionary = builder.unwrap().build().unwrap();
        let mut cache = EntityCache::default();
        let last = u32::try_from(EntityCache::SLOTS).unwrap();
        for index in [0, last, 0, last, 1] {
            let id = dictionary.entity(EntityIndex(index)).id().to_owned();
            let part = String::from_utf8(cache.get(EntityIndex(index), &dictionary).to_vec());
            let wanted = format!(",\"entity\":\"{id}\",\"type\":\"\",\"surface\":\"");
            assert_eq!(part.unwrap(), wanted);
        }
    }
}
