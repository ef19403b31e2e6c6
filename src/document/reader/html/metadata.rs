//! What a page says about itself: in its head, in embedded JSON-LD, in its time elements.

use std::collections::VecDeque;

use dom_smoothie::Readability;
use serde_json::Value;

use crate::document::Date;
use crate::document::fields::{Fields, Slot};
use crate::document::written_date;

/// Names of the date in `meta` elements, best first.
const DATES: [&str; 9] = [
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "parsely-pub-date",
    "dc.date",
    "dcterms.date",
    "pubdate",
    "date",
];

/// Marks between a headline and the site's name.
const SEPARATORS: [char; 8] = ['|', '-', '–', '—', '·', '•', '»', ':'];

/// Adds title, date, source, language and address, as far as the page gives them.
pub(super) fn read(page: &Readability, fields: &mut Fields<'_>) {
    let metas = metas(page);
    let meta = |name: &str| {
        metas
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    };

    let source = meta("og:site_name");
    let title = match meta("og:title") {
        Some(title) => folded(title),
        None => folded(&page.get_article_title()),
    };
    fields.set(Slot::Title, without_site(&title, source).to_owned());
    if let Some(source) = source {
        fields.set(Slot::Source, folded(source));
    }
    if let Some(lang) = page.doc.select("html[lang]").attr("lang") {
        fields.set(Slot::Lang, lang.to_string());
    }
    if let Some(url) = canonical(page).or_else(|| meta("og:url").map(str::to_owned)) {
        fields.set(Slot::Url, url);
    }

    let candidates = DATES
        .iter()
        .filter_map(|name| meta(name).map(str::to_owned))
        .chain(linked_dates(page))
        .chain(times(page));
    // The first that is a date; else the first, as the reason why there is none.
    let mut unread = None;
    for candidate in candidates {
        if let Some(date) = date(&candidate) {
            fields.set(Slot::Date, date.to_string());
            return;
        }
        unread.get_or_insert(candidate);
    }
    if let Some(unread) = unread {
        fields.set(Slot::Date, unread);
    }
}

/// Names, in lower case, and contents of the `meta` elements, in order, the empty ones left out.
fn metas(page: &Readability) -> Vec<(String, String)> {
    let mut metas = Vec::new();
    for node in page.doc.select("meta[content]").nodes() {
        let content = node.attr("content").unwrap_or_default();
        if content.trim().is_empty() {
            continue;
        }
        for attribute in ["property", "name", "itemprop"] {
            if let Some(name) = node.attr(attribute) {
                metas.push((name.trim().to_ascii_lowercase(), content.trim().to_owned()));
            }
        }
    }
    metas
}

fn canonical(page: &Readability) -> Option<String> {
    let link = page.doc.select("link[rel=canonical][href]");
    let url = link.attr("href")?.trim().to_owned();
    url.starts_with("http").then_some(url)
}

fn times(page: &Readability) -> Option<String> {
    let time = page.doc.select("time[datetime]").attr("datetime")?;
    Some(time.to_string())
}

fn linked_dates(page: &Readability) -> Vec<String> {
    let scripts = page.doc.select("script[type='application/ld+json']");
    let nodes = scripts.nodes().iter();
    nodes
        .filter_map(|script| date_published(&script.text()))
        .collect()
}

/// The `datePublished` nearest to the root of a JSON-LD text.
fn date_published(json: &str) -> Option<String> {
    let root: Value = serde_json::from_str(json).ok()?;
    let mut queue = VecDeque::from([&root]);
    while let Some(value) = queue.pop_front() {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(date)) = object.get("datePublished") {
                    return Some(date.clone());
                }
                queue.extend(object.values());
            }
            Value::Array(list) => queue.extend(list),
            _ => {}
        }
    }
    None
}

/// A date, or the day at the start of something longer that is none.
fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text
        .get(..10)
        .filter(|_| !text[10..].starts_with(|next: char| next.is_ascii_digit()));
    written_date::of_field(text).or_else(|| day?.parse().ok())
}

/// The headline without the site's name behind it.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> &'t str {
    let shorter = site
        .filter(|site| !site.is_empty())
        .and_then(|site| title.strip_suffix(site))
        .and_then(|rest| rest.trim_end().strip_suffix(SEPARATORS))
        .map(str::trim_end);
    shorter.filter(|rest| !rest.is_empty()).unwrap_or(title)
}

fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(html: &str, slot: Slot) -> Option<String> {
        let mut fields = Fields::default();
        read(&Readability::from(html), &mut fields);
        fields
            .get(slot)
            .map(str::to_owned)
            .filter(|value| !value.is_empty())
    }

    #[test]
    fn titles() {
        let title = |html| field(html, Slot::Title);
        assert_eq!(
            title("<title>Chips  are\nsold out</title>").as_deref(),
            Some("Chips are sold out")
        );
        assert_eq!(
            title("<title>x</title><meta property=og:title content='Chips &amp; Co - The Daily'><meta property=og:site_name content='The Daily'>").as_deref(),
            Some("Chips & Co")
        );
        assert_eq!(title("<p>none"), None);
        assert_eq!(without_site("The Daily", Some("The Daily")), "The Daily");
        assert_eq!(
            without_site("| The Daily", Some("The Daily")),
            "| The Daily"
        );
        assert_eq!(
            without_site("Read The Daily", Some("The Daily")),
            "Read The Daily"
        );
    }

    #[test]
    fn dates_by_rank() {
        let date = |html: &str| field(html, Slot::Date);
        let meta = "<meta property='article:published_time' content='2025-01-27T08:00:00Z'>";
        let linked = "<script type='application/ld+json'>{\"@graph\": [{\"x\": 1}, {\"datePublished\": \"2025-01-26 at noon\"}]}</script>";
        let time = "<time datetime='2025-01-25'>then</time>";
        assert_eq!(
            date(&format!("{time}{linked}{meta}")).as_deref(),
            Some("2025-01-27")
        );
        assert_eq!(
            date(&format!("{time}{linked}")).as_deref(),
            Some("2025-01-26")
        );
        assert_eq!(date(time).as_deref(), Some("2025-01-25"));
        assert_eq!(
            date("<meta name=date content='soon'><time datetime='2025-01-25'>").as_deref(),
            Some("2025-01-25")
        );
        assert_eq!(
            date("<meta name=date content='soon'>").as_deref(),
            Some("soon")
        );
        assert_eq!(
            date("<script type='application/ld+json'>{broken</script>"),
            None
        );
    }

    #[test]
    fn language_source_and_address() {
        let html = "<html lang='de-DE'><meta property='og:site_name' content=' Das  Blatt '><meta property='og:url' content='https://a.example/og'><link rel=canonical href='https://a.example/x'>";
        assert_eq!(field(html, Slot::Lang).as_deref(), Some("de-DE"));
        assert_eq!(field(html, Slot::Source).as_deref(), Some("Das Blatt"));
        assert_eq!(
            field(html, Slot::Url).as_deref(),
            Some("https://a.example/x")
        );
    }

    #[test]
    fn a_character_over_the_tenth_byte_is_no_day() {
        assert_eq!(date("2025-01-2é"), None);
        assert_eq!(date("2025-01-271"), None);
    }
}
