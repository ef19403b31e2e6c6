//! What the signs of a picture mean: types, sizes, widths, ground.

use crate::graph::EntityGraph;

use super::super::appearance::{Colour, Palette, grouped, lines, share, width};
use super::scene::Scene;

/// The size of the letters.
pub(super) const LETTERS: f64 = 12.0;
/// Between two entries; twice that between two kinds of signs.
const GAP: f64 = 20.0;
/// From one row to the next, at least.
const ROW: f64 = 24.0;

/// A sign.
pub(super) enum Sign {
    /// A circle in the colour of a type.
    Type(Colour),
    /// A circle of a radius.
    Size(f64),
    /// A line of a strength.
    Strength(f64),
    /// The grounds of communities.
    Grounds,
}

impl Sign {
    /// The room it takes, before its words.
    pub(super) fn width(&self) -> f64 {
        match self {
            Self::Type(_) => 12.0,
            Self::Size(radius) => 2.0 * radius,
            Self::Strength(_) => 34.0,
            Self::Grounds => 30.0,
        }
    }

    fn height(&self) -> f64 {
        match self {
            Self::Size(radius) => 2.0 * radius + 6.0,
            _ => ROW,
        }
    }
}

/// A sign with its words, in its place.
pub(super) struct Entry {
    pub(super) sign: Sign,
    pub(super) words: String,
    /// The left side of the sign.
    pub(super) x: f64,
    /// The middle, from the top of the legend.
    pub(super) y: f64,
}

/// The entries, and how high they are together; each row is as wide as given, or an entry.
pub(super) fn legend(
    graph: &EntityGraph,
    palette: &Palette<'_>,
    scene: &Scene,
    widest: f64,
) -> (Vec<Entry>, f64) {
    let mut groups: Vec<Vec<(Sign, String)>> = Vec::new();
    groups.push(
        palette
            .legend()
            .map(|(name, colour)| (Sign::Type(colour), lines(name, 16.0, 1).concat()))
            .collect(),
    );
    groups.push(sizes(graph, scene));
    groups.push(strengths(graph, scene));
    if scene
        .layout
        .communities()
        .iter()
        .flatten()
        .any(|&community| community > 1)
    {
        let words = "on one ground: mentioned with each other more than with the rest";
        groups.push(vec![(Sign::Grounds, words.to_owned())]);
    }
    let mut rows = Rows {
        widest,
        entries: Vec::new(),
        begun: 0,
        x: 0.0,
        y: 0.0,
        height: 0.0,
    };
    for group in groups {
        // What belongs together stays in a row, if a row is wide enough.
        let together: f64 = group
            .iter()
            .map(|(sign, words)| room(sign, words) + GAP)
            .sum();
        rows.make_room(together - GAP);
        for (sign, words) in group {
            rows.push(sign, words);
        }
        rows.x += GAP;
    }
    rows.close();
    (rows.entries, rows.y)
}

/// How wide a sign is with its words.
fn room(sign: &Sign, words: &str) -> f64 {
    sign.width() + 6.0 + width(words) * LETTERS
}

/// Entries set like words of a text.
struct Rows {
    widest: f64,
    entries: Vec<Entry>,
    /// Where the entries of the last row begin.
    begun: usize,
    x: f64,
    y: f64,
    height: f64,
}

impl Rows {
    fn push(&mut self, sign: Sign, words: String) {
        let room = room(&sign, &words);
        self.make_room(room);
        self.height = self.height.max(sign.height());
        self.entries.push(Entry {
            sign,
            words,
            x: self.x,
            y: 0.0,
        });
        self.x += room + GAP;
    }

    /// Begins a row if so much has no room in the last.
    fn make_room(&mut self, room: f64) {
        if self.x > 0.0 && self.x + room > self.widest {
            self.close();
        }
    }

    fn close(&mut self) {
        for entry in &mut self.entries[self.begun..] {
            entry.y = self.y + self.height / 2.0;
        }
        self.begun = self.entries.len();
        self.y += self.height;
        (self.x, self.height) = (0.0, 0.0);
    }
}

/// Circles of round numbers of windows.
fn sizes(graph: &EntityGraph, scene: &Scene) -> Vec<(Sign, String)> {
    let windows = graph.nodes().map(|node| node.windows().get(graph.window()));
    let most = windows.max().unwrap_or(0);
    let mut rounds: Vec<u64> = [most, (most / 5).max(1), most / 50]
        .into_iter()
        .map(rounded_down)
        .filter(|&round| round > 0)
        .collect();
    rounds.dedup();
    rounds
        .into_iter()
        .map(|round| {
            let radius = scene.options.radius(share(round, most));
            let plural = if round == 1 { "" } else { "s" };
            let words = format!("in {} {}{plural}", grouped(round), graph.window());
            (Sign::Size(radius), words)
        })
        .collect()
}

/// Lines of the strongest, a middling and the weakest score.
fn strengths(graph: &EntityGraph, scene: &Scene) -> Vec<(Sign, String)> {
    if graph.edge_count() == 0 {
        return Vec::new();
    }
    let mut entries: Vec<(Sign, String)> = [1.0, 0.5, 0.0]
        .into_iter()
        .map(|strength| {
            (
                Sign::Strength(strength),
                short(scene.strengths.score(strength)),
            )
        })
        .collect();
    if scene.strengths.is_flat() {
        entries.truncate(1);
    }
    entries[0].1.insert_str(0, "score ");
    entries
}

/// A number to three digits.
fn short(number: f64) -> String {
    match number.abs() {
        size if size >= 100.0 => format!("{number:.0}"),
        size if size >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// The greatest number up to this that is a 1, 2 or 5 with zeros.
fn rounded_down(number: u64) -> u64 {
    let mut round = 0;
    let mut power = 1_u64;
    loop {
        for digit in [1, 2, 5] {
            match power.checked_mul(digit) {
                Some(next) if next <= number => round = next,
                _ => return round,
            }
        }
        let Some(next) = power.checked_mul(10) else {
            return round;
        };
        power = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_numbers() {
        assert_eq!(
            [0, 1, 4, 9, 10, 49, 99, 1234, u64::MAX].map(rounded_down),
            [0, 1, 2, 5, 10, 20, 50, 1000, 10_000_000_000_000_000_000]
        );
        assert_eq!(
            [0.123, -5.0, 28.71, 619.4].map(short),
            ["0.12", "-5.00", "28.7", "619"]
        );
    }
}
