//! What the page shows, before it has a format: coverage, disagreements, entries by group, names.

use super::differ::{Change, Piece, differences, key};
use super::page::{Page, one_line};
use super::words::{fill, label, words};
use crate::document::Span;
use crate::record::{Cell, CellValue, Cite, Entity, Entry, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Debug)]
pub struct Story {
    pub title: String,
    pub dates: Option<String>,
    pub docs: Vec<usize>,
}

/// Something the reader of the page should know was not read, or is not known.
#[derive(Debug)]
pub struct Missing {
    pub doc: usize,
    pub at: Option<Span>,
    pub why: String,
}

/// One wording and everybody who prints it.
#[derive(Debug)]
pub struct Wording<'r> {
    pub pieces: Vec<Piece>,
    pub cites: Vec<&'r Cite>,
}

/// A cell as it is shown: its label, and every value with the characters that say it.
#[derive(Debug)]
pub struct Particular<'r> {
    pub label: String,
    pub values: Vec<(String, Vec<&'r Cite>)>,
}

/// The reports of one entry that agree in every cell.
#[derive(Debug)]
pub struct Row<'r> {
    /// Label and text of the cells in which rows differ.
    pub values: Vec<(String, String)>,
    pub wordings: Vec<Wording<'r>>,
}

#[derive(Debug)]
pub struct View<'r> {
    pub entry: &'r Entry,
    /// `None` where the first wording says the same.
    pub title: Option<String>,
    /// What all reports agree on, and what is said in characters of its own (a venue, a day).
    pub particulars: Vec<Particular<'r>>,
    pub rows: Vec<Row<'r>>,
    pub sources: usize,
    /// Where there is something to judge.
    pub verdict: Option<Verdict>,
}

#[derive(Debug)]
pub struct Group<'r> {
    pub name: String,
    pub views: Vec<View<'r>>,
}

#[derive(Debug)]
pub struct Kind<'r> {
    pub key: &'static str,
    pub heading: String,
    pub count: usize,
    pub groups: Vec<Group<'r>>,
}

#[derive(Debug)]
pub struct Names<'r> {
    pub class: String,
    pub often: Vec<&'r Entity>,
    /// Named in one place only.
    pub once: Vec<&'r Entity>,
}

/// The page's title: whom and what the documents name most.
pub fn title(page: &Page) -> String {
    let named =
        page.entities().into_iter().filter(|e| page.record.reports.len() == 1 || page.independent(&e.reports) > 1);
    let names: Vec<String> = named.take(4).map(|e| one_line(&e.name)).collect();
    if !names.is_empty() {
        return page.words.list(&names, names.len());
    }
    page.order.first().map(|d| page.title(*d)).filter(|t| !t.is_empty()).unwrap_or_else(|| page.words.no_titles.clone())
}

/// How much was read, from whom and when, in sentences.
pub fn lede(page: &Page) -> String {
    let words = page.words;
    let outlets = outlets(page).len();
    let documents = words.count(page.order.len(), "document");
    let (pattern, dates) = match (span_of_dates(page, &page.order), outlets) {
        (None, _) => ("lede_undated", String::new()),
        (Some(dates), 0) => ("lede_one_source", dates),
        (Some(dates), _) => ("lede", dates),
    };
    let by = words.count(outlets, "outlet");
    let slots = [("documents", documents.as_str()), ("outlets", &by), ("dates", &dates)];
    let mut out = vec![fill(label(&words.headings, pattern), &slots)];
    let independent = page.independent_documents();
    if independent < page.order.len() {
        let counted = words.count(independent, "independent");
        out.push(fill(label(&words.headings, "independent"), &[("independent", &counted)]));
    }
    let told = stories(page).len();
    if told > 1 && told < page.order.len() {
        let counted = words.count(told, "story");
        out.push(fill(label(&words.headings, "story"), &[("stories", &counted)]));
    }
    out.join(" ")
}

/// Who printed the documents, the most frequent first.
pub fn outlets(page: &Page) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for name in page.order.iter().filter_map(|d| page.outlet(*d)) {
        *counts.entry(one_line(name)).or_default() += 1;
    }
    by_count(counts)
}

