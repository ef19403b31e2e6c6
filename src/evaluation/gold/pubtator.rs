//! PubTator: title and abstract on a line each, marks under them, a blank line after each document.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::text::Lines;

use super::model::Mark;
use super::sources::NumberedLines;
use super::{CharStarts, GoldDocument, NIL};

/// A line of text: its document, `t` or `a`, and what it says.
fn text_line(line: &str) -> Option<(&str, char, &str)> {
    let (id, rest) = line.split_once('|')?;
    let (kind, text) = rest.split_once('|')?;
    let kind = match kind {
        "t" => 't',
        "a" => 'a',
        _ => return None,
    };
    (!id.is_empty() && !id.contains('\t')).then_some((id, kind, text))
}

/// Whether a line begins a document.
pub(super) fn is_title_line(line: &str) -> bool {
    text_line(line).is_some_and(|(_, kind, _)| kind == 't')
}

/// The ids of a cell; several stand for a name of several things.
fn ids(cell: &str) -> Vec<String> {
    cell.split(['|', ';', ',', '+'])
        .map(str::trim)
        .filter(|id| !matches!(*id, "" | "-" | "-1" | NIL))
        .map(str::to_owned)
        .collect()
}

/// Reads the documents of one file.
pub(super) struct PubtatorReader<R> {
    lines: NumberedLines<R>,
    path: PathBuf,
    building: Option<Building>,
    done: bool,
}

/// The document being read.
struct Building {
    id: String,
    /// Title, one character, abstract: what places count in.
    text: String,
    marks: Vec<Mark>,
}

impl<R: BufRead> PubtatorReader<R> {
    pub(super) fn new(reader: R, path: &Path) -> Self {
        Self {
            lines: NumberedLines::new(reader, path),
            path: path.to_owned(),
            building: None,
            done: false,
        }
    }

    fn wrong(&self, line: u64, expected: &'static str, found: &str) -> Error {
        Error::GoldSyntax {
            path: self.path.clone(),
            line,
            expected,
            found: found.to_owned(),
        }
    }

    /// A line below the texts. Relations, which have no places, are passed over.
    fn mark(&self, line: &str, number: u64) -> Result<Option<Mark>> {
        let cells: Vec<&str> = line.split('\t').collect();
        let Some(building) = &self.building else {
            return Err(self.wrong(number, "a line `ID|t|TITLE`", line));
        };
        if cells.len() < 4 || cells[0] != building.id {
            return Err(self.wrong(number, "a mark of the document above", line));
        }
        let place = |text: &str| text.parse::<usize>().ok();
        match (place(cells[1]), place(cells[2])) {
            (Some(start), Some(end)) => Ok(Some(Mark {
                line: number,
                start,
                end,
                surface: Some(cells[3].to_owned()),
                ids: ids(cells.get(5).copied().unwrap_or_default()),
                entity_type: cells.get(4).copied().unwrap_or_default().to_owned(),
            })),
            // A relation: a word for its kind, then its two ends.
            (None, _) if cells.len() == 4 => Ok(None),
            (None, _) => Err(self.wrong(number, "a whole number", cells[1])),
            (_, None) => Err(self.wrong(number, "a whole number", cells[2])),
        }
    }

    fn take(&mut self) -> Result<Option<GoldDocument>> {
        let Some(building) = self.building.take() else {
            return Ok(None);
        };
        let starts = CharStarts::of(&building.text);
        let mentions = building
            .marks
            .into_iter()
            .map(|mark| mark.place(&building.text, &starts, &self.path))
            .collect::<Result<_>>()?;
        let mut document = Document::new(building.id, building.text);
        document.lines = Some(Lines::Paragraph);
        let mut gold = GoldDocument::new(document, mentions);
        gold.database_ids = true;
        Ok(Some(gold))
    }

