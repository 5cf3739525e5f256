//! Where sources contradict each other: the sides beside each other, each with its words and who prints them.

use super::differ::key;
use super::page::{Page, clip, one_line};
use super::views::{
    Row, add_wording, heading, is_needed, mark_differences, plain, same_fact, says_the_words, text_for,
};
use super::words::{fill, label};
use crate::record::{Cite, Conflict, ConflictKind, Entry, Severity, Verdict, json};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug)]
pub struct Disagreement<'r> {
    pub id: String,
    /// What kind of contradiction it is, in words.
    pub kind: String,
    pub severity: Severity,
    /// Ids of the entries it stands in.
    pub entries: Vec<&'r str>,
    /// The reason, where it says more than the title.
    pub why: Option<String>,
    /// What it is about, for the heading over all of them.
    pub about: String,
    pub title: String,
    pub sides: Vec<Row<'r>>,
    /// How many sides are left to the entries.
    pub more: usize,
}

/// Sides that can be held beside each other.
const MOST_SIDES: usize = 8;
/// Characters of a reason that is worth reading although the sides say the same.
const MOST_WHY: usize = 80;

pub fn all<'r>(page: &Page<'r>) -> Vec<Disagreement<'r>> {
    let conflicts = &page.record.conflicts;
    let mut out: Vec<Disagreement> = together(conflicts).iter().map(|c| disagreement(page, c)).collect();
    let told: BTreeSet<&String> = conflicts.iter().flat_map(|c| &c.entries).collect();
    let is_told = |e: &Entry| told.contains(&e.id);
    let others = page.record.entries.iter().filter(|e| matches!(e.verdict, Verdict::Conflict | Verdict::Altered));
    out.extend(others.filter(|e| !is_told(e)).map(|e| within(page, e)));
    let weight = |d: &Disagreement| {
        page.independent(d.sides.iter().flat_map(|s| s.wordings.iter()).flat_map(|w| w.cites.iter().copied()))
    };
    out.sort_by_key(|d| (d.severity, std::cmp::Reverse(weight(d))));
    for (i, d) in out.iter_mut().enumerate() {
        d.id = format!("disagreement-{}", i + 1);
    }
    out
}

/// The heading over the disagreements: what they are about.
pub fn heading_of(page: &Page, all: &[Disagreement]) -> String {
    let mut names: Vec<String> = all.iter().map(|d| d.about.clone()).collect();
    let mut seen = BTreeSet::new();
    names.retain(|n| seen.insert(n.clone()));
    let pattern = if names.is_empty() { "disagreements_none" } else { "disagreements_one" };
    fill(label(&page.words.headings, pattern), &[("names", &page.words.list(&names, 3))])
}

/// Contradictions of one kind in the same entries are one disagreement with several sides.
fn together(conflicts: &[Conflict]) -> Vec<Vec<&Conflict>> {
    let mut out: Vec<Vec<&Conflict>> = vec![];
    let mut places: BTreeMap<(ConflictKind, &[String]), usize> = BTreeMap::new();
    for conflict in conflicts {
        let place = *places.entry((conflict.kind, &conflict.entries)).or_insert(out.len());
        match out.get_mut(place).filter(|_| !conflict.entries.is_empty()) {
            Some(known) => known.push(conflict),
            None => out.push(vec![conflict]),
        }
    }
    out
}

