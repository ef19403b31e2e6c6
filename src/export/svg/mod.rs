//! Pictures for paper and screen, drawn by the crate itself.

mod labels;
mod legend;
mod markup;
mod scene;
#[cfg(test)]
mod tests;
mod tints;

use std::fmt::Write as _;
use std::io::Write;

use crate::error::{Error, Result};
use crate::graph::{EdgeRef, EntityGraph};

use super::appearance::{
    Limits, Palette, Selection, cut, edge_facts, grouped, lines, node_facts, share,
};
use super::facts::{Facts, Files, Group};
use super::{ExportOptions, Exporter, Loss};
use legend::Sign;
use markup::{Escaped, Length};
use scene::{LEADING, Label, Scene};

pub(super) const FACTS: Facts = Facts {
    name: "svg",
    group: Group::Picture,
    suffixes: &[".svg"],
    description: "picture for screen and paper; sentences show on pointing; the strongest edges of a large graph",
    // A picture is no table, and nobody takes it for one: what counts is what is not drawn, see `left_out`.
    lacks: &[],
    files: Files::One(|options| Box::new(Svg::of(options))),
    is_text: true,
};

/// White space around all.
const MARGIN: f64 = 24.0;
/// The narrowest picture: the legend wants room.
const NARROWEST: f64 = 560.0;
/// How long what is shown on pointing may be, in letters of average width: some sentences are whole pages.
const MOST_WORDS: f64 = 1500.0;
/// How many of the most mentioned entities a thinned picture shows, at least.
const MOST_MENTIONED: usize = 80;
/// How many edges it gives each of them: the strongest.
const STRONGEST_EACH: usize = 3;
const INK: &str = "#1f2429";
const FAINT: &str = "#5c666f";
const LINE: &str = "#4d5b69";
/// The grounds of communities, in turn: so pale that every colour on them stays what it is.
const GROUNDS: [&str; 7] = [
    "#e9f0f7", "#f7f0e4", "#e8f4ec", "#f5ebf3", "#f3f3df", "#ededf8", "#fbeeea",
];
/// How far a ground reaches beyond the middles of its circles.
const REACH: f64 = 30.0;

/// Writes a picture as SVG.
///
/// Circles are entities, larger the more windows they are in, coloured by type (Okabe & Ito's palette, safe for colour-blind readers). Lines
/// are edges, wider and darker the better the score. Communities stand on a light ground. Names are placed most important first, over no
/// circle and no other name; those without room are left out, which the caption counts. Pointing at a circle shows its name, type and
/// counts, at a line its score and best sentence, also for those who hear pictures. Under it stand a legend and a caption.
///
/// A picture may thin: entities without edges are left out, and of a graph with more than 200 edges the 80 most mentioned entities are
/// drawn, each with its 3 strongest edges among them, or more entities where their edges are no more than that; the caption says so.
///
/// Equal graphs give equal bytes. Letters are those of the reader's machine; the room for names is reckoned for the widest of the usual
/// fonts. What XML cannot hold becomes U+FFFD in what is shown on pointing; in names it is left out, as is what turns the direction of writing.
#[derive(Clone, Debug)]
#[must_use = "an exporter does nothing until it writes"]
pub struct Svg {
    max_edges: Option<usize>,
    isolated: bool,
    legend: bool,
    fonts: &'static str,
}

impl Default for Svg {
    fn default() -> Self {
        Self {
            max_edges: Some(200),
            isolated: false,
            legend: true,
            fonts: "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif",
        }
    }
}

impl Svg {
    /// Makes the exporter: thins a graph of more than 200 edges, draws no entities without edges.
    pub fn new() -> Self {
        Self::default()
    }

    pub(super) fn of(options: &ExportOptions) -> Self {
        Self {
            max_edges: options.max_edges.or(Self::default().max_edges),
            ..Self::default()
        }
    }

    /// Sets how many edges a graph may have before it is thinned; `None` draws all.
    pub const fn max_edges(mut self, limit: Option<usize>) -> Self {
        self.max_edges = limit;
        self
    }

    /// Sets whether entities without edges are drawn.
    pub const fn isolated(mut self, shown: bool) -> Self {
        self.isolated = shown;
        self
    }

    /// Sets whether legend and caption are drawn.
    pub const fn legend(mut self, shown: bool) -> Self {
        self.legend = shown;
        self
    }

