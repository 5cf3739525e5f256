//! Web archives (WARC, ISO 28500): the pages of their records, one after the other, whatever the size of the file.

mod answer;
mod packed;
mod visits;

use crate::{Opened, Options, Problem};
use packed::Ahead;
pub use packed::{ARCHIVE, unpacked};
use readout::document::Place;
use std::io::{BufRead, Read};
use visits::Visits;

/// The lines at the head of a record, names in lower case.
type Head = Vec<(String, String)>;

/// A head is not longer, whatever a broken file says.
const LINES: usize = 200;
const LINE: u64 = 65_536;

/// The end of a record and the start of the next one.
const BETWEEN: &[u8] = b"\r\n\r\nWARC/";

/// The pages of an archive. A broken record is named, and the next one is read.
pub fn pages<R: BufRead>(input: R, path: String, options: &Options) -> impl Iterator<Item = Opened> + use<R> {
    Archive {
        input: Ahead::of(input),
        path,
        options: options.clone(),
        number: 0,
        is_lost: false,
        late: None,
        visits: Visits::default(),
    }
}

struct Archive<R: BufRead> {
    input: Ahead<R>,
    path: String,
    options: Options,
    /// Of the record, from 1.
    number: usize,
    /// Behind a broken stretch of the stream, which was named already.
    is_lost: bool,
    /// What went wrong behind the last record, when it was looked at.
    late: Option<std::io::Error>,
    visits: Visits,
}

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Opened;

    fn next(&mut self) -> Option<Opened> {
        loop {
            match self.late.take().map_or_else(|| next_head(&mut self.input), Err) {
                Ok(None) => return None,
                Ok(Some(head)) => {
                    self.number += 1;
                    self.is_lost = false;
                    if let Some(opened) = self.record(&head) {
                        return Some(opened);
                    }
                }
                // What is packed wrongly is passed over; a disk that fails goes on failing.
                Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
                    if !std::mem::replace(&mut self.is_lost, true) {
                        self.number += 1;
                        return Some(self.wrong(error.to_string()));
                    }
                }
                Err(error) => {
                    let again = std::mem::replace(&mut self.is_lost, true);
                    return (!again).then(|| Err(Problem::Io { path: self.path.clone(), error }));
                }
            }
        }
    }
}

impl<R: BufRead> Archive<R> {
    fn place(&self) -> String {
        format!("{}:{}", self.path, self.number)
    }

    fn wrong(&self, why: String) -> Opened {
        Err(Problem::Malformed { path: self.place(), what: "a WARC record", why })
    }

    /// The document of a record, or what is wrong with it; `None` where it holds no page.
    fn record(&mut self, head: &Head) -> Option<Opened> {
        let Some(length) = value(head, "content-length").and_then(|l| l.parse::<u64>().ok()) else {
            self.is_lost = true;
            return Some(self.wrong("it has no length".into()));
        };
        let kind = value(head, "warc-type").unwrap_or("").to_ascii_lowercase();
        let wanted = matches!(kind.as_str(), "response" | "revisit" | "resource" | "conversion");
        let fits = length <= self.options.limit;
        let (block, taken) = match take(&mut self.input, length, wanted && fits) {
            Ok(taken) => taken,
            Err(error) => {
                self.is_lost = true;
                return Some(self.wrong(error.to_string()));
            }
        };
        if let Some(kept) = self.cut_short(&block) {
            return Some(self.wrong(format!("it ends after {kept} of its {length} bytes")));
        }
        if !wanted {
            return None;
        }
        if !fits {
            return Some(Err(Problem::TooLarge { path: self.place(), limit: self.options.limit }));
        }
        if taken < length {
            return Some(self.wrong(format!("it ends after {taken} of its {length} bytes")));
        }
        self.page(head, &kind, &block)
    }

