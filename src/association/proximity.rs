//! Strengths of links from weighted counts: what other tools compute from sums of weights instead of whole windows.

/// The co-mention score of the STRING and Jensen lab databases, `c^alpha * (c*total/(c_i*c_j))^(1 - alpha)`.
///
/// `c` is the weighted count of the pair: over its documents 1 each, 2 more if they share a paragraph of it, 0.2 more if a sentence, in the
/// published program. `c_i` is the sum of `c` over all pairs of the one with entities of the other's type, `c_j` likewise, `total` the sum
/// over all pairs of the two types, each once. `alpha` is 0.6 there: 1 is the weighted count alone, 0 the ratio to chance alone. 0 where any
/// of the sums is not positive.
///
/// # References
/// Franceschini et al. (2013), *STRING v9.1: protein-protein interaction networks, with increased coverage and integration*.
///
/// # Example
/// ```
/// let score = comention::association::comention_score(6.2, 9.2, 12.4, 15.4, 0.6);
/// assert!((score - 2.78301901).abs() < 1e-8);
/// ```
pub fn comention_score(c: f64, c_i: f64, c_j: f64, total: f64, alpha: f64) -> f64 {
    if [c, c_i, c_j, total].into_iter().all(|sum| sum > 0.0) {
        c.powf(alpha) * (c * total / (c_i * c_j)).powf(1.0 - alpha)
    } else {
        0.0
    }
}

/// The association strength of `VOSviewer`, `2*total*link/(s_i*s_j)`: the strength of a link over what chance expects of it, where `s_i` and
/// `s_j` are the sums of all links of each end and `total` is the sum of all links, each once. 0 where one of the ends has no links.
///
/// # References
/// van Eck & Waltman (2009), *How to Normalize Cooccurrence Data? An Analysis of Some Well-Known Similarity Measures*.
///
/// # Example
/// ```
/// assert_eq!(comention::association::association_strength(3.0, 6.0, 4.0, 11.0), 2.75);
/// ```
pub fn association_strength(link: f64, s_i: f64, s_j: f64, total: f64) -> f64 {
    if s_i > 0.0 && s_j > 0.0 {
        2.0 * total * link / (s_i * s_j)
    } else {
        0.0
    }
}

/// The mean of the shares a link has in all links of its ends, `(link/s_i + link/s_j)/2`, which `VOSviewer` calls fractionalization. Range
/// 0..=1; 0 where one of the ends has no links.
///
/// # Example
/// ```
/// assert_eq!(comention::association::fractionalization(3.0, 6.0, 4.0), 0.625);
/// ```
pub fn fractionalization(link: f64, s_i: f64, s_j: f64) -> f64 {
    if s_i > 0.0 && s_j > 0.0 {
        f64::midpoint(link / s_i, link / s_j)
    } else {
        0.0
    }
}
/// How much documents say of two entities, in points: together, each with anybody, and of all pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[allow(clippy::exhaustive_structs, reason = "four numbers, made by callers")]
pub struct PointSums {
    /// Of the two together.
    pub pair: f64,
    /// Of the first with all others.
    pub a: f64,
    /// Of the second with all others.
    pub b: f64,
    /// Of all pairs.
    pub all: f64,
}

impl PointSums {
    /// The part that the points themselves have in [`Measure::Combined`](super::Measure::Combined); the rest is the comparison with chance. 0.6
    /// in STRING, whose entities, proteins, differ less in how often they are named than those of news do: there, more weight on chance
    /// would put pairs of names that occur once on top.
    const ALPHA: f64 = 0.8;

    /// The score of [`Measure::Combined`](super::Measure::Combined).
    pub(super) fn score(&self) -> f64 {
        comention_score(self.pair, self.a, self.b, self.all, Self::ALPHA)
    }
}
