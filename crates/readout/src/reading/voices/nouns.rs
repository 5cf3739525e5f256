//! A noun for something said with its clause: "the minister's claim that the dam holds".

use super::lexicon::{Takes, Words};
use super::source::Source;
use super::{Found, content, source};
use crate::reading::Reading;
use crate::reading::syntax::Syntax;

pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let syntax = &reading.syntax;
    let nouns = (0..syntax.tokens.len()).filter(|i| syntax.tokens[*i].pos == "NOUN");
    nouns.filter_map(|noun| attribution(reading, words, noun)).collect()
}

fn attribution(reading: &Reading, words: &Words, noun: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let entry = words.noun(&syntax.tokens[noun].lemma)?;
    let clause = syntax.children(noun).iter().copied().find(|c| *c > noun && is_said(syntax, *c));
    let range = match clause {
        Some(clause) => syntax.subtree(clause),
        None if entry.takes(Takes::Object) => content::behind_preposition(syntax, noun, &entry.prepositions)?.1,
        None => return None,
    };
    let source = owner(syntax, words, noun)?;
    Some(Found {
        content: vec![content::piece(reading, range)?],
        cue: Some(syntax.tokens[noun].at),
        head: Some(noun),
        who: Some(source.who),
        source: Some(source.tokens),
        rule: "noun-and-clause",
    })
}

/// A full clause that says what the noun stands for, not one that describes it.
fn is_said(syntax: &Syntax, clause: usize) -> bool {
    let complement = matches!(syntax.tokens[clause].dep.as_str(), "acl" | "ccomp");
    complement && syntax.child(clause, &["mark"]).is_some()
}

/// "the minister's claim", "a claim by the minister".
fn owner(syntax: &Syntax, words: &Words, noun: usize) -> Option<Source> {
    if let Some(who) = syntax.child(noun, &["poss"]) {
        return Some(Source { tokens: source::trimmed(syntax, syntax.subtree(who)), who });
    }
    let by = syntax
        .children(noun)
        .iter()
        .copied()
        .find(|c| syntax.tokens[*c].dep == "agent" || is_from(syntax, words, *c))?;
    let who = syntax.child(by, &["pobj"])?;
    Some(Source { tokens: source::trimmed(syntax, syntax.subtree(who)), who })
}

fn is_from(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let t = &syntax.tokens[token];
    t.dep == "prep" && words.subject.authors.iter().any(|w| *w == t.lower.as_str())
}
