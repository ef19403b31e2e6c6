//! A sentence as patterns see it: a row of tokens, each with the number of its word, and their words in small letters, with one byte for each mention.
//!
//! Every token is followed by a space, and one space stands before the first. A mention is the byte of its class; a word that no gap may cross
//! begins with [`FUNCTION_MARK`]. Quotation marks and full stops are left out, but of each token it is noted whether it is quoted. All bytes
//! below a space are ours: control characters of the text are left out too.

use crate::dictionary::TypeClass;
use crate::text::Span;

use super::vocabulary::{KEY_BYTES, Vocabulary, WordNumber};

/// Stands before words that no gap may cross.
pub(super) const FUNCTION_MARK: u8 = 0x10;

/// The byte of a mention, by its class.
pub(super) const fn class_byte(class: TypeClass) -> u8 {
    match class {
        TypeClass::Person => 1,
        TypeClass::Organization => 2,
        TypeClass::Place => 3,
        TypeClass::Term => 4,
        TypeClass::Other => 5,
    }
}

/// A masked sentence. Used again and again to keep its buffers.
#[derive(Debug, Default)]
pub(super) struct Masked {
    /// The words of the tokens. What patterns tell apart is in their numbers; this is for the rest.
    pub(super) bytes: Vec<u8>,
    pub(super) tokens: Vec<Token>,
    /// Whether the sentence ends as a question.
    pub(super) question: bool,
    /// A word in small letters.
    small: String,
}

/// A token of a masked sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// Its place in the sentence.
    pub(super) span: Span,
    /// Its place among the masked bytes.
    pub(super) at: usize,
    /// The mention it stands for, by its place among those of the sentence.
    pub(super) mention: Option<usize>,
    /// What patterns know of it.
    pub(super) word: WordNumber,
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

impl Masked {
    /// Masks a sentence, in place of the one before. Mentions are given in order and do not overlap.
    pub(super) fn mask(
        &mut self,
        sentence: &str,
        mentions: &[(Span, u8)],
        vocabulary: &Vocabulary,
    ) {
        self.bytes.clear();
        self.bytes.push(b' ');
        self.tokens.clear();
        let mut quotes = Quotes::default();
        let mut at = 0;
        for (number, &(span, class)) in mentions.iter().enumerate() {
            self.words(
                sentence,
                Span::new(at, span.start()),
                &mut quotes,
                vocabulary,
            );
            self.tokens.push(Token {
                span,
                at: self.bytes.len(),
                mention: Some(number),
                word: class.into(),
                quoted: quotes.open,
                capital: true,
            });
            self.bytes.extend_from_slice(&[class, b' ']);
            at = span.end();
        }
        let rest = Span::new(at, sentence.len());
        self.words(sentence, rest, &mut quotes, vocabulary);
        self.question = sentence
            .trim_end_matches(|c: char| c.is_whitespace() || "\"'”’)".contains(c))
            .ends_with('?');
        if quotes.opened_before {
            let end = quotes.first_closed;
            for token in self
                .tokens
                .iter_mut()
                .take_while(|token| token.span.start() < end)
            {
                token.quoted = true;
            }
        }
    }

    /// The word of a token, without its mark; empty for mentions.
    pub(super) fn written(&self, token: usize) -> &[u8] {
        let start = self.tokens[token].at;
        let end = self
            .tokens
            .get(token + 1)
            .map_or(self.bytes.len(), |next| next.at);
        let word = &self.bytes[start..end - 1];
        match word {
            [FUNCTION_MARK, rest @ ..] => rest,
            [1..=5] => &[],
            _ => word,
        }
    }

