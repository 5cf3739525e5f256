//! The files of a folder and of all folders inside it, sorted by name, hidden ones left out.

use crate::{Opened, Problem};
use std::path::{Path, PathBuf};

/// Endings of the files that a browser saves beside a page, and of other companions that hold no article.
const COMPANIONS: &[&str] = &[
    "avif", "bmp", "css", "eot", "gif", "ico", "jpeg", "jpg", "js", "map", "mp3", "mp4", "otf", "png", "svg", "tif",
    "tiff", "ttf", "webm", "webp", "woff", "woff2",
];

/// Endings of tables, programs and settings, which lie beside articles and hold none.
const FOREIGN: &[&str] = &[
    "bib",
    "c",
    "cfg",
    "conf",
    "csv",
    "db",
    "ini",
    "ipynb",
    "judgements",
    "lock",
    "log",
    "parquet",
    "py",
    "r",
    "rs",
    "sh",
    "sql",
    "sqlite",
    "sqlite3",
    "toml",
    "tsv",
    "xls",
    "xlsx",
    "yaml",
    "yml",
];

/// So many lines without an article at the start of a file tell that it has none.
const LINES: usize = 3;

/// The file itself, or the files of the folder; folders that cannot be read and folders without a file are problems.
pub fn files(path: &Path) -> (Vec<PathBuf>, Vec<Problem>) {
    if !path.is_dir() {
        return (vec![path.to_path_buf()], vec![]);
    }
    let (mut files, mut problems) = (vec![], vec![]);
    walk(path, 0, &mut files, &mut problems);
    if problems.is_empty() && files.iter().all(|f| belongs_to_a_page(f)) {
        problems.push(Problem::NoArticles { path: path.display().to_string() });
    }
    (files, problems)
}

/// Deep enough for any real folder, and an end to links that lead back into themselves.
const DEPTH: usize = 64;

fn walk(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<Problem>) {
    let name = || folder.display().to_string();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(Problem::Io { path: name(), error }),
    };
    let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).filter(|p| !is_hidden(p)).collect();
    inside.sort();
    for path in inside {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        if depth < DEPTH && !path.is_symlink() {
            walk(&path, depth + 1, files, problems);
        }
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'))
}

pub fn belongs_to_a_page(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|e| COMPANIONS.contains(&e.as_str()))
}

pub fn is_foreign(path: &Path) -> bool {
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    ending.is_some_and(|e| FOREIGN.contains(&e.as_str()))
}

/// What a file of a folder gives; data without an article in it is passed over and told.
pub fn without_foreign(opened: Box<dyn Iterator<Item = Opened>>) -> Box<dyn Iterator<Item = Opened>> {
    let mut opened = opened;
    let start: Vec<Opened> = opened.by_ref().take(LINES).collect();
    let skipped = match &start[..] {
        [Err(Problem::Binary { path, what }), ..] if !MAY_HOLD_ARTICLES.contains(what) => Some((path.clone(), *what)),
        [Err(Problem::NoText { path }), rest @ ..] if rest.iter().all(|o| matches!(o, Err(Problem::NoText { .. }))) => {
            let file = path.rsplit_once(':').filter(|(_, line)| line.bytes().all(|b| b.is_ascii_digit()));
            Some((file.map_or(path.as_str(), |(file, _)| file).to_string(), "there is no article in it"))
        }
        _ => None,
    };
    if let Some((path, why)) = skipped {
        return crate::one(Err(Problem::Skipped { path, why }));
    }
    Box::new(start.into_iter().chain(opened))
}

/// Files that are no text and may hold an article all the same: not to read them is a failure.
const MAY_HOLD_ARTICLES: &[&str] = &[
    "a PDF file",
    "a zip archive or an office file",
    "an old office file",
    "an RTF file",
    "a bzip2 archive",
    "an xz archive",
    "a 7z archive",
];
