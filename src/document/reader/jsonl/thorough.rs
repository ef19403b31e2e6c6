//! One JSON object on a line: its named fields, borrowed from the line where nothing is escaped, without building the rest.

use std::borrow::Cow;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::document::fields::{FieldMap, Fields, Slot};
use crate::error::{Error, Result};

/// Where the fields are: by slot, the path that is left to follow.
type Paths<'p> = [Option<&'p str>; Slot::COUNT];

/// Reads one record.
///
/// # Errors
/// [`Error::BadJson`]; [`Error::BadField`] where the text is not a string, or the id neither string nor number.
pub(super) fn decode<'t>(
    text: &'t str,
    names: &FieldMap,
    path: &Path,
    line: u64,
) -> Result<Fields<'t>> {
    let names = names.names();
    let mut found = Found::default();
    let mut parser = serde_json::Deserializer::from_str(text);
    Object {
        paths: names.map(Some),
        found: &mut found,
    }
    .deserialize(&mut parser)
    .and_then(|()| parser.end())
    .map_err(|source| Error::BadJson {
        path: path.to_owned(),
        line,
        // 0 where the fault is the first byte.
        column: source.column().max(1) as u64,
        source,
    })?;

    let bad_field = |slot: Slot, expected, found| Error::BadField {
        path: path.to_owned(),
        line,
        field: names[slot as usize].to_owned(),
        expected,
        found,
    };
    let mut fields = Fields::default();
    for slot in Slot::ALL {
        match std::mem::take(&mut found[slot as usize]) {
            Value::Text(value) => fields.set(slot, value),
            Value::Number(_) if slot == Slot::Text => {
                return Err(bad_field(slot, "a string", "a number"));
            }
            Value::Number(value) => fields.set(slot, value.to_string()),
            Value::Other(kind) if slot == Slot::Id => {
                return Err(bad_field(slot, "a string or a number", kind));
            }
            Value::Other(kind) if slot == Slot::Text => {
                return Err(bad_field(slot, "a string", kind));
            }
            Value::Absent(kind) if slot == Slot::Text => {
                return Err(bad_field(slot, "a string", kind));
            }
            Value::Other(_) | Value::Absent(_) => {}
        }
    }
    Ok(fields)
}

type Found<'t> = [Value<'t>; Slot::COUNT];

/// What stands in a field.
#[derive(Clone, Debug)]
enum Value<'t> {
    Text(Cow<'t, str>),
    Number(serde_json::Number),
    /// `missing` or `null`.
    Absent(&'static str),
    Other(&'static str),
}

impl Default for Value<'_> {
    fn default() -> Self {
        Self::Absent("missing")
    }
}

/// Reads an object whose keys may be fields, or the first steps to fields.
struct Object<'p, 'f, 't> {
    paths: Paths<'p>,
    found: &'f mut Found<'t>,
}

impl<'t> DeserializeSeed<'t> for Object<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'t> Visitor<'t> for Object<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'t>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(paths) = map.next_key_seed(Key { paths: &self.paths })? {
            if paths.iter().any(Option::is_some) {
                map.next_value_seed(Field {
                    paths,
                    found: self.found,
                })?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

/// Follows the paths by one key. What is left of a path that ends here is empty.
struct Key<'p, 'k> {
    paths: &'k Paths<'p>,
}

impl<'t, 'p> DeserializeSeed<'t> for Key<'p, '_> {
    type Value = Paths<'p>;

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Paths<'p>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'p> Visitor<'_> for Key<'p, '_> {
    type Value = Paths<'p>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Paths<'p>, E> {
        Ok(self.paths.map(|path| {
            let rest = path?.strip_prefix(key)?;
            if rest.is_empty() {
                Some(rest)
            } else {
                // An empty rest means "here", so a path that ends in a dot leads nowhere.
                rest.strip_prefix('.').filter(|rest| !rest.is_empty())
            }
        }))
    }
}

/// Reads the value of a key that is a field, or a step to one, or both.
struct Field<'p, 'f, 't> {
    paths: Paths<'p>,
    found: &'f mut Found<'t>,
}

impl<'t> Field<'_, '_, 't> {
    fn set(self, value: &Value<'t>) {
        for (path, found) in self.paths.iter().zip(self.found) {
            if *path == Some("") {
                found.clone_from(value);
            }
        }
    }
}

