//! Whose name stands beside a description: "the head of the bank, X", "X, head of the bank", "Presidents X of A and Y of B".

use super::nominals::mentions_around;
use super::segment::Text;
use super::{Class, Form, Mention};
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// Names of people right after the description, after a comma, or right before a comma before it.
pub fn beside(
    text: &Text,
    mentions: &[Mention],
    tokens: Range<usize>,
    head: usize,
    plural: bool,
) -> (Vec<usize>, Vec<Option<Mention>>) {
    let syntax = &text.reading.syntax;
    let sentence = syntax.sentence_of(head).tokens.clone();
    let comma = |i: usize| sentence.contains(&i) && text.reading.document.printed(syntax.tokens[i].at) == ",";
    let mut at = tokens.end;
    let (mut out, mut each) = (vec![], vec![]);
    let behind_comma = comma(at);
    if behind_comma {
        at = behind_modifiers(text, at + 1, sentence.end);
    }
    while let Some((entity, end)) = name_at(syntax, mentions, at, sentence.end) {
        out.push(entity);
        let own = held_behind(text, mentions, end, sentence.end).filter(|_| !behind_comma);
        at = own.as_ref().map_or(end, |(_, end)| *end);
        each.push(own.map(|(mention, _)| mention));
        let joined = at < sentence.end && (syntax.tokens[at].pos == "CCONJ" || comma(at));
        if !plural || !joined {
            break;
        }
        at += 1 + usize::from(comma(at) && at + 1 < sentence.end && syntax.tokens[at + 1].pos == "CCONJ");
    }
    if behind_comma && !plural && !is_closed(syntax, &sentence, at, &out, head) {
        out.clear();
    }
    if plural && out.len() < 2 {
        out.clear();
    }
    if out.is_empty()
        && !plural
        && tokens.start >= 2
        && comma(tokens.start - 1)
        && may_be_apposed(syntax, head, tokens.end, &sentence)
    {
        out.extend(name_before(syntax, mentions, tokens.start - 2));
    }
    (out, each)
}

/// "the former president, the late X", "the president, H.E. Dr. X": the name behind an article and words such as "late",
/// and behind titles.
fn behind_modifiers(text: &Text, from: usize, limit: usize) -> usize {
    let syntax = &text.reading.syntax;
    let modifies = |i: &usize| text.index.office_modifiers.contains(syntax.tokens[*i].lower.as_str());
    let title = |i: &usize| text.index.honorifics.contains_key(syntax.tokens[*i].lower.trim_end_matches('.'));
    let article = from < limit && syntax.tokens[from].pos == "DET";
    let first = from + usize::from(article);
    let name = (first..limit).find(|i| !modifies(i)).unwrap_or(limit);
    let start = if article && name > first { name } else { from };
    (start..limit).find(|i| !title(i)).unwrap_or(start)
}

/// "of A" behind a name, and where it ends.
fn held_behind(text: &Text, mentions: &[Mention], token: usize, limit: usize) -> Option<(Mention, usize)> {
    let syntax = &text.reading.syntax;
    let of = syntax.tokens.get(token).filter(|_| token + 1 < limit)?;
    text.lexicon.particles.joining.first().filter(|w| **w == of.lower)?;
    let article = syntax.tokens[token + 1].pos == "DET" && token + 2 < limit;
    let first = syntax.tokens[token + 1 + usize::from(article)].at;
    let held = |m: &&Mention| {
        m.at.start == first.start && matches!(m.class, Class::Country | Class::Organisation | Class::Place)
    };
    let mention = mentions_around(mentions, first).find(held)?;
    Some((mention.clone(), syntax.tokens_in(mention.at).end.max(token + 2)))
}

/// "X, head of Y": the parser sees an apposition, or at least nothing else, and punctuation closes it.
fn may_be_apposed(syntax: &Syntax, head: usize, end: usize, sentence: &Range<usize>) -> bool {
    let dep = syntax.tokens[head].dep.as_str();
    let other = dep.starts_with("nsubj") || matches!(dep, "dobj" | "pobj" | "conj" | "poss" | "compound" | "attr");
    dep == "appos" || !other && (end >= sentence.end || syntax.tokens[end].pos == "PUNCT")
}

/// After "the head of X, Y" the apposition must be closed or the parser must see it; otherwise Y begins something else.
fn is_closed(syntax: &Syntax, sentence: &Range<usize>, at: usize, found: &[usize], head: usize) -> bool {
    if found.is_empty() {
        return true;
    }
    let name = at - 1;
    let apposed =
        syntax.ancestors(name).take(3).any(|i| syntax.tokens[i].dep == "appos" && syntax.tokens[i].head == head);
    apposed || at >= sentence.end || matches!(syntax.tokens[at].pos.as_str(), "PUNCT" | "CCONJ")
}

fn name_at(syntax: &Syntax, mentions: &[Mention], token: usize, limit: usize) -> Option<(usize, usize)> {
    let first = syntax.tokens.get(token).filter(|_| token < limit)?;
    let i = mentions.partition_point(|m| m.at.start < first.at.start);
    let name = mentions[i..]
        .iter()
        .take_while(|m| m.at.start == first.at.start)
        .find(|m| m.class == Class::Person && m.form == Form::Name)?;
    Some((name.entity?, syntax.tokens_in(name.at).end.max(token + 1)))
}

fn name_before(syntax: &Syntax, mentions: &[Mention], token: usize) -> Option<usize> {
    let end = syntax.tokens[token].at.end;
    let near = mentions_around(mentions, syntax.tokens[token].at);
    near.filter(|m| m.class == Class::Person && m.form == Form::Name && m.at.end == end).find_map(|m| m.entity)
}
