//! Entries on the page: title, verdict, cells, and every wording with the documents that print it.

use super::marks::target;
use super::markup::{Html, foreign, tag};
use crate::brief::differ::{Change, Piece};
use crate::brief::page::Page;
use crate::brief::place::Part;
use crate::brief::views::{Particular, Row, View, Wording};
use crate::brief::words::readable;
use crate::brief::words::{fill, label};
use crate::document::Span;
use crate::record::json;
use crate::record::{Cite, Verdict};
use jiff::civil::Date;

pub fn entry(page: &Page, view: &View) -> Html {
    let entry = view.entry;
    let name = page.label(&entry.id);
    let own = tag("a", &[("class", "label"), ("href", &format!("#{}", entry.id))], name);
    let mut head = own;
    if let Some(title) = &view.title {
        head.push(tag("h4", &[], foreign(title)));
    }
    head.push(view.verdict.map_or(Html::new(), |v| verdict(page, v, view.sources)));
    head.push(particulars(page, &view.particulars));
    let is_bare = view.title.is_none() && view.particulars.is_empty();
    let mut out = tag("div", &[("class", "head")], head);
    out.push(rows(page, &view.rows));
    if let Some(note) = entry.note.as_deref().filter(|n| !n.trim().is_empty()) {
        out.push(arithmetic(page, &readable(note, page.words)));
    }
    let class = match (is_bare, view.verdict) {
        (true, None) => "entry alone",
        (true, Some(_)) => "entry bare",
        _ => "entry",
    };
    tag("article", &[("class", class), ("id", &entry.id), ("tabindex", "-1"), ("aria-label", name)], out).and("\n")
}

fn verdict(page: &Page, verdict: Verdict, sources: usize) -> Html {
    let key = json::key(verdict);
    let text = page.verdict(verdict, sources);
    tag("span", &[("class", &format!("verdict v-{key}"))], text)
}

fn arithmetic(page: &Page, note: &str) -> Html {
    let summary = tag("summary", &[], label(&page.words.page, "arithmetic"));
    tag("details", &[("class", "note")], summary.and(tag("p", &[], foreign(note))))
}

fn particulars(page: &Page, all: &[Particular]) -> Html {
    let linked = |(text, cites): &(String, Vec<&Cite>)| match cites.first() {
        Some(first) => tag("a", &[("class", "particular"), ("href", &href(page, first))], text),
        None => Html::text(text),
    };
    let one = |p: &Particular| {
        let values: Html = p.values.iter().map(|v| tag("dd", &[], linked(v))).collect();
        tag("div", &[], tag("dt", &[], &p.label).and(values))
    };
    if all.is_empty() {
        return Html::new();
    }
    tag("dl", &[("class", "facts")], all.iter().map(one).collect::<Html>())
}

pub fn facts(cells: &[(String, String)]) -> Html {
    let cells: Vec<&(String, String)> = cells.iter().filter(|(_, text)| !text.trim().is_empty()).collect();
    if cells.is_empty() {
        return Html::new();
    }
    let one = |(label, text): &&(String, String)| tag("div", &[], tag("dt", &[], label).and(tag("dd", &[], text)));
    tag("dl", &[("class", "facts")], cells.iter().map(one).collect::<Html>())
}

/// Rows of an entry that are shown at once.
const AT_ONCE: usize = 4;

/// The first rows; the rest can be unfolded.
fn rows(page: &Page, rows: &[Row]) -> Html {
    let all = |rows: &[Row]| rows.iter().map(|r| row(page, r)).collect::<Html>();
    if rows.len() <= AT_ONCE + 1 {
        return all(rows);
    }
    let (first, rest) = rows.split_at(AT_ONCE);
    let summary = tag("summary", &[], more(page, rest.len()));
    all(first).and(tag("details", &[("class", "note")], summary.and(all(rest))))
}

pub fn more(page: &Page, count: usize) -> String {
    fill(label(&page.words.marks, "more"), &[("count", &count.to_string())])
}

pub fn row(page: &Page, row: &Row) -> Html {
    let mut out = facts(&row.values);
    out.push(row.wordings.iter().map(|w| wording(page, w)).collect::<Html>());
    tag("div", &[("class", "row")], out)
}

