//! Whole inputs: folders, files, globs and streams, from paths to documents.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::document::{Document, Documents, DocumentsBuilder};
use crate::error::{Error, Result};
use crate::text::Lines;

/// A folder of files, gone at the end of the test.
fn folder<const N: usize>(files: [(&str, &[u8]); N]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn stream(name: &str, bytes: &'static [u8]) -> DocumentsBuilder {
    Documents::builder().reader(name, bytes)
}

fn read(builder: DocumentsBuilder) -> Vec<Result<Document>> {
    builder.build().unwrap().collect()
}

fn ids(documents: impl IntoIterator<Item = Result<Document>>) -> Vec<String> {
    documents
        .into_iter()
        .map(|document| document.unwrap().id)
        .collect()
}

fn only(builder: DocumentsBuilder) -> Document {
    let mut documents = read(builder);
    assert_eq!(documents.len(), 1);
    documents.remove(0).unwrap()
}

#[test]
fn a_folder_is_walked_in_the_order_of_its_paths() {
    let folder = folder([
        ("b/c.txt", b"3"),
        ("b.txt", b"2"),
        ("b-c.txt", b"1"),
        (
            "Z.jsonl",
            b"{\"text\": \"z\"}\n{\"id\": \"own\", \"text\": \"z\"}",
        ),
        ("c/d/e.csv", b"text\n4\n5\n"),
        ("notes.pdf", b"%PDF"),
        ("c/table.xlsx", b"PK"),
        (".hidden.txt", b"no"),
        (".git/x.txt", b"no"),
    ]);
    let documents = Documents::open(folder.path()).unwrap();
    let ignored: Vec<_> = documents
        .ignored()
        .iter()
        .map(|path| path.strip_prefix(folder.path()).unwrap())
        .collect();
    assert_eq!(ignored, [Path::new("c/table.xlsx"), Path::new("notes.pdf")]);
    assert_eq!(documents.total_bytes(), Some(3 + 40 + 9));
    assert_eq!(
        ids(documents),
        [
            "Z.jsonl#1",
            "own",
            "b-c.txt",
            "b.txt",
            "b/c.txt",
            "c/d/e.csv#1",
            "c/d/e.csv#2"
        ]
    );
}

#[test]
fn ids_of_a_file_or_glob_are_the_path_as_given() {
    let folder = folder([
        ("a.txt", b"a"),
        ("sub/b.log", b"b"),
        ("sub/c.txt", b"c"),
        ("sub/.d.txt", b"d"),
    ]);
    let root = folder.path().to_str().unwrap();
    assert_eq!(
        ids(Documents::open(format!("{root}/a.txt")).unwrap()),
        [format!("{root}/a.txt")]
    );
    assert_eq!(
        ids(Documents::open(format!("{root}/*/*.log")).unwrap()),
        [format!("{root}/sub/b.log")]
    );
    let documents = Documents::open(format!("{root}/**/*")).unwrap();
    assert_eq!(documents.ignored(), [folder.path().join("sub/b.log")]);
    assert_eq!(
        ids(documents),
        [format!("{root}/a.txt"), format!("{root}/sub/c.txt")]
    );
}

#[test]
fn inputs_keep_their_order() {
    let folder = folder([("b.txt", b"b"), ("a/a.txt", b"a")]);
    let builder = Documents::builder()
        .input(folder.path().join("b.txt"))
        .input(folder.path().join("a"))
        .reader("-", &b"{\"text\": \"x\"}\n\n{\"text\": \"y\"}\n"[..]);
    let documents = builder.build().unwrap();
    assert_eq!(documents.total_bytes(), None);
    let first = folder.path().join("b.txt").to_str().unwrap().to_owned();
    assert_eq!(ids(documents), [first.as_str(), "a.txt", "-#1", "-#2"]);
}

#[test]
fn inputs_that_are_not_there() {
    let folder = folder([("x.pdf", b"%PDF"), (".a.txt", b"no")]);
    let open = |name: &str| Documents::open(folder.path().join(name)).unwrap_err();
    assert!(matches!(open("no.txt"), Error::Io { path, .. } if path.ends_with("no.txt")));
    assert!(matches!(open(""), Error::NoDocuments { .. }));
    assert!(matches!(open("*.txt"), Error::NoMatch { pattern } if pattern.ends_with("*.txt")));
    assert!(matches!(open("[a"), Error::BadPattern { .. }));
}

#[test]
fn prefixed_ids_name_the_file() {
    let jsonl = b"{\"id\": 7, \"text\": \"a\"}\n{\"text\": \"b\"}\n";
    let builder = stream("feed.jsonl", jsonl).prefix_ids(true);
    assert_eq!(ids(read(builder)), ["feed.jsonl#7", "feed.jsonl#2"]);
}

#[test]
fn a_bad_line_between_two_good_ones() {
    let jsonl = b"{\"text\": \"a\"}\r\n\r\n{\"text\": nul}\n{\"text\": \"b\", \"date\": \"soon\"}";
    let found = read(stream("a.jsonl", jsonl));
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[1].as_ref().unwrap_err().to_string(),
        "a.jsonl:3:13: expected ident"
    );
    let last = found[2].as_ref().unwrap();
    assert_eq!(
        (last.id.as_str(), last.origin.as_str()),
        ("a.jsonl#3", "a.jsonl:4")
    );
    assert_eq!(
        (last.date, last.undated_reason.as_deref()),
        (None, Some("soon"))
    );
}