fn disagreement<'r>(page: &Page<'r>, conflicts: &[&'r Conflict]) -> Disagreement<'r> {
    let first = conflicts[0];
    let entries: Vec<&Entry> = first.entries.iter().filter_map(|id| page.entry(id)).collect();
    let at: Vec<&Cite> = conflicts.iter().flat_map(|c| &c.at).collect();
    // The reasons of many pairs say less than the sides themselves.
    let why = if conflicts.len() == 1 { first.why.as_str() } else { "" };
    let made = made(page, &entries, at, page.words.conflict(&json::key(first.kind)), why);
    Disagreement { severity: conflicts.iter().map(|c| c.severity).min().unwrap_or_default(), ..made }
}

/// An entry whose own reports contradict each other.
fn within<'r>(page: &Page<'r>, entry: &'r Entry) -> Disagreement<'r> {
    let kind = page.words.verdict(&json::key(entry.verdict)).to_string();
    made(page, &[entry], entry.reports.iter().collect(), &kind, entry.note.as_deref().unwrap_or(""))
}

fn made<'r>(page: &Page<'r>, entries: &[&'r Entry], at: Vec<&'r Cite>, kind: &str, why: &str) -> Disagreement<'r> {
    let about = entries.first().map_or_else(|| one_line(why), |e| about(page, e));
    let title = entries.first().map(|e| one_line(&e.title)).filter(|t| !t.is_empty()).unwrap_or_else(|| about.clone());
    let mut sides: Vec<(String, Row)> = vec![];
    let mut more: BTreeSet<String> = BTreeSet::new();
    for cite in page.sorted(at) {
        let said = entries.iter().find_map(|e| what_it_says(e, cite)).unwrap_or_else(|| key(&page.printed(cite)));
        let known = sides.iter().position(|(k, _)| *k == said);
        if known.is_none() && sides.len() == MOST_SIDES {
            more.insert(said);
            continue;
        }
        let place = known.unwrap_or_else(|| {
            let of = entries.iter().find(|e| e.reports.iter().any(|r| same_fact(r, cite)));
            sides.push((said, Row { values: of.map(|e| told(page, e, cite)).unwrap_or_default(), wordings: vec![] }));
            sides.len() - 1
        });
        add_wording(page, &mut sides[place].1.wordings, cite);
    }
    let mut sides: Vec<Row> = sides.into_iter().map(|(_, row)| row).collect();
    mark_differences(&mut sides, "");
    let why = Some(page.words.sentence(&without_name(&one_line(why), &title)));
    let why = why.filter(|w| !w.is_empty() && *w != title && !repeats(w, &sides));
    let entries = entries.iter().map(|e| e.id.as_str()).collect();
    let title = heading(&clip(&title, 120, false));
    let severity = Severity::default();
    Disagreement {
        id: String::new(),
        kind: kind.to_string(),
        severity,
        entries,
        why,
        about,
        title,
        sides,
        more: more.len(),
    }
}

/// The reason without the name of what it is about, where the title or the rest of it says that.
fn without_name(why: &str, title: &str) -> String {
    let Some((name, rest)) = why.split_once(": ") else { return why.to_string() };
    let is_said = [title, rest].iter().any(|text| text.to_lowercase().contains(&name.to_lowercase()));
    if is_said { rest.to_string() } else { why.to_string() }
}

/// A long reason that only says once more what the sides say.
fn repeats(why: &str, sides: &[Row]) -> bool {
    let said = key(why);
    let words = |row: &Row| row.wordings.first().is_some_and(|w| said.contains(&key(&plain(&w.pieces))));
    why.chars().count() > MOST_WHY && sides.iter().all(words)
}

fn about(page: &Page, entry: &Entry) -> String {
    let group = entry.group.trim();
    if !group.is_empty() {
        return page.words.about(entry.kind, &clip(&page.words.value(&one_line(group)), 80, false));
    }
    let title = one_line(&entry.title);
    clip(if title.is_empty() { page.words.no_group(entry.kind) } else { &title }, 80, false)
}

/// What a report puts into the first cell in which an entry's reports differ.
fn what_it_says(entry: &Entry, cite: &Cite) -> Option<String> {
    let differing = entry.cells.iter().find(|c| c.values.len() > 1)?;
    differing.values.iter().find(|v| v.cites.iter().any(|c| same_fact(c, cite))).map(|v| v.text.clone())
}

/// Every cell a report fills, but for what the words themselves say.
fn told(page: &Page, entry: &Entry, cite: &Cite) -> Vec<(String, String)> {
    let printed = key(&page.printed(cite));
    let cells = entry.cells.iter().filter(|c| !says_the_words(page, c) && is_needed(page, entry, c));
    let filled = cells.filter_map(|c| Some((page.words.cell(c.name).to_string(), text_for(c, cite)?)));
    filled.filter(|(_, text)| key(text) != printed && *text != entry.group).collect()
}
