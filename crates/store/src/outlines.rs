//! Outlines of documents, kept so that the record of a large store reads nothing again that did not change.

use crate::add::{Model, read};
use crate::grammar::{deflated, inflated};
use crate::store::Store;
use crate::{Result, record};
use rayon::prelude::*;
use readout::Document;
use readout::record::judged::Judgement;
use readout::record::pile::{Outline, is_judged};
use rusqlite::params;
use sha2::{Digest, Sha256};

/// The hash of all that a document is read from.
pub type Stamp = [u8; 32];

/// An outline with the hash of what it was made of.
pub type Stamped = (Outline, Stamp);

/// Name and text of a document, and what is kept of its outline.
type Row = (String, String, Option<(Stamp, Vec<u8>)>);

/// An outline that was made now, as it is kept: number of the document, stamp, outline.
type Made = (i64, Stamp, Vec<u8>);

/// Outlines of documents by their numbers, under keys from `first` on. Those that are not kept with these rules are made;
/// where `keeps` says so, they are kept from now on.
///
/// # Errors
/// When the file cannot be read or written.
pub fn outlines(
    store: &mut Store,
    (documents, first): (&[i64], usize),
    judgements: &[Judgement],
    model: &Model,
    keeps: bool,
) -> Result<Vec<Stamped>> {
    let changes = record::changes(store)?;
    let rows = rows(store, documents)?;
    let known = rows.into_par_iter().enumerate().map(|(i, row)| known(row, first + i, judgements));
    let known: Vec<Option<Stamped>> = known.collect();
    let lacking = |(number, known): (&i64, &Option<Stamped>)| known.is_none().then_some(*number);
    let lacking: Vec<i64> = documents.iter().zip(&known).filter_map(lacking).collect();
    let mut given = lacking.iter().copied().zip(record::kept(store, &lacking)?);
    let given: Vec<Option<Given>> = known.iter().map(|k| if k.is_none() { given.next() } else { None }).collect();
    let made = known.into_par_iter().zip(given).enumerate().map(|(i, (known, given))| match (known, given) {
        (None, Some(given)) => Some(made(given, first + i, judgements, model)),
        (known, _) => known.map(|known| (known, None)),
    });
    let (out, new): (Vec<Stamped>, Vec<Option<Made>>) = made.collect::<Vec<_>>().into_iter().flatten().unzip();
    if keeps {
        keep(store, new.into_iter().flatten(), changes)?;
    }
    Ok(out)
}

/// The number of a document, what was given, its grammar.
type Given = (i64, (Document, Option<Vec<u8>>));

fn rows(store: &Store, documents: &[i64]) -> Result<Vec<Row>> {
    let sql = "select d.id, d.text, o.stamp, o.seen from document d
        left join outline o on o.document = d.document and o.rules = ?2 where d.document = ?1";
    store.ask(|connection| {
        let mut statement = connection.prepare_cached(sql)?;
        let row = |row: &rusqlite::Row| {
            let kept = row.get::<_, Option<Stamp>>(2)?.zip(row.get::<_, Option<Vec<u8>>>(3)?);
            Ok((row.get(0)?, row.get(1)?, kept))
        };
        documents.iter().map(|document| statement.query_row(params![document, readout::RULES], row)).collect()
    })
}

fn known((id, text, kept): Row, key: usize, judgements: &[Judgement]) -> Option<Stamped> {
    let (stamp, seen) = kept.filter(|_| !is_judged(&id, judgements))?;
    Some((Outline::unpacked(&inflated(&seen)?, text, key)?, stamp))
}

/// Reads a document for its outline; that of a judged one is not kept.
fn made(
    (number, (document, grammar)): Given,
    key: usize,
    judgements: &[Judgement],
    model: &Model,
) -> (Stamped, Option<Made>) {
    let stamp = stamp(&document, grammar.as_deref());
    let is_judged = is_judged(&document.id, judgements);
    let outline = Outline::of(read(document, grammar.as_deref(), model).0, key, judgements);
    let kept = (!is_judged).then(|| (number, stamp, deflated(&outline.packed())));
    ((outline, stamp), kept)
}

fn stamp(document: &Document, grammar: Option<&[u8]>) -> Stamp {
    let mut hash = Sha256::new();
    let given = crate::given(document);
    for bytes in [given.as_bytes(), document.text.as_bytes(), grammar.unwrap_or_default()] {
        hash.update(bytes.len().to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize().into()
}

/// What another program changed meanwhile is left for the next time.
fn keep(store: &mut Store, made: impl Iterator<Item = Made>, changes: i64) -> Result<()> {
    let mut made = made.peekable();
    if made.peek().is_none() {
        return Ok(());
    }
    store.write(|transaction| {
        let now: i64 = transaction.query_row("select count from change", [], |row| row.get(0))?;
        if now != changes {
            return Ok(());
        }
        let sql = "insert or replace into outline (document, rules, stamp, seen) values (?1, ?2, ?3, ?4)";
        let mut insert = transaction.prepare_cached(sql)?;
        for (document, stamp, seen) in made {
            insert.execute(params![document, readout::RULES, stamp, seen])?;
        }
        Ok(())
    })
}
