//! Turns documents into a graph of who is mentioned with whom: exact counts, a score for every edge, and the sentences that prove it.
//!
//! One sentence describes a run: *a dictionary and documents give mentions; mentions in a window give counts and evidence; counts give
//! scores; scores give a graph; the graph answers questions.* Each step is a module, and each module uses only those before it:
//!
//! | step | module | its main type |
//! |---|---|---|
//! | what to look for | [`dictionary`] | [`Dictionary`]: entities and the names they go by |
//! | what to look in | [`document`] | [`Documents`]: one iterator over files, folders, globs and streams |
//! | where they meet | [`mention`] | [`Mention`](mention::Mention): an entity at a place, with the [`Rule`](mention::Rule) that decided |
//! | what is said of two | [`relation`] | [`RelationPack`](relation::RelationPack): rules that find typed hints, with who says so |
//! | how often | [`cooccurrence`] | [`Cooccurrences`]: windows with each, with both, and all; points of pairs; near-duplicates; selections |
//! | document by document | [`annotation`] | [`Annotator`]: finds mentions and windows, on any number of threads |
//! | how well | [`evaluation`] | [`Evaluator`](evaluation::Evaluator): precision and recall against marked texts, each mistake with its cause |
//! | once for many | [`learning`] | [`Learner`](learning::Learner): what a corpus teaches, kept in a [`Profile`](mention::Profile) |
//! | kept in a file | `ledger` (feature) | `Ledger`: add, replace and remove documents exactly |
//! | how strongly | [`association`] | [`Measure`]: the combined score, G², NPMI and others; exact tests, false discovery rates |
//! | the graph | [`graph`] | [`EntityGraph`]: nodes, scored edges, views, significance, backbones, communities; lends itself to petgraph |
//! | questions | [`query`] | `neighbors`, `path`, `explain`, `top`, `communities`, `missing`: methods of [`EntityGraph`]; timelines and differences |
//! | other people's tools | [`export`] | [`Exporter`](export::Exporter): JSON, tables, pictures, DOT; [mentions](export::mentions) for annotation tools |
//!
//! Under them lies [`text`]: spans, word borders, sentences and paragraphs.
//!
//! # From documents to an answer
//! ```
//! use comention::document::Document;
//! use comention::{Annotator, Cooccurrences, Dictionary, EntityGraph};
//!
//! let documents = [
//!     Document::new("monday", "TSMC makes the H800 for Nvidia. Nobody spoke of DeepSeek."),
//!     Document::new("tuesday", "Nvidia fell. NVIDIA sold the H800 to DeepSeek, it was said."),
//! ];
//!
//! // A dictionary and documents give mentions; mentions in a window give counts and evidence.
//! let dictionary = Dictionary::ai_industry();
//! let annotator = Annotator::new(&dictionary)?;
//! let mut cooccurrences = Cooccurrences::new(&dictionary);
//! for document in &documents {
//!     cooccurrences.observe(&annotator.annotate(document));
//! }
//!
//! // Counts give scores, scores give a graph.
//! let tallies = cooccurrences.tallies();
//! let graph = EntityGraph::builder().build(&tallies)?;
//!
//! // The graph answers questions, each answer with the sentences behind it.
//! let nearest = graph.neighbors("nvidia")?.next().expect("it has neighbours");
//! assert_eq!(nearest.entity().name(), "H800");
//! assert_eq!(nearest.edge().count(), 2); // sentences with both
//! assert_eq!(nearest.evidence()[0].snippet(), "TSMC makes the H800 for Nvidia.");
//!
//! // The four counts that the score was computed from: both, the one, the other, all.
//! let counts = graph.contingency("h800", "nvidia").expect("they share an edge");
//! assert_eq!((counts.n_ab(), counts.n_a(), counts.n_b(), counts.n()), (2, 2, 3, 4));
//!
//! // A path, or the plain word that there is none.
//! let path = graph.path("tsmc", "deepseek", 0)?;
//! assert_eq!(path.length(), Some(2));
//! # Ok::<(), comention::Error>(())
//! ```
//! For files instead of strings, iterate over [`Documents::open`]; for a graph that outlives the run, record into a `Ledger` in place of
//! [`Cooccurrences`]. Both offer the same [`Tallies`](cooccurrence::Tallies), so everything after them stays as it is.
//!
//! # What is promised
//! - **The same bytes.** A mention is decided by its document alone, counts are whole numbers added up, scores are computed once, at the end,
//!   from whole counts. So equal inputs give equal exports, in whatever order documents came and on however many threads.
//! - **Every number opens.** [`EntityGraph::explain`](graph::EntityGraph::explain) leads from a score to its formula, its points or
//!   counts, and its sentences; every span cuts the text it shows out of the document.
//! - **A co-mention is a co-mention.** An edge says that two names share a window, not why; a typed hint says what a sentence says, and who says so. A name that several entities share links to none
//!   of them unless asked to.
//!
//! # Features
//! | feature | default | adds | needs |
//! |---|---|---|---|
//! | `ledger` | yes | the `ledger` module: a `SQLite` file | a C compiler |
//! | `cli` | yes | the program `comention`; brings in all below | |
//! | `dot` | with `cli` | DOT, and its drawings by an installed Graphviz | |
//! | `html`, `markdown` | with `cli` | readers for `.html` and `.md` | |
//! | `png` | with `cli` | pictures as PNG, with a font | |
//! | `mmap` | with `cli` | compiled dictionaries are mapped instead of read | |
//! | `gzip` | with `cli` | inputs and dictionaries in `.gz` | |
//! | `parquet` | with `cli` | tables in columns: Parquet, Arrow, those of GraphRAG | |
//! | `skos` | with `cli` | dictionaries in SKOS (Turtle, N-Triples) | |
//! | `zstd` | with `cli` | inputs in `.zst` | a C compiler |
//!
//! With `default-features = false` the library has neither a command line nor `SQLite`, and builds with Rust alone.
//!
//! # Where to look
//! The programs in `examples/` show the three usual ways: a graph in memory, a dictionary of one's own, a ledger. `README.md` is the tour of
//! the command line, `ARCHITECTURE.md` follows one document through the folders of `src/`.
pub mod annotation;
pub mod association;
#[cfg(all(feature = "cli", feature = "ledger"))]
#[doc(hidden)]
pub mod cli;
pub mod cooccurrence;

pub mod dictionary;
pub mod document;
mod error;
pub mod evaluation;
pub mod export;
pub mod graph;
pub mod learning;
#[cfg(feature = "ledger")]
pub mod ledger;
pub mod mention;
pub mod query;
pub mod relation;
pub mod text;

pub use annotation::Annotator;
pub use association::Measure;
pub use cooccurrence::{Cooccurrences, Window};
pub use dictionary::Dictionary;
pub use document::Documents;
pub use error::{Error, Place, Result};
pub use graph::EntityGraph;
#[cfg(feature = "ledger")]
pub use ledger::Ledger;

/// Compiles and runs the Rust in README.md.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
