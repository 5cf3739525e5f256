//! The record of more documents than fit into memory: each is read twice, the second time story by story from the grammar
//! that was kept.

use crate::progress;
use anyhow::{Context, Result};
use parlance::Pipeline;
use rayon::prelude::*;
use readout::reading::syntax;
use readout::record::json;
use readout::record::judged::Judgement;
use readout::record::pile::{Outline, Pile, WHOLE};
use readout::record::provenance::Provenance;
use readout::{Document, Record, Report};
use readout_store::{Filter, Lists, deflated, given, inflated, read, restored, select_entries};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::Mutex;

/// Documents of stories that are reconciled at once.
const AT_ONCE: usize = 512;

const BY_STORY: &str = "the documents of a story were held against each other, and what two stories tell is not joined";

/// A document as it was given, with the grammar that is kept of it.
pub type Kept = (Document, Option<Vec<u8>>);

/// Where the documents of a pile come from.
pub trait Documents {
    /// Outlines of all, each under the key by which `kept` finds the document again.
    fn outlines(&mut self, judgements: &[Judgement]) -> Result<Vec<Outline>>;

    fn kept(&self, key: usize, pile: &Pile) -> Result<Kept>;

    /// What a story says, where that is known from an earlier record.
    fn lists(&self, _story: usize, _pile: &Pile) -> Result<Option<Lists>> {
        Ok(None)
    }

    fn pipeline(&self) -> &Pipeline;
}

/// Up to so many documents all are held against all; `READOUT_WHOLE` is for those who want to see the difference.
pub fn most_whole() -> usize {
    let given = std::env::var("READOUT_WHOLE").ok();
    given.and_then(|count| count.parse().ok()).unwrap_or(WHOLE)
}

/// Writes the record of a pile as `readout record` prints it.
pub fn write(
    documents: &mut dyn Documents,
    judgements: &[Judgement],
    filter: &Filter,
    out: &mut dyn Write,
) -> Result<Pile> {
    let pile = Pile::of(documents.outlines(judgements)?, judgements);
    let mut told: BTreeMap<usize, Lists> = BTreeMap::new();
    let is_whole = filter.kind.is_empty() && filter.speaker.is_none();
    for story in (0..pile.stories().len()).filter(|_| is_whole) {
        told.extend(documents.lists(story, &pile)?.map(|lists| (story, lists)));
    }
    let lacking: Vec<usize> = (0..pile.stories().len()).filter(|story| !told.contains_key(story)).collect();
    let made = stories(documents, &pile, &lacking, |record, provenance| {
        select_entries(record, filter);
        lists(record, provenance)
    })?;
    told.extend(lacking.into_iter().zip(made));
    json::write_pile(&pile, &|name, out| write_list(name, told.values(), out), out)?;
    let count = pile.record.reports.len();
    eprintln!("readout: {count} documents are too many to hold each against all: {BY_STORY}");
    Ok(pile)
}

/// The lists of one story, packed.
pub fn lists(record: &Record, provenance: &Provenance) -> Lists {
    json::part(record, provenance).into_iter().map(|(name, text)| (name.to_string(), deflated(&text))).collect()
}

/// What `each` makes of the record of these stories, in their order; the documents are read again for it.
pub fn stories<T: Send>(
    documents: &dyn Documents,
    pile: &Pile,
    which: &[usize],
    each: impl Fn(&mut Record, &Provenance) -> T + Sync,
) -> Result<Vec<T>> {
    let all = pile.stories();
    let stories: Vec<(usize, Vec<usize>)> = which.iter().map(|story| (*story, all[*story].clone())).collect();
    let bar = progress::bar(Some(stories.len() as u64), "reconciling");
    let pipeline = documents.pipeline();
    let mut out = vec![];
    for window in windows(&stories) {
        let kept = |(story, keys): &(usize, Vec<usize>)| {
            let kept: Result<Vec<Kept>> = keys.iter().map(|key| documents.kept(*key, pile)).collect();
            Ok((*story, kept?))
        };
        let kept: Vec<(usize, Vec<Kept>)> = window.iter().map(kept).collect::<Result<_>>()?;
        out.par_extend(kept.into_par_iter().map(|(story, kept)| {
            let (mut record, provenance) = pile.part(story, reports(kept, pipeline));
            each(&mut record, &provenance)
        }));
        bar.inc(window.len() as u64);
    }
    bar.finish_and_clear();
    Ok(out)
}

