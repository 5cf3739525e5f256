//! What the page shows, before it has a format: entries by group, their reports side by side, names.

use super::differ::{Change, Piece, differences, key};
use super::page::{BETWEEN, Page, one_line};
use super::words::{fill, label, words};
use crate::record::{Cell, CellValue, Cite, Entity, Entry, Verdict, json};
use crate::value::when;
use std::collections::{BTreeMap, BTreeSet};

/// One wording and everybody who prints it.
#[derive(Debug)]
pub struct Wording<'r> {
    pub pieces: Vec<Piece>,
    pub cites: Vec<&'r Cite>,
    /// What else of the same sentence is cited.
    pub beside: Vec<&'r Cite>,
    /// The title of its entry says the same: its sentence says more.
    pub is_titled: bool,
    /// The document that reported it before all others, where several sources do.
    pub first: Option<usize>,
}

impl<'r> Wording<'r> {
    /// Words too short to be understood alone are shown in their sentence: all that is cited of it.
    pub fn spots(&self) -> Option<Vec<&'r Cite>> {
        let first = self.cites.first().filter(|_| self.is_titled || is_short(&plain(&self.pieces)))?;
        Some([*first].into_iter().chain(self.beside.iter().copied()).collect())
    }
}

/// Words that do not stand alone: few of them, or places that only name again what is told; never a quotation in pieces.
fn is_short(text: &str) -> bool {
    let is_few = |piece: &str| piece.chars().count() < SHORT;
    is_few(text) || (!text.starts_with(&words().quotes[0]) && text.split(BETWEEN).all(is_few))
}

/// Names of groups in the heading of a section.
const IN_HEADING: usize = 3;
/// A wording shorter than this is shown in its sentence.
const SHORT: usize = 48;

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
    /// Whether the record gives the name.
    pub is_named: bool,
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

/// The kinds in the order of the page, each with its groups, the fullest first.
pub fn kinds<'r>(page: &Page<'r>) -> Vec<Kind<'r>> {
    let mut keys: Vec<&'static str> = vec![];
    for entry in &page.record.entries {
        if !keys.contains(&entry.kind) {
            keys.push(entry.kind);
        }
    }
    keys.sort_by_key(|key| page.words.position(key));
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
    // Two who speak together are not told again beside each of them.
    let first: Vec<String> = names.iter().take(IN_HEADING).cloned().collect();
    let is_joint = |name: &String| first.iter().any(|one| one != name && name.contains(one.as_str()));
    let names: Vec<String> = names.iter().filter(|name| !is_joint(name)).cloned().collect();
    let heading = match by_date {
        true => dated_heading(page, key, &groups),
        false if names.is_empty() => page.words.count(count, key),
        false => heading(&page.words.kind_heading(key, &page.words.list(&names, IN_HEADING))),
    };
    Kind {
        key,
        heading,
        count,
        groups: groups.into_iter().map(|(name, entries)| group(page, key, name, entries)).collect(),
    }
}

/// "9 dated events, April 2023 – November 2024"
fn dated_heading(page: &Page, kind: &str, groups: &[(&str, Vec<&Entry>)]) -> String {
    let dated = || groups.iter().filter(|(name, _)| when::first_day(name).is_some());
    let first = dated().filter_map(|(name, _)| when::first_day(name)).min();
    let last = dated().filter_map(|(name, _)| when::last_day(name).or_else(|| when::first_day(name))).max();
    let Some((first, last)) = first.zip(last) else {
        return page.words.count(groups.iter().map(|(_, all)| all.len()).sum(), kind);
    };
    let count = page.words.count(dated().map(|(_, all)| all.len()).sum(), "dated");
    let dates = page.words.dates(&first.to_string()[..7], &last.to_string()[..7]);
    fill(label(&page.words.headings, "by_date"), &[("dated", &count), ("dates", &dates)])
}

fn group<'r>(page: &Page<'r>, kind: &str, name: &str, entries: Vec<&'r Entry>) -> Group<'r> {
    let mut views: Vec<View> = entries.into_iter().map(|e| view(page, e)).collect();
    let first = |v: &View| v.entry.reports.iter().map(|c| (page.number(c.doc), c.at.first().copied())).min();
    views.sort_by_key(|v| (std::cmp::Reverse(v.sources), first(v)));
    let is_named = !name.is_empty();
    let name = match page.words.by_date(kind) {
        _ if name.is_empty() => page.words.no_group(kind).to_string(),
        true => page.words.period(name).unwrap_or_else(|| name.to_string()),
        false => heading(&page.words.value(&one_line(name))),
    };
    Group { name, views, is_named }
}

