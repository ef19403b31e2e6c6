//! A page in Markdown that says what a graph shows: to be pasted where people read.

mod escape;

use std::io::{self, Write};

use crate::cooccurrence::{Evidence, Passage};
use crate::error::Result;
use crate::graph::{Communities, CommunityOptions, EdgeRef, EntityGraph, Node};
use crate::text::{Span, counted, grouped};

use self::escape::{cell, prose};

use super::facts::{Facts, Files, Group};
use super::records::stream;
use super::web_address::is_web_address;
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "markdown",
    group: Group::Picture,
    suffixes: &[".md", ".markdown"],
    description: "a report: who matters, the strongest edges with their best sentences, communities, what was left out",
    lacks: &[
        Loss::Ids,
        Loss::Parents,
        Loss::NodeMeasures,
        Loss::EdgeCounts,
        Loss::EdgeDates,
        Loss::Significance,
        Loss::FurtherRelations,
        Loss::FurtherEvidence,
        Loss::EvidencePlaces,
    ],
    files: Files::One(|_| Box::new(Markdown::new())),
    is_text: true,
};

/// Writes a report: the entities mentioned most, the strongest edges, each with its best sentence and where it stands, the largest communities
/// with their members, and what was left out.
///
/// It is Markdown as GitHub reads it (tables). Names and sentences are text wherever they stand: nothing in them is a link, a heading or a tag.
#[derive(Clone, Copy, Debug)]
pub struct Markdown {
    entities: usize,
    edges: usize,
    communities: usize,
    members: usize,
}

impl Default for Markdown {
    fn default() -> Self {
        Self::new()
    }
}

impl Markdown {
    /// Makes the exporter: 20 entities, 20 edges, 10 communities with 12 members each.
    pub const fn new() -> Self {
        Self {
            entities: 20,
            edges: 20,
            communities: 10,
            members: 12,
        }
    }

    /// Sets how many entities and how many edges are shown.
    #[must_use]
    pub const fn rows(mut self, entities: usize, edges: usize) -> Self {
        self.entities = entities;
        self.edges = edges;
        self
    }
}

impl Exporter for Markdown {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let communities = graph.communities(CommunityOptions::default());
        stream(output, |output| {
            head(graph, output)?;
            self.entities(graph, output)?;
            self.edges(graph, output)?;
            self.communities(&communities, output)?;
            self.left_out_of_it(graph, &communities, output)
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let more = |all: usize, shown: usize| all.saturating_sub(shown) as u64;
        vec![
            (Loss::Nodes, more(graph.node_count(), self.entities)),
            (Loss::Edges, more(graph.edge_count(), self.edges)),
        ]
    }
}

fn head(graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
    let totals = graph.totals();
    writeln!(output, "# Who is mentioned with whom\n")?;
    writeln!(
        output,
        "{} and {} in {}, {} and {}. Two entities are joined if they {}; edges are ranked by the measure `{}`.",
        counted(graph.node_count() as u64, "entity"),
        counted(graph.edge_count() as u64, "edge"),
        counted(totals.documents, "document"),
        counted(totals.paragraphs, "paragraph"),
        counted(totals.sentences, "sentence"),
        graph.view().meeting(),
        graph.measure().name()
    )
}

impl Markdown {
    fn entities(self, graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
        let mut nodes: Vec<&Node> = graph.nodes().collect();
        nodes.sort_by_key(|node| std::cmp::Reverse(node.mentions())); // stable: of equals the first by id
        writeln!(output, "\n## Entities mentioned most\n")?;
        if nodes.is_empty() {
            return writeln!(output, "None.");
        }
        writeln!(
            output,
            "| entity | type | mentions | documents | first seen | last seen |\n|---|---|---:|---:|---|---|"
        )?;
        for node in nodes.into_iter().take(self.entities) {
            let day = |date: Option<crate::document::Date>| {
                date.map_or_else(String::new, |date| date.to_string())
            };
            writeln!(
                output,
                "| {} | {} | {} | {} | {} | {} |",
                cell(node.name()),
                cell(node.entity_type().as_str()),
                node.mentions(),
                node.windows().documents,
                day(node.first_seen()),
                day(node.last_seen())
            )?;
        }
        Ok(())
    }

    fn edges(self, graph: &EntityGraph, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "\n## Strongest edges")?;
        if graph.edge_count() == 0 {
            return writeln!(output, "\nNone.");
        }
        for (number, edge) in (1..).zip(graph.strongest_edges().take(self.edges)) {
            let windows = edge.windows();
            writeln!(
                output,
                "\n{number}. {}: score {:.2}, {} in {}{}",
                pair(edge),
                edge.score(),
                counted(windows.sentences, "sentence"),
                counted(windows.documents, "document"),
                relation(edge)
            )?;
            if let Some(evidence) = edge.edge().evidence().first() {
                writeln!(output, "\n   > {}", quote(evidence))?;
            }
        }
        Ok(())
    }

    fn communities(self, found: &Communities<'_>, output: &mut dyn Write) -> io::Result<()> {
        writeln!(output, "\n## Communities\n")?;
        if found.is_empty() {
            return writeln!(output, "None: no edges.");
        }
        writeln!(
            output,
            "{}, modularity {:.2}: entities that share more windows with each other than with the rest. Above 0.3 is usually taken for a structure worth the name.\n",
            counted(found.len() as u64, "community"),
            found.modularity()
        )?;
        for (number, mut members) in (1..).zip(found.members().into_iter().take(self.communities)) {
            members.sort_by_key(|node| std::cmp::Reverse(node.mentions()));
            let names: Vec<String> = members
                .iter()
                .take(self.members)
                .map(|node| prose(node.name()))
                .collect();
            let more = members.len().saturating_sub(self.members);
            let more = if more > 0 {
                format!(", and {more} more")
            } else {
                String::new()
            };
            writeln!(
                output,
                "{number}. **{}**: {}{more}",
                counted(members.len() as u64, "entity"),
                names.join(", ")
            )?;
        }
        Ok(())
    }

