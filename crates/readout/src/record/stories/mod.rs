//! Which documents are about the same happening, and which are copies or reprints of each other.

mod anchors;
mod apart;
mod chain;
mod copies;
mod days;
mod link;
mod occasions;
mod reprints;
mod sketch;
mod terms;

use super::{Place, Report, TakenFrom};
use crate::document::Span;
use crate::reading::Reading;
use apart::Doubtful;
use link::Linked;
pub use sketch::{Sketch, hash};
use terms::Terms;

/// Two documents are about one thing when their words are so much alike; in a small collection words say less about it.
const ALIKE: f64 = 0.087;
const ALIKE_IN_FEW: f64 = 0.04;
const FEW: f64 = 20.0;
/// Two stories whose likeness misses the bar by no more may be one.
const UNSURE: f64 = 0.75;

pub fn find(reports: &[Report]) -> Vec<Place> {
    find_sketched(reports, reports.iter().map(sketch).collect(), &|doc| word_places(&reports[doc].reading))
}

/// Where the words of a text stand, in order.
pub fn word_places(reading: &Reading) -> Vec<Span> {
    sketch::words(reading).map(|token| token.at).collect()
}

/// The same where the grammar of the documents is not at hand any more; `words` answers where a document's words stand.
pub fn find_sketched(reports: &[Report], mut sketches: Vec<Sketch>, words: &dyn Fn(usize) -> Vec<Span>) -> Vec<Place> {
    let groups = group(&mut sketches);
    let taken: Vec<Vec<TakenFrom>> = chain::find(reports, &sketches, &groups.shared, words);
    let unsure = groups.unsure_of();
    let places = groups.stories.into_iter().zip(groups.copies).zip(taken);
    places
        .map(|((story, copies), taken_from)| Place { story, unsure: unsure[story].clone(), copies, taken_from })
        .collect()
}

/// Stories and copies of a collection, by the indices of its documents.
#[derive(Debug)]
pub struct Groups {
    /// Numbers of the stories, in the order of their first documents.
    pub stories: Vec<usize>,
    /// Pairs of stories that may be one, the lower number first.
    pub unsure: Vec<(usize, usize)>,
    /// For every document the others with the same text.
    pub copies: Vec<Vec<usize>>,
    pub shared: Vec<reprints::Shared>,
}

impl Groups {
    /// For every story the ones that may be it.
    fn unsure_of(&self) -> Vec<Vec<usize>> {
        let mut out = vec![vec![]; self.stories.iter().max().map_or(0, |last| last + 1)];
        for (a, b) in &self.unsure {
            out[*a].push(*b);
            out[*b].push(*a);
        }
        out.iter_mut().for_each(|stories| stories.sort_unstable());
        out
    }
}

/// Groups documents by what was kept of them, so that a collection need not be in memory. What was used is let go.
pub fn group(sketches: &mut [Sketch]) -> Groups {
    let copies = copies::find(sketches);
    let shared = reprints::find(sketches, &copies);
    sketches.iter_mut().for_each(|sketch| (sketch.runs, sketch.own) = (vec![], vec![]));
    let Linked { groups: stories, unsure } = stories(sketches, &shared);
    Groups { stories, unsure, copies, shared }
}

fn stories(sketches: &mut [Sketch], shared: &[reprints::Shared]) -> Linked {
    let terms = Terms::of(sketches);
    sketches.iter_mut().for_each(|sketch| sketch.terms = vec![]);
    let mut order: Vec<usize> = (0..sketches.len()).collect();
    order.sort_by_key(|doc| (sketches[*doc].days.first().is_none(), sketches[*doc].days.first(), *doc));
    let least = ALIKE + ALIKE_IN_FEW * FEW / (FEW + sketches.len() as f64);
    // Who prints the same words tells the same story.
    let mut pairs: Vec<(f64, usize, usize)> = shared.iter().map(|s| (1.0, s.a, s.b)).collect();
    let mut doubtful = vec![];
    for (a, b) in terms.candidates(&order) {
        if shared.binary_search_by_key(&(a, b), |s| (s.a, s.b)).is_ok() {
            continue;
        }
        let (words, near) = (terms.alike(a, b), sketches[a].days.near(&sketches[b].days));
        let is_dated = |doc: usize| sketches[doc].days.published().is_some();
        if !(is_dated(a) && is_dated(b)) && words > least / 2.0 {
            doubtful.push(Doubtful { a, b, words, near, stance: apart::stance(&sketches[a], &sketches[b]) });
        } else if words * near > ALIKE / 4.0 {
            pairs.push((words * near, a, b));
        }
    }
    pairs.extend(apart::settled(&terms, sketches, &doubtful));
    link::average(sketches.len(), &pairs, least, least * UNSURE)
}

pub fn sketch(report: &Report) -> Sketch {
    let mut sketch = Sketch::of(&report.reading);
    (sketch.anchors.occasions, sketch.anchors.counted) = occasions::of(report);
    sketch
}

#[cfg(test)]
mod tests;
