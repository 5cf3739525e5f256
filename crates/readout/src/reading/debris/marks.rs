//! Debris known by its marks: shortcodes, tags, templates, bare links, lines of numbers and hashes.

use super::lines::Line;
use crate::document::Span;
use regex::Regex;
use std::sync::LazyLock;

/// `[ad_1]`, `[/caption]`, `[gallery ids="1,2"]`: a publishing system's own commands. A word in brackets alone
/// (`[sic]`, `[the minister]`) is an editor's and is read.
static SHORTCODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r#"\[/?[a-z]+(?:_[a-z0-9]+)+(?:\s[^\[\]\n]{0,300})?\]|\[/[a-z]{2,20}\]|\[[a-z][a-z0-9_-]{1,30}(?:\s+[a-z][a-z0-9_-]*\s*=\s*["'”“″]?[^"'”“″\[\]\n]{0,300}["'”“″]?)+\s*/?\]"#,
    )
});
static TEMPLATE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\{\{[^{}\n]{1,200}\}\}|\{%[^{}\n]{1,200}%\}|%%[a-zA-Z_]{2,30}%%"));
static TAG: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"</?(?:a|b|i|p|br|hr|div|span|strong|em|img|iframe|script|style|figure|figcaption|blockquote|ul|ol|li|h[1-6]|table|tr|td|th|section|article|tweet|video|source|center|font)(?:\s[^<>\n]{0,500})?/?>|<!--[^\n]{0,500}?-->",
    )
});
static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"^[(<\[]?(?:https?://|www\.)\S+[)>\]]?\z"));
static HASHES: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[#@][\p{L}\p{N}_]+[\s,]*)+\z"));
static BRACKETED: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\[\s*[^\[\]]{3,150}\s*\]\z"));

fn pattern(printed: &str) -> Regex {
    Regex::new(printed).expect("the pattern is constant: a test runs it")
}

/// A headline behind a pointer has no more words.
const POINTER: usize = 25;

/// So many letters stand before the place where a name of a section may have been glued to the next.
const SEAM: usize = 2;

/// Lines that are nothing but marks.
pub fn lines(lines: &[Line], whole: &mut [Option<&'static str>]) {
    for (line, why) in lines.iter().zip(whole) {
        if why.is_none() {
            *why = reason(line);
        }
    }
}

fn reason(line: &Line) -> Option<&'static str> {
    let alone = |pattern: &Regex| {
        let rest = pattern.replace_all(line.text, "");
        rest.len() < line.text.len() && !rest.chars().any(char::is_alphanumeric)
    };
    if line.text.len() > 1200 {
        return None;
    }
    if line.text.contains('[') && alone(&SHORTCODE) {
        return Some("shortcode");
    }
    if line.text.contains('{') && alone(&TEMPLATE) || line.text.contains('<') && alone(&TAG) {
        return Some("markup");
    }
    if !line.text.chars().any(|c| c.is_alphanumeric() || super::lines::is_quotation_mark(c)) {
        return Some("stray-mark");
    }
    if !line.is_sentence() && is_glued(line.text) {
        return Some("navigation");
    }
    if LINK.is_match(line.text) {
        return Some("link");
    }
    if HASHES.is_match(line.text) && line.text.contains('#') {
        return Some("hashtags");
    }
    // ">> Tarn closes its harbour": a pointer to another page.
    let pointed = line.text.trim_start_matches(['>', '»', '►', '▶', '→', '☞']);
    let marks = line.text.len() - pointed.len();
    let is_pointer = marks > 1 && pointed.starts_with([' ', '\u{a0}']) && !line.text.contains('«');
    if is_pointer && line.words >= 3 && !line.is_sentence() && line.words <= POINTER {
        return Some("related-links");
    }
    // A headline in brackets between paragraphs is a link that lost its address.
    (BRACKETED.is_match(line.text)
        && line.words >= 4
        && !super::lines::ends_sentence(line.text.trim_end_matches([']', ' '])))
    .then_some("related-links")
}

/// "PortsShips and BoatsWeatherLetters": names of sections that lost the breaks between them.
pub fn is_glued(printed: &str) -> bool {
    // A seam further in than those of "McTavish" and "LaGuardia".
    let seams = |word: &str| {
        let pairs = word.chars().zip(word.chars().skip(1)).skip(SEAM);
        pairs.filter(|(before, behind)| before.is_lowercase() && behind.is_uppercase()).count()
    };
    let words = printed.split_whitespace().filter(|w| !w.contains(['/', '.', '@', '#']));
    let (count, found) = words.fold((0, 0), |(count, found), word| (count + 1, found + seams(word)));
    found >= 3 && found * 5 >= count * 2
}

/// Marks inside a line that is read.
pub fn inside(line: &Line) -> Vec<(Span, &'static str)> {
    let find = |pattern: &'static Regex, why: &'static str| {
        pattern.find_iter(line.text).map(move |m| (line.place(Span::new(m.start(), m.end())), why)).collect::<Vec<_>>()
    };
    let mut out = vec![];
    if line.text.contains('[') {
        out.extend(find(&SHORTCODE, "shortcode"));
    }
    if line.text.contains('{') || line.text.contains("%%") {
        out.extend(find(&TEMPLATE, "markup"));
    }
    if line.text.contains('<') {
        out.extend(find(&TAG, "markup"));
    }
    out
}
