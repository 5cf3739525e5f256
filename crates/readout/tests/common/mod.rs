//! What the tests share: the language model, where there is one, and texts read the way the program reads them.

#![allow(dead_code)]

use parlance::Pipeline;
use readout::document::{Document, Published, PublishedFrom};
use readout::{Report, find, read};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static PIPELINE: LazyLock<Option<Pipeline>> = LazyLock::new(|| {
    let folder = model_folder()?;
    Some(
        Pipeline::load(&folder)
            .unwrap_or_else(|error| panic!("the model in {} does not load: {error}", folder.display())),
    )
});

/// `READOUT_MODEL`, or what `readout model add en` keeps.
fn model_folder() -> Option<PathBuf> {
    if let Some(path) = std::env::var_os("READOUT_MODEL") {
        return Some(PathBuf::from(path));
    }
    let cache =
        std::env::var_os("READOUT_CACHE").map(PathBuf::from).or_else(|| Some(home()?.join(".cache/readout")))?;
    let folder = cache.join("models/en_core_web_sm-3.8.0");
    folder.is_dir().then_some(folder)
}

fn home() -> Option<PathBuf> {
    std::env::var_os("HOME").map(PathBuf::from)
}

/// The English pipeline; `None`, with a message, on a machine that has none.
pub fn pipeline() -> Option<&'static Pipeline> {
    if PIPELINE.is_none() {
        eprintln!("skipped: there is no language model; `readout model add en` gets it");
    }
    PIPELINE.as_ref()
}

/// A text as a document with this name and day of publication.
pub fn document(name: &str, published: Option<&str>, text: &str) -> Document {
    let published =
        Published { value: published.map(str::to_string), from: published.map(|_| PublishedFrom::Given), at: None };
    Document {
        id: name.to_string(),
        path: Some(name.to_string()),
        text: text.to_string(),
        published,
        ..Document::default()
    }
}

pub fn report(document: Document, pipeline: &Pipeline) -> Report {
    let reading = read(document, pipeline);
    let facts = find(&reading);
    Report { reading, facts }
}

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files below a folder with this ending, sorted.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return vec![] };
    let mut out = vec![];
    for path in entries.flatten().map(|e| e.path()) {
        if path.is_dir() {
            out.extend(files(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            out.push(path);
        }
    }
    out.sort();
    out
}
