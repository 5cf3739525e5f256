//! The page as Markdown: citations are footnotes, and text of a source can be nothing but text.

use super::coverage;
use super::differ::Change;
use super::disagreements;
use super::offices;
use super::page::{Page, one_line};
use super::place::Part;
use super::text::harmless;
use super::views::{self, Particular, Row, View, Wording};
use super::words::readable;
use super::words::{fill, label};
use crate::record::{Cite, Entity, Record};
use std::collections::BTreeMap;

/// Footnotes in the order in which they are first called.
#[derive(Debug, Default)]
struct Notes {
    numbers: BTreeMap<String, usize>,
    lines: Vec<String>,
}

pub fn render(record: &Record) -> String {
    let page = Page::of(record);
    let mut notes = Notes::default();
    let mut out = format!("# {}\n", text(&coverage::title(&page)));
    if page.order.is_empty() {
        return out + "\n" + &text(&page.words.nothing) + "\n";
    }
    out.push_str(&format!("\n{}\n", text(&coverage::lede(&page))));
    disagreements(&page, &mut notes, &mut out);
    kinds(&page, &mut notes, &mut out);
    names(&page, &mut out);
    sources(&page, &mut out);
    gaps(&page, &mut notes, &mut out);
    for (i, line) in notes.lines.iter().enumerate() {
        out.push_str(&format!("{}[^{}]: {line}\n", if i == 0 { "\n" } else { "" }, i + 1));
    }
    out
}

/// Text of a source on one line, every character of Markdown's own escaped.
pub(super) fn text(text: &str) -> String {
    line_start(&inline(&one_line(text)))
}

