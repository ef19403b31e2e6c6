//! From counts and scores to sizes.

/// How strong edges are among those of a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Strengths {
    least: f64,
    greatest: f64,
}

impl Strengths {
    /// Takes the scores of all edges shown. Whatever the measure, the least is 0 and the greatest 1.
    pub(crate) fn new(scores: impl Iterator<Item = f64>) -> Self {
        let (least, greatest) = scores.fold(
            (f64::INFINITY, f64::NEG_INFINITY),
            |(least, greatest), score| (least.min(score), greatest.max(score)),
        );
        Self { least, greatest }
    }

    /// From 0 to 1. The square root, because a few giants would make all others hairlines; a quarter where all are equal.
    pub(crate) fn of(self, score: f64) -> f64 {
        if self.least < self.greatest {
            ((score - self.least) / (self.greatest - self.least)).sqrt()
        } else {
            0.25
        }
    }

    /// Whether all scores are equal.
    pub(crate) fn is_flat(self) -> bool {
        self.least >= self.greatest
    }

    /// The score that has a strength.
    pub(crate) fn score(self, strength: f64) -> f64 {
        self.least + (self.greatest - self.least) * strength * strength
    }
}

/// How many times a number goes into another, which counts as 1 if it is 0.
#[expect(clippy::cast_precision_loss, reason = "sizes on a picture")]
pub(crate) fn share(count: u64, of: u64) -> f64 {
    count as f64 / of.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "these are exact")]
    fn strengths_go_from_the_least_to_the_greatest() {
        let strengths = Strengths::new([-2.0, 2.0, -1.0].into_iter());
        assert_eq!(
            [-2.0, -1.0, 2.0].map(|score| strengths.of(score)),
            [0.0, 0.5, 1.0]
        );
        assert_eq!(strengths.score(0.5), -1.0);
        assert_eq!(Strengths::new([7.0, 7.0].into_iter()).of(7.0), 0.25);
        assert_eq!(share(3, 0), 3.0);
    }
}
