//! What is known of the feeds that are watched: when each was asked, what it answered, which pages were fetched.

use crate::problem::Result;
use crate::store::Store;
use rusqlite::{OptionalExtension, params};

/// A feed, and what is sent along when it is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    pub url: String,
    pub etag: Option<String>,
    pub modified: Option<String>,
    /// The moment before which it is not asked.
    pub next: Option<String>,
}

impl Store {
    /// Remembers a feed; what is known of it stays.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn watch(&mut self, url: &str, title: Option<&str>) -> Result<()> {
        let sql = "insert into feed (url, title) values (?1, ?2)
            on conflict (url) do update set title = coalesce(excluded.title, title)";
        self.write(|t| t.execute(sql, params![url, title]).map(|_| ()))
    }

    pub fn watched(&self, url: &str) -> Result<Watched> {
        let sql = "select url, etag, modified, next from feed where url = ?1";
        let row = |row: &rusqlite::Row| {
            Ok(Watched { url: row.get(0)?, etag: row.get(1)?, modified: row.get(2)?, next: row.get(3)? })
        };
        let found = self.ask(|c| c.query_row(sql, [url], row).optional())?;
        Ok(found.unwrap_or_else(|| Watched { url: url.to_string(), ..Watched::default() }))
    }

    /// Remembers what a feed answered at a moment.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn answered(&mut self, feed: &Watched, now: &str, answer: &str) -> Result<()> {
        let sql = "update feed set etag = ?2, modified = ?3, next = ?4, asked = ?5, answer = ?6 where url = ?1";
        let by = params![feed.url, feed.etag, feed.modified, feed.next, now, answer];
        self.write(|t| t.execute(sql, by).map(|_| ()))
    }

    pub fn is_fetched(&self, url: &str) -> Result<bool> {
        self.ask(|c| c.query_row("select exists (select 1 from fetched where url = ?1)", [url], |row| row.get(0)))
    }

    /// Remembers that these pages are in the store, or that there is nothing to be got from them.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn fetched(&mut self, feed: &str, pages: &[(String, String)], now: &str) -> Result<()> {
        let sql = "insert or replace into fetched (url, feed, fetched, answer)
            values (?1, (select feed from feed where url = ?2), ?3, ?4)";
        self.write(|transaction| {
            let mut insert = transaction.prepare(sql)?;
            pages.iter().try_for_each(|(url, answer)| insert.execute(params![url, feed, now, answer]).map(|_| ()))
        })
    }
}
