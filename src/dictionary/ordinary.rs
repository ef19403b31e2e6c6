//! Ordinary English words, which a name may look like.

use std::collections::HashSet;
use std::sync::LazyLock;

static ORDINARY_WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| ordinary_words().collect());

/// All of them, in lower case.
pub(crate) fn ordinary_words() -> impl Iterator<Item = &'static str> {
    include_str!("ordinary_words.txt").lines()
}

/// Whether a lower-case word is an ordinary English one, so that a name spelt like it needs its capital.
///
/// # Example
/// ```
/// use comention::dictionary::is_ordinary_word;
///
/// assert!(is_ordinary_word("target"));
/// assert!(!is_ordinary_word("nvidia"));
/// ```
pub fn is_ordinary_word(word: &str) -> bool {
    ORDINARY_WORDS.contains(word)
}
