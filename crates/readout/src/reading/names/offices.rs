//! Which offices the descriptions beside names tell of their people: title, of what, and whether it is over.

use super::holders::Learned;
use super::nominals::{Nominal, mentions_within};
use super::people::{Held, Person, country_of};
use super::segment::Text;
use super::{Class, Entity, Form, Mention, Office};
use crate::document::Span;
use std::ops::Range;

/// What the descriptions beside names tell of their people.
pub fn note(nominals: &[Nominal], text: &Text, mentions: &[Mention], people: &mut [Person], entities: &mut [Entity]) {
    for nominal in nominals.iter().filter(|n| !n.beside.is_empty()) {
        let printed = office(text, mentions, nominal);
        for (i, entity) in nominal.beside.iter().enumerate() {
            // "the leaders of A and B, X and Y": the first of the first, the second of the second.
            let each = nominal.plural && nominal.of.len() == nominal.beside.len();
            let own = nominal.each.get(i).and_then(Option::as_ref);
            let of = match own {
                Some(own) => country_of(text, own).into_iter().collect(),
                None if each => vec![nominal.of[i]],
                None => nominal.of.clone(),
            };
            people[*entity].held.push(Held { office: nominal.office, of, past: nominal.past });
            let gender = text
                .index
                .office_gender(nominal.office)
                .or_else(|| text.index.office_gender(text.reading.syntax.tokens[nominal.head].lower.as_str()));
            people[*entity].gender = people[*entity].gender.or(gender);
            let each = nominal.plural && printed.of.len() == nominal.beside.len();
            let of = match own {
                Some(own) => own.entity.into_iter().collect(),
                None if each => vec![printed.of[i]],
                None => printed.of.clone(),
            };
            entities[*entity].offices.push(Office { of, ..printed.clone() });
        }
    }
}

/// What descriptions that name nobody tell of people: their own office, or that of whose counterpart or predecessor they are.
pub fn note_learned(
    learned: &[Learned],
    nominals: &[Nominal],
    text: &Text,
    mentions: &[Mention],
    entities: &mut [Entity],
) {
    for one in learned {
        let printed = office(text, mentions, &nominals[one.nominal]);
        let index = text.index;
        let own = |o: &&Office| !o.past && !index.is_mirrored(&o.noun) && !index.is_predecessor(&o.noun);
        let before = index.is_predecessor(nominals[one.nominal].office);
        let like = one.like.and_then(|p| entities[p].offices.iter().find(own));
        let told = match one.like {
            None => Some(printed),
            Some(_) => like.map(|o| Office {
                title: o.title.clone(),
                noun: o.noun.clone(),
                joined: None,
                leading: false,
                of: if before { o.of.clone() } else { printed.of },
                past: printed.past || before,
                at: printed.at,
            }),
        };
        entities[one.person].offices.extend(told);
    }
}

/// The description in its parts.
fn office(text: &Text, mentions: &[Mention], nominal: &Nominal) -> Office {
    let syntax = &text.reading.syntax;
    let mut held_in: Vec<&Mention> = outermost(mentions, nominal.at).filter(|m| is_holder(m)).collect();
    let head = syntax.tokens[nominal.head].at;
    // "the deputy minister of Transport of Osmeria": one word for a field, and then the country.
    if let [field, country] = held_in[..] {
        let fielded = field.at.start >= head.end && syntax.tokens_in(field.at).len() == 1;
        if fielded && field.class == Class::Organisation && country.class == Class::Country && is_fielded(text, nominal)
        {
            held_in.remove(0);
        }
    }
    let before = held_in.iter().find(|m| m.at.end <= head.start);
    // "U.S. Ambassador to the United Nations": held in what comes first, the rest is part of the title.
    let after = held_in.iter().find(|m| m.at.start >= head.end).filter(|_| before.is_none());
    let start = title_start(text, nominal, before.map_or(nominal.at.start, |m| m.at.end));
    let end = after.map_or(nominal.at.end, |m| m.at.start);
    let joined = after.map(|m| preposition_before(text, nominal.head, m.at.start));
    let end = joined.map_or(end, |j| syntax.tokens[j].at.start);
    let words = title_end(text, start..syntax.tokens_in(Span::new(nominal.at.start, end)).end, nominal.head);
    Office {
        at: nominal.at,
        title: singular(text, words, nominal),
        noun: if nominal.plural { syntax.lemma(nominal.head) } else { syntax.tokens[nominal.head].lower.clone() }
            .into(),
        of: held_in.iter().filter_map(|m| m.entity).collect(),
        leading: before.is_some_and(|m| m.form == Form::Name && !is_possessor(text, m)) && after.is_none(),
        past: nominal.past,
        joined: joined.zip(after).and_then(|(j, m)| join(text, j, m.at.start)),
    }
}

