//! Reads Rust source as far as the architecture needs: words and signs, code that only tests see, paths into the crate.

/// A word or sign of the source, with its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'s> {
    pub(super) text: &'s str,
    pub(super) line: usize,
}

/// Cuts Rust source into words and signs, leaving out comments, strings and characters. `::` is one sign.
pub(super) fn tokens(source: &str) -> Vec<Token<'_>> {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut line) = (0, 1);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    while at < bytes.len() {
        let rest = &source[at..];
        let start = at;
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
        } else if let Some(length) = string_length(rest) {
            at += length;
        } else if rest.starts_with("::") {
            found.push(Token { text: "::", line });
            at += 2;
        } else if is_word(bytes[at]) {
            while at < bytes.len() && is_word(bytes[at]) {
                at += 1;
            }
            let text = &source[start..at];
            found.push(Token { text, line });
        } else {
            at += 1;
            if !bytes[start].is_ascii_whitespace() {
                let text = &source[start..at];
                found.push(Token { text, line });
            }
        }
        line += source[start..at].matches('\n').count();
    }
    found
}

/// The length of the string or character that `rest` begins with.
fn string_length(rest: &str) -> Option<usize> {
    let prefix = ["br", "b", "r", "c", "cr", ""].into_iter().find(|prefix| {
        rest.strip_prefix(prefix)
            .is_some_and(|rest| rest.starts_with(['"', '#', '\'']))
    })?;
    let body = &rest[prefix.len()..];
    let hashes = body.len() - body.trim_start_matches('#').len();
    if prefix.contains('r') && body[hashes..].starts_with('"') {
        let close = format!("\"{}", "#".repeat(hashes));
        let end = body[hashes + 1..].find(&close)?;
        return Some(prefix.len() + hashes + 1 + end + close.len());
    }
    let quote = body.chars().next().filter(|quote| *quote != '#')?;
    let mut characters = body.char_indices().skip(1);
    // A lifetime has no second quote right behind its first character; an escape has.
    if quote == '\'' {
        let mut ahead = body.chars().skip(1);
        let first = ahead.next()?;
        if first != '\\' && ahead.next() != Some('\'') {
            return None;
        }
    }
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return Some(prefix.len() + at + 1);
        }
    }
    None
}

/// Takes out what stands behind `#[cfg(test)]` and `#[cfg(doctest)]`; gives the names of the modules that are declared there and live in files of their own.
pub(super) fn without_tests<'s>(all: &[Token<'s>]) -> (Vec<Token<'s>>, Vec<&'s str>) {
    const TEST: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    const DOCTEST: [&str; 7] = ["#", "[", "cfg", "(", "doctest", ")", "]"];
    let mut kept = Vec::new();
    let mut modules = Vec::new();
    let mut at = 0;
    while at < all.len() {
        let next = all[at..].iter().map(|token| token.text).take(TEST.len());
        let marked = next.clone().eq(TEST) || next.eq(DOCTEST);
        if !marked {
            kept.push(all[at]);
            at += 1;
            continue;
        }
        at += TEST.len();
        let mut depth = 0_usize;
        let mut last = "";
        while let Some(token) = all.get(at) {
            at += 1;
            match token.text {
                "{" => depth += 1,
                "}" if depth == 1 => break,
                "}" => depth -= 1,
                ";" if depth == 0 => {
                    modules.push(last);
                    break;
                }
                _ => {}
            }
            last = token.text;
        }
    }
    (kept, modules)
}

/// The first segments of every path into the crate: of `crate::a`, of `crate::{a, b::c}`, and of `super::` chains that leave the folder.
/// `depth` is how many modules down the file's own module is: 1 for `text/mod.rs`, 2 for `text/span.rs`.
pub(super) fn crate_paths<'s>(tokens: &[Token<'s>], depth: usize) -> Vec<Token<'s>> {
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let starts = at == 0 || text(at - 1) != "::";
        let mut next = at;
        if starts && text(at) == "crate" && text(at + 1) == "::" {
            next = at + 2;
        } else if starts && text(at) == "super" {
            let mut levels = 0;
            while text(next) == "super" && text(next + 1) == "::" {
                (levels, next) = (levels + 1, next + 2);
            }
            if levels < depth {
                next = at;
            }
        }
        if next == at {
            at += 1;
            continue;
        }
        at = next;
        if text(at) != "{" {
            found.push(tokens[at]);
            continue;
        }
        let mut open = 0;
        let mut first = false;
        while let Some(token) = tokens.get(at) {
            at += 1;
            match token.text {
                "{" => {
                    open += 1;
                    first = open == 1;
                }
                "}" => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                }
                "," => first = open == 1,
                _ if first => {
                    found.push(*token);
                    first = false;
                }
                _ => {}
            }
        }
    }
    found
}