fn by_count(counts: BTreeMap<String, usize>) -> Vec<String> {
    let mut out: Vec<(String, usize)> = counts.into_iter().collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out.into_iter().map(|(name, _)| name).collect()
}

fn span_of_dates(page: &Page, docs: &[usize]) -> Option<String> {
    let dates = || docs.iter().filter_map(|d| page.date(*d));
    Some(page.words.dates(dates().min()?, dates().max()?))
}

/// The happenings that the documents are about, the first one first.
pub fn stories(page: &Page) -> Vec<Story> {
    let mut by_story: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for doc in &page.order {
        by_story.entry(page.record.places.get(*doc).map_or(*doc, |p| p.story)).or_default().push(*doc);
    }
    let mut groups: Vec<Vec<usize>> = by_story.into_values().collect();
    groups.sort_by_key(|docs| docs.first().map(|d| page.number(*d)));
    let story = |docs: Vec<usize>| Story {
        title: docs.first().map(|d| page.title(*d)).unwrap_or_default(),
        dates: span_of_dates(page, &docs),
        docs,
    };
    groups.into_iter().map(story).collect()
}

/// What could not be read, and documents that do not say when or by whom they were printed.
pub fn missing(page: &Page) -> Vec<Missing> {
    let mut out = vec![];
    for doc in &page.order {
        let reading = page.reading(*doc);
        out.extend(reading.gaps.iter().map(|g| Missing {
            doc: *doc,
            at: Some(g.at),
            why: page.words.gap(g.why).to_string(),
        }));
        let mut unknown = |why: &str| out.push(Missing { doc: *doc, at: None, why: page.words.gap(why).to_string() });
        if page.date(*doc).is_none() {
            unknown("no-date");
        }
        if page.outlet(*doc).is_none() {
            unknown("no-outlet");
        }
    }
    out
}

pub(super) fn text_for(cell: &Cell, cite: &Cite) -> Option<String> {
    let texts: Vec<String> = cell
        .values
        .iter()
        .filter(|v| v.cites.iter().any(|c| same_fact(c, cite)))
        .map(|v| words().value(&v.text))
        .collect();
    (!texts.is_empty()).then(|| texts.join(" · "))
}

pub(super) fn same_fact(a: &Cite, b: &Cite) -> bool {
    a.doc == b.doc && if a.id.is_empty() { a.at == b.at } else { a.id == b.id }
}

/// The kinds in the order of the record, each with its groups, the fullest first.
pub fn kinds<'r>(page: &Page<'r>) -> Vec<Kind<'r>> {
    let mut keys: Vec<&'static str> = vec![];
    for entry in &page.record.entries {
        if !keys.contains(&entry.kind) {
            keys.push(entry.kind);
        }
    }
    keys.into_iter().map(|key| kind(page, key)).collect()
}

fn kind<'r>(page: &Page<'r>, key: &'static str) -> Kind<'r> {
    let mut by_group: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in page.record.entries.iter().filter(|e| e.kind == key) {
        by_group.entry(entry.group.trim()).or_default().push(entry);
    }
    let count = by_group.values().map(Vec::len).sum();
    let weight = |entries: &[&Entry]| entries.iter().map(|e| page.independent(&e.reports)).sum::<usize>();
    let mut groups: Vec<(&str, Vec<&Entry>)> = by_group.into_iter().collect();
    let by_date = page.words.by_date(key);
    groups.sort_by_key(|(name, entries)| {
        (name.is_empty(), if by_date { None } else { Some(std::cmp::Reverse(weight(entries))) }, *name)
    });
    let names: Vec<String> =
        groups.iter().filter(|(name, _)| !name.is_empty()).map(|(name, _)| one_line(name)).collect();
    let heading = if names.is_empty() || by_date {
        page.words.count(count, key)
    } else {
        heading(&page.words.kind_heading(key, &page.words.list(&names, 3)))
    };
    Kind {
        key,
        heading,
        count,
        groups: groups.into_iter().map(|(name, entries)| group(page, key, name, entries)).collect(),
    }
}

