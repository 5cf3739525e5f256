//! A table of facts: the same columns for CSV and Parquet.

use super::{Part, Said, Source, each};
use crate::problem::{Problem, Result};
use serde_json::Value;
use std::collections::BTreeSet;
use std::io::Write;

/// What every fact has, before the fields of its kind.
pub const SHARED: &[&str] = &[
    "doc",
    "fact",
    "fact_id",
    "starts",
    "ends",
    "words",
    "published",
    "outlet",
    "document_title",
    "document_url",
    "permalink",
];

/// The fields that the facts that are asked for have, sorted by name.
pub fn columns(part: &Part) -> Result<Vec<String>> {
    let mut found = BTreeSet::new();
    // The documents are looked through twice; they are counted the second time.
    each(&Part { seen: &|| {}, ..*part }, |_, facts| {
        for said in facts {
            found.extend(said.fields.keys().filter(|key| !found.contains(*key)).cloned().collect::<Vec<_>>());
        }
        Ok(())
    })?;
    Ok(found.into_iter().collect())
}

/// The cells of a fact, those of `SHARED` first; `None` is an empty one.
pub fn row(source: &Source, said: &Said, columns: &[String]) -> Vec<Option<String>> {
    let shared = [
        Some(source.id.clone()),
        Some(said.kind.clone()),
        Some(said.id.clone()),
        Some(said.starts.to_string()),
        Some(said.ends.to_string()),
        Some(said.words(source)),
        source.published.clone(),
        source.outlet.clone(),
        source.title.clone(),
        source.url.clone(),
        Some(said.place(source)),
    ];
    shared.into_iter().chain(columns.iter().map(|column| cell(said.fields.get(column)?))).collect()
}

/// Lists and objects as JSON.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// RFC 4180: every row has as many fields as the head, quoted where it must be.
pub fn csv(part: &Part, out: &mut dyn Write) -> Result<()> {
    let wrong = |error: csv::Error| Problem::Export { what: "CSV", why: error.to_string() };
    let columns = columns(part)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    let head = SHARED.iter().copied().chain(columns.iter().map(String::as_str));
    writer.write_record(head).map_err(wrong)?;
    each(part, |source, facts| {
        for said in facts {
            let cells = row(source, said, &columns);
            writer.write_record(cells.iter().map(|c| c.as_deref().unwrap_or(""))).map_err(wrong)?;
        }
        Ok(())
    })?;
    writer.flush().map_err(super::failed("CSV"))
}
