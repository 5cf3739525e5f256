//! `readout compare`: two texts side by side.

use super::{pipeline, print};
use crate::arguments::Reading;
use anyhow::Result;
use rayon::prelude::*;
use readout_intake::Options;
use std::path::Path;

pub fn run(a: &Path, b: &Path, format: &str, options: &Reading) -> Result<bool> {
    let pipeline = pipeline(options)?;
    let (paths, options) = ([a.to_path_buf(), b.to_path_buf()], Options::default());
    let documents = readout_intake::open(&paths, &options).collect::<Result<Vec<_>, _>>()?;
    let read: Vec<_> = documents.into_par_iter().map(|d| readout::read(d, &pipeline)).collect();
    let [a, b] = &read[..] else { anyhow::bail!("`compare` takes two files") };
    let comparison = readout::record::compare::compare(a, b);
    match format {
        "json" => print(&format!("{}\n", comparison.json(a, b)))?,
        _ => print(&comparison.text(a, b))?,
    }
    Ok(true)
}
