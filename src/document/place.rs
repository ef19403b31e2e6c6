//! Where records come from: what all documents of one file have in common.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::fields::FieldMap;

/// How records become documents; the same for all inputs.
#[derive(Clone, Debug)]
pub(super) struct Options {
    pub(super) names: FieldMap,
    /// Whether the names are all different and none is a path, so that each key of an object is a field or none.
    pub(super) are_names_plain: bool,
    pub(super) prefix_ids: bool,
    pub(super) limit: usize,
}

impl Options {
    pub(super) fn new(names: FieldMap, prefix_ids: bool, limit: usize) -> Self {
        Self {
            are_names_plain: names.are_plain(),
            names,
            prefix_ids,
            limit,
        }
    }
}

/// A file or stream.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) path: PathBuf,
    /// What its documents are called that bring no id.
    pub(super) name: String,
    pub(super) options: Arc<Options>,
}

impl Place {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds where a record was read from, for messages: the path, in a file of records with the line.
    pub(super) fn append_origin(&self, line: Option<u64>, origin: &mut String) {
        match self.path.to_str() {
            Some(path) => origin.push_str(path),
            // What cannot be shown is replaced.
            None => origin.push_str(&self.path.to_string_lossy()),
        }
        if let Some(line) = line {
            origin.push(':');
            append_number(line, origin);
        }
    }
}

/// What a document is called: by its own id where it has one, else by its file and its place in it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Naming<'p> {
    pub(super) file: &'p str,
    /// From 1; `None` where the file is one document.
    pub(super) ordinal: Option<u64>,
    /// Whether the file stands before ids of documents' own.
    pub(super) prefix: bool,
}

impl Naming<'_> {
    /// Writes the id. `append` adds the document's own, nothing where it has none, and may fail.
    pub(super) fn write(
        self,
        id: &mut String,
        append: impl FnOnce(&mut String) -> Option<()>,
    ) -> Option<()> {
        id.clear();
        if self.prefix {
            id.push_str(self.file);
            id.push('#');
        }
        let start = id.len();
        append(id)?;
        if id.len() == start {
            id.clear();
            id.push_str(self.file);
            if let Some(ordinal) = self.ordinal {
                id.push('#');
                append_number(ordinal, id);
            }
        }
        Some(())
    }
}

/// Every record has one or two: the standard library's formatting takes several times as long.
fn append_number(number: u64, text: &mut String) {
    const MOST_DIGITS: usize = 20;
    let mut digits = ['0'; MOST_DIGITS];
    let mut start = MOST_DIGITS;
    let mut rest = number;
    loop {
        start -= 1;
        digits[start] = char::from_digit((rest % 10) as u32, 10).unwrap_or_default();
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    text.extend(&digits[start..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_everywhere() {
        for number in [0, 7, 10, 1_203, u64::MAX] {
            let mut text = "#".to_owned();
            append_number(number, &mut text);
            assert_eq!(text, format!("#{number}"));
        }
    }
}
