//! `readout bundle`: the evidence in one file.

use super::{export, pipeline, store, versions};
use crate::arguments::{Filters, Reading, StoreFile};
use anyhow::Result;
use readout::record::json;
use readout_store::Store;
use std::io::{BufWriter, Write};
use std::path::Path;

pub fn run(file: &StoreFile, filters: &Filters, output: &Path, reading: &Reading) -> Result<bool> {
    let pipeline = pipeline(reading)?;
    let (kept, filter) = (Store::open(&file.store)?, filters.filter());
    let mut record = readout::reconcile_judged(store::read(&kept, &filter, &pipeline)?, &kept.judgements()?);
    readout_store::select_entries(&mut record, &filter);
    let record = json::record(&record).to_string() + "\n";
    let mut out = BufWriter::new(export::create(output)?);
    readout_store::bundle(&kept, &filter, &record, &versions(&pipeline), &mut out)?;
    out.flush()?;
    Ok(true)
}
