//! Documents as weighted words: frequent in the document, rare among the documents, the headline and the start first.

use super::sketch::{Sketch, hash};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::debris::lines::fold;
use std::collections::{BTreeMap, HashMap};

/// Parts of speech that say how, not what.
const FUNCTION: &[&str] =
    &["DET", "ADP", "PRON", "CCONJ", "SCONJ", "PART", "AUX", "PUNCT", "SPACE", "INTJ", "SYM", "X"];
/// A word of the headline counts as so many more, one near the start twice.
const HEADLINE: f32 = 8.0;
const START: usize = 600;
/// Documents that are not here and do not have the word: without them the words of a small collection would all be common.
const UNSEEN: f64 = 100.0;
/// Documents are compared when they share one of so many weightiest words that so many documents have at most.
const KEYS: usize = 100;
const COMMON: usize = 400;
/// Of the documents that share a word, each is compared with so many nearest in time; of all these with the ones that
/// share most. Collections that are smaller are compared whole.
const NEAREST: usize = 60;
const BEST: usize = 60;

#[derive(Debug)]
pub struct Terms {
    /// For each document its words by number, with weights; sorted by number, of length 1 together.
    vectors: Vec<Vec<(u32, f32)>>,
    frequency: Vec<u32>,
}

impl Terms {
    pub fn of(sketches: &[Sketch]) -> Terms {
        let mut known: Vec<u64> = sketches.iter().flat_map(|s| s.terms.iter().map(|(term, _)| *term)).collect();
        known.sort_unstable();
        let mut frequency: Vec<u32> = vec![];
        let mut terms: Vec<u64> = vec![];
        for same in known.chunk_by(|a, b| a == b) {
            terms.push(same[0]);
            frequency.push(same.len() as u32);
        }
        drop(known);
        let rarity = |number: usize| ((sketches.len() as f64 + UNSEEN) / (f64::from(frequency[number]) + 1.0)).ln();
        let vector = |sketch: &Sketch| {
            let number = |term: &u64| terms.partition_point(|t| t < term);
            let weight = |(term, times): &(u64, f32)| {
                let number = number(term);
                (number as u32, (1.0 + f64::from(*times).ln()) * rarity(number))
            };
            unit(sketch.terms.iter().map(weight).collect())
        };
        Terms { vectors: sketches.iter().map(vector).collect(), frequency }
    }

    /// The cosine of two documents.
    pub fn alike(&self, a: usize, b: usize) -> f64 {
        self.shared(a, b).map(|(_, weight)| weight).sum()
    }

    /// The words that two documents share, each with what it adds to their cosine.
    pub fn shared(&self, a: usize, b: usize) -> impl Iterator<Item = (u32, f64)> {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let mut j = 0;
        a.iter().filter_map(move |(number, weight)| {
            while b.get(j).is_some_and(|(other, _)| other < number) {
                j += 1;
            }
            let (_, other) = b.get(j).filter(|(other, _)| other == number)?;
            Some((*number, f64::from(*weight) * f64::from(*other)))
        })
    }

    /// Pairs that share weighty words which are not common, each once, sorted. `order` is the order of the documents in time.
    pub fn candidates(&self, order: &[usize]) -> Vec<(usize, usize)> {
        let mut holders: Vec<Vec<u32>> = vec![vec![]; self.frequency.len()];
        for doc in order {
            self.keys(*doc).into_iter().for_each(|(number, _)| holders[number as usize].push(*doc as u32));
        }
        let mut pairs = vec![];
        let mut shared: HashMap<u32, f32> = HashMap::new();
        let mut place = vec![0; self.frequency.len()];
        for doc in order {
            shared.clear();
            for (number, weight) in self.keys(*doc) {
                let number = number as usize;
                // Documents come in the order of time, so each is found where the last one left.
                place[number] += 1;
                let behind = &holders[number][place[number]..];
                behind.iter().take(NEAREST).for_each(|other| *shared.entry(*other).or_insert(0.0) += weight * weight);
            }
            let mut best: Vec<(u32, f32)> = shared.drain().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let pair = |other: u32| (*doc.min(&(other as usize)), *doc.max(&(other as usize)));
            pairs.extend(best.into_iter().take(BEST).map(|(other, _)| pair(other)));
        }
        pairs.sort_unstable();
        pairs
    }

    /// The weightiest words of a document that are not common.
    fn keys(&self, doc: usize) -> Vec<(u32, f32)> {
        let rare = |(number, _): &&(u32, f32)| self.frequency[*number as usize] as usize <= COMMON;
        let mut keys: Vec<(u32, f32)> = self.vectors[doc].iter().filter(rare).copied().collect();
        keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        keys.truncate(KEYS);
        keys
    }
}

fn unit(mut vector: Vec<(u32, f64)>) -> Vec<(u32, f32)> {
    vector.sort_by_key(|(number, _)| *number);
    let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    vector.into_iter().map(|(number, w)| (number, (w / length) as f32)).collect()
}

/// The words of a document by their hash, and how often they stand in it.
pub fn count(reading: &Reading) -> Vec<(u64, f32)> {
    let mut out: BTreeMap<u64, f32> = BTreeMap::new();
    let mut add = |word: &str, times: f32| {
        if word.chars().filter(|c| c.is_alphanumeric()).count() > 1 {
            *out.entry(hash(word.as_bytes())).or_insert(0.0) += times;
        }
    };
    for token in reading.syntax.tokens.iter().filter(|t| !FUNCTION.contains(&t.pos.as_str())) {
        if !reading.in_caption(token.at) {
            add(&token.lower, near_start(token.at));
        }
    }
    if let Some(title) = &reading.document.title {
        fold(title).split([' ', '\'']).for_each(|word| add(word.trim_end_matches(':'), HEADLINE));
    }
    out.into_iter().collect()
}

fn near_start(at: Span) -> f32 {
    if at.start < START { 2.0 } else { 1.0 }
}