/// Its last word calls an office that is held in a field: "minister".
fn is_fielded(text: &Text, nominal: &Nominal) -> bool {
    let head = &text.reading.syntax.tokens[nominal.head];
    text.index.is_of_field(head.lower.as_str()) || text.index.is_of_field(head.lower_lemma().as_str())
}

/// The last preposition before what the office is held in, behind the office.
fn preposition_before(text: &Text, head: usize, start: usize) -> usize {
    let syntax = &text.reading.syntax;
    let end = syntax.tokens.partition_point(|t| t.at.end <= start);
    (head + 1..end).rev().find(|i| syntax.tokens[*i].pos == "ADP").unwrap_or(end)
}

/// "for the", "at": any words but the plain "of", which goes without saying.
fn join(text: &Text, preposition: usize, end: usize) -> Option<String> {
    let token = text.reading.syntax.tokens.get(preposition).filter(|t| t.at.start < end)?;
    let plain = text.lexicon.particles.joining.first().is_some_and(|of| *of == token.lower);
    let printed = text.reading.document.printed(Span::new(token.at.start, end)).trim();
    (!plain).then(|| printed.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// "Osmeria's".
fn is_possessor(text: &Text, mention: &Mention) -> bool {
    let syntax = &text.reading.syntax;
    let end = syntax.tokens_in(mention.at).end;
    syntax.tokens.get(end).is_some_and(|t| t.tag == "POS" || t.dep == "case")
}

fn is_holder(mention: &Mention) -> bool {
    matches!(mention.class, Class::Country | Class::Place | Class::Organisation | Class::Event)
}

/// Mentions that stand inside no other.
fn outermost(mentions: &[Mention], at: Span) -> impl Iterator<Item = &Mention> {
    let mut end = 0;
    mentions_within(mentions, at).filter(move |m| {
        let outer = m.at.start >= end;
        end = end.max(m.at.end);
        outer
    })
}

/// From the office's own words back over nouns, capitalised adjectives and the words that change an office for good.
fn title_start(text: &Text, nominal: &Nominal, from: usize) -> usize {
    let syntax = &text.reading.syntax;
    let mut start = nominal.first;
    while start > 0 {
        let token = &syntax.tokens[start - 1];
        let passing = text.lexicon.office_modifiers.passing.iter().any(|p| *p == token.lower)
            || text.index.past.contains(token.lower.as_str());
        let capital = text.reading.document.printed(token.at).starts_with(char::is_uppercase);
        let belongs = token.is_noun()
            || token.pos == "ADJ" && capital
            || text.index.office_modifiers.contains(token.lower.as_str())
            || token.pos == "PUNCT" && token.dep == "punct" && token.is_hyphen();
        if token.at.start < from || passing || !belongs {
            break;
        }
        start -= 1;
    }
    start
}

/// Without the preposition and the article before what the office is held in, or with a complement of its own.
fn title_end(text: &Text, words: Range<usize>, head: usize) -> Range<usize> {
    let syntax = &text.reading.syntax;
    let mut end = words.end.max(head + 1);
    let is_loose = |i: usize| {
        let token = &syntax.tokens[i];
        matches!(token.pos.as_str(), "ADP" | "DET" | "PUNCT" | "PART" | "CCONJ")
            || text.index.honorifics.contains_key(token.lower.trim_end_matches('.'))
    };
    while end > head + 1 && is_loose(end - 1) {
        end -= 1;
    }
    // "the President of the Republic": a word for any country says nothing.
    let common = (head + 1..end).all(|i| {
        let token = &syntax.tokens[i];
        matches!(token.pos.as_str(), "ADP" | "DET" | "NUM")
            || text.index.country_nouns.contains(token.lower_lemma().as_str())
    });
    words.start..if common { head + 1 } else { end }
}

fn singular(text: &Text, words: Range<usize>, nominal: &Nominal) -> String {
    let syntax = &text.reading.syntax;
    let head = syntax.tokens[nominal.head].at;
    let span = syntax.span(words);
    let printed = text.reading.document.printed(span);
    if !nominal.plural || !span.contains(head) {
        return printed.to_string();
    }
    let (before, after) = (&printed[..head.start - span.start], &printed[head.end - span.start..]);
    let lemma = syntax.lemma(nominal.head);
    let capital = text.reading.document.printed(head).starts_with(char::is_uppercase);
    let first: String = lemma
        .chars()
        .take(1)
        .flat_map(|c| if capital { c.to_uppercase().collect::<Vec<_>>() } else { vec![c] })
        .collect();
    let rest: String = lemma.chars().skip(1).collect();
    format!("{before}{first}{rest}{after}")
}
