//! Chemicals by another of their names: an element by its symbol, an acid by its salt, a drug without the acid that it is sold as a salt of.

/// Elements that texts name by symbols of two letters which are no words, and those.
const SYMBOLS: [(&str, &str); 23] = [
    ("aluminum", "Al"),
    ("barium", "Ba"),
    ("bismuth", "Bi"),
    ("cadmium", "Cd"),
    ("calcium", "Ca"),
    ("chromium", "Cr"),
    ("copper", "Cu"),
    ("gadolinium", "Gd"),
    ("iron", "Fe"),
    ("lead", "Pb"),
    ("lithium", "Li"),
    ("magnesium", "Mg"),
    ("manganese", "Mn"),
    ("mercury", "Hg"),
    ("nickel", "Ni"),
    ("platinum", "Pt"),
    ("rubidium", "Rb"),
    ("selenium", "Se"),
    ("silicon", "Si"),
    ("silver", "Ag"),
    ("sodium", "Na"),
    ("strontium", "Sr"),
    ("zinc", "Zn"),
];

/// What a drug's name goes on with where it is a salt, as most drugs are.
const SALTS: [&str; 14] = [
    "besylate",
    "citrate",
    "dihydrochloride",
    "fumarate",
    "hcl",
    "hydrobromide",
    "hydrochloride",
    "maleate",
    "mesylate",
    "phosphate",
    "sodium",
    "succinate",
    "sulfate",
    "tartrate",
];

/// `Na` of `sodium`.
pub(super) fn symbol(text: &str) -> Option<&'static str> {
    let known = |(element, _): &&(&str, &str)| element.eq_ignore_ascii_case(text);
    SYMBOLS.iter().find(known).map(|(_, symbol)| *symbol)
}

/// `glutamate` of `glutamic acid`: in the body an acid is what is left of it, and texts speak of either.
pub(super) fn salt_of_acid(text: &str) -> Option<String> {
    let stem = text.len().checked_sub("ic acid".len())?;
    let (stem, ending) = (text.get(..stem)?, text.get(stem..)?);
    (stem.len() > 2 && ending.eq_ignore_ascii_case("ic acid")).then(|| format!("{stem}ate"))
}

/// `tiapride` of `tiapride hydrochloride`.
pub(super) fn without_salt(text: &str) -> Option<&str> {
    let (drug, salt) = text.split_once(' ')?;
    // `Dietary sodium` is no `dietary`.
    let is_telling = !salt.eq_ignore_ascii_case("sodium");
    (is_telling && is_salt(drug, salt)).then_some(drug)
}

/// Whether a drug and a word behind it are the drug as a salt. A metal's salts are other things than it, and so are those of ions, of
/// polymers like dextran and, but for those that end in `chloride`, of steroids.
pub(in crate::mention) fn is_salt(drug: &str, word: &str) -> bool {
    let is = |salt: &&str| salt.eq_ignore_ascii_case(word);
    let is_known = SALTS.iter().any(is) || word.eq_ignore_ascii_case("sulphate");
    let is_halide = ["hcl", "hydrochloride", "hydrobromide"].iter().any(is);
    is_known && may_have_salts(drug) && (is_halide || !drug.ends_with("one"))
}

/// Whether a name may be a drug's that has salts: one word, and not a metal's, an ion's, a sugar's or a polymer's.
fn may_have_salts(name: &str) -> bool {
    let small = |byte: u8| byte.is_ascii_lowercase();
    name.len() > 5
        && name.bytes().skip(1).all(small)
        && symbol(name).is_none()
        && !["ium", "ous", "ic", "an", "yl", "ate", "ose"]
            .iter()
            .any(|ending| name.ends_with(ending))
}

/// Whether a name is that of what is left of an acid, and a drug's by itself: `valproate` in `sodium valproate`. Sodium sulfate is another
/// thing than sulfate.
pub(in crate::mention) fn is_acid_of_drug(name: &str) -> bool {
    const PLAIN: [&str; 14] = [
        "acetate",
        "bicarbonate",
        "borate",
        "carbonate",
        "chlorate",
        "citrate",
        "gluconate",
        "lactate",
        "nitrate",
        "perchlorate",
        "phosphate",
        "silicate",
        "sulfate",
        "sulphate",
    ];
    name.bytes().skip(1).all(|byte| byte.is_ascii_lowercase())
        && ["ate", "barbital", "pental"]
            .iter()
            .any(|ending| name.ends_with(ending))
        && !PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chemicals_have_other_names() {
        assert_eq!(symbol("Sodium"), Some("Na"));
        assert_eq!(symbol("sodium chloride"), None);
        assert_eq!(salt_of_acid("Glutamic Acid").as_deref(), Some("Glutamate"));
        assert_eq!(salt_of_acid("acid"), None);
        assert_eq!(without_salt("Tiapride Hydrochloride"), Some("Tiapride"));
        for salt in [
            "zinc sulfate",
            "ammonium citrate",
            "dextran sulfate",
            "pregnenolone sulfate",
            "Dietary Sodium",
            "sodium",
        ] {
            assert_eq!(without_salt(salt), None, "{salt}");
        }
        assert!(is_salt("naloxone", "HCl") && is_acid_of_drug("valproate"));
        assert!(!is_acid_of_drug("Sulfate") && !is_acid_of_drug("ethanol"));
    }
}