impl<'t> DeserializeSeed<'t> for Field<'_, '_, 't> {
    type Value = ();

    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Field<'_, '_, 't> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_borrowed_str<E>(self, value: &'t str) -> Result<(), E> {
        self.set(&Value::Text(Cow::Borrowed(value)));
        Ok(())
    }

    fn visit_str<E: serde::de::Error>(self, value: &str) -> Result<(), E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E>(self, value: String) -> Result<(), E> {
        let mut here = self
            .paths
            .iter()
            .zip(self.found)
            .filter(|(path, _)| **path == Some(""));
        // One field is the rule: its value is moved, not copied.
        if let Some((_, first)) = here.next() {
            let others: Vec<_> = here.map(|(_, found)| found).collect();
            for found in others {
                *found = Value::Text(Cow::Owned(value.clone()));
            }
            *first = Value::Text(Cow::Owned(value));
        }
        Ok(())
    }

    fn visit_u64<E>(self, value: u64) -> Result<(), E> {
        self.set(&Value::Number(value.into()));
        Ok(())
    }

    fn visit_i64<E>(self, value: i64) -> Result<(), E> {
        self.set(&Value::Number(value.into()));
        Ok(())
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<(), E> {
        let number = serde_json::Number::from_f64(value)
            .ok_or_else(|| E::custom("a number that is not finite"))?;
        self.set(&Value::Number(number));
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.set(&Value::Other("true or false"));
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.set(&Value::Absent("null"));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        self.set(&Value::Other("a list"));
        Ok(())
    }

    fn visit_map<A: MapAccess<'t>>(self, map: A) -> Result<(), A::Error> {
        let deeper = self.paths.map(|path| path.filter(|rest| !rest.is_empty()));
        Object {
            paths: deeper,
            found: self.found,
        }
        .visit_map(map)?;
        self.set(&Value::Other("an object"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'t>(text: &'t str, names: &FieldMap) -> Result<Fields<'t>> {
        decode(text, names, Path::new("a.jsonl"), 3)
    }

    fn field(text: &str, slot: Slot) -> Option<String> {
        let fields = read(text, &FieldMap::default()).unwrap();
        fields.get(slot).map(str::to_owned)
    }

    fn error(text: &str) -> String {
        read(text, &FieldMap::default()).unwrap_err().to_string()
    }

    #[test]
    fn ids_are_strings_or_numbers() {
        for (id, expected) in [
            ("\"a-1\"", Some("a-1")),
            ("7", Some("7")),
            ("-7", Some("-7")),
            ("18446744073709551615", Some("18446744073709551615")),
            ("1.5", Some("1.5")),
            ("null", None),
        ] {
            let text = format!("{{\"id\": {id}, \"text\": \"\"}}");
            assert_eq!(field(&text, Slot::Id).as_deref(), expected, "{id}");
        }
        assert_eq!(
            error("{\"id\": [1], \"text\": \"\"}"),
            "a.jsonl:3: `id` is a list, not a string or a number"
        );
    }

    #[test]
    fn unknown_fields_and_odd_values_are_passed_over() {
        let text = "{\"x\": {\"text\": [1, {}]}, \"title\": {\"a\": 1}, \"source\": true, \"url\": null, \"date\": 2025, \"text\": \"T\\u00e9\\n\"}";
        assert_eq!(field(text, Slot::Text).as_deref(), Some("Té\n"));
        assert_eq!(field(text, Slot::Date).as_deref(), Some("2025"));
        for slot in [Slot::Title, Slot::Source, Slot::Url] {
            assert_eq!(field(text, slot), None);
        }
    }

    #[test]
    fn a_text_is_borrowed_where_nothing_is_escaped() {
        let fields = read("{\"text\": \"plain\"}", &FieldMap::default()).unwrap();
        assert!(fields.is_borrowed(Slot::Text));
        let fields = read("{\"text\": \"pl\\u0061in\"}", &FieldMap::default()).unwrap();
        assert!(!fields.is_borrowed(Slot::Text));
    }

    #[test]
    fn of_two_values_the_last_counts() {
        assert_eq!(
            field("{\"text\": \"a\", \"text\": \"b\"}", Slot::Text).as_deref(),
            Some("b")
        );
    }

    #[test]
    fn without_a_text() {
        assert_eq!(error("{}"), "a.jsonl:3: `text` is missing, not a string");
        assert_eq!(
            error("{\"text\": null}"),
            "a.jsonl:3: `text` is null, not a string"
        );
        assert_eq!(
            error("{\"text\": 5}"),
            "a.jsonl:3: `text` is a number, not a string"
        );
        assert_eq!(
            error("{\"text\": {}}"),
            "a.jsonl:3: `text` is an object, not a string"
        );
    }

    #[test]
    fn what_is_not_an_object() {
        assert_eq!(error("{\"text\": \"a\",}"), "a.jsonl:3:14: trailing comma");
        assert_eq!(
            error("[\"a\"]"),
            "a.jsonl:3:1: invalid type: sequence, expected a JSON object"
        );
        assert!(error("{\"text\": \"a\"} {}").contains("trailing characters"));
        assert!(error(&"{\"a\":".repeat(100_000)).contains("EOF"));
        let deep = format!("{{\"doc\": {}, \"text\": 1}}", "[".repeat(100_000));
        assert!(error(&deep).starts_with("a.jsonl:3:"));
    }

    #[test]
    fn names_and_paths() {
        let names = FieldMap {
            text: "doc.body".into(),
            title: "doc.meta.head".into(),
            id: "link".into(),
            url: "link".into(),
            lang: "a.b".into(),
            source: "doc".into(),
            ..FieldMap::default()
        };
        let fields = read(
            "{\"link\": \"https:\\/\\/x\", \"doc\": {\"body\": \"B\", \"meta\": {\"head\": \"H\", \"body\": 1}}, \"a.b\": \"de\", \"body\": 2}",
            &names,
        )
        .unwrap();
        assert_eq!(fields.get(Slot::Text), Some("B"));
        assert_eq!(fields.get(Slot::Title), Some("H"));
        assert_eq!(fields.get(Slot::Id), Some("https://x"));
        assert_eq!(fields.get(Slot::Url), Some("https://x"));
        assert_eq!(fields.get(Slot::Lang), Some("de"));
        assert_eq!(fields.get(Slot::Source), None);
        let error = read("{\"doc\": \"B\"}", &names).unwrap_err().to_string();
        assert_eq!(error, "a.jsonl:3: `doc.body` is missing, not a string");
    }
}
