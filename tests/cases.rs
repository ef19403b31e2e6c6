//! Cases that stand in TOML files: a dictionary, texts, and what is to be found in them.

use std::path::{Path, PathBuf};

use comention::dictionary::{Dictionary, DictionaryFormat};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The files of a folder of `tests`, each with its path, in the order of their names.
pub(crate) fn files<T: DeserializeOwned>(folder: &str) -> Vec<(PathBuf, T)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|found| found == "toml"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let file =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        (path, file)
    };
    paths.into_iter().map(read).collect()
}

/// The dictionary of entities, given as JSON Lines have them.
pub(crate) fn dictionary(entities: &[Value]) -> Dictionary {
    let lines: Vec<String> = entities.iter().map(ToString::to_string).collect();
    let builder =
        Dictionary::builder().text(&lines.join("\n"), DictionaryFormat::JsonLines, "case");
    builder.unwrap().build().unwrap()
}
