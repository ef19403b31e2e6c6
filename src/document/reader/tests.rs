use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::document::place::{Options, Place};

const NAMES: [(&str, Option<Format>); 12] = [
    ("a.txt", Some(Format::Text)),
    ("a.TXT", Some(Format::Text)),
    ("a.md.gz", Some(Format::Markdown)),
    ("a.markdown", Some(Format::Markdown)),
    ("a.html.zst", Some(Format::Html)),
    ("a.htm", Some(Format::Html)),
    ("b/a.x.jsonl", Some(Format::JsonLines)),
    ("a.ndjson.GZ", Some(Format::JsonLines)),
    ("a.csv", Some(Format::Csv)),
    ("a.tsv", Some(Format::Tsv)),
    ("a.gz", None),
    (".txt", None),
];

#[test]
fn formats_by_suffix() {
    for (name, format) in NAMES {
        assert_eq!(Format::of_path(Path::new(name)), format, "{name}");
    }
}

#[test]
fn formats_by_the_first_bytes() {
    assert_eq!(Format::of_head(b" \n{\"text\": 1}"), Format::JsonLines);
    assert_eq!(Format::of_head(b"<!DOCTYPE html><p>"), Format::Html);
    assert_eq!(Format::of_head(b"<HTML>"), Format::Html);
    assert_eq!(Format::of_head(b"<h"), Format::Text);
    assert_eq!(Format::of_head(b""), Format::Text);
}

/// Reads everything; what comes out does not matter, only that something does and that texts hold what their bytes allow.
fn read_all(bytes: &[u8], format: Option<Format>, limit: usize) -> usize {
    let names = FieldMap::default();
    let path = Path::new("input");
    let stream = Box::new(Cursor::new(bytes.to_vec()));
    let Ok(mut reader) = Reader::new(stream, None, format, path, &names, limit) else {
        return 1;
    };
    let mut load = Load::default();
    load.enter(&Arc::new(Place {
        path: path.to_owned(),
        name: "input".to_owned(),
        options: Arc::new(Options::new(names, false, limit)),
    }));
    let mut goal = 1;
    while reader.fill(&mut load, goal) {
        goal = load.size() + 1;
    }
    let mut document = Document::default();
    for entry in load.entries() {
        assert!(entry.range.len() <= limit.saturating_mul(3).saturating_add(1 << 17));
        let naming = Naming {
            file: "input",
            ordinal: None,
            prefix: false,
        };
        drop(decode(
            &load,
            entry,
            naming,
            &mut document,
            &mut Spare::default(),
        ));
    }
    load.entries().len()
}

mod random {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const FORMATS: [Option<Format>; 7] = [
        Some(Format::Text),
        Some(Format::Markdown),
        Some(Format::Html),
        Some(Format::JsonLines),
        Some(Format::Csv),
        Some(Format::Tsv),
        None,
    ];

    /// Pieces that mean something to one of the readers, and bytes that mean nothing.
    fn pieces() -> impl Strategy<Value = Vec<u8>> {
        let meaningful = prop::sample::select(vec![
            "---\n",
            "title: \"",
            "# ",
            "\n\n",
            "- ",
            "| a | b |\n|---|---|\n",
            "```\n",
            "![x](",
            "[x](y)",
            "<!--",
            "-->",
            "<![CDATA[",
            "<p>",
            "</p>",
            "<div class='article'>",
            "</div>",
            "<table>",
            "<tr><td>",
            "</table>",
            "<svg><title>",
            "<script type='application/ld+json'>",
            "</script>",
            "<template>",
            "<select>",
            "<b>",
            "<a href='",
            "'>",
            "&amp;",
            "&#x0;",
            "&#xffffffff;",
            "<html lang=",
            "<meta property='og:title' content='",
            "<br><br>",
            "<noscript><img>",
            "{\"text\":",
            "\"",
            "}",
            "{",
            "\n",
            "\r\n",
            ",",
            "\t",
            "id,text\n",
            "\u{feff}",
            "é",
            "\0",
            "2025-01-27",
            "1e999",
            "A sentence, with commas, that is long enough, perhaps, to count as text. ",
        ])
        .prop_map(|piece| piece.as_bytes().to_vec());
        let marks = prop::sample::select(vec![
            &b"\x1f\x8b\x08\x00"[..],
            b"\x28\xb5\x2f\xfd",
            b"\xff\xfe",
            b"\xfe\xff",
            b"\xed\xa0\x80",
            b"\xff",
        ])
        .prop_map(<[u8]>::to_vec);
        let piece = prop_oneof![8 => meaningful, 1 => marks, 2 => vec(any::<u8>(), 0..8)];
        vec(piece, 0..80).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bytes_never_cause_a_panic(bytes in pieces(), format in prop::sample::select(FORMATS.to_vec())) {
            read_all(&bytes, format, 1 << 20);
        }

        #[test]
        fn nor_do_they_under_a_small_limit(bytes in pieces(), limit in 0_usize..40) {
            for format in FORMATS {
                read_all(&bytes, format, limit);
            }
        }

        #[test]
        fn a_file_that_is_one_document_gives_one_outcome(bytes in pieces()) {
            prop_assert_eq!(read_all(&bytes, Some(Format::Text), 1 << 20), 1);
        }

        #[cfg(feature = "html")]
        #[test]
        fn pages_long_enough_for_the_extractor(bytes in pieces()) {
            let filler = "<p>A sentence, with commas, that is long enough, perhaps, to count as text, and so on, for ever and ever. ";
            let page = [&filler.as_bytes().repeat(6)[..], &bytes, &filler.as_bytes().repeat(3)].concat();
            prop_assert_eq!(read_all(&page, Some(Format::Html), 1 << 20), 1);
        }
    }
}
