//! Institutions called by their noun alone: "the ministry" for the one ministry that the text has named.

use super::segment::Text;
use super::{Class, Entity, Form, Mention};
use crate::reading::syntax::Token;
use std::collections::HashMap;

/// Mentions by "the" and the noun that one named organisation, and no other, has in its name.
pub fn find(text: &Text, entities: &[Entity], names: &[Mention]) -> Vec<Mention> {
    let syntax = &text.reading.syntax;
    let mut named: HashMap<String, Named> = HashMap::new();
    let mut next = 0;
    let mut out = vec![];
    for (i, token) in syntax.tokens.iter().enumerate() {
        while let Some(name) = names.get(next).filter(|m| m.at.end <= token.at.start) {
            note(text, entities, name, &mut named);
            next += 1;
        }
        let is_noun = token.tag == "NN" && is_one(text, &token.lower);
        let Some(article) = i.checked_sub(1).filter(|a| is_noun && stands_alone(text, *a, i)) else { continue };
        let at = syntax.tokens[article].at.join(token.at);
        if names[next.saturating_sub(1)..].iter().take_while(|m| m.at.start < at.end).any(|m| m.at.overlaps(at)) {
            continue;
        }
        if let Some(Named::Once(entity)) = named.get(&token.lower.to_string()) {
            out.push(Mention { at, class: Class::Organisation, form: Form::Nominal, entity: Some(*entity) });
        }
    }
    out
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
