//! What the page covers: its title, how much was read, from whom and when, the stories, and what is missing.

use super::page::{Page, one_line};
use super::words::{fill, label};
use crate::document::Span;
use crate::reading::names::Class;
use crate::record::Entity;
use crate::value::when;
use std::collections::{BTreeMap, BTreeSet};

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

/// Names of one class that a title takes at most.
const IN_TITLE: usize = 3;
/// Beyond so many days a title gives months only.
const LONG: i32 = 31;

/// The page's title: whom the documents are about, and when; one document has its own.
pub fn title(page: &Page) -> String {
    let own = || page.order.first().map(|d| page.title(*d)).filter(|t| !t.is_empty());
    if let (1, Some(title)) = (page.order.len(), own()) {
        return title;
    }
    let names = leading(page);
    if names.is_empty() {
        return own().unwrap_or_else(|| page.words.no_titles.clone());
    }
    let names = page.words.list(&names, names.len());
    match months(page) {
        Some(dates) => fill(label(&page.words.headings, "title"), &[("names", &names), ("dates", &dates)]),
        None => names,
    }
}

/// The countries, where they are named about as often as anything else; else the names of the class named most.
fn leading(page: &Page) -> Vec<String> {
    let named = named(page);
    let Some((most, first)) = named.first() else { return vec![] };
    let countries = named.iter().find(|(count, e)| e.class == Class::Country && count * 2 >= *most);
    let (most, class) = countries.map_or((*most, first.class), |(count, _)| (*count, Class::Country));
    let often = named.iter().filter(|(count, e)| e.class == class && count * 2 >= most);
    often.take(IN_TITLE).map(|(_, e)| one_line(&e.name)).collect()
}

/// Entities that more than one source names, with the number of these sources, the most first.
fn named<'r>(page: &Page<'r>) -> Vec<(usize, &'r Entity)> {
    let counted = page.entities().into_iter().map(|e| (page.independent(&e.reports), e));
    counted.filter(|(count, _)| *count > 1 || page.order.len() == 1).collect()
}

/// When the documents were published, to the month where that is a long time.
fn months(page: &Page) -> Option<String> {
    let dates = || page.order.iter().filter_map(|d| page.date(*d));
    let (first, last) = (dates().min()?, dates().max()?);
    let days = when::first_day(first).zip(when::last_day(last)).map_or(0, |(a, b)| (b - a).get_days());
    let cut = |day: &'_ str| if days > LONG { day.get(..7).unwrap_or(day).to_string() } else { day.to_string() };
    Some(page.words.dates(&cut(first), &cut(last)))
}

/// Who is named most, in a sentence; nothing where the title says it.
pub fn named_most(page: &Page) -> Option<String> {
    let named = named(page);
    let people = named.iter().filter(|(_, e)| matches!(e.class, Class::Person | Class::Organisation));
    let names: Vec<String> = people.take(4).map(|(_, e)| one_line(&e.name)).collect();
    let title = title(page);
    if names.is_empty() || names.iter().all(|n| title.contains(n.as_str())) {
        return None;
    }
    Some(fill(label(&page.words.headings, "named"), &[("names", &page.words.list(&names, names.len()))]))
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
    for pair in unsure_stories(page) {
        out.push(fill(label(&words.headings, "unsure_story"), &[("documents", &words.list(&pair, 2))]));
    }
    for (heading, are_read) in [("languages", true), ("unread", false)] {
        let names = languages(page, are_read);
        if !names.is_empty() {
            out.push(fill(label(&words.headings, heading), &[("names", &words.list(&names, 4))]));
        }
    }
    out.extend(named_most(page));
    out.join(" ")
}

/// The languages of the documents that are read, or of those that are not, the most frequent first.
pub fn languages(page: &Page, are_read: bool) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for doc in page.order.iter().filter(|d| page.reading(**d).is_read() == are_read) {
        *counts.entry(language_of(page, *doc).to_string()).or_default() += 1;
    }
    by_count(counts)
}

fn language_of<'a>(page: &'a Page, doc: usize) -> &'a str {
    label(&page.words.languages, page.reading(doc).language())
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

pub fn span_of_dates(page: &Page, docs: &[usize]) -> Option<String> {
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

/// The numbers of the first documents of two stories that may be one.
fn unsure_stories(page: &Page) -> Vec<Vec<String>> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let places = || page.order.iter().filter_map(|d| Some((*d, page.record.places.get(*d)?)));
    for (doc, place) in places() {
        let number = page.number(doc);
        first.entry(place.story).and_modify(|n| *n = number.min(*n)).or_insert(number);
    }
    let pair = |a: usize, b: usize| {
        let (a, b) = (*first.get(&a)?, *first.get(&b)?);
        Some((a.min(b), a.max(b)))
    };
    let pairs = places().flat_map(|(_, p)| p.unsure.iter().filter_map(move |other| pair(p.story, *other)));
    let pairs: BTreeSet<(usize, usize)> = pairs.collect();
    pairs.into_iter().take(MOST_UNSURE).map(|(a, b)| vec![a.to_string(), b.to_string()]).collect()
}

/// So many doubts are told.
const MOST_UNSURE: usize = 3;

/// The stories of most documents among those of several, in their order.
pub fn greatest(stories: &[Story], most: usize) -> Vec<&Story> {
    let mut several: Vec<(usize, &Story)> = stories.iter().enumerate().filter(|(_, s)| s.docs.len() > 1).collect();
    several.sort_by_key(|(place, s)| (std::cmp::Reverse(s.docs.len()), *place));
    several.truncate(most);
    several.sort_by_key(|(place, _)| *place);
    several.into_iter().map(|(_, story)| story).collect()
}

/// What could not be read, and documents that do not say when or by whom they were printed.
pub fn missing(page: &Page) -> Vec<Missing> {
    let mut out = vec![];
    for doc in &page.order {
        let reading = page.reading(*doc);
        out.extend(reading.gaps.iter().map(|g| Missing {
            doc: *doc,
            at: Some(g.at),
            why: fill(page.words.gap(g.why), &[("language", language_of(page, *doc))]),
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
