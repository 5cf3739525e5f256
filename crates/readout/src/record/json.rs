//! The output contract: one document's facts as a JSON object, and the whole record as one.

use super::cites::Cites;
use super::pile::Pile;
use super::provenance::{self, Provenance, source_id};
use super::{Cell, CellValue, Cite, Conflict, Entity, Entry, Record, Report};
use crate::document::{CodePoints, Place};
use crate::facts::KINDS;
pub use crate::json::{key, object};
use crate::reading::Reading;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// What `readout facts` prints for one document.
pub fn facts(report: &Report) -> Value {
    let r = &report.reading;
    let points = CodePoints::of(&r.document.text);
    let mut out = document(r, &points);
    out.extend(seen(r, &points));
    out.extend(report.facts.json(r, &points));
    let gaps: Vec<Value> = r.gaps.iter().map(|g| json!({"at": points.span(g.at), "why": g.why})).collect();
    out.insert("gaps".into(), gaps.into());
    Value::Object(out)
}

fn document(r: &Reading, points: &CodePoints) -> Map<String, Value> {
    let d = &r.document;
    let sure = |place: Option<Place>| place.map(Place::sureness);
    object(json!({
        "id": d.id, "bytes_hash": d.bytes_hash, "text_hash": hash(&d.text), "path": d.path, "url": d.url, "canonical_url": d.canonical_url, "title": d.title, "author": d.author, "outlet": d.outlet, "outlet_from": d.outlet_from, "aggregator": d.aggregator, "original_outlet": d.original_outlet, "language": d.language,
        "published": {"value": d.published.value, "from": d.published.from, "at": d.published.at.map(|s| points.span(s)), "in": d.published_in, "sureness": d.published_sureness()},
        "modified": d.modified, "modified_in": d.modified_in, "modified_sureness": sure(d.modified_in),
        "crawled": d.crawled, "crawled_in": d.crawled_in, "crawled_sureness": sure(d.crawled_in),
        "extractor": d.extractor,
        "text": d.text,
    }))
}

/// SHA-256 of the stored text, in hex: texts that were taken from different bytes can be told to be the same.
fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn seen(r: &Reading, points: &CodePoints) -> Map<String, Value> {
    let entity_id = |e: usize| format!("n{}", e + 1);
    let name = |e: usize| r.entities.get(e).map(|e| e.name.as_str());
    let debris: Vec<Value> = r.debris.iter().map(|d| json!({"at": points.span(d.at), "why": d.why})).collect();
    let credits: Vec<Value> =
        r.credits.iter().map(|c| json!({"at": points.span(c.at), "name": c.name, "role": c.role})).collect();
    let mentions: Vec<Value> = r.mentions.iter().map(|m| json!({"at": points.span(m.at), "class": m.class, "form": m.form, "entity": m.entity.map(entity_id), "name": m.entity.and_then(name)})).collect();
    let times: Vec<Value> = r.times.iter().map(|t| json!({"at": points.span(t.at), "type": t.kind, "value": t.value, "mod": t.modifier, "anchor": t.anchor})).collect();
    let amounts: Vec<Value> = r.amounts.iter().map(|a| {
        let q = &a.quantity;
        json!({"at": points.span(a.at), "value": q.value.normalize().to_string(), "high": q.high.map(|h| h.normalize().to_string()), "unit": q.unit, "bound": q.bound, "change": q.change})
    }).collect();
    object(json!({"debris": debris, "credits": credits, "mentions": mentions, "times": times, "amounts": amounts}))
}

/// What `readout record` prints.
pub fn record(record: &Record) -> Value {
    let cites = Cites::of(&record.readings());
    let provenance = provenance::of(&record.reports, &record.places);
    let mut out: Map<String, Value> =
        lists(record, &cites, &provenance).into_iter().map(|(name, items)| (name.into(), items.collect())).collect();
    out.insert("provenance".into(), provenance.json(&record.reports, &cites));
    out.insert("scope".into(), json!(Scope::Pile));
    Value::Object(out)
}

/// What is held against what: a reader of a large record must know that equal facts of two stories are two entries there.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Scope {
    /// Every document against every other.
    Pile,
    /// The documents of each story against each other.
    Story,
}

/// The same as text, an item at a time: a large record is never in memory twice.
///
/// # Errors
/// When `out` takes no more.
pub fn write(record: &Record, out: &mut dyn Write) -> io::Result<()> {
    let cites = Cites::of(&record.readings());
    let provenance = provenance::of(&record.reports, &record.places);
    out.write_all(b"{")?;
    for (name, items) in lists(record, &cites, &provenance) {
        write!(out, "\"{name}\":[")?;
        write_items(items, out)?;
        out.write_all(b"],")?;
    }
    write_end(provenance.json(&record.reports, &cites), Scope::Pile, out)
}

/// The lists of one story of a large pile as text, by name: items with commas between them.
pub fn part(record: &Record, provenance: &Provenance) -> Vec<(&'static str, Vec<u8>)> {
    let cites = Cites::of(&record.readings());
    let text = |(name, items)| {
        let mut out = vec![];
        write_items(items, &mut out).expect("a list of bytes takes any number of them");
        (name, out)
    };
    entries(record, &cites, provenance).into_iter().map(text).filter(|(_, text)| !text.is_empty()).collect()
}

