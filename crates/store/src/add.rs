//! Documents into the store: read once, kept with their facts, a batch as a whole or not at all.

use crate::grammar::Grammar;
use crate::rows::{self, FactRow};
use crate::rules::{Touched, touched};
use crate::store::{Store, Versions};
use crate::{Problem, Result};
use readout::reading::syntax::Token;
use readout::record::judged::{Judgement, without_wrong};
use readout::{Document, Report};
use rusqlite::{Connection, OptionalExtension, ToSql, Transaction, params};
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::cell::RefCell;

/// What the store has of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing.
    No,
    /// The same, read with the same rules.
    Same,
    /// The same, read with other rules, or with other words about it (a day of publication that is known now).
    Otherwise,
}

/// What is kept of a document that is read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its grammar, if the same model gave it.
    pub grammar: Option<Vec<u8>>,
    /// Which of its facts the rules of today may find otherwise.
    pub touched: Touched,
}

impl Kept {
    /// Nothing: the document is new.
    pub const NOTHING: Kept = Kept { grammar: None, touched: Touched::Everything };
}

/// A document that was read, ready to be written.
#[derive(Debug)]
pub struct Prepared {
    document: Document,
    given: String,
    named: Named,
    facts: Vec<FactRow>,
    touched: Touched,
    grammar: Vec<u8>,
    text_hash: String,
}

/// How many documents a batch brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    pub new: usize,
    pub again: usize,
}

/// Asked for the grammar of texts that are not kept yet.
pub type Model<'m> = dyn Fn(&[&str]) -> Vec<Vec<Token>> + Sync + 'm;

/// Reads a document; what is kept of its grammar is not asked of the model again.
pub fn read(document: Document, kept: Option<&[u8]>, model: &Model) -> (Report, Vec<u8>) {
    read_some(document, kept, &Touched::Everything, model)
}

/// As `read`, but of the facts only those that are touched are found.
fn read_some(document: Document, kept: Option<&[u8]>, touched: &Touched, model: &Model) -> (Report, Vec<u8>) {
    let packed = RefCell::new(vec![]);
    let annotate = |texts: &[&str]| {
        let mut grammar = kept.and_then(|bytes| Grammar::unpacked(bytes, texts)).unwrap_or_default();
        let lacking = grammar.lacks(texts);
        for (text, tokens) in lacking.iter().zip(model(&lacking)) {
            grammar.keep(text, tokens);
        }
        *packed.borrow_mut() = match (kept, lacking.is_empty()) {
            (Some(kept), true) => kept.to_vec(),
            _ => grammar.packed(texts),
        };
        texts.iter().map(|text| grammar.block(text).cloned().unwrap_or_default()).collect()
    };
    let reading = readout::read_with(document, &annotate);
    let facts = readout::facts::find_some(&reading, &|kind| touched.has(kind));
    (Report { reading, facts }, packed.into_inner())
}

impl Prepared {
    /// Reads a document that is new, or of which something is kept. What was judged to be wrong is left out.
    pub fn of(document: Document, kept: &Kept, model: &Model, judgements: &[Judgement]) -> Prepared {
        let (given, text_hash) = (given(&document), hash(document.text.as_bytes()));
        let touched = kept.touched.clone();
        let (mut report, grammar) = read_some(document, kept.grammar.as_deref(), &touched, model);
        without_wrong(&mut report, judgements);
        let mut facts = rows::of(&report);
        facts.retain(|fact| touched.has(&fact.kind));
        let document = report.reading.document;
        Prepared { given, named: Named::of(&document), facts, touched, grammar, text_hash, document }
    }
}

/// What came with a text, the text left out: it stands in a column of its own.
pub fn given(document: &Document) -> String {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    if let Some(map) = value.as_object_mut() {
        map.remove("text");
        map.retain(|_, value| !value.is_null());
    }
    value.to_string()
}

pub fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// A document as it was given, before it was read.
pub fn restored(given: &str, text: String) -> Document {
    let document: Document = serde_json::from_str(given).unwrap_or_default();
    Document { text, ..document }
}

impl Store {
    /// What the store has of this document. A text that came under a known name with other words is a document of its
    /// own, and is renamed here by its hash: nothing that was ever kept is lost.
    pub fn known(&self, document: &mut Document, versions: &Versions) -> Result<Known> {
        let hash = hash(document.text.as_bytes());
        let found = self.ask(|c| stored(c, &document.id))?;
        let Some((text_hash, _, _)) = &found else { return Ok(Known::No) };
        if *text_hash == hash {
            return Ok(compared(found.as_ref(), document, versions));
        }
        document.id = format!("{}@{}", document.id, &hash[..12]);
        let found = self.ask(|c| stored(c, &document.id))?;
        Ok(compared(found.as_ref(), document, versions))
    }

