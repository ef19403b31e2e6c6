//! Terms with one word exchanged for another that means the same there: `renal failure` for `kidney failure`, `breast cancer` for `breast
//! neoplasm`.
//!
//! Dictionaries of medicine choose one of the two and list the other by chance. The words are those that the language of medicine has twice,
//! once from Latin or Greek; grammar says where they stand for each other: a growth where the term is about it, an organ where it only
//! qualifies what the term is about.

/// A growth, as its kinds are named, in each number. `carcinoma` is what pathologists call most of what others call cancer.
const GROWTHS: [[&str; 4]; 2] = [
    ["neoplasm", "cancer", "tumor", "carcinoma"],
    ["neoplasms", "cancers", "tumors", "carcinomas"],
];

/// Parts of the body, and the adjective that means "of it".
const ORGANS: [(&str, &str); 28] = [
    ("kidney", "renal"),
    ("liver", "hepatic"),
    ("heart", "cardiac"),
    ("lung", "pulmonary"),
    ("stomach", "gastric"),
    ("brain", "cerebral"),
    ("muscle", "muscular"),
    ("skin", "cutaneous"),
    ("breast", "mammary"),
    ("eye", "ocular"),
    ("bladder", "vesical"),
    ("prostate", "prostatic"),
    ("ovary", "ovarian"),
    ("pancreas", "pancreatic"),
    ("uterus", "uterine"),
    ("colon", "colonic"),
    ("rectum", "rectal"),
    ("intestine", "intestinal"),
    ("esophagus", "esophageal"),
    ("bone", "osseous"),
    ("nerve", "neural"),
    ("artery", "arterial"),
    ("vein", "venous"),
    ("tooth", "dental"),
    ("spleen", "splenic"),
    ("testis", "testicular"),
    ("larynx", "laryngeal"),
    ("trachea", "tracheal"),
];

/// Words for what is wrong with a body, and the word that says the same: one is Latin or Greek, or physicians are used to both. Where
/// `true`, only behind a word that says what of, for by itself it is too wide.
const CONDITIONS: [(&str, &str, bool); 14] = [
    ("seizure", "convulsion", false),
    ("seizures", "convulsions", false),
    ("hemorrhage", "bleeding", false),
    ("fever", "pyrexia", false),
    ("vomiting", "emesis", false),
    ("itching", "pruritus", false),
    ("jaundice", "icterus", false),
    ("fainting", "syncope", false),
    ("failure", "insufficiency", true),
    ("abnormality", "anomaly", true),
    ("abnormalities", "anomalies", true),
    ("disease", "disorder", true),
    ("diseases", "disorders", true),
    ("diabetes mellitus", "diabetes", false),
];

/// Parts of the body, and how words in Greek for their diseases begin: `nephropathy` is disease of the kidney.
const PATHIES: [(&str, &str); 7] = [
    ("kidney", "nephr"),
    ("liver", "hepat"),
    ("heart", "cardi"),
    ("brain", "encephal"),
    ("muscle", "my"),
    ("joint", "arthr"),
    ("retinal", "retin"),
];

/// The term with one word exchanged, in each way that there is.
pub(super) fn exchanged(text: &str) -> Vec<String> {
    let mut found: Vec<String> = condition(text).into_iter().chain(pathy(text)).collect();
    if !text.contains(' ') {
        // A carcinoma of anything is a cancer; by itself it is one kind of them.
        let is_kind = |word: &str| word.to_ascii_lowercase().starts_with("carcinoma");
        if !is_kind(text) {
            let others = growths(text).filter(|growth| !is_kind(growth));
            found.extend(others.map(str::to_owned));
        }
        return found;
    }
    let links = ["of", "in", "with"];
    let mut start = 0;
    let mut words = text.split(' ').peekable();
    let mut is_about_known = false;
    while let Some(word) = words.next() {
        let end = start + word.len();
        let mut exchange = |other: &str| {
            found.push(format!("{}{other}{}", &text[..start], &text[end..]));
        };
        let is_about = !is_about_known && words.peek().is_none_or(|next| links.contains(next));
        let qualifies = words.peek().is_some_and(|next| !links.contains(next));
        if is_about {
            is_about_known = true;
            for growth in growths(word) {
                exchange(growth);
            }
        } else if qualifies && let Some(other) = other_word(word) {
            exchange(other);
        }
        start = end + 1;
    }
    found
}

