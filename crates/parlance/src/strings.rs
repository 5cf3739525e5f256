//! String ids: the 64-bit numbers by which spaCy's tables and features know a string.

use std::sync::LazyLock;

const SYMBOLS: &str = include_str!("../data/symbols.tsv");
const SLOTS: usize = 2048;

/// The symbols by their hash, in an open table: nearly every look-up ends at an empty slot.
static NUMBERS: LazyLock<Box<[(u64, u64); SLOTS]>> = LazyLock::new(|| {
    let mut table = Box::new([(0, 0); SLOTS]);
    for line in SYMBOLS.lines().filter(|line| !line.starts_with('#')) {
        let Some((number, name)) = line.split_once('\t') else {
            continue;
        };
        let hash = murmur_hash_64a(name.as_bytes(), 1);
        let mut slot = hash as usize % SLOTS;
        while table[slot].0 != 0 {
            slot = (slot + 1) % SLOTS;
        }
        table[slot] = (hash, number.parse().unwrap_or(hash));
    }
    table
});

/// The id of a string in spaCy's string store: 0 for the empty string, the
/// number of one of spaCy's own symbols, else MurmurHash64A with seed 1.
///
/// ```
/// use parlance::strings::string_id;
/// assert_eq!(string_id(""), 0);
/// assert_eq!(string_id("X"), 101); // a symbol, though here it may be a word's shape
/// assert_eq!(string_id("coffee"), 3197928453018144401);
/// ```
pub fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    let hash = murmur_hash_64a(text.as_bytes(), 1);
    let mut slot = hash as usize % SLOTS;
    loop {
        match NUMBERS[slot] {
            (0, _) => return hash,
            (found, number) if found == hash => return number,
            _ => slot = (slot + 1) % SLOTS,
        }
    }
}

/// MurmurHash64A (Austin Appleby, public domain) over bytes read as little endian.
pub fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(FACTOR);
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        let mut mixed = u64::from_le_bytes(*word).wrapping_mul(FACTOR);
        mixed ^= mixed >> 47;
        hash = (hash ^ mixed.wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    }
    if !rest.is_empty() {
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        hash = (hash ^ u64::from_le_bytes(last)).wrapping_mul(FACTOR);
    }
    hash = (hash ^ (hash >> 47)).wrapping_mul(FACTOR);
    hash ^ (hash >> 47)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_symbol_has_its_own_number() {
        let lines: Vec<_> = SYMBOLS.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(lines.len(), 456);
        for line in lines {
            let (number, name) = line.split_once('\t').unwrap();
            assert_eq!(string_id(name).to_string(), number, "{name}");
        }
    }

    #[test]
    fn other_strings_have_the_hash_that_spacy_gives_them() {
        for (text, id) in [
            ("Apfelstrudel", 15_157_810_833_850_698_357),
            ("noun", 16_833_663_260_455_505_849),
            ("punct", 445),
            ("ORG", 383),
            ("naïve", 16_224_804_062_388_677_344),
            ("12345678", 9_871_996_032_675_327_904),
            ("\n\n", 908_432_558_851_201_422),
        ] {
            assert_eq!(string_id(text), id, "{text:?}");
        }
    }
}
