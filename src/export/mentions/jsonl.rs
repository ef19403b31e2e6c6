//! JSON Lines, written by hand: a run has many millions of rows, and most of a row is the same as in the row before.

use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::Field;
use crate::export::json_text::{push_escaped, push_number, push_string};
use crate::mention::Status;

use super::offsets::Cursor;
use super::{MarkedDocument, MentionOutput, MentionWriter, Offsets};

/// Writes a row for each mention, with the keys `doc`, `field`, `start`, `end`, `entity`, `type`, `surface`, `status`, `rule`, and `candidates`
/// where several entities are possible. Places count in the field, in the unit asked for.
pub(super) struct Jsonl {
    unit: Offsets,
    /// The beginning of the rows of a document: `{"doc":…,"field":`.
    head: Vec<u8>,
    entities: EntityCache,
}

impl Jsonl {
    pub(super) fn new(unit: Offsets) -> Self {
        Self {
            unit,
            head: Vec::new(),
            entities: EntityCache::default(),
        }
    }
}

impl MentionWriter for Jsonl {
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let out = &mut output.bytes;
        self.head.clear();
        let mut cursor = Cursor::new(self.unit);
        for mark in document.marks() {
            if self.head.is_empty() {
                self.head.extend_from_slice(b"{\"doc\":");
                push_string(&mut self.head, &document.document.id);
                self.head.extend_from_slice(b",\"field\":\"");
            }
            let content = document.document.field(mark.field);
            let start = cursor.start(document.observation, mark.record, content);
            out.extend_from_slice(&self.head);
            out.extend_from_slice(match mark.field {
                Field::Title => b"title\",\"start\":".as_slice(),
                Field::Text => b"text\",\"start\":".as_slice(),
            });
            push_number(out, start);
            out.extend_from_slice(b",\"end\":");
            push_number(out, start + self.unit.length(mark.surface));
            let dictionary = document.dictionary;
            match *mark.entities {
                [entity] => out.extend_from_slice(self.entities.get(entity, dictionary)),
                _ => out.extend_from_slice(b",\"entity\":null,\"type\":null,\"surface\":\""),
            }
            push_escaped(out, mark.surface);
            out.extend_from_slice(DECISIONS[mark.status as usize].as_bytes());
            out.extend_from_slice(mark.rule.name().as_bytes());
            match *mark.entities {
                [] | [_] => out.extend_from_slice(b"\"}\n"),
                _ => push_candidates(out, mark.entities, dictionary),
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
