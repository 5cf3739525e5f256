//! What kind of character a character is, as Python's `str` methods see it.
//!
//! Rust's own classes differ: Python's white space has the separators U+001C
//! to U+001F, its letters have no marks, and superscript digits are digits.

use std::sync::LazyLock;

const RANGES: &str = include_str!("../data/characters.txt");

/// A class of characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// `str.isalpha`
    Alpha,
    /// `str.isalpha` and `str.isupper`
    Upper,
    /// `str.isdigit`: also superscripts and circled digits.
    Digit,
    /// `str.isdecimal`, and `\d` in a pattern.
    Decimal,
    /// `\w` in a pattern: `str.isalnum` and the underscore.
    Word,
    /// `str.isspace`, and `\s` in a pattern.
    Space,
}

const NAMES: [(&str, Class); 6] = [
    ("alpha", Class::Alpha),
    ("upper", Class::Upper),
    ("digit", Class::Digit),
    ("decimal", Class::Decimal),
    ("word", Class::Word),
    ("space", Class::Space),
];

/// Characters below this have their classes as bits in one table.
const NEAR: usize = 0x2100;

struct Table {
    near: Box<[u8; NEAR]>,
    ranges: [Vec<(u32, u32)>; NAMES.len()],
    small: Vec<(char, char)>,
    same: Vec<Vec<char>>,
}

static TABLE: LazyLock<Table> = LazyLock::new(read);

impl Class {
    /// Whether the class holds a character.
    #[inline]
    pub fn holds(self, character: char) -> bool {
        let code = character as usize;
        if code < NEAR {
            return TABLE.near[code] & (1 << self as u8) != 0;
        }
        self.holds_far(character as u32)
    }

    /// The class as ascending ranges of code points, both ends within.
    pub fn ranges(self) -> &'static [(u32, u32)] {
        &TABLE.ranges[self as usize]
    }

    fn holds_far(self, code: u32) -> bool {
        let ranges = self.ranges();
        let after = ranges.partition_point(|range| range.0 <= code);
        after > 0 && code <= ranges[after - 1].1
    }
}

/// Every letter that has a small form, ascending, with that form.
pub fn small_letters() -> &'static [(char, char)] {
    &TABLE.small
}

/// Small letters that count as the same where case is ignored, such as `s` and the long `ſ`.
pub fn same_letters() -> &'static [Vec<char>] {
    &TABLE.same
}

/// The small form of one character: always one character, unlike `char::to_lowercase`.
pub fn small_letter(character: char) -> char {
    if character.is_ascii() {
        return character.to_ascii_lowercase();
    }
    let small = &TABLE.small;
    small.binary_search_by_key(&character, |pair| pair.0).map_or(character, |at| small[at].1)
}

fn read() -> Table {
    let mut table =
        Table { near: Box::new([0; NEAR]), ranges: Default::default(), small: Vec::new(), same: Vec::new() };
    for line in RANGES.lines() {
        let mut fields = line.split(' ');
        let name = fields.next().unwrap_or_default();
        match name {
            "lower" => table.small = fields.clone().filter_map(pair).collect(),
            "same" => table.same = fields.clone().map(letters).collect(),
            _ => {}
        }
        let Some((_, class)) = NAMES.iter().find(|known| known.0 == name) else {
            continue;
        };
        let ranges: Vec<_> = fields.filter_map(range).collect();
        for &(first, last) in &ranges {
            for code in first as usize..NEAR.min(last as usize + 1) {
                table.near[code] |= 1 << *class as u8;
            }
        }
        table.ranges[*class as usize] = ranges;
    }
    table
}

fn range(field: &str) -> Option<(u32, u32)> {
    let (first, last) = field.split_once('-').unwrap_or((field, field));
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?))
}

fn letters(field: &str) -> Vec<char> {
    field.split(':').filter_map(|code| char::from_u32(u32::from_str_radix(code, 16).ok()?)).collect()
}

fn pair(field: &str) -> Option<(char, char)> {
    match letters(field)[..] {
        [large, small] => Some((large, small)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_single_characters() {
        assert_eq!(['É', 'é', 'A', 'İ', '-', 'Ω'].map(small_letter), ['é', 'é', 'a', 'i', '-', 'ω']);
        assert!(same_letters().iter().any(|group| group == &['ς', 'σ']));
    }

    #[test]
    fn the_classes_are_those_of_python() {
        assert!(Class::Space.holds('\u{1c}') && Class::Space.holds('\u{3000}'));
        assert!(!Class::Space.holds('\u{200b}'));
        assert!(Class::Digit.holds('²') && !Class::Digit.holds('½'));
        assert!(!Class::Decimal.holds('²') && Class::Decimal.holds('٣'));
        assert!(Class::Alpha.holds('é') && !Class::Alpha.holds('\u{301}'));
        assert!(Class::Word.holds('½') && Class::Word.holds('_') && !Class::Word.holds('\u{301}'));
        assert!(Class::Upper.holds('É') && !Class::Upper.holds('é') && !Class::Upper.holds('Ⓐ'));
        assert!(Class::Alpha.holds('𝔸') && !Class::Alpha.holds('😀'));
    }
}
