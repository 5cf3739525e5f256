//! How large a PDF file is when it is unpacked, counted before anything keeps it.

use flate2::read::ZlibDecoder;
use std::io::{Read, copy, sink};

/// What is packed in a PDF may be so many times the largest item: fonts and drawings belong to it.
const TIMES: u64 = 10;
/// So far before its data the kind of a stream is told.
const HEAD: usize = 2000;

/// Streams other than pictures unpack to more than that, or are packed twice.
pub fn is_too_large(bytes: &[u8], limit: u64) -> bool {
    let (mut left, mut from) = (limit.saturating_mul(TIMES), 0);
    while let Some(found) = find(&bytes[from..], b"stream") {
        let at = from + found;
        from = at + b"stream".len();
        let head = &bytes[at.saturating_sub(HEAD)..at];
        let head = &head[last(head, b" obj").unwrap_or(0)..];
        if head.ends_with(b"end") || contains(head, b"/Image") {
            continue;
        }
        if count(head, b"FlateDecode") > 1 {
            return true;
        }
        let data = &bytes[from..];
        let blanks = data.iter().take(2).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        // A stream that is not packed, or is packed in another way, ends this at once.
        let mut unpacked = ZlibDecoder::new(&data[blanks..]).take(left + 1);
        let size = counted(&mut unpacked);
        if size > left {
            return true;
        }
        left -= size;
    }
    false
}

/// What could be unpacked before the data broke off.
fn counted(unpacked: &mut std::io::Take<ZlibDecoder<&[u8]>>) -> u64 {
    let before = unpacked.limit();
    let _ = copy(unpacked, &mut sink());
    before - unpacked.limit()
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|w| w == what)
}

fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|w| w == what)
}

fn count(bytes: &[u8], what: &[u8]) -> usize {
    bytes.windows(what.len()).filter(|w| *w == what).count()
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    find(bytes, what).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn stream(head: &str, size: usize) -> Vec<u8> {
        let mut packer = ZlibEncoder::new(vec![], Compression::best());
        packer.write_all(&vec![b' '; size]).expect("memory takes it");
        let packed = packer.finish().expect("memory takes it");
        [b"1 0 obj <<", head.as_bytes(), b">> stream\n", &packed, b"\nendstream endobj\n"].concat()
    }

    #[test]
    fn a_small_file_that_unpacks_to_a_large_one_is_refused() {
        let page = "/Filter /FlateDecode";
        assert!(!is_too_large(&stream(page, 5_000), 1_000));
        assert!(is_too_large(&stream(page, 20_000), 1_000));
        assert!(is_too_large(&[stream(page, 6_000), stream(page, 6_000)].concat(), 1_000), "all streams together");
        assert!(is_too_large(&stream("/Filter [/FlateDecode /FlateDecode]", 10), 1_000));
        assert!(
            !is_too_large(&stream("/Subtype /Image /Filter /FlateDecode", 20_000), 1_000),
            "nobody unpacks a picture"
        );
    }
}
