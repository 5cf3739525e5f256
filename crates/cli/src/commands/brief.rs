//! `readout brief`: one page of what all documents say together.

use super::{print, record};
use crate::arguments::{Filters, Input};
use anyhow::{Context, Result};
use std::io::{self, IsTerminal};
use std::path::Path;

pub fn run(input: &Input, filters: &Filters, format: &str, output: Option<&Path>) -> Result<bool> {
    let (record, all_read) = record::reconciled(input, filters)?;
    let render = readout::brief::FORMATS
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, render)| render)
        .context("no such format")?;
    let is_seen = output.is_none() && io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let page = if format == "text" && is_seen { readout::brief::coloured(&record) } else { render(&record) };
    match output {
        Some(path) => std::fs::write(path, page).with_context(|| format!("could not write `{}`", path.display()))?,
        None => print(&page)?,
    }
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
