//! Abbreviations of many languages, by what may follow their dot.

use super::word_lists::WordLists;

/// What a dot behind an abbreviation can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The sentence always goes on: `vs.`, `e.g.`.
    Always,
    /// A name follows: `Dr. Smith`, `Sen. Lee`. The sentence ends only before a word that is no name.
    Title,
    /// Stands inside names and at their ends: `Inc.`, `St.`, `Jr.`. The sentence ends before a word that starts sentences.
    Suffix,
    /// The sentence goes on only before a number or a label: `No. 5`, `Fig. S3`, `Jan. 5`.
    Number,
    /// A state or province behind its town: goes on before a dash, a bracket or a number.
    State,
    /// Ends sentences, though it looks like an abbreviation that does not.
    Ends,
}

/// The longest entry in bytes.
const LONGEST: usize = 12;

/// The class of an abbreviation, written without its last dot.
pub(super) fn class(token: &str) -> Option<Class> {
    if token.len() > LONGEST {
        return None;
    }
    TABLE.find(token).map(|list| CLASSES[list])
}

/// The class of an abbreviation in a text that is all in capitals (`SEN. LEE`), if `token` is.
pub(super) fn class_of_capitals(token: &str) -> Option<Class> {
    if !(2..=LONGEST).contains(&token.len()) || !token.bytes().all(|byte| byte.is_ascii_uppercase())
    {
        return None;
    }
    let mut buffer = [0; LONGEST];
    let lower = &mut buffer[..token.len()];
    lower.copy_from_slice(token.as_bytes());
    lower[1..].make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(class)
}

const CLASSES: [Class; 6] = [
    Class::Always,
    Class::Title,
    Class::Suffix,
    Class::Number,
    Class::State,
    Class::Ends,
];

static TABLE: WordLists<2048> = WordLists::new(&[ALWAYS, TITLE, SUFFIX, NUMBER, STATE, ENDS]);

/// The ASCII letters right before a stop, eight at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    /// The last letter is the highest byte; what is no letter is zero.
    packed: u64,
    count: usize,
}

impl Letters {
    /// The letters that `bytes` end with.
    #[inline]
    pub(super) const fn ending(bytes: [u8; 8]) -> Self {
        const ONES: u64 = 0x0101_0101_0101_0101;
        const HIGH: u64 = 0x80 * ONES;
        let bytes = u64::from_le_bytes(bytes);
        let low = (bytes | (0x20 * ONES)) & !HIGH;
        // The high bits of the bytes from `a` on, less those of the bytes behind `z`, less those that are not ASCII.
        let letters = (low + (0x80 - b'a' as u64) * ONES) & !(low + (0x7F - b'z' as u64) * ONES);
        let others = !(letters & !bytes) & HIGH;
        let count = others.leading_zeros() / 8;
        Self {
            packed: if count == 0 {
                0
            } else {
                bytes & (u64::MAX << (u64::BITS - 8 * count))
            },
            count: count as usize,
        }
    }

    #[inline]
    pub(super) const fn count(self) -> usize {
        self.count
    }

    /// The place of these letters in the filter.
    const fn bit(self) -> (usize, u64) {
        let hash = self.packed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((hash >> 57) as usize, 1 << ((hash >> 51) % 64))
    }
}

/// Whether a word of these letters can be an abbreviation that [`class`] knows: always if it is, and hardly ever if it is not. Letters
/// that fill all eight places are none.
#[inline]
pub(super) fn may_be(letters: Letters) -> bool {
    let (place, bit) = letters.bit();
    FILTER[place] & bit != 0
}

/// One bit for each abbreviation of ASCII letters: a kilobyte that stays near while the table would not.
static FILTER: [u64; 128] = {
    let mut filter = [0; 128];
    let lists = [ALWAYS, TITLE, SUFFIX, NUMBER, STATE, ENDS];
    let mut list = 0;
    while list < lists.len() {
        let mut item = 0;
        while item < lists[list].len() {
            let word = lists[list][item].as_bytes();
            let mut window = [0; 8];
            let mut taken = 0;
            while taken < word.len() && taken < window.len() {
                taken += 1;
                window[window.len() - taken] = word[word.len() - taken];
            }
            let letters = Letters::ending(window);
            assert!(
                letters.count < window.len(),
                "words of eight letters are not asked for"
            );
            if letters.count == word.len() {
                let (place, bit) = letters.bit();
                filter[place] |= bit;
            }
            item += 1;
        }
        list += 1;
    }
    filter
};

