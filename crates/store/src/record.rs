//! The record from the store: documents read again from what is kept of them, and the record's rows.

use crate::Result;
use crate::add::{Model, read, restored};
use crate::filter::Filter;
use crate::rows::spans;
use crate::store::Store;
use crate::told::Told;
use rayon::prelude::*;
use readout::record::cites::Cites;
use readout::record::json;
use readout::record::provenance::{self, Provenance};
use readout::{Document, Record, Report};
use rusqlite::{Transaction, params, params_from_iter};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Documents that are read from the file at once.
const WINDOW: usize = 256;

/// The documents that are asked for, each read again with today's rules from the grammar that is kept, in the order in
/// which they came. `each` is told how many are done.
///
/// # Errors
/// When the file cannot be read.
pub fn reports(store: &Store, filter: &Filter, model: &Model, each: &(dyn Fn(u64) + Sync)) -> Result<Vec<Report>> {
    let (condition, values) = filter.documents();
    let sql = format!(
        "select d.given, d.text, g.blocks from document d left join grammar g using (document)
        where {condition} order by d.document"
    );
    store.ask(|connection| {
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query_map(params_from_iter(values), as_given)?;
        let mut out = vec![];
        loop {
            let window: Vec<_> = rows.by_ref().take(WINDOW).collect::<rusqlite::Result<_>>()?;
            if window.is_empty() {
                return Ok(out);
            }
            let count = window.len() as u64;
            out.par_extend(window.into_par_iter().map(|(document, kept)| read(document, kept.as_deref(), model).0));
            each(count);
        }
    })
}

/// Documents by their numbers, read again as by `reports`.
///
/// # Errors
/// When the file cannot be read.
pub fn chosen(store: &Store, documents: &[i64], model: &Model) -> Result<Vec<Report>> {
    let kept = kept(store, documents)?;
    Ok(kept.into_par_iter().map(|(document, kept)| read(document, kept.as_deref(), model).0).collect())
}

/// Documents by their numbers as they were given, and the grammar that is kept of each.
///
/// # Errors
/// When the file cannot be read.
pub fn kept(store: &Store, documents: &[i64]) -> Result<Vec<(Document, Option<Vec<u8>>)>> {
    let sql = "select d.given, d.text, g.blocks from document d left join grammar g using (document)
        where d.document = ?1";
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        documents.iter().map(|document| statement.query_row([document], as_given)).collect()
    })
}

/// The numbers of the documents that are asked for, in the order in which they came.
///
/// # Errors
/// When the file cannot be read.
pub fn documents(store: &Store, filter: &Filter) -> Result<Vec<i64>> {
    let (condition, values) = filter.documents();
    let sql = format!("select d.document from document d where {condition} order by d.document");
    store.ask(|c| c.prepare(&sql)?.query_map(params_from_iter(values), |row| row.get(0))?.collect())
}

/// A row of what was given, the text, and the grammar that is kept.
fn as_given(row: &rusqlite::Row) -> rusqlite::Result<(Document, Option<Vec<u8>>)> {
    let given: String = row.get(0)?;
    Ok((restored(&given, row.get(1)?), row.get(2)?))
}

/// Keeps the entries of the kinds and speakers that are asked for, and the conflicts between them.
pub fn select(record: &mut Record, filter: &Filter) {
    if filter.kind.is_empty() && filter.speaker.is_none() {
        return;
    }
    record.entries.retain(|entry| filter.has_kind(entry.kind) && is_by(&entry.fields.map(), filter));
    let left: BTreeSet<&str> = record.entries.iter().map(|entry| entry.id.as_str()).collect();
    record.conflicts.retain(|conflict| conflict.entries.iter().all(|id| left.contains(id.as_str())));
}

fn is_by(fields: &Map<String, Value>, filter: &Filter) -> bool {
    if filter.speaker.is_none() {
        return true;
    }
    let values = fields.get("values").and_then(Value::as_array).into_iter().flatten();
    let claimants = values.filter_map(|value| value.get("claimant"));
    let mut named = fields.get("speaker").into_iter().chain(claimants).filter_map(Value::as_str);
    named.any(|name| filter.is_speaker(name))
}

/// How often the documents of this store, and what was judged of them, have changed.
///
/// # Errors
/// When the file cannot be read.
pub fn changes(store: &Store) -> Result<i64> {
    store.ask(|c| c.query_row("select count from change", [], |row| row.get(0)))
}

/// Whether the rows of the record are those of all documents that are in the store, made with these rules.
///
/// # Errors
/// When the file cannot be read.
pub fn is_current(store: &Store, rules: &str) -> Result<bool> {
    let sql = "select exists (select 1 from record join change on documents = cast(count as text) where rules = ?1)";
    store.ask(|c| c.query_row(sql, [rules], |row| row.get(0)))
}

