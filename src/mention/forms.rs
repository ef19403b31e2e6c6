//! What a form asks of the text by its spelling alone: whether case must agree, and the last name that stands for it.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::variants::is_for_firms;
use crate::dictionary::{TypeClass, ordinary_words};
use crate::text::{CharClass, char_class, has_unspaced_script, mix};

/// Whether [`Case::Smart`](crate::dictionary::Case::Smart) wants the case of a form to agree. Terms are written small in texts however a
/// dictionary writes them.
pub(super) fn is_case_telling(text: &str, class: TypeClass) -> bool {
    is_short_capitals(text) || (class != TypeClass::Term && is_ordinary_with_capital(text))
}

/// At most four letters, all capitals, or at most two, the first a capital: `US`, `AMD`, `U.S.`, `Mg`. With three or more characters a digit
/// makes it unlike any word (`H100`).
fn is_short_capitals(text: &str) -> bool {
    // Four letters, and a sign between any two, are far shorter; most names are longer.
    let (mut count, mut capitals) = (0, 0);
    for letter in text.chars().filter(|character| character.is_alphabetic()) {
        count += 1;
        capitals += usize::from(letter.is_uppercase());
        if count > 4 || (count > 2 && capitals < count) || capitals == 0 {
            return false;
        }
    }
    let distinct =
        text.chars().any(|character| character.is_ascii_digit()) && text.chars().count() > 2;
    count > 0 && !distinct
}

/// Spelt with a capital, but made of ordinary words only: `Apple`, `Target`, `The Information`.
fn is_ordinary_with_capital(text: &str) -> bool {
    // English has no other letters.
    if text
        .chars()
        .any(|letter| !letter.is_ascii() && letter.is_alphabetic())
    {
        return false;
    }
    let is_word = |character: char| char_class(character) != CharClass::Other;
    let mut words = text
        .split(|character| !is_word(character))
        .filter(|word| !word.is_empty())
        .peekable();
    let mut folded = String::new();
    words.peek().is_some()
        && text.chars().any(char::is_uppercase)
        && words.all(|word| {
            folded.clear();
            folded.extend(word.chars().map(|letter| letter.to_ascii_lowercase()));
            ORDINARY.contains(folded.as_str())
        })
}

/// The ordinary words, hashed fast: a million names are asked.
static ORDINARY: LazyLock<HashSet<&str, BuildHasherDefault<WordHasher>>> =
    LazyLock::new(|| ordinary_words().collect());

#[derive(Default)]
struct WordHasher(u64);

impl Hasher for WordHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let value = chunk
                .iter()
                .fold(0, |value, &byte| value << 8 | u64::from(byte));
            self.0 = mix(self.0, value);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// Whether a form is too little to be taken for a name wherever it stands: a single character, an initial, or a number of up to three
