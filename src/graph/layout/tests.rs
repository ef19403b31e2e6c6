use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::graph::fixture::Counts;

/// Pairs of `groups` groups of `size` in which all are joined, each group joined to the next by one edge.
fn cliques(groups: u32, size: u32) -> BTreeMap<(u32, u32), u64> {
    let mut pairs = BTreeMap::new();
    for group in 0..groups {
        let first = group * size;
        for a in first..first + size {
            pairs.extend((a + 1..first + size).map(|b| ((a, b), 3)));
        }
        if group + 1 < groups {
            pairs.insert((first, first + size), 1);
        }
    }
    pairs
}

fn graph(nodes: u32, pairs: &BTreeMap<(u32, u32), u64>) -> EntityGraph {
    EntityGraph::builder()
        .build(&Counts::made_up(nodes, pairs))
        .unwrap()
}

fn distance(layout: &Layout, a: usize, b: usize) -> f64 {
    (layout.positions()[a] - layout.positions()[b]).length()
}

/// How many pairs of circles are nearer to each other than the gap.
fn too_near(layout: &Layout, gap: f64) -> usize {
    let n = layout.positions().len();
    let pairs = (0..n).flat_map(|a| (0..a).map(move |b| (a, b)));
    pairs
        .filter(|&(a, b)| {
            distance(layout, a, b) < layout.radii()[a] + layout.radii()[b] + gap - 1e-6
        })
        .count()
}

#[test]
fn communities_are_apart() {
    let layout = graph(40, &cliques(5, 8)).layout(LayoutOptions::default());
    let (mut within, mut across) = (0.0_f64, f64::INFINITY);
    let centre = |group: usize| {
        let places = &layout.positions()[group * 8..group * 8 + 8];
        places
            .iter()
            .fold(Point::default(), |sum, &place| sum + place)
            * 0.125
    };
    for group in 0..5 {
        for member in group * 8..group * 8 + 8 {
            assert_eq!(
                layout.communities()[member],
                layout.communities()[group * 8]
            );
            within = within.max((layout.positions()[member] - centre(group)).length());
        }
        for other in 0..group {
            across = across.min((centre(group) - centre(other)).length());
        }
    }
    assert!(across > 2.0 * within, "{across} {within}");
}

#[test]
fn who_is_joined_to_all_stands_in_the_middle() {
    let star: BTreeMap<_, _> = (1..30).map(|leaf| ((0, leaf), 2)).collect();
    let layout = graph(30, &star).layout(LayoutOptions::default());
    let bounds = layout.bounds();
    let middle = Point::new(bounds.width() / 2.0, bounds.height() / 2.0);
    let off = (layout.positions()[0] - middle).length();
    assert!(off < 0.1 * bounds.width(), "{off} {bounds:?}");
    assert!(layout.radii()[0] > 20.0 && layout.radii()[1] < 15.0);
}

#[test]
fn what_hangs_on_nothing_stands_under_the_rest() {
    let mut pairs = cliques(1, 10);
    pairs.insert((10, 11), 1);
    let layout = graph(20, &pairs).layout(LayoutOptions::default());
    let lowest = layout.positions()[..10]
        .iter()
        .map(|place| place.y)
        .fold(0.0, f64::max);
    assert!(
        layout.positions()[10..]
            .iter()
            .all(|place| place.y > lowest)
    );
    assert_eq!(layout.communities()[12], None);
}

#[test]
fn the_places_are_known_to_the_last_bit() {
    // Written down once: another machine, compiler or number of threads must come to the same.
    let layout = graph(41, &cliques(5, 8)).layout(LayoutOptions::default());
    let bits = layout
        .positions()
        .iter()
        .flat_map(|place| [place.x, place.y]);
    let sum = bits.fold(0_u64, |sum, number| sum.rotate_left(7) ^ number.to_bits());
    assert_eq!(sum, BITS, "{sum:#x}");
}

const BITS: u64 = 0x0457_2bc2_a39e_8528;

#[test]
fn graphs_of_nothing_have_a_layout() {
    let empty = graph(0, &BTreeMap::new()).layout(LayoutOptions::default());
    assert_eq!(
        (empty.positions().len(), empty.bounds()),
        (0, Bounds::default())
    );
    let lonely = graph(1, &BTreeMap::new()).layout(LayoutOptions::default());
    let radius = lonely.radii()[0];
    assert_eq!(lonely.positions(), [Point::new(radius, radius)]);
}

#[test]
fn another_seed_is_another_layout_of_the_same_quality() {
    let graph = graph(40, &cliques(5, 8));
    let [one, other] = [0, 1].map(|seed| graph.layout(LayoutOptions::default().seed(seed)));
    assert_ne!(one.positions(), other.positions());
    assert_eq!(one.communities(), other.communities());
    assert_eq!((too_near(&one, 24.0), too_near(&other, 24.0)), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn circles_keep_apart_and_inside(nodes in 1_u32..40, pairs in prop::collection::btree_map((0_u32..40, 0_u32..40), 1_u64..2000, 0..120), gap in 0.0..30.0) {
        let pairs = pairs.into_iter().filter(|((a, b), _)| a < b && *b < nodes).collect();
        let options = LayoutOptions::default().gap(gap);
        let layout = graph(nodes, &pairs).layout(options);
        prop_assert_eq!(too_near(&layout, gap), 0);
        let bounds = layout.bounds();
        prop_assert!(bounds.left.abs() < 1e-9 && bounds.top.abs() < 1e-9);
        for (place, radius) in layout.positions().iter().zip(layout.radii()) {
            prop_assert!(place.x - radius > -1e-6 && place.x + radius < bounds.right + 1e-6);
            prop_assert!(place.y - radius > -1e-6 && place.y + radius < bounds.bottom + 1e-6);
        }
    }
}
