//! What `explain` and `why-not` say of pairs of mentions in a window of tokens.

use crate::query::{Explanation, ExplanationRule};

use super::terminal::{counted, number, score};

/// The claims about pairs of mentions.
pub(super) fn claim(explanation: &Explanation) -> Option<String> {
    use ExplanationRule as Rule;

    let text = explanation.text.as_deref().unwrap_or_default();
    let count = |wanted: &str, noun: &str| {
        let found = explanation.count(wanted);
        found.map_or_else(String::new, |count| counted(count, noun))
    };
    let value = |wanted: &str| explanation.value(wanted).map_or_else(String::new, score);
    let pairs = count("pairs", "mention pair");
    let weight = value("weight");
    Some(match explanation.rule {
        Rule::MentionPairs => format!("{weight} for {pairs} within {}", reach(text)?),
        Rule::Distance => format!(
            "{weight} for {pairs}, {} apart: {} each",
            count("distance", "word"),
            value("weight_each")
        ),
        Rule::DocumentMentionPairs => format!("{weight} for {pairs} in {text}"),
        Rule::MentionPair => format!("{weight} for {} apart", count("distance", "word")),
        Rule::OtherMentionPairs => {
            let further = count("pairs", "further mention pair");
            match explanation.count("documents") {
                None => format!("{weight} for {further}"),
                Some(documents) => format!(
                    "{weight} for {pairs} in {}",
                    counted(documents, "further document")
                ),
            }
        }
        Rule::NoSharedWindow => {
            let apart = format!(
                "no edge: no two mentions of them are within {}",
                reach(text)?
            );
            match explanation.count("closest") {
                None => format!("{apart} in one paragraph"),
                Some(closest) => format!("{apart}; the closest are {} apart", number(closest)),
            }
        }
        _ => return None,
    })
}

/// `20 words`, from `tokens:20`.
fn reach(window: &str) -> Option<String> {
    let width = window.strip_prefix("tokens:")?.parse().ok()?;
    Some(counted(width, "word"))
}
