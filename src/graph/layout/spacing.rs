//! Room for every circle: those that overlap are moved apart, as little as may be.

use std::collections::BTreeMap;

use super::{Bounds, Point};

/// How often all circles are moved apart at most. What still overlaps then goes to the nearest free place.
const ROUNDS: usize = 300;

/// Moves circles until there is a gap between any two.
pub(super) fn spread(places: &mut [Point], radii: &[f64], gap: f64) {
    let room: Vec<f64> = radii.iter().map(|radius| radius + gap / 2.0).collect();
    let widest = room.iter().copied().fold(1.0, f64::max);
    for _ in 0..ROUNDS {
        if !push_apart(places, &room, widest) {
            return;
        }
    }
    find_places(places, &room, widest);
}

/// Moves every two that overlap apart by half of their overlap each, and a little more: who aims at the border itself comes near it for
/// ever. Where none overlap, none moves, and that is told.
fn push_apart(places: &mut [Point], room: &[f64], widest: f64) -> bool {
    let crowd = Crowd::new(places, 2.02 * widest + 0.1);
    let mut moves = vec![Point::default(); places.len()];
    let mut found = false;
    for at in 0..places.len() {
        for other in crowd.after(at) {
            let along = places[other] - places[at];
            let distance = along.length();
            let wanted = room[at] + room[other];
            if distance < wanted {
                found = true;
            }
            let overlap = wanted * 1.02 + 0.1 - distance;
            if overlap <= 0.0 {
                continue;
            }
            let direction = if distance > 1e-9 {
                along * (1.0 / distance)
            } else {
                Point::new(0.8, 0.6) // any will do; the next round tells them apart
            };
            // A small circle gives way to a large one.
            let share = room[at] / wanted;
            moves[at] = moves[at] - direction * (overlap * (1.0 - share));
            moves[other] = moves[other] + direction * (overlap * share);
        }
    }
    if found {
        for (place, step) in places.iter_mut().zip(moves) {
            *place = *place + step;
        }
    }
    found
}

/// Who may be near whom: circles in the squares of a grid.
struct Crowd {
    columns: usize,
    square: Vec<usize>,
    /// Where the circles of each square begin in `circles`; two empty columns and rows surround the squares in use.
    starts: Vec<usize>,
    circles: Vec<usize>,
}

impl Crowd {
    /// A picture has no more squares than this in a row: a few far away shall not cost memory.
    const MOST: f64 = 500.0;

    fn new(places: &[Point], reach: f64) -> Self {
        let bounds = Bounds::around(places.iter().map(|&place| (place, 0.0)));
        let width = reach
            .max(bounds.width() / Self::MOST)
            .max(bounds.height() / Self::MOST);
        let columns = steps(bounds.width(), width) + 3;
        let rows = steps(bounds.height(), width) + 3;
        let square: Vec<usize> = places
            .iter()
            .map(|place| {
                (steps(place.y - bounds.top, width) + 1) * columns
                    + steps(place.x - bounds.left, width)
                    + 1
            })
            .collect();
        let mut starts = vec![0; columns * rows + 1];
        for &square in &square {
            starts[square + 1] += 1;
        }
        for square in 0..columns * rows {
            starts[square + 1] += starts[square];
        }
        let mut free = starts.clone();
        let mut circles = vec![0; places.len()];
        for (circle, &square) in square.iter().enumerate() {
            circles[free[square]] = circle;
            free[square] += 1;
        }
        Self {
            columns,
            square,
            starts,
            circles,
        }
    }

    /// The circles in reach of one that come after it.
    fn after(&self, circle: usize) -> impl Iterator<Item = usize> + '_ {
        let middle = self.square[circle];
        [middle - self.columns, middle, middle + self.columns]
            .into_iter()
            .flat_map(move |square| &self.circles[self.starts[square - 1]..self.starts[square + 2]])
            .copied()
            .filter(move |&other| other > circle)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a length is not negative, and here at most a few hundred widths"
)]
fn steps(length: f64, width: f64) -> usize {
    (length / width) as usize
}

/// Settles circles for good, the largest first, each where it is or at the nearest place around that is free.
fn find_places(places: &mut [Point], room: &[f64], widest: f64) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|&x, &y| room[y].total_cmp(&room[x]));
    let mut grid = Grid::new(widest);
    for at in order {
        let free = |place: Point| {
            grid.near(place, room[at] + widest)
                .all(|other| (places[other] - place).length() >= room[at] + room[other])
        };
        let place = around(places[at], room[at])
            .find(|&place| free(place))
            .expect("far enough away there is always room");
        places[at] = place;
        grid.insert(at, place);
    }
}

/// A place, then places around it on growing squares.
fn around(middle: Point, step: f64) -> impl Iterator<Item = Point> {
    let rings = (1_i32..).flat_map(|ring| {
        let sides = (-ring..ring).flat_map(move |along| {
            [
                (along, -ring),
                (ring, along),
                (-along, ring),
                (-ring, -along),
            ]
        });
        sides.collect::<Vec<_>>()
    });
    std::iter::once((0, 0))
        .chain(rings)
        .map(move |(right, down)| middle + Point::new(f64::from(right), f64::from(down)) * step)
}

/// Which circles are in which square of the plane.
struct Grid {
    width: f64,
    squares: BTreeMap<(i64, i64), Vec<usize>>,
}

impl Grid {
    const fn new(width: f64) -> Self {
        Self {
            width,
            squares: BTreeMap::new(),
        }
    }

    fn insert(&mut self, circle: usize, place: Point) {
        self.squares
            .entry(self.square(place))
            .or_default()
            .push(circle);
    }

    /// The circles whose middles may be within a distance.
    fn near(&self, place: Point, distance: f64) -> impl Iterator<Item = usize> + '_ {
        let reach = Point::new(distance, distance);
        let (low, high) = (self.square(place - reach), self.square(place + reach));
        (low.1..=high.1).flat_map(move |row| {
            (low.0..=high.0)
                .filter_map(move |column| self.squares.get(&(column, row)))
                .flatten()
                .copied()
        })
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "pictures are not 2^63 squares wide"
    )]
    fn square(&self, place: Point) -> (i64, i64) {
        (
            (place.x / self.width).floor() as i64,
            (place.y / self.width).floor() as i64,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlaps(places: &[Point], radii: &[f64], gap: f64) -> usize {
        let pairs = (0..places.len()).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs
            .filter(|&(a, b)| (places[a] - places[b]).length() < radii[a] + radii[b] + gap - 1e-6)
            .count()
    }

    #[test]
    fn circles_in_one_heap_are_spread() {
        let radii: Vec<f64> = (0..200).map(|n| 2.0 + f64::from(n % 9) * 3.0).collect();
        let mut heap = vec![Point::new(5.0, 5.0); 200];
        spread(&mut heap, &radii, 4.0);
        assert_eq!(overlaps(&heap, &radii, 4.0), 0);
    }

    #[test]
    fn what_has_room_stays() {
        let wanted = [Point::new(0.0, 0.0), Point::new(30.0, 0.0)];
        let mut places = wanted;
        spread(&mut places, &[10.0, 10.0], 5.0);
        assert_eq!(places, wanted);
    }

    #[test]
    fn whatever_still_overlaps_finds_a_place() {
        let radii = vec![5.0; 60];
        let room = vec![6.0; 60];
        let mut places = vec![Point::default(); 60];
        find_places(&mut places, &room, 6.0);
        assert_eq!(overlaps(&places, &radii, 2.0), 0);
    }
}
