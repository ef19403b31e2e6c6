//! The tables of Microsoft `GraphRAG`: a graph of ours in the place of one that a language model would have to extract.

mod tables;
mod titles;
mod units;

use super::Loss;
use super::columnar::{ParquetFile, parts};
use super::facts::{Facts, Files, Group};

use self::tables::GraphRagTable;

pub(super) const FACTS: Facts = Facts {
    name: "graphrag",
    group: Group::Table,
    suffixes: &[],
    description: "Microsoft GraphRAG tables for its bring-your-own-graph workflow; -o names a folder",
    lacks: &[
        Loss::Parents,
        Loss::NodeMeasures,
        Loss::EdgeCounts,
        Loss::Significance,
        Loss::FurtherRelations,
        Loss::EvidencePlaces,
        Loss::Provenance,
    ],
    files: Files::Several(|path, _| parts::<ParquetFile, _>(&GraphRagTable::ALL, path)),
    is_text: false,
};