    /// The grammar that is kept of a document, if this model gave it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn grammar(&self, id: &str, model: &str) -> Result<Option<Vec<u8>>> {
        let sql = "select blocks from grammar join document using (document) join reading using (reading)
            where id = ?1 and model = ?2";
        self.ask(|c| c.prepare_cached(sql)?.query_row([id, model], |row| row.get(0)).optional())
    }

    /// What is kept of a document that is read again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn kept(&self, document: &Document, versions: &Versions) -> Result<Kept> {
        let sql = "select blocks, given, rules, model from document join reading using (reading)
            left join grammar using (document) where id = ?1";
        let row = |row: &rusqlite::Row| {
            let (grammar, before, rules, model): (_, String, String, String) =
                (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
            if model != versions.model {
                return Ok(Kept::NOTHING);
            }
            let is_as_given = without_path(&before) == without_path(&given(document));
            let touched = if is_as_given { touched(&rules, &versions.rules) } else { Touched::Everything };
            Ok(Kept { grammar, touched })
        };
        let found = self.ask(|c| c.prepare_cached(sql)?.query_row([&document.id], row).optional())?;
        Ok(found.unwrap_or(Kept::NOTHING))
    }

    /// Lets these documents be read again as a whole, as if that had been with rules that nobody knows.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn unread(&mut self, ids: &[String], versions: &Versions) -> Result<()> {
        let unknown = Versions { rules: "unknown".into(), ..versions.clone() };
        self.write(|transaction| {
            let reading = reading(transaction, &unknown)?;
            let mut update = transaction.prepare("update document set reading = ?2 where id = ?1")?;
            ids.iter().try_for_each(|id| update.execute(params![id, reading]).map(|_| ()))
        })
    }

    /// Writes a batch, as a whole or not at all. A document that another process brought meanwhile is left as it is.
    ///
    /// # Errors
    /// When the file cannot be written; nothing of the batch is then in it.
    pub fn add(&mut self, batch: &[Prepared], versions: &Versions, now: &str) -> Result<Added> {
        self.write(|transaction| {
            let mut added = Added::default();
            let reading = reading(transaction, versions)?;
            for prepared in batch {
                match insert(transaction, prepared, reading, now)? {
                    Some(document) => {
                        added.new += 1;
                        details(transaction, document, prepared)?;
                    }
                    None => added.again += usize::from(update(transaction, prepared, (reading, versions), now)?),
                }
            }
            Ok(added)
        })
    }

    /// The names of the documents that were read with other rules or another model.
    pub fn outdated(&self, versions: &Versions) -> Result<Vec<String>> {
        let sql = "select id from document join reading using (reading)
            where (rules, program, model) != (?1, ?2, ?3) order by document";
        let by = params![versions.rules, versions.program, versions.model];
        self.ask(|c| c.prepare(sql)?.query_map(by, |row| row.get(0))?.collect())
    }

    /// A document as it was given.
    ///
    /// # Errors
    /// When it is not in the store.
    pub fn document(&self, id: &str) -> Result<Document> {
        let sql = "select given, text from document where id = ?1";
        let found =
            self.ask(|c| c.query_row(sql, [id], |row| Ok(restored(&row.get::<_, String>(0)?, row.get(1)?))).optional());
        found?.ok_or_else(|| Problem::Unknown { asked: id.to_string() })
    }
}

/// Hash of the text, what was given, and versions of the reading.
type Stored = (String, String, Versions);

fn stored(connection: &Connection, id: &str) -> rusqlite::Result<Option<Stored>> {
    let sql = "select text_hash, given, rules, program, model from document join reading using (reading) where id = ?1";
    let row = |row: &rusqlite::Row| {
        let versions = Versions { rules: row.get(2)?, program: row.get(3)?, model: row.get(4)? };
        Ok((row.get(0)?, row.get(1)?, versions))
    };
    connection.prepare_cached(sql)?.query_row([id], row).optional()
}

fn compared(found: Option<&Stored>, document: &Document, versions: &Versions) -> Known {
    let Some((_, given_before, versions_before)) = found else { return Known::No };
    let is_same = versions_before == versions && without_path(given_before) == without_path(&given(document));
    if is_same { Known::Same } else { Known::Otherwise }
}

/// A file that was moved is the same document.
fn without_path(given: &str) -> serde_json::Value {
    let mut value: serde_json::Value = serde_json::from_str(given).unwrap_or_default();
    value.as_object_mut().map(|map| map.remove("path"));
    value
}

fn reading(transaction: &Transaction, versions: &Versions) -> rusqlite::Result<i64> {
    let by = params![versions.rules, versions.program, versions.model];
    transaction.execute("insert or ignore into reading (rules, program, model) values (?1, ?2, ?3)", by)?;
    let sql = "select reading from reading where (rules, program, model) = (?1, ?2, ?3)";
    transaction.query_row(sql, by, |row| row.get(0))
}

