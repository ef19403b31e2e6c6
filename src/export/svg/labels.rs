//! Where names stand: beside their circles, over no other circle and no other name.

use std::collections::BTreeMap;

use crate::graph::{Bounds, Point};

/// Room between a name and its circle.
const GAP: f64 = 3.0;
/// Room between two names.
const APART: f64 = 2.0;
/// Lines are looked at only up to so many: beyond, there is no place without them anyway.
const MOST_LINES: usize = 3000;

/// A name to be placed, in one of several shapes, the best first.
pub(super) struct Wanted {
    /// The circle it belongs to.
    pub(super) circle: usize,
    /// Width and height of each shape.
    pub(super) shapes: Vec<(f64, f64)>,
}

/// Where a name went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    /// Which shape.
    pub(super) shape: usize,
    /// The room it takes.
    pub(super) room: Bounds,
    /// Where it touches its circle: -1 with its right side, 1 with its left side, 0 with its middle.
    pub(super) side: i8,
}

/// Places names in the order given; `None` for those without room. Of the places that are free, the one that fewest lines cross is taken.
pub(super) fn place(
    circles: &[(Point, f64)],
    lines: &[(usize, usize)],
    wanted: &[Wanted],
) -> Vec<Option<Placed>> {
    let lines = if lines.len() > MOST_LINES { &[] } else { lines };
    let mut taken: Cells<Bounds> = Cells::default();
    let mut obstacles: Cells<usize> = Cells::default();
    for (circle, &(middle, radius)) in circles.iter().enumerate() {
        obstacles.insert(Bounds::around([(middle, radius + 1.0)].into_iter()), circle);
    }
    wanted
        .iter()
        .map(|name| {
            let free = |candidate: &Placed| {
                let room = grown(candidate.room, APART);
                !taken.near(room).any(|other| overlap(room, other))
                    && !obstacles.near(room).any(|circle| {
                        let (middle, radius) = circles[circle];
                        circle != name.circle && touches(candidate.room, middle, radius + 1.0)
                    })
            };
            let crossed = |room: Bounds| {
                let crossing = lines
                    .iter()
                    .filter(|&&(a, b)| crosses(room, circles[a].0, circles[b].0));
                crossing.count()
            };
            let (at, radius) = circles[name.circle];
            let found = name.shapes.iter().enumerate().find_map(|(shape, &size)| {
                around(at, radius, size)
                    .into_iter()
                    .map(|(room, side)| Placed { shape, room, side })
                    .filter(free)
                    // The first of equals: they come in the order of preference.
                    .min_by_key(|candidate| crossed(candidate.room))
            });
            if let Some(placed) = found {
                taken.insert(placed.room, placed.room);
            }
            found
        })
        .collect()
}

/// The places around a circle, the usual ones first.
fn around(at: Point, radius: f64, (width, height): (f64, f64)) -> [(Bounds, i8); 8] {
    let near = radius + GAP;
    let slant = radius * 0.75 + GAP;
    let right = at.x + near;
    let left = at.x - near - width;
    let middle = at.x - width / 2.0;
    let level = at.y - height / 2.0;
    let below = at.y + near - 1.0;
    let above = at.y - near + 1.0 - height;
    [
        (right, level, 1),
        (left, level, -1),
        (middle, below, 0),
        (middle, above, 0),
        (at.x + slant, at.y + slant - GAP, 1),
        (at.x + slant, at.y - slant + GAP - height, 1),
        (at.x - slant - width, at.y + slant - GAP, -1),
        (at.x - slant - width, at.y - slant + GAP - height, -1),
    ]
    .map(|(left, top, side)| {
        let room = Bounds {
            left,
            top,
            right: left + width,
            bottom: top + height,
        };
        (room, side)
    })
}

/// Things by where they are, so that few are looked at.
struct Cells<T>(BTreeMap<(i64, i64), Vec<T>>);

impl<T> Default for Cells<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Copy> Cells<T> {
    const WIDTH: f64 = 80.0;

    fn insert(&mut self, room: Bounds, thing: T) {
        for cell in Self::cells(room) {
            self.0.entry(cell).or_default().push(thing);
        }
    }

