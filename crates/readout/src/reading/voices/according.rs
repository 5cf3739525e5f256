//! "According to the ministry, the dam holds": a source marker and the clause around it.

use super::lexicon::{Account, Marker, Takes, Words};
use super::{Found, content, source};
use crate::reading::Reading;
use crate::reading::names::Class;
use crate::reading::syntax::Syntax;
use std::collections::BTreeSet;
use std::ops::Range;

pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let syntax = &reading.syntax;
    let starts = |m: &Marker, t: usize| {
        m.words.iter().enumerate().all(|(i, w)| syntax.tokens.get(t + i).is_some_and(|t| *w == t.lower.as_str()))
    };
    let mut out = vec![];
    for token in 0..syntax.tokens.len() {
        let marker = words.source_marker.iter().find(|m| starts(m, token));
        out.extend(marker.and_then(|m| attribution(reading, m, token)));
        out.extend(words.account.iter().find_map(|a| by_account(reading, words, a, token)));
    }
    out
}

/// "In the mayor's words, the dam holds": a preposition, whose account it is, and a noun for an account.
fn by_account(reading: &Reading, words: &Words, account: &Account, token: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let preposition = &syntax.tokens[token];
    // "paid by his account" names what did it, not whose account it is.
    if preposition.dep != "prep" || !account.prepositions.iter().any(|w| *w == preposition.lower.as_str()) {
        return None;
    }
    let noun = syntax.child(token, &["pobj"])?;
    let is_account = account.nouns.iter().any(|w| *w == syntax.tokens[noun].lower.as_str());
    let who = syntax.child(noun, &["poss"]).filter(|_| is_account)?;
    let own = words.subject.here.iter().chain(&words.subject.writers).any(|w| *w == syntax.tokens[who].lower.as_str());
    let aside = token..syntax.subtree(noun).end;
    if own || aside.end > noun + 1 {
        return None;
    }
    let sides = parts(syntax, token, &aside)?;
    let pieces: Vec<_> = sides.into_iter().filter_map(|r| content::piece(reading, r)).collect();
    let source = source::trimmed(syntax, syntax.subtree(who));
    (!pieces.is_empty()).then(|| Found {
        content: pieces,
        cue: Some(syntax.tokens[noun].at),
        head: None,
        source: Some(source),
        who: Some(who),
        rule: "by-account",
    })
}

/// "As writes the Courier, the dam holds": the verb before its subject, as other languages have it.
pub fn inverted(reading: &Reading, words: &Words, known: &[Found]) -> Vec<Found> {
    let heads: BTreeSet<usize> = known.iter().filter_map(|f| f.head).collect();
    let sentences = reading.syntax.sentences.iter();
    sentences
        .filter_map(|s| opening(reading, words, s.tokens.clone()))
        .filter(|f| !f.head.is_some_and(|h| heads.contains(&h)))
        .collect()
}

