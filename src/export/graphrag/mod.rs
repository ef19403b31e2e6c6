//! The tables of Microsoft `GraphRAG`: a graph of ours in the place of one that a language model would have to extract.

mod tables;
mod titles;
mod units;

use super::Loss;
use super::columnar::{Encoded, ParquetFile};
use super::facts::{Facts, Files, Group, Part, table_path};

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
    files: Files::Several(|path, _| {
        GraphRagTable::ALL
            .iter()
            .map(|table| {
                Part::new(
                    table_path(path, table.name(), "parquet"),
                    Encoded::<ParquetFile, _>::new(*table),
                )
            })
            .collect()
    }),
    is_text: false,
};
