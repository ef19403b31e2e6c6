//! Gold: texts in which the names are marked. Files come in, [`GoldDocument`]s go out, in order; a file for each format.

mod brat;
mod conll;
mod format;
mod model;
mod pubtator;
mod sources;
mod table;

pub use conll::Columns;
pub use format::GoldFormat;
pub(super) use model::CharStarts;
pub use model::{GoldDocument, GoldMention};
pub use sources::{Gold, GoldBuilder};

/// The word for "no entity of the knowledge base", as linking corpora write it.
const NIL: &str = "NIL";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::document::Documents;

    /// What gold is made of, so that chance comes far into the readers.
    const PIECES: [&str; 32] = [
        "T1",
        "N1",
        "R1",
        "\t",
        "\t",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\n\n",
        " ",
        ";",
        "|",
        "|t|",
        "|a|",
        "0",
        "4",
        "9",
        "18446744073709551615",
        "Acme",
        "Zoë",
        "芯",
        "B-ORG",
        "I-ORG",
        "O",
        "-DOCSTART-",
        "# doc_id = x",
        "Reference T1",
        "Db:1",
        "doc_id\tstart\tend\n",
        "-1",
        "\u{FEFF}",
    ];

    #[test]
    fn no_bytes_make_a_reader_panic() {
        let mut state = 1_u64;
        let mut chance = |limit: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            usize::try_from(state >> 33).unwrap() % limit
        };
        let (mut read, mut failed) = (0, 0);
        for _ in 0..4000 {
            let length = chance(40);
            let pieces: Vec<&str> = (0..length).map(|_| PIECES[chance(PIECES.len())]).collect();
            let mut bytes = pieces.concat().into_bytes();
            if chance(10) == 0 && !bytes.is_empty() {
                let at = chance(bytes.len());
                bytes[at] = 0xFF;
            }
            for format in [GoldFormat::Conll, GoldFormat::Pubtator, GoldFormat::Table] {
                let mut bytes = bytes.clone();
                if format == GoldFormat::Table {
                    bytes.splice(0..0, *b"doc_id\tstart\tend\n");
                }
                let mut marks = table::Marks::default();
                let documents: Vec<_> = if format == GoldFormat::Table {
                    let json = "{\"id\":\"Acme\",\"text\":\"Zoë Acme\"}\n";
                    let inputs = Documents::builder().reader("d.jsonl", json.as_bytes());
                    match marks.read(&bytes[..], Path::new("x")) {
                        Ok(()) => table::TableReader::new(inputs.build().unwrap(), marks).collect(),
                        Err(error) => vec![Err(error)],
                    }
                } else {
                    let gold = Gold::builder().reader("x", format, std::io::Cursor::new(bytes));
                    gold.build().unwrap().collect()
                };
                for document in documents {
                    match document {
                        Ok(gold) => {
                            read += 1;
                            for mention in &gold.mentions {
                                assert!(!mention.span.of(&gold.document.text).is_empty());
                            }
                        }
                        Err(error) => {
                            failed += 1;
                            assert!(error.to_string().starts_with('x'), "{error}");
                        }
                    }
                }
            }
            if let Ok(text) = String::from_utf8(bytes) {
                let marks = pieces[length / 2..].concat();
                brat::read("x.txt", text, &marks, Path::new("x.ann")).ok();
            }
        }
        assert!(read > 100 && failed > 100, "{read} {failed}");
    }
}
