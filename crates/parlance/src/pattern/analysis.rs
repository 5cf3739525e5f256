//! What can be said of a pattern without running it: which characters it may start with and which it needs.

use super::parse::Node;
use super::program::Direction;
use super::set::CharSet;

/// The characters that may come next where a node is to match, and whether it may match without reading.
pub(crate) fn next(node: &Node, direction: Direction) -> (CharSet, bool) {
    match node {
        Node::Set(set) => (CharSet::clone(set), false),
        Node::Sequence(nodes) => match direction {
            Direction::Forward => next_of_all(nodes.iter(), direction),
            Direction::Backward => next_of_all(nodes.iter().rev(), direction),
        },
        Node::Choice(nodes) => {
            let all = nodes.iter().map(|node| next(node, direction));
            all.fold((CharSet::default(), false), |a, b| (a.0.union(&b.0), a.1 || b.1))
        }
        Node::Repeat { node, least, .. } => {
            let (set, empty) = next(node, direction);
            if *least == 0 || empty { (CharSet::all(), true) } else { (set, false) }
        }
        Node::Look { node, ahead, wanted: true } if *ahead == (direction == Direction::Forward) => {
            let (set, empty) = next(node, direction);
            (if empty { CharSet::all() } else { set }, true)
        }
        _ => (CharSet::all(), true),
    }
}

/// A sequence may start with what its first reading part may, if all that stands before allows it.
fn next_of_all<'n>(nodes: impl Iterator<Item = &'n Node>, direction: Direction) -> (CharSet, bool) {
    let mut allowed = CharSet::all();
    for node in nodes {
        let reads = !is_assertion(node);
        let (set, empty) = next(node, direction);
        if !reads {
            allowed = allowed.intersection(&set);
        }
        if reads && empty {
            return (allowed, true);
        }
        if reads {
            return (allowed.intersection(&set), false);
        }
    }
    (allowed, true)
}

fn is_assertion(node: &Node) -> bool {
    !matches!(node, Node::Set(_) | Node::Sequence(_) | Node::Choice(_) | Node::Repeat { .. })
}

/// A small set of which any text with a match must hold a member.
pub(crate) fn needed(node: &Node) -> Option<CharSet> {
    match node {
        Node::Set(set) => Some(CharSet::clone(set)),
        Node::Sequence(nodes) => nodes.iter().filter_map(needed).min_by_key(size),
        Node::Choice(nodes) => {
            let all: Option<Vec<_>> = nodes.iter().map(needed).collect();
            all?.into_iter().reduce(|a, b| a.union(&b))
        }
        Node::Repeat { node, least: 1.., .. } | Node::Look { node, wanted: true, .. } => needed(node),
        _ => None,
    }
}

fn size(set: &CharSet) -> u64 {
    set.ranges().iter().map(|range| u64::from(range.1 - range.0 + 1)).sum()
}

/// Whether a match is possible in a text that has characters of `set` only.
pub(crate) fn can_match_within(node: &Node, set: &CharSet) -> bool {
    match node {
        Node::Set(own) => own.meets(set),
        Node::Sequence(nodes) => nodes.iter().all(|node| can_match_within(node, set)),
        Node::Choice(nodes) => nodes.iter().any(|node| can_match_within(node, set)),
        Node::Repeat { node, least: 1.., .. } | Node::Look { node, wanted: true, .. } => can_match_within(node, set),
        _ => true,
    }
}

/// Whether every match starts at the start of the text.
pub(crate) fn starts_at_start(node: &Node) -> bool {
    match node {
        Node::Start => true,
        Node::Sequence(nodes) => nodes.first().is_some_and(starts_at_start),
        Node::Choice(nodes) => nodes.iter().all(starts_at_start),
        _ => false,
    }
}

/// Whether every match ends at the end of the text.
pub(crate) fn ends_at_end(node: &Node) -> bool {
    match node {
        Node::End => true,
        Node::Sequence(nodes) => nodes.last().is_some_and(ends_at_end),
        Node::Choice(nodes) => nodes.iter().all(ends_at_end),
        _ => false,
    }
}
