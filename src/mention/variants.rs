//! Forms that a dictionary need not list, for they follow from those it lists: plurals, word order, spelling, acronyms, dropped suffixes.
//!
//! They are made when a dictionary is compiled, so a text is searched for them as for any form. Each comes with the [`Variant`] it is.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use crate::dictionary::{TypeClass, is_ordinary_word};

use super::forms::is_calendar_word;
use super::pattern::Variant;

/// Hands the variants of a listed form to `found`. They may repeat each other and what is listed.
pub(super) fn derive(
    text: &str,
    class: TypeClass,
    untyped: bool,
    mut found: impl FnMut(String, Variant),
) {
    if !text.is_ascii() || text.len() > 80 {
        return;
    }
    let name = matches!(class, TypeClass::Person | TypeClass::Place);
    if let Some(other) = ampersand(text) {
        found(other, Variant::Spelling);
    }
    if class != TypeClass::Person
        && let Some(other) = dotted(text)
    {
        found(other, Variant::Spelling);
    }
    if (class == TypeClass::Person || untyped)
        && let Some(other) = without_middle(text)
    {
        found(other, Variant::Middle);
    }
    if name {
        return;
    }
    for other in [british(text), american(text)].into_iter().flatten() {
        found(other, Variant::Spelling);
    }
    if let Some(other) = joined(text) {
        found(other, Variant::Joined);
    }
    // An untyped name in small letters is a term.
    let small = class == TypeClass::Other && untyped && !text.contains(char::is_uppercase);
    if class == TypeClass::Term || small {
        let ordered = reordered(text);
        if let Some(number) = other_number(ordered.as_deref().unwrap_or(text)) {
            found(number, Variant::Plural);
        }
        if let Some(adjective) = adjective(ordered.as_deref().unwrap_or(text)) {
            found(adjective, Variant::Adjective);
        }
        if let Some(ordered) = ordered {
            found(ordered, Variant::WordOrder);
        }
        if let Some(shortened) = shortened(text) {
            found(shortened, Variant::Shortened);
        }
        return;
    }
    if let Some(bare) = without_suffix(text) {
        found(bare.to_owned(), Variant::Suffix);
    }
    if let Some(initials) = initials(text) {
        found(initials, Variant::Acronym);
    }
    if untyped && let Some(rest) = without_first(text) {
        found(rest.to_owned(), Variant::Part);
    }
}

/// `Golf Plus` of `VW Golf Plus`.
fn without_first(text: &str) -> Option<&str> {
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let (first, rest) = text.split_once(' ')?;
    (capital(first) && rest.contains(' ') && rest.split(' ').all(capital)).then_some(rest)
}

/// `Thad Allen` of `Thad W. Allen`.
fn without_middle(text: &str) -> Option<String> {
    let mut words = text.split(' ');
    let (first, middle, last) = (words.next()?, words.next()?, words.next()?);
    let initial = middle.len() == 2 && middle.ends_with('.') && first.len() > 2;
    (initial && words.next().is_none()).then(|| format!("{first} {last}"))
}

/// `Marks & Spencer`, `Marks and Spencer`.
fn ampersand(text: &str) -> Option<String> {
    if text.contains(" & ") {
        Some(text.replace(" & ", " and "))
    } else if text.contains(" and ") {
        Some(text.replace(" and ", " & "))
    } else {
        None
    }
}

/// `U.S.` of `US`, and `US` of `U.S.`.
fn dotted(text: &str) -> Option<String> {
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
    LazyLock::new(|| automaton(SPELLINGS.map(|(american, _)| american)));
static BRITISH: LazyLock<AhoCorasick> =
    LazyLock::new(|| automaton(SPELLINGS.map(|(_, british)| british)));

fn automaton(words: [&str; SPELLINGS.len()]) -> AhoCorasick {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(aho_corasick::MatchKind::LeftmostLongest)
        .build(words)
        .expect("a few short words")
}

fn british(text: &str) -> Option<String> {
    if text.contains("oede") || text.contains("aem") {
        return None; // it is British
    }
    respelt(text, &AMERICAN, |number| SPELLINGS[number].1)
}

fn american(text: &str) -> Option<String> {
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
fn joined(text: &str) -> Option<String> {
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

/// `acute kidney failure` of `failure, acute kidney`.
fn reordered(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(", ").collect();
    let plain = |part: &&str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\''))
    };
    let few = (2..=3).contains(&parts.len());
    (few && parts.iter().all(plain) && !text.contains(" and "))
        .then(|| parts.into_iter().rev().collect::<Vec<_>>().join(" "))
}

