//! The record of a large store in parts, one for each story: a part that was made of the same documents and the same names
//! stays as it is.

use crate::Result;
use crate::outlines::Stamp;
use crate::record::replace;
use crate::store::Store;
use crate::told::Told;
use readout::record::pile::Pile;
use rusqlite::{OptionalExtension, Transaction, params};
use std::collections::BTreeSet;

/// Lists as `readout record` prints them, by name, each packed by `deflated`.
pub type Lists = Vec<(String, Vec<u8>)>;

/// What one story gives, ready to be written.
#[derive(Debug)]
pub struct Part {
    pub stamp: Stamp,
    /// By `Told::packed`.
    pub rows: Vec<u8>,
    pub lists: Lists,
}

/// The stamps of the parts that are kept.
///
/// # Errors
/// When the file cannot be read.
pub fn parts(store: &Store) -> Result<BTreeSet<Stamp>> {
    let sql = "select stamp from part where stamp is not null";
    store.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())
}

/// The lists of a part; `None` where it is not kept.
///
/// # Errors
/// When the file cannot be read.
pub fn part_lists(store: &Store, stamp: &Stamp) -> Result<Option<Lists>> {
    store.ask(|connection| {
        let mut part = connection.prepare_cached("select part from part where stamp = ?1")?;
        let Some(part) = part.query_row([stamp], |row| row.get::<_, i64>(0)).optional()? else { return Ok(None) };
        let mut lists = connection.prepare_cached("select name, packed from part_list where part = ?1")?;
        let rows = lists.query_map([part], |row| Ok((row.get(0)?, row.get(1)?)))?;
        rows.collect::<rusqlite::Result<_>>().map(Some)
    })
}

/// Writes the rows of a pile's record as a whole or not at all: `stamps` are those of all its parts, `made` the parts that
/// are not kept yet. `changes` is what the store answered before its documents were read.
///
/// # Errors
/// When the file cannot be written; the earlier rows then stand.
pub fn save_pile(
    store: &mut Store,
    pile: &Pile,
    (stamps, made): (&[Stamp], &[Part]),
    rules: &str,
    changes: i64,
) -> Result<()> {
    let stamps: BTreeSet<&Stamp> = stamps.iter().collect();
    replace(store, (&pile.record, &pile.provenance), rules, changes, |transaction, numbers| {
        transaction.execute_batch("delete from conflict where part is null; delete from entry where part is null;")?;
        forget(transaction, &stamps)?;
        for part in made {
            let sql = "insert into part (stamp) values (?1) on conflict (stamp) do nothing returning part";
            let mut insert = transaction.prepare_cached(sql)?;
            let Some(number) = insert.query_row([part.stamp], |row| row.get(0)).optional()? else { continue };
            let mut list =
                transaction.prepare_cached("insert into part_list (part, name, packed) values (?1, ?2, ?3)")?;
            for (name, packed) in &part.lists {
                list.execute(params![number, name, packed])?;
            }
            if let Some(told) = Told::unpacked(&part.rows) {
                told.insert(transaction, numbers, Some(number))?;
            }
        }
        // Another program may have taken parts out that we had seen: then the record is made anew the next time.
        let count: usize = transaction.query_row("select count(*) from part", [], |row| row.get(0))?;
        Ok(count == stamps.len())
    })
}

/// Takes out the parts that are none any more, with their rows.
fn forget(transaction: &Transaction, stamps: &BTreeSet<&Stamp>) -> rusqlite::Result<()> {
    let kept: Vec<(i64, Option<Stamp>)> = transaction
        .prepare("select part, stamp from part")?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut remove = transaction.prepare("delete from part where part = ?1")?;
    for (part, _) in kept.iter().filter(|(_, stamp)| stamp.as_ref().is_none_or(|stamp| !stamps.contains(stamp))) {
        remove.execute([part])?;
    }
    Ok(())
}
