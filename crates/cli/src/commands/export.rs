//! `readout export`: facts of a store in the format of another tool.

use crate::arguments::{Filters, StoreFile};
use crate::progress;
use anyhow::{Context, Result};
use readout_store::Store;
use readout_store::export::{FORMATS, Part};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub fn run(format: &str, file: &StoreFile, filters: &Filters, output: Option<&Path>) -> Result<bool> {
    let store = Store::open(&file.store)?;
    let (_, export) = FORMATS.iter().find(|(name, _)| *name == format).context("no such format")?;
    let mut out: Box<dyn Write> = match output {
        Some(path) => Box::new(BufWriter::new(create(path)?)),
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let bar = progress::bar(None, "exporting");
    let target = output.map_or("the standard output".into(), |path| format!("`{}`", path.display()));
    let unwritten = || format!("could not write to {target}");
    export(&Part { store: &store, filter: &filters.filter(), seen: &|| bar.inc(1) }, &mut out)
        .with_context(unwritten)?;
    bar.finish_and_clear();
    out.flush().with_context(unwritten)?;
    Ok(true)
}

pub fn create(path: &Path) -> Result<File> {
    File::create(path).with_context(|| format!("could not write `{}`", path.display()))
}
