//! Names of two wordings: another name in the same place of the sentence.

use super::runs::Run;
use super::{Difference, Kind, Side};
use crate::document::Span;
use crate::reading::Mention;
use crate::reading::names::{Class, Form};
use crate::value::who::{self, Verdict};
use std::collections::BTreeSet;

/// A run of more words than this is another sentence, not another name in the same one.
const LONGEST_RUN: usize = 6;

/// A name in one run and a name of its class in the other, where neither can be anything that the other side names.
pub fn difference(a: &Side, b: &Side, run: &Run) -> Option<Difference> {
    if run.is_loose || run.a.len().max(run.b.len()) > LONGEST_RUN {
        return None;
    }
    let (x, y) = (only(a, b, run.at_a()?)?, only(b, a, run.at_b()?)?);
    (x.class == y.class).then_some(Difference { kind: Kind::Name, a: Some(x.at), b: Some(y.at) })
}

/// Two names that are all there is of a run: in nearly the same words they need not be of one class.
pub fn of_any_class(a: &Side, b: &Side, run: &Run) -> Option<Difference> {
    let (x, y) = (only(a, b, run.at_a()?)?, only(b, a, run.at_b()?)?);
    let is_all = x.at.contains(run.at_a()?) && y.at.contains(run.at_b()?);
    let is_listed = |class: Class| matches!(class, Class::Person | Class::Organisation | Class::Place | Class::Country);
    // A capital may stand for its country.
    let may_stand = [x.class, y.class].contains(&Class::Country);
    let told = is_all && is_listed(x.class) && is_listed(y.class) && !may_stand;
    told.then_some(Difference { kind: Kind::Name, a: Some(x.at), b: Some(y.at) })
}

/// The one name of a run that no name of the other side can be.
fn only<'r>(side: &Side<'r>, other: &Side, run: Span) -> Option<&'r Mention> {
    let mut here = named(side).filter(|m| m.at.overlaps(run));
    let one = here.next().filter(|_| here.next().is_none())?;
    let is_there = named(other).any(|o| can_be_one(side, one, other, o)) || is_spelled(side, one, other);
    (!is_there).then_some(one)
}

fn named<'r>(side: &Side<'r>) -> impl Iterator<Item = &'r Mention> {
    let reading = side.reading;
    side.at
        .clone()
        .into_iter()
        .flat_map(move |at| reading.mentions_in(at))
        .filter(|m| matches!(m.form, Form::Name | Form::Adjective))
}

/// The other side has the name's letters, though nobody has seen a name in them.
fn is_spelled(side: &Side, name: &Mention, other: &Side) -> bool {
    let folded = |s: &Side, at: Span| who::fold(s.reading.printed(at)).replace(' ', "");
    let wanted = folded(side, name.at);
    other.at.iter().any(|at| folded(other, *at).contains(&wanted))
}

fn can_be_one(a: &Side, x: &Mention, b: &Side, y: &Mention) -> bool {
    let full = |side: &Side, m: &Mention| m.entity.and_then(|e| side.reading.entities.get(e)).map(|e| e.name.clone());
    let printed = |side: &Side, m: &Mention| side.reading.printed(m.at).to_string();
    let (p, q) = (printed(a, x), printed(b, y));
    let (f, g) = (full(a, x).unwrap_or_else(|| p.clone()), full(b, y).unwrap_or_else(|| q.clone()));
    if share_a_word(&p, &q) || share_a_word(&f, &g) {
        return true;
    }
    let forms = |printed: String, full: String| [printed, full];
    let (left, right) = (forms(p, f), forms(q, g));
    let may_be =
        |l: &str, r: &str| who::compare(l, r).verdict != Verdict::Different || is_short_for(l, r) || is_short_for(r, l);
    left.iter().any(|l| right.iter().any(|r| may_be(l, r)))
}

/// Capitals that end in the first letters of the other's words: the first of these may not have been seen as its part.
fn is_short_for(short: &str, long: &str) -> bool {
    let is_capitals = short.chars().count() > 1 && short.chars().all(char::is_uppercase);
    let initials: String = long.split_whitespace().filter_map(|w| w.chars().next()).collect();
    is_capitals && initials.chars().count() > 1 && short.ends_with(&initials)
}

/// One word of a name in the other, after its beginning: endings of adjectives do not matter.
fn share_a_word(a: &str, b: &str) -> bool {
    let parts = |s: &str| {
        let words = who::fold(s);
        words.split(' ').filter(|w| w.len() > 1).map(|w| w.chars().take(4).collect()).collect::<BTreeSet<String>>()
    };
    !parts(a).is_disjoint(&parts(b))
}
