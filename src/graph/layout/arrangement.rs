//! From a network to places: each component for itself, then all of them beside each other.

use crate::association::Random;

use super::super::network::{Network, sizes};
use super::forces::{Spring, settle};
use super::packing::{Piece, lay_flat, pack};
use super::spacing::spread;
use super::start::start;
use super::{LayoutOptions, Point};

/// Rounds of forces: enough for a hundred bodies and for ten thousand.
const ROUNDS: usize = 400;
/// The room a circle gets, as a multiple of its own and the gap around it.
const ROOM: f64 = 1.2;
/// The weight that a spring between two communities keeps: what is apart shall look apart.
const ACROSS: f64 = 0.5;

/// Places for circles that are joined as in a network.
pub(super) fn arrange(
    network: &Network,
    communities: &[usize],
    radii: &[f64],
    options: &LayoutOptions,
) -> Vec<Point> {
    let component = network.components();
    let mut members: Vec<Vec<usize>> = sizes(&component)
        .into_iter()
        .map(Vec::with_capacity)
        .collect();
    for (node, &component) in component.iter().enumerate() {
        members[component].push(node);
    }
    let mut local = vec![0; network.len()];
    for members in &members {
        for (place, &node) in members.iter().enumerate() {
            local[node] = place;
        }
    }
    let pieces = members
        .into_iter()
        .map(|members| Piece {
            places: component_places(network, communities, radii, &members, &local, options),
            members,
        })
        .collect();
    pack(pieces, radii, 2.0 * options.gap)
}

/// Places for the nodes of one component; `local` numbers them.
fn component_places(
    network: &Network,
    communities: &[usize],
    radii: &[f64],
    members: &[usize],
    local: &[usize],
    options: &LayoutOptions,
) -> Vec<Point> {
    // The square root: ten times the windows are no ten times the pull.
    let springs: Vec<Spring> = members
        .iter()
        .flat_map(|&node| {
            let arcs = network.arcs(node).iter().filter(move |arc| node < arc.to);
            arcs.map(move |arc| {
                let across = communities[node] != communities[arc.to];
                Spring {
                    a: local[node],
                    b: local[arc.to],
                    weight: arc.weight.sqrt() * if across { ACROSS } else { 1.0 },
                }
            })
        })
        .collect();
    let mut masses = vec![0.0; members.len()];
    for spring in &springs {
        masses[spring.a] += spring.weight;
        masses[spring.b] += spring.weight;
    }
    let own: Vec<usize> = renumbered(members.iter().map(|&node| communities[node]));
    let mut places = start(&masses, &springs, &own);
    let mut random = Random::new(options.seed);
    for place in &mut places {
        // Nothing may lie on a line or in one place: no force would part it.
        *place = *place + Point::new(random.share() - 0.5, random.share() - 0.5) * 0.2;
    }
    settle(&mut places, &masses, &springs, ROUNDS);
    lay_flat(&mut places);
    let radii: Vec<f64> = members.iter().map(|&node| radii[node]).collect();
    let room: f64 = radii.iter().map(|radius| 2.0 * radius + options.gap).sum();
    let scale = ROOM * room / super::super::network::ratio_of(members.len());
    for place in &mut places {
        *place = *place * scale;
    }
    spread(&mut places, &radii, options.gap);
    places
}

/// Numbers from 0 without gaps, in the order in which they first come.
fn renumbered(numbers: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut known = std::collections::BTreeMap::new();
    numbers
        .map(|number| {
            let next = known.len();
            *known.entry(number).or_insert(next)
        })
        .collect()
}
