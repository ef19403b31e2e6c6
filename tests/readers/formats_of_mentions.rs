//! When the readers of mention formats and of tables run: where the interpreter named by `COMENTION_PYTHON` has their packages. GraphRAG, which is
//! large and wants other versions, has an interpreter of its own, `COMENTION_GRAPHRAG_PYTHON`.

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use super::missing;

/// Runs a script of this folder, or says that it was skipped.
fn read_back(script: &str, variable: &str, imports: &str) {
    let python = std::env::var_os(variable).unwrap_or_else(|| OsString::from("python3"));
    let mut trial = Command::new(&python);
    trial.args(["-c", &format!("import {imports}")]);
    if let Some(lacks) = missing(&python.to_string_lossy(), &mut trial) {
        assert!(std::env::var_os("CI").is_none(), "{lacks}");
        // Printing with `eprintln` would be captured, and a skipped test must be seen.
        writeln!(std::io::stderr(), "skipped: {script} ({lacks})").expect("standard error is open");
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers");
    let run = Command::new(&python)
        .arg(folder.join(script))
        .arg(env!("CARGO_BIN_EXE_comention"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("the interpreter has just run");
    assert!(
        run.status.success(),
        "{script}:\n{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn mentions_are_what_annotation_tools_see() {
    let imports = "bconv, pandas, spacy";
    read_back("mentions.py", "COMENTION_PYTHON", imports);
}

#[test]
fn tables_are_what_data_tools_see() {
    let imports = "duckdb, followthemoney, markdown_it, pandas, pyarrow";
    read_back("data_tables.py", "COMENTION_PYTHON", imports);
}

#[test]
fn graphrag_runs_on_its_tables() {
    read_back("run_graphrag.py", "COMENTION_GRAPHRAG_PYTHON", "graphrag");
}
