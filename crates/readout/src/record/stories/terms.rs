//! Documents as weighted words: frequent in the document, rare among the documents, the headline and the start first.

use crate::document::Span;
use crate::reading::Reading;
use crate::reading::debris::lines::fold;
use crate::record::Report;
use std::collections::BTreeMap;

/// Parts of speech that say how, not what.
const FUNCTION: &[&str] =
    &["DET", "ADP", "PRON", "CCONJ", "SCONJ", "PART", "AUX", "PUNCT", "SPACE", "INTJ", "SYM", "X"];
/// A word of the headline counts as so many more, one near the start twice.
const HEADLINE: f64 = 8.0;
const START: usize = 600;
/// Documents that are not here and do not have the word: without them the words of a small collection would all be common.
const UNSEEN: f64 = 100.0;
/// Documents are compared when they share one of so many weightiest words that so many documents have at most.
const KEYS: usize = 100;
const COMMON: usize = 400;

#[derive(Debug)]
pub struct Terms {
    /// For each document its words by number, with weights; sorted by number, of length 1 together.
    vectors: Vec<Vec<(usize, f64)>>,
    frequency: Vec<usize>,
}

impl Terms {
    pub fn of(reports: &[Report]) -> Terms {
        let counts: Vec<BTreeMap<String, f64>> = reports.iter().map(|r| count(&r.reading)).collect();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut frequency = vec![];
        for word in counts.iter().flat_map(BTreeMap::keys) {
            let next = numbers.len();
            let number = *numbers.entry(word).or_insert(next);
            frequency.resize(numbers.len(), 0);
            frequency[number] += 1;
        }
        let rarity = |number: usize| ((reports.len() as f64 + UNSEEN) / (frequency[number] as f64 + 1.0)).ln();
        let vector = |count: &BTreeMap<String, f64>| {
            let weight = |(word, times): (&String, &f64)| {
                let number = numbers[word.as_str()];
                (number, (1.0 + times.ln()) * rarity(number))
            };
            unit(count.iter().map(weight).collect())
        };
        Terms { vectors: counts.iter().map(vector).collect(), frequency }
    }

    /// The cosine of two documents.
    pub fn alike(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.vectors[a], &self.vectors[b]);
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while i < a.len() && j < b.len() {
            match a[i].0.cmp(&b[j].0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    sum += a[i].1 * b[j].1;
                    (i, j) = (i + 1, j + 1);
                }
            }
        }
        sum
    }

    /// Pairs that share a weighty word which is not common, each once, sorted.
    pub fn candidates(&self) -> Vec<(usize, usize)> {
        let mut holders: Vec<Vec<usize>> = vec![vec![]; self.frequency.len()];
        for (doc, vector) in self.vectors.iter().enumerate() {
            let mut keys: Vec<&(usize, f64)> = vector.iter().filter(|(n, _)| self.frequency[*n] <= COMMON).collect();
            keys.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            keys.iter().take(KEYS).for_each(|(number, _)| holders[*number].push(doc));
        }
        let mut pairs = vec![];
        for docs in holders {
            for (i, a) in docs.iter().enumerate() {
                pairs.extend(docs[i + 1..].iter().map(|b| (*a, *b)));
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

fn unit(mut vector: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    vector.sort_by_key(|(number, _)| *number);
    let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    vector.iter_mut().for_each(|(_, w)| *w /= length.max(f64::MIN_POSITIVE));
    vector
}

fn count(reading: &Reading) -> BTreeMap<String, f64> {
    let mut out = BTreeMap::new();
    let mut add = |word: String, times: f64| {
        if word.chars().filter(|c| c.is_alphanumeric()).count() > 1 {
            *out.entry(word).or_insert(0.0) += times;
        }
    };
    for token in reading.syntax.tokens.iter().filter(|t| !FUNCTION.contains(&t.pos.as_str())) {
        add(token.lower.to_string(), near_start(token.at));
    }
    if let Some(title) = &reading.document.title {
        fold(title).split([' ', '\'']).for_each(|word| add(word.trim_end_matches(':').to_string(), HEADLINE));
    }
    out
}

fn near_start(at: Span) -> f64 {
    if at.start < START { 2.0 } else { 1.0 }
}
