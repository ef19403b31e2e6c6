//! The list of entities beside the documents.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use crate::dictionary::{Dictionary, EntityIndex};
use crate::export::mentions::{EntityUse, Summary};

use super::escape::Text;
use super::{Colours, place};

type Entry<'s> = (&'s [EntityIndex], &'s EntityUse);

/// Writes the list: types, those with most mentions first, of each its entities, the same way; then the names that several entities share.
pub(super) fn write(summary: &Summary, dictionary: &Dictionary, colours: &Colours) -> String {
    let mut types: BTreeMap<&str, Vec<Entry<'_>>> = BTreeMap::new();
    let mut shared: Vec<Entry<'_>> = Vec::new();
    for (entities, used) in &summary.entities {
        match **entities {
            [entity] => types
                .entry(dictionary.entity(entity).entity_type())
                .or_default()
                .push((entities, used)),
            _ => shared.push((entities, used)),
        }
    }
    let total = |entries: &[Entry<'_>]| entries.iter().map(|(_, used)| used.mentions).sum::<u64>();
    let mut types: Vec<(&str, Vec<Entry<'_>>)> = types.into_iter().collect();
    types.sort_by_key(|(kind, entries)| (Reverse(total(entries)), *kind));
    let mentions: u64 = types.iter().map(|(_, entries)| total(entries)).sum();
    let entities: usize = types.iter().map(|(_, entries)| entries.len()).sum();
    let mut out =
        String::from("<nav id=\"entities\" aria-label=\"Entities\">\n<h2>Entities</h2>\n");
    push(
        &mut out,
        format_args!(
            "<p class=\"key\">Documents: {}. Entities: {entities}. Mentions: {mentions}.</p>\n",
            summary.documents
        ),
    );
    out.push_str(
        "<p class=\"key\">A colour is a type. Underlined: a name inside another, not counted. Dashed: a name that several share.</p>\n",
    );
    for (kind, entries) in types {
        let title = if kind.is_empty() { "no type" } else { kind };
        let class = colours.class(kind);
        section(&mut out, class, title, entries, dictionary);
    }
    if !shared.is_empty() {
        section(
            &mut out,
            "ambiguous",
            "could be several",
            shared,
            dictionary,
        );
    }
    out.push_str("</nav>\n");
    out
}

fn section(
    out: &mut String,
    class: &str,
    title: &str,
    mut entries: Vec<Entry<'_>>,
    dictionary: &Dictionary,
) {
    push(
        out,
        format_args!(
            "<section>\n<h3><span class=\"{class}\">{}</span></h3>\n<ul>\n",
            Text(title)
        ),
    );
    entries.sort_by_key(|(entities, used)| (Reverse(used.mentions), *entities));
    for (entities, used) in entries {
        let names: Vec<String> = entities
            .iter()
            .map(|&entity| format!("<bdi>{}</bdi>", Text(dictionary.entity(entity).name())))
            .collect();
        push(
            out,
            format_args!(
                "<li id=\"{}\"><a href=\"#{}\">{}</a> <span>{}</span></li>\n",
                place(entities),
                used.first,
                names.join(" or "),
                used.mentions
            ),
        );
    }
    out.push_str("</ul>\n</section>\n");
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("strings take what is written");
}
