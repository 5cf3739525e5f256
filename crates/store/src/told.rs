//! What a record says, as rows: entries and conflicts, each with its places. Those of a story are packed until all are
//! known, so that they are written in one go.

use crate::grammar::{deflated, inflated};
use crate::record::{Numbers, OWN_ROWS, without};
use readout::record::cites::Cites;
use readout::record::provenance::Provenance;
use readout::record::{Cite, Conflict, Entry, json};
use readout::{Record, document::CodePoints};
use rusqlite::{OptionalExtension, Transaction, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Told {
    entries: Vec<EntryRow>,
    conflicts: Vec<ConflictRow>,
}

#[derive(Debug, Serialize, Deserialize)]
struct EntryRow {
    id: String,
    kind: String,
    title: String,
    heading: String,
    verdict: String,
    note: Option<String>,
    fields: String,
    reports: Vec<Place>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ConflictRow {
    kind: String,
    title: String,
    fields: String,
    entries: Vec<String>,
    reports: Vec<Place>,
}

/// Characters of a document, and the fact that stands there.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    document: String,
    fact: String,
    at: [usize; 2],
}

impl Told {
    pub fn of(record: &Record, provenance: &Provenance) -> Told {
        let readings = record.readings();
        let cites = Cites::of(&readings);
        let points: Vec<CodePoints> =
            record.reports.iter().map(|report| CodePoints::of(&report.reading.document.text)).collect();
        let places = |cites: &[Cite]| cites.iter().filter_map(|cite| place(record, &points, cite)).collect();
        let entry = |entry: &Entry| EntryRow {
            id: entry.id.clone(),
            kind: entry.kind.into(),
            title: entry.title.clone(),
            heading: entry.group.clone(),
            verdict: json::key(entry.verdict),
            note: entry.note.clone(),
            fields: without(&json::entry_of(entry, &cites, record, provenance), OWN_ROWS),
            reports: places(&entry.reports),
        };
        let conflict = |conflict: &Conflict| ConflictRow {
            kind: json::key(conflict.kind),
            title: conflict.why.clone(),
            fields: without(&json::conflict_of(conflict, &cites), &["kind", "why", "entries", "at"]),
            entries: conflict.entries.clone(),
            reports: places(&conflict.at),
        };
        Told {
            entries: record.entries.iter().map(entry).collect(),
            conflicts: record.conflicts.iter().map(conflict).collect(),
        }
    }

    pub fn packed(&self) -> Vec<u8> {
        deflated(&serde_json::to_vec(self).unwrap_or_default())
    }

    pub fn unpacked(bytes: &[u8]) -> Option<Told> {
        serde_json::from_slice(&inflated(bytes)?).ok()
    }

    /// `part` is the part of the record that they belong to, where it has parts.
    pub fn insert(&self, transaction: &Transaction, numbers: &Numbers, part: Option<i64>) -> rusqlite::Result<()> {
        let known = self.entries(transaction, numbers, part)?;
        self.conflicts(transaction, numbers, &known, part)
    }

    /// Writes the entries; their numbers and kinds by id.
    fn entries(
        &self,
        t: &Transaction,
        numbers: &Numbers,
        part: Option<i64>,
    ) -> rusqlite::Result<BTreeMap<&str, (i64, &str)>> {
        let sql = "insert into entry (id, kind, title, heading, verdict, note, fields, part)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) returning entry";
        let mut insert = t.prepare_cached(sql)?;
        let sql = "insert into report (entry, document, fact, starts, ends) values (?1, ?2, ?3, ?4, ?5)";
        let mut report = t.prepare_cached(sql)?;
        let mut out = BTreeMap::new();
        for e in &self.entries {
            let by = params![e.id, e.kind, e.title, e.heading, e.verdict, e.note, e.fields, part];
            let number: i64 = insert.query_row(by, |row| row.get(0))?;
            out.insert(e.id.as_str(), (number, e.kind.as_str()));
            for place in &e.reports {
                let Some(document) = numbers.get(&place.document) else { continue };
                let fact = fact(t, *document, &e.kind, &place.fact)?;
                report.execute(params![number, document, fact, place.at[0], place.at[1]])?;
            }
        }
        Ok(out)
    }

    fn conflicts(
        &self,
        t: &Transaction,
        numbers: &Numbers,
        entries: &BTreeMap<&str, (i64, &str)>,
        part: Option<i64>,
    ) -> rusqlite::Result<()> {
        let sql = "insert into conflict (kind, title, fields, part) values (?1, ?2, ?3, ?4) returning conflict";
        let mut insert = t.prepare_cached(sql)?;
        let mut entry = t.prepare_cached("insert or ignore into conflict_entry (conflict, entry) values (?1, ?2)")?;
        let sql = "insert into conflict_report (conflict, document, fact, starts, ends) values (?1, ?2, ?3, ?4, ?5)";
        let mut report = t.prepare_cached(sql)?;
        for conflict in &self.conflicts {
            let by = params![conflict.kind, conflict.title, conflict.fields, part];
            let number: i64 = insert.query_row(by, |row| row.get(0))?;
            let known: Vec<(i64, &str)> =
                conflict.entries.iter().filter_map(|id| entries.get(id.as_str()).copied()).collect();
            for (other, _) in &known {
                entry.execute(params![number, other])?;
            }
            let kind = known.first().map_or("", |(_, kind)| kind);
            for place in &conflict.reports {
                let Some(document) = numbers.get(&place.document) else { continue };
                let fact = fact(t, *document, kind, &place.fact)?;
                report.execute(params![number, document, fact, place.at[0], place.at[1]])?;
            }
        }
        Ok(())
    }
}

/// Document, and the characters from the first to the last of the cite.
fn place(record: &Record, points: &[CodePoints], cite: &Cite) -> Option<Place> {
    let document = record.reports.get(cite.doc)?.reading.document.id.clone();
    let whole = cite.at.iter().copied().reduce(|a, b| a.join(b))?;
    Some(Place { document, fact: cite.id.clone(), at: points[cite.doc].span(whole) })
}

fn fact(transaction: &Transaction, document: i64, kind: &str, id: &str) -> rusqlite::Result<Option<i64>> {
    let sql = "select fact from fact where document = ?1 and (kind = ?2 or ?2 = '') and id = ?3";
    transaction.prepare_cached(sql)?.query_row(params![document, kind, id], |row| row.get(0)).optional()
}
