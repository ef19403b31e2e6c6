//! Precision, recall and F1, from counts that are added up document by document.

use serde::{Serialize, Serializer};

/// How much of what was found is right, and how much of what is right was found. Rates are written with four digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Score {
    /// The share of what was found that is right, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub precision: f64,
    /// The share of the gold that was found, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub recall: f64,
    /// The harmonic mean of the two.
    #[serde(serialize_with = "rounded")]
    pub f1: f64,
    /// How much of the gold was found.
    pub right: u64,
    /// How much was found.
    pub found: u64,
    /// How much there is to find.
    pub gold: u64,
}

impl Score {
    /// Makes a score of counts. Where there is nothing to find and nothing was found, all is right; where one of the two is nothing, nothing is.
    ///
    /// # Example
    /// ```
    /// use comention::evaluation::Score;
    ///
    /// let score = Score::new(3, 4, 6);
    /// assert_eq!((score.precision, score.recall, score.f1), (0.75, 0.5, 0.6));
    /// assert_eq!(Score::new(0, 0, 0).f1, 1.0);
    /// ```
    pub fn new(right: u64, found: u64, gold: u64) -> Self {
        Tally {
            right_found: right,
            right_gold: right,
            found,
            gold,
        }
        .score()
    }
}

/// Writes a rate with the digits that are usual for it; the counts beside it give the rest.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn rounded<S: Serializer>(rate: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(four_digits(*rate))
}

#[allow(clippy::ref_option, reason = "serde hands it over so")]
fn rounded_option<S: Serializer>(rate: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    rate.map(four_digits).serialize(serializer)
}

/// Rounded by its decimal digits, ties to even: multiplying by ten thousand would itself round.
fn four_digits(rate: f64) -> f64 {
    let digits = format!("{rate:.4}");
    digits.parse().expect("digits are a number")
}

/// The counts behind a score. What was found and right is counted on both sides: two entities found at one place may both be right, and the
/// place is still one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// How much of what was found is right.
    pub(super) right_found: u64,
    /// How much of the gold was found.
    pub(super) right_gold: u64,
    pub(super) found: u64,
    pub(super) gold: u64,
}

impl Tally {
    #[allow(clippy::cast_precision_loss, reason = "counts of mentions")]
    pub(super) fn score(self) -> Score {
        let share = |part: u64, whole: u64| match (part, whole, self.found + self.gold) {
            (_, _, 0) => 1.0,
            (_, 0, _) => 0.0,
            (part, whole, _) => part as f64 / whole as f64,
        };
        let (precision, recall) = (
            share(self.right_found, self.found),
            share(self.right_gold, self.gold),
        );
        let sum = precision + recall;
        let f1 = if sum > 0.0 {
            2.0 * precision * recall / sum
        } else {
            0.0
        };
        Score {
            precision,
            recall,
            f1,
            right: self.right_gold,
            found: self.found,
            gold: self.gold,
        }
    }
}

/// The scores of an evaluation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Scores {
    /// Places, to the character, whatever the entity.
    pub span: Score,
    /// Places, where one that overlaps is as good.
    pub span_overlap: Score,
    /// Places with their entities; `None` where the gold names none. Places where it names none are left out on both sides.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_entity: Option<Score>,
    /// The entities of each document, wherever they stand; `None` where the gold names none. Those found only where it names none are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_entity: Option<Score>,
    /// Places with their types; `None` where the gold gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span_type: Option<Score>,
    /// The share of right entities among those found at right places where the gold names one; `None` where there are none.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "rounded_option"
    )]
    pub right_spans_linked: Option<f64>,
}

/// The score of one type.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TypeScore {
    /// The type, as the dictionary writes it where it has it.
    #[serde(rename = "type")]
    pub name: String,
    /// Marks of this type.
    pub marks: u64,
    /// How many of them are found to the character, whatever the type found there.
    pub marks_found: u64,
    /// Places with this type.
    #[serde(flatten)]
    pub score: Score,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_written_short() {
        let json = serde_json::to_string(&Score::new(3, 3, 5)).unwrap();
        assert_eq!(
            json,
            r#"{"precision":1.0,"recall":0.6,"f1":0.75,"right":3,"found":3,"gold":5}"#
        );
    }

    #[test]
    #[allow(clippy::float_cmp, reason = "exact by hand")]
    fn nothing_is_scored_as_it_should_be() {
        let of = |right, found, gold| {
            let score = Score::new(right, found, gold);
            (score.precision, score.recall, score.f1)
        };
        assert_eq!(of(0, 0, 0), (1.0, 1.0, 1.0));
        assert_eq!(of(0, 0, 5), (0.0, 0.0, 0.0));
        assert_eq!(of(0, 5, 0), (0.0, 0.0, 0.0));
        assert_eq!(of(2, 4, 8), (0.5, 0.25, 1.0 / 3.0));
    }
}
