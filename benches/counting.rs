//! How fast windows are counted: many small documents with few names, and few long ones full of names, beside a plain hash map. Both sides
//! give the same answer. The allocations tell the memory: `max alloc` is what was held at once.
//!
//! `cargo bench --bench counting`

#[allow(dead_code, reason = "each benchmark needs a part of it")]
mod generated;

use std::collections::HashMap;

use comention::cooccurrence::{Counted, Counts, MemoryTallies, Observation, Observed, Tallies};
use comention::{Annotator, Window};
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};

use generated::{Plan, Sample};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const SMALL: Plan = Plan {
    names: 3_000,
    documents: 5_000,
    sentences: 4,
    density: 10,
};
/// About 500 entities a document, which are 125,000 pairs.
const DENSE: Plan = Plan {
    names: 9_000,
    documents: 40,
    sentences: 200,
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

fn count(observations: &[Observation]) -> Counted {
    let mut counts = Counts::default();
    for observation in observations {
        counts.add(black_box(observation));
    }
    counts.into_counted()
}

/// Pairs met, in windows of documents, once for each document they meet in.
fn meetings(pairs: &HashMap<(u32, u32), u32>) -> usize {
    pairs.values().map(|&count| count as usize).sum()
}

/// Holds counts against those of the plain counter.
fn check(counted: &Counted, sample: &Sample) {
    let of_documents = sample.pairs_of_documents();
    let of_sentences = sample.pairs_of_sentences();
    assert_eq!(counted.pairs.len(), of_documents.len());
    for pair in &counted.pairs {
        let ends = (pair.a.0, pair.b.0);
        let in_sentences = of_sentences.get(&ends).copied().unwrap_or_default();
        assert_eq!(pair.windows.documents, u64::from(of_documents[&ends]));
        assert_eq!(pair.windows.sentences, u64::from(in_sentences));
    }
}

/// Sentence, paragraph and document windows of all entities and pairs.
fn counts(bencher: Bencher, plan: Plan) {
    let sample = Sample::new(plan);
    let observations = observe(&sample);
    check(&count(&observations), &sample);
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .counter(ItemsCount::new(meetings(&sample.pairs_of_documents())))
        .bench_local(|| count(&observations).pairs.len());
}

/// The same with the documents that may hold the best evidence of each pair, three sentences.
fn with_evidence(bencher: Bencher, plan: Plan) {
    let sample = Sample::new(plan);
    let observations = observe(&sample);
    let observed = || {
        let mut observed = Observed::with_evidence(Window::Sentence, 3);
        for observation in &observations {
            observed.observe(black_box(observation));
        }
        MemoryTallies::new(&sample.dictionary, observed)
    };
    check(observed().counted(), &sample);
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .counter(ItemsCount::new(meetings(&sample.pairs_of_documents())))
        .bench_local(|| observed().pairs().len());
}

/// Document windows alone in the standard library's map: what to compare with. Its answer is what the others are held against.
fn plain(bencher: Bencher, plan: Plan) {
    let sample = Sample::new(plan);
    let pairs = sample.pairs_of_documents().len();
    bencher
        .counter(BytesCount::new(sample.bytes()))
        .counter(ItemsCount::new(meetings(&sample.pairs_of_documents())))
        .bench_local(|| {
            let found = black_box(&sample).pairs_of_documents();
            assert_eq!(found.len(), pairs);
            found.len()
        });
}

#[divan::bench(sample_count = 20)]
fn small(bencher: Bencher) {
    counts(bencher, SMALL);
}

#[divan::bench(sample_count = 20)]
fn small_with_evidence(bencher: Bencher) {
    with_evidence(bencher, SMALL);
}

#[divan::bench(sample_count = 20)]
fn small_plain(bencher: Bencher) {
    plain(bencher, SMALL);
}

#[divan::bench(sample_count = 10)]
fn dense(bencher: Bencher) {
    counts(bencher, DENSE);
}

#[divan::bench(sample_count = 10)]
fn dense_with_evidence(bencher: Bencher) {
    with_evidence(bencher, DENSE);
}

#[divan::bench(sample_count = 10)]
fn dense_plain(bencher: Bencher) {
    plain(bencher, DENSE);
}

fn main() {
    divan::main();
}
