//! JSON lines and JSON files of articles, whatever other program wrote them: told by their keys.

use crate::{Opened, Options, Problem, day, hash_of, html, id_of, language, one, published, published_given};
use readout::Document;
use readout::document::{Place, PublishedFrom};
use serde_json::{Map, Value};
use std::io::BufRead;
use std::path::Path;

// Names that exporters give the same thing, the surest first.
const TEXT: &[&str] = &[
    "text",
    "articleBody",
    "article_text",
    "maintext",
    "body",
    "content",
    "contents",
    "raw_text",
    "raw",
    "content_text",
];
const PAGE: &[&str] = &["html", "raw_html", "content_html"];
const DAY: &[&str] = &[
    "date",
    "datePublished",
    "date_published",
    "published_at",
    "publishedAt",
    "published_date",
    "publish_date",
    "date_publish",
    "publication_date",
    "pubDate",
    "pub_date",
];
const TITLE: &[&str] = &["title", "headline", "heading"];
const URL: &[&str] = &["url", "link", "source_url", "canonical_url", "uri", "source"];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator"];
const OUTLET: &[&str] =
    &["outlet", "sitename", "publisher", "newspaper", "source-hostname", "hostname", "series", "source"];
const LANGUAGE: &[&str] = &["language", "lang", "inLanguage"];
const NAME: &[&str] = &["id", "uid", "_id", "guid", "uuid"];
const MODIFIED: &[&str] = &["modified", "dateModified", "date_modified", "updated_at", "updated"];
const CRAWLED: &[&str] = &["crawled", "date_download", "filedate", "fetched_at", "crawl_date", "retrieved"];
const LIST: &[&str] = &["items", "articles", "documents", "docs", "results", "data"];

/// Files with these endings are read a line at a time, whatever their size.
pub fn has_lines(path: &Path) -> bool {
    path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson")
}

/// One JSON object a line on the standard input: `text`, and if known `id`, `published`, `title`, `url`.
pub fn json_lines<R: BufRead>(input: R, options: &Options) -> impl Iterator<Item = Opened> + use<R> {
    read_lines(input, None, options)
}

/// The lines of a file.
pub fn named_lines<R: BufRead>(input: R, path: String, options: &Options) -> impl Iterator<Item = Opened> + use<R> {
    read_lines(input, Some(path), options)
}

fn read_lines<R: BufRead>(
    mut input: R,
    path: Option<String>,
    options: &Options,
) -> impl Iterator<Item = Opened> + use<R> {
    let options = options.clone();
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            number += 1;
            let name = || path.clone().unwrap_or_else(|| "-".into());
            let line = match next_line(&mut input, options.limit) {
                Ok(None) => return None,
                Ok(Some(Line::Whole(bytes))) => bytes,
                Ok(Some(Line::TooLong)) => {
                    return Some(Err(Problem::TooLarge { path: format!("{}:{number}", name()), limit: options.limit }));
                }
                Err(error) => return Some(Err(Problem::Io { path: name(), error })),
            };
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(read_line(&line, number, path.as_deref(), &options));
        }
    })
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// The next line, or word that it is longer than allowed; its rest is passed over without being kept.
fn next_line(input: &mut impl BufRead, limit: u64) -> std::io::Result<Option<Line>> {
    let mut line = vec![];
    let mut too_long = false;
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            break;
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let taken = end.map_or(buffer.len(), |e| e + 1);
        too_long |= (line.len() + taken) as u64 > limit;
        if !too_long {
            line.extend_from_slice(&buffer[..taken]);
        }
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(if too_long { Line::TooLong } else { Line::Whole(line) }));
        }
    }
    match (too_long, line.is_empty()) {
        (true, _) => Ok(Some(Line::TooLong)),
        (false, true) => Ok(None),
        (false, false) => Ok(Some(Line::Whole(line))),
    }
}

fn read_line(line: &[u8], number: usize, path: Option<&str>, options: &Options) -> Opened {
    let wrong = |error: String| Problem::Json { path: path.unwrap_or("-").into(), line: number, error };
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let map: Map<String, Value> = serde_json::from_slice(line).map_err(|e| wrong(e.to_string()))?;
    let none = || Problem::NoText { path: format!("{}:{number}", path.unwrap_or("-")) };
    let mut document = document(&map, path.unwrap_or("-"), options)?.ok_or_else(none)?;
    let hash = hash_of(line);
    if document.id.is_empty() {
        document.id = hash[..32].to_string();
    }
    document.bytes_hash = Some(hash);
    document.path = path.map(str::to_string);
    Ok(document)
}

