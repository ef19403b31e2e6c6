//! Foreign readers: what the libraries and programs see in the exports that those are meant for. The checks are in Python, a file a topic, and
//! `read_back.py` runs them; here is when: where `python3`, or the interpreter named by `COMENTION_PYTHON`, has the packages of
//! `requirements.txt`, the folder named by `COMENTION_NODE` has those of `package.json`, and `dot` and `node` are installed. Elsewhere they are
//! skipped, and say so; with `CI` set a missing part is a failure.

mod formats_of_mentions;

use std::process::{Command, Output};

use crate::foreign;

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
    let python = foreign::python();
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
    if lacks.is_empty() {
        foreign::check(&python, "tests/readers/read_back.py");
    } else {
        foreign::skip("foreign readers of the exports", &lacks.join("; "));
    }
}
