//! A headline line that an aggregator broke: a doubled opening mark before it, and "write: www.outlet.org" behind it.

use super::super::credits::words;
use super::lines::{Line, is_quotation_mark};
use crate::document::Span;
use regex::Regex;
use std::sync::LazyLock;

/// An address at the end of a line, a dash or bar before it, and a word or two between them.
static CREDIT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?P<closing>[”»“’\x22']?)(?P<separator>[\s.,;]*[–—―|-]\s*)(?P<cue>(?:\p{L}+\s?){0,3}:?\s*)(?P<site>(?:https?://)?(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,12}(?:/\S*)?)\s*\z")
        .expect("the pattern is constant: a test runs it")
});

/// The longest line that is looked at: headlines are short.
const LONGEST: usize = 400;

/// Debris at the edges of a line that is read.
pub fn edges(line: &Line, language: &str) -> Vec<(Span, &'static str)> {
    if line.text.len() > LONGEST {
        return vec![];
    }
    let mut out = vec![];
    let doubled = doubled_mark(line.text);
    if let Some(length) = doubled {
        out.push((line.place(Span::new(0, length)), "stray-mark"));
    }
    if let Some(found) = CREDIT.captures(line.text) {
        let cue = found["cue"].trim().trim_end_matches(':').to_lowercase();
        let start = found.name("separator").map_or(0, |m| m.start());
        // The mark that closes the doubled one stands before the credit, far from what it quotes.
        let stray = doubled.and(found.name("closing")).filter(|m| !m.is_empty()).map_or(start, |m| m.start());
        if start > 0 && (cue.is_empty() || words::is_outlet_cue(&cue, language)) {
            out.push((line.place(Span::new(stray, line.text.len())), "source-credit"));
        }
    }
    out
}

/// The same opening mark twice at the start of a line: the first one is stray.
fn doubled_mark(text: &str) -> Option<usize> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let opens = matches!(first, '“' | '«' | '„' | '"' | '‘') && is_quotation_mark(first);
    (opens && first == second && chars.next().is_some_and(char::is_alphanumeric)).then(|| first.len_utf8())
}

/// The address in a line of debris.
pub fn site_in(text: &str) -> Option<Span> {
    let found = CREDIT.captures(text)?.name("site")?;
    Some(Span::new(found.start(), found.end()))
}
