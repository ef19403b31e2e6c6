//! Dates as people write them: in fields, in the names of files, in the first lines of a text.

use std::path::Path;

use memchr::{memchr_iter, memchr2_iter};

use crate::document::Date;

/// How many lines of a text are looked at; empty ones do not count.
const FIRST_LINES: usize = 5;
/// How many bytes of a line are looked at; a longer one is prose, of which only the beginning may be a dateline.
const LINE_BYTES: usize = 100;
/// How many words may stand before a date that ends a line.
const WORDS_BEFORE: usize = 8;
/// What may stand between a date and the rest of its line.
const SEPARATORS: [char; 10] = [',', '|', '·', '•', '–', '—', '-', '(', ':', '/'];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The date that a field holds: ISO 8601 or RFC 3339, else one as people write it, with a weekday before and a time behind, as in RFC 2822.
pub(super) fn of_field(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let (date, rest) = read(without_weekday(text.trim()))?;
    is_time(rest).then_some(date)
}

/// The first day in a file's name that stands free of other digits: `2025-01-27`, also with `_` or `.` between, or `20250127`.
pub(super) fn of_path(path: &Path) -> Option<Date> {
    let name = path.file_name()?.to_string_lossy();
    let bytes = name.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let parsed = |figures: &[u8]| {
        if !figures.iter().all(u8::is_ascii_digit) {
            return None; // a number may be read with a sign
        }
        let figures = std::str::from_utf8(figures).ok()?;
        let year = figures.get(..4)?.parse().ok()?;
        let day = Date::from_ymd(
            year,
            figures.get(4..6)?.parse().ok()?,
            figures.get(6..)?.parse().ok()?,
        );
        day.filter(|_| is_recent(year))
    };
    (0..bytes.len()).find_map(|start| {
        if !is_digit(start) || (start > 0 && is_digit(start - 1)) {
            return None;
        }
        let digits = bytes[start..].iter().take_while(|one| one.is_ascii_digit());
        let separator = match digits.count() {
            8 => return parsed(&bytes[start..start + 8]),
            4 => *bytes.get(start + 4)?,
            _ => return None,
        };
        let day = bytes.get(start..start + 10)?;
        let is_day =
            matches!(separator, b'-' | b'_' | b'.') && day[7] == separator && !is_digit(start + 10);
        is_day
            .then(|| parsed(&[&day[..4], &day[5..7], &day[8..]].concat()))
            .flatten()
    })
}

/// The date that one of the first lines gives: a line that is a date, one that ends in a date behind a comma or the like (`Example Wire, 22
/// January 2025`), one that begins with a date and a bar, or a paragraph that begins with a dateline (`BEIJING, Jan 27, 2025 (Agency) -`).
/// Dates inside sentences are what the text speaks of, not when it was written.
pub(super) fn of_first_lines(text: &str) -> Option<Date> {
    let mut ends = memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let lines = std::iter::from_fn(|| {
        let end = ends.next()?;
        let line = &text[start..end];
        start = end + 1;
        Some(line.trim())
    });
    lines
        .filter(|line| !line.is_empty())
        .take(FIRST_LINES)
        .find_map(of_line)
}

fn of_line(line: &str) -> Option<Date> {
    let mut cut = line.len().min(LINE_BYTES);
    while !line.is_char_boundary(cut) {
        cut -= 1;
    }
    let head = &line[..cut];
    let mut years = memchr2_iter(b'1', b'2', head.as_bytes());
    if !years.any(|at| head.as_bytes().get(at..at + 4).is_some_and(is_year)) {
        return None;
    }
    let mut starts = std::iter::once(0).chain(
        head.char_indices()
            .filter(|(_, character)| character.is_whitespace() || SEPARATORS.contains(character))
            .map(|(at, character)| at + character.len_utf8()),
    );
    let is_short = head.len() == line.len();
    starts.find_map(|start| {
        let (before, from) = line.split_at(start);
        let (date, after) = read(from)?;
        let is_of_text = if is_short {
            (introduces(before) && is_time(after))
                || (without_last_weekday(before).is_empty() && is_set_off(after))
                || is_dateline(before, after)
        } else {
            is_dateline(before, after)
        };
        (is_of_text && is_recent(date.year())).then_some(date)
    })
}

