//! Who stands in a slot: the people, organisations and countries that its noun phrase names.

use super::clause;
use super::words::Words;
use crate::document::Span;
use crate::reading::names::{Form, is_office};
use crate::reading::{Class, Mention, Reading, Syntax, together};
use smol_str::SmolStr;

/// Somebody in an event: the entity of the document where one is named, and the characters that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    pub entity: Option<usize>,
    pub at: Span,
}

/// "the country": a noun that tells nothing of who is meant.
pub fn is_vague(reading: &Reading, words: &Words, who: &Who) -> bool {
    let mut tokens = reading.syntax.tokens_in(who.at);
    let only = tokens.next().filter(|_| tokens.next().is_none());
    // "President", parted from the name behind it.
    let title =
        |t: usize| reading.syntax.tokens[t].pos == "PROPN" && is_office(reading.language(), &reading.syntax.lemma(t));
    only.is_some_and(|t| words.near.vague.contains(&reading.syntax.lemma(t)) || title(t))
}

/// No mention is longer than this.
const LONGEST: usize = 160;
/// So far behind a delegation the words for who leads it are looked for.
const LONGEST_PHRASE: usize = 24;
/// A noun phrase of more words is no name.
const MOST_WORDS: usize = 7;

/// Everybody named by the noun phrase of a token, those joined to it too.
pub fn named(reading: &Reading, words: &Words, token: usize) -> Vec<Who> {
    let mut out: Vec<Who> = vec![];
    let all = clause::joined(&reading.syntax, token);
    for t in all.iter().copied() {
        // "Norway and Belmark": a name beside one who acts is one like him, though nothing else tells who it is.
        let beside =
            all.len() > 1 && is_unknown(reading, t) && all.iter().any(|o| mention_at(reading, *o).is_some_and(acts));
        let unknown = beside.then(|| Who { entity: None, at: phrase(reading, t) });
        for who in one(reading, words, t).into_iter().chain(leader(reading, words, t)).chain(unknown) {
            if !out.iter().any(|w| w.is(&who)) {
                out.push(who);
            }
        }
    }
    out
}

/// A proper name that is no mention.
fn is_unknown(reading: &Reading, token: usize) -> bool {
    reading.syntax.tokens[token].tag == "NNP" && mention_at(reading, token).is_none()
}

impl Who {
    /// The same one; where nobody is named the same words.
    pub fn is(&self, other: &Who) -> bool {
        match (self.entity, other.entity) {
            (Some(a), Some(b)) => a == b,
            _ => self.at == other.at,
        }
    }
}

/// "thousands of students", "one of the ministers": those who are counted.
pub fn counted(syntax: &Syntax, words: &Words, token: usize) -> usize {
    let counts = syntax.tokens[token].pos == "NUM" || words.near.partitives.contains(&syntax.lemma(token));
    if !counts {
        return token;
    }
    let mut behind = clause::noun_prepositions(syntax, token).into_iter().map(|(_, t)| t);
    behind.find(|t| syntax.is_noun(*t)).unwrap_or(token)
}

