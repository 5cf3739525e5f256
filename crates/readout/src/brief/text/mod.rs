//! The page for a terminal: eighty columns, citations as `[3:120-188]`, colours only where they are asked for.

pub(super) mod paper;

use super::coverage;
use super::differ::{Change, Piece};
use super::disagreements;
use super::offices;
use super::page::{Page, one_line};
use super::views::{self, Particular, Row, View, Wording};
use super::words::readable;
use super::words::{fill, label};
use crate::record::{Cite, Entity, Record, Verdict};
pub(super) use paper::harmless;
use paper::{Paper, Run, Style};

/// Stories told at the head of the page, and the documents that are named for each.
const STORIES: usize = 8;
const DOCUMENTS: usize = 12;

/// Without colours: the same everywhere.
pub fn render(record: &Record) -> String {
    set(record, false)
}

/// With colours, for a terminal that shows them.
pub fn coloured(record: &Record) -> String {
    set(record, true)
}

fn set(record: &Record, colours: bool) -> String {
    let page = Page::of(record);
    let mut paper = Paper::new(colours);
    paper.set("", &[strong(coverage::title(&page))]);
    if page.order.is_empty() {
        paper.set("", &[plainly(&page.words.nothing)]);
        return paper.finish();
    }
    paper.set("", &[plainly(coverage::lede(&page))]);
    stories(&page, &mut paper);
    disagreements(&page, &mut paper);
    kinds(&page, &mut paper);
    names(&page, &mut paper);
    sources(&page, &mut paper);
    gaps(&page, &mut paper);
    paper.finish()
}

fn plainly(text: impl Into<String>) -> Run {
    (text.into(), Style::Plain)
}

fn strong(text: impl Into<String>) -> Run {
    (text.into(), Style::Strong)
}

fn faint(text: impl Into<String>) -> Run {
    (text.into(), Style::Faint)
}

fn section(page: &Page, paper: &mut Paper, key: &str, count: usize, heading: &str) {
    paper.blank();
    paper.set("", &[(page.words.section(key).to_uppercase(), Style::Strong), faint(count.to_string())]);
    if !heading.is_empty() {
        paper.set("", &[plainly(heading)]);
    }
}

fn stories(page: &Page, paper: &mut Paper) {
    let stories = coverage::stories(page);
    if stories.len() < 2 || stories.len() == page.order.len() {
        return;
    }
    paper.blank();
    for story in coverage::greatest(&stories, STORIES) {
        let mut docs: Vec<String> =
            story.docs.iter().take(DOCUMENTS).map(|d| format!("[{}]", page.number(*d))).collect();
        if let Some(rest) = story.docs.len().checked_sub(DOCUMENTS).filter(|rest| *rest > 0) {
            docs.push(fill(label(&page.words.marks, "more"), &[("count", &rest.to_string())]));
        }
        let dates = story.dates.clone().unwrap_or_else(|| page.words.undated.clone());
        paper.set("  ", &[plainly(&story.title), faint(dates), (docs.join(" "), Style::Link)]);
    }
}

fn disagreements(page: &Page, paper: &mut Paper) {
    let all = disagreements::all(page);
    section(page, paper, "disagreements", all.len(), &disagreements::heading_of(page, &all));
    for (i, d) in all.iter().enumerate() {
        paper.blank();
        let kind = format!("({})", d.kind);
        paper.set(&format!("{:>3}  ", i + 1), &[strong(&d.title), (kind, Style::Bad)]);
        if let Some(why) = &d.why {
            paper.set("     ", &[faint(why)]);
        }
        d.sides.iter().for_each(|side| row(page, paper, "     - ", side));
        if d.more > 0 {
            let more = fill(label(&page.words.marks, "more"), &[("count", &d.more.to_string())]);
            let entries: Vec<&str> = d.entries.iter().map(|id| page.label(id)).collect();
            paper.set("     ", &[faint(format!("{more}: {}", entries.join(", ")))]);
        }
    }
}

fn kinds(page: &Page, paper: &mut Paper) {
    for kind in views::kinds(page) {
        section(page, paper, kind.key, kind.count, &kind.heading);
        for group in &kind.groups {
            paper.blank();
            paper.set("", &[strong(&group.name), faint(group.views.len().to_string())]);
            group.views.iter().for_each(|v| entry(page, paper, v));
        }
    }
}

