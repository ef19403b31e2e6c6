//! brat: the text in one file, the marks in another that stands beside it.

use std::collections::BTreeMap;
use std::path::Path;

use crate::document::Document;
use crate::error::{Error, Result};

use super::model::Mark;
use super::{CharStarts, GoldDocument, NIL};

/// A mark with the number that other lines call it by.
struct Numbered<'a> {
    key: &'a str,
    mark: Mark,
    /// The end of each piece and the start of the next.
    gaps: Vec<(usize, usize)>,
}

/// Puts a text and its marks together. `path` is the file of the marks.
pub(super) fn read(id: &str, text: String, marks: &str, path: &Path) -> Result<GoldDocument> {
    let mut found = Vec::new();
    let mut ids: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (number, line) in (1..).zip(marks.lines()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let wrong = |expected| Error::GoldSyntax {
            path: path.to_owned(),
            line: number,
            expected,
            found: line.to_owned(),
        };
        match line.chars().next() {
            Some('T') => {
                let mark = mark(&cells, number);
                found.push(mark.ok_or_else(|| wrong("a mark `T1⇥TYPE START END⇥TEXT`"))?);
            }
            Some('N') => {
                let (key, id) = normalisation(&cells)
                    .ok_or_else(|| wrong("a normalisation `N1⇥Reference T1 DB:ID⇥NAME`"))?;
                if id != NIL {
                    ids.entry(key).or_default().push(id.to_owned());
                }
            }
            // Relations, events, attributes, notes.
            _ => {}
        }
    }
    let starts = CharStarts::of(&text);
    let mut gold = GoldDocument {
        database_ids: true,
        ..GoldDocument::default()
    };
    for Numbered { key, mark, gaps } in found {
        let mut mark = mark;
        // A name over a line break is written in two pieces, and is one all the same.
        let is_break = |&(end, start): &(usize, usize)| {
            let gap = starts.span(end, start).map_or("", |span| span.of(&text));
            gap.contains('\n') && gap.trim().is_empty()
        };
        if !gaps.iter().all(is_break) {
            gold.discontinuous += 1;
            continue;
        }
        if !gaps.is_empty() {
            // What stands between the pieces is written as one space, however long it is.
            mark.surface = None;
        }
        mark.ids = ids.get(key).cloned().unwrap_or_default();
        gold.mentions.push(mark.place(&text, &starts, path)?);
    }
    gold.document = Document::new(id, text);
    Ok(gold)
}

/// `T1⇥Type 0 5;16 23⇥text`.
fn mark<'a>(cells: &[&'a str], line: u64) -> Option<Numbered<'a>> {
    let [key, what, surface] = cells else {
        return None;
    };
    let (entity_type, places) = what.split_once(' ')?;
    let mut pieces = Vec::new();
    for piece in places.split(';') {
        let (start, end) = piece.split_once(' ')?;
        pieces.push((start.parse::<usize>().ok()?, end.parse::<usize>().ok()?));
    }
    let gaps = pieces.windows(2).map(|pair| (pair[0].1, pair[1].0));
    Some(Numbered {
        key,
        gaps: gaps.collect(),
        mark: Mark {
            line,
            start: pieces.first()?.0,
            end: pieces.last()?.1,
            surface: Some((*surface).to_owned()),
            ids: Vec::new(),
            entity_type: entity_type.to_owned(),
        },
    })
}

/// `N1⇥Reference T1 DB:ID⇥name`: the mark and the id. An id may hold spaces.
fn normalisation<'a>(cells: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let (_, what) = cells.get(1)?.split_once(' ')?;
    let (key, id) = what.split_once(' ')?;
    Some((key, id.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(text: &str, marks: &str) -> Result<GoldDocument> {
        read("a.txt", text.to_owned(), marks, Path::new("a.ann"))
    }

    #[test]
    fn marks_and_normalisations_belong_together() {
        let text = "Zoë Hart left New\nYork and Acme and Beta Labs.";
        let marks = "T1\tPerson 0 8\tZoë Hart\nT2\tPlace 14 17;18 22\tNew York\nN1\tReference T1 Db:zoe\tZoë\nN2\tReference T1 Db:z2\tZoë\nT3\tOrg 27 31;41 45\tAcme Labs\nR1\tIn Arg1:T1 Arg2:T2\n#1\tAnnotatorNotes T1\tsure\n";
        let gold = gold(text, marks).unwrap();
        let surfaces: Vec<&str> = gold.mentions.iter().map(|m| m.span.of(text)).collect();
        assert_eq!(surfaces, ["Zoë Hart", "New\nYork"]);
        assert_eq!(gold.mentions[0].ids, ["Db:zoe", "Db:z2"]);
        assert_eq!(gold.mentions[1].ids, [""; 0]);
        assert_eq!(gold.discontinuous, 1);
    }

    #[test]
    fn malformed_lines_are_named() {
        let fault = |line: &str| {
            let marks = format!("#\tfine\n{line}\n");
            gold("Acme sells.", &marks).unwrap_err().to_string()
        };
        let wrong = "is not a mark `T1⇥TYPE START END⇥TEXT`";
        for line in ["T1\tOrg 0 4", "T1\tOrg 0\tAcme", "T1\tOrg 0 x\tAcme", "T1"] {
            assert_eq!(fault(line), format!("a.ann:2: `{line}` {wrong}"));
        }
        assert_eq!(
            fault("N1\tReference T1"),
            "a.ann:2: `N1\tReference T1` is not a normalisation `N1⇥Reference T1 DB:ID⇥NAME`"
        );
        assert_eq!(
            fault("T1\tOrg 0 12\tAcme sells."),
            "a.ann:2: the span 0..12 is not in the text, which has 11 characters"
        );
        assert_eq!(
            fault("T1\tOrg 4 4\t"),
            "a.ann:2: the span 4..4 is not in the text, which has 11 characters"
        );
        assert_eq!(
            fault("T1\tOrg 1 5\tAcme"),
            "a.ann:2: the text has `cme ` where the gold has `Acme`"
        );
    }
}
