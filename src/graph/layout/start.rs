//! Where bodies stand before forces move them: communities where communities are at rest, and in each its members around the heaviest.

use super::Point;
use super::forces::{Spring, settle};

/// A turn by the golden angle, by which the seeds of a sunflower follow each other: its cosine and sine.
const GOLDEN: Point = Point::new(-0.737_368_878_078_319_9, 0.675_490_294_261_523_8);
/// Rounds for the communities: there are few.
const ROUNDS: usize = 200;

/// Places for bodies in communities, which are numbered from 0 without gaps.
pub(super) fn start(masses: &[f64], springs: &[Spring], communities: &[usize]) -> Vec<Point> {
    let mut members = vec![Vec::new(); communities.iter().max().map_or(0, |last| last + 1)];
    for (body, &community) in communities.iter().enumerate() {
        members[community].push(body);
    }
    let centres = centres(masses, springs, communities, &members);
    let mut places = vec![Point::default(); masses.len()];
    for (members, &centre) in members.iter_mut().zip(&centres) {
        heaviest_first(members, |&body| masses[body]);
        for (&body, seed) in members.iter().zip(sunflower(members.len())) {
            places[body] = centre + seed * 0.5;
        }
    }
    places
}

/// Where the communities as a whole are at rest.
fn centres(
    masses: &[f64],
    springs: &[Spring],
    communities: &[usize],
    members: &[Vec<usize>],
) -> Vec<Point> {
    let mass: Vec<f64> = members
        .iter()
        .map(|members| members.iter().map(|&body| masses[body]).sum())
        .collect();
    let mut between = std::collections::BTreeMap::new();
    for spring in springs {
        let (a, b) = (communities[spring.a], communities[spring.b]);
        if a != b {
            *between.entry((a.min(b), a.max(b))).or_insert(0.0) += spring.weight;
        }
    }
    let springs: Vec<Spring> = between
        .into_iter()
        .map(|((a, b), weight)| Spring { a, b, weight })
        .collect();
    let mut order: Vec<usize> = (0..members.len()).collect();
    heaviest_first(&mut order, |&community| mass[community]);
    let mut centres = vec![Point::default(); members.len()];
    for (&community, seed) in order.iter().zip(sunflower(members.len())) {
        centres[community] = seed;
    }
    settle(&mut centres, &mass, &springs, ROUNDS);
    // One community stood for one body; now it needs the room of its members.
    let room = (ratio(masses.len()) / ratio(members.len().max(1))).sqrt();
    centres.iter().map(|&centre| centre * room).collect()
}

fn heaviest_first<T>(items: &mut [T], mass: impl Fn(&T) -> f64) {
    items.sort_by(|x, y| mass(y).total_cmp(&mass(x))); // stable: of equal ones the first stays first
}

/// Places in a disc, from the middle outward, about one to a square of width 1.
fn sunflower(count: usize) -> impl Iterator<Item = Point> {
    let mut direction = Point::new(1.0, 0.0);
    (0..count).map(move |seed| {
        direction = Point::new(
            direction.x * GOLDEN.x - direction.y * GOLDEN.y,
            direction.x * GOLDEN.y + direction.y * GOLDEN.x,
        );
        // Rounding must not add up over thousands of turns.
        direction = direction * (1.0 / direction.length());
        direction * (ratio(seed) / std::f64::consts::PI).sqrt()
    })
}

#[expect(clippy::cast_precision_loss, reason = "there are no 2^53 bodies")]
fn ratio(count: usize) -> f64 {
    count as f64
}
