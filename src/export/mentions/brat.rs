//! brat: the text of a document in one file, its mentions in another beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::dictionary::{Dictionary, EntityIndex};
use crate::mention::Status;
use crate::text::Span;

use super::encoding::{file_stem, percent, push_line, type_word};
use super::joined::Joined;
use super::offsets::Rising;
use super::{EntityUse, Loss, MarkedDocument, MentionFile, MentionOutput, MentionWriter, Summary};

/// Writes a folder: for each document `NAME.txt`, which is its title, a blank line and its text, and `NAME.ann`; at the end `annotation.conf`
/// with the types.
///
/// In `.ann` a mention is a `T` line, placed in code points of the `.txt`; a name over a line end is in pieces, as brat wants it. Its entity is
/// an `N` line (`Reference T1 comention:ID⇥NAME`); an ambiguous name has several. A status other than `accepted` is an attribute `Status`,
/// with the rule as a note. Tabs and carriage returns of texts become spaces.
#[derive(Default)]
pub(super) struct Brat {
    joined: Joined,
}

impl MentionWriter for Brat {
    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let joined = &mut self.joined;
        joined.fill(document, "\n\n");
        let summary = &mut output.summary;
        let blanked = joined.blank(|c| matches!(c, '\t' | '\r'));
        summary.losses.add(Loss::Character, blanked);
        let mut lines = String::new();
        let mut rising = Rising::default();
        let (mut references, mut statuses, mut renamed) = (0, 0, 0);
        for (number, mark) in (1..).zip(document.marks()) {
            let (word, is_other) = type_word(document.type_of(&mark));
            renamed += u64::from(is_other);
            let span = joined.place(&mark);
            let (places, text) = pieces(&joined.text, span, &mut rising);
            push_line(
                &mut lines,
                format_args!("T{number}\t{word}{places}\t{text}"),
            );
            summary.note(mark.entities, String::new);
            for &entity in mark.entities {
                references += 1;
                let view = document.entity(entity);
                let id = percent(view.id(), |c| !c.is_whitespace() && !c.is_control());
                renamed += u64::from(id != view.id());
                let name = one_line(view.name());
                push_line(
                    &mut lines,
                    format_args!("N{references}\tReference T{number} comention:{id}\t{name}"),
                );
            }
            if mark.status != Status::Accepted {
                statuses += 1;
                let (status, rule) = (mark.status, mark.rule);
                push_line(
                    &mut lines,
                    format_args!(
                        "A{statuses}\tStatus T{number} {status}\n#{statuses}\tAnnotatorNotes T{number}\t{rule}"
                    ),
                );
            }
        }
        summary.losses.add(Loss::Name, renamed);
        summary.documents += 1;
        output.files.push(MentionFile {
            stem: file_stem(&document.document.id),
            parts: vec![
                (".txt", joined.text.clone().into_bytes()),
                (".ann", lines.into_bytes()),
            ],
        });
    }

    fn end(&self, summary: &Summary, dictionary: &Dictionary, output: &mut MentionOutput) {
        output.files.push(MentionFile {
            stem: "annotation".to_owned(),
            parts: vec![(
                ".conf",
                configuration(&summary.entities, dictionary).into_bytes(),
            )],
        });
    }
}

/// The places of a name, ` START END`, and its text: in pieces if it runs over line ends, which belong to no piece.
fn pieces(text: &str, span: Span, rising: &mut Rising) -> (String, String) {
    let surface = span.of(text);
    let (mut places, mut words) = (String::new(), String::new());
    // The next mention may begin inside this one.
    let mut inner = {
        rising.place(text, Span::new(span.start(), span.start()));
        *rising
    };
    let mut before = (' ', "");
    let mut start = span.start();
    for line in surface.split('\n') {
        let blank = line.len() - line.trim_start().len();
        let trimmed = line.trim();
        let place = Span::new(start + blank, start + blank + trimmed.len());
        start += line.len() + 1;
        if trimmed.is_empty() {
            continue;
        }
        let (from, to) = inner.place(text, place);
        write!(places, "{}{from} {to}", before.0).expect("strings take what is written");
        words.push_str(before.1);
        words.push_str(trimmed);
        before = (';', " ");
    }
    (places, words)
}

/// A name without what would end its line or cell.
fn one_line(name: &str) -> String {
    name.replace(|c: char| c.is_control(), " ")
}

/// What brat needs to know of a collection: its types, and the attribute.
fn configuration(
    entities: &BTreeMap<Box<[EntityIndex]>, EntityUse>,
    dictionary: &Dictionary,
) -> String {
    let types: BTreeSet<String> = entities
        .keys()
        .flat_map(|entities| entities.iter())
        .map(|&entity| {
            type_word(dictionary.entity(entity).entity_type())
                .0
                .into_owned()
        })
        .chain(["Entity".to_owned()]) // where candidates differ in type
        .collect();
    let mut out = String::from("[entities]\n");
    for word in types {
        push_line(&mut out, format_args!("{word}"));
    }
    let statuses = Status::ALL.map(Status::name).join("|");
    push_line(
        &mut out,
        format_args!(
            "\n[relations]\n\n[events]\n\n[attributes]\nStatus\tArg:<ENTITY>, Value:{statuses}"
        ),
    );
    out
}