    fn selection<'g>(&self, graph: &'g EntityGraph) -> Selection<'g> {
        let limits = Limits {
            max_edges: self.max_edges,
            entities: MOST_MENTIONED,
            edges_each: STRONGEST_EACH,
        };
        Selection::new(graph, limits, self.isolated)
    }

    /// The picture as text.
    pub(super) fn draw(&self, graph: &EntityGraph) -> String {
        let selection = self.selection(graph);
        let shown = selection.graph();
        let scene = Scene::new(&shown);
        let mut drawing = Drawing {
            graph: &shown,
            palette: Palette::new(shown.nodes()),
            scene: &scene,
            out: String::new(),
        };
        drawing.body();
        let bounds = scene.bounds;
        let width = bounds.width().max(NARROWEST);
        let mut height = bounds.height();
        if self.legend {
            height += drawing.legend(&selection.caption(), width);
        }
        let mut out = String::new();
        let heading = format!(
            "{} entities and {} edges between them",
            grouped(shown.node_count() as u64),
            grouped(shown.edge_count() as u64)
        );
        let (left, top) = (
            bounds.left - MARGIN - (width - bounds.width()) / 2.0,
            bounds.top - MARGIN,
        );
        let (width, height) = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
        write(
            &mut out,
            format_args!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}\" height=\"{h}\" viewBox=\"{x} {y} {w} {h}\" role=\"graphics-document\" font-family=\"{fonts}\">\n\
             <title>{heading}</title>\n<desc>{caption}</desc>\n\
             <rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"#ffffff\"/>\n",
                w = Length(width),
                h = Length(height),
                x = Length(left),
                y = Length(top),
                fonts = self.fonts,
                caption = Escaped(&selection.caption()),
            ),
        );
        out.push_str(&drawing.out);
        out.push_str("</svg>\n");
        out
    }
}

impl Exporter for Svg {
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        output
            .write_all(self.draw(graph).as_bytes())
            .and_then(|()| output.flush())
            .map_err(|source| Error::Output { source })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        self.selection(graph).left_out()
    }
}

/// A picture while it is written.
struct Drawing<'s> {
    graph: &'s EntityGraph,
    palette: Palette<'s>,
    scene: &'s Scene,
    out: String,
}

