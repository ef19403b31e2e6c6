use super::Segments;
use crate::text::Lines;
#[test]
fn scratch_reference() {
    let file = std::fs::read_to_string("/work/shared/reference/text_cases.json").unwrap();
    let json: serde_json::Value = serde_json::from_str(&file).unwrap();
    let mut bad = 0;
    for case in json["sentences"].as_array().unwrap() {
        let text = case["text"].as_str().unwrap();
        let want: Vec<&str> = case["sentences"]
            .as_array()
            .unwrap()
            .iter()
            .map(|s| s.as_str().unwrap())
            .collect();
        let segments = Segments::of(text, Lines::Auto);
        let got: Vec<&str> = segments.sentences().iter().map(|s| s.of(text)).collect();
        if got != want {
            bad += 1;
            eprintln!("{text:?}\n got {got:?}\nwant {want:?}");
        }
    }
    assert_eq!(bad, 0);
}
