//! The words of the sources, found by runs of words.

use crate::document::Span;
use crate::record::Report;
use std::collections::BTreeMap;

/// So many words in a row are looked up.
const RUN: usize = 3;

/// Every word of every source, and where each run of three words stands.
pub struct Passages {
    runs: BTreeMap<u64, Vec<(u32, u32)>>,
    /// Of each document its words: folded, with their place.
    words: Vec<Vec<(u64, Span)>>,
}

impl Passages {
    pub fn of(reports: &[Report], draft: usize) -> Self {
        let words: Vec<Vec<(u64, Span)>> =
            reports.iter().map(|r| words_in(r, Span::new(0, r.reading.document.text.len()))).collect();
        let mut runs: BTreeMap<u64, Vec<(u32, u32)>> = BTreeMap::new();
        for (doc, list) in words.iter().enumerate().filter(|(doc, _)| *doc != draft) {
            for (i, run) in list.windows(RUN).enumerate() {
                runs.entry(mix(run)).or_default().push((doc as u32, i as u32));
            }
        }
        Passages { runs, words }
    }

    /// The places where these words stand one after the other.
    pub fn verbatim(&self, wanted: &[(u64, Span)]) -> Vec<(usize, Span)> {
        let Some(first) = wanted.get(..RUN) else { return vec![] };
        let starts = self.runs.get(&mix(first)).into_iter().flatten();
        let found = starts.filter_map(|(doc, i)| {
            let list = self.words[*doc as usize].get(*i as usize..*i as usize + wanted.len())?;
            let is_same = list.iter().map(|w| w.0).eq(wanted.iter().map(|w| w.0));
            is_same.then(|| (*doc as usize, list[0].1.join(list[list.len() - 1].1)))
        });
        found.collect()
    }
}

/// The words of a stretch of a text, punctuation left out, as numbers.
pub fn words_in(report: &Report, at: Span) -> Vec<(u64, Span)> {
    let syntax = &report.reading.syntax;
    let tokens = syntax.tokens[syntax.tokens_in(at)].iter();
    tokens.filter(|t| t.lower.chars().any(char::is_alphanumeric)).map(|t| (hash(&t.lower), t.at)).collect()
}

/// FNV-1a: a fixed hash, the same on every machine.
fn hash(word: &str) -> u64 {
    let plain = word.chars().map(|c| if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c });
    plain.fold(0xcbf2_9ce4_8422_2325, |h, c| (h ^ u64::from(c as u32)).wrapping_mul(0x0000_0100_0000_01b3))
}

fn mix(run: &[(u64, Span)]) -> u64 {
    run.iter().fold(0, |h: u64, (word, _)| h.rotate_left(21) ^ word)
}
