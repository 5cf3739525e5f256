//! Hostile inputs of every reader: nothing panics, nothing grows beyond its limit, and what is broken is named.

use readout_intake::{Opened, Options, read_bytes};
use std::io::Write;

fn read(bytes: &[u8]) -> Vec<Opened> {
    let options = Options { limit: 5_000_000, seconds: 20, ..Options::default() };
    read_bytes(bytes, "hostile", &options).collect()
}

/// Whatever comes of it, it is documents within the limit or named problems.
fn check(bytes: &[u8]) -> usize {
    let found = read(bytes);
    for opened in &found {
        match opened {
            Ok(document) => assert!(document.text.len() <= 20_000_000 && !document.id.is_empty()),
            Err(problem) => assert!(problem.to_string().contains("hostile"), "{problem}"),
        }
    }
    found.len()
}

const PARAGRAPH: &str = "The harbour of Tarn was closed on Monday after two ships had collided in the fog, the port office said. Nobody was hurt, and both ships were towed to the inner basin in the evening.";

fn page(inside: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Harbour closed</title></head><body><article><h1>Harbour closed</h1><p>{PARAGRAPH}</p>{inside}<p>{PARAGRAPH}</p></article></body></html>"
    )
}

fn feed(inside: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Courier</title><link>https://courier.example</link><description>d</description><item><title>Harbour</title><link>https://courier.example/1</link><pubDate>Mon, 03 Mar 2031 10:00:00 +0000</pubDate><description>{inside}&lt;p&gt;{PARAGRAPH}&lt;/p&gt;</description></item></channel></rss>"
    )
}

fn archive(body: &[u8], head: &str) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    let start = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/a\r\nWARC-Date: 2031-03-04T00:00:00Z\r\nContent-Length: {}\r\n\r\n",
        block.len()
    );
    [start.as_bytes(), &block, b"\r\n\r\n"].concat()
}

fn mail(inside: &str) -> String {
    format!(
        "From: Ada Lindqvist <ada@courier.example>\r\nTo: x@y.example\r\nSubject: Harbour\r\nDate: Mon, 3 Mar 2031 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n{inside}--b\r\nContent-Type: text/plain\r\n\r\n{PARAGRAPH}\r\n--b--\r\n"
    )
}

/// One good input of every kind.
fn samples() -> Vec<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
    packed.write_all(page("").as_bytes()).expect("memory takes it");
    let packed = packed.finish().expect("memory takes it");
    vec![
        page("<div class='x'><img src='a.png' alt='b'></div>").into_bytes(),
        feed("").into_bytes(),
        mail("").into_bytes(),
        format!("{{\"text\": \"{PARAGRAPH}\", \"published\": \"2031-03-04\"}}\n{{\"html\": \"<p>{PARAGRAPH}</p>\"}}\n")
            .into_bytes(),
        format!("[{{\"title\": \"x\", \"articleBody\": \"{PARAGRAPH}\"}}]").into_bytes(),
        archive(page("").as_bytes(), "Content-Type: text/html; charset=utf-8\r\n"),
        archive(&packed, "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
        format!("# Harbour closed\n\nBy Ada Lindqvist\n\nTARN, March 3 (VPA) - {PARAGRAPH}\n").into_bytes(),
        format!("{PARAGRAPH} Zürich – “Köln”").encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ]
}

/// SplitMix64 with a fixed start: every run tries the same.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((x ^ (x >> 31)) % sides.max(1) as u64) as usize
    }
}

/// Bytes changed, cut out, doubled or taken from another sample.
fn mutated(sample: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..1 + dice.throw(4) {
        let at = dice.throw(bytes.len());
        let end = (at + 1 + dice.throw(40)).min(bytes.len());
        match dice.throw(6) {
            0 => bytes[at] = dice.throw(256) as u8,
            1 => drop(bytes.drain(at..end)),
            2 => bytes.truncate(at.max(1)),
            3 => {
                let piece = bytes[at..end].repeat(1 + dice.throw(30));
                bytes.splice(at..at, piece);
            }
            4 => {
                let from = dice.throw(other.len());
                let piece = other[from..(from + 60).min(other.len())].to_vec();
                bytes.splice(at..end, piece);
            }
            _ => {
                const MARKS: &[&[u8]] = &[
                    b"<",
                    b"&#x110000;",
                    b"\0",
                    b"\xFF\xFE",
                    b"]]>",
                    b"<!--",
                    b"99999999999999999999",
                    b"\r\n\r\n",
                    b"{",
                    b"\xED\xA0\x80",
                ];
                bytes.splice(at..at, MARKS[dice.throw(MARKS.len())].iter().copied());
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

#[test]
fn damaged_files_of_every_kind_are_read_or_named() {
    let samples = samples();
    let mut dice = Dice(7);
    for sample in &samples {
        assert!(check(sample) > 0);
        for _ in 0..25 {
            let other = &samples[dice.throw(samples.len())];
            check(&mutated(sample, other, &mut dice));
        }
    }
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    check(page(&"<div>".repeat(60_000)).as_bytes());
    check(page(&"<b><i>".repeat(5_000)).as_bytes());
    check(page(&"<table><tr><td>".repeat(3_000)).as_bytes());
    check(feed(&"<a>".repeat(20_000)).as_bytes());
    check(format!("{{\"text\": {}", "[".repeat(500_000)).as_bytes());
    check(mail(&"--b\r\nContent-Type: multipart/mixed; boundary=\"b\"\r\n\r\n".repeat(2_000)).as_bytes());
    check("(".repeat(1_000_000).as_bytes());
}

#[test]
fn a_million_attributes_and_a_million_elements_are_no_article() {
    let attributes: String = (0..1_000_000).map(|n| format!("a{n} ")).collect();
    let wide = "<!DOCTYPE html><html><body><p ".to_string() + &attributes[..4_000_000] + ">" + PARAGRAPH;
    check(wide.as_bytes());
    check(page(&"<p>".repeat(500_000)).as_bytes());
}

#[test]
fn entities_do_not_grow() {
    let laughs: String =
        (1..30).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let bomb = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}]><rss version=\"2.0\"><channel><item><title>&l29;</title><description>&l29;</description></item></channel></rss>"
    );
    check(bomb.as_bytes());
    check(page(&"&#x41;&amp;&notit;&".repeat(100_000)).as_bytes());
}

#[test]
fn a_packed_bomb_in_an_archive_is_named_by_its_record() {
    let mut bomb = flate2::write::GzEncoder::new(vec![], flate2::Compression::best());
    bomb.write_all(&vec![b' '; 60_000_000]).expect("memory takes it");
    let bomb = bomb.finish().expect("memory takes it");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("hostile.warc");
    let head = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n";
    let good = archive(page("").as_bytes(), "Content-Type: text/html\r\n");
    std::fs::write(&path, [archive(&bomb, head), good].concat()).expect("a temporary file can be written");
    let paths = [path];
    let options = Options::default();
    let found: Vec<Opened> = readout_intake::open(&paths, &options).collect();
    assert!(found.len() == 2 && found[1].is_ok(), "{found:?}");
    assert!(found[0].as_ref().is_err_and(|p| p.to_string().contains("hostile.warc:1` is larger")), "{found:?}");
}
