//! A sentence as patterns see it: a row of words in small letters, with one byte for each mention.
//!
//! Every token is followed by a space, and one space stands before the first. A mention is the byte of its class; a word that no gap may cross
//! begins with [`FUNCTION_MARK`]. Quotation marks and full stops are left out, but of each token it is noted whether it is quoted. All bytes
//! below a space are ours: control characters of the text are left out too.

use crate::dictionary::TypeClass;
use crate::text::Span;

use super::words::is_function_word;

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
    /// What patterns are matched against.
    pub(super) bytes: Vec<u8>,
    pub(super) tokens: Vec<Token>,
    /// Whether the sentence ends as a question.
    pub(super) question: bool,
    word: String,
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
    /// Whether it stands in quotation marks.
    pub(super) quoted: bool,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

impl Masked {
    /// Masks a sentence, in place of the one before. Mentions are given in order and do not overlap.
    pub(super) fn mask(&mut self, sentence: &str, mentions: &[(Span, u8)]) {
        self.bytes.clear();
        self.bytes.push(b' ');
        self.tokens.clear();
        let mut quotes = Quotes::default();
        let mut at = 0;
        for (number, &(span, class)) in mentions.iter().enumerate() {
            self.words(sentence, Span::new(at, span.start()), &mut quotes);
            self.push(span, Some(number), true, quotes.open);
            self.bytes.push(class);
            self.bytes.push(b' ');
            at = span.end();
        }
        self.words(sentence, Span::new(at, sentence.len()), &mut quotes);
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

    /// The token that begins at a place of the masked bytes, or the one after it.
    pub(super) fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.at < at)
    }

    /// The word of a token, without its mark; empty for mentions.
    pub(super) fn word(&self, token: usize) -> &[u8] {
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

    fn push(&mut self, span: Span, mention: Option<usize>, capital: bool, quoted: bool) {
        self.tokens.push(Token {
            span,
            at: self.bytes.len(),
            mention,
            quoted,
            capital,
        });
    }

    fn words(&mut self, sentence: &str, span: Span, quotes: &mut Quotes) {
        let text = &sentence[..span.end()];
        let mut at = span.start();
        while let Some(first) = text[at..].chars().next() {
            let width = first.len_utf8();
            if first == ' ' {
                at += width;
                continue;
            }
            if first.is_alphanumeric() {
                let end = at + word_length(&text[at..]);
                self.word_token(sentence, Span::new(at, end), quotes.open);
                at = end;
                continue;
            }
            let rest = &text[at + width..];
            let after = sentence[at + width..].chars().next();
            match first {
                // `` and '' are the quotation marks of typewriters.
                '\'' | '’' if rest.starts_with(first) => {
                    quotes.mark(Mark::Closes, at);
                    at += width;
                }
                '\'' | '’' if is_possessive(sentence, at, rest) => {
                    let s = usize::from(rest.starts_with('s'));
                    self.push(Span::new(at, at + width + s), None, false, quotes.open);
                    self.bytes.extend_from_slice(b"'s ");
                    at += s;
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
                }
                '`' | '“' | '«' | '„' => quotes.mark(Mark::Opens, at),
                '”' | '»' => quotes.mark(Mark::Closes, at),
                '–' | '—' | '_' => self.sign(at, width, b"-- ", quotes.open),
                '-' if rest.starts_with('-') => {
                    self.sign(at, 2, b"-- ", quotes.open);
                    at += 1;
                }
                // Not every stop behind an abbreviation ends a sentence, and not every one goes on.
                '.' if at > 0 && at == span.start() && begins_anew(rest) => {
                    self.sign(at, width, b". ", quotes.open);
                }
                '[' => self.sign(at, width, b"( ", quotes.open),
                ']' => self.sign(at, width, b") ", quotes.open),
                '-' | ',' | ';' | ':' | '(' | ')' | '?' | '!' | '/' | '&' | '%' | '$' => {
                    self.sign(at, width, &[first as u8, b' '], quotes.open);
                }
                _ => {}
            }
            at += width;
        }
    }

    fn sign(&mut self, at: usize, width: usize, bytes: &[u8], quoted: bool) {
        self.push(Span::new(at, at + width), None, false, quoted);
        self.bytes.extend_from_slice(bytes);
    }

    fn word_token(&mut self, sentence: &str, span: Span, quoted: bool) {
        let text = span.of(sentence);
        // "didn't" and "cannot" hide a negation.
        let stem = ["n't", "n’t"].iter().find_map(|end| text.strip_suffix(end));
        if let Some(stem) = stem.filter(|stem| !stem.is_empty()) {
            let cut = span.start() + stem.len();
            self.plain_word(sentence, Span::new(span.start(), cut), quoted);
            self.push(Span::new(cut, span.end()), None, false, quoted);
            self.bytes.push(FUNCTION_MARK);
            self.bytes.extend_from_slice(b"n't ");
            return;
        }
        let possessive = ["'s", "’s"].iter().find_map(|end| text.strip_suffix(end));
        if let Some(stem) = possessive.filter(|stem| !stem.is_empty()) {
            let cut = span.start() + stem.len();
            self.plain_word(sentence, Span::new(span.start(), cut), quoted);
            self.push(Span::new(cut, span.end()), None, false, quoted);
            self.bytes.extend_from_slice(b"'s ");
            return;
        }
        self.plain_word(sentence, span, quoted);
    }

    fn plain_word(&mut self, sentence: &str, span: Span, quoted: bool) {
        let text = span.of(sentence);
        self.word.clear();
        if text.is_ascii() {
            self.word.push_str(text);
            self.word.make_ascii_lowercase();
        } else {
            self.word.extend(text.chars().flat_map(char::to_lowercase));
        }
        let capital = text.chars().next().is_some_and(char::is_uppercase);
        self.push(span, None, capital, quoted);
        if is_function_word(&self.word) {
            self.bytes.push(FUNCTION_MARK);
        }
        self.bytes.extend_from_slice(self.word.as_bytes());
        self.bytes.push(b' ');
    }
}

/// How long the word is that a text begins with: letters and digits, also with a hyphen, an apostrophe or a stop between them.
fn word_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(bytes.len());
    // Most words end with letters, at a space.
    if matches!(bytes.get(plain), None | Some(b' ')) {
        return plain;
    }
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
        masked.mask(sentence, &mentions);
        masked
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
        assert_eq!(masked.word(6), b"did");
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
