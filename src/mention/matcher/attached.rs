//! Names that other words are written on to: particles behind them in Korean, conjunctions, prepositions and the article before them in
//! Arabic. Neither script writes a space there, so the name ends, or begins, inside a word of the text.

use super::Matcher;
use crate::document::Field;
use crate::mention::candidate::Candidate;
use crate::mention::pattern::Variant;
use crate::mention::table::{first_key, next_key};
use crate::mention::{Rule, Variants};
use crate::text::{Span, TextMap, WordKey};

/// What a particle asks of the syllable before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    Any,
    /// It ends with a vowel.
    Vowel,
    /// It ends with a consonant.
    Consonant,
    /// It ends with a vowel or with `ㄹ`.
    VowelOrL,
    /// It ends with a consonant other than `ㄹ`.
    OtherConsonant,
}

/// Particles of Korean, alone and in the usual runs.
const PARTICLES: [(&str, After); 44] = [
    ("은", After::Consonant),
    ("는", After::Vowel),
    ("이", After::Consonant),
    ("가", After::Vowel),
    ("을", After::Consonant),
    ("를", After::Vowel),
    ("과", After::Consonant),
    ("와", After::Vowel),
    ("로", After::VowelOrL),
    ("으로", After::OtherConsonant),
    ("의", After::Any),
    ("에", After::Any),
    ("도", After::Any),
    ("만", After::Any),
    ("에서", After::Any),
    ("에게", After::Any),
    ("께서", After::Any),
    ("까지", After::Any),
    ("부터", After::Any),
    ("보다", After::Any),
    ("처럼", After::Any),
    ("에는", After::Any),
    ("에도", After::Any),
    ("에만", After::Any),
    ("에서는", After::Any),
    ("에서도", After::Any),
    ("에서의", After::Any),
    ("에게는", After::Any),
    ("에게도", After::Any),
    ("에게서", After::Any),
    ("까지도", After::Any),
    ("까지의", After::Any),
    ("부터의", After::Any),
    ("만이", After::Any),
    ("만을", After::Any),
    ("만의", After::Any),
    ("과는", After::Consonant),
    ("과의", After::Consonant),
    ("와는", After::Vowel),
    ("와의", After::Vowel),
    ("로서", After::VowelOrL),
    ("로부터", After::VowelOrL),
    ("으로서", After::OtherConsonant),
    ("으로부터", After::OtherConsonant),
];

/// Where a name may end in a word with a particle. A name of one syllable would be found in too many words that are none.
fn ends_before_particles(word: &str) -> impl Iterator<Item = usize> {
    PARTICLES.iter().filter_map(move |&(particle, after)| {
        let name = word.strip_suffix(particle)?;
        let mut characters = name.chars().rev();
        let last = characters.next()?;
        characters.next()?;
        // Where another script ends, only its sound would tell.
        let fits = final_consonant(last).is_none_or(|consonant| match after {
            After::Any => true,
            After::Vowel => consonant == 0,
            After::Consonant => consonant != 0,
            After::VowelOrL => matches!(consonant, 0 | L),
            After::OtherConsonant => !matches!(consonant, 0 | L),
        });
        fits.then_some(name.len())
    })
}

/// The number of `ㄹ` at the end of a syllable.
const L: u32 = 8;

/// The number of the consonant at the end of a syllable of Korean, 0 where there is none.
fn final_consonant(syllable: char) -> Option<u32> {
    let number = u32::from(syllable).checked_sub(0xAC00)?;
    (number < 11_172).then_some(number % 28)
}

/// Words of Arabic that are written on, in the order in which they come together: a conjunction, a preposition, the article. `لل` is `ل` with
/// the article.
const GLUED: [&[&str]; 3] = [&["و", "ف"], &["ب", "ك", "ل"], &["ال"]];

/// Where a name may begin in a word with others before it. What is left of the word has at least three letters.
fn begins_behind_glued(word: &str) -> Vec<usize> {
    let mut begins = vec![0];
    for words in GLUED {
        for known in 0..begins.len() {
            let rest = &word[begins[known]..];
            let glued = words.iter().filter(|glued| rest.starts_with(*glued));
            begins.extend(
                glued
                    .map(|glued| begins[known] + glued.len())
                    .collect::<Vec<_>>(),
            );
        }
    }
    for prefix in ["لل", "ولل", "فلل"] {
        begins.extend(word.starts_with(prefix).then_some(prefix.len()));
    }
    begins.sort_unstable();
    begins.dedup();
    begins.retain(|&begin| begin > 0 && word[begin..].chars().nth(2).is_some());
    begins
}

/// Where a walk along the words of a text is.
struct Step {
    /// Where the name begins, and the word of the walk.
    name: usize,
    word: usize,
    end: usize,
}