#[test]
fn a_table_that_lacks_its_column_does_not_stop_the_rest() {
    let builder = stream("a.csv", b"id,body\n1,x\n").reader("b.tsv", &b"text\tid\nx\t9\n"[..]);
    let found = read(builder);
    assert!(
        matches!(&found[0], Err(Error::MissingColumn { found, .. }) if found == &["id", "body"])
    );
    assert_eq!(found[1].as_ref().unwrap().id, "9");
}

#[test]
fn text_is_decoded_and_repaired() {
    let document = only(stream(
        "memo-2025-01-27.txt",
        b"\xef\xbb\xbfcaf\xe9\r\nNUL \0",
    ));
    assert_eq!(document.text, "caf\u{fffd}\r\nNUL \0");
    assert_eq!(document.repaired_bytes, 1);
    assert_eq!(document.date.unwrap().to_string(), "2025-01-27");
    assert_eq!((document.title, document.lines), (None, None));

    let utf16 = b"\xff\xfe{\0\"\0t\0e\0x\0t\0\"\0:\0\"\0\xfc\0\"\0}\0\n\0";
    assert_eq!(only(stream("a.jsonl", utf16)).text, "ü");
    let document = only(stream("a.jsonl", b"\xef\xbb\xbf{\"text\": \"caf\xe9\"}"));
    assert_eq!(
        (document.text.as_str(), document.repaired_bytes),
        ("caf\u{fffd}", 1)
    );
    let document = only(stream(
        "a.csv",
        b"\xef\xbb\xbftext,title\ncaf\xe9,\xff\xff\n",
    ));
    assert_eq!(
        (document.text.as_str(), document.repaired_bytes),
        ("caf\u{fffd}", 3)
    );
}

#[test]
fn markup_tells_its_paragraphs() {
    if cfg!(feature = "markdown") {
        let document = only(stream(
            "a.md",
            b"---\nid: post-1\ntitle: T\n---\nOne\ntwo\n",
        ));
        assert_eq!(document.id, "post-1");
        assert_eq!(document.text, "One two");
        assert_eq!(document.lines, Some(Lines::Paragraph));
    } else {
        assert_eq!(only(stream("a.md", b"# One\ntwo\n")).text, "# One\ntwo\n");
    }
}

#[test]
fn streams_without_a_name_tell_their_format() {
    assert_eq!(only(stream("-", b"plain { text")).text, "plain { text");
    assert_eq!(only(stream("-", b" {\"text\": \"json\"}")).id, "-#1");
    let page = read(stream("-", b"<!doctype html><p>page")).remove(0);
    if cfg!(feature = "html") {
        assert_eq!(page.unwrap().text, "page");
    } else {
        assert!(matches!(
            page,
            Err(Error::FeatureNeeded {
                feature: "html",
                ..
            })
        ));
    }
}

