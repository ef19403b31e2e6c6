//! A tree over the plane in which a far crowd counts as one body.
//!
//! # References
//! Barnes & Hut (1986), *A Hierarchical O(N log N) Force-Calculation Algorithm*.

use super::Point;

/// A crowd counts as one body if its square is narrower than this share of its distance.
const OPENING: f64 = 0.9;
/// Bodies nearer to each other than the root's width divided by 2 to this share a square.
const DEPTH: usize = 32;

#[derive(Clone, Copy)]
struct Square {
    width: f64,
    mass: f64,
    /// Mass times place, added up; [`Quadtree::new`] turns it into the centre of mass.
    centre: Point,
    /// The first of four squares in a row, in the order of rows; 0 for a leaf, as the root is nobody's child.
    children: u32,
}

/// Bodies in squares within squares.
pub(super) struct Quadtree {
    squares: Vec<Square>,
}

impl Quadtree {
    /// Puts bodies into squares, in their order: the tree and the rounding of its sums depend on nothing else.
    pub(super) fn new(places: &[Point], masses: &[f64]) -> Self {
        let mut low = Point::new(f64::INFINITY, f64::INFINITY);
        let mut high = Point::new(f64::NEG_INFINITY, f64::NEG_INFINITY);
        for place in places {
            low = Point::new(low.x.min(place.x), low.y.min(place.y));
            high = Point::new(high.x.max(place.x), high.y.max(place.y));
        }
        let width = (high.x - low.x).max(high.y - low.y).max(1e-9);
        let mut tree = Self {
            squares: Vec::with_capacity(2 * places.len() + 4),
        };
        tree.squares.push(Square::empty(width));
        for (&place, &mass) in places.iter().zip(masses) {
            tree.insert(place, mass, low, width);
        }
        for square in &mut tree.squares {
            if square.mass > 0.0 {
                square.centre = square.centre * (1.0 / square.mass);
            }
        }
        tree
    }

    fn insert(&mut self, place: Point, mass: f64, mut corner: Point, mut width: f64) {
        let mut at = 0;
        for depth in 0.. {
            let square = self.squares[at];
            let is_empty = square.mass <= 0.0;
            self.squares[at].mass += mass;
            self.squares[at].centre = square.centre + place * mass;
            if is_empty || depth == DEPTH {
                return;
            }
            width *= 0.5;
            if square.children == 0 {
                // A leaf with a body: that goes one square down, and the new one after it.
                let children = self.squares.len();
                self.squares[at].children =
                    u32::try_from(children).expect("a picture of fewer than a billion bodies");
                self.squares.extend([Square::empty(width); 4]);
                let (child, _) = quarter(square.centre * (1.0 / square.mass), corner, width);
                let moved = &mut self.squares[children + child];
                (moved.mass, moved.centre) = (square.mass, square.centre);
            }
            let (child, inner) = quarter(place, corner, width);
            at = self.squares[at].children as usize + child;
            corner = inner;
        }
    }

    /// The push on a body at a place by all others: their masses divided by their distances, away from them. A body does not push itself.
    pub(super) fn push(&self, place: Point, open: &mut Vec<u32>) -> Point {
        let mut push = Point::default();
        open.clear();
        open.push(0);
        while let Some(at) = open.pop() {
            let square = &self.squares[at as usize];
            if square.mass <= 0.0 {
                continue;
            }
            let away = place - square.centre;
            let distance = away.x * away.x + away.y * away.y;
            if square.children == 0 || square.width * square.width < OPENING * OPENING * distance {
                if distance > 1e-18 {
                    push = push + away * (square.mass / distance);
                }
            } else {
                // The last pushed is taken first: the order is fixed, and with it the rounding.
                open.extend(square.children..square.children + 4);
            }
        }
        push
    }
}

impl Square {
    const fn empty(width: f64) -> Self {
        Self {
            width,
            mass: 0.0,
            centre: Point::new(0.0, 0.0),
            children: 0,
        }
    }
}

/// In which quarter of a square a place is, and that quarter's corner. `half` is the width of a quarter.
fn quarter(place: Point, corner: Point, half: f64) -> (usize, Point) {
    let right = place.x >= corner.x + half;
    let below = place.y >= corner.y + half;
    let corner = Point::new(
        if right { corner.x + half } else { corner.x },
        if below { corner.y + half } else { corner.y },
    );
    (usize::from(right) + 2 * usize::from(below), corner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_push_is_nearly_that_of_every_single_body() {
        let places: Vec<Point> = (0..400_i32)
            .map(|n| Point::new(f64::from(n * 37 % 101), f64::from(n * n % 97)))
            .collect();
        let masses: Vec<f64> = (0..400).map(|n| 1.0 + f64::from(n % 7)).collect();
        let tree = Quadtree::new(&places, &masses);
        for &place in &places {
            let mut exact = Point::default();
            for (&other, &mass) in places.iter().zip(&masses) {
                let away = place - other;
                let distance = away.length();
                if distance > 0.0 {
                    exact = exact + away * (mass / (distance * distance));
                }
            }
            let error = (tree.push(place, &mut Vec::new()) - exact).length();
            assert!(error < 0.05 * exact.length() + 1.0, "{error} of {exact:?}");
        }
    }

    #[test]
    fn bodies_in_one_place_do_not_dig_for_ever() {
        let places = [Point::new(1.0, 1.0); 5];
        let tree = Quadtree::new(&places, &[1.0; 5]);
        assert_eq!(tree.push(places[0], &mut Vec::new()), Point::default());
        assert!(tree.push(Point::new(3.0, 1.0), &mut Vec::new()).x > 2.4);
    }
}
