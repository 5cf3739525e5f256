//! A wording, and how much two wordings share: weighted pieces of words, the same in any language.

use std::collections::{BTreeMap, HashMap};

/// Weighted features of one wording, sorted by feature, of length one: there are hundreds, so they are kept small.
type Vector = Box<[(u32, f32)]>;

/// Many wordings made comparable: what is rare among them weighs more.
#[derive(Debug, Default)]
pub struct Wordings {
    pieces: Vec<Vector>,
    words: Vec<Vector>,
    /// Word feature -> the wordings that have it.
    postings: BTreeMap<u32, Vec<u32>>,
}

/// A word is known by its beginning, so that its endings do not matter.
const STEM: usize = 6;
/// Lengths of the pieces of words.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;
/// A word that stands in more wordings than this names no candidates; every wording has rarer ones.
const COMMON: usize = 400;
/// So many pairs of a collection are looked at, and of each wording at least so many.
const PAIRS: usize = 50_000_000;
const FEWEST: usize = 128;

impl Wordings {
    pub fn of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let (mut pieces, mut words): (Vec<Vector>, Vec<Vector>) = texts.into_iter().map(features).unzip();
        weigh(&mut pieces);
        weigh(&mut words);
        let mut postings: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (i, vector) in words.iter().enumerate() {
            for (feature, _) in vector {
                postings.entry(*feature).or_default().push(i as u32);
            }
        }
        postings.retain(|_, list| list.len() <= COMMON);
        Wordings { pieces, words, postings }
    }

    pub fn len(&self) -> usize {
        self.words.len()
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// From 0 (nothing in common) to 1 (the same words).
    pub fn similarity(&self, a: usize, b: usize) -> f32 {
        (dot(&self.pieces[a], &self.pieces[b]) + dot(&self.words[a], &self.words[b])) / 2.0
    }

    /// The same where it is at least so much. Most pairs are told apart by their words alone, which are few.
    pub fn similar(&self, a: usize, b: usize, least: f32) -> Option<f32> {
        /// What rounding may add to the product of two vectors of length one.
        const ROUNDING: f32 = 1e-3;
        let words = dot(&self.words[a], &self.words[b]);
        if (1.0 + ROUNDING + words) / 2.0 < least {
            return None;
        }
        Some((dot(&self.pieces[a], &self.pieces[b]) + words) / 2.0).filter(|score| *score >= least)
    }

    /// The `most` of these that share most of the weight of their words, the first ones of equals.
    pub fn nearest_by_words(&self, of: usize, others: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
        let mut ranked: Vec<(f32, usize)> = others.map(|i| (dot(&self.words[of], &self.words[i]), i)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        ranked.truncate(most);
        ranked.into_iter().map(|(_, i)| i).collect()
    }

    /// How much of the wording `part` stands in `whole`, from 0 to 1, by the weight of its words.
    pub fn containment(&self, part: usize, whole: usize) -> f32 {
        let total: f32 = self.words[part].iter().map(|(_, w)| w * w).sum();
        let shared: f32 = shared(&self.words[part], &self.words[whole]).map(|(w, _)| w * w).sum();
        if total > 0.0 { shared / total } else { 0.0 }
    }

    /// Other wordings that share at least one word that is not common here, sorted. Its rarest words are asked first, and
    /// in a great collection no others.
    pub fn candidates(&self, of: usize) -> Vec<usize> {
        let mut lists: Vec<&Vec<u32>> = self.words[of].iter().filter_map(|(f, _)| self.postings.get(f)).collect();
        lists.sort_by_key(|list| list.len());
        let most = (PAIRS / self.words.len().max(1)).max(FEWEST);
        let mut out: Vec<usize> = vec![];
        for list in lists {
            if out.len() + list.len() > most && !out.is_empty() {
                break;
            }
            out.extend(list.iter().map(|i| *i as usize).filter(|i| *i != of));
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Wordings of one list and of another that say the same: each is the other's best, and they share at least this much.
pub fn mutual_best(wordings: &Wordings, first_of_b: usize, least: f32) -> Vec<(usize, usize, f32)> {
    let best: Vec<Option<(usize, f32)>> = (0..wordings.len()).map(|i| best_of(wordings, i, first_of_b)).collect();
    let mut out = vec![];
    for (a, found) in best.iter().enumerate().take(first_of_b) {
        let Some((b, score)) = found else { continue };
        let back = best[*b].map(|(a, _)| a);
        if back == Some(a) && *score >= least {
            out.push((a, *b, *score));
        }
    }
    out
}

/// The most similar wording on the other side; of two alike the one whose place in its list is nearer.
fn best_of(wordings: &Wordings, of: usize, first_of_b: usize) -> Option<(usize, f32)> {
    let is_a = of < first_of_b;
    let (length_a, length_b) = (first_of_b.max(1) as f32, (wordings.len() - first_of_b).max(1) as f32);
    let place = |i: usize| if i < first_of_b { i as f32 / length_a } else { (i - first_of_b) as f32 / length_b };
    let other = wordings.candidates(of).into_iter().filter(|i| (*i < first_of_b) != is_a);
    let scored = other.map(|i| (i, wordings.similarity(of, i), (place(i) - place(of)).abs()));
    scored.max_by(|x, y| x.1.total_cmp(&y.1).then(y.2.total_cmp(&x.2)).then(y.0.cmp(&x.0))).map(|(i, s, _)| (i, s))
}

/// Pieces of words, and words, each with the number of times it stands there.
fn features(text: &str) -> (Vector, Vector) {
    let (mut pieces, mut words) = (vec![], vec![]);
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let lower = word.to_lowercase();
        let chars: Vec<char> = std::iter::once(' ').chain(lower.chars()).chain([' ']).collect();
        words.push(hash(chars[1..chars.len() - 1].iter().take(STEM)));
        for length in PIECES {
            pieces.extend(chars.windows(length.min(chars.len())).map(|piece| hash(piece.iter())));
        }
    }
    (counted(pieces), counted(words))
}

fn counted(mut features: Vec<u32>) -> Vector {
    features.sort_unstable();
    features.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as f32)).collect()
}

/// FNV-1a over characters, its halves laid over each other: a fixed hash, the same on every machine.
fn hash<'c>(chars: impl Iterator<Item = &'c char>) -> u32 {
    let hash =
        chars.fold(0xcbf2_9ce4_8422_2325, |h: u64, c| (h ^ u64::from(*c as u32)).wrapping_mul(0x0000_0100_0000_01b3));
    (hash ^ (hash >> 32)) as u32
}

