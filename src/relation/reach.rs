//! How far apart the parts of a pattern may stand: what can be said of a match without looking for it.

use super::syntax::{Gap, Node};

/// The most tokens that a noun phrase may put before the mention of a slot: an article, six words, an organization with its genitive, four more.
const BEFORE_MENTION: usize = 13;

/// The most tokens behind the last mention of a slot: the bracket around it, and one to spare.
const BEHIND_MENTION: usize = 2;

/// The most tokens of a remark: at most 121 bytes between its signs, and a token has at least two.
const REMARK: usize = 64;

/// Where the words that a pattern is woken by stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnchorPlace {
    Before,
    Between,
    Behind,
    /// There are none.
    Nowhere,
}

/// What holds for every match of a pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// A bit for each [pair of classes](pair_bit) that may stand in its slots, in the order of the text.
    pub(super) pairs: u32,
    /// The most tokens between a mention of its first slot and one of its second.
    pub(super) between: u32,
    /// Of an anchor between them: the most tokens from the one to it.
    pub(super) left: u32,
    /// The most tokens from it to the other.
    pub(super) right: u32,
    pub(super) anchor: AnchorPlace,
}

/// How many bits [`pair_bit`] has.
pub(super) const PAIR_BITS: usize = 25;

/// The bit of two class bytes in the order of the text.
pub(super) fn pair_bit(first: u8, second: u8) -> u32 {
    1 << (u32::from(first - 1) * 5 + u32::from(second - 1))
}

impl Reach {
    /// What holds for a pattern whose slots take these classes, and whose anchor is one of its nodes.
    pub(super) fn new(nodes: &[Node], anchor: Option<usize>, head: &[u8], tail: &[u8]) -> Self {
        let slots: Vec<(usize, bool, bool)> = nodes
            .iter()
            .enumerate()
            .filter_map(|(place, node)| match node {
                Node::Slot { head, alone } => Some((place, *head, *alone)),
                _ => None,
            })
            .collect();
        let [
            (first, first_is_head, first_alone),
            (second, _, second_alone),
        ] = slots[..]
        else {
            unreachable!("patterns have two slots")
        };
        let (before, behind) = if first_is_head {
            (head, tail)
        } else {
            (tail, head)
        };
        let pairs = before
            .iter()
            .flat_map(|&one| behind.iter().map(move |&other| pair_bit(one, other)))
            .fold(0, |all, bit| all | bit);
        let behind_first = if first_alone { 0 } else { BEHIND_MENTION };
        let before_second = if second_alone { 0 } else { BEFORE_MENTION };
        let between = behind_first + row_length(&nodes[first + 1..second]) + before_second;
        let (mut left, mut right) = (between, between);
        if let Some(place) = anchor.filter(|place| (first..second).contains(place)) {
            left = behind_first + row_length(&nodes[first + 1..=place]);
            right = row_length(&nodes[place..second]) + before_second;
        }
        let anchor = match anchor {
            None => AnchorPlace::Nowhere,
            Some(place) if place < first => AnchorPlace::Before,
            Some(place) if place < second => AnchorPlace::Between,
            Some(_) => AnchorPlace::Behind,
        };
        let number = |tokens| u32::try_from(tokens).unwrap_or(u32::MAX);
        Self {
            pairs,
            between: number(between),
            left: number(left),
            right: number(right),
            anchor,
        }
    }
}

/// The most tokens that a row may match.
fn row_length(row: &[Node]) -> usize {
    row.iter().map(length).sum()
}

fn length(node: &Node) -> usize {
    match node {
        Node::Word { .. } | Node::Mention(_) => 1,
        Node::Either { rows, .. } => rows.iter().map(|row| row_length(row)).max().unwrap_or(0),
        Node::Trigger(row) => row_length(row),
        // A slot inside another part is a group twice over; such a pattern does not compile.
        Node::Slot { .. } => 0,
        Node::Gap(gap) => match gap {
            Gap::Noun | Gap::Adverb => 6,
            Gap::Aside => 2 * REMARK,
            Gap::Remark => REMARK,
            Gap::Time | Gap::Any => 9,
            Gap::Article => 3,
            Gap::When => 7,
            Gap::Money => 8,
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::syntax::parse_row;
    use super::*;

    fn reach(text: &str, anchor: Option<usize>) -> Reach {
        Reach::new(
            &parse_row(text, &BTreeMap::new()).unwrap(),
            anchor,
            &[1],
            &[2],
        )
    }

    #[test]
    fn a_reach_is_the_longest_of_all_rows() {
        let near = reach("{tail!} (, the|'s) {np} {head!}", None);
        assert_eq!((near.between, near.pairs), (8, pair_bit(2, 1)));
        let far = reach("{head} founded {tail}", Some(1));
        assert_eq!((far.between, far.anchor), (16, AnchorPlace::Between));
        assert_eq!((far.left, far.right), (3, 14));
    }
}