/// Writes the record's rows in place of the earlier ones, as a whole or not at all. `changes` is what the store answered
/// before its documents were read: what comes in between is in the next record.
///
/// # Errors
/// When the file cannot be written; the earlier rows then stand.
pub fn save(store: &mut Store, record: &Record, rules: &str, changes: i64) -> Result<()> {
    let provenance = provenance::of(&record.reports, &record.places);
    let told = Told::of(record, &provenance);
    replace(store, (record, &provenance), rules, changes, |transaction, numbers| {
        transaction.execute_batch("delete from part; delete from conflict; delete from entry;")?;
        told.insert(transaction, numbers, None)?;
        Ok(true)
    })
}

/// The numbers of documents by their ids.
pub type Numbers = BTreeMap<String, i64>;

/// Writes documents' places, entities and whatever `told` writes; it answers whether that is all there is.
pub(crate) fn replace(
    store: &mut Store,
    (record, provenance): (&Record, &Provenance),
    rules: &str,
    changes: i64,
    told: impl FnOnce(&Transaction, &Numbers) -> rusqlite::Result<bool>,
) -> Result<()> {
    let readings = record.readings();
    let cites = Cites::of(&readings);
    store.write(|transaction| {
        transaction.execute("delete from record", [])?;
        let numbers: Numbers = transaction
            .prepare("select id, document from document")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let is_whole = told(transaction, &numbers)?;
        let documents = (0..record.reports.len()).map(|i| json::document_of(record, i, &cites, provenance));
        places(transaction, documents, &numbers)?;
        entities(transaction, record, &cites, &numbers)?;
        if is_whole {
            let sql = "insert into record (record, rules, documents) values (1, ?1, ?2)";
            transaction.execute(sql, params![rules, changes.to_string()])?;
        }
        Ok(())
    })
}

/// A row that is as it should be is not written again.
fn places(t: &Transaction, documents: impl Iterator<Item = Value>, numbers: &Numbers) -> rusqlite::Result<()> {
    let sql = "insert into place (document, story, fields) values (?1, ?2, ?3) on conflict (document)
        do update set (story, fields) = (excluded.story, excluded.fields)
        where (story, fields) is not (excluded.story, excluded.fields)";
    let mut insert = t.prepare(sql)?;
    for place in documents {
        let Some(document) = place["id"].as_str().and_then(|id| numbers.get(id)) else { continue };
        let story = place["story"].as_u64().unwrap_or_default();
        let own = without(&place, &["path", "title", "outlet", "published", "id", "story"]);
        insert.execute(params![document, story, own])?;
    }
    Ok(())
}

/// Entities that are there as they should be stay; the others go and come.
fn entities(t: &Transaction, record: &Record, cites: &Cites, numbers: &Numbers) -> rusqlite::Result<()> {
    let mut known: BTreeMap<String, (i64, Option<Vec<u8>>)> = t
        .prepare("select id, entity, stamp from entity")?
        .query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?
        .collect::<rusqlite::Result<_>>()?;
    let mut remove = t.prepare("delete from entity where entity = ?1")?;
    let mut new = vec![];
    for (i, entity) in record.entities.iter().enumerate() {
        let stamp = Sha256::digest(json::entity_of(entity, cites).to_string()).to_vec();
        match known.remove(&entity.id) {
            Some((_, Some(before))) if before == stamp => continue,
            Some((number, _)) => remove.execute([number])?,
            None => 0,
        };
        new.push((i, stamp));
    }
    for (number, _) in known.values() {
        remove.execute([number])?;
    }
    let sql = "insert into entity (id, class, name, fields, stamp) values (?1, ?2, ?3, ?4, ?5) returning entity";
    let mut insert = t.prepare(sql)?;
    let mut report = t.prepare("insert or ignore into entity_report (entity, document, spans) values (?1, ?2, ?3)")?;
    for (i, stamp) in new {
        let entity = &record.entities[i];
        let fields = json::entity_of(entity, cites);
        let by = params![entity.id, fields["class"].as_str(), entity.name, without(&fields, OWN_ROWS), stamp];
        let number: i64 = insert.query_row(by, |row| row.get(0))?;
        for cite in fields["reports"].as_array().into_iter().flatten() {
            let Some(document) = cite["doc"].as_str().and_then(|id| numbers.get(id)) else { continue };
            report.execute(params![number, document, cite["at"].to_string()])?;
        }
    }
    Ok(())
}

/// What stands in columns and rows of its own.
pub const OWN_ROWS: &[&str] = &["reports", "id"];

/// The fields as `readout record` prints them, but these.
pub fn without(value: &Value, keys: &[&str]) -> String {
    let own = value.as_object().into_iter().flatten().filter(|(key, _)| !keys.contains(&key.as_str()));
    Value::Object(own.map(|(key, value)| (key.clone(), value.clone())).collect()).to_string()
}

/// Every span of a fact's fields.
pub fn spans_of(fields: &Value) -> Vec<[usize; 2]> {
    let mut out = vec![];
    spans(fields, &mut out);
    out
}
