//! What documents say, in the formats of other tools: one file for each.

mod annotation;
mod claim_review;
mod follow_the_money;
mod gkg;
mod lines;
mod parquet;
mod plover;
mod table;

use crate::filter::Filter;
use crate::problem::{Problem, Result};
use crate::store::Store;
use rusqlite::{Connection, params, params_from_iter};
use serde_json::{Map, Value};
use std::io::Write;

/// The part of a store that is asked for, and who is told of every document that is written.
#[derive(Clone, Copy)]
pub struct Part<'p> {
    pub store: &'p Store,
    pub filter: &'p Filter,
    pub seen: &'p dyn Fn(),
}

/// Writes what is asked for.
pub type Export = fn(&Part, &mut dyn Write) -> Result<()>;

/// The formats of `readout export`: a new one is a new file and a line here.
pub const FORMATS: &[(&str, Export)] = &[
    ("csv", table::csv),
    ("jsonl", lines::export),
    ("parquet", parquet::export),
    ("followthemoney", follow_the_money::export),
    ("plover", plover::export),
    ("annotation", annotation::export),
    ("gkg", gkg::export),
    ("claimreview", claim_review::export),
];

/// A document as the exports need it.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub published: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub path: Option<String>,
    /// What else is known of it: hashes, where its days stand and how sure they are, who printed it. Without what is not known.
    pub known: Map<String, Value>,
    pub text: Vec<char>,
}

/// The columns of `Source::known`.
const KNOWN: &[&str] = &[
    "canonical_url",
    "outlet_from",
    "aggregator",
    "original_outlet",
    "published_from",
    "published_in",
    "published_sureness",
    "modified",
    "modified_in",
    "crawled",
    "crawled_in",
    "extractor",
    "bytes_hash",
    "text_hash",
];

/// A fact of a document.
#[derive(Clone, Debug)]
pub struct Said {
    pub kind: String,
    pub id: String,
    pub starts: usize,
    pub ends: usize,
    pub fields: Map<String, Value>,
}

impl Source {
    /// What was printed there.
    pub fn printed(&self, start: usize, end: usize) -> String {
        self.text.get(start..end.min(self.text.len())).unwrap_or(&[]).iter().collect()
    }

    /// The address, else a name that no other document has.
    pub fn address(&self) -> String {
        self.url.clone().unwrap_or_else(|| format!("urn:readout:{}", self.id))
    }
}

impl Said {
    pub fn text(&self, key: &str) -> Option<&str> {
        self.fields.get(key).and_then(Value::as_str)
    }

    /// "tarn-1:40-52": what `readout show` takes.
    pub fn place(&self, source: &Source) -> String {
        format!("{}:{}-{}", source.id, self.starts, self.ends)
    }

    /// Where it is said, piece by piece.
    pub fn pieces(&self) -> Vec<[usize; 2]> {
        let listed = ["content", "at"].iter().find_map(|key| self.fields.get(*key));
        let mut out = vec![];
        if let Some(value) = listed {
            crate::rows::spans(value, &mut out);
        }
        if out.is_empty() { vec![[self.starts, self.ends]] } else { out }
    }

    /// The pieces as they were printed, joined by an ellipsis.
    pub fn words(&self, source: &Source) -> String {
        let pieces: Vec<String> = self.pieces().iter().map(|[start, end]| source.printed(*start, *end)).collect();
        pieces.join(" … ")
    }
}

/// Every document that is asked for with its facts of the kinds and speakers that are asked for, one after the other:
/// however many there are, one is in memory at a time.
pub fn each(part: &Part, mut work: impl FnMut(&Source, &[Said]) -> Result<()>) -> Result<()> {
    let Part { store, filter, seen } = part;
    let (condition, values) = filter.documents();
    let sql = format!(
        "select d.document, d.id, d.title, d.outlet, d.author, d.published, d.language, d.url, d.path, d.text,
        {} from document d where {condition} order by d.document",
        KNOWN.iter().map(|column| format!("d.{column}")).collect::<Vec<_>>().join(", ")
    );
    let row = |row: &rusqlite::Row| {
        let [title, outlet, author, published, language, url, path]: [Option<String>; 7] =
            [row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?];
        let text = row.get::<_, String>(9)?.chars().collect();
        let mut known = Map::new();
        for (place, column) in (10..).zip(KNOWN) {
            known.extend(row.get::<_, Option<String>>(place)?.map(|value| (column.to_string(), value.into())));
        }
        let source = Source { id: row.get(1)?, title, outlet, author, published, language, url, path, known, text };
        Ok((row.get::<_, i64>(0)?, source))
    };
    let wrong = |error| Problem::of(&store.name(), 0, error);
    let connection = &store.connection;
    let mut statement = connection.prepare(&sql).map_err(wrong)?;
    let found = statement.query_map(params_from_iter(values), row).map_err(wrong)?;
    for source in found {
        let (document, source) = source.map_err(wrong)?;
        let facts = facts(connection, document, filter).map_err(wrong)?;
        work(&source, &facts)?;
        seen();
    }
    Ok(())
}

fn facts(connection: &Connection, document: i64, filter: &Filter) -> rusqlite::Result<Vec<Said>> {
    let sql = "select kind, id, starts, ends, fields from fact where document = ?1 order by fact";
    let row = |row: &rusqlite::Row| {
        let fields = serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
        Ok(Said { kind: row.get(0)?, id: row.get(1)?, starts: row.get(2)?, ends: row.get(3)?, fields })
    };
    let mut statement = connection.prepare_cached(sql)?;
    let all: Vec<Said> = statement.query_map(params![document], row)?.collect::<rusqlite::Result<_>>()?;
    let by = |said: &Said| said.text("speaker").or(said.text("claimant")).map(|name| filter.is_speaker(name));
    let is_asked = |said: &Said| filter.has_kind(&said.kind) && (filter.speaker.is_none() || by(said) == Some(true));
    Ok(all.into_iter().filter(is_asked).collect())
}

fn failed(what: &'static str) -> impl Fn(std::io::Error) -> Problem {
    move |error| Problem::Export { what, why: error.to_string() }
}

/// One JSON value a line.
fn line(out: &mut dyn Write, what: &'static str, value: &Value) -> Result<()> {
    writeln!(out, "{value}").map_err(failed(what))
}
