//! `readout bundle`: the evidence as one tar file that comes out the same, byte for byte, each time.

use crate::add::hash;
use crate::filter::Filter;
use crate::problem::{Problem, Result};
use crate::store::{Store, Versions};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write;

/// Texts, facts, what is given as the record, judgements and versions, with a list of hashes that `sha256sum -c` reads.
/// Nothing in it tells when or in which order documents came.
///
/// # Errors
/// When the store cannot be read or the bundle not be written.
pub fn bundle(store: &Store, filter: &Filter, record: &str, versions: &Versions, out: &mut dyn Write) -> Result<()> {
    let mut files = texts(store, filter)?;
    files.push(("record.json".into(), record.as_bytes().to_vec()));
    files.push(("readout.judgements".into(), store.judgement_file()?.text().into_bytes()));
    let program = json!({"program": versions.program, "rules": versions.rules, "model": versions.model});
    files.push(("versions.json".into(), format!("{program:#}\n").into_bytes()));
    files.sort();
    let sums = files.iter().fold(String::new(), |mut sums, (name, bytes)| {
        let _ = writeln!(sums, "{}  {name}", hash(bytes));
        sums
    });
    files.push(("SHA256SUMS".into(), sums.into_bytes()));
    let wrong = |error: std::io::Error| Problem::Export { what: "the bundle", why: error.to_string() };
    for (name, bytes) in &files {
        out.write_all(&head(name, bytes.len())).and_then(|()| out.write_all(bytes)).map_err(wrong)?;
        out.write_all(&vec![0; bytes.len().next_multiple_of(BLOCK) - bytes.len()]).map_err(wrong)?;
    }
    out.write_all(&[0; 2 * BLOCK]).map_err(wrong)
}

/// Every document: its text, and what it is.
fn texts(store: &Store, filter: &Filter) -> Result<Vec<(String, Vec<u8>)>> {
    let (condition, values) = filter.documents();
    let sql = format!("select d.id, d.text, d.text_hash, d.given from document d where {condition} order by d.id");
    let row = |row: &rusqlite::Row| -> rusqlite::Result<[String; 4]> {
        Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
    };
    let all: Vec<[String; 4]> =
        store.ask(|c| c.prepare(&sql)?.query_map(rusqlite::params_from_iter(values), row)?.collect())?;
    let (mut files, mut list) = (vec![], String::new());
    for [id, text, text_hash, given] in all {
        let given: Value = serde_json::from_str(&given).unwrap_or_default();
        // A name that came with a text may hold any sign; its hash is the name of a file everywhere.
        let file = format!("texts/{}.txt", &hash(id.as_bytes())[..32]);
        let line = json!({"id": id, "file": file, "text_sha256": text_hash, "given": given});
        let _ = writeln!(list, "{line}");
        files.push((file, text.into_bytes()));
    }
    files.push(("documents.jsonl".into(), list.into_bytes()));
    Ok(files)
}

/// tar's unit.
const BLOCK: usize = 512;

/// POSIX ustar, <https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html>: owner and time are always nought.
fn head(name: &str, size: usize) -> [u8; BLOCK] {
    let mut head = [0u8; BLOCK];
    let mut put = |at: usize, text: &str| head[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, &name[..name.len().min(100)]);
    put(100, "0000644\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{size:011o}\0"));
    put(136, "00000000000\0");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\x0000");
    let sum: u32 = head.iter().map(|byte| u32::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    head
}
