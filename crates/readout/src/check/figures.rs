//! Figures of the draft: those that its sources carry, arithmetic that does not hold, and what the record holds against them.

mod elsewhere;

use super::against::Against;
use super::judge::{Found, Judge};
use super::{Claim, Evidence, Finding, Kind, Level, Outcome, Relation};
use crate::document::Span;
use crate::facts::Fact;
use crate::facts::figure::{Figure, Role};
use crate::reading::Amount;
use crate::record::{Cite, Conflict, ConflictKind};
use crate::value::amount::{Agreement, agree};

/// The amounts of a sentence that its reports give too: the same, or rounded.
pub fn carried(judge: &Judge, at: Span, sources: &[&Against]) -> Vec<Finding> {
    let draft = judge.draft;
    let mut out = vec![];
    for amount in draft.amounts.iter().filter(|a| at.contains(a.at)) {
        let found: Vec<(Agreement, Evidence)> = sources.iter().filter_map(|s| same(judge, amount, s)).collect();
        let Some(best) = found.iter().map(|(agreement, _)| *agreement).min_by_key(|a| *a != Agreement::Same) else {
            continue;
        };
        let outcome = if best == Agreement::Same { Outcome::Same } else { Outcome::Rounded };
        let sources = found.into_iter().filter(|(a, _)| *a == best).map(|(_, evidence)| evidence).collect();
        out.push(judge.agreeing(amount.at, at, Claim::Figure, outcome, sources));
    }
    out
}

/// The amount of a source's sentence that agrees with one of the draft.
fn same(judge: &Judge, amount: &Amount, source: &Against) -> Option<(Agreement, Evidence)> {
    let passage = source.alike.passage;
    let there = judge.reading(passage.doc).amounts.iter().filter(|a| passage.at.contains(a.at));
    let agreeing = there.filter_map(|other| {
        let agreement = agree(&amount.quantity, &other.quantity);
        let one_unit = amount.quantity.unit == other.quantity.unit;
        (one_unit && agreement != Agreement::Different).then_some((agreement, other.at))
    });
    let (agreement, at) = agreeing.min_by_key(|(agreement, _)| *agreement != Agreement::Same)?;
    Some((agreement, Evidence { doc: passage.doc, at, relation: Relation::Same }))
}

/// Amounts that the draft puts into a sentence which it otherwise repeats, and that no report of its matter has.
pub fn added(judge: &Judge, at: Span, best: &Against, against: &[Against]) -> Vec<Finding> {
    if !best.held.is_close() {
        return vec![];
    }
    let is_added = |a: &Amount| best.held.differences.iter().any(|d| d.kind == Kind::Added && d.draft == Some(a.at));
    let inside = judge.draft.amounts.iter().filter(|a| at.contains(a.at) && is_added(a));
    let untold = inside.filter(|a| against.iter().all(|source| same(judge, a, source).is_none()));
    let of = Found { claim: Claim::Figure, outcome: Outcome::NotFound, level: Level::Warning };
    let nearest = Evidence { doc: best.alike.passage.doc, at: best.alike.passage.at, relation: Relation::Partial };
    untold.map(|a| judge.finding(a.at, at, of, vec![], vec![nearest.clone()])).collect()
}

/// What the record finds when the draft is one of the reports: arithmetic that fails, and figures of one measure that differ.
pub fn check(judge: &Judge, known: &[Finding]) -> Vec<Finding> {
    let figures = &judge.record.reports[judge.number].facts.figures;
    let is_known = |at: Span| known.iter().any(|f| f.at.overlaps(at) && f.claim == Claim::Figure);
    let mut out: Vec<Finding> = vec![];
    for conflict in &judge.record.conflicts {
        let Some(mine) = conflict.at.iter().find(|c| c.doc == judge.number) else { continue };
        let Some(figure) = figure_of(figures, mine) else { continue };
        let is_told = |f: &Finding| f.at == figure.at;
        if out.iter().any(is_told) {
            continue;
        }
        if conflict.kind == ConflictKind::Arithmetic && !is_carried(judge, figure) {
            out.push(arithmetic(judge, figure, conflict));
        } else if conflict.kind != ConflictKind::Arithmetic && !is_known(figure.at) {
            out.extend(contradicted(judge, figure, conflict));
        }
    }
    let is_conflict = |at: Span| known.iter().any(|f| f.outcome == Outcome::Conflict && f.at.contains(at));
    let is_told = |f: &&Figure| is_known(f.at) || is_conflict(f.at) || out.iter().any(|o| o.at.overlaps(f.at));
    let untold: Vec<&Figure> = figures.iter().filter(|f| f.role == Role::Statistic && !is_told(f)).collect();
    let carried = known.iter().filter(|f| matches!(f.outcome, Outcome::Same | Outcome::Rounded));
    out.extend(carried.filter_map(|f| one_sided(judge, f)));
    let is_unlike = |at: Span| known.iter().chain(&out).any(|f| !f.outcome.agrees() && f.at.overlaps(at));
    let swapped = figures.iter().filter(|f| f.role == Role::Statistic && !is_unlike(around(judge, f)));
    let swapped: Vec<Finding> = swapped.filter_map(|f| elsewhere::swapped(judge, f)).collect();
    let is_swapped = |f: &&Figure| swapped.iter().any(|s| s.at == f.at);
    let untold = untold.into_iter().filter(|f| !is_swapped(f));
    out.extend(untold.filter_map(|f| elsewhere::check(judge, f).or_else(|| elsewhere::nowhere(judge, f, known))));
    out.extend(swapped);
    out
}

