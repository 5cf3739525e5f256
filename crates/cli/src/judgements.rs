//! The files of judgements beside the articles.

use anyhow::{Context, Result};
use readout::record::judged::{File, Judgement};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The name of the file in every folder.
const NAME: &str = "readout.judgements";

/// Where judgements about these articles are written: in the folder, or beside the first file.
pub fn place(paths: &[PathBuf]) -> Option<PathBuf> {
    paths.iter().find(|p| p.as_os_str() != "-").map(|p| folder(p).join(NAME))
}

/// All that was judged about these articles.
pub fn about(paths: &[PathBuf]) -> Result<Vec<Judgement>> {
    let places: BTreeSet<PathBuf> =
        paths.iter().filter(|p| p.as_os_str() != "-").map(|p| folder(p).join(NAME)).collect();
    let mut out = vec![];
    for place in places.iter().filter(|p| p.is_file()) {
        out.extend(read(place)?.judgements());
    }
    Ok(out)
}

/// An empty file where there is none; lines that are no judgement are named on standard error.
pub fn read(place: &Path) -> Result<File> {
    if !place.is_file() {
        return Ok(File::default());
    }
    let text = std::fs::read_to_string(place).with_context(|| format!("could not read `{}`", place.display()))?;
    let (file, mistakes) = File::parse(&text);
    for mistake in &mistakes {
        eprintln!("readout: this line is no judgement: {}, `{}:{}`", mistake.why, place.display(), mistake.line);
    }
    anyhow::ensure!(
        mistakes.is_empty(),
        "`{}` has lines that are no judgement: mend them, or put `#` before them",
        place.display()
    );
    Ok(file)
}

/// Writes beside the file and renames, so that it is there whole or as it was.
pub fn write(place: &Path, file: &File) -> Result<()> {
    let half = place.with_extension("half");
    std::fs::write(&half, file.text())
        .and_then(|()| std::fs::rename(&half, place))
        .with_context(|| format!("could not write `{}`", place.display()))
}

fn folder(path: &Path) -> PathBuf {
    if path.is_dir() {
        return path.to_path_buf();
    }
    path.parent().map(Path::to_path_buf).unwrap_or_default()
}
