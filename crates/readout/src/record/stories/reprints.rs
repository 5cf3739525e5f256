//! Reprints with cuts: passages of one text that stand in another, in the outlet's own words, found by winnowed
//! fingerprints (Schleimer 2003) and aligned.

use super::sketch::{RUN, Sketch, mix};
use std::ops::Range;

/// Of so many runs in a row the one with the smallest hash is a fingerprint: a shared passage of this length and a run is
/// never missed.
const WINDOW: usize = 12;
/// More texts share what is nobody's own: a formula, a name.
const COMMON: usize = 40;
/// So many fingerprints in common are worth an alignment.
const MEETINGS: usize = 2;
/// A passage has so many words; one goes on over so many that were changed.
const PASSAGE: usize = 12;
const CHANGED: usize = 8;
/// Who takes so much of his own words from another, and so many, reprints him.
const SHARE: f64 = 0.4;
const LEAST: usize = 40;

/// What two texts share: ranges of words in each, in the order of the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    pub a: usize,
    pub b: usize,
    pub passages: Vec<(Range<usize>, Range<usize>)>,
    /// Own words that are shared, and all own words of each.
    pub words: usize,
    pub of_a: usize,
    pub of_b: usize,
}

impl Shared {
    pub fn share_of_a(&self) -> f64 {
        self.words as f64 / self.of_a.max(1) as f64
    }

    pub fn share_of_b(&self) -> f64 {
        self.words as f64 / self.of_b.max(1) as f64
    }
}

/// Pairs of texts of which one reprints the other, sorted. Pairs that are known to be copies are aligned too.
pub fn find(sketches: &[Sketch], copies: &[Vec<usize>]) -> Vec<Shared> {
    let mut pairs = candidates(sketches);
    pairs.extend(
        copies.iter().enumerate().flat_map(|(a, list)| list.iter().filter(move |b| **b > a).map(move |b| (a, *b))),
    );
    pairs.sort_unstable();
    pairs.dedup();
    let mut out = vec![];
    // Pairs of one document follow each other: its runs are sorted once.
    for pairs in pairs.chunk_by(|x, y| x.0 == y.0) {
        let places = places(&sketches[pairs[0].0].runs);
        let aligned = pairs.iter().map(|(a, b)| align(*a, *b, sketches, &places));
        out.extend(aligned.filter(|s| is_reprint(s) || copies[s.a].binary_search(&s.b).is_ok()));
    }
    out
}

/// Every run with the first place where it stands, sorted.
fn places(runs: &[u32]) -> Vec<(u32, u32)> {
    let mut places: Vec<(u32, u32)> = runs.iter().enumerate().map(|(place, run)| (*run, place as u32)).collect();
    places.sort_unstable();
    places.dedup_by_key(|(run, _)| *run);
    places
}

fn is_reprint(shared: &Shared) -> bool {
    shared.words >= LEAST && shared.share_of_a().max(shared.share_of_b()) >= SHARE
}

/// Pairs that share fingerprints of their own words.
fn candidates(sketches: &[Sketch]) -> Vec<(usize, usize)> {
    let mut prints: Vec<(u32, u32)> = vec![];
    for (doc, sketch) in sketches.iter().enumerate() {
        prints.extend(fingerprints(sketch).into_iter().map(|print| (print, doc as u32)));
    }
    prints.sort_unstable();
    prints.dedup();
    let mut meetings: Vec<(u32, u32)> = vec![];
    for docs in prints.chunk_by(|a, b| a.0 == b.0).filter(|docs| docs.len() <= COMMON) {
        for (i, (_, a)) in docs.iter().enumerate() {
            meetings.extend(docs[i + 1..].iter().map(|(_, b)| (*a, *b)));
        }
    }
    meetings.sort_unstable();
    let often = meetings.chunk_by(|a, b| a == b).filter(|m| m.len() >= MEETINGS);
    often.map(|m| (m[0].0 as usize, m[0].1 as usize)).collect()
}

fn fingerprints(sketch: &Sketch) -> Vec<u32> {
    let is_own = |run: usize| sketch.own[run..run + RUN].iter().all(|own| *own);
    let order = |run: &usize| (mix(u64::from(sketch.runs[*run])), *run);
    let all: Vec<usize> = (0..sketch.runs.len()).filter(|run| is_own(*run)).collect();
    let mut chosen: Vec<usize> = all.windows(WINDOW).filter_map(|w| w.iter().copied().min_by_key(order)).collect();
    chosen.dedup();
    chosen.into_iter().map(|run| sketch.runs[run]).collect()
}

/// `places` are those of the runs of `a`.
fn align(a: usize, b: usize, sketches: &[Sketch], places: &[(u32, u32)]) -> Shared {
    let (one, two) = (&sketches[a], &sketches[b]);
    let mut stretches = matches(&one.runs, &two.runs, places);
    stretches.sort_by_key(|(here, there)| (here.start, there.start));
    let passages = joined(stretches);
    let count = |own: &[bool]| own.iter().filter(|own| **own).count();
    let words = passages.iter().map(|(here, _)| count(&one.own[here.clone()])).sum();
    Shared { a, b, passages, words, of_a: count(&one.own), of_b: count(&two.own) }
}

/// Stretches of words that are the same in both.
fn matches(one: &[u32], two: &[u32], places: &[(u32, u32)]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out = vec![];
    let mut i = 0;
    while i < two.len() {
        let Ok(found) = places.binary_search_by_key(&two[i], |(run, _)| *run) else {
            i += 1;
            continue;
        };
        let start = places[found].1 as usize;
        let length = two[i..].iter().zip(&one[start..]).take_while(|(a, b)| a == b).count();
        out.push((start..start + length + RUN - 1, i..i + length + RUN - 1));
        i += length;
    }
    out
}

/// Stretches that a few changed words part are one passage; short ones are chance.
fn joined(stretches: Vec<(Range<usize>, Range<usize>)>) -> Vec<(Range<usize>, Range<usize>)> {
    let mut out: Vec<(Range<usize>, Range<usize>)> = vec![];
    for (here, there) in stretches {
        if let Some((last_here, last_there)) = out.last_mut()
            && here.start <= last_here.end + CHANGED
            && there.start + RUN > last_there.end
            && there.start <= last_there.end + CHANGED
        {
            (last_here.end, last_there.end) = (here.end.max(last_here.end), there.end.max(last_there.end));
            continue;
        }
        // Where the order differs, a word belongs to the passage that came first.
        let from = out.last().map_or(here.start, |(last, _)| here.start.max(last.end));
        if from < here.end {
            out.push((from..here.end, there.start + (from - here.start)..there.end));
        }
    }
    out.retain(|(here, _)| here.len() >= PASSAGE);
    out
}