    fn words(&mut self, sentence: &str, span: Span, quotes: &mut Quotes, vocabulary: &Vocabulary) {
        let text = &sentence[..span.end()];
        let mut at = span.start();
        while let Some(&byte) = text.as_bytes().get(at) {
            if byte == b' ' {
                at += 1;
                continue;
            }
            let plain = plain_length(&text.as_bytes()[at..]);
            if plain > 0 {
                let word = Span::new(at, at + plain);
                if plain > KEY_BYTES {
                    self.word(word, text, quotes.open, vocabulary);
                } else {
                    self.plain_word(word, sentence, quotes.open, vocabulary);
                }
                at = word.end();
                continue;
            }
            let first = text[at..].chars().next().expect("there is a byte");
            let width = first.len_utf8();
            if first.is_alphanumeric() {
                let end = at + word_length(&text[at..]);
                self.joined_word(Span::new(at, end), text, quotes.open, vocabulary);
                at = end;
                continue;
            }
            let rest = &text[at + width..];
            let after = sentence[at + width..].chars().next();
            let mut sign = |length: usize, written: &[u8]| {
                let place = Span::new(at, at + length);
                self.push(place, written, (quotes.open, false), vocabulary);
                length
            };
            at += match first {
                // `` and '' are the quotation marks of typewriters.
                '\'' | '’' if rest.starts_with(first) => {
                    quotes.mark(Mark::Closes, at);
                    2 * width
                }
                '\'' | '’' if is_possessive(sentence, at, rest) => {
                    sign(width + usize::from(rest.starts_with('s')), b"'s")
                }
                '"' => {
                    let before = sentence[..at].chars().next_back();
                    let spaced = |side: Option<char>| side.is_none_or(char::is_whitespace);
                    let mark = match (spaced(before), spaced(after)) {
                        (true, false) => Mark::Opens,
                        (false, true) => Mark::Closes,
                        _ => Mark::Either,
                    };
                    quotes.mark(mark, at);
                    width
                }
                '`' | '“' | '«' | '„' => {
                    quotes.mark(Mark::Opens, at);
                    width
                }
                '”' | '»' => {
                    quotes.mark(Mark::Closes, at);
                    width
                }
                '–' | '—' | '_' => sign(width, b"--"),
                '-' if rest.starts_with('-') => sign(2, b"--"),
                // Not every stop behind an abbreviation ends a sentence, and not every one goes on.
                '.' if at > 0 && at == span.start() && begins_anew(rest) => sign(width, b"."),
                '[' => sign(width, b"("),
                ']' => sign(width, b")"),
                '-' | ',' | ';' | ':' | '(' | ')' | '?' | '!' | '/' | '&' | '%' | '$' => {
                    sign(width, &[byte])
                }
                _ => width,
            };
        }
    }

    /// Adds a word that may be two: "didn't" and "cannot" hide a negation, "Acme's" a genitive.
    fn joined_word(&mut self, span: Span, text: &str, quoted: bool, vocabulary: &Vocabulary) {
        let word = span.of(text);
        let parts = [("n't", "n't"), ("n’t", "n't"), ("'s", "'s"), ("’s", "'s")];
        let part = parts.iter().find_map(|&(end, written)| {
            let stem = word.strip_suffix(end).filter(|stem| !stem.is_empty());
            Some((span.start() + stem?.len(), written))
        });
        let Some((cut, written)) = part else {
            self.word(span, text, quoted, vocabulary);
            return;
        };
        self.word(Span::new(span.start(), cut), text, quoted, vocabulary);
        self.push(
            Span::new(cut, span.end()),
            written.as_bytes(),
            (quoted, false),
            vocabulary,
        );
    }

    fn word(&mut self, span: Span, text: &str, quoted: bool, vocabulary: &Vocabulary) {
        let word = span.of(text);
        let capital = word.starts_with(char::is_uppercase);
        let mut small = std::mem::take(&mut self.small);
        small.clear();
        if word.is_ascii() {
            small.push_str(word);
            small.make_ascii_lowercase();
        } else {
            small.extend(word.chars().flat_map(char::to_lowercase));
        }
        self.push(span, small.as_bytes(), (quoted, capital), vocabulary);
        self.small = small;
    }

