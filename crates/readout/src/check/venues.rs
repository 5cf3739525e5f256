//! Where somebody said it: the newspaper, the programme or the agency of the draft against those of the sources.

use super::judge::{Found, Judge};
use super::{Claim, Difference, Evidence, Finding, Kind, Level, Outcome, Relation};
use crate::document::Span;
use crate::reading::{Reading, Voice};
use crate::value::who::{Verdict, compare, fold};

/// Statements whose venue has another name in every source that names one for the same words.
pub fn check(judge: &Judge, known: &[Finding]) -> Vec<Finding> {
    let is_told = |at: Span| known.iter().any(|f| !f.outcome.agrees() && f.at.overlaps(at));
    let told = judge.draft.voices.iter().filter_map(|v| Some((v, named(judge.draft, v)?)));
    told.filter(|(_, at)| !is_told(*at)).filter_map(|(voice, at)| of_voice(judge, voice, at)).collect()
}

fn of_voice(judge: &Judge, voice: &Voice, at: Span) -> Option<Finding> {
    let content = voice.content.first()?;
    let own = judge.passages.own.iter().position(|s| s.overlaps(*content))?;
    let mut other: Option<(usize, Span)> = None;
    for place in judge.against(own).iter().filter(|a| a.held.is_close()).map(|a| a.alike.passage) {
        let reading = judge.reading(place.doc);
        let says = |v: &&Voice| v.content.iter().any(|c| c.overlaps(place.at));
        let Some(there) = reading.voices.iter().find(says).and_then(|v| venue_of(reading, v)) else { continue };
        if !are_two(judge.draft.printed(at), reading.printed(there)) {
            return None;
        }
        other.get_or_insert((place.doc, there));
    }
    let (doc, there) = other?;
    let difference = Difference { draft: Some(at), source: Some(there), kind: Kind::Name };
    let evidence = Evidence { doc, at: there, relation: Relation::Altered };
    let of = Found { claim: Claim::Participant, outcome: Outcome::Participant, level: Level::Warning };
    Some(judge.finding(at, judge.sentence_of(at), of, vec![difference], vec![evidence]))
}

/// The venue that is told with the words; else the only one that the text names for what their speaker says.
fn venue_of(reading: &Reading, voice: &Voice) -> Option<Span> {
    if let Some(own) = named(reading, voice) {
        return Some(own);
    }
    let speaker = voice.speaker()?;
    let by_him = reading.voices.iter().filter(|v| v.speaker() == Some(speaker));
    let all: Vec<Span> = by_him.filter_map(|v| named(reading, v)).collect();
    let first = *all.first()?;
    let is_one = |at: &Span| !are_two(reading.printed(first), reading.printed(*at));
    all.iter().all(is_one).then_some(first)
}

/// The proper name in a venue or of an addressee.
fn named(reading: &Reading, voice: &Voice) -> Option<Span> {
    let syntax = &reading.syntax;
    let name = |at: Span| {
        let tokens = syntax.tokens[syntax.tokens_in(at)].iter();
        tokens.filter(|t| t.pos == "PROPN").map(|t| t.at).reduce(|a, b| a.join(b))
    };
    voice.venue.and_then(name).or_else(|| voice.addressee.and_then(name))
}

/// The names share no word, and neither is short for the other.
fn are_two(a: &str, b: &str) -> bool {
    let (x, y) = (fold(a), fold(b));
    let shares = x.split(' ').any(|word| y.split(' ').any(|other| other == word));
    let initials = |name: &str| name.split(' ').filter_map(|w| w.chars().next()).collect::<String>();
    let is_short = initials(&x) == y || initials(&y) == x;
    !shares && !is_short && compare(a, b).verdict == Verdict::Different
}
