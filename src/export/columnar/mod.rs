//! Tables in columns: Parquet and Arrow files.

mod encoded;
mod own_tables;
mod rows;

use std::path::Path;

use super::Loss;
use super::facts::{Facts, Files, Group, Part, table_path};

pub(super) use encoded::ParquetFile;
pub(super) use rows::{Column, Kind, Rows, Table};

use encoded::{ArrowFile, Encoded, Encoding};
use own_tables::OwnTable;

pub(super) const PARQUET: Facts = Facts {
    name: "parquet",
    group: Group::Table,
    suffixes: &[".parquet"],
    description: "six Parquet tables: entities, edges, relations, evidence, documents, mentions",
    lacks: &[Loss::Provenance],
    files: Files::Several(|path, _| parts::<ParquetFile, _>(&OwnTable::ALL, path)),
    is_text: false,
};

pub(super) const ARROW: Facts = Facts {
    name: "arrow",
    group: Group::Table,
    suffixes: &[".arrow"],
    description: "the same six tables as Arrow IPC files (Feather)",
    lacks: &[Loss::Provenance],
    files: Files::Several(|path, _| parts::<ArrowFile, _>(&OwnTable::ALL, path)),
    is_text: false,
};

/// A file in an encoding for each of some tables.
pub(super) fn parts<E: Encoding + 'static, T: Table + Copy + 'static>(
    tables: &[T],
    path: &Path,
) -> Vec<Part> {
    let part = |table: &T| {
        let file = table_path(path, table.name(), E::SUFFIX);
        Part::new(file, Encoded::<E, T>::new(*table))
    };
    tables.iter().map(part).collect()
}
