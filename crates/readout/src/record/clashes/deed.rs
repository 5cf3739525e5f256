//! Deeds of one text that happen once, each with its thing and the time its own clause gives.

use super::words::{WORDS, Words};
use crate::document::Span;
use crate::reading::amounts;
use crate::reading::clauses::{self, Certainty};
use crate::reading::names::Class;
use crate::reading::roles;
use crate::reading::times::TimeKind;
use crate::reading::{Reading, Syntax, Time};
use crate::record::Context;
use crate::value::amount::Change;
use crate::value::when::{self, Days};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What a deed is, as far as two reports of it are held against each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It happens once.
    Once(SmolStr),
    /// It is kept from happening until a day.
    Until(SmolStr),
    Rise,
    Fall,
}

#[derive(Clone, Debug)]
pub struct Deed<'r> {
    pub doc: usize,
    pub reading: &'r Reading,
    pub kind: Kind,
    /// Lemma of the thing, and of the words that tell it from others.
    pub head: SmolStr,
    pub key: BTreeSet<SmolStr>,
    pub ordinals: BTreeSet<SmolStr>,
    pub definite: bool,
    /// The characters of the thing, and of the clause from the thing to the time.
    pub thing: Span,
    pub clause: Span,
    /// Entities of the record that are named in the thing.
    pub parties: BTreeSet<usize>,
    pub at: Span,
    pub value: String,
    pub days: Days,
    pub is_planned: bool,
    /// Index into `Reading::voices`.
    pub voice: Option<usize>,
    pub has_amount: bool,
}

/// A noun as the thing of a deed.
#[derive(Debug, Default)]
struct Thing {
    head: SmolStr,
    key: BTreeSet<SmolStr>,
    ordinals: BTreeSet<SmolStr>,
    parties: BTreeSet<usize>,
    definite: bool,
    at: Span,
}

/// Every deed of a document of which its clause says when, in text order.
pub fn find<'r>(doc: usize, reading: &'r Reading, context: &Context) -> Vec<Deed<'r>> {
    let words = WORDS.of(reading.language());
    let mut out: Vec<Deed> = vec![];
    let sentences = reading.syntax.sentences.iter().filter(|s| reading.times_in(s.at).next().is_some());
    for sentence in sentences.filter(|s| s.tokens.len() < LONGEST) {
        let verbs = sentence.tokens.clone().filter(|t| reading.syntax.tokens[*t].pos == "VERB");
        for verb in verbs {
            out.extend(deed(doc, reading, words, context, verb));
        }
    }
    out
}

/// A longer sentence is a table.
const LONGEST: usize = 120;

fn deed<'r>(doc: usize, reading: &'r Reading, words: &Words, context: &Context, verb: usize) -> Option<Deed<'r>> {
    let syntax = &reading.syntax;
    let time = roles::times_of(reading, verb).into_iter().find(|t| dated(t).is_some())?;
    let (value, days) = dated(time)?;
    let lemma = syntax.lemma(verb);
    let mut thing = things(syntax, verb).into_iter().find_map(|t| thing(doc, reading, words, context, t))?;
    let agents = roles::agents(syntax, verb).into_iter().filter_map(|t| roles::named(reading, t)?.entity);
    thing.parties.extend(agents.filter_map(|e| context.entity_of.get(doc)?.get(e).copied()));
    let certainty = clauses::of_verb(reading, verb).unwrap_or(Certainty::Conditional);
    let until = until(reading, words, time);
    let is_until = until.is_some();
    let kind = match amounts::direction(reading.language(), &lemma) {
        _ if is_until && certainty == Certainty::Denied => Kind::Until(words.held(&lemma)?.clone()),
        _ if is_until || certainty == Certainty::Denied => return None,
        _ if words.once(&lemma).is_some() => Kind::Once(words.once(&lemma)?.clone()),
        // "The first train will run in 2028": whatever the first one does, it does once.
        _ if !thing.ordinals.is_empty() && !certainty.is_so() => Kind::Once(lemma.as_str().into()),
        Some(Change::Up) => Kind::Rise,
        Some(Change::Down) => Kind::Fall,
        None => return None,
    };
    let is_planned = is_planned(syntax, verb, certainty)?;
    let when = until.map_or(time.at, |u| u.join(time.at));
    let clause = thing.at.join(syntax.tokens[verb].at).join(when);
    let from = reading.amounts.partition_point(|a| a.at.start < clause.start);
    let has_amount = reading.amounts[from..].iter().take_while(|a| a.at.start < clause.end).count() > 0;
    Some(Deed {
        doc,
        reading,
        kind,
        head: thing.head,
        key: thing.key,
        ordinals: thing.ordinals,
        definite: thing.definite,
        thing: thing.at,
        clause,
        parties: thing.parties,
        at: time.at,
        value,
        days,
        is_planned,
        voice: voice_at(reading, time.at),
        has_amount,
    })
}

