//! From the text of a page to fields: the extractor where it finds an article, else all that shows.

use std::path::Path;

use dom_smoothie::{Config, Readability};

use crate::document::fields::{Fields, Slot};
use crate::document::reader::html::visible::{self, Furniture};
use crate::document::reader::html::{metadata, nesting};
use crate::document::written_date;
use crate::error::{Error, Result};
use crate::text::Lines;

/// Elements open at once; browsers stop at 512. Parsing takes time by length times depth.
const MAX_DEPTH: usize = 2_000;
/// The extractor calls itself for nested elements; deeper pages are read without it.
const MAX_ARTICLE_DEPTH: usize = 250;
/// An article shorter than this is taken for a failure of the extractor.
const MIN_ARTICLE_CHARS: usize = 200;

/// Reads a page.
///
/// # Errors
/// [`Error::DeepMarkup`].
pub(in crate::document::reader) fn decode<'t>(html: &'t str, path: &Path) -> Result<Fields<'t>> {
    if nesting::is_deeper(html, MAX_DEPTH) {
        return Err(Error::DeepMarkup {
            path: path.to_owned(),
            limit: MAX_DEPTH,
        });
    }
    let mut page = parsed(html);
    let mut fields = Fields::default();
    metadata::read(&page, &mut fields);
    let mut text = String::new();
    let mut is_whole = true;
    if visible::depth(&page) <= MAX_ARTICLE_DEPTH {
        // The extractor changes the page.
        is_whole = false;
        text = article(&mut page).unwrap_or_default();
    }
    if text.chars().take(MIN_ARTICLE_CHARS).count() < MIN_ARTICLE_CHARS {
        if !is_whole {
            page = parsed(html);
        }
        let shown = visible::text(&page, Furniture::Skip);
        if !shown.is_empty() {
            text = shown;
        }
    }
    fields.set(Slot::Text, text);
    fields.date_of_name = written_date::of_path(path);
    fields.lines = Some(Lines::Paragraph);
    Ok(fields)
}

fn parsed(html: &str) -> Readability {
    let mut page = Readability::from(html);
    page.config = Config {
        // Its reader of JSON-LD is not made for hostile input; `metadata` has its own.
        disable_json_ld: true,
        ..Config::default()
    };
    page
}

fn article(page: &mut Readability) -> Option<String> {
    let article = page.parse().ok()?;
    // Its own text glues blocks together.
    Some(visible::text(
        &Readability::from(article.content),
        Furniture::Keep,
    ))
}
