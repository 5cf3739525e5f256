//! Lines that say who wrote the text and when it came out: bylines, agency lines, lines with a day.

use super::super::credits::{outlets, words};
use super::super::times::date_in;
use super::lines::Line;

/// Lines of this many at the start and at the end are looked at.
const HEAD: usize = 7;
const TAIL: usize = 30;
/// A byline or a line with a day has no more words.
const LONGEST: usize = 16;

pub fn lines(lines: &[Line], language: &str, whole: &mut [Option<&'static str>]) {
    let tail = start_of_tail(lines, whole);
    for i in 0..lines.len() {
        if whole[i].is_some() || lines[i].words > LONGEST || lines[i].folded.is_empty() {
            continue;
        }
        whole[i] = reason(&lines[i], i < HEAD, i >= tail, i == 0, language);
    }
}

fn reason(line: &Line, is_head: bool, is_tail: bool, is_first: bool, language: &str) -> Option<&'static str> {
    if agency_line(line) && (is_tail || is_head && !is_first || line.text.starts_with('(')) {
        return Some("agency-line");
    }
    if is_head && words::author_in(line.text, language).is_some()
        || is_tail && words::signature(line.text, language).is_some()
    {
        return Some("byline");
    }
    ((is_head && !is_first || is_tail) && date_line(line, language)).then_some("date-line")
}

/// Behind the last paragraph, and the first lines of a text of one paragraph are its head.
fn start_of_tail(lines: &[Line], whole: &[Option<&'static str>]) -> usize {
    let is_read = |i: &usize| whole[*i].is_none() && lines[*i].is_paragraph();
    (0..lines.len()).rev().take(TAIL).find(is_read).map_or(lines.len(), |l| l + 1)
}

/// The name of an agency and nothing else, or agencies in brackets behind a reporter's letters: "jm/dm (VPA, dpa)".
fn agency_line(line: &Line) -> bool {
    let bare = line.text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '-' | '–' | '—' | '.' | ' '));
    if bare.split([',', '/', '|', ';']).all(|n| outlets::known(n.trim()).is_some_and(|o| o.is_agency)) {
        return true;
    }
    let Some((before, inside)) = line.text.trim_end_matches('.').strip_suffix(')').and_then(|t| t.rsplit_once('('))
    else {
        return false;
    };
    before.split_whitespace().count() <= 1
        && inside.split([',', '/', ';']).all(|n| outlets::known(n.trim()).is_some_and(|o| o.is_agency))
}

/// A day of its own on a line, or behind "published" and "updated", or beside the name of an outlet.
fn date_line(line: &Line, language: &str) -> bool {
    if line.is_sentence() && line.words > 6 {
        return false;
    }
    let labelled = words::date_label(&line.folded, language);
    let Some((at, value)) = date_in(line.text, language) else {
        return labelled && line.text.chars().any(|c| c.is_ascii_digit());
    };
    let rest = line.words - line.text[at.range()].split_whitespace().count().min(line.words);
    value.len() == 10 && (labelled || rest <= 3)
}
