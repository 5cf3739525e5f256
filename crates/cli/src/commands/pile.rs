//! The record of more documents than fit into memory: each is read twice, the second time story by story from the grammar
//! that was kept.

use crate::progress;
use anyhow::Result;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use parlance::Pipeline;
use rayon::prelude::*;
use readout::reading::syntax;
use readout::record::json;
use readout::record::judged::Judgement;
use readout::record::pile::{Outline, Pile};
use readout::record::provenance::Provenance;
use readout::{Document, Record, Report};
use readout_store::{Filter, given, read, restored, select_entries};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Documents that are read at once.
const WINDOW: usize = 512;

/// A document as it was given, with the grammar that is kept of it.
pub type Kept = (Document, Option<Vec<u8>>);

/// Where the documents of a pile come from.
pub trait Documents {
    /// Outlines of all, each under the key by which `kept` finds the document again.
    fn outlines(&mut self, judgements: &[Judgement]) -> Result<Vec<Outline>>;

    fn kept(&self, key: usize, pile: &Pile) -> Result<Kept>;

    fn pipeline(&self) -> &Pipeline;
}

/// Writes the record of a pile as `readout record` prints it.
pub fn write(
    documents: &mut dyn Documents,
    judgements: &[Judgement],
    filter: &Filter,
    out: &mut dyn Write,
) -> Result<Pile> {
    let pile = Pile::of(documents.outlines(judgements)?, judgements);
    let mut lists: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::new();
    let lists_of = |record: &mut Record, provenance: &Provenance| {
        select_entries(record, filter);
        let lists = json::part(record, provenance).into_iter();
        lists.map(|(name, text)| (name, packed(&text))).collect::<Vec<_>>()
    };
    for (name, text) in stories(documents, &pile, lists_of)?.into_iter().flatten() {
        lists.entry(name).or_default().push(text);
    }
    json::write_pile(&pile, &|name, out| write_list(lists.get(name).map_or(&[], Vec::as_slice), out), out)?;
    Ok(pile)
}

/// What `each` makes of the record of every story, in their order; the documents are read again for it.
pub fn stories<T: Send>(
    documents: &dyn Documents,
    pile: &Pile,
    each: impl Fn(&mut Record, &Provenance) -> T + Sync,
) -> Result<Vec<T>> {
    let stories: Vec<(usize, Vec<usize>)> = pile.stories().into_iter().enumerate().collect();
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
            documents <= WINDOW
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

fn write_list(parts: &[Vec<u8>], out: &mut dyn Write) -> io::Result<()> {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.write_all(b",")?;
        }
        io::copy(&mut DeflateDecoder::new(part.as_slice()), out)?;
    }
    Ok(())
}

/// Text of JSON takes a tenth of its room so.
fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(vec![], Compression::fast());
    encoder.write_all(text).and_then(|()| encoder.finish()).expect("a list of bytes takes any number of them")
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
