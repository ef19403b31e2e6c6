//! The formats that gold is read from, and how they are told apart.

use std::path::Path;

use super::conll::{self, DOCUMENT_START};
use super::{pubtator, table};

/// A format that gold is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum GoldFormat {
    /// A folder of `.txt` files with an `.ann` beside each: `T` lines are the marks, `N` lines their ids. Names in several pieces are left out
    /// and counted.
    Brat,
    /// A token a line with its tag (BIO in any of its kinds), blank lines between sentences, `-DOCSTART-` between documents. The text is made of the
    /// tokens with a space between them and a blank line between sentences.
    Conll,
    /// `ID|t|TITLE` and `ID|a|ABSTRACT`, then a line for each mark; places run over title, one character, abstract.
    Pubtator,
    /// A table with the columns `doc_id`, `start`, `end` and, where there are such, `entity_id`, `type` and `surface`, beside the documents.
    Table,
}

impl GoldFormat {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Brat, Self::Conll, Self::Pubtator, Self::Table];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Brat => "brat",
            Self::Conll => "conll",
            Self::Pubtator => "pubtator",
            Self::Table => "tsv",
        }
    }

    /// Tells the format of a file from its first lines, then from its suffix.
    pub(super) fn of(path: &Path, head: &str) -> Option<Self> {
        let suffix = path.extension().and_then(|suffix| suffix.to_str());
        let suffix = suffix.unwrap_or_default().to_ascii_lowercase();
        if suffix == "ann" {
            return Some(Self::Brat);
        }
        let first = head.lines().find(|line| !line.trim().is_empty())?;
        if pubtator::is_title_line(first) {
            return Some(Self::Pubtator);
        }
        if table::is_header(first) {
            return Some(Self::Table);
        }
        // Comments may stand before the first token.
        let token = head
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with("# "));
        if first.starts_with(DOCUMENT_START) || token.is_some_and(conll::is_token_line) {
            return Some(Self::Conll);
        }
        Some(match &*suffix {
            "conll" | "bio" | "iob" | "iob2" => Self::Conll,
            "pubtator" => Self::Pubtator,
            "tsv" => Self::Table,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_apart() {
        use GoldFormat::{Brat, Conll, Pubtator, Table};
        for (name, head, format) in [
            ("a.ann", "", Some(Brat)),
            ("a.txt", "12|t|A title\n", Some(Pubtator)),
            ("a.tsv", "\ndoc_id\tstart\tend\n", Some(Table)),
            ("a.tsv", "Acme\tB-ORG\n", Some(Conll)),
            ("a.txt", "-DOCSTART- -X- O O\n", Some(Conll)),
            ("a.txt", "# doc_id = 1\nAcme NNP B-ORG\n", Some(Conll)),
            ("a.tsv", "x\ty\n", Some(Table)),
            ("a.conll", "x y\n", Some(Conll)),
            ("a.txt", "Some text.\n", None),
            ("a.txt", "", None),
        ] {
            assert_eq!(
                GoldFormat::of(Path::new(name), head),
                format,
                "{name} {head}"
            );
        }
    }
}
