//! Tables in columns: Parquet and Arrow files.

mod encoded;
mod own_tables;
mod rows;

use super::Loss;
use super::facts::{Facts, Files, Group, Part, table_path};

pub(super) use encoded::{ArrowFile, Encoded, ParquetFile};
pub(super) use own_tables::OwnTable;
pub(super) use rows::{Column, Kind, Rows, Table};

pub(super) const PARQUET: Facts = Facts {
    name: "parquet",
    group: Group::Table,
    suffixes: &[".parquet"],
    description: "six Parquet tables: entities, edges, relations, evidence, documents, mentions",
    lacks: &[Loss::Provenance],
    files: Files::Several(|path, _| {
        OwnTable::ALL
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

pub(super) const ARROW: Facts = Facts {
    name: "arrow",
    group: Group::Table,
    suffixes: &[".arrow"],
    description: "the same six tables as Arrow IPC files (Feather)",
    lacks: &[Loss::Provenance],
    files: Files::Several(|path, _| {
        OwnTable::ALL
            .iter()
            .map(|table| {
                Part::new(
                    table_path(path, table.name(), "arrow"),
                    Encoded::<ArrowFile, _>::new(*table),
                )
            })
            .collect()
    }),
    is_text: false,
};