    /// Behind a record stands an empty line. Where there is none, the record was cut short, and what was taken for it
    /// holds the start of the next one: that is put back.
    fn cut_short(&mut self, block: &[u8]) -> Option<usize> {
        let behind = match self.input.peek("\r\n".len() + ARCHIVE.len()) {
            Ok(behind) => behind,
            Err(error) => {
                self.late = Some(error);
                return None;
            }
        };
        // Some writers leave out a line end.
        let is_whole = behind.trim_ascii_start().starts_with(ARCHIVE)
            || behind.trim_ascii().is_empty()
            || [&b"\r\n\r\n"[..], b"\n\n"].iter().any(|end| behind.starts_with(end));
        if is_whole {
            return None;
        }
        let seen = [block, behind].concat();
        let next = seen.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN)?;
        let start = next + BETWEEN.len() - ARCHIVE.len();
        self.input.put_back(block.get(start..).unwrap_or_default());
        Some(next)
    }

    fn page(&mut self, head: &Head, kind: &str, block: &[u8]) -> Option<Opened> {
        let (answer, body) = match kind {
            "response" | "revisit" => answer::parts(block)?,
            _ => (vec![], block),
        };
        if kind == "revisit" {
            return self.revisit(head, &answer);
        }
        let digest = value(head, "warc-payload-digest").map(str::to_string);
        let opened = answer::page(head, &answer, body, &self.place(), &self.options);
        self.visits.keep(digest.as_deref(), opened.as_ref().and_then(|o| o.as_ref().ok()));
        let path = self.path.clone();
        Some(opened?.map(|d| readout::Document { path: Some(path), ..d }))
    }

    /// A visit that found the page as it was: the page of the earlier visit with the address and day of this one.
    fn revisit(&mut self, head: &Head, answer: &Head) -> Option<Opened> {
        let url = answer::url(head);
        if answer.iter().any(|(n, v)| n == "content-type" && !answer::is_page(v)) {
            return None;
        }
        match self.visits.find(value(head, "warc-payload-digest").unwrap_or("")) {
            visits::Found::Page(mut document) => {
                document.crawled = answer::crawled(head);
                document.crawled_in = document.crawled.as_ref().map(|_| Place::Archive);
                let named =
                    format!("{}\n{}\n{:?}", document.id, url.as_deref().unwrap_or(""), value(head, "warc-date"));
                document.id = crate::id_of(named.as_bytes());
                document.url = url.or(document.url);
                document.path = Some(self.path.clone());
                Some(Ok(*document))
            }
            visits::Found::NoPage => None,
            visits::Found::Nothing => {
                Some(Err(Problem::Unchanged { path: self.place(), url: url.unwrap_or_else(|| "-".into()) }))
            }
        }
    }
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

/// The block of a record, or nothing of it where it is not wanted, and how many bytes there were.
fn take(input: &mut impl BufRead, length: u64, keep: bool) -> std::io::Result<(Vec<u8>, u64)> {
    let mut block = vec![];
    let mut limited = input.by_ref().take(length);
    let taken =
        if keep { limited.read_to_end(&mut block)? as u64 } else { std::io::copy(&mut limited, &mut std::io::sink())? };
    Ok((block, taken))
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

    fn visit(kind: &str, url: &str, digest: &str, block: &str) -> String {
        record(kind, block)
            .replace("https://courier.example/a", url)
            .replace("\r\nContent-Length", &format!("\r\nWARC-Payload-Digest: sha1:{digest}\r\nContent-Length"))
    }

    #[test]
    fn a_later_visit_gives_the_unchanged_page_again() {
        let again = "HTTP/1.1 304 Not Modified\r\n\r\n";
        let found = read(
            &(visit("response", "https://courier.example/a", "AAA", ANSWER)
                + &visit("revisit", "https://courier.example/b", "AAA", again)
                + &visit("revisit", "https://courier.example/c", "BBB", again)),
        );
        let [Ok(first), Ok(second), Err(problem)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((&second.text, second.url.as_deref()), (&first.text, Some("https://courier.example/b")));
        assert_ne!(first.id, second.id);
        assert!(problem.to_string().contains("courier.example/c"), "{problem}");
    }

    #[test]
    fn a_later_visit_of_a_picture_is_no_page() {
        let picture = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
        let found = read(
            &(visit("response", "https://courier.example/a", "AAA", picture)
                + &visit("revisit", "https://courier.example/a", "AAA", "")),
        );
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn extracted_text_is_read_from_its_own_records() {
        let text = record("conversion", "The harbour was closed.")
            .replace("Content-Length", "Content-Type: text/plain\r\nContent-Length");
        assert_eq!(read(&text)[0].as_ref().map(|d| d.text.as_str()).ok(), Some("The harbour was closed."));
    }

    #[test]
    fn a_record_cut_short_is_named_and_the_next_one_is_read() {
        let whole = record("response", ANSWER);
        let cut = format!("{}\r\n\r\n", &whole[..whole.len() - 12]);
        let found = read(&(cut + &whole + &whole.replace("courier.example/a", "courier.example/b")));
        assert!(found[0].as_ref().is_err_and(|p| p.to_string().contains("it ends after")), "{found:?}");
        assert!(found.len() == 3 && found[1].is_ok() && found[2].is_ok(), "{found:?}");
    }

    #[test]
    fn a_record_cut_short_at_the_end_is_named() {
        let whole = record("response", ANSWER);
        let found = read(&whole[..whole.len() - 12]);
        assert!(found[0].as_ref().is_err_and(|p| p.to_string().contains("it ends after")), "{found:?}");
    }
}
