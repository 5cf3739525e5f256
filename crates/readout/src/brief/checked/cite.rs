//! The draft with footnotes to its sources where they agree; nothing else of it is touched.

use super::notes::{behind, first_free, insert, is_markdown};
use super::view::View;
use crate::brief::html::markup::web_address;
use crate::brief::markdown;
use crate::brief::page::{clip, one_line};
use crate::brief::text::harmless;
use crate::check::{Checked, Claim, Evidence, Finding, Outcome};
use crate::document::Span;
use std::collections::BTreeMap;

/// So many sources stand in one footnote.
const MOST_SOURCES: usize = 4;
/// So many characters of a source are shown.
const MOST_WORDS: usize = 240;

/// Without the calls and what follows the draft's last line it is the draft again, byte for byte.
pub fn render(checked: &Checked) -> String {
    let view = View::of(checked);
    let is_markdown = is_markdown(checked);
    let first = first_free(view.text());
    let mut numbers: BTreeMap<Vec<(usize, Span)>, usize> = BTreeMap::new();
    let (mut calls, mut lines) = (vec![], vec![]);
    for (place, sources) in places(&view) {
        let told = sources.iter().map(|s| (s.doc, s.at)).collect();
        let number = *numbers.entry(told).or_insert_with(|| {
            lines.push(line(&view, first + lines.len(), &sources, is_markdown));
            first + lines.len() - 1
        });
        calls.push((place, call(number, is_markdown)));
    }
    calls.dedup();
    let body = insert(view.text(), calls);
    if lines.is_empty() {
        return body;
    }
    let end = if view.text().contains("\r\n") { "\r\n" } else { "\n" };
    let gap = if body.ends_with('\n') { end.to_string() } else { end.repeat(2) };
    lines.iter().fold(body + &gap, |out, line| out + line + end)
}

fn call(number: usize, is_markdown: bool) -> String {
    if is_markdown { format!("[^{number}]") } else { format!("[{number}]") }
}

/// Where a footnote is called and for what. A sentence that agrees as a whole has one, at its end; in one with a finding to
/// look at each claim that agrees has its own, so that no source seems to carry the rest.
fn places<'c>(view: &View<'c>) -> Vec<(usize, Vec<&'c Evidence>)> {
    let mut sentences: BTreeMap<Span, Vec<&Finding>> = BTreeMap::new();
    for finding in view.agreeing().into_iter().filter(|f| f.outcome != Outcome::Opinion && !f.sources.is_empty()) {
        sentences.entry(finding.sentence.join(finding.at)).or_default().push(finding);
    }
    let doubtful: Vec<Span> = view.marks().iter().map(|m| m.finding.at).collect();
    let mut out = vec![];
    for (sentence, findings) in sentences {
        let near = doubtful.partition_point(|d| d.start < sentence.start.saturating_sub(5_000));
        let doubts = || doubtful[near..].iter().take_while(|d| d.start < sentence.end);
        if !doubts().any(|d| d.overlaps(sentence)) {
            let end = sentence.trim(view.text()).end;
            out.push((behind(view.text(), end), sources(view, &findings)));
            continue;
        }
        let whole = |f: &&&Finding| matches!(f.claim, Claim::Sentence | Claim::Statement);
        for finding in findings.iter().filter(|f| !whole(f) && !doubts().any(|d| d.overlaps(f.at))) {
            out.push((behind(view.text(), finding.at.end), sources(view, &[finding])));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out
}

/// The best source of each finding first, each place once.
fn sources<'c>(view: &View<'c>, findings: &[&'c Finding]) -> Vec<&'c Evidence> {
    let mut out: Vec<&Evidence> = vec![];
    let longest = findings.iter().map(|f| f.sources.len()).max().unwrap_or(0);
    for rank in 0..longest {
        for evidence in findings.iter().filter_map(|f| view.sources(f).nth(rank)) {
            let known = out.iter().any(|e| e.doc == evidence.doc && e.at.overlaps(evidence.at));
            if !known && out.len() < MOST_SOURCES {
                out.push(evidence);
            }
        }
    }
    out
}

/// "[^3]: North, Title, 5 March 2031, https://…, characters 120-188: “words”"
fn line(view: &View, number: usize, sources: &[&Evidence], is_markdown: bool) -> String {
    let plain = |text: &str| if is_markdown { markdown::text(text) } else { harmless(&one_line(text)) };
    let words = |e: &Evidence| clip(&one_line(view.document(e.doc).printed(e.at)), MOST_WORDS, false);
    let [open, close] = &view.house.quotes;
    // Words that several print are shown once, behind the last of them.
    let told = sources.iter().enumerate().map(|(i, e)| {
        let again = sources[i + 1..].iter().any(|other| words(other) == words(e));
        let shown = if again { String::new() } else { format!(": {open}{}{close}", words(e)) };
        plain(&format!("{}{shown}", source(view, e)))
    });
    let colon = if is_markdown { ":" } else { "" };
    format!("{}{colon} {}", call(number, is_markdown), told.collect::<Vec<_>>().join("; "))
}

fn source(view: &View, evidence: &Evidence) -> String {
    let document = view.document(evidence.doc);
    let by = view.printed_by(evidence.doc);
    let title = view.title(evidence.doc).map(|t| clip(&t, 120, false));
    let address = document.url.clone().filter(|url| web_address(url).is_some()).or(document.path.clone());
    let parts: Vec<String> = [Some(by), title, Some(view.day(evidence.doc)), address].into_iter().flatten().collect();
    let [start, end] = view.points(evidence.doc, evidence.at);
    view.words.filled("footnote", &[("source", &parts.join(", ")), ("place", &format!("{start}-{end}"))])
}
