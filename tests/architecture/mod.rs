//! Reads every file under `src/` and holds it against the rules that the floors follow. Words in comments and strings do not count, nor
//! does code for tests.

mod source;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use source::{Token, crate_paths, tokens, without_tests};

/// What a folder (or file of its own) directly under `src/` may import. Whoever adds a floor adds its line.
const FLOORS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("text", &["error"]),
    ("association", &["error"]),
    ("document", &["error", "text"]),
    ("dictionary", &["error", "text"]),
    ("mention", &["error", "text", "document", "dictionary"]),
    (
        "cooccurrence",
        &[
            "error",
            "text",
            "document",
            "dictionary",
            "mention",
            "relation",
        ],
    ),
    (
        "relation",
        &["error", "text", "document", "dictionary", "mention"],
    ),
    (
        "annotation",
        &[
            "error",
            "text",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
        ],
    ),
    (
        "evaluation",
        &[
            "error",
            "text",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "annotation",
        ],
    ),
    (
        "learning",
        &[
            "error",
            "text",
            "association",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "annotation",
        ],
    ),
    (
        "ledger",
        &[
            "error",
            "text",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
            "annotation",
        ],
    ),
    (
        "graph",
        &[
            "error",
            "text",
            "association",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
            "annotation",
            "ledger",
        ],
    ),
    (
        "query",
        &[
            "error",
            "text",
            "association",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
            "annotation",
            "ledger",
            "graph",
        ],
    ),
    (
        "export",
        &[
            "error",
            "text",
            "association",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
            "annotation",
            "ledger",
            "graph",
        ],
    ),
    (
        "cli",
        &[
            "error",
            "text",
            "association",
            "document",
            "dictionary",
            "mention",
            "cooccurrence",
            "relation",
            "annotation",
            "ledger",
            "graph",
            "query",
            "export",
            "evaluation",
            "learning",
        ],
    ),
];

/// Files of no floor: the facade and the program.
const ROOTS: [&str; 2] = ["lib.rs", "main.rs"];

/// Crates that only `cli/` knows.
const CLI_CRATES: [&str; 8] = [
    "anstream",
    "anstyle",
    "anyhow",
    "clap",
    "clap_complete",
    "clap_mangen",
    "comfy_table",
    "indicatif",
];

/// Where files may be opened.
const FILE_OPENERS: [&str; 7] = [
    "mention/profile/file.rs",
    "cli/",
    "document/",
    "ledger/",
    "evaluation/gold/sources.rs",
    "dictionary/builder.rs",
    "dictionary/image/",
];

/// The longest a file may be, in lines. Past it, look for the second idea.
const MOST_LINES: usize = 600;

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq)]
struct Breach {
    file: String,
    line: usize,
    rule: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "src/{}:{}: {}", self.file, self.line, self.rule)
    }
}

