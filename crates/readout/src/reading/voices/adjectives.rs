//! Attributions by what somebody is: "the owners are convinced that the boat is sound".

use super::lexicon::Words;
use super::source::{self, Source};
use super::{Found, asides, content, cues};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;

pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let syntax = &reading.syntax;
    let known = |t: &usize| words.adjective(&syntax.tokens[*t].lower).is_some();
    (0..syntax.tokens.len()).filter(known).filter_map(|t| attribution(reading, words, t)).collect()
}

fn attribution(reading: &Reading, words: &Words, adjective: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let verb = holder(syntax, adjective)?;
    let who = source::subject(syntax, verb).or(syntax.child(verb, &["nsubjpass"]))?;
    let group = cues::group(syntax, verb);
    let cue = group.start.min(adjective)..group.end.max(adjective + 1);
    let clauses = [adjective, verb].into_iter().flat_map(|h| syntax.children(h).iter().copied());
    let clause = clauses.into_iter().find(|c| syntax.tokens[*c].dep == "ccomp" && !syntax.is_infinitive(*c))?;
    let pieces: Vec<Span> = match clause > adjective {
        true => content::piece(reading, syntax.subtree(clause)).into_iter().collect(),
        false => asides::trailing(reading, words, verb, clause, cue.clone())?.0,
    };
    let tokens = source::without(syntax, who, verb);
    let source = Source { tokens, who };
    let here = words.subject.here.iter().chain(&words.subject.nobody).any(|w| *w == syntax.tokens[who].lower.as_str());
    let stated = cues::is_stated(syntax, verb) && !here && !pieces.is_empty();
    stated.then(|| Found {
        content: pieces,
        cue: Some(syntax.span(cue)),
        head: Some(verb),
        source: Some(source.tokens),
        who: Some(source.who),
        rule: "held-to-be",
    })
}

/// The verb that ascribes the adjective to its subject; a participle with an auxiliary is its own.
fn holder(syntax: &Syntax, adjective: usize) -> Option<usize> {
    let t = &syntax.tokens[adjective];
    if t.dep == "acomp" {
        return Some(t.head);
    }
    (t.tag == "VBN" && syntax.child(adjective, &["auxpass"]).is_some()).then_some(adjective)
}
