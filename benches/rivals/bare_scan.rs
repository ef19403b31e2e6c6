//! Finds names in texts by a character automaton, and nothing else: no word borders, no sentences, no counts. What a pipeline built on it
//! cannot be faster than.
//!
//! `bare_scan aho-corasick|daachorse CORPUS.jsonl DICT.csv` prints one line of JSON: seconds to build, to read and to scan, and what was
//! found. Case plays no part in either: `aho-corasick` has a switch for it, for `daachorse` names and texts are lower-cased.

#![allow(clippy::print_stdout, reason = "its answer")]

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Instant;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use comention::Dictionary;
use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder};

type Answer<T> = Result<T, Box<dyn Error>>;

enum Engine {
    AhoCorasick(AhoCorasick),
    Daachorse(DoubleArrayAhoCorasick<u32>),
}

impl Engine {
    fn new(name: &str, mut names: Vec<String>) -> Answer<Self> {
        if name == "aho-corasick" {
            let automaton = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .match_kind(MatchKind::LeftmostLongest)
                .ascii_case_insensitive(true)
                .build(names)?;
            return Ok(Self::AhoCorasick(automaton));
        }
        if name != "daachorse" {
            return Err(format!("no engine of this name: {name}").into());
        }
        for name in &mut names {
            name.make_ascii_lowercase();
        }
        // It takes no pattern twice.
        names.sort_unstable();
        names.dedup();
        let automaton = DoubleArrayAhoCorasickBuilder::new()
            .match_kind(daachorse::MatchKind::LeftmostLongest)
            .build(names)
            .map_err(|error| error.to_string())?;
        Ok(Self::Daachorse(automaton))
    }

    fn count(&self, text: &str) -> usize {
        match self {
            Self::AhoCorasick(automaton) => automaton.find_iter(text).count(),
            Self::Daachorse(automaton) => {
                let text = text.to_ascii_lowercase();
                automaton.leftmost_find_iter(&text).count()
            }
        }
    }
}

fn names(path: &str) -> Answer<Vec<String>> {
    let dictionary = Dictionary::from_path(path)?;
    let mut names = Vec::new();
    for entity in dictionary.entities() {
        names.push(entity.name().to_owned());
        names.extend(entity.forms().map(str::to_owned));
    }
    Ok(names)
}

fn texts(path: &str) -> Answer<Vec<String>> {
    let mut texts = Vec::new();
    for line in BufReader::new(File::open(path)?).lines() {
        let document: serde_json::Value = serde_json::from_str(&line?)?;
        let field = |name| document[name].as_str().unwrap_or_default();
        texts.push(format!("{}\n{}", field("title"), field("text")));
    }
    Ok(texts)
}

fn main() -> Answer<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [engine, corpus, dictionary] = given.as_slice() else {
        return Err("usage: bare_scan aho-corasick|daachorse CORPUS.jsonl DICT.csv".into());
    };
    let names = names(dictionary)?;
    let started = Instant::now();
    let engine = Engine::new(engine, names)?;
    let load = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let texts = texts(corpus)?;
    let read = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let mentions: usize = texts.iter().map(|text| engine.count(text)).sum();
    let work = started.elapsed().as_secs_f64();
    println!("{{\"load\":{load},\"read\":{read},\"work\":{work},\"mentions\":{mentions}}}");
    Ok(())
}
