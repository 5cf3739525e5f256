//! The record from the store: documents read again from what is kept of them, and the record's rows.

use crate::Result;
use crate::add::{Model, read, restored};
use crate::filter::Filter;
use crate::rows::spans;
use crate::store::Store;
use rayon::prelude::*;
use readout::record::{Cite, json};
use readout::{Document, Record, Report};
use rusqlite::{Transaction, params, params_from_iter};
use serde_json::{Map, Value};
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
    let sql = "select d.given, d.text, g.blocks from document d left join grammar g using (document)
        where d.document = ?1";
    let kept = store.ask(|connection| {
        let mut statement = connection.prepare(sql)?;
        documents.iter().map(|document| statement.query_row([document], as_given)).collect::<rusqlite::Result<Vec<_>>>()
    })?;
    Ok(kept.into_par_iter().map(|(document, kept)| read(document, kept.as_deref(), model).0).collect())
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
    let printed = json::record(record);
    store.write(|transaction| {
        for table in ["conflict_report", "conflict_entry", "conflict", "report", "entry", "entity_report", "entity"] {
            transaction.execute(&format!("delete from {table}"), [])?;
        }
        transaction.execute_batch("delete from place; delete from record;")?;
        let numbers = Numbers::of(transaction, record)?;
        places(transaction, &printed, &numbers)?;
        entities(transaction, record, &printed, &numbers)?;
        let entries = entries(transaction, record, &printed, &numbers)?;
        conflicts(transaction, record, &printed, &entries, &numbers)?;
        let sql = "insert into record (record, rules, documents) values (1, ?1, ?2)";
        transaction.execute(sql, params![rules, changes.to_string()])?;
        Ok(())
    })
}

/// What the record's documents and facts are called in the store.
struct Numbers<'r> {
    record: &'r Record,
    document: BTreeMap<String, i64>,
    points: Vec<readout::document::CodePoints<'r>>,
}

impl<'r> Numbers<'r> {
    fn of(transaction: &Transaction, record: &'r Record) -> rusqlite::Result<Self> {
        let mut statement = transaction.prepare("select id, document from document")?;
        let document =
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        let of = |r: &'r Report| readout::document::CodePoints::of(&r.reading.document.text);
        Ok(Numbers { record, document, points: record.reports.iter().map(of).collect() })
    }

    /// Document, and the characters from the first to the last of the cite.
    fn place(&self, cite: &Cite) -> Option<(i64, [usize; 2])> {
        let id = &self.record.reports.get(cite.doc)?.reading.document.id;
        let whole = cite.at.iter().copied().reduce(|a, b| a.join(b))?;
        Some((*self.document.get(id)?, self.points[cite.doc].span(whole)))
    }

    fn fact(&self, transaction: &Transaction, document: i64, kind: &str, id: &str) -> rusqlite::Result<Option<i64>> {
        use rusqlite::OptionalExtension;
        let sql = "select fact from fact where document = ?1 and (kind = ?2 or ?2 = '') and id = ?3";
        transaction.prepare_cached(sql)?.query_row(params![document, kind, id], |row| row.get(0)).optional()
    }
}

fn places(transaction: &Transaction, printed: &Value, numbers: &Numbers) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare("insert into place (document, story, fields) values (?1, ?2, ?3)")?;
    for place in printed["documents"].as_array().into_iter().flatten() {
        let Some(document) = place["id"].as_str().and_then(|id| numbers.document.get(id)) else { continue };
        let shared = ["path", "title", "outlet", "published", "id", "story"];
        let own = place.as_object().into_iter().flatten().filter(|(key, _)| !shared.contains(&key.as_str()));
        let fields: Map<String, Value> = own.map(|(key, value)| (key.clone(), value.clone())).collect();
        let story = place["story"].as_u64().unwrap_or_default();
        insert.execute(params![document, story, Value::Object(fields).to_string()])?;
    }
    Ok(())
}

