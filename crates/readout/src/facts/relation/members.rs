//! Which countries belong to a body, told by lists: "a grouping of A, B and C", "which includes A and B", "other members".

use super::words::{Members, WORDS};
use super::{MEMBER, Relation};
use crate::document::Span;
use crate::reading::clauses::{Certainty, of_verb};
use crate::reading::names::{Class, Form};
use crate::reading::roles::{agents, mention_at, named, objects};
use crate::reading::{Mention, Reading, together};
use crate::words::has;

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = &WORDS.of(reading.language()).members;
    let mut out = vec![];
    for token in 0..reading.syntax.tokens.len() {
        out.extend(grouping(reading, words, token));
        out.extend(including(reading, words, token));
        out.extend(members(reading, words, token));
    }
    for mention in reading.mentions.iter().filter(|m| is_body(m)) {
        out.extend(bracketed(reading, mention));
    }
    out
}

fn is_body(mention: &Mention) -> bool {
    mention.class == Class::Organisation && mention.form == Form::Name && mention.entity.is_some()
}

fn is_country(mention: &Mention) -> bool {
    mention.class == Class::Country && mention.form == Form::Name && mention.entity.is_some()
}

/// "X, a defence grouping of A, B and C"; "X is a union of A and B".
fn grouping(reading: &Reading, words: &Members, noun: usize) -> Vec<Relation> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    if !token.is_noun() || !has(&words.bodies, &token.lower) {
        return vec![];
    }
    let of = syntax.children(noun).iter().copied().find(|c| *c > noun && has(&words.of, &syntax.tokens[*c].lower));
    let Some(first) = of.and_then(|of| country_behind(reading, of + 1)) else { return vec![] };
    let is_so = || of_verb(reading, token.head).is_some_and(Certainty::is_so);
    let body = match token.dep.as_str() {
        "attr" if is_so() => syntax.child(token.head, &["nsubj"]).and_then(|b| body_at(reading, b)),
        _ => body_before(reading, noun),
    };
    told(reading, body, list_from(reading, first), 2)
}

/// The body named before the comma or the dash before this noun's phrase, its acronym in brackets aside.
fn body_before(reading: &Reading, noun: usize) -> Option<&Mention> {
    let syntax = &reading.syntax;
    let first = syntax.sentence_of(noun).tokens.start;
    let own = |t: &usize| matches!(syntax.tokens[*t].pos.as_str(), "ADJ" | "NOUN" | "PROPN" | "DET" | "ADV" | "NUM");
    let start = (first..noun).rev().take_while(own).last().unwrap_or(noun);
    let mark = start.checked_sub(1).filter(|t| *t > first && syntax.tokens[*t].pos == "PUNCT")?;
    let bracket = usize::from(syntax.tokens[mark - 1].tag == "-RRB-");
    (mark - 1).checked_sub(bracket).and_then(|t| ending_at(reading, t))
}

/// The body whose name ends with this token.
fn ending_at(reading: &Reading, token: usize) -> Option<&Mention> {
    let at = reading.syntax.tokens[token].at;
    let near = reading.mentions.partition_point(|m| m.at.start + 200 < at.start);
    let around = reading.mentions[near..].iter().take_while(|m| m.at.start < at.end);
    around.filter(|m| is_body(m) && m.at.end == at.end).max_by_key(|m| m.at.len())
}

/// "X, which includes A and B"; "X unites A, B and C".
fn including(reading: &Reading, words: &Members, verb: usize) -> Vec<Relation> {
    let token = &reading.syntax.tokens[verb];
    let known = token.pos == "VERB" && has(&words.verbs, &token.lower_lemma());
    if !known || !of_verb(reading, verb).is_some_and(Certainty::is_so) {
        return vec![];
    }
    let Some(body) = agents(&reading.syntax, verb).into_iter().find_map(|t| body_at(reading, t)) else { return vec![] };
    let first =
        objects(&reading.syntax, verb).into_iter().find_map(|t| mention_at(reading, t).filter(|m| is_country(m)));
    first.map(|first| told(reading, Some(body), list_from(reading, first), 2)).unwrap_or_default()
}

/// "X (A, B and C)": three at least, for two may be a place and its country.
fn bracketed(reading: &Reading, body: &Mention) -> Vec<Relation> {
    let syntax = &reading.syntax;
    let open = syntax.tokens_in(body.at).end;
    let opens = syntax.tokens.get(open).is_some_and(|t| t.tag == "-LRB-");
    let Some(first) = country_at(reading, open + 1).filter(|_| opens) else { return vec![] };
    let list = list_from(reading, first);
    let closed =
        list.last().and_then(|l| syntax.tokens.get(syntax.tokens_in(l.at).end)).is_some_and(|t| t.tag == "-RRB-");
    if closed { told(reading, Some(body), list, 3) } else { vec![] }
}

/// "members of X", "other X member states", "X members A and B".
fn members(reading: &Reading, words: &Members, noun: usize) -> Vec<Relation> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    let is_member = |t: usize| has(&words.words, &syntax.tokens[t].lower_lemma());
    let before = |t: usize| syntax.tokens[t].dep == "compound" && t < noun;
    let states =
        has(&words.states, &token.lower_lemma()) && syntax.children(noun).iter().any(|c| before(*c) && is_member(*c));
    if !token.is_noun() || !states && !is_member(noun) {
        return vec![];
    }
    let Some(body) = body_of(reading, noun) else { return vec![] };
    let end = syntax.tokens_in(syntax.tokens[noun].at.join(body.at)).end.max(noun + 1);
    if let Some(first) = country_at(reading, end) {
        return told(reading, Some(body), list_from(reading, first), 1);
    }
    let subjects = if syntax.children(noun).iter().any(|c| has(&words.others, &syntax.tokens[*c].lower)) {
        subjects_of(reading, noun)
    } else if is_role(reading, words, noun) {
        let there = subjects_of(reading, noun);
        if there.is_empty() { ours(reading, noun) } else { there }
    } else {
        vec![]
    };
    let at = syntax.tokens[noun].at.join(body.at);
    subjects.into_iter().filter_map(|s| relation(s, body, at)).collect()
}