/// The plural of a singular and the singular of a plural, of the word that the form is about.
fn other_number(text: &str) -> Option<String> {
    let head_end = [" of ", " with ", " in ", " without ", " to ", " due "]
        .iter()
        .filter_map(|link| text.find(link))
        .min()
        .unwrap_or(text.len());
    let (phrase, rest) = text.split_at(head_end);
    let head = last_word(phrase);
    let word = head.len() > 2
        && head.bytes().all(|byte| byte.is_ascii_alphabetic())
        && head[1..].bytes().all(|byte| byte.is_ascii_lowercase());
    let other = word
        .then(|| singular(head).or_else(|| plural(head)))
        .flatten()?;
    Some(format!(
        "{}{other}{rest}",
        &phrase[..phrase.len() - head.len()]
    ))
}

/// The adjective of a condition: `ischemic` of `ischemia`.
fn adjective(text: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 16] = [
        ("emia", "emic"),
        ("penia", "penic"),
        ("algesia", "algesic"),
        ("kinesia", "kinetic"),
        ("plegia", "plegic"),
        ("toxicity", "toxic"),
        ("rrhage", "rrhagic"),
        ("tension", "tensive"),
        ("lepsy", "leptic"),
        ("osis", "otic"),
        ("pathy", "pathic"),
        ("trophy", "trophic"),
        ("opia", "opic"),
        ("diabetes", "diabetic"),
        ("diabetes mellitus", "diabetic"),
        ("parkinsonism", "parkinsonian"),
    ];
    let small = text.to_ascii_lowercase();
    let (ending, other) = ENDINGS
        .iter()
        .filter(|(ending, _)| small.ends_with(ending))
        .max_by_key(|(ending, _)| ending.len())?;
    let stem = &text[..text.len() - ending.len()];
    let single = !stem.contains(' ') && (stem.len() > 2 || stem.is_empty());
    single.then(|| {
        if stem.is_empty() && text.starts_with(|c: char| c.is_ascii_uppercase()) {
            format!("{}{}", other[..1].to_ascii_uppercase(), &other[1..])
        } else {
            format!("{stem}{other}")
        }
    })
}

fn singular(word: &str) -> Option<String> {
    let swap = |ending: &str, other: &str| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() > 1).then(|| format!("{stem}{other}"))
    };
    if ["ss", "us", "is"]
        .iter()
        .any(|ending| word.ends_with(ending))
    {
        return None;
    }
    swap("ies", "y")
        .or_else(|| swap("oses", "osis"))
        .or_else(|| swap("ases", "asis").filter(|_| word.ends_with("stases")))
        .or_else(|| swap("sses", "ss"))
        .or_else(|| swap("uses", "us").filter(|_| word.ends_with("ruses")))
        .or_else(|| swap("xes", "x"))
        .or_else(|| swap("ches", "ch"))
        .or_else(|| swap("s", ""))
}

fn plural(word: &str) -> Option<String> {
    let swap = |ending: &str, other: &str| {
        word.strip_suffix(ending)
            .filter(|stem| stem.len() > 1)
            .map(|stem| format!("{stem}{other}"))
    };
    let vowel = |stem: &String| {
        stem.trim_end_matches("ies")
            .ends_with(['a', 'e', 'i', 'o', 'u'])
    };
    swap("sis", "ses")
        .or_else(|| swap("y", "ies").filter(|plural| !vowel(plural)))
        .or_else(|| {
            let hisses = ["s", "x", "z", "ch", "sh"]
                .iter()
                .any(|ending| word.ends_with(ending));
            let ending = if hisses { "es" } else { "s" };
            Some(format!("{word}{ending}"))
        })
}

/// `E. coli` of `Escherichia coli`.
fn shortened(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(' ')?;
    let latin = |word: &str| word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let genus = first.len() > 3
        && first.starts_with(|c: char| c.is_ascii_uppercase())
        && latin(&first[1..]);
    let species = rest.split(' ').next().is_some_and(latin) && rest.split(' ').count() <= 3;
    (genus && species && is_latin(rest.split(' ').next()?))
        .then(|| format!("{}. {rest}", &first[..1]))
}

/// Whether a word ends as the second words of the names of species do.
pub(super) fn is_latin(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "us", "is", "um", "ae", "ii", "i", "a", "ans", "ens", "oides", "or", "ix",
    ];
    word.len() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !is_ordinary_word(word)
}