/// Whether what stands before a date at the end of a line leads to it: nothing, a label, or some words and a separator.
fn introduces(before: &str) -> bool {
    let before = without_last_weekday(before);
    if before.is_empty() {
        return true;
    }
    let is_label = ["published", "published on", "posted", "posted on"]
        .iter()
        .any(|label| before.eq_ignore_ascii_case(label));
    is_label || (before.ends_with(SEPARATORS) && before.split_whitespace().count() <= WORDS_BEFORE)
}

/// Whether what stands behind a date at the beginning of a line is something else: `| The Daily`, `· 5 min read`.
fn is_set_off(after: &str) -> bool {
    after.trim_start().starts_with(['|', '·', '•'])
}

/// Whether a date stands in a dateline: names of a place before it, or nothing; an agency and a dash behind it.
fn is_dateline(before: &str, after: &str) -> bool {
    let place = before.trim_end();
    let named = place.ends_with(',')
        && place.split_whitespace().all(|word| {
            word.starts_with(|first: char| first.is_uppercase() || !first.is_alphabetic())
        });
    let after = after.trim_start();
    let agency = [('(', ')'), ('/', '/')].iter().find_map(|&(open, close)| {
        let inside = after.strip_prefix(open)?;
        let end = inside.find(close)?;
        (end < LINE_BYTES).then(|| inside[end + 1..].trim_start())
    });
    let is_place = named && place.split_whitespace().count() <= WORDS_BEFORE;
    match agency {
        Some(rest) => (is_place || place.is_empty()) && rest.starts_with(['-', '–', '—', ':']),
        None => is_place && after.starts_with(['-', '–', '—']),
    }
}

/// Whether this is nothing but a time of day with its zone, or a full stop.
fn is_time(text: &str) -> bool {
    let is_word = |word: &str| {
        let bare = word.trim_matches(['(', ')', '.', ',']);
        bare.bytes()
            .all(|byte| byte.is_ascii_digit() || b":+-.".contains(&byte))
            || (bare.len() <= 4 && bare.bytes().all(|byte| byte.is_ascii_uppercase()))
            || ["am", "pm", "a.m", "p.m", "at"].contains(&bare)
            || bare.starts_with(['星', '周', '週'])
    };
    let text = text.strip_prefix([',', 'T']).unwrap_or(text);
    text.split_whitespace().all(is_word)
}

fn without_weekday(text: &str) -> &str {
    let letters = text
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(text.len());
    if is_name(&text[..letters], &WEEKDAYS) {
        text[letters..].trim_start_matches(['.', ',', ' '])
    } else {
        text
    }
}

fn without_last_weekday(before: &str) -> &str {
    let trimmed = before.trim_end_matches([',', '.', ' ']);
    let start = trimmed
        .rfind(|character: char| !character.is_ascii_alphabetic())
        .map_or(0, |at| {
            at + trimmed[at..].chars().next().map_or(1, char::len_utf8)
        });
    if is_name(&trimmed[start..], &WEEKDAYS) {
        trimmed[..start].trim_end()
    } else {
        before.trim_end()
    }
}

/// Whether a word is a name of the list, in full or cut to three or four letters.
fn is_name(word: &str, names: &[&str]) -> bool {
    position(word, names).is_some()
}

fn position(word: &str, names: &[&str]) -> Option<usize> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    names.iter().position(|name| {
        word.len() <= name.len()
            && (word.len() <= 4 || word.len() == name.len())
            && name[..word.len()].eq_ignore_ascii_case(word)
    })
}

/// Reads a date at the beginning of a text; gives what comes behind it.
///
/// Where only figures are given and the year comes last, `/` and `-` are read month first, as in `02/07/2025` for the 7th of February, unless
/// there is no such month; `.` is read day first, unless there is no such day.
fn read(text: &str) -> Option<(Date, &str)> {
    let (date, rest) = if text.starts_with(|first: char| first.is_ascii_digit()) {
        let (number, digits, rest) = figures(text)?;
        if digits == 4 {
            year_first(number, rest)?
        } else {
            let day = u8::try_from(number).ok().filter(|_| digits <= 2)?;
            day_and_name(day, rest).or_else(|| figures_only(day, rest))?
        }
    } else {
        month_first(text)?
    };
    let is_cut = rest.starts_with(|next: char| next.is_ascii_alphanumeric() && next != 'T');
    (!is_cut).then_some((date, rest))
}