/// A file that is one JSON value: an article, or a list of them.
pub fn whole(text: &str, path: &str, options: &Options) -> Box<dyn Iterator<Item = Opened>> {
    let wrong = |why: String| one(Err(Problem::Malformed { path: path.into(), what: "JSON", why }));
    let value: Value = match serde_json::from_str(text) {
        Ok(value) => value,
        Err(error) => return wrong(error.to_string()),
    };
    let listed = |map: &Map<String, Value>| LIST.iter().find_map(|k| map.get(*k)?.as_array().cloned());
    let items = match value {
        Value::Array(items) => items,
        Value::Object(map) => listed(&map).unwrap_or_else(|| vec![Value::Object(map)]),
        _ => vec![],
    };
    let read = |item: &Value| match document(item.as_object()?, path, options) {
        Ok(found) => Some(Ok(with_place(found?, path))),
        Err(problem) => Some(Err(problem)),
    };
    let found: Vec<Opened> = items.iter().filter_map(read).collect();
    if found.is_empty() {
        return one(Err(Problem::NoText { path: path.into() }));
    }
    Box::new(found.into_iter())
}

fn with_place(mut document: Document, path: &str) -> Document {
    if document.id.is_empty() {
        document.id = id_of(document.text.as_bytes());
    }
    document.path = Some(path.to_string());
    document
}

/// The article in an object; `None` where it has no text and no page.
fn document(map: &Map<String, Value>, path: &str, options: &Options) -> Result<Option<Document>, Problem> {
    let url = find(map, URL, |value| value.contains("://") || !value.contains(' '));
    let url = url.filter(|u| u.contains("://") || map.get("source").and_then(Value::as_str) != Some(u));
    let printed = map.get("text").and_then(Value::as_str).map(str::to_string).or_else(|| first(map, TEXT));
    let mut document = match printed {
        Some(text) => Document { text: without_breaks(map, text), ..Document::default() },
        None => {
            let Some(page) = first(map, PAGE) else { return Ok(None) };
            let Some(page) = html::page_within(page, url.clone(), path, options)? else { return Ok(None) };
            page
        }
    };
    let keep = |field: &mut Option<String>, found: Option<String>| *field = found.or(field.take());
    keep(&mut document.title, first(map, TITLE));
    keep(&mut document.author, first(map, AUTHOR));
    // Some exporters call the address of a page its source, others the paper.
    keep(&mut document.outlet, find(map, OUTLET, |value| !value.contains("://")));
    keep(&mut document.url, url);
    let exported = |names: &[&str]| day::of(&first(map, names)?);
    if let Some(day) = exported(MODIFIED) {
        (document.modified, document.modified_in) = (Some(day), Some(Place::Export));
    }
    if let Some(day) = exported(CRAWLED) {
        (document.crawled, document.crawled_in) = (Some(day), Some(Place::Export));
    }
    document.id = first(map, NAME).unwrap_or_default();
    document.language = language::of(&document.text, first(map, LANGUAGE).as_deref());
    days(map, &mut document, options);
    Ok(Some(document))
}