/// The figure and the words for which time it is.
fn around(judge: &Judge, figure: &Figure) -> Span {
    let period = figure.period.and_then(|t| judge.draft.times.get(t)).map(|t| t.at);
    let sentence = judge.sentence_of(figure.at);
    period.filter(|at| sentence.contains(*at)).map_or(figure.at, |at| figure.at.join(at))
}

/// The record holds another source's figure against the one that carries the draft's.
fn one_sided(judge: &Judge, carried: &Finding) -> Option<Finding> {
    let is_mine = |c: &&Cite| carried.sources.iter().any(|s| s.doc == c.doc && c.at.iter().any(|at| at.overlaps(s.at)));
    let is_source = |c: &&Cite| c.doc != judge.number;
    let is_figure =
        |c: &Conflict| c.at.iter().all(|cite| cite.id.starts_with(&Figure::KEY[..1])) && c.kind == ConflictKind::Figure;
    let conflicts = judge.record.conflicts.iter().filter(|c| is_figure(c) && c.at.iter().any(|c| is_mine(&c)));
    let other = conflicts.filter_map(|c| c.at.iter().filter(is_source).find(|c| !is_mine(c))).next()?;
    if is_shown(judge, other) {
        return None;
    }
    let evidence = |doc, at, relation| Evidence { doc, at, relation };
    let mut sources = vec![evidence(other.doc, *other.at.first()?, Relation::Conflict)];
    sources.extend(carried.sources.iter().map(|s| evidence(s.doc, s.at, Relation::Same)));
    let of = Found { claim: Claim::Figure, outcome: Outcome::Conflict, level: Level::Warning };
    Some(judge.finding(carried.at, carried.sentence, of, vec![], sources))
}

/// The draft gives the other number too.
fn is_shown(judge: &Judge, other: &Cite) -> bool {
    let there = judge.reading(other.doc).amounts.iter().find(|a| other.at.iter().any(|at| at.overlaps(a.at)));
    let is_same = |a: &Amount, b: &Amount| agree(&a.quantity, &b.quantity) != Agreement::Different;
    there.is_some_and(|b| judge.draft.amounts.iter().any(|a| a.quantity.unit == b.quantity.unit && is_same(a, b)))
}

fn figure_of<'f>(figures: &'f [Figure], cite: &Cite) -> Option<&'f Figure> {
    let of_figures = cite.id.starts_with(&Figure::KEY[..1]);
    figures.iter().find(|f| of_figures && cite.at.contains(&f.at)).filter(|f| f.role == Role::Statistic)
}

/// A source has the same sentence: whatever is wrong with the sum is its own.
fn is_carried(judge: &Judge, figure: &Figure) -> bool {
    let sentence = judge.sentence_of(figure.at);
    let words = super::passages::words_in(judge.draft, sentence);
    judge.passages.longest(&words).iter().any(|s| s.length == words.len())
}

fn arithmetic(judge: &Judge, figure: &Figure, conflict: &Conflict) -> Finding {
    let sentence = judge.sentence_of(figure.at);
    let others = conflict.at.iter().filter(|c| c.doc != judge.number);
    let evidence = |c: &Cite| Some(Evidence { doc: c.doc, at: *c.at.first()?, relation: Relation::Conflict });
    let of = Found { claim: Claim::Figure, outcome: Outcome::Arithmetic, level: Level::Error };
    let finding = judge.finding(figure.at, sentence, of, vec![], others.filter_map(evidence).collect());
    Finding { message: conflict.why.clone(), ..finding }
}

/// A figure of the same measure, parties and time in a source, with another value.
fn contradicted(judge: &Judge, figure: &Figure, conflict: &Conflict) -> Option<Finding> {
    let other = conflict.at.iter().find(|c| c.doc != judge.number)?;
    let evidence = Evidence { doc: other.doc, at: *other.at.first()?, relation: Relation::Conflict };
    let kind = super::held::amounts::kind(judge.draft, figure.at, judge.reading(other.doc), evidence.at);
    let difference = super::Difference { draft: Some(figure.at), source: Some(evidence.at), kind };
    let found = judge.found(&difference, false);
    let sentence = judge.sentence_of(figure.at);
    Some(judge.finding(figure.at, sentence, found, vec![difference], vec![evidence]))
}