/// `-01-27`, `/1/27`, `.01.27`, `年1月27日`, `년 1월 27일`, behind the year.
fn year_first(year: u16, rest: &str) -> Option<(Date, &str)> {
    let sign = rest.chars().next()?;
    let rest = &rest[sign.len_utf8()..];
    match sign {
        '-' | '/' | '.' => {
            let (month, rest) = short(rest)?;
            let (day, rest) = short(rest.strip_prefix(sign)?)?;
            Some((Date::from_ymd(year, month, day)?, rest))
        }
        '年' | '년' => {
            let (month, rest) = short(rest.trim_start())?;
            let rest = rest.strip_prefix(['月', '월'])?;
            let day = short(rest.trim_start())
                .and_then(|(day, rest)| Some((day, rest.strip_prefix(['日', '일', '号', '號'])?)));
            match day {
                Some((day, rest)) => Some((Date::from_ymd(year, month, day)?, rest)),
                None => Some((Date::from_ym(year, month)?, rest)),
            }
        }
        _ => None,
    }
}

/// ` January 2025`, `th of Jan., 2025`, `-Jan-2025`, behind the day.
fn day_and_name(day: u8, rest: &str) -> Option<(Date, &str)> {
    let rest = without_ordinal(rest).trim_start_matches(['.', ' ', '-']);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let (month, rest) = month(rest)?;
    let (year, rest) = year(rest.trim_start_matches(['.', ',', ' ', '-']))?;
    Some((Date::from_ymd(year, month, day)?, rest))
}

/// `/07/2025`, `/07 2025`, `.02.2025`, behind the first number.
fn figures_only(first: u8, rest: &str) -> Option<(Date, &str)> {
    let sign = rest.chars().next().filter(|sign| "/-.".contains(*sign))?;
    let (second, rest) = short(&rest[1..])?;
    let rest = rest.strip_prefix(sign).unwrap_or_else(|| rest.trim_start());
    let (year, rest) = year(rest)?;
    let (month, day) = if sign == '.' {
        (second, first)
    } else {
        (first, second)
    };
    let date = Date::from_ymd(year, month, day).or_else(|| Date::from_ymd(year, day, month))?;
    Some((date, rest))
}

/// `January 27, 2025`, `Jan. 27th 2025`, `January 2025`.
fn month_first(text: &str) -> Option<(Date, &str)> {
    let (month, rest) = month(text)?;
    let rest = rest.trim_start_matches(['.', ',', ' ']);
    if let Some((day, rest)) = short(rest) {
        let rest = without_ordinal(rest).trim_start_matches([',', ' ']);
        let (year, rest) = year(rest)?;
        return Some((Date::from_ymd(year, month, day)?, rest));
    }
    let (year, rest) = year(rest)?;
    Some((Date::from_ym(year, month)?, rest))
}

fn month(text: &str) -> Option<(u8, &str)> {
    let letters = text
        .find(|character: char| !character.is_ascii_alphabetic())
        .unwrap_or(text.len());
    let number = position(&text[..letters], &MONTHS)? + 1;
    Some((u8::try_from(number).ok()?, &text[letters..]))
}

fn year(text: &str) -> Option<(u16, &str)> {
    let (year, digits, rest) = figures(text)?;
    (digits == 4).then_some((year, rest))
}

/// A number of one or two digits.
fn short(text: &str) -> Option<(u8, &str)> {
    let (number, digits, rest) = figures(text)?;
    (digits <= 2).then_some((u8::try_from(number).ok()?, rest))
}

/// A number of one to four digits, how many they are, and the rest.
fn figures(text: &str) -> Option<(u16, usize, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 4 {
        return None;
    }
    let (number, rest) = text.split_at(digits);
    Some((number.parse().ok()?, digits, rest))
}

fn without_ordinal(text: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_prefix(ending))
        .unwrap_or(text)
}

