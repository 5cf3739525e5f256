//! `readout add`: documents into a store; what is there already costs nothing.

use super::{BATCH, NOTHING_NAMED, pipeline, print, store, versions};
use crate::arguments::{Input, MakeRecord, StoreFile};
use crate::source::{self, Source};
use crate::{judgements, progress};
use anyhow::Result;
use indicatif::ProgressBar;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::Document;
use readout::reading::syntax;
use readout::record::judged::{Judgement, Ruling};
use readout_store::{Added, Kept, Known, Prepared, Store, Versions};
use std::collections::BTreeSet;
use std::path::Path;

pub fn run(input: &Input, reread: bool, record: MakeRecord) -> Result<bool> {
    anyhow::ensure!(reread || !input.paths.is_empty() || input.stdin, NOTHING_NAMED);
    let pipeline = pipeline(&input.reading)?;
    let path = input.store.as_deref().unwrap_or(Path::new(StoreFile::DEFAULT));
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    let first = documents.next();
    if first.is_none() && !path.exists() {
        eprintln!("readout: nothing could be read, and there is no store `{}`: none was made", path.display());
        return Ok(false);
    }
    let mut adding = Adding::to(Store::create(path)?, &pipeline)?;
    adding.bar = progress::input("adding", input, &options);
    for document in first.into_iter().chain(documents.by_ref()) {
        adding.take(document)?;
    }
    adding.flush()?;
    if reread {
        let outdated = adding.store.outdated(&adding.versions)?;
        adding.reread(&outdated)?;
    }
    adding.judged(&judgements::about(&input.paths)?)?;
    adding.bar.finish_and_clear();
    print(&adding.told()?)?;
    match record {
        MakeRecord::Always => store::make_record(&mut adding.store, &pipeline)?,
        MakeRecord::Small => store::make_small_record(&mut adding.store, &pipeline)?,
        MakeRecord::Never => {}
    }
    Ok(documents.all_read())
}

/// Documents on their way into a store, a batch at a time.
pub struct Adding<'p> {
    pub store: Store,
    pipeline: &'p Pipeline,
    versions: Versions,
    batch: Vec<(Document, Known)>,
    names: BTreeSet<String>,
    judgements: Vec<Judgement>,
    known: usize,
    added: Added,
    bar: ProgressBar,
}

impl<'p> Adding<'p> {
    pub fn to(store: Store, pipeline: &'p Pipeline) -> Result<Self> {
        let (versions, bar) = (versions(pipeline), progress::bar(None, "adding"));
        let (batch, names, judgements) = (vec![], BTreeSet::new(), store.judgements()?);
        Ok(Adding { store, pipeline, versions, batch, names, judgements, known: 0, added: Added::default(), bar })
    }

    pub fn take(&mut self, mut document: Document) -> Result<()> {
        // Two documents under one name in a batch: the second is asked for when the first is in.
        if self.names.contains(&document.id) {
            self.flush()?;
        }
        let name = document.id.clone();
        match self.store.known(&mut document, &self.versions)? {
            Known::Same => {
                self.known += 1;
                self.bar.inc(1);
            }
            known => {
                self.names.extend([name, document.id.clone()]);
                self.batch.push((document, known));
            }
        }
        if self.batch.len() >= BATCH {
            self.flush()?;
        }
        Ok(())
    }

    /// Reads what was taken, on all threads, and writes it as a whole.
    pub fn flush(&mut self) -> Result<()> {
        self.names.clear();
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        let kept = batch.iter().map(|(document, known)| match known {
            Known::Otherwise => self.store.kept(document, &self.versions),
            _ => Ok(Kept::NOTHING),
        });
        let kept: Vec<Kept> = kept.collect::<Result<_, _>>()?;
        let count = batch.len() as u64;
        let model = |texts: &[&str]| syntax::annotate(texts, self.pipeline);
        let both = batch.into_par_iter().zip(kept);
        let read: Vec<Prepared> =
            both.map(|((document, _), kept)| Prepared::of(document, &kept, &model, &self.judgements)).collect();
        let added = self.store.add(&read, &self.versions, &now())?;
        self.added.new += added.new;
        self.added.again += added.again;
        self.bar.inc(count);
        Ok(())
    }

    /// Reads documents again; their text and, where the model is the same, their grammar are kept.
    fn reread(&mut self, names: &[String]) -> Result<()> {
        for name in names {
            self.batch.push((self.store.document(name)?, Known::Otherwise));
            if self.batch.len() >= BATCH {
                self.flush()?;
            }
        }
        self.flush()
    }

    /// Takes in what was judged.
    pub fn judged(&mut self, judgements: &[Judgement]) -> Result<usize> {
        let new = self.store.judge(judgements, &now())?;
        if new > 0 {
            self.without_wrong(judgements)?;
        }
        Ok(new)
    }

    /// Forgets a judgement.
    pub fn unjudged(&mut self, judgement: &Judgement) -> Result<()> {
        self.store.unjudge(judgement)?;
        self.without_wrong(std::slice::from_ref(judgement))
    }

    /// What is judged to be wrong is no fact of its document any more, or is one again: these documents are read again.
    fn without_wrong(&mut self, judgements: &[Judgement]) -> Result<()> {
        self.judgements = self.store.judgements()?;
        let wrong = judgements.iter().filter(|judgement| judgement.ruling == Ruling::Wrong);
        let named: BTreeSet<&String> = wrong.flat_map(|judgement| &judgement.a).map(|evidence| &evidence.doc).collect();
        let here: Vec<String> = named.into_iter().filter(|id| self.store.document(id).is_ok()).cloned().collect();
        if here.is_empty() {
            return Ok(());
        }
        self.store.unread(&here, &self.versions)?;
        self.reread(&here)
    }

    pub fn told(&self) -> Result<String> {
        let (Added { new, again }, known, all) = (self.added, self.known, self.store.count()?);
        let path = self.store.path().display();
        let mut out = format!("added {new}, known {known}, read again {again}: {all} documents in `{path}`\n");
        let outdated = self.store.outdated(&self.versions)?.len();
        if outdated > 0 {
            out += &format!("{outdated} were read with other rules: `readout add --reread` reads them again\n");
        }
        Ok(out)
    }
}

/// This moment, or the one that is given for builds that are to come out the same (`SOURCE_DATE_EPOCH`).
pub fn now() -> String {
    let given =
        std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|s| jiff::Timestamp::from_second(s.parse().ok()?).ok());
    let moment = given.unwrap_or_else(jiff::Timestamp::now);
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
