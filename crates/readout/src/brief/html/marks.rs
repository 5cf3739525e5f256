//! Every stretch of text that the page links to: its name on the page, and the entries that cite it.

use crate::brief::page::Page;
use crate::document::Span;
use crate::record::{Cite, Entity};
use std::collections::BTreeMap;

/// The cited stretches of all documents, each with the ids of the entries that cite it.
#[derive(Debug, Default)]
pub struct Marks<'r> {
    of_doc: Vec<BTreeMap<Vec<Span>, Vec<&'r str>>>,
}

impl<'r> Marks<'r> {
    pub fn of(page: &Page<'r>) -> Self {
        let mut marks = Marks { of_doc: vec![BTreeMap::new(); page.order.len()] };
        for entry in &page.record.entries {
            let cells = entry.cells.iter().flat_map(|c| c.values.iter()).flat_map(|v| v.cites.iter());
            entry.reports.iter().for_each(|c| marks.add(page, c, Some(&entry.id)));
            cells.for_each(|c| marks.add(page, c, None));
        }
        page.record.conflicts.iter().flat_map(|c| c.at.iter()).for_each(|c| marks.add(page, c, None));
        for entity in &page.record.entities {
            first_mentions(page, entity).into_iter().for_each(|c| marks.add(page, c, None));
            entity.offices.iter().flat_map(|o| &o.reports).for_each(|c| marks.add(page, c, None));
        }
        for doc in page.order.iter().copied() {
            let gaps = page.reading(doc).gaps.iter().map(|g| g.at);
            let taken = page.record.places.get(doc).into_iter().flat_map(|p| p.taken_from.iter().filter_map(|t| t.at));
            let stated = page.document(doc).published.at;
            gaps.chain(taken).chain(stated).for_each(|at| marks.add(page, &cite(doc, at), None));
        }
        marks
    }

    fn add(&mut self, page: &Page<'r>, cite: &Cite, entry: Option<&'r str>) {
        if !is_markable(page, cite.doc, &cite.at) {
            return;
        }
        let back = self.of_doc[cite.doc].entry(cite.at.clone()).or_default();
        back.extend(entry.filter(|e| !back.contains(e)));
    }

    pub fn in_doc(&self, doc: usize) -> impl Iterator<Item = (&Vec<Span>, &Vec<&'r str>)> {
        self.of_doc[doc].iter()
    }
}

pub fn cite(doc: usize, at: Span) -> Cite {
    Cite { doc, id: String::new(), at: vec![at] }
}

fn is_markable(page: &Page, doc: usize, at: &[Span]) -> bool {
    doc < page.order.len() && !at.is_empty() && at.iter().all(|s| !page.document(doc).printed(*s).trim().is_empty())
}

/// The id of a stretch of text on the page; of the whole document where there is nothing to mark.
pub fn target(page: &Page, doc: usize, at: &[Span]) -> String {
    if !is_markable(page, doc, at) {
        return format!("d{}", page.number(doc));
    }
    format!("d{}", page.citation(doc, at).replace(':', "-").replace(',', "_"))
}

/// The first mention of an entity in each document.
pub fn first_mentions<'r>(page: &Page, entity: &'r Entity) -> Vec<&'r Cite> {
    let mut first: BTreeMap<usize, &Cite> = BTreeMap::new();
    for cite in entity.reports.iter().filter(|c| c.doc < page.order.len()) {
        let kept = first.entry(page.number(cite.doc)).or_insert(cite);
        if cite.at < kept.at {
            *kept = cite;
        }
    }
    first.into_values().collect()
}
