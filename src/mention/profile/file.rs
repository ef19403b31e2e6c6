//! The file of a profile. It is written by hand, not by the crate `toml`, so that a fact takes a line and every part says what it is.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::model::{Content, ContextWord, WordUses};
use crate::dictionary::toml_key;
use crate::error::{Error, Place, Result};

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    version: Option<Spanned<u32>>,
    #[serde(default)]
    words: BTreeMap<String, WordUses>,
    #[serde(default)]
    context: BTreeMap<String, BTreeMap<String, ContextWord>>,
    #[serde(default)]
    prior: BTreeMap<String, BTreeMap<String, u32>>,
}

pub(super) fn parse(text: &str, name: &str) -> Result<Content> {
    let place = |at: usize| {
        let lines = memchr::memchr_iter(b'\n', &text.as_bytes()[..at.min(text.len())]).count();
        Place::new(&Arc::from(name), lines as u64 + 1)
    };
    let file: File = toml::from_str(text).map_err(|source| Error::ProfileSyntax {
        place: place(source.span().map_or(0, |span| span.start)),
        source: source.message().to_owned().into(),
    })?;
    if let Some(version) = file.version
        && *version.get_ref() > VERSION
    {
        return Err(Error::ProfileVersion {
            place: place(version.span().start),
            found: *version.get_ref(),
            supported: VERSION,
        });
    }
    Ok(Content {
        words: file.words,
        context: file.context,
        prior: file.prior,
    })
}

pub(super) fn write(content: &Content) -> String {
    let mut text = format!(
        "# What a corpus taught about the names of a dictionary. Change and delete what you know better.\nversion = {VERSION}\n"
    );
    put(&mut text, content).expect("strings can be written");
    text
}

fn put(text: &mut String, content: &Content) -> std::fmt::Result {
    if !content.words.is_empty() {
        text.push_str(
            "\n# Names that are ordinary words too: uses written small, with a capital as the first word of a sentence, with a capital inside one.\n[words]\n",
        );
    }
    for (name, uses) in &content.words {
        writeln!(
            text,
            "{} = {{ small = {}, first = {}, inside = {} }}",
            toml_key(name),
            uses.small,
            uses.first,
            uses.inside
        )?;
    }
    if !content.context.is_empty() {
        text.push_str("\n# Words that speak for an entity: documents that have the word with the entity, and without it.\n");
    }
    for (number, (id, words)) in content.context.iter().enumerate() {
        let before = if number > 0 { "\n" } else { "" };
        writeln!(text, "{before}[context.{}]", toml_key(id))?;
        for (word, link) in words {
            writeln!(
                text,
                "{} = {{ with = {}, without = {}, g2 = {} }}",
                toml_key(word),
                link.with,
                link.without,
                link.g2
            )?;
        }
    }
    if !content.prior.is_empty() {
        text.push_str(
            "\n# Names that several entities share: documents in which each was meant for certain.\n",
        );
    }
    for (number, (name, counts)) in content.prior.iter().enumerate() {
        let before = if number > 0 { "\n" } else { "" };
        writeln!(text, "{before}[prior.{}]", toml_key(name))?;
        for (id, count) in counts {
            writeln!(text, "{} = {count}", toml_key(id))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::mention::Profile;

    #[test]
    fn what_is_written_is_read_back_whatever_names_hold() {
        let text = "words.'A \"b\" ü' = { small = 7 }\ncontext.'x.y'.'#' = { with = 2 }\n[prior.'a = b']\n'' = 3\nplain = 1\n";
        let profile = Profile::parse(text, "mine.toml").unwrap();
        let written = profile.to_toml();
        let again = Profile::parse(&written, "written.toml").unwrap();
        assert_eq!(again, profile);
        assert_eq!(again.to_toml(), written);
    }

    #[test]
    fn the_hash_is_of_what_is_said() {
        let hash = |text: &str| Profile::parse(text, "mine.toml").unwrap().hash();
        let plain = hash("[prior.A]\nx = 1\ny = 2\n");
        assert_eq!(
            hash("# mine\nversion = 1\n[prior]\nA = { y = 2, x = 1 }\n"),
            plain
        );
        assert_ne!(hash("[prior.A]\nx = 1\ny = 3\n"), plain);
    }
}
