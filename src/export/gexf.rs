//! GEXF, the format of Gephi.

use std::io::{self, Write};

use crate::document::Date;
use crate::error::Result;
use crate::graph::EntityGraph;

use super::columns::{self, Column, Kind, LACKS, OF_EDGES, Value, present};
use super::facts::{Facts, Files, Group};
use super::placement::Placement;
use super::records::{edge_prefix, stream};
use super::xml::{self, Xml, has_forbidden};
use super::{Exporter, Loss};

pub(super) const FACTS: Facts = Facts {
    name: "gexf",
    group: Group::Network,
    suffixes: &[".gexf"],
    description: "GEXF 1.3 for Gephi, laid out; a timeline with --dynamic",
    lacks: LACKS,
    files: Files::One(|options| Box::new(Gexf::new().dynamic(options.dynamic))),
    is_text: true,
};

/// Writes GEXF 1.3: an undirected graph whose nodes have the ids of the entities, names as labels, scores as weights.
///
/// The attributes are those of [`GraphMl`](super::GraphMl). Nodes of a graph of up to 5,000 nodes and 20,000 edges have a place and a size. A
/// [`dynamic`](Self::dynamic) file says from when to when entities and edges were seen, first to last day; what is not dated is there always.
/// Characters that XML cannot hold become U+FFFD; ids stay different.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gexf {
    dynamic: bool,
}

impl Gexf {
    /// Makes the exporter of static graphs.
    pub const fn new() -> Self {
        Self { dynamic: false }
    }

    /// Sets whether the file says from when to when nodes and edges exist.
    #[must_use]
    pub const fn dynamic(mut self, wanted: bool) -> Self {
        self.dynamic = wanted;
        self
    }

    fn head(self, output: &mut dyn Write) -> io::Result<()> {
        output.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
        output.write_all(b"<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" version=\"1.3\">\n")?;
        // No `lastmodifieddate`: the same graph gives the same bytes.
        output.write_all(b"<meta><creator>comention</creator></meta>\n")?;
        let mode = if self.dynamic {
            "mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\""
        } else {
            "mode=\"static\""
        };
        writeln!(
            output,
            "<graph defaultedgetype=\"undirected\" idtype=\"string\" {mode}>"
        )
    }

    fn spell(
        self,
        output: &mut dyn Write,
        first: Option<Date>,
        last: Option<Date>,
    ) -> io::Result<()> {
        if let (true, Some(first), Some(last)) = (self.dynamic, first, last) {
            write!(
                output,
                "<spells><spell start=\"{}\" end=\"{}\"/></spells>",
                first.first_day(),
                last.last_day()
            )?;
        }
        Ok(())
    }
}

impl Exporter for Gexf {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let ids = xml::ids(graph);
        let prefix = edge_prefix(graph);
        let placement = Placement::of(graph);
        let of_nodes = columns::of_nodes(graph);
        stream(output, |output| {
            self.head(output)?;
            attributes(output, "node", &of_nodes)?;
            attributes(output, "edge", OF_EDGES)?;
            writeln!(output, "<nodes count=\"{}\">", graph.node_count())?;
            for (place, node) in graph.nodes().enumerate() {
                let (id, label) = (Xml(&ids[place]), Xml(node.name()));
                write!(output, "<node id=\"{id}\" label=\"{label}\">")?;
                let values = columns::node_values(graph, node, place);
                attvalues(output, &of_nodes, values)?;
                self.spell(output, node.first_seen(), node.last_seen())?;
                if let Some(middle) = placement.place(place) {
                    // The axis of Gephi points upwards.
                    let (x, y) = (middle.x, -middle.y);
                    write!(output, "<viz:position x=\"{x}\" y=\"{y}\" z=\"0\"/>")?;
                }
                if let Some(radius) = placement.radius(place) {
                    write!(output, "<viz:size value=\"{radius}\"/>")?;
                }
                output.write_all(b"</node>\n")?;
            }
            writeln!(output, "</nodes>\n<edges count=\"{}\">", graph.edge_count())?;
            let ends = graph.as_petgraph().raw_edges();
            for (place, (edge, ends)) in graph.edges().zip(ends).enumerate() {
                write!(
                    output,
                    "<edge id=\"{prefix}{place}\" source=\"{}\" target=\"{}\" weight=\"{:?}\">",
                    Xml(&ids[ends.source().index()]),
                    Xml(&ids[ends.target().index()]),
                    edge.score()
                )?;
                attvalues(output, OF_EDGES, columns::edge_values(graph, edge))?;
                self.spell(output, edge.first_seen(), edge.last_seen())?;
                output.write_all(b"</edge>\n")?;
            }
            output.write_all(b"</edges>\n</graph>\n</gexf>\n")
        })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        vec![(Loss::Characters, columns::texts_with(graph, has_forbidden))]
    }
}

fn attributes(output: &mut dyn Write, class: &str, columns: &[Column]) -> io::Result<()> {
    writeln!(output, "<attributes class=\"{class}\" mode=\"static\">")?;
    for column in columns {
        let kind = match column.kind {
            Kind::Text => "string",
            Kind::Whole => "long",
            Kind::Real => "double",
        };
        // The id is the title: graphology knows attributes by it.
        writeln!(
            output,
            "<attribute id=\"{0}\" title=\"{0}\" type=\"{kind}\"/>",
            column.name
        )?;
    }
    output.write_all(b"</attributes>\n")
}

fn attvalues(
    output: &mut dyn Write,
    columns: &[Column],
    values: Vec<Option<Value<'_>>>,
) -> io::Result<()> {
    output.write_all(b"<attvalues>")?;
    for (_, column, value) in present(columns, values) {
        let name = column.name;
        write!(output, "<attvalue for=\"{name}\" value=\"{value}\"/>")?;
    }
    output.write_all(b"</attvalues>")
}
