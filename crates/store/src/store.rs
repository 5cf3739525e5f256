//! Opening a store: one file, refused when it is not ours or newer than we are, waited for when it is locked.

use crate::migrate;
use crate::problem::{Problem, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// How many seconds another writer is waited for.
static PATIENCE: AtomicU64 = AtomicU64::new(60);
/// After so many tries of `STEP` people are told that we wait.
const TOLD_AFTER: i32 = 20;
const STEP: Duration = Duration::from_millis(50);

/// What texts are read with; a document that was read with others may be read again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    pub rules: String,
    pub program: String,
    pub model: String,
}

#[derive(Debug)]
pub struct Store {
    pub(crate) connection: Connection,
    path: PathBuf,
    file: Option<u64>,
}

impl Store {
    /// Opens the store, and makes it where there is none.
    ///
    /// # Errors
    /// When the file is not a store, was written by a newer program, is locked for long, or cannot be written.
    pub fn create(path: &Path) -> Result<Store> {
        Store::opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
    }

    /// Opens a store that is there.
    ///
    /// # Errors
    /// As for `create`, and when there is no such file.
    pub fn open(path: &Path) -> Result<Store> {
        if !path.is_file() {
            return Err(Problem::Missing { path: path.display().to_string() });
        }
        match Store::opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE) {
            Err(problem @ Problem::ReadOnly { .. }) => Store::as_it_stands(path).ok_or(problem),
            opened => opened,
        }
    }

    /// A store in a place where nothing may be written, such as a disk of an archive: nobody changes it while it is read.
    fn as_it_stands(path: &Path) -> Option<Store> {
        let beside = |ending: &str| PathBuf::from(format!("{}{ending}", path.display()));
        if beside("-wal").metadata().is_ok_and(|log| log.len() > 0) {
            return None;
        }
        let plain = path.to_str()?.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(format!("file:{plain}?immutable=1"), flags).ok()?;
        let is_known = migrate::shape(&connection).is_ok_and(|shape| (1..=migrate::KNOWN).contains(&shape));
        let is_ours = is_known && migrate::is_ours(&connection).is_ok_and(|ours| ours);
        is_ours.then(|| Store { connection, path: path.to_path_buf(), file: file_number(path) })
    }

    fn opened(path: &Path, flags: OpenFlags) -> Result<Store> {
        let name = path.display().to_string();
        let wrong = |source| Problem::of(&name, patience(), source);
        let mut connection =
            Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(wrong)?;
        connection.busy_handler(Some(wait)).map_err(wrong)?;
        if !patiently(|| migrate::is_ours(&connection)).map_err(wrong)? {
            return Err(Problem::Foreign { path: name });
        }
        let found = migrate::shape(&connection).map_err(wrong)?;
        // An empty file is no store: it only becomes one where one is to be made.
        if found == 0 && !flags.contains(OpenFlags::SQLITE_OPEN_CREATE) {
            return Err(Problem::Foreign { path: name });
        }
        if found > migrate::KNOWN {
            return Err(Problem::Newer { path: name, found, known: migrate::KNOWN });
        }
        let mut store = Store { connection, path: path.to_path_buf(), file: None };
        patiently(|| store.settle()).map_err(wrong)?;
        store.file = file_number(path);
        Ok(store)
    }

    fn settle(&mut self) -> rusqlite::Result<()> {
        let is_reader = self.connection.is_readonly("main")?;
        self.connection.pragma_update(None, "foreign_keys", true)?;
        // One process gives temporary results no file of their own, and pages that are read often stay in memory.
        self.connection.pragma_update(None, "temp_store", "memory")?;
        self.connection.pragma_update(None, "cache_size", -65_536)?;
        if is_reader {
            return Ok(());
        }
        // Of texts and grammar two or three stand on a page of this size; it can only be chosen for an empty file.
        self.connection.pragma_update(None, "page_size", 8192)?;
        // Readers and one writer at once; a transaction is on the disk when it is said to be done.
        self.connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        self.connection.pragma_update(None, "synchronous", "full")?;
        let program = migrate::program();
        if self.is_settled(&program) {
            return Ok(());
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        migrate::migrate(&transaction, &program)?;
        transaction.commit()
    }

    fn is_settled(&self, program: &str) -> bool {
        let sql = "select exists (select 1 from migration where step = 0 and program = ?1)";
        let views: rusqlite::Result<bool> = self.connection.query_row(sql, [program], |row| row.get(0));
        views.unwrap_or(false) && migrate::shape(&self.connection).is_ok_and(|shape| shape == migrate::KNOWN)
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn name(&self) -> String {
        self.path.display().to_string()
    }

    /// Everything that happens inside is done as a whole or not at all; one writer at a time.
    pub(crate) fn write<T>(&mut self, work: impl FnOnce(&Transaction) -> rusqlite::Result<T>) -> Result<T> {
        if self.file != file_number(&self.path) {
            return Err(Problem::Gone { path: self.name() });
        }
        let name = self.name();
        let wrong = |source| Problem::of(&name, patience(), source);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        let done = work(&transaction).map_err(wrong)?;
        transaction.commit().map_err(wrong)?;
        Ok(done)
    }

    pub(crate) fn ask<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.connection).map_err(|source| Problem::of(&self.name(), patience(), source))
    }

    pub fn count(&self) -> Result<usize> {
        self.ask(|c| c.query_row("select count(*) from document", [], |row| row.get(0)))
    }

    /// Writes the store as one closed file to hand on: nothing beside it, nothing left from what was removed.
    ///
    /// # Errors
    /// When the file is there already or cannot be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        let target = path.display().to_string();
        if path.exists() {
            return Err(Problem::Exists { path: target });
        }
        let done = self.connection.execute("vacuum into ?1", [&target]);
        done.map(|_| ()).map_err(|source| Problem::of(&target, patience(), source))
    }

    /// Lets no file grow past so many pages: how a full disk is tried out.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: u32) -> Result<()> {
        self.ask(|c| c.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())))
    }
}

static TOLD: AtomicBool = AtomicBool::new(false);

/// Waits a moment for another writer, and says so once.
fn wait(tries: i32) -> bool {
    if tries == TOLD_AFTER && !TOLD.swap(true, Ordering::Relaxed) {
        eprintln!("readout: another program is writing to the store; waiting for it");
    }
    std::thread::sleep(STEP);
    (tries as u64) * (STEP.as_millis() as u64) < patience() * 1000
}

/// Tries again while another program makes the file: SQLite does not wait by itself where two turn one file to its log.
fn patiently<T>(mut ask: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let began = Instant::now();
    loop {
        let answer = ask();
        let is_busy = answer.as_ref().is_err_and(|e| e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !is_busy || began.elapsed().as_secs() >= patience() {
            return answer;
        }
        std::thread::sleep(STEP);
    }
}

/// Waits for another writer so many seconds at most, in this process.
pub fn wait_at_most(seconds: u64) {
    PATIENCE.store(seconds, Ordering::Relaxed);
}

fn patience() -> u64 {
    PATIENCE.load(Ordering::Relaxed)
}

/// Which file stands under this name; `None` where there is none or the system cannot tell.
#[cfg(unix)]
fn file_number(path: &Path) -> Option<u64> {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(path).ok().map(|m| m.ino())
}

#[cfg(not(unix))]
fn file_number(_: &Path) -> Option<u64> {
    None
}
