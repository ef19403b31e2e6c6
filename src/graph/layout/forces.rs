//! Bodies that push each other away and springs that hold them, until all are at rest.
//!
//! The push falls with the distance, the pull of a spring hardly grows with it: such forces draw clusters together and apart from each
//! other, by the same reckoning as modularity finds them. Only `+ - * /` and square roots are used, which every platform rounds alike.
//!
//! # References
//! Noack (2009), *Modularity Clustering Is Force-Directed Layout*.

use super::Point;
use super::quadtree::Quadtree;

/// What pulls two bodies together.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spring {
    pub(super) a: usize,
    pub(super) b: usize,
    pub(super) weight: f64,
}

/// The pull towards the middle, as a share of the push that would blow all apart.
const GRAVITY: f64 = 0.5;
/// A spring shorter than this gets weaker: under a constant pull its ends would jump over each other.
const SOFT: f64 = 1.0;
/// How long springs are, as a share of the width of all.
const SPREAD: f64 = 0.4;
/// The share of a pull that grows with the length. None would leave wide empty spaces between clusters, all would run them into each other.
const STRETCH: f64 = 0.4;

/// Moves bodies to where they are at rest, nearly. There is about one body to a square of width 1.
pub(super) fn settle(places: &mut [Point], masses: &[f64], springs: &[Spring], rounds: usize) {
    let n = places.len();
    if n < 2 {
        return;
    }
    let bodies = ratio(n, 1);
    let mass: f64 = masses.iter().sum();
    let weight: f64 = springs.iter().map(|spring| spring.weight).sum();
    // At rest the mean length of a spring is `repulsion * mass^2 / (2 * weight)`: pushes and pulls do the same work.
    let repulsion = SPREAD * bodies.sqrt() * 2.0 * weight.max(1e-9) / (mass * mass);
    let usual = SPREAD * bodies.sqrt();
    let gravity = GRAVITY * repulsion * mass / bodies;
    let mut steps = vec![0.5; n];
    let mut before = vec![Point::default(); n];
    let mut forces = vec![Point::default(); n];
    let mut open = Vec::new();
    for round in 0..rounds {
        let tree = Quadtree::new(places, masses);
        for ((force, &place), &mass) in forces.iter_mut().zip(&*places).zip(masses) {
            let push = tree.push(place, &mut open);
            *force = push * (repulsion * mass) - place * (gravity * mass);
        }
        for spring in springs {
            let along = places[spring.b] - places[spring.a];
            let stiffness = (1.0 - STRETCH) / (along.length() + SOFT) + STRETCH / usual;
            let pull = along * (spring.weight * stiffness);
            forces[spring.a] = forces[spring.a] + pull;
            forces[spring.b] = forces[spring.b] - pull;
        }
        // A body that goes on in its direction takes longer steps, one that turns back shorter ones; towards the end all get shorter.
        let cooling = 1.0 - ratio(round, rounds);
        for (at, place) in places.iter_mut().enumerate() {
            let force = forces[at];
            let length = force.length();
            if length <= 1e-12 {
                continue;
            }
            let direction = force * (1.0 / length);
            let agreement = direction.x * before[at].x + direction.y * before[at].y;
            steps[at] = (steps[at] * (1.0 + 0.3 * agreement)).clamp(1e-3, 4.0);
            *place = *place + direction * (steps[at] * cooling);
            before[at] = direction;
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are no 2^53 bodies or rounds"
)]
fn ratio(count: usize, of: usize) -> f64 {
    count as f64 / of as f64
}
