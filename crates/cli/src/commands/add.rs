//! `readout add`: documents into a store; what is there already costs nothing.

use super::{NOTHING_NAMED, WINDOW, pipeline, print, store, versions};
use crate::arguments::{Input, MakeRecord, StoreFile};
use crate::progress;
use crate::source::{self, Source};
use anyhow::Result;
use indicatif::ProgressBar;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::Document;
use readout::reading::syntax;
use readout_store::{Added, Known, Prepared, Store, Versions};
use std::collections::BTreeSet;
use std::path::Path;

/// Up to so many documents the record is made again with every addition.
const SMALL: usize = 500;

pub fn run(input: &Input, reread: bool, record: MakeRecord) -> Result<bool> {
    anyhow::ensure!(reread || !input.paths.is_empty() || input.stdin, NOTHING_NAMED);
    let pipeline = pipeline(&input.reading)?;
    let path = input.store.as_deref().unwrap_or(Path::new(StoreFile::DEFAULT));
    let mut adding = Adding::to(Store::create(path)?, &pipeline);
    let options = source::options(input);
    let mut documents = Source::of(input, &options);
    for document in documents.by_ref() {
        adding.take(document)?;
    }
    adding.flush()?;
    if reread {
        adding.reread()?;
    }
    adding.bar.finish_and_clear();
    print(&adding.told()?)?;
    if record == MakeRecord::Always || (record == MakeRecord::Small && adding.store.count()? <= SMALL) {
        store::make_record(&mut adding.store, &pipeline)?;
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
    known: usize,
    added: Added,
    bar: ProgressBar,
}

impl<'p> Adding<'p> {
    pub fn to(store: Store, pipeline: &'p Pipeline) -> Self {
        let (versions, bar) = (versions(pipeline), progress::bar(None, "adding"));
        let (batch, names) = (vec![], BTreeSet::new());
        Adding { store, pipeline, versions, batch, names, known: 0, added: Added::default(), bar }
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
        if self.batch.len() >= WINDOW {
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
            Known::Otherwise => self.store.grammar(&document.id, &self.versions.model),
            _ => Ok(None),
        });
        let kept: Vec<Option<Vec<u8>>> = kept.collect::<Result<_, _>>()?;
        let count = batch.len() as u64;
        let model = |texts: &[&str]| syntax::annotate(texts, self.pipeline);
        let both = batch.into_par_iter().zip(kept);
        let read: Vec<Prepared> =
            both.map(|((document, _), kept)| Prepared::of(document, kept.as_deref(), &model)).collect();
        let added = self.store.add(&read, &self.versions, &now())?;
        self.added.new += added.new;
        self.added.again += added.again;
        self.bar.inc(count);
        Ok(())
    }

    /// Reads again what was read with other rules; its text and, where the model is the same, its grammar are kept.
    fn reread(&mut self) -> Result<()> {
        for name in self.store.outdated(&self.versions)? {
            self.batch.push((self.store.document(&name)?, Known::Otherwise));
            if self.batch.len() >= WINDOW {
                self.flush()?;
            }
        }
        self.flush()
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
