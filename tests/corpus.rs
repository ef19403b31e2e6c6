//! What tests read: dictionaries and documents made on the spot, and observations of them.

use std::fmt::Write as _;

use comention::annotation::{AnnotationOptions, Annotator};
use comention::cooccurrence::{Cooccurrences, Observation, Tallies};
use comention::dictionary::{Dictionary, DictionaryBuilder, Entity};
use comention::document::{Document, Documents};
use comention::export::{ExportOptions, Format};
use comention::graph::EntityGraph;
#[cfg(feature = "ledger")]
use comention::ledger::{Ledger, LedgerSettings};

/// A dictionary of these entities.
pub(crate) fn dictionary(entities: &[Entity]) -> Dictionary {
    let builder = Dictionary::builder();
    let builder = entities.iter().fold(builder, DictionaryBuilder::entity);
    builder.build().unwrap()
}

/// What an annotator says of each document, one at a time.
pub(crate) fn observations(annotator: &Annotator, documents: &[Document]) -> Vec<Observation> {
    documents
        .iter()
        .map(|document| annotator.annotate(document).into_observation())
        .collect()
}

/// Counts in memory.
pub(crate) fn counted(dictionary: &Dictionary, observations: &[Observation]) -> Cooccurrences {
    let mut cooccurrences = Cooccurrences::new(dictionary);
    for observation in observations {
        cooccurrences.observe(observation);
    }
    cooccurrences
}

/// The same in a ledger.
#[cfg(feature = "ledger")]
pub(crate) fn ledger(
    folder: &tempfile::TempDir,
    dictionary: &Dictionary,
    observations: &[Observation],
) -> Ledger {
    let path = folder.path().join("graph.db");
    let mut builder = Ledger::create(path, dictionary, &LedgerSettings::default()).unwrap();
    for observation in observations {
        builder.record(observation).unwrap();
    }
    builder.finish().unwrap().ledger
}

/// Every text format of a graph, each with its name.
pub(crate) fn exports(tallies: &impl Tallies) -> Vec<(String, String)> {
    let graph = EntityGraph::builder().build(tallies).unwrap();
    text_formats(&graph)
}

/// Every text format of a graph, each with the file name it has in an export to `graph.*`.
pub(crate) fn text_formats(graph: &EntityGraph) -> Vec<(String, String)> {
    let formats = Format::ALL.iter().filter(|format| format.is_text());
    formats
        .flat_map(|format| {
            let path = format!("graph{}", format.suffixes()[0]);
            format.parts(path.as_ref(), &ExportOptions::default())
        })
        .map(|part| {
            let mut bytes = Vec::new();
            part.exporter.write(graph, &mut bytes).unwrap();
            let name = part.path.to_str().unwrap().to_owned();
            (name, String::from_utf8(bytes).unwrap())
        })
        .collect()
}

/// JSON Lines with a record for each document; what is not given is left out.
pub(crate) fn json_lines(documents: &[Document]) -> String {
    let mut lines = String::new();
    for document in documents {
        let mut record = serde_json::json!({"id": document.id, "text": document.text});
        if let Some(title) = &document.title {
            record["title"] = title.as_str().into();
        }
        if let Some(date) = document.date {
            record["date"] = date.to_string().into();
        }
        writeln!(lines, "{record}").unwrap();
    }
    lines
}

/// What is observed of JSON Lines, read and annotated by the pipeline, in order.
pub(crate) fn piped(
    dictionary: &Dictionary,
    options: AnnotationOptions,
    lines: String,
    threads: usize,
) -> Vec<Observation> {
    let annotator = Annotator::with_options(dictionary, options).unwrap();
    let documents = Documents::builder()
        .reader("feed.jsonl", std::io::Cursor::new(lines.into_bytes()))
        .build()
        .unwrap();
    let mut observed = Vec::new();
    annotator
        .annotate_all(
            // Small batches, so that threads have something to share.
            documents.records().batches(1 << 10),
            threads,
            |(): &mut (), batch: &mut Vec<Observation>, _, observation| {
                batch.push(observation.clone());
            },
            |annotated| {
                assert!(
                    annotated.skipped.is_empty(),
                    "every line is a document of its own: {annotated:?}"
                );
                observed.extend(annotated.value);
                Ok(())
            },
        )
        .unwrap();
    observed
}

/// Numbers that look random and are the same in every run.
#[derive(Debug)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    /// Puts a list into another order.
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