fn group<'r>(page: &Page<'r>, kind: &str, name: &str, entries: Vec<&'r Entry>) -> Group<'r> {
    let mut views: Vec<View> = entries.into_iter().map(|e| view(page, e)).collect();
    let first = |v: &View| v.entry.reports.iter().map(|c| (page.number(c.doc), c.at.first().copied())).min();
    views.sort_by_key(|v| (std::cmp::Reverse(v.sources), first(v)));
    let name = if name.is_empty() {
        page.words.no_group(kind).to_string()
    } else {
        heading(&page.words.value(&one_line(name)))
    };
    Group { name, views }
}

pub fn view<'r>(page: &Page<'r>, entry: &'r Entry) -> View<'r> {
    let is_news = |c: &Cell| has_own_words(entry, c) || !says_the_words(page, c);
    let shown = entry.cells.iter().filter(|c| is_news(c) && is_needed(page, entry, c));
    let (aside, judged): (Vec<&Cell>, Vec<&Cell>) = shown.partition(|c| c.values.len() < 2 || has_own_words(entry, c));
    let mut particulars: Vec<Particular> = aside.into_iter().map(|c| particular(page, entry, c)).collect();
    particulars.extend(listed(page, entry));
    particulars.retain(|p| !p.values.is_empty());
    let rows = rows(page, entry, &judged);
    let mut wordings = rows.iter().flat_map(|r| r.wordings.iter());
    let is_shown = entry.title == entry.group || wordings.any(|w| key(&plain(&w.pieces)) == key(&entry.title));
    let title = (!is_shown).then(|| heading(&one_line(&entry.title)));
    let sources = page.independent(&entry.reports);
    let verdict = judged_by(entry.verdict, sources, documents_of(entry));
    View { entry, title, particulars, rows, sources, verdict }
}

fn documents_of(entry: &Entry) -> usize {
    entry.reports.iter().map(|c| c.doc).collect::<std::collections::BTreeSet<_>>().len()
}

/// "One source" is the rule and not worth a word, but where several documents print it; they cannot agree with themselves.
fn judged_by(verdict: Verdict, sources: usize, documents: usize) -> Option<Verdict> {
    match verdict {
        Verdict::Single => None,
        Verdict::Same if sources < 2 => (documents > 1).then_some(Verdict::Single),
        other => Some(other),
    }
}

/// A cell that stands for the name of the group says nothing new under that name.
pub(super) fn is_needed(page: &Page, entry: &Entry, cell: &Cell) -> bool {
    entry.group.trim().is_empty() || page.words.stands_for_group(entry.kind) != cell.name
}

/// Whether a cell is said in other characters than the reports themselves.
fn has_own_words(entry: &Entry, cell: &Cell) -> bool {
    let is_report = |c: &Cite| entry.reports.iter().any(|r| r.doc == c.doc && r.at == c.at);
    !cell.values.iter().flat_map(|v| &v.cites).any(is_report)
}

fn particular<'r>(page: &Page<'r>, entry: &Entry, cell: &'r Cell) -> Particular<'r> {
    let own = has_own_words(entry, cell);
    let mut values: Vec<(String, Vec<&Cite>)> = vec![];
    for value in cell.values.iter().filter(|v| v.text != entry.group && v.text != entry.title) {
        let text = one_line(&page.words.value(&value.text));
        let cites = if own { page.sorted(&value.cites) } else { vec![] };
        match values.iter_mut().find(|(known, _)| key(known) == key(&text)) {
            Some((_, known)) => known.extend(cites),
            None => values.push((text, cites)),
        }
    }
    Particular { label: page.words.cell(cell.name).to_string(), values }
}

/// Lists of names among an entry's further fields, where they have a label and are no cell.
fn listed<'r>(page: &Page<'r>, entry: &'r Entry) -> Vec<Particular<'r>> {
    let is_cell = |name: &str| entry.cells.iter().any(|c| c.name == name);
    let mut out = vec![];
    for (name, value) in entry.fields.iter().filter(|(name, _)| !is_cell(name)) {
        let (Some(label), Some(list)) = (page.words.cell_label(name), value.as_array()) else { continue };
        let names: Vec<String> = list.iter().filter_map(|v| v.as_str()).map(one_line).collect();
        if !names.is_empty() {
            let names = page.words.list(&names, 6);
            out.push(Particular { label: label.to_string(), values: vec![(names, vec![])] });
        }
    }
    out
}

