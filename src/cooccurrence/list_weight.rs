//! Sentences that enumerate names, and how little each of their pairs says.

use crate::text::Span;

use super::{MentionRecord, Observation};

/// How many entities a sentence may name and still be prose, whatever stands between them.
const MOST_IN_PROSE: usize = 12;
/// From how many entities on a sentence is a list, if commas and the like stand between most of them; and if only a few words do, as in a
/// market wrap.
const ENUMERATED: usize = 4;
const WRAPPED: usize = 8;
/// How many bytes a comma takes at most (`, ` or `), `): no word fits into them. How many it takes with `and`, and with a few words
/// (` fell 1.2 percent, `).
const COMMA: usize = 3;
const COMMA_AND: usize = 6;
const FEW_WORDS: usize = 26;
/// The part of the gaps between names that must be so narrow: three quarters. Of those with commas, half must have no word.
const MOST: (usize, usize) = (3, 4);
const HALF: (usize, usize) = (1, 2);

/// How a sentence holds its names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum SentenceShape {
    /// It says something of them.
    #[default]
    Prose,
    /// It enumerates them: a list, a market wrap, a row of a league table.
    List,
}

/// The names of one sentence, as far as they tell what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentenceNames {
    /// How many distinct entities are named in it, accepted.
    pub entities: usize,
    /// Whether it enumerates them.
    pub shape: SentenceShape,
}

impl SentenceNames {
    /// Of a sentence with so many distinct entities and mentions at these places.
    pub(super) fn of(entities: usize, places: &[Span]) -> Self {
        Self {
            entities,
            shape: shape(entities, places),
        }
    }

    /// The weight of each pair of entities in the sentence, in thousandths: see [`list_weight`].
    pub const fn weight(self) -> u32 {
        list_weight(self.shape, self.entities)
    }
}

/// The weight of each pair of entities in a sentence that names so many, in thousandths of a pair in plain prose.
///
/// | sentence | weight of a pair | all pairs together |
/// |---|---|---|
/// | prose of up to 4 names | 1000 | up to 6 pairs |
/// | prose of k names | 3000 / (k − 1) | 1.5 k: each name has three ties |
/// | list of k names | 6000 / (k (k − 1)) | 3 pairs, however long it is |
///
/// Divisions round down, but no weight is 0: a list is weak evidence, not none (though one of more than 78 names gives no points). So a sentence
/// that lists 22 names weighs 12 thousandths for each of its 231 pairs, less than three pairs of prose. The table is fixed; nothing in it was
/// fitted to data.
///
/// # Example
/// ```
/// use comention::cooccurrence::{SentenceShape, list_weight};
///
/// assert_eq!(list_weight(SentenceShape::Prose, 2), 1000);
/// assert_eq!(list_weight(SentenceShape::Prose, 7), 500);
/// assert_eq!(list_weight(SentenceShape::List, 4), 500);
/// assert_eq!(list_weight(SentenceShape::List, 22), 12);
/// ```
pub const fn list_weight(shape: SentenceShape, entities: usize) -> u32 {
    const FULL: u64 = 1000;
    let k = entities as u64;
    if k < 2 {
        return 1000;
    }
    let weight = match shape {
        SentenceShape::Prose => 3 * FULL / (k - 1),
        SentenceShape::List => 6 * FULL / (k * (k - 1)),
    };
    #[allow(clippy::cast_possible_truncation, reason = "at most a thousand")]
    match weight {
        0 => 1,
        1..FULL => weight as u32,
        _ => 1000,
    }
}

impl Observation {
    /// The names of each recorded sentence, parallel to [`Observation::sentences`]: how many, and whether they are enumerated. Told by the places
    /// of the mentions alone, so a ledger without texts tells the same.
    ///
    /// A sentence is a list if it names more than 12 entities; at least 8 with only a few words between most of them; or at least 4 with only
    /// commas or `and` between most of them.
    pub fn sentence_names(&self) -> Vec<SentenceNames> {
        let mut names = vec![SentenceNames::default(); self.sentences.len()];
        let mut entities = Vec::new();
        let mut places: Vec<Span> = Vec::new();
        let accepted: Vec<_> = self.accepted().collect();
        let same = |a: &(&MentionRecord, _), b: &(&MentionRecord, _)| a.0.sentence == b.0.sentence;
        for mentions in accepted.chunk_by(same) {
            entities.clear();
            entities.extend(mentions.iter().map(|(_, entity)| *entity));
            entities.sort_unstable();
            entities.dedup();
            places.clear();
            places.extend(mentions.iter().map(|(mention, _)| mention.span));
            names[mentions[0].0.sentence as usize] = SentenceNames::of(entities.len(), &places);
        }
        names
    }
}

