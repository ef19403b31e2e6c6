//! One test for each bug, named by what was wrong.

use comention::annotation::Annotator;
use comention::dictionary::{Dictionary, DictionaryFormat};
use comention::document::Document;

/// `surface=entity` of what is accepted.
fn accepted(names: &str, format: DictionaryFormat, text: &str) -> Vec<String> {
    let builder = Dictionary::builder().text(names, format, "names").unwrap();
    let annotator = Annotator::new(&builder.build().unwrap()).unwrap();
    let document = Document::new("d", text);
    let annotation = annotator.annotate(&document);
    annotation
        .mentions()
        .filter(|mention| mention.is_accepted())
        .map(|mention| mention.surface().to_owned())
        .collect()
}

fn named(names: &str, text: &str) -> Vec<String> {
    accepted(names, DictionaryFormat::Names, text)
}

#[test]
fn a_name_of_signs_in_a_text_without_letters_was_a_panic() {
    assert_eq!(named("++", "++"), [""; 0], "no sentence, so no window");
    assert_eq!(named("++", "Use ++ here."), ["++"]);
}

#[test]
fn a_name_of_signs_between_paragraphs_was_counted_in_the_next() {
    assert_eq!(named("++\nAcme", "Acme.\n\n++\n\nAcme."), ["Acme", "Acme"]);
}

#[test]
fn a_name_in_a_script_without_spaces_ran_over_a_blank_line() {
    assert_eq!(named("東京 大学", "東京 大学"), ["東京 大学"]);
    assert_eq!(named("東京 大学", "東京\n大学"), ["東京\n大学"]);
    assert_eq!(named("東京 大学", "東京\n\n大学"), [""; 0]);
}

#[test]
fn a_name_ran_over_a_form_feed_and_a_paragraph_separator() {
    assert_eq!(named("Sam Altman", "Sam\nAltman"), ["Sam\nAltman"]);
    for end in [
        "\u{C}",
        " \u{C}",
        "\n\u{C}",
        "\u{2029}",
        " \u{2029}",
        "\r\r",
        "\r\n\r\n",
        "\n \t\n",
    ] {
        assert_eq!(
            named("Sam Altman", &format!("Sam{end}Altman")),
            [""; 0],
            "{end:?}"
        );
    }
}

#[test]
fn a_backtick_between_two_words_was_no_apostrophe() {
    for apostrophe in ["'", "’", "‘", "`", "´"] {
        let text = format!("Sinéad O{apostrophe}Connor sang.");
        assert_eq!(
            named("Sinéad O'Connor", &text),
            [text.trim_end_matches(" sang.")]
        );
    }
}

#[test]
fn a_blank_alias_stood_everywhere() {
    let names = "[[entity]]\nname = \"Acme\"\naliases = [\"\", \"  \"]\n";
    assert_eq!(
        accepted(names, DictionaryFormat::Toml, "Acme 東京 x"),
        ["Acme"]
    );
}
