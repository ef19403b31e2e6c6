//! The named fields of a record, whatever file it comes from, and how they make a document.

use std::borrow::Cow;

use crate::document::{Date, Document};
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

/// What a reader found out about one document. Ids and origins are added by the record, which knows where it comes from.
#[derive(Debug, Default)]
pub(super) struct Fields<'a> {
    values: [Option<Cow<'a, str>>; Slot::COUNT],
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

    #[cfg(any(test, feature = "markdown"))]
    pub(super) fn get(&self, slot: Slot) -> Option<&str> {
        self.values[slot as usize].as_deref()
    }

    #[cfg(test)]
    pub(super) fn is_borrowed(&self, slot: Slot) -> bool {
        matches!(self.values[slot as usize], Some(Cow::Borrowed(_)))
    }

    pub(super) fn set(&mut self, slot: Slot, value: impl Into<Cow<'a, str>>) {
        self.values[slot as usize] = Some(value.into());
    }

    /// Makes a document of which so many bytes were repaired. Values are trimmed; what is then empty is unknown. `id` turns the record's own
    /// id, where it has one, into the document's.
    pub(super) fn into_document(
        self,
        repaired_bytes: u64,
        id: impl FnOnce(Option<String>) -> String,
    ) -> Document {
        let [own_id, title, date, source, url, lang, text] = self.values;
        let mut document = Document::new(
            id(own_id.and_then(trimmed)),
            text.map(Cow::into_owned).unwrap_or_default(),
        );
        document.lines = self.lines;
        document.repaired_bytes = repaired_bytes;
        document.title = title.and_then(trimmed);
        document.source = source.and_then(trimmed);
        document.url = url.and_then(trimmed);
        document.lang = lang.and_then(trimmed);
        match date
            .and_then(trimmed)
            .map(|text| (text.parse::<Date>(), text))
        {
            Some((Ok(date), _)) => document.date = Some(date),
            Some((Err(_), text)) => document.undated_reason = Some(text),
            None => {}
        }
        document
    }
}

fn trimmed(value: Cow<'_, str>) -> Option<String> {
    let kept = value.trim();
    if kept.is_empty() {
        return None;
    }
    Some(if kept.len() == value.len() {
        value.into_owned()
    } else {
        kept.to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_trimmed_and_empty_ones_unknown() {
        let mut fields = Fields::of_text(" kept as it is ");
        fields.set(Slot::Title, " A headline\n");
        fields.set(Slot::Source, "  ");
        fields.set(Slot::Id, "");
        let document = fields.into_document(0, |own| own.unwrap_or_else(|| "fallback".into()));
        assert_eq!(document.id, "fallback");
        assert_eq!(document.title.as_deref(), Some("A headline"));
        assert_eq!(document.source, None);
        assert_eq!(document.text, " kept as it is ");
    }

    #[test]
    fn a_bad_date_is_kept_as_the_reason() {
        let mut fields = Fields::of_text("x");
        fields.set(Slot::Date, "yesterday");
        let document = fields.into_document(0, |_| String::new());
        assert_eq!(document.date, None);
        assert_eq!(document.undated_reason.as_deref(), Some("yesterday"));
    }

    #[test]
    fn names_stand_in_the_order_of_the_slots() {
        assert_eq!(FieldMap::default().names(), Slot::ALL.map(Slot::name));
    }
}
