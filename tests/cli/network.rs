//! Backbones, `top --by`, `communities`, `missing`, and figures of entities in exports.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Desk, has_keys, keys, project, snapshot};

/// The example corpus with the built-in dictionary: some hundred edges.
fn example() -> Desk {
    let desk = Desk::empty();
    let corpus = project().join("examples/deepseek");
    desk.done(&format!("build '{}'", corpus.display()));
    desk
}

fn edges(desk: &Desk, options: &str) -> BTreeMap<(String, String), Value> {
    desk.done(&format!("export -o graph.json {options}"));
    let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    let id = |edge: &Value, end: &str| edge[end].as_str().unwrap().to_owned();
    graph["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| ((id(edge, "source"), id(edge, "target")), edge.clone()))
        .collect()
}

#[test]
fn a_backbone_keeps_all_entities_and_says_what_it_cut() {
    let desk = example();
    let all = edges(&desk, "");
    for (rule, least) in [
        ("--backbone disparity=0.3", 1),
        ("--backbone noise-corrected", 1),
        ("--backbone polya=0.5", 1),
        ("--backbone mst", 20),
        ("--top-k 2", 20),
        ("--k-core 3", 20),
    ] {
        let kept = edges(&desk, rule);
        assert!(kept.len() >= least && kept.len() < all.len(), "{rule}");
        // An edge that stays keeps its numbers.
        assert!(kept.iter().all(|(ends, edge)| all[ends] == *edge), "{rule}");
        let run = desk.done(&format!("export -o graph.json {rule}"));
        let cut = all.len() - kept.len();
        let name = rule
            .split('=')
            .next()
            .unwrap()
            .trim_end_matches(" 2")
            .trim_end_matches(" 3");
        run.says(&[&format!("{name} cut {cut} of {} edges", all.len())]);
        let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
        let plain = desk.json("stats");
        assert_eq!(
            graph["nodes"].as_array().unwrap().len() as u64,
            plain["entities"].as_u64().unwrap(),
            "{rule}"
        );
        assert_eq!(desk.json(&format!("stats {rule}"))["edges"], kept.len());
    }
}

#[test]
fn edges_that_are_no_chance_are_a_backbone_too() {
    let desk = example();
    assert_eq!(edges(&desk, "--backbone fdr"), edges(&desk, "--fdr 0.05"));
    let both = edges(&desk, "--backbone fdr=0.9 --fdr 1");
    assert_eq!(both, edges(&desk, "--fdr 0.9"));
    assert!(both.len() < edges(&desk, "").len());
}

#[test]
fn a_tree_keeps_together_what_hangs_together() {
    let desk = example();
    let shape = |options: &str| desk.json(&format!("stats --shape {options}"))["shape"].clone();
    let (all, tree) = (shape(""), shape("--backbone mst"));
    assert_eq!(all["components"], tree["components"]);
    let [nodes, edges, parts] =
        ["nodes", "edges", "components"].map(|key| tree[key].as_u64().unwrap());
    assert_eq!(edges, nodes - parts);
    assert!((tree["transitivity"].as_f64().unwrap()).abs() < 1e-12);
    assert!(tree["diameter"].as_u64() >= all["diameter"].as_u64());
    desk.done("stats --shape")
        .shows(&["density", "assortativity", "in the largest", "diameter "]);
}

#[test]
fn rules_combine_and_the_file_names_them() {
    let desk = example();
    let run =
        desk.done("export -o graph.json --backbone noise-corrected=1.28 --top-k 3 --k-core 2");
    run.says(&[
        "--backbone noise-corrected cut",
        "--top-k cut",
        "--k-core cut",
    ]);
    let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    assert_eq!(
        graph["graph"]["backbone"],
        json!({"rule": "noise-corrected", "delta": 1.28})
    );
    assert_eq!(
        (&graph["graph"]["top_k"], &graph["graph"]["k_core"]),
        (&json!(3), &json!(2))
    );
    // Pictures are drawn of what is left: few enough to be drawn whole.
    let kept = edges(&desk, "--backbone mst --top-k 1");
    desk.done("export -o tree.dot --backbone mst --top-k 1");
    let drawn = desk.read("tree.dot").matches("count=").count();
    assert!(kept.len() < 150 && drawn == kept.len());
}

#[test]
fn a_cut_pair_is_told_which_rule_cut_it() {
    let desk = example();
    let all = edges(&desk, "");
    for (options, rule, words) in [
        (
            "--backbone disparity",
            "cut_by_disparity",
            "neither below 0.05",
        ),
        ("--backbone polya", "cut_by_polya", "neither below 0.05"),
        (
            "--backbone noise-corrected=2.32",
            "cut_by_noise_corrected",
            "not above 2.32 standard deviations",
        ),
        (
            "--backbone mst",
            "cut_by_spanning_tree",
            "stronger edges join the two already",
        ),
        (
            "--top-k 1",
            "cut_by_top_k",
            "not among the strongest 1 of either",
        ),
        ("--k-core 4", "cut_by_k_core", "the view shows the 4-core"),
    ] {
        let kept = edges(&desk, options);
        let (a, b) = all.keys().find(|ends| !kept.contains_key(*ends)).unwrap();
        let question = format!("explain '{a}' '{b}' {options}");
        desk.ends(&question, 1).shows(&["no edge: ", words]);
        let answer = desk.json(&question);
        assert_eq!(answer["children"][0]["rule"], rule);
        assert_eq!(answer["children"][0]["entities"], json!([a, b]));
        if rule != "cut_by_spanning_tree" {
            assert_eq!(keys(&answer["children"][0]["numbers"]).len(), 3);
        }
        let (a, b) = kept.keys().next().unwrap();
        desk.done(&format!("explain '{a}' '{b}' {options}"));
    }
}

#[test]
fn limits_that_are_none_are_refused() {
    let desk = Desk::built();
    for options in [
        "--backbone chance",
        "--backbone disparity=0",
        "--backbone disparity=2",
        "--backbone disparity=nan",
        "--backbone mst=3",
        "--top-k 0",
        "--k-core -1",
    ] {
        desk.ends(&format!("top {options}"), 2);
    }
}

#[test]
fn entities_are_ranked_by_the_measure_asked_for() {
    let desk = Desk::built();
    snapshot!(
        "top-by-betweenness",
        desk.done("top --by betweenness -n 3").out
    );
    for measure in [
        "degree",
        "strength",
        "pagerank",
        "betweenness",
        "weighted-betweenness",
        "eigenvector",
        "closeness",
        "weighted-closeness",
        "harmonic",
        "clustering",
        "weighted-clustering",
        "k-core",
        "weighted-k-core",
        "effective-size",
    ] {
        let top = desk.json(&format!("top --by {measure}"));
        assert_eq!(top["by"], measure);
        let field = measure.replace('-', "_");
        let values: Vec<f64> = top["entities"]
            .as_array()
            .unwrap()
            .iter()
            .map(|entity| entity[&field].as_f64().unwrap())
            .collect();
        assert_eq!(values.len(), 6, "{measure}");
        assert!(values.is_sorted_by(|x, y| x >= y), "{measure}: {values:?}");
    }
    let plain = desk.json("top --by mentions");
    assert_eq!(plain, desk.json("top"));
    desk.done("top --by strength --weight one")
        .shows(&["edges weighed by one"]);
}

#[test]
fn communities_are_listed_with_members_and_edges() {
    let desk = example();
    let run = desk.done("communities -n 2");
    run.shows(&["communities of", "modularity 0.", "1. ", "2. "]);
    run.says(&["more: -n shows them"]);
    let answer = desk.json("communities -n 1000");
    has_keys(
        &answer,
        &[
            "communities",
            "modularity",
            "quality",
            "weight",
            "resolution",
            "seed",
            "list",
        ],
    );
    let list = answer["list"].as_array().unwrap();
    assert_eq!(answer["communities"], list.len());
    let sizes: Vec<u64> = list
        .iter()
        .map(|one| one["size"].as_u64().unwrap())
        .collect();
    assert!(sizes.is_sorted_by(|x, y| x >= y), "{sizes:?}");
    has_keys(
        &list[0]["members"][0],
        &["id", "name", "type", "mentions", "inside"],
    );
    has_keys(
        &list[0]["edges"][0],
        &["source", "target", "score", "evidence"],
    );
    assert!(
        !list[0]["edges"][0]["evidence"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(desk.json("communities -n 1000"), answer);

    // The same numbers are in the exports, for entities with edges.
    desk.done("export -o graph.json --node-measures community");
    let graph: Value = serde_json::from_str(&desk.read("graph.json")).unwrap();
    let numbers: BTreeMap<&str, &Value> = graph["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|node| Some((node["id"].as_str().unwrap(), node.get("community")?)))
        .collect();
    assert_eq!(numbers.len() as u64, sizes.iter().sum::<u64>());
    for one in list {
        for member in one["members"].as_array().unwrap() {
            assert_eq!(numbers[member["id"].as_str().unwrap()], &one["community"]);
        }
    }
    assert_eq!(
        graph["graph"]["node_measures"][0]["modularity"],
        answer["modularity"]
    );

    let fine = desk.json("communities --resolution 3 -n 1000");
    assert!(fine["communities"].as_u64() > answer["communities"].as_u64());
    let potts = desk.json("communities --quality constant-potts --resolution 2 -n 1000");
    assert_eq!(potts["quality"], "constant-potts");
    assert!(potts["quality_value"].as_f64() > Some(0.0));
    assert!(potts["modularity"].as_f64() < answer["modularity"].as_f64());
    desk.done("communities --quality constant-potts")
        .shows(&[", modularity 0.", ", constant-potts "]);
    desk.ends("communities --quality beauty", 2);
    desk.ends("communities --resolution 0", 2);
    desk.ends("communities --min-count 1000000", 1);
}

#[test]
fn missing_links_come_with_what_speaks_for_them() {
    let desk = Desk::built();
    snapshot!("missing", desk.done("missing").out);
    let answer = desk.json("missing");
    let pairs: Vec<(&str, &str)> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|link| (link["a"].as_str().unwrap(), link["b"].as_str().unwrap()))
        .collect();
    assert_eq!(pairs, [("acme", "beta"), ("cara", "d100")]);
    assert_eq!(
        answer[0],
        json!({"a": "acme", "b": "beta", "score": 1.0, "index": "resource-allocation", "steps": 2,
               "sentences": 0, "paragraphs": 0, "documents": 1, "shared": answer[0]["shared"]})
    );
    has_keys(
        &answer[0]["shared"][0],
        &["id", "name", "degree", "score_a", "score_b"],
    );
    let of_beta = desk.json("missing 'Beta Labs' --by common-neighbors");
    assert_eq!(
        (&of_beta[0]["a"], &of_beta[0]["score"]),
        (&json!("beta"), &json!(2.0))
    );
    assert_eq!(of_beta.as_array().unwrap().len(), 1);
    desk.ends("missing egret", 1)
        .shows(&["no two entities without an edge share a neighbour"]);
    desk.ends("missing gull", 1)
        .says(&["no document of this view mentions it"]);
    desk.ends("missing nobody-of-this-name", 1)
        .says(&["no entity"]);
    desk.done("missing -n 1").says(&["1 more: -n shows them"]);
}

#[test]
fn ways_between_entities_reach_farther_than_shared_neighbours() {
    let desk = example();
    let near = desk.json("missing -n 100000");
    let far = desk.json("missing --by katz -n 100000");
    let (near, far) = (near.as_array().unwrap(), far.as_array().unwrap());
    assert!(near.iter().all(|link| link["steps"] == 2));
    assert!(far.len() > near.len());
    for link in far {
        let shared = link["shared"].as_array().unwrap();
        assert_eq!(link["steps"] == 2, !shared.is_empty(), "{link}");
        assert!(link["score"].as_f64().unwrap() > 0.0);
    }
    // From one end alone the figures are the same.
    let link = &far[far.len() - 1];
    let [a, b] = ["a", "b"].map(|end| link[end].as_str().unwrap());
    let of_one = desk.json(&format!("missing {b} --by katz -n 100000"));
    let mut same = of_one.as_array().unwrap().iter();
    let same = same.find(|one| one["b"] == a).unwrap();
    assert_eq!(
        (&same["score"], &same["steps"]),
        (&link["score"], &link["steps"])
    );
    desk.done(&format!("missing {b} --by katz -n 100000"))
        .shows(&["but with ways between them (by katz, beta 0.", "(nobody: "]);
    let desk = Desk::built();
    snapshot!("missing-by-katz", desk.done("missing --by katz").out);
    desk.ends("missing egret --by katz", 1)
        .shows(&["every two entities that hang together share an edge"]);
}

#[test]
fn figures_of_entities_are_written_when_asked_for() {
    let desk = Desk::built();
    desk.done("export -o plain.csv");
    assert!(!desk.read("plain.nodes.csv").contains("pagerank"));
    desk.done("export -o with.csv --node-measures pagerank,k-core,community,pagerank");
    let table = desk.read("with.nodes.csv");
    let mut rows = table.lines();
    assert!(
        rows.next()
            .unwrap()
            .ends_with("last_seen,pagerank,k_core,community")
    );
    assert!(rows.next().unwrap().starts_with("acme,"));
    let egret = table.lines().find(|row| row.starts_with("egret,")).unwrap();
    assert!(egret.ends_with(",0,"), "no edges, no community: {egret}");
    desk.done("export -o with.json --node-measures degree,strength --weight score --no-isolated");
    let graph: Value = serde_json::from_str(&desk.read("with.json")).unwrap();
    assert_eq!(
        graph["graph"]["node_measures"],
        json!([{"name": "degree"}, {"name": "strength", "weight": "score"}])
    );
    let nodes = graph["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 4);
    assert!(nodes.iter().all(|node| node["degree"] == 2));
    desk.ends("export -o with.json --node-measures fame", 2);
}
