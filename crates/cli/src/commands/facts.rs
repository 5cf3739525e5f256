//! `readout facts`: what each document says, a line each.

use super::{WINDOW, pipeline, report};
use crate::arguments::Input;
use crate::progress;
use crate::source::{self, Source};
use anyhow::Result;
use rayon::prelude::*;
use readout::Document;
use readout::record::json;
use serde_json::Value;
use std::io::{self, Write};

pub fn run(input: &Input) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    answer_lines(input, |document| json::facts(&report(document, &pipeline)))
}

/// Answers every document with one line, in order: a window at a time on all threads, so that memory stays bounded.
fn answer_lines(input: &Input, answer: impl Fn(Document) -> Value + Sync) -> Result<bool> {
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let bar = progress::bar(None, "reading");
    loop {
        let window: Vec<Document> = documents.by_ref().take(WINDOW).collect();
        if window.is_empty() {
            break;
        }
        let lines: Vec<String> = window.into_par_iter().map(|document| answer(document).to_string()).collect();
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        bar.inc(lines.len() as u64);
    }
    bar.finish_and_clear();
    out.flush()?;
    Ok(documents.all_read())
}