fn one(reading: &Reading, words: &Words, token: usize) -> Vec<Who> {
    let syntax = &reading.syntax;
    let token = counted(syntax, words, token);
    let mention = mention_at(reading, token);
    if let Some(m) = mention.filter(|m| acts(m) && m.entity.is_some()) {
        let own = Who { entity: m.entity, at: m.at };
        let beside = || people_beside(reading, token).into_iter().filter(|w| !w.is(&own));
        let several = m.class == Class::Person && m.form != Form::Pronoun;
        return std::iter::once(own.clone()).chain(several.then(beside).into_iter().flatten()).collect();
    }
    // "the leaders of both towns, Lind and Reyl"
    let beside = syntax.child(token, &["appos"]).map(|a| people(reading, a)).unwrap_or_default();
    if !beside.is_empty() {
        return beside;
    }
    // "the heads of the two ministries of Osmer and Elmet, Lind and Reyl"
    let held = if syntax.tokens[token].is_plural() { holders(reading, token) } else { vec![] };
    if held.len() > 1 {
        return held;
    }
    // "200 Norwegians" are none of those named.
    let proper = syntax.tokens[token].pos == "PROPN";
    let together = if proper { vec![] } else { together::meant(reading, token) };
    if !together.is_empty() {
        let at = phrase(reading, token);
        return together.into_iter().map(|e| Who { entity: Some(e), at }).collect();
    }
    if let Some(there) = together::counterpart(reading, token) {
        return vec![Who { entity: Some(there), at: phrase(reading, token) }];
    }
    if syntax.tokens[token].pos == "PRON" {
        return speaker(syntax, token).map(|t| one(reading, words, t)).unwrap_or_default();
    }
    if mention.is_some_and(acts) || is_actor_noun(reading, words, token) {
        if let Some(person) = person_in(reading, token) {
            return vec![person];
        }
        if let Some(body) = body_of(reading, token).or_else(|| town_of(reading, words, token)) {
            return vec![body];
        }
        let described = mention.filter(|m| m.form == Form::Nominal).map(|m| description(reading, m));
        return vec![Who { entity: None, at: described.unwrap_or_else(|| phrase(reading, token)) }];
    }
    inside(reading, words, token)
}

/// "named former ambassador Yara Haddad prime minister": the parser may make one phrase of the name and the office.
fn person_in(reading: &Reading, token: usize) -> Option<Who> {
    let syntax = &reading.syntax;
    if syntax.tokens[token].is_plural() || !is_office(reading.language(), &syntax.lemma(token)) {
        return None;
    }
    let own = |m: &&Mention| {
        let head = syntax.tokens_in(m.at).next_back().unwrap_or(token);
        let parts = |t: &usize| matches!(syntax.tokens[*t].dep.as_str(), "compound" | "nmod" | "appos" | "amod");
        head < token && syntax.ancestors(head).take_while(|t| *t != token).all(|t| parts(&t))
    };
    let mut named = reading.mentions_in(syntax.span(syntax.subtree(token).start..token + 1));
    let person = named.find(|m| m.class == Class::Person && m.form == Form::Name && m.entity.is_some() && own(m))?;
    Some(Who { entity: person.entity, at: person.at })
}

/// "leaders of the Northern Union": those who hold its offices act for it.
fn body_of(reading: &Reading, token: usize) -> Option<Who> {
    let syntax = &reading.syntax;
    let offices = syntax.tokens[token].is_plural() && is_office(reading.language(), &syntax.lemma(token));
    let (_, of) = clause::noun_prepositions(syntax, token).into_iter().next().filter(|_| offices)?;
    let body = mention_at(reading, of).filter(|m| m.class == Class::Organisation)?;
    Some(Who { entity: Some(body.entity?), at: body.at })
}

/// "the stricken town of Karsenne": the town.
fn town_of(reading: &Reading, words: &Words, token: usize) -> Option<Who> {
    let syntax = &reading.syntax;
    let vague = words.near.vague.contains(&syntax.lemma(token));
    let (telling, of) = clause::noun_prepositions(syntax, token).into_iter().next().filter(|_| vague)?;
    let town = mention_at(reading, of).filter(|m| is_town(m) && words.near.telling.contains(&telling))?;
    Some(Who { entity: Some(town.entity?), at: town.at })
}

/// "a delegation headed by X": X is there too.
fn leader(reading: &Reading, words: &Words, token: usize) -> Vec<Who> {
    let syntax = &reading.syntax;
    if !words.near.delegations.contains(&syntax.lemma(token)) {
        return vec![];
    }
    // "a delegation of bishops from Oslo led by X": wherever the parser hangs it.
    let behind = |v: &usize| syntax.tokens[*v].dep == "acl" && syntax.is_passive(*v);
    let mut inside = syntax.subtree(token).skip_while(|t| *t <= token).take(LONGEST_PHRASE);
    let Some(led) = inside.find(|v| words.near.led.contains(&syntax.lemma(*v)) && behind(v)) else {
        return vec![];
    };
    let heads = clause::of(syntax, led).subjects;
    heads.into_iter().flat_map(|t| one(reading, words, t)).filter(|w| is_person(reading, w)).collect()
}