fn entry(page: &Page, paper: &mut Paper, view: &View) {
    let entry = view.entry;
    let hang = format!("{:<5}", page.label(&entry.id));
    let mut head: Vec<Run> = view.title.iter().map(strong).collect();
    if let Some(verdict) = view.verdict {
        let style = if matches!(verdict, Verdict::Conflict | Verdict::Altered) { Style::Bad } else { Style::Good };
        head.push((format!("({})", page.verdict(verdict, view.sources)), style));
    }
    head.extend(particulars(page, &view.particulars));
    let (first, next) = if head.is_empty() { (hang.as_str(), "     ") } else { ("     ", "     ") };
    if !head.is_empty() {
        paper.set(&hang, &head);
    }
    for (i, r) in view.rows.iter().enumerate() {
        row(page, paper, if i == 0 { first } else { next }, r);
    }
    if let Some(note) = entry.note.as_deref().filter(|n| !n.trim().is_empty()) {
        paper.set("     = ", &[faint(readable(note, page.words))]);
    }
}

fn particulars(page: &Page, all: &[Particular]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    for (i, p) in all.iter().enumerate() {
        runs.extend((i > 0).then(|| faint("·")));
        runs.push(faint(format!("{}:", p.label)));
        for (text, cites) in &p.values {
            runs.push(plainly(text));
            runs.extend(cites.first().map(|c| (format!("[{}]", page.citation(c.doc, &c.at)), Style::Link)));
        }
    }
    runs
}

fn cells(values: &[(String, String)]) -> Vec<Run> {
    let filled = values.iter().filter(|(_, text)| !text.trim().is_empty());
    let mut runs: Vec<Run> = vec![];
    for (i, (label, text)) in filled.enumerate() {
        runs.extend((i > 0).then(|| faint("·")));
        runs.extend([faint(format!("{label}:")), plainly(text)]);
    }
    runs
}

fn row(page: &Page, paper: &mut Paper, hang: &str, row: &Row) {
    let values = cells(&row.values);
    let rest = " ".repeat(hang.chars().count());
    if !values.is_empty() {
        paper.set(hang, &values);
    }
    for (i, wording) in row.wordings.iter().enumerate() {
        paper.set(if i == 0 && values.is_empty() { hang } else { &rest }, &words_of(page, wording));
        paper.set(&rest, &cites(page, wording));
    }
}

fn words_of(page: &Page, wording: &Wording) -> Vec<Run> {
    let Some(spots) = wording.spots() else { return wording.pieces.iter().map(marked).collect() };
    // Without colours the cited words need a mark of their own; what touches them in the sentence stays beside it.
    let parts = page.around(&spots).into_iter().map(|part| (part.is_cited, part.text));
    let mut out: Vec<Run> = vec![];
    let mut touches = false;
    for (is_cited, text) in parts {
        let shown = if is_cited { format!("*{}*", text.trim()) } else { text.clone() };
        let style = if is_cited { Style::Strong } else { Style::Faint };
        match out.last_mut().filter(|_| touches && !text.starts_with(char::is_whitespace)) {
            Some(_) if !is_cited => join(&mut out, &shown),
            Some(last) => {
                let (rest, head) = touching_end(&last.0);
                let joined = format!("{head}{shown}");
                let rest = rest.to_string();
                last.0 = rest;
                out.push((joined, style));
            }
            None => out.push((shown, style)),
        }
        touches = !text.ends_with(char::is_whitespace);
    }
    out
}

/// What touches the end of the last run goes into it, the rest into one of its own.
fn join(out: &mut Vec<Run>, text: &str) {
    let (tail, rest) = touching(text);
    out.last_mut().into_iter().for_each(|last| last.0.push_str(tail));
    out.push((rest.to_string(), Style::Faint));
}

/// What of a text touches what stands before it.
fn touching(text: &str) -> (&str, &str) {
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

fn touching_end(text: &str) -> (&str, &str) {
    let from = text.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(i, c)| i + c.len_utf8());
    text.split_at(from)
}

/// Differences as `wdiff` writes them.
fn marked(piece: &Piece) -> Run {
    match piece.change {
        Change::Same => plainly(&piece.text),
        Change::Added => (format!("{{+{}+}}", piece.text), Style::Good),
        Change::Missing => (format!("[-{}-]", piece.text), Style::Bad),
    }
}

