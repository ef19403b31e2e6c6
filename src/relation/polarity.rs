//! How a sentence stands to what a pattern found in it.

use std::ops::Range;

use super::Polarity;
use super::masked::Masked;

/// How many words before a match are looked at.
const REACH: usize = 14;

/// Words that deny, between the mentions of a match.
const DENIES: &[&[u8]] = &[
    b"not",
    b"n't",
    b"never",
    b"no",
    b"without",
    b"neither",
    b"nor",
    b"denied",
    b"denies",
    b"denying",
    b"deny",
    b"refused",
    b"refuses",
    b"failed",
    b"fails",
    b"declined",
    b"false",
    b"untrue",
];

/// Words that deny what comes after them in their clause.
const DENIES_CLAUSE: &[&[u8]] = &[
    b"denied",
    b"denies",
    b"deny",
    b"denying",
    b"untrue",
    b"false",
    b"dismissed",
    b"dismisses",
    b"refuted",
    b"refutes",
    b"disputes",
    b"disputed",
    b"denial",
];

/// Words by which something is not said to be so, between the mentions of a match.
const HEDGES: &[&[u8]] = &[
    b"would",
    b"could",
    b"may",
    b"might",
    b"should",
    b"shall",
    b"will",
    b"plan",
    b"plans",
    b"planned",
    b"planning",
    b"talks",
    b"consider",
    b"considers",
    b"considered",
    b"considering",
    b"seek",
    b"seeks",
    b"sought",
    b"seeking",
    b"want",
    b"wants",
    b"wanted",
    b"hope",
    b"hopes",
    b"hoped",
    b"aim",
    b"aims",
    b"aimed",
    b"intend",
    b"intends",
    b"intended",
    b"expected",
    b"likely",
    b"allegedly",
    b"reportedly",
    b"rumored",
    b"rumoured",
    b"purportedly",
    b"supposedly",
    b"possibly",
    b"perhaps",
    b"probably",
    b"potential",
    b"potentially",
    b"proposed",
    b"suspected",
    b"alleged",
    b"try",
    b"tries",
    b"tried",
    b"trying",
    b"attempt",
    b"attempts",
    b"attempted",
    b"offered",
    b"if",
    b"unless",
    b"whether",
    b"threatened",
    b"vowed",
    b"accused",
    b"apparently",
    b"can",
    b"prospective",
    b"would-be",
];

/// Words by which the clause after them is not said to be so.
const HEDGES_CLAUSE: &[&[u8]] = &[
    b"if",
    b"unless",
    b"whether",
    b"allegedly",
    b"reportedly",
    b"rumor",
    b"rumors",
    b"rumour",
    b"rumours",
    b"speculation",
    b"suspect",
    b"suspects",
    b"suspected",
    b"perhaps",
    b"possibly",
    b"suppose",
    b"supposing",
    b"hopes",
    b"hoped",
    b"doubt",
    b"doubts",
    b"doubted",
    b"expects",
    b"wants",
    b"urged",
    b"urges",
    b"apparently",
];

/// Words for nobody and nothing.
const NOBODY: &[&[u8]] = &[
    b"none", b"nobody", b"neither", b"no", b"not", b"n't", b"never", b"nothing", b"without",
];

/// What is said, shown or known. Where nobody does, nothing is said to be so.
const SPEAKS: &[&[u8]] = &[
    b"say",
    b"says",
    b"said",
    b"saying",
    b"show",
    b"shows",
    b"showed",
    b"suggest",
    b"suggests",
    b"suggested",
    b"prove",
    b"proves",
    b"proved",
    b"confirm",
    b"confirms",
    b"confirmed",
    b"claim",
    b"claims",
    b"claimed",
    b"mention",
    b"mentions",
    b"mentioned",
    b"report",
    b"reports",
    b"reported",
    b"believe",
    b"believes",
    b"believed",
    b"evidence",
    b"proof",
    b"sign",
    b"indication",
    b"know",
    b"knows",
    b"known",
];

/// How many words may stand between nobody and what they do not say.
const NOBODY_SAYS: usize = 6;

/// Words that say that something is over.
const FORMER: &[&[u8]] = &[
    b"former",
    b"ex",
    b"formerly",
    b"previously",
    b"onetime",
    b"one-time",
    b"erstwhile",
    b"retired",
    b"ousted",
    b"longer",
    b"ex-",
];

