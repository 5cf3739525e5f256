//! The files of a pipeline's folder, each read whole and remembered by its path for messages.

use crate::error::LoadError;
use crate::msgpack::{self, Malformed, Value};
use std::path::{Path, PathBuf};

/// One file of a pipeline, read whole.
#[derive(Debug)]
pub(crate) struct File {
    pub path: PathBuf,
    pub bytes: Vec<u8>,
}

/// A folder with the files of one pipeline.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The pipeline's folder: the one given, or the one inside that has `config.cfg`, as in an unpacked package.
    pub fn find(given: &Path) -> Result<Folder, LoadError> {
        std::fs::read_dir(given).map_err(|error| LoadError::io(given, &error))?;
        let mut level = vec![given.to_path_buf()];
        for _ in 0..3 {
            if let Some(root) = level.iter().find(|folder| folder.join("config.cfg").is_file()) {
                return Ok(Folder { root: root.clone() });
            }
            level = level.iter().flat_map(|folder| folders_in(folder)).collect();
        }
        Err(LoadError::new(given, "", "no `config.cfg` here: not the folder of a spaCy pipeline"))
    }

    pub fn read(&self, name: &str) -> Result<File, LoadError> {
        let path = self.root.join(name);
        let bytes = std::fs::read(&path).map_err(|error| LoadError::io(&path, &error))?;
        Ok(File { path, bytes })
    }

    /// Like `read`; a file that may be absent is `None` then.
    pub fn read_if_there(&self, name: &str) -> Result<Option<File>, LoadError> {
        match self.read(name) {
            Err(error) if error.is_missing() => Ok(None),
            result => result.map(Some),
        }
    }
}

impl File {
    /// The file as one MessagePack value.
    pub fn msgpack(&self) -> Result<Value<'_>, LoadError> {
        msgpack::parse(&self.bytes).map_err(|malformed| self.malformed(&malformed))
    }

    /// The file as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, LoadError> {
        serde_json::from_slice(&self.bytes).map_err(|error| self.error("", error))
    }

    pub fn text(&self) -> Result<&str, LoadError> {
        std::str::from_utf8(&self.bytes)
            .map_err(|error| self.error(format!("byte {}", error.valid_up_to()), "not UTF-8"))
    }

    pub fn malformed(&self, malformed: &Malformed) -> LoadError {
        self.error(format!("byte {}", malformed.at), &malformed.what)
    }

    pub fn error(&self, place: impl ToString, reason: impl ToString) -> LoadError {
        LoadError::new(&self.path, place, reason)
    }
}

/// The folders directly inside, by name.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}
