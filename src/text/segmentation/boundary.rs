//! Decides whether a stop ends a sentence.
//!
//! The order of the questions matters: what is cheap and settles most places comes first, so that decimals and host names cost one look
//! at the next byte.

use super::abbreviations::{self, Class};
use super::brackets::Brackets;
use super::characters::{
    Stop, char_at, char_before, closes_title, is_closing_bracket, is_dash, is_east_asian,
    is_joining, is_opening_bracket, is_quote, is_word, may_open, only_opens, skip_space, stop,
};
use super::next::{Kind, Next};
use super::token::Token;
use super::words::{self, Starter};

/// What came out for one stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Where the sentence ends, if it does.
    pub(super) end: Option<usize>,
    /// Where to look for the next stop.
    pub(super) resume: usize,
}

/// Judges the stop at `at` in the paragraph `text`, for a sentence that starts at `start`.
///
/// # Complexity
/// Looks at the stops and closing marks at `at`, the white space behind them, and a bounded number of bytes on both sides.
#[inline]
pub(super) fn judge(text: &str, brackets: &mut Brackets<'_>, start: usize, at: usize) -> Verdict {
    // Decimals, host names, acronyms: nothing below would end a sentence here.
    if let [b'.', next, ..] = &text.as_bytes()[at..]
        && next.is_ascii_alphanumeric()
    {
        return Verdict {
            end: None,
            resume: at + 1,
        };
    }
    let run = Run::read(text, at);
    let mut closing = Closing::read(text, run.end);
    let place = loop {
        match char_at(text, closing.end) {
            None => break Place::End,
            Some(c) if !c.is_whitespace() => break Place::Glued(c),
            Some(_) => {}
        }
        let at = skip_space(text, closing.end);
        match char_at(text, at) {
            None => break Place::End,
            // Text that was put together from tokens has spaces before its closing brackets.
            Some(c) if is_closing_bracket(c) => closing = closing.read_on(text, at),
            Some(_) => break Place::Spaced(at),
        }
    };
    let candidate = Candidate {
        text,
        start,
        at,
        run,
        closing,
    };
    let ends = match place {
        Place::End => true,
        Place::Glued(c) => candidate.ends_before_glued(c),
        Place::Spaced(at) => candidate.ends_before(&Next::read(text, at)),
    } && (place == Place::End || !brackets.hold(start, closing.end));
    Verdict {
        end: ends.then_some(closing.end),
        resume: run.end,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing but white space follows.
    End,
    /// This character follows without a space.
    Glued(char),
    /// Something follows here after white space.
    Spaced(usize),
}

/// Stops one behind the other, as in `?!` and `...`.
#[derive(Debug, Clone, Copy)]
struct Run {
    end: usize,
    /// The last of them.
    last: char,
    /// One dot and nothing else: the only run that can belong to an abbreviation.
    single_dot: bool,
    mark: bool,
    full: bool,
}

impl Run {
    fn read(text: &str, at: usize) -> Self {
        let mut run = Self {
            end: at,
            last: '.',
            single_dot: false,
            mark: false,
            full: false,
        };
        while let Some(c) = char_at(text, run.end)
            && let Some(class) = stop(c)
        {
            run.single_dot = class == Stop::Dot && run.end == at;
            run.mark |= class == Stop::Mark;
            run.full |= class == Stop::Full;
            run.last = c;
            run.end += c.len_utf8();
        }
        run
    }
}

/// The marks right behind a stop that belong to its sentence: closing quotation marks and brackets, references.
#[derive(Debug, Clone, Copy)]
struct Closing {
    end: usize,
    quote: bool,
    bracket: bool,
    title: bool,
}

/// A reference in brackets is no longer than this.
const LONGEST_REFERENCE: usize = 24;

impl Closing {
    fn read(text: &str, at: usize) -> Self {
        Self {
            end: at,
            quote: false,
            bracket: false,
            title: false,
        }
        .read_on(text, at)
    }

    fn read_on(mut self, text: &str, at: usize) -> Self {
        self.end = at;
        while let Some(c) = char_at(text, self.end) {
            if c == '[' {
                match reference(&text.as_bytes()[self.end..]) {
                    Some(length) => self.end += length,
                    None => break,
                }
                continue;
            }
            let title = closes_title(c);
            let bracket = is_closing_bracket(c);
            let opens = only_opens(c)
                || (may_open(c) && char_at(text, self.end + c.len_utf8()).is_some_and(is_word));
            let quote = is_quote(c) && !opens;
            let neutral = matches!(c, '*' | '_' | '†' | '‡' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
            if !(title || bracket || quote || neutral) {
                break;
            }
            self.title |= title;
            self.bracket |= bracket;
            self.quote |= quote;
            self.end += c.len_utf8();
        }
        self
    }
}

/// The length of a reference like `[1]`, `[2,3]`, `[4-6]`, `[a]`.
fn reference(bytes: &[u8]) -> Option<usize> {
    let inner = bytes[1..].iter().take(LONGEST_REFERENCE);
    let length = inner.take_while(|&&byte| byte != b']').count();
    let content = &bytes[1..=length];
    let numbers = content.first().is_some_and(u8::is_ascii_digit)
        && content
            .iter()
            .all(|byte| matches!(byte, b'0'..=b'9' | b',' | b'-' | b' ' | b';'));
    let letter = length == 1 && content[0].is_ascii_lowercase();
    ((numbers || letter) && bytes.get(length + 1) == Some(&b']')).then_some(length + 2)
}

/// One stop with all that belongs to it.
struct Candidate<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    run: Run,
    closing: Closing,
}

impl Candidate<'_> {
    /// Whether the sentence ends though `next` follows without a space.
    fn ends_before_glued(&self, next: char) -> bool {
        if is_joining(next) || is_dash(next) {
            return false;
        }
        let before = char_before(self.text, self.at).unwrap_or(' ');
        let divides = self.run.full
            || (self.run.mark
                && (!self.run.last.is_ascii() || is_east_asian(before) || is_east_asian(next)))
            || (self.run.single_dot
                && is_east_asian(before)
                && is_east_asian(next)
                && !before.is_numeric());
        divides && !self.goes_on_in_east_asian(next) && !(self.run.mark && self.is_exclaimed())
    }

    /// Whether the sentence ends though `next` follows after white space.
    fn ends_before(&self, next: &Next<'_>) -> bool {
        if next.kind == Kind::Joining {
            return false;
        }
        if self.run.full {
            let first = char_at(self.text, next.at).unwrap_or(' ');
            return !self.goes_on_in_east_asian(first);
        }
        if next.kind == Kind::Lower {
            let before = Token::before(self.text, self.start, self.at);
            return next.is_lower_name()
                && before.is_plain_word()
                && abbreviations::class(before.as_str()).is_none();
        }
        if self.run.single_dot {
            // A quotation mark behind the dot settles it: `"I work at Acme Inc." Smith left.`
            return self.closing.quote || !self.dot_goes_on(next);
        }
        !(self.run.mark && self.mark_goes_on(next))
    }

    /// Whether a sentence without spaces goes on behind quoted speech or behind a title: Japanese particles, Chinese titles.
    fn goes_on_in_east_asian(&self, next: char) -> bool {
        let closing = &self.text[self.run.end..self.closing.end];
        if closing.is_empty() {
            return false;
        }
        if is_joining(next)
            || (self.closing.title && self.run.mark)
            || closing.contains(['》', '〉'])
        {
            return true;
        }
        let rest = self.text[self.closing.end..].trim_start();
        PARTICLES.iter().any(|particle| rest.starts_with(particle))
            && !STARTS_LIKE_PARTICLE
                .iter()
                .any(|word| rest.starts_with(word))
    }

    /// Whether the word before the mark is a name that is written with it.
    fn is_exclaimed(&self) -> bool {
        self.run.last == '!'
            && words::is_exclaimed(Token::before(self.text, self.start, self.at).as_str())
    }

    /// Whether the sentence goes on behind `!` or `?`.
    fn mark_goes_on(&self, next: &Next<'_>) -> bool {
        if self.is_exclaimed() {
            return next.kind != Kind::Upper || words::starter(next.word()).is_none();
        }
        // `"Why now?" Smith asked.`
        self.closing.quote
            && next.kind == Kind::Upper
            && next.leading.is_none()
            && words::starter(next.word()).is_none()
            && next.following_words().take(2).any(words::is_speech)
    }

    /// Whether the sentence goes on behind a dot, because the dot belongs to the word before it.
    fn dot_goes_on(&self, next: &Next<'_>) -> bool {
        let token = Token::before(self.text, self.start, self.at);
        if !token.is_short() {
            return false;
        }
        let word = token.as_str();
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.number_goes_on(&token, next);
        }
        let part = token.last_part();
        let mut letters = part.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            return self.letter_goes_on(&token, letter, next);
        }
        let class = abbreviations::class(part).or_else(|| {
            let capitals = abbreviations::class_of_capitals(part)?;
            next.is_in_capitals().then_some(capitals)
        });
        if let Some(class) = class {
            return self.abbreviation_goes_on(&token, class, next);
        }
        if part.contains('.') {
            return is_acronym(part) && self.acronym_goes_on(&token, next);
        }
        is_roman(word) && self.ordinal_goes_on(&token, next)
    }

    fn abbreviation_goes_on(&self, token: &Token<'_>, class: Class, next: &Next<'_>) -> bool {
        let capital = matches!(next.kind, Kind::Upper | Kind::Uncased);
        match class {
            Class::Always => true,
            Class::Title => !(capital && starts(next, Strictness::Title)),
            Class::Suffix => !(capital && starts(next, Strictness::Suffix)),
            Class::Number => {
                next.kind == Kind::Digit || (next.kind == Kind::Upper && is_label(next.word()))
            }
            Class::State => {
                // Behind its town, its party, or the `W.` of `W. Va.`
                let behind = matches!(token.sign_before(self.start), Some(',' | '.'))
                    || token.as_str().contains('-');
                let joined = next
                    .leading
                    .is_some_and(|c| is_dash(c) || is_opening_bracket(c));
                behind && (joined || !capital)
            }
            Class::Ends => false,
        }
    }

    /// A list number, a date, or an ordinal of languages that write one with a dot.
    fn number_goes_on(&self, token: &Token<'_>, next: &Next<'_>) -> bool {
        let number = token.as_str();
        if number.len() > 3 {
            return false;
        }
        if self.is_first(token) {
            return true;
        }
        let day = number.len() <= 2;
        match next.kind {
            Kind::Digit if day => {
                let other = next.word();
                let dated = token.previous(self.start).as_str().ends_with('.');
                // `1. - 4. Juni`, `24. 6. 2016`.
                next.leading.is_some_and(is_dash)
                    || (other.len() <= 2 && next.after_word() == Some('.'))
                    || (other.len() == 4 && dated)
            }
            Kind::Upper => {
                (day && (words::is_month(next.word()) || is_roman(next.word())))
                    || self.ordinal_goes_on(token, next)
            }
            _ => false,
        }
    }

    /// `im 19. Jahrhundert`, `der II. Weltkrieg`; a number at the start of the sentence counts a list.
    fn ordinal_goes_on(&self, token: &Token<'_>, next: &Next<'_>) -> bool {
        self.is_first(token)
            || (next.kind == Kind::Upper
                && (words::follows_ordinal(next.word())
                    || (words::precedes_ordinal(token.previous(self.start).as_str())
                        && words::starter(next.word()).is_none())))
    }

    /// Initials, and single letters that stand for a word.
    fn letter_goes_on(&self, token: &Token<'_>, letter: char, next: &Next<'_>) -> bool {
        let bracketed = next.leading.is_some_and(is_opening_bracket);
        if letter.is_uppercase() {
            return match next.kind {
                Kind::Upper => {
                    !starts(next, Strictness::Initial)
                        && !words::takes_letter(token.previous(self.start).as_str())
                }
                Kind::Digit => matches!(letter, 'S' | 'B' | 'P' | 'N'),
                Kind::Uncased => true,
                _ => bracketed,
            };
        }
        if self.is_first(token) || bracketed || letter == 'v' {
            return true;
        }
        if !letter.is_lowercase() {
            return false;
        }
        let lettered = next.word().chars().count() == 1 && next.after_word() == Some('.');
        let previous = token.previous(self.start);
        match next.kind {
            Kind::Digit => matches!(
                letter,
                'p' | 's' | 'c' | 'b' | 'd' | 'n' | 't' | 'f' | 'č' | 'с'
            ),
            // Russian `г.` is a town, but behind a number a year.
            _ if letter == 'г' => !previous.as_str().bytes().all(|byte| byte.is_ascii_digit()),
            // `z. B. Namen`, `bl. a. Volvo`, `n. Chr.`
            _ => {
                lettered
                    || previous.as_str().ends_with('.')
                    || (letter == 'n' && next.word() == "Chr")
            }
        }
    }

    fn acronym_goes_on(&self, token: &Token<'_>, next: &Next<'_>) -> bool {
        let time = ["a.m", "p.m", "A.M", "P.M"]
            .iter()
            .any(|time| token.as_str().ends_with(time));
        match next.kind {
            Kind::Upper if time => words::follows_time(next.word()),
            // `The U.S.` alone is no sentence, whatever follows.
            Kind::Upper => {
                !starts(next, Strictness::Suffix) || self.is_first(&token.previous(self.start))
            }
            _ => true,
        }
    }

    fn is_first(&self, token: &Token<'_>) -> bool {
        token.start() == self.start || token.sign_before(self.start).is_none()
    }
}

