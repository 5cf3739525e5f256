//! Page debris in a text that was already stripped of its markup: found, given a reason, never read for facts.
//!
//! Precision comes first: a line that is wrongly debris loses its facts. A line is debris by its words, by its marks, by
//! repeating another line, or by where it stands among lines that are.

mod caption;
mod dateline;
mod furniture;
mod gallery;
mod header;
mod issued;
pub(crate) mod lines;
mod marks;
mod phrases;
mod repeats;
mod signature;
mod site;
mod stamp;

use super::Reading;
use crate::document::Span;
pub use dateline::{Dateline, dateline};
pub(crate) use header::site_in;
use lines::Line;
pub(crate) use phrases::is_of_a_caption;
pub use site::compare;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Debris {
    pub at: Span,
    /// Key of the reason: "shortcode", "repeated-headline", "comment-counter" ...
    pub why: &'static str,
}

/// Lines that say where the text comes from: provenance, which the credits read.
pub const PROVENANCE: &[&str] = &[
    "byline",
    "agency-line",
    "date-line",
    "dateline",
    "desk-note",
    "source-credit",
    "author-note",
    "caption",
    "rights",
    "outlet-line",
];

pub fn find(reading: &mut Reading) {
    let text = &reading.document.text;
    let language = reading.document.language.as_deref().unwrap_or(crate::words::DEFAULT_LANGUAGE);
    let lines = lines::of(text);
    let mut whole: Vec<Option<&'static str>> = vec![None; lines.len()];
    // Each pass sees what the ones before it found, and only names lines that have no name yet.
    marks::lines(&lines, &mut whole);
    gallery::lines(&lines, &mut whole);
    phrases::lines(&lines, language, &mut whole);
    caption::lines(&lines, language, &mut whole);
    repeats::lines(&lines, &mut whole);
    repeats::headline_and_caption(&lines, &mut whole);
    repeats::first_line_again(&lines, &mut whole);
    signature::lines(&lines, language, &mut whole);
    repeats::on_site(&lines, &reading.document.repeated, &mut whole);
    furniture::tail(&lines, language, &mut whole);
    let mut found: Vec<Debris> = vec![];
    for (i, (line, why)) in lines.iter().zip(&whole).enumerate() {
        match why {
            Some(why) => found.push(Debris { at: line.at, why }),
            None => inside(line, i < signature::HEAD, language, &mut found),
        }
    }
    reading.debris = merged(found, text);
}

/// Debris at the edges of, or within, a line that is read.
fn inside(line: &Line, is_head: bool, language: &str, found: &mut Vec<Debris>) {
    let add = |(at, why): (Span, &'static str)| Debris { at, why };
    found.extend(phrases::label(line, language).map(add));
    found.extend(phrases::note(line, language).filter(|_| is_head).map(add));
    found.extend(header::edges(line, language).into_iter().map(add));
    found.extend(caption::inside(line, language).into_iter().map(add));
    found.extend(issued::edges(line, is_head, language).into_iter().map(|at| add((at, "date-line"))));
    found.extend(gallery::inside(line).map(|at| add((at, "caption"))));
    found.extend(marks::inside(line).into_iter().map(add));
    found.extend(stamp::stamp(line.text).map(|at| Debris { at: line.place(at), why: "time-stamp" }));
    // A dateline stands before the first words that are read, whatever was glued before it.
    let start =
        found.iter().filter(|d| d.at.start == line.at.start).map(|d| d.at.end - line.at.start).max().unwrap_or(0);
    let start = line.text.len() - line.text[start..].trim_start().len();
    if start > 0 && is_head && dateline::is_alone(&line.text[start..]) {
        let at = line.place(Span::new(start, line.text.len()));
        found.push(Debris { at, why: "dateline" });
        return;
    }
    let byline = if is_head { dateline::byline_before(&line.text[start..], language) } else { None };
    found.extend(byline.map(|end| Debris { at: line.place(Span::new(start, start + end)), why: "byline" }));
    let start = byline.map_or(start, |end| start + end + 1);
    let dateline = dateline(&line.text[start..], language);
    found.extend(dateline.map(|d| {
        let at = Span::new(start + d.at.start, start + d.at.end);
        Debris { at: line.place(at), why: "dateline" }
    }));
}

/// Sorted, without overlaps; lines of one reason that follow each other stay apart, as they were printed.
fn merged(mut found: Vec<Debris>, text: &str) -> Vec<Debris> {
    found.sort_by_key(|d| (d.at.start, std::cmp::Reverse(d.at.end)));
    let mut out: Vec<Debris> = vec![];
    let trimmed = found.into_iter().map(|d| Debris { at: d.at.trim(text), why: d.why });
    for debris in trimmed.filter(|d| !d.at.is_empty()) {
        if out.last().is_none_or(|last| last.at.end <= debris.at.start) {
            out.push(debris);
        }
    }
    out
}

#[cfg(test)]
mod tests;
