//! Who took from whom, drawn: what others printed first stands on the left, what was taken over hangs below it.

use super::marks::target;
use super::markup::{Html, foreign, tag};
use crate::brief::page::{Page, one_line};
use crate::brief::words::label;
use crate::document::Span;
use crate::json::key;
use crate::record::Taking;
use crate::record::provenance::Dependence;
use std::collections::BTreeMap;

/// Where something stands: a document of the record, or somebody who is only named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    Document(usize),
    Named(String),
}

/// What one document took from where it took most.
#[derive(Debug)]
struct Taken {
    doc: usize,
    how: String,
    at: Option<Span>,
}

type Tree = BTreeMap<Origin, Vec<Taken>>;

/// Nothing where every document stands for itself.
pub fn graph(page: &Page) -> Html {
    let tree = tree(page);
    if tree.is_empty() {
        return Html::new();
    }
    let is_child = |doc: usize| tree.values().flatten().any(|t| t.doc == doc);
    let roots = tree.keys().filter(|origin| !matches!(origin, Origin::Document(doc) if is_child(*doc)));
    let list: Html = roots.map(|root| tag("li", &[], node(page, root).and(children(page, &tree, root)))).collect();
    let words = &page.words.headings;
    let head = tag("h3", &[], label(words, "provenance"));
    let note = tag("p", &[("class", "printed")], label(words, "provenance_note"));
    tag("div", &[("class", "graph"), ("id", "provenance")], head.and(note).and(tag("ul", &[], list)))
}

/// Of each document the strongest of its links; one that would close a circle is left out. Whoever is only named is told each time.
fn tree(page: &Page) -> Tree {
    let mut out = Tree::new();
    let mut above: Vec<Option<usize>> = vec![None; page.order.len()];
    for doc in page.order.iter().copied() {
        for (origin, taken) in taken(page, doc) {
            if let Origin::Document(from) = origin {
                if above[doc].is_some() || hangs_below(&above, from, doc) {
                    continue;
                }
                above[doc] = Some(from);
            }
            out.entry(origin).or_default().push(taken);
        }
    }
    out
}

fn hangs_below(above: &[Option<usize>], mut doc: usize, other: usize) -> bool {
    while let Some(next) = above[doc].filter(|_| doc != other) {
        doc = next;
    }
    doc == other
}

fn taken(page: &Page, doc: usize) -> Vec<(Origin, Taken)> {
    if page.is_copy(doc) {
        let how = label(&page.words.marks, "copy").to_string();
        return vec![(Origin::Document(page.original(doc)), Taken { doc, how, at: None })];
    }
    let printed_by = one_line(&page.printed_by(doc)).to_lowercase();
    let is_own = |d: &&Dependence| d.from.is_none() && printed_by.contains(&one_line(&d.name).to_lowercase());
    // A text cannot have taken anything from a later one, whatever name it gives.
    let is_older = |d: &&Dependence| d.from.is_none_or(|from| page.number(from) < page.number(doc));
    let mut links: Vec<&Dependence> = page.dependences(doc).iter().filter(|d| !is_own(d) && is_older(d)).collect();
    links.sort_by_key(|d| (d.how != Taking::Reprint, d.from.is_none()));
    let mut out: Vec<(Origin, Taken)> = vec![];
    for d in links {
        let origin = d.from.map_or_else(|| Origin::Named(one_line(&d.name)), Origin::Document);
        if !out.iter().any(|(known, _)| *known == origin) {
            out.push((origin, Taken { doc, how: label(&page.words.links, &key(d.how)).to_string(), at: d.at }));
        }
    }
    out
}

fn children(page: &Page, tree: &Tree, origin: &Origin) -> Html {
    let Some(taken) = tree.get(origin) else { return Html::new() };
    let one = |taken: &Taken| {
        let own = Origin::Document(taken.doc);
        let at: Vec<Span> = taken.at.into_iter().collect();
        let how = match at.is_empty() {
            true => tag("span", &[("class", "how")], &taken.how),
            false => tag("a", &[("class", "how"), ("href", &format!("#{}", target(page, taken.doc, &at)))], &taken.how),
        };
        tag("li", &[], how.and(" ").and(node(page, &own)).and(children(page, tree, &own)))
    };
    tag("ul", &[], taken.iter().map(one).collect::<Html>())
}

fn node(page: &Page, origin: &Origin) -> Html {
    match origin {
        Origin::Named(name) => tag("span", &[("class", "node named")], foreign(name)),
        Origin::Document(doc) => {
            let number = tag("b", &[], page.number(*doc).to_string());
            let day = page.date(*doc).map(|d| page.words.short_date(d)).unwrap_or_default();
            let inside = number.and(" ").and(foreign(&page.printed_by(*doc)));
            let inside = inside.and(" ").and(tag("span", &[("class", "on-day")], day));
            tag("a", &[("class", "node"), ("href", &format!("#d{}", page.number(*doc)))], inside)
        }
    }
}