    /// All things in cells that a room is in, some of them more than once.
    fn near(&self, room: Bounds) -> impl Iterator<Item = T> + '_ {
        Self::cells(room)
            .filter_map(|cell| self.0.get(&cell))
            .flatten()
            .copied()
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "pictures are not 2^63 cells wide"
    )]
    fn cells(room: Bounds) -> impl Iterator<Item = (i64, i64)> {
        let cell = |place: f64| (place / Self::WIDTH).floor() as i64;
        let (left, right) = (cell(room.left), cell(room.right));
        (cell(room.top)..=cell(room.bottom))
            .flat_map(move |row| (left..=right).map(move |column| (column, row)))
    }
}

fn grown(room: Bounds, by: f64) -> Bounds {
    Bounds {
        left: room.left - by,
        top: room.top - by,
        right: room.right + by,
        bottom: room.bottom + by,
    }
}

pub(super) fn overlap(one: Bounds, other: Bounds) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}

/// Whether a circle reaches into a room.
pub(super) fn touches(room: Bounds, middle: Point, radius: f64) -> bool {
    let nearest = Point::new(
        middle.x.clamp(room.left, room.right),
        middle.y.clamp(room.top, room.bottom),
    );
    (nearest - middle).length() < radius
}

/// Whether a line goes through a room: what of it is between the left and the right side, then of that what is between top and bottom.
fn crosses(room: Bounds, from: Point, to: Point) -> bool {
    let along = to - from;
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (place, step, low, high) in [
        (from.x, along.x, room.left, room.right),
        (from.y, along.y, room.top, room.bottom),
    ] {
        if step.abs() < 1e-9 {
            if place < low || place > high {
                return false;
            }
            continue;
        }
        let (enters, leaves) = ((low - place) / step, (high - place) / step);
        start = start.max(enters.min(leaves));
        end = end.min(enters.max(leaves));
    }
    start < end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(circle: usize) -> Wanted {
        Wanted {
            circle,
            shapes: vec![(60.0, 12.0), (30.0, 24.0)],
        }
    }

    #[test]
    fn names_stand_beside_their_circles_and_never_on_each_other() {
        let circles: Vec<(Point, f64)> = (0..60_i32)
            .map(|n| {
                (
                    Point::new(f64::from(n % 8) * 45.0, f64::from(n / 8) * 40.0),
                    8.0,
                )
            })
            .collect();
        let wanted: Vec<Wanted> = (0..60).map(wanted).collect();
        let placed = place(&circles, &[(0, 59), (7, 56)], &wanted);
        let rooms: Vec<Bounds> = placed.iter().flatten().map(|placed| placed.room).collect();
        assert!(rooms.len() > 20, "{}", rooms.len());
        for (at, &room) in rooms.iter().enumerate() {
            assert!(rooms[..at].iter().all(|&other| !overlap(room, other)));
            assert!(
                !circles
                    .iter()
                    .any(|&(middle, radius)| touches(room, middle, radius))
            );
        }
    }

    #[test]
    fn a_name_goes_where_no_line_is() {
        let circles = [(Point::new(0.0, 0.0), 5.0), (Point::new(100.0, 0.0), 5.0)];
        let placed = place(&circles, &[(0, 1)], &[wanted(0), wanted(1)]);
        assert_eq!(placed.map_sides(), [Some(-1), Some(1)]);
    }

    trait Sides {
        fn map_sides(&self) -> Vec<Option<i8>>;
    }

    impl Sides for Vec<Option<Placed>> {
        fn map_sides(&self) -> Vec<Option<i8>> {
            self.iter()
                .map(|placed| placed.map(|placed| placed.side))
                .collect()
        }
    }

    #[test]
    fn lines_cross_rooms_or_do_not() {
        let room = Bounds {
            left: 0.0,
            top: 0.0,
            right: 10.0,
            bottom: 10.0,
        };
        assert!(crosses(room, Point::new(-5.0, 5.0), Point::new(15.0, 6.0)));
        assert!(crosses(room, Point::new(5.0, -5.0), Point::new(5.0, 50.0)));
        assert!(!crosses(room, Point::new(-5.0, 5.0), Point::new(5.0, -6.0)));
        assert!(!crosses(
            room,
            Point::new(20.0, 0.0),
            Point::new(20.0, 10.0)
        ));
    }
}