/// Several entities that one span could be are one name.
fn shape(entities: usize, places: &[Span]) -> SentenceShape {
    let spans = places.chunk_by(|one, other| one == other);
    let places: Vec<Span> = spans.map(|same| same[0]).collect();
    let names = entities.min(places.len());
    let has = |(some, of): (usize, usize), width: usize| {
        let narrow = |two: &&[Span]| two[1].start() <= two[0].end() + width;
        let narrow = places.windows(2).filter(narrow).count();
        narrow * of >= (places.len() - 1) * some
    };
    let is_list = names > MOST_IN_PROSE
        || (names >= WRAPPED && has(MOST, FEW_WORDS))
        || (names >= ENUMERATED && has(MOST, COMMA_AND) && has(HALF, COMMA));
    if is_list {
        SentenceShape::List
    } else {
        SentenceShape::Prose
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cooccurrence::{SentenceRecord, Target};
    use crate::dictionary::EntityIndex;
    use crate::document::Field;
    use crate::mention::{Rule, Status};

    /// One sentence in which every capitalised word is an entity of its own.
    fn names(text: &str) -> SentenceNames {
        let mut observation = Observation::default();
        observation.sentences.push(SentenceRecord {
            field: Field::Text,
            ordinal: 0,
            paragraph: 0,
            span: Span::new(0, text.len()),
            chars_before: 0,
            text_start: 0,
        });
        let mut at = 0;
        for word in text.split(' ') {
            let name = word.trim_end_matches([',', '.', ';']);
            if name.starts_with(char::is_uppercase) {
                let number = u32::from(name.as_bytes()[0]);
                observation.mentions.push(MentionRecord {
                    sentence: 0,
                    span: Span::new(at, at + name.len()),
                    status: Status::Accepted,
                    rule: Rule::Listed,
                    token: 0,
                    target: Target::Entity(EntityIndex(number)),
                });
            }
            at += word.len() + 1;
        }
        observation.sentence_names()[0]
    }

    #[test]
    fn prose_is_prose() {
        let prose = names("Acme bought chips from Beta after Carl of Delta met Eve in Fulda.");
        assert_eq!((prose.entities, prose.shape), (6, SentenceShape::Prose));
        let three = names("Acme, Beta and Carl fell.");
        assert_eq!((three.shape, three.weight()), (SentenceShape::Prose, 1000));
    }

    #[test]
    fn enumerations_are_told_by_what_stands_between() {
        let commas = names("members are Acme, Beta, Carl, Delta and the Eve.");
        assert_eq!((commas.entities, commas.shape), (5, SentenceShape::List));
        assert_eq!(commas.weight(), 300);
        let wrap = "Acme rose 1.2 percent, Beta fell 3 percent, Carl gained 2, Delta lost 4 percent, Eve was up, Fulda down, Gamma flat, Hera at 3.";
        assert_eq!(names(wrap).shape, SentenceShape::List);
    }

    #[test]
    fn a_list_weighs_no_more_than_three_pairs_however_long() {
        for entities in 2..2_000_usize {
            let pairs = entities * (entities - 1) / 2;
            let weight = list_weight(SentenceShape::List, entities);
            let all = pairs * weight as usize;
            assert!(all <= 3_000 || pairs > 3_000, "{entities}");
            assert!(weight >= 1);
        }
    }

    #[test]
    fn entities_that_one_span_could_be_are_one_name() {
        let far = [Span::new(0, 6), Span::new(60, 67)];
        let shared = [far[0], far[1], far[1], far[1], far[1]];
        assert_eq!(SentenceNames::of(5, &shared).shape, SentenceShape::Prose);
        assert_eq!(SentenceNames::of(5, &shared).weight(), 750);
        let near = [Span::new(0, 6), Span::new(8, 15)];
        let shared = [near[0], near[1], near[1], near[1], near[1]];
        assert_eq!(SentenceNames::of(5, &shared).shape, SentenceShape::Prose);
    }
}
