//! Slovene endings.

use super::endings::Paradigm;
use super::joined::Joined;

const CONSONANTS: &str = "bcčdfghjklmnpqrsštvwxzž";

pub(super) const JOINED: Joined = Joined {
    apostrophe: "a u om em ja ju jem",
    hyphen: "a u om em ja ju jem jev ov ih",
    colon: "",
};

pub(super) const PARADIGMS: &[Paradigm] = &[
    // Masculine: Maribor, Trump, Junker, Kennedy; Marko, Charlie.
    (CONSONANTS, "", "a u om em i e ov ev ih"),
    ("r", "", "ja ju jem ji jev je jih"),
    ("aeiouy", "", "ja ju jem ji jev"),
    ("", "o", "a u om em i ih"),
    ("", "e", "a u em"),
    // Vowels that come and go: Slovenec, Janek, Aleksander, Pavel, parlament has none.
    ("", "ec", "ca cu cem ci cev ce cih"),
    ("", "ek", "ka ku kom ki kov ke kih"),
    ("", "er", "ra ru rom ri rov re rih"),
    ("", "el", "la lu lom li lov le lih"),
    ("", "en", "na nu nom ni nov ne nih"),
    ("", "em", "ma mu mom"),
    ("", "et", "ta tu tom"),
    ("", "enj", "nja nju njem"),
    ("", "elj", "lja lju ljem"),
    ("", "ev", "ve vi vijo"),
    // Feminine: Ljubljana, Evropa, Slovenija; skupnost.
    ("", "a", "e i o am ah ami"),
    (CONSONANTS, "a", "u om"),
    ("ltvzž", "", "i jo"),
    // Plural: države, Slovenci, narodi.
    ("", "e", "- am ah ami"),
    ("", "i", "ov ev em om e ih"),
    // Adjectives: Evropski, Evropska, Združeno, Združene, Bel.
    ("", "i", "ega emu em im ih imi"),
    ("", "a", "ih im imi"),
    ("", "o", "ega emu em im ih"),
    ("", "e", "ih im imi"),
    (CONSONANTS, "", "ega emu em im"),
    ("", "en", "nega nemu nem nim"),
];