/// "at the invitation of X": who invites, given the token of the invitation.
pub fn inviters(syntax: &Syntax, words: &Words, token: usize) -> Vec<usize> {
    if !words.near.invitation.contains(&syntax.lemma(token)) {
        return vec![];
    }
    let behind = clause::noun_prepositions(syntax, token).into_iter().map(|(_, t)| t).take(1);
    syntax.child(token, &["poss"]).into_iter().chain(behind).collect()
}

/// "at the request of X", "at the invitation of X": who asked for it, given the token of the request.
pub fn requesters(syntax: &Syntax, words: &Words, token: usize) -> Vec<usize> {
    if !words.near.requests.contains(&syntax.lemma(token)) {
        return vec![];
    }
    let behind = clause::noun_prepositions(syntax, token).into_iter().map(|(_, t)| t).take(1);
    syntax.child(token, &["poss"]).into_iter().chain(behind).collect()
}

/// "Norwegian troops", "units of the alliance": the country or organisation whose forces they are; "the government of
/// Norway": the country.
pub fn state_of(reading: &Reading, words: &Words, who: &Who, forces: bool) -> Option<usize> {
    let syntax = &reading.syntax;
    let head = syntax.tokens_in(who.at).next_back()?;
    let lemma = syntax.lemma(head);
    let armed = forces && words.lists(&[SmolStr::new_static("@forces")], &lemma);
    if !armed && !words.near.cabinets.contains(&lemma) {
        return None;
    }
    let phrase = syntax.span(syntax.subtree(head));
    let state = |m: &&Mention| matches!(m.class, Class::Country | Class::Organisation) && m.entity.is_some();
    let own = |m: &&Mention| syntax.tokens_in(m.at).next_back().is_some_and(|t| is_in_phrase(syntax, head, t));
    reading.mentions_in(phrase).filter(state).find(own)?.entity
}

/// Before the noun, or behind it over prepositions alone.
fn is_in_phrase(syntax: &Syntax, head: usize, token: usize) -> bool {
    let mut path = syntax.ancestors(token).take_while(|t| *t != head);
    path.all(|t| matches!(syntax.tokens[t].dep.as_str(), "amod" | "compound" | "poss" | "nmod" | "prep" | "pobj"))
}

/// "Norway said it had signed": the pronoun means whoever says it.
fn speaker(syntax: &Syntax, pronoun: usize) -> Option<usize> {
    let token = &syntax.tokens[pronoun];
    let verb = token.head;
    let clause = &syntax.tokens[verb];
    let third = token.morph.contains("Person=3") && token.dep.starts_with("nsubj");
    if !third || clause.dep != "ccomp" || clause.head == verb {
        return None;
    }
    let above = clause::of(syntax, clause.head).subjects.first().copied()?;
    // "It is planned to build it, the minister said": "it" is nobody who speaks.
    let neuter = token.morph.contains("Gender=Neut") && syntax.tokens[above].entity == "PERSON";
    if neuter {
        return None;
    }
    (syntax.tokens[above].pos != "PRON").then_some(above)
}

/// Names that the parser may have joined to what the first one's office is held in: "the head of the bank, X, and Y".
fn people_beside(reading: &Reading, token: usize) -> Vec<Who> {
    named_in(reading, token, together::beside(reading, token), reading.syntax.tokens[token].at.start)
}

/// People named right behind a phrase that gives them their offices.
fn holders(reading: &Reading, token: usize) -> Vec<Who> {
    named_in(reading, token, together::people(reading, token), 0)
}

/// Where the sentence of a token names these people first, from a place on.
fn named_in(reading: &Reading, token: usize, people: Vec<usize>, from: usize) -> Vec<Who> {
    let sentence = reading.syntax.sentence_of(token).at;
    let named = |person: usize| {
        let mut mentions = reading.mentions_in(sentence).filter(|m| m.entity == Some(person) && m.form == Form::Name);
        mentions.find(|m| m.at.start >= from)
    };
    let all = people.into_iter().filter_map(named);
    all.map(|m| Who { entity: m.entity, at: m.at }).collect()
}

