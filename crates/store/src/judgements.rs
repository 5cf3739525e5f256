//! What people judged, kept beside the documents it is about.

use crate::problem::Result;
use crate::store::Store;
use readout::record::judged::{Evidence, File, Judgement};
use rusqlite::{Transaction, params};

impl Store {
    /// Everything that was judged.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judgements(&self) -> Result<Vec<Judgement>> {
        Ok(self.judgement_file()?.judgements())
    }

    /// Everything that was judged, as a file of judgements has it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn judgement_file(&self) -> Result<File> {
        let sql = "select line from judgement order by line";
        let lines: Vec<String> = self.ask(|c| c.prepare(sql)?.query_map([], |row| row.get(0))?.collect())?;
        Ok(File::parse(&(lines.join("\n") + "\n")).0)
    }

    /// Takes in judgements; how many of them are new.
    ///
    /// # Errors
    /// When the file cannot be written; none of them is then in it.
    pub fn judge(&mut self, judgements: &[Judgement], now: &str) -> Result<usize> {
        if judgements.is_empty() {
            return Ok(0);
        }
        self.write(|transaction| {
            let mut new = 0;
            for judgement in judgements {
                new += usize::from(insert(transaction, judgement, now)?);
            }
            Ok(new)
        })
    }

    /// Forgets a judgement.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn unjudge(&mut self, judgement: &Judgement) -> Result<()> {
        let line = line(judgement);
        self.write(|t| t.execute("delete from judgement where line = ?1", [line]).map(|_| ()))
    }
}

fn line(judgement: &Judgement) -> String {
    serde_json::to_string(judgement).unwrap_or_default()
}

fn insert(transaction: &Transaction, judgement: &Judgement, now: &str) -> rusqlite::Result<bool> {
    let word = |value: serde_json::Value| value.as_str().unwrap_or("").to_string();
    let (kind, ruling) = (word(serde_json::json!(judgement.kind)), word(serde_json::json!(judgement.ruling)));
    let sides = [judgement.a.first(), judgement.b.first()];
    let words: Vec<&str> = sides.into_iter().flatten().map(|evidence| evidence.words.as_str()).collect();
    let title = format!("{kind} {ruling}: {}", words.join(" | "));
    let sql =
        "insert or ignore into judgement (title, kind, ruling, reason, made, line) values (?1, ?2, ?3, ?4, ?5, ?6)";
    let by = params![title, kind, ruling, judgement.reason, now, line(judgement)];
    if transaction.execute(sql, by)? == 0 {
        return Ok(false);
    }
    let number = transaction.last_insert_rowid();
    let sides = judgement.a.iter().map(|e| ("a", e)).chain(judgement.b.iter().map(|e| ("b", e)));
    for (side, evidence) in sides {
        judged(transaction, number, side, evidence)?;
    }
    Ok(true)
}

fn judged(transaction: &Transaction, number: i64, side: &str, evidence: &Evidence) -> rusqlite::Result<()> {
    let sql = "insert into judged (judgement, side, document, words, sentence)
        values (?1, ?2, (select document from document where id = ?3), ?4, ?5)";
    let by = params![number, side, evidence.doc, evidence.words, evidence.sentence];
    transaction.execute(sql, by).map(|_| ())
}
