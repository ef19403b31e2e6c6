//! Classes of single characters: stops, closing and opening marks, letters.

use crate::text::Span;

/// What a stop can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Ends a sentence, an abbreviation or a number: `.`.
    Dot,
    /// Ends a sentence or belongs to a name or a quotation: `!`, `?`.
    Mark,
    /// Three dots in one: ends a sentence or marks a gap.
    Ellipsis,
    /// Does nothing but end sentences, and needs no space behind it: `。`, `।`.
    Full,
}

/// The class of `c` if it can end a sentence.
#[inline]
pub(super) const fn stop(c: char) -> Option<Stop> {
    Some(match c {
        '.' | '．' | '﹒' => Stop::Dot,
        '!' | '?' | '！' | '？' | '‼' | '‽' | '⁇' | '⁈' | '⁉' | '﹖' | '﹗' | '؟' | '\u{37e}' => {
            Stop::Mark
        }
        '…' | '⋯' => Stop::Ellipsis,
        // Ideographic, Armenian, Arabic, Syriac, N'Ko, Devanagari (for all of India), Myanmar, Ethiopic, Canadian, Khmer, Mongolian, Lisu, Vai.
        '。'
        | '｡'
        | '︒'
        | '։'
        | '۔'
        | '܀'..='܂'
        | '߹'
        | '।'
        | '॥'
        | '။'
        | '።'
        | '፧'
        | '፨'
        | '᙮'
        | '។'
        | '៕'
        | '᠃'
        | '᠉'
        | '꓿'
        | '꘎'
        | '꘏' => Stop::Full,
        _ => return None,
    })
}

/// Quotation marks that can close (most of them open in some language).
pub(super) const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '‘'..='‛'
            | '“'..='‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'..='』'
            | '〝'..='〟'
            | '＂'
            | '＇'
            | '｢'
            | '｣'
            | '﹁'..='﹄'
    )
}

/// Quotation marks that only ever open.
pub(super) const fn only_opens(c: char) -> bool {
    matches!(
        c,
        '‚' | '„' | '‛' | '‟' | '「' | '『' | '〝' | '｢' | '﹁' | '﹃'
    )
}

/// Quotation marks that close in some languages, but open where a word follows at once.
pub(super) const fn may_open(c: char) -> bool {
    matches!(c, '“' | '‘' | '«' | '‹')
}

/// Brackets that close.
pub(super) const fn is_closing_bracket(c: char) -> bool {
    matches!(
        c,
        ')' | ']' | '}' | '）' | '］' | '｝' | '】' | '〕' | '〗' | '｠'
    )
}

/// Brackets that open.
pub(super) const fn is_opening_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '{' | '（' | '［' | '｛' | '【' | '〔' | '〖' | '｟'
    )
}

/// The pairs inside which a stop does not end the sentence: brackets, and the corner marks that Japanese puts around speech.
pub(super) const fn encloses(c: char) -> Option<bool> {
    match c {
        '(' | '[' | '（' | '［' | '【' | '〔' | '「' | '『' => Some(true),
        ')' | ']' | '）' | '］' | '】' | '〕' | '」' | '』' => Some(false),
        _ => None,
    }
}

/// Marks around the title of a work; behind them the sentence goes on.
pub(super) const fn closes_title(c: char) -> bool {
    matches!(c, '》' | '〉' | '』')
}

/// Signs that stand before the first letter of a sentence: quotation marks, opening brackets, dashes, marks of lists and emphasis.
pub(super) const fn is_leading(c: char) -> bool {
    is_quote(c)
        || is_opening_bracket(c)
        || is_dash(c)
        || matches!(c, '¿' | '¡' | '*' | '#' | '•' | '《' | '〈')
}

/// Dashes, and the low line that wires send for one.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '_' | '‐'..='―' | '−')
}

/// Signs that join what is before them to what follows, so that no sentence starts with one.
pub(super) const fn is_joining(c: char) -> bool {
    matches!(
        c,
        ',' | ';' | ':' | '&' | '=' | '%' | '/' | '，' | '、' | '；' | '：' | '､' | '،' | '؛'
    )
}

/// Scripts that are written without spaces between words, with their punctuation.
pub(super) const fn is_east_asian(c: char) -> bool {
    matches!(
        c,
        '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
    )
}

/// Letters and digits.
#[inline]
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}

/// Whether `text` holds a letter or digit. A paragraph or sentence without one is no window.
#[inline]
pub(super) fn has_word(text: &str) -> bool {
    text.chars().any(is_word)
}

/// Lower case in a script where a sentence starts with upper case. Georgian letters count as lower case in Unicode, but no sentence is
/// written with their upper case.
pub(super) fn is_lower(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// The first character at or after `at`.
#[inline]
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(byte)),
        _ => text[at..].chars().next(),
    }
}

/// The last character before `at`.
#[inline]
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at.checked_sub(1)?)? {
        byte if byte.is_ascii() => Some(char::from(byte)),
        _ => text[..at].chars().next_back(),
    }
}

/// The first place at or after `at` that is not white space.
#[inline]
pub(super) fn skip_space(text: &str, mut at: usize) -> usize {
    while let Some(c) = char_at(text, at)
        && c.is_whitespace()
    {
        at += c.len_utf8();
    }
    at
}

/// `start..end` without white space at its ends. Empty where there is nothing else.
#[inline]
pub(super) fn trimmed(text: &str, start: usize, mut end: usize) -> Span {
    let start = skip_space(&text[..end], start);
    while end > start
        && let Some(c) = char_before(text, end)
        && c.is_whitespace()
    {
        end -= c.len_utf8();
    }
    Span::new(start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trimming_knows_all_white_space() {
        let text = "\u{3000}\u{a0} x y\u{2028}\r\n";
        assert_eq!(trimmed(text, 0, text.len()).of(text), "x y");
        assert!(trimmed(" \u{85} ", 0, 4).is_empty());
        assert!(trimmed("", 0, 0).is_empty());
    }
}
