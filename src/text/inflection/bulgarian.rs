//! Bulgarian endings: articles, mostly, and plurals.

use super::endings::Paradigm;
use super::joined::Joined;

const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщ";

pub(super) const JOINED: Joined = Joined {
    apostrophe: "",
    hyphen: "а ът те та то",
    colon: "",
};

pub(super) const PARADIGMS: &[Paradigm] = &[
    // Masculine: парламент, съюз, музей, учител.
    (CONSONANTS, "", "а ът и ите ове овете"),
    ("лнрт", "", "я ят"),
    ("", "й", "я ят и ите"),
    ("", "к", "ци ците"),
    ("", "г", "зи зите"),
    ("", "х", "си сите"),
    ("", "ец", "еца ецът ци ците"),
    ("", "ин", "и ите"),
    // Feminine: комисия, партия, област.
    ("", "а", "ата и ите"),
    ("", "я", "ята и ите"),
    ("влнрст", "", "та"),
    // Neuter and plural: кралство, море, щати, британци.
    ("", "о", "ото а ата"),
    ("", "е", "ето"),
    ("", "и", "ите"),
    // Adjectives: Европейски, Върховен, Нов.
    ("к", "и", "ия ият"),
    ("", "ен", "ния ният ните"),
    (CONSONANTS, "", "ия+ ият+"),
    // A base that has an article: it is a longer or a shorter one, or none.
    ("", "ият", "ия"),
    ("", "ия", "ият"),
    ("", "ът", "а"),
    ("", "ят", "я"),
    ("", "ската", "ска+"),
    ("", "ското", "ско+"),
    ("", "ските", "ски+"),
];
