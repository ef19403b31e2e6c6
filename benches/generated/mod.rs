//! Dictionaries and documents from a seeded generator: the same on every machine, with the right answers known from the making.
//!
//! Every entity has a word of its own that ends in `x`, which no other word does, and all its names hold that word. So each planted name is
//! exactly one mention, whatever stands beside it.

use std::collections::HashMap;

use comention::Dictionary;
use comention::dictionary::Entity;
use comention::document::Document;

const CONSONANTS: &[u8; 12] = b"bdfgklmnprst";
const VOWELS: &[u8; 5] = b"aeiou";
/// Words that name nothing.
const VOCABULARY: usize = 20_000;
/// The commonest words, which no name shares: about half of all words of a text may begin a name once the dictionary is large.
const COMMONEST: usize = VOCABULARY / 6;
const NAMES_PER_ENTITY: usize = 3;
const SENTENCES_PER_PARAGRAPH: usize = 5;

/// What to generate.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Names in the dictionary, three to an entity.
    pub(crate) names: usize,
    pub(crate) documents: usize,
    /// Sentences in a document.
    pub(crate) sentences: usize,
    /// How many words of a hundred are names, 50 at most.
    pub(crate) density: usize,
}

/// What was generated.
pub(crate) struct Sample {
    pub(crate) dictionary: Dictionary,
    pub(crate) documents: Vec<Document>,
    /// The entities that each sentence of each document names, in order.
    pub(crate) mentioned: Vec<Vec<Vec<u32>>>,
}

impl Sample {
    pub(crate) fn new(plan: Plan) -> Self {
        let mut random = Random(0x5EED_0F7E_1000_0001);
        let vocabulary: Vec<String> = (0..VOCABULARY).map(|_| random.word()).collect();
        let names = names(plan.names, &vocabulary, &mut random);
        let mut documents = Vec::with_capacity(plan.documents);
        let mut mentioned = Vec::with_capacity(plan.documents);
        for number in 0..plan.documents {
            let mut text = String::new();
            let mut sentences = Vec::with_capacity(plan.sentences);
            for sentence in 0..plan.sentences {
                let end_of_paragraph = (sentence + 1) % SENTENCES_PER_PARAGRAPH == 0;
                sentences.push(random.sentence(&vocabulary, &names, plan.density, &mut text));
                text.push_str(if end_of_paragraph { "\n\n" } else { " " });
            }
            documents.push(Document::new(format!("{number:06}"), text));
            mentioned.push(sentences);
        }
        Self {
            dictionary: dictionary(&names),
            documents,
            mentioned,
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.documents
            .iter()
            .map(|document| document.text.len())
            .sum()
    }

    pub(crate) fn sentences(&self) -> usize {
        self.mentioned.iter().map(Vec::len).sum()
    }

    pub(crate) fn mentions(&self) -> usize {
        self.mentioned.iter().flatten().map(Vec::len).sum()
    }

    /// In how many documents each pair of entities stands: the counter that everyone writes first.
    pub(crate) fn pairs_of_documents(&self) -> HashMap<(u32, u32), u32> {
        let mut pairs = HashMap::new();
        for document in &self.mentioned {
            count_pairs(document.concat(), &mut pairs);
        }
        pairs
    }

    /// In how many sentences each pair of entities stands.
    pub(crate) fn pairs_of_sentences(&self) -> HashMap<(u32, u32), u32> {
        let mut pairs = HashMap::new();
        for sentence in self.mentioned.iter().flatten() {
            count_pairs(sentence.clone(), &mut pairs);
        }
        pairs
    }
}

fn count_pairs(mut window: Vec<u32>, pairs: &mut HashMap<(u32, u32), u32>) {
    window.sort_unstable();
    window.dedup();
    for (at, &a) in window.iter().enumerate() {
        for &b in &window[at + 1..] {
            *pairs.entry((a, b)).or_insert(0) += 1;
        }
    }
}

/// The names of each entity.
fn names(count: usize, vocabulary: &[String], random: &mut Random) -> Vec<Vec<String>> {
    let mut names: Vec<Vec<String>> = Vec::new();
    for number in 0..count {
        let own = own_word(number / NAMES_PER_ENTITY);
        let shared = capitalised(&vocabulary[COMMONEST + random.below(VOCABULARY - COMMONEST)]);
        match number % NAMES_PER_ENTITY {
            0 => names.push(vec![own]),
            1 => names
                .last_mut()
                .expect("the first")
                .push(format!("{shared} {own}")),
            _ => names
                .last_mut()
                .expect("the first")
                .push(format!("{own} {shared}")),
        }
    }
    names
}

fn dictionary(names: &[Vec<String>]) -> Dictionary {
    let mut builder = Dictionary::builder();
    for (number, names) in names.iter().enumerate() {
        // Ids in the order of their numbers: a number is the entity's index.
        let entity = Entity::new(format!("e{number:06}"), &names[0]).with_type("organization");
        let entity = names[1..]
            .iter()
            .fold(entity, |entity, name| entity.with_alias(name.as_str()));
        builder = builder.entity(&entity);
    }
    builder
        .build()
        .expect("the generator makes sound dictionaries")
}

/// A word for each number below 216,000.
fn own_word(number: usize) -> String {
    let mut word = String::new();
    let mut rest = number;
    for _ in 0..3 {
        push_syllable(rest, &mut word);
        rest /= CONSONANTS.len() * VOWELS.len();
    }
    word.push('x');
    capitalised(&word)
}

fn push_syllable(number: usize, word: &mut String) {
    word.push(char::from(
        CONSONANTS[number / VOWELS.len() % CONSONANTS.len()],
    ));
    word.push(char::from(VOWELS[number % VOWELS.len()]));
}

fn capitalised(word: &str) -> String {
    word[..1].to_ascii_uppercase() + &word[1..]
}

/// Marsaglia's xorshift with a multiplication at the end.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from((self.next() >> 32) % limit as u64).expect("less than a limit that fits")
    }

    /// Small numbers far more often than great ones, as words and entities are used.
    fn skewed_below(&mut self, limit: usize) -> usize {
        let limit = self.below(limit) + 1;
        self.below(limit)
    }

    fn word(&mut self) -> String {
        let mut word = String::new();
        for _ in 0..2 + self.below(3) {
            push_syllable(self.below(CONSONANTS.len() * VOWELS.len()), &mut word);
        }
        word
    }

    /// Appends a sentence; gives the entities it names.
    fn sentence(
        &mut self,
        vocabulary: &[String],
        names: &[Vec<String>],
        density: usize,
        text: &mut String,
    ) -> Vec<u32> {
        let mut mentioned = Vec::new();
        text.push_str(&capitalised(&vocabulary[self.skewed_below(VOCABULARY)]));
        for slot in 0..8 + self.below(24) {
            // Each second slot is a plain word, so that no two names touch.
            let is_name = slot % 2 == 1 && self.below(50) < density;
            text.push(' ');
            if is_name {
                let entity = self.skewed_below(names.len());
                text.push_str(&names[entity][self.below(names[entity].len())]);
                mentioned.push(u32::try_from(entity).expect("fewer entities than that"));
            } else if self.below(100) == 0 {
                text.push_str(["3.5", "café", "U.S.", "Mr. Bo"][self.below(4)]);
            } else {
                text.push_str(&vocabulary[self.skewed_below(VOCABULARY)]);
            }
        }
        text.push(' ');
        text.push_str(&vocabulary[self.skewed_below(VOCABULARY)]);
        text.push('.');
        mentioned
    }
}
