//! Where statements contradict each other: altered wordings, a claim and its denial, one sentence of two speakers.

use super::entry::Differing;
use super::{Told, is_cut_from};
use crate::difference::why;
use crate::difference::{Difference, Kind, differences};
use crate::document::{Span, one_line};
use crate::entry::{Conflict, ConflictKind, Context, Severity};
use crate::reading::names::Class;
use crate::value::who::{self, Verdict};
use crate::value::wording::Wordings;
use crate::words::fill;
use std::collections::{BTreeMap, BTreeSet};

/// Fewer words than these are said by many.
const FEWEST_WORDS: usize = 6;
/// Words of two mouths that share this much are the same words.
const VERBATIM: f32 = 0.85;
/// A denial repeats most of what it denies.
const REPEATED: f32 = 0.6;

// --- one statement ---------------------------------------------------------------------------------------------------

/// What makes two wordings of one statement say different things, each told once.
pub fn within(entry: &str, told: &[Told], differing: &Differing) -> Vec<Conflict> {
    let whole = &told[differing.fullest];
    let mut seen = BTreeSet::new();
    let mut out = vec![];
    for (i, many) in &differing.others {
        for difference in many.iter().filter(|d| d.kind.alters()) {
            let (a, b) = why::printed(&whole.side(), &told[*i].side(), difference);
            if seen.insert((difference.kind, who::fold(&a), who::fold(&b))) {
                out.push(altered(entry, whole, &told[*i], difference));
            }
        }
    }
    out
}

fn altered(entry: &str, a: &Told, b: &Told, difference: &Difference) -> Conflict {
    let may_be = matches!(difference.kind, Kind::Degree | Kind::Limit);
    Conflict {
        kind: difference.kind.into(),
        severity: if may_be { Severity::Note } else { Severity::Alteration },
        entries: vec![entry.to_string()],
        why: why::altered(&a.side(), &b.side(), difference),
        at: vec![a.cite(), b.cite()],
    }
}

fn printed(told: &Told, at: Option<Span>) -> String {
    at.map(|s| one_line(told.report.reading.printed(s))).unwrap_or_default()
}

// --- two statements ----------------------------------------------------------------------------------------------------

/// Statements of two entries that cannot both be, or cannot both be said by those who are said to say them.
pub fn between(told: &[Told], wordings: &Wordings, groups: &[Vec<usize>], context: &Context) -> Vec<Conflict> {
    let entry_of: BTreeMap<usize, usize> =
        groups.iter().enumerate().flat_map(|(e, group)| group.iter().map(move |i| (*i, e))).collect();
    let mut seen = BTreeSet::new();
    let mut out = vec![];
    for a in 0..told.len() {
        for b in wordings.candidates(a).into_iter().filter(|b| *b > a && entry_of[b] != entry_of[&a]) {
            let Some((kind, why)) = contradiction(a, b, told, wordings, context) else { continue };
            let entries = [entry_of[&a], entry_of[&b]];
            if seen.insert((kind, entries)) {
                out.push(Conflict {
                    kind,
                    severity: Severity::Contradiction,
                    entries: entries.iter().map(|e| format!("statements-{}", e + 1)).collect(),
                    why,
                    at: vec![told[a].cite(), told[b].cite()],
                });
            }
        }
    }
    out
}

fn contradiction(
    a: usize,
    b: usize,
    told: &[Told],
    wordings: &Wordings,
    context: &Context,
) -> Option<(ConflictKind, String)> {
    let (x, y) = (&told[a], &told[b]);
    if x.story != y.story || x.words.min(y.words) < FEWEST_WORDS {
        return None;
    }
    // Names are compared last: most pairs are told apart by their words, which is cheap.
    let is_repeated = || wordings.similar(a, b, VERBATIM).is_some() || is_cut_from(x, y);
    if may_be_other_mouth(x, y) && is_repeated() && is_other_mouth(x, y, context) {
        return Some((
            ConflictKind::Attribution,
            fill(&words(x).attribution, &[("a", &name(x, context)), ("b", &name(y, context))]),
        ));
    }
    let (part, whole) = if x.words <= y.words { (a, b) } else { (b, a) };
    if (x.doc == y.doc && x.speakers == y.speakers) || wordings.containment(part, whole) < REPEATED {
        return None;
    }
    let is_turned = differences(&x.side(), &y.side()).iter().any(|d| d.kind == Kind::Negation);
    let (claim, denial) = if x.is_denied { (y, x) } else { (x, y) };
    ((x.is_denied != y.is_denied) != is_turned).then(|| {
        (
            ConflictKind::ClaimAndDenial,
            fill(&words(x).denial, &[("a", &name(claim, context)), ("b", &name(denial, context))]),
        )
    })
}

/// Two texts name their speakers, and not the same.
fn may_be_other_mouth(x: &Told, y: &Told) -> bool {
    x.doc != y.doc && x.speakers != y.speakers && x.is_named && y.is_named
}

/// The speakers are two people who are surely not one.
fn is_other_mouth(x: &Told, y: &Told, context: &Context) -> bool {
    let (Some(a), Some(b)) = (person(x, context), person(y, context)) else { return false };
    who::compare(a, b).verdict == Verdict::Different
}

/// Who speaks alone.
fn one(told: &Told) -> Option<usize> {
    (told.speakers.len() == 1).then(|| told.speakers[0])
}

fn person<'c>(told: &Told, context: &'c Context) -> Option<&'c str> {
    let entity = context.entities.get(one(told)?)?;
    (entity.class == Class::Person).then_some(entity.name.as_str())
}

fn name(told: &Told, context: &Context) -> String {
    let known = one(told).and_then(|s| context.entities.get(s)).map(|e| e.name.clone());
    let named = known.or_else(|| told.report.fact.voice.source.map(|s| printed(told, Some(s))));
    named.unwrap_or_else(|| words(told).unknown.clone())
}

fn words(told: &Told) -> &'static why::Words {
    why::WORDS.of(told.report.reading.language())
}
