//! `readout record`: what all documents say together, as JSON.

use super::{pipeline, print, report};
use crate::arguments::Input;
use crate::progress;
use crate::source::{self, Source};
use anyhow::Result;
use rayon::prelude::*;
use readout::record::json;
use readout::{Document, Record};

pub fn run(input: &Input) -> Result<bool> {
    let (record, all_read) = reconciled(input)?;
    print(&(json::record(&record).to_string() + "\n"))?;
    Ok(all_read)
}

pub fn reconciled(input: &Input) -> Result<(Record, bool)> {
    let pipeline = pipeline(&input.reading)?;
    let options = source::options(input);
    let mut source = Source::of(input, &options);
    let opening = progress::bar(None, "opening");
    let documents: Vec<Document> = source.by_ref().inspect(|_| opening.inc(1)).collect();
    opening.finish_and_clear();
    let bar = progress::bar(Some(documents.len() as u64), "reading");
    let reports = documents.into_par_iter().map(|document| {
        let report = report(document, &pipeline);
        bar.inc(1);
        report
    });
    let record = readout::reconcile(reports.collect());
    bar.finish_and_clear();
    Ok((record, source.all_read()))
}