/// Words of the past that end what somebody is: "was president of".
const PAST: &[&[u8]] = &[b"was", b"were", b"had", b"until"];

/// Words by which somebody comes to be something: "was named president of".
const BECOMES: &[&[u8]] = &[
    b"named",
    b"appointed",
    b"elected",
    b"promoted",
    b"hired",
    b"made",
];

/// A match, in tokens of its sentence.
#[derive(Clone, Debug)]
pub(super) struct Match {
    /// All of it.
    pub(super) tokens: Range<usize>,
    /// The words that say so.
    pub(super) trigger: Range<usize>,
    /// Head and tail.
    pub(super) slots: [usize; 2],
    /// Whether it is what its clause says; otherwise it goes without saying, as in "Acme's founder Ann".
    pub(super) claims: bool,
}

/// What is said of it, and whether it is over.
pub(super) fn judge(masked: &Masked, found: &Match) -> (Polarity, bool) {
    let is_break = |token: usize| {
        matches!(
            masked.written(token),
            b"." | b"," | b")" | b"(" | b"--" | b";"
        )
    };
    // Remarks in between are not about it.
    let start = (found.tokens.start..found.trigger.start)
        .rev()
        .find(|&token| is_break(token))
        .unwrap_or(found.tokens.start);
    let inside = || start..found.tokens.end;
    let any = |range: Range<usize>, words: &[&[u8]]| {
        range.into_iter().any(|token| has(masked, token, words))
    };
    let before = found.tokens.start.saturating_sub(2)..found.tokens.start;
    let former = any(inside(), FORMER)
        || any(before, FORMER)
        || !found.claims && any(inside(), PAST) && !any(inside(), BECOMES);
    let clause = if found.claims {
        clause_start(masked, found.tokens.start)..found.tokens.start
    } else {
        0..0
    };
    let directly = found.tokens.start.saturating_sub(1)..found.tokens.start;
    let polarity = if found.claims && masked.question {
        Polarity::Question
    } else if any(inside(), DENIES)
        || any(clause.clone(), DENIES_CLAUSE)
        || is_untrue(masked, clause.clone())
        || any(directly, &[b"not", b"never"])
    {
        Polarity::Negated
    } else if any(start..found.trigger.start, HEDGES)
        || any(found.trigger.end..found.tokens.end, HEDGES)
        || any(clause.clone(), HEDGES_CLAUSE)
        || nobody_says(masked, clause)
    {
        Polarity::Hedged
    } else if is_quoted(masked, found) {
        Polarity::Quoted
    } else {
        Polarity::Asserted
    };
    (polarity, former)
}

fn has(masked: &Masked, token: usize, words: &[&[u8]]) -> bool {
    let word = masked.written(token);
    // The month of May permits nothing.
    let month = word == b"may" && masked.tokens[token].capital && token > 0;
    words.contains(&word) && !month
}

/// "It is not true that".
fn is_untrue(masked: &Masked, clause: Range<usize>) -> bool {
    let says = |token: usize, words: &[&[u8]]| words.contains(&masked.written(token));
    let mut pairs = clause.clone().zip(clause.skip(1));
    pairs.any(|(one, other)| says(one, &[b"not", b"n't"]) && says(other, &[b"true", b"correct"]))
}

/// "None of the papers says that", "there is no evidence that".
fn nobody_says(masked: &Masked, clause: Range<usize>) -> bool {
    clause.clone().any(|nobody| {
        let behind = nobody + 1..clause.end.min(nobody + 2 + NOBODY_SAYS);
        NOBODY.contains(&masked.written(nobody))
            && behind
                .into_iter()
                .any(|token| SPEAKS.contains(&masked.written(token)))
    })
}

/// Where the clause before a match begins: behind a sign or a word that begins another.
fn clause_start(masked: &Masked, end: usize) -> usize {
    let least = end.saturating_sub(REACH);
    let begins = |token: &usize| {
        matches!(
            masked.written(*token),
            b";" | b":" | b"--" | b"but" | b"while" | b"although" | b")"
        )
    };
    (least..end)
        .rev()
        .find(begins)
        .map_or(least, |token| token + 1)
}

/// Whether all that says so stands in quotation marks.
fn is_quoted(masked: &Masked, found: &Match) -> bool {
    let quoted = |token: usize| masked.tokens[token].quoted;
    found.slots.into_iter().all(quoted) && found.trigger.clone().all(quoted)
}