/// A cell that only repeats what its characters say is shown by those characters.
pub(super) fn says_the_words(page: &Page, cell: &Cell) -> bool {
    let repeats =
        |v: &CellValue| v.cites.first().is_some_and(|c| is_said(&page.printed(c), &page.words.value(&v.text)));
    !cell.values.is_empty() && cell.values.iter().all(repeats)
}

/// A value is said by words that are the same, or that have the same digits: "$7.84 billion" says 7.84 billion USD.
fn is_said(printed: &str, value: &str) -> bool {
    let digits = |t: &str| t.chars().filter(char::is_ascii_digit).collect::<String>();
    key(printed) == key(value) || (!digits(value).is_empty() && digits(printed) == digits(value))
}

/// The reports of an entry side by side: one row for each combination of the cells in which they differ.
fn rows<'r>(page: &Page<'r>, entry: &'r Entry, differing: &[&Cell]) -> Vec<Row<'r>> {
    let mut rows: Vec<Row> = vec![];
    for cite in page.sorted(&entry.reports) {
        let values: Vec<(String, String)> = differing
            .iter()
            .map(|c| (page.words.cell(c.name).to_string(), text_for(c, cite).unwrap_or_default()))
            .collect();
        let place = rows.iter().position(|r| r.values == values).unwrap_or_else(|| {
            rows.push(Row { values, wordings: vec![] });
            rows.len() - 1
        });
        add_wording(page, &mut rows[place].wordings, cite);
    }
    mark_differences(&mut rows, &entry.title);
    rows
}

pub(super) fn add_wording<'r>(page: &Page<'r>, wordings: &mut Vec<Wording<'r>>, cite: &'r Cite) {
    let text = page.printed(cite);
    let same = |w: &&mut Wording| key(&plain(&w.pieces)) == key(&text);
    if let Some(wording) = wordings.iter_mut().find(same) {
        wording.cites.push(cite);
        return;
    }
    wordings.push(Wording { pieces: vec![Piece { text, change: Change::Same }], cites: vec![cite] });
}

/// Every wording is held against the one that gives its entry the title, or else against the first.
pub(super) fn mark_differences(rows: &mut [Row], title: &str) {
    let all = || rows.iter().flat_map(|r| r.wordings.iter()).map(|w| plain(&w.pieces));
    let Some(base) = all().find(|w| key(w) == key(title)).or_else(|| all().next()) else { return };
    for wording in rows.iter_mut().flat_map(|r| r.wordings.iter_mut()) {
        wording.pieces = differences(&base, &plain(&wording.pieces));
    }
}

/// A wording without what it left out.
pub fn plain(pieces: &[Piece]) -> String {
    let kept: Vec<&str> = pieces.iter().filter(|p| p.change != Change::Missing).map(|p| p.text.as_str()).collect();
    kept.join(" ")
}

/// Who and what is named, by class.
pub fn names<'r>(page: &Page<'r>) -> Vec<Names<'r>> {
    let mut by_class: BTreeMap<crate::reading::names::Class, Names> = BTreeMap::new();
    for entity in page.entities() {
        let names = by_class.entry(entity.class).or_insert_with(|| Names {
            class: key_of(entity.class),
            often: vec![],
            once: vec![],
        });
        let is_known = entity.reports.len() > 1 || !entity.offices.is_empty();
        if is_known { names.often.push(entity) } else { names.once.push(entity) }
    }
    by_class.into_values().collect()
}

/// Other forms of a name, as printed; one whose words all stand in a fuller form says nothing new.
pub fn other_forms(entity: &Entity) -> Vec<String> {
    let forms: Vec<String> = entity.variants.iter().chain([&entity.name]).map(|v| one_line(v)).collect();
    let words = |form: &str| form.split(' ').map(str::to_string).collect::<Vec<_>>();
    let is_part =
        |form: &str, whole: &str| form.len() < whole.len() && words(form).iter().all(|w| words(whole).contains(w));
    let is_new = |form: &&String| **form != one_line(&entity.name) && !forms.iter().any(|whole| is_part(form, whole));
    forms.iter().filter(is_new).cloned().collect()
}

/// A heading begins with a capital, whatever the room calls the thing.
pub(super) fn heading(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// The name under which an enum stands in the output contract.
pub fn key_of<T: Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}
