//! The output contract: one document's facts as a JSON object, and the whole record as one.

use super::cites::Cites;
use super::provenance::{self, Provenance, source_id};
use super::{Cell, CellValue, Cite, Record, Report};
use crate::document::{CodePoints, Place};
use crate::reading::Reading;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

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
    let entity_id = |e: usize| format!("e{}", e + 1);
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
    let cites = Cites::of(&record.reports);
    let provenance = provenance::of(&record.reports, &record.places);
    let mut out = Map::new();
    out.insert(
        "documents".into(),
        (0..record.reports.len()).map(|i| document_of(record, i, &cites, &provenance)).collect(),
    );
    let entities = record.entities.iter().map(|e| {
        let offices: Vec<Value> = e.offices.iter().map(|o| json!({"title": o.title, "of": o.of, "from": o.from, "to": o.to, "past": o.past, "reports": cites.all(&o.reports)})).collect();
        json!({"id": e.id, "class": e.class, "name": e.name, "variants": e.variants, "offices": offices, "reports": cites.all(&e.reports)})
    });
    out.insert("entities".into(), entities.collect());
    for entry in &record.entries {
        let list = out.entry(entry.kind).or_insert_with(|| Value::Array(vec![]));
        let mut fields = object(json!({"id": entry.id, "reports": cites.all(&entry.reports), "note": entry.note}));
        fields.extend(standing(record, &entry.reports, &provenance));
        fields.extend(entry.fields.clone());
        fields.insert("cells".into(), cells_of(&entry.cells, &cites));
        if let Value::Array(list) = list {
            list.push(Value::Object(fields));
        }
    }
    let conflicts = record.conflicts.iter().map(
        |c| json!({"kind": c.kind, "severity": c.severity, "entries": c.entries, "why": c.why, "at": cites.all(&c.at)}),
    );
    out.insert("conflicts".into(), conflicts.collect());
    out.insert("judgements".into(), json!(record.names));
    out.insert("judged".into(), json!(record.judged.told()));
    out.insert("provenance".into(), provenance.json(&record.reports, &cites));
    Value::Object(out)
}

/// How many sources of their own stand behind these reports, and which document printed it first.
fn standing(record: &Record, reports: &[Cite], provenance: &Provenance) -> Map<String, Value> {
    let first = provenance.first(reports).map(|doc| &record.reports[doc].reading.document);
    let first = first.map(|d| json!({"doc": d.id, "published": d.published.value}));
    object(json!({"independent": provenance.independent(reports), "first_reported": first}))
}

fn document_of(record: &Record, index: usize, cites: &Cites, provenance: &Provenance) -> Value {
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
        "source": source_id(provenance.source[index]), "story": place.story, "copies": place.copies.iter().map(id).collect::<Vec<_>>(), "taken_from": taken,
    })
}

fn cells_of(cells: &[Cell], cites: &Cites) -> Value {
    let value = |v: &CellValue| json!({"text": v.text, "reports": cites.all(&v.cites)});
    let cell = |c: &Cell| json!({"name": c.name, "verdict": c.verdict, "values": c.values.iter().map(value).collect::<Vec<_>>()});
    cells.iter().map(cell).collect()
}

/// The name under which an enum stands in the outputs.
pub fn key(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_string)).unwrap_or_default()
}

/// The map of a JSON object; empty for anything else.
pub fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
