//! Forms that a dictionary need not list, for they follow from those it lists: plurals, word order, spelling, exchanged words, acronyms,
//! dropped suffixes.
//!
//! They are made when a dictionary is compiled, so a text is searched for them as for any form. Each comes with the [`Variant`] it is.

use crate::dictionary::TypeClass;

use super::pattern::Variant;
use chemistry::{salt_of_acid, symbol, without_salt};
use grammar::{adjective, other_number, reordered};
use shortening::{shortened, without_first, without_middle, without_suffix};
use spelling::{american, ampersand, british, dotted, joined, other_numeral};
use wording::{exchanged, without_kind};

mod chemistry;
mod grammar;
mod shortening;
mod spelling;
mod wording;

pub(super) use chemistry::{is_acid_of_drug, is_salt};
pub(super) use shortening::{initials, is_for_firms, is_latin};
pub(super) use wording::{is_growth, is_of_body};

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
        let natural = ordered.as_deref().unwrap_or(text);
        if let Some(number) = other_number(natural) {
            found(number, Variant::Plural);
        }
        let condition = without_kind(natural);
        for adjective in [Some(natural), condition]
            .into_iter()
            .flatten()
            .filter_map(adjective)
        {
            found(adjective, Variant::Adjective);
        }
        found_numerals(text, ordered.as_deref(), &mut found);
        for other in exchanged(natural) {
            if let Some(number) = other_number(&other) {
                found(number, Variant::Synonym);
            }
            found(other, Variant::Synonym);
        }
        // A symbol may be anybody: `Al` Gore, `Li` Peng.
        if let Some(symbol) = symbol(natural) {
            found(symbol.to_owned(), Variant::Acronym);
        }
        let shorter = [without_salt(natural), condition].map(|name| name.map(str::to_owned));
        for other in shorter.into_iter().chain([salt_of_acid(natural)]).flatten() {
            found(other, Variant::Synonym);
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

/// The other numerals of a term, as it is listed and in its natural order.
fn found_numerals(text: &str, ordered: Option<&str>, found: &mut impl FnMut(String, Variant)) {
    for numeral in [Some(text), ordered]
        .into_iter()
        .flatten()
        .filter_map(other_numeral)
    {
        found(numeral, Variant::Spelling);
    }
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
            [
                "Acute Kidney Failures",
                "Acute Kidney insufficiencies",
                "Acute Kidney insufficiency",
                "Acute renal Failures",
                "Acute renal Failure",
                "Acute Kidney Failure"
            ]
        );
        assert_eq!(
            variants("psychosis", TypeClass::Term),
            ["psychoses", "psychotic"]
        );
        assert_eq!(variants("Infections", TypeClass::Term), ["Infection"]);
        assert_eq!(variants("anemia", TypeClass::Term), ["anaemia", "anemias"]);
        assert_eq!(
            variants("haemorrhage", TypeClass::Term),
            ["hemorrhage", "haemorrhages"],
            "what is hemorrhagic is another condition, mostly"
        );
        assert_eq!(
            variants("carcinoma of the lung", TypeClass::Term),
            [
                "carcinomas of the lung",
                "neoplasms of the lung",
                "neoplasm of the lung",
                "cancers of the lung",
                "cancer of the lung",
                "tumors of the lung",
                "tumor of the lung"
            ]
        );
        assert_eq!(variants("gout type II", TypeClass::Term), ["gout type 2"]);
        assert_eq!(variants("toxicity", TypeClass::Term), ["toxicities"]);
        assert_eq!(
            variants("Escherichia coli", TypeClass::Term),
            ["Escherichia colis", "E. coli"]
        );
        assert_eq!(
            variants("Neurotoxicity Syndromes", TypeClass::Term),
            ["Neurotoxicity Syndrome", "Neurotoxic", "Neurotoxicity"]
        );
        assert_eq!(
            variants("renal disease", TypeClass::Term),
            [
                "renal diseases",
                "renal disorders",
                "renal disorder",
                "nephropathies",
                "nephropathy",
                "kidney diseases",
                "kidney disease"
            ]
        );
        assert_eq!(
            variants("diabetes mellitus", TypeClass::Term),
            ["diabetes mellituses", "diabetic", "diabete", "diabetes"]
        );
        assert_eq!(variants("TP53", TypeClass::Term), ["TP-53"]);
        assert_eq!(variants("p53", TypeClass::Term), [""; 0]);
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
