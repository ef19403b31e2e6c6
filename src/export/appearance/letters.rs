//! Names as labels: cleaned, broken into lines, cut; and how much room they take.

use unicode_width::UnicodeWidthChar;

/// Advance widths of `DejaVu Sans` from space to tilde, in thousandths of the size of the letters. It is the widest of the usual fonts:
/// what fits in it fits in Helvetica and Arial.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// How wide a text is in letters of size 1: as much as any usual font needs, but for rare signs.
pub(crate) fn width(text: &str) -> f64 {
    text.chars().map(width_of).sum()
}

fn width_of(char: char) -> f64 {
    if let Some(width) = (char as usize)
        .checked_sub(32)
        .and_then(|place| ASCII.get(place))
    {
        return f64::from(*width) / 1000.0;
    }
    match char.width() {
        None | Some(0) => 0.0,
        Some(1) if char.is_lowercase() => 0.66,
        Some(1) if char.is_alphabetic() => 0.8,
        Some(1) => 1.0,
        Some(_) if char >= '\u{1f000}' => 1.35, // emoji
        Some(_) => 1.05,
    }
}

/// The text on one line: white space is one space, what controls the output (also the direction of writing) is left out.
pub(crate) fn on_one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            _ if char.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ if is_unseen(char) => {}
            _ => out.push(char),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character shows nothing but changes what others show, or is none.
fn is_unseen(char: char) -> bool {
    char.is_control()
        || matches!(char,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}')
}

/// A name in lines of a width, broken at spaces where it has any; what does not fit into `most` lines is cut and ends in `…`. At least one
/// line; a name of which nothing can be shown is `?`.
pub(crate) fn lines(name: &str, widest: f64, most: usize) -> Vec<String> {
    let name = on_one_line(name);
    let mut lines: Vec<String> = Vec::new();
    let mut words = name.split(' ').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let is_last = lines.len() >= most;
        match lines.last_mut() {
            Some(line) if width(line) + width(" ") + width(word) <= widest => {
                line.push(' ');
                line.push_str(word);
            }
            Some(line) if is_last => {
                // The rest goes here, and is cut.
                line.push(' ');
                line.push_str(word);
                for word in words.by_ref() {
                    line.push(' ');
                    line.push_str(word);
                }
            }
            _ => lines.push(word.to_owned()),
        }
    }
    for line in &mut lines {
        cut(line, widest);
    }
    if lines.is_empty() {
        lines.push("?".to_owned());
    }
    lines
}

/// Cuts a text to a width.
pub(crate) fn cut(text: &mut String, widest: f64) {
    if width(text) <= widest {
        return;
    }
    let room = widest - width("…");
    let mut so_far = 0.0;
    let end = text
        .char_indices()
        .find(|&(_, char)| {
            so_far += width_of(char);
            so_far > room
        })
        .map_or(text.len(), |(at, _)| at);
    text.truncate(end);
    text.truncate(text.trim_end_matches([' ', '\u{200d}']).len());
    text.push('…');
}

/// A number with commas between its thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_broken_at_spaces_and_cut() {
        let name = "Organization of the Petroleum Exporting Countries";
        assert_eq!(
            lines(name, 14.0, 3),
            ["Organization of the", "Petroleum Exporting", "Countries"]
        );
        assert_eq!(
            lines(name, 14.0, 2),
            ["Organization of the", "Petroleum Exporting Cou…"]
        );
        assert_eq!(lines("SK\n\t Hynix ", 14.0, 2), ["SK Hynix"]);
        assert_eq!(lines("芯片公司芯片公司", 5.3, 2), ["芯片公司…"]);
        assert_eq!(lines("\u{202e}\u{0}", 14.0, 2), ["?"]);
    }

    #[test]
    fn wide_signs_are_wide() {
        assert!(width("芯片") > 2.0 && width("🚀") > 1.2);
        assert!((width("e\u{301}") - width("e")).abs() < 1e-9);
        assert!(width("WWW") > width("iii"));
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1234, 1_234_567].map(grouped),
            ["0", "999", "1,234", "1,234,567"]
        );
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_or_holds_what_controls(name in any::<String>(), widest in 3.0..20.0, most in 1_usize..4) {
            let lines = lines(&name, widest, most);
            prop_assert!(!lines.is_empty() && lines.len() <= most);
            for line in lines {
                prop_assert!(width(&line) <= widest + 1e-9);
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
