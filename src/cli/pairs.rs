//! `comention pairs`: the pairs of each document, or of all, ranked.

use std::collections::BTreeMap;
use std::io::{self, Write};

use clap::Args;
use serde::Serialize;

use crate::annotation::Annotator;
use crate::cooccurrence::{Counted, Counts, Evidence, Observation, Tallies, Window, WindowCounts};
use crate::dictionary::{Dictionary, EntityIndex, EntityRef};
use crate::error::{Error, Result};
use crate::graph::{EdgeRef, EntityGraph, EntityGraphBuilder, RelationRecord};
use crate::relation::{RelationInfo, RelationPack};

use super::args::{DictionaryArgs, InputArgs, MatchArgs, ProfileArgs, type_pair};
use super::relation_args::RelationArgs;
use super::terminal::Terminal;
use super::{Exit, in_memory, intake, view};

#[derive(Debug, Args)]
#[command(after_long_help = PAIRS_HELP)]
pub(crate) struct PairsArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) dictionary: DictionaryArgs,
    /// Rank the pairs of all documents together instead of those of each.
    #[arg(long)]
    pub(crate) corpus: bool,
    /// Only pairs of these types, as `person:organization`.
    #[arg(long, value_name = "A:B", value_delimiter = ',', value_parser = type_pair)]
    pub(crate) type_pairs: Vec<(String, String)>,
    /// Only so many pairs, of each document or with --corpus of all.
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    #[command(flatten)]
    pub(crate) matching: MatchArgs,
    #[command(flatten)]
    pub(crate) profile: ProfileArgs,
    #[command(flatten)]
    pub(crate) relations: RelationArgs,
}

const PAIRS_HELP: &str = "\
One JSON object a line, best first: `doc` (not with --corpus), `a`, `b` (a < b), `score`, `sentences` and `paragraphs` that the two share, and
`relations`, what sentences say of them. All pairs that share a document are there.

The score of a pair in a document are its points: 1 for the document, 1 for each of the two that stands in its first sentence, up to 5 for each
sentence with both (half at ten words between them, less in lists), 5 for each that says what they are to each other; all divided by the
square root of the document's other entities. With --corpus it is the combined score of `top` and `neighbors`, and near-duplicates count once.

  comention pairs articles/ --type-pairs person:organization
  comention pairs abstracts.jsonl -d genes.csv --corpus -n 100";

/// One document by itself, counted.
struct OneDocument<'d> {
    dictionary: &'d Dictionary,
    relations: &'d RelationPack,
    counted: Counted,
}

impl Tallies for OneDocument<'_> {
    fn entity(&self, index: EntityIndex) -> EntityRef<'_> {
        self.dictionary.entity(index)
    }

    fn counted(&self) -> &Counted {
        &self.counted
    }

    fn relations(&self) -> &[RelationInfo] {
        self.relations.relations()
    }

    fn evidence(
        &self,
        pairs: &[(EntityIndex, EntityIndex)],
        _: Window,
        _: usize,
    ) -> Result<Vec<Vec<Evidence>>> {
        Ok(vec![Vec::new(); pairs.len()])
    }

    fn provenance(&self) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}

/// A line.
#[derive(Serialize)]
struct PairRecord<'g> {
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'g str>,
    a: &'g str,
    b: &'g str,
    score: f64,
    sentences: u64,
    paragraphs: u64,
    /// By the names that `--map` gives them: one may go by several, or by none.
    relations: Vec<RelationRecord<'g>>,
}

impl<'g> PairRecord<'g> {
    fn new(doc: Option<&'g str>, score: f64, edge: EdgeRef<'g>, pack: &RelationPack) -> Self {
        let WindowCounts {
            sentences,
            paragraphs,
            ..
        } = edge.windows();
        let relations = edge.edge().relations();
        Self {
            doc,
            a: edge.a().id().as_str(),
            b: edge.b().id().as_str(),
            score,
            sentences,
            paragraphs,
            relations: relations
                .iter()
                .flat_map(|relation| {
                    let names = pack.names_of(relation.index()).into_iter();
                    names.map(|(name, flipped)| RelationRecord::named(relation, name, flipped))
                })
                .collect(),
        }
    }
}

pub(super) fn run(args: &PairsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    for wanted in args.type_pairs.iter().flat_map(|(a, b)| [a, b]) {
        view::check_type(wanted, &dictionary)?;
    }
    let profile = intake::profile(args.profile.profile.as_deref(), &dictionary, terminal)?;
    let options = intake::options(&args.matching);
    let relations = intake::relations(&args.relations)?;
    let annotator = Annotator::with_profile(&dictionary, options, &profile)?.relations(&relations);
    let pack = annotator.relation_pack();
    let types = args.type_pairs.iter();
    // All pairs that share a document, without sentences.
    let builder = EntityGraph::builder()
        .window(Window::Document)
        .evidence(0)
        .type_pairs(types.map(|(a, b)| (a.as_str(), b.as_str())));
    let limit = args.limit.unwrap_or(usize::MAX);
    if args.corpus {
        let counted = in_memory::count(&args.input, &dictionary, &annotator, 0, true)?;
        counted.report.warn(terminal)?;
        let graph = builder.build(&counted.tallies)?;
        for edge in graph.strongest_edges().take(limit) {
            write_line(
                &PairRecord::new(None, edge.score(), edge, &pack),
                &mut terminal.data,
            )?;
        }
        return Ok(Exit::Done);
    }
    let mut failed = None;
    let report = intake::annotate(
        &args.input,
        false,
        &annotator,
        |(): &mut (), lines: &mut Vec<u8>, _, observation| {
            of_document(observation, &dictionary, &pack, &builder, limit, lines);
        },
        |lines| {
            terminal.data.write_all(&lines).map_err(|source| {
                let kind = source.kind();
                failed = Some(source);
                Error::Output {
                    source: kind.into(),
                }
            })
        },
    );
    if let Some(error) = failed {
        return Err(error.into());
    }
    report?.0.warn(terminal)?;
    Ok(Exit::Done)
}

fn of_document(
    observation: &Observation,
    dictionary: &Dictionary,
    relations: &RelationPack,
    builder: &EntityGraphBuilder,
    limit: usize,
    out: &mut Vec<u8>,
) {
    let mut counts = Counts::default();
    counts.add(observation);
    let document = OneDocument {
        dictionary,
        relations,
        counted: counts.into_counted(),
    };
    if document.counted.pairs.is_empty() {
        return;
    }
    let graph = builder.clone().build(&document);
    let graph = graph.expect("one document was counted, and no evidence is read");
    let mut edges: Vec<_> = graph.edges().collect();
    // Already in the order of their ids, which this keeps among equals.
    edges.sort_by(|x, y| y.points().total_cmp(&x.points()));
    let id = observation.document.id.as_str();
    for edge in edges.into_iter().take(limit) {
        let record = PairRecord::new(Some(id), edge.points(), edge, relations);
        write_line(&record, out).expect("memory can be written to");
    }
}

fn write_line(record: &PairRecord<'_>, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}