#[test]
fn documents_over_the_limit_are_skipped() {
    let folder = folder([
        ("a.txt", b"0123456789a"),
        ("b.txt", b"0123456789"),
        (
            "c.jsonl",
            b"{\"text\":\"\"}\n{\"text\":\"0\"}\n{\"text\":\"\"}\n",
        ),
    ]);
    let builder = Documents::builder()
        .input(folder.path())
        .max_document_bytes(11);
    let found: Vec<String> = read(builder)
        .into_iter()
        .map(|document| document.map_or_else(|error| error.to_string(), |document| document.id))
        .collect();
    let c = folder.path().join("c.jsonl");
    let too_long = format!("{}:2: 12 bytes or more, the limit is 11", c.display());
    assert_eq!(
        found,
        ["a.txt", "b.txt", "c.jsonl#1", &too_long, "c.jsonl#3"]
    );
    let found = read(
        Documents::builder()
            .input(folder.path().join("a.txt"))
            .max_document_bytes(10),
    );
    assert!(matches!(
        found[0],
        Err(Error::TooLong {
            bytes: 11,
            limit: 10,
            line: None,
            ..
        })
    ));
    let found = read(stream("a.txt", b"0123456789a").max_document_bytes(10));
    assert!(matches!(
        found[0],
        Err(Error::TooLong {
            bytes: 11,
            limit: 10,
            ..
        })
    ));
}

#[test]
fn records_say_where_they_are_and_how_far_reading_is() {
    let folder = folder([
        ("a.txt", b"12345"),
        ("b.csv", b"text\nx\n"),
        ("c.csv", b"id\n"),
    ]);
    let records = Documents::open(folder.path()).unwrap().records();
    let total = records.total_bytes().unwrap();
    let mut consumed = 0;
    let mut origins = Vec::new();
    for record in records.flatten() {
        assert!(record.consumed_bytes() >= consumed);
        consumed = record.consumed_bytes();
        assert!(record.bytes_len() > 0);
        let origin = record.origin().to_string();
        assert_eq!(record.decode().unwrap().origin, origin);
        origins.push(origin.rsplit('/').next().unwrap().to_owned());
    }
    assert_eq!(origins, ["a.txt", "b.csv:2"]);
    assert_eq!(consumed, total - 3);

    // A file that fails is done, too.
    let mut records = Documents::open(folder.path()).unwrap().records();
    assert_eq!(records.by_ref().count(), 3);
    assert_eq!(records.consumed_bytes(), total);
}

#[test]
fn batches_hold_what_records_are() {
    let folder = folder([
        ("a.txt", b"one"),
        (
            "b.jsonl",
            b"{\"text\": \"two\"}\n\n{}\n{\"text\": \"three\", \"title\": \"T\", \"url\": \"u\"}\n",
        ),
        ("c.csv", b"text,lang\nfour,en\nfive\nsix,\n"),
        ("d.csv", b"id\n"),
        ("e.txt", b"\xff\xfe\x71\x67"),
        ("f.txt", b"\xff"),
        ("g.txt", b""),
    ]);
    let show = |outcome: std::result::Result<&Document, &Error>| match outcome {
        Ok(document) => format!("{document:?}"),
        Err(error) => error.to_string(),
    };
    let open = || Documents::open(folder.path()).unwrap();
    let expected: Vec<_> = open().map(|outcome| show(outcome.as_ref())).collect();
    assert_eq!(expected.len(), 11);
    for bytes in [0, 1, 20, 1 << 20] {
        for handed_out in [0, 3, 11] {
            let mut records = open().records();
            let total = records.total_bytes().unwrap();
            let mut found: Vec<_> = records
                .by_ref()
                .take(handed_out)
                .map(|record| show(record.and_then(|record| record.decode()).as_ref()))
                .collect();
            let mut document = Document::default();
            let mut consumed = 0;
            let batches = records.batches(bytes);
            for batch in batches {
                assert!(batch.consumed_bytes() >= consumed && batch.consumed_bytes() <= total);
                consumed = batch.consumed_bytes();
                batch.decode_each(&mut document, |outcome| {
                    found.push(show(outcome.as_ref().copied()));
                });
            }
            assert_eq!(found, expected, "{bytes}, {handed_out}");
        }
    }
}

#[test]
fn records_and_readers_can_move_to_other_threads() {
    fn is_send<T: Send>() {}
    fn is_sync<T: Sync>() {}
    is_send::<crate::document::Records>();
    is_send::<Documents>();
    is_send::<crate::document::Record>();
    is_sync::<crate::document::Record>();
    is_send::<crate::document::Batch>();
    is_send::<crate::document::Batches>();
}

#[cfg(all(feature = "gzip", feature = "zstd"))]
mod compressed {
    use std::io::Write;

    use super::*;

