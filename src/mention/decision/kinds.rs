//! Words for kinds of things: what the types of a dictionary are called, and what its names are names of.

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
            | b"drug"
            | b"enzyme"
            | b"gene"
            | b"hormone"
            | b"ion"
            | b"medication"
            | b"medicine"
            | b"metal"
            | b"molecule"
            | b"organism"
            | b"peptide"
            | b"protein"
            | b"receptor"
            | b"strain"
            | b"substance"
            | b"symptom"
            | b"syndrome"
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

/// Whether a word says that a name is of a gene or of what is made after one.
pub(super) fn is_gene_word(word: &str) -> bool {
    ["gene", "genes", "protein", "kinase", "receptor", "enzyme"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word))
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
