//! Words for kinds of things: what the types of a dictionary are called, and what its names are names of.

use crate::text::Span;

use super::cues;

/// Whether a form is the word for a kind that names of terms belong to, in either number: `drug`, `diseases`. They are the classes at the top
/// of the vocabularies of medicine, and what such a vocabulary lists them for is their place there: a text that says `the drug` has one in
/// mind, and has named it.
pub(super) fn is_kind(form: &str) -> bool {
    const LONGEST: usize = "medications".len();
    let mut small = [0; LONGEST];
    let Some(small) = small.get_mut(..form.len()) else {
        return false;
    };
    small.copy_from_slice(form.as_bytes());
    small.make_ascii_lowercase();
    if matches!(&*small, b"antibodies" | b"species") {
        return true;
    }
    matches!(
        small.strip_suffix(b"s").unwrap_or(small),
        b"acid"
            | b"agent"
            | b"antibody"
            | b"antigen"
            | b"chemical"
            | b"compound"
            | b"disease"
            | b"disorder"
            | b"dna"
            | b"drug"
            | b"emergency"
            | b"enzyme"
            | b"gene"
            | b"hormone"
            | b"ion"
            | b"ligand"
            | b"lipid"
            | b"medication"
            | b"medicine"
            | b"metal"
            | b"mineral"
            | b"molecule"
            | b"mrna"
            | b"organism"
            | b"peptide"
            | b"placebo"
            | b"polymer"
            | b"powder"
            | b"protein"
            | b"receptor"
            | b"recurrence"
            | b"rna"
            | b"solution"
            | b"solvent"
            | b"strain"
            | b"substance"
            | b"symptom"
            | b"syndrome"
            | b"tablet"
            | b"toxin"
            | b"vaccine"
    )
}

/// Whether entities of a type have names of their own, so that the word for their kind is none. A list of topics may well have `drugs`.
pub(super) fn has_members(entity_type: &str) -> bool {
    const SUBJECTS: [&str; 6] = [
        "term",
        "topic",
        "concept",
        "subject",
        "process",
        "commodity",
    ];
    !SUBJECTS
        .iter()
        .any(|subject| entity_type.eq_ignore_ascii_case(subject))
}

/// Whether a word for what chemicals do qualifies the noun behind it, so that none is meant: `analgesic` in `analgesic effect`, which an
/// analgesic has, but sleep has too.
pub(super) fn is_action(text: &str, span: Span) -> bool {
    const ENDINGS: [&str; 24] = [
        "ergic",
        "gesic",
        "leptic",
        "lytic",
        "mimetic",
        "uretic",
        "emetic",
        "thetic",
        "sthetic",
        "biotic",
        "psychotic",
        "viral",
        "fungal",
        "bacterial",
        "microbial",
        "oxidant",
        "coagulant",
        "convulsant",
        "depressant",
        "suppressant",
        "suppressive",
        "inflammatory",
        "neoplastic",
        "hypertensive",
    ];
    let surface = span.of(text);
    ENDINGS.iter().any(|ending| {
        let start = surface.len().saturating_sub(ending.len());
        surface
            .get(start..)
            .is_some_and(|end| end.eq_ignore_ascii_case(ending))
    }) && text[span.end()..].starts_with([' ', '\n'])
        && cues::word_after(text, span.end()).is_some_and(may_be_noun)
}

/// Whether a word may be a noun: it is written small, and neither a word of grammar nor a past tense.
fn may_be_noun(word: &str) -> bool {
    const GRAMMAR: &str = "about after against also among an and are as at be because been before being but by can could did do does during \
        either for from given had has have if in into is it may might must nor not of on only or over shall should since so \
        than that the their then there these they this those though through to under until upon using was were when where \
        whereas whether which while who will with within without would";
    word.len() > 1
        && word.starts_with(|c: char| c.is_ascii_lowercase())
        && !["ed", "ly"].iter().any(|ending| word.ends_with(ending))
        && !GRAMMAR.split(' ').any(|known| known == word)
}

/// Whether a word for a growth is part of the name of a protein: `tumor` in `tumor necrosis factor`.
pub(super) fn names_protein(text: &str, end: usize) -> bool {
    text[end..]
        .strip_prefix([' ', '\n'])
        .is_some_and(|rest| rest.starts_with("necrosis factor"))
}

/// Whether entities of a type are chemicals.
pub(super) fn is_of_chemicals(entity_type: &str) -> bool {
    let small = entity_type.to_ascii_lowercase();
    ["chemical", "drug", "substance", "medication"]
        .iter()
        .any(|name| small.contains(name))
}

/// Whether a word says that a name is of a gene or of what is made after one.
pub(super) fn is_gene_word(word: &str) -> bool {
    ["gene", "genes", "protein", "kinase", "receptor", "enzyme"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
}

/// Whether a name says that it is of a disease: `Wilson disease`.
pub(super) fn is_of_disease(name: &str) -> bool {
    let last = name.rsplit(' ').next();
    last.is_some_and(|last| {
        ["disease", "disorder", "syndrome"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(last))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_in_any_case() {
        for kind in ["drug", "Diseases", "SYNDROME", "ion"] {
            assert!(is_kind(kind), "{kind}");
        }
        for name in [
            "",
            "aspirin",
            "drug-free",
            "protein kinase",
            "medications-",
            "émul",
        ] {
            assert!(!is_kind(name), "{name}");
        }
    }
}