/// Passim's texts of scanned papers, told by their `series`, may hold marks for the ends of lines and pages.
fn without_breaks(map: &Map<String, Value>, text: String) -> String {
    if !map.contains_key("series") || !(text.contains("<lb") || text.contains("<pb")) {
        return text;
    }
    let mut out = text;
    for mark in ["<lb/>", "<lb />", "<pb/>", "<pb />"] {
        out = out.replace(mark, "\n");
    }
    out.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// What the caller says outside the article counts as given, an exporter's own field as metadata.
fn days(map: &Map<String, Value>, document: &mut Document, options: &Options) {
    let value = |name: &str| map.get(name).and_then(Value::as_str);
    if let Some(given) = value("published") {
        let day = day::of(given).unwrap_or_else(|| given.to_string());
        document.published = published(Some(day), PublishedFrom::Given);
        document.published_in = None;
        return;
    }
    if let Some(day) = first(map, DAY).and_then(|d| day::of(&d)) {
        document.published = published(Some(day), PublishedFrom::Metadata);
        document.published_in = Some(Place::Export);
    }
    crate::published_in_address(document);
    published_given(document, options);
}

/// The first of the names that holds something to print: a text, a number, the `name` of an object, or a list of such.
fn first(map: &Map<String, Value>, names: &[&str]) -> Option<String> {
    find(map, names, |_| true)
}

fn find(map: &Map<String, Value>, names: &[&str], is_good: impl Fn(&str) -> bool) -> Option<String> {
    names.iter().find_map(|name| printed(map.get(*name)?).filter(|value| is_good(value)))
}

fn printed(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        Value::Array(list) => list.iter().filter_map(printed).collect::<Vec<_>>().join(", "),
        Value::Object(map) => map.get("name").or_else(|| map.get("title"))?.as_str()?.to_string(),
        Value::Null | Value::Bool(_) => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Vec<Opened> {
        json_lines(std::io::Cursor::new(lines.to_string()), &Options::default()).collect()
    }

    #[test]
    fn lines_keep_their_text_and_id() {
        let found =
            read("{\"id\": \"a\", \"text\": \" One \\r\\n\", \"published\": \"2020-01-02\"}\n\n{\"text\": \"\"}\n");
        let first = found[0].as_ref().expect("a document");
        assert_eq!((first.id.as_str(), first.text.as_str()), ("a", " One \r\n"));
        assert_eq!(first.published.value.as_deref(), Some("2020-01-02"));
        assert_eq!(found[1].as_ref().map(|d| d.text.as_str()).ok(), Some(""));
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_read() {
        let found = read("{\"text\": \"a\"}\nnonsense\n{\"title\": \"b\"}\n{\"text\": \"c\"}");
        assert_eq!(found.len(), 4);
        let message = found[1].as_ref().map_err(ToString::to_string).expect_err("a problem");
        assert!(message.starts_with("line 2 of `-` is not a JSON object"), "{message}");
        assert!(found[2].is_err() && found[3].is_ok());
    }

    #[test]
    fn other_programs_names_are_understood() {
        let found = read(
            "{\"raw_text\": \"x\", \"date\": \"2019-05-06T10:00:00\", \"source-hostname\": \"Harbour News\", \"authors\": [\"A. B.\", \"C. D.\"], \"uid\": 7}",
        );
        let d = found[0].as_ref().expect("a document");
        assert_eq!(d.published.value.as_deref(), Some("2019-05-06"));
        assert_eq!(d.outlet.as_deref(), Some("Harbour News"));
        assert_eq!(d.author.as_deref(), Some("A. B., C. D."));
        assert_eq!(d.id, "7");
    }

    #[test]
    fn the_address_and_the_paper_are_told_apart_whatever_they_are_called() {
        let found = read(
            "{\"text\": \"x\", \"source\": \"https://courier.example/a\", \"source-hostname\": \"Tarn Courier\", \"hostname\": \"courier.example\", \"date\": \"2031-03-04\", \"filedate\": \"2031-04-01\"}\n\
             {\"text\": \"One.<lb/>Two &amp; three.\", \"series\": \"tarn-gazette\", \"date\": \"1831-03-04\", \"id\": \"tg-1\"}\n\
             {\"text\": \"x\", \"quotes\": []}\n{\"text\": \"x\", \"source\": \"Tarn Courier\"}",
        );
        let d = |i: usize| found[i].as_ref().expect("a document");
        assert_eq!(
            (d(0).url.as_deref(), d(0).outlet.as_deref()),
            (Some("https://courier.example/a"), Some("Tarn Courier"))
        );
        assert_eq!(d(0).crawled.as_deref(), Some("2031-04-01"));
        assert_eq!(
            (d(1).text.as_str(), d(1).outlet.as_deref(), d(1).url.as_deref()),
            ("One.\nTwo & three.", Some("tarn-gazette"), None)
        );
        assert_eq!((d(2).text.as_str(), d(2).outlet.as_deref()), ("x", None));
        assert_eq!((d(3).url.as_deref(), d(3).outlet.as_deref()), (None, Some("Tarn Courier")));
    }

    #[test]
    fn a_line_over_the_limit_is_named_and_skipped() {
        let options = Options { limit: 50, ..Options::default() };
        let long = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"short\"}}", "x".repeat(500));
        let found: Vec<Opened> = json_lines(std::io::Cursor::new(long), &options).collect();
        assert!(matches!(found[0], Err(Problem::TooLarge { .. })));
        assert_eq!(found[1].as_ref().map(|d| d.text.as_str()).ok(), Some("short"));
    }
}
