//! The words of the sources: runs of words that stand somewhere as they are, and sentences that say something alike.

use crate::document::Span;
use crate::reading::Reading;
use crate::record::{Record, compare};
use crate::value::wording::Wordings;

/// So many words in a row are looked up.
const RUN: usize = 3;
/// Sentences that share less than this of the weight of their words have nothing to do with each other.
const LEAST: f32 = 0.12;
/// So many sentences of the sources are held against one of the draft.
const MOST: usize = 8;

/// So many are looked at letter by letter: the others share fewer of its words.
const SIFTED: usize = 48;

/// A word as a number, and where it stands.
pub type Word = (u64, Span);

/// Words of a source in the order in which they are said: of the whole text, or of one voice without what interrupts it.
#[derive(Debug)]
pub struct Stream {
    pub doc: usize,
    pub words: Vec<Word>,
}

/// Words of a stream, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stretch {
    pub stream: usize,
    pub from: usize,
    pub length: usize,
}

/// A sentence of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    pub doc: usize,
    pub at: Span,
}

/// A sentence of a source that says something alike.
#[derive(Clone, Copy, Debug)]
pub struct Alike {
    pub passage: Passage,
    /// How much the wordings share, from 0 to 1.
    pub score: f32,
    /// How much of the draft's sentence stands in it.
    pub containment: f32,
    /// No other sentence of the draft is more like it.
    pub mutual: bool,
}

#[derive(Debug)]
pub struct Passages {
    pub streams: Vec<Stream>,
    /// Hash of a run, stream and place, sorted.
    runs: Vec<(u64, u32, u32)>,
    sentences: Vec<Passage>,
    wordings: Wordings,
    /// The sentences of the draft.
    pub own: Vec<Span>,
}

impl Passages {
    pub fn of(record: &Record, draft: usize) -> Passages {
        let readings = || record.reports.iter().map(|r| &r.reading).enumerate().filter(|(doc, _)| *doc != draft);
        let streams: Vec<Stream> = readings().flat_map(|(doc, reading)| streams_of(doc, reading)).collect();
        let mut runs = vec![];
        for (number, stream) in streams.iter().enumerate() {
            let run = |(i, run): (usize, &[Word])| (mix(run), number as u32, i as u32);
            runs.extend(stream.words.windows(RUN).enumerate().map(run));
        }
        runs.sort_unstable();
        let own = compare::sentences(&record.reports[draft].reading);
        let of = |(doc, reading)| compare::sentences(reading).into_iter().map(move |at| Passage { doc, at });
        let sentences: Vec<Passage> = readings().flat_map(of).collect();
        let printed = own.iter().map(|at| record.reports[draft].reading.printed(*at));
        let theirs = sentences.iter().map(|p| record.reports[p.doc].reading.printed(p.at));
        let wordings = Wordings::of(printed.chain(theirs));
        Passages { streams, runs, sentences, wordings, own }
    }

    /// The sentences of the sources that are most like one of the draft, the best first.
    pub fn alike(&self, own: usize) -> Vec<Alike> {
        let mut out: Vec<(Alike, usize)> = vec![];
        let theirs = self.wordings.candidates(own).into_iter().filter(|i| *i >= self.own.len());
        for other in self.wordings.nearest_by_words(own, theirs, SIFTED) {
            let Some(score) = self.wordings.similar(own, other, LEAST) else { continue };
            let passage = self.sentences[other - self.own.len()];
            let containment = self.wordings.containment(own, other);
            out.push((Alike { passage, score, containment, mutual: false }, other));
        }
        out.sort_by(|(a, i), (b, j)| (b.score + b.containment).total_cmp(&(a.score + a.containment)).then(i.cmp(j)));
        out.truncate(MOST);
        let mark =
            |(alike, other): (Alike, usize)| Alike { mutual: self.is_best_for(own, other, alike.score), ..alike };
        out.into_iter().map(mark).collect()
    }

    fn is_best_for(&self, own: usize, other: usize, score: f32) -> bool {
        let mut rivals = self.wordings.candidates(other).into_iter().filter(|i| *i < self.own.len() && *i != own);
        !rivals.any(|i| self.wordings.similarity(i, other) > score)
    }

    /// Where the longest runs stand that begin with this word.
    pub fn longest(&self, wanted: &[Word]) -> Vec<Stretch> {
        let Some(first) = wanted.get(..RUN).map(mix) else { return vec![] };
        let from = self.runs.partition_point(|r| r.0 < first);
        let starts = self.runs[from..].iter().take_while(|r| r.0 == first);
        let stretch = |(_, stream, from): &(u64, u32, u32)| {
            let words = &self.streams[*stream as usize].words[*from as usize..];
            let length = words.iter().zip(wanted).take_while(|(a, b)| a.0 == b.0).count();
            Stretch { stream: *stream as usize, from: *from as usize, length }
        };
        let mut out: Vec<Stretch> = starts.map(stretch).filter(|s| s.length >= RUN).collect();
        let longest = out.iter().map(|s| s.length).max().unwrap_or(0);
        out.retain(|s| s.length == longest);
        out
    }

    /// The document and the characters of a stretch.
    pub fn place(&self, stretch: Stretch) -> Passage {
        let stream = &self.streams[stretch.stream];
        let words = &stream.words[stretch.from..stretch.from + stretch.length];
        Passage { doc: stream.doc, at: words[0].1.join(words[words.len() - 1].1) }
    }
}

fn streams_of(doc: usize, reading: &Reading) -> Vec<Stream> {
    let whole = Stream { doc, words: words_in(reading, Span::new(0, reading.document.text.len())) };
    let broken = reading.voices.iter().filter(|v| v.content.len() > 1);
    let spoken =
        broken.map(|v| Stream { doc, words: v.content.iter().flat_map(|at| words_in(reading, *at)).collect() });
    std::iter::once(whole).chain(spoken).collect()
}

/// The words of a stretch of a text as numbers, punctuation left out.
pub fn words_in(reading: &Reading, at: Span) -> Vec<Word> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens[syntax.tokens_in(at)].iter();
    tokens.filter(|t| t.lower.chars().any(char::is_alphanumeric)).map(|t| (hash(&t.lower), t.at)).collect()
}

/// FNV-1a: a fixed hash, the same on every machine.
fn hash(word: &str) -> u64 {
    let plain = word.chars().map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c });
    plain.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(c as u32)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn mix(run: &[Word]) -> u64 {
    run.iter().fold(0, |h: u64, (word, _)| h.rotate_left(21) ^ word)
}
