//! The record of more documents than fit into memory: each is read twice, the second time story by story from the grammar
//! that was kept.

use crate::progress;
use anyhow::Result;
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
use std::io::{self, Write};

/// Documents of stories that are reconciled at once.
const AT_ONCE: usize = 512;

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

/// Documents of files: what came with them and their grammar stay in memory, packed.
pub struct Opened<'p> {
    documents: Vec<Document>,
    kept: Vec<(String, Vec<u8>)>,
    pipeline: &'p Pipeline,
}

impl<'p> Opened<'p> {
    pub fn of(documents: Vec<Document>, pipeline: &'p Pipeline) -> Self {
        Opened { documents, kept: vec![], pipeline }
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
            (Outline::of(report, key, judgements), (given, grammar))
        });
        let (outlines, kept) = outlined.unzip();
        self.kept = kept;
        bar.finish_and_clear();
        Ok(outlines)
    }

    fn kept(&self, key: usize, pile: &Pile) -> Result<Kept> {
        let (given, grammar) = &self.kept[key];
        let text = pile.text(key).unwrap_or_default();
        Ok((restored(given, text.to_string()), Some(grammar.clone())))
    }

    fn pipeline(&self) -> &Pipeline {
        self.pipeline
    }
}
