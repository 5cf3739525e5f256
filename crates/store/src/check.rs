//! `readout store check`: every hash, span and key of the file.

use crate::Result;
use crate::add::hash;
use crate::grammar::Grammar;
use crate::record::spans_of;
use crate::store::Store;
use rusqlite::Connection;

/// What was looked at, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub documents: usize,
    pub facts: usize,
    pub spans: usize,
    pub wrong: Vec<String>,
}

/// `seen` is told of every document and every fact.
///
/// # Errors
/// When the file cannot be read at all; what can be read and is wrong is listed.
pub fn check(store: &Store, seen: &dyn Fn()) -> Result<Checked> {
    store.ask(|connection| {
        let mut found = Checked::default();
        pages(connection, &mut found)?;
        keys(connection, &mut found)?;
        documents(connection, &mut found, seen)?;
        facts(connection, &mut found, seen)?;
        record(connection, &mut found)?;
        index(connection, &mut found);
        Ok(found)
    })
}

fn pages(connection: &Connection, found: &mut Checked) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("pragma integrity_check")?;
    let lines: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.wrong.extend(lines.into_iter().filter(|line| line != "ok"));
    Ok(())
}

fn keys(connection: &Connection, found: &mut Checked) -> rusqlite::Result<()> {
    let mut statement = connection.prepare("pragma foreign_key_check")?;
    let row =
        |row: &rusqlite::Row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?));
    for broken in statement.query_map([], row)? {
        let (table, number, other) = broken?;
        found
            .wrong
            .push(format!("row {} of `{table}` names a row of `{other}` that is not there", number.unwrap_or(-1)));
    }
    Ok(())
}

fn documents(connection: &Connection, found: &mut Checked, seen: &dyn Fn()) -> rusqlite::Result<()> {
    let sql = "select d.id, d.text, d.text_hash, g.blocks from document d left join grammar g using (document)";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, text, text_hash): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        found.documents += 1;
        seen();
        if hash(text.as_bytes()) != text_hash {
            found.wrong.push(format!("the text of `{id}` is not the one that was kept: its hash differs"));
        }
        match row.get::<_, Option<Vec<u8>>>(3)? {
            None => found.wrong.push(format!("the grammar of `{id}` is missing")),
            Some(bytes) if Grammar::unpacked(&bytes, &[]).is_none() => {
                found.wrong.push(format!("the grammar of `{id}` cannot be read"));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn facts(connection: &Connection, found: &mut Checked, seen: &dyn Fn()) -> rusqlite::Result<()> {
    let sql =
        "select d.id, f.name, f.starts, f.ends, f.fields, length(d.text) from fact f join document d using (document)";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, name, length): (String, String, usize) = (row.get(0)?, row.get(1)?, row.get(5)?);
        let fields: serde_json::Value = serde_json::from_str(&row.get::<_, String>(4)?).unwrap_or_default();
        let mut all = spans_of(&fields);
        all.push([row.get(2)?, row.get(3)?]);
        found.facts += 1;
        seen();
        found.spans += all.len();
        let is_bad = |[start, end]: &[usize; 2]| start > end || *end > length;
        for [start, end] in all.into_iter().filter(is_bad) {
            found
                .wrong
                .push(format!("`{name}` of `{id}` points at {start}-{end}, and the text has {length} characters"));
        }
    }
    Ok(())
}

fn record(connection: &Connection, found: &mut Checked) -> rusqlite::Result<()> {
    for table in ["report", "conflict_report"] {
        let sql = format!(
            "select d.id, r.starts, r.ends, length(d.text) from {table} r join document d using (document)
            where r.ends > length(d.text)"
        );
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (id, start, end, length): (String, i64, i64, i64) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            found.wrong.push(format!("the record points at {start}-{end} of `{id}`, which has {length} characters"));
        }
        let sql = format!("select count(*) from {table}");
        found.spans += connection.query_row(&sql, [], |row| row.get::<_, usize>(0))?;
    }
    Ok(())
}

/// The index of words is compared with the texts.
fn index(connection: &Connection, found: &mut Checked) {
    let sql = "insert into document_fts (document_fts, rank) values ('integrity-check', 1)";
    if let Err(error) = connection.execute(sql, []) {
        found.wrong.push(format!("the index of words is not that of the texts: {error}"));
    }
}
