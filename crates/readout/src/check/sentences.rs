//! Sentences of the draft: the reports behind each, and what the nearest one says otherwise.

use super::against::{Against, CARRIED};
use super::figures;
use super::held::alters;
use super::held::amounts::agree_at;
use super::judge::{self, Judge};
use super::{Claim, Difference, Evidence, Finding, Kind, Level, Outcome, Relation};
use crate::document::Span;
use std::collections::BTreeSet;

/// So much of the words that mean something must stand in the reports of one source.
const COVERED: f32 = 0.6;
/// Without a number, a day or a name in it, this much will do.
const FAINT: f32 = 0.16;
/// A second report this much less like the draft speaks of something else.
const NEAR_BEST: f32 = 0.75;
/// A sentence most of which stands in quotation marks is judged by its quotations.
const QUOTED: f32 = 0.7;
/// So many reports are shown.
const SHOWN: usize = 6;

pub fn check(judge: &Judge, quoted: &[Finding]) -> Vec<Finding> {
    let mut out = vec![];
    for (own, at) in judge.passages.own.iter().enumerate() {
        if judge.is_heading(*at) || judge.quoted_part(*at) >= QUOTED {
            continue;
        }
        out.extend(of_sentence(judge, *at, judge.against(own), quoted));
    }
    out
}

fn of_sentence(judge: &Judge, at: Span, against: &[Against], quoted: &[Finding]) -> Vec<Finding> {
    let inside = |d: &Difference| d.draft.is_some_and(|s| quoted.iter().any(|f| f.at.contains(s)));
    let best = against.iter().filter(|a| a.answers()).max_by(|a, b| closest(a).total_cmp(&closest(b)));
    let Some(best) = best else { return without_pair(judge, at, against) };
    let counts = |d: &&Difference| weighs(d.kind) && !inside(d) && !is_fair(judge, d, best) && judge.counts(d, best);
    let differing: Vec<&Difference> = best.held.differences.iter().filter(counts).collect();
    let carrying = carrying(against, best);
    let agreeing: Vec<&Against> = carrying.iter().copied().filter(|a| !a.held.alters()).collect();
    if let Some(conflict) = sources_differ(judge, at, best, &agreeing, against) {
        return vec![conflict];
    }
    let unexplained: Vec<&Difference> =
        differing.into_iter().filter(|d| !is_explained(judge, d, best, against)).collect();
    if unexplained.is_empty() {
        let sources = if agreeing.is_empty() { vec![best] } else { agreeing };
        let is_altered = |f: &Finding| f.level >= Level::Warning && at.contains(f.at);
        let mut out = vec![];
        if !quoted.iter().any(is_altered) {
            out.push(supported(judge, at, &sources));
        }
        out.extend(figures::carried(judge, at, &sources));
        out.extend(figures::added(judge, at, best, against));
        return out;
    }
    unexplained.iter().map(|d| judge.differing(at, d, best)).collect()
}

fn closest(a: &Against) -> f32 {
    a.alike.score + a.held.closeness()
}

fn weighs(kind: Kind) -> bool {
    alters(kind) || kind == Kind::Rounding
}

/// A number rounded as one rounds: outside of quotation marks it says the same.
fn is_fair(judge: &Judge, difference: &Difference, best: &Against) -> bool {
    let source = judge.reading(best.alike.passage.doc);
    let both = difference.draft.zip(difference.source).filter(|_| difference.kind == Kind::Rounding);
    both.is_some_and(|(a, b)| agree_at(judge.draft, a, source, b))
}

/// Those that speak of the sentence's matter about as clearly as the best one.
fn carrying<'a>(against: &'a [Against], best: &Against) -> Vec<&'a Against> {
    against.iter().filter(|a| a.carries() && closest(a) >= NEAR_BEST * closest(best)).collect()
}

/// Another report has the value that this one lacks: the draft's sentence was made of both.
fn is_explained(judge: &Judge, difference: &Difference, best: &Against, against: &[Against]) -> bool {
    let Some(at) = difference.draft else { return false };
    let is_value = matches!(difference.kind, Kind::Number | Kind::Date | Kind::Name | Kind::Scale | Kind::Unit);
    let others = against.iter().filter(|a| a.alike.passage != best.alike.passage);
    let speaks = |a: &&Against| if best.held.is_close() { a.held.is_close() } else { a.alike.containment >= 0.3 };
    let has_it = |a: &Against| {
        let lacks = |d: &Difference| d.draft.is_some_and(|s| s.overlaps(at)) && d.kind != Kind::Qualifier;
        !a.held.differences.iter().any(lacks) && judge.has_value(difference, a)
    };
    is_value && others.into_iter().filter(speaks).any(has_it)
}

