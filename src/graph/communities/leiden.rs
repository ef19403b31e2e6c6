//! The Leiden algorithm, for modularity and for the constant Potts model.
//!
//! To both, a group is worth the weight within it less what its members would weigh without it: each node has a mass, and two weigh the
//! product of their masses. For modularity the mass of an entity is its strength, for the other it is 1.
//!
//! Our own because two things must hold that libraries do not promise: the same communities on every platform and with every version, and
//! no order of a hash table or of threads in the result.

use crate::association::Random;

use super::super::network::Network;
use super::CommunityOptions;
use super::quality::Quality;

/// The least gain for which a node moves, as a share of the weight of all edges: less is rounding. Likewise for a whole partition.
const GAIN: f64 = 1e-12;
/// How often the whole is repeated from what it found, at most; it usually ends after two or three.
const ROUNDS: usize = 50;

/// How many orders of the nodes are tried. Each ends on a hill of its own; the highest counts.
const ORDERS: usize = 5;

/// Of each node the number of its community, from 0 without gaps, in any order; and how good they are.
pub(super) fn partition(network: &Network, options: CommunityOptions) -> (Vec<usize>, f64) {
    let CommunityOptions {
        quality,
        resolution,
        seed,
        ..
    } = options;
    let mut random = Random::new(seed);
    let bottom = Level::of(network, quality);
    let mut best: Vec<usize> = network.nodes().collect();
    let mut highest = quality.of(network, &best, resolution);
    // Modularity is a share of the weight already.
    let gain = match quality {
        Quality::Modularity => GAIN,
        Quality::ConstantPotts => GAIN * bottom.total,
    };
    for _ in 0..if network.edge_count() == 0 { 0 } else { ORDERS } {
        let groups = climb(&bottom, resolution, &mut random);
        let reached = quality.of(network, &groups, resolution);
        if reached > highest + gain {
            (best, highest) = (groups, reached);
        }
    }
    (best, highest)
}

/// Repeats the whole, each time from what was found, until nothing changes.
fn climb(bottom: &Level, resolution: f64, random: &mut Random) -> Vec<usize> {
    let mut groups: Vec<usize> = (0..bottom.len()).collect();
    for _ in 0..ROUNDS {
        let before = groups.clone();
        groups = once(bottom, groups, resolution, random);
        compact(&mut groups);
        if before == groups {
            break;
        }
    }
    groups
}

/// Moves nodes, refines, merges what is refined into single nodes, and again, until nothing is left to merge.
fn once(bottom: &Level, start: Vec<usize>, resolution: f64, random: &mut Random) -> Vec<usize> {
    // Of each node at the bottom its node on the level reached.
    let mut at: Vec<usize> = (0..bottom.len()).collect();
    let mut level = bottom.clone();
    let mut groups = start;
    loop {
        move_nodes(&level, &mut groups, resolution, random);
        let count = compact(&mut groups);
        if count == level.len() {
            break;
        }
        let mut refined = refine(&level, &groups, resolution, random);
        let parts = compact(&mut refined);
        if parts == level.len() {
            // Nothing can be merged for a gain within these groups: rounding let them form. Their connected parts are as good.
            refined = connected_parts(&level, &groups);
        }
        let parts = compact(&mut refined);
        if parts == level.len() {
            groups = refined;
            break;
        }
        let mut next_groups = vec![0; parts];
        for (node, &part) in refined.iter().enumerate() {
            next_groups[part] = groups[node];
        }
        level = level.merged(&refined, parts);
        for node in &mut at {
            *node = refined[*node];
        }
        groups = next_groups;
    }
    at.into_iter().map(|node| groups[node]).collect()
}

/// The network on one level: its nodes are communities of the level below.
#[derive(Clone)]
struct Level {
    /// The other ends of each node with the weight between, in order, without the node itself.
    rows: Vec<Vec<(usize, f64)>>,
    /// The mass of each node, that of all it was merged from.
    mass: Vec<f64>,
    /// By what a product of masses is divided to be a weight.
    unit: f64,
    /// Twice the weight of all edges.
    total: f64,
}

