//! CoNLL: a token a line with its tag, blank lines between sentences. The text is made of the tokens, so places come of themselves.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use crate::document::Document;
use crate::error::{Error, Result};
use crate::text::{Lines, Span};

use super::sources::NumberedLines;
use super::{GoldDocument, GoldMention};

/// What begins a document.
pub(super) const DOCUMENT_START: &str = "-DOCSTART-";

/// Which columns of a CoNLL file hold the token and the tag, counted from 1. By default the first and the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Columns {
    /// The column of the token.
    pub token: usize,
    /// The column of the tag; `None` for the last.
    pub tag: Option<usize>,
}

impl Columns {
    /// Names both columns, counted from 1.
    pub const fn new(token: usize, tag: usize) -> Self {
        Self {
            token,
            tag: Some(tag),
        }
    }
}

impl Default for Columns {
    fn default() -> Self {
        Self {
            token: 1,
            tag: None,
        }
    }
}

/// What a tag says of its token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag<'t> {
    /// In no name.
    Outside,
    /// The first of a name of this type; and whether it is the last too.
    Begin(&'t str, bool),
    /// A further one; and whether it is the last.
    Inside(&'t str, bool),
}

impl<'t> Tag<'t> {
    /// Reads BIO in its kinds: IOB1, IOB2, and those that mark the last token (IOBES, BILOU).
    fn parse(text: &'t str) -> Option<Self> {
        let (letter, kind) = text.split_once('-').unwrap_or((text, ""));
        Some(match letter {
            "O" if kind.is_empty() => Self::Outside,
            "B" => Self::Begin(kind, false),
            "S" | "U" => Self::Begin(kind, true),
            "I" => Self::Inside(kind, false),
            "E" | "L" => Self::Inside(kind, true),
            _ => return None,
        })
    }
}

/// Whether a line could be one of a CoNLL file.
pub(super) fn is_token_line(line: &str) -> bool {
    let mut cells = cells(line);
    cells.next().is_some()
        && cells
            .next_back()
            .is_some_and(|tag| Tag::parse(tag).is_some())
}

fn cells(line: &str) -> Box<dyn DoubleEndedIterator<Item = &str> + '_> {
    // Tokens may hold spaces of their own (no-break spaces, thin ones) where tabs divide.
    if line.contains('\t') {
        Box::new(line.split('\t').map(str::trim_ascii))
    } else {
        Box::new(line.split_ascii_whitespace())
    }
}

/// What a comment line (`# key = value`) says, if the line is one and not a token `#`.
fn comment(line: &str) -> Option<(&str, &str)> {
    let said = line.strip_prefix("# ").filter(|_| !line.contains('\t'))?;
    if said.trim() == "newdoc" {
        return Some(("newdoc", ""));
    }
    let (key, value) = said.split_once(" = ")?;
    Some((key.trim(), value.trim()))
}

/// Reads the documents of one file.
pub(super) struct ConllReader<R> {
    lines: NumberedLines<R>,
    columns: Columns,
    path: PathBuf,
    name: String,
    /// How many documents have begun.
    begun: u64,
    /// The id that a comment gives the document.
    id: Option<String>,
    building: Building,
    done: bool,
}

/// The document being read.
#[derive(Default)]
struct Building {
    text: String,
    mentions: Vec<GoldMention>,
    /// The last mention can go on.
    open: bool,
    /// A sentence has ended, and nothing followed yet.
    ended: bool,
}

impl Building {
    fn end_sentence(&mut self) {
        self.open = false;
        self.ended = !self.text.is_empty();
    }

    fn push(&mut self, token: &str, tag: Tag<'_>) {
        if self.ended {
            // A name never runs from one sentence into the next: a blank line keeps them apart.
            self.text.push_str("\n\n");
        } else if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.ended = false;
        let start = self.text.len();
        self.text.push_str(token);
        let end = self.text.len();
        match tag {
            Tag::Outside => self.open = false,
            Tag::Inside(kind, last)
                if self.open && self.mentions.last().is_some_and(|m| m.entity_type == kind) =>
            {
                let mention = self.mentions.last_mut().expect("one is open");
                mention.span = Span::new(mention.span.start(), end);
                self.open = !last;
            }
            Tag::Begin(kind, last) | Tag::Inside(kind, last) => {
                self.mentions
                    .push(GoldMention::new(Span::new(start, end), kind));
                self.open = !last;
            }
        }
    }
}

impl<R: BufRead> ConllReader<R> {
    pub(super) fn new(reader: R, path: &Path, name: &str, columns: Columns) -> Self {
        Self {
            lines: NumberedLines::new(reader, path),
            columns,
            path: path.to_owned(),
            name: name.to_owned(),
            begun: 0,
            id: None,
            building: Building::default(),
            done: false,
        }
    }

