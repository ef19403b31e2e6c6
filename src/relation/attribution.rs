//! Who says so: the source that a sentence names.

use std::ops::Range;

use super::HintSource;
use super::masked::{FUNCTION_MARK, Masked};
use super::polarity::Match;
use crate::text::Span;

/// Verbs by which somebody says something.
const SAYS: &[&[u8]] = &[
    b"said",
    b"says",
    b"say",
    b"claimed",
    b"claims",
    b"claim",
    b"reported",
    b"reports",
    b"announced",
    b"announces",
    b"stated",
    b"states",
    b"told",
    b"alleged",
    b"alleges",
    b"argued",
    b"argues",
    b"noted",
    b"notes",
    b"added",
    b"wrote",
    b"writes",
    b"warned",
    b"warns",
    b"confirmed",
    b"confirms",
    b"acknowledged",
    b"insisted",
    b"insists",
    b"believes",
    b"believe",
    b"believed",
    b"suggests",
    b"suggested",
    b"shows",
    b"showed",
    b"revealed",
    b"reveals",
    b"disclosed",
    b"commented",
    b"pointed",
    b"emphasized",
    b"emphasised",
    b"denied",
    b"denies",
    b"asserted",
    b"asserts",
    b"contends",
    b"concluded",
    b"accused",
    b"stressed",
    b"predicted",
    b"explained",
    b"declared",
];

/// Words before nouns.
const NAMES: &[&[u8]] = &[
    b"'s", b"the", b"a", b"its", b"their", b"his", b"her", b"of", b"any", b"no", b"these", b"those",
];

/// Words between a subject and its verb.
const BETWEEN: &[&[u8]] = &[
    b"has",
    b"have",
    b"had",
    b"also",
    b"further",
    b"later",
    b"who",
    b"then",
    b"once",
    b"earlier",
    b"recently",
];

/// Words that go on with the name of a source: "people familiar with the matter".
const LINKS: &[&[u8]] = &[
    b"of", b"with", b"at", b"from", b"to", b"for", b"in", b"close", b"the", b"a",
];

/// How many words a source may have.
const LONGEST: usize = 8;

/// The source of what a match says. One before it that is closer goes before one that is further off, and that before one behind it.
pub(super) fn source(masked: &Masked, found: &Match) -> Option<HintSource> {
    if let Some(source) = says_itself(masked, found) {
        return Some(source);
    }
    let before = (0..found.tokens.start)
        .rev()
        .take_while(|&token| !matches!(masked.written(token), b";"))
        .find_map(|token| said_before(masked, found, token));
    before.or_else(|| {
        (found.tokens.end..masked.tokens.len()).find_map(|token| said_behind(masked, found, token))
    })
}

/// "Acme claims that it uses Beta": Acme says so.
fn says_itself(masked: &Masked, found: &Match) -> Option<HintSource> {
    let [head, _] = found.slots;
    let says = |token: usize| {
        says(masked, token)
            && matches!(
                masked.written(token + 1),
                b"that" | b"it" | b"he" | b"she" | b"they"
            )
    };
    (head + 1..found.trigger.start).any(says).then(|| {
        let token = &masked.tokens[head];
        HintSource {
            span: token.span,
            mention: token
                .mention
                .and_then(|mention| u32::try_from(mention).ok()),
        }
    })
}

fn says(masked: &Masked, token: usize) -> bool {
    // "its claim", "Acme's reports" are nouns.
    let noun = token > 0 && NAMES.contains(&masked.written(token - 1));
    SAYS.contains(&masked.written(token)) && !noun
}

fn is_function_word(masked: &Masked, token: usize) -> bool {
    masked.bytes[masked.tokens[token].at] == FUNCTION_MARK
}

fn is_sign(masked: &Masked, token: usize) -> bool {
    matches!(
        masked.written(token),
        b"." | b"," | b";" | b":" | b"--" | b"-" | b"(" | b")" | b"?" | b"!"
    )
}

fn said_before(masked: &Masked, found: &Match, token: usize) -> Option<HintSource> {
    if let Some(source) = according(masked, found, token) {
        return Some(source);
    }
    if !says(masked, token) {
        return None;
    }
    // "Ann said so, and Acme bought Beta": what comes after is nobody's words.
    let goes_on = (token + 1..found.tokens.start).any(|at| {
        is_sign(masked, at)
            && masked.written(at) == b","
            && matches!(masked.written(at + 1), b"and" | b"but" | b"while")
    });
    if goes_on {
        return None;
    }
    subject_left(masked, found, token).or_else(|| subject_right(masked, found, token))
}

