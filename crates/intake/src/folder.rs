//! The files of a folder and of all folders inside it, sorted by name, hidden ones left out.

use crate::Problem;
use std::path::{Path, PathBuf};

/// Endings of the files that a browser saves beside a page, and of other companions that hold no article.
const COMPANIONS: &[&str] = &[
    "avif", "bmp", "css", "eot", "gif", "ico", "jpeg", "jpg", "js", "map", "mp3", "mp4", "otf", "png", "svg", "tif",
    "tiff", "ttf", "webm", "webp", "woff", "woff2",
];

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
