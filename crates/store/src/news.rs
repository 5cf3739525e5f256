//! `readout since`: what came into the store since a day, and what it changes.

use crate::filter::Filter;
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
    pub documents: Vec<Line>,
    /// Kind, and how many facts of it are new.
    pub facts: Vec<(String, usize)>,
    /// Disagreements in which something new takes part.
    pub disagreements: Vec<(String, Vec<Line>)>,
    /// Figures for which earlier and new documents give values that are not the same.
    pub changed: Vec<(String, Vec<Line>)>,
    /// What was said, by day: of the speaker that is asked for, or of anybody about what is asked for.
    pub said: Vec<(String, Line)>,
}

/// `day` is a moment or a day (UTC) on which documents came into the store, written as the store writes it.
///
/// # Errors
/// When the file cannot be read.
pub fn news(store: &Store, day: &str, filter: &Filter) -> Result<News> {
    let (condition, mut values) = filter.documents();
    values.push(Value::Text(day.to_string()));
    let day_at = values.len();
    let new = format!("d.added >= ?{day_at} and {condition}");
    store.ask(|connection| {
        let mut found = News { documents: documents(connection, &new, &values)?, ..News::default() };
        if found.documents.is_empty() {
            return Ok(found);
        }
        found.facts = facts(connection, &new, &values, filter)?;
        found.disagreements = disagreements(connection, &new, &values)?;
        found.changed = changed(connection, &new, &values, day_at)?;
        if filter.speaker.is_some() || filter.about.is_some() {
            found.said = said(connection, &condition, &values, filter)?;
        }
        Ok(found)
    })
}

fn documents(connection: &Connection, new: &str, values: &[Value]) -> rusqlite::Result<Vec<Line>> {
    let sql = format!(
        "select d.published, coalesce(d.title, d.path, d.id), d.id || ':0-0', d.outlet from document d
        where {new} order by d.published, d.document"
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

/// Over all time, so that the new words stand beside the earlier ones.
fn said(c: &Connection, condition: &str, values: &[Value], filter: &Filter) -> rusqlite::Result<Vec<(String, Line)>> {
    let sql = format!(
        "select d.published, substr(d.text, f.starts + 1, f.ends - f.starts), d.id || ':' || f.starts || '-' || f.ends,
            d.outlet, f.fields ->> '$.speaker'
        from fact f join document d using (document)
        where f.kind = 'statements' and f.fields ->> '$.speaker' is not null and {condition} and ?{} is not null
        order by d.published, f.fact",
        values.len()
    );
    let row = |row: &rusqlite::Row| Ok((row.get::<_, String>(4)?, line(row)?));
    let mut statement = c.prepare(&sql)?;
    let all: Vec<(String, Line)> =
        statement.query_map(params_from_iter(values), row)?.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|(speaker, _)| filter.is_speaker(speaker)).collect())
}
