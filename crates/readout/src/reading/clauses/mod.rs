//! How sure a clause is of what it says: that it happened, is planned, is denied, stands under a condition, is done again and again.

mod above;
mod nouns;
mod own;
mod words;

use super::Reading;
use super::syntax::Syntax;
use crate::words::has;
use serde::Serialize;
use words::{WORDS, Words};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    Happened,
    /// Others say that it happened.
    Reported,
    Habitual,
    Planned,
    Conditional,
    Denied,
}

impl Certainty {
    /// Told as being so, once or again and again.
    pub fn is_so(self) -> bool {
        matches!(self, Certainty::Happened | Certainty::Habitual)
    }
}

/// How far up the tree one clause may ask the next.
const STEPS: usize = 6;

/// What the clause of this verb says of it; `None` where it is asked whether it happened at all.
pub fn of_verb(reading: &Reading, verb: usize) -> Option<Certainty> {
    Clause::of(reading).verb(joined_infinitive(&reading.syntax, verb), STEPS)
}

/// "agreed to build a port, and sign a treaty": a bare infinitive that the parser joins to the verb above belongs to the
/// infinitive before it.
fn joined_infinitive(syntax: &Syntax, verb: usize) -> usize {
    let token = &syntax.tokens[verb];
    let bare = token.tag == "VB" && token.dep == "conj" && syntax.child(verb, &["aux", "nsubj"]).is_none();
    let infinitive = |c: &usize| *c < verb && syntax.tokens[*c].dep == "xcomp" && syntax.is_infinitive(*c);
    let before = syntax.children(token.head).iter().copied().rfind(infinitive);
    before.filter(|_| bare && token.head != verb).unwrap_or(verb)
}

/// What the words around a noun of action ("the signing", "an attack") say of that action; `None` where they say nothing.
pub fn of_noun(reading: &Reading, noun: usize) -> Option<Certainty> {
    Clause::of(reading).noun(noun)
}

/// The same, and where the noun's own words say nothing what its clause does.
pub fn of_noun_in_clause(reading: &Reading, noun: usize) -> Option<Certainty> {
    let clause = Clause::of(reading);
    let verb = || reading.syntax.ancestors(noun).find(|t| reading.syntax.is_verb(*t));
    clause.noun(noun).or_else(|| verb().map_or(Some(Certainty::Happened), |v| clause.verb(v, STEPS)))
}

/// The preposition by which one noun belongs to another.
pub fn is_of(reading: &Reading, word: &str) -> bool {
    has(&WORDS.of(reading.language()).of, word)
}

/// Says that something is to come: "plans to sign", "is set to sign".
pub fn is_planning(reading: &Reading, lemma: &str) -> bool {
    has(&WORDS.of(reading.language()).planned, lemma)
}

/// A noun or an adjective of what is to come: "the plan to leave", "the upcoming visit".
pub fn is_plan(reading: &Reading, lemma: &str) -> bool {
    has(&WORDS.of(reading.language()).plans, lemma)
}

/// Says that what it governs is not so: "denied".
pub fn is_denying(reading: &Reading, lemma: &str) -> bool {
    has(&WORDS.of(reading.language()).denials, lemma)
}

/// "accepted an invitation to visit": the noun of what is accepted.
pub fn is_accepted(reading: &Reading, noun: usize) -> bool {
    Clause::of(reading).is_accepted(noun)
}

/// "tried to storm the palace": no storm, but a deed.
pub fn is_attempted(reading: &Reading, verb: usize) -> bool {
    let token = &reading.syntax.tokens[verb];
    token.dep == "xcomp" && has(&WORDS.of(reading.language()).attempted, &reading.syntax.lemma(token.head))
}

/// "must leave": a demand.
pub fn is_obliged(reading: &Reading, verb: usize) -> bool {
    let clause = Clause::of(reading);
    clause.modal(verb, &clause.words.obliging)
}

/// Under a modal of what may be, and no condition.
pub fn is_offered(reading: &Reading, verb: usize) -> bool {
    let clause = Clause::of(reading);
    clause.modal(verb, &clause.words.possible) && !clause.is_under_condition(verb)
}

#[derive(Clone, Copy)]
struct Clause<'r> {
    reading: &'r Reading,
    syntax: &'r Syntax,
    words: &'static Words,
}

impl<'r> Clause<'r> {
    fn of(reading: &'r Reading) -> Self {
        Clause { reading, syntax: &reading.syntax, words: WORDS.of(reading.language()) }
    }
}
