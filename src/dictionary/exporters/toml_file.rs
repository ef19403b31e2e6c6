//! Our own TOML, as people would write it. The crate `toml` would write a table of its own for each alias with rules.

use std::io::{self, Write};

use crate::dictionary::{Alias, Boundary, Case, Dictionary};

/// The longest a line with a list gets before each element has its own.
const WIDTH: usize = 100;

pub(super) fn write(dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
    for (number, entity) in dictionary.entities().enumerate() {
        let entity = entity.to_entity();
        if number > 0 {
            output.write_all(b"\n")?;
        }
        writeln!(output, "[[entity]]")?;
        writeln!(output, "id = {}", quoted(entity.id.as_str()))?;
        writeln!(output, "name = {}", quoted(&entity.name))?;
        if !entity.entity_type.as_str().is_empty() {
            writeln!(output, "type = {}", quoted(entity.entity_type.as_str()))?;
        }
        if let Some(parent) = &entity.parent {
            writeln!(output, "parent = {}", quoted(parent.as_str()))?;
        }
        let strings = |strings: &[std::sync::Arc<str>]| -> Vec<String> {
            strings.iter().map(|text| quoted(text)).collect()
        };
        write_list(output, "context", &strings(&entity.context))?;
        let aliases: Vec<String> = entity.aliases.iter().map(alias).collect();
        write_list(output, "aliases", &aliases)?;
        if !entity.attributes.is_empty() {
            let pairs = entity.attributes.iter();
            let pairs: Vec<String> = pairs
                .map(|(name, value)| format!("{} = {}", key(name), quoted(value)))
                .collect();
            writeln!(output, "attributes = {{ {} }}", pairs.join(", "))?;
        }
    }
    Ok(())
}

fn write_list(output: &mut dyn Write, name: &str, elements: &[String]) -> io::Result<()> {
    if elements.is_empty() {
        return Ok(());
    }
    let line = format!("{name} = [{}]", elements.join(", "));
    if line.chars().count() <= WIDTH {
        return writeln!(output, "{line}");
    }
    writeln!(output, "{name} = [")?;
    for element in elements {
        writeln!(output, "  {element},")?;
    }
    writeln!(output, "]")
}

fn alias(alias: &Alias) -> String {
    if *alias == Alias::new(&alias.text) {
        return quoted(&alias.text);
    }
    let mut fields = vec![format!("text = {}", quoted(&alias.text))];
    if let Some(case) = alias.case {
        let case = match case {
            Case::Smart => "smart",
            Case::Exact => "exact",
            Case::Ignore => "ignore",
        };
        fields.push(format!("case = \"{case}\""));
    }
    if alias.boundary == Boundary::None {
        fields.push("boundary = \"none\"".to_owned());
    }
    for (name, phrases) in [("needs", &alias.needs), ("unless", &alias.unless)] {
        if !phrases.is_empty() {
            let phrases: Vec<String> = phrases.iter().map(|phrase| quoted(phrase)).collect();
            fields.push(format!("{name} = [{}]", phrases.join(", ")));
        }
    }
    if let Some(prior) = alias.prior {
        fields.push(format!("prior = {prior}"));
    }
    format!("{{ {} }}", fields.join(", "))
}

/// A key, quoted where it has to be.
pub(crate) fn key(name: &str) -> String {
    let is_bare = !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare {
        name.to_owned()
    } else {
        quoted(name)
    }
}

/// A basic string.
fn quoted(text: &str) -> String {
    use std::fmt::Write as _;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if control.is_control() => {
                write!(quoted, "\\u{:04X}", u32::from(control)).expect("strings can be written");
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
