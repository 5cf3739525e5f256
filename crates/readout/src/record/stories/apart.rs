//! Whether two texts, of which one at least has no day of publication, can tell of one happening: what they share, and what forbids it.

use super::anchors::Anchors;
use super::days::{Named, gap};
use super::occasions::{Fit, Occasion};
use super::sketch::Sketch;
use super::terms::Terms;
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// They share a day, a quotation, the same occasion on the same weekday.
    Shown,
    /// Nothing speaks for or against it.
    Open,
    /// Their heads name other weekdays: they may be two days of one happening, or two happenings.
    Unlike,
    /// Another day, place, direction or edition of the same kind of happening.
    Apart,
}

/// Two documents of which one at least has no day of publication.
#[derive(Debug)]
pub struct Doubtful {
    pub a: usize,
    pub b: usize,
    /// How alike their words are, and how near the days they name.
    pub words: f64,
    pub near: f64,
    pub stance: Stance,
}

/// Two that cannot be one keep their groups apart, until far more that can be one outweigh them.
const APART: f64 = -1.0;
/// Likeness counts so much less between texts of other weekdays, and of a text that does not say when it was.
const UNLIKE: f64 = 0.4;
const UNTIMED: f64 = 0.6;
/// So many rivals of a document are looked at, and those that are so nearly as much like it.
const RIVALS: usize = 4;
const NEARLY: f64 = 0.6;
/// So much of the likeness of two documents is in words that they do not share with rivals.
const OWN: f64 = 0.07;
/// Heads that name days so far from each other tell of two happenings.
const FAR: f64 = 14.0;
/// The news of a text is no older or further ahead.
const LATE: f64 = 60.0;
/// So much of a quotation stands in the other where both are one.
const SAID: f64 = 0.8;

pub fn stance(a: &Sketch, b: &Sketch) -> Stance {
    let (one, other) = (&a.anchors, &b.anchors);
    if is_far(a, b) || is_other_occasion(one, other) || is_other_edition(one, other) {
        return Stance::Apart;
    }
    if shares_day(one, other) || shares_quotation(one, other) || is_same_occasion(one, other) {
        return Stance::Shown;
    }
    if is_another_weekday(one, other) { Stance::Unlike } else { Stance::Open }
}

/// Both heads name days of the week, and none of the one is that of the other or the next.
fn is_another_weekday(a: &Anchors, b: &Anchors) -> bool {
    let away = |x: &i8| b.weekdays.iter().all(|y| !matches!((x - y).rem_euclid(7), 0 | 1 | 6));
    !a.weekdays.is_empty() && !b.weekdays.is_empty() && a.weekdays.iter().all(away)
}

/// Both heads name days, and none of the one is near one of the other; or all are far from the day of publication.
fn is_far(a: &Sketch, b: &Sketch) -> bool {
    let least = |a: &[Named], b: &[Named]| {
        let gaps = a.iter().flat_map(|x| b.iter().map(|y| gap(*x, *y)));
        gaps.min_by(f64::total_cmp)
    };
    let published = |s: &Sketch| -> Vec<Named> { s.days.day().into_iter().collect() };
    let (one, other) = (&a.anchors.head, &b.anchors.head);
    let told = [least(&published(a), other), least(one, &published(b))];
    least(one, other).is_some_and(|gap| gap > FAR) || told.into_iter().flatten().any(|gap| gap > LATE)
}

/// The first occasion of a kind in the one head is another than in the other head, and no two of the kind are on one day;
/// or all occasions of the one are in other countries than those of the other.
fn is_other_occasion(a: &Anchors, b: &Anchors) -> bool {
    let pairs = firsts(a).filter_map(|x| Some((x, firsts(b).find(|y| x.is_of_kind(y))?)));
    let fits: Vec<Fit> = pairs.filter(|(x, y)| x.is_like(y)).map(|(x, y)| x.fit(y)).collect();
    if fits.contains(&Fit::Same) {
        return false;
    }
    let scene = |a: &Anchors| -> BTreeSet<SmolStr> { news(a).flat_map(|o| o.countries.iter().cloned()).collect() };
    let (here, there) = (scene(a), scene(b));
    fits.contains(&Fit::Other) || !here.is_empty() && !there.is_empty() && here.is_disjoint(&there)
}

/// The first of each kind: what is told after it may be told beside it.
fn firsts(anchors: &Anchors) -> impl Iterator<Item = &Occasion> {
    news(anchors)
        .enumerate()
        .filter(|(i, o)| !news(anchors).take(*i).any(|before| before.is_of_kind(o)))
        .map(|(_, o)| o)
}

fn news(anchors: &Anchors) -> impl Iterator<Item = &Occasion> {
    anchors.occasions.iter().filter(|o| o.is_news)
}

