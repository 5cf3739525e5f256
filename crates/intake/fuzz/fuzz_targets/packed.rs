//! Any bytes behind the magic of Zstandard and of gzip.
#![no_main]

use libfuzzer_sys::fuzz_target;
use readout_intake::{Options, read_bytes};

fuzz_target!(|bytes: &[u8]| {
    let options = Options { limit: 1_000_000, seconds: 10, ..Options::default() };
    let input = [if bytes.len() % 2 == 0 { &[0x28, 0xB5, 0x2F, 0xFD][..] } else { &[0x1F, 0x8B, 0x08][..] }, bytes].concat();
    for opened in read_bytes(&input, "fuzz", &options) {
        let _ = opened.map(|document| document.text.len());
    }
});
