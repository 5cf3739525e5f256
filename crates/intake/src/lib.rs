//! Files, folders, HTML and JSON lines to documents: the step `open`.

use readout::Document;
use readout::document::{Published, PublishedFrom};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// What can go wrong with one input; each names the file and the way out.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("could not read `{path}`: {error}")]
    Io { path: String, error: std::io::Error },
    #[error("line {line} of the standard input is not a JSON object with a `text`: {error}")]
    Json { line: usize, error: serde_json::Error },
}

#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--published`: the day of publication of every document that states none.
    pub published: Option<String>,
}

pub fn id_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Every document under the paths, in the order of the arguments; folders sorted by name.
pub fn open(paths: &[PathBuf], options: &Options) -> Vec<Result<Document, Problem>> {
    files(paths).iter().map(|path| open_file(path, options)).collect()
}

fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut out = vec![];
    for path in paths {
        let Ok(entries) = std::fs::read_dir(path) else {
            out.push(path.clone());
            continue;
        };
        let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| p.is_file()).collect();
        inside.sort();
        out.extend(inside);
    }
    out
}

fn open_file(path: &Path, options: &Options) -> Result<Document, Problem> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|error| Problem::Io { path: name.clone(), error })?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Document {
        id: id_of(&bytes),
        path: Some(name),
        text,
        published: given(options.published.clone()),
        ..Document::default()
    })
}

fn given(value: Option<String>) -> Published {
    Published { from: value.is_some().then_some(PublishedFrom::Given), value, at: None }
}

#[derive(Deserialize)]
struct Line {
    id: Option<String>,
    text: String,
    published: Option<String>,
    title: Option<String>,
    url: Option<String>,
}

/// One JSON object a line: `text`, and if known `id`, `published`, `title`, `url`.
pub fn json_lines(input: impl BufRead, options: &Options) -> impl Iterator<Item = Result<Document, Problem>> {
    let lines = input.lines().enumerate().filter(|(_, line)| line.as_ref().map_or(true, |l| !l.trim().is_empty()));
    lines.map(move |(i, line)| {
        let line = line.map_err(|error| Problem::Io { path: "-".into(), error })?;
        let l: Line = serde_json::from_str(&line).map_err(|error| Problem::Json { line: i + 1, error })?;
        let published = given(l.published.or_else(|| options.published.clone()));
        Ok(Document {
            id: l.id.unwrap_or_else(|| id_of(line.as_bytes())),
            text: l.text,
            title: l.title,
            url: l.url,
            published,
            ..Document::default()
        })
    })
}
