//! The shape of the file: a step for every change, and views that are made anew by every version.

use rusqlite::{Connection, Transaction};

/// Marks a SQLite file as ours ("RDOT").
pub const APPLICATION: i64 = 0x5244_4F54;

/// One step a change, in order; a step is never altered once it was released.
const STEPS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
    include_str!("schema/4.sql"),
    include_str!("schema/5.sql"),
];
const VIEWS: &str = include_str!("schema/views.sql");

/// The shape that this program writes.
pub const KNOWN: i64 = STEPS.len() as i64;

/// Which shape a file has; 0 is an empty one.
pub fn shape(connection: &Connection) -> rusqlite::Result<i64> {
    number(connection, "user_version")
}

/// Whether the file is empty or one of ours. Both are asked of one moment: another program may be making the store.
pub fn is_ours(connection: &Connection) -> rusqlite::Result<bool> {
    let moment = connection.unchecked_transaction()?;
    let is_marked = number(&moment, "application_id")? == APPLICATION;
    let tables: i64 = moment.query_row("select count(*) from sqlite_schema", [], |row| row.get(0))?;
    Ok(is_marked || tables == 0)
}

/// Brings the file to the newest shape.
pub fn migrate(transaction: &Transaction, program: &str) -> rusqlite::Result<()> {
    let found = shape(transaction)?;
    let steps = STEPS.iter().enumerate().skip(usize::try_from(found).unwrap_or(0));
    for (index, step) in steps {
        transaction.execute_batch(step)?;
        note(transaction, index as i64 + 1, program)?;
    }
    if !has_views_of(transaction, program)? {
        make_views(transaction)?;
        note(transaction, 0, program)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", KNOWN)
}

/// Which program made which step; step 0 is the making of the views.
fn note(transaction: &Transaction, step: i64, program: &str) -> rusqlite::Result<()> {
    transaction.execute_batch(
        "create table if not exists migration (step integer primary key, program text not null) strict",
    )?;
    transaction.execute("insert or replace into migration (step, program) values (?1, ?2)", (step, program))?;
    Ok(())
}

fn has_views_of(transaction: &Transaction, program: &str) -> rusqlite::Result<bool> {
    let sql = "select exists (select 1 from migration where step = 0 and program = ?1)";
    transaction.query_row(sql, [program], |row| row.get(0))
}

fn make_views(transaction: &Transaction) -> rusqlite::Result<()> {
    let mut named = transaction.prepare("select name from sqlite_schema where type = 'view'")?;
    let names: Vec<String> = named.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for name in names {
        transaction.execute_batch(&format!("drop view \"{name}\""))?;
    }
    transaction.execute_batch(VIEWS)
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

/// A name for this build's steps and views.
pub fn program() -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(STEPS.concat() + VIEWS);
    let short: String = hash.iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("{} {short}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_a_document_has_its_columns_after_a_step() -> rusqlite::Result<()> {
        let mut connection = Connection::open_in_memory()?;
        STEPS[..3].iter().try_for_each(|step| connection.execute_batch(step))?;
        connection.pragma_update(None, "user_version", 3)?;
        connection.execute_batch(
            "insert into reading (rules, program, model) values ('r', 'p', 'm');
            insert into document (id, text, text_hash, given, reading, added)
            values ('a', 'The harbour.', 'h', '{\"bytes_hash\":\"b\",\"modified\":\"2031-03-04\"}', 1, 'now')",
        )?;
        let count = "select count from change";
        let before: i64 = connection.query_row(count, [], |row| row.get(0))?;
        let transaction = connection.transaction()?;
        migrate(&transaction, "next")?;
        transaction.commit()?;
        let sql = "select bytes_hash, modified from documents";
        let row: (String, String) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        assert_eq!((row.0.as_str(), row.1.as_str()), ("b", "2031-03-04"));
        assert_eq!(connection.query_row(count, [], |row| row.get::<_, i64>(0))?, before);
        Ok(())
    }

    #[test]
    fn a_store_of_the_first_shape_keeps_what_is_in_it() -> rusqlite::Result<()> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch(STEPS[0])?;
        connection.pragma_update(None, "user_version", 1)?;
        connection.execute("insert into conflict (kind, title) values ('figure', 'trade')", [])?;
        let transaction = connection.transaction()?;
        migrate(&transaction, "next")?;
        migrate(&transaction, "the one after")?;
        transaction.commit()?;
        let row: (String, String) =
            connection.query_row("select title, fields from conflict", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        assert_eq!((row.0.as_str(), row.1.as_str()), ("trade", "{}"));
        assert_eq!(shape(&connection)?, KNOWN);
        let steps: i64 = connection.query_row("select count(*) from migration where step > 1", [], |row| row.get(0))?;
        assert_eq!(steps, KNOWN - 1);
        connection.query_row("select count(*) from disagreements", [], |row| row.get::<_, i64>(0)).map(|_| ())
    }
}