    fn next_document(&mut self) -> Result<Option<GoldDocument>> {
        while let Some((number, line)) = self.lines.next()? {
            if line.trim().is_empty() {
                if let Some(gold) = self.take()? {
                    return Ok(Some(gold));
                }
                continue;
            }
            match text_line(&line) {
                Some((id, 't', title)) => {
                    let finished = self.take()?;
                    self.building = Some(Building {
                        id: id.to_owned(),
                        text: title.to_owned(),
                        marks: Vec::new(),
                    });
                    if finished.is_some() {
                        return Ok(finished);
                    }
                }
                Some((id, _, text)) => match &mut self.building {
                    Some(building) if building.id == id => {
                        building.text.push('\n');
                        building.text.push_str(text);
                    }
                    _ => return Err(self.wrong(number, "a line `ID|t|TITLE`", &line)),
                },
                None => {
                    let mark = self.mark(&line, number)?;
                    let building = self.building.as_mut().expect("a mark has a document");
                    building.marks.extend(mark);
                }
            }
        }
        self.done = true;
        self.take()
    }
}

impl<R: BufRead> Iterator for PubtatorReader<R> {
    type Item = Result<GoldDocument>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_document();
        self.done |= next.is_err();
        next.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<Result<GoldDocument>> {
        PubtatorReader::new(text.as_bytes(), Path::new("x.pubtator")).collect()
    }

    #[test]
    fn places_run_on_through_title_and_abstract() {
        let text = "7|t|Naïve salts\n7|a|Lithium harms | rarely.\n7\t0\t5\tNaïve\tWord\t-\n7\t12\t19\tLithium\tChemical\tMESH:D008094\n7\tCID\tD1\tD2\n\n8|t|Two\n8|a|\n8\t0\t3\tTwo\tThing\tD1|D2\n";
        let documents: Vec<GoldDocument> = read(text).into_iter().map(Result::unwrap).collect();
        let found = |document: &GoldDocument| -> Vec<(String, String)> {
            let of = |mention: &super::super::GoldMention| {
                let surface = mention.span.of(&document.document.text);
                (surface.to_owned(), mention.ids.join("+"))
            };
            document.mentions.iter().map(of).collect()
        };
        let pair = |surface: &str, ids: &str| (surface.to_owned(), ids.to_owned());
        assert_eq!(
            documents[0].document.text,
            "Naïve salts\nLithium harms | rarely."
        );
        assert_eq!(
            found(&documents[0]),
            [pair("Naïve", ""), pair("Lithium", "MESH:D008094")]
        );
        assert_eq!(found(&documents[1]), [pair("Two", "D1+D2")]);
        assert_eq!(documents[1].document.id, "8");
    }

    #[test]
    fn malformed_lines_are_named() {
        let head = "7|t|Salts\n7|a|Lithium.\n";
        for (line, message) in [
            (
                "7\tx\t2\tSa\tC\tD",
                "x.pubtator:3: `x` is not a whole number",
            ),
            (
                "7\t0\ty\tSa\tC\tD",
                "x.pubtator:3: `y` is not a whole number",
            ),
            (
                "8\t0\t2\tSa\tC\tD",
                "x.pubtator:3: `8\t0\t2\tSa\tC\tD` is not a mark of the document above",
            ),
            (
                "7\t0\t99\tSa\tC\tD",
                "x.pubtator:3: the span 0..99 is not in the text, which has 14 characters",
            ),
            (
                "7\t0\t2\tLi\tC\tD",
                "x.pubtator:3: the text has `Sa` where the gold has `Li`",
            ),
            ("9|a|x", "x.pubtator:3: `9|a|x` is not a line `ID|t|TITLE`"),
        ] {
            let all = read(&format!("{head}{line}\n"));
            assert_eq!(all.len(), 1);
            assert_eq!(all[0].as_ref().unwrap_err().to_string(), message);
        }
        let error = read("stray\n")[0].as_ref().unwrap_err().to_string();
        assert_eq!(error, "x.pubtator:1: `stray` is not a line `ID|t|TITLE`");
    }
}