#[rustfmt::skip]
const ALWAYS: &[&str] = &[
    // English, Latin
    "vs", "viz", "cf", "Cf", "ca", "approx", "incl", "excl", "esp", "resp", "e.g", "E.g", "i.e", "I.e", "ibid", "aka",
    // German
    "bzw", "ggf", "evtl", "inkl", "exkl", "zzgl", "abzgl", "einschl", "sog", "vgl", "Vgl", "bspw", "insb", "insbes", "geb", "ehem", "stv", "stellv", "lt",
    "z.B", "Z.B", "d.h", "D.h", "u.U", "i.d.R", "z.T", "s.o", "s.u", "Gebr",
    // Polish, Czech, Slovak
    "np", "Np", "tzw", "tzv", "tzn", "tj", "m.in", "im", "ul", "pl", "św", "Św", "ks", "wg", "Wlk", "ds", "ws", "nt", "woj", "zob", "por", "ang", "łac", "niem", "franc",
    "hiszp", "ros", "např", "Např", "mj", "cca", "sv",
    // Dutch, Nordic, Finnish
    "bijv", "Bijv", "t.ex", "T.ex", "bl.a", "Bl.a", "d.v.s", "dvs", "f.eks", "F.eks", "esim", "Esim", "vrt", "nk",
    // Romance
    "env", "EE", "aprox",
    // Cyrillic, Greek
    "т.е", "напр", "им", "ул", "акад", "π.χ",
];

#[rustfmt::skip]
const TITLE: &[&str] = &[
    // English
    "Dr", "Drs", "Prof", "Profs", "Mr", "Mrs", "Ms", "Mx", "Messrs", "Gen", "Lt", "Col", "Maj", "Capt", "Cmdr", "Cdr", "Adm", "Sgt", "Cpl", "Pvt", "Brig", "Sen", "Sens",
    "Rep", "Reps", "Gov", "Govs", "Rev", "Hon", "Pres", "Supt", "Insp", "Det", "Msgr", "Atty", "Amb", "Fr", "Br", "Bp", "Gens", "Cols", "Lts", "Sgts",
    "Wm", "Geo", "Chas", "Thos", "Benj", "Jas", "Jos", "Edw", "Robt", "Th", "Ph", "Yu", "Dzh",
    // German
    "Hr", "Hrn", "Frl", "Dipl", "Mag", "Hl", "Abg", "Frhr", "Bgm",
    // Slavic
    "dr", "prof", "doc", "Doc", "hab", "inż", "mgr", "Mgr", "Bc", "JUDr", "MUDr", "RNDr", "PhDr", "PaedDr", "gen", "płk", "ppłk", "mjr", "kpt", "bp", "abp", "kard", "проф", "г-н",
    // Romance
    "MM", "Mme", "Mlle", "Sig", "Sigg", "Dott", "dott", "Avv", "avv", "sig", "On", "Egr", "Spett", "Sra", "Srta", "Dra", "Dña", "Excmo", "Ilmo", "Exmo", "Gral", "Lic", "Eng", "Sto", "Sta",
    // Dutch, Turkish
    "dhr", "mevr", "mw", "drs", "jhr", "Sn", "Doç", "Yrd",
];

#[rustfmt::skip]
const SUFFIX: &[&str] = &[
    // Companies and offices
    "Inc", "Corp", "Co", "Ltd", "INC", "CORP", "LTD", "Cos", "Bros", "Cie", "Mfg", "Intl", "Assn", "Assoc", "Dept", "Univ", "Inst", "Bhd", "Sdn", "Pty", "Pte", "Ges", "Ltda", "Cía", "Cia", "Soc", "Natl",
    "Comm", "Admin", "Fed", "Abt", "Hbf", "Sté", "inc", "corp",
    // Persons
    "Jr", "Sr", "jr", "sr", "Esq", "Rt", "al", "Sres", "Ing", "ing", "Ud", "Uds", "Vd", "Vds", "Hrsg",
    // Places
    "St", "Ste", "Sts", "Mt", "Mts", "Ft", "Pt", "Ave", "Av", "Avda", "Blvd", "Rd", "Sq", "Hwy", "Pkwy", "Bldg", "Dist", "Ctr", "Str", "nám", "tř", "av", "bd", "boul", "os", "UU", "Prov",
    // Measures and times
    "Mio", "Mrd", "Tsd", "tys", "tis", "mil", "milj", "mrd", "proc", "тыс", "млн", "млрд", "Jh", "Jhd", "Jhdt", "Chr", "mm", "ns", "br", "jl", "apr", "pt", "dot",
    // Degrees and dotted words
    "Ph.D", "Ed.D", "M.Sc", "B.Sc", "LL.B", "LL.M", "D.Phil", "Pharm.D", "Lt.Gen", "n.Chr", "v.Chr", "EE.UU", "ex", "bv", "éd",
];

