//! Terms in another number or another order of words.

use crate::dictionary::is_ordinary_word;

/// `acute kidney failure` of `failure, acute kidney`.
pub(super) fn reordered(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(", ").collect();
    let plain = |part: &&str| {
        part.starts_with(char::is_alphabetic)
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '\''))
    };
    let few = (2..=3).contains(&parts.len());
    (few && parts.iter().all(plain) && !text.contains(" and "))
        .then(|| parts.into_iter().rev().collect::<Vec<_>>().join(" "))
}

/// The plural of a singular and the singular of a plural, of the word that the form is about.
pub(super) fn other_number(text: &str) -> Option<String> {
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
pub(super) fn adjective(text: &str) -> Option<String> {
    const ENDINGS: [(&str, &str); 17] = [
        ("emia", "emic"),
        ("penia", "penic"),
        ("algesia", "algesic"),
        ("kinesia", "kinetic"),
        ("plegia", "plegic"),
        ("toxicity", "toxic"),
        ("tension", "tensive"),
        ("lepsy", "leptic"),
        ("osis", "otic"),
        ("trophy", "trophic"),
        ("opia", "opic"),
        ("oxia", "oxic"),
        ("cardia", "cardic"),
        ("phrenia", "phrenic"),
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
    // By itself it is said of anything: `toxic`.
    let alone = stem.is_empty() && *ending != "toxicity";
    let single = !stem.contains(' ') && (stem.len() > 2 || alone);
    let adjective = single.then(|| {
        if stem.is_empty() && text.starts_with(|c: char| c.is_ascii_uppercase()) {
            format!("{}{}", other[..1].to_ascii_uppercase(), &other[1..])
        } else {
            format!("{stem}{other}")
        }
    });
    // What is said of anything, such as `toxic`, is no sign of the condition.
    adjective.filter(|adjective| !is_ordinary_word(adjective))
}

fn singular(word: &str) -> Option<String> {
    let swap = |ending: &str, other: &str| {
        let stem = word.strip_suffix(ending)?;
        (stem.len() > 1).then(|| format!("{stem}{other}"))
    };
    // One of the glutamates is any salt; `glutamate` is glutamic acid's.
    if ["ss", "us", "is", "ates"]
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

fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or(text)
}
