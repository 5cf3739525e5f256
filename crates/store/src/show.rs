//! `readout show`: a name with all that is said of it, or a place in a text.

use crate::filter::like;
use crate::problem::{Problem, Result};
use crate::store::Store;
use readout::document::one_line;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// What a document says at a place, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Day of publication.
    pub published: Option<String>,
    pub text: String,
    /// "tarn-1:40-52".
    pub place: String,
    pub outlet: Option<String>,
}

/// A person, organisation or place with what the documents say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    pub name: String,
    pub class: String,
    /// Every name under which it stands in the documents.
    pub names: Vec<String>,
    /// Other names that fit what was asked.
    pub others: Vec<String>,
    pub documents: usize,
    pub said: Vec<Line>,
    pub figures: Vec<Line>,
    pub named: Vec<Line>,
}

/// Characters of a text with what stands around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    pub id: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    /// How sure the day is: "declared", "likely", "inferred".
    pub sureness: Option<String>,
    /// Who printed what the outlet had written.
    pub aggregator: Option<String>,
    pub original_outlet: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub before: String,
    pub inside: String,
    pub after: String,
    pub at: [usize; 2],
}

/// Everything about the name that is asked for, or about the one that most documents have among those with these words.
///
/// # Errors
/// When no document has the name.
pub fn entity(store: &Store, asked: &str) -> Result<Dossier> {
    let found = store.ask(|c| candidates(c, asked))?;
    let lower = asked.to_lowercase();
    let best = found.iter().position(|(name, _, _)| name.to_lowercase() == lower).unwrap_or(0);
    let Some((name, class, _)) = found.get(best).cloned() else { return Err(Problem::Unknown { asked: asked.into() }) };
    store.ask(|connection| {
        let (name, names) = names(connection, &name, &class)?;
        let others = found.iter().map(|(name, _, _)| name.clone()).filter(|other| !names.contains(other));
        let others: BTreeSet<String> = others.collect();
        let list = serde_json::to_string(&names).unwrap_or_default();
        Ok(Dossier {
            documents: documents(connection, &list)?,
            said: lines(connection, SAID, &list)?,
            figures: lines(connection, FIGURES, &list)?,
            named: lines(connection, NAMED, &list)?,
            others: others.into_iter().collect(),
            names: names.into_iter().collect(),
            name,
            class,
        })
    })
}

/// Name, class and number of documents, the most frequent first.
fn candidates(connection: &Connection, asked: &str) -> rusqlite::Result<Vec<(String, String, i64)>> {
    let sql = "select name, class, max(documents) as documents from (
            select fields ->> '$.name' as name, fields ->> '$.class' as class, count(*) as documents from fact
            where kind = 'names' and (fields ->> '$.name') like ?1 escape '\\' group by 1, 2
            union all
            select name, class, count(*) from entity join entity_report using (entity)
            where name like ?1 escape '\\' group by entity)
        group by 1, 2 order by documents desc, name limit 40";
    let row = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    connection.prepare(sql)?.query_map([like(asked)], row)?.collect()
}

/// The entity of the record that has this name, that of most documents where there are several: its name, and all under
/// which it stands. Without a record the name is all there is.
fn names(connection: &Connection, name: &str, class: &str) -> rusqlite::Result<(String, BTreeSet<String>)> {
    let sql = "select e.name, e.fields ->> '$.variants' from entity e where e.class = ?2
        and (e.name = ?1 or exists (select 1 from json_each(e.fields, '$.variants') v where v.value = ?1))
        order by (select count(*) from entity_report r where r.entity = e.entity) desc, e.entity limit 1";
    let row = |row: &rusqlite::Row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?));
    let found = connection.query_row(sql, [name, class], row).optional()?;
    let (fullest, variants) = found.unwrap_or_else(|| (name.to_string(), "[]".into()));
    let mut all: BTreeSet<String> = serde_json::from_str(&variants).unwrap_or_default();
    all.extend([name.to_string(), fullest.clone()]);
    Ok((fullest, all))
}

fn documents(connection: &Connection, names: &str) -> rusqlite::Result<usize> {
    let sql = "select count(distinct document) from fact where kind = 'names'
        and fields ->> '$.name' in (select value from json_each(?1))";
    connection.query_row(sql, [names], |row| row.get(0))
}

