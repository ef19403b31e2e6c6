//! Keywords of flashtext: a JSON object of lists, or lines of `variant=>Clean name`.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use serde::de::{MapAccess, Visitor};
use serde::{Deserializer, de};

use super::gathered::Gathered;
use super::source::{Malformed, malformed, whole};
use super::{ImportRemark, Source};
use crate::dictionary::Alias;
use crate::dictionary::rows::Rows;
use crate::error::{Place, Result};

pub(super) fn read(source: &mut Source<'_>, rows: &mut Rows) -> Result<()> {
    let text = whole(source)?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let mut keywords = Keywords::new(source.path);
    if text.trim_start().starts_with('{') {
        let mut json = serde_json::Deserializer::from_str(text);
        (&mut json)
            .deserialize_map(Object(&mut keywords))
            .and_then(|()| json.end())
            .map_err(|error| malformed(source.path, error.line() as u64, error))?;
    } else {
        for (number, line) in (1..).zip(text.lines()) {
            let mut parts = line.split("=>").map(str::trim);
            let variant = parts.next().unwrap_or_default();
            let clean_name = parts.next().unwrap_or(variant);
            if parts.next().is_some() {
                return Err(malformed(source.path, number, Malformed::Arrows));
            }
            if !variant.is_empty() && !clean_name.is_empty() {
                keywords.add(clean_name, variant, number);
            }
        }
    }
    keywords.add_to(rows)
}

/// Variants by their clean names.
struct Keywords {
    file: Arc<str>,
    gathered: Gathered,
    /// Of each clean name, where it stands first, and whether it is a keyword itself.
    clean: Vec<(u64, bool)>,
}

impl Keywords {
    fn new(path: &Path) -> Self {
        Self {
            file: Arc::from(path.display().to_string()),
            gathered: Gathered::default(),
            clean: Vec::new(),
        }
    }

    fn entity(&mut self, clean_name: &str, line: u64) -> usize {
        let place = Place::new(&self.file, line);
        let number = self.gathered.named(clean_name, "", &place);
        if number == self.clean.len() {
            self.clean.push((line, false));
        }
        number
    }

    fn add(&mut self, clean_name: &str, variant: &str, line: u64) {
        let number = self.entity(clean_name, line);
        // flashtext compares in lower case unless told otherwise.
        self.clean[number].1 |= variant.to_lowercase() == clean_name.to_lowercase();
        self.gathered.alias(number, Alias::new(variant));
    }

    fn add_to(self, rows: &mut Rows) -> Result<()> {
        let file = rows.file(&self.file);
        for (line, is_keyword) in self.clean {
            if !is_keyword {
                rows.note(ImportRemark::CleanName, (file, line));
            }
        }
        self.gathered.add_to(rows)
    }
}

/// The object, read entry by entry: a map of a library would change the order.
struct Object<'k>(&'k mut Keywords);

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object of clean names, each with the list of its variants")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some((name, variants)) = map.next_entry::<String, Vec<String>>()? {
            if name.trim().is_empty() {
                return Err(de::Error::custom("a clean name may not be blank"));
            }
            // One entry has many lines or shares its line with others: none is told.
            self.0.entity(&name, 0);
            for variant in variants.iter().filter(|variant| !variant.trim().is_empty()) {
                self.0.add(&name, variant, 0);
            }
        }
        Ok(())
    }
}