/// What another reading of the same text may give otherwise, from the fifth value on.
const CHANGING: &str = "title, outlet, author, published, published_from, language, url, path, given, reading, bytes_hash, \
    canonical_url, outlet_from, aggregator, original_outlet, published_in, published_sureness, modified, modified_in, \
    crawled, crawled_in, extractor";
const PLACES: &str =
    "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26";

/// The values of a row of `document`: name, moment, text and its hash, then those of `CHANGING`.
fn values<'p>(p: &'p Prepared, now: &'p &str, reading: &'p i64) -> [&'p dyn ToSql; 26] {
    let (d, named) = (&p.document, &p.named);
    [
        &d.id,
        now,
        &d.text,
        &p.text_hash,
        &d.title,
        &d.outlet,
        &d.author,
        &d.published.value,
        &named.published_from,
        &d.language,
        &d.url,
        &d.path,
        &p.given,
        reading,
        &d.bytes_hash,
        &d.canonical_url,
        &named.outlet_from,
        &d.aggregator,
        &d.original_outlet,
        &named.published_in,
        &named.published_sureness,
        &d.modified,
        &named.modified_in,
        &d.crawled,
        &named.crawled_in,
        &d.extractor,
    ]
}

/// What is known of a document by names of our own, as every output prints them.
#[derive(Debug)]
struct Named {
    published_from: Option<String>,
    published_in: Option<String>,
    published_sureness: Option<String>,
    outlet_from: Option<String>,
    modified_in: Option<String>,
    crawled_in: Option<String>,
}

impl Named {
    fn of(document: &Document) -> Named {
        Named {
            published_from: name(document.published.from),
            published_in: name(document.published_in),
            published_sureness: name(document.published_sureness()),
            outlet_from: name(document.outlet_from),
            modified_in: name(document.modified_in),
            crawled_in: name(document.crawled_in),
        }
    }
}

fn name(value: Option<impl Serialize>) -> Option<String> {
    serde_json::to_value(value?).ok()?.as_str().map(str::to_string)
}

fn insert(transaction: &Transaction, p: &Prepared, reading: i64, now: &str) -> rusqlite::Result<Option<i64>> {
    let sql = format!(
        "insert into document (id, added, text, text_hash, {CHANGING}) values (?1, ?2, ?3, ?4, {PLACES})
        on conflict (id) do nothing returning document"
    );
    transaction.prepare_cached(&sql)?.query_row(&values(p, &now, &reading)[..], |row| row.get(0)).optional()
}

/// Writes what another reading of the same text found; false when the row is as it should be, or was read meanwhile with
/// rules to which more must be found again than this reading did.
fn update(
    transaction: &Transaction,
    p: &Prepared,
    (reading, versions): (i64, &Versions),
    now: &str,
) -> rusqlite::Result<bool> {
    let sql = "select document, rules, model, given from document join reading using (reading)
        where id = ?1 and text_hash = ?2 and (given, reading) != (?3, ?4)";
    let by = params![p.document.id, p.text_hash, p.given, reading];
    let row = |row: &rusqlite::Row| {
        let (rules, model, before): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
        let is_other = model != versions.model || without_path(&before) != without_path(&p.given);
        let needed = if is_other { Touched::Everything } else { touched(&rules, &versions.rules) };
        Ok((row.get::<_, i64>(0)?, needed))
    };
    let found = transaction.prepare_cached(sql)?.query_row(by, row).optional()?;
    let Some((document, _)) = found.filter(|(_, needed)| p.touched.covers(needed)) else { return Ok(false) };
    let sql = format!(
        "update document set ({CHANGING}) = ({PLACES}) where id = ?1 and ?2 is not null and ?3 = text and ?4 = text_hash"
    );
    transaction.prepare_cached(&sql)?.execute(&values(p, &now, &reading)[..])?;
    forget(transaction, document, &p.touched)?;
    details(transaction, document, p)?;
    Ok(true)
}

/// Takes out the facts that were found again.
fn forget(transaction: &Transaction, document: i64, touched: &Touched) -> rusqlite::Result<()> {
    let Touched::Kinds(kinds) = touched else {
        return transaction.execute("delete from fact where document = ?1", [document]).map(|_| ());
    };
    let mut delete = transaction.prepare_cached("delete from fact where document = ?1 and kind = ?2")?;
    kinds.iter().try_for_each(|kind| delete.execute(params![document, kind]).map(|_| ()))
}

fn details(transaction: &Transaction, document: i64, p: &Prepared) -> rusqlite::Result<()> {
    let sql = "insert into grammar (document, blocks) values (?1, ?2)
        on conflict (document) do update set blocks = excluded.blocks where blocks != excluded.blocks";
    transaction.prepare_cached(sql)?.execute(params![document, p.grammar])?;
    let sql = "insert into fact (document, kind, id, starts, ends, fields) values (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = transaction.prepare_cached(sql)?;
    for fact in &p.facts {
        insert.execute(params![document, fact.kind, fact.id, fact.starts, fact.ends, fact.fields])?;
    }
    Ok(())
}
