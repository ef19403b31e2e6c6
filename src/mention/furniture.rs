//! Lines of a page that are not its text: share buttons, bylines, links to other stories, navigation, notices of copyright and cookies.

use memchr::{memchr2, memrchr2};

use crate::text::Span;

/// A longer line says something. Bytes.
const LONGEST: usize = 200;
/// How many words a line may have whose first words could also begin a sentence.
const FEW_WORDS: usize = 14;
/// What stands between the items of a row of links.
const SEPARATORS: [char; 8] = ['·', '|', '•', '»', '›', '—', '/', ','];

/// A line that begins so is furniture, whatever follows. Lower case; in English, German, French and Spanish.
const BEGINNINGS: &[&str] = &[
    "share on facebook",
    "share on twitter",
    "share on x",
    "share on linkedin",
    "share on whatsapp",
    "share this:",
    "share this article",
    "share this story",
    "share this post",
    "share via ",
    "follow us on ",
    "follow us:",
    "like us on ",
    "find us on ",
    "join us on ",
    "read more:",
    "read more about ",
    "read more on ",
    "read also:",
    "read next:",
    "also read:",
    "see also:",
    "related:",
    "related articles",
    "related stories",
    "related coverage",
    "related links",
    "related news",
    "related topics",
    "related content",
    "more from ",
    "more on this:",
    "more on this story",
    "more stories:",
    "most read:",
    "most popular:",
    "trending:",
    "trending now",
    "you may also like",
    "you might also like",
    "recommended:",
    "recommended for you",
    "recommended stories",
    "up next:",
    "don't miss:",
    "don’t miss:",
    "tags:",
    "filed under",
    "posted in ",
    "categories:",
    "reporting by ",
    "(reporting by ",
    "editing by ",
    "(editing by ",
    "additional reporting by ",
    "written by ",
    "(writing by ",
    "photo by ",
    "photo:",
    "photo credit",
    "image credit",
    "image:",
    "picture:",
    "photograph:",
    "©",
    "copyright ©",
    "copyright (c)",
    "copyright 19",
    "copyright 20",
    "teilen auf ",
    "auf facebook teilen",
    "lesen sie auch",
    "lesen sie mehr",
    "mehr zum thema",
    "partager sur ",
    "lire aussi",
    "à lire aussi",
    "compartir en ",
    "lea también",
    "leer más",
];

/// Networks and tools that share buttons name; all items of a row of buttons are such.
const BUTTONS: &[&str] = &[
    "facebook",
    "twitter",
    "x",
    "linkedin",
    "instagram",
    "youtube",
    "tiktok",
    "reddit",
    "whatsapp",
    "telegram",
    "pinterest",
    "threads",
    "bluesky",
    "mastodon",
    "snapchat",
    "wechat",
    "weibo",
    "flipboard",
    "pocket",
    "email",
    "e-mail",
    "mail",
    "print",
    "copy link",
    "link",
    "rss",
    "share",
    "tweet",
    "save",
];

/// Items of navigation: two of them in a row of items make it that.
const NAVIGATION: &[&str] = &[
    "home",
    "news",
    "latest",
    "about",
    "about us",
    "contact",
    "contact us",
    "login",
    "log in",
    "sign in",
    "sign up",
    "register",
    "subscribe",
    "newsletter",
    "newsletters",
    "menu",
    "search",
    "privacy",
    "privacy policy",
    "terms",
    "terms of use",
    "terms of service",
    "careers",
    "advertise",
    "help",
    "faq",
    "sitemap",
    "skip to content",
    "my account",
    "impressum",
    "datenschutz",
];

/// Small words of a byline that are no names.
const BYLINE_WORDS: [&str; 11] = [
    "by", "and", "for", "of", "the", "in", "at", "with", "de", "van", "von",
];

/// Tells the furniture of one text, a place after the other; lines that were told are not told again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Furniture<'t> {
    text: &'t str,
    /// The line told last, and whether it is furniture.
    last: Option<(Span, bool)>,
}

impl<'t> Furniture<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, last: None }
    }

    /// Whether a place stands in a line that is furniture.
    pub(super) fn holds(&mut self, place: Span) -> bool {
        if let Some((line, is_furniture)) = self.last
            && line.contains(place)
        {
            return is_furniture;
        }
        let Some(line) = line_around(self.text, place) else {
            return false;
        };
        let is_furniture = is_furniture(line.of(self.text));
        self.last = Some((line, is_furniture));
        is_furniture
    }
}

/// The line that a place stands in; `None` if it is long, or the place goes over its end.
fn line_around(text: &str, place: Span) -> Option<Span> {
    let bytes = text.as_bytes();
    let from = place.end().saturating_sub(LONGEST + 1).min(place.start());
    let to = bytes.len().min(place.start() + LONGEST + 1);
    let start = match memrchr2(b'\n', b'\r', &bytes[from..place.start()]) {
        Some(at) => from + at + 1,
        None if from == 0 => 0,
        None => return None,
    };
    let end = match memchr2(b'\n', b'\r', &bytes[place.start()..to]) {
        Some(at) => place.start() + at,
        None if to == bytes.len() => to,
        None => return None,
    };
    let fits = place.end() <= end && end - start <= LONGEST;
    fits.then(|| Span::new(start, end))
}

