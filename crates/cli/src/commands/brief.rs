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
