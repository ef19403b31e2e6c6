//! Patterns of `RegexNER`: Java regular expressions, one for each token. Those that are words and alternatives are turned into phrases.

use super::phrase::joined;

/// How many phrases a pattern may stand for.
const MOST: usize = 64;

/// What a pattern stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Phrases {
    pub(super) phrases: Vec<String>,
    /// Whether a dot without backslash was taken for itself.
    pub(super) has_plain_dot: bool,
}

/// The phrases a pattern stands for; `None` if it is more than words and alternatives, or too many of them.
pub(super) fn phrases(pattern: &str) -> Option<Phrases> {
    let mut has_plain_dot = false;
    let mut so_far: Vec<Vec<String>> = vec![Vec::new()];
    for token in pattern.split_whitespace() {
        let mut parser = Parser {
            rest: token.chars().peekable(),
            has_plain_dot: false,
        };
        let forms = parser.alternatives()?;
        if parser.rest.next().is_some() || so_far.len() * forms.len() > MOST {
            return None;
        }
        has_plain_dot |= parser.has_plain_dot;
        so_far = product(&so_far, &forms, |words, form| {
            let mut words = words.clone();
            words.push(form.clone());
            words
        });
    }
    let mut phrases = Vec::new();
    for words in &so_far {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if words.is_empty() || words.iter().any(|word| word.is_empty()) {
            return None;
        }
        phrases.extend(joined(&words));
    }
    Some(Phrases {
        phrases,
        has_plain_dot,
    })
}

fn product<A, B, C>(left: &[A], right: &[B], join: impl Fn(&A, &B) -> C) -> Vec<C> {
    left.iter()
        .flat_map(|a| right.iter().map(|b| join(a, b)).collect::<Vec<_>>())
        .collect()
}

/// Reads the expression of one token.
struct Parser<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    has_plain_dot: bool,
}

impl Parser<'_> {
    /// Sequences between `|`, up to the end or a closing parenthesis.
    fn alternatives(&mut self) -> Option<Vec<String>> {
        let mut all = self.sequence()?;
        while self.rest.next_if_eq(&'|').is_some() {
            all.extend(self.sequence()?);
            if all.len() > MOST {
                return None;
            }
        }
        Some(all)
    }

    fn sequence(&mut self) -> Option<Vec<String>> {
        let mut forms = vec![String::new()];
        while let Some(&next) = self.rest.peek() {
            let parts = match next {
                '|' | ')' => break,
                '(' => {
                    self.rest.next();
                    let parts = self.alternatives()?;
                    self.rest.next_if_eq(&')')?;
                    parts
                }
                '\\' => {
                    self.rest.next();
                    // A letter or digit after it is a class, an anchor or a reference.
                    vec![self.rest.next_if(|c| !c.is_alphanumeric())?.to_string()]
                }
                '*' | '+' | '?' | '[' | ']' | '{' | '}' | '^' | '$' => return None,
                '.' => {
                    self.rest.next();
                    self.has_plain_dot = true;
                    vec![".".to_owned()]
                }
                other => {
                    self.rest.next();
                    vec![other.to_string()]
                }
            };
            if forms.len() * parts.len() > MOST {
                return None;
            }
            forms = product(&forms, &parts, |form, part| format!("{form}{part}"));
        }
        Some(forms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(pattern: &str) -> Vec<String> {
        phrases(pattern).map_or(Vec::new(), |found| found.phrases)
    }

    #[test]
    fn words_escapes_and_alternatives_are_read() {
        assert_eq!(forms("Moore Threads"), ["Moore Threads"]);
        assert_eq!(forms(r"Acme Inc\."), ["Acme Inc."]);
        assert_eq!(forms("Acme (Inc|Corp)"), ["Acme Inc", "Acme Corp"]);
        assert_eq!(forms("gr(a|e)y|blue"), ["gray", "grey", "blue"]);
        assert!(!phrases(r"Inc\.").unwrap().has_plain_dot);
        assert!(phrases("Inc.").unwrap().has_plain_dot);
    }

    #[test]
    fn all_else_is_refused() {
        for pattern in [
            "[A-Z]+",
            "colou?r",
            r"\d\d",
            "(?i)acme",
            "Acme.*",
            "( /Acme/ /Corp/ )",
            "a(b",
            "a)",
            r"a\",
            "",
            "Acme (|Inc)",
        ] {
            assert_eq!(phrases(pattern), None, "{pattern}");
        }
        assert_eq!(phrases(&"(a|b) ".repeat(7)), None, "128 phrases");
    }
}