/// The term with the other word for what is wrong, where it ends in one: `convulsion` of `seizure`.
fn condition(text: &str) -> Option<String> {
    let ending = |word: &'static str, other: &'static str, is_wide: bool| {
        let stem = text.len().checked_sub(word.len())?;
        let stem = text.get(..stem).filter(|_| {
            text.get(stem..)
                .is_some_and(|end| end.eq_ignore_ascii_case(word))
        })?;
        let fits = stem.ends_with(' ') || (stem.is_empty() && !is_wide);
        fits.then(|| format!("{stem}{other}"))
    };
    CONDITIONS.iter().find_map(|&(one, other, is_wide)| {
        ending(one, other, is_wide).or_else(|| ending(other, one, is_wide))
    })
}

/// `neurotoxicity` of `neurotoxicity syndromes`: what ends like the name of a condition needs no word for its kind.
pub(super) fn without_kind(text: &str) -> Option<&str> {
    let (condition, kind) = text.rsplit_once(' ')?;
    let is_kind = [
        "disease",
        "diseases",
        "disorder",
        "disorders",
        "syndrome",
        "syndromes",
    ]
    .iter()
    .any(|word| word.eq_ignore_ascii_case(kind));
    let is_condition = [
        "toxicity", "itis", "osis", "emia", "algia", "penia", "plegia",
    ]
    .iter()
    .any(|ending| condition.ends_with(ending));
    (is_kind && is_condition).then_some(condition)
}

/// `nephropathy` of `kidney disease`.
fn pathy(text: &str) -> Option<String> {
    let (organ, disease) = text.rsplit_once(' ')?;
    let ending = ["disease", "diseases"]
        .iter()
        .position(|word| word.eq_ignore_ascii_case(disease))?;
    let is_organ = |one: &str| {
        one.eq_ignore_ascii_case(organ)
            || other_word(organ).is_some_and(|organ| organ.eq_ignore_ascii_case(one))
    };
    let (_, stem) = PATHIES.iter().find(|(name, _)| is_organ(name))?;
    Some(format!("{stem}{}", ["opathy", "opathies"][ending]))
}

/// Whether a word is one for a growth: `cancers`.
pub(in crate::mention) fn is_growth(word: &str) -> bool {
    // Most names are longer, or shorter.
    (5..=10).contains(&word.len())
        && (growths(word).next().is_some()
            || ["tumour", "tumours"]
                .iter()
                .any(|growth| growth.eq_ignore_ascii_case(word)))
}

/// Whether a word is a part of the body, or says that something belongs to one.
pub(in crate::mention) fn is_of_body(word: &str) -> bool {
    other_word(word).is_some()
}

/// The other words for a growth, in the same number.
fn growths(word: &str) -> impl Iterator<Item = &'static str> {
    let is_word = |growth: &&str| growth.eq_ignore_ascii_case(word);
    let group = GROWTHS.iter().find(|group| group.iter().any(&is_word));
    let growths = group.into_iter().flatten().copied();
    growths.filter(move |growth| !growth.eq_ignore_ascii_case(word))
}

/// The adjective of an organ, or the organ of an adjective.
fn other_word(word: &str) -> Option<&'static str> {
    ORGANS.iter().find_map(|(organ, adjective)| {
        if organ.eq_ignore_ascii_case(word) {
            Some(*adjective)
        } else if adjective.eq_ignore_ascii_case(word) {
            Some(*organ)
        } else {
            None
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growths_are_exchanged_where_the_term_is_about_them() {
        assert_eq!(
            exchanged("Bile Duct Neoplasms"),
            [
                "Bile Duct cancers",
                "Bile Duct tumors",
                "Bile Duct carcinomas"
            ]
        );
        assert_eq!(
            exchanged("second cancer of the jaw"),
            [
                "second neoplasm of the jaw",
                "second tumor of the jaw",
                "second carcinoma of the jaw"
            ]
        );
        assert_eq!(exchanged("cancer vaccine"), [""; 0]);
        assert_eq!(exchanged("Neoplasms"), ["cancers", "tumors"]);
        assert_eq!(exchanged("carcinoma"), [""; 0]);
    }

    #[test]
    fn organs_are_exchanged_where_they_qualify() {
        assert_eq!(exchanged("acute kidney injury"), ["acute renal injury"]);
        assert_eq!(exchanged("hepatic coma"), ["liver coma"]);
        assert_eq!(
            exchanged("liver cancer"),
            [
                "hepatic cancer",
                "liver neoplasm",
                "liver tumor",
                "liver carcinoma"
            ]
        );
        assert_eq!(exchanged("enlarged heart"), [""; 0]);
        assert_eq!(exchanged("heart of palm"), [""; 0]);
    }
}
