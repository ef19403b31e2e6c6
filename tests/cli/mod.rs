//! The real program in a folder of its own, over a small corpus made for it.

mod bad_input;
mod build;
mod dict;
mod dict_convert;
mod eval;
mod example_corpus;
mod export;
mod in_memory;
mod lint;
mod manners;
mod near_duplicates;
mod network;
mod pairs;
mod profile;
mod questions;
mod relations;
mod tag;
mod tag_formats;
mod time;
mod tokens;
mod why_not;

use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// Two firms that share an alias, a person, a chip with a maker, two funds, and one entity that no document names.
const DICTIONARY: &str = r#"
[[entity]]
id = "acme"
name = "Acme"
type = "organization"
aliases = ["Acme Corp.", "Shared"]

[[entity]]
id = "beta"
name = "Beta Labs"
type = "organization"
aliases = ["Shared"]

[[entity]]
id = "cara"
name = "Cara Diaz"
type = "person"

[[entity]]
id = "d100"
name = "D100"
type = "chip"
parent = "acme"

[[entity]]
id = "egret"
name = "Egret Fund"
type = "investor"

[[entity]]
id = "fjord"
name = "Fjord Bank"
type = "investor"

[[entity]]
id = "gull"
name = "Gullwing"
type = "organization"
"#;

/// Acme and Beta Labs share no sentence; Cara Diaz and the D100 lead from one to the other, equally well.
const ARTICLE: &str = "Acme hired Cara Diaz. Acme Corp. sells the D100.\n\nBeta Labs hired Cara Diaz. Beta Labs sells the D100. Shared news.\n\n“Naïve 😀”, said Egret Fund.\n\nNothing more.\n";

const RECORDS: &str = concat!(
    r#"{"id":"two-1","title":"Fjord Bank pays","date":"2025-02","source":"Wire","url":"https://example.org/2","text":"Fjord Bank paid. Nothing else."}"#,
    "\n"
);

/// A folder to work in. Every path is relative to it, so that what is printed is the same everywhere.
struct Desk {
    folder: TempDir,
}

/// What a run left behind.
#[derive(Debug)]
struct Run {
    code: i32,
    out: String,
    talk: String,
}

impl Desk {
    /// An empty folder.
    fn empty() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    /// The folder with a dictionary `firms.toml` and two files in `docs`.
    fn new() -> Self {
        let desk = Self::empty();
        desk.write("firms.toml", DICTIONARY);
        desk.write("docs/2025-01-02-one.txt", ARTICLE);
        desk.write("docs/two.jsonl", RECORDS);
        desk
    }

    /// The same with its ledger in `out/graph.db`.
    fn built() -> Self {
        let desk = Self::new();
        desk.done("build docs -d firms.toml");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_comention"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("COMENTION_GRAPH")
            .env("COMENTION_CACHE", "off")
            .env_remove("CLICOLOR_FORCE")
            .env("COLUMNS", "100")
            .timeout(Duration::from_secs(120));
        command
    }

    fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let output = self.command(arguments).write_stdin(input).output().unwrap();
        Run {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            talk: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Runs with the words of a line as arguments; `'…'` holds a word with spaces together.
    fn run(&self, line: &str) -> Run {
        let arguments = words(line);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.run_with(&arguments, "")
    }

    /// A run that does what it was asked.
    #[track_caller]
    fn done(&self, line: &str) -> Run {
        self.ends(line, 0)
    }

    #[track_caller]
    fn ends(&self, line: &str, code: i32) -> Run {
        let run = self.run(line);
        assert_eq!(run.code, code, "comention {line}\n{run:#?}");
        run
    }

    /// The answer of a run with `--json`.
    #[track_caller]
    fn json(&self, line: &str) -> Value {
        let run = self.run(&format!("{line} --json"));
        assert!(run.code < 2, "comention {line}\n{run:#?}");
        assert_eq!(run.out.lines().count(), 1, "one line of JSON: {}", run.out);
        serde_json::from_str(&run.out).unwrap()
    }

    /// The three exports of a ledger as text.
    fn exports(&self, ledger: &str) -> Vec<String> {
        for format in ["json", "csv", "dot"] {
            self.done(&format!("export -g {ledger} -o {ledger}.{format}"));
        }
        ["json", "nodes.csv", "edges.csv", "dot"]
            .map(|end| self.read(&format!("{ledger}.{end}")))
            .to_vec()
    }
}

impl Run {
    #[track_caller]
    fn says(&self, parts: &[&str]) {
        for part in parts {
            assert!(
                self.talk.contains(part),
                "`{part}` is not in:\n{}",
                self.talk
            );
        }
    }

    #[track_caller]
    fn shows(&self, parts: &[&str]) {
        for part in parts {
            assert!(self.out.contains(part), "`{part}` is not in:\n{}", self.out);
        }
    }
}

fn words(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, part) in line.split('\'').enumerate() {
        if number % 2 == 1 {
            found.push(part.to_owned());
        } else {
            found.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    found
}

/// The keys of an object, in order.
#[track_caller]
fn keys(value: &Value) -> Vec<&str> {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    object.keys().map(String::as_str).collect()
}

/// Whether an object has these keys, whatever else it has.
#[track_caller]
fn has_keys(value: &Value, wanted: &[&str]) {
    for key in wanted {
        assert!(value.get(key).is_some(), "no `{key}` in {value}");
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares with a file of `tests/cli/snapshots`; `INSTA_UPDATE=always cargo test` writes it anew, to be read before it is kept.
macro_rules! snapshot {
    ($name:literal, $text:expr) => {
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!($name, $text);
        });
    };
}
use snapshot;
