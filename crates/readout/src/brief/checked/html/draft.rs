//! The draft line by line: what was found is marked where it stands, and noted beside its line.

use super::{grade, notes};
use crate::brief::checked::view::{Mark, View};
use crate::brief::html::markup::{Html, tag};
use crate::check::Finding;
use crate::document::Span;
use crate::reading::layout::BlockKind;

/// What is marked on one line of the draft.
#[derive(Default)]
struct Line<'c> {
    marks: Vec<Mark<'c>>,
    agreeing: Vec<&'c Finding>,
    opinions: Vec<&'c Finding>,
}

pub fn draft(view: &View) -> Html {
    let lines = lines(view.text());
    let mut found: Vec<Line> = lines.iter().map(|_| Line::default()).collect();
    // A finding stands on every line that it touches, and is noted beside its last.
    let touched = |at: Span| {
        let first = lines.partition_point(|l| l.end <= at.start);
        first..lines.partition_point(|l| l.start < at.end).max(first)
    };
    for mark in view.marks() {
        touched(mark.finding.at).for_each(|i| found[i].marks.push(mark));
    }
    for finding in view.agreeing() {
        touched(finding.at).for_each(|i| found[i].agreeing.push(finding));
    }
    for finding in view.opinions() {
        touched(finding.at).for_each(|i| found[i].opinions.push(finding));
    }
    let rows: Html = lines.iter().zip(&found).map(|(at, line)| row(view, *at, line)).collect();
    let heading = tag("h2", &[("class", "kicker")], view.words.page("draft"));
    tag("section", &[("id", "draft"), ("tabindex", "-1")], heading.and(rows))
}

/// The lines that hold something, without their ends.
fn lines(text: &str) -> Vec<Span> {
    let mut start = 0;
    let mut out = vec![];
    for line in text.split_inclusive('\n') {
        let at = Span::new(start, start + line.len()).trim(text);
        if !at.is_empty() {
            out.push(at);
        }
        start += line.len();
    }
    out
}

fn row(view: &View, at: Span, line: &Line) -> Html {
    let blocks = &view.checked.draft().reading.blocks;
    let is_heading = blocks.iter().any(|b| b.kind != BlockKind::Paragraph && b.at.overlaps(at));
    let class = if is_heading { "line heading" } else { "line" };
    let text = tag("p", &[("class", class)], segments(view, at, line));
    let ends_here = |finding: &Finding| finding.at.end <= at.end;
    let marks: Html = line.marks.iter().filter(|m| ends_here(m.finding)).map(|m| notes::note(view, m)).collect();
    let agreeing: Vec<&Finding> = line.agreeing.iter().copied().filter(|f| ends_here(f)).collect();
    let margin = marks.and(notes::agreeing(view, &agreeing));
    let opinion = line.opinions.iter().find(|f| ends_here(f));
    let margin = margin.and(opinion.map(|f| notes::opinion(view, f)).unwrap_or_default());
    let margin = if margin == Html::new() { margin } else { tag("div", &[("class", "margin")], margin) };
    tag("div", &[("class", "row")], text.and("\n").and(margin)).and("\n")
}

/// The line cut wherever a finding or a difference begins or ends; each piece is marked for the gravest finding over it.
fn segments(view: &View, line: Span, found: &Line) -> Html {
    let differing: Vec<Span> =
        found.marks.iter().flat_map(|m| &m.finding.differences).filter_map(|d| d.draft).collect();
    let spans =
        found.marks.iter().map(|m| m.finding.at).chain(found.agreeing.iter().chain(&found.opinions).map(|f| f.at));
    let ends = spans.chain(differing.iter().copied()).flat_map(|s| [s.start, s.end]);
    let mut cuts: Vec<usize> = ends.filter(|c| line.holds(*c)).chain([line.start, line.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Html::new();
    for two in cuts.windows(2) {
        let at = Span::new(two[0], two[1]);
        let text = view.text().get(at.range()).unwrap_or("");
        let differs = differing.iter().any(|d| d.contains(at));
        let inside = if differs { tag("b", &[("class", "differs")], text) } else { Html::text(text) };
        out.push(marked(found, at, inside));
        let ending = found.marks.iter().filter(|m| m.finding.at.end == at.end);
        ending.for_each(|m| out.push(call(m)));
    }
    out
}

fn marked(found: &Line, at: Span, inside: Html) -> Html {
    let over = found.marks.iter().filter(|m| m.finding.at.contains(at));
    let gravest = over.max_by_key(|m| (m.finding.level, std::cmp::Reverse(m.finding.at.len())));
    if let Some(mark) = gravest {
        let class = format!("hit {}", grade(mark.finding));
        let link = [("class", class.as_str()), ("href", &format!("#f{}", mark.number)), ("tabindex", "-1")];
        return tag("a", &link, inside);
    }
    let agrees = found.agreeing.iter().any(|f| f.at.contains(at) && !f.sources.is_empty());
    if agrees {
        return tag("span", &[("class", "hit agrees")], inside);
    }
    let is_opinion = found.opinions.iter().any(|f| f.at.contains(at));
    if is_opinion { tag("span", &[("class", "hit opinion")], inside) } else { inside }
}

/// The number behind a finding, which leads to its note.
fn call(mark: &Mark) -> Html {
    let number = mark.number.to_string();
    let class = format!("call {}", grade(mark.finding));
    let link = [("id", format!("m{number}")), ("class", class), ("href", format!("#f{number}"))];
    let link: Vec<(&'static str, &str)> = link.iter().map(|(k, v)| (*k, v.as_str())).collect();
    tag("sup", &[], tag("a", &link, &number))
}