    /// Adds a word of at most [`KEY_BYTES`] ASCII letters and digits. Most words are, so they are taken in one go.
    fn plain_word(&mut self, span: Span, sentence: &str, quoted: bool, vocabulary: &Vocabulary) {
        let (start, length) = (span.start(), span.len());
        let mut chunk = [0; KEY_BYTES];
        if let Some(whole) = sentence.as_bytes()[start..].first_chunk() {
            chunk = *whole;
        } else {
            chunk[..length].copy_from_slice(&sentence.as_bytes()[start..span.end()]);
        }
        let raw = u128::from_le_bytes(chunk);
        let mask = u128::MAX >> (8 * (KEY_BYTES - length));
        // This bit makes letters small, and all digits have it.
        let key = (raw | u128::from_le_bytes([0x20; KEY_BYTES])) & mask;
        let word = vocabulary.number_of_key(key, length);
        let at = self.begin(word, vocabulary);
        // All of the key, and cut: that is one store, where a copy of some length is a call.
        let end = self.bytes.len() + length;
        self.bytes.extend_from_slice(&key.to_le_bytes());
        self.bytes.truncate(end);
        let capital = sentence.as_bytes()[start].is_ascii_uppercase();
        self.end(span, at, word, (quoted, capital));
    }

    /// Adds a token, written in small letters; whether it is quoted, and whether it begins with a capital.
    fn push(&mut self, span: Span, written: &[u8], looks: (bool, bool), vocabulary: &Vocabulary) {
        let word = vocabulary.number(written);
        let at = self.begin(word, vocabulary);
        self.bytes.extend_from_slice(written);
        self.end(span, at, word, looks);
    }

    /// Begins a token; gives its place.
    fn begin(&mut self, word: WordNumber, vocabulary: &Vocabulary) -> usize {
        let at = self.bytes.len();
        if vocabulary.is_function_word(word) {
            self.bytes.push(FUNCTION_MARK);
        }
        at
    }

    fn end(&mut self, span: Span, at: usize, word: WordNumber, (quoted, capital): (bool, bool)) {
        self.bytes.push(b' ');
        self.tokens.push(Token {
            span,
            at,
            mention: None,
            word,
            quoted,
            capital,
        });
    }
}

/// How long the word is that a text begins with, if it is one of ASCII letters and digits alone; else 0.
fn plain_length(text: &[u8]) -> usize {
    let plain = plain_run(text);
    let goes_on = match text.get(plain) {
        None | Some(b' ') => false,
        Some(b'-' | b'\'' | b'.' | b',') => text
            .get(plain + 1)
            .is_some_and(|next| next.is_ascii_alphanumeric() || !next.is_ascii()),
        Some(next) => !next.is_ascii(),
    };
    if goes_on { 0 } else { plain }
}

/// With how many ASCII letters and digits a text begins: eight bytes at a time, for the processor cannot guess where a word ends.
fn plain_run(text: &[u8]) -> usize {
    let (chunks, rest) = text.as_chunks();
    for (chunk, &eight) in chunks.iter().enumerate() {
        let others = !alphanumeric(u64::from_le_bytes(eight)) & HIGH_BITS;
        if others != 0 {
            return chunk * 8 + others.trailing_zeros() as usize / 8;
        }
    }
    let plain = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric());
    chunks.len() * 8 + plain.count()
}

const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// The high bit of each byte that is an ASCII letter or digit; the others mean nothing.
fn alphanumeric(eight: u64) -> u64 {
    let low = eight & !HIGH_BITS;
    let each = |byte: u8| u64::from_le_bytes([byte; 8]);
    // Of sums below 256 the high bit tells that a byte is at least as large as what 128 was made of.
    let from = |bytes: u64, first: u8| bytes + each(128 - first);
    let small = low | each(0x20);
    let letter = from(small, b'a') & !from(small, b'z' + 1);
    let digit = from(low, b'0') & !from(low, b'9' + 1);
    (letter | digit) & !eight
}

