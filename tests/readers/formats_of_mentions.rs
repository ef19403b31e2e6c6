//! When the readers of mention formats and of tables run: where the interpreter named by `COMENTION_PYTHON` has their packages. GraphRAG, which is
//! large and wants other versions, has an interpreter of its own, `COMENTION_GRAPHRAG_PYTHON`.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use super::missing;
use crate::foreign;

/// Runs a script of this folder, or says that it was skipped.
fn read_back(python: &OsStr, script: &str, imports: &str) {
    let mut trial = Command::new(python);
    trial.args(["-c", &format!("import {imports}")]);
    match missing(&python.to_string_lossy(), &mut trial) {
        Some(lacks) => foreign::skip(script, &lacks),
        None => foreign::check(python, Path::new("tests/readers").join(script)),
    }
}

#[test]
fn mentions_are_what_annotation_tools_see() {
    let imports = "bconv, pandas, spacy";
    read_back(&foreign::python(), "mentions.py", imports);
}

#[test]
fn tables_are_what_data_tools_see() {
    let imports = "duckdb, followthemoney, markdown_it, pandas, pyarrow";
    read_back(&foreign::python(), "data_tables.py", imports);
}

#[test]
fn graphrag_runs_on_its_tables() {
    let python = std::env::var_os("COMENTION_GRAPHRAG_PYTHON").unwrap_or_else(foreign::python);
    read_back(&python, "run_graphrag.py", "graphrag");
}
