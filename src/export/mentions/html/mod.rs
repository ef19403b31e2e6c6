//! A page to read: documents with their entities marked, each linked to a list of all.

mod escape;
mod list;
mod nesting;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::dictionary::{Dictionary, EntityIndex};
use crate::document::{Document, Field};
use crate::export::web_address::is_web_address;
use crate::mention::Status;

use self::escape::Text;
use self::nesting::nested;

use super::encoding::{is_unreserved, percent};
use super::{Loss, Mark, MarkedDocument, MentionOutput, MentionWriter, Summary};

/// Writes one page for all documents. It runs nothing and loads nothing, which its own policy makes sure of.
///
/// Colours are those of types, the same for all pages made with a dictionary; they are pale on white and dark on black, so that letters read well,
/// and never say alone what the title of a mark or the list says too. A name inside another is underlined, an ambiguous one has a dashed line
/// around it, a rejected one is struck through. The list stands at the end, since that is when it is known, and is shown at the side.
pub(super) struct Html {
    colours: Colours,
}

impl Html {
    pub(super) fn new(dictionary: &Dictionary) -> Self {
        Self {
            colours: Colours::new(dictionary),
        }
    }
}

const STYLE: &str = include_str!("page.css");

impl MentionWriter for Html {
    fn begin(&self, output: &mut Vec<u8>) {
        let head = format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <title>Documents and their entities</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#entities\">To the entities</a>\n<main>\n"
        );
        output.extend_from_slice(head.as_bytes());
    }

    fn document(&mut self, document: &MarkedDocument<'_>, output: &mut MentionOutput) {
        let MentionOutput { bytes, summary, .. } = output;
        let known = document.document;
        let mut page = Page {
            document,
            colours: &self.colours,
            anchor: percent(&known.id, is_unreserved).into_owned(),
            named: BTreeSet::new(),
            out: String::with_capacity(known.text.len() * 2),
        };
        page.head(known);
        let marks: Vec<Mark<'_>> = document.marks().collect();
        let (marks, left_out) = nested(&marks);
        summary.losses.add(Loss::Overlapping, left_out);
        let (title, text) =
            marks.split_at(marks.partition_point(|(mark, _)| mark.field == Field::Title));
        if let Some(content) = known.separate_title() {
            page.out.push_str("<h2 dir=\"auto\">");
            page.field(content, title, summary);
            page.out.push_str("</h2>\n");
        }
        page.about(known);
        page.out.push_str("<div class=\"text\" dir=\"auto\">");
        page.field(&known.text, text, summary);
        page.out.push_str("</div>\n</article>\n");
        summary.documents += 1;
        bytes.extend_from_slice(page.out.as_bytes());
    }

    fn end(&self, summary: &Summary, dictionary: &Dictionary, output: &mut MentionOutput) {
        let list = list::write(summary, dictionary, &self.colours);
        output.bytes.extend_from_slice(b"</main>\n");
        output.bytes.extend_from_slice(list.as_bytes());
        output.bytes.extend_from_slice(b"</body>\n</html>\n");
    }
}

/// The part of the page that shows one document.
struct Page<'p> {
    document: &'p MarkedDocument<'p>,
    colours: &'p Colours,
    /// What its places are called by.
    anchor: String,
    /// What has been named in it.
    named: BTreeSet<&'p [EntityIndex]>,
    out: String,
}

