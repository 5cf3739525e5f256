//! Documents that share rare words with the sentences of a text: found by the words' index alone, none of them read.

use crate::filter::Filter;
use crate::problem::Result;
use crate::store::Store;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use std::collections::{BTreeMap, BTreeSet};

/// A sentence is looked up by so many of its words, the rarest.
const RAREST: usize = 10;
/// A word that stands in more documents than this tells nothing.
const COMMON: usize = 3000;
/// So many documents are chosen for a sentence.
const OF_SENTENCE: usize = 6;

/// What a choice of documents was made from: how many there are, and their first and last day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    pub documents: usize,
    pub from: Option<String>,
    pub to: Option<String>,
}

/// The numbers of the documents that share most with the sentences, at most `most` of them, in their order.
///
/// # Errors
/// When the file cannot be read.
pub fn alike(store: &Store, filter: &Filter, sentences: &[Vec<String>], most: usize) -> Result<Vec<i64>> {
    store.ask(|connection| {
        let allowed = allowed(connection, filter)?;
        let words: BTreeSet<&str> = sentences.iter().flatten().map(String::as_str).collect();
        let mut found: BTreeMap<&str, Vec<i64>> = BTreeMap::new();
        for word in words {
            found.insert(word, standing(connection, word)?);
        }
        let (mut first, mut votes) = (BTreeSet::new(), BTreeMap::<i64, f64>::new());
        for sentence in sentences {
            let best = best(sentence, &found, allowed.as_ref());
            first.extend(best.first().map(|(document, _)| *document));
            best.into_iter().for_each(|(document, points)| *votes.entry(document).or_default() += points);
        }
        // The best one of each sentence goes before those that several sentences like a little.
        let mut ranked: Vec<(i64, f64)> = votes.into_iter().collect();
        let rank = |(document, points): &(i64, f64)| (first.contains(document), *points);
        ranked.sort_by(|a, b| {
            let ((first_a, a_points), (first_b, b_points)) = (rank(a), rank(b));
            first_b.cmp(&first_a).then(b_points.total_cmp(&a_points)).then(a.0.cmp(&b.0))
        });
        let mut chosen: Vec<i64> = ranked.into_iter().take(most).map(|(document, _)| document).collect();
        chosen.sort_unstable();
        Ok(chosen)
    })
}

/// How many documents are asked for, and of which days.
///
/// # Errors
/// When the file cannot be read.
pub fn extent(store: &Store, filter: &Filter) -> Result<Extent> {
    let (condition, values) = filter.documents();
    let sql = format!("select count(*), min(d.published), max(d.published) from document d where {condition}");
    store.ask(|c| {
        c.query_row(&sql, params_from_iter(values), |row| {
            Ok(Extent { documents: row.get(0)?, from: row.get(1)?, to: row.get(2)? })
        })
    })
}

/// The documents that may be chosen; `None` for all.
fn allowed(connection: &Connection, filter: &Filter) -> rusqlite::Result<Option<BTreeSet<i64>>> {
    if *filter == Filter::default() {
        return Ok(None);
    }
    let (condition, values) = filter.documents();
    let mut statement = connection.prepare(&format!("select d.document from document d where {condition}"))?;
    statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<_>>().map(Some)
}

/// Where a word stands; nowhere, where it is common.
fn standing(connection: &Connection, word: &str) -> rusqlite::Result<Vec<i64>> {
    let sql = "select rowid from document_fts where document_fts match ?1 limit ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let values = [Value::Text(format!("\"{}\"", word.replace('"', ""))), Value::Integer(COMMON as i64 + 1)];
    let rows: Vec<i64> = statement.query_map(values, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(if rows.len() > COMMON { vec![] } else { rows })
}

/// The documents that have most of a sentence's rarest words, a rare word counting more.
fn best(sentence: &[String], found: &BTreeMap<&str, Vec<i64>>, allowed: Option<&BTreeSet<i64>>) -> Vec<(i64, f64)> {
    let mut lists: Vec<(&str, &Vec<i64>)> =
        sentence.iter().filter_map(|w| found.get_key_value(w.as_str())).map(|(w, list)| (*w, list)).collect();
    lists.retain(|(_, list)| !list.is_empty());
    lists.sort_by_key(|(word, list)| (list.len(), *word));
    lists.dedup_by_key(|(word, _)| *word);
    let mut points: BTreeMap<i64, f64> = BTreeMap::new();
    for (_, list) in lists.iter().take(RAREST) {
        let weight = (1.0 + COMMON as f64 / list.len() as f64).ln();
        let is_allowed = |d: &&i64| allowed.is_none_or(|a| a.contains(d));
        list.iter().filter(is_allowed).for_each(|d| *points.entry(*d).or_default() += weight);
    }
    let mut ranked: Vec<(i64, f64)> = points.into_iter().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked.truncate(OF_SENTENCE);
    ranked
}
