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

/// The term with one word exchanged, in each way that there is.
pub(super) fn exchanged(text: &str) -> Vec<String> {
    let mut found = Vec::new();
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