/// Turns counts into weights: sublinear term frequency times smoothed inverse document frequency, scaled to length one.
fn weigh(vectors: &mut [Vector]) {
    let mut found_in: HashMap<u32, u32> = HashMap::new();
    for (feature, _) in vectors.iter().flatten() {
        *found_in.entry(*feature).or_default() += 1;
    }
    let total = vectors.len() as f64;
    let rarity = |feature: &u32| ((1.0 + total) / f64::from(1 + found_in[feature])).ln() + 1.0;
    for vector in vectors {
        let weight = |(feature, times): &(u32, f32)| (1.0 + f64::from(*times).ln()) * rarity(feature);
        let length = vector.iter().map(|f| weight(f).powi(2)).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        vector.iter_mut().for_each(|f| f.1 = (weight(f) / length) as f32);
    }
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    shared(a, b).map(|(x, y)| x * y).sum()
}

/// The weights of the features that both have.
fn shared<'v>(a: &'v Vector, b: &'v Vector) -> impl Iterator<Item = (f32, f32)> + 'v {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < a.len() && j < b.len() {
            let (x, y) = (a[i], b[j]);
            i += usize::from(x.0 <= y.0);
            j += usize::from(y.0 <= x.0);
            if x.0 == y.0 {
                return Some((x.1, y.1));
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 6] = [
        "The bridge over the Varn will open next spring, the minister said.",
        "Harvests in the south were poor for the third year running.",
        "Two ferries were taken out of service after the storm.",
        "Next spring will see the opening of the bridge across the Varn, according to the minister.",
        "After the storm two ferry boats were taken out of service.",
        "The museum bought a painting.",
    ];

    #[test]
    fn two_translations_of_a_sentence_find_each_other() {
        let wordings = Wordings::of(TEXTS);
        let found: Vec<(usize, usize)> = mutual_best(&wordings, 3, 0.25).into_iter().map(|(a, b, _)| (a, b)).collect();
        assert_eq!(found, [(0, 3), (2, 4)]);
    }

    #[test]
    fn a_cut_quotation_is_contained_in_the_whole_one() {
        let wordings = Wordings::of([TEXTS[0], "The bridge over the Varn will open"]);
        assert!(wordings.containment(1, 0) > 0.99);
        assert!(wordings.containment(0, 1) < 0.8);
    }

    #[test]
    fn what_is_told_apart_early_is_not_similar_enough() {
        let wordings = Wordings::of(TEXTS);
        for (a, b) in (0..6).flat_map(|a| (0..6).map(move |b| (a, b))) {
            let score = wordings.similarity(a, b);
            for least in [0.0, 0.3, 0.5, 0.8] {
                assert_eq!(wordings.similar(a, b, least), (score >= least).then_some(score), "{a} {b} {least}");
            }
        }
    }

    #[test]
    fn the_same_words_are_wholly_similar_and_no_words_are_similar_to_nothing() {
        let wordings = Wordings::of([TEXTS[1], TEXTS[1], "", "—"]);
        assert!(wordings.similarity(0, 1) > 0.999);
        assert_eq!(wordings.similarity(0, 2), 0.0);
        assert_eq!(wordings.similarity(2, 3), 0.0);
    }
}
