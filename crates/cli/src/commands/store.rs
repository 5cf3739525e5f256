//! `readout store`: the file itself; and what other commands need of it.

use super::{pipeline, print};
use crate::arguments::{Input, StoreAction, StoreFile};
use crate::progress;
use anyhow::Result;
use parlance::Pipeline;
use readout::Report;
use readout::reading::syntax;
use readout::record::judged::Judgement;
use readout_store::{Filter, Store};
use std::path::Path;

pub fn run(action: &StoreAction) -> Result<bool> {
    match action {
        StoreAction::Check { file } => check(file),
        StoreAction::Record { file, reading } => {
            let pipeline = pipeline(reading)?;
            make_record(&mut Store::open(&file.store)?, &pipeline)?;
            Ok(true)
        }
        StoreAction::Copy { to, file } => {
            Store::open(&file.store)?.copy_to(to)?;
            Ok(true)
        }
    }
}

fn check(file: &StoreFile) -> Result<bool> {
    let bar = progress::bar(None, "checking");
    let found = readout_store::check(&Store::open(&file.store)?, &|| bar.inc(1))?;
    bar.finish_and_clear();
    for wrong in &found.wrong {
        eprintln!("readout: {wrong}");
    }
    let verdict = if found.wrong.is_empty() { "all as they should be" } else { "not as they should be" };
    let (documents, facts, spans) = (found.documents, found.facts, found.spans);
    print(&format!("{documents} documents, {facts} facts, {spans} spans: {verdict}\n"))?;
    Ok(found.wrong.is_empty())
}

/// Documents of a store, read again with today's rules from what is kept of them, and what was judged of them.
pub fn reports(
    path: &Path,
    input: &Input,
    filter: &Filter,
    pipeline: &Pipeline,
) -> Result<(Vec<Report>, Vec<Judgement>)> {
    anyhow::ensure!(
        input.paths.is_empty() && !input.stdin,
        "`--store` takes the documents from `{}`: leave out the paths, or add them to it with `readout add`",
        path.display()
    );
    let store = Store::open(path)?;
    Ok((read(&store, filter, pipeline)?, store.judgements()?))
}

/// The documents that are asked for, read again.
pub fn read(store: &Store, filter: &Filter, pipeline: &Pipeline) -> Result<Vec<Report>> {
    let bar = progress::bar(None, "reading");
    let model = |texts: &[&str]| syntax::annotate(texts, pipeline);
    let reports = readout_store::reports(store, filter, &model, &|count| bar.inc(count))?;
    bar.finish_and_clear();
    Ok(reports)
}

/// Up to so many documents the record is made again with every addition.
const SMALL: usize = 500;

/// Makes the rows of the record where the store is small.
pub fn make_small_record(store: &mut Store, pipeline: &Pipeline) -> Result<()> {
    if store.count()? > SMALL {
        return Ok(());
    }
    make_record(store, pipeline)
}

/// Makes the rows of the record, unless they are those of the documents that are there.
pub fn make_record(store: &mut Store, pipeline: &Pipeline) -> Result<()> {
    if readout_store::is_current(store, readout::RULES)? {
        return Ok(());
    }
    let changes = readout_store::changes(store)?;
    let record = readout::reconcile_judged(read(store, &Filter::default(), pipeline)?, &store.judgements()?);
    readout_store::save_record(store, &record, readout::RULES, changes)?;
    Ok(())
}
