//! Keywords for flashtext, as the JSON object that `add_keywords_from_dict` takes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::dictionary::Dictionary;

pub(super) fn write(dictionary: &Dictionary, output: &mut dyn Write) -> io::Result<()> {
    let mut keywords: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for entity in dictionary.entities() {
        let variants = keywords.entry(entity.name()).or_default();
        for form in entity.all_forms() {
            if !variants.contains(&form) {
                variants.push(form);
            }
        }
    }
    output.write_all(b"{")?;
    for (number, (name, variants)) in keywords.iter().enumerate() {
        output.write_all(if number == 0 { b"\n " } else { b",\n " })?;
        serde_json::to_writer(&mut *output, name)?;
        output.write_all(b": ")?;
        serde_json::to_writer(&mut *output, variants)?;
    }
    output.write_all(b"\n}\n")
}
