//! How fast windows are counted: many small documents with few names, and few long ones full of names, beside a plain hash map.
//!
//! `cargo bench --bench counting`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use std::collections::HashMap;

use comention::cooccurrence::{Observation, Tallies};
use comention::{Annotator, Cooccurrences};
use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};

use generated::{Plan, Sample};

const SMALL: Plan = Plan {
    names: 3_000,
    documents: 5_000,
    sentences: 4,
    density: 10,
};
/// About 650 entities a document, which are 215,000 pairs.
const DENSE: Plan = Plan {
    names: 3_000,
    documents: 4,
    sentences: 400,
    density: 25,
};

fn observe(sample: &Sample) -> Vec<Observation> {
    let annotator = Annotator::new(&sample.dictionary).expect("it compiles");
    sample
        .documents
        .iter()
        .map(|document| annotator.annotate(document).into_observation())
        .collect()
}

fn count(sample: &Sample, observations: &[Observation]) -> Cooccurrences {
    let mut cooccurrences = Cooccurrences::new(&sample.dictionary);
    for observation in observations {
        cooccurrences.observe(black_box(observation));
    }
    cooccurrences
}

/// Pairs met, in windows of documents, once for each document they meet in.
fn meetings(pairs: &HashMap<(u32, u32), u32>) -> usize {
    pairs.values().map(|&count| count as usize).sum()
}

/// Sentence, paragraph and document windows, and what evidence needs, for all entities and pairs.
fn cooccurrences(bencher: Bencher, plan: Plan) {
    let sample = Sample::new(plan);
    let observations = observe(&sample);
    let cooccurrences = count(&sample, &observations);
    let tallies = cooccurrences.tallies();
    let of_documents = sample.pairs_of_documents();
    let of_sentences = sample.pairs_of_sentences();
    assert_eq!(tallies.pairs().len(), of_documents.len());
    for pair in tallies.pairs() {
        let ends = (pair.a.0, pair.b.0);
        let in_sentences = of_sentences.get(&ends).copied().unwrap_or_default();
        assert_eq!(pair.windows.documents, u64::from(of_documents[&ends]));
        assert_eq!(pair.windows.sentences, u64::from(in_sentences));
    }
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .counter(ItemsCount::new(meetings(&of_documents)))
        .bench_local(|| {
            let cooccurrences = count(&sample, &observations);
            cooccurrences.tallies().pairs().len()
        });
}

/// Document windows alone, without evidence, in the standard library's map: what to compare with.
fn plain(bencher: Bencher, plan: Plan) {
    let sample = Sample::new(plan);
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .counter(ItemsCount::new(meetings(&sample.pairs_of_documents())))
        .bench_local(|| black_box(&sample).pairs_of_documents().len());
}

#[divan::bench(sample_count = 30)]
fn small(bencher: Bencher) {
    cooccurrences(bencher, SMALL);
}

#[divan::bench(sample_count = 30)]
fn small_plain(bencher: Bencher) {
    plain(bencher, SMALL);
}

#[divan::bench(sample_count = 30)]
fn dense(bencher: Bencher) {
    cooccurrences(bencher, DENSE);
}

#[divan::bench(sample_count = 30)]
fn dense_plain(bencher: Bencher) {
    plain(bencher, DENSE);
}

fn main() {
    divan::main();
}
