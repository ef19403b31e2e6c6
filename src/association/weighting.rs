//! Weights of single meetings, by distance and by age.

use std::fmt;

/// How much a meeting of two mentions counts by their distance, in tokens from 1, inside a window of some greatest distance.
///
/// # Example
/// ```
/// use comention::association::DistanceWeighting;
///
/// assert_eq!(DistanceWeighting::Inverse.weight(2, 5), 0.5);
/// assert_eq!(DistanceWeighting::Linear.weight(2, 5), 4.0);
/// assert_eq!(DistanceWeighting::Linear.weight(6, 5), 0.0); // out of the window
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum DistanceWeighting {
    /// 1, however far.
    #[default]
    Binary,
    /// `window - distance + 1`.
    ///
    /// # References
    /// Lund & Burgess (1996), *Producing High-Dimensional Semantic Spaces from Lexical Co-occurrence* (HAL; there for each side by itself).
    Linear,
    /// `1/distance`.
    ///
    /// # References
    /// Pennington, Socher & Manning (2014), *`GloVe`: Global Vectors for Word Representation*.
    Inverse,
    /// `(window - distance + 1)/window`: how often a window of random size reaches so far.
    ///
    /// # References
    /// Mikolov, Chen, Corrado & Dean (2013), *Efficient Estimation of Word Representations in Vector Space*.
    Shrinking,
    /// `e^(-rate*(distance - 1))`: 1 for neighbours.
    Exponential {
        /// How fast it falls with each token, 0 or more.
        rate: f64,
    },
}

impl DistanceWeighting {
    /// The stable lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Linear => "linear",
            Self::Inverse => "inverse",
            Self::Shrinking => "shrinking",
            Self::Exponential { .. } => "exponential",
        }
    }

    /// The formula of a weight, in the distance `d` and the greatest distance `n` of the window.
    pub fn formula(self) -> String {
        match self {
            Self::Binary => "1".to_owned(),
            Self::Linear => "(n - d + 1)".to_owned(),
            Self::Inverse => "1/d".to_owned(),
            Self::Shrinking => "(n - d + 1)/n".to_owned(),
            Self::Exponential { rate } => format!("e^(-{rate}*(d - 1))"),
        }
    }

    /// The weight of a meeting at a distance. 0 beyond the window and at distance 0, where two mentions stand in one place.
    pub fn weight(self, distance: u32, window: u32) -> f64 {
        if distance == 0 || distance > window {
            return 0.0;
        }
        let left = f64::from(window - distance) + 1.0;
        match self {
            Self::Binary => 1.0,
            Self::Linear => left,
            Self::Inverse => 1.0 / f64::from(distance),
            Self::Shrinking => left / f64::from(window),
            Self::Exponential { rate } => (-rate * f64::from(distance - 1)).exp(),
        }
    }
}

impl fmt::Display for DistanceWeighting {
    /// The name; of weights that fall exponentially with their rate, `exponential=0.1`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exponential { rate } => write!(formatter, "{}={rate}", self.name()),
            _ => formatter.pad(self.name()),
        }
    }
}

/// What is left of a weight after `age` days when every `half_life` days halve it: `weight*2^(-age/half_life)`. Ages below 0 count as 0, and a
/// half-life of 0 or less leaves nothing of what has any age.
///
/// # Example
/// ```
/// assert_eq!(comention::association::time_decay(2.0, 730.0, 365.0), 0.5);
/// ```
pub fn time_decay(weight: f64, age: f64, half_life: f64) -> f64 {
    if age <= 0.0 {
        weight
    } else if half_life > 0.0 {
        weight * (-age / half_life).exp2()
    } else {
        0.0
    }
}