/// People named one after the other from this token on.
fn people(reading: &Reading, token: usize) -> Vec<Who> {
    let of = |t: usize| {
        let m = mention_at(reading, t)?;
        (m.class == Class::Person && m.entity.is_some()).then_some(Who { entity: m.entity, at: m.at })
    };
    clause::joined(&reading.syntax, token).into_iter().filter_map(of).collect()
}

pub fn is_person(reading: &Reading, who: &Who) -> bool {
    who.entity.and_then(|e| reading.entities.get(e)).is_some_and(|e| e.class == Class::Person)
}

pub fn is_town(mention: &Mention) -> bool {
    matches!(mention.class, Class::Place | Class::Country) && mention.form == Form::Name
}

pub fn acts(mention: &Mention) -> bool {
    matches!(mention.class, Class::Person | Class::Organisation | Class::Country | Class::Place | Class::Group)
}

/// Whoever is named only by an office may have been somebody else then.
pub fn forget(reading: &Reading, who: &mut Who) {
    let from = reading.mentions.partition_point(|m| m.at.start < who.at.start);
    let own = reading.mentions[from..].iter().take_while(|m| m.at.start == who.at.start).find(|m| m.at == who.at);
    if own.is_some_and(|m| m.class == Class::Person && m.form == Form::Nominal) {
        who.entity = None;
    }
}

/// A noun for those who can act: "soldiers", "the ministry".
pub fn is_actor_noun(reading: &Reading, words: &Words, token: usize) -> bool {
    let syntax = &reading.syntax;
    syntax.is_noun(token) && words.lists(&[SmolStr::new_static("@people")], &syntax.lemma(token))
}

/// Those named inside the phrase of a noun that is nobody: "a Lethmar peace plan", "the army of Osmer".
fn inside(reading: &Reading, words: &Words, token: usize) -> Vec<Who> {
    let syntax = &reading.syntax;
    let before = syntax.children(token).iter().copied();
    let before = before.filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "amod" | "compound" | "poss" | "nmod"));
    // "a police post near Karsenne": a place beside it is not it.
    let away = |p: &SmolStr| words.near.places.contains(p) && !words.near.within.contains(p);
    let behind = clause::noun_prepositions(syntax, token).into_iter().filter(|(p, _)| !away(p)).map(|(_, t)| t);
    let mut out = vec![];
    for t in before.chain(behind).filter(|t| syntax.tokens[*t].sentence == syntax.tokens[token].sentence) {
        let adjective = |m: &Mention| m.form == Form::Adjective && m.class != Class::Country;
        if let Some(m) = mention_at(reading, t).filter(|m| acts(m) && m.entity.is_some() && !adjective(m)) {
            out.push(Who { entity: m.entity, at: m.at });
        } else if is_actor_noun(reading, words, t) {
            out.push(Who { entity: None, at: phrase(reading, t) });
        }
    }
    out
}

/// The smallest mention that holds this token.
pub fn mention_at(reading: &Reading, token: usize) -> Option<&Mention> {
    let at = reading.syntax.tokens[token].at;
    let from = reading.mentions.partition_point(|m| m.at.start + LONGEST < at.start);
    let near = reading.mentions[from..].iter().take_while(|m| m.at.start <= at.start);
    near.filter(|m| m.at.contains(at)).min_by_key(|m| m.at.len())
}

/// "the head of state" without its article.
fn description(reading: &Reading, mention: &Mention) -> Span {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(mention.at);
    let first = tokens.find(|t| syntax.tokens[*t].pos != "DET").map(|t| syntax.tokens[t].at.start);
    Span::new(first.unwrap_or(mention.at.start), mention.at.end)
}

/// A noun with the words before it that tell who it is, article left out.
pub fn phrase(reading: &Reading, token: usize) -> Span {
    let syntax = &reading.syntax;
    let mut first = token;
    for child in syntax.children(token).iter().copied().filter(|c| *c < token) {
        let is_part = matches!(syntax.tokens[child].dep.as_str(), "amod" | "compound" | "nmod" | "poss");
        let start = syntax.subtree(child).start;
        if is_part && start < first && token - start < MOST_WORDS {
            first = first.min(start);
        }
    }
    syntax.span(first..token + 1)
}
