//! Offices and relations of many texts brought together: one for each subject, relation and object; other terms apart.
//!
//! Offices become the offices of the record's people; every other relation becomes an entry.

use super::find::ends_alike;
use super::holders::two_in_one;
use super::words::WORDS;
use super::{HELD, HOLDS, Relation};
use crate::entry::{Cell, CellValue, Cite, Conflict, Context, Entity, Entry, Office, Verdict};
use crate::facts::{OUTLET, Report, Reported};
use crate::json::object;
use crate::reading::Reading;
use crate::value::when::{Agreement, agree};
use serde_json::json;
use std::collections::BTreeMap;

/// What tells one relation of the record from another: subject, what it is, the office in small letters, and of what.
type Key = (usize, String, String, Option<usize>);

/// One term of one relation, and every report of it.
struct Term<'f> {
    from: Option<String>,
    to: Option<String>,
    facts: Vec<(&'f Relation, Cite)>,
}

pub fn reconcile(reports: &[Reported<Relation>], context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    let mut groups: BTreeMap<Key, Vec<Term>> = BTreeMap::new();
    for report in reports.iter().filter(|r| r.fact.office.is_none()) {
        let Some(key) = key(report.doc, report.fact, context.entity_of) else { continue };
        let cite = Cite { doc: report.doc, id: report.id.clone(), at: report.fact.at.clone() };
        add(groups.entry(key).or_default(), report.fact, cite);
    }
    let mut terms: Vec<(&Key, &Term)> =
        groups.iter().flat_map(|(k, terms)| terms.iter().map(move |t| (k, t))).collect();
    terms.sort_by_key(|(_, t)| t.facts.first().map(|(_, c)| (c.doc, c.at.clone())));
    let entries = terms.into_iter().enumerate().map(|(i, (key, term))| entry(i, key, term, context)).collect();
    let mut conflicts = two_in_one(reports, context);
    conflicts.extend(super::sequence::impossible(reports, context));
    (entries, conflicts)
}

fn key(doc: usize, fact: &Relation, entity_of: &[Vec<usize>]) -> Option<Key> {
    let of = |local: usize| entity_of.get(doc)?.get(local).copied();
    let title = fact.office.as_ref().map_or(String::new(), |o| o.title.to_lowercase());
    Some((of(fact.subject)?, fact.relation.clone(), title, fact.object.and_then(of)))
}

/// Reports whose times go together are of one term.
fn add<'f>(terms: &mut Vec<Term<'f>>, fact: &'f Relation, cite: Cite) {
    let goes = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => agree(a, b) != Agreement::Disjoint,
        _ => true,
    };
    match terms.iter_mut().find(|t| goes(&t.from, &fact.from) && goes(&t.to, &fact.to)) {
        Some(term) => {
            term.from = finer(term.from.take(), fact.from.clone());
            term.to = finer(term.to.take(), fact.to.clone());
            term.facts.push((fact, cite));
        }
        None => terms.push(Term { from: fact.from.clone(), to: fact.to.clone(), facts: vec![(fact, cite)] }),
    }
}

