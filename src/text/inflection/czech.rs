//! Czech endings.

use super::endings::Paradigm;
use super::joined::Joined;

const HARD: &str = "bcdfghklmnpqrstvwxz";
const SOFT: &str = "cčďjlňřsšťxzž";
/// Behind these, `ě` is written.
const SOFTENED: &str = "bdfmnptv";

pub(super) const JOINED: Joined = Joined {
    apostrophe: "a u ovi em e y ů ům",
    hyphen: "",
    colon: "",
};

pub(super) const PARADIGMS: &[Paradigm] = &[
    // Masculine: Londýn, Trump, Barnier, Tusk; Davis, Babiš.
    (HARD, "", "a u ovi em e y i ů ům ech"),
    (SOFT, "", "e i em ovi ů ům ích"),
    (SOFTENED, "", "ě"),
    ("", "k", "ce ci cích"),
    ("", "h", "ze zi zích"),
    ("", "g", "zi zích"),
    ("", "ch", "še ši ších"),
    ("", "r", "ře ři řích"),
    ("", "ň", "ně ni ní něm něm ních němi"),
    ("", "ť", "tě ti tí tím tích"),
    ("", "ď", "dě di dí dím dích"),
    // Vowels that come and go: Radek, Němec, Havel, Alexander, Plzeň, Dům.
    ("", "ek", "ka kovi ku kem ky ků kům ce ci cích kové"),
    ("", "ec", "ce ci covi cem če cové ců cům cích"),
    ("", "el", "la lu lovi lem le li lů lům lech"),
    ("", "er", "ra ru rovi rem re ry rů rům"),
    ("", "en", "na nu novi nem ně ny nů nům"),
    ("", "et", "ta tu tovi tem tě ty tů tům"),
    ("", "ev", "ve vi ví"),
    ("", "eň", "ně ni ní něm ním ních"),
    ("", "ůl", "olu olem ole oly olů"),
    ("", "ům", "omu omem omě omy omů omům omech"),
    ("", "ůr", "oru orem oře ory orů"),
    // Foreign names: Marcus, Mauritius, Kennedy, Hollande, Fico; centrum.
    ("", "us", "a u ovi em e"),
    ("", "os", "a u ovi em"),
    ("", "um", "a u em ům ech"),
    ("eiy", "", "ho mu m"),
    ("e", "", "a ovi em ů"),
    ("aáoóuéy", "", "ovi"),
    ("", "e", "a ovi em ů ům"),
    // Feminine: Praha, Evropa, Británie, země, Plzeň, společnost.
    (HARD, "a", "y u ou ovi ám ami ách"),
    ("cčďjňřšťž", "a", "i u ou ovi ám ami ách"),
    (SOFT, "a", "e i"),
    (SOFTENED, "a", "ě"),
    ("", "ka", "ce"),
    ("", "ha", "ze"),
    ("", "ga", "ze"),
    ("", "cha", "še"),
    ("", "ra", "ře"),
    ("", "ňa", "ni ně"),
    ("i", "a", "e i u í y ou"),
    ("e", "a", "je ji u jí ou y"),
    ("", "e", "i í ím ích emi"),
    ("", "ě", "i í ím ích ěmi"),
    ("", "ice", "ic"),
    ("cčjlnřšťvzžt", "", "i í"),
    // Neuter: Polsko, město, moře, království.
    ("", "o", "a u em ech ům"),
    (SOFTENED, "o", "ě"),
    ("", "lo", "le"),
    ("", "ro", "ře"),
    ("", "ko", "ce kách cích"),
    ("", "e", "em"),
    ("", "í", "ím ích ími"),
    // Adjectives, and names that are declined like them: Velká, Spojené, Novotný, Mayová, Lidový.
    ("", "ý", "ého ému ém ým ých ými"),
    ("", "á", "é ou"),
    ("", "é", "ého ému ém ým ých ými"),
    ("", "í", "ího ímu"),
    ("", "ští", "ských ským skými ské"),
    ("", "čtí", "ckých ckým ckými cké"),
    ("", "ří", "rých rým rými ré"),
    ("", "í", "ých ým ými"),
    // Plural: státy, Čechy, Britové, Poláci, Angličané, Francouzi.
    ("", "y", "- ů ům ech ám ách ami"),
    ("", "ky", "ek"),
    ("", "ové", "ů ům y ech"),
    ("", "é", "ů ům y ech"),
    ("", "i", "ů ům y e ech ích"),
    ("", "ci", "ků kům ky cích ců cům ce"),
    ("", "zi", "hů hům hy zích"),
    ("", "ši", "chů chům chy ších"),
    ("", "ři", "rů rům ry řích"),
];
