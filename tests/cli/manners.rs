//! Help, exit codes, streams, colours, completion, manual page.

use std::fmt::Write;
use std::io::Read;
use std::process::{Command, Stdio};

use super::{Desk, snapshot};

#[test]
fn help_is_the_manual() {
    let desk = Desk::empty();
    snapshot!("help", desk.done("--help").out);
    snapshot!("help-build", desk.done("build --help").out);
    snapshot!("help-tag", desk.done("tag --help").out);
    snapshot!("help-eval", desk.done("eval --help").out);
    snapshot!("help-neighbors", desk.done("neighbors -h").out);
    for command in [
        "build",
        "add",
        "remove",
        "tag",
        "eval",
        "neighbors",
        "path",
        "explain",
        "top",
        "stats",
        "export",
        "completions",
        "man",
    ] {
        desk.done(&format!("{command} --help"))
            .shows(&["Usage: comention"]);
        desk.done("man").shows(&[command]);
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(
        Desk::empty().done("--version").out,
        concat!("comention ", env!("CARGO_PKG_VERSION"), "\n")
    );
}

#[test]
fn wrong_usage_ends_with_two_and_says_what_is_right() {
    let desk = Desk::built();
    desk.ends("", 2).says(&["Usage: comention"]);
    desk.ends("neighbours acme", 2).says(&["neighbors"]);
    desk.ends("neighbors", 2).says(&["<ENTITY>"]);
    desk.ends("neighbors acme --window chapter", 2)
        .says(&["sentence, paragraph, document"]);
    desk.ends("neighbors acme --measure luck", 2)
        .says(&["jaccard"]);
    desk.ends("neighbors acme --min-count 0", 2)
        .says(&["--min-count"]);
    desk.ends("neighbors acme --type-pairs chip", 2)
        .says(&["person:organization"]);
    desk.ends("tag docs --offsets words", 2)
        .says(&["chars, bytes, utf16"]);
    desk.ends("build docs --threads 0", 2).says(&["--threads"]);
}

#[test]
fn completions_and_the_manual_page_are_printed() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.done(&format!("completions {shell}"))
            .shows(&["neighbors", "min-count"]);
    }
    let page = desk.done("man");
    page.shows(&[".TH comention", ".SH NAME", ".SH SUBCOMMANDS"]);
    assert_eq!(page.talk, "");
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let desk = Desk::built();
    for line in [
        "top",
        "explain acme cara",
        "path acme beta",
        "build docs -d firms.toml",
    ] {
        let run = desk.done(line);
        assert!(!(run.out + &run.talk).contains('\u{1b}'), "{line}");
        let run = desk.done(&format!("--color always {line}"));
        assert!(run.out.contains('\u{1b}'), "{line}");
        let run = desk.done(&format!("{line} --color never"));
        assert!(!run.out.contains('\u{1b}'), "{line}");
    }
}

#[test]
fn json_is_all_that_is_on_standard_output() {
    let desk = Desk::built();
    for line in [
        "build docs -d firms.toml",
        "add docs",
        "neighbors acme",
        "path acme beta",
        "explain acme",
        "explain acme cara",
        "top",
        "stats",
    ] {
        desk.json(line);
    }
}

/// `comention … | head`: the reader goes away early, and that is no failure.
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = Desk::empty();
    let mut names = String::from("id,name\n");
    let mut text = String::new();
    for number in 0..400 {
        writeln!(names, "e{number},Entity{number:04}").unwrap();
        let next = (number + 1) % 400;
        let sentence = "by the old harbour on a rainy day of the long winter";
        writeln!(
            text,
            "Entity{number:04} met Entity{next:04} and Entity0000 {sentence}.\n"
        )
        .unwrap();
    }
    desk.write("names.csv", names);
    desk.write("long.txt", text);
    desk.done("build long.txt -d names.csv");
    for arguments in [
        &["tag", "long.txt", "-d", "names.csv"][..],
        &["export", "-f", "json", "-o", "-"],
        &["neighbors", "e0", "--json", "-n", "9999"],
        &["top", "-n", "9999"],
        &["explain", "e0", "--json", "-n", "9999"],
    ] {
        let whole = desk.run_with(arguments, "").out;
        assert!(
            whole.len() > 1 << 16,
            "{arguments:?} fits into a pipe: {}",
            whole.len()
        );
        let mut child = Command::new(env!("CARGO_BIN_EXE_comention"))
            .args(arguments)
            .current_dir(desk.folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut first = [0; 20];
        out.read_exact(&mut first).unwrap();
        drop(out);
        let output = child.wait_with_output().unwrap();
        let talk = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {talk}");
        assert!(
            !talk.contains("error") && !talk.contains("panicked"),
            "{arguments:?}: {talk}"
        );
    }
}
