use std::collections::BTreeMap;

use graphviz_rust::parse;
use proptest::prelude::*;

use super::*;
use crate::association::Measure;
use crate::graph::fixture::{Corpus, Counts, chips};

fn written(dot: Dot, graph: &EntityGraph) -> String {
    let mut out = Vec::new();
    dot.write(graph, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_large_graph_is_thinned_and_the_caption_says_so() {
    let pairs: BTreeMap<_, _> = (0..50)
        .flat_map(|a| (a + 1..50).map(move |b| (a, b)))
        .zip(1..)
        .collect();
    let graph = EntityGraph::builder()
        .measure(Measure::Count)
        .build(&Counts::made_up(52, &pairs))
        .unwrap();
    let drawn = written(Dot::new(), &graph);
    let edges = drawn.matches(" -- ").count();
    let caption = format!("{edges} of 1,225 edges, each entity's strongest");
    assert!((50 * 3 / 2..=50 * 3).contains(&edges), "{edges}");
    assert!(drawn.contains(&caption), "{drawn}");
    for strongest in ["count=\"1225\"", "count=\"1224\"", "count=\"49\""] {
        // 1225 joins the last two, 49 is the strongest edge of the first.
        assert!(drawn.contains(strongest), "{strongest}");
    }
    assert!(!drawn.contains("\"n50\""));
    let all = written(Dot::new().max_edges(None).isolated(true), &graph);
    assert_eq!(all.matches(" -- ").count(), 1225);
    assert!(!all.contains("strongest") && all.contains("n50") && all.contains("count=\"1\""));
}

#[test]
fn widths_follow_scores() {
    let pairs = [((0, 1), 1), ((1, 2), 2), ((2, 3), 5)].into();
    let counts = Counts::made_up(4, &pairs);
    let graph = EntityGraph::builder()
        .measure(Measure::Count)
        .build(&counts)
        .unwrap();
    let drawn = written(Dot::new(), &graph);
    let widths: Vec<_> = drawn
        .lines()
        .filter(|line| line.contains(" -- "))
        .filter_map(|line| line.split("penwidth=\"").nth(1)?.split('"').next())
        .collect();
    assert_eq!(widths, ["0.50", "2.75", "5.00"]);
}

#[test]
fn a_legend_names_the_types_in_use() {
    let graph = EntityGraph::builder().build(&chips().count()).unwrap();
    let drawn = written(Dot::new(), &graph);
    for entity_type in ["chip", "organization", "person"] {
        assert!(
            drawn.contains(&format!("label=\"{entity_type}\"")),
            "{drawn}"
        );
    }
    assert!(!written(Dot::new().legend(false), &graph).contains("legend"));
    let untyped = EntityGraph::builder()
        .build(&Counts::made_up(2, &[((0, 1), 1)].into()))
        .unwrap();
    assert!(!written(Dot::new(), &untyped).contains("legend"));
}

#[test]
fn the_commonest_types_have_colours_of_their_own() {
    let names: Vec<String> = (0..20).map(|n| format!("n{n:02}")).collect();
    let types: Vec<String> = (0..20).map(|n| format!("t{}", n.min(8))).collect();
    let entities: Vec<_> = (0..20)
        .map(|n| (names[n].as_str(), names[n].as_str(), types[n].as_str()))
        .collect();
    let sentence = names.join(" ");
    let counts = Corpus::new(&entities)
        .document("d", None, &[&[sentence.as_str()]])
        .count();
    let graph = EntityGraph::builder().build(&counts).unwrap();
    let palette = Palette::new(graph.nodes());
    let labels: Vec<_> = palette.legend().map(|(label, _)| label).collect();
    assert_eq!(
        labels,
        ["t8", "t0", "t1", "t2", "t3", "t4", "t5", "(other types)"]
    );
    assert_eq!(palette.colour(&"t6".into()), palette.colour(&"t7".into()));
    assert_ne!(palette.colour(&"t8".into()), palette.colour(&"t0".into()));
}

#[test]
fn nothing_to_draw_is_a_picture_too() {
    let empty = EntityGraph::builder()
        .build(&Corpus::new(&[]).count())
        .unwrap();
    let drawn = written(Dot::new(), &empty);
    assert!(parse(&drawn).is_ok() && drawn.ends_with("}\n"));
}

#[test]
fn long_names_are_wrapped_at_spaces() {
    assert_eq!(
        wrapped("Taiwan Semiconductor  Manufacturing Company"),
        "Taiwan Semiconductor\nManufacturing\nCompany"
    );
    assert_eq!(wrapped("SK Hynix"), "SK Hynix");
    assert_eq!(wrapped("Amazon Web Services"), "Amazon Web Services");
}

proptest! {
    #[test]
    fn hostile_names_parse_back(names in prop::collection::btree_set("[a-c\"\\\\\n\r<>&;:{}\\[\\]=#/|*芯\u{0}\u{1} -]{1,12}".prop_filter("a name is not blank", |name| !name.trim().is_empty()), 2..6)) {
        let names: Vec<_> = names.into_iter().collect();
        let entities: Vec<_> = names.iter().map(|name| (name.as_str(), name.as_str(), name.as_str())).collect();
        let sentence = names.concat();
        let counts = Corpus::new(&entities).document("d", None, &[&[sentence.as_str()]]).count();
        let graph = EntityGraph::builder().build(&counts).unwrap();
        prop_assert!(graph.edge_count() > 0);
        let tree = Dot::new().tree(&graph);
        let text = tree.print(&mut PrinterContext::default());
        prop_assert_eq!(parse(&text).map_err(TestCaseError::fail)?, tree);
    }
}
