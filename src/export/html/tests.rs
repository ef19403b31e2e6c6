//! The page as text. What it does in a browser is tested in `tests/viewer`.

use serde_json::Value;

use super::*;
use crate::graph::fixture::chips;

fn graph() -> EntityGraph {
    let builder = EntityGraph::builder().significance(true);
    builder.build(&chips().count()).unwrap()
}

fn page(exporter: &Html) -> String {
    let mut page = Vec::new();
    exporter.write(&graph(), &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

fn data(page: &str) -> Value {
    let (_, after) = page
        .split_once("<script type=\"application/json\" id=\"data\">")
        .unwrap();
    let (json, _) = after.split_once("</script>").unwrap();
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_data_holds_the_graph() {
    let page = page(&Html::new());
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    let data = data(&page);
    assert_eq!(data["nodes"]["id"][0], "asml");
    assert_eq!(
        data["edges"]["a"].as_array().unwrap().len(),
        graph().edge_count()
    );
    let (document, passages) = (
        &data["edges"]["evidence"][0][0][0],
        &data["edges"]["evidence"][0][0][1],
    );
    assert!(document.is_u64() && passages[0][0].is_u64(), "{data}");
    assert_eq!(data["about"]["left_out"], serde_json::json!([]));
    assert!(data["groups"][0]["core"].as_array().unwrap().len() <= 3);
}

#[test]
fn offsets_are_those_of_scripts() {
    let data = data(&page(&Html::new()));
    let texts = data["texts"].as_array().unwrap();
    for evidence in data["edges"]["evidence"].as_array().unwrap() {
        for passage in evidence
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|row| row[1].as_array().unwrap())
        {
            let place = usize::try_from(passage[0].as_u64().unwrap()).unwrap();
            let units: Vec<u16> = texts[place].as_str().unwrap().encode_utf16().collect();
            let at = |end: usize| usize::try_from(passage[1][end].as_u64().unwrap()).unwrap();
            let name = String::from_utf16(&units[at(0)..at(1)]).unwrap();
            assert!(texts[place].as_str().unwrap().contains(&name) && !name.is_empty());
        }
    }
}

#[test]
fn the_same_graph_gives_the_same_page() {
    assert_eq!(page(&Html::new()), page(&Html::new()));
}

#[test]
fn a_large_graph_says_what_is_missing() {
    let exporter = Html::new().limits(4, 3);
    let left_out = exporter.left_out(&graph());
    assert!(left_out.iter().all(|(_, count)| *count > 0), "{left_out:?}");
    let data = data(&page(&exporter));
    let said = data["about"]["left_out"].to_string();
    assert!(
        said.contains("backbone") && said.contains("the 4 most mentioned"),
        "{said}"
    );
    assert_eq!(Html::new().left_out(&graph()), []);
}
