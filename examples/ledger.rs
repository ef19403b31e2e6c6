//! A ledger: what was found is kept in one file; documents are added, replaced and removed exactly; the graph is counted from it.
//!
//! `cargo run --example ledger`
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use comention::document::{Document, Documents};
use comention::export::{Exporter, Json};
use comention::ledger::{Change, LedgerSettings};
use comention::{Annotator, Dictionary, EntityGraph, Error, Ledger, Result};

fn main() -> Result<()> {
    let folder = std::env::temp_dir().join(format!("comention-example-{}", std::process::id()));
    let io = |source| Error::Io {
        path: folder.clone(),
        source,
    };
    std::fs::create_dir_all(&folder).map_err(io)?;
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/deepseek/wire.jsonl");
    let dictionary = Dictionary::ai_industry();
    let annotator = Annotator::new(&dictionary)?;

    // Record every document. The file gets its name when it is finished, so a run that stops leaves nothing half-made.
    let path = folder.join("wire.db");
    let mut builder = Ledger::create(&path, &dictionary, &LedgerSettings::default())?;
    for document in Documents::open(corpus)? {
        let document = document?;
        builder.record(&annotator.annotate(&document))?;
    }
    let mut ledger = builder.finish()?.ledger;
    println!("{} documents", ledger.tallies()?.stats().documents);
    let before = exported(&ledger)?;

    // Add one, replace it, remove it: the ledger is then as if it had never been there.
    let mut memo = |text: &str| {
        let document = Document::new("memo", text);
        ledger.add(&annotator.annotate(&document))
    };
    assert_eq!(memo("Moore Threads met Cambricon.")?, Change::Added);
    assert_eq!(memo("Moore Threads met Cambricon.")?, Change::Unchanged);
    assert_eq!(memo("Moore Threads met SMIC.")?, Change::Replaced);
    let graph = EntityGraph::builder().build(&ledger.tallies()?)?;
    assert!(graph.edge("moore-threads", "smic").is_some());
    assert!(graph.edge("moore-threads", "cambricon").is_none());
    assert_ne!(exported(&ledger)?, before);
    assert!(ledger.remove("memo")?);
    assert_eq!(exported(&ledger)?, before, "byte for byte");

    // Another day: open the file, ask, write for other tools.
    drop(ledger);
    let ledger = Ledger::open(&path)?;
    let graph = EntityGraph::builder()
        .min_count(2)
        .build(&ledger.tallies()?)?;
    for edge in graph.strongest_edges().take(3) {
        println!(
            "{} – {}: {} sentences",
            edge.a().name(),
            edge.b().name(),
            edge.count()
        );
    }
    assert!(graph.edge_count() > 0);
    std::fs::write(folder.join("wire.json"), exported(&ledger)?).map_err(io)?;
    std::fs::remove_dir_all(&folder).map_err(io)
}

fn exported(ledger: &Ledger) -> Result<Vec<u8>> {
    let graph = EntityGraph::builder().build(&ledger.tallies()?)?;
    let mut bytes = Vec::new();
    Json::new().write(&graph, &mut bytes)?;
    Ok(bytes)
}
