//! Copies: texts that share most of their runs of words, found by MinHash (Broder 1997) with bands.

use super::sketch::{SEED, Sketch, mix};

/// So many smallest values are kept, compared in bands of two: texts that share a third of their runs meet nearly always.
const HASHES: usize = 64;
const BAND: usize = 2;
/// Two texts are copies when they share so much of both, or one is cut out of the other.
const SHARED: f64 = 0.6;
const CUT: f64 = 0.85;
/// A shorter text has too few runs to be the copy of another.
const SHORTEST: usize = 25;
/// In a band a document is compared with so many others: a hundred copies of one text meet along a chain.
const NEIGHBOURS: usize = 60;

/// For every document the others with the same text, sorted.
pub fn find(sketches: &[Sketch]) -> Vec<Vec<usize>> {
    let mut out = vec![vec![]; sketches.len()];
    for (a, b) in candidates(sketches) {
        if are_copies(&sketches[a].runs, &sketches[b].runs) {
            out[a].push(b);
            out[b].push(a);
        }
    }
    out.iter_mut().for_each(|list| list.sort_unstable());
    out
}

fn sorted(runs: &[u32]) -> Vec<u32> {
    let mut runs = runs.to_vec();
    runs.sort_unstable();
    runs.dedup();
    runs
}

fn are_copies(a: &[u32], b: &[u32]) -> bool {
    let (a, b) = (sorted(a), sorted(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST {
        return short == long && !short.is_empty();
    }
    let shared = short.iter().filter(|run| long.binary_search(run).is_ok()).count() as f64;
    let all = (short.len() + long.len()) as f64 - shared;
    shared / all >= SHARED || shared / short.len() as f64 >= CUT
}

/// Pairs that agree in a band, each once, sorted.
fn candidates(sketches: &[Sketch]) -> Vec<(usize, usize)> {
    let mut bands: Vec<(u64, usize)> = vec![];
    for (doc, sketch) in sketches.iter().enumerate().filter(|(_, s)| !s.runs.is_empty()) {
        for (band, values) in least(&sketch.runs).chunks(BAND).enumerate() {
            bands.push((values.iter().fold(mix(band as u64 ^ SEED), |h, v| mix(h ^ v)), doc));
        }
    }
    bands.sort_unstable();
    let mut pairs = vec![];
    for docs in bands.chunk_by(|a, b| a.0 == b.0) {
        for (i, (_, a)) in docs.iter().enumerate() {
            pairs.extend(docs[i + 1..].iter().take(NEIGHBOURS).map(|(_, b)| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The smallest value of every hash over the runs.
fn least(runs: &[u32]) -> Vec<u64> {
    let mut least = vec![u64::MAX; HASHES];
    for run in runs {
        let mut value = mix(u64::from(*run) ^ SEED);
        for smallest in &mut least {
            // Each hash is made from the one before: a multiplication instead of a whole mixing.
            value = value.wrapping_mul(0xD134_2543_DE82_EF95).rotate_left(29) ^ SEED;
            *smallest = (*smallest).min(value);
        }
    }
    least
}
