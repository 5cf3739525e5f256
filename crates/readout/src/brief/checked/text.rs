//! A checked draft for a terminal: each finding with its line, what the draft has and what the sources have, in eighty columns.

use super::sarif::Lines;
use super::view::{AGREEING, Mark, NO_CLAIM, Piece, TO_LOOK_AT, View};
use crate::brief::page::one_line;
use crate::brief::text::paper::{Paper, Run, Style};
use crate::check::{Checked, Evidence, Finding, Level};
use crate::json::key;

/// So many sources are shown of one finding; the others are counted.
const MOST_SOURCES: usize = 3;

/// Without colours: the same everywhere.
pub fn render(checked: &Checked) -> String {
    set(checked, false)
}

/// With colours, for a terminal that shows them.
pub fn coloured(checked: &Checked) -> String {
    set(checked, true)
}

fn set(checked: &Checked, colours: bool) -> String {
    let view = View::of(checked);
    let mut paper = Paper::new(colours);
    let lines = Lines::of(view.text());
    for mark in view.marks() {
        finding(&view, &mut paper, &mark, &lines);
        paper.blank();
    }
    if view.marks().is_empty() {
        paper.set("", &[(view.clean(), Style::Good)]);
    }
    for (key, style) in [(TO_LOOK_AT, Style::Bad), (AGREEING, Style::Good), (NO_CLAIM, Style::Faint)] {
        let counts = view.counts(key);
        if !counts.is_empty() {
            let list: Vec<String> = counts.iter().map(|(o, n)| format!("{n} {}", view.words.finding(*o))).collect();
            paper.set("", &[(format!("{}:", view.words.page(key)), style), plain(list.join(", "))]);
        }
    }
    paper.set("", &[(view.held(), Style::Faint), (view.words.page("honest").to_string(), Style::Faint)]);
    for unread in &checked.scope.unread {
        paper.set("  ", &[plain(format!("{}: {unread}", view.words.page("unread")))]);
    }
    paper.finish()
}

fn plain(text: impl Into<String>) -> Run {
    (text.into(), Style::Plain)
}

/// "draft.md:4:12  another number (figure)", the draft's words, the message, the sources' words.
fn finding(view: &View, paper: &mut Paper, mark: &Mark, lines: &Lines) {
    let finding = mark.finding;
    let (line, column) = lines.of_byte(finding.at.start);
    let place = format!("{}:{line}:{column}", view.checked.name());
    let label = view.words.finding(finding.outcome);
    let claim = key(finding.claim);
    let grave = if finding.level >= Level::Warning { Style::Bad } else { Style::Strong };
    let claim = (format!("({})", view.words.claim(&claim)), Style::Faint);
    paper.set("", &[(place, Style::Link), (label, grave), claim]);
    paper.set("  - ", &quoted(view, &view.drafted(finding), Style::Bad));
    if !finding.message.is_empty() {
        paper.set("    ", &[plain(&finding.message)]);
    }
    sources(view, paper, finding);
}

fn sources(view: &View, paper: &mut Paper, finding: &Finding) {
    let sources: Vec<&Evidence> = view.sources(finding).collect();
    for evidence in sources.iter().take(MOST_SOURCES) {
        let around = view.around(finding, evidence);
        let mut runs = vec![
            (format!("[{}]", view.place(evidence)), Style::Link),
            (format!("{}, {}:", view.printed_by(evidence.doc), view.day(evidence.doc)), Style::Faint),
        ];
        let pieces = [vec![same(&around.before)], around.inside, vec![same(&around.after)]].concat();
        runs.extend(quoted(view, &pieces, Style::Good));
        paper.set("  + ", &runs);
    }
    if sources.len() > MOST_SOURCES {
        let more = (sources.len() - MOST_SOURCES).to_string();
        paper.set("    ", &[(view.words.filled("more", &[("count", &more)]), Style::Faint)]);
    }
}

fn same(text: &str) -> Piece {
    Piece { text: text.to_string(), differs: false }
}

/// Pieces in the house's marks, word by word: a word that differs in part differs.
fn quoted(view: &View, pieces: &[Piece], style: Style) -> Vec<Run> {
    let [open, close] = &view.house.quotes;
    let all: Vec<(char, bool)> = pieces.iter().flat_map(|p| p.text.chars().map(|c| (c, p.differs))).collect();
    let words = all.split(|(c, _)| c.is_whitespace()).filter(|w| !w.is_empty());
    let mut runs: Vec<(String, Style)> = vec![];
    for word in words {
        let differs = word.iter().any(|(c, differs)| *differs && c.is_alphanumeric());
        let style = if differs { style } else { Style::Plain };
        let word: String = word.iter().map(|(c, _)| c).collect();
        match runs.last_mut() {
            Some((text, last)) if *last == style => *text = format!("{text} {word}"),
            _ => runs.push((word, style)),
        }
    }
    if let Some((text, _)) = runs.first_mut() {
        *text = format!("{open}{text}");
    }
    if let Some((text, _)) = runs.last_mut() {
        *text = format!("{}{close}", one_line(text));
    }
    runs
}