/// Holds one file against the rules of its floor. `file` is its path under `src/`.
fn check_source(file: &str, source: &str) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut breach = |line, rule: String| {
        breaches.push(Breach {
            file: file.to_owned(),
            line,
            rule,
        });
    };
    let lines = source.lines().count();
    if lines > MOST_LINES {
        breach(lines, format!("{lines} lines, more than {MOST_LINES}"));
    }
    for (number, line) in (1..).zip(source.lines()) {
        for place in ["/work/", "/home/", "/tmp/wt"] {
            if line.contains(place) {
                breach(number, format!("names a place on one machine: {place}"));
            }
        }
    }
    let all = tokens(source);
    let (tokens, _) = without_tests(&all);
    for pair in all.windows(2) {
        if ["todo", "unimplemented", "dbg"].contains(&pair[0].text) && pair[1].text == "!" {
            breach(
                pair[0].line,
                format!("`{}!` is not finished code", pair[0].text),
            );
        }
    }
    if ROOTS.contains(&file) {
        return breaches;
    }
    let folder = file.split('/').next().unwrap_or(file);
    let floor = folder.trim_end_matches(".rs");
    let Some((_, allowed)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
        breach(
            1,
            format!(
                "`{floor}` is no floor: the table in tests/architecture/mod.rs does not hold it"
            ),
        );
        return breaches;
    };
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    for path in crate_paths(&tokens, stem.split('/').count()) {
        if path.text == floor || allowed.contains(&path.text) {
            continue;
        }
        let rule = if FLOORS.iter().any(|(name, _)| *name == path.text) {
            format!("`{floor}` may not import `{}`", path.text)
        } else {
            format!(
                "`crate::{}` is no floor: name the folder it is in",
                path.text
            )
        };
        breach(path.line, rule);
    }
    if floor == "cli" {
        return breaches;
    }
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1).map_or("", |token| token.text);
        let before = |back: usize| at.checked_sub(back).map_or("", |at| tokens[at].text);
        if CLI_CRATES.contains(&token.text) && (next == "::" || before(1) == "use") {
            breach(token.line, format!("only `cli` knows `{}`", token.text));
        }
        let prints =
            ["print", "println", "eprint", "eprintln"].contains(&token.text) && next == "!";
        let stream = ["stdout", "stderr"].contains(&token.text) && before(1) == "::";
        if prints || stream {
            breach(
                token.line,
                format!("only `cli` writes to the terminal: `{}`", token.text),
            );
        }
        let opens = (token.text == "fs" && (next == "::" || before(1) == "::"))
            || ["File", "OpenOptions"].contains(&token.text);
        if opens && !FILE_OPENERS.iter().any(|place| file.starts_with(place)) {
            breach(
                token.line,
                format!("files are not opened here: `{}`", token.text),
            );
        }
    }
    breaches
}

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every file of the crate, by its path under `src/`.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(&source_folder(), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(source_folder()).unwrap();
            let name = name.to_str().unwrap().replace('\\', "/");
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect()
}

/// The files that hold tests only: declared behind `#[cfg(test)]`, or below such a module.
fn test_modules(sources: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (file, source) in sources {
        let folder = match file.strip_suffix("/mod.rs") {
            Some(folder) => folder.to_owned(),
            None if ROOTS.contains(&file.as_str()) => String::new(),
            None => file.trim_end_matches(".rs").to_owned(),
        };
        let all = tokens(source);
        for module in without_tests(&all).1 {
            found.insert(format!("{folder}/{module}"));
        }
    }
    found
}