/// The day rather than the year.
fn finer(a: Option<String>, b: Option<String>) -> Option<String> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.len() > a.len() { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn entry(index: usize, key: &Key, term: &Term, context: &Context) -> Entry {
    let (subject, relation, _, of) = key;
    let name = |e: usize| context.entities.get(e).map_or("", |e| e.name.as_str());
    let mut docs: Vec<usize> = term.facts.iter().map(|(_, c)| c.doc).collect();
    docs.dedup();
    Entry {
        kind: "relations",
        id: format!("relations-{}", index + 1),
        title: name(*subject).to_string(),
        group: of.map_or(String::new(), |o| name(o).to_string()),
        cells: cells(relation, term, context),
        reports: term.facts.iter().map(|(_, c)| c.clone()).collect(),
        verdict: if docs.len() > 1 { Verdict::Same } else { Verdict::Single },
        note: None,
        fields: object(json!({
            "subject": name(*subject), "relation": relation, "object": of.map(name), "from": term.from, "to": term.to,
        }))
        .into(),
    }
}

/// What it is, from when to when, and who says so where it is not the outlet.
fn cells(relation: &str, term: &Term, context: &Context) -> Vec<Cell> {
    let cites: Vec<Cite> = term.facts.iter().map(|(_, c)| c.clone()).collect();
    let texts = [("relation", Some(relation)), ("from", term.from.as_deref()), ("to", term.to.as_deref())];
    let cell = |name, text: &str| {
        let values = vec![CellValue { text: text.to_string(), cites: cites.clone() }];
        Cell { name, values, verdict: Verdict::Same }
    };
    let told = texts.into_iter().filter_map(|(name, text)| text.map(|t| cell(name, t)));
    told.chain(claimants(term, context)).collect()
}

fn claimants(term: &Term, context: &Context) -> Option<Cell> {
    let mut by_name: BTreeMap<String, Vec<Cite>> = BTreeMap::new();
    for (fact, cite) in &term.facts {
        let Some(reading) = context.readings.get(cite.doc) else { continue };
        let name = fact.claimant(reading);
        if name != OUTLET {
            by_name.entry(name).or_default().push(cite.clone());
        }
    }
    let values: Vec<CellValue> = by_name.into_iter().map(|(text, cites)| CellValue { text, cites }).collect();
    (!values.is_empty()).then_some(Cell { name: "claimant", values, verdict: Verdict::Same })
}

/// The offices of every entity of the record, from what all documents tell.
pub fn offices_of(reports: &[Report], entities: &[Entity], entity_of: &[Vec<usize>]) -> Vec<Vec<Office>> {
    let mut groups: BTreeMap<Key, Vec<Term>> = BTreeMap::new();
    for (doc, report) in reports.iter().enumerate() {
        for fact in report.facts.relations.iter().filter(|f| f.office.is_some()) {
            let Some(key) = key(doc, fact, entity_of) else { continue };
            let cite = Cite { doc, id: String::new(), at: fact.at.clone() };
            add(groups.entry(key).or_default(), fact, cite);
        }
    }
    let mut out: Vec<Vec<Office>> = entities.iter().map(|_| vec![]).collect();
    for (key, terms) in with_fuller(groups) {
        let Some(held) = out.get_mut(key.0) else { continue };
        held.extend(terms.iter().map(|t| office(&key, t, reports, entities)));
    }
    // Those held now, of something, and told most often first.
    out.iter_mut().for_each(|held| {
        held.sort_by(|a, b| {
            let rank = |o: &Office| (o.past, o.of.is_none(), std::cmp::Reverse(o.reports.len()));
            rank(a).cmp(&rank(b)).then_with(|| (&a.name, &a.from).cmp(&(&b.name, &b.from)))
        });
    });
    out
}

/// "President", where another text says of what: it is the same office, if there is one it can be.
fn with_fuller(groups: BTreeMap<Key, Vec<Term>>) -> BTreeMap<Key, Vec<Term>> {
    let is_same_kind = |a: &Key, b: &Key| a.1 == b.1 || a.1 == HOLDS && b.1 != HELD;
    let mut homes: BTreeMap<Key, Key> = BTreeMap::new();
    for bare in groups.keys().filter(|k| k.3.is_none()) {
        let mut fuller = groups
            .keys()
            .filter(|k| k.0 == bare.0 && k.3.is_some() && is_same_kind(bare, k) && ends_alike(&k.2, &bare.2));
        if let (Some(one), None) = (fuller.next(), fuller.next()) {
            homes.insert(bare.clone(), one.clone());
        }
    }
    let mut out: BTreeMap<Key, Vec<Term>> = BTreeMap::new();
    for (key, terms) in groups {
        let home = homes.get(&key).cloned().unwrap_or(key);
        let known = out.entry(home).or_default();
        for (fact, cite) in terms.into_iter().flat_map(|t| t.facts) {
            add(known, fact, cite);
        }
    }
    out
}

fn office(key: &Key, term: &Term, reports: &[Report], entities: &[Entity]) -> Office {
    let of = key.3.and_then(|o| entities.get(o)).map(|e| e.name.clone());
    let told = |(fact, cite): &(&Relation, Cite)| {
        let reading: &Reading = &reports.get(cite.doc)?.reading;
        let office = fact.office.as_ref()?;
        Some((office.title.clone(), WORDS.of(reading.language()).office(office, of.as_deref())))
    };
    // Written the same in all reports but for capitals and what it is held in: the longest way.
    let longest = |with: bool| {
        let facts = term.facts.iter().filter(|(f, _)| f.object.is_some() == with);
        facts.filter_map(told).max_by(|a, b| (a.1.len(), &b.1).cmp(&(b.1.len(), &a.1)))
    };
    let fullest = longest(true).or_else(|| longest(false));
    let (title, name) = fullest.unwrap_or_default();
    Office {
        title,
        name,
        of,
        from: term.from.clone(),
        to: term.to.clone(),
        past: key.1 == HELD,
        reports: term.facts.iter().map(|(_, c)| c.clone()).collect(),
    }
}
