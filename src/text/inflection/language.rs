//! The languages whose endings are known.

use std::sync::LazyLock;

use super::endings::{Base, Endings};
use super::joined::Joined;
use super::{bulgarian, czech, finnish, german, polish, russian, slovene, ukrainian};

/// A language that declines names, and whose endings are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Bulgarian,
    Czech,
    Finnish,
    German,
    Polish,
    Russian,
    Slovene,
    Ukrainian,
}

impl Language {
    /// All of them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 8] = [
        Self::Bulgarian,
        Self::Czech,
        Self::Finnish,
        Self::German,
        Self::Polish,
        Self::Russian,
        Self::Slovene,
        Self::Ukrainian,
    ];

    /// The language of a tag such as `pl`, `pl-PL`, `pl_PL` or `pol`; `None` if its endings are not known.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let main = tag.split(['-', '_']).next().unwrap_or(tag).trim();
        let among = |names: &[&str]| names.iter().any(|name| main.eq_ignore_ascii_case(name));
        [
            (Self::Bulgarian, &["bg", "bul"][..]),
            (Self::Czech, &["cs", "ces", "cze"]),
            (Self::Finnish, &["fi", "fin"]),
            (Self::German, &["de", "deu", "ger"]),
            (Self::Polish, &["pl", "pol"]),
            (Self::Russian, &["ru", "rus"]),
            (Self::Slovene, &["sl", "slv"]),
            (Self::Ukrainian, &["uk", "ukr"]),
        ]
        .into_iter()
        .find_map(|(language, names)| among(names).then_some(language))
    }

    /// Calls `found` with every base form that a word may have besides itself. A word in capitals has none: what stands behind a stem cannot be
    /// told from it.
    pub(crate) fn bases(self, word: &str, found: impl FnMut(Base)) {
        if !word.ends_with(char::is_lowercase) {
            return;
        }
        self.endings().bases(word, found);
    }

    /// How many bytes of `after` are an ending that is joined to `word` by a sign: `’a` behind `Farage`, `-u` behind `PiS`, `:n` behind
    /// `HKL`.
    pub(crate) fn joined_ending(self, word: &str, after: &str) -> Option<usize> {
        self.joined().length(word, after)
    }

    fn joined(self) -> &'static Joined {
        match self {
            Self::Polish => &polish::JOINED,
            Self::Czech => &czech::JOINED,
            Self::Finnish => &finnish::JOINED,
            Self::Slovene => &slovene::JOINED,
            Self::Russian => &russian::JOINED,
            Self::Ukrainian => &ukrainian::JOINED,
            Self::Bulgarian => &bulgarian::JOINED,
            Self::German => &german::JOINED,
        }
    }

    fn endings(self) -> &'static Endings {
        static TABLES: [LazyLock<Endings>; 8] = [
            LazyLock::new(|| Endings::of(bulgarian::PARADIGMS)),
            LazyLock::new(|| Endings::of(czech::PARADIGMS)),
            LazyLock::new(finnish::endings),
            LazyLock::new(|| Endings::of(german::PARADIGMS)),
            LazyLock::new(|| Endings::of(polish::PARADIGMS)),
            LazyLock::new(|| Endings::of(russian::PARADIGMS)),
            LazyLock::new(|| Endings::of(slovene::PARADIGMS)),
            LazyLock::new(|| Endings::of(ukrainian::PARADIGMS)),
        ];
        &TABLES[self as usize]
    }
}
