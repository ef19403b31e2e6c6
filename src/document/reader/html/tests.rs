use std::path::Path;

use crate::document::Document;
use crate::document::reader::html::decode;
use crate::error::{Error, Result};
use crate::text::Lines;

fn read(html: &str) -> Result<Document> {
    let fields = decode(html, Path::new("page.html"))?;
    Ok(fields
        .into_document("page.html")
        .expect("nothing is escaped"))
}

fn sentences(topic: &str, count: usize) -> String {
    let sentence = format!(
        "The {topic} report says that the maker of chips sold more of them than in the year before, and that demand stays high. "
    );
    sentence.repeat(count)
}

/// A page as news sites build them: an article of three paragraphs in the middle of furniture.
fn news_page() -> String {
    format!(
        "<!DOCTYPE html><html lang=\"en-GB\"><head><title>Chips sold out again | The Daily Chip</title>
<meta property=\"og:site_name\" content=\"The Daily Chip\"><meta property=\"article:published_time\" content=\"2025-01-27T08:00:00Z\">
<link rel=\"canonical\" href=\"https://daily.example/chips\"><style>p {{ color: red }}</style><script>var menu = '<p>Script text</p>';</script></head>
<body><nav><ul><li><a href=\"/\">Home</a></li><li><a href=\"/sport\">Sport</a></li><li><a href=\"/tv\">Television</a></li></ul></nav>
<div id=\"content\"><article><h1>Chips sold out again</h1>
<p>{}</p><p>{}<a href=\"/acme\">Ac<b>me</b></a> agrees.</p><blockquote><p>{}</p></blockquote></article></div>
<div class=\"sidebar\"><h3>Most read</h3><ul><li><a href=\"/1\">Ten holidays</a></li><li><a href=\"/2\">Best sofas</a></li></ul></div>
<footer class=\"footer\"><p>Imprint and cookies</p></footer></body></html>",
        sentences("first", 3),
        sentences("second", 3),
        sentences("third", 3),
    )
}

#[test]
fn the_article_without_the_page_around_it() {
    let document = read(&news_page()).unwrap();
    let lines: Vec<&str> = document.text.lines().collect();
    assert!(
        lines.iter().skip(1).step_by(2).all(|line| line.is_empty()),
        "{lines:#?}"
    );
    let blocks: Vec<&str> = document.text.split("\n\n").collect();
    let starts = |start: &str| {
        blocks
            .iter()
            .filter(|block| block.starts_with(start))
            .count()
    };
    assert_eq!(starts("The first report says"), 1);
    assert_eq!(starts("The second report says"), 1);
    assert_eq!(starts("The third report says"), 1);
    assert!(document.text.contains("Acme agrees."));
    for furniture in [
        "Television",
        "Best sofas",
        "Imprint",
        "Script text",
        "color",
    ] {
        assert!(
            !document.text.contains(furniture),
            "{furniture} in {}",
            document.text
        );
    }
    assert_eq!(document.title.as_deref(), Some("Chips sold out again"));
    assert_eq!(document.date.unwrap().to_string(), "2025-01-27");
    assert_eq!(document.source.as_deref(), Some("The Daily Chip"));
    assert_eq!(document.lang.as_deref(), Some("en-GB"));
    assert_eq!(document.url.as_deref(), Some("https://daily.example/chips"));
    assert_eq!(document.lines, Some(Lines::Paragraph));
}

#[test]
fn a_short_page_is_read_as_it_shows() {
    let html =
        "<nav>Home</nav><h2>Note</h2><p>Nvidia sells the H800.<p>In China.<footer>Imprint</footer>";
    assert_eq!(
        read(html).unwrap().text,
        "Note\n\nNvidia sells the H800.\n\nIn China."
    );
}

#[test]
fn nothing_is_a_page_too() {
    for html in ["", " ", "<html></html>", "<!-- -->", "plain", "<", "\0"] {
        let text = read(html).unwrap().text;
        assert!(text.len() <= html.len(), "{html}: {text}");
    }
    assert_eq!(read("plain & simple").unwrap().text, "plain & simple");
}

/// On the stack of a worker thread, which is smaller than the main one.
fn in_a_worker<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().expect("the worker comes back"))
}

#[test]
fn deep_nesting_is_read_or_refused_and_takes_no_stack() {
    for element in [
        "div",
        "b",
        "ul><li",
        "table><tr><td",
        "blockquote",
        "svg><g",
        "foo",
    ] {
        let nested = |depth: usize| {
            let open = format!("<{element}>").repeat(depth);
            format!("<body>{open}Nvidia sells the H800.{}", sentences("deep", 5))
        };
        for depth in [50, 240, 600, 950] {
            let text = in_a_worker(|| read(&nested(depth)).map(|page| page.text));
            let text = text.unwrap();
            let shows = !element.starts_with("svg");
            assert_eq!(
                text.contains("Nvidia sells the H800."),
                shows,
                "{element} {depth}: {text}"
            );
        }
        let error = in_a_worker(|| read(&nested(20_000))).unwrap_err();
        assert!(matches!(error, Error::DeepMarkup { .. }), "{error}");
    }
}
