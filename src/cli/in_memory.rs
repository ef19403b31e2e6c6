//! Counts documents without a ledger. Memory grows with the pairs that are found, not with the documents: of each pair as much evidence is kept
//! as is asked for, and what tells repeated documents goes to a file.

use crate::annotation::Annotator;
use crate::cooccurrence::{
    DocumentsHash, MemoryTallies, Observation, Observed, Register, RegisterEntries, Window,
};
use crate::dictionary::Dictionary;
use crate::document::Document;
use crate::ledger::LedgerStats;

use super::args::InputArgs;
use super::intake::{self, Report};
use super::scratch_file::ScratchFile;

/// What documents come to.
pub(super) struct InMemory<'d> {
    pub(super) report: Report,
    pub(super) stats: LedgerStats,
    pub(super) tallies: MemoryTallies<'d>,
}

/// What a thread keeps of the documents it annotates.
#[derive(Default)]
struct Kept {
    observed: Option<Observed>,
    stats: LedgerStats,
    documents: DocumentsHash,
}

/// Counts all documents of the inputs. With `signed`, near-duplicates are found too, for independent counts.
pub(super) fn count<'d>(
    input: &InputArgs,
    dictionary: &'d Dictionary,
    annotator: &Annotator,
    evidence: usize,
    signed: bool,
) -> anyhow::Result<InMemory<'d>> {
    let nothing = || Observed::with_evidence(Window::default(), evidence);
    let each = |kept: &mut Kept,
                entries: &mut RegisterEntries,
                _: &Document,
                observation: &Observation| {
        kept.stats.add(observation);
        kept.documents.add(&observation.document);
        kept.observed
            .get_or_insert_with(nothing)
            .observe(observation);
        if signed {
            entries.push_signed(observation);
        } else {
            entries.push(observation);
        }
    };
    let (file, path) = ScratchFile::create()?;
    let mut register = Register::new(file, path);
    let (mut report, kept) = intake::annotate(input, false, annotator, each, |entries| {
        register.add(&entries)
    })?;
    let (mut stats, mut documents) = (LedgerStats::default(), DocumentsHash::default());
    let mut observed = nothing();
    for kept in kept {
        stats.merge(&kept.stats);
        documents.merge(kept.documents);
        kept.observed
            .into_iter()
            .for_each(|kept| observed.merge(kept));
    }
    let mut surplus = LedgerStats::default();
    report.repeated = register.settle(&mut observed, |repeat| {
        surplus.add(repeat);
        documents.remove(&repeat.document);
    })?;
    stats.subtract(&surplus);
    // What a ledger says of itself, so that the exports are the same.
    let mut tallies = MemoryTallies::new(dictionary, observed)
        .with_relations(&annotator.relation_pack())
        .with_provenance("documents_hash", documents.to_string())
        .with_provenance("options", annotator.options().to_json());
    if !annotator.profile().is_empty() {
        tallies = tallies.with_provenance("profile_hash", annotator.profile().hash());
    }
    if !annotator.relation_pack().is_empty() {
        tallies = tallies.with_provenance("relations_hash", annotator.relation_pack().hash());
    }
    Ok(InMemory {
        report,
        stats,
        tallies,
    })
}
