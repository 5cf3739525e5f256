//! `readout names`: whether two names are the same, a pair a line.

use anyhow::{Context, Result};
use std::io::{self, BufRead, Write};

/// Answers each line as it comes.
pub fn run() -> Result<bool> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().split(b'\n') {
        let line = line.context("could not read the standard input")?;
        let line = String::from_utf8_lossy(&line);
        let (a, b) = line.trim_end_matches('\r').split_once('\t').unwrap_or((&line, ""));
        let found = readout::value::who::compare(a, b);
        writeln!(out, "{}\t{}", found.verdict.word(), found.score)?;
    }
    out.flush()?;
    Ok(true)
}
