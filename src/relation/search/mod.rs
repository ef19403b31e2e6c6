//! Takes the steps of a [`Program`] over the tokens of a sentence, and goes back to the last choice where they lead nowhere. Nowhere is it twice at the
//! same place with the same choice, so the time is bounded by the product of both.
//!
//! The first match from the left is found, and of several the one whose choices are made in the order in which they are written: what
//! regular expressions do, with tokens in place of letters. (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.)

use std::ops::Range;

use super::masked::Masked;
use super::program::{Note, Place, Program, REMARK_BYTES, Step};
use super::vocabulary::{CLOSING, COLON, COMMA, DASH, OPENING, SEMICOLON, Vocabulary};
use super::word_set::WordSets;

/// How many things are noted of a match.
const NOTES: usize = 6;

/// A match of a pattern, in tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) all: Range<usize>,
    pub(super) head: Range<usize>,
    pub(super) tail: Range<usize>,
    /// Empty if the pattern has no words of its own.
    pub(super) trigger: Range<usize>,
}

impl Found {
    fn new(all: Range<usize>, notes: &[usize; NOTES]) -> Self {
        let range = |start: Note, end: Note| notes[start as usize]..notes[end as usize];
        Self {
            all,
            head: range(Note::HeadStart, Note::HeadEnd),
            tail: range(Note::TailStart, Note::TailEnd),
            trigger: range(Note::TriggerStart, Note::TriggerEnd),
        }
    }
}

/// What is to be done when the way that was taken ends.
#[derive(Clone, Copy, Debug)]
enum Job {
    Try { step: Place, at: usize },
    Restore { note: Note, token: usize },
}

/// Buffers, to be used again for each search.
#[derive(Debug, Default)]
pub(super) struct Search {
    jobs: Vec<Job>,
    notes: [usize; NOTES],
    seen: Seen,
}

/// What programs refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words<'s> {
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) sets: &'s WordSets,
}

/// A sentence, and what programs that are run over it refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'s> {
    pub(super) masked: &'s Masked,
    pub(super) words: Words<'s>,
}

impl Search {
    /// The first match of a pattern that begins at a token or behind it.
    pub(super) fn find(
        &mut self,
        program: &Program,
        scene: Scene<'_>,
        from: usize,
    ) -> Option<Found> {
        self.begin(program, scene);
        for start in from..scene.masked.tokens.len() {
            if let Some(end) = self.run(program, scene, start, None) {
                return Some(Found::new(start..end, &self.notes));
            }
        }
        None
    }

    /// Whether there is a match that begins at a token.
    pub(super) fn begins(&mut self, program: &Program, scene: Scene<'_>, start: usize) -> bool {
        self.begin(program, scene);
        self.run(program, scene, start, None).is_some()
    }

    /// Whether there is a match of what has no steps that lead back, and it ends before a token.
    pub(super) fn ends(&mut self, program: &Program, scene: Scene<'_>, end: usize) -> bool {
        self.begin(program, scene);
        let first = end.saturating_sub(program.reach());
        (first..=end)
            .rev()
            .any(|start| self.run(program, scene, start, Some(end)).is_some())
    }

    fn begin(&mut self, program: &Program, scene: Scene<'_>) {
        self.seen
            .clear(scene.masked.tokens.len() + 1, program.steps.len());
        self.notes = [0; NOTES];
    }

    /// Where the match that begins at a token ends, if there is one; it ends at `goal` if that is given.
    fn run(
        &mut self,
        program: &Program,
        scene: Scene<'_>,
        start: usize,
        goal: Option<usize>,
    ) -> Option<usize> {
        self.jobs.clear();
        self.jobs.push(Job::Try { step: 0, at: start });
        while let Some(job) = self.jobs.pop() {
            match job {
                Job::Restore { note, token } => self.notes[note as usize] = token,
                Job::Try { step, at } => {
                    let end = self.follow(program, scene, step, at);
                    if end.is_some_and(|end| goal.is_none_or(|goal| goal == end)) {
                        return end;
                    }
                }
            }
        }
        None
    }

