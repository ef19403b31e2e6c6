//! Markdown: the text that a reader would see, block by block, and the fields of the head.

use std::path::Path;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::document::fields::{Fields, Slot};
use crate::document::reader::blocks::Blocks;
use crate::document::reader::front_matter;
use crate::document::written_date;
use crate::text::Lines;

/// Reads a Markdown text. Without a title in the head, the first heading of the first level is the title; it stays in the text.
/// Without a date in the head, the file's name may hold one, as the posts of many blogs do.
pub(super) fn decode<'t>(text: &'t str, path: &Path) -> Fields<'t> {
    let (mut fields, body) = front_matter::split(text);
    let mut page = Page::default();
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    for event in Parser::new_ext(body, extensions) {
        page.take(event);
    }
    fields.set(Slot::Text, page.blocks.finish());
    if let Some(title) = page.title
        && fields.get(Slot::Title).is_none_or(str::is_empty)
    {
        fields.set(Slot::Title, title);
    }
    fields.date_of_name = written_date::of_path(path);
    fields.lines = Some(Lines::Paragraph);
    fields
}

/// The text written so far.
#[derive(Default)]
struct Page {
    blocks: Blocks,
    title: Option<String>,
    /// Images that are open: what stands in them describes a picture.
    images: usize,
    /// Lines of the code block or the HTML block that is open.
    verbatim: Option<String>,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => {
                if let Some(lines) = &mut self.verbatim {
                    lines.push_str(&text);
                } else if self.images == 0 {
                    self.blocks.push(&text);
                }
            }
            Event::Html(text) => match &mut self.verbatim {
                Some(lines) => lines.push_str(&text),
                None => push_html(&mut self.blocks, &text),
            },
            Event::InlineHtml(tag) => {
                if ["<br>", "<br/>", "<br />"].contains(&&*tag.to_ascii_lowercase()) {
                    self.blocks.space();
                }
            }
            Event::SoftBreak | Event::HardBreak => self.blocks.space(),
            Event::Rule => self.blocks.end_block(),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.images += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock => {
                self.blocks.end_block();
                self.verbatim = Some(String::new());
            }
            tag if is_block(tag.to_end()) => self.blocks.end_block(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::CodeBlock => {
                let lines = self.verbatim.take().unwrap_or_default();
                self.blocks.push_lines(&lines);
            }
            TagEnd::HtmlBlock => {
                let html = self.verbatim.take().unwrap_or_default();
                push_html(&mut self.blocks, &html);
                self.blocks.end_block();
            }
            TagEnd::TableCell => self.blocks.end_cell(),
            TagEnd::Heading(level) => {
                let heading = self.blocks.current();
                if level == HeadingLevel::H1 && self.title.is_none() && !heading.is_empty() {
                    self.title = Some(heading.to_owned());
                }
                self.blocks.end_block();
            }
            tag if is_block(tag) => self.blocks.end_block(),
            _ => {}
        }
    }
}

fn is_block(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
    )
}

/// Elements that stand inside a line.
const INLINE: [&str; 16] = [
    "a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "span",
    "strong", "sub", "sup",
];

/// Adds the text between the tags of a piece of HTML. Whole pages have a reader of their own; in Markdown HTML centres a picture or folds a
/// list, so all that matters is where one tag ends and the next starts.
fn push_html(blocks: &mut Blocks, html: &str) {
    let mut rest = html;
    while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
        push_decoded(blocks, &rest[..open]);
        rest = &rest[open..];
        let name = tag_name(rest).to_ascii_lowercase();
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|at| at + 3)
        } else if rest.starts_with("<!") || rest.starts_with("<?") || !name.is_empty() {
            let is_raw = matches!(&*name, "script" | "style") && !rest.starts_with("</");
            let close = if is_raw {
                rest.find("</").unwrap_or(rest.len())
            } else {
                0
            };
            rest[close..].find('>').map(|at| close + at + 1)
        } else {
            blocks.push("<");
            Some(1)
        };
        if name == "br" {
            blocks.space();
        } else if !name.is_empty() && !INLINE.contains(&&*name) {
            blocks.end_block();
        }
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    push_decoded(blocks, rest);
}

/// The name of the tag that a text starts with; empty where it starts with none.
fn tag_name(text: &str) -> &str {
    let inner = text.strip_prefix('<').unwrap_or_default();
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return "";
    }
    let end = inner.find(|next: char| next.is_whitespace() || matches!(next, '/' | '>'));
    &inner[..end.unwrap_or(inner.len())]
}