impl Drawing<'_> {
    /// From the ground up.
    fn body(&mut self) {
        self.grounds();
        self.edges();
        self.nodes();
        self.names();
    }

    fn put(&mut self, text: std::fmt::Arguments<'_>) {
        write(&mut self.out, text);
    }

    fn grounds(&mut self) {
        let layout = &self.scene.layout;
        let strokes = tints::strokes(layout.positions(), layout.communities());
        self.put(format_args!(
            "<g class=\"communities\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\">\n"
        ));
        for (community, ground) in strokes.iter().zip(GROUNDS.iter().cycle()) {
            let mut path = String::new();
            for (from, to) in community {
                write(
                    &mut path,
                    format_args!(
                        "M{} {}L{} {}",
                        Length(from.x),
                        Length(from.y),
                        Length(to.x),
                        Length(to.y)
                    ),
                );
            }
            // A white rim parts it from those it touches.
            for (colour, reach) in [("#ffffff", REACH + 3.0), (ground, REACH)] {
                self.put(format_args!(
                    "<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"{}\"/>\n",
                    Length(2.0 * reach)
                ));
            }
        }
        self.put(format_args!("</g>\n"));
    }

    fn edges(&mut self) {
        self.put(format_args!(
            "<g class=\"edges\" fill=\"none\" stroke=\"{LINE}\" stroke-linecap=\"round\">\n"
        ));
        let edges: Vec<EdgeRef<'_>> = self.graph.edges().collect();
        for line in &self.scene.lines {
            let [from, to] = [line.a, line.b].map(|node| self.scene.layout.positions()[node]);
            // A slight bow: lines that would lie on each other, or on a circle between, are told apart.
            let along = to - from;
            let bow = from + along * 0.5 + crate::graph::Point::new(-along.y, along.x) * 0.06;
            let mut facts = edge_facts(edges[line.edge], self.graph);
            cut(&mut facts, MOST_WORDS);
            if let Some(label) = edges[line.edge].label() {
                let [a, b] = [edges[line.edge].a(), edges[line.edge].b()];
                let (head, tail) = if label.relation.head() == a.id().as_str() {
                    (a.name(), b.name())
                } else {
                    (b.name(), a.name())
                };
                write(
                    &mut facts,
                    format_args!("\n{}: {head}, {tail}", label.relation.name()),
                );
            }
            self.put(format_args!(
                "<path d=\"M{} {}Q{} {} {} {}\" stroke-width=\"{}\" stroke-opacity=\"{}\"><title>{}</title></path>\n",
                Length(from.x),
                Length(from.y),
                Length(bow.x),
                Length(bow.y),
                Length(to.x),
                Length(to.y),
                Length(line_width(line.strength)),
                Length(opacity(line.strength)),
                Escaped(&facts)
            ));
        }
        self.put(format_args!("</g>\n"));
    }

    fn nodes(&mut self) {
        self.put(format_args!(
            "<g class=\"nodes\" stroke=\"#ffffff\" stroke-width=\"1.5\">\n"
        ));
        let layout = &self.scene.layout;
        for ((node, place), radius) in self
            .graph
            .nodes()
            .zip(layout.positions())
            .zip(layout.radii())
        {
            let colour = self.palette.colour(node.entity_type()).line;
            self.put(format_args!(
                "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{colour}\" data-id=\"{}\"><title>{}</title></circle>\n",
                Length(place.x),
                Length(place.y),
                Length(*radius),
                Escaped(node.id().as_str()),
                Escaped(&node_facts(node))
            ));
        }
        self.put(format_args!("</g>\n"));
    }

    /// All names twice: first their halo. `paint-order` would do with one, but not every program that prints knows it.
    fn names(&mut self) {
        let halo = "fill=\"none\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" aria-hidden=\"true\"";
        for (class, look) in [
            ("halos", halo.to_owned()),
            ("names", format!("fill=\"{INK}\"")),
        ] {
            self.put(format_args!(
                "<g class=\"{class}\" pointer-events=\"none\" {look}>\n"
            ));
            for label in &self.scene.labels {
                self.name(label);
            }
            self.put(format_args!("</g>\n"));
        }
    }

    fn name(&mut self, label: &Label) {
        let room = label.placed.room;
        let (x, anchor) = match label.placed.side {
            1 => (room.left, "start"),
            -1 => (room.right, "end"),
            _ => (f64::midpoint(room.left, room.right), "middle"),
        };
        let mut base = room.top + 0.86 * label.size;
        for line in &label.lines {
            self.put(format_args!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{anchor}\">{}</text>\n",
                Length(x),
                Length(base),
                Length(label.size),
                Escaped(line)
            ));
            base += LEADING * label.size;
        }
    }

    /// Draws legend and caption under the picture; gives how high they are.
    fn legend(&mut self, caption: &str, width: f64) -> f64 {
        let bounds = self.scene.bounds;
        let left = bounds.left - (width - bounds.width()) / 2.0;
        let top = bounds.bottom + 28.0;
        let (entries, height) = legend::legend(self.graph, &self.palette, self.scene, width);
        self.put(format_args!(
            "<g class=\"legend\" font-size=\"{}\" fill=\"{INK}\">\n",
            legend::LETTERS
        ));
        for entry in entries {
            let (x, y) = (left + entry.x, top + entry.y);
            let end = x + entry.sign.width();
            match entry.sign {
                Sign::Type(colour) => self.put(format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"6\" fill=\"{}\"/>\n",
                    Length(x + 6.0),
                    Length(y),
                    colour.line
                )),
                Sign::Size(radius) => self.put(format_args!(
                    "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"#ffffff\" stroke=\"{FAINT}\"/>\n",
                    Length(x + radius),
                    Length(y),
                    Length(radius)
                )),
                Sign::Strength(strength) => self.put(format_args!(
                    "<path d=\"M{} {}H{}\" stroke=\"{LINE}\" stroke-linecap=\"round\" stroke-width=\"{}\" stroke-opacity=\"{}\"/>\n",
                    Length(x),
                    Length(y),
                    Length(end),
                    Length(line_width(strength)),
                    Length(opacity(strength))
                )),
                Sign::Grounds => {
                    for (at, ground) in GROUNDS.iter().take(2).enumerate() {
                        let middle = x + 9.0 + 12.0 * share(at as u64, 1);
                        self.put(format_args!(
                            "<circle cx=\"{}\" cy=\"{}\" r=\"9\" fill=\"{ground}\" stroke=\"#ffffff\"/>\n",
                            Length(middle),
                            Length(y)
                        ));
                    }
                }
            }
            self.put(format_args!(
                "<text x=\"{}\" y=\"{}\">{}</text>\n",
                Length(end + 6.0),
                Length(y + 0.36 * legend::LETTERS),
                Escaped(&entry.words)
            ));
        }
        self.put(format_args!(
            "</g>\n<g class=\"caption\" font-size=\"{}\" fill=\"{FAINT}\">\n",
            legend::LETTERS
        ));
        let mut caption = caption.to_owned();
        match self.scene.unnamed {
            0 => {}
            1 => caption.push_str("\n1 name without room is left out"),
            names => write(
                &mut caption,
                format_args!("\n{names} names without room are left out"),
            ),
        }
        let mut base = top + height + 12.0;
        let mut bottom = height;
        let widest = width / legend::LETTERS;
        for line in caption.lines().flat_map(|line| lines(line, widest, 4)) {
            base += 1.35 * legend::LETTERS;
            bottom = base - bounds.bottom;
            self.put(format_args!(
                "<text x=\"{}\" y=\"{}\">{}</text>\n",
                Length(left),
                Length(base),
                Escaped(&line)
            ));
        }
        self.put(format_args!("</g>\n"));
        bottom
    }
}

fn line_width(strength: f64) -> f64 {
    0.6 + 5.4 * strength
}

fn opacity(strength: f64) -> f64 {
    0.25 + 0.4 * strength
}

fn write(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text)
        .expect("a string takes all that is written");
}
