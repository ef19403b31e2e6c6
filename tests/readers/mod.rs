//! Foreign readers: what the libraries and programs see in the exports that those are meant for. The checks are in Python, a file a topic, and
//! `read_back.py` runs them; here is when: where `python3`, or the interpreter named by `COMENTION_PYTHON`, has the packages of
//! `requirements.txt`, the folder named by `COMENTION_NODE` has those of `package.json`, and `dot` and `node` are installed. Elsewhere they are
//! skipped, and say so; with `CI` set a missing part is a failure.

mod formats_of_mentions;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

/// Why a program cannot be used; `None` if it ends well.
fn missing(name: &str, command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(Output { status, .. }) if status.success() => None,
        Ok(Output { stderr, .. }) => {
            let stderr = String::from_utf8_lossy(&stderr);
            let last = stderr.trim().lines().last().unwrap_or("it fails");
            Some(format!("{name}: {last}"))
        }
        Err(error) => Some(format!("{name}: {error}")),
    }
}

#[test]
fn foreign_readers_see_what_was_written() {
    let python = std::env::var_os("COMENTION_PYTHON").unwrap_or_else(|| OsString::from("python3"));
    let lacks: Vec<String> = [
        missing(
            &python.to_string_lossy(),
            Command::new(&python).args([
                "-c",
                "import duckdb, igraph, kuzu, lxml, ndex2, networkx, pandas, rdflib",
            ]),
        ),
        missing("node", Command::new("node").arg("--version")),
        std::env::var_os("COMENTION_NODE")
            .is_none()
            .then(|| "COMENTION_NODE names no folder".to_owned()),
        missing("dot", Command::new("dot").arg("-V")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !lacks.is_empty() {
        let lacks = lacks.join("; ");
        assert!(std::env::var_os("CI").is_none(), "{lacks}");
        // Printing with `eprintln` would be captured, and a skipped test must be seen.
        writeln!(
            std::io::stderr(),
            "skipped: foreign readers of the exports ({lacks})"
        )
        .expect("standard error is open");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/readers/read_back.py");
    let run = Command::new(&python)
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_comention"))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("the interpreter has just run");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}
