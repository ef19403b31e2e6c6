//! A fingerprint of the documents that were counted.

use std::fmt;

use xxhash_rust::xxh3::xxh3_128;

use super::DocumentRecord;

/// A hash of the ids and the contents of any number of documents: a sum, so that their order does not matter and parts can be put together.
/// Shown as 32 hexadecimal digits.
///
/// # Example
/// ```
/// use comention::cooccurrence::DocumentsHash;
/// use comention::{Annotator, Dictionary, document::Document};
///
/// let annotator = Annotator::new(&Dictionary::ai_industry())?;
/// let [a, b] = ["a", "b"].map(|id| annotator.annotate(&Document::new(id, "Nvidia")).into_observation().document);
/// let (mut one, mut other) = (DocumentsHash::default(), DocumentsHash::default());
/// one.add(&a);
/// one.add(&b);
/// other.add(&b);
/// assert_ne!(one, other);
/// other.add(&a);
/// assert_eq!(one.to_string(), other.to_string());
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DocumentsHash(u128);

impl DocumentsHash {
    /// Adds a document.
    pub fn add(&mut self, document: &DocumentRecord) {
        self.0 = self.0.wrapping_add(hash_of(document));
    }

    /// Takes away a document that was added.
    pub fn remove(&mut self, document: &DocumentRecord) {
        self.0 = self.0.wrapping_sub(hash_of(document));
    }

    /// Adds the documents of another.
    pub fn merge(&mut self, other: Self) {
        self.0 = self.0.wrapping_add(other.0);
    }
}

impl fmt::Display for DocumentsHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

fn hash_of(document: &DocumentRecord) -> u128 {
    const CONTENT: usize = size_of::<u128>();
    let (content, id) = (document.hash.to_be_bytes(), document.id.as_bytes());
    // The usual id is short: hashing it in one piece takes a tenth of what a hasher does.
    let mut piece = [0; 128];
    let length = CONTENT + id.len();
    if let Some(piece) = piece.get_mut(..length) {
        piece[..CONTENT].copy_from_slice(&content);
        piece[CONTENT..].copy_from_slice(id);
        return xxh3_128(piece);
    }
    xxh3_128(&[&content, id].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(id: &str, hash: u128) -> DocumentRecord {
        DocumentRecord {
            id: id.to_owned(),
            hash,
            ..DocumentRecord::default()
        }
    }

    #[test]
    fn ids_of_any_length_count_whole() {
        for length in [0, 1, 111, 112, 113, 300] {
            let id = "x".repeat(length);
            let whole = hash_of(&document(&id, 7));
            let bytes = [&7_u128.to_be_bytes()[..], id.as_bytes()].concat();
            assert_eq!(whole, xxh3_128(&bytes));
            assert_ne!(whole, hash_of(&document(&(id + "x"), 7)));
        }
    }

    #[test]
    fn what_is_removed_leaves_no_trace() {
        let mut hash = DocumentsHash::default();
        hash.add(&document("a", 1));
        let before = hash;
        hash.add(&document("b", 2));
        assert_ne!(hash, before);
        hash.remove(&document("b", 2));
        assert_eq!(hash, before);
    }
}