    /// Takes steps until one cannot be taken; gives the place of the end if it is reached.
    fn follow(
        &mut self,
        program: &Program,
        scene: Scene<'_>,
        mut step: Place,
        mut at: usize,
    ) -> Option<usize> {
        let tokens = &scene.masked.tokens;
        loop {
            let written = &program.steps[step as usize];
            step += 1;
            match *written {
                Step::Word(word) => {
                    tokens.get(at).filter(|token| token.word == word)?;
                    at += 1;
                }
                Step::OneOf(set) => {
                    let set = scene.words.sets.get(set);
                    tokens.get(at).filter(|token| set.contains(token.word))?;
                    at += 1;
                }
                Step::Noun(set) => {
                    let set = scene.words.sets.get(set);
                    tokens.get(at).filter(|token| set.contains(token.word))?;
                    if scene.masked.written(at).ends_with(b"ed") {
                        return None;
                    }
                    at += 1;
                }
                Step::Parts(ref parts) => {
                    let token = tokens.get(at)?;
                    let fits = token.mention.is_none()
                        && !scene.words.vocabulary.is_function_word(token.word)
                        && has_parts(scene.masked.written(at), parts);
                    if !fits {
                        return None;
                    }
                    at += 1;
                }
                Step::Some {
                    set,
                    least,
                    most,
                    lazy,
                } => {
                    self.seen.first_time(step, at).then_some(())?;
                    let (least, most) = (usize::from(least), usize::from(most));
                    let set = scene.words.sets.get(set);
                    let run = tokens[at.min(tokens.len())..].iter().take(most);
                    let count = run.take_while(|token| set.contains(token.word)).count();
                    if count < least {
                        return None;
                    }
                    let other = |count: usize| Job::Try {
                        step,
                        at: at + count,
                    };
                    // What is tried first is put down last.
                    if lazy {
                        self.jobs.extend((least + 1..=count).rev().map(other));
                        at += least;
                    } else {
                        self.jobs.extend((least..count).map(other));
                        at += count;
                    }
                }
                Step::Brackets => at = end_of_brackets(scene.masked, at)?,
                Step::Commas => {
                    self.seen.first_time(step, at).then_some(())?;
                    // The longest is put down last, so it is tried first.
                    for at in ends_between_commas(scene.masked, at) {
                        self.jobs.push(Job::Try { step, at });
                    }
                    return None;
                }
                Step::Or(other) => {
                    self.seen.first_time(step, at).then_some(())?;
                    self.jobs.push(Job::Try { step: other, at });
                }
                Step::GoTo(place) => step = place,
                Step::Note(note) => {
                    let token = &mut self.notes[note as usize];
                    self.jobs.push(Job::Restore {
                        note,
                        token: *token,
                    });
                    *token = at;
                }
                Step::End => return Some(at),
            }
        }
    }
}

/// Whether a word is made of parts, in order, with anything between them.
fn has_parts(word: &[u8], parts: &[Box<[u8]>]) -> bool {
    let [first, middle @ .., last] = parts else {
        return false;
    };
    let Some(mut rest) = word.strip_prefix(&**first) else {
        return false;
    };
    for part in middle {
        let Some(at) = memchr::memmem::find(rest, part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// Where a remark in brackets that begins at a token ends.
fn end_of_brackets(masked: &Masked, at: usize) -> Option<usize> {
    let tokens = masked.tokens.get(at..)?;
    let [opening, inside @ ..] = tokens else {
        return None;
    };
    let first = inside.first().filter(|_| opening.word == OPENING)?;
    let sign = inside
        .iter()
        .take_while(|token| token.at - first.at <= REMARK_BYTES)
        .position(|token| matches!(token.word, OPENING | CLOSING))?;
    (inside[sign].word == CLOSING).then_some(at + sign + 2)
}

/// Where a remark between commas or dashes that begins at a token may end. A name between commas may be one of a list, a remark begins with another word.
fn ends_between_commas(masked: &Masked, at: usize) -> impl Iterator<Item = usize> {
    const SIGNS: [u32; 5] = [COMMA, SEMICOLON, COLON, OPENING, CLOSING];
    let tokens = &masked.tokens[at.min(masked.tokens.len())..];
    let begins = match tokens {
        [sign, first, ..] => {
            matches!(sign.word, COMMA | DASH)
                && first.mention.is_none()
                && !SIGNS.contains(&first.word)
                && masked.bytes[first.at] != b'-'
        }
        _ => false,
    };
    let inside = if begins { &tokens[1..] } else { &[] };
    let start = inside.first().map_or(0, |first| first.at + 1);
    let mut ended = false;
    inside
        .iter()
        .enumerate()
        .skip(1)
        .take_while(move |(place, token)| {
            let before = at + place;
            let stops =
                SIGNS.contains(&inside[place - 1].word) || masked.written(before).contains(&b',');
            ended |= stops || token.at - start > REMARK_BYTES;
            !ended
        })
        .filter(|(_, token)| matches!(token.word, COMMA | DASH))
        .map(move |(place, _)| at + place + 2)
}

/// The choices that were made at tokens.
#[derive(Debug, Default)]
struct Seen {
    /// For each token, the number of its row, from 1 on; 0 if it has none yet.
    rows: Vec<u32>,
    /// The tokens that have.
    touched: Vec<usize>,
    /// The rows: a bit for each step.
    bits: Vec<u64>,
    width: usize,
}

impl Seen {
    fn clear(&mut self, tokens: usize, steps: usize) {
        for token in self.touched.drain(..) {
            self.rows[token] = 0;
        }
        if self.rows.len() < tokens {
            self.rows.resize(tokens, 0);
        }
        self.bits.clear();
        self.width = steps / 64 + 1;
    }

    /// Notes that a step was at a token; whether it is there for the first time.
    fn first_time(&mut self, step: Place, token: usize) -> bool {
        if self.rows[token] == 0 {
            self.touched.push(token);
            self.rows[token] = u32::try_from(self.touched.len()).expect("sentences are short");
            self.bits.resize(self.touched.len() * self.width, 0);
        }
        let row = self.rows[token] as usize - 1;
        let bits = &mut self.bits[row * self.width + step as usize / 64];
        let bit = 1 << (step % 64);
        let first = *bits & bit == 0;
        *bits |= bit;
        first
    }
}

#[cfg(test)]
mod tests;