/// Stories in their order, as many at a time as have some hundred documents together.
fn windows(stories: &[(usize, Vec<usize>)]) -> Vec<&[(usize, Vec<usize>)]> {
    let (mut out, mut rest) = (vec![], stories);
    while !rest.is_empty() {
        let mut documents = 0;
        let count = rest.iter().take_while(|(_, keys)| {
            documents += keys.len();
            documents <= AT_ONCE
        });
        let (window, after) = rest.split_at(count.count().max(1));
        out.push(window);
        rest = after;
    }
    out
}

fn reports(kept: Vec<Kept>, pipeline: &Pipeline) -> Vec<Report> {
    let model = |texts: &[&str]| syntax::annotate(texts, pipeline);
    kept.into_par_iter().map(|(document, grammar)| read(document, grammar.as_deref(), &model).0).collect()
}

/// The lists of this name, of one story after the other.
fn write_list<'l>(name: &str, told: impl Iterator<Item = &'l Lists>, out: &mut dyn Write) -> io::Result<()> {
    let named = told.flatten().filter(|(own, _)| own == name);
    for (i, (_, packed)) in named.enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        out.write_all(&inflated(packed).ok_or(io::ErrorKind::InvalidData)?)?;
    }
    Ok(())
}

/// Documents of files: what came with them and their grammar wait in a file of their own until they are asked for again.
pub struct Opened<'p> {
    documents: Vec<Document>,
    waiting: Mutex<Waiting>,
    pipeline: &'p Pipeline,
}

/// A file that nobody else sees, and where in it each document stands: what was given, then the grammar.
#[derive(Default)]
struct Waiting {
    file: Option<File>,
    end: u64,
    places: BTreeMap<usize, (u64, usize, usize)>,
}

impl<'p> Opened<'p> {
    pub fn of(documents: Vec<Document>, pipeline: &'p Pipeline) -> Self {
        Opened { documents, waiting: Mutex::default(), pipeline }
    }
}

impl Waiting {
    fn put(&mut self, key: usize, given: &str, grammar: &[u8]) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::Start(self.end))?;
        file.write_all(given.as_bytes())?;
        file.write_all(grammar)?;
        self.places.insert(key, (self.end, given.len(), grammar.len()));
        self.end += (given.len() + grammar.len()) as u64;
        Ok(())
    }

    fn get(&mut self, key: usize) -> Option<(Vec<u8>, Vec<u8>)> {
        let (start, given, grammar) = *self.places.get(&key)?;
        let file = self.file.as_mut()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        let (mut given, mut grammar) = (vec![0; given], vec![0; grammar]);
        file.read_exact(&mut given).ok()?;
        file.read_exact(&mut grammar).ok()?;
        Some((given, grammar))
    }
}

impl Documents for Opened<'_> {
    fn outlines(&mut self, judgements: &[Judgement]) -> Result<Vec<Outline>> {
        let documents = std::mem::take(&mut self.documents);
        let bar = progress::bar(Some(documents.len() as u64), "reading");
        let model = |texts: &[&str]| syntax::annotate(texts, self.pipeline);
        let outlined = documents.into_par_iter().enumerate().map(|(key, document)| {
            let given = given(&document);
            let (report, grammar) = read(document, None, &model);
            bar.inc(1);
            let mut waiting = self.waiting.lock().expect(NO_PANIC);
            waiting.put(key, &given, &grammar).context("the folder for temporary files takes no more")?;
            drop(waiting);
            Ok(Outline::of(report, key, judgements))
        });
        let outlines: Result<Vec<Outline>> = outlined.collect();
        bar.finish_and_clear();
        outlines
    }

    fn kept(&self, key: usize, pile: &Pile) -> Result<Kept> {
        let (given, grammar) = self.waiting.lock().expect(NO_PANIC).get(key).context("a temporary file is gone")?;
        let text = pile.text(key).unwrap_or_default();
        Ok((restored(&String::from_utf8_lossy(&given), text.to_string()), Some(grammar)))
    }

    fn pipeline(&self) -> &Pipeline {
        self.pipeline
    }
}

const NO_PANIC: &str = "what is done under this lock does not panic";