fn opening(reading: &Reading, words: &Words, sentence: Range<usize>) -> Option<Found> {
    let syntax = &reading.syntax;
    let is_as = words.subject.as_clause.iter().any(|w| *w == syntax.tokens[sentence.start].lower.as_str());
    let verb = Some(sentence.start + 1).filter(|v| is_as && sentence.contains(v))?;
    let token = &syntax.tokens[verb];
    let finite = matches!(token.tag.as_str(), "VBZ" | "VBD" | "VBN") && token.lower != token.lemma.as_str();
    let says = words.verbs(&token.lower, &token.lemma).any(|e| e.takes(Takes::Clause));
    let comma = sentence.clone().find(|t| syntax.tokens[*t].lower == ",").filter(|_| finite && says)?;
    let nominal =
        |t: usize| matches!(syntax.tokens[t].pos.as_str(), "DET" | "NOUN" | "PROPN" | "ADJ" | "ADP" | "PUNCT" | "ADV");
    let name = source::trimmed(syntax, verb + 1..comma);
    let who = syntax.head_of(syntax.span(name.clone())).filter(|_| !name.is_empty() && name.clone().all(nominal))?;
    let named =
        reading.mentions_in(syntax.span(name.clone())).any(|m| matches!(m.class, Class::Person | Class::Organisation));
    let outlet = words.venue.outlets.iter().any(|w| *w == syntax.tokens[who].lemma.as_str());
    // "As noted Lind, President of Osmeria, the dam holds": what stands beside the name up to the next comma.
    let beside = |t: &usize| syntax.tokens[*t].dep == "appos" && name.contains(&syntax.tokens[*t].head);
    let next = (comma + 1..sentence.end).find(|t| syntax.tokens[*t].lower == ",");
    let comma = next.filter(|n| (comma + 1..*n).any(|t| beside(&t)) && (comma + 1..*n).all(nominal)).unwrap_or(comma);
    let piece = content::piece(reading, comma + 1..sentence.end).filter(|_| named || outlet)?;
    let cue = Some(token.at);
    Some(Found { content: vec![piece], cue, head: Some(verb), who: Some(who), source: Some(name), rule: "as-clause" })
}

fn attribution(reading: &Reading, marker: &Marker, token: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let preposition = token + marker.words.len() - 1;
    let who = syntax.child(preposition, &["pobj", "pcomp"])?;
    let noun = &syntax.tokens[who];
    if marker.not_sources.iter().any(|w| *w == noun.lemma.as_str() || *w == noun.lower.as_str()) {
        return None;
    }
    let aside = token..syntax.subtree(who).end;
    let aside = with_clause(syntax, &aside).unwrap_or(aside);
    let pieces: Vec<_> = parts(syntax, token, &aside)?.into_iter().filter_map(|r| content::piece(reading, r)).collect();
    (!pieces.is_empty()).then(|| Found {
        content: pieces,
        cue: Some(syntax.span(token..preposition + 1)),
        head: None,
        source: Some(source::trimmed(syntax, preposition + 1..aside.end)),
        who: Some(who),
        rule: "source-marker",
    })
}

/// "The mill cost a million, according to papers the council gave the press": the parser may take what describes the source
/// for a clause that the marker stands in. Behind a comma the marker belongs to what stands before.
fn with_clause(syntax: &Syntax, aside: &Range<usize>) -> Option<Range<usize>> {
    let clause = syntax.ancestors(aside.start).skip(1).find(|a| is_clause(syntax, *a))?;
    let sentence = syntax.sentence_of(aside.start).tokens.start;
    let comma = aside.start > sentence && syntax.tokens[aside.start - 1].lower == ",";
    let range = syntax.subtree(clause);
    let follows = range.start == aside.start
        && syntax.child(clause, &["nsubj"]).is_some_and(|s| syntax.subtree(s).start == aside.end && s < clause);
    (comma && follows).then_some(aside.start..range.end)
}

/// The clause that the marker hangs on, without the marker and its source.
fn parts(syntax: &Syntax, token: usize, aside: &Range<usize>) -> Option<Vec<Range<usize>>> {
    let outside = |a: &usize| is_clause(syntax, *a) && !aside.contains(a);
    let clause = syntax.ancestors(token).skip(1).find(outside)?;
    let mut whole = syntax.subtree(clause);
    let sentence = syntax.sentence_of(token).tokens.clone();
    if aside.start == sentence.start && syntax.tokens[clause].dep == "ROOT" {
        whole = sentence;
    }
    Some(vec![whole.start..aside.start.max(whole.start), aside.end.min(whole.end)..whole.end])
}

fn is_clause(syntax: &Syntax, token: usize) -> bool {
    let t = &syntax.tokens[token];
    t.is_verb() && matches!(t.dep.as_str(), "ROOT" | "ccomp" | "conj" | "advcl" | "relcl" | "parataxis")
        || t.dep == "ROOT"
}