/// Whether it lies ahead; `None` where it stands under a condition.
fn is_planned(syntax: &Syntax, verb: usize, certainty: Certainty) -> Option<bool> {
    let child = |found: fn(&crate::reading::syntax::Token) -> bool| {
        syntax.children(verb).iter().any(|c| found(&syntax.tokens[*c]))
    };
    match certainty {
        Certainty::Happened | Certainty::Reported | Certainty::Habitual => Some(false),
        Certainty::Planned | Certainty::Denied => Some(true),
        // "could run in 2028", but not "if it ran in 2028".
        Certainty::Conditional => {
            let modal = child(|t| t.tag == "MD");
            let mark = child(|t| t.dep == "mark" || t.dep == "advcl");
            (modal && !mark).then_some(true)
        }
    }
}

/// The days of a time that says some, both ends known.
fn dated(time: &Time) -> Option<(String, Days)> {
    let value = time.value.as_deref().filter(|_| time.kind != TimeKind::Set)?;
    let days = when::days(value).filter(|d| d.first.is_some() && d.last.is_some())?;
    Some((when::canonical(value), days))
}

/// "before 2028", "till the year 2029": the word that says so.
fn until(reading: &Reading, words: &Words, time: &Time) -> Option<Span> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(time.at);
    let sentence = syntax.tokens.get(tokens.start)?.sentence;
    let before = tokens.start.checked_sub(1).filter(|b| syntax.tokens[*b].sentence == sentence);
    let found = tokens.chain(before).find(|t| words.words.until.contains(&syntax.tokens[*t].lower))?;
    Some(syntax.tokens[found].at)
}

/// What it is done to, else what does it.
fn things(syntax: &Syntax, verb: usize) -> Vec<usize> {
    let objects = roles::objects(syntax, verb);
    if objects.is_empty() { roles::agents(syntax, verb) } else { objects }
}

fn thing(doc: usize, reading: &Reading, words: &Words, context: &Context, token: usize) -> Option<Thing> {
    let syntax = &reading.syntax;
    let ordinal = |t: usize| words.words.ordinals.contains(&syntax.tokens[t].lower);
    let mut out = Thing { at: syntax.tokens[token].at, ..Thing::default() };
    let mut noun = token;
    // "the first of the two units".
    if ordinal(token) {
        out.ordinals.insert(syntax.tokens[token].lower.clone());
        out.definite = true;
        noun = behind(syntax, words, token).next()?;
    }
    if syntax.tokens[noun].pos != "NOUN" {
        return None;
    }
    add(syntax, words, noun, &mut out, true);
    for further in behind(syntax, words, noun).filter(|f| syntax.tokens[*f].pos == "NOUN") {
        add(syntax, words, further, &mut out, false);
    }
    out.definite |= syntax.children(noun).iter().any(|c| matches!(syntax.tokens[*c].dep.as_str(), "det" | "poss"));
    let around = syntax.span(syntax.subtree(token));
    let named = reading.mentions_in(around).take(12).filter(|m| m.class != Class::Group);
    out.parties = named.filter_map(|m| context.entity_of.get(doc)?.get(m.entity?).copied()).collect();
    out.head = words.thing(&syntax.lemma(noun)).into();
    Some(out)
}

/// The nouns that "of" or "for" ties to this one.
fn behind<'s>(syntax: &'s Syntax, words: &'s Words, noun: usize) -> impl Iterator<Item = usize> + 's {
    let links = syntax
        .children(noun)
        .iter()
        .copied()
        .filter(move |c| *c > noun && words.words.of.contains(&syntax.tokens[*c].lower));
    links.filter_map(move |c| syntax.child(c, &["pobj"]))
}

fn add(syntax: &Syntax, words: &Words, noun: usize, out: &mut Thing, is_head: bool) {
    let put = |out: &mut Thing, t: usize| {
        let lemma = syntax.lemma(t);
        out.key.insert(words.thing(&lemma).into());
        out.at = out.at.join(syntax.tokens[t].at);
    };
    put(out, noun);
    for child in syntax.children(noun).iter().copied().filter(|c| *c < noun) {
        let token = &syntax.tokens[child];
        let tells =
            matches!(token.dep.as_str(), "amod" | "compound" | "nmod") && matches!(token.pos.as_str(), "NOUN" | "ADJ");
        if words.words.ordinals.contains(&token.lower) {
            if is_head {
                out.ordinals.insert(token.lower.clone());
                out.at = out.at.join(token.at);
            }
        } else if tells && !words.words.vague.iter().any(|v| *v == token.lemma.as_str()) {
            put(out, child);
        }
    }
}

fn voice_at(reading: &Reading, at: Span) -> Option<usize> {
    let holds = |v: &crate::reading::Voice| v.content.iter().any(|s| s.overlaps(at));
    let length = |v: &crate::reading::Voice| v.content.iter().map(Span::len).sum::<usize>();
    let voices = reading.voices.iter().enumerate().filter(|(_, v)| holds(v));
    voices.min_by_key(|(_, v)| length(v)).map(|(i, _)| i)
}