fn said_behind(masked: &Masked, found: &Match, token: usize) -> Option<HintSource> {
    if let Some(source) = according(masked, found, token) {
        return Some(source);
    }
    if !says(masked, token) {
        return None;
    }
    if is_sign(masked, token - 1) {
        // "Ann, an analyst at Acme, said": Ann does not say that she is.
        if !found.claims && token - 1 == found.tokens.end {
            return None;
        }
        return subject_right(masked, found, token);
    }
    let source = subject_left(masked, found, token)?;
    // The subject must be another than what the match ends with: a sign stands between them.
    let first = masked
        .tokens
        .partition_point(|other| other.span.start() < source.span.start());
    (first > found.tokens.end && is_sign(masked, first - 1)
        || first == found.tokens.end && is_sign(masked, first - 1)
        || first > found.tokens.end
            && masked.tokens[found.tokens.end].quoted != masked.tokens[first].quoted)
        .then_some(source)
}

/// "according to Reuters".
fn according(masked: &Masked, found: &Match, token: usize) -> Option<HintSource> {
    let here = masked.written(token) == b"according" && token + 2 < masked.tokens.len();
    if !here || masked.written(token + 1) != b"to" {
        return None;
    }
    let start = token + 2;
    let end = (start..masked.tokens.len())
        .take(LONGEST)
        .find(|&at| is_sign(masked, at) || says(masked, at))
        .unwrap_or((start + LONGEST).min(masked.tokens.len()));
    name(masked, found, start..end)
}

/// The subject before a verb.
fn subject_left(masked: &Masked, found: &Match, verb: usize) -> Option<HintSource> {
    let mut end = verb;
    while end > 0
        && (BETWEEN.contains(&masked.written(end - 1)) || masked.written(end - 1).ends_with(b"ly"))
    {
        end -= 1;
    }
    // "Ann, an analyst at Acme, said".
    if end > 1 && matches!(masked.written(end - 1), b"," | b")") {
        let opens: &[u8] = if masked.written(end - 1) == b"," {
            b","
        } else {
            b"("
        };
        let close = end - 1;
        // "the head of Acme, Ann, said": the name itself stands between the commas.
        if close > 1
            && masked.tokens[close - 1].mention.is_some()
            && masked.written(close - 2) == opens
        {
            return name(masked, found, close - 1..close);
        }
        end = (0..close)
            .rev()
            .take(16)
            .find(|&at| masked.written(at) == opens)?;
        let mention = end
            .checked_sub(1)
            .filter(|&at| masked.tokens[at].mention.is_some())?;
        return name(masked, found, mention..end);
    }
    let goes_on = |at: &usize| {
        let word = masked.written(*at);
        let function = is_function_word(masked, *at);
        !is_sign(masked, *at) && (!function || LINKS.contains(&word)) && !says(masked, *at)
    };
    let start = (0..end).rev().take(LONGEST).take_while(goes_on).last()?;
    let start = (start..end).find(|&at| !LINKS.contains(&masked.written(at)))?;
    name(masked, found, start..end)
}

/// The subject behind a verb: "said Ann".
fn subject_right(masked: &Masked, found: &Match, verb: usize) -> Option<HintSource> {
    let end = (verb + 1..masked.tokens.len())
        .take(LONGEST)
        .find(|&at| is_sign(masked, at))
        .unwrap_or((verb + 1 + LONGEST).min(masked.tokens.len()));
    let mention = (verb + 1..end).rfind(|&at| masked.tokens[at].mention.is_some())?;
    // "commented on Acme" is not said by Acme.
    let plain = (verb + 1..mention).all(|at| !is_function_word(masked, at));
    if !plain || mention + 1 < end {
        return None;
    }
    name(masked, found, verb + 1..mention + 1)
}

/// Some tokens as a source, unless they are part of the match.
fn name(masked: &Masked, found: &Match, tokens: Range<usize>) -> Option<HintSource> {
    if tokens.is_empty() || tokens.start < found.tokens.end && found.tokens.start < tokens.end {
        return None;
    }
    if matches!(
        masked.written(tokens.start),
        b"none" | b"nobody" | b"no" | b"neither"
    ) {
        return None; // who says nothing says not this
    }
    let first = masked.tokens[tokens.start].span;
    let last = masked.tokens[tokens.end - 1].span;
    let mention = tokens
        .clone()
        .rev()
        .find_map(|token| masked.tokens[token].mention);
    Some(HintSource {
        span: Span::new(first.start(), last.end()),
        mention: mention
            .map(|mention| u32::try_from(mention).expect("mentions are numbered by 32 bits")),
    })
}
