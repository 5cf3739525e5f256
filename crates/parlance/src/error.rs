//! Why a pipeline could not be loaded: which file, where in it, and what is wrong there.

use std::path::{Path, PathBuf};

/// A pipeline could not be loaded.
///
/// The message names the file, the place in it where one is known, and what was found there.
#[derive(Debug, thiserror::Error)]
#[error("`{}`{}: {reason}", path.display(), place_after(place))]
pub struct LoadError {
    path: PathBuf,
    place: String,
    reason: String,
    missing: bool,
}

impl LoadError {
    /// The file (or folder) that could not be used.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether the file is not there at all, rather than there and unusable.
    pub fn is_missing(&self) -> bool {
        self.missing
    }

    pub(crate) fn new(path: &Path, place: impl ToString, reason: impl ToString) -> LoadError {
        LoadError { path: path.to_path_buf(), place: place.to_string(), reason: reason.to_string(), missing: false }
    }

    pub(crate) fn io(path: &Path, error: &std::io::Error) -> LoadError {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let reason = if missing { "no such file".to_string() } else { error.to_string() };
        LoadError { path: path.to_path_buf(), place: String::new(), reason, missing }
    }
}

fn place_after(place: &str) -> String {
    if place.is_empty() {
        return String::new();
    }
    format!(", {place}")
}
