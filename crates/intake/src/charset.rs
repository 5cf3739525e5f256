//! Bytes to text by the browser's rules: byte order mark, declared charset, then a guess.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Text without byte order mark, the name of its charset, and how many bytes did not fit.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    pub charset: &'static str,
    pub broken: usize,
}

/// How far into a page browsers look for the charset that it declares.
const DECLARATION: usize = 1024;

static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?i)<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)"#)
        .expect("the pattern is constant: a test runs it")
});

/// Decodes bytes; `hint` is a charset named outside of them, as by an HTTP header.
pub fn decode(bytes: &[u8], hint: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return with(encoding, &bytes[length..]);
    }
    if let Some(encoding) = wide(bytes) {
        return with(encoding, bytes);
    }
    // Text that is valid UTF-8 and more than ASCII is UTF-8 whatever it declares: pages are often saved in another
    // charset than they were sent in.
    if let Ok(text) = std::str::from_utf8(bytes)
        && (!text.is_ascii() || stateful(bytes, hint).is_none())
    {
        return Decoded { text: text.to_string(), charset: UTF_8.name(), broken: 0 };
    }
    let encoding = named(bytes, hint).unwrap_or_else(|| if mostly_utf8(bytes) { UTF_8 } else { guess(bytes) });
    with(encoding, bytes)
}

/// UTF-16 without a byte order mark: every other byte of a text in western letters is zero.
pub fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(4096)];
    let zeros = |offset: usize| start.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), start.len() / 2);
    if half < 2 {
        return None;
    }
    if odd * 10 > half * 7 && even * 20 < half {
        return Some(UTF_16LE);
    }
    (even * 10 > half * 7 && odd * 20 < half).then_some(UTF_16BE)
}

/// A declared charset whose bytes are all ASCII and still mean other letters.
fn stateful(bytes: &[u8], hint: Option<&str>) -> Option<&'static Encoding> {
    named(bytes, hint).filter(|e| !e.is_ascii_compatible())
}

fn named(bytes: &[u8], hint: Option<&str>) -> Option<&'static Encoding> {
    let declared = || Some(DECLARED.captures(&bytes[..bytes.len().min(DECLARATION)])?.get(1)?.as_bytes().to_vec());
    let label = hint.map(|h| h.as_bytes().to_vec()).or_else(declared)?;
    let encoding = Encoding::for_label(&label)?;
    // A declaration that can be read as ASCII cannot be UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// A few broken bytes among many letters that are good UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(1 << 20)], true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let broken = if had_errors { text.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count() } else { 0 };
    Decoded { text: text.into_owned(), charset: encoding.name(), broken }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, charset: &str) {
        let found = decode(bytes, None);
        assert_eq!((found.text.as_str(), found.charset), (text, charset));
    }

    #[test]
    fn a_byte_order_mark_decides_and_is_not_text() {
        check(b"\xEF\xBB\xBFharbour", "harbour", "UTF-8");
        check(b"\xFF\xFEh\0a\0", "ha", "UTF-16LE");
        check(b"\xFE\xFF\0h\0a", "ha", "UTF-16BE");
    }

    #[test]
    fn utf_16_is_known_by_its_zeros() {
        let bytes: Vec<u8> = "The harbour was closed".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(&bytes, "The harbour was closed", "UTF-16LE");
    }

    #[test]
    fn a_declared_charset_is_used() {
        check(b"<meta charset='windows-1251'>\xCC\xE8\xF0", "<meta charset='windows-1251'>Мир", "windows-1251");
        let long = b"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=iso-8859-1\">caf\xE9";
        assert!(decode(long, None).text.ends_with("café"));
    }

    #[test]
    fn good_utf_8_is_not_read_in_a_wrongly_declared_charset() {
        let text = "<meta charset=iso-8859-1>Côte";
        check(text.as_bytes(), text, "UTF-8");
    }

    #[test]
    fn undeclared_letters_are_guessed() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1251.encode("Президент прибыл в столицу с визитом и провёл переговоры");
        assert_eq!(decode(&bytes, None).charset, "windows-1251");
        check(b"The caf\xE9 was closed on Monday", "The café was closed on Monday", "windows-1252");
    }

    #[test]
    fn a_few_broken_bytes_do_not_spoil_a_text() {
        let mut bytes = "“Yes”, he said – “we will”, and left for Zürich".as_bytes().to_vec();
        bytes.push(0xE2);
        let found = decode(&bytes, None);
        assert_eq!((found.charset, found.broken), ("UTF-8", 1));
        assert!(found.text.ends_with("Zürich\u{FFFD}"));
    }
}
