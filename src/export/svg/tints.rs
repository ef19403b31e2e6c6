//! Light ground under communities: a broad stroke along the shortest lines that join their members.

use crate::graph::Point;

/// A community as strokes from member to member; a single member is a stroke to itself.
pub(super) fn strokes(places: &[Point], communities: &[Option<usize>]) -> Vec<Vec<(Point, Point)>> {
    let count = communities.iter().flatten().max().copied().unwrap_or(0);
    let mut members = vec![Vec::new(); count];
    for (&place, community) in places.iter().zip(communities) {
        if let Some(community) = community {
            members[community - 1].push(place);
        }
    }
    members.iter().map(|members| tree(members)).collect()
}

/// The shortest lines that join all places (Prim 1957, *Shortest Connection Networks and Some Generalizations*).
fn tree(places: &[Point]) -> Vec<(Point, Point)> {
    let [first, rest @ ..] = places else {
        return Vec::new();
    };
    if rest.is_empty() {
        return vec![(*first, *first)];
    }
    // Those not yet joined, each with the nearest that is.
    let mut open: Vec<(Point, Point)> = rest.iter().map(|&place| (place, *first)).collect();
    let mut lines = Vec::with_capacity(open.len());
    let length = |(place, joined): &(Point, Point)| (*place - *joined).length();
    while let Some(nearest) =
        (0..open.len()).min_by(|&x, &y| length(&open[x]).total_cmp(&length(&open[y])))
    {
        let line = open.remove(nearest);
        lines.push(line);
        for other in &mut open {
            if (other.0 - line.0).length() < length(other) {
                other.1 = line.0;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_joined_by_the_shortest_lines() {
        let at = |x: f64| Point::new(x, 0.0);
        let places = [at(0.0), at(9.0), at(4.0), at(50.0), at(70.0)];
        let communities = [Some(1), Some(1), Some(1), Some(2), None];
        let strokes = strokes(&places, &communities);
        assert_eq!(strokes[0], [(at(4.0), at(0.0)), (at(9.0), at(4.0))]);
        assert_eq!(strokes[1], [(at(50.0), at(50.0))]);
    }
}
