//! Web archives (WARC, ISO 28500): the pages of its response records, one after the other, whatever the size of the file.

use crate::{Opened, Options, Problem, charset, day, html, id_of, kind, published_given, text};
use flate2::read::MultiGzDecoder;
use readout::Document;
use std::io::{BufRead, Read};

/// The lines at the head of a record, names in lower case.
type Head = Vec<(String, String)>;

/// A head is not longer, whatever a broken file says.
const LINES: usize = 200;
const LINE: u64 = 65_536;

/// The pages of an archive. A broken record is named, and the next one is read.
pub fn pages<R: BufRead>(mut input: R, path: String, options: &Options) -> impl Iterator<Item = Opened> + use<R> {
    let options = options.clone();
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let head = match next_head(&mut input) {
                Ok(Some(head)) => head,
                Ok(None) => return None,
                Err(error) => {
                    // A stream that fails goes on failing.
                    let ended = number == usize::MAX;
                    number = usize::MAX;
                    return (!ended).then(|| Err(Problem::Io { path: path.clone(), error }));
                }
            };
            number = number.saturating_add(1);
            let place = || format!("{path}:{number}");
            let length: u64 = match value(&head, "content-length").and_then(|l| l.parse().ok()) {
                Some(length) => length,
                None => {
                    return Some(Err(Problem::Malformed {
                        path: place(),
                        what: "a WARC record",
                        why: "it has no length".into(),
                    }));
                }
            };
            let wanted = value(&head, "warc-type") == Some("response");
            let block = match take(&mut input, length, wanted && length <= options.limit) {
                Ok(block) => block,
                Err(error) => return Some(Err(Problem::Io { path: place(), error })),
            };
            if !wanted {
                continue;
            }
            if length > options.limit {
                return Some(Err(Problem::TooLarge { path: place(), limit: options.limit }));
            }
            if let Some(document) = response(&head, &block, &path, &options) {
                return Some(Ok(document));
            }
        }
    })
}

/// The head of the next record; what stands before it is passed over.
fn next_head(input: &mut impl BufRead) -> std::io::Result<Option<Head>> {
    let mut line = vec![];
    loop {
        line.clear();
        if input.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        if line.starts_with(b"WARC/") {
            return fields(input).map(Some);
        }
    }
}

/// Fields up to the blank line.
fn fields(input: &mut impl BufRead) -> std::io::Result<Head> {
    let mut head = vec![];
    for _ in 0..LINES {
        let mut line = vec![];
        input.by_ref().take(LINE).read_until(b'\n', &mut line)?;
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            break;
        }
        if let Some((name, value)) = text.split_once(':') {
            head.push((name.trim().to_ascii_lowercase(), value.trim().to_string()));
        }
    }
    Ok(head)
}

fn value<'h>(head: &'h Head, name: &str) -> Option<&'h str> {
    head.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
}

/// The block of a record, or nothing of it where it is not wanted.
fn take(input: &mut impl BufRead, length: u64, keep: bool) -> std::io::Result<Vec<u8>> {
    let mut block = vec![];
    let mut limited = input.by_ref().take(length);
    if keep {
        limited.read_to_end(&mut block)?;
    } else {
        std::io::copy(&mut limited, &mut std::io::sink())?;
    }
    Ok(block)
}

/// The page in an answer of a server; `None` for what is no page.
fn response(record: &Head, block: &[u8], path: &str, options: &Options) -> Option<Document> {
    let mut rest = block;
    let mut status = vec![];
    rest.by_ref().take(LINE).read_until(b'\n', &mut status).ok()?;
    let head = fields(&mut rest).ok()?;
    let is_good = String::from_utf8_lossy(&status).split(' ').nth(1).is_some_and(|s| s == "200");
    let kind_of = value(&head, "content-type").unwrap_or("text/html").to_ascii_lowercase();
    if !is_good || !(kind_of.contains("html") || kind_of.starts_with("text/plain")) {
        return None;
    }
    let body = body(&head, rest, options.limit)?;
    let hint = kind_of.split("charset=").nth(1).map(|c| c.trim_matches(|c: char| c == '"' || c == ' ' || c == '\''));
    if body.is_empty() || kind::binary(&body).is_some() {
        return None;
    }
    let decoded = charset::decode(&body, hint).text;
    let url = value(record, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_string());
    let mut document =
        if kind_of.contains("html") { html::page(&decoded, url.as_deref())? } else { text::plain(decoded) };
    document.url = url.or(document.url);
    document.crawled = value(record, "warc-date").and_then(day::of);
    document.id = id_of(&body);
    document.path = Some(path.to_string());
    published_given(&mut document, options);
    Some(document)
}

/// The body without its transfer coding; a page that unpacks to more than the limit is left.
fn body(head: &Head, rest: &[u8], limit: u64) -> Option<Vec<u8>> {
    let chunked = value(head, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    let body = if chunked { joined(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    if !body.starts_with(&[0x1F, 0x8B]) {
        return Some(body);
    }
    let mut unpacked = vec![];
    // What a damaged stream gave before it broke is still text.
    let _ = MultiGzDecoder::new(body.as_slice()).take(limit + 1).read_to_end(&mut unpacked);
    (unpacked.len() as u64 <= limit).then_some(unpacked)
}

/// Chunks put together; `None` when they are none, as crawlers often join them and keep the field.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = vec![];
    loop {
        let end = rest.iter().position(|b| *b == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.trim().split(';').next()?;
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?.strip_prefix(b"\r\n").or_else(|| rest.get(size..)?.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://courier.example/a\r\nWARC-Date: 2031-03-04T00:00:00Z\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nThe harbour was closed.";

    fn read(archive: &str) -> Vec<Opened> {
        pages(std::io::Cursor::new(archive.to_string()), "a.warc".into(), &Options::default()).collect()
    }

    #[test]
    fn responses_are_read_and_other_records_passed_over() {
        let found = read(&(record("warcinfo", "x") + &record("response", ANSWER) + &record("request", "GET /")));
        assert_eq!(found.len(), 1);
        let d = found[0].as_ref().expect("a document");
        assert_eq!((d.text.as_str(), d.crawled.as_deref()), ("The harbour was closed.", Some("2031-03-04")));
        assert_eq!(d.url.as_deref(), Some("https://courier.example/a"));
    }

    #[test]
    fn a_broken_record_is_named_and_the_next_is_read() {
        let found =
            read(&("WARC/1.0\r\nWARC-Type: response\r\n\r\nlost\r\n".to_string() + &record("response", ANSWER)));
        assert!(found.len() == 2 && found[0].is_err() && found[1].is_ok());
    }

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(joined(b"4\r\nharb\r\n3\r\nour\r\n0\r\n\r\n"), Some(b"harbour".to_vec()));
        assert_eq!(joined(b"no chunks here"), None);
        assert_eq!(joined(b"ffffffff\r\nx"), None);
    }
}