/// Whether a line, without its end, is no part of what a document says.
fn is_furniture(line: &str) -> bool {
    let line = line
        .trim()
        .trim_start_matches(['-', '*', '•', '>', '→', '»', ' ']);
    let lower = line.to_lowercase();
    begins_so(&lower) || is_notice(&lower) || is_row_of_links(&lower) || is_byline(line)
}

fn begins_so(lower: &str) -> bool {
    BEGINNINGS.iter().any(|beginning| {
        lower.strip_prefix(beginning).is_some_and(|rest| {
            // `Share on X` and not `Share on Xerox`; and whoever goes on for long says something.
            let ends = !beginning.ends_with(char::is_alphabetic)
                || !rest.starts_with(char::is_alphanumeric);
            ends && rest.split_whitespace().count() <= FEW_WORDS
        })
    })
}

/// Notices of rights and of cookies, which name whoever runs the page.
fn is_notice(lower: &str) -> bool {
    let has = |part: &str| lower.contains(part);
    has("all rights reserved")
        || has("alle rechte vorbehalten")
        || (has("cookie")
            && ["we use", "uses cookies", "accept", "privacy", "consent"]
                .iter()
                .any(|part| has(part)))
}

/// `Facebook · X · LinkedIn`, `Home | News | Contact`.
fn is_row_of_links(lower: &str) -> bool {
    let row = lower
        .strip_prefix("share")
        .map_or(lower, |rest| rest.trim_start_matches([':', ' ']));
    let row = row.strip_prefix("on ").unwrap_or(row);
    let items = row.split(SEPARATORS).map(str::trim);
    let items = items.filter(|item| !item.is_empty());
    let (mut all, mut buttons, mut navigation) = (0, 0, 0);
    for item in items {
        all += 1;
        buttons += usize::from(BUTTONS.contains(&item));
        navigation += usize::from(NAVIGATION.contains(&item));
    }
    // Two networks side by side may be a heading.
    all >= 3 && (buttons == all || navigation >= 2)
}

/// `By Jane Doe and John Roe, Daily Planet`: names, and nothing that says anything.
fn is_byline(line: &str) -> bool {
    let Some(names) = line
        .strip_prefix("By ")
        .or_else(|| line.strip_prefix("BY "))
    else {
        return false;
    };
    if names.ends_with(['.', '!', '?', ':', ';']) {
        return false;
    }
    let words: Vec<&str> = names
        .split(|character: char| character.is_whitespace() || ",|/".contains(character))
        .filter(|word| !word.is_empty())
        .collect();
    let is_name = |word: &&&str| word.starts_with(char::is_uppercase);
    let fits = |word: &&str| is_name(&word) || BYLINE_WORDS.contains(&word.to_lowercase().as_str());
    (2..=10).contains(&words.len())
        && words.iter().all(fits)
        && words.iter().filter(is_name).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_by_its_shape() {
        for line in [
            "Share on Facebook · X · LinkedIn",
            "Facebook | X | LinkedIn | Email",
            "Share: Facebook, Twitter, Reddit",
            "  » Read more: Nvidia sells fewer chips to China",
            "Follow us on Twitter",
            "Related stories",
            "RELATED: OpenAI raises money from Microsoft",
            "By Jane Doe and John Roe, Reuters",
            "BY JANE DOE",
            "(Reporting by Jane Doe in Beijing; Editing by John Roe)",
            "© 2025 Reuters. All rights reserved.",
            "Copyright 2024 Acme Media",
            "This site uses cookies. Acme and its partners ask for your consent.",
            "Home | News | Business | Nvidia | Contact",
            "Lesen Sie auch: Siemens baut Stellen ab",
            "Tags: Nvidia, OpenAI, Microsoft",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn what_says_something_is_none() {
        for line in [
            "Share on net loss widened at Acme",
            "Share prices on Nasdaq fell",
            "Share on Xerox bonds paid",
            "BEIJING, Jan 27 (Reuters) - DeepSeek said on Monday",
            "Nvidia, AMD and Intel",
            "Nvidia | 120.5 | AMD | 98.1",
            "Facebook and Twitter",
            "Facebook / Twitter",
            "By Monday, Nvidia had lost a tenth of its value.",
            "By comparison, Intel rose",
            "By far the largest",
            "By Design",
            "Microsoft to follow OpenAI on privacy",
            "Google drops plan to end cookies in Chrome",
            "Apple: more from less",
            "Related parties of Acme sold shares in the company over the year, it said, and bought others of its rivals for cash",
            "OpenAI",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }

    #[test]
    fn lines_end_where_they_end() {
        let text = "Nvidia fell.\nShare on Facebook · X\r\nMicrosoft rose.";
        let mut furniture = Furniture::of(text);
        let at = |name: &str| {
            let start = text.find(name).unwrap();
            Span::new(start, start + name.len())
        };
        assert!(!furniture.holds(at("Nvidia")));
        assert!(furniture.holds(at("Facebook")));
        assert!(furniture.holds(at("X")));
        assert!(!furniture.holds(at("Microsoft")));
        let long = format!("Share on Facebook {}", "and more ".repeat(40));
        assert!(!Furniture::of(&long).holds(Span::new(9, 17)));
    }
}
