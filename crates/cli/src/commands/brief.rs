//! `readout brief`: one page of what all documents say together.

use super::{is_coloured, put, record};
use crate::arguments::{Filters, Input};
use anyhow::{Context, Result};
use std::path::Path;

const NO_DOCUMENT: &str =
    "there is no document to make a brief of: nothing could be read, or nothing in the store fits";

pub fn run(input: &Input, filters: &Filters, format: &str, output: Option<&Path>) -> Result<bool> {
    let (record, all_read) = record::reconciled(input, filters)?;
    let render = readout::brief::FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, render)| render)
        .context("no such format")?;
    if record.reports.is_empty() {
        eprintln!("readout: {NO_DOCUMENT}");
        return Ok(false);
    }
    let is_seen = format == "text" && is_coloured(output);
    put(&if is_seen { readout::brief::coloured(&record) } else { render(&record) }, output)?;
    Ok(all_read)
}

/// The reader's language and region: as asked for, else as the system says; without either days are written as in most of the world.
pub fn choose_locale(asked: Option<&str>) {
    let system =
        || ["LC_ALL", "LC_TIME", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    if let Some(locale) = asked.map(str::to_string).or_else(system) {
        readout::brief::choose_locale(&locale);
    }
}
