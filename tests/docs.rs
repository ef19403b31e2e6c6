//! The documents at the top of the tree: every link leads somewhere, and what the README shows is what its commands print.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
#[cfg(all(unix, feature = "cli", feature = "ledger"))]
use std::process::Command;

/// Every Markdown file but the articles of the example corpus.
const PAGES: [&str; 10] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "dictionaries/README.md",
    "docs/accuracy.md",
    "docs/pictures.md",
    "docs/scores.md",
    "examples/README.md",
    "out/README.md",
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(page: &Path) -> String {
    fs::read_to_string(page).unwrap_or_else(|error| panic!("{}: {error}", page.display()))
}

/// The text outside of code blocks.
fn prose(text: &str) -> String {
    text.split("```").step_by(2).collect()
}

/// The targets of the links and pictures in a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|rest| {
        let end = rest.find(')')?;
        Some(&rest[..end])
    })
}

/// The anchors of the headings of a page, as code hosts make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| {
            let heading = line.trim_start_matches('#').trim().to_lowercase();
            let kept = heading
                .chars()
                .filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-' | '_'));
            kept.collect::<String>().replace(' ', "-")
        })
        .collect()
}

#[test]
fn every_link_leads_somewhere() {
    let mut broken = Vec::new();
    let mut checked = 0;
    for page in PAGES {
        let path = root().join(page);
        let text = prose(&read(&path));
        for link in links(&text).filter(|link| !link.starts_with("https://")) {
            checked += 1;
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                path.clone()
            } else {
                path.parent().expect("a page lies in a folder").join(file)
            };
            let leads = target.exists()
                && (anchor.is_empty() || anchors(&prose(&read(&target))).contains(anchor));
            if !leads {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    assert!(checked > 50, "only {checked} links were found");
}

/// Blocks of text that begin with `$ ` are a command and its output. Set `UPDATE_README` to write down what the commands print now.
#[test]
#[cfg(all(unix, feature = "cli", feature = "ledger"))]
fn the_readme_shows_what_its_commands_print() {
    let folder = tempfile::tempdir().expect("a folder for the ledger");
    let program = Path::new(env!("CARGO_BIN_EXE_comention"));
    let programs = program.parent().expect("the program lies in a folder");
    let path = format!(
        "{}:{}",
        programs.display(),
        std::env::var("PATH").expect("there is a search path")
    );
    let shell = |command: &str| {
        let output = Command::new("sh")
            .args(["-c", command])
            .env("PATH", &path)
            .env("COMENTION_GRAPH", folder.path().join("graph.db"))
            .current_dir(root())
            .output()
            .expect("there is a shell");
        let printed = String::from_utf8(output.stdout).expect("output is UTF-8");
        // Cells of tables are padded; no one wants that in a page.
        let lines: Vec<_> = printed.lines().map(str::trim_end).collect();
        lines.join("\n")
    };
    shell("comention build examples/deepseek -o \"$COMENTION_GRAPH\"");

    for (page, least) in [
        ("README.md", 4),
        ("docs/pictures.md", 1),
        ("docs/scores.md", 1),
    ] {
        check_commands(page, least, shell);
    }
    // The picture of the README, on whatever machine this runs.
    let picture = root().join("docs/images/deepseek.svg");
    let drawn = shell("comention export -f svg -o -") + "\n";
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&picture, &drawn).expect("the picture can be written");
    }
    assert!(
        read(&picture) == drawn,
        "docs/images/deepseek.svg is not what is drawn; UPDATE_README=1 draws it anew"
    );
}

/// Holds the commands of a page, of which there are at least so many, against what they print.
#[cfg(all(unix, feature = "cli", feature = "ledger"))]
fn check_commands(page: &str, least: usize, shell: impl Fn(&str) -> String) {
    let written = read(&root().join(page));
    let mut updated = String::new();
    let mut checked = 0;
    for (place, block) in written.split("```").enumerate() {
        if place > 0 {
            updated.push_str("```");
        }
        let shown = block
            .strip_prefix("text\n$ ")
            .filter(|shown| place % 2 == 1 && !shown.contains("| jq"));
        let Some((command, _)) = shown.and_then(|shown| shown.split_once('\n')) else {
            updated.push_str(block);
            continue;
        };
        checked += 1;
        updated.extend(["text\n$ ", command, "\n", &shell(command), "\n"]);
    }
    assert!(
        checked >= least,
        "{page}: only {checked} commands were found"
    );
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(root().join(page), updated).expect("the page can be written");
    } else {
        let differing = written.lines().zip(updated.lines()).find(|(a, b)| a != b);
        assert!(
            written == updated,
            "{page}: shown and printed: {differing:#?}; UPDATE_README=1 writes it down"
        );
    }
}
