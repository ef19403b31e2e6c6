use std::collections::BTreeMap;

use super::*;
use crate::dictionary::EntityIndex;
use crate::relation::pattern::{Pattern, condition};
use crate::relation::program::Lexicon;
use crate::relation::vocabulary::WordNumber;
use crate::relation::word_set::{CommonSets, SetCollector};
use crate::relation::{RelationPack, RuleScratch, SentenceMention};
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
        let mut sets = SetCollector::default();
        let common = CommonSets::new(&vocabulary);
        let program = program(&mut Lexicon::new(&vocabulary, &common, &mut sets));
        Self {
            program,
            vocabulary,
            sets: sets.collected(),
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
        let words = Words {
            vocabulary: &self.vocabulary,
            sets: &self.sets,
        };
        Scene { masked, words }
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
    let inside = Prepared::new("{head} (really <ran> it|owned) {tail}");
    assert_eq!(inside.find("P really ran it F").unwrap().trigger, 2..3);
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
    assert_eq!(tail("P ran F as big as F"), 2..3);
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
#[derive(Clone, Copy)]
struct Obvious<'s> {
    program: &'s Program,
    scene: Scene<'s>,
    goal: Option<usize>,
}

impl Obvious<'_> {
    /// Where the match ends that is found first from a step and a token on, and what is noted of it.
    fn end(self, step: usize, at: usize, notes: [usize; NOTES]) -> Option<(usize, [usize; NOTES])> {
        let Scene { masked, words } = self.scene;
        let word = |at: usize| masked.tokens.get(at).map(|token| token.word);
        let in_set =
            |set, at| word(at).is_some_and(|word: WordNumber| words.sets.get(set).contains(word));
        let go = |step: usize, at| self.end(step, at, notes);
        match &self.program.steps[step] {
            Step::Word(wanted) => (word(at) == Some(*wanted)).then(|| go(step + 1, at + 1))?,
            Step::OneOf(set) => in_set(*set, at).then(|| go(step + 1, at + 1))?,
            Step::Noun(set) => {
                let fits = in_set(*set, at) && !masked.written(at).ends_with(b"ed");
                fits.then(|| go(step + 1, at + 1))?
            }
            Step::Some {
                set,
                least,
                most,
                lazy,
            } => {
                let all = (usize::from(*least)..=usize::from(*most))
                    .filter(|count| (at..at + count).all(|at| in_set(*set, at)));
                let mut counts: Vec<usize> = all.collect();
                if !lazy {
                    counts.reverse();
                }
                counts
                    .into_iter()
                    .find_map(|count| go(step + 1, at + count))
            }
            Step::Brackets => go(step + 1, end_of_brackets(masked, at)?),
            Step::Commas => {
                let ends: Vec<usize> = ends_between_commas(masked, at).collect();
                ends.into_iter().rev().find_map(|end| go(step + 1, end))
            }
            Step::Or(other) => go(step + 1, at).or_else(|| go(*other as usize, at)),
            Step::GoTo(place) => go(*place as usize, at),
            Step::Note(note) => {
                let mut notes = notes;
                notes[*note as usize] = at;
                self.end(step + 1, at, notes)
            }
            Step::End => self
                .goal
                .is_none_or(|goal| goal == at)
                .then_some((at, notes)),
            step @ Step::Parts(_) => unreachable!("{step:?} is not in these patterns"),
        }
    }
}

/// Words that patterns here speak of, in any order.
fn sentence(random: &mut u64) -> String {
    const WORDS: [&str; 16] = [
        "P", "P", "F", "F", ",", "and", "the", "chip", "ran", "by", "(", ")", "--", "also", "L",
        "of",
    ];
    let words = (0..14).map(|_| {
        *random = random.wrapping_mul(6_364_136_223_846_793_005) + 1;
        WORDS[(*random >> 60) as usize]
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn what_is_remembered_changes_no_match() {
    let mut random = 7_u64;
    let mut search = Search::default();
    let mut matching = 0;
    for pattern in [
        "{head} {adv} (ran|ran {np} of|the ran) {tail}",
        "{head} {aside} ,? (also (the|{np}))? <ran {gap}|chip> {tail}",
        "{tail} {remark}? {time} (by|(of|)) {det} {head}",
        "{head} {gap} {tail} {when} chip",
        "{head} {noun} {tail}",
    ] {
        let prepared = Prepared::new(pattern);
        for _ in 0..4_000 {
            let sentence = sentence(&mut random);
            let masked = prepared.mask(&sentence);
            let scene = prepared.scene(&masked);
            let obvious = Obvious {
                program: &prepared.program,
                scene,
                goal: None,
            };
            let mut from = 0;
            loop {
                let found = search.find(&prepared.program, scene, from);
                let mut starts = from..masked.tokens.len();
                let expected = starts.find_map(|start| {
                    let (end, notes) = obvious.end(0, start, [0; NOTES])?;
                    Some(Found::new(start..end, &notes))
                });
                assert_eq!(found, expected, "{pattern}: {sentence}");
                let Some(found) = found else {
                    break;
                };
                matching += 1;
                from = found.all.start + 1;
            }
        }
    }
    assert!(matching > 1_000, "{matching}");
}

#[test]
fn what_is_remembered_changes_no_condition() {
    let mut random = 11_u64;
    let mut search = Search::default();
    let (mut before, mut behind) = (0, 0);
    for text in [
        "{any} , {adv} the {np}",
        "({any}|chip)? (,|by)? {remark}? (of|the)",
        "({adv} {np}|of {time}) by",
        "{gap} by {money}",
        "{any}? {aside} {any}",
    ] {
        let condition = Prepared::condition(text);
        for _ in 0..3_000 {
            let sentence = sentence(&mut random);
            let masked = condition.mask(&sentence);
            let scene = condition.scene(&masked);
            let holds = |start, goal| {
                let obvious = Obvious {
                    program: &condition.program,
                    scene,
                    goal,
                };
                obvious.end(0, start, [0; NOTES]).is_some()
            };
            let at = masked.tokens.len() / 2;
            let begins = search.begins(&condition.program, scene, at);
            assert_eq!(begins, holds(at, None), "{text}: {sentence}");
            behind += usize::from(begins);
            let ends = search.ends(&condition.program, scene, at);
            let expected = (0..=at).any(|start| holds(start, Some(at)));
            assert_eq!(ends, expected, "{text}: {sentence}");
            before += usize::from(ends);
        }
    }
    assert!(before > 500 && behind > 500, "{before} {behind}");
}

#[test]
fn many_matches_of_a_sentence_take_no_time() {
    let near = Prepared::condition("{any} ,");
    assert_eq!(near.program.reach(), 2);
    let rules = RelationPack::embedded().compile();
    let name = "Rome, ";
    let sentence = name.repeat(5_000);
    let mention = |number: usize| SentenceMention {
        span: Span::new(number * name.len(), number * name.len() + 4),
        entity: EntityIndex(u32::try_from(number).unwrap()),
        entity_type: "place",
    };
    let mentions: Vec<_> = (0..5_000).map(mention).collect();
    let mut scratch = RuleScratch::default();
    assert!(rules.hints(&sentence, &mentions, &mut scratch).len() < 5_000);
}

#[test]
fn a_long_list_takes_no_time_and_no_stack() {
    let ran = Prepared::new("{head} ran {tail} by");
    let sentence = format!("P ran {}", "F , ".repeat(20_000));
    assert_eq!(ran.find(&sentence), None);
}
