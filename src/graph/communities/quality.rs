//! How good a partition is.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};

use super::super::network::{Network, ratio_of, sizes};

/// What makes a division into communities a good one: the sum that the search for them makes as great as it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Quality {
    /// More weight inside than if edges joined their ends by chance: see [`Communities::modularity`](super::Communities::modularity). The
    /// whole graph is the measure, so in a larger one small communities are taken together that would stand alone in a smaller one.
    #[default]
    Modularity,
    /// Constant Potts model: `sum(inside - resolution*n*(n-1)/2)` over the communities, with the weight of their edges and the number `n` of their
    /// members. So a community is a part whose pairs weigh more than the resolution on average, those without an edge at 0: with counts and a
    /// resolution of 1, more than one shared window a pair. It depends on nothing outside, whatever the size of the graph.
    ///
    /// # References
    /// Traag, Van Dooren & Nesterov (2011), *Narrow Scope for Resolution-Limit-Free Community Detection*.
    ConstantPotts,
}

impl Quality {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Modularity, Self::ConstantPotts];

    /// The stable lower-case name used in files and flags.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Modularity => "modularity",
            Self::ConstantPotts => "constant-potts",
        }
    }

    /// Its value for a partition; 0 without edges.
    pub(super) fn of(self, network: &Network, groups: &[usize], resolution: f64) -> f64 {
        match self {
            Self::Modularity => modularity(network, groups, resolution),
            Self::ConstantPotts => constant_potts(network, groups, resolution),
        }
    }
}

impl fmt::Display for Quality {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Quality {
    type Err = Error;

    /// Reads a [`name`](Quality::name) in any case, with `-` or `_`.
    fn from_str(text: &str) -> Result<Self> {
        let name = text.to_ascii_lowercase().replace('_', "-");
        Self::ALL
            .into_iter()
            .find(|quality| quality.name() == name)
            .ok_or_else(|| Error::UnknownMeasure {
                name: text.to_owned(),
                known: Self::ALL.map(Self::name).to_vec(),
            })
    }
}

impl Serialize for Quality {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// `sum(inside/m - resolution*(strength/2m)^2)`; 0 without edges.
fn modularity(network: &Network, groups: &[usize], resolution: f64) -> f64 {
    let (inside, strength) = inside_and_around(network, groups);
    let twice_m: f64 = strength.iter().sum();
    if twice_m == 0.0 {
        return 0.0;
    }
    inside
        .iter()
        .zip(&strength)
        .map(|(inside, strength)| {
            let share = strength / twice_m;
            inside / twice_m - resolution * share * share
        })
        .sum()
}

/// `sum(inside - resolution*n*(n-1)/2)`.
fn constant_potts(network: &Network, groups: &[usize], resolution: f64) -> f64 {
    let (inside, _) = inside_and_around(network, groups);
    inside
        .iter()
        .zip(sizes(groups))
        .map(|(inside, n)| {
            let pairs = ratio_of(n) * (ratio_of(n) - 1.0) / 2.0;
            inside / 2.0 - resolution * pairs
        })
        .sum()
}

/// Of each group twice the weight of the edges within, and that of all around its members.
fn inside_and_around(network: &Network, groups: &[usize]) -> (Vec<f64>, Vec<f64>) {
    let count = sizes(groups).len();
    let (mut inside, mut strength) = (vec![0.0; count], vec![0.0; count]);
    for node in network.nodes() {
        let group = groups[node];
        for arc in network.arcs(node) {
            strength[group] += arc.weight;
            if groups[arc.to] == group {
                inside[group] += arc.weight; // each edge from both its ends
            }
        }
    }
    (inside, strength)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back() {
        for quality in Quality::ALL {
            assert_eq!(quality.name().parse::<Quality>().unwrap(), quality);
        }
        assert!("beauty".parse::<Quality>().is_err());
    }
}
