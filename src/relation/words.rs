//! Closed classes of English words. Patterns leave gaps for noun phrases, and a noun phrase ends where one of these words stands.

/// Sorted: articles, prepositions, conjunctions, pronouns, auxiliaries: words that no gap of a pattern may cross.
const FUNCTION_WORDS: &[&str] = &[
    "a",
    "about",
    "above",
    "across",
    "after",
    "against",
    "along",
    "alongside",
    "although",
    "amid",
    "among",
    "an",
    "and",
    "are",
    "around",
    "as",
    "at",
    "be",
    "because",
    "been",
    "before",
    "behind",
    "being",
    "below",
    "beside",
    "between",
    "beyond",
    "but",
    "by",
    "can",
    "could",
    "despite",
    "did",
    "do",
    "does",
    "during",
    "for",
    "from",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "him",
    "how",
    "i",
    "if",
    "in",
    "including",
    "inside",
    "into",
    "is",
    "it",
    "like",
    "may",
    "me",
    "might",
    "must",
    "n't",
    "near",
    "nor",
    "not",
    "of",
    "off",
    "on",
    "onto",
    "or",
    "outside",
    "over",
    "said",
    "say",
    "saying",
    "says",
    "shall",
    "she",
    "should",
    "since",
    "so",
    "than",
    "that",
    "the",
    "their",
    "them",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "through",
    "throughout",
    "till",
    "to",
    "told",
    "toward",
    "towards",
    "under",
    "unless",
    "unlike",
    "until",
    "up",
    "upon",
    "us",
    "via",
    "was",
    "we",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "with",
    "within",
    "without",
    "would",
    "yet",
    "you",
];

/// Auxiliaries, adverbs and verbs of intent that may stand between a subject and its verb. What they do to the meaning is for
/// [polarity](super::polarity) to judge.
pub(super) const BETWEEN_SUBJECT_AND_VERB: &[&str] = &[
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "being",
    "has",
    "have",
    "had",
    "having",
    "will",
    "would",
    "may",
    "might",
    "could",
    "can",
    "should",
    "must",
    "shall",
    "do",
    "does",
    "did",
    "not",
    "n't",
    "never",
    "to",
    "also",
    "already",
    "still",
    "now",
    "then",
    "later",
    "once",
    "first",
    "again",
    "soon",
    "even",
    "both",
    "all",
    "just",
    "only",
    "long",
    "plans",
    "plan",
    "planned",
    "planning",
    "agreed",
    "agrees",
    "wants",
    "wanted",
    "seeks",
    "sought",
    "seeking",
    "hopes",
    "hoped",
    "intends",
    "intended",
    "aims",
    "aimed",
    "tried",
    "tries",
    "trying",
    "refused",
    "refuses",
    "failed",
    "fails",
    "declined",
    "decided",
    "offered",
    "expected",
    "set",
    "ready",
    "likely",
    "about",
    "talks",
    "considering",
    "considers",
    "considered",
    "in",
    "accused",
    "of",
    "began",
    "started",
    "helped",
    "went",
    "on",
    "vowed",
    "threatened",
    "continues",
    "continued",
    "who",
    "which",
    "that",
    "been",
    "ever",
    "allegedly",
    "longer",
    "no",
    "able",
];

/// Whether no gap may cross a word, given in small letters.
pub(super) fn is_function_word(word: &str) -> bool {
    let Some(letter) = word.bytes().next().filter(u8::is_ascii_lowercase) else {
        return false;
    };
    let place = usize::from(letter - b'a');
    if word.len() > 31 || LENGTHS[place] & 1 << word.len() == 0 {
        return false;
    }
    FUNCTION_WORDS[FIRST[place]..FIRST[place + 1]].contains(&word)
}

/// A bit for each length that the [`FUNCTION_WORDS`] of a letter have.
const LENGTHS: [u32; 26] = {
    let mut lengths = [0; 26];
    let mut place = 0;
    while place < FUNCTION_WORDS.len() {
        let word = FUNCTION_WORDS[place].as_bytes();
        lengths[(word[0] - b'a') as usize] |= 1 << word.len();
        place += 1;
    }
    lengths
};

/// Where the words of each letter begin among the [`FUNCTION_WORDS`].
const FIRST: [usize; 27] = {
    let mut first = [0; 27];
    let mut place = 0;
    while place < FUNCTION_WORDS.len() {
        first[(FUNCTION_WORDS[place].as_bytes()[0] - b'a') as usize + 1] = place + 1;
        place += 1;
    }
    let mut letter = 1;
    while letter < 27 {
        if first[letter] < first[letter - 1] {
            first[letter] = first[letter - 1];
        }
        letter += 1;
    }
    first
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_looked_up() {
        assert!(FUNCTION_WORDS.is_sorted());
        assert!(FUNCTION_WORDS.iter().all(|word| is_function_word(word)));
        assert!(!is_function_word("chip") && !is_function_word("z") && !is_function_word(""));
    }
}
