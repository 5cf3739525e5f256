//! Whose a figure is where a pronoun or a person beside it says so: "its earnings", "40-year-old Ada Lindqvist".

use super::clause;
use super::phrase::{entity_at, is_person};
use crate::reading::{Amount, Reading};

/// "Velm Mills said its profit rose": the subject, of this clause or one around it, that "its" can mean.
pub fn of_pronoun(reading: &Reading, pronoun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let morph = &syntax.tokens[pronoun].morph;
    let person = morph.contains("Gender=Masc") || morph.contains("Gender=Fem");
    let thing = morph.contains("Gender=Neut");
    if !(person || thing) {
        return None;
    }
    let verbs = syntax.ancestors(pronoun).filter(|t| syntax.is_verb(*t));
    let subjects = verbs.filter_map(|v| syntax.child(v, clause::SUBJECTS)).filter(|s| *s < pronoun);
    subjects.take(4).find_map(|s| {
        let entity = entity_at(reading, s)??;
        (is_person(reading, s) == person).then_some(entity)
    })
}

/// The person whose age it is: whom it stands beside, or the subject of its clause.
pub fn aged(reading: &Reading, amount: &Amount) -> Option<usize> {
    let syntax = &reading.syntax;
    let start = syntax.outer(amount.at)?;
    let chain: Vec<usize> = syntax.ancestors(start).take_while(|t| !syntax.is_verb(*t)).take(6).collect();
    let beside = chain.iter().flat_map(|t| syntax.children(*t).iter().copied().chain([*t]));
    let person = |t: usize| entity_at(reading, t).flatten().filter(|_| is_person(reading, t));
    let subject = || clause::subject(syntax, clause::verb_of(syntax, start)?);
    beside.filter_map(person).next().or_else(|| subject().and_then(person))
}