fn wording(page: &Page, wording: &Wording) -> Html {
    let words = match wording.spots() {
        Some(spots) => in_its_sentence(page, &spots),
        None => wording.pieces.iter().map(|p| piece(page, p)).collect(),
    };
    let link =
        wording.cites.first().map_or(Html::new(), |c| tag("a", &[("class", "words"), ("href", &href(page, c))], words));
    let first = |c: &Cite| wording.first == Some(c.doc);
    let (told, others) = page.told_of(&wording.cites);
    // A document that prints the words twice is named once.
    let is_again = |i: usize| i > 0 && told[i - 1].doc == told[i].doc;
    let one = |(i, c): (usize, &&Cite)| match is_again(i) {
        true => number(page, c.doc, &c.at),
        false => reported(page, c, first(c)),
    };
    let cites: Html = told.iter().enumerate().map(one).collect();
    let beside: Html = wording.beside.iter().map(|c| number(page, c.doc, &c.at)).collect();
    let footer = tag("footer", &[], cites.and(beside));
    if others.is_empty() {
        return tag("blockquote", &[], tag("p", &[], link).and(footer));
    }
    let numbers: Html = others.iter().map(|c| number(page, c.doc, &c.at)).collect();
    let folded = tag("details", &[("class", "note")], tag("summary", &[], more(page, others.len())).and(numbers));
    tag("blockquote", &[], tag("p", &[], link).and(footer).and(folded))
}

fn in_its_sentence(page: &Page, cites: &[&Cite]) -> Html {
    let part = |part: Part| match part.is_cited {
        true => tag("strong", &[], &part.text),
        false => tag("span", &[("class", "around")], &part.text),
    };
    page.around(cites).into_iter().map(part).collect()
}

fn piece(page: &Page, piece: &Piece) -> Html {
    let title = |key| label(&page.words.marks, key);
    let part = match piece.change {
        Change::Same => foreign(&piece.text),
        Change::Added => tag("ins", &[("title", title("added"))], foreign(&piece.text)),
        Change::Missing => tag("del", &[("title", title("missing"))], foreign(&shortened(page, &piece.text))),
    };
    part.and(" ")
}

/// A long omission is counted, a short one shown.
fn shortened(page: &Page, text: &str) -> String {
    let count = text.split_whitespace().count();
    if count <= 6 { text.to_string() } else { format!("… {} …", page.words.count(count, "word")) }
}

fn href(page: &Page, cite: &Cite) -> String {
    format!("#{}", target(page, cite.doc, &cite.at))
}

/// Number, outlet and day of a document, leading to the characters.
pub fn cite(page: &Page, cite: &Cite) -> Html {
    reported(page, cite, false)
}

fn reported(page: &Page, cite: &Cite, is_first: bool) -> Html {
    let title = page.copy_note(cite.doc).unwrap_or_default();
    let class = if page.is_copy(cite.doc) { "cite copy" } else { "cite" };
    let number = tag("b", &[], page.number(cite.doc).to_string());
    let mut inside = number.and(" ").and(foreign(&page.printed_by(cite.doc)));
    if let Some(date) = page.date(cite.doc) {
        inside.push(" ");
        inside.push(day(page, date));
    }
    if is_first {
        inside.push(tag("i", &[("class", "first")], format!(" {}", label(&page.words.marks, "first"))));
    }
    if page.is_copy(cite.doc) {
        inside.push(tag("i", &[], format!(" {}", label(&page.words.marks, "copy"))));
    }
    let at = format!("[{}]", page.citation(cite.doc, &cite.at));
    tag("a", &[("class", class), ("href", &href(page, cite)), ("title", &title), ("data-at", &at)], inside).and(" ")
}

/// A day, for machines too.
pub fn day(page: &Page, iso: &str) -> Html {
    let exact = iso.get(..10).filter(|day| day.parse::<Date>().is_ok()).unwrap_or_default();
    tag("time", &[("class", "on-day"), ("datetime", exact)], page.words.short_date(iso))
}

/// The number alone, for lists in which the outlet would be noise.
pub fn number(page: &Page, doc: usize, at: &[Span]) -> Html {
    let title = format!("{}, {}", page.printed_by(doc), page.day(doc));
    let at_text = if at.is_empty() { String::new() } else { format!("[{}]", page.citation(doc, at)) };
    let attributes = [
        ("class", "number"),
        ("href", &format!("#{}", target(page, doc, at))),
        ("title", &title),
        ("data-at", &at_text),
    ];
    tag("a", &attributes, page.number(doc).to_string()).and(" ")
}