pub fn view<'r>(page: &Page<'r>, entry: &'r Entry) -> View<'r> {
    let is_said = |c: &Cell| page.words.is_own(c.name) && c.values.len() < 2;
    let is_news = |c: &Cell| (has_own_words(entry, c) || !says_the_words(page, c)) && !is_said(c);
    let shown = entry.cells.iter().filter(|c| is_news(c) && is_needed(page, entry, c));
    let (aside, judged): (Vec<&Cell>, Vec<&Cell>) =
        shown.partition(|c| c.values.len() < 2 && is_everyones(entry, c) || has_own_words(entry, c));
    let mut particulars: Vec<Particular> = aside.into_iter().map(|c| particular(page, entry, c)).collect();
    particulars.extend(listed(page, entry));
    particulars.retain(|p| !p.values.is_empty());
    let mut rows = rows(page, entry, &judged);
    let sources = page.independent(&entry.reports);
    mark_first(page, entry, sources, &mut rows);
    let mut wordings = rows.iter().flat_map(|r| r.wordings.iter());
    let is_shown = entry.title == entry.group || wordings.any(|w| key(&plain(&w.pieces)) == key(&entry.title));
    let title = (!is_shown).then(|| heading(&one_line(&entry.title)));
    particulars.retain(|p| !is_in_title(p, title.as_deref().unwrap_or(&entry.group)));
    if let Some(title) = &title {
        rows.iter_mut().flat_map(|r| r.wordings.iter_mut()).for_each(|w| w.is_titled = is_said_by(w, title));
    }
    let verdict = judged_by(entry.verdict, sources, documents_of(entry));
    View { entry, title, particulars, rows, sources, verdict }
}

/// Who reported first is worth a word where several sources report.
fn mark_first(page: &Page, entry: &Entry, sources: usize, rows: &mut [Row]) {
    let Some(first) = page.first(&entry.reports).filter(|_| sources > 1) else { return };
    let wordings = rows.iter_mut().flat_map(|r| r.wordings.iter_mut());
    for wording in wordings.filter(|w| w.cites.iter().any(|c| c.doc == first)) {
        wording.first = Some(first);
    }
}

/// A cell whose words all stand in the title says nothing new below it.
fn is_in_title(particular: &Particular, title: &str) -> bool {
    let known = words_of(title);
    particular.values.iter().all(|(text, _)| words_of(text).is_subset(&known))
}

/// Whether a title has all words of a wording but one or two, an article say, and none of its own.
fn is_said_by(wording: &Wording, title: &str) -> bool {
    let (title, said) = (words_of(title), words_of(&plain(&wording.pieces)));
    title.is_subset(&said) && said.len() <= title.len() + 2
}

fn words_of(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(key).filter(|w| !w.is_empty()).collect()
}

fn documents_of(entry: &Entry) -> usize {
    entry.reports.iter().map(|c| c.doc).collect::<BTreeSet<_>>().len()
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

/// Whether every report gives the cell: what one gives is not said of all.
fn is_everyones(entry: &Entry, cell: &Cell) -> bool {
    entry.reports.iter().all(|r| cites_of(cell).any(|c| is_at(c, r)))
}

/// Whether a cell is said in other characters than the reports themselves.
fn has_own_words(entry: &Entry, cell: &Cell) -> bool {
    !cites_of(cell).any(|c| entry.reports.iter().any(|r| is_at(c, r)))
}

fn cites_of(cell: &Cell) -> impl Iterator<Item = &Cite> {
    cell.values.iter().flat_map(|v| &v.cites)
}

fn is_at(cite: &Cite, report: &Cite) -> bool {
    cite.doc == report.doc && cite.at == report.at
}

fn particular<'r>(page: &Page<'r>, entry: &Entry, cell: &'r Cell) -> Particular<'r> {
    let own = has_own_words(entry, cell);
    let mut values: Vec<(String, Vec<&Cite>)> = vec![];
    let is_open = |text: &str| text.contains("XX") && page.words.period(text).is_none();
    let is_told = |text: &str| text == entry.group || text == entry.title || page.words.is_unsaid(cell.name, text);
    let says = |v: &&CellValue| !is_told(&v.text) && !is_open(&v.text);
    for value in cell.values.iter().filter(says) {
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
    for (name, value) in entry.fields.map().iter().filter(|(name, _)| !is_cell(name)) {
        let (Some(label), Some(list)) = (page.words.cell_label(name), value.as_array()) else { continue };
        let names: Vec<String> = list.iter().filter_map(|v| v.as_str()).map(one_line).collect();
        let known = words_of(&format!("{} {}", entry.group, entry.title));
        if !names.iter().all(|n| words_of(n).is_subset(&known)) {
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
    let own: Vec<&str> =
        differing.iter().filter(|c| page.words.is_own(c.name)).map(|c| page.words.cell(c.name)).collect();
    rows.iter_mut().for_each(|row| row.values.retain(|(label, _)| !own.contains(&label.as_str())));
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
    let is_short = |w: &&mut Wording| w.spots().is_some() && text.chars().count() < SHORT;
    let beside = |w: &&mut Wording| w.cites.len() == 1 && page.are_in_one_sentence(w.cites[0], cite);
    if let Some(wording) = wordings.iter_mut().filter(is_short).find(beside) {
        wording.beside.push(cite);
        return;
    }
    let pieces = vec![Piece { text, change: Change::Same }];
    wordings.push(Wording { pieces, cites: vec![cite], beside: vec![], is_titled: false, first: None });
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
            class: json::key(entity.class),
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
