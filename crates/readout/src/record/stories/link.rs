//! Groups by average link: two groups become one while their members are alike enough on the average.

use std::collections::{BTreeMap, BinaryHeap};

/// A pair of groups; the most alike comes first, among equals the one with the lowest numbers.
#[derive(Debug, PartialEq)]
struct Pair {
    alike: f64,
    a: usize,
    b: usize,
}

impl Eq for Pair {}

impl Ord for Pair {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.alike.total_cmp(&other.alike).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Pair {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[derive(Debug, PartialEq)]
pub struct Linked {
    /// The number of every item's group, numbered in the order of their first items.
    pub groups: Vec<usize>,
    /// Pairs of groups that are nearly alike enough, the lower number first, sorted.
    pub unsure: Vec<(usize, usize)>,
}

/// Groups that are alike at `least` become one; from `unsure` on they are named. Pairs that are not named are not alike.
pub fn average(items: usize, pairs: &[(f64, usize, usize)], least: f64, unsure: f64) -> Linked {
    let mut near: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); items];
    let mut heap = BinaryHeap::new();
    for (alike, a, b) in pairs {
        near[*a].insert(*b, *alike);
        near[*b].insert(*a, *alike);
        heap.push(Pair { alike: *alike, a: *a, b: *b });
    }
    let mut members: Vec<Vec<usize>> = (0..items).map(|i| vec![i]).collect();
    while let Some(Pair { alike, a, b }) = heap.pop() {
        if alike < least {
            break;
        }
        if members[a].is_empty() || members[b].is_empty() {
            continue;
        }
        join(a, b, &mut members, &mut near, &mut heap);
    }
    let groups = numbered(items, &members);
    let unsure = nearly(&members, &near, &groups, unsure);
    Linked { groups, unsure }
}

/// Pairs of the groups that are left which are alike at `least`, by their numbers.
fn nearly(members: &[Vec<usize>], near: &[BTreeMap<usize, f64>], groups: &[usize], least: f64) -> Vec<(usize, usize)> {
    let number = |group: usize| members[group].first().map(|item| groups[*item]);
    let mut out: Vec<(usize, usize)> = vec![];
    for (a, neighbours) in near.iter().enumerate() {
        for (b, _) in neighbours.iter().filter(|(_, alike)| **alike >= least) {
            out.extend(number(a).zip(number(*b)).filter(|(a, b)| a < b));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Makes a new group of two, with its likeness to all their neighbours.
fn join(
    a: usize,
    b: usize,
    members: &mut Vec<Vec<usize>>,
    near: &mut Vec<BTreeMap<usize, f64>>,
    heap: &mut BinaryHeap<Pair>,
) {
    let new = members.len();
    let (of_a, of_b) = (std::mem::take(&mut members[a]), std::mem::take(&mut members[b]));
    let (near_a, near_b) = (std::mem::take(&mut near[a]), std::mem::take(&mut near[b]));
    let (size_a, size_b) = (of_a.len() as f64, of_b.len() as f64);
    let mut neighbours = BTreeMap::new();
    for other in near_a.keys().chain(near_b.keys()).copied().filter(|o| !members[*o].is_empty()) {
        let likeness = |near: &BTreeMap<usize, f64>| near.get(&other).copied().unwrap_or(0.0);
        let alike = (likeness(&near_a) * size_a + likeness(&near_b) * size_b) / (size_a + size_b);
        neighbours.insert(other, alike);
    }
    for (other, alike) in &neighbours {
        near[*other].remove(&a);
        near[*other].remove(&b);
        near[*other].insert(new, *alike);
        heap.push(Pair { alike: *alike, a: *other, b: new });
    }
    near.push(neighbours);
    members.push([of_a, of_b].concat());
}

fn numbered(items: usize, members: &[Vec<usize>]) -> Vec<usize> {
    let mut group = vec![0; items];
    for (number, items) in members.iter().enumerate() {
        items.iter().for_each(|i| group[*i] = number);
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    group
        .iter()
        .map(|g| {
            let next = numbers.len();
            *numbers.entry(*g).or_insert(next)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chain_of_neighbours_is_not_one_group() {
        let pairs = [(0.5, 0, 1), (0.5, 1, 2), (0.5, 2, 3)];
        assert_eq!(average(4, &pairs, 0.3, 0.3).groups, [0, 0, 1, 1]);
    }

    #[test]
    fn what_is_alike_all_round_is_one_group() {
        let pairs = [(0.5, 0, 1), (0.4, 1, 2), (0.5, 0, 2)];
        assert_eq!(average(4, &pairs, 0.3, 0.3).groups, [0, 0, 0, 1]);
        assert_eq!(average(0, &[], 0.3, 0.3).groups, Vec::<usize>::new());
    }

    #[test]
    fn groups_that_are_nearly_alike_are_named_and_not_joined() {
        let pairs = [(0.5, 0, 1), (0.25, 1, 2), (0.28, 0, 2), (0.1, 2, 3)];
        let expected = Linked { groups: vec![0, 0, 1, 2], unsure: vec![(0, 1)] };
        assert_eq!(average(4, &pairs, 0.3, 0.2), expected);
    }
}