fn is_test(file: &str, modules: &BTreeSet<String>) -> bool {
    let stem = file.trim_end_matches(".rs").trim_end_matches("/mod");
    modules.iter().any(|module| {
        stem.strip_prefix(module.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

fn assert_none(breaches: &[Breach]) {
    let list: Vec<String> = breaches.iter().map(ToString::to_string).collect();
    assert!(
        list.is_empty(),
        "{} breaches:\n{}",
        list.len(),
        list.join("\n")
    );
}

#[test]
fn every_file_keeps_to_its_floor() {
    let sources = sources();
    assert!(sources.len() > 50, "the walk found {} files", sources.len());
    let modules = test_modules(&sources);
    let breaches: Vec<Breach> = sources
        .iter()
        .flat_map(|(file, source)| {
            let mut breaches = check_source(file, source);
            if is_test(file, &modules) {
                // Tests may reach anywhere; they are only kept short and free of machine paths.
                breaches.retain(|breach| {
                    breach.rule.contains("lines") || breach.rule.contains("machine")
                });
            }
            breaches
        })
        .collect();
    assert_none(&breaches);
}

#[test]
fn every_folder_tells_what_comes_in_and_what_goes_out() {
    let sources = sources();
    let modules = test_modules(&sources);
    let folders: BTreeSet<&str> = sources
        .iter()
        .filter(|(file, _)| !is_test(file, &modules))
        .filter_map(|(file, _)| file.rsplit_once('/').map(|(folder, _)| folder))
        .collect();
    let mut breaches = Vec::new();
    for folder in folders {
        let file = format!("{folder}/mod.rs");
        let rule = match sources.iter().find(|(name, _)| *name == file) {
            None => "a folder has a mod.rs",
            Some((_, source)) if !source.starts_with("//! ") => "a mod.rs begins with `//!`",
            Some(_) => continue,
        };
        breaches.push(Breach {
            file,
            line: 1,
            rule: rule.to_owned(),
        });
    }
    assert_none(&breaches);
}

#[test]
fn the_facade_only_declares_and_re_exports() {
    let source = std::fs::read_to_string(source_folder().join("lib.rs")).unwrap();
    let all = tokens(&source);
    let (found, _) = without_tests(&all);
    let wrong: Vec<&Token<'_>> = found
        .iter()
        .filter(|token| {
            [
                "fn",
                "struct",
                "enum",
                "trait",
                "impl",
                "static",
                "macro_rules",
            ]
            .contains(&token.text)
        })
        .collect();
    assert!(wrong.is_empty(), "lib.rs holds code: {wrong:?}");
}

fn rules(file: &str, source: &str) -> Vec<String> {
    check_source(file, source)
        .into_iter()
        .map(|breach| format!("{}: {}", breach.line, breach.rule))
        .collect()
}

#[test]
fn a_wrong_import_is_caught_wherever_it_hides() {
    let caught = |file: &str, source: &str| rules(file, source).len();
    assert_eq!(
        rules(
            "mention/model.rs",
            "use crate::text::Span;\n\nuse crate::graph::Node;\n"
        ),
        ["3: `mention` may not import `graph`"]
    );
    assert_eq!(
        caught("text/span.rs", "fn f() -> crate::document::Date { todo() }"),
        1
    );
    assert_eq!(
        caught(
            "query/path.rs",
            "use crate::{graph::{Node, Edge}, export::Json};"
        ),
        1
    );
    assert_eq!(caught("export/json.rs", "use crate::query::Path;"), 1);
    assert_eq!(
        caught("association/measure.rs", "use super::super::text::Span;"),
        1
    );
    assert_eq!(
        caught(
            "text/a/b.rs",
            "use super::super::Span; use super::super::super::graph::Node;"
        ),
        1
    );
    assert_eq!(
        caught("ledger/model.rs", "use crate::association::Measure;"),
        1
    );
    assert_eq!(
        caught("ledger/model.rs", "use crate::Error;"),
        1,
        "a re-export of the facade"
    );
    assert_eq!(caught("gizmo/mod.rs", ""), 1, "an unknown folder");
    assert_eq!(caught("graph/view.rs", &"\n".repeat(MOST_LINES + 1)), 1);
    assert_eq!(caught("graph/view.rs", "fn f() { todo!() }"), 1);
}

#[test]
fn the_terminal_and_files_are_kept_to_their_places() {
    let caught = |file: &str, source: &str| rules(file, source).len();
    for source in [
        "use clap::Parser;",
        "fn f() -> anyhow::Result<()> { Ok(()) }",
        "fn f() { println!(\"x\") }",
        "fn f() { std::io::stdout().flush() }",
        "fn f() { std::fs::read(\"x\") }",
        "use std::fs::File;",
    ] {
        assert!(caught("graph/view.rs", source) >= 1, "{source}");
        assert_eq!(caught("cli/build.rs", source), 0, "{source}");
    }
    assert_eq!(
        caught("document/inputs.rs", "fn f() { std::fs::read(\"x\") }"),
        0
    );
}

#[test]
fn right_imports_comments_strings_and_tests_are_let_pass() {
    let fine = r##"//! See [`crate::graph`].
use crate::{error::Result, text::{Span, fold}};
use super::model; // crate::graph
const WHERE: &str = "crate::graph";
const RAW: &str = r#"crate::graph "quoted" "#;
fn quote<'a>(c: &'a char) -> bool { *c == '"' || *c == '\'' }
#[cfg(test)]
mod tests {
    use crate::graph::Node;
    fn f() { println!("{}", std::fs::read("x")); }
}
fn after(document: crate::document::Document) {}
"##;
    assert_eq!(rules("mention/model.rs", fine), [""; 0]);
    assert_eq!(
        rules("mention/model.rs", &format!("{fine}use crate::cli::Exit;")).len(),
        1,
        "what follows a test module counts again"
    );
}
