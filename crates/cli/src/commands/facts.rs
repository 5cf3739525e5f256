//! `readout facts`: what each document says, a line each.

use super::{BATCH, pipeline, report, store};
use crate::arguments::{Filters, Input};
use crate::source::{self, Source};
use crate::{judgements, progress};
use anyhow::Result;
use rayon::prelude::*;
use readout::record::{json, judged};
use readout::{Document, Report};
use serde_json::Value;
use std::io::{self, Write};

pub fn run(input: &Input, filters: &Filters) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    if let Some(path) = &input.store {
        let (mut reports, judgements) = store::reports(path, input, &filters.filter(), &pipeline)?;
        reports.iter_mut().for_each(|report| judged::without_wrong(report, &judgements));
        return stored(reports, filters);
    }
    let judgements = judgements::about(&input.paths)?;
    answer_lines(input, |document| {
        let mut report = report(document, &pipeline);
        judged::without_wrong(&mut report, &judgements);
        json::facts(&report)
    })
}

/// Answers every document with one line, in order: a window at a time on all threads, so that memory stays bounded.
fn answer_lines(input: &Input, answer: impl Fn(Document) -> Value + Sync) -> Result<bool> {
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let bar = progress::input("reading", input, &options);
    loop {
        let window: Vec<Document> = documents.by_ref().take(BATCH).collect();
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

/// Documents of a store; of their lists of facts only those kinds that are asked for.
fn stored(reports: Vec<Report>, filters: &Filters) -> Result<bool> {
    let filter = filters.filter();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for report in &reports {
        let mut line = json::facts(report);
        let is_kept = |key: &str, value: &Value| !value.is_array() || filter.has_kind(key);
        if let Some(fields) = line.as_object_mut() {
            fields.retain(|key, value| is_kept(key, value));
        }
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(true)
}
