//! Letters that are the same in spite of how they are written: what case, accents and the like come to, one character at a time.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// What is folded away before two letters are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub(crate) struct Folding {
    /// Case, by the full folding of Unicode: `ß` is `ss`, both small sigmas are one.
    pub(crate) case: bool,
    /// Accents of Latin, Greek and Cyrillic letters, with strokes and the like: `é` is `e`, `ø` is `o`, `æ` is `ae`.
    pub(crate) accents: bool,
    /// Superscript digits: `²` is `2`.
    pub(crate) superscripts: bool,
    /// Case as Turkish and Azerbaijani have it: `I` is the capital of `ı`, `İ` of `i`.
    pub(crate) turkic: bool,
}

impl Folding {
    /// Nothing.
    pub(crate) const EXACT: Self = Self {
        case: false,
        accents: false,
        superscripts: false,
        turkic: false,
    };
    /// Case alone.
    pub(crate) const CASE: Self = Self {
        case: true,
        ..Self::EXACT
    };
    /// All that any choice folds away, so that what is the same under one of them is the same here: for keys of tables, which know no
    /// options.
    const KEY: Self = Self {
        case: true,
        accents: true,
        superscripts: true,
        turkic: false,
    };

    /// What a character comes to, whose shape is folded.
    pub(crate) fn of(self, character: char) -> Letters {
        if self == Self::EXACT {
            return Letters::one(character);
        }
        if character.is_ascii() && !(self.turkic && character == 'I') {
            return Letters::one(if self.case {
                character.to_ascii_lowercase()
            } else {
                character
            });
        }
        if is_without_case(character) {
            return Letters::one(character);
        }
        let mut letters = Letters::default();
        let mut one = |character| {
            let mut push = |character| {
                if !(self.accents && is_accent(character)) {
                    letters.push(character);
                }
            };
            match character {
                '\u{C0}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}' => {
                    decompose_canonical(character, |part| match self.replaced(part) {
                        Some(plain) => plain.chars().for_each(&mut push),
                        None => push(part),
                    });
                }
                _ => match self.replaced(character) {
                    Some(plain) => plain.chars().for_each(push),
                    None => push(character),
                },
            }
        };
        match character {
            'I' if self.case && self.turkic => one('ı'),
            'İ' if self.case && self.turkic => one('i'),
            _ if self.case => fold_case(character).for_each(one),
            _ => one(character),
        }
        letters
    }

    /// What stands for a letter that Unicode does not take apart.
    fn replaced(self, character: char) -> Option<&'static str> {
        if self.superscripts
            && let Some(digit) = superscript(character)
        {
            return Some(digit);
        }
        if !self.accents {
            return None;
        }
        Some(match character {
            'ø' => "o",
            'Ø' => "O",
            'ł' => "l",
            'Ł' => "L",
            'đ' | 'ð' => "d",
            'Đ' | 'Ð' => "D",
            'ħ' => "h",
            'Ħ' => "H",
            'ŧ' => "t",
            'Ŧ' => "T",
            'ı' => "i",
            'æ' => "ae",
            'Æ' => "AE",
            'œ' => "oe",
            'Œ' => "OE",
            'þ' => "th",
            'Þ' => "TH",
            _ => return None,
        })
    }
}

/// A superscript digit as a digit.
pub(super) fn superscript(character: char) -> Option<&'static str> {
    Some(match character {
        '⁰' => "0",
        '¹' => "1",
        '²' => "2",
        '³' => "3",
        '⁴' => "4",
        '⁵' => "5",
        '⁶' => "6",
        '⁷' => "7",
        '⁸' => "8",
        '⁹' => "9",
        _ => return None,
    })
}

