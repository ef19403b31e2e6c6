//! Names of which a part is left out: suffixes of firms, middle names, first words, all but the initials.

use crate::dictionary::is_ordinary_word;

use crate::mention::forms::is_calendar_word;

/// `Golf Plus` of `VW Golf Plus`.
pub(super) fn without_first(text: &str) -> Option<&str> {
    let capital = |word: &str| word.starts_with(|c: char| c.is_ascii_uppercase());
    let (first, rest) = text.split_once(' ')?;
    (capital(first) && rest.contains(' ') && rest.split(' ').all(capital)).then_some(rest)
}

/// `Thad Allen` of `Thad W. Allen`.
pub(super) fn without_middle(text: &str) -> Option<String> {
    let mut words = text.split(' ');
    let (first, middle, last) = (words.next()?, words.next()?, words.next()?);
    let initial = middle.len() == 2 && middle.ends_with('.') && first.len() > 2;
    (initial && words.next().is_none()).then(|| format!("{first} {last}"))
}

/// `E. coli` of `Escherichia coli`.
pub(super) fn shortened(text: &str) -> Option<String> {
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
pub(in crate::mention) fn is_latin(word: &str) -> bool {
    const ENDINGS: [&str; 12] = [
        "us", "is", "um", "ae", "ii", "i", "a", "ans", "ens", "oides", "or", "ix",
    ];
    word.len() > 3 && ENDINGS.iter().any(|ending| word.ends_with(ending)) && !is_ordinary_word(word)
}

/// Words that say what kind of firm a name is of.
const COMPANY_SUFFIXES: [&str; 28] = [
    "AB",
    "AG",
    "ASA",
    "Co",
    "Co.",
    "Company",
    "Corp",
    "Corp.",
    "Corporation",
    "GmbH",
    "Holdings",
    "Inc",
    "Inc.",
    "LLC",
    "Limited",
    "Ltd",
    "Ltd.",
    "N.V.",
    "NV",
    "Oy",
    "Oyj",
    "PLC",
    "Plc",
    "S.A.",
    "SA",
    "SE",
    "SpA",
    "plc",
];

/// Whether a word says what kind of firm a name is of.
pub(in crate::mention) fn is_for_firms(word: &str) -> bool {
    COMPANY_SUFFIXES.contains(&word)
}

/// A name without the word that says what kind of firm it is.
pub(super) fn without_suffix(text: &str) -> Option<&str> {
    let mut bare = text;
    while let Some((rest, last)) = bare.rsplit_once(' ')
        && (is_for_firms(last) || last == "&" || last == "and")
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
pub(in crate::mention) fn initials(text: &str) -> Option<String> {
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
