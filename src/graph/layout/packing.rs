//! Components beside each other: each turned so that it lies, the largest on top, the others in rows under it.

use super::{Bounds, Point};

/// How wide the rows are for their height, where the largest component is no wider.
const ASPECT: f64 = 1.5;

/// Circles that move together.
pub(super) struct Piece {
    /// Which circles.
    pub(super) members: Vec<usize>,
    /// Their places, in the same order.
    pub(super) places: Vec<Point>,
}

/// Turns places around their middle so that they spread most along `x`.
pub(super) fn lay_flat(places: &mut [Point]) {
    let n = ratio(places.len().max(1));
    let sum = places
        .iter()
        .fold(Point::default(), |sum, &place| sum + place);
    let middle = sum * (1.0 / n);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for &place in &*places {
        let Point { x, y } = place - middle;
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    // The main axis of the 2x2 matrix of spreads; of the two ways to write it the one that does not cancel.
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    let axis = if half >= 0.0 {
        Point::new(half + root, xy)
    } else {
        Point::new(xy, root - half)
    };
    let length = axis.length();
    let axis = if length > 1e-9 {
        axis * (1.0 / length)
    } else {
        Point::new(1.0, 0.0)
    };
    for place in places {
        let Point { x, y } = *place - middle;
        *place = Point::new(x * axis.x + y * axis.y, y * axis.x - x * axis.y);
    }
}

/// Puts pieces into rows, with a gap between any two, and gives the places of all circles.
pub(super) fn pack(mut pieces: Vec<Piece>, radii: &[f64], gap: f64) -> Vec<Point> {
    let around = |piece: &Piece| {
        let places = piece.places.iter().zip(&piece.members);
        Bounds::around(places.map(|(&at, &member)| (at, radii[member])))
    };
    // Most members first; of equals the highest, of those the first in the graph.
    pieces.sort_by(|x, y| {
        let by_height = || around(y).height().total_cmp(&around(x).height());
        y.members.len().cmp(&x.members.len()).then_with(by_height)
    });
    let bounds: Vec<Bounds> = pieces.iter().map(around).collect();
    let area: f64 = bounds
        .iter()
        .map(|bounds| (bounds.width() + gap) * (bounds.height() + gap))
        .sum();
    let widest = bounds
        .iter()
        .map(|bounds| bounds.width())
        .fold(0.0, f64::max);
    let limit = widest.max((area * ASPECT).sqrt());

    let mut places = vec![Point::default(); radii.len()];
    let mut top = 0.0;
    let mut next = 0;
    while next < pieces.len() {
        let first = next;
        let (mut width, mut height) = (0.0_f64, 0.0_f64);
        // The largest has a row for itself.
        while next < pieces.len()
            && (next == first || first > 0 && width + gap + bounds[next].width() <= limit)
        {
            width += bounds[next].width() + if next == first { 0.0 } else { gap };
            height = height.max(bounds[next].height());
            next += 1;
        }
        let mut left = -width / 2.0;
        for (piece, bounds) in pieces[first..next].iter().zip(&bounds[first..next]) {
            let corner = Point::new(left, top + (height - bounds.height()) / 2.0);
            let shift = corner - Point::new(bounds.left, bounds.top);
            for (&member, &place) in piece.members.iter().zip(&piece.places) {
                places[member] = place + shift;
            }
            left += bounds.width() + gap;
        }
        top += height + gap;
    }
    places
}

#[expect(clippy::cast_precision_loss, reason = "there are no 2^53 circles")]
fn ratio(count: usize) -> f64 {
    count as f64
}