/// Words that say what kind of firm a name is of.
pub(super) const COMPANY_SUFFIXES: [&str; 28] = [
    "Inc",
    "Inc.",
    "Corp",
    "Corp.",
    "Corporation",
    "Co",
    "Co.",
    "Company",
    "Ltd",
    "Ltd.",
    "Limited",
    "LLC",
    "PLC",
    "Plc",
    "plc",
    "AG",
    "SA",
    "S.A.",
    "SE",
    "NV",
    "N.V.",
    "GmbH",
    "AB",
    "Oy",
    "Oyj",
    "ASA",
    "SpA",
    "Holdings",
];

/// A name without the word that says what kind of firm it is.
fn without_suffix(text: &str) -> Option<&str> {
    let mut bare = text;
    while let Some((rest, last)) = bare.rsplit_once(' ')
        && (COMPANY_SUFFIXES.contains(&last) || last == "&" || last == "and")
    {
        bare = rest.trim_end_matches(',');
    }
    let words = bare.split(' ').count();
    let ordinary = bare
        .split(' ')
        .all(|word| is_ordinary_word(&word.to_lowercase()));
    let telling = words > 1 || bare.len() > 4;
    (bare.len() < text.len() && telling && !ordinary && !is_calendar_word(bare)).then_some(bare)
}

/// The initials of a name of three words or more.
fn initials(text: &str) -> Option<String> {
    let mut initials = String::new();
    for word in text.split([' ', '-']) {
        match word.chars().next() {
            Some(first) if first.is_ascii_uppercase() && word.len() > 1 => initials.push(first),
            Some(_)
                if [
                    "of", "and", "for", "the", "de", "la", "des", "und", "der", "on", "in",
                ]
                .contains(&word) => {}
            _ => return None,
        }
    }
    (3..=6).contains(&initials.len()).then_some(initials)
}

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variants(text: &str, class: TypeClass) -> Vec<String> {
        let mut all = Vec::new();
        derive(text, class, false, |form, _| all.push(form));
        all
    }

    #[test]
    fn terms_have_numbers_orders_and_spellings() {
        assert_eq!(
            variants("Kidney Failure, Acute", TypeClass::Term),
            ["Acute Kidney Failures", "Acute Kidney Failure"]
        );
        assert_eq!(
            variants("psychosis", TypeClass::Term),
            ["psychoses", "psychotic"]
        );
        assert_eq!(variants("Infections", TypeClass::Term), ["Infection"]);
        assert_eq!(variants("anemia", TypeClass::Term), ["anaemia", "anemias"]);
        assert_eq!(
            variants("haemorrhage", TypeClass::Term),
            ["hemorrhage", "haemorrhages"]
        );
        assert_eq!(
            variants("carcinoma of the lung", TypeClass::Term),
            ["carcinomas of the lung"]
        );
        assert_eq!(
            variants("Escherichia coli", TypeClass::Term),
            ["Escherichia colis", "E. coli"]
        );
        assert_eq!(variants("TP53", TypeClass::Term), [""; 0]);
    }

    #[test]
    fn names_are_spelt_in_several_ways() {
        assert_eq!(variants("US", TypeClass::Place), ["U.S."]);
        assert_eq!(variants("U.S.A.", TypeClass::Place), ["USA"]);
        assert_eq!(
            variants("Marks & Spencer", TypeClass::Organization),
            ["Marks and Spencer"]
        );
        assert_eq!(variants("GPT-4", TypeClass::Other), ["GPT4"]);
        assert_eq!(variants("H100", TypeClass::Other), ["H-100"]);
        assert_eq!(variants("OpenAI", TypeClass::Organization), ["Open AI"]);
        assert_eq!(variants("Open AI", TypeClass::Organization), ["OpenAI"]);
        assert_eq!(variants("DeepSeek", TypeClass::Organization), ["Deep Seek"]);
        assert_eq!(variants("Lyon", TypeClass::Place), [""; 0]);
    }

    #[test]
    fn firms_go_without_their_suffix() {
        assert_eq!(
            variants("Nvidia Corp.", TypeClass::Organization),
            ["Nvidia"]
        );
        assert_eq!(
            variants("Goldman Sachs & Co", TypeClass::Organization),
            ["Goldman Sachs and Co", "Goldman Sachs"]
        );
        assert_eq!(
            variants("Target Corp.", TypeClass::Organization),
            [""; 0],
            "an ordinary word"
        );
        assert_eq!(
            variants("International Business Machines", TypeClass::Organization),
            ["IBM"]
        );
    }
}
