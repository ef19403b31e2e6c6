//! The viewer: a graph as one page that any browser opens. It loads nothing, sends nothing, and needs no network: the data, the styles and the
//! script are inside. A policy in the page lets the browser run that one script and nothing else, whatever the names and sentences say.
//!
//! - [`backbone`](backbone::shown): what of a large graph the page shows,
//! - [`columns`]: nodes and edges, [`sentences`]: the evidence, [`story`]: what the page says of itself; together the data of the page,
//! - [`page`]: text, styles, script and data put together,
//! - `page/`: the page itself. Its scripts are one scope, a file an idea; [`page::SCRIPTS`] names them in order.

mod backbone;
mod columns;
mod page;
mod sentences;
mod story;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;

use crate::error::{Error, Result};
use crate::graph::{EntityGraph, LayoutOptions};

use super::facts::{Facts, Files, Group};
use super::{Exporter, Loss};
use columns::{EdgeColumns, NodeColumns, Types};
use sentences::Sentences;
use story::About;

pub(super) const FACTS: Facts = Facts {
    name: "html",
    group: Group::Picture,
    suffixes: &[".html"],
    description: "page for the browser: pan, zoom, search, filter, and the sentences behind every edge",
    lacks: &[Loss::NodeMeasures, Loss::Communities],
    files: Files::One(|_| Box::new(Html::new())),
    is_text: true,
};

/// Writes the viewer: one page with pan, zoom, search, filters, a time slider, and for every edge the sentences behind it.
///
/// Places are computed here ([`EntityGraph::layout`]), so the page opens settled and looks the same everywhere. Of a graph with more than
/// [`MOST_NODES`](Self::MOST_NODES) or [`MOST_EDGES`](Self::MOST_EDGES) the page shows the backbone and says so.
///
/// Names, sentences and addresses are never markup in it, and only addresses that begin with `http:` or `https:` become links.
///
/// # Example
/// ```
/// use comention::document::Document;
/// use comention::export::{Exporter, Html};
/// use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph};
///
/// let dictionary = Dictionary::ai_industry();
/// let annotator = Annotator::new(&dictionary)?;
/// let mut cooccurrences = Cooccurrences::new(&dictionary);
/// cooccurrences.observe(&annotator.annotate(&Document::new("monday", "TSMC makes the H800 for Nvidia.")));
/// let graph = EntityGraph::builder().build(&cooccurrences.tallies())?;
///
/// let mut page = Vec::new();
/// Html::new().title("Chips & <makers>").write(&graph, &mut page)?;
/// assert!(String::from_utf8_lossy(&page).contains("<title>Chips &amp; &lt;makers&gt;</title>"));
/// # Ok::<(), comention::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Html {
    title: Option<String>,
    most: Option<(usize, usize)>,
}

impl Html {
    /// How many entities a page shows at most, unless told otherwise: what a browser draws fluidly.
    pub const MOST_NODES: usize = 5_000;
    /// How many edges.
    pub const MOST_EDGES: usize = 20_000;

    /// Makes the exporter.
    pub const fn new() -> Self {
        Self {
            title: None,
            most: None,
        }
    }

    /// Sets the title; the names of the most mentioned entities by default.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Sets how many entities and edges the page shows at most.
    #[must_use]
    pub const fn limits(mut self, nodes: usize, edges: usize) -> Self {
        self.most = Some((nodes, edges));
        self
    }

    fn most(&self) -> (usize, usize) {
        self.most.unwrap_or((Self::MOST_NODES, Self::MOST_EDGES))
    }
}

/// All that the page knows, in one JSON object. Columns instead of rows: names of fields stand there once.
#[derive(Serialize)]
struct Data<'g> {
    about: About<'g>,
    types: Types<'g>,
    groups: Vec<story::Group>,
    nodes: NodeColumns<'g>,
    edges: EdgeColumns<'g>,
    #[serde(flatten)]
    sentences: Sentences<'g>,
}

impl Exporter for Html {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let (most_nodes, most_edges) = self.most();
        let part = backbone::shown(graph, most_nodes, most_edges);
        let shown = part.as_ref().unwrap_or(graph);
        let layout = shown.layout(LayoutOptions::default());
        let mut sentences = Sentences::default();
        let types = Types::new(shown);
        let data = Data {
            about: About::new(graph, shown, self.title.as_deref()),
            groups: story::groups(shown, &layout),
            nodes: NodeColumns::new(shown, &layout, &types),
            edges: EdgeColumns::new(shown, &mut sentences),
            types,
            sentences,
        };
        let mut output = io::BufWriter::new(output);
        page::write(&data.about.title, &data, &mut output)
            .and_then(|()| output.flush())
            .map_err(|source| Error::Output { source })
    }

    /// What the page says too: the entities and edges beyond its limits.
    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        let (most_nodes, most_edges) = self.most();
        let Some(part) = backbone::shown(graph, most_nodes, most_edges) else {
            return Vec::new();
        };
        let nodes = graph.node_count() - part.node_count();
        let edges = graph.edge_count() - part.edge_count();
        vec![(Loss::Nodes, nodes as u64), (Loss::Edges, edges as u64)]
    }
}
