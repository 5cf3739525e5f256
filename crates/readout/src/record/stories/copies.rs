//! Copies and reprints: texts that share most of their runs of words, found by MinHash (Broder 1997) with bands.

use crate::record::Report;
use std::collections::{BTreeMap, BTreeSet};

/// Runs of so many words.
const RUN: usize = 5;
/// So many smallest values are kept, compared in bands of two: texts that share a third of their runs meet nearly always.
const HASHES: usize = 64;
const BAND: usize = 2;
/// Two texts are copies when they share so much of both, or one is cut out of the other.
const SHARED: f64 = 0.6;
const CUT: f64 = 0.85;
/// A shorter text has too few runs to be the copy of another.
const SHORTEST: usize = 25;

/// For every document the others with the same text, sorted.
pub fn find(reports: &[Report]) -> Vec<Vec<usize>> {
    let runs: Vec<BTreeSet<u64>> = reports.iter().map(runs_of).collect();
    let mut out = vec![vec![]; reports.len()];
    for (a, b) in candidates(&runs) {
        if are_copies(&runs[a], &runs[b]) {
            out[a].push(b);
            out[b].push(a);
        }
    }
    out.iter_mut().for_each(|list| list.sort_unstable());
    out
}

fn runs_of(report: &Report) -> BTreeSet<u64> {
    let tokens = report.reading.syntax.tokens.iter();
    let words: Vec<u64> =
        tokens.filter(|t| t.lower.contains(char::is_alphanumeric)).map(|t| hash(t.lower.as_bytes())).collect();
    words.windows(RUN).map(|run| run.iter().fold(SEED, |h, w| mix(h ^ w))).collect()
}

fn are_copies(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() < SHORTEST {
        return short == long && !short.is_empty();
    }
    let shared = short.iter().filter(|run| long.contains(run)).count() as f64;
    let all = (short.len() + long.len()) as f64 - shared;
    shared / all >= SHARED || shared / short.len() as f64 >= CUT
}

/// Pairs that agree in a band, each once, sorted.
fn candidates(runs: &[BTreeSet<u64>]) -> BTreeSet<(usize, usize)> {
    let mut bands: BTreeMap<(usize, u64), Vec<usize>> = BTreeMap::new();
    for (doc, runs) in runs.iter().enumerate().filter(|(_, runs)| !runs.is_empty()) {
        let least: Vec<u64> =
            (0..HASHES).map(|n| runs.iter().map(|r| mix(r ^ mix(n as u64 ^ SEED))).min().unwrap_or(0)).collect();
        for (band, values) in least.chunks(BAND).enumerate() {
            bands.entry((band, values.iter().fold(SEED, |h, v| mix(h ^ v)))).or_default().push(doc);
        }
    }
    let mut pairs = BTreeSet::new();
    for docs in bands.into_values() {
        // Neighbours in a band are enough: a hundred copies of one text meet along a chain in some band.
        for (i, a) in docs.iter().enumerate() {
            pairs.extend(docs[i + 1..].iter().take(200).map(|b| (*a, *b)));
        }
    }
    pairs
}

/// Fixed, so that every run on every machine finds the same.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// FNV-1a.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}

/// The finaliser of SplitMix64.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