/// The record of a large pile as text; `stories` writes what `part` gave for each story under this name.
///
/// # Errors
/// When `out` takes no more.
pub fn write_pile(
    pile: &Pile,
    stories: &dyn Fn(&str, &mut dyn Write) -> io::Result<()>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (record, provenance) = (&pile.record, &pile.provenance);
    let cites = Cites::of(&record.readings());
    let of_pile = |lists: Lists, out: &mut dyn Write| {
        lists.into_iter().try_for_each(|(name, items)| {
            write!(out, "\"{name}\":[")?;
            write_items(items, out)?;
            out.write_all(b"],")
        })
    };
    out.write_all(b"{")?;
    of_pile(documents(record, &cites, provenance), out)?;
    for name in KINDS.iter().chain(&[CONFLICTS]) {
        write!(out, "\"{name}\":[")?;
        stories(name, out)?;
        out.write_all(b"],")?;
    }
    of_pile(judged(record), out)?;
    write_end(provenance.json(&record.reports, &cites), Scope::Story, out)
}

fn write_end(provenance: Value, scope: Scope, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\"provenance\":{provenance},\"scope\":{}}}", json!(scope))
}

const CONFLICTS: &str = "conflicts";

fn write_items(items: Items, out: &mut dyn Write) -> io::Result<()> {
    for (i, item) in items.enumerate() {
        write!(out, "{}{item}", if i == 0 { "" } else { "," })?;
    }
    Ok(())
}

type Items<'r> = Box<dyn Iterator<Item = Value> + 'r>;
type Lists<'r> = Vec<(&'static str, Items<'r>)>;

/// The lists of the record by name, in the order of the output.
fn lists<'r>(record: &'r Record, cites: &'r Cites<'r>, provenance: &'r Provenance) -> Lists<'r> {
    let mut out = documents(record, cites, provenance);
    out.extend(entries(record, cites, provenance));
    out.extend(judged(record));
    out
}

fn documents<'r>(record: &'r Record, cites: &'r Cites<'r>, provenance: &'r Provenance) -> Lists<'r> {
    let documents = (0..record.reports.len()).map(move |i| document_of(record, i, cites, provenance));
    let entities = record.entities.iter().map(|e| entity_of(e, cites));
    vec![("documents", Box::new(documents)), ("entities", Box::new(entities))]
}

fn entries<'r>(record: &'r Record, cites: &'r Cites<'r>, provenance: &'r Provenance) -> Lists<'r> {
    let mut out: Lists = vec![];
    for entries in record.entries.chunk_by(|a, b| a.kind == b.kind) {
        out.push((entries[0].kind, Box::new(entries.iter().map(|e| entry_of(e, cites, record, provenance)))));
    }
    out.push((CONFLICTS, Box::new(record.conflicts.iter().map(|c| conflict_of(c, cites)))));
    out
}

fn judged(record: &Record) -> Lists<'_> {
    let judged = record.judged.told().into_iter().map(|told| json!(told));
    vec![("judgements", Box::new(record.names.iter().map(|looked| json!(looked)))), ("judged", Box::new(judged))]
}

/// An entity of the record.
pub fn entity_of(e: &Entity, cites: &Cites) -> Value {
    let offices: Vec<Value> = e.offices.iter().map(|o| json!({"title": o.title, "of": o.of, "from": o.from, "to": o.to, "past": o.past, "reports": cites.all(&o.reports)})).collect();
    json!({"id": e.id, "class": e.class, "name": e.name, "variants": e.variants, "offices": offices, "reports": cites.all(&e.reports)})
}

/// An entry of the record.
pub fn entry_of(entry: &Entry, cites: &Cites, record: &Record, provenance: &Provenance) -> Value {
    let mut fields = object(json!({"id": entry.id, "reports": cites.all(&entry.reports), "note": entry.note}));
    fields.extend(standing(record, &entry.reports, provenance));
    fields.extend(entry.fields.map());
    fields.insert("cells".into(), cells_of(&entry.cells, cites));
    Value::Object(fields)
}

/// A conflict of the record.
pub fn conflict_of(c: &Conflict, cites: &Cites) -> Value {
    json!({"kind": c.kind, "severity": c.severity, "entries": c.entries, "why": c.why, "at": cites.all(&c.at)})
}

/// How many sources of their own stand behind these reports, and which document printed it first.
fn standing(record: &Record, reports: &[Cite], provenance: &Provenance) -> Map<String, Value> {
    let first = provenance.first(reports).map(|doc| &record.reports[doc].reading.document);
    let first = first.map(|d| json!({"doc": d.id, "published": d.published.value}));
    object(json!({"independent": provenance.independent(reports), "first_reported": first}))
}

/// A document of the record, by its index.
pub fn document_of(record: &Record, index: usize, cites: &Cites, provenance: &Provenance) -> Value {
    let d = &record.reports[index].reading.document;
    let id = |i: &usize| record.reports[*i].reading.document.id.clone();
    let Some(place) = record.places.get(index) else { return Value::Null };
    let taken: Vec<Value> = place
        .taken_from
        .iter()
        .map(|t| json!({"from": t.from, "how": t.how, "at": t.at.map(|s| cites.span(index, s)), "passages": t.passages.iter().map(|s| cites.span(index, *s)).collect::<Vec<_>>()}))
        .collect();
    json!({
        "id": d.id, "path": d.path, "title": d.title, "outlet": d.outlet, "published": d.published.value,
        "source": source_id(provenance.source[index]), "story": place.story, "unsure_stories": place.unsure, "copies": place.copies.iter().map(id).collect::<Vec<_>>(), "taken_from": taken,
    })
}

fn cells_of(cells: &[Cell], cites: &Cites) -> Value {
    let value = |v: &CellValue| json!({"text": v.text, "reports": cites.all(&v.cites)});
    let cell = |c: &Cell| json!({"name": c.name, "verdict": c.verdict, "values": c.values.iter().map(value).collect::<Vec<_>>()});
    cells.iter().map(cell).collect()
}