impl Level {
    fn of(network: &Network, quality: Quality) -> Self {
        let row = |node| {
            let arcs = network.arcs(node).iter();
            arcs.map(|arc| (arc.to, arc.weight)).collect()
        };
        let strength: Vec<f64> = network.nodes().map(|node| network.strength(node)).collect();
        let total = strength.iter().sum();
        let (mass, unit) = match quality {
            Quality::Modularity => (strength, total),
            Quality::ConstantPotts => (vec![1.0; network.len()], 1.0),
        };
        Self {
            rows: network.nodes().map(row).collect(),
            mass,
            unit,
            total,
        }
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    /// The network of `count` parts.
    fn merged(&self, part_of: &[usize], count: usize) -> Self {
        let mut members = vec![Vec::new(); count];
        for (node, &part) in part_of.iter().enumerate() {
            members[part].push(node);
        }
        let mut sums = Sums::new(count);
        let mut mass = vec![0.0; count];
        let rows = members
            .iter()
            .enumerate()
            .map(|(part, members)| {
                for &node in members {
                    mass[part] += self.mass[node];
                    for &(other, weight) in &self.rows[node] {
                        if part_of[other] != part {
                            sums.add(part_of[other], weight);
                        }
                    }
                }
                let mut row: Vec<_> = sums.take().collect();
                row.sort_by_key(|(other, _)| *other);
                row
            })
            .collect();
        Self {
            rows,
            mass,
            unit: self.unit,
            total: self.total,
        }
    }
}

/// Moves single nodes to the groups where the quality gains most, until none gains any more. Only nodes whose neighbours moved are looked at
/// again.
fn move_nodes(level: &Level, groups: &mut [usize], resolution: f64, random: &mut Random) {
    let n = level.len();
    let mut mass = vec![0.0; n];
    let mut size = vec![0_usize; n];
    for (node, &group) in groups.iter().enumerate() {
        mass[group] += level.mass[node];
        size[group] += 1;
    }
    let mut free: Vec<usize> = (0..n).rev().filter(|&group| size[group] == 0).collect();
    let mut queue: std::collections::VecDeque<usize> = random.shuffled(n).into();
    let mut waiting = vec![true; n];
    let mut sums = Sums::new(n);
    while let Some(node) = queue.pop_front() {
        waiting[node] = false;
        let own = groups[node];
        let own_mass = level.mass[node];
        mass[own] -= own_mass;
        size[own] -= 1;
        for &(other, between) in &level.rows[node] {
            sums.add(groups[other], between);
        }
        let expected = |group: usize| resolution * own_mass * mass[group] / level.unit;
        let stay = sums.get(own) - expected(own);
        // A group of its own has gain 0.
        let alone = if size[own] == 0 {
            own
        } else {
            *free.last().unwrap_or(&own)
        };
        let (mut best, mut most) = (own, stay);
        let mut try_group = |group: usize, gain: f64| {
            if gain > most + GAIN * level.total {
                (best, most) = (group, gain);
            }
        };
        try_group(alone, 0.0);
        let mut candidates: Vec<(usize, f64)> = sums.take().collect();
        candidates.sort_by_key(|(group, _)| *group);
        for (group, between) in candidates {
            try_group(group, between - expected(group));
        }
        if size[own] == 0 && best != own {
            free.push(own);
        }
        if size[best] == 0 && best != own {
            free.pop();
        }
        mass[best] += own_mass;
        size[best] += 1;
        groups[node] = best;
        if best != own {
            for &(other, _) in &level.rows[node] {
                if groups[other] != best && !waiting[other] {
                    waiting[other] = true;
                    queue.push_back(other);
                }
            }
        }
    }
}

/// Parts of the groups that are well connected: each begins as a single node, and nodes that are still alone join the part of their group
/// where the quality gains most. Parts that hang loosely on the rest of their group are not joined, nor do such nodes move.
fn refine(level: &Level, groups: &[usize], resolution: f64, random: &mut Random) -> Vec<usize> {
    let n = level.len();
    let mut part: Vec<usize> = (0..n).collect();
    let mut size = vec![1_usize; n];
    let mut mass = level.mass.clone();
    let mut group_mass = vec![0.0; n];
    for (node, &group) in groups.iter().enumerate() {
        group_mass[group] += level.mass[node];
    }
    // The weight between each part and the rest of its group.
    let mut outward: Vec<f64> = (0..n)
        .map(|node| {
            let row = level.rows[node].iter();
            row.filter(|(other, _)| groups[*other] == groups[node])
                .map(|(_, weight)| weight)
                .sum()
        })
        .collect();
    let well_connected = |outward: f64, mass: f64, group: usize| {
        outward >= resolution * mass * (group_mass[group] - mass) / level.unit
    };
    let mut sums = Sums::new(n);
    for node in random.shuffled(n) {
        let (group, own_mass) = (groups[node], level.mass[node]);
        if size[part[node]] != 1 || !well_connected(outward[part[node]], own_mass, group) {
            continue;
        }
        for &(other, between) in &level.rows[node] {
            if groups[other] == group {
                sums.add(part[other], between);
            }
        }
        let mut candidates: Vec<(usize, f64)> = sums.take().collect();
        candidates.sort_by_key(|(part, _)| *part);
        let mut best = None;
        let mut most = 0.0;
        for (into, between) in candidates {
            let gain = between - resolution * own_mass * mass[into] / level.unit;
            if gain > most + GAIN * level.total && well_connected(outward[into], mass[into], group)
            {
                (best, most) = (Some((into, between)), gain);
            }
        }
        if let Some((into, between)) = best {
            let own = part[node];
            size[own] = 0;
            size[into] += 1;
            mass[into] += own_mass;
            outward[into] += outward[own] - 2.0 * between;
            part[node] = into;
        }
    }
    part
}

/// The parts of each group that hang together.
fn connected_parts(level: &Level, groups: &[usize]) -> Vec<usize> {
    let unseen = usize::MAX;
    let mut part = vec![unseen; level.len()];
    for start in 0..level.len() {
        if part[start] != unseen {
            continue;
        }
        part[start] = start;
        let mut open = vec![start];
        while let Some(node) = open.pop() {
            for &(other, _) in &level.rows[node] {
                if part[other] == unseen && groups[other] == groups[start] {
                    part[other] = start;
                    open.push(other);
                }
            }
        }
    }
    part
}

/// Numbers groups from 0 in the order of their first nodes; gives how many there are.
fn compact(groups: &mut [usize]) -> usize {
    let unseen = usize::MAX;
    let mut number = vec![unseen; groups.iter().max().map_or(0, |last| last + 1)];
    let mut count = 0;
    for group in groups {
        if number[*group] == unseen {
            number[*group] = count;
            count += 1;
        }
        *group = number[*group];
    }
    count
}

/// Weights added up by group. Groups are handed out in the order in which they were first named.
struct Sums {
    of: Vec<f64>,
    named: Vec<usize>,
    is_named: Vec<bool>,
}

impl Sums {
    fn new(groups: usize) -> Self {
        Self {
            of: vec![0.0; groups],
            named: Vec::new(),
            is_named: vec![false; groups],
        }
    }

    fn add(&mut self, group: usize, weight: f64) {
        if !self.is_named[group] {
            self.is_named[group] = true;
            self.named.push(group);
        }
        self.of[group] += weight;
    }

    fn get(&self, group: usize) -> f64 {
        self.of[group]
    }

    /// All sums; afterwards there are none.
    fn take(&mut self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let Self {
            of,
            named,
            is_named,
        } = self;
        named.drain(..).map(move |group| {
            is_named[group] = false;
            (group, std::mem::take(&mut of[group]))
        })
    }
}