    fn left_out_of_it(
        self,
        graph: &EntityGraph,
        communities: &Communities<'_>,
        output: &mut dyn Write,
    ) -> io::Result<()> {
        writeln!(output, "\n## What was left out\n")?;
        let mut said = Vec::new();
        let mut more = |all: usize, shown: usize, what: &str| {
            if all > shown {
                said.push(format!("{} {what}", grouped((all - shown) as u64)));
            }
        };
        more(graph.node_count(), self.entities, "entities mentioned less");
        more(graph.edge_count(), self.edges, "weaker edges");
        more(communities.len(), self.communities, "smaller communities");
        more(
            graph.all_pairs(),
            graph.edge_count(),
            "pairs beyond the limit of edges that was asked for",
        );
        if graph.cut_by_fdr() > 0 {
            said.push(format!(
                "{} that could be chance: q-values over {}",
                counted(graph.cut_by_fdr() as u64, "edge"),
                graph.view().fdr.unwrap_or_default()
            ));
        }
        for count in graph.cut_counts() {
            said.push(format!(
                "{} of {} edges, cut by `{}`",
                count.cut, count.of, count.rule
            ));
        }
        let view = graph.view();
        if view.min_count > 1 {
            said.push(format!(
                "pairs that share fewer than {} {}s",
                view.min_count,
                view.unit()
            ));
        }
        let (from, to) = (view.selection.period.from(), view.selection.period.to());
        if from.is_some() || to.is_some() {
            let day = |date: Option<crate::document::Date>, open: &str| {
                date.map_or_else(|| open.to_owned(), |date| date.to_string())
            };
            said.push(format!(
                "documents without a date, and those not from {} to {}",
                day(from, "the beginning"),
                day(to, "the end")
            ));
        }
        if !view.types.is_empty() {
            let types: Vec<String> = view.types.iter().map(|kind| prose(kind.as_str())).collect();
            said.push(format!("entities of other types than {}", types.join(", ")));
        }
        if said.is_empty() {
            said.push("Nothing.".to_owned());
        }
        for line in said {
            writeln!(output, "- {line}")?;
        }
        writeln!(
            output,
            "\nAn edge says that two names {}, not why. A name that several entities share counts for none of them.",
            graph.view().meeting()
        )?;
        let provenance = graph.provenance();
        if !provenance.is_empty() {
            let hashes: Vec<String> = provenance
                .iter()
                .map(|(name, value)| format!("{} {}", prose(name), prose(value)))
                .collect();
            writeln!(
                output,
                "\nMade by comention {} from {}.",
                env!("CARGO_PKG_VERSION"),
                hashes.join(", ")
            )?;
        }
        Ok(())
    }
}

fn pair(edge: EdgeRef<'_>) -> String {
    format!(
        "**{}** – **{}**",
        prose(edge.a().name()),
        prose(edge.b().name())
    )
}

/// What sentences say of the two, in words: `, CEO of (Sam Altman → OpenAI, 3)`.
fn relation(edge: EdgeRef<'_>) -> String {
    let Some(label) = edge.edge().label() else {
        return String::new();
    };
    let (mut head, mut tail) = (edge.a(), edge.b());
    if label.relation.head() == tail.id().as_str() {
        std::mem::swap(&mut head, &mut tail);
    }
    let arrow = if label.relation.is_symmetric() {
        "–"
    } else {
        "→"
    };
    format!(
        "; *{}* ({} {arrow} {}) in {}",
        prose(label.relation.name()),
        prose(head.name()),
        prose(tail.name()),
        counted(label.count, "sentence")
    )
}

/// The sentence with both names in bold, and where it stands.
fn quote(evidence: &Evidence) -> String {
    let sentences: Vec<String> = evidence.passages.iter().map(sentence).collect();
    let url = evidence.url.as_deref().filter(|url| is_web_address(url));
    let mut known = vec![match url {
        Some(url) => format!("[{}](<{url}>)", prose(title(evidence))),
        None => prose(title(evidence)),
    }];
    known.extend(evidence.source.as_deref().map(prose));
    known.extend(evidence.date.map(|date| date.to_string()));
    format!("“{}” ({})", sentences.join(" … "), known.join(", "))
}

fn title(evidence: &Evidence) -> &str {
    match evidence.title.as_deref().map(str::trim) {
        Some(title) if !title.is_empty() => title,
        _ => &evidence.document,
    }
}

fn sentence(passage: &Passage) -> String {
    let mut names: Vec<Span> = passage.a.iter().chain(&passage.b).copied().collect();
    names.sort_by_key(|span| (span.start(), std::cmp::Reverse(span.end())));
    let mut out = String::new();
    let mut at = passage.span.start();
    let end = passage.span.end();
    for name in names {
        if name.start() < at {
            continue;
        }
        out.push_str(&prose(passage.text_of(Span::new(at, name.start()))));
        out.push_str("**");
        out.push_str(&prose(passage.text_of(name)));
        out.push_str("**");
        at = name.end();
    }
    out.push_str(&prose(passage.text_of(Span::new(at, end))));
    out
}
