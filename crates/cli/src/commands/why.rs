//! `readout why`: how the statements on one line were found.

use super::{pipeline, print};
use crate::arguments::Reading;
use anyhow::{Context, Result, ensure};
use readout_intake::Options;
use std::path::PathBuf;

pub fn run(place: &str, options: &Reading) -> Result<bool> {
    let parsed = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse::<usize>().ok()?)));
    let (file, line) =
        parsed.with_context(|| format!("`{place}` is not a file and a line, such as `article.txt:12`"))?;
    let pipeline = pipeline(options)?;
    let (paths, options) = ([PathBuf::from(file)], Options::default());
    let document = readout_intake::open(&paths, &options).next().context("there is no document in that file")??;
    let count = document.text.lines().count();
    ensure!((1..=count).contains(&line), "`{file}` has no line {line}: its lines are numbered from 1 to {count}");
    let found = readout::brief::why::why(&readout::read(document, &pipeline), line);
    print(if found.is_empty() { "no statement was found on this line\n" } else { &found })?;
    Ok(true)
}
