//! Numbers as people read them.

/// A whole number with commas between its thousands.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 document`, `2 documents`, `1,200 entities`.
pub(crate) fn counted(count: u64, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{} {stem}ies", grouped(count)),
        (_, None) => format!("{} {noun}s", grouped(count)),
    }
}

/// A number with as many digits as help a reader: three, but no more than two behind the point.
pub(crate) fn short(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "∞" } else { "-∞" }.to_owned();
    }
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(
            [0, 999, 1234, 1_234_567].map(grouped),
            ["0", "999", "1,234", "1,234,567"]
        );
    }

    #[test]
    fn things_are_counted() {
        let nouns = [(0, "edge"), (1, "entity"), (1200, "entity")];
        assert_eq!(
            nouns.map(|(count, noun)| counted(count, noun)),
            ["0 edges", "1 entity", "1,200 entities"]
        );
    }

    #[test]
    fn three_digits_are_enough() {
        assert_eq!(
            [0.123, -5.0, 28.71, 619.4, f64::NEG_INFINITY].map(short),
            ["0.12", "-5.00", "28.7", "619", "-∞"]
        );
    }
}
