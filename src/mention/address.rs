//! Addresses in a text: of web pages and e-mail, handles and hashtags.

use crate::text::Span;

/// The last parts of domains that are known without `www.` or `://`.
const DOMAINS: [&str; 36] = [
    "ai", "app", "at", "au", "be", "biz", "br", "ca", "ch", "cn", "co", "com", "de", "dev", "edu",
    "es", "eu", "fr", "gov", "in", "info", "int", "io", "it", "jp", "kr", "mil", "net", "nl",
    "org", "pl", "ru", "se", "tv", "uk", "us",
];

/// Whether a span of a text is part of an address.
pub(super) fn is_inside_address(text: &str, span: Span) -> bool {
    let ends_stretch =
        |character: char| character.is_whitespace() || "<>\"“”«»|".contains(character);
    let before = &text[..span.start()];
    let start = before.rfind(ends_stretch).map_or(0, |at| {
        at + before[at..].chars().next().map_or(0, char::len_utf8)
    });
    let end = text[span.end()..]
        .find(ends_stretch)
        .map_or(text.len(), |at| span.end() + at);
    let stretch = &text[start..end];
    let opened = stretch.trim_start_matches(['(', '[', '{', '\'', '‘', ',', ';']);
    let place = span.start() - start;
    if place < stretch.len() - opened.len() {
        return false;
    }
    opened.starts_with("www.")
        || stretch
            .find("://")
            .is_some_and(|at| scheme_start(&stretch[..at]) <= place)
        || tagged(stretch, place)
        || in_mail_address(stretch, place)
        || in_domain(stretch, place)
}

/// Where the scheme before `://` begins.
fn scheme_start(before: &str) -> usize {
    before
        .trim_end_matches(|c: char| c.is_ascii_alphanumeric())
        .len()
}

/// Whether `@` or `#`, after no letter, leads to a place without a sign between.
fn tagged(stretch: &str, place: usize) -> bool {
    let before = stretch[..place].trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
    let lead = before.strip_suffix(['@', '#']);
    lead.is_some_and(|lead| !lead.ends_with(char::is_alphanumeric))
}

/// What of a stretch around a place is written with the characters of domains, and of what stands before `@`.
fn labels(stretch: &str, place: usize) -> (usize, usize) {
    let other = |c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+' | '@'));
    let start = stretch[..place].rfind(other).map_or(0, |at| {
        at + stretch[at..].chars().next().map_or(0, char::len_utf8)
    });
    let end = stretch[place..]
        .find(other)
        .map_or(stretch.len(), |at| place + at);
    (start, end)
}

fn in_mail_address(stretch: &str, place: usize) -> bool {
    let (start, end) = labels(stretch, place);
    stretch[start..end]
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.trim_end_matches('.').contains('.'))
}

/// Whether the labels around a place end with a known domain, and the place is not behind it.
fn in_domain(stretch: &str, place: usize) -> bool {
    let (start, end) = labels(stretch, place);
    let host = stretch[start..end].trim_end_matches(['.', '-']);
    let Some((rest, last)) = host.rsplit_once('.') else {
        return behind_domain(stretch, start);
    };
    let known = DOMAINS
        .iter()
        .any(|domain| last.eq_ignore_ascii_case(domain));
    (known && !rest.is_empty() && !rest.contains("..") && place < start + host.len())
        || behind_domain(stretch, start)
}

/// Whether what is before a place of a stretch is a domain and a path: `acme.com/beta`.
fn behind_domain(stretch: &str, place: usize) -> bool {
    stretch[..place]
        .split_once('/')
        .is_some_and(|(host, _)| !host.is_empty() && host.contains('.') && in_domain(host, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_told_from_names() {
        for (text, wanted) in [
            ("see https://acme.com/a", true),
            ("see https://x.org/acme?b", true),
            ("www.acme.example", true),
            ("(www.acme.example)", true),
            ("write to jane@acme.example.", true),
            ("acme.sales@x.example", true),
            ("@acme", true),
            ("(#acme_day)", true),
            ("acme.com", true),
            ("acme.co.uk, for one", true),
            ("x.com/acme", true),
            ("Acme. com", false),
            ("Acme.Then", false),
            ("at Acme.", false),
            ("Acme/Beta", false),
            ("Acme's", false),
            ("(Acme)", false),
            ("Acme: https://x.example", false),
            ("Acme:https://x.example", false),
            ("Acme#2", false),
        ] {
            let at = text.to_lowercase().find("acme").unwrap();
            assert_eq!(
                is_inside_address(text, Span::new(at, at + 4)),
                wanted,
                "{text}"
            );
        }
    }
}
