//! What a number counts, by the grammar: "more than 350 documents" counts documents.

use crate::document::Span;
use crate::reading::Syntax;
use smol_str::SmolStr;

/// The noun that a number without a unit counts: its lemma and token.
pub fn noun(syntax: &Syntax, number: Span) -> Option<(SmolStr, usize)> {
    let tokens = syntax.tokens_in(number);
    if tokens.is_empty() {
        return None;
    }
    let outer = syntax.outer(number)?;
    let token = &syntax.tokens[outer];
    if syntax.is_noun(outer) && outer + 1 < tokens.end {
        return None;
    }
    if COUNTS.contains(&token.dep.as_str()) || token.dep == "compound" || token.dep == "amod" {
        let head = noun_head(syntax, outer);
        let coded = |h: &usize| syntax.tokens[*h].lower.contains(|c: char| c.is_ascii_digit());
        return head.filter(|h| *h >= tokens.end && *h < tokens.end + 8 && !coded(h)).map(|h| (syntax.lemma(h), h));
    }
    of_whom(syntax, outer)
}

/// Dependencies of a number on what it counts.
const COUNTS: &[&str] = &["nummod", "quantmod", "npadvmod"];

/// From the number up to a noun; through other parts of the number ("10 million people") and nouns in front of a noun.
fn noun_head(syntax: &Syntax, from: usize) -> Option<usize> {
    let mut here = from;
    for _ in 0..4 {
        let head = syntax.tokens[here].head;
        if head == here {
            return None;
        }
        here = head;
        if syntax.is_noun(here) {
            return Some(here);
        }
    }
    None
}

/// "20 of the documents", "two thirds of the villages".
fn of_whom(syntax: &Syntax, number: usize) -> Option<(SmolStr, usize)> {
    let preposition =
        syntax.children(number).iter().copied().find(|c| *c > number && syntax.tokens[*c].dep == "prep")?;
    if preposition > number + 1 {
        return None;
    }
    let object = syntax.child(preposition, &["pobj"])?;
    (syntax.is_noun(object) && syntax.tokens[object].tag == "NNS").then(|| (syntax.lemma(object), object))
}
