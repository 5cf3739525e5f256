//! How sure an event is, who tells it counted in, and how the political codes count what is told like that.

use crate::reading::Reading;
use crate::reading::clauses::{self, Certainty};
use crate::reading::voices::lexicon::{Stance, WORDS as VOICES};

/// As done, announced, refused, demanded, or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Force {
    Done,
    Announced,
    Refused,
    Demanded,
    Silent,
}

/// The force of a verb's event that is as sure as this.
pub fn force(reading: &Reading, verb: usize, certainty: Certainty) -> Force {
    match certainty {
        Certainty::Planned => Force::Announced,
        Certainty::Denied => Force::Refused,
        Certainty::Conditional if clauses::is_obliged(reading, verb) => Force::Demanded,
        Certainty::Conditional if clauses::is_offered(reading, verb) => Force::Announced,
        Certainty::Conditional if clauses::is_attempted(reading, verb) => Force::Done,
        Certainty::Conditional => Force::Silent,
        _ => Force::Done,
    }
}

/// `None` where it is asked whether it happened at all.
pub fn certainty(reading: &Reading, verb: usize) -> Option<Certainty> {
    let found = clauses::of_verb(reading, verb)?;
    Some(if found == Certainty::Happened { voiced(reading, verb) } else { found })
}

/// "reported", "claimed": the verb says that somebody says so.
pub fn is_reporting(reading: &Reading, verb: usize) -> bool {
    let (lower, lemma) = (&reading.syntax.tokens[verb].lower, reading.syntax.lemma(verb));
    let mut entries = VOICES.of(reading.language()).verbs(lower, &lemma);
    entries.next().is_some_and(|e| matches!(e.stance, Stance::Says | Stance::Claims))
}

/// "a claim that ten had been killed"
fn is_claimed(reading: &Reading, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let that = token.dep == "acl" && syntax.child(verb, &["mark"]).is_some();
    that && VOICES.of(reading.language()).noun(&syntax.lemma(token.head)).is_some()
}

/// What somebody else says is reported, or denied.
fn voiced(reading: &Reading, verb: usize) -> Certainty {
    // What a relative or adverbial clause tells is taken as known by whoever says the rest.
    let token = &reading.syntax.tokens[verb];
    if matches!(token.dep.as_str(), "acl" | "relcl" | "advcl") {
        return if is_claimed(reading, verb) { Certainty::Reported } else { Certainty::Happened };
    }
    let voice = reading.voice_at(token.at.start).filter(|v| !v.is_impersonal());
    let Some(voice) = voice else { return Certainty::Happened };
    let Some(cue) = voice.cue.and_then(|at| reading.syntax.tokens_in(at).next()) else { return Certainty::Reported };
    let token = &reading.syntax.tokens[cue];
    let lemma = reading.syntax.lemma(cue);
    let denies = reading.syntax.is_verb(cue) && clauses::is_denying(reading, &lemma)
        || VOICES.of(reading.language()).verbs(&token.lower, &lemma).next().is_some_and(|e| e.stance == Stance::Denies);
    if denies { Certainty::Denied } else { Certainty::Reported }
}
