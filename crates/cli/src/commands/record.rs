//! `readout record`: what all documents say together, as JSON.

use super::{pipeline, report, store};
use crate::arguments::{Filters, Input};
use crate::source::{self, Outcome, Source};
use crate::{judgements, progress};
use anyhow::Result;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::record::json;
use readout::{Document, Record, Report};
use std::io::{self, BufWriter, Write};

pub fn run(input: &Input, filters: &Filters) -> Result<bool> {
    let (record, all_read) = reconciled(input, filters)?;
    let mut out = BufWriter::new(io::stdout().lock());
    json::write(&record, &mut out)?;
    out.flush()?;
    Ok(all_read)
}

/// The record of the paths, or of the part of a store that is asked for.
pub fn reconciled(input: &Input, filters: &Filters) -> Result<(Record, bool)> {
    let pipeline = pipeline(&input.reading)?;
    if let Some(path) = &input.store {
        let (reports, judgements) = store::reports(path, input, &filters.filter(), &pipeline)?;
        let mut record = readout::reconcile_judged(reports, &judgements);
        readout_store::select_entries(&mut record, &filters.filter());
        return Ok((record, true));
    }
    let (reports, source) = read(input, &pipeline);
    let record = readout::reconcile_judged(reports, &judgements::about(&input.paths)?);
    for judgement in record.judged.gone() {
        let words = judgement.a.first().map_or("", |e| e.words.as_str());
        eprintln!("readout: what a judgement is about is not in these articles: `{words}`");
    }
    Ok((record, source.all_read))
}

/// What the documents of a call say, and what of them could not be read.
pub fn read(input: &Input, pipeline: &Pipeline) -> (Vec<Report>, Outcome) {
    let options = source::options(input);
    let mut source = Source::of(input, &options);
    let opening = progress::input("opening", input, &options);
    let mut documents: Vec<Document> = source.by_ref().inspect(|_| opening.inc(1)).collect();
    opening.finish_and_clear();
    readout::reading::debris::compare(&mut documents);
    let bar = progress::bar(Some(documents.len() as u64), "reading");
    let read = documents.into_par_iter().map(|document| {
        let report = report(document, pipeline);
        bar.inc(1);
        report
    });
    let reports = read.collect();
    bar.finish_and_clear();
    (reports, source.outcome())
}
