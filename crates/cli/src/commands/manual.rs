//! `readout manual`: manual pages from the one definition of the commands.

use crate::arguments::Call;
use anyhow::{Context, Result};
use clap::CommandFactory;
use std::path::Path;

pub fn run(folder: &Path) -> Result<bool> {
    let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Call::command(), folder));
    written.with_context(|| format!("could not write manual pages to `{}`", folder.display()))?;
    Ok(true)
}