/// The same in the middle of a line, blanks kept.
pub(super) fn inline(text: &str) -> String {
    let mut out = String::new();
    for c in harmless(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '>' | '#' | '|' | '~' | '$' | '!' | '^' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// An escaped line that begins no list and underlines no heading.
pub(super) fn line_start(out: &str) -> String {
    match out.chars().next() {
        Some('-' | '+' | '=') => format!("\\{out}"),
        Some(c) if c.is_ascii_digit() => number_first(out),
        _ => out.to_string(),
    }
}

/// "1. " at the beginning would make a list.
fn number_first(text: &str) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    match text[digits..].chars().next() {
        Some('.' | ')') => format!("{}\\{}", &text[..digits], &text[digits..]),
        _ => text.to_string(),
    }
}

fn section(page: &Page, out: &mut String, key: &str, heading: &str) {
    out.push_str(&format!("\n## {}: {}\n", text(page.words.section(key)), text(heading)));
}

fn disagreements(page: &Page, notes: &mut Notes, out: &mut String) {
    let all = disagreements::all(page);
    section(page, out, "disagreements", &disagreements::heading_of(page, &all));
    for d in &all {
        out.push_str(&format!("\n### {} ({})\n\n", text(&d.title), text(&d.kind)));
        if let Some(why) = &d.why {
            out.push_str(&format!("{}\n\n", text(why)));
        }
        d.sides.iter().for_each(|side| row(page, notes, out, "- ", side));
        if d.more > 0 {
            out.push_str(&format!("- {}\n", fill(label(&page.words.marks, "more"), &[("count", &d.more.to_string())])));
        }
    }
}

fn kinds(page: &Page, notes: &mut Notes, out: &mut String) {
    for kind in views::kinds(page) {
        section(page, out, kind.key, &kind.heading);
        for group in &kind.groups {
            out.push_str(&format!("\n### {}\n\n", text(&group.name)));
            group.views.iter().for_each(|v| entry(page, notes, out, v));
        }
    }
}

fn entry(page: &Page, notes: &mut Notes, out: &mut String, view: &View) {
    let mut head: Vec<String> = view.title.iter().map(|t| format!("**{}**", text(t))).collect();
    head.extend(view.verdict.map(|v| format!("({})", text(&page.verdict(v, view.sources)))));
    head.extend(particulars(page, notes, &view.particulars));
    let (first, next) = if head.is_empty() { ("- ", "- ") } else { ("  - ", "  - ") };
    if !head.is_empty() {
        out.push_str(&format!("- {}\n", head.join(" ")));
    }
    for (i, r) in view.rows.iter().enumerate() {
        row(page, notes, out, if i == 0 { first } else { next }, r);
    }
    if let Some(note) = view.entry.note.as_deref().filter(|n| !n.trim().is_empty()) {
        out.push_str(&format!("{}*{}*\n", next, text(&readable(note, page.words))));
    }
}

fn particulars(page: &Page, notes: &mut Notes, all: &[Particular]) -> Vec<String> {
    let mut value = |(words, cites): &(String, Vec<&Cite>)| {
        format!("{}{}", text(words), cites.first().map(|c| call(page, notes, c)).unwrap_or_default())
    };
    let mut one = |p: &Particular| {
        let values: Vec<String> = p.values.iter().map(&mut value).collect();
        format!("{}: {}", text(&p.label), values.join(", "))
    };
    all.iter().map(&mut one).collect()
}

fn cells(values: &[(String, String)]) -> Vec<String> {
    let filled = values.iter().filter(|(_, text)| !text.trim().is_empty());
    filled.map(|(label, value)| format!("{}: {}", text(label), text(value))).collect()
}

fn row(page: &Page, notes: &mut Notes, out: &mut String, lead: &str, row: &Row) {
    let values = cells(&row.values).join("; ");
    for wording in &row.wordings {
        let calls: String = wording.cites.iter().chain(&wording.beside).map(|c| call(page, notes, c)).collect();
        let values = if values.is_empty() { String::new() } else { format!(" ({values})") };
        out.push_str(&format!("{lead}{}{values}{calls}\n", words_of(page, wording)));
    }
}

fn words_of(page: &Page, wording: &Wording) -> String {
    let Some(spots) = wording.spots() else {
        let piece = |p: &super::differ::Piece| match p.change {
            Change::Same => text(&p.text),
            Change::Added => format!("**{}**", text(&p.text)),
            Change::Missing => format!("~~{}~~", text(&p.text)),
        };
        return wording.pieces.iter().map(piece).collect::<Vec<_>>().join(" ");
    };
    let part = |part: Part| {
        let space = |is: bool| if is { " " } else { "" };
        let (before, after) = (part.text.starts_with(' '), part.text.len() > 1 && part.text.ends_with(' '));
        let mark = if part.is_cited { "**" } else { "" };
        format!("{}{mark}{}{mark}{}", space(before), text(&part.text), space(after))
    };
    page.around(&spots).into_iter().map(part).collect::<String>().trim().to_string()
}

/// The mark of a footnote that names document and characters.
fn call(page: &Page, notes: &mut Notes, cite: &Cite) -> String {
    let place = page.citation(cite.doc, &cite.at);
    if let Some(number) = notes.numbers.get(&place) {
        return format!("[^{number}]");
    }
    let copy = page.copy_note(cite.doc).map(|n| format!(", {n}")).unwrap_or_default();
    let source = format!("{}, {}{copy}", page.printed_by(cite.doc), page.day(cite.doc));
    notes.lines.push(format!("{} {}", text(&format!("[{place}]")), text(&source)));
    notes.numbers.insert(place, notes.lines.len());
    format!("[^{}]", notes.lines.len())
}

fn names(page: &Page, out: &mut String) {
    let all = views::names(page);
    if all.is_empty() {
        return;
    }
    let counts: Vec<String> = all.iter().map(|n| page.words.count(n.often.len() + n.once.len(), &n.class)).collect();
    section(page, out, "people", &page.words.list(&counts, counts.len()));
    for names in &all {
        out.push_str(&format!("\n### {}\n\n", text(page.words.class(&names.class))));
        names.often.iter().for_each(|e| out.push_str(&format!("- {}\n", name(page, e))));
        if !names.once.is_empty() {
            let once = page.words.count(names.once.len(), &names.class);
            let list: Vec<String> = names.once.iter().map(|e| text(&e.name)).collect();
            let intro = fill(label(&page.words.marks, "named_once"), &[("names", &once)]);
            out.push_str(&format!("- {}: {}\n", text(&intro), list.join(", ")));
        }
    }
}

fn name(page: &Page, entity: &Entity) -> String {
    let mut out = format!("**{}**", text(&entity.name));
    for office in &entity.offices {
        out.push_str(&format!(", {}", text(&offices::office(page, office))));
    }
    let others = views::other_forms(entity);
    if !others.is_empty() {
        out.push_str(&format!(" ({} {})", text(label(&page.words.marks, "also")), text(&others.join(", "))));
    }
    out
}

fn sources(page: &Page, out: &mut String) {
    let outlets = coverage::outlets(page);
    let heading =
        if outlets.is_empty() { page.words.count(page.order.len(), "document") } else { page.words.list(&outlets, 4) };
    section(page, out, "sources", &heading);
    out.push('\n');
    for doc in &page.order {
        let d = page.document(*doc);
        let copy = page.copy_note(*doc).map(|n| format!(" ({})", text(&n))).unwrap_or_default();
        let taken: String = page.taken_from(*doc).iter().map(|(told, _)| format!(", {}", text(told))).collect();
        let address = d.url.as_ref().or(d.path.as_ref()).map(|a| format!(", {}", text(a))).unwrap_or_default();
        let (title, by, day) = (text(&page.title(*doc)), text(&page.printed_by(*doc)), text(&page.day(*doc)));
        out.push_str(&format!("{}. **{title}**. {by}, {day}{copy}{taken}{address}\n", page.number(*doc)));
    }
}

fn gaps(page: &Page, notes: &mut Notes, out: &mut String) {
    let all = coverage::missing(page);
    if all.is_empty() {
        return;
    }
    section(page, out, "gaps", &all.len().to_string());
    out.push('\n');
    for missing in &all {
        let by = format!("[{}] {}", page.number(missing.doc), page.printed_by(missing.doc));
        let cited = missing.at.map(|at| call(page, notes, &Cite { doc: missing.doc, id: String::new(), at: vec![at] }));
        out.push_str(&format!("- {}: {}{}\n", text(&by), text(&missing.why), cited.unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_source_makes_no_markdown() {
        assert_eq!(text("<script>*x*</script> [a](b)"), "&lt;script\\>\\*x\\*&lt;/script\\> \\[a\\](b)");
        assert_eq!(text("1. first"), "1\\. first");
        assert_eq!(text("- item\n# head"), "\\- item \\# head");
        assert_eq!(text("$5 or $6"), "\\$5 or \\$6");
    }
}