/// digits.
pub(super) fn is_too_short(text: &str) -> bool {
    let text = text.trim();
    let text = text.strip_suffix('.').unwrap_or(text);
    text.chars().nth(1).is_none()
        || (text.len() <= 3 && text.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a form is one ordinary word with a capital, or in capitals: `Target`, `Apple`, `US`.
pub(super) fn is_ordinary_name(text: &str) -> bool {
    let text = text.trim();
    let alike = |test: fn(char) -> bool| text.chars().skip(1).all(test);
    text.starts_with(char::is_uppercase)
        && text.chars().all(char::is_alphabetic)
        && (alike(char::is_lowercase) || alike(char::is_uppercase))
        && is_ordinary_with_capital(text)
}

/// Whether a form is the name of a day of the week or of a month.
pub(super) fn is_calendar_word(text: &str) -> bool {
    const WORDS: [&str; 19] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let text = text.trim();
    (3..=9).contains(&text.len()) && WORDS.contains(&text)
}

/// Whether a form is the adjective of a nation, which English always writes with a capital: the `American` of American politics is no airline.
pub(super) fn is_nationality(text: &str) -> bool {
    const ENDINGS: [&str; 6] = ["an", "ish", "ese", "ch", "li", "ss"];
    const WORDS: &str = "Afghan African Albanian Algerian American Arabian Argentinian Armenian Asian Australian Austrian Belgian Bolivian \
        Brazilian British Bulgarian Canadian Chilean Chinese Colombian Croatian Cuban Danish Dutch Egyptian English Estonian \
        European Finnish French German Hungarian Indian Indonesian Iranian Irish Israeli Italian Japanese Jordanian Kenyan \
        Korean Latvian Lebanese Libyan Lithuanian Malaysian Mexican Moroccan Nigerian Norwegian Peruvian Polish Portuguese \
        Romanian Russian Scottish Serbian Spanish Swedish Swiss Syrian Taiwanese Turkish Ukrainian Vietnamese";
    let text = text.trim();
    ENDINGS.iter().any(|ending| text.ends_with(ending)) && WORDS.split(' ').any(|word| word == text)
}

/// The last word of a name of two or more words, generation suffixes left out; `None` where it would not do as a name by itself.
pub(super) fn last_name(name: &str) -> Option<&str> {
    const SUFFIXES: [&str; 8] = ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD"];
    let mut words: Vec<&str> = name
        .split_whitespace()
        .map(|word| word.trim_end_matches(','))
        .collect();
    while words.len() > 1 && words.last().is_some_and(|word| SUFFIXES.contains(word)) {
        words.pop();
    }
    let last = *words.last()?;
    let fits = words.len() > 1
        && !is_for_firms(last)
        && last.chars().count() > 1
        && last.starts_with(char::is_uppercase)
        && last
            .chars()
            .all(|character| character.is_alphabetic() || matches!(character, '-' | '\'' | '’'))
        && !has_unspaced_script(last);
    fits.then_some(last)
}

/// Whether a name without a type may well be a person's: two or three words with capitals.
pub(super) fn looks_like_person(name: &str) -> bool {
    // Words that names of places begin with: `York` is not New York.
    const PLACES: [&str; 21] = [
        "New", "North", "South", "East", "West", "Great", "Upper", "Lower", "Old", "Saint", "St.",
        "San", "Santa", "Los", "Las", "El", "Fort", "Mount", "Lake", "Port", "Cape",
    ];
    let words: Vec<&str> = name.split(' ').collect();
    let is_name = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && word
                .chars()
                .nth(1)
                .is_some_and(|c| c.is_lowercase() || c == '.')
    };
    (2..=3).contains(&words.len()) && words.iter().all(is_name) && !PLACES.contains(&words[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn smart_case_guards_short_capitals_and_ordinary_words() {
        for text in [
            "US",
            "U.S.",
            "AMD",
            "IT",
            "Apple",
            "Meta",
            "Target",
            "The Information",
            "V3",
            "X",
        ] {
            assert!(is_case_telling(text, TypeClass::Other), "{text}");
        }
        for text in [
            "Nvidia",
            "NVIDIA",
            "H100",
            "GPT-4",
            "aspirin",
            "cancer",
            "New York",
            "Deutsche Bank",
            "东京",
        ] {
            assert!(!is_case_telling(text, TypeClass::Other), "{text}");
        }
    }

    #[test]
    fn adjectives_of_nations() {
        for text in ["American", "Dutch", "Swiss", "Israeli", "Vietnamese"] {
            assert!(is_nationality(text), "{text}");
        }
        for text in ["american", "America", "Americans", "Norman", ""] {
            assert!(!is_nationality(text), "{text}");
        }
    }

    #[test]
    fn last_names_of_full_names() {
        assert_eq!(last_name("Sam Altman"), Some("Altman"));
        assert_eq!(last_name("Martin Luther King, Jr."), Some("King"));
        assert_eq!(last_name("Sinéad O’Connor"), Some("O’Connor"));
        for name in [
            "Madonna",
            "梁文锋",
            "Henry V",
            "Agent 47",
            "Thomas de",
            "R2 D2",
        ] {
            assert_eq!(last_name(name), None, "{name}");
        }
    }
}
