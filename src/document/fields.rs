//! The named fields of a record, whatever file it comes from, and how they make a document.

use std::borrow::Cow;

use crate::document::escapes::append_unescaped;
use crate::document::place::Naming;
use crate::document::{Date, Document, written_date};
use crate::text::Lines;

/// The names that a document's fields have in JSON and CSV records. By default each is called what it is called here.
///
/// In JSON a name may be a dotted path into nested objects: `meta.published`. A key that holds the dots itself is found too.
///
/// # Example
/// ```
/// use comention::document::{Documents, FieldMap};
///
/// let mut names = FieldMap::default();
/// names.text = "body".into();
/// names.date = "meta.published".into();
/// let builder = Documents::builder().field_map(names);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldMap {
    /// The stable id: a string or a number.
    pub id: String,
    /// The headline.
    pub title: String,
    /// The date of publication.
    pub date: String,
    /// Who published it.
    pub source: String,
    /// Where it can be read.
    pub url: String,
    /// The language.
    pub lang: String,
    /// The text, the one field that has to be there.
    pub text: String,
}

impl Default for FieldMap {
    fn default() -> Self {
        let [id, title, date, source, url, lang, text] =
            Slot::ALL.map(|slot| slot.name().to_owned());
        Self {
            id,
            title,
            date,
            source,
            url,
            lang,
            text,
        }
    }
}

impl FieldMap {
    /// The names, by [`Slot`].
    pub(super) fn names(&self) -> [&str; Slot::COUNT] {
        [
            &self.id,
            &self.title,
            &self.date,
            &self.source,
            &self.url,
            &self.lang,
            &self.text,
        ]
    }

    /// Whether the names are all different and none is empty or a path.
    pub(super) fn are_plain(&self) -> bool {
        let names = self.names();
        let is_plain = |(at, name): (usize, &&str)| {
            !name.is_empty() && !name.contains('.') && !names[..at].contains(name)
        };
        names.iter().enumerate().all(is_plain)
    }
}

/// A field of a document; as an index, its place in arrays of [`Slot::COUNT`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Id,
    Title,
    Date,
    Source,
    Url,
    Lang,
    Text,
}

impl Slot {
    pub(super) const COUNT: usize = 7;
    pub(super) const ALL: [Self; Self::COUNT] = [
        Self::Id,
        Self::Title,
        Self::Date,
        Self::Source,
        Self::Url,
        Self::Lang,
        Self::Text,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::Date => "date",
            Self::Source => "source",
            Self::Url => "url",
            Self::Lang => "lang",
            Self::Text => "text",
        }
    }
}

/// What stands in a field.
#[derive(Debug)]
enum Value<'a> {
    Plain(Cow<'a, str>),
    /// As it stands between the quotes of a JSON string.
    Escaped(&'a str),
}

impl Value<'_> {
    /// `None` where an escape is wrong.
    fn append_to(&self, text: &mut String) -> Option<()> {
        match self {
            Self::Plain(value) => {
                text.push_str(value);
                Some(())
            }
            Self::Escaped(raw) => append_unescaped(raw, text),
        }
    }

    fn append_trimmed_to(&self, text: &mut String) -> Option<()> {
        match self {
            Self::Plain(value) => text.push_str(trimmed(value)),
            Self::Escaped(raw) => {
                let start = text.len();
                append_unescaped(raw, text)?;
                let end = start + text[start..].trim_end().len();
                text.truncate(end);
                let space = text[start..].len() - text[start..].trim_start().len();
                text.drain(start..start + space);
            }
        }
        Some(())
    }
}

/// A value without the white space around it, which hardly any has.
fn trimmed(value: &str) -> &str {
    match value.as_bytes() {
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => value,
        _ => value.trim(),
    }
}

/// Strings that a document has no use for now and its successors may have.
#[derive(Debug, Default)]
pub(super) struct Spare(Vec<String>);

impl Spare {
    fn put(&mut self, field: &mut Option<String>) {
        self.0.extend(field.take());
    }

    fn take(&mut self) -> String {
        self.0.pop().unwrap_or_default()
    }
}

/// What a reader found out about one document. Ids and origins are added by the record, which knows where it comes from.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    values: [Option<Value<'a>>; Slot::COUNT],
    /// The date that the name of the file gives, for documents that bring none.
    pub(super) date_of_name: Option<Date>,
    /// How its lines make paragraphs, where the reader knows.
    pub(super) lines: Option<Lines>,
}

impl<'a> Fields<'a> {
    /// Fields of which only the text is known.
    #[allow(clippy::needless_pass_by_value, reason = "reads better at the callers")]
    pub(super) fn of_text(text: impl Into<Cow<'a, str>>) -> Self {
        let mut fields = Self::default();
        fields.set(Slot::Text, text);
        fields
    }

    /// A value; one that is [escaped](Self::set_escaped) as it is written.
    #[cfg(any(test, feature = "markdown"))]
    pub(super) fn get(&self, slot: Slot) -> Option<&str> {
        match self.values[slot as usize].as_ref()? {
            Value::Plain(value) => Some(value),
            Value::Escaped(raw) => Some(raw),
        }
    }

    #[cfg(test)]
    pub(super) fn is_borrowed(&self, slot: Slot) -> bool {
        let value = &self.values[slot as usize];
        matches!(value, Some(Value::Plain(Cow::Borrowed(_))))
    }

