//! What is kept of a document to compare it with all others: small enough for a hundred thousand of them in memory.

use super::anchors::Anchors;
use super::days::Days;
use super::terms;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::quotations::Quotation;
use crate::reading::syntax::Token;
use serde::{Deserialize, Serialize};

/// Runs of so many words are compared.
pub const RUN: usize = 5;

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Sketch {
    /// Weighted words: hash and how often, sorted by hash.
    pub(super) terms: Vec<(u64, f32)>,
    pub(super) days: Days,
    /// The hash of every run of words, in the order of the text.
    pub(super) runs: Vec<u32>,
    /// For every word whether the outlet says it itself: what is quoted is nobody's copy.
    pub(super) own: Vec<bool>,
    pub(super) anchors: Anchors,
}

impl Sketch {
    pub fn of(reading: &Reading) -> Sketch {
        let hashes: Vec<u64> = words(reading).map(|t| hash(t.lower.as_bytes())).collect();
        let run = |run: &[u64]| run.iter().fold(SEED, |h, w| mix(h ^ w)) as u32;
        let (runs, own): (Vec<u32>, _) = (hashes.windows(RUN).map(run).collect(), own(reading));
        Sketch { terms: terms::count(reading), days: Days::of(reading), runs, own, anchors: Anchors::of(reading) }
    }
}

/// The words of a text, in order, captions left out.
pub fn words(reading: &Reading) -> impl Iterator<Item = &Token> {
    let is_word = |t: &&Token| t.lower.contains(char::is_alphanumeric);
    reading.syntax.tokens.iter().filter(is_word).filter(|t| !reading.in_caption(t.at))
}

fn own(reading: &Reading) -> Vec<bool> {
    let quotations: &[Quotation] = &reading.quotations;
    let (mut next, mut end) = (0, 0);
    let is_own = |at: Span| {
        while quotations.get(next).is_some_and(|q| q.at.start <= at.start) {
            end = end.max(quotations[next].at.end);
            next += 1;
        }
        at.start >= end
    };
    words(reading).map(|t| t.at).map(is_own).collect()
}

/// Fixed, so that every run on every machine finds the same.
pub const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// FNV-1a.
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01B3))
}

/// The finaliser of SplitMix64.
pub fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}