    fn token<'l>(&self, line: &'l str, number: u64) -> Result<(&'l str, Tag<'l>)> {
        let cells: Vec<&str> = cells(line).collect();
        let tag = self.columns.tag.unwrap_or(cells.len());
        let wrong = |expected, found: &str| Error::GoldSyntax {
            path: self.path.clone(),
            line: number,
            expected,
            found: found.to_owned(),
        };
        let cell = |column: usize| column.checked_sub(1).and_then(|at| cells.get(at)).copied();
        let (Some(token), Some(tag)) = (cell(self.columns.token), cell(tag)) else {
            return Err(wrong("a token and its tag", line));
        };
        if cells.len() < 2 || token.is_empty() {
            return Err(wrong("a token and its tag", line));
        }
        match Tag::parse(tag) {
            Some(tag) => Ok((token, tag)),
            None => Err(wrong("a tag like O, B-TYPE or I-TYPE", tag)),
        }
    }

    /// The document read so far, unless there is nothing in it.
    fn take(&mut self) -> Option<GoldDocument> {
        let building = std::mem::take(&mut self.building);
        let id = self.id.take();
        if building.text.is_empty() {
            return None;
        }
        self.begun += 1;
        let id = id.unwrap_or_else(|| format!("{}#{}", self.name, self.begun));
        let mut document = Document::new(id, building.text);
        document.lines = Some(Lines::Sentence);
        Some(GoldDocument::new(document, building.mentions))
    }

    fn next_document(&mut self) -> Result<Option<GoldDocument>> {
        while let Some((number, line)) = self.lines.next()? {
            if line.trim().is_empty() {
                self.building.end_sentence();
                continue;
            }
            let begins = match comment(&line) {
                Some(("doc_id" | "newdoc id", id)) => Some(Some(id.to_owned())),
                Some(("newdoc", _)) => Some(None),
                Some(_) => continue,
                None if cells(&line).next() == Some(DOCUMENT_START) => Some(None),
                None => None,
            };
            let Some(id) = begins else {
                let (token, tag) = self.token(&line, number)?;
                self.building.push(token, tag);
                continue;
            };
            let finished = self.take();
            self.id = id;
            if finished.is_some() {
                return Ok(finished);
            }
        }
        self.done = true;
        Ok(self.take())
    }
}

impl<R: BufRead> Iterator for ConllReader<R> {
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

    fn read(text: &str, columns: Columns) -> Vec<Result<GoldDocument>> {
        ConllReader::new(text.as_bytes(), Path::new("x.conll"), "x.conll", columns).collect()
    }

    fn marked(text: &str) -> Vec<(String, Vec<String>)> {
        read(text, Columns::default())
            .into_iter()
            .map(|document| {
                let document = document.unwrap();
                let text = &document.document.text;
                let mentions = document.mentions.iter().map(|mention| {
                    let (kind, surface) = (&mention.entity_type, mention.span.of(text));
                    format!("{kind}:{surface}")
                });
                (text.clone(), mentions.collect())
            })
            .collect()
    }

    #[test]
    fn tokens_make_the_text() {
        let text = "-DOCSTART- -X- O O\n\nZoë NNP B-NP B-PER\nHart NNP I-NP I-PER\njoined VBD B-VP O\nOrrin NNP B-NP B-ORG\n\nParis NNP B-NP B-LOC\n-DOCSTART- -X- O O\n\nNobody NN B-NP O\n";
        let found = marked(text);
        assert_eq!(found[0].0, "Zoë Hart joined Orrin\n\nParis");
        assert_eq!(found[0].1, ["PER:Zoë Hart", "ORG:Orrin", "LOC:Paris"]);
        assert_eq!(found[1], ("Nobody".to_owned(), Vec::new()));
    }

    #[test]
    fn every_kind_of_bio_is_read() {
        for tags in [
            ["B-A", "I-A", "B-A", "O", "B-B"],
            ["I-A", "I-A", "B-A", "O", "I-B"],
            ["B-A", "E-A", "S-A", "O", "S-B"],
            ["B-A", "L-A", "U-A", "O", "U-B"],
        ] {
            let lines: Vec<String> = (0..5).map(|n| format!("t{n}\t{}", tags[n])).collect();
            let found = marked(&lines.join("\r\n"));
            assert_eq!(found[0].1, ["A:t0 t1", "A:t2", "B:t4"], "{tags:?}");
        }
        assert_eq!(marked("a B\nb I\nc O")[0].1, [":a b"]);
        // A name ends with its sentence, and where the type changes.
        assert_eq!(marked("a B-A\n\nb I-A\nc I-B")[0].1, ["A:a", "A:b", "B:c"]);
    }

    #[test]
    fn comments_name_documents() {
        let text =
            "# doc_id = one\n# text = Acme\nAcme\tB-ORG\n# newdoc id = two\n#\tO\n# newdoc\nx\tO\n";
        let documents = read(text, Columns::default());
        let found: Vec<_> = documents
            .into_iter()
            .map(|document| document.unwrap().document)
            .map(|document| (document.id, document.text))
            .collect();
        let pair = |id: &str, text: &str| (id.to_owned(), text.to_owned());
        assert_eq!(
            found,
            [
                pair("one", "Acme"),
                pair("two", "#"),
                pair("x.conll#3", "x")
            ]
        );
    }

    #[test]
    fn columns_are_chosen() {
        let columns = Columns::new(2, 3);
        let documents = read("1 Acme B-ORG x\n", columns);
        let document = documents[0].as_ref().unwrap();
        assert_eq!(document.document.text, "Acme");
        assert_eq!(document.mentions[0].entity_type, "ORG");
        let error = read("1 Acme\n", columns)[0]
            .as_ref()
            .unwrap_err()
            .to_string();
        assert_eq!(error, "x.conll:1: `1 Acme` is not a token and its tag");
    }

    #[test]
    fn malformed_lines_are_named() {
        for (text, message) in [
            ("a O\nb\n", "x.conll:2: `b` is not a token and its tag"),
            (
                "a O\nb ORG\n",
                "x.conll:2: `ORG` is not a tag like O, B-TYPE or I-TYPE",
            ),
        ] {
            let all = read(text, Columns::default());
            assert_eq!(all.len(), 1, "reading ends");
            assert_eq!(all[0].as_ref().unwrap_err().to_string(), message);
        }
    }
}