fn cites(page: &Page, wording: &Wording) -> Vec<Run> {
    let (told, others) = page.told_of(&wording.cites);
    let cites: Vec<&Cite> = told.into_iter().chain(wording.beside.iter().copied()).collect();
    let last = cites.len();
    let one = |(i, cite): (usize, &&Cite)| {
        let date = page.date(cite.doc).map(|d| format!(", {}", page.words.short_date(d))).unwrap_or_default();
        let mark =
            |is: bool, key: &str| if is { format!(" ({})", label(&page.words.marks, key)) } else { String::new() };
        let copy = mark(page.is_copy(cite.doc), "copy") + &mark(wording.first == Some(cite.doc), "first");
        let comma = if i + 1 == last { "" } else { ";" };
        let by = format!("{}{date}{copy}{comma}", page.printed_by(cite.doc));
        [(format!("[{}]", page.citation(cite.doc, &cite.at)), Style::Link), faint(by)]
    };
    let more = (!others.is_empty())
        .then(|| faint(fill(label(&page.words.marks, "more"), &[("count", &others.len().to_string())])));
    cites.iter().enumerate().flat_map(one).chain(more).collect()
}

fn names(page: &Page, paper: &mut Paper) {
    let all = views::names(page);
    if all.is_empty() {
        return;
    }
    let counts: Vec<String> = all.iter().map(|n| page.words.count(n.often.len() + n.once.len(), &n.class)).collect();
    let count = all.iter().map(|n| n.often.len() + n.once.len()).sum();
    section(page, paper, "people", count, &page.words.list(&counts, counts.len()));
    for names in &all {
        paper.blank();
        paper.set("", &[strong(page.words.class(&names.class))]);
        names.often.iter().for_each(|e| name(page, paper, e));
        if !names.once.is_empty() {
            let once = page.words.count(names.once.len(), &names.class);
            let list: Vec<String> = names.once.iter().map(|e| one_line(&e.name)).collect();
            let intro = fill(label(&page.words.marks, "named_once"), &[("names", &once)]);
            paper.set("  ", &[faint(format!("{intro}:")), plainly(list.join(", "))]);
        }
    }
}

fn name(page: &Page, paper: &mut Paper, entity: &Entity) {
    let mut runs = vec![strong(one_line(&entity.name))];
    runs.extend(entity.offices.iter().map(|o| plainly(format!("– {}", offices::office(page, o)))));
    let others = views::other_forms(entity);
    if !others.is_empty() {
        runs.push(faint(format!("({} {})", label(&page.words.marks, "also"), others.join(", "))));
    }
    let mut docs: Vec<usize> =
        entity.reports.iter().filter(|c| c.doc < page.order.len()).map(|c| page.number(c.doc)).collect();
    docs.sort_unstable();
    docs.dedup();
    let docs: Vec<String> = docs.iter().map(|d| format!("[{d}]")).collect();
    runs.push((docs.join(" "), Style::Link));
    paper.set("  ", &runs);
}

fn sources(page: &Page, paper: &mut Paper) {
    let outlets = coverage::outlets(page);
    let heading =
        if outlets.is_empty() { page.words.count(page.order.len(), "document") } else { page.words.list(&outlets, 4) };
    section(page, paper, "sources", page.order.len(), &heading);
    paper.blank();
    for doc in &page.order {
        let d = page.document(*doc);
        paper.set(&format!("{:>4} ", format!("[{}]", page.number(*doc))), &[plainly(page.title(*doc))]);
        let mut runs = vec![faint(format!("{}, {}", page.printed_by(*doc), page.day(*doc)))];
        runs.extend(page.copy_note(*doc).map(|note| (format!("– {note}"), Style::Bad)));
        let is_told = page.copy_note(*doc).is_some();
        let taken = page.taken_from(*doc).into_iter().filter(|(_, at)| at.is_some() || !is_told);
        runs.extend(taken.map(|(told, _)| faint(format!("– {told}"))));
        runs.extend(d.url.as_ref().or(d.path.as_ref()).map(|address| faint(format!("– {address}"))));
        paper.set("     ", &runs);
    }
}

fn gaps(page: &Page, paper: &mut Paper) {
    let all = coverage::missing(page);
    if all.is_empty() {
        return;
    }
    section(page, paper, "gaps", all.len(), "");
    for missing in &all {
        let at: Vec<_> = missing.at.into_iter().collect();
        let place = if at.is_empty() { page.number(missing.doc).to_string() } else { page.citation(missing.doc, &at) };
        paper.set(
            "  ",
            &[(format!("[{place}]"), Style::Link), plainly(&missing.why), faint(page.printed_by(missing.doc))],
        );
    }
}