/// Marks that letters of any alphabet take; not the iota below, which is a letter.
fn is_accent(character: char) -> bool {
    matches!(character,
        '\u{300}'..='\u{344}' | '\u{346}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The scripts that fill texts and know neither case nor accents.
fn is_without_case(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{109F}' | '\u{3000}'..='\u{A63F}' | '\u{AC00}'..='\u{D7A3}')
}

/// The full case folding of a character, as Unicode lists it: the small letters of its capitals, but for a few.
pub(super) fn fold_case(character: char) -> Letters {
    let mut letters = Letters::default();
    match character {
        'ẞ' => ['s', 's'].into_iter().for_each(|s| letters.push(s)),
        // The dotless i is no i; capitals of Cherokee came first, and stay.
        'ı' | '\u{13A0}'..='\u{13F5}' => letters.push(character),
        '\u{13F8}'..='\u{13FD}' | '\u{AB70}'..='\u{ABBF}' => {
            character
                .to_uppercase()
                .for_each(|capital| letters.push(capital));
        }
        _ => {
            for capital in character.to_uppercase() {
                capital.to_lowercase().for_each(|small| letters.push(small));
            }
        }
    }
    letters
}

/// The few characters that one comes to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Letters {
    characters: [char; Self::MOST],
    next: u8,
    count: u8,
}

impl Letters {
    /// As many as a character of any script comes to, which a test makes sure of.
    const MOST: usize = 4;

    fn one(character: char) -> Self {
        let mut letters = Self::default();
        letters.push(character);
        letters
    }

    fn push(&mut self, character: char) {
        if let Some(place) = self.characters.get_mut(usize::from(self.count)) {
            *place = character;
            self.count += 1;
        }
    }
}

impl Iterator for Letters {
    type Item = char;

    #[inline]
    fn next(&mut self) -> Option<char> {
        let letters = &self.characters[..usize::from(self.count)];
        let next = letters.get(usize::from(self.next)).copied()?;
        self.next += 1;
        Some(next)
    }
}

/// The first character of no short key.
const SHORT_KEYS_END: u32 = 0x530;

/// What characters of the alphabets of Europe come to in keys, where it is one letter: it is asked of every such letter of every text.
static SHORT_KEYS: LazyLock<Vec<char>> = LazyLock::new(|| {
    (0..SHORT_KEYS_END)
        .map(|number| {
            let mut key = Folding::KEY.of(char::from_u32(number).unwrap_or_default());
            match (key.next(), key.next()) {
                (Some(single), None) => single,
                _ => char::MAX,
            }
        })
        .collect()
});

/// What a character, whose shape is folded, comes to in keys.
pub(crate) fn key_letters(character: char) -> Letters {
    match SHORT_KEYS.get(character as usize) {
        Some(&single) if single != char::MAX => Letters::one(single),
        _ => Folding::KEY.of(character),
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn folded(text: &str) -> String {
        text.chars().flat_map(fold_case).collect()
    }

    #[test]
    fn case_folds_as_unicode_lists_it() {
        for (written, wanted) in [
            ("Gießen", "giessen"),
            ("GIESSEN", "giessen"),
            ("ſ", "s"),
            ("ﬂag", "flag"),
            ("İ", "i\u{307}"),
            ("I", "i"),
            ("ı", "ı"),
            ("ΝΊΚΟΣ ς", "νίκοσ σ"),
            ("Ǆ ǅ ǆ", "ǆ ǆ ǆ"),
            ("ẞ", "ss"),
            ("ŉ", "ʼn"),
            ("ΐ", "ι\u{308}\u{301}"),
            ("ᾳ", "αι"),
            ("ꭰ", "Ꭰ"),
            ("µ", "μ"),
            ("Ⅷ", "ⅷ"),
            ("ǰ", "j\u{30C}"),
            ("Ｂｅｔａ", "ｂｅｔａ"),
        ] {
            assert_eq!(folded(written), wanted);
        }
    }

    #[test]
    fn folding_twice_is_folding_once_and_nothing_is_cut_off() {
        for character in '\0'..='\u{1FFFF}' {
            let once = folded(&character.to_string());
            assert_eq!(folded(&once), once, "{character:?}");
            for folding in [
                Folding::CASE,
                Folding::KEY,
                Folding {
                    turkic: true,
                    ..Folding::KEY
                },
            ] {
                let count = folding.of(character).count;
                assert!(usize::from(count) < Letters::MOST || once.nfd().count() <= Letters::MOST);
            }
        }
    }

    #[test]
    fn what_any_choice_holds_for_the_same_has_one_key() {
        let key = |text: &str| text.chars().flat_map(key_letters).collect::<String>();
        for character in '\0'..='\u{1FFFF}' {
            let wanted = key(&character.to_string());
            for number in 0..16 {
                let folding = Folding {
                    case: number & 1 != 0,
                    accents: number & 2 != 0,
                    superscripts: number & 4 != 0,
                    turkic: number & 8 != 0,
                };
                let folded: String = folding.of(character).collect();
                assert_eq!(key(&folded), wanted, "{character:?} {folding:?}");
            }
        }
    }

    #[test]
    fn accents_go_where_they_are_asked_to() {
        let plain = Folding {
            accents: true,
            ..Folding::CASE
        };
        let of = |text: &str| text.chars().flat_map(|c| plain.of(c)).collect::<String>();
        assert_eq!(of("Señor Ærøskøbing Łódź"), "senor aeroskobing lodz");
        assert_eq!(of("Ёлка Άθως"), "елка αθωσ");
        assert_eq!(of("がっこう हिन्दी"), "がっこう हिन्दी");
    }
}
