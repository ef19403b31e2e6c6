//! Documents in code, a graph in memory: who stands beside whom, and the sentence that says so. No files, no ledger.
//!
//! `cargo run --example in_memory`
#![allow(clippy::print_stdout, reason = "an example shows what it finds")]

use comention::document::{Date, Document};
use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph, Measure, Result, Window};

fn main() -> Result<()> {
    let documents = [
        Document::new(
            "monday",
            "Nvidia designs the H800. TSMC makes it, as it makes most chips of Nvidia.",
        )
        .with_date("2025-01-27".parse::<Date>()?),
        Document::new(
            "tuesday",
            "DeepSeek trained on the H800. Nvidia lost a sixth of its value.",
        )
        .with_title("DeepSeek unsettles Nvidia")
        .with_date("2025-01-28".parse::<Date>()?),
    ];

    // The dictionary says what to look for, the annotator finds it.
    let dictionary = Dictionary::ai_industry();
    let annotator = Annotator::new(&dictionary)?;
    let mut cooccurrences = Cooccurrences::new(&dictionary);
    for document in &documents {
        cooccurrences.observe(&annotator.annotate(document));
    }

    // One set of counts answers for every window and every measure; no text is read again.
    let tallies = cooccurrences.tallies();
    for (window, measure) in [
        (Window::Sentence, Measure::Count),
        (Window::Document, Measure::Jaccard),
    ] {
        let graph = EntityGraph::builder()
            .window(window)
            .measure(measure)
            .build(&tallies)?;
        println!("Nvidia, by {measure} in one {window}:");
        for neighbor in graph.neighbors("nvidia")? {
            let name = neighbor.entity().name();
            println!("  {name:<10} {:.2}", neighbor.score());
            for evidence in neighbor.evidence() {
                println!("    {}: {}", evidence.document, evidence.snippet());
            }
        }
    }

    let graph = EntityGraph::builder().build(&tallies)?;
    let edge = graph
        .edge("nvidia", "deepseek")
        .expect("the title of tuesday names both");
    assert_eq!(edge.windows().sentences, 1);
    assert_eq!(edge.evidence()[0].snippet(), "DeepSeek unsettles Nvidia");
    let path = graph.path("tsmc", "deepseek", 0)?;
    let steps = path.best().expect("they hang together").steps();
    for step in steps {
        println!("{} – {}", step.from().name(), step.to().name());
    }
    assert_eq!(steps.len(), 2, "by way of Nvidia");
    Ok(())
}
