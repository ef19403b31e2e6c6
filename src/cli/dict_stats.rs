//! `comention dict stats`: how much dictionaries hold.

use std::io::{self, Write};

use serde::Serialize;

use crate::dictionary::{DictionaryStats, RuleStats, Spread};

use super::dict_args::DictStatsArgs;
use super::terminal::{Terminal, counted, heading, number, printable, table};
use super::{Exit, intake};

/// How many of the entities that share a form are named.
const NAMED: usize = 4;

#[derive(Serialize)]
struct Answer<'a> {
    dictionary: &'a [String],
    #[serde(flatten)]
    stats: &'a DictionaryStats,
}

pub(super) fn run(args: &DictStatsArgs, terminal: &mut Terminal) -> anyhow::Result<Exit> {
    let names = args.dictionary.names();
    let dictionary = intake::dictionary(&args.dictionary, terminal)?;
    let stats = dictionary.stats(args.limit);
    dictionary.check()?;
    if args.json {
        terminal.json(&Answer {
            dictionary: &names,
            stats: &stats,
        })?;
        return Ok(Exit::Done);
    }
    let out = &mut terminal.out;
    writeln!(out, "{}", heading(&printable(&names.join(", "))))?;
    write_numbers(out, &stats)?;
    let types = stats.types.iter().map(|of_type| {
        let name = match of_type.entity_type.as_str() {
            "" => "(none)".to_owned(),
            known => printable(known),
        };
        vec![name, number(of_type.entities), number(of_type.names)]
    });
    writeln!(out, "\n{}", table(&["type", "entities#", "names#"], types))?;
    if !stats.most_shared.is_empty() {
        let title = format!(
            "Shared by several entities: {}",
            counted(stats.shared, "name")
        );
        let rows = stats.most_shared.iter().map(|shared| {
            let mut ids: Vec<String> = shared
                .ids
                .iter()
                .take(NAMED)
                .map(|id| printable(id))
                .collect();
            if shared.entities > ids.len() as u64 {
                ids.push("…".to_owned());
            }
            vec![
                printable(&shared.form),
                number(shared.entities),
                ids.join(", "),
            ]
        });
        writeln!(
            out,
            "\n{}\n{}",
            heading(&title),
            table(&["name", "entities#", "which"], rows)
        )?;
    }
    Ok(Exit::Done)
}

fn write_numbers(out: &mut dyn Write, stats: &DictionaryStats) -> io::Result<()> {
    writeln!(
        out,
        "{}, {}",
        counted(stats.entities, "entity"),
        counted(stats.names, "name")
    )?;
    if stats.entities == 0 {
        return Ok(());
    }
    let most = stats
        .most_names
        .first()
        .map_or(String::new(), |most| format!(" ({})", printable(&most.id)));
    let names = stats.names_per_entity;
    writeln!(
        out,
        "names of an entity: {} to {}{most}, median {}",
        number(names.least),
        number(names.most),
        number(names.median)
    )?;
    writeln!(
        out,
        "characters of a name: {}",
        range(stats.characters_per_name)
    )?;
    writeln!(out, "words of a name: {}", range(stats.words_per_name))?;
    if stats.short == [0; 3] {
        writeln!(out, "no name of three characters or fewer")?;
    } else {
        let [one, two, three] = stats.short.map(number);
        let names = stats.short_names.iter().map(|name| printable(name));
        let mut names: Vec<String> = names.collect();
        if stats.short.iter().sum::<u64>() > names.len() as u64 {
            names.push("…".to_owned());
        }
        writeln!(
            out,
            "short names: {one} of one character, {two} of two, {three} of three: {}",
            names.join(", ")
        )?;
    }
    if stats.shared == 0 {
        writeln!(out, "no name is shared by several entities")?;
    }
    let parents = stats.parents;
    if parents.children > 0 {
        writeln!(
            out,
            "with a parent: {}; parents: {}, {} deep at most",
            counted(parents.children, "entity"),
            number(parents.parents),
            number(parents.deepest)
        )?;
    }
    let rules = stats.rules;
    if rules != RuleStats::default() {
        let parts = [
            ("exact case", rules.exact),
            ("any case", rules.ignore),
            ("smart case", rules.smart),
            ("inside words", rules.no_boundary),
            ("conditions", rules.conditions),
        ];
        let parts = parts.into_iter().filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts
            .map(|(what, count)| format!("{} {what}", number(count)))
            .collect();
        writeln!(out, "names with rules: {}", parts.join(", "))?;
    }
    Ok(())
}

fn range(spread: Spread) -> String {
    format!(
        "{} to {}, median {}",
        number(spread.least),
        number(spread.most),
        number(spread.median)
    )
}
