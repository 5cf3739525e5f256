//! A checked draft as Markdown: the draft with a footnote at each finding to look at; no text can be more than text.

use super::notes::{behind, first_free, is_markdown};
use super::view::{AGREEING, Mark, NO_CLAIM, Piece, TO_LOOK_AT, View};
use crate::brief::markdown::{inline, line_start, text};
use crate::brief::page::one_line;
use crate::check::Checked;
use crate::json::key;

pub fn render(checked: &Checked) -> String {
    let view = View::of(checked);
    let marks = view.marks();
    let mut out = format!("# {}\n\n", text(&view.title_of_page()));
    out.push_str(&format!("{} {}\n\n", text(&view.held()), text(view.words.page("honest"))));
    out.push_str(&format!("{}\n\n---\n\n", summary(&view)));
    let first = first_free(view.text());
    out.push_str(&body(&view, &marks, first));
    out.push_str("\n---\n");
    for mark in &marks {
        out.push_str(&format!("\n[^{}]: {}\n", mark.number + first - 1, note(&view, mark)));
    }
    unread(&view, &mut out);
    out
}

/// "2 another number, 1 negation; 14 agree"
fn summary(view: &View) -> String {
    let told = |key: &str| {
        let counts = view.counts(key);
        let list: Vec<String> = counts.iter().map(|(o, n)| format!("{n} {}", view.words.finding(*o))).collect();
        (!list.is_empty()).then(|| format!("**{}**: {}", text(view.words.page(key)), text(&list.join(", "))))
    };
    let first = told(TO_LOOK_AT).unwrap_or_else(|| text(&view.clean()));
    let all: Vec<String> = [Some(first), told(AGREEING), told(NO_CLAIM)].into_iter().flatten().collect();
    all.join("\n\n")
}

/// The draft line by line, with its calls.
fn body(view: &View, marks: &[Mark], first: usize) -> String {
    let draft = view.text();
    let mut calls: Vec<(usize, usize)> =
        marks.iter().map(|m| (behind(draft, m.finding.at.end), m.number + first - 1)).collect();
    calls.sort_unstable();
    let mut calls = calls.into_iter().peekable();
    let mut out = String::new();
    let mut start = 0;
    for line in draft.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let (lead, mut from) = lead(&draft[start..end], is_markdown(view.checked));
        from += start;
        let mut shown = String::new();
        while let Some((place, number)) = calls.next_if(|(place, _)| *place <= end) {
            shown.push_str(&inline(draft.get(from..place).unwrap_or("")));
            shown.push_str(&format!("[^{number}]"));
            from = place.max(from);
        }
        shown.push_str(&inline(draft.get(from..end).unwrap_or("")));
        let shown = line_start(shown.trim());
        out.push_str(&if shown.is_empty() { lead.trim_end().to_string() } else { format!("{lead}{shown}") });
        out.push('\n');
        start += line.len();
    }
    out
}

/// What makes a line of Markdown a heading, a list or a quotation, kept; and where its words begin.
fn lead(line: &str, is_markdown: bool) -> (&str, usize) {
    let words = line.trim_start_matches(['#', '>', '-', '*', '+', ' ']);
    let lead = &line[..line.len() - words.len()];
    if is_markdown && lead.ends_with(' ') && !lead.starts_with("    ") { (lead, lead.len()) } else { ("", 0) }
}

/// "**another number** (figure) “nineteen houses”: message [2:15-28] North, 5 March 2031: “… **fourteen** houses …”"
fn note(view: &View, mark: &Mark) -> String {
    let finding = mark.finding;
    let [open, close] = &view.house.quotes;
    let (label, claim) = (view.words.finding(finding.outcome), key(finding.claim));
    let claim = view.words.claim(&claim);
    let drafted = marked(&view.drafted(finding));
    let mut out = format!("**{}** ({}) {open}{drafted}{close}: {}", text(&label), text(claim), text(&finding.message));
    for evidence in view.sources(finding) {
        let around = view.around(finding, evidence);
        let words = format!("{}{}{}", inline(&around.before), marked(&around.inside), inline(&around.after));
        let relation = key(evidence.relation);
        let by = format!("{}, {}", view.printed_by(evidence.doc), view.day(evidence.doc));
        out.push_str(&format!(
            "\n\n    {} {} ({}): {}",
            text(&format!("[{}]", view.place(evidence))),
            text(&by),
            text(view.words.relation(&relation)),
            words.trim()
        ));
    }
    out
}

/// Pieces on one line, what differs in bold.
fn marked(pieces: &[Piece]) -> String {
    let piece = |p: &Piece| {
        let words = inline(&one_line(&p.text));
        let space = |s: bool| if s { " " } else { "" };
        let (before, after) = (p.text.starts_with(char::is_whitespace), p.text.ends_with(char::is_whitespace));
        let strong = if p.differs && !words.is_empty() { "**" } else { "" };
        format!("{}{strong}{words}{strong}{}", space(before), space(after))
    };
    pieces.iter().map(piece).collect::<String>().trim().to_string()
}

fn unread(view: &View, out: &mut String) {
    let unread = &view.checked.scope.unread;
    if unread.is_empty() {
        return;
    }
    out.push_str(&format!("\n## {}\n\n", text(view.words.page("unread"))));
    unread.iter().for_each(|u| out.push_str(&format!("- {}\n", text(u))));
}