/// How much a capitalised word must look like the start of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strictness {
    /// After `Inc.` and `U.S.`: any word that starts sentences, if it does not look like a name here.
    Suffix,
    /// After an initial, where `He` and `An` may be surnames.
    Initial,
    /// After a title, where they surely are.
    Title,
}

/// Whether the next word starts a sentence, rather than going on with a name.
fn starts(next: &Next<'_>, strictness: Strictness) -> bool {
    if next.after_word().is_some_and(|c| c == '.' || c == '-') {
        return false;
    }
    match words::starter(next.word()) {
        Some(Starter::Sure) => true,
        Some(Starter::MaybeName) => {
            strictness != Strictness::Title
                && next.kind_of_second() == Some(Kind::Lower)
                && (strictness == Strictness::Suffix
                    || !next
                        .following_words()
                        .next()
                        .is_some_and(|word| matches!(word, "et" | "and" | "und")))
        }
        None => false,
    }
}

/// Words that follow quoted speech or a quoted name in Japanese.
const PARTICLES: [&str; 9] = ["と", "って", "を", "の", "が", "に", "は", "な", "で"];

/// Words that begin like a particle but start sentences.
const STARTS_LIKE_PARTICLE: [&str; 8] = [
    "はい",
    "でも",
    "ですが",
    "なぜ",
    "なに",
    "なお",
    "では",
    "のち",
];

/// Letters with dots between them (`U.S`, `a.m`, `J.-P`).
fn is_acronym(token: &str) -> bool {
    token
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .split('.')
        .all(|part| {
            let mut letters = part.trim_start_matches('-').chars();
            letters.next().is_some_and(char::is_alphabetic) && letters.all(|c| !is_word(c))
        })
}

/// Two or more letters of a Roman number.
fn is_roman(token: &str) -> bool {
    token.len() >= 2
        && token
            .bytes()
            .all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C'))
}

/// What follows `Fig.` and `No.` instead of a number: `S3`, `IV`.
fn is_label(word: &str) -> bool {
    is_roman(word) || word.bytes().any(|byte| byte.is_ascii_digit())
}
