//! Institutions called by their noun alone: "the ministry" for the one ministry that the text has named, "the company" for
//! the firm that it speaks of.

use super::super::credits::outlets;
use super::segment::Text;
use super::{Class, Entity, Form, Mention};
use crate::reading::syntax::Token;
use std::collections::HashMap;

/// Mentions by "the" and the noun that one named organisation, and no other, has in its name.
pub fn find(text: &Text, entities: &[Entity], names: &[Mention]) -> Vec<Mention> {
    let syntax = &text.reading.syntax;
    let mut named: HashMap<String, Named> = HashMap::new();
    let mut firms: Vec<&Mention> = vec![];
    let mut next = 0;
    let mut out = vec![];
    for (i, token) in syntax.tokens.iter().enumerate() {
        while let Some(name) = names.get(next).filter(|m| m.at.end <= token.at.start) {
            note(text, entities, name, &mut named);
            firms.extend(Some(name).filter(|n| is_firm(text, entities, n)));
            next += 1;
        }
        let called_firm = text.lexicon.groups.firms.iter().any(|n| *n == token.lower.as_str());
        let known = called_firm || is_one(text, &token.lower);
        let is_noun = matches!(token.tag.as_str(), "NN" | "NNP") && known;
        let Some(article) = i.checked_sub(1).filter(|a| is_noun && stands_alone(text, *a, i)) else { continue };
        let at = syntax.tokens[article].at.join(token.at);
        if names[next.saturating_sub(1)..].iter().take_while(|m| m.at.start < at.end).any(|m| m.at.overlaps(at)) {
            continue;
        }
        let body = text.lexicon.groups.bodies.iter().any(|n| *n == token.lower.as_str());
        let here = only_before(text, &names[..next], i).filter(|_| body);
        let entity = match named.get(token.lower.as_str()) {
            _ if here.is_some() => here,
            Some(Named::Once(entity)) => Some(*entity),
            Some(Named::Several) => None,
            None => last_firm(text, &firms, i).filter(|_| called_firm),
        };
        out.extend(entity.map(|e| Mention { at, class: Class::Organisation, form: Form::Nominal, entity: Some(e) }));
    }
    out
}

/// "at the CIS summit, as Osmeria chairs the organization": the only organisation that the sentence has named before, or
/// else the only one of the sentences before.
fn only_before(text: &Text, before: &[Mention], token: usize) -> Option<usize> {
    let syntax = &text.reading.syntax;
    let here = syntax.tokens[token].sentence;
    let named = |m: &&Mention| m.class == Class::Organisation && m.form == Form::Name;
    for sentences in [0, BACK] {
        let start = syntax.sentences[here.saturating_sub(sentences)].at.start;
        let near = before.iter().rev().take_while(|m| m.at.start >= start).filter(named);
        let mut all: Vec<usize> = near.filter_map(|m| m.entity).collect();
        all.sort_unstable();
        all.dedup();
        match all[..] {
            [one] => return Some(one),
            [] => {}
            _ => return None,
        }
    }
    None
}

/// How many sentences back the firm is looked for.
const BACK: usize = 3;

/// An organisation that is no institution by its name and no outlet that only reports.
fn is_firm(text: &Text, entities: &[Entity], name: &Mention) -> bool {
    let Some(entity) = name.entity.filter(|_| name.class == Class::Organisation && name.form == Form::Name) else {
        return false;
    };
    let firms = &text.lexicon.groups.firms;
    let institution = |w: &str| {
        let noun = w.to_lowercase();
        is_one(text, &noun) && !firms.contains(&noun)
    };
    let full = &entities[entity].name;
    let dep = head_dep(text, name);
    // "told the agency": who only reports is not spoken of, and neither is who only stands before a noun.
    let spoken_of = outlets::known(full).is_none() || dep.starts_with("nsubj");
    dep != "compound" && spoken_of && !full.split_whitespace().any(institution)
}

/// How a name hangs in its sentence.
fn head_dep<'t>(text: &'t Text, name: &Mention) -> &'t str {
    let syntax = &text.reading.syntax;
    syntax.head_of(name.at).map_or("", |h| syntax.tokens[h].dep.as_str())
}

/// The only firm of the sentences before, or else the one that is the subject of the nearest of them.
fn last_firm(text: &Text, firms: &[&Mention], token: usize) -> Option<usize> {
    let syntax = &text.reading.syntax;
    let sentence = |m: &Mention| syntax.token_at(m.at.start).map(|t| syntax.tokens[t].sentence);
    let here = syntax.tokens[token].sentence;
    let near = firms.iter().rev().take_while(|m| sentence(m).is_some_and(|s| s + BACK >= here));
    let is_subject = |m: &Mention| head_dep(text, m).starts_with("nsubj");
    let (mut all, mut subject) = (vec![], None);
    for mention in near {
        if !all.contains(&mention.entity) {
            all.push(mention.entity);
        }
        subject = subject.or(Some(*mention).filter(|m| is_subject(m)));
    }
    if let [one] = all[..] { one } else { subject?.entity }
}

/// Whose names have a noun in them so far.
enum Named {
    Once(usize),
    Several,
}

fn note(text: &Text, entities: &[Entity], name: &Mention, named: &mut HashMap<String, Named>) {
    let Some(entity) = name.entity.filter(|_| name.class == Class::Organisation && name.form == Form::Name) else {
        return;
    };
    let words = entities[entity].name.split_whitespace().map(str::to_lowercase);
    for noun in words.filter(|w| is_one(text, w)) {
        let whose = named.entry(noun).or_insert(Named::Once(entity));
        if !matches!(whose, Named::Once(known) if *known == entity) {
            *whose = Named::Several;
        }
    }
}

fn is_one(text: &Text, noun: &str) -> bool {
    text.lexicon.groups.institutions.iter().any(|n| n == noun)
}

/// "the ministry" and nothing that belongs to it: no other noun, no "of ...", no clause.
fn stands_alone(text: &Text, article: usize, noun: usize) -> bool {
    let syntax = &text.reading.syntax;
    let own = |t: &Token| t.head == noun;
    let definite = own(&syntax.tokens[article]) && syntax.tokens[article].morph.contains("Definite=Def");
    let behind = |c: &usize| *c > noun && !matches!(syntax.tokens[*c].dep.as_str(), "punct" | "case");
    let compound = matches!(syntax.tokens[noun].dep.as_str(), "compound" | "amod" | "nmod");
    definite && !compound && !syntax.children(noun).iter().any(behind)
}