/// "as neighbours and members of X".
fn is_role(reading: &Reading, words: &Members, noun: usize) -> bool {
    let syntax = &reading.syntax;
    let mut first = noun;
    while syntax.tokens[first].dep == "conj" && syntax.tokens[first].head != first {
        first = syntax.tokens[first].head;
    }
    let preposition = &syntax.tokens[syntax.tokens[first].head];
    syntax.tokens[first].dep == "pobj" && has(&words.role, &preposition.lower)
}

/// The countries for which the subjects of the clause stand. That they are members is taken for granted, however sure
/// the clause is.
fn subjects_of(reading: &Reading, noun: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let Some(verb) = syntax.ancestors(noun).skip(1).find(|a| syntax.is_verb(*a)) else { return vec![] };
    let country = |e: usize| match reading.entities.get(e).map(|e| e.class) {
        Some(Class::Country) => Some(e),
        Some(Class::Person) => together::side_of(reading, e).filter(|s| reading.entities[*s].class == Class::Country),
        _ => None,
    };
    let meant = agents(syntax, verb).into_iter().flat_map(|t| {
        let own = named(reading, t).and_then(|m| m.entity);
        own.map_or_else(|| together::meant(reading, t), |one| vec![one])
    });
    together::distinct(meant.filter_map(country))
}

/// "we, as members of X": in somebody's words the two countries spoken of.
fn ours(reading: &Reading, noun: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let first =
        |t: usize| syntax.tokens[t].morph.contains("Person=1") && syntax.tokens[t].morph.contains("Number=Plur");
    let verb = syntax.ancestors(noun).skip(1).find(|a| syntax.is_verb(*a));
    let ours = verb.is_some_and(|v| agents(syntax, v).into_iter().any(first));
    let spoken = reading.voice_at(syntax.tokens[noun].at.start).is_some();
    if ours && spoken { together::countries_before(reading, noun) } else { vec![] }
}

/// The body behind "of" or before the noun: "members of X", "X members".
fn body_of(reading: &Reading, noun: usize) -> Option<&Mention> {
    let syntax = &reading.syntax;
    // The parser may hang "of" on an earlier noun: "neighbours and members of X".
    let behind = Some(noun + 1).filter(|p| syntax.tokens.get(*p).is_some_and(|t| t.dep == "prep"));
    let behind = behind.and_then(|p| syntax.child(p, &["pobj"]));
    let inside = syntax.subtree(noun).take_while(|t| *t < noun);
    let before = inside.filter(|t| syntax.tokens[*t].dep == "compound");
    behind.into_iter().chain(before).find_map(|t| body_at(reading, t))
}

fn body_at(reading: &Reading, token: usize) -> Option<&Mention> {
    mention_at(reading, token).filter(|m| is_body(m))
}

/// The country whose name begins at this token.
fn country_at(reading: &Reading, token: usize) -> Option<&Mention> {
    let start = reading.syntax.tokens.get(token)?.at.start;
    let first = reading.mentions.partition_point(|m| m.at.start < start);
    reading.mentions[first..].iter().take_while(|m| m.at.start == start).find(|m| is_country(m))
}

/// The same behind an article.
fn country_behind(reading: &Reading, token: usize) -> Option<&Mention> {
    let article = reading.syntax.tokens.get(token).is_some_and(|t| t.pos == "DET");
    country_at(reading, token + usize::from(article))
}

/// Countries side by side with nothing but commas and conjunctions between them, wherever the parser hangs them.
fn list_from<'r>(reading: &'r Reading, first: &'r Mention) -> Vec<&'r Mention> {
    let syntax = &reading.syntax;
    let mut out = vec![first];
    while let Some(last) = out.last().filter(|_| out.len() < MOST) {
        let end = syntax.tokens_in(last.at).end;
        let between = |t: &usize| {
            syntax.tokens.get(*t).is_some_and(|t| t.lower == "," || matches!(t.pos.as_str(), "CCONJ" | "DET"))
        };
        let next = (end..).take(3).find(|t| !between(t)).filter(|t| *t > end);
        let Some(country) = next.and_then(|t| country_at(reading, t)) else { break };
        out.push(country);
    }
    out
}

/// The longest list that is followed.
const MOST: usize = 60;

fn told(reading: &Reading, body: Option<&Mention>, list: Vec<&Mention>, least: usize) -> Vec<Relation> {
    let Some(body) = body.filter(|_| list.len() >= least) else { return vec![] };
    // "Norway's": what is listed is not the country.
    let owns = list
        .last()
        .is_some_and(|l| reading.syntax.tokens.get(reading.syntax.tokens_in(l.at).end).is_some_and(|t| t.tag == "POS"));
    if owns {
        return vec![];
    }
    list.iter().filter_map(|m| relation(m.entity?, body, m.at.join(body.at))).collect()
}

fn relation(subject: usize, body: &Mention, at: Span) -> Option<Relation> {
    let object = body.entity.filter(|o| *o != subject);
    object.map(|object| Relation {
        subject,
        relation: MEMBER.into(),
        office: None,
        object: Some(object),
        from: None,
        to: None,
        at: vec![at],
    })
}
