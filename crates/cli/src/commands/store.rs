//! `readout store`: the file itself; and what other commands need of it.

use super::{WINDOW, pile, pipeline, print};
use crate::arguments::{Input, StoreAction, StoreFile};
use crate::progress;
use anyhow::{Context, Result};
use parlance::Pipeline;
use rayon::prelude::*;
use readout::Report;
use readout::reading::syntax;
use readout::record::judged::Judgement;
use readout::record::pile::{Outline, Pile, WHOLE};
use readout_store::{Filter, Store, Told};
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
    let store = open(path, input)?;
    Ok((read(&store, filter, pipeline)?, store.judgements()?))
}

/// The store of a call that names nothing else.
pub fn open(path: &Path, input: &Input) -> Result<Store> {
    anyhow::ensure!(
        input.paths.is_empty() && !input.stdin,
        "`--store` takes the documents from `{}`: leave out the paths, or add them to it with `readout add`",
        path.display()
    );
    Ok(Store::open(path)?)
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
    if store.count()? > WHOLE {
        return make_pile(store, pipeline, changes);
    }
    let record = readout::reconcile_judged(read(store, &Filter::default(), pipeline)?, &store.judgements()?);
    readout_store::save_record(store, &record, readout::RULES, changes)?;
    Ok(())
}

/// The same of more documents than fit into memory.
fn make_pile(store: &mut Store, pipeline: &Pipeline, changes: i64) -> Result<()> {
    let judgements = store.judgements()?;
    let mut stored = Stored::of(store, &Filter::default(), pipeline)?;
    let pile = Pile::of(pile::Documents::outlines(&mut stored, &judgements)?, &judgements);
    let told = pile::stories(&stored, &pile, |record, provenance| Told::of(record, provenance).packed())?;
    Ok(readout_store::save_pile(store, &pile, &told, readout::RULES, changes)?)
}

/// The documents of a store that are asked for, as those of a pile.
pub struct Stored<'s> {
    store: &'s Store,
    documents: Vec<i64>,
    pipeline: &'s Pipeline,
}

impl<'s> Stored<'s> {
    pub fn of(store: &'s Store, filter: &Filter, pipeline: &'s Pipeline) -> Result<Self> {
        Ok(Stored { store, documents: readout_store::documents(store, filter)?, pipeline })
    }
}

impl pile::Documents for Stored<'_> {
    fn outlines(&mut self, judgements: &[Judgement]) -> Result<Vec<Outline>> {
        let bar = progress::bar(Some(self.documents.len() as u64), "reading");
        let model = |texts: &[&str]| syntax::annotate(texts, self.pipeline);
        let mut out = vec![];
        for (window, documents) in self.documents.chunks(WINDOW).enumerate() {
            let kept = readout_store::kept(self.store, documents)?;
            out.par_extend(kept.into_par_iter().enumerate().map(|(i, (document, grammar))| {
                let (report, _) = readout_store::read(document, grammar.as_deref(), &model);
                Outline::of(report, window * WINDOW + i, judgements)
            }));
            bar.inc(documents.len() as u64);
        }
        bar.finish_and_clear();
        Ok(out)
    }

    fn kept(&self, key: usize, _: &Pile) -> Result<pile::Kept> {
        let kept = readout_store::kept(self.store, &self.documents[key..=key])?;
        kept.into_iter().next().context("the store has lost a document")
    }

    fn pipeline(&self) -> &Pipeline {
        self.pipeline
    }
}
