//! `readout record`: what all documents say together, as JSON.

use super::{pile, pipeline, report, store};
use crate::arguments::{Filters, Input};
use crate::source::{self, Outcome, Source};
use crate::{judgements, progress};
use anyhow::Result;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::record::json;
use readout::{Document, Record, Report};
use readout_store::Filter;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub fn run(input: &Input, filters: &Filters) -> Result<bool> {
    let pipeline = pipeline(&input.reading)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let all_read = match &input.store {
        Some(path) => of_store(path, input, filters, &pipeline, &mut out)?,
        None => of_paths(input, &pipeline, &mut out)?,
    };
    out.flush()?;
    Ok(all_read)
}

fn of_store(path: &Path, input: &Input, filters: &Filters, pipeline: &Pipeline, out: &mut dyn Write) -> Result<bool> {
    let mut store = store::open(path, input)?;
    let filter = filters.filter();
    if readout_store::documents(&store, &filter)?.len() > pile::most_whole() {
        let judgements = store.judgements()?;
        pile::write(&mut store::Stored::of(&mut store, &filter, pipeline)?, &judgements, &filter, out)?;
        return Ok(true);
    }
    let mut record = readout::reconcile_judged(store::read(&store, &filter, pipeline)?, &store.judgements()?);
    readout_store::select_entries(&mut record, &filter);
    json::write(&record, out)?;
    Ok(true)
}

fn of_paths(input: &Input, pipeline: &Pipeline, out: &mut dyn Write) -> Result<bool> {
    let (documents, source) = opened(input);
    let judgements = judgements::about(&input.paths)?;
    if documents.len() > pile::most_whole() {
        let pile = pile::write(&mut pile::Opened::of(documents, pipeline), &judgements, &Filter::default(), out)?;
        tell_gone(&pile.record);
        return Ok(source.all_read);
    }
    let record = readout::reconcile_judged(reports(documents, pipeline), &judgements);
    tell_gone(&record);
    json::write(&record, out)?;
    Ok(source.all_read)
}

fn tell_gone(record: &Record) {
    for judgement in record.judged.gone() {
        let words = judgement.a.first().map_or("", |e| e.words.as_str());
        eprintln!("readout: what a judgement is about is not in these articles: `{words}`");
    }
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
    tell_gone(&record);
    Ok((record, source.all_read))
}

/// What the documents of a call say, and what of them could not be read.
pub fn read(input: &Input, pipeline: &Pipeline) -> (Vec<Report>, Outcome) {
    let (documents, outcome) = opened(input);
    (reports(documents, pipeline), outcome)
}

/// The documents of a call, and what of them could not be opened.
fn opened(input: &Input) -> (Vec<Document>, Outcome) {
    let options = source::options(input);
    let mut source = Source::of(input, &options);
    let opening = progress::input("opening", input, &options);
    let mut documents: Vec<Document> = source.by_ref().inspect(|_| opening.inc(1)).collect();
    opening.finish_and_clear();
    readout::reading::debris::compare(&mut documents);
    (documents, source.outcome())
}

fn reports(documents: Vec<Document>, pipeline: &Pipeline) -> Vec<Report> {
    let bar = progress::bar(Some(documents.len() as u64), "reading");
    let read = documents.into_par_iter().map(|document| {
        let report = report(document, pipeline);
        bar.inc(1);
        report
    });
    let reports = read.collect();
    bar.finish_and_clear();
    reports
}
