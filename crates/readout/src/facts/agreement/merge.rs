//! Mentions of one agreement in one text brought together: "the agreement" means the one told before.

use super::Agreement;
use super::phrase::Phrase;
use crate::document::Span;

/// A phrase with everything the text around it says.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub phrase: Phrase,
    pub agreement: Agreement,
    /// An agreement by itself; otherwise only one that was told before can be meant.
    pub stands: bool,
}

pub fn together(candidates: Vec<Candidate>) -> Vec<Agreement> {
    let mut out: Vec<(Candidate, Agreement)> = vec![];
    for candidate in candidates {
        let same = |(first, known): &(Candidate, Agreement)| is_same(first, known, &candidate);
        // "the documents": rather those that were called documents than those called agreements.
        let called = |one: &(Candidate, Agreement)| one.1.title.ends_with(&candidate.agreement.title) && same(one);
        let known = out.iter().rposition(called).or_else(|| out.iter().rposition(same));
        match known {
            Some(place) => add(&mut out[place].1, candidate.agreement),
            None if candidate.stands => out.push((candidate.clone(), candidate.agreement)),
            None => {}
        }
    }
    out.into_iter().map(|(_, agreement)| agreement).collect()
}

/// The same kind, and nothing that tells them apart: words of the title, year, parties.
fn is_same(first: &Candidate, known: &Agreement, other: &Candidate) -> bool {
    let new = &other.agreement;
    let changed = first.phrase.title.contains(&other.phrase.noun);
    // A "deal" is no programme.
    let strict = first.phrase.kind.strict || other.phrase.kind.strict;
    let alike = known.kind == new.kind || !strict && is_loose(known, new);
    let days = new.counted && days_differ(known, new);
    if !alike
        || days
        || changed
        || known.counted != new.counted
        || years_differ(known, new)
        || parties_differ(known, new)
    {
        return false;
    }
    if new.topic.is_empty() {
        return other.phrase.definite || are_alone(known, new);
    }
    // "a series of contracts" and then "a portfolio of export contracts": two of them.
    if new.counted && !other.phrase.definite && known.topic != new.topic {
        return false;
    }
    // "the gas transit deal", "the transit agreement of 2013": a deal need not be told with its year.
    let loose = known.loose != new.loose;
    let year = |w: &str| loose && w.starts_with(|c: char| c.is_ascii_digit());
    let inside = |a: &[String], b: &[String]| a.iter().all(|w| year(w) || b.contains(w));
    if known.topic.is_empty() {
        return other.phrase.definite && !other.stands;
    }
    inside(&new.topic, &known.topic) || inside(&known.topic, &new.topic)
}

/// A headline and its text: nothing but the same two parties is told of either, and that they did the same.
fn are_alone(known: &Agreement, new: &Agreement) -> bool {
    let same = new.parties.len() > 1 && new.parties.iter().all(|p| known.parties.contains(p));
    known.topic.is_empty() && same && known.status() == new.status()
}

/// A "deal" may be called by another name later, but is not what changes another agreement.
fn is_loose(known: &Agreement, new: &Agreement) -> bool {
    // "the deal": the one told before, whatever it was called.
    if new.loose && new.topic.is_empty() {
        return !known.counted;
    }
    let is_word = |w: &&String| !w.starts_with(|c: char| c.is_ascii_digit());
    let plain = known.changes.is_empty() && new.changes.is_empty();
    known.loose != new.loose && plain && known.topic.iter().filter(is_word).any(|w| new.topic.contains(w))
}

fn years_differ(a: &Agreement, b: &Agreement) -> bool {
    matches!((year(a), year(b)), (Some(a), Some(b)) if a != b)
}

/// What was reached in May is not what is signed today.
fn days_differ(a: &Agreement, b: &Agreement) -> bool {
    matches!((&a.date, &b.date), (Some(a), Some(b)) if !a.starts_with(b.as_str()) && !b.starts_with(a.as_str()))
}

fn year(a: &Agreement) -> Option<&str> {
    a.date.as_deref().and_then(|d| d.get(..4))
}

fn parties_differ(a: &Agreement, b: &Agreement) -> bool {
    let shared = b.parties.iter().filter(|p| a.parties.contains(p)).count();
    a.parties.len() > 1 && b.parties.len() > 1 && shared < a.parties.len().min(b.parties.len()).min(2)
}

/// What is told first stays; a fuller title replaces a shorter one.
fn add(known: &mut Agreement, other: Agreement) {
    if other.topic.len() > known.topic.len() {
        known.title = other.title;
        known.topic = other.topic;
        known.names = other.names;
    }
    for (list, more) in [(&mut known.parties, other.parties), (&mut known.signers, other.signers)] {
        more.into_iter().for_each(|e| {
            if !list.contains(&e) {
                list.push(e)
            }
        });
    }
    known.date = known.date.take().or(other.date);
    known.place = known.place.or(other.place);
    known.subject = known.subject.or(other.subject);
    known.stages.extend(other.stages);
    known.changes.extend(other.changes);
    let overlaps = |s: &Span| known.at.iter().any(|k| k.overlaps(*s));
    let new: Vec<Span> = other.at.into_iter().filter(|s| !overlaps(s)).collect();
    known.at.extend(new);
    known.at.sort();
}