    fn gzipped(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn by_their_bytes_whatever_their_names() {
        let one = gzipped(b"{\"text\": \"one\"}\n");
        let two = gzipped(b"{\"text\": \"two\"}\n");
        let frames = [
            zstd::encode_all(&b"a "[..], 1).unwrap(),
            zstd::encode_all(&b"b"[..], 1).unwrap(),
        ]
        .concat();
        let folder = folder([
            ("a.jsonl.gz", &[one, two].concat()),
            ("b.txt.zst", &frames),
            ("c.txt", &gzipped(b"\xff\xfeA\0")),
            ("d.txt.gz", b"not compressed"),
        ]);
        let found = Documents::open(folder.path()).unwrap();
        let found: Vec<_> = found
            .map(|document| {
                document
                    .map(|document| (document.id, document.text))
                    .unwrap()
            })
            .collect();
        let expected = [
            ("a.jsonl.gz#1", "one"),
            ("a.jsonl.gz#2", "two"),
            ("b.txt.zst", "a b"),
            ("c.txt", "A"),
            ("d.txt.gz", "not compressed"),
        ];
        assert_eq!(
            found,
            expected.map(|(id, text)| (id.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn truncated_ones_give_what_is_whole_and_an_error() {
        let lines: String = (0..40_000)
            .map(|n| format!("{{\"id\": {n}, \"text\": \"{}\"}}\n", n * 7919))
            .collect::<Vec<_>>()
            .concat();
        let whole = gzipped(lines.as_bytes());
        let folder = folder([
            ("a.jsonl.gz", &whole[..whole.len() / 2]),
            ("b.txt.gz", &gzipped(b"b")[..15]),
            ("c.txt", b"c"),
        ]);
        let found: Vec<_> = Documents::open(folder.path()).unwrap().collect();
        let errors: Vec<_> = found
            .iter()
            .filter_map(|document| document.as_ref().err())
            .map(ToString::to_string)
            .collect();
        assert_eq!(errors.len(), 2);
        assert!(
            errors
                .iter()
                .all(|error| error.contains("damaged gzip data")),
            "{errors:?}"
        );
        let read = found.iter().flatten().count();
        assert!((10_000..40_000).contains(&read), "{read}");
        assert_eq!(found.last().unwrap().as_ref().unwrap().id, "c.txt");
    }
}

#[cfg(unix)]
mod on_unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn hostile_names() {
        let folder = folder([
            ("new\nline.txt", b"a"),
            ("b#1.txt", b"b"),
            ("[c]*?.txt", b"c"),
            ("--d.txt", b"d"),
            (" .txt", b"e"),
        ]);
        for (name, text) in [(&b"f\xff.txt"[..], b"f2"), (b"f\xfe.txt", b"f1")] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), text).unwrap();
        }
        let found: Vec<_> = Documents::open(folder.path())
            .unwrap()
            .map(|document| {
                document
                    .map(|document| (document.id, document.text))
                    .unwrap()
            })
            .collect();
        let expected = [
            (" .txt", "e"),
            ("--d.txt", "d"),
            ("[c]*?.txt", "c"),
            ("b#1.txt", "b"),
            ("f\u{fffd}.txt", "f1"),
            ("f\u{fffd}.txt", "f2"),
            ("new\nline.txt", "a"),
        ];
        let expected = expected.map(|(id, text)| (id.to_owned(), text.to_owned()));
        assert_eq!(found, expected);
        let one = Documents::open(folder.path().join("[c]*?.txt")).unwrap();
        assert_eq!(one.flatten().next().unwrap().text, "c");
    }

    #[test]
    fn links_to_files_are_read_and_links_to_folders_not_followed() {
        let folder = folder([("real/a.txt", b"a")]);
        let root = folder.path();
        symlink(root.join("real/a.txt"), root.join("b.txt")).unwrap();
        symlink(root, root.join("real/loop")).unwrap();
        symlink(root.join("gone"), root.join("dead.txt")).unwrap();
        symlink(root.join("real"), root.join("folder.txt")).unwrap();
        let found: Vec<_> = Documents::open(root).unwrap().collect();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].as_ref().unwrap().id, "b.txt");
        assert!(matches!(&found[1], Err(Error::Io { path, .. }) if path.ends_with("dead.txt")));
        assert_eq!(found[2].as_ref().unwrap().id, "real/a.txt");
        // An input that is itself a link is what it leads to.
        assert_eq!(
            ids(Documents::open(root.join("folder.txt")).unwrap()),
            ["a.txt"]
        );
    }
}
