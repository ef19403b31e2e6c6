//! Chinese characters that are written in two ways, the traditional and the simplified.

/// The simplified form of a character; itself where there is none, or where the crate was built without `cjk`.
#[cfg(feature = "cjk")]
pub(super) fn simplified(character: char) -> char {
    table::simplified(character)
}

#[cfg(not(feature = "cjk"))]
pub(super) fn simplified(character: char) -> char {
    character
}

#[cfg(feature = "cjk")]
mod table {
    use std::sync::LazyLock;

    use hanconv::RawDictionary;

    /// The first character of the table, and the first behind it: what one sees in texts is here.
    const FIRST: u32 = 0x3400;
    const END: u32 = 0xA000;

    /// By character, 0 where it stays.
    static SIMPLIFIED: LazyLock<Vec<u16>> = LazyLock::new(|| {
        let mut table = vec![0; (END - FIRST) as usize];
        for (traditional, simplified) in RawDictionary::TSCharacters.iter() {
            if let (Some(place), Some(simplified)) = (single(traditional), single(simplified)) {
                table[place] = u16::try_from(FIRST).expect("it is") + narrow(simplified);
            }
        }
        // What stands for another must stand for itself.
        for place in 0..table.len() {
            let mut steps = 0;
            while let Some(&next) = place_of(table[place]).and_then(|place| table.get(place))
                && next != 0
                && steps < 4
            {
                table[place] = next;
                steps += 1;
            }
        }
        table
    });

    fn narrow(place: usize) -> u16 {
        u16::try_from(place).expect("the table is short")
    }

    fn place_of(number: u16) -> Option<usize> {
        u32::from(number)
            .checked_sub(FIRST)
            .map(|place| place as usize)
    }

    /// The place of the one character of a string.
    fn single(text: &str) -> Option<usize> {
        let mut characters = text.chars();
        let character = u32::from(characters.next()?);
        let held = (FIRST..END).contains(&character) && characters.next().is_none();
        held.then(|| (character - FIRST) as usize)
    }

    #[inline]
    pub(super) fn simplified(character: char) -> char {
        let place = u32::from(character).wrapping_sub(FIRST) as usize;
        match SIMPLIFIED.get(place) {
            Some(&number) if number != 0 => char::from_u32(u32::from(number)).unwrap_or(character),
            _ => character,
        }
    }
}

#[cfg(all(test, feature = "cjk"))]
mod tests {
    use super::*;

    #[test]
    fn traditional_characters_have_simplified_forms() {
        let of = |text: &str| text.chars().map(simplified).collect::<String>();
        assert_eq!(of("臺灣積體電路製造"), "台湾积体电路制造");
        assert_eq!(of("联发科技 MediaTek"), "联发科技 MediaTek");
        for character in '\u{3000}'..='\u{FFFF}' {
            let once = simplified(character);
            assert_eq!(simplified(once), once, "{character}");
        }
    }
}