/// One source repeats the draft's sentence, and another one repeats it with another value.
fn sources_differ(
    judge: &Judge,
    at: Span,
    best: &Against,
    agreeing: &[&Against],
    against: &[Against],
) -> Option<Finding> {
    let mine = agreeing.iter().find(|a| a.held.is_close())?;
    let is_value =
        |d: &Difference| matches!(d.kind, Kind::Number | Kind::Scale | Kind::Unit | Kind::Date | Kind::Negation);
    let has_all = |a: &Against| a.held.differences.iter().filter(|d| is_value(d)).all(|d| judge.has_value(d, mine));
    let other = against.iter().find(|a| {
        let found: Vec<&Difference> = a.held.differences.iter().filter(|d| alters(d.kind)).collect();
        a.held.is_close()
            && closest(a) >= NEAR_BEST * closest(best)
            && !found.is_empty()
            && found.len() == 1
            && found.iter().all(|d| is_value(d))
            && has_all(a)
            && judge.are_of_one_story(a.alike.passage.doc, mine.alike.passage.doc)
    })?;
    let differences = other.held.differences.iter().filter(|d| is_value(d)).cloned().collect();
    let sources: Vec<Evidence> = std::iter::once(other.evidence(Relation::Conflict))
        .chain(agreeing.iter().take(SHOWN).map(|a| a.evidence(Relation::Same)))
        .collect();
    let of = judge::Found { claim: Claim::Statement, outcome: Outcome::Conflict, level: Level::Warning };
    Some(judge.finding(at, at, of, differences, sources))
}

fn supported(judge: &Judge, at: Span, sources: &[&Against]) -> Finding {
    let sources: Vec<Evidence> = sources.iter().take(SHOWN).map(|a| a.evidence(Relation::Same)).collect();
    judge.agreeing(at, at, Claim::Sentence, Outcome::Supported, sources)
}

/// No report answers to the whole sentence: several may carry it together, it may be no claim, or it is found nowhere.
fn without_pair(judge: &Judge, at: Span, against: &[Against]) -> Vec<Finding> {
    let carrying: Vec<&Against> = against.iter().filter(|a| a.alike.containment >= CARRIED).collect();
    if !carrying.is_empty() {
        if let Some(still) = still_to_come(judge, at, &carrying) {
            return vec![still];
        }
        return [supported(judge, at, &carrying)].into_iter().chain(figures::carried(judge, at, &carrying)).collect();
    }
    // Before the fainter likenesses: what is no claim is not reported by whoever uses the same words.
    if judge.is_opinion(at) {
        return vec![judge.agreeing(at, at, Claim::Sentence, Outcome::Opinion, vec![])];
    }
    let together = together(judge, at, against);
    if !together.is_empty() {
        return [supported(judge, at, &together)].into_iter().chain(figures::carried(judge, at, &together)).collect();
    }
    let faint: Vec<&Against> = against.iter().filter(|a| a.alike.mutual && a.alike.score >= FAINT).take(1).collect();
    if !faint.is_empty() && !judge.has_anchor(at) {
        return vec![supported(judge, at, &faint)];
    }
    if judge.is_line(at) {
        return vec![];
    }
    let level = if judge.has_anchor(at) { Level::Warning } else { Level::Note };
    let of = judge::Found { claim: Claim::Sentence, outcome: Outcome::NotFound, level };
    let nearest = against.first().filter(|a| a.alike.score >= 0.2).map(|a| a.evidence(Relation::Partial));
    vec![judge.finding(at, at, of, vec![], nearest.into_iter().collect())]
}

/// Told as done here, and as to come by the report that carries it best, where no other one tells it as the draft does.
fn still_to_come(judge: &Judge, at: Span, carrying: &[&Against]) -> Option<Finding> {
    let (first, others) = carrying.split_first()?;
    let turned = first.held.differences.iter().find(|d| d.kind == Kind::Status)?;
    let printed = judge.draft.printed(turned.draft?).to_lowercase();
    let says = |a: &&Against| {
        let passage = a.alike.passage;
        judge.reading(passage.doc).printed(passage.at).to_lowercase().contains(&printed)
    };
    (!others.iter().any(says)).then(|| judge.differing(at, turned, first))
}

/// Reports of one source that have nearly all words of the sentence between them.
fn together<'a>(judge: &Judge, at: Span, against: &'a [Against]) -> Vec<&'a Against> {
    let wanted = judge.content(judge.draft, at);
    let documents: BTreeSet<usize> = against.iter().map(|a| a.alike.passage.doc).collect();
    let mut best: (f32, Vec<&Against>) = (0.0, vec![]);
    for doc in documents {
        let mine: Vec<&Against> = against.iter().filter(|a| a.alike.passage.doc == doc).collect();
        let there: BTreeSet<String> =
            mine.iter().flat_map(|a| judge.content(judge.reading(doc), a.alike.passage.at)).collect();
        let covered = wanted.iter().filter(|w| there.contains(*w)).count() as f32 / wanted.len().max(1) as f32;
        if covered > best.0 {
            best = (covered, mine);
        }
    }
    if best.0 >= COVERED { best.1 } else { vec![] }
}
