//! What happened to those who are counted: "killed at least 12 people", "40 were injured", "leaves 12 dead".

use super::clause;
use super::measure::{Measure, plain};
use super::phrase::{join, phrase};
use super::words::{Fate, Words};
use crate::reading::amounts::Kind;
use crate::reading::{Amount, Reading, Syntax};
use smol_str::SmolStr;

/// The measure of a count whose clause or neighbour says what happened to the counted.
pub fn measure(reading: &Reading, words: &Words, amount: &Amount) -> Option<Measure> {
    let unit_is_noun = amount.counted.is_some() || amount.quantity.unit.is_none();
    if amount.kind != Kind::Count || !unit_is_noun || amount.part_of.is_some() {
        return None;
    }
    let start = amount.counted.or_else(|| reading.syntax.outer(amount.at))?;
    let (name, said) = found(reading, words, amount, start)?;
    let word = as_said(&reading.syntax, words, name, said);
    let mut own = Measure { fate: true, text: word.into(), ..plain(name, reading.syntax.tokens[said].at) };
    // "seriously injured" are not all who are injured.
    let degree = reading.syntax.children(said).iter().map(|c| &reading.syntax.tokens[*c]);
    let degree = degree.filter(|t| t.dep == "advmod").find(|t| words.measures.degrees.contains(&t.lower));
    let word = degree.map_or(word.to_string(), |degree| format!("{} {word}", degree.lower));
    own.text.clone_from(&word);
    own.key.extend(degree.map(|degree| degree.lower.clone()));
    let noun = amount.counted.filter(|noun| *noun != said);
    let counted = noun.and_then(|noun| phrase(reading, words, noun, false));
    let Some(counted) = counted else { return Some(own) };
    let mut out = Measure { text: format!("{} {word}", counted.text), ..own };
    // "people" are whoever they are: "12 people killed" and "12 dead" are one measure.
    let anybody = noun.is_some_and(|noun| words.measures.anybody.contains(&reading.syntax.lemma(noun)));
    let key = if anybody && counted.key.len() == 1 { Default::default() } else { counted.key };
    join(&mut out, counted.at, key, counted.of);
    Some(out)
}

/// The name of what happened, and the word that says it.
fn found<'w>(reading: &Reading, words: &'w Words, amount: &Amount, start: usize) -> Option<(&'w str, usize)> {
    let syntax = &reading.syntax;
    let named = |token: usize, list: fn(&Fate) -> &Vec<SmolStr>| {
        let word = syntax.lemma(token);
        let lower = &syntax.tokens[token].lower;
        let fates = words.measures.fates.iter();
        fates
            .filter(|(_, f)| list(f).contains(&word) || list(f).contains(lower))
            .map(|(name, _)| (name.as_str(), token))
            .next()
    };
    if let Some(found) = amount.counted.and_then(|noun| named(noun, |f| &f.things)) {
        return Some(found);
    }
    let next = syntax.tokens_in(amount.phrase).end;
    let beside = Some(next).filter(|n| *n < syntax.tokens.len() && same_sentence(syntax, start, *n));
    let before = syntax.children(start).iter().copied().filter(|c| syntax.tokens[*c].dep == "amod");
    if let Some(found) = before.chain(beside).find_map(|t| named(t, |f| &f.state)) {
        return Some(found);
    }
    // "707 people shot and killed": participles behind those who are counted.
    let participles = syntax.children(start).iter().copied().filter(|c| *c > start && syntax.tokens[*c].dep == "acl");
    let joined =
        participles.flat_map(|p| syntax.children(p).iter().copied().filter(|c| syntax.tokens[*c].dep == "conj"));
    if let Some(found) = joined.filter(|c| syntax.tokens[*c].tag == "VBN").find_map(|c| named(c, |f| &f.done)) {
        return Some(found);
    }
    let top = top_of(syntax, start);
    let verb = Some(syntax.tokens[top].head).filter(|v| syntax.is_verb(*v) && *v != top)?;
    let passive = || syntax.tokens[verb].tag == "VBN" && syntax.child(verb, &["dobj"]).is_none();
    // "84 lay dead", "nine remain missing".
    let left = || syntax.child(verb, &["acomp", "oprd", "advcl", "xcomp"]).and_then(|state| named(state, |f| &f.state));
    if let Some(name) = with_noun(syntax, words, verb) {
        return Some((name, verb)).filter(|_| clause::SUBJECTS.contains(&syntax.tokens[top].dep.as_str()));
    }
    match syntax.tokens[top].dep.as_str() {
        "nsubjpass" | "dobj" => named(verb, |f| &f.done),
        "nsubj" => {
            let befallen = named(verb, |f| &f.befallen).or_else(|| named(verb, |f| &f.done).filter(|_| passive()));
            befallen.or_else(left)
        }
        _ => None,
    }
}

/// "lost their lives", "were taken to hospital": a verb that says it with its object or the place it leads to.
fn with_noun<'w>(syntax: &Syntax, words: &'w Words, verb: usize) -> Option<&'w str> {
    let below = syntax.children(verb).iter().copied();
    let mut nouns = below.flat_map(|c| [Some(c), syntax.child(c, &["pobj"])]).flatten().map(|t| syntax.lemma(t));
    let verb = syntax.lemma(verb);
    let mut fates = words.measures.fates.iter().filter(|(_, f)| f.verbs.contains(&verb));
    fates.find(|(_, f)| nouns.any(|n| f.nouns.contains(&n))).map(|(name, _)| name.as_str())
}

/// "15 died" and "15 dead" keep their word; of "killing 15" it is the participle that reads as a measure.
fn as_said<'a>(syntax: &'a Syntax, words: &Words, name: &'a str, said: usize) -> &'a str {
    let word = syntax.lemma(said);
    let fate = words.measures.fates.get(name);
    let done = fate.is_some_and(|f| f.done.contains(&word)) && syntax.tokens[said].tag != "VBN";
    if done || fate.is_some_and(|f| f.verbs.contains(&word)) { name } else { &syntax.tokens[said].lower }
}

/// From "nine of the passengers" up to "nine": the token that hangs on the verb.
fn top_of(syntax: &Syntax, start: usize) -> usize {
    let mut here = start;
    for _ in 0..4 {
        let token = &syntax.tokens[here];
        let above = matches!(token.dep.as_str(), "pobj" | "prep" | "nummod" | "conj" | "quantmod");
        if !above || syntax.is_verb(token.head) || token.head == here {
            break;
        }
        if token.dep == "conj" && !syntax.is_noun(token.head) && syntax.tokens[token.head].pos != "NUM" {
            break;
        }
        here = token.head;
    }
    here
}

fn same_sentence(syntax: &Syntax, a: usize, b: usize) -> bool {
    syntax.tokens[a].sentence == syntax.tokens[b].sentence
}
