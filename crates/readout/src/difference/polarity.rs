//! What a wording denies: the word that a negation turns round, and whether another wording says the contrary.

use super::runs::plain;
use super::{Difference, Kind, Side, Words};
use crate::document::Span;
use crate::reading::syntax::Syntax;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Parts of speech that can be denied.
const CONTENT: &[&str] = &["VERB", "ADJ", "NOUN", "ADV"];
/// Verbs that say nothing themselves: what they bring is denied.
const EMPTY_VERB: &str = "AUX";

/// What one side says is so, and what it says is not.
#[derive(Debug, Default)]
struct Polarity {
    /// Dictionary form of what is denied, with the characters that deny it.
    denied: Vec<(SmolStr, Span)>,
    affirmed: Vec<(SmolStr, Span)>,
    /// It has a negation, whatever that turns round.
    negates: bool,
    /// It has a word that denies without a negation: "refused".
    refuses: bool,
}

/// A word that one side denies and the other affirms.
pub fn differences(a: &Side, b: &Side, words: &Words) -> Vec<Difference> {
    let (left, right) = (polarity(a, words), polarity(b, words));
    let mut out: Vec<Difference> = turned(&left, &right, words)
        .map(|(x, y)| Difference { kind: Kind::Negation, a: Some(x), b: Some(y) })
        .collect();
    out.extend(turned(&right, &left, words).map(|(y, x)| Difference { kind: Kind::Negation, a: Some(x), b: Some(y) }));
    out
}

/// What the first denies and never affirms, and the second affirms. Where both have negations, "posed no threat" and
/// "did not pose a threat" cannot be told from a contradiction.
fn turned<'p>(first: &'p Polarity, second: &'p Polarity, words: &'p Words) -> impl Iterator<Item = (Span, Span)> + 'p {
    let has = |list: &[(SmolStr, Span)], word: &str| list.iter().find(|(w, _)| w == word).map(|(_, at)| *at);
    let is_turned_within = move |word: &str| {
        words.negative_beginnings.iter().any(|n| has(&second.affirmed, &format!("{n}{word}")).is_some())
    };
    let mut seen = BTreeSet::new();
    first
        .denied
        .iter()
        .filter(move |(word, _)| !second.negates && !second.refuses && !first.refuses && seen.insert(word))
        .filter(move |(word, _)| has(&first.affirmed, word).is_none())
        .filter(move |(word, _)| !is_turned_within(word))
        .filter_map(move |(word, at)| Some((*at, has(&second.affirmed, word)?)))
}

fn polarity(side: &Side, words: &Words) -> Polarity {
    let syntax = &side.reading.syntax;
    let mut out = Polarity::default();
    let mut heads = BTreeSet::new();
    for i in side.at.iter().flat_map(|at| syntax.tokens_in(*at)) {
        let token = &syntax.tokens[i];
        out.refuses |= words.refusal.contains(token.lemma.as_str());
        if !words.negation.contains(&plain(&token.lower)) {
            continue;
        }
        out.negates = true;
        let Some(head) = denied_by(syntax, i) else { continue };
        if side.at.iter().any(|at| at.contains(syntax.tokens[head].at)) && heads.insert(head) {
            out.denied.push((syntax.lemma(head), token.at.join(syntax.tokens[head].at)));
        }
    }
    for i in side.at.iter().flat_map(|at| syntax.tokens_in(*at)).filter(|i| !heads.contains(i)) {
        let token = &syntax.tokens[i];
        if CONTENT.contains(&token.pos.as_str()) {
            out.affirmed.push((token.lower_lemma(), token.at));
        }
    }
    out
}

/// The word that a negation turns round: its head, or what an empty verb brings; never a word before it.
fn denied_by(syntax: &Syntax, negation: usize) -> Option<usize> {
    let is_content = |i: &usize| CONTENT.contains(&syntax.tokens[*i].pos.as_str());
    let head = match syntax.tokens[negation].pos.as_str() {
        "ADP" => syntax.child(negation, &["pobj", "pcomp"])?,
        _ => syntax.tokens[negation].head,
    };
    let head = if syntax.tokens[head].pos == EMPTY_VERB { brought(syntax, head)? } else { head };
    if head > negation {
        return is_content(&head).then_some(head);
    }
    let end = syntax.sentences[syntax.tokens[negation].sentence].tokens.end;
    (negation + 1..end.min(negation + 4)).find(is_content)
}

fn brought(syntax: &Syntax, verb: usize) -> Option<usize> {
    if syntax.tokens[verb].dep == "aux" {
        return Some(syntax.tokens[verb].head);
    }
    if let Some(found) = syntax.child(verb, &["acomp", "attr", "xcomp"]) {
        return Some(found);
    }
    syntax.child(syntax.child(verb, &["prep"])?, &["pobj"])
}
