//! Finnish endings. There are many, and regular, so they are put together: stems, then cases.

use super::endings::Endings;
use super::joined::Joined;

pub(super) const JOINED: Joined = Joined {
    apostrophe: "n a ä ssa ssä sta stä lla llä lta ltä lle ksi na nä in iin ia",
    hyphen: "",
    colon: "n in en t a ä ta tä aa ää ia iä ssa ssä sta stä lla llä lta ltä lle ksi na nä an än hon een iin hin hun hyn seen \
        issa issä ista istä illa illä ilta iltä ille iksi ina essa essä esta estä ella ellä elle eksi eja ejä ien",
};

const VOWELS: [&str; 8] = ["a", "ä", "e", "i", "o", "u", "y", "ö"];

const CONSONANTS: &str = "bcdfghjklmnpqrsštvwxzž";

/// Endings behind a weak stem.
const WEAK: [&str; 14] = [
    "n", "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi", "tta", "ttä", "t",
];

/// Endings behind the weak stem of a plural.
const WEAK_PLURAL: [&str; 10] = [
    "ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "ksi",
];

/// Consonants of a strong and of a weak stem.
const GRADES: [(&str, &str); 17] = [
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("mp", "mm"),
    ("ht", "hd"),
    ("t", "d"),
    ("p", "v"),
    ("k", ""),
    ("lke", "lje"),
    ("rke", "rje"),
    ("uku", "uvu"),
    ("yky", "yvy"),
    ("", ""),
];

pub(super) fn endings() -> Endings {
    let mut table = Endings::default();
    for (strong, weak) in GRADES {
        for vowel in VOWELS {
            singular(&mut table, strong, weak, vowel);
            plural(&mut table, strong, weak, vowel);
        }
    }
    // Names that end with a consonant take an `i`: Microsoft, Microsoftin.
    for case in WEAK
        .iter()
        .chain(&["a", "ä", "in", "na", "nä", "en", "hin"])
    {
        table.add(CONSONANTS, "", &format!("i{case}"));
    }
    // Katainen, Kataisen; yritys, yrityksen; oikeus, oikeuden; Kallas, Kallaan; puhelin, puhelimen.
    for (base, stem) in [
        ("nen", "se"),
        ("s", "kse"),
        ("us", "ude"),
        ("ys", "yde"),
        ("as", "aa"),
        ("äs", "ää"),
        ("is", "ii"),
        ("in", "ime"),
        ("ton", "ttoma"),
        ("tön", "ttömä"),
    ] {
        for case in WEAK.iter().chain(&["na", "nä", "seen", "en"]) {
            table.add("", base, &format!("{stem}{case}"));
        }
    }
    for (base, forms) in [
        (
            "nen",
            "sta stä set sten sia siä sissa sissä sista sistä siin sille silla siltä",
        ),
        ("s", "sta stä"),
        ("us", "utta uteen utena"),
        ("ys", "yttä yteen ytenä"),
        ("in", "inta intä"),
        // Plurals: suomalaiset.
        (
            "set",
            "sten sia siä sissa sissä sista sistä siin sille silla sillä silta siltä sina siksi",
        ),
        (
            "kset",
            "sten ksien ksia ksiä ksissa ksissä ksista ksistä ksiin ksille ksilla ksillä",
        ),
    ] {
        for form in forms.split(' ') {
            table.add("", base, form);
        }
    }
    // Alankomaat, Alankomaiden; vihreät, vihreitä.
    for base in ["at", "ät", "et"] {
        for case in WEAK_PLURAL
            .iter()
            .chain(&["den", "tten", "ta", "tä", "hin", "siin"])
        {
            table.add("aeioäöuy", base, &format!("i{case}"));
        }
    }
    table
}

/// A name that ends with a vowel: Nokia, Turku, Suomi, Tampere.
fn singular(table: &mut Endings, strong: &str, weak: &str, vowel: &str) {
    let base = format!("{strong}{vowel}");
    for case in WEAK {
        table.add("", &base, &format!("{weak}{vowel}{case}"));
    }
    let partitive = if "äöy".contains(vowel) {
        ["ä", "tä"]
    } else if "ei".contains(vowel) {
        ["ä", "a"]
    } else {
        ["a", "ta"]
    };
    for case in partitive.iter().chain(&[
        "na",
        "nä",
        "seen",
        &format!("{vowel}n"),
        &format!("h{vowel}n"),
    ]) {
        table.add("", &base, &format!("{strong}{vowel}{case}"));
    }
    if "ei".contains(vowel) {
        for case in ["ta", "tä"] {
            table.add("", &base, &format!("{strong}{vowel}{case}"));
        }
    }
    if vowel == "i" {
        for case in WEAK {
            table.add("", &base, &format!("{weak}e{case}"));
        }
        for case in ["a", "ä", "na", "nä", "en"] {
            table.add("", &base, &format!("{strong}e{case}"));
        }
    }
    if vowel == "e" {
        // The grades change places: liike, liikkeen.
        let base = format!("{weak}e");
        for case in WEAK.iter().chain(&["na", "nä", "seen"]) {
            table.add("", &base, &format!("{strong}ee{case}"));
        }
    }
}

/// A plural name: Yhdysvallat, Alankomaat, Filippiinit.
fn plural(table: &mut Endings, strong: &str, weak: &str, vowel: &str) {
    let base = format!("{weak}{vowel}t");
    let stems: &[&str] = match vowel {
        "a" => &["oi", "i"],
        "ä" => &["öi", "i"],
        "e" => &["i"],
        "i" => &["ei"],
        "o" => &["oi"],
        "u" => &["ui"],
        "y" => &["yi"],
        _ => &["öi"],
    };
    for stem in stems {
        for case in WEAK_PLURAL {
            table.add("", &base, &format!("{weak}{stem}{case}"));
        }
        let before = stem.trim_end_matches('i');
        let between = if before.is_empty() { "i" } else { "j" };
        for case in ["en", "a", "ä"] {
            table.add("", &base, &format!("{strong}{before}{between}{case}"));
        }
        for case in ["na", "nä", "hin", "in"] {
            table.add("", &base, &format!("{strong}{stem}{case}"));
        }
    }
    if vowel == "i" {
        table.add("", &base, &format!("{strong}ien"));
    }
}
