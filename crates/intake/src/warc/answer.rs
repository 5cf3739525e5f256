//! The answer of a server in a record: its head, its body unpacked, the page in it.

use super::{Head, LINE, fields, value};
use crate::{Opened, Options, Problem, charset, day, hash_of, html, kind, published_given, text};
use readout::document::Place;
use std::io::{BufRead, Read};

/// Head and body; `None` where the server did not give the page.
pub fn parts(block: &[u8]) -> Option<(Head, &[u8])> {
    let mut rest = block;
    let mut status = vec![];
    rest.by_ref().take(LINE).read_until(b'\n', &mut status).ok()?;
    let head = fields(&mut rest).ok()?;
    let status = String::from_utf8_lossy(&status);
    let code = status.split_whitespace().nth(1).unwrap_or("");
    // A visit that found nothing new is answered with 304.
    (status.is_empty() || code == "200" || code == "304").then_some((head, rest))
}

pub fn is_page(content_type: &str) -> bool {
    let kind = content_type.to_ascii_lowercase();
    kind.contains("html") || kind.starts_with("text/plain")
}

pub fn url(record: &Head) -> Option<String> {
    value(record, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_string())
}

pub fn crawled(record: &Head) -> Option<String> {
    value(record, "warc-date").and_then(day::of)
}

/// The page in a body; `None` for what is no page.
pub fn page(record: &Head, answer: &Head, body: &[u8], place: &str, options: &Options) -> Option<Opened> {
    let declared = if answer.is_empty() { value(record, "content-type") } else { value(answer, "content-type") };
    let kind_of = declared.unwrap_or("text/html").to_ascii_lowercase();
    if !is_page(&kind_of) {
        return None;
    }
    let Some(body) = unpacked(answer, body, options.limit) else {
        return Some(Err(Problem::TooLarge { path: place.into(), limit: options.limit }));
    };
    let hint = kind_of.split("charset=").nth(1).map(|c| c.trim_matches(|c: char| c == '"' || c == ' ' || c == '\''));
    if body.is_empty() || kind::binary(&body).is_some() {
        return None;
    }
    let decoded = charset::decode(&body, hint).text;
    let url = url(record);
    let document = if kind_of.contains("html") {
        html::page_within(decoded, url.clone(), place, options)
    } else {
        Ok(Some(text::plain(decoded)))
    };
    let mut document = match document {
        Ok(document) => document?,
        Err(problem) => return Some(Err(problem)),
    };
    document.url = url.or(document.url);
    document.crawled = crawled(record);
    document.crawled_in = document.crawled.as_ref().map(|_| Place::Archive);
    let hash = hash_of(&body);
    document.id = hash[..32].to_string();
    document.bytes_hash = Some(hash);
    published_given(&mut document, options);
    Some(Ok(document))
}

/// The body without its transfer and content coding; `None` when it unpacks to more than the limit.
fn unpacked(head: &Head, rest: &[u8], limit: u64) -> Option<Vec<u8>> {
    let chunked = value(head, "transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    let body = if chunked { joined(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    let coding = value(head, "content-encoding").unwrap_or("").to_ascii_lowercase();
    let reader: Box<dyn Read + '_> = match coding.as_str() {
        _ if body.starts_with(&[0x1F, 0x8B]) => Box::new(flate2::read::MultiGzDecoder::new(body.as_slice())),
        _ if body.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) => {
            Box::new(ruzstd::decoding::StreamingDecoder::new(body.as_slice()).ok()?)
        }
        "br" => Box::new(brotli_decompressor::Decompressor::new(body.as_slice(), 4096)),
        "deflate" if body.first().is_some_and(|b| b & 0x0F == 8) => {
            Box::new(flate2::read::ZlibDecoder::new(body.as_slice()))
        }
        _ => return Some(body),
    };
    let mut out = vec![];
    // What a damaged stream gave before it broke is still text. Crawlers often unpack a body and keep the field.
    let _ = reader.take(limit + 1).read_to_end(&mut out);
    if out.is_empty() {
        return Some(body);
    }
    (out.len() as u64 <= limit).then_some(out)
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
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_put_together() {
        assert_eq!(joined(b"4\r\nharb\r\n3\r\nour\r\n0\r\n\r\n"), Some(b"harbour".to_vec()));
        assert_eq!(joined(b"no chunks here"), None);
        assert_eq!(joined(b"ffffffff\r\nx"), None);
    }

    #[test]
    fn a_body_that_unpacks_to_more_than_the_limit_is_left() {
        let bomb =
            ruzstd::encoding::compress_to_vec(&vec![b' '; 100_000][..], ruzstd::encoding::CompressionLevel::Fastest);
        assert_eq!(unpacked(&vec![], &bomb, 50_000), None);
        assert_eq!(unpacked(&vec![], &bomb, 100_000).map(|b| b.len()), Some(100_000));
    }
}