    pub(super) fn set(&mut self, slot: Slot, value: impl Into<Cow<'a, str>>) {
        self.values[slot as usize] = Some(Value::Plain(value.into()));
    }

    /// Sets a value that stands in a JSON string with escapes, of which it is not known that they are right.
    pub(super) fn set_escaped(&mut self, slot: Slot, raw: &'a str) {
        self.values[slot as usize] = Some(Value::Escaped(raw));
    }

    pub(super) fn has(&self, slot: Slot) -> bool {
        self.values[slot as usize].is_some()
    }

    /// Makes them a document of their own.
    #[cfg(test)]
    pub(super) fn into_document(self, file: &str) -> Option<Document> {
        let naming = Naming {
            file,
            ordinal: None,
            prefix: false,
        };
        let mut document = Document::default();
        self.write_to(&mut document, naming, &mut Spare::default())?;
        Some(document)
    }

    /// Makes them a document, in the memory of one that is not needed any more. Values but the text are trimmed; what is then empty is unknown.
    /// `None` where an escape is wrong; the document is then neither the old nor the new one.
    pub(super) fn write_to(
        self,
        document: &mut Document,
        naming: Naming<'_>,
        spare: &mut Spare,
    ) -> Option<()> {
        let [own_id, title, date, source, url, lang, text] = self.values;
        naming.write(&mut document.id, |id| match own_id {
            Some(own) => own.append_trimmed_to(id),
            None => Some(()),
        })?;
        match text {
            Some(Value::Plain(Cow::Owned(text))) => document.text = text,
            text => {
                document.text.clear();
                if let Some(text) = text {
                    text.append_to(&mut document.text)?;
                }
            }
        }
        for (value, field) in [
            (title, &mut document.title),
            (source, &mut document.source),
            (url, &mut document.url),
            (lang, &mut document.lang),
            (date, &mut document.undated_reason),
        ] {
            write_field(value.as_ref(), field, spare)?;
        }
        document.date = match &document.undated_reason {
            Some(written) => written_date::of_field(written),
            None => self
                .date_of_name
                .or_else(|| written_date::of_first_lines(&document.text)),
        };
        if document.date.is_some() {
            spare.put(&mut document.undated_reason);
        }
        document.lines = self.lines;
        Some(())
    }
}

fn write_field(
    value: Option<&Value<'_>>,
    field: &mut Option<String>,
    spare: &mut Spare,
) -> Option<()> {
    let Some(value) = value else {
        spare.put(field);
        return Some(());
    };
    let text = field.get_or_insert_with(|| spare.take());
    text.clear();
    value.append_trimmed_to(text)?;
    if text.is_empty() {
        spare.put(field);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(fields: Fields<'_>) -> Document {
        let naming = Naming {
            file: "fallback",
            ordinal: None,
            prefix: false,
        };
        // One that was another document before.
        let mut document = Document::new("old", "old text").with_title("old title");
        document.undated_reason = Some("never".to_owned());
        document.lang = Some("xx".to_owned());
        let mut spare = Spare::default();
        fields
            .write_to(&mut document, naming, &mut spare)
            .expect("the escapes are right");
        document
    }

    #[test]
    fn values_are_trimmed_and_empty_ones_unknown() {
        let mut fields = Fields::of_text(" kept as it is ");
        fields.set(Slot::Title, " A headline\n");
        fields.set(Slot::Source, "  ");
        fields.set_escaped(Slot::Url, "\\n \\u0061 b\\t");
        fields.set_escaped(Slot::Lang, "\\n \\t");
        fields.set(Slot::Id, "");
        let document = document(fields);
        assert_eq!(document.id, "fallback");
        assert_eq!(document.title.as_deref(), Some("A headline"));
        assert_eq!(document.url.as_deref(), Some("a b"));
        assert_eq!((document.source, document.lang), (None, None));
        assert_eq!(document.text, " kept as it is ");
        assert_eq!(document.undated_reason, None);
    }

    #[test]
    fn a_bad_date_is_kept_as_the_reason() {
        let mut fields = Fields::of_text("x");
        fields.set(Slot::Date, "yesterday");
        fields.date_of_name = Date::from_year(2025);
        let document = document(fields);
        assert_eq!(document.date, None);
        assert_eq!(document.undated_reason.as_deref(), Some("yesterday"));
    }

    #[test]
    fn the_date_of_the_name_is_for_documents_without_one() {
        let mut fields = Fields::of_text("x");
        fields.date_of_name = Date::from_year(2025);
        assert_eq!(document(fields).date, Date::from_year(2025));
        let mut fields = Fields::of_text("x");
        fields.date_of_name = Date::from_year(2025);
        fields.set_escaped(Slot::Date, "2024\\u002d05");
        assert_eq!(document(fields).date, Date::from_ym(2024, 5));
    }

    #[test]
    fn plain_names_are_keys_and_all_different() {
        let names = |text: &str| FieldMap {
            text: text.to_owned(),
            ..FieldMap::default()
        };
        assert!(FieldMap::default().are_plain());
        assert!(names("body").are_plain());
        for text in ["a.b", "", "title"] {
            assert!(!names(text).are_plain(), "{text}");
        }
    }

    #[test]
    fn names_stand_in_the_order_of_the_slots() {
        assert_eq!(FieldMap::default().names(), Slot::ALL.map(Slot::name));
    }
}
