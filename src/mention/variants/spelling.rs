//! The same name spelt otherwise: `&` for `and`, dots between initials, British or American, Roman or Arabic numerals, its parts joined or
//! taken apart.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

/// `Marks & Spencer`, `Marks and Spencer`.
pub(super) fn ampersand(text: &str) -> Option<String> {
    if text.contains(" & ") {
        Some(text.replace(" & ", " and "))
    } else if text.contains(" and ") {
        Some(text.replace(" and ", " & "))
    } else {
        None
    }
}

/// `U.S.` of `US`, and `US` of `U.S.`.
pub(super) fn dotted(text: &str) -> Option<String> {
    // Nearly all names are longer.
    let capitals = |byte: u8| byte.is_ascii_uppercase() || byte == b'.';
    if text.len() > 8 || !text.bytes().all(capitals) {
        return None;
    }
    let letters: String = text.chars().filter(|c| *c != '.').collect();
    if !(2..=4).contains(&letters.len()) {
        return None;
    }
    let dotted: String = letters.chars().flat_map(|letter| [letter, '.']).collect();
    if text == letters {
        Some(dotted)
    } else {
        (text == dotted || format!("{text}.") == dotted).then_some(letters)
    }
}

/// `collagen type 2` of `collagen type II`, and the other way round: only behind a word that things are numbered with, for elsewhere a
/// capital may be an initial or a chemical element.
pub(super) fn other_numeral(text: &str) -> Option<String> {
    const NUMBERED: [&str; 5] = ["type", "stage", "grade", "class", "group"];
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    let mut start = 0;
    let mut before = "";
    for word in text.split(' ') {
        let end = start + word.len();
        if NUMBERED
            .iter()
            .any(|numbered| before.eq_ignore_ascii_case(numbered))
        {
            // A letter may tell kinds of one number apart: `type IIa`.
            let number = word.trim_end_matches(|c: char| ('a'..='e').contains(&c));
            let other = if let Some(place) = ROMAN.iter().position(|roman| *roman == number) {
                (place + 1).to_string()
            } else {
                let value: usize = number.parse().ok()?;
                (*ROMAN.get(value.checked_sub(1)?)?).to_owned()
            };
            let rest = &text[start + number.len()..];
            return Some(format!("{}{other}{rest}", &text[..start]));
        }
        before = word;
        start = end + 1;
    }
    None
}

/// Stretches that American and British English spell in two ways.
const SPELLINGS: [(&str, &str); 29] = [
    ("anemi", "anaemi"),
    ("ischemi", "ischaemi"),
    ("leukemi", "leukaemi"),
    ("glycemi", "glycaemi"),
    ("uremi", "uraemi"),
    ("hemo", "haemo"),
    ("hemat", "haemat"),
    ("hemorrh", "haemorrh"),
    ("edema", "oedema"),
    ("esophag", "oesophag"),
    ("estrogen", "oestrogen"),
    ("pediatr", "paediatr"),
    ("tumor", "tumour"),
    ("anesthe", "anaesthe"),
    ("fetal", "foetal"),
    ("diarrhea", "diarrhoea"),
    ("pheochrom", "phaeochrom"),
    ("gynec", "gynaec"),
    ("orthoped", "orthopaed"),
    ("celiac", "coeliac"),
    ("sulfate", "sulphate"),
    ("sulfur", "sulphur"),
    ("color", "colour"),
    ("fiber", "fibre"),
    ("center", "centre"),
    ("labor ", "labour "),
    ("behavior", "behaviour"),
    ("defense", "defence"),
    ("organization", "organisation"),
];

static AMERICAN: LazyLock<AhoCorasick> =
    LazyLock::new(|| automaton(&SPELLINGS.map(|(american, _)| american)));
static BRITISH: LazyLock<AhoCorasick> =
    LazyLock::new(|| automaton(&SPELLINGS.map(|(_, british)| british)));

fn automaton(words: &[&str]) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(words)
        .expect("a few short words")
}

pub(super) fn british(text: &str) -> Option<String> {
    if text.contains("oede") || text.contains("aem") {
        return None; // it is British
    }
    respelt(text, &AMERICAN, |number| SPELLINGS[number].1)
}

pub(super) fn american(text: &str) -> Option<String> {
    respelt(text, &BRITISH, |number| SPELLINGS[number].0)
}

fn respelt(
    text: &str,
    automaton: &AhoCorasick,
    other: impl Fn(usize) -> &'static str,
) -> Option<String> {
    let mut respelt = String::new();
    let mut from = 0;
    for found in automaton.find_iter(text) {
        respelt += &text[from..found.start()];
        let other = other(found.pattern().as_usize());
        let first = text[found.start()..].chars().next()?;
        if first.is_uppercase() {
            respelt.extend(other.chars().take(1).map(|c| c.to_ascii_uppercase()));
            respelt += &other[1..];
        } else {
            respelt += other;
        }
        from = found.end();
    }
    (from > 0).then(|| respelt + &text[from..])
}

/// `GPT4` of `GPT-4`, `H-100` of `H100`, `Open AI` of `OpenAI`, `OpenAI` of `Open AI`.
pub(super) fn joined(text: &str) -> Option<String> {
    let mut parts = text.split(['-', ' ']);
    let (first, second) = (parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let letters =
        |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let digits = |part: &str| part.starts_with(|c: char| c.is_ascii_digit());
    let begins = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    if let Some(second) = second {
        let model = letters(first) && begins(first) && digits(second);
        let short = second.len() <= 3 && second.bytes().all(|byte| byte.is_ascii_uppercase());
        let brand = letters(first) && begins(first) && first.len() > 2 && short && second.len() > 1;
        let compound = text.contains('-')
            && [first, second]
                .iter()
                .all(|part| part.len() > 3 && part.bytes().all(|byte| byte.is_ascii_lowercase()));
        return (model || brand || compound).then(|| format!("{first}{second}"));
    }
    let bytes = text.as_bytes();
    let split = (1..bytes.len()).filter(|&at| {
        let (left, right) = (bytes[at - 1], bytes[at]);
        let camel = at > 2 && left.is_ascii_lowercase() && right.is_ascii_uppercase();
        let model = left.is_ascii_alphabetic() && right.is_ascii_digit();
        camel || model
    });
    let mut split = split;
    let (at, None) = (split.next()?, split.next()) else {
        return None;
    };
    let (left, right) = text.split_at(at);
    let plain = right.bytes().all(|byte| byte.is_ascii_alphanumeric()) && right.len() > 1;
    if digits(right) {
        let model =
            (1..=4).contains(&left.len()) && left.bytes().all(|byte| byte.is_ascii_uppercase());
        return (model && plain).then(|| format!("{left}-{right}"));
    }
    (plain && begins(left)).then(|| format!("{left} {right}"))
}
