//! Offices and relations of many texts brought together: one entry for each subject, relation and object; other terms apart.

use super::{HELD, HOLDS, Relation};
use crate::facts::Reported;
use crate::record::json::object;
use crate::record::{Cell, CellValue, Cite, Conflict, Context, Entity, Entry, Office, Report, Verdict};
use crate::value::when::{Agreement, agree};
use serde_json::json;
use std::collections::BTreeMap;

/// What tells one relation of the record from another: subject, what it is, the office in small letters, and of what.
type Key = (usize, String, String, Option<usize>);

/// One term of one relation with its reports.
struct Term<'r, 'f> {
    from: Option<String>,
    to: Option<String>,
    reports: Vec<&'f Reported<'r, Relation>>,
}

pub fn reconcile(reports: &[Reported<Relation>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let mut groups: BTreeMap<Key, Vec<Term>> = BTreeMap::new();
    for report in reports {
        let Some(key) = key(report.doc, report.fact, context.entity_of) else { continue };
        add(groups.entry(key).or_default(), report);
    }
    let mut terms: Vec<(&Key, &Term)> =
        groups.iter().flat_map(|(k, terms)| terms.iter().map(move |t| (k, t))).collect();
    terms.sort_by_key(|(_, t)| t.reports.first().map(|r| (r.doc, r.fact.at.clone())));
    let entries = terms.into_iter().enumerate().map(|(i, (key, term))| entry(i, key, term, context)).collect();
    (entries, vec![])
}

fn key(doc: usize, fact: &Relation, entity_of: &[Vec<usize>]) -> Option<Key> {
    let of = |local: usize| entity_of.get(doc)?.get(local).copied();
    let title = fact.office.as_ref().map_or(String::new(), |o| o.title.to_lowercase());
    Some((of(fact.subject)?, fact.relation.clone(), title, fact.object.and_then(of)))
}

/// Reports whose times go together are of one term.
fn add<'r, 'f>(terms: &mut Vec<Term<'r, 'f>>, report: &'f Reported<'r, Relation>) {
    let goes = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => agree(a, b) != Agreement::Disjoint,
        _ => true,
    };
    let fact = report.fact;
    match terms.iter_mut().find(|t| goes(&t.from, &fact.from) && goes(&t.to, &fact.to)) {
        Some(term) => {
            term.from = finer(term.from.take(), fact.from.clone());
            term.to = finer(term.to.take(), fact.to.clone());
            term.reports.push(report);
        }
        None => terms.push(Term { from: fact.from.clone(), to: fact.to.clone(), reports: vec![report] }),
    }
}

/// The day rather than the year.
fn finer(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn cite(report: &Reported<Relation>) -> Cite {
    Cite { doc: report.doc, id: report.id.clone(), at: report.fact.at.clone() }
}

fn entry(index: usize, key: &Key, term: &Term, context: &Context) -> Entry {
    let (subject, relation, _, of) = key;
    let name = |e: usize| context.entities.get(e).map_or("", |e| e.name.as_str());
    let first = term.reports[0];
    let office = first.fact.office.as_ref().map(|o| o.title.as_str());
    let named = first.fact.object_name(first.reading);
    let is_office = relation == HOLDS || relation == HELD;
    let other = of.filter(|_| !is_office).map_or(named.as_str(), |o| name(o));
    let mut docs: Vec<usize> = term.reports.iter().map(|r| r.doc).collect();
    docs.dedup();
    let verdict = if docs.len() > 1 { Verdict::Same } else { Verdict::Single };
    Entry {
        kind: "relations",
        id: format!("relations-{}", index + 1),
        title: name(*subject).to_string(),
        group: of.map_or(String::new(), |o| name(o).to_string()),
        cells: cells(relation, office, term),
        reports: term.reports.iter().map(|r| cite(r)).collect(),
        verdict,
        note: None,
        fields: object(json!({
            "subject": name(*subject), "relation": relation, "object": other, "title": office,
            "of": of.map(name), "from": term.from, "to": term.to,
        })),
    }
}

/// What it is, and from when to when.
fn cells(relation: &str, office: Option<&str>, term: &Term) -> Vec<Cell> {
    let all: Vec<Cite> = term.reports.iter().map(|r| cite(r)).collect();
    let mut out = vec![];
    let mut put = |name, text: Option<&str>| {
        if let Some(text) = text {
            let values = vec![CellValue { text: text.to_string(), cites: all.clone() }];
            out.push(Cell { name, values, verdict: Verdict::Same });
        }
    };
    put("relation", (office.is_none() || relation == HELD).then_some(relation));
    put("title", office);
    put("from", term.from.as_deref());
    put("to", term.to.as_deref());
    out
}

/// The offices of every entity of the record, from what all documents tell.
pub fn offices_of(reports: &[Report], entities: &[Entity], entity_of: &[Vec<usize>]) -> Vec<Vec<Office>> {
    let mut all: Vec<BTreeMap<Key, Office>> = entities.iter().map(|_| BTreeMap::new()).collect();
    for (doc, report) in reports.iter().enumerate() {
        for fact in report.facts.relations.iter().filter(|f| f.office.is_some()) {
            let Some(key) = key(doc, fact, entity_of) else { continue };
            let Some(held) = all.get_mut(key.0) else { continue };
            let of = key.3.and_then(|o| entities.get(o)).map(|e| e.name.clone());
            let Some(office) = &fact.office else { continue };
            let known = held.entry(key).or_insert_with(|| Office {
                title: office.title.clone(),
                name: String::new(),
                of,
                from: None,
                to: None,
                past: fact.relation == HELD,
                reports: vec![],
            });
            known.name = fuller(&known.name, &named(&report.reading, office, known.of.as_deref()));
            known.from = finer(known.from.take(), fact.from.clone());
            known.to = finer(known.to.take(), fact.to.clone());
            known.reports.push(Cite { doc, id: String::new(), at: fact.at.clone() });
        }
    }
    all.into_iter().map(|held| sorted(held.into_values().collect())).collect()
}

fn named(reading: &crate::reading::Reading, office: &super::Office, of: Option<&str>) -> String {
    super::WORDS.of(reading.language()).office(&office.title, of.as_slice(), office.leading)
}

fn fuller(a: &str, b: &str) -> String {
    if a.is_empty() || (b.len(), a) > (a.len(), b) { b.to_string() } else { a.to_string() }
}

/// Those told most often first.
fn sorted(mut offices: Vec<Office>) -> Vec<Office> {
    offices.sort_by(|a, b| {
        (a.past, b.of.is_some(), b.reports.len(), &a.name).cmp(&(b.past, a.of.is_some(), a.reports.len(), &b.name))
    });
    let named: Vec<(String, bool)> =
        offices.iter().filter(|o| o.of.is_some()).map(|o| (o.title.to_lowercase(), o.past)).collect();
    // "President", where one text says of what.
    offices.retain(|o| {
        o.of.is_some() || !named.iter().any(|(title, past)| *past == o.past && *title == o.title.to_lowercase())
    });
    offices
}