impl<'p> Page<'p> {
    fn head(&mut self, known: &Document) {
        self.out.push_str("<article");
        let is_tag = |lang: &str| {
            !lang.is_empty() && lang.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        if let Some(lang) = known.lang.as_deref().filter(|lang| is_tag(lang)) {
            self.push(format_args!(" lang=\"{lang}\""));
        }
        self.out.push_str(">\n");
    }

    fn about(&mut self, known: &Document) {
        self.push(format_args!(
            "<p class=\"about\"><bdi>{}</bdi>",
            Text(&known.id)
        ));
        if let Some(date) = known.date {
            self.push(format_args!(" · {date}"));
        }
        if let Some(source) = &known.source {
            self.push(format_args!(" · <bdi>{}</bdi>", Text(source)));
        }
        match known.url.as_deref() {
            Some(url) if is_web_address(url) => self.push(format_args!(
                " · <a href=\"{}\" rel=\"noreferrer noopener\">{}</a>",
                Text(url),
                Text(url)
            )),
            Some(url) => self.push(format_args!(" · <bdi>{}</bdi>", Text(url))),
            None => {}
        }
        self.out.push_str("</p>\n");
    }

    /// A field with its marks; each says how many marks it stands in.
    fn field(&mut self, content: &str, marks: &[(Mark<'p>, usize)], summary: &mut Summary) {
        let mut written = 0;
        let mut open: Vec<(usize, &str)> = Vec::new();
        for (mark, depth) in marks {
            while open.len() > *depth {
                let (end, close) = open.pop().expect("there are more than that");
                self.push(format_args!("{}{close}", Text(&content[written..end])));
                written = end;
            }
            self.push(format_args!(
                "{}",
                Text(&content[written..mark.span.start()])
            ));
            written = mark.span.start();
            open.push((mark.span.end(), self.open(mark, *depth == 0, summary)));
        }
        while let Some((end, close)) = open.pop() {
            self.push(format_args!("{}{close}", Text(&content[written..end])));
            written = end;
        }
        self.push(format_args!("{}", Text(&content[written..])));
    }

    /// Begins a mark, and says how it ends.
    fn open(&mut self, mark: &Mark<'p>, links: bool, summary: &mut Summary) -> &'static str {
        let counts = matches!(mark.status, Status::Accepted | Status::Ambiguous);
        let class = match mark.status {
            Status::Ambiguous => "ambiguous",
            Status::Rejected => "rejected",
            Status::Accepted | Status::Nested => self.colours.class(self.document.type_of(mark)),
        };
        self.push(format_args!("<mark class=\"{class}\""));
        let place = place(mark.entities);
        if counts {
            let anchor = &self.anchor;
            summary.note(mark.entities, || format!("m-{anchor}-{place}"));
            if self.named.insert(mark.entities) {
                write!(self.out, " id=\"m-{anchor}-{place}\"")
                    .expect("strings take what is written");
            }
        }
        let title = self.title(mark);
        self.push(format_args!(" title=\"{}\">", Text(&title)));
        if links && counts {
            self.push(format_args!("<a href=\"#{place}\">"));
            "</a></mark>"
        } else {
            "</mark>"
        }
    }

    /// What pointing at a mark shows.
    fn title(&self, mark: &Mark<'_>) -> String {
        let names: Vec<String> = mark
            .entities
            .iter()
            .map(|&entity| {
                let view = self.document.entity(entity);
                match view.entity_type() {
                    "" => view.name().to_owned(),
                    kind => format!("{} ({kind})", view.name()),
                }
            })
            .collect();
        let names = names.join(" or ");
        match mark.status {
            Status::Accepted => names,
            Status::Ambiguous => format!("could be {names}"),
            Status::Nested => format!("inside another name: {names}"),
            Status::Rejected => format!("not taken for {names}: {}", mark.rule),
        }
    }

    fn push(&mut self, text: std::fmt::Arguments<'_>) {
        self.out
            .write_fmt(text)
            .expect("strings take what is written");
    }
}

/// Where in the list the entities of a mention stand.
fn place(entities: &[EntityIndex]) -> String {
    let mut place = String::from("e");
    for (number, entity) in entities.iter().enumerate() {
        let dash = if number > 0 { "-" } else { "" };
        write!(place, "{dash}{}", entity.0).expect("strings take what is written");
    }
    place
}

/// Which colour a type has: the eight types with most entities in the dictionary have one each.
struct Colours {
    types: Vec<String>,
}

impl Colours {
    const NAMES: [&str; 8] = ["t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7"];

    fn new(dictionary: &Dictionary) -> Self {
        let mut types: BTreeMap<&str, usize> = BTreeMap::new();
        for entity in dictionary.entities() {
            *types.entry(entity.entity_type()).or_default() += 1;
        }
        types.remove("");
        let mut types: Vec<(&str, usize)> = types.into_iter().collect();
        types.sort_by_key(|(kind, entities)| (Reverse(*entities), *kind));
        types.truncate(Self::NAMES.len());
        let types = types.into_iter().map(|(kind, _)| kind.to_owned()).collect();
        Self { types }
    }

    fn class(&self, kind: &str) -> &'static str {
        let place = self.types.iter().position(|known| known == kind);
        place.map_or("other", |place| Self::NAMES[place])
    }
}
