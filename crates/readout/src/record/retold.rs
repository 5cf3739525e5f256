//! One sentence in several reports of a story that says something else in one of them.
//!
//! Statements are held against each other by who speaks. What outlets tell in their own voice is held here, sentence
//! against sentence, and only where nearly all words are the same: there another number, day, name or a "not" is no
//! paraphrase.

use super::compare::sentences;
use super::difference::{Difference, Kind, Side, close, runs, why};
use super::{Cite, Conflict, ConflictKind, Context, Severity};
use crate::document::Span;
use crate::value::when;
use crate::value::who::fold;
use crate::value::wording::Wordings;
use std::collections::{BTreeMap, BTreeSet};

/// Wordings of one sentence share this much.
const NEAR: f32 = 0.6;
/// Fewer words are a heading or a formula; more are a table.
const WORDS: std::ops::RangeInclusive<usize> = 6..=80;
/// Reports of days so far apart tell of other days in the same words.
const DAYS: i32 = 2;
/// Parts of speech that tell one thing from another: "the western basin", "the northern basin".
const TELLS_APART: &[&str] = &["NOUN", "PROPN", "ADJ"];
/// So much of the longer sentence stands in the other.
const SAME: f32 = 0.75;

/// A sentence is held against so many others.
const MOST: usize = 200;

/// A sentence, and every document of the story that prints it so.
struct Told<'r> {
    doc: usize,
    docs: BTreeSet<usize>,
    side: Side<'r>,
    at: Span,
}

/// What no other room has found: `known` are the conflicts that it did.
pub fn find(known: &[Conflict], context: &Context) -> Vec<Conflict> {
    let mut stories: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (doc, place) in context.places.iter().enumerate() {
        stories.entry(place.story).or_default().push(doc);
    }
    let mut cited: BTreeMap<usize, Vec<&Conflict>> = BTreeMap::new();
    for conflict in known {
        let docs: BTreeSet<usize> = conflict.at.iter().map(|c| c.doc).collect();
        docs.into_iter().for_each(|doc| cited.entry(doc).or_default().push(conflict));
    }
    let several = stories.values().filter(|docs| docs.len() > 1);
    several.flat_map(|docs| in_story(docs, &cited, context)).collect()
}

fn in_story(docs: &[usize], cited: &BTreeMap<usize, Vec<&Conflict>>, context: &Context) -> Vec<Conflict> {
    let told = distinct(docs, context);
    let wordings = Wordings::of(told.iter().map(|t| t.side.reading.printed(t.at)));
    let mut found = Found::default();
    for (a, b) in alike(&told, &wordings) {
        let (x, y) = (&told[a], &told[b]);
        if !are_near(x.doc, y.doc, context) || is_known(x, y, cited) {
            continue;
        }
        if let Some(difference) = alteration(&x.side, &y.side) {
            found.add((a, x), (b, y), &difference, context);
        }
    }
    found.conflicts
}

/// Sentences of two documents of which each is the other's most alike, in order.
fn alike(told: &[Told], wordings: &Wordings) -> Vec<(usize, usize)> {
    let nearest: Vec<Nearest> = (0..told.len()).map(|i| nearest(i, told, wordings)).collect();
    let mut of_doc: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    told.iter().enumerate().for_each(|(i, t)| of_doc.entry(t.doc).or_default().push(i));
    let is_best = |of: usize, other: usize| match nearest[of].best.get(&told[other].doc) {
        Some((_, best)) => *best == other,
        None if nearest[of].is_cut => most_alike(of, &of_doc[&told[other].doc], told, wordings) == Some(other),
        None => false,
    };
    let ordered = |(a, b): (usize, usize)| (a.min(b), told[a.max(b)].doc, a.max(b));
    let pairs = nearest.iter().enumerate().flat_map(|(a, n)| n.best.values().map(move |(_, b)| (a, *b)));
    let mut pairs: Vec<(usize, usize, usize)> = pairs.map(ordered).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(a, _, b)| (a, b)).filter(|(a, b)| is_best(*a, *b) && is_best(*b, *a)).collect()
}

/// The conflicts of a story: one for each sentence that several tell otherwise in the same way, however many they are.
#[derive(Default)]
struct Found {
    conflicts: Vec<Conflict>,
    /// Which conflict a sentence stands in, for each kind of difference.
    of: BTreeMap<(usize, ConflictKind), usize>,
    seen: BTreeSet<(ConflictKind, String, String)>,
}

impl Found {
    fn add(&mut self, a: (usize, &Told), b: (usize, &Told), difference: &Difference, context: &Context) {
        let kind = ConflictKind::from(difference.kind);
        let known = self.of.get(&(a.0, kind)).or_else(|| self.of.get(&(b.0, kind))).copied();
        let (p, q) = why::printed(&a.1.side, &b.1.side, difference);
        let is_new = self.seen.insert((kind, fold(&p), fold(&q)));
        if known.is_none() && is_new {
            self.conflicts.push(conflict(a.1, b.1, difference, context));
        }
        let Some(index) = known.or_else(|| is_new.then(|| self.conflicts.len() - 1)) else { return };
        for (sentence, told) in [a, b] {
            let before = self.of.insert((sentence, kind), index);
            if before.is_none() && known.is_some() && is_new {
                self.conflicts[index].at.push(cite(told));
            }
        }
    }
}

