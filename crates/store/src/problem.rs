//! What can go wrong with a store: each message names the file and the way out.

use rusqlite::ErrorCode;

pub type Result<T> = std::result::Result<T, Problem>;

#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("there is no store `{path}`: `readout add` makes one, or name another with `--store`")]
    Missing { path: String },
    #[error("`{path}` is not a store of readout: name another file with `--store`")]
    Foreign { path: String },
    #[error(
        "`{path}` was written by a newer version of readout (shape {found}, this program knows {known}): install the newer version"
    )]
    Newer { path: String, found: i64, known: i64 },
    #[error(
        "another program has held `{path}` locked for more than {seconds} seconds: try again when it is done; nothing was lost"
    )]
    Busy { path: String, seconds: u64 },
    #[error("there is no space left for `{path}`: what was added before is safe, add the rest when there is space")]
    Full { path: String },
    #[error("`{path}` could not be written ({why}): what was added before is safe, add the rest when the disk is well")]
    Unwritten { path: String, why: String },
    #[error("`{path}` was removed or replaced while it was in use: nothing more was written to it")]
    Gone { path: String },
    #[error("`{path}` is there already: name a file that is not there")]
    Exists { path: String },
    #[error("`{path}` cannot be opened or written ({why}): look whether its folder is there and may be written")]
    ReadOnly { path: String, why: String },
    #[error("`{path}` is damaged: {why}; `readout store check` says more")]
    Damaged { path: String, why: String },
    #[error("the search `{words}` cannot be read: {why}")]
    Words { words: String, why: String },
    #[error("`{asked}` is not in the store")]
    Unknown { asked: String },
    #[error("could not write {what}: {why}")]
    Export { what: &'static str, why: String },
    #[error("`{path}`: {source}")]
    Sqlite { path: String, source: rusqlite::Error },
}

impl Problem {
    /// What SQLite says about this file, in our words where a person can do something about it.
    pub fn of(path: &str, seconds: u64, source: rusqlite::Error) -> Problem {
        let path = path.to_string();
        let why = source.to_string();
        match source.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Problem::Busy { path, seconds },
            Some(ErrorCode::DiskFull) => Problem::Full { path },
            Some(ErrorCode::SystemIoFailure) => Problem::Unwritten { path, why },
            Some(ErrorCode::NotADatabase) => Problem::Foreign { path },
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                Problem::ReadOnly { path, why }
            }
            Some(ErrorCode::DatabaseCorrupt) => Problem::Damaged { path, why },
            _ => Problem::Sqlite { path, source },
        }
    }
}
