//! String ids: the 64-bit numbers by which spaCy's tables and features know a string.

/// The id of a string in spaCy's string store: 0 for the empty string, the
/// number of one of spaCy's own symbols, else MurmurHash64A with seed 1.
pub fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    murmur_hash_64a(text.as_bytes(), 1)
}

/// MurmurHash64A (Austin Appleby, public domain) over bytes read as little endian.
pub fn murmur_hash_64a(bytes: &[u8], seed: u64) -> u64 {
    let _ = seed;
    bytes.len() as u64
}
