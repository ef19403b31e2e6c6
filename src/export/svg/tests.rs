use std::collections::BTreeMap;

use proptest::prelude::*;

use super::labels::{overlap, touches};
use super::*;
use crate::graph::fixture::{Corpus, Counts, chips};
use crate::graph::{Bounds, Point};

fn written(svg: &Svg, graph: &EntityGraph) -> String {
    let mut out = Vec::new();
    svg.write(graph, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Entities with names of all lengths, joined like a wheel with chords.
fn crowd(nodes: u32) -> EntityGraph {
    let names: Vec<String> = (0..nodes)
        .map(|n| {
            format!(
                "n{n:03} {}",
                "Consolidated Industries 芯片 ".repeat(n as usize % 4)
            )
        })
        .map(|name| name.trim().to_owned())
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut pairs = BTreeMap::new();
    for n in 1..nodes {
        pairs.insert((0, n), u64::from(n % 5) + 1);
        for step in [1, 7] {
            let other = 1 + (n + step) % (nodes - 1);
            pairs.insert((n.min(other), n.max(other)), u64::from(n % 3) + 1);
        }
    }
    let pairs = pairs.into_iter().filter(|((a, b), _)| a != b).collect();
    EntityGraph::builder()
        .build(&Counts::named(&names, &pairs))
        .unwrap()
}

/// What must not be on a picture: names over names, names over circles of others, circles over circles, anything over the rim.
fn assert_readable(scene: &Scene) {
    let layout = &scene.layout;
    let circles: Vec<(Point, f64)> = layout
        .positions()
        .iter()
        .copied()
        .zip(layout.radii().iter().copied())
        .collect();
    let inside = |room: Bounds| scene.bounds.with(room) == scene.bounds;
    for (at, &(middle, radius)) in circles.iter().enumerate() {
        for &(other, others) in &circles[..at] {
            assert!((middle - other).length() > radius + others);
        }
    }
    for (at, label) in scene.labels.iter().enumerate() {
        let room = label.placed.room;
        assert!(inside(room), "{:?}", label.lines);
        for other in &scene.labels[..at] {
            assert!(
                !overlap(room, other.placed.room),
                "{:?} {:?}",
                label.lines,
                other.lines
            );
        }
        assert!(
            !circles
                .iter()
                .any(|&(middle, radius)| touches(room, middle, radius)),
            "{:?}",
            label.lines
        );
    }
}

#[test]
fn nothing_lies_on_anything_and_all_is_on_the_picture() {
    for nodes in [2, 9, 40, 90] {
        let graph = crowd(nodes);
        let scene = Scene::new(&graph);
        assert_readable(&scene);
        assert_eq!(scene.labels.len() + scene.unnamed, nodes as usize);
        assert!(
            scene.labels.len() * 10 >= nodes as usize * 8,
            "{} of {nodes}",
            scene.labels.len()
        );
    }
}

#[test]
fn a_picture_says_what_it_shows() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let drawn = written(&Svg::new(), &graph);
    for words in [
        "<title>5 entities and 5 edges between them</title>",
        ">Jensen Huang</text>",
        ">organization</text>",
        ">in 1 sentence</text>",
        "TSMC builds the H800 for Nvidia.",
        "5 of 6 entities",
        "Mentioned in the same sentence",
        "data-id=\"h800\"",
    ] {
        assert!(drawn.contains(words), "{words} in {drawn}");
    }
    let bare = written(&Svg::new().legend(false).isolated(true), &graph);
    assert!(
        !bare.contains("class=\"legend\"") && bare.contains(">SMIC</text>"),
        "{bare}"
    );
}

#[test]
fn a_large_graph_is_thinned_and_says_so() {
    let graph = crowd(120);
    assert!(graph.edge_count() > 200);
    let svg = Svg::new();
    let drawn = written(&svg, &graph);
    let left_out = svg.left_out(&graph);
    assert!(left_out[0].1 >= 40 && left_out[1].1 > 100, "{left_out:?}");
    let edges = graph.edge_count() as u64 - left_out[1].1;
    assert!(drawn.contains(&format!(
        "{edges} of {} edges, each entity&#39;s strongest",
        graph.edge_count()
    )));
    assert_eq!(drawn.matches("stroke-opacity").count() as u64, edges + 3); // and three in the legend
    let all = Svg::new().max_edges(None);
    assert_eq!(all.left_out(&graph), [(Loss::Nodes, 0), (Loss::Edges, 0)]);
}

#[test]
fn where_the_most_mentioned_hardly_meet_more_are_drawn() {
    // 300 pairs that hang on nothing else: the 80 most mentioned alone would give 40 edges at most.
    let pairs = (0..300)
        .map(|n| ((2 * n, 2 * n + 1), 300 - u64::from(n)))
        .collect();
    let graph = EntityGraph::builder()
        .build(&Counts::made_up(600, &pairs))
        .unwrap();
    let left_out = Svg::new().left_out(&graph);
    assert_eq!(left_out, [(Loss::Nodes, 280), (Loss::Edges, 140)]);
}

#[test]
fn nothing_to_draw_is_a_picture_too() {
    let empty = EntityGraph::builder()
        .build(&Corpus::new(&[]).count())
        .unwrap();
    let drawn = written(&Svg::new(), &empty);
    assert!(drawn.starts_with("<svg ") && drawn.ends_with("</svg>\n") && !drawn.contains("NaN"));
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    assert_eq!(
        written(&Svg::new(), &crowd(60)),
        written(&Svg::new(), &crowd(60))
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_name_breaks_a_picture(names in prop::collection::btree_set("[a-c\"'\\\\\n\r<>&;\\[\\]!=/芯🚀\u{202e}\u{0}\u{1}\u{fffe} -]{1,12}".prop_filter("a name is not blank", |name| !name.trim().is_empty()), 2..7)) {
        let names: Vec<_> = names.into_iter().collect();
        let entities: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str(), name.as_str())).collect();
        let sentence = names.concat();
        let counts = Corpus::new(&entities).document("d", None, &[&[sentence.as_str()]]).count();
        let graph = EntityGraph::builder().build(&counts).unwrap();
        assert_readable(&Scene::new(&graph));
        let drawn = written(&Svg::new(), &graph);
        let forbidden = |char: char| char != '\n' && char.is_control() || matches!(char, '\u{fffe}' | '\u{ffff}');
        prop_assert_eq!(drawn.find(forbidden), None);
        #[cfg(feature = "png")]
        {
            let options = resvg::usvg::Options::default();
            let tree = resvg::usvg::Tree::from_str(&drawn, &options);
            prop_assert!(tree.is_ok(), "{:?}", tree.err());
        }
    }
}
