//! Which marks can stand in which.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::export::mentions::Mark;
use crate::export::mentions::joined::flat;

/// The marks that can be shown, in the order in which they begin, each with how many others it stands in; and how many cannot. Those that
/// [do not overlap](flat) come first; of the rest, those that lie inside one.
pub(super) fn nested<'a>(marks: &[Mark<'a>]) -> (Vec<(Mark<'a>, usize)>, u64) {
    let (outer, left_out) = flat(marks.iter().copied());
    if left_out == 0 {
        return (outer.into_iter().map(|mark| (mark, 0)).collect(), 0);
    }
    let place = |mark: &Mark<'_>| (mark.field, mark.span.start(), Reverse(mark.span.end()));
    let address = |mark: &Mark<'_>| std::ptr::from_ref(mark.record);
    let apart: BTreeSet<_> = outer.iter().map(address).collect();
    let mut order: Vec<Mark<'a>> = marks.to_vec();
    order.sort_by_key(|mark| (place(mark), !apart.contains(&address(mark))));
    let mut shown: Vec<(Mark<'a>, usize)> = Vec::new();
    let mut open: Vec<Mark<'a>> = Vec::new();
    for mark in order {
        open.retain(|other| other.field == mark.field && other.span.end() > mark.span.start());
        if apart.contains(&address(&mark)) {
            open.clear();
        } else if open
            .last()
            .is_none_or(|innermost| !innermost.span.contains(mark.span))
        {
            continue;
        }
        shown.push((mark, open.len()));
        open.push(mark);
    }
    let hidden = marks.len() - shown.len();
    (shown, hidden as u64)
}
