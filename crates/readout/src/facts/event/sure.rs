//! How sure an event is that a noun tells of without a verb of its own: by who tells it, and by the clause around it.

use super::force;
use super::nouns;
use super::words::{Frame, Inner, Words};
use crate::reading::clauses::Certainty;
use crate::reading::{Reading, Syntax};

/// "Newspapers reported a secret meeting": who says so is not the outlet.
pub fn told_by(reading: &Reading, noun: usize) -> Certainty {
    let syntax = &reading.syntax;
    let (t, verb) = (&syntax.tokens[noun], syntax.tokens[noun].head);
    let bare = t.dep == "dobj" && syntax.child(noun, &["poss"]).is_none() && syntax.tokens[verb].is_verb();
    let reports = || force::is_reporting(reading, verb);
    if bare && reports() { Certainty::Reported } else { Certainty::Happened }
}

/// "It was not due to an attack": what is told of as any one is as sure as the clause around it.
pub fn around(reading: &Reading, words: &Words, noun: usize) -> Certainty {
    let syntax = &reading.syntax;
    let verb =
        syntax.ancestors(noun).find(|a| syntax.is_verb(*a)).filter(|_| !nouns::is_definite(reading, words, noun));
    // "called for a strike": nobody has struck yet.
    let demands = |f: &Frame| {
        let kind = words.types.get(&f.kind);
        f.inner == Inner::Drops && kind.is_some_and(|k| k.said && k.plover.as_ref() == Some(&words.demanded))
    };
    if verb.is_some_and(|v| hangs(syntax, noun, v) && words.verbs(&syntax.lemma(v)).any(demands)) {
        return Certainty::Conditional;
    }
    match verb.map(|v| force::certainty(reading, v)) {
        Some(Some(Certainty::Denied)) => Certainty::Denied,
        Some(Some(Certainty::Conditional) | None) => Certainty::Conditional,
        // "She will lead a delegation for a visit.", "It will enter into force after ratification."
        Some(Some(Certainty::Planned)) if words.is_occasion(&syntax.lemma(noun)) || is_timed(syntax, words, noun) => {
            Certainty::Planned
        }
        _ => Certainty::Happened,
    }
}

fn is_timed(syntax: &Syntax, words: &Words, noun: usize) -> bool {
    let before = &syntax.tokens[syntax.tokens[noun].head].lower;
    syntax.tokens[noun].dep == "pobj" && words.is_timed(before)
}

/// The object of the verb, or what stands behind the preposition of its object.
fn hangs(syntax: &Syntax, noun: usize, verb: usize) -> bool {
    let token = &syntax.tokens[noun];
    token.head == verb && token.dep == "dobj" || token.dep == "pobj" && syntax.tokens[token.head].head == verb
}