/// Adds text with its character references decoded: numbers, and the names that people write by hand.
fn push_decoded(blocks: &mut Blocks, text: &str) {
    const LONGEST: usize = 10;
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        blocks.push(&rest[..at]);
        rest = &rest[at..];
        let reference = memchr::memchr(b';', &rest.as_bytes()[..rest.len().min(LONGEST)])
            .and_then(|end| Some((referenced(&rest[1..end])?, end + 1)));
        let (character, length) = reference.unwrap_or(('&', 1));
        blocks.push(character.encode_utf8(&mut [0; 4]));
        rest = &rest[length..];
    }
    blocks.push(rest);
}

fn referenced(name: &str) -> Option<char> {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        },
        None => {
            return Some(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => ' ',
                _ => return None,
            });
        }
    };
    char::from_u32(code).filter(|character| *character != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> String {
        decode(markdown, Path::new("a.md"))
            .get(Slot::Text)
            .unwrap()
            .to_owned()
    }

    fn title(markdown: &str) -> Option<String> {
        decode(markdown, Path::new("a.md"))
            .get(Slot::Title)
            .map(str::to_owned)
    }

    #[test]
    fn paragraphs_are_lines() {
        assert_eq!(
            text(
                "One\ntwo  \nthree\\\nfour\n\nNext *em*, **str**ong and `co de`.\n\n---\n> Quote\n"
            ),
            "One two three four\n\nNext em, strong and co de.\n\nQuote"
        );
    }

    #[test]
    fn links_keep_their_text_and_images_leave_none() {
        assert_eq!(
            text(
                "[Nvidia](https://a.example/x) sells ![a chip](c.png) <https://b.example>[^1]\n\n[^1]: A note.\n"
            ),
            "Nvidia sells https://b.example\n\nA note."
        );
    }

    #[test]
    fn items_and_rows_are_blocks() {
        assert_eq!(
            text("- one\n  - inner\n- [x] two\n\n1. first\n\n   more\n"),
            "one\n\ninner\n\ntwo\n\nfirst\n\nmore"
        );
        assert_eq!(
            text("| Chip | Maker |\n|---|---|\n| H800 | **Nvidia** |\n| M4 | |\n"),
            "Chip | Maker\n\nH800 | Nvidia\n\nM4"
        );
    }

    #[test]
    fn code_keeps_its_lines_and_html_loses_its_tags() {
        assert_eq!(text("```rust\nlet a;\n  let b;\n```\n"), "let a;\n  let b;");
        assert_eq!(
            text(
                "A<br>B <b>c</b>d\n\n<div align=\"center\">\n  <b>Acme &amp; Co</b> 3 < 4 &copy;\n<!-- not <p> this -->\n<script>var x = 1;</script>\n<p>Next&nbsp;one &#x41;&#66;</div>\n"
            ),
            "A B cd\n\nAcme & Co 3 < 4 &copy;\n\nNext one AB"
        );
    }

    #[test]
    fn entities_and_escapes_are_decoded() {
        assert_eq!(text("AT&amp;T &eacute; \\*x\\* &#169;"), "AT&T é *x* ©");
    }

    #[test]
    fn the_date_is_the_heads_or_the_names() {
        let date = |markdown, name| {
            let document = decode(markdown, Path::new(name)).into_document(name);
            document.and_then(|document| document.date.map(|date| date.to_string()))
        };
        assert_eq!(
            date("x", "2025-01-27-post.md").as_deref(),
            Some("2025-01-27")
        );
        assert_eq!(
            date("---\ndate: 2024\n---\n", "2025-01-27.md").as_deref(),
            Some("2024")
        );
        assert_eq!(date("x", "2025-01-27/post.md"), None);
    }

    #[test]
    fn the_title_is_the_heads_or_the_first_main_heading() {
        assert_eq!(
            title("## Small\n\n# Big *one*\n\n# Second\n").as_deref(),
            Some("Big one")
        );
        assert_eq!(title("Setext\n===\n").as_deref(), Some("Setext"));
        assert_eq!(
            title("---\ntitle: Head\n---\n# Big\n").as_deref(),
            Some("Head")
        );
        assert_eq!(title("---\ntitle:\n---\n# Big\n").as_deref(), Some("Big"));
        assert_eq!(title("No heading"), None);
        assert_eq!(text("# Big\n\nText"), "Big\n\nText");
    }
}
