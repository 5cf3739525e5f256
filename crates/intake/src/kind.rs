//! What kind of file it is, told by its content.

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Html,
    JsonLines,
    Json,
    Feed,
    Mail,
    /// XML that is neither a page nor a feed, such as the map of a site.
    Markup,
}

/// First bytes of files that are no text, and what people call them.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or an office file"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"RIFF", "a sound, film or image file"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"\xD0\xCF\x11\xE0", "an old office file"),
    (b"SQLite format 3", "a database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"7z\xBC\xAF", "a 7z archive"),
    (b"{\\rtf", "an RTF file"),
];

/// How many bytes at the start decide.
const START: usize = 8192;

/// What the bytes are when they are no text; `None` for text in any charset.
pub fn binary(bytes: &[u8]) -> Option<&'static str> {
    let start = &bytes[..bytes.len().min(START)];
    let known = |(magic, what): &(&[u8], &'static str)| {
        // Two letters alone could begin a text.
        (start.starts_with(magic) && (magic.len() > 2 || start.contains(&0))).then_some(*what)
    };
    if let Some(what) = MAGIC.iter().find_map(known) {
        return Some(what);
    }
    let marked = encoding_rs::Encoding::for_bom(start).is_some();
    let controls = start.iter().filter(|b| matches!(b, 0..=8 | 14..=26 | 28..=31)).count();
    let strange = start.contains(&0) || controls * 20 > start.len();
    (strange && !marked && crate::charset::wide(start).is_none()).then_some("binary data")
}

/// The kind of a decoded text.
pub fn of(text: &str) -> Kind {
    let start = text.trim_start();
    if start.starts_with('{') || start.starts_with('[') {
        return json(start);
    }
    if start.starts_with('<') {
        return markup(start);
    }
    if mail(start) { Kind::Mail } else { Kind::Text }
}

/// Lines that are objects each, or one object or list over many lines; a text may begin with a bracket too.
fn json(start: &str) -> Kind {
    let line = start.lines().next().unwrap_or("");
    let is_object = |s: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(s).is_ok();
    if line.starts_with('{') && is_object(line) {
        return Kind::JsonLines;
    }
    let whole = serde_json::from_str::<serde::de::IgnoredAny>(start).is_ok();
    let like_lines = line.starts_with("{\"") && line.trim_end().ends_with('}');
    match (whole, like_lines) {
        (true, _) => Kind::Json,
        (false, true) => Kind::JsonLines,
        (false, false) => Kind::Text,
    }
}

/// Elements that a page begins with or has soon (after the WHATWG sniffing standard).
const PAGE: &[&str] = &[
    "<!doctype html",
    "<html",
    "<head",
    "<body",
    "<title",
    "<meta",
    "<script",
    "<div",
    "<article",
    "<p>",
    "<p ",
    "<h1",
    "<main",
    "<section",
    "<table",
    "<br",
];
const FEED: &[&str] = &["<rss", "<feed", "<rdf:rdf"];

fn markup(start: &str) -> Kind {
    let head: String = start.chars().take(2048).collect::<String>().to_ascii_lowercase();
    let first = |names: &[&str]| names.iter().filter_map(|n| head.find(n)).min().unwrap_or(usize::MAX);
    let (page, feed) = (first(PAGE), first(FEED));
    if feed < page {
        return Kind::Feed;
    }
    if page < usize::MAX {
        return Kind::Html;
    }
    if head.starts_with("<?xml") { Kind::Markup } else { Kind::Text }
}

/// A mail begins with header lines, two of them the usual ones.
fn mail(start: &str) -> bool {
    const USUAL: &[&str] = &["from", "to", "subject", "date", "mime-version", "received", "message-id", "return-path"];
    const NEEDED: &[&str] = &["mime-version", "message-id", "received", "content-type"];
    let names: Vec<String> = start
        .lines()
        .take(60)
        .take_while(|l| !l.trim().is_empty())
        .filter(|l| !l.starts_with([' ', '\t']))
        .map(|l| l.split(':').next().unwrap_or("").to_ascii_lowercase())
        .collect();
    let has = |list: &[&str]| names.iter().filter(|n| list.contains(&n.as_str())).count();
    has(USUAL) >= 2 && has(NEEDED) >= 1 && names.iter().all(|n| !n.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_the_kind() {
        assert_eq!(of("  <!DOCTYPE html><html><body>x"), Kind::Html);
        assert_eq!(of("<?xml version='1.0'?>\n<rss version='2.0'><channel>"), Kind::Feed);
        assert_eq!(of("<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html>"), Kind::Html);
        assert_eq!(of("<?xml version='1.0'?><urlset><url>"), Kind::Markup);
        assert_eq!(of("{\"text\": \"x\"}\n{\"text\": \"y\"}"), Kind::JsonLines);
        assert_eq!(of("[\n{\"text\": \"x\"}]"), Kind::Json);
        assert_eq!(of("[ad_1] The minister said"), Kind::Text);
        assert_eq!(of("The minister said: no"), Kind::Text);
        assert_eq!(of("<...> The minister said"), Kind::Text);
        assert_eq!(of("From: a@b.example\nSubject: news\nMIME-Version: 1.0\n\nbody"), Kind::Mail);
        assert_eq!(of("From: our correspondent\nThe date: unknown\n"), Kind::Text);
    }

    #[test]
    fn binary_is_not_text() {
        assert_eq!(binary(b"%PDF-1.7 ..."), Some("a PDF file"));
        assert_eq!(binary(b"abc\0\0\0\0\x01\x02\x03"), Some("binary data"));
        assert_eq!(binary("Zürich".as_bytes()), None);
        assert_eq!(binary(b"MZ is no program here"), None);
        assert_eq!(binary(b"\xFF\xFEh\0a\0"), None);
    }
}
