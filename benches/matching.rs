//! How fast names are found, at dictionaries of three sizes, and sentences: megabytes of text a second on one core.
//!
//! `cargo bench --bench matching`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use comention::annotation::Annotator;
use comention::mention::{MatchOptions, Matcher, Scratch};
use comention::text::{Lines, Segments};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use generated::{Plan, Sample};

const SIZES: [usize; 3] = [128, 10_000, 200_000];

/// About a megabyte of news-like text: one word in 25 is a name.
fn articles(names: usize) -> Sample {
    Sample::new(Plan {
        names,
        documents: 500,
        sentences: 15,
        density: 4,
    })
}

#[divan::bench(args = SIZES, sample_count = 30)]
fn compile(bencher: Bencher, names: usize) {
    let sample = articles(names);
    bencher
        .counter(ItemsCount::new(names))
        .bench_local(|| Matcher::new(black_box(&sample.dictionary), &MatchOptions::default()));
}

#[divan::bench(args = SIZES)]
fn find(bencher: Bencher, names: usize) {
    let sample = articles(names);
    let matcher = Matcher::new(&sample.dictionary, &MatchOptions::default()).expect("it compiles");
    let mut scratch = Scratch::default();
    let mut mentions = Vec::new();
    let mut find = || {
        let mut accepted = 0;
        for document in &sample.documents {
            mentions.clear();
            matcher.find(black_box(document), &mut scratch, &mut mentions);
            accepted += mentions
                .iter()
                .filter(|mention| mention.is_accepted())
                .count();
        }
        accepted
    };
    assert_eq!(find(), sample.mentions());
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .bench_local(find);
}

#[divan::bench(args = SIZES)]
fn annotate(bencher: Bencher, names: usize) {
    let sample = articles(names);
    let annotator = Annotator::new(&sample.dictionary).expect("it compiles");
    let annotate = || {
        let (mut accepted, mut sentences) = (0, 0);
        for document in &sample.documents {
            let observation = annotator.annotate(black_box(document)).into_observation();
            accepted += observation.accepted().count();
            sentences += observation.windows.sentences;
        }
        (accepted, sentences)
    };
    assert_eq!(annotate(), (sample.mentions(), sample.sentences() as u64));
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .bench_local(annotate);
}

#[divan::bench]
fn segment(bencher: Bencher) {
    let sample = articles(SIZES[0]);
    let mut segments = Segments::new();
    let mut segment = || {
        let mut sentences = 0;
        for document in &sample.documents {
            segments.segment(black_box(&document.text), Lines::Auto);
            sentences += segments.sentences().len();
        }
        sentences
    };
    assert_eq!(segment(), sample.sentences());
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .bench_local(segment);
}

fn main() {
    divan::main();
}
