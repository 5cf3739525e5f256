//! Sets of characters: what one place of a pattern may hold.

use crate::characters::{Class, same_letters, small_letters};

const LAST: u32 = char::MAX as u32;

/// A set of characters, as ascending ranges that neither touch nor overlap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct CharSet {
    ascii: u128,
    ranges: Vec<(u32, u32)>,
}

impl CharSet {
    pub fn all() -> CharSet {
        CharSet::from_ranges(vec![(0, LAST)])
    }

    pub fn of(character: char) -> CharSet {
        CharSet::from_ranges(vec![(character as u32, character as u32)])
    }

    pub fn class(class: Class) -> CharSet {
        CharSet::from_ranges(class.ranges().to_vec())
    }

    /// From ranges in any order, both ends within.
    pub fn from_ranges(mut ranges: Vec<(u32, u32)>) -> CharSet {
        ranges.retain(|range| range.0 <= range.1);
        ranges.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => before.1 = before.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        let ascii = merged.iter().take_while(|range| range.0 < 128).fold(0, |bits, range| bits | ascii_bits(*range));
        CharSet { ascii, ranges: merged }
    }

    #[inline]
    pub fn holds(&self, character: char) -> bool {
        let code = character as u32;
        if code < 128 {
            return self.ascii & (1 << code) != 0;
        }
        let after = self.ranges.partition_point(|range| range.0 <= code);
        after > 0 && code <= self.ranges[after - 1].1
    }

    /// The members below 128, a bit for each.
    pub fn ascii(&self) -> u128 {
        self.ascii
    }

    pub fn ranges(&self) -> &[(u32, u32)] {
        &self.ranges
    }

    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    pub fn has_beyond_ascii(&self) -> bool {
        self.ranges.last().is_some_and(|range| range.1 >= 128)
    }

    /// Every character that is not in the set.
    pub fn complement(&self) -> CharSet {
        let mut ranges = Vec::with_capacity(self.ranges.len() + 1);
        let mut next = 0;
        for (first, last) in &self.ranges {
            if *first > next {
                ranges.push((next, first - 1));
            }
            next = last + 1;
        }
        if next <= LAST {
            ranges.push((next, LAST));
        }
        CharSet::from_ranges(ranges)
    }

    pub fn union(&self, other: &CharSet) -> CharSet {
        CharSet::from_ranges([&self.ranges[..], &other.ranges[..]].concat())
    }

    pub fn intersection(&self, other: &CharSet) -> CharSet {
        self.complement().union(&other.complement()).complement()
    }

    pub fn meets(&self, other: &CharSet) -> bool {
        self.ascii & other.ascii != 0 || !self.intersection(other).is_empty()
    }

    /// The set for a text whose characters are taken to lower case one by one:
    /// what `re.IGNORECASE` makes of a set.
    pub fn folded(&self) -> CharSet {
        let mut ranges = self.ranges.clone();
        for (_, small) in small_letters().iter().filter(|pair| self.holds(pair.0)) {
            ranges.push((*small as u32, *small as u32));
        }
        let small = CharSet::from_ranges(ranges);
        let mut ranges = small.ranges.clone();
        for group in same_letters().iter().filter(|group| group.iter().any(|letter| small.holds(*letter))) {
            ranges.extend(group.iter().map(|letter| (*letter as u32, *letter as u32)));
        }
        CharSet::from_ranges(ranges)
    }
}

fn ascii_bits((first, last): (u32, u32)) -> u128 {
    (first..=last.min(127)).fold(0, |bits, code| bits | 1 << code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_its_ranges_and_its_complement_the_rest() {
        let set = CharSet::from_ranges(vec![(0x61, 0x7a), (0x30, 0x39), (0x5b, 0x60), (0xe9, 0xe9)]);
        assert_eq!(set.ranges(), [(0x30, 0x39), (0x5b, 0x7a), (0xe9, 0xe9)]);
        for character in ['0', 'a', 'z', '_', 'é', 'A', 'è', '\u{10ffff}', '\0'] {
            assert_ne!(set.holds(character), set.complement().holds(character), "{character:?}");
        }
        assert_eq!(set.complement().complement(), set);
        assert!(CharSet::all().complement().is_empty());
    }

    #[test]
    fn a_folded_set_knows_small_letters_and_letters_like_them() {
        assert!(CharSet::of('É').folded().holds('é'));
        assert!(CharSet::of('S').folded().holds('ſ'));
        assert!(CharSet::of('I').folded().holds('ı'));
        assert!(!CharSet::of('-').folded().holds('_'));
    }
}
