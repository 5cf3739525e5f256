//! The margin: a note for each finding, with the words of the sources and their places.

use super::grade;
use crate::brief::checked::view::{Mark, Piece, View};
use crate::brief::html::markup::{Html, foreign, tag};
use crate::check::{Evidence, Finding};
use crate::json::key;

/// So many sources are shown at once; the others open.
const MOST_SOURCES: usize = 3;

pub fn note(view: &View, mark: &Mark) -> Html {
    let finding = mark.finding;
    let number = mark.number.to_string();
    let back = [("class", "n"), ("href", &format!("#m{number}")), ("title", view.words.page("back"))];
    let claim = key(finding.claim);
    let heading = tag("a", &back, &number).and(" ").and(view.words.finding(finding.outcome)).and(" ").and(tag(
        "span",
        &[("class", "claim")],
        view.words.claim(&claim),
    ));
    let message = if finding.message.is_empty() { view.words.rule(finding.outcome) } else { finding.message.clone() };
    let class = format!("note {}", grade(finding));
    let attributes = [("class", class.as_str()), ("id", &format!("f{number}")), ("tabindex", "-1")];
    let inside = tag("h3", &[], heading).and(tag("p", &[], foreign(&message))).and(sources(view, finding));
    tag("article", &attributes, inside)
}

fn sources(view: &View, finding: &Finding) -> Html {
    let all: Vec<&Evidence> = view.sources(finding).collect();
    if all.is_empty() {
        return Html::new();
    }
    let shown: Html = all.iter().take(MOST_SOURCES).map(|e| source(view, finding, e)).collect();
    let rest = all.get(MOST_SOURCES..).unwrap_or_default();
    let more = match rest.len() {
        0 => Html::new(),
        count => {
            let summary = tag("summary", &[], view.words.filled("more", &[("count", &count.to_string())]));
            tag("details", &[], summary.and(rest.iter().map(|e| source(view, finding, e)).collect::<Html>()))
        }
    };
    let independent = match finding.independent {
        count if count == 0 || all.len() == 1 => String::new(),
        count => format!(" · {}", view.words.count(count, "independent")),
    };
    let summary = tag("summary", &[], view.words.count(all.len(), "sources") + &independent);
    tag("details", &[("open", "open")], summary.and(shown).and(more))
}

fn source(view: &View, finding: &Finding, evidence: &Evidence) -> Html {
    let around = view.around(finding, evidence);
    let faint = |text: &str| if text.is_empty() { Html::new() } else { tag("span", &[("class", "around")], text) };
    let inside: Html = around.inside.iter().map(piece).collect();
    let words = tag("p", &[], tag("bdi", &[], faint(&around.before).and(inside).and(faint(&around.after))));
    let relation = key(evidence.relation);
    let cite = [("class", "cite"), ("href", &format!("#s{}", view.number(evidence.doc)) as &str)];
    let by = format!("{}, {}", view.printed_by(evidence.doc), view.day(evidence.doc));
    let footer = tag("span", &[("class", "relation")], view.words.relation(&relation))
        .and(" ")
        .and(foreign(&by))
        .and(" ")
        .and(tag("a", &cite, format!("[{}]", view.place(evidence))));
    tag("blockquote", &[], words.and(tag("footer", &[], footer)))
}

fn piece(piece: &Piece) -> Html {
    if piece.differs { tag("ins", &[], &piece.text) } else { Html::text(&piece.text) }
}

/// What agrees on a line, closed: it is there for whoever wants to see it.
pub fn agreeing(view: &View, findings: &[&Finding]) -> Html {
    if findings.is_empty() {
        return Html::new();
    }
    let summary = view.words.filled("agrees_here", &[("count", &findings.len().to_string())]);
    let item = |f: &&Finding| {
        let label = tag("span", &[("class", "what")], view.words.finding(f.outcome));
        let words = foreign(&crate::brief::page::clip(
            &crate::brief::page::one_line(view.text().get(f.at.range()).unwrap_or("")),
            90,
            false,
        ));
        let places = view.sources(f).take(MOST_SOURCES).map(|e| place(view, e));
        let places: Html = places.flat_map(|p| [Html::text(" "), p]).collect();
        tag("li", &[], label.and(" ").and(words).and(places))
    };
    let list = tag("ul", &[], findings.iter().map(item).collect::<Html>());
    tag("details", &[("class", "agreeing")], tag("summary", &[], &summary).and(list))
}

/// A sentence that claims nothing a source could carry.
pub fn opinion(view: &View, finding: &Finding) -> Html {
    tag("p", &[("class", "opinion")], view.words.finding(finding.outcome))
}

/// Where a source says it; the words are shown when the pointer rests there.
fn place(view: &View, evidence: &Evidence) -> Html {
    let words = crate::brief::page::one_line(view.document(evidence.doc).printed(evidence.at));
    let number = format!("#s{}", view.number(evidence.doc));
    let link = [("class", "cite"), ("href", number.as_str()), ("title", words.as_str())];
    tag("a", &link, format!("[{}]", view.place(evidence)))
}