#[rustfmt::skip]
const NUMBER: &[&str] = &[
    // English
    "No", "no", "Nos", "nos", "Fig", "fig", "Figs", "figs", "Tab", "tab", "Tabs", "Eq", "eq", "Eqs", "eqs", "Sec", "sec", "Secs", "Sect", "sect", "Ch", "ch", "Chap", "chap",
    "Vol", "vol", "Vols", "vols", "pp", "Pp", "Art", "art", "Arts", "Par", "par", "Para", "para", "App", "app", "Ref", "ref", "Refs", "refs", "Ex", "Exh", "Ver", "ver", "Ser", "ser",
    "Op", "op", "Cap", "cap", "Tel", "tel", "Rte", "Apt", "est", "Est", "max", "Max", "min", "Min", "ed", "eds", "rev", "nr", "Nr",
    // Months and days
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Okt", "Dez", "Mär", "janv", "févr", "avr", "juil", "déc", "sept", "oct", "nov", "jan",
    "feb", "mar", "jun", "jul", "aug", "dec", "ene", "abr", "ago", "dic", "Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun",
    // German
    "Nrn", "Abs", "abs", "Ziff", "Kap", "Bd", "Bde", "Jg", "Rn", "Rz", "Pos", "pos", "Anm", "Abb", "mind", "Aufl",
    // Slavic, Hungarian
    "str", "čl", "odst", "pkt", "ust", "poz", "godz", "rozdz", "obr", "ok", "lok", "dn", "стр", "рис", "табл", "ст", "гл", "kb",
    // Nordic, Finnish, Romance
    "kl", "Kl", "klo", "tlf", "puh", "núm", "Núm", "num", "pág", "págs", "pag", "sez", "lett",
];

#[rustfmt::skip]
const STATE: &[&str] = &[
    "Ala", "Ariz", "Ark", "Calif", "Cal", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans", "Ky", "La", "Md", "Mass", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nebr",
    "Nev", "Okla", "Ore", "Pa", "Penn", "Tenn", "Tex", "Vt", "Va", "Wash", "Wis", "Wyo", "Ont", "Que", "Alta", "Sask", "Man",
];

const ENDS: &[&str] = &["т.д", "т.п", "κ.λπ", "κ.ά", "u.s.w", "u.s.f", "e.t.c"];

#[cfg(test)]
mod tests {
    use super::super::word_lists::assert_no_word_twice;
    use super::*;

    #[test]
    fn abbreviations_have_one_class() {
        assert_no_word_twice(&TABLE);
        let longest = [ALWAYS, TITLE, SUFFIX, NUMBER, STATE, ENDS]
            .concat()
            .into_iter()
            .map(str::len)
            .max();
        assert!(longest <= Some(LONGEST));
    }

    #[test]
    fn the_filter_passes_every_abbreviation_and_few_words_else() {
        let letters = |word: &str| {
            let padded = format!("       ,{word}");
            *padded
                .as_bytes()
                .last_chunk()
                .expect("at least eight bytes")
        };
        for word in [ALWAYS, TITLE, SUFFIX, NUMBER, STATE, ENDS].concat() {
            let letters = Letters::ending(letters(word));
            if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
                assert_eq!(letters.count(), word.len());
                assert!(may_be(letters), "{word}");
            } else {
                assert!(letters.count() < word.len());
            }
        }
        let words = "year share rose fell week market said dollar bank loss today plan talks tax";
        let passed = words
            .split(' ')
            .filter(|word| may_be(Letters::ending(letters(word))));
        assert!(passed.count() < 3);
    }

    #[test]
    fn letters_are_counted_from_the_end() {
        for (bytes, count) in [
            (b"abcdefgh", 8),
            (b"ab,defgh", 5),
            (b"AZaz,@[`", 0),
            (b"----AZaz", 4),
            (b"abcdef{z", 1),
            (b"abcde\xc1\xe1z", 1),
        ] {
            assert_eq!(Letters::ending(*bytes).count(), count);
        }
    }

    #[test]
    fn capitals_are_looked_up_as_words_on_request() {
        assert_eq!(class("Sen"), Some(Class::Title));
        assert_eq!(class("SEN"), None);
        assert_eq!(class_of_capitals("SEN"), Some(Class::Title));
        assert_eq!(class_of_capitals("Sen"), None);
        assert_eq!(class_of_capitals("INCORPORATED"), None);
        assert_eq!(class(""), None);
    }
}
