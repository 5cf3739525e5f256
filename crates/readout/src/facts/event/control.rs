//! Who is the one that does what an infinitive or a gerund tells, where the words around it say that it is not the subject.

use super::clause::{self, Clause};
use super::who;
use super::words::Words;
use crate::reading::{Class, Reading, clauses};

/// The slots of a verb; the subject is the one whom the words around the clause mean.
pub fn of(reading: &Reading, words: &Words, verb: usize) -> Clause {
    let mut clause = clause::of(&reading.syntax, verb);
    if clause.passive || reading.syntax.child(verb, &["nsubj", "csubj"]).is_some() {
        return clause;
    }
    let meant = object_before(reading, words, verb).or_else(|| owner(reading, words, verb));
    if let Some(meant) = meant {
        clause.subjects = meant;
    }
    clause
}

/// "thanked Norway for sending help", "invited the president, Lind, to visit Oslo": the object does it.
fn object_before(reading: &Reading, words: &Words, verb: usize) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let governor = match token.dep.as_str() {
        "pcomp" if words.near.charged.contains(&syntax.tokens[token.head].lower) => syntax.tokens[token.head].head,
        "advcl" if syntax.is_infinitive(verb) && words.near.inviting.contains(&syntax.lemma(token.head)) => token.head,
        _ => return None,
    };
    if !syntax.is_verb(governor) || governor == token.head && token.dep == "pcomp" {
        return None;
    }
    let objects = clause::of(syntax, governor).objects;
    let acts =
        |t: &usize| who::mention_at(reading, *t).is_some_and(who::acts) || who::is_actor_noun(reading, words, *t);
    (!objects.is_empty() && objects.iter().all(acts)).then_some(objects)
}

/// "the decision of the council to close the road": the one whose decision it is.
fn owner(reading: &Reading, words: &Words, verb: usize) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    if token.dep != "acl" || !syntax.is_infinitive(verb) || syntax.child(token.head, &["poss"]).is_some() {
        return None;
    }
    let behind = clause::noun_prepositions(syntax, token.head);
    // "a Norwegian offer to host the talks"
    let state = |c: &usize| {
        let before = *c < token.head && matches!(syntax.tokens[*c].dep.as_str(), "amod" | "compound" | "nmod");
        before && who::mention_at(reading, *c).is_some_and(|m| matches!(m.class, Class::Country | Class::Organisation))
    };
    if let Some(state) = syntax.children(token.head).iter().copied().find(state) {
        return Some(vec![state]);
    }
    let (_, of) = behind.into_iter().find(|(p, _)| clauses::is_of(reading, p))?;
    let acts = who::mention_at(reading, of).is_some_and(who::acts) || who::is_actor_noun(reading, words, of);
    acts.then(|| vec![of])
}