fn entities(t: &Transaction, record: &Record, printed: &Value, numbers: &Numbers) -> rusqlite::Result<()> {
    let sql = "insert into entity (id, class, name, fields) values (?1, ?2, ?3, ?4) returning entity";
    let mut insert = t.prepare(sql)?;
    let mut report = t.prepare("insert or ignore into entity_report (entity, document, spans) values (?1, ?2, ?3)")?;
    let listed = printed["entities"].as_array().into_iter().flatten();
    for (entity, fields) in record.entities.iter().zip(listed) {
        let by = params![entity.id, fields["class"].as_str(), entity.name, without_reports(fields)];
        let number: i64 = insert.query_row(by, |row| row.get(0))?;
        for cite in fields["reports"].as_array().into_iter().flatten() {
            let Some(document) = cite["doc"].as_str().and_then(|id| numbers.document.get(id)) else { continue };
            report.execute(params![number, document, cite["at"].to_string()])?;
        }
    }
    Ok(())
}

/// The fields of an entry as `readout record` prints them; what its reports are stands in rows of their own.
fn without_reports(value: &Value) -> String {
    without(value, &["reports", "id"])
}

fn without(value: &Value, keys: &[&str]) -> String {
    let own = value.as_object().into_iter().flatten().filter(|(key, _)| !keys.contains(&key.as_str()));
    Value::Object(own.map(|(key, value)| (key.clone(), value.clone())).collect()).to_string()
}

fn entries<'r>(
    transaction: &Transaction,
    record: &'r Record,
    printed: &Value,
    numbers: &Numbers,
) -> rusqlite::Result<BTreeMap<&'r str, (i64, &'static str)>> {
    let sql = "insert into entry (id, kind, title, heading, verdict, note, fields)
        values (?1, ?2, ?3, ?4, ?5, ?6, ?7) returning entry";
    let mut insert = transaction.prepare(sql)?;
    let mut report =
        transaction.prepare("insert into report (entry, document, fact, starts, ends) values (?1, ?2, ?3, ?4, ?5)")?;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut out = BTreeMap::new();
    for entry in &record.entries {
        let index = counts.entry(entry.kind).or_default();
        let fields = &printed[entry.kind][*index];
        *index += 1;
        let verdict = json::key(entry.verdict);
        let by = params![entry.id, entry.kind, entry.title, entry.group, verdict, entry.note, without_reports(fields)];
        let number: i64 = insert.query_row(by, |row| row.get(0))?;
        out.insert(entry.id.as_str(), (number, entry.kind));
        for cite in &entry.reports {
            let Some((document, [starts, ends])) = numbers.place(cite) else { continue };
            let fact = numbers.fact(transaction, document, entry.kind, &cite.id)?;
            report.execute(params![number, document, fact, starts, ends])?;
        }
    }
    Ok(out)
}

fn conflicts(
    transaction: &Transaction,
    record: &Record,
    printed: &Value,
    entries: &BTreeMap<&str, (i64, &'static str)>,
    numbers: &Numbers,
) -> rusqlite::Result<()> {
    let mut insert =
        transaction.prepare("insert into conflict (kind, title, fields) values (?1, ?2, ?3) returning conflict")?;
    let mut entry = transaction.prepare("insert or ignore into conflict_entry (conflict, entry) values (?1, ?2)")?;
    let mut report = transaction
        .prepare("insert into conflict_report (conflict, document, fact, starts, ends) values (?1, ?2, ?3, ?4, ?5)")?;
    for (i, conflict) in record.conflicts.iter().enumerate() {
        let fields = without(&printed["conflicts"][i], &["kind", "why", "entries", "at"]);
        let number: i64 =
            insert.query_row(params![json::key(conflict.kind), conflict.why, fields], |row| row.get(0))?;
        let known: Vec<(i64, &str)> =
            conflict.entries.iter().filter_map(|id| entries.get(id.as_str()).copied()).collect();
        for (other, _) in &known {
            entry.execute(params![number, other])?;
        }
        let kind = known.first().map_or("", |(_, kind)| kind);
        for cite in &conflict.at {
            let Some((document, [starts, ends])) = numbers.place(cite) else { continue };
            let fact = numbers.fact(transaction, document, kind, &cite.id)?;
            report.execute(params![number, document, fact, starts, ends])?;
        }
    }
    Ok(())
}

/// Every span of a fact's fields.
pub fn spans_of(fields: &Value) -> Vec<[usize; 2]> {
    let mut out = vec![];
    spans(fields, &mut out);
    out
}