/// How long the word is that a text begins with: letters and digits, also with a hyphen, an apostrophe or a stop between them.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, character)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let digits = before.is_ascii_digit() && next.is_some_and(|next| next.is_ascii_digit());
        before = character;
        let joins = matches!(character, '-' | '\'' | '’' | '.' | '·')
            && next.is_some_and(char::is_alphanumeric);
        let belongs = character.is_alphanumeric()
            || joins
            || is_mark(character)
            || character == ',' && digits;
        if !belongs {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

/// Whether a text goes on with white space and a capital, or with a name.
fn begins_anew(rest: &str) -> bool {
    let next = rest.trim_start();
    next.len() < rest.len() && next.chars().next().is_none_or(char::is_uppercase)
}

/// Combining marks belong to the letter before them.
fn is_mark(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

/// Whether an apostrophe, with the text after it, makes a genitive: "Nvidia's", "General Motors' ".
fn is_possessive(sentence: &str, at: usize, rest: &str) -> bool {
    let touches = sentence[..at]
        .chars()
        .next_back()
        .is_some_and(char::is_alphanumeric);
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    touches
        && (rest.strip_prefix('s').is_some_and(ends) || sentence[..at].ends_with('s') && ends(rest))
}

#[derive(Clone, Copy)]
enum Mark {
    Opens,
    Closes,
    Either,
}

/// What is known of quotation marks, from the first to the last.
#[derive(Default)]
struct Quotes {
    open: bool,
    any: bool,
    /// Whether the sentence begins inside a quotation, and where that ends.
    opened_before: bool,
    first_closed: usize,
}

impl Quotes {
    fn mark(&mut self, mark: Mark, at: usize) {
        let closes = match mark {
            Mark::Opens => false,
            Mark::Closes => true,
            Mark::Either => self.open,
        };
        if closes && !self.any {
            self.opened_before = true;
            self.first_closed = at;
        }
        self.any = true;
        self.open = !closes;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(sentence: &str, names: &[(&str, TypeClass)]) -> Masked {
        let mentions: Vec<_> = names
            .iter()
            .map(|&(name, class)| {
                let start = sentence.find(name).unwrap();
                (Span::new(start, start + name.len()), class_byte(class))
            })
            .collect();
        let mut masked = Masked::default();
        masked.mask(sentence, &mentions, &Vocabulary::new());
        masked
    }

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut text = [b'z'; 20];
                text[place] = byte;
                let plain = if byte.is_ascii_alphanumeric() {
                    20
                } else {
                    place
                };
                assert_eq!(plain_run(&text), plain, "{byte}");
            }
        }
    }

    #[test]
    fn words_and_mentions_become_tokens() {
        let masked = masked(
            "Acme's London-based C.E.O. didn't sue “Beta Corp.”",
            &[
                ("Acme", TypeClass::Organization),
                ("London", TypeClass::Place),
                ("Beta Corp.", TypeClass::Organization),
            ],
        );
        assert_eq!(
            masked.bytes,
            b" \x02 's \x03 - based c.e.o \x10did \x10n't sue \x02 "
        );
        assert!(masked.tokens.last().unwrap().quoted);
        assert!(!masked.tokens[0].quoted);
        assert_eq!(masked.written(6), b"did");
    }

    #[test]
    fn a_quotation_may_begin_before_its_sentence() {
        let masked = masked("It pays,\" said Ann.", &[("Ann", TypeClass::Person)]);
        let quoted: Vec<_> = masked.tokens.iter().map(|token| token.quoted).collect();
        assert_eq!(quoted, [true, true, true, false, false]);
    }

    #[test]
    fn genitives_are_words_of_their_own() {
        let masked = masked("Motors' cars, the firm's vans", &[]);
        assert_eq!(masked.bytes, b" motors 's cars , \x10the firm 's vans ");
    }
}
