//! `readout since`: what came into the store since a day, and what it changes.

use crate::filter::{Filter, like};
use crate::problem::Result;
use crate::show::{Line, line};
use crate::store::Store;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

/// What is seen in a text and is no fact anybody waits for.
const NO_NEWS: [&str; 4] = ["credits", "debris", "gaps", "names"];

/// What is new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// How many documents are new.
    pub count: usize,
    /// The latest of them, by day of publication.
    pub documents: Vec<Line>,
    /// Kind, and how many facts of it are new.
    pub facts: Vec<(String, usize)>,
    /// Disagreements in which something new takes part.
    pub disagreements: Vec<(String, Vec<Line>)>,
    /// Figures for which earlier and new documents give values that are not the same.
    pub changed: Vec<(String, Vec<Line>)>,
    /// How often something was said by the speaker that is asked for, or by anybody in documents about what is asked for.
    pub said_count: usize,
    /// The latest of it, by day, each with its speaker.
    pub said: Vec<(String, Line)>,
}

/// `day` is a moment or a day (UTC) on which documents came into the store, written as the store writes it; of documents
/// and of what was said the latest are listed, `most` of each.
///
/// # Errors
/// When the file cannot be read.
pub fn news(store: &Store, day: &str, filter: &Filter, most: usize) -> Result<News> {
    let (condition, mut values) = filter.documents();
    values.push(Value::Text(day.to_string()));
    let day_at = values.len();
    let new = format!("d.added >= ?{day_at} and {condition}");
    store.ask(|connection| {
        let count = format!("select count(*) from document d where {new}");
        let count = connection.query_row(&count, params_from_iter(&values), |row| row.get(0))?;
        let mut found = News { count, ..News::default() };
        if found.count == 0 {
            return Ok(found);
        }
        found.documents = documents(connection, &new, &values, most)?;
        found.facts = facts(connection, &new, &values, filter)?;
        found.disagreements = disagreements(connection, &new, &values)?;
        found.changed = changed(connection, &new, &values, day_at)?;
        if filter.speaker.is_some() || filter.about.is_some() {
            (found.said_count, found.said) = said(connection, &condition, &values, filter, most)?;
        }
        Ok(found)
    })
}

fn documents(connection: &Connection, new: &str, values: &[Value], most: usize) -> rusqlite::Result<Vec<Line>> {
    // Chosen first: the numbers of documents are found in an index, their titles on pages full of text.
    let sql = format!(
        "select d.published, coalesce(d.title, d.path, d.id), d.id || ':0-0', d.outlet from document d
        where d.document in (select d.document from document d where {new} order by d.published desc, d.document desc
            limit {most})
        order by d.published, d.document"
    );
    connection.prepare(&sql)?.query_map(params_from_iter(values), line)?.collect()
}

fn facts(c: &Connection, new: &str, values: &[Value], filter: &Filter) -> rusqlite::Result<Vec<(String, usize)>> {
    let sql = format!(
        "select f.kind, count(*) from fact f join document d using (document) where {new} group by 1 order by 1"
    );
    let mut statement = c.prepare(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let all: Vec<(String, usize)> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|(kind, _)| filter.has_kind(kind) && !NO_NEWS.contains(&kind.as_str())).collect())
}

fn disagreements(c: &Connection, new: &str, values: &[Value]) -> rusqlite::Result<Vec<(String, Vec<Line>)>> {
    let sql = format!(
        "select c.title, d.published, substr(d.text, r.starts + 1, r.ends - r.starts),
            d.id || ':' || r.starts || '-' || r.ends, d.outlet
        from conflict c join conflict_report r using (conflict) join document d using (document)
        where c.conflict in (
            select conflict from conflict_report join document d using (document) where {new})
        order by c.conflict, d.published, r.conflict_report"
    );
    grouped(c, &sql, values)
}

fn changed(
    connection: &Connection,
    new: &str,
    values: &[Value],
    day_at: usize,
) -> rusqlite::Result<Vec<(String, Vec<Line>)>> {
    let sql = format!(
        "select e.title, d.published, substr(d.text, r.starts + 1, r.ends - r.starts),
            d.id || ':' || r.starts || '-' || r.ends, d.outlet
        from entry e join report r using (entry) join document d using (document)
        where e.kind = 'figures' and e.verdict not in ('single', 'same', 'rounding', 'converted')
            and e.entry in (select entry from report join document d using (document) where {new})
            and e.entry in (select entry from report join document d using (document) where d.added < ?{day_at})
        order by e.entry, d.published, r.report"
    );
    grouped(connection, &sql, values)
}

fn grouped(connection: &Connection, sql: &str, values: &[Value]) -> rusqlite::Result<Vec<(String, Vec<Line>)>> {
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut out: Vec<(String, Vec<Line>)> = vec![];
    while let Some(row) = rows.next()? {
        let (title, text): (String, String) = (row.get(0)?, row.get(2)?);
        let line = Line { published: row.get(1)?, text, place: row.get(3)?, outlet: row.get(4)? };
        match out.last_mut() {
            Some((last, lines)) if *last == title => lines.push(line),
            _ => out.push((title, vec![line])),
        }
    }
    Ok(out)
}

/// How often somebody spoke, and the latest of it with the speaker. Over all time, so that the new words stand beside the
/// earlier ones.
fn said(
    connection: &Connection,
    condition: &str,
    values: &[Value],
    filter: &Filter,
    most: usize,
) -> rusqlite::Result<(usize, Vec<(String, Line)>)> {
    let (day_at, mut values) = (values.len(), values.to_vec());
    let mut spoken = "f.kind = 'statements' and f.fields ->> '$.speaker' is not null".to_string();
    if let Some(speaker) = &filter.speaker {
        values.push(Value::Text(like(speaker)));
        spoken += &format!(" and f.fields ->> '$.speaker' like ?{} escape '\\'", values.len());
    }
    // The moment from which on documents are new is no part of this condition, and is a value all the same.
    let from = format!(
        "from fact f indexed by statement_by_document join document d using (document)
        where {spoken} and {condition} and ?{day_at} is not null"
    );
    let count =
        connection.query_row(&format!("select count(*) {from}"), params_from_iter(&values), |row| row.get(0))?;
    let sql = format!(
        "select d.published, substr(d.text, f.starts + 1, f.ends - f.starts), d.id || ':' || f.starts || '-' || f.ends,
            d.outlet, f.fields ->> '$.speaker' from fact f join document d using (document)
        where f.fact in (select f.fact {from} order by d.published desc, f.fact desc limit {most})
        order by d.published, f.fact"
    );
    let row = |row: &rusqlite::Row| Ok((row.get::<_, String>(4)?, line(row)?));
    let said = connection.prepare(&sql)?.query_map(params_from_iter(&values), row)?.collect::<rusqlite::Result<_>>()?;
    Ok((count, said))
}