/// Four digits that look like a year.
fn is_year(bytes: &[u8]) -> bool {
    matches!(bytes, [b'1', b'9', a, b] | [b'2', b'0', a, b] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// Numbers of four digits in names and texts are years only if they may be.
fn is_recent(year: u16) -> bool {
    (1900..2100).contains(&year)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(date: Option<Date>) -> Option<String> {
        date.map(|date| date.to_string())
    }

    #[test]
    fn in_fields() {
        for (text, expected) in [
            ("2025-01-27T08:30:00Z", "2025-01-27"),
            ("Mon, 27 Jan 2025 08:30:00 +0100", "2025-01-27"),
            ("27 Jan 2025 08:30 GMT", "2025-01-27"),
            ("Monday, January 27, 2025", "2025-01-27"),
            ("Jan. 27th, 2025 at 9:05 am", "2025-01-27"),
            ("27th of January 2025", "2025-01-27"),
            ("27. January 2025", "2025-01-27"),
            ("27-Jan-2025", "2025-01-27"),
            ("Sept. 3, 2024", "2024-09-03"),
            ("January 2025", "2025-01"),
            ("2025/1/7", "2025-01-07"),
            ("2025.01.27", "2025-01-27"),
            ("2025年1月27日", "2025-01-27"),
            ("2025年1月", "2025-01"),
            ("2025년 1월 27일", "2025-01-27"),
            ("02/07/2025", "2025-02-07"),
            ("27/01/2025", "2025-01-27"),
            ("01/27/2025", "2025-01-27"),
            ("02.07.2025", "2025-07-02"),
            ("01.27.2025", "2025-01-27"),
            ("02-07-2025", "2025-02-07"),
        ] {
            assert_eq!(shown(of_field(text)).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "",
            "yesterday",
            "Monday",
            "27 Jan",
            "Jan 27",
            "31 February 2025",
            "27 Janvember 2025",
            "27 Jan 25",
            "2025-01-27 and more",
            "Mayor 5, 2025",
            "13/13/2025",
            "January 27, 20255",
            "27 January 2025 was cold",
        ] {
            assert_eq!(of_field(text), None, "{text}");
        }
    }

    #[test]
    fn in_file_names() {
        let found = |name| shown(of_path(Path::new(name)));
        for name in [
            "2025-01-27.txt",
            "memo-2025-01-27-b.txt",
            "2025_01_27 memo.md",
            "20250127_memo.txt",
            "wire-20250127-2140.html",
            "été 2025-02-30 2025-01-27",
        ] {
            assert_eq!(found(name).as_deref(), Some("2025-01-27"), "{name}");
        }
        for name in [
            "12025-01-27",
            "2025-01-271",
            "2025-01",
            "2025-01-27/memo.txt",
            "12345678",
            "202501271",
            "2025-01_27",
            "30250127",
            "2025-01-2é",
        ] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn in_first_lines() {
        for (text, expected) in [
            ("02/07 2025\n576\nSource | A Desk\nLong text.", "2025-02-07"),
            (
                "A HEADLINE\n\nExample Wire, 22 January 2025\n\nText.",
                "2025-01-22",
            ),
            ("Jan 27, 2025\nText", "2025-01-27"),
            (
                "Title\nMonday, January 27, 2025 9:30 AM ET\nText",
                "2025-01-27",
            ),
            ("Title\nBy A. Writer | Jan. 27, 2025\nText", "2025-01-27"),
            ("Published on 27 January 2025", "2025-01-27"),
            ("Date: 2025-01-27", "2025-01-27"),
            ("Jan 27, 2025 · 5 min read", "2025-01-27"),
            ("2025年1月27日 星期一\n正文", "2025-01-27"),
            ("来源：新闻社 | 2025年1月27日", "2025-01-27"),
            (
                "BEIJING, Jan. 27, 2025 (Agency) -- A start-up said on Monday that it had to limit sign-ups for its assistant.",
                "2025-01-27",
            ),
            (
                "SAN JOSE, Calif., Jan 27, 2025 /Wire/ -- A maker of chips said it would.",
                "2025-01-27",
            ),
            ("January 2025\nText", "2025-01"),
        ] {
            assert_eq!(
                shown(of_first_lines(text)).as_deref(),
                Some(expected),
                "{text}"
            );
        }
        for text in [
            "",
            "On January 27, 2025, shares fell.",
            "Shares fell on 27 January 2025",
            "Shares fell on Monday, 27 January 2025",
            "Shares fell on January 27, 2025.",
            "The week of January 27, 2025",
            "January 20, 2025: a model is released",
            "One\nTwo\nThree\nFour\nFive\n27 January 2025",
            "A film of 1984",
            "WASHINGTON, Jan. 22 - The President said in 2025 that",
            "Order 2025-01-27-88",
            "The ban that was announced on Friday by the office of the governor, effective 31 January 2025, covers all.",
        ] {
            assert_eq!(of_first_lines(text), None, "{text}");
        }
    }
}
