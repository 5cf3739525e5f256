//! Any bytes behind the head of a mail.
#![no_main]

use libfuzzer_sys::fuzz_target;
use readout_intake::{Options, read_bytes};

fuzz_target!(|bytes: &[u8]| {
    let options = Options { limit: 1_000_000, seconds: 10, ..Options::default() };
    let input = [b"From: a@b.example\nSubject: x\nMIME-Version: 1.0\n".as_slice(), bytes].concat();
    for opened in read_bytes(&input, "fuzz", &options) {
        let _ = opened.map(|document| document.text.len());
    }
});
