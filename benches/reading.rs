//! How fast documents are read and decoded: lines of JSON as they mostly are, with escapes, with renamed fields; tables; folders of files.
//!
//! `cargo bench --bench reading`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use std::fmt::Write;
use std::fs;
use std::io::Cursor;

use comention::document::{Document, Documents, DocumentsBuilder, FieldMap, Records};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use generated::{Plan, Sample};

/// Articles of about a thousand bytes.
const ARTICLES: Plan = Plan {
    names: 300,
    documents: 10_000,
    sentences: 8,
    density: 10,
};
const BATCH: usize = 256 << 10;

fn articles() -> Vec<Document> {
    let documents = Sample::new(ARTICLES).documents;
    let mut number = 0;
    documents
        .into_iter()
        .map(|document| {
            number += 1;
            document.with_title(format!("Article {number}"))
        })
        .collect()
}

/// Lines of JSON whose texts are under that name.
fn lines(articles: &[Document], text: &str) -> String {
    let mut lines = String::new();
    for article in articles {
        let quoted = |value: &str| serde_json::to_string(value).expect("strings can be written");
        let title = quoted(article.title.as_deref().unwrap_or_default());
        let (id, body) = (quoted(&article.id), quoted(&article.text));
        writeln!(
            lines,
            "{{\"id\": {id}, \"title\": {title}, \"{text}\": {body}}}"
        )
        .expect("a string takes everything");
    }
    lines
}

/// How many documents there are, and the bytes of their texts.
fn decode(records: Records) -> (usize, usize) {
    let mut document = Document::default();
    let (mut count, mut bytes) = (0, 0);
    for batch in records.batches(BATCH) {
        batch.decode_each(&mut document, |outcome| {
            let document = black_box(outcome.expect("all are sound"));
            count += 1;
            bytes += document.text.len();
        });
    }
    (count, bytes)
}

/// Reads and decodes what `input` names, again and again; `texts` is what is in it, `bytes` what it takes.
fn read(bencher: Bencher, texts: &[Document], bytes: usize, input: impl Fn() -> DocumentsBuilder) {
    let expected = texts.iter().map(|document| document.text.len()).sum();
    let read = || decode(input().build().expect("it is there").records());
    assert_eq!(read(), (texts.len(), expected));
    bencher.counter(BytesCount::new(bytes)).bench_local(read);
}

fn read_lines(bencher: Bencher, articles: &[Document], lines: &str, names: &FieldMap) {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("articles.jsonl");
    fs::write(&path, lines).expect("there is room");
    read(bencher, articles, lines.len(), || {
        Documents::builder().input(&path).field_map(names.clone())
    });
}

/// Texts on one line each, as most corpora have them.
fn flat_articles() -> Vec<Document> {
    let mut articles = articles();
    for article in &mut articles {
        article.text = article.text.replace("\n\n", "  ");
    }
    articles
}

#[divan::bench]
fn json_lines(bencher: Bencher) {
    let articles = flat_articles();
    let lines = lines(&articles, "text");
    read_lines(bencher, &articles, &lines, &FieldMap::default());
}

/// Paragraphs are escaped line feeds.
#[divan::bench]
fn json_lines_with_escapes(bencher: Bencher) {
    let articles = articles();
    let lines = lines(&articles, "text");
    read_lines(bencher, &articles, &lines, &FieldMap::default());
}

/// A name that is a path takes the thorough reader.
#[divan::bench]
fn json_lines_with_paths(bencher: Bencher) {
    let articles = flat_articles();
    let lines = lines(&articles, "doc.text");
    let mut names = FieldMap::default();
    names.text = "doc.text".into();
    read_lines(bencher, &articles, &lines, &names);
}

/// What does not come from a file.
#[divan::bench]
fn json_lines_from_memory(bencher: Bencher) {
    let articles = flat_articles();
    let lines = lines(&articles, "text");
    read(bencher, &articles, lines.len(), || {
        Documents::builder().reader("articles.jsonl", Cursor::new(lines.clone()))
    });
}

#[divan::bench]
fn table(bencher: Bencher) {
    let articles = articles();
    let mut table = "id,text\n".to_owned();
    for article in &articles {
        writeln!(table, "{},\"{}\"", article.id, article.text).expect("a string takes everything");
    }
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("articles.csv");
    fs::write(&path, &table).expect("there is room");
    read(bencher, &articles, table.len(), || {
        Documents::builder().input(&path)
    });
}

/// One file for each document.
#[divan::bench]
fn folder_of_texts(bencher: Bencher) {
    let articles = articles();
    let folder = tempfile::tempdir().expect("there is room");
    let mut bytes = 0;
    for article in &articles {
        let path = folder.path().join(format!("{}.txt", article.id));
        fs::write(path, &article.text).expect("there is room");
        bytes += article.text.len();
    }
    read(bencher, &articles, bytes, || {
        Documents::builder().input(folder.path())
    });
}

fn main() {
    divan::main();
}
