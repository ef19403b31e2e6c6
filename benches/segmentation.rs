//! How fast texts are cut into paragraphs and sentences: megabytes of text a second on one core.
//!
//! `cargo bench --bench segmentation`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use comention::text::{Lines, Segments};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

use generated::{Plan, Sample};

/// Sentences in a document: about a kilobyte, as in news.
const SENTENCES: usize = 15;

fn main() {
    divan::main();
}

/// News-like documents, each made over by `shape`.
fn texts(shape: impl Fn(&str) -> String) -> Vec<String> {
    let sample = Sample::new(Plan {
        names: 1_000,
        documents: 500,
        sentences: SENTENCES,
        density: 4,
    });
    let documents = sample.documents.iter();
    documents.map(|document| shape(&document.text)).collect()
}

fn bench(bencher: Bencher, texts: &[String]) {
    let mut segments = Segments::new();
    let mut segment = || {
        let mut sentences = 0;
        for text in texts {
            segments.segment(black_box(text), Lines::Auto);
            sentences += segments.sentences().len();
        }
        sentences
    };
    assert_eq!(segment(), texts.len() * SENTENCES);
    bencher
        .counter(BytesCount::new(
            texts.iter().map(String::len).sum::<usize>(),
        ))
        .bench_local(segment);
}

/// The whole document in one line.
#[divan::bench]
fn one_line(bencher: Bencher) {
    bench(bencher, &texts(|text| text.replace("\n\n", " ")));
}

/// A line for each paragraph.
#[divan::bench]
fn paragraphs(bencher: Bencher) {
    bench(bencher, &texts(str::to_owned));
}

/// Lines of about seventy characters.
#[divan::bench]
fn wrapped(bencher: Bencher) {
    let wrap = |text: &str| {
        let mut width = 0;
        let mut wrap = |c: char| {
            width += 1;
            if c == '\n' || (c == ' ' && width > 70) {
                width = 0;
                return '\n';
            }
            c
        };
        text.chars().map(&mut wrap).collect()
    };
    bench(bencher, &texts(wrap));
}

/// Here and there a letter or a mark that is not ASCII.
#[divan::bench]
fn accents(bencher: Bencher) {
    let accent = |text: &str| {
        text.replace("\n\n", " ")
            .replace("ra", "rä")
            .replace(" bo", " – bo")
    };
    bench(bencher, &texts(accent));
}

/// Letters of two bytes and no others.
#[divan::bench]
fn cyrillic(bencher: Bencher) {
    let letters: Vec<char> = "абцдефгхийклмнопярстувшзыж".chars().collect();
    let translate = |c: char| {
        let Some(&letter) =
            letters.get((c.to_ascii_lowercase() as usize).wrapping_sub('a' as usize))
        else {
            return c;
        };
        if c.is_uppercase() {
            letter.to_uppercase().next().unwrap_or(letter)
        } else {
            letter
        }
    };
    // English abbreviations are none in other letters.
    let shape = |text: &str| {
        let text = text.replace("U.S.", "3.5").replace("Mr. ", "");
        text.chars().map(translate).collect()
    };
    bench(bencher, &texts(shape));
}