/// The sentences of a story, those of the same words once.
fn distinct<'r>(docs: &[usize], context: &Context<'r>) -> Vec<Told<'r>> {
    let mut place: BTreeMap<String, usize> = BTreeMap::new();
    let mut out: Vec<Told> = vec![];
    for doc in docs.iter().copied() {
        let reading = context.readings[doc];
        for at in sentences(reading) {
            let printed = reading.printed(at);
            if !WORDS.contains(&printed.split_whitespace().count()) {
                continue;
            }
            let known = *place.entry(fold(printed)).or_insert(out.len());
            if known == out.len() {
                out.push(Told { doc, docs: BTreeSet::new(), side: Side { reading, at: vec![at] }, at });
            }
            out[known].docs.insert(doc);
        }
    }
    out
}

/// The sentences that are most alike to one.
struct Nearest {
    /// Of every other document the most alike, with its likeness.
    best: BTreeMap<usize, (f32, usize)>,
    /// There are more than were looked at.
    is_cut: bool,
}

/// Two sentences that one document prints are two. Where many documents print nearly the same, a sentence is held against
/// those that share most of its words, so that a story of thousands costs as its sentences, not as their pairs.
fn nearest(of: usize, told: &[Told], wordings: &Wordings) -> Nearest {
    let candidates = wordings.candidates(of);
    let is_cut = candidates.len() > MOST;
    let candidates = if is_cut { wordings.nearest_by_words(of, candidates.into_iter(), MOST) } else { candidates };
    let mut best: BTreeMap<usize, (f32, usize)> = BTreeMap::new();
    for other in candidates {
        let Some(score) = likeness(of, other, told, wordings) else { continue };
        let known = best.entry(told[other].doc).or_insert((score, other));
        if score > known.0 || score == known.0 && other < known.1 {
            *known = (score, other);
        }
    }
    Nearest { best, is_cut }
}

/// Of these sentences the one that is most alike, the first of equals.
fn most_alike(of: usize, others: &[usize], told: &[Told], wordings: &Wordings) -> Option<usize> {
    let scored = others.iter().filter_map(|other| Some((likeness(of, *other, told, wordings)?, *other)));
    scored.max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1))).map(|(_, other)| other)
}

fn likeness(a: usize, b: usize, told: &[Told], wordings: &Wordings) -> Option<f32> {
    let score = wordings.similar(a, b, NEAR)?;
    told[a].docs.is_disjoint(&told[b].docs).then_some(score)
}

/// The one thing that differs so that both cannot be said. Where two things differ, or the sentences name other things
/// beside it, they are two sentences made alike.
fn alteration(a: &Side, b: &Side) -> Option<Difference> {
    let runs = runs::runs(a, b);
    if close::closeness(a, b, &runs) < SAME {
        return None;
    }
    let mut altering = close::differences(a, b).into_iter().filter(|d| d.kind.alters());
    let only = altering.next().filter(|_| altering.next().is_none())?;
    let is_it = |run: &runs::Run| meet(run.at_a(), only.a) || meet(run.at_b(), only.b);
    let names = |side: &Side, at: Option<Span>| {
        let syntax = &side.reading.syntax;
        at.is_some_and(|at| syntax.tokens[syntax.tokens_in(at)].iter().any(|t| TELLS_APART.contains(&t.pos.as_str())))
    };
    let others = runs.iter().filter(|run| !is_it(run));
    let is_another = others.filter(|run| names(a, run.at_a()) && names(b, run.at_b())).count() > 0;
    (!is_another).then_some(only)
}

fn meet(x: Option<Span>, y: Option<Span>) -> bool {
    x.zip(y).is_some_and(|(x, y)| x.overlaps(y))
}

fn are_near(a: usize, b: usize, context: &Context) -> bool {
    apart(a, b, context).is_none_or(|days| days <= DAYS)
}

/// Days between the days of publication of two documents, where both are known.
fn apart(a: usize, b: usize, context: &Context) -> Option<i32> {
    let day = |doc: usize| when::days(context.readings[doc].document.published.value.as_deref()?)?.first;
    Some((day(a)? - day(b)?).get_days().abs())
}

/// A conflict that is known cites both sentences.
fn is_known(x: &Told, y: &Told, cited: &BTreeMap<usize, Vec<&Conflict>>) -> bool {
    let cites = |conflict: &Conflict, told: &Told| {
        conflict.at.iter().any(|c| c.doc == told.doc && c.at.iter().any(|at| at.overlaps(told.at)))
    };
    cited.get(&x.doc).into_iter().flatten().any(|conflict| cites(conflict, x) && cites(conflict, y))
}

fn cite(told: &Told) -> Cite {
    Cite { doc: told.doc, id: String::new(), at: vec![told.at] }
}

fn conflict(x: &Told, y: &Told, difference: &Difference, context: &Context) -> Conflict {
    // What is told otherwise a day later may have become otherwise.
    let is_later = apart(x.doc, y.doc, context).is_some_and(|days| days > 0);
    let may_be = is_later || matches!(difference.kind, Kind::Degree | Kind::Limit);
    Conflict {
        kind: difference.kind.into(),
        severity: if may_be { Severity::Note } else { Severity::Contradiction },
        entries: vec![],
        why: why::altered(&x.side, &y.side, difference),
        at: vec![cite(x), cite(y)],
    }
}
