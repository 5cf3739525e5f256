//! Which branches of a pattern are worth a try, by the character at hand.

use super::set::CharSet;
use std::collections::BTreeMap;

/// Lists of branches by character: one step for ASCII, a binary search beyond.
#[derive(Debug, Default)]
pub(crate) struct Table {
    lists: Vec<Box<[u16]>>,
    ascii: Vec<u32>,
    /// From this code on, up to the next: the list with this number.
    beyond: Vec<(u32, u32)>,
    /// The branches that may match where no character is left.
    at_end: Vec<u16>,
}

/// Entries of all lists that a pattern may have: real ones have some ten thousand.
const MOST_LISTED: usize = 4_000_000;

impl Table {
    /// From every branch's set of next characters, and whether it may match at the end.
    /// `None` when the lists would be out of all proportion.
    pub fn new(branches: &[(CharSet, bool)]) -> Option<Table> {
        let mut bounds: BTreeMap<u32, Vec<(u16, bool)>> = BTreeMap::from([(0, Vec::new())]);
        for (branch, (set, _)) in branches.iter().enumerate() {
            for (first, last) in set.ranges() {
                bounds.entry(*first).or_default().push((branch as u16, true));
                bounds.entry(last + 1).or_default().push((branch as u16, false));
            }
        }
        let mut table = Table::default();
        let mut alive = std::collections::BTreeSet::new();
        let mut numbers = BTreeMap::new();
        let mut listed = 0;
        for (code, changes) in bounds {
            for (branch, starts) in changes {
                if starts {
                    alive.insert(branch)
                } else {
                    alive.remove(&branch)
                };
            }
            let list: Box<[u16]> = alive.iter().copied().collect();
            listed += list.len();
            if listed > MOST_LISTED {
                return None;
            }
            let number = *numbers.entry(list.clone()).or_insert_with(|| {
                table.lists.push(list);
                table.lists.len() as u32 - 1
            });
            table.beyond.push((code, number));
        }
        table.ascii = (0..128).map(|code| table.search(code)).collect();
        table.at_end = (0..).zip(branches).filter(|(_, (_, empty))| *empty).map(|(branch, _)| branch).collect();
        Some(table)
    }

    /// The branches to try, in their order; `None` is the end of the text.
    #[inline]
    pub fn branches(&self, character: Option<char>) -> &[u16] {
        let Some(character) = character else {
            return &self.at_end;
        };
        let code = character as u32;
        let list = if code < 128 { self.ascii[code as usize] } else { self.search(code) };
        &self.lists[list as usize]
    }

    fn search(&self, code: u32) -> u32 {
        let after = self.beyond.partition_point(|bound| bound.0 <= code);
        self.beyond[after - 1].1
    }
}
