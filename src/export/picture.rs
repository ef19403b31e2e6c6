//! Pictures, drawn by the `dot` program of an installed Graphviz.

use std::ffi::OsString;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::error::{Error, Result};
use crate::graph::EntityGraph;

use super::dot::LACKS;
use super::facts::{Facts, Files, Group};
use super::{Dot, Exporter, Loss};

pub(super) const SVG: Facts = Facts {
    name: "dot-svg",
    group: Group::Picture,
    suffixes: &[".dot.svg"],
    description: "DOT drawn by an installed Graphviz",
    lacks: LACKS,
    files: Files::One(|options| Box::new(Picture::svg().source(Dot::of(options)))),
    is_text: false, // some program's own
};

pub(super) const PNG: Facts = Facts {
    name: "dot-png",
    suffixes: &[".dot.png"],
    description: "DOT drawn by an installed Graphviz, as a bitmap",
    files: Files::One(|options| Box::new(Picture::png().source(Dot::of(options)))),
    ..SVG
};

/// Draws a picture: what [`Dot`] writes, laid out and drawn by Graphviz.
///
/// The same graph gives the same picture with the same Graphviz and the same fonts.
#[derive(Clone, Debug)]
pub struct Picture {
    source: Dot,
    arguments: &'static [&'static str],
    program: OsString,
}

impl Picture {
    /// Draws SVG; pointing at a node or an edge shows its counts and best sentence.
    pub fn svg() -> Self {
        Self {
            source: Dot::new(),
            arguments: &["-Tsvg"],
            program: "dot".into(),
        }
    }

    /// Draws PNG, 120 dots per inch.
    pub fn png() -> Self {
        Self {
            arguments: &["-Tpng", "-Gdpi=120"],
            ..Self::svg()
        }
    }

    /// Sets what is drawn.
    #[must_use]
    pub fn source(mut self, source: Dot) -> Self {
        self.source = source;
        self
    }

    /// Sets the program that draws; `dot`, looked up in the path, by default.
    #[must_use]
    pub fn program(mut self, program: impl Into<OsString>) -> Self {
        self.program = program.into();
        self
    }

    // `graphviz_rust::exec` goes through a temporary file, so a missing temporary folder looks like a missing `dot`. A pipe cannot mislead.
    fn draw(&self, source: &str) -> Result<Vec<u8>> {
        let mut child = Command::new(&self.program)
            .args(self.arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|source| match source.kind() {
                ErrorKind::NotFound => Error::GraphvizMissing { source },
                _ => Error::Output { source },
            })?;
        let mut input = child.stdin.take().expect("stdin was asked for as a pipe");
        let output = thread::scope(|scope| {
            // Graphviz reads all before it draws, unless it stops at an error; then its exit code says more than the broken pipe.
            scope.spawn(move || input.write_all(source.as_bytes()));
            child.wait_with_output()
        })
        .map_err(|source| Error::Output { source })?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(Error::GraphvizFailed {
                code: output.status.code(),
                stderr: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            })
        }
    }
}

impl Exporter for Picture {
    /// # Errors
    /// [`Error::GraphvizMissing`] if there is no such program, [`Error::GraphvizFailed`] with its words if it gives up.
    fn write(&self, graph: &EntityGraph, output: &mut dyn Write) -> Result<()> {
        let mut source = Vec::new();
        self.source.write(graph, &mut source)?;
        let source = String::from_utf8(source).expect("DOT is written as UTF-8");
        let picture = self.draw(&source)?;
        output
            .write_all(&picture)
            .and_then(|()| output.flush())
            .map_err(|source| Error::Output { source })
    }

    fn left_out(&self, graph: &EntityGraph) -> Vec<(Loss, u64)> {
        self.source.left_out(graph)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::fixture::chips;

    fn graph() -> EntityGraph {
        EntityGraph::builder().build(&chips().count()).unwrap()
    }

    #[test]
    fn a_missing_program_is_told_apart() {
        let picture = Picture::svg().program("no-such-program-is-called-this");
        let error = picture.write(&graph(), &mut Vec::new()).unwrap_err();
        assert!(matches!(error, Error::GraphvizMissing { .. }), "{error}");
    }

    #[test]
    fn a_failing_program_is_quoted() {
        let picture = Picture::svg();
        match picture.draw("graph { a -> b }") {
            Err(Error::GraphvizFailed { code, stderr }) => {
                assert_eq!(code, Some(1));
                assert!(stderr.contains("syntax error"), "{stderr}");
            }
            Err(Error::GraphvizMissing { .. }) => {} // nothing to fail here
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn draws_what_the_graph_holds() {
        let mut svg = Vec::new();
        match Picture::svg().write(&graph(), &mut svg) {
            Err(Error::GraphvizMissing { .. }) => {}
            result => {
                result.unwrap();
                let svg = String::from_utf8(svg).unwrap();
                assert!(svg.contains("TSMC builds the H800 for Nvidia."), "{svg}");
                assert!(svg.ends_with("</svg>\n"));
            }
        }
    }
}