const SAID: &str =
    "select d.published, substr(d.text, f.starts + 1, f.ends - f.starts), d.id || ':' || f.starts || '-' || f.ends,
    d.outlet from fact f join document d using (document)
    where f.fields ->> '$.speaker' in (select value from json_each(?1)) and f.kind = 'statements'
    order by d.published, f.fact";
const FIGURES: &str = "select d.published,
    coalesce(f.fields ->> '$.measure', '') || ': ' || substr(d.text, f.starts + 1, f.ends - f.starts),
    d.id || ':' || f.starts || '-' || f.ends, d.outlet from fact f join document d using (document)
    where f.kind = 'figures' and f.fields ->> '$.role' = 'statistic' and (
        f.fields ->> '$.claimant' in (select value from json_each(?1))
        or exists (select 1 from json_each(f.fields, '$.of') o where o.value in (select value from json_each(?1))))
    order by d.published, f.fact";
const NAMED: &str =
    "select d.published, coalesce(d.title, d.path, d.id), d.id || ':' || f.starts || '-' || f.ends, d.outlet
    from fact f join document d using (document)
    where f.kind = 'names' and f.fields ->> '$.name' in (select value from json_each(?1))
    group by f.document order by d.published, f.fact";

fn lines(connection: &Connection, sql: &str, names: &str) -> rusqlite::Result<Vec<Line>> {
    connection.prepare(sql)?.query_map([names], line)?.collect()
}

pub fn line(row: &rusqlite::Row) -> rusqlite::Result<Line> {
    let text: String = row.get(1)?;
    Ok(Line { published: row.get(0)?, text: one_line(&text), place: row.get(2)?, outlet: row.get(3)? })
}

/// The characters at "DOC:START-END", in their paragraph; DOC may be cut short where no other begins like it.
///
/// # Errors
/// When there is no such document, or more than one.
pub fn passage(store: &Store, place: &str) -> Result<Option<Passage>> {
    let parsed = place.rsplit_once(':').and_then(|(id, at)| {
        let (start, end) = at.split_once('-').unwrap_or((at, at));
        Some((id, start.parse::<usize>().ok()?, end.parse::<usize>().ok()?))
    });
    let Some((id, start, end)) = parsed else { return Ok(None) };
    let unknown = || Problem::Unknown { asked: id.to_string() };
    let sql = "select d.id, d.title, d.outlet, d.published, d.url, d.text, d.published_sureness, d.aggregator,
            d.original_outlet, d.author from document d
        where d.id = ?1 or (length(?1) >= 4 and substr(d.id, 1, length(?1)) = ?1
            and (select count(*) from document o where substr(o.id, 1, length(?1)) = ?1) = 1)
        order by d.id = ?1 desc limit 1";
    let found = store.ask(|c| {
        let row = |row: &rusqlite::Row| {
            let text: Vec<char> = row.get::<_, String>(5)?.chars().collect();
            let (at, before, inside, after) = cut(&text, start, end);
            let (id, title, outlet) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (published, sureness) = (row.get(3)?, row.get(6)?);
            let (aggregator, original_outlet, author) = (row.get(7)?, row.get(8)?, row.get(9)?);
            let url = row.get(4)?;
            Ok(Passage {
                id,
                title,
                outlet,
                published,
                sureness,
                aggregator,
                original_outlet,
                author,
                url,
                before,
                inside,
                after,
                at,
            })
        };
        c.query_row(sql, params![id], row).optional()
    })?;
    found.map(Some).ok_or_else(unknown)
}

/// The characters, and what stands before and behind them in their paragraph.
fn cut(text: &[char], start: usize, end: usize) -> ([usize; 2], String, String, String) {
    let end = end.clamp(start.min(text.len()), text.len());
    let start = start.min(end);
    let from = text[..start].iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
    let to = text[end..].iter().position(|c| *c == '\n').map_or(text.len(), |i| end + i);
    let piece = |from: usize, to: usize| text[from..to].iter().collect::<String>();
    ([start, end], piece(from, start), piece(start, end), piece(end, to))
}
