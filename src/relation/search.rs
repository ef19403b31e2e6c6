//! Takes the steps of a [`Program`] over the tokens of a sentence, and goes back to the last choice where they lead nowhere. Nowhere is it twice at the
//! same place with the same choice, so the time is bounded by the product of both.
//!
//! The first match from the left is found, and of several the one whose choices are made in the order in which they are written: what
//! regular expressions do, with tokens in place of letters. (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009.)

use std::ops::Range;

use super::masked::Masked;
use super::program::{Note, Place, Program, Step};
use super::vocabulary::{CLOSING, COLON, COMMA, DASH, OPENING, SEMICOLON, Vocabulary};
use super::word_set::WordSets;

/// The most bytes of a remark, without its signs.
const REMARK_BYTES: usize = 120;

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

/// The sentence, and what programs refer to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scene<'s> {
    pub(super) masked: &'s Masked,
    pub(super) vocabulary: &'s Vocabulary,
    pub(super) sets: &'s WordSets,
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

    /// Whether there is a match that ends before a token.
    pub(super) fn ends(&mut self, program: &Program, scene: Scene<'_>, end: usize) -> bool {
        self.begin(program, scene);
        (0..=end).any(|start| self.run(program, scene, start, Some(end)).is_some())
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
                    let set = scene.sets.get(set);
                    tokens.get(at).filter(|token| set.contains(token.word))?;
                    at += 1;
                }
                Step::Noun(set) => {
                    let set = scene.sets.get(set);
                    tokens.get(at).filter(|token| set.contains(token.word))?;
                    if scene.masked.written(at).ends_with(b"ed") {
                        return None;
                    }
                    at += 1;
                }
                Step::Parts(ref parts) => {
                    let token = tokens.get(at)?;
                    let fits = token.mention.is_none()
                        && !scene.vocabulary.is_function_word(token.word)
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
                    let set = scene.sets.get(set);
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
                    let before = self.jobs.len();
                    for end in ends_between_commas(scene.masked, at) {
                        self.jobs.push(Job::Try { step, at: end });
                    }
                    // The longest is tried first.
                    if self.jobs.len() == before {
                        return None;
                    }
                    let Some(Job::Try { at: longest, .. }) = self.jobs.pop() else {
                        unreachable!("only ways to try were put down");
                    };
                    at = longest;
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
    /// For each token, where its bits begin; 0 if it has none yet.
    rows: Vec<u32>,
    /// The tokens that have.
    touched: Vec<usize>,
    /// A row of zeros, then one for each token touched: a bit for each step.
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
mod tests {
    use std::collections::BTreeMap;

    use super::super::pattern::Pattern;
    use super::super::pattern::condition;
    use super::super::program::Lexicon;
    use super::super::vocabulary::WordNumber;
    use super::super::word_set::CommonSets;
    use super::*;
    use crate::text::Span;

    /// A pattern of people (`P`) and firms (`F`), and what it needs.
    struct Prepared {
        program: Program,
        vocabulary: Vocabulary,
        sets: WordSets,
    }

    impl Prepared {
        fn new(text: &str) -> Self {
            let pattern = Pattern::parse(text, &BTreeMap::new()).unwrap();
            let mut vocabulary = Vocabulary::new();
            vocabulary.learn(pattern.nodes());
            Self::with(vocabulary, |lexicon| {
                lexicon.program(&pattern, [&[1], &[2]])
            })
        }

        fn condition(text: &str) -> Self {
            let nodes = condition(text, &BTreeMap::new()).unwrap();
            let mut vocabulary = Vocabulary::new();
            vocabulary.learn(&nodes);
            Self::with(vocabulary, |lexicon| lexicon.condition(&nodes))
        }

        fn with(vocabulary: Vocabulary, program: impl FnOnce(&mut Lexicon<'_>) -> Program) -> Self {
            let mut sets = WordSets::default();
            let common = CommonSets::new(&vocabulary);
            let program = program(&mut Lexicon::new(&vocabulary, &common, &mut sets));
            Self {
                program,
                vocabulary,
                sets,
            }
        }

        /// A sentence in which `P`, `F`, `L`, `T` and `O` are mentions of the five classes.
        fn mask(&self, sentence: &str) -> Masked {
            let classes = "PFLTO";
            let mut at = 0;
            let mut mentions = Vec::new();
            for word in sentence.split(' ') {
                if let Some(class) = classes.find(word).filter(|_| word.len() == 1) {
                    let class = u8::try_from(class + 1).unwrap();
                    mentions.push((Span::new(at, at + 1), class));
                }
                at += word.len() + 1;
            }
            let mut masked = Masked::default();
            masked.mask(sentence, &mentions, &self.vocabulary);
            masked
        }

        fn scene<'s>(&'s self, masked: &'s Masked) -> Scene<'s> {
            Scene {
                masked,
                vocabulary: &self.vocabulary,
                sets: &self.sets,
            }
        }

        fn find(&self, sentence: &str) -> Option<Found> {
            let masked = self.mask(sentence);
            Search::default().find(&self.program, self.scene(&masked), 0)
        }
    }

    fn matches(pattern: &str, sentence: &str) -> bool {
        Prepared::new(pattern).find(sentence).is_some()
    }

    #[test]
    fn slots_and_triggers_are_noted_in_tokens() {
        let founded = Prepared::new("{head} {adv} (founded|set up) {tail}");
        let found = founded.find("Then P later set up the L chip maker F , F and F .");
        assert_eq!(
            found,
            Some(Found {
                all: 1..14,
                head: 1..2,
                tail: 9..14,
                trigger: 3..5,
            })
        );
        assert_eq!(founded.find("P employees founded F"), None);
        let owner = Prepared::new("{head} of {tail}").find("P of F").unwrap();
        assert!(owner.trigger.is_empty());
        let runs = Prepared::new("{head} also? <runs|owns> {tail}");
        assert_eq!(runs.find("P also owns F").unwrap().trigger, 2..3);
    }

    #[test]
    fn slots_take_lists_and_the_words_before_a_name() {
        let ran = |sentence: &str| matches("{head} ran {tail}", sentence);
        for tail in [
            "F",
            "the F",
            "its old chip maker F",
            "F ( F )",
            "F 's maker F",
            "L maker F",
        ] {
            assert!(ran(&format!("P ran {tail}")), "{tail}");
        }
        assert!(!ran("P ran after F") && !ran("P ran , F") && !ran("P ran T F"));
        let tail = |sentence| {
            Prepared::new("{head} ran {tail}")
                .find(sentence)
                .unwrap()
                .tail
        };
        assert_eq!(tail("P ran F , the big F as well as F , F"), 2..11);
        assert_eq!(tail("P ran F , F"), 2..3);
        let alone = |sentence: &str| matches("{head!} ran {tail!}", sentence);
        assert!(alone("P ran F") && !alone("P ran the F"));
        assert!(!ran(&format!("P ran {} F", "very ".repeat(7).trim_end())));
    }

    #[test]
    fn gaps_take_what_they_are_for() {
        let cases: [(&str, &[&str], &[&str]); 10] = [
            ("{np}", &["", "big old chip", "L"], &["of old", ", old"]),
            ("{noun}", &["chip"], &["", "founded", "of", "L"]),
            ("{adv}", &["", "has not really", "plans to"], &["big"]),
            (
                "{remark}",
                &[", so it is ,", "-- old --", "( as F said )"],
                &["", ", so"],
            ),
            (
                "{aside}",
                &["", "( so ) , old ,"],
                &[", old , ( so )", ", F ,", ", 1,000 ; ,"],
            ),
            (
                "{time}",
                &["", "in June", "on June 5 , 1999 ,"],
                &["in", "of May"],
            ),
            ("{det}", &["", "its", "one of the"], &["one", "of the"]),
            ("{gap}", &["", "that was , in part ,", "L"], &["a ; b", "F"]),
            ("{when}", &["", "in June 1999", "O"], &["( in June )", "F"]),
            ("{money}", &["", "more than $ 3.5 billion"], &["more of"]),
        ];
        for (gap, good, bad) in cases {
            let pattern = format!("{{head!}} x {gap} y {{tail!}}");
            let within =
                |words: &str| matches(&pattern, &format!("P x {words} y F").replace("  ", " "));
            for words in good {
                assert!(within(words), "{gap}: {words}");
            }
            for words in bad {
                assert!(!within(words), "{gap}: {words}");
            }
        }
    }

    #[test]
    fn a_remark_has_an_end() {
        let within = |words: &str| matches("{head!} {remark} y {tail!}", &format!("P {words} y F"));
        for signs in [["(", ")"], [",", ","]] {
            let [opens, closes] = signs;
            let remark = |length| format!("{opens} {} {closes}", "b".repeat(length));
            let spared = usize::from(opens == "(");
            assert!(within(&remark(120 - spared)), "{opens}");
            assert!(!within(&remark(121 - spared)), "{opens}");
        }
        // The longest that lets the rest match.
        assert!(within("-- a y b -- c --"));
        assert!(within("-- a -- y F -- b --"));
    }

    #[test]
    fn stars_stand_for_letters() {
        let made = |sentence: &str| matches("{head} re*d*ed {tail}", sentence);
        assert!(made("P redeemed F") && made("P reheaded F") && !made("P reseed F"));
        assert!(!made("P redeem F") && !made("P undreded F"));
        // A function word is none that a pattern leaves open.
        assert!(!matches("{head} * {tail!}", "P of F"));
        assert!(matches("{head} * {tail!}", "P x F"));
    }

    #[test]
    fn conditions_stand_before_or_behind() {
        let named = Prepared::condition("{any} , {adv} the {np}");
        let mut search = Search::default();
        let masked = named.mask("P , now the big man F");
        assert!(search.ends(&named.program, named.scene(&masked), 6));
        assert!(!search.ends(&named.program, named.scene(&masked), 7));
        let next = Prepared::condition("{np} {any}|{noun}");
        let masked = next.mask("F chip maker P of old");
        assert!(search.begins(&next.program, next.scene(&masked), 1));
        assert!(search.begins(&next.program, next.scene(&masked), 3));
        assert!(!search.begins(&next.program, next.scene(&masked), 4));
        assert!(!search.begins(&next.program, next.scene(&masked), 6));
    }

    /// The obvious way to take steps: no choice is remembered.
    fn obvious(
        program: &Program,
        scene: Scene<'_>,
        step: usize,
        at: usize,
        notes: [usize; NOTES],
    ) -> Option<(usize, [usize; NOTES])> {
        let word = |at: usize| scene.masked.tokens.get(at).map(|token| token.word);
        let in_set =
            |set, at| word(at).is_some_and(|word: WordNumber| scene.sets.get(set).contains(word));
        let go = |step: usize, at| obvious(program, scene, step, at, notes);
        match &program.steps[step] {
            Step::Word(wanted) => (word(at) == Some(*wanted)).then(|| go(step + 1, at + 1))?,
            Step::OneOf(set) => in_set(*set, at).then(|| go(step + 1, at + 1))?,
            Step::Some {
                set,
                least,
                most,
                lazy,
            } => {
                let all = (0..=usize::from(*most))
                    .filter(|count| (at..at + count).all(|at| in_set(*set, at)))
                    .filter(|&count| count >= usize::from(*least));
                let mut counts: Vec<usize> = all.collect();
                if !lazy {
                    counts.reverse();
                }
                counts
                    .into_iter()
                    .find_map(|count| go(step + 1, at + count))
            }
            Step::Brackets => go(step + 1, end_of_brackets(scene.masked, at)?),
            Step::Commas => {
                let ends: Vec<usize> = ends_between_commas(scene.masked, at).collect();
                ends.into_iter().rev().find_map(|end| go(step + 1, end))
            }
            Step::Or(other) => go(step + 1, at).or_else(|| go(*other as usize, at)),
            Step::GoTo(place) => go(*place as usize, at),
            Step::Note(note) => {
                let mut notes = notes;
                notes[*note as usize] = at;
                obvious(program, scene, step + 1, at, notes)
            }
            Step::End => Some((at, notes)),
            step => unreachable!("{step:?} is not in these patterns"),
        }
    }

    #[test]
    fn what_is_remembered_changes_nothing() {
        const WORDS: [&str; 16] = [
            "P", "P", "F", "F", ",", "and", "the", "chip", "ran", "by", "(", ")", "--", "also",
            "L", "of",
        ];
        let mut random = 7_u64;
        let mut search = Search::default();
        let mut matching = 0;
        for pattern in [
            "{head} {adv} (ran|ran {np} of|the ran) {tail}",
            "{head} {aside} ,? (also (the|{np}))? <ran {gap}|chip> {tail}",
            "{tail} {remark}? {time} (by|(of|)) {det} {head}",
            "{head} {gap} {tail} {when} chip",
        ] {
            let prepared = Prepared::new(pattern);
            for _ in 0..4_000 {
                let words = (0..14).map(|_| {
                    random = random.wrapping_mul(6_364_136_223_846_793_005) + 1;
                    WORDS[(random >> 60) as usize]
                });
                let sentence = words.collect::<Vec<_>>().join(" ");
                let masked = prepared.mask(&sentence);
                let scene = prepared.scene(&masked);
                let found = search.find(&prepared.program, scene, 0);
                let mut starts = 0..masked.tokens.len();
                let expected = starts.find_map(|start| {
                    let (end, notes) = obvious(&prepared.program, scene, 0, start, [0; NOTES])?;
                    Some(Found::new(start..end, &notes))
                });
                assert_eq!(found, expected, "{pattern}: {sentence}");
                matching += usize::from(found.is_some());
            }
        }
        assert!(matching > 1_000, "{matching}");
    }

    #[test]
    fn a_long_list_takes_no_time_and_no_stack() {
        let ran = Prepared::new("{head} ran {tail} by");
        let sentence = format!("P ran {}", "F , ".repeat(20_000));
        assert_eq!(ran.find(&sentence), None);
    }
}