impl Matcher {
    /// Finds the names in a text that other words are written on to, as far as the options ask for them.
    pub(super) fn walk_attached(
        &self,
        field: Field,
        text: &str,
        words: &TextMap,
        folded: &mut Vec<u8>,
        candidates: &mut Vec<Candidate>,
    ) {
        if words.is_ascii() || self.variants == Variants::None {
            return;
        }
        // The first bytes of syllables of Korean, of letters of Arabic.
        let korean = text.bytes().any(|byte| matches!(byte, 0xEA..=0xED));
        let arabic =
            self.variants == Variants::All && text.bytes().any(|byte| matches!(byte, 0xD8..=0xDB));
        if !(korean || arabic) {
            return;
        }
        let mut from = 0;
        while let Some(start) = words.next_from(from) {
            let end = words.end_of(start);
            from = end;
            let mut walk = |begin: usize, rule: Rule| {
                let step = Step {
                    name: start + begin,
                    word: start + begin,
                    end,
                };
                self.walk_on(field, text, words, step, rule, folded, candidates);
            };
            if korean {
                walk(0, Rule::Particle);
            }
            if arabic
                && text[start..end].starts_with(|letter| ('\u{621}'..='\u{64A}').contains(&letter))
            {
                for begin in begins_behind_glued(&text[start..end]) {
                    walk(begin, Rule::GluedWord);
                }
            }
        }
    }

    /// Looks up the words from a step on, as far as forms go on: whole, or without the particles at the end of the last.
    #[allow(clippy::too_many_arguments, reason = "the walk has all of the text's")]
    fn walk_on(
        &self,
        field: Field,
        text: &str,
        words: &TextMap,
        mut step: Step,
        rule: Rule,
        folded: &mut Vec<u8>,
        candidates: &mut Vec<Candidate>,
    ) {
        let least = match rule {
            Rule::GluedWord => Variants::All,
            _ => Variants::Safe,
        };
        let mut before: Option<(u64, usize)> = None;
        loop {
            let Step { name, word, end } = step;
            let mut key_to = |end: usize| {
                let hash = WordKey::of(&text[word..end], folded).hash;
                match before {
                    None => Some(first_key(hash)),
                    Some((key, gap)) => next_key(key, &text[gap..word], hash),
                }
            };
            let mut add = |key: u64, end: usize| {
                let Some(slot) = self.table.get(key) else {
                    return false;
                };
                for number in self.table.patterns(slot) {
                    let pattern = self.patterns.get(number);
                    if pattern.variants < least && pattern.variant != Variant::Block {
                        continue;
                    }
                    if let Some(span) =
                        self.verify(&pattern, &text[name..end], text, Span::new(name, end))
                    {
                        // Some are found by more than their spelling.
                        let rule = match pattern.variant.rule() {
                            Rule::Listed => rule,
                            own => own,
                        };
                        candidates.push(Candidate {
                            rule,
                            ..Candidate::new(field, span, number, &pattern)
                        });
                    }
                }
                slot.continues
            };
            if rule == Rule::Particle {
                for cut in ends_before_particles(&text[word..end]) {
                    if let Some(key) = key_to(word + cut) {
                        add(key, word + cut);
                    }
                }
            }
            let Some(key) = key_to(end) else {
                return;
            };
            let continues = if rule == Rule::Particle {
                self.table.get(key).is_some_and(|slot| slot.continues)
            } else {
                add(key, end)
            };
            let Some(next) = words.next_from(end).filter(|_| continues) else {
                return;
            };
            before = Some((key, end));
            step = Step {
                name,
                word: next,
                end: words.end_of(next),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_agree_with_the_sound_before_them() {
        let names = |word: &'static str| -> Vec<&str> {
            ends_before_particles(word)
                .map(|end| &word[..end])
                .collect()
        };
        assert_eq!(names("하나전자는"), ["하나전자"]);
        assert_eq!(names("하나은행은"), ["하나은행"]);
        assert_eq!(names("하나은행는"), [""; 0]);
        assert_eq!(names("부산에서"), ["부산"]);
        assert_eq!(names("서울로"), ["서울"]);
        assert_eq!(names("부산로"), [""; 0]);
        assert_eq!(names("부산으로"), ["부산으", "부산"]);
        assert_eq!(names("Acme는"), ["Acme"]);
        assert_eq!(names("곰은"), [""; 0], "a name of one syllable");
        assert_eq!(names("전자만의"), ["전자만", "전자"]);
    }

    #[test]
    fn words_are_glued_on_in_order() {
        let names = |word: &'static str| -> Vec<&str> {
            begins_behind_glued(word)
                .into_iter()
                .map(|begin| &word[begin..])
                .collect()
        };
        assert_eq!(names("وبالقاهرة"), ["بالقاهرة", "القاهرة", "قاهرة"]);
        assert_eq!(names("القاهرة"), ["قاهرة"]);
        assert_eq!(names("للبنك"), ["لبنك", "بنك"]);
        assert_eq!(names("ولد"), [""; 0]);
    }
}
