//! Who does what in a clause: agents and objects of a verb through passives, control and relative clauses, and its time.

use super::Reading;
use super::clauses;
use super::names::{Class, Form, Mention};
use super::syntax::Syntax;
use super::times::Time;

/// How far a clause without a subject of its own looks for one.
const STEPS: usize = 6;
/// So many names side by side are followed.
const MOST: usize = 30;

/// Who does it: the subject, also of the clause it goes on with, or whom "by" names in a passive.
pub fn agents(syntax: &Syntax, verb: usize) -> Vec<usize> {
    if syntax.is_passive(verb) {
        let by = syntax.child(verb, &["agent"]).and_then(|by| syntax.child(by, &["pobj"]));
        return by.map(|t| conjuncts(syntax, t)).unwrap_or_default();
    }
    subject(syntax, verb, STEPS).map(|t| conjuncts(syntax, t)).unwrap_or_default()
}

/// What it is done to: the object, or the subject of a passive, or the noun it describes.
pub fn objects(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let token = &syntax.tokens[verb];
    if syntax.is_passive(verb) {
        let own = passive_subject(syntax, verb, STEPS);
        return own.map(|t| conjuncts(syntax, t)).unwrap_or_default();
    }
    let Some(object) = syntax.child(verb, &["dobj"]) else {
        // "the council that it will chair": the relative pronoun may be left out.
        let left_out =
            token.dep == "relcl" && syntax.child(verb, &["nsubj"]).is_some_and(|s| !syntax.tokens[s].is_relative());
        return if left_out { vec![token.head] } else { vec![] };
    };
    let meant = if syntax.tokens[object].is_relative() { clause_noun(syntax, verb) } else { Some(object) };
    meant.map(|t| conjuncts(syntax, t)).unwrap_or_default()
}

/// A token and those joined to it by conjunctions, in text order.
pub fn conjuncts(syntax: &Syntax, first: usize) -> Vec<usize> {
    let mut out = vec![first];
    let mut next = 0;
    while next < out.len() && out.len() < MOST {
        let joined = syntax.children(out[next]).iter().copied().filter(|c| syntax.tokens[*c].dep == "conj");
        let new: Vec<usize> = joined.filter(|c| !out.contains(c)).collect();
        out.extend(new);
        next += 1;
    }
    out
}

/// The noun a relative clause describes, also from its second verb.
fn clause_noun(syntax: &Syntax, verb: usize) -> Option<usize> {
    syntax
        .ancestors(verb)
        .take(STEPS)
        .find(|t| matches!(syntax.tokens[*t].dep.as_str(), "relcl" | "acl"))
        .map(|t| syntax.tokens[t].head)
}

/// The subject of a verb, or of the one it is joined to or depends on.
pub fn subject(syntax: &Syntax, verb: usize, steps: usize) -> Option<usize> {
    if let Some(own) = syntax.child(verb, &["nsubj"]) {
        return if syntax.tokens[own].is_relative() { clause_noun(syntax, verb) } else { Some(own) };
    }
    let token = &syntax.tokens[verb];
    if steps == 0 || token.head == verb {
        return None;
    }
    match token.dep.as_str() {
        "conj" | "xcomp" | "advcl" => match syntax.child(token.head, &["nsubjpass"]) {
            Some(passive) if token.dep != "conj" => Some(passive),
            _ => subject(syntax, token.head, steps - 1),
        },
        "pcomp" => subject(syntax, syntax.tokens[token.head].head, steps - 1),
        "acl" if token.tag == "VBG" => Some(token.head),
        _ => None,
    }
}

fn passive_subject(syntax: &Syntax, verb: usize, steps: usize) -> Option<usize> {
    if let Some(own) = syntax.child(verb, &["nsubjpass", "nsubj"]) {
        return if syntax.tokens[own].is_relative() { clause_noun(syntax, verb) } else { Some(own) };
    }
    let token = &syntax.tokens[verb];
    match token.dep.as_str() {
        "acl" | "relcl" => Some(token.head),
        "conj" | "xcomp" if steps > 0 && token.head != verb => {
            passive_subject(syntax, token.head, steps - 1).or_else(|| subject(syntax, token.head, steps - 1))
        }
        _ => None,
    }
}

/// What is named by a token: the mention it is the last word of, or what it stands in apposition to.
pub fn named(reading: &Reading, token: usize) -> Option<&Mention> {
    let syntax = &reading.syntax;
    let own = mention_at(reading, token).filter(|m| m.entity.is_some());
    let definite = syntax.child(token, &["det"]).is_some();
    let beside = || {
        syntax
            .child(token, &["appos"])
            .filter(|_| definite)
            .and_then(|t| mention_at(reading, t))
            .filter(|m| m.form == Form::Name)
    };
    let apposed = || {
        let t = &syntax.tokens[token];
        (t.dep == "appos").then(|| mention_at(reading, t.head)).flatten()
    };
    own.or_else(beside).or_else(apposed).filter(|m| m.entity.is_some())
}

/// The longest mention that holds a token.
pub fn mention_at(reading: &Reading, token: usize) -> Option<&Mention> {
    let at = reading.syntax.tokens[token].at;
    let near = reading.mentions.partition_point(|m| m.at.start + 200 < at.start);
    let around = reading.mentions[near..].iter().take_while(|m| m.at.start < at.end);
    let held = around.filter(|m| m.at.contains(at) && is_head(reading, m, token));
    held.max_by_key(|m| (m.form != Form::Adjective, m.class != Class::Group, m.at.len()))
}

/// Whether a mention hangs on this token, so that "the wife of X" is not X.
fn is_head(reading: &Reading, mention: &Mention, token: usize) -> bool {
    let inside = reading.syntax.tokens_in(mention.at);
    let head = reading.syntax.tokens[token].head;
    inside.len() < 2 || !inside.contains(&head) || head == token
}

/// When it was: the time that hangs on this verb and on no other.
pub fn time_of(reading: &Reading, verb: usize) -> Option<&Time> {
    times_of(reading, verb).into_iter().next()
}

/// All times that hang on this verb and on no other, in text order.
pub fn times_of(reading: &Reading, verb: usize) -> Vec<&Time> {
    let syntax = &reading.syntax;
    let sentence = syntax.sentence_of(verb);
    reading.times_in(sentence.at).filter(|t| clause_of(reading, t) == Some(verb)).collect()
}

/// The verb of whose clause a time is; a time inside a noun phrase ("the talks of 2013") is the noun's.
fn clause_of(reading: &Reading, time: &Time) -> Option<usize> {
    let syntax = &reading.syntax;
    let mut here = syntax.outer(time.at)?;
    let mut behind = false;
    for _ in 0..STEPS {
        let token = &syntax.tokens[here];
        if token.head == here {
            return None;
        }
        let above = &syntax.tokens[token.head];
        behind |= clauses::is_of(reading, &above.lower) || clauses::is_of(reading, &token.lower);
        match above.pos.as_str() {
            "VERB" | "AUX" => return Some(token.head),
            // "appointed ambassador in March": the parser may hang the time on what the verb leads to.
            "NOUN" | "PROPN" => {
                let complement =
                    matches!(above.dep.as_str(), "dobj" | "oprd" | "attr" | "nsubjpass") && above.head < token.head;
                if behind || !complement || token.dep != "prep" {
                    return None;
                }
            }
            _ => {}
        }
        here = token.head;
    }
    None
}