fn is_other_edition(a: &Anchors, b: &Anchors) -> bool {
    a.counted.iter().any(|x| b.counted.iter().any(|y| x.is_another(y)))
}

/// A day without a year is the same day in a text that gives none either.
fn shares_day(a: &Anchors, b: &Anchors) -> bool {
    a.named.iter().any(|x| b.named.iter().any(|y| gap(*x, *y) == 0.0))
}

/// Most words of a quotation, be it in another translation, stand in one of the other.
fn shares_quotation(a: &Anchors, b: &Anchors) -> bool {
    let shared = |x: &[u64], y: &[u64]| x.iter().filter(|word| y.binary_search(word).is_ok()).count() as f64;
    let is_said = |x: &Vec<u64>, y: &Vec<u64>| shared(x, y) >= SAID * x.len().min(y.len()) as f64;
    a.quoted.iter().any(|x| b.quoted.iter().any(|y| is_said(x, y)))
}

fn is_same_occasion(a: &Anchors, b: &Anchors) -> bool {
    a.occasions.iter().any(|x| b.occasions.iter().any(|y| x.is_like(y) && x.fit(y) == Fit::Same))
}

/// Says when its happening was, be it only by the day of the week.
fn is_timed(sketch: &Sketch) -> bool {
    let anchors = &sketch.anchors;
    !anchors.head.is_empty() || !anchors.weekdays.is_empty() || sketch.days.published().is_some()
}

/// How alike two documents are of which one has no day: as much as their words where nothing that is known to be another
/// happening looks like them. Else only where something shows that they tell of one, or they share words that the others
/// do not share with them.
pub fn settled(terms: &Terms, sketches: &[Sketch], pairs: &[Doubtful]) -> Vec<(f64, usize, usize)> {
    let rivals = rivals(sketches.len(), pairs);
    let contested = contested(sketches.len(), pairs);
    let value = |pair: &Doubtful| {
        let is_untimed = !is_timed(&sketches[pair.a]) || !is_timed(&sketches[pair.b]);
        let is_doubted = is_untimed && (contested[pair.a] || contested[pair.b]);
        let alike = pair.words * pair.near * if is_doubted { UNTIMED } else { 1.0 };
        match pair.stance {
            Stance::Apart => APART,
            Stance::Shown => alike,
            Stance::Unlike => alike * UNLIKE,
            Stance::Open if is_told_apart(terms, sketches, pair, &rivals) => alike,
            Stance::Open => 0.0,
        }
    };
    pairs.iter().map(|pair| (value(pair), pair.a, pair.b)).collect()
}

/// Documents that are like one which has a lookalike of another happening.
fn contested(documents: usize, pairs: &[Doubtful]) -> Vec<bool> {
    let mut has = vec![false; documents];
    for pair in pairs.iter().filter(|p| p.stance == Stance::Apart) {
        (has[pair.a], has[pair.b]) = (true, true);
    }
    let mut out = has.clone();
    for pair in pairs {
        out[pair.a] |= has[pair.b];
        out[pair.b] |= has[pair.a];
    }
    out
}

/// For every document those most like it that tell of another happening.
fn rivals(documents: usize, pairs: &[Doubtful]) -> Vec<Vec<(f64, usize)>> {
    let mut out: Vec<Vec<(f64, usize)>> = vec![vec![]; documents];
    for pair in pairs.iter().filter(|p| matches!(p.stance, Stance::Apart | Stance::Unlike)) {
        out[pair.a].push((pair.words, pair.b));
        out[pair.b].push((pair.words, pair.a));
    }
    for list in &mut out {
        list.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        list.truncate(RIVALS);
    }
    out
}

/// No rival is nearly as much like them, or both say when it was and share what they do not share with any rival.
fn is_told_apart(terms: &Terms, sketches: &[Sketch], pair: &Doubtful, rivals: &[Vec<(f64, usize)>]) -> bool {
    let near =
        |doc: usize| rivals[doc].iter().filter(|(words, _)| *words >= NEARLY * pair.words).map(move |(_, r)| (doc, *r));
    let near: Vec<(usize, usize)> = near(pair.a).chain(near(pair.b)).collect();
    if near.is_empty() {
        return true;
    }
    let formulas: HashSet<u32> =
        near.iter().flat_map(|(doc, rival)| terms.shared(*doc, *rival)).map(|(w, _)| w).collect();
    let own = terms.shared(pair.a, pair.b).filter(|(word, _)| !formulas.contains(word)).map(|(_, weight)| weight);
    is_timed(&sketches[pair.a]) && is_timed(&sketches[pair.b]) && own.sum::<f64>() >= OWN
}
