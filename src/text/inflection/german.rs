//! German endings.

use super::endings::Paradigm;
use super::joined::Joined;

pub(super) const JOINED: Joined = Joined {
    apostrophe: "s",
    hyphen: "s",
    colon: "",
};

pub(super) const PARADIGMS: &[Paradigm] = &[
    // The genitive of names and nouns: Deutschlands, des Bundesgerichtshofes.
    ("aäbcdefghijklmnoöpqrtuüvwy", "", "s"),
    ("bdfghklmnprßst", "", "es"),
    // Many of them: Kubanern; of one declension in all cases: Grünen, Franzosen.
    ("lr", "", "n"),
    ("", "e", "en"),
    // Adjectives: Deutsche Bank, Norddeutscher Rundfunk, Rotes Kreuz.
    ("", "e", "er+ em+ es+"),
    ("", "er", "en+ em+ e+"),
    ("", "es", "en+ em+ e+"),
];
