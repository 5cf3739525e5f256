//! `readout store`: the file itself; and what other commands need of it.

use super::{BATCH, pile, pipeline, print};
use crate::arguments::{Input, StoreAction, StoreFile};
use crate::progress;
use anyhow::{Context, Result};
use parlance::Pipeline;
use readout::Report;
use readout::reading::syntax;
use readout::record::judged::Judgement;
use readout::record::pile::{Outline, Pile};
use readout_store::{Filter, Lists, Part, Stamp, Store, Told};
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
    if store.count()? > pile::most_whole() {
        return make_pile(store, pipeline, changes);
    }
    let record = readout::reconcile_judged(read(store, &Filter::default(), pipeline)?, &store.judgements()?);
    readout_store::save_record(store, &record, readout::RULES, changes)?;
    Ok(())
}

/// The same of more documents than fit into memory: only the stories that are others than they were are reconciled again.
fn make_pile(store: &mut Store, pipeline: &Pipeline, changes: i64) -> Result<()> {
    let judgements = store.judgements()?;
    let mut stored = Stored::of(store, &Filter::default(), pipeline)?;
    stored.keeps = true;
    let pile = Pile::of(pile::Documents::outlines(&mut stored, &judgements)?, &judgements);
    let stamps: Vec<Stamp> = (0..pile.stories().len()).map(|story| stored.stamp(story, &pile)).collect();
    let known = readout_store::parts(stored.store)?;
    let new: Vec<usize> = (0..stamps.len()).filter(|story| !known.contains(&stamps[*story])).collect();
    let told = pile::stories(&stored, &pile, &new, |record, provenance| {
        (Told::of(record, provenance).packed(), pile::lists(record, provenance))
    })?;
    let part = |(story, (rows, lists)): (usize, (Vec<u8>, Lists))| Part { stamp: stamps[story], rows, lists };
    let parts: Vec<Part> = new.into_iter().zip(told).map(part).collect();
    Ok(readout_store::save_pile(store, &pile, (&stamps, &parts), readout::RULES, changes)?)
}

/// The documents of a store that are asked for, as those of a pile.
pub struct Stored<'s> {
    store: &'s mut Store,
    documents: Vec<i64>,
    /// Of each document the hash of what it is read from.
    stamps: Vec<Stamp>,
    pipeline: &'s Pipeline,
    /// What is made on the way is kept for the next time.
    keeps: bool,
}

impl<'s> Stored<'s> {
    pub fn of(store: &'s mut Store, filter: &Filter, pipeline: &'s Pipeline) -> Result<Self> {
        let documents = readout_store::documents(store, filter)?;
        Ok(Stored { store, documents, stamps: vec![], pipeline, keeps: false })
    }

    fn stamp(&self, story: usize, pile: &Pile) -> Stamp {
        pile.stamp(story, &|key| self.stamps[key])
    }
}

impl pile::Documents for Stored<'_> {
    fn outlines(&mut self, judgements: &[Judgement]) -> Result<Vec<Outline>> {
        let bar = progress::bar(Some(self.documents.len() as u64), "reading");
        let model = |texts: &[&str]| syntax::annotate(texts, self.pipeline);
        let mut out = vec![];
        for documents in self.documents.chunks(BATCH) {
            let window = (documents, out.len());
            let made = readout_store::outlines(self.store, window, judgements, &model, self.keeps)?;
            for (outline, stamp) in made {
                out.push(outline);
                self.stamps.push(stamp);
            }
            bar.inc(documents.len() as u64);
        }
        bar.finish_and_clear();
        Ok(out)
    }

    fn kept(&self, key: usize, _: &Pile) -> Result<pile::Kept> {
        let kept = readout_store::kept(self.store, &self.documents[key..=key])?;
        kept.into_iter().next().context("the store has lost a document")
    }

    fn lists(&self, story: usize, pile: &Pile) -> Result<Option<Lists>> {
        Ok(readout_store::part_lists(self.store, &self.stamp(story, pile))?)
    }

    fn pipeline(&self) -> &Pipeline {
        self.pipeline
    }
}
