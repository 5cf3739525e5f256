//! Whom a phrase for several means: those it names, the holders of an office, the people or the countries spoken of before.

mod pairs;

use super::Reading;
use super::names::{self, Class, Form};
use super::roles::{conjuncts, mention_at};
use super::syntax::Syntax;
use crate::words::Lexicon;
use pairs::{leading_two, named_together, nearest_two, side_by_side, who_met};
use serde::Deserialize;
use smol_str::SmolStr;

static WORDS: Lexicon<Words> = Lexicon::new("together");

type List = Vec<SmolStr>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    pair: List,
    definite: List,
    countries: List,
    seats: List,
    sides: List,
    counterparts: List,
    leader: SmolStr,
    roles: List,
    joint: List,
}

/// How many sentences back those are looked for whom "they" or "the two leaders" means.
const BACK: usize = 10;
/// The same for a pronoun, and for "the two countries".
const NEAR: usize = 3;
/// How often one such phrase may lead to the next.
const STEPS: usize = 3;

/// Everybody whom the phrase of this token means, by entity; empty where the text does not decide it, and for a phrase for one.
pub fn meant(reading: &Reading, token: usize) -> Vec<usize> {
    lead_to(reading, WORDS.of(reading.language()), token, STEPS)
}

/// "his Russian counterpart": the one who holds the office there, or else the country.
pub fn counterpart(reading: &Reading, token: usize) -> Option<usize> {
    let words = WORDS.of(reading.language());
    let syntax = &reading.syntax;
    if !words.counterparts.contains(&syntax.lemma(token)) || syntax.tokens[token].is_plural() {
        return None;
    }
    let owner = syntax.child(token, &["poss"]).and_then(|p| mention_at(reading, p)).and_then(|m| m.entity);
    let country = *holders_of(reading, token).first()?;
    let at = syntax.tokens[token].at.start;
    let offices = owner.and_then(|o| reading.entities.get(o)).map(|e| e.offices.as_slice()).unwrap_or_default();
    let there = offices.iter().filter(|o| !o.past).find_map(|o| holder(reading, &o.noun, country, at));
    Some(there.unwrap_or(country))
}

/// The country or organisation for which a person stands by the offices that the text gives him.
pub fn side_of(reading: &Reading, person: usize) -> Option<usize> {
    let entity = reading.entities.get(person).filter(|e| e.class == Class::Person)?;
    let of = entity.offices.iter().filter(|o| !o.past).find_map(|o| o.of.first().copied());
    of.or_else(|| entity.offices.iter().find_map(|o| o.of.first().copied()))
}

/// People named by a token, or by the names that stand beside it ("the ministers, X and Y").
pub fn people(reading: &Reading, token: usize) -> Vec<usize> {
    let own = person(reading, token);
    distinct(own.into_iter().chain(beside(reading, token)).chain(by_office(reading, token)))
}

/// People named in apposition to a token, and those joined to it, wherever the parser hangs them.
pub fn beside(reading: &Reading, token: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let named = syntax.children(token).iter().copied().filter(|c| syntax.tokens[*c].dep == "appos");
    let named = named.flat_map(|t| conjuncts(syntax, t)).filter_map(|t| person(reading, t));
    // The parser may join a second name to what the first one's office is held in.
    let clause = |a: usize| matches!(syntax.tokens[a].dep.as_str(), "relcl" | "acl");
    let own_clause = |t: &usize| !syntax.ancestors(*t).take_while(|a| *a != token).any(clause);
    let joined = |t: &usize| {
        let (dep, head) = (syntax.tokens[*t].dep.as_str(), syntax.tokens[*t].head);
        let higher = || head == token || person(reading, head).is_none();
        *t > token && (dep == "appos" && syntax.tokens[head].dep == "conj" || dep == "conj" && higher())
    };
    let inside = syntax.subtree(token).filter(joined).filter(own_clause).filter_map(|t| person(reading, t));
    distinct(named.chain(inside))
}

fn person(reading: &Reading, token: usize) -> Option<usize> {
    mention_at(reading, token).filter(|m| m.class == Class::Person)?.entity
}

/// People whose description holds the token: "the energy ministers, X and Y".
fn by_office(reading: &Reading, token: usize) -> impl Iterator<Item = usize> {
    let at = reading.syntax.tokens[token].at;
    let holds = move |e: &super::Entity| e.offices.iter().any(|o| o.at.contains(at));
    reading.entities.iter().enumerate().filter(move |(_, e)| holds(e)).map(|(i, _)| i)
}

pub fn distinct(all: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut out = vec![];
    all.into_iter().for_each(|e| {
        if !out.contains(&e) {
            out.push(e)
        }
    });
    out
}

fn lead_to(reading: &Reading, words: &Words, token: usize, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    if steps == 0 {
        return vec![];
    }
    let named = side_by_side(reading, token, &speaks);
    if named.len() > 1 {
        return named;
    }
    if is_host_and_guest(syntax, words, token) {
        return nearest_two(reading, token, &|people| people.len() == 2);
    }
    if words.pair.contains(&syntax.tokens[token].lower) {
        // "The two presidents met in May, when the pair signed a treaty".
        let sentence = syntax.sentence_of(token).tokens.start;
        let subject = |t: &usize| matches!(syntax.tokens[*t].dep.as_str(), "nsubj" | "nsubjpass");
        let several = |t: &usize| subject(t) && syntax.tokens[*t].is_plural() && is_counted(syntax, words, *t);
        if let Some(before) = (sentence..token).rev().find(several) {
            return lead_to(reading, words, before, steps - 1);
        }
        // "two of the mayor's three sons": of these nobody is named by their number.
        return if is_told_apart(syntax, token) { vec![] } else { the_named(reading, words, token, "") };
    }
    if !syntax.tokens[token].is_plural() {
        return vec![];
    }
    if syntax.tokens[token].pos == "PRON" {
        return pronoun(reading, words, token, steps);
    }
    let word = title(reading, token);
    let known = is_known(syntax, words, token);
    if words.seats.contains(&word) && is_counted(syntax, words, token) {
        return if is_told_apart(syntax, token) { vec![] } else { the_two(reading, token, &countries_of) };
    }
    if words.countries.contains(&word) {
        return if known { the_two(reading, token, &countries_of) } else { vec![] };
    }
    let part = words.sides.contains(&word) && is_told_apart(syntax, token);
    let (of, at) = (holders_of(reading, token), syntax.tokens[token].at.start);
    if words.sides.contains(&word) && of.len() > 1 {
        // "the Norwegian and Finnish sides"
        return of;
    }
    if words.sides.contains(&word) {
        return if known && !part { the_two(reading, token, &sides_in) } else { vec![] };
    }
    if of.len() > 1 && known {
        return of.into_iter().map(|o| holder(reading, &word, o, at).unwrap_or(o)).collect();
    }
    if of.len() > 1 && syntax.child(token, &["det"]).is_none() {
        // "Presidents of A and B", as a headline has it.
        return of.into_iter().map(|o| holder(reading, &word, o, at)).collect::<Option<_>>().unwrap_or_default();
    }
    if of.is_empty() { the_named(reading, words, token, &word) } else { vec![] }
}

/// The office that the noun calls: "minister", "head of state".
fn title(reading: &Reading, token: usize) -> SmolStr {
    let syntax = &reading.syntax;
    let word = syntax.lemma(token);
    let behind = behind_of(syntax, token)
        .map(|(of, noun)| format!("{word} {} {}", syntax.tokens[of].lower, syntax.tokens[noun].lower));
    // Whoever leads a state is called so, whatever the office.
    let leads = behind.is_some_and(|t| names::is_office(reading.language(), &t));
    if leads { WORDS.of(reading.language()).leader.clone() } else { word }
}

/// A bare noun behind the preposition right after it: "heads of state".
fn behind_of(syntax: &Syntax, token: usize) -> Option<(usize, usize)> {
    let of = syntax.child(token, &["prep"])?;
    let noun = syntax.child(of, &["pobj"]).filter(|n| *n == token + 2 && syntax.children(*n).is_empty())?;
    Some((of, noun))
}

/// "two", "both", as the phrase or before its noun.
fn is_counted(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let is_pair = |t: &usize| words.pair.contains(&syntax.tokens[*t].lower);
    is_pair(&token) || syntax.children(token).iter().any(is_pair)
}

/// "the", "both", "these": those whom the text has told of.
fn is_known(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let known = |w: &SmolStr| words.definite.contains(w) || words.pair.contains(w);
    syntax.children(token).iter().any(|c| known(&syntax.tokens[*c].lower))
}

/// "the two leaders", "the presidents": the nearest two or more who are named side by side, or the only two of a sentence.
fn the_named(reading: &Reading, words: &Words, token: usize, word: &str) -> Vec<usize> {
    let syntax = &reading.syntax;
    let count = syntax.child(token, &["nummod"]);
    let both = is_counted(syntax, words, token);
    let by_office = count.is_none() && !both;
    let titled = word != syntax.lemma(token);
    // "two lawyers said": of these nothing was said before, but "two presidents" of a headline hold such an office.
    let new = count.is_some() && !syntax.children(token).iter().any(|c| syntax.tokens[*c].pos == "DET");
    if !titled && is_told_apart(syntax, token) || by_office && !is_known(syntax, words, token) {
        return vec![];
    }
    // Without a number only those can be meant who are known by such an office.
    let held = |p: &usize| holds(reading, *p, word);
    let fits = |people: &[usize]| people.len() > 1 && (!by_office && !new || people.iter().all(held));
    if !(both || by_office) {
        return named_together(reading, token, &fits);
    }
    // Of leaders those are meant who lead, before the advisers who are named beside them.
    let leaders = match names::is_alike(reading.language(), word, &words.leader) {
        true => leading_two(reading, token),
        false => vec![],
    };
    if leaders.is_empty() { nearest_two(reading, token, &fits) } else { leaders }
}

/// "host and guest", "both the host and her visitor": two by the parts they play.
fn is_host_and_guest(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let plays = |t: usize| words.roles.contains(&syntax.tokens[t].lower);
    plays(token) && syntax.child(token, &["conj"]).is_some_and(|other| plays(other) && other != token)
}

/// Whose a joint text is: the two people named last side by side, or the two countries.
pub fn of_joint(reading: &Reading, noun: usize) -> Vec<usize> {
    let (syntax, words) = (&reading.syntax, WORDS.of(reading.language()));
    if !syntax.children(noun).iter().any(|c| words.joint.contains(&syntax.tokens[*c].lower)) {
        return vec![];
    }
    parties(reading, noun)
}

/// The parties to the talks that the text tells of: the two people named last side by side or alone in a sentence, or the
/// two countries.
pub fn parties(reading: &Reading, token: usize) -> Vec<usize> {
    let leaders = leading_two(reading, token);
    if !leaders.is_empty() {
        return leaders;
    }
    let people = nearest_two(reading, token, &|people| people.len() == 2);
    if people.is_empty() { the_two(reading, token, &countries_of) } else { people }
}

/// The two countries that the text spoke of last, where it spoke of two.
pub fn countries_before(reading: &Reading, token: usize) -> Vec<usize> {
    the_two(reading, token, &countries_of)
}

/// "the Lind brothers", "the leaders of four parties": more stands with it that tells who is meant.
fn is_told_apart(syntax: &Syntax, token: usize) -> bool {
    let tells = |c: &usize| {
        let t = &syntax.tokens[*c];
        matches!(t.dep.as_str(), "prep" | "relcl" | "acl" | "poss" | "nmod") && *c != token
            || t.dep == "compound" && t.pos == "PROPN"
    };
    syntax.children(token).iter().any(tells)
}

fn holds(reading: &Reading, person: usize, word: &str) -> bool {
    let offices = reading.entities.get(person).map(|e| e.offices.as_slice()).unwrap_or_default();
    // "minister" tells less than "prime minister".
    let is = |called: &str| names::is_alike(reading.language(), called, word);
    offices.iter().any(|o| is(&o.noun) || is(&o.title.to_lowercase()))
}

/// The two of the nearest sentence before that has two and no third; a sentence with more leaves it open.
fn the_two(reading: &Reading, token: usize, of: &dyn Fn(&Reading, crate::Span) -> Vec<usize>) -> Vec<usize> {
    let syntax = &reading.syntax;
    let here = syntax.tokens[token].sentence;
    for sentence in (here.saturating_sub(BACK)..=here).rev() {
        let mut at = syntax.sentences[sentence].at;
        if sentence == here {
            at.end = syntax.tokens[token].at.start;
        }
        let named = of(reading, at);
        match named.len() {
            0 | 1 => continue,
            2 => return named,
            _ => return vec![],
        }
    }
    vec![]
}

/// Countries named there, or for which those stand who are named there.
fn countries_of(reading: &Reading, at: crate::Span) -> Vec<usize> {
    let is_country = |e: &usize| reading.entities.get(*e).is_some_and(|e| e.class == Class::Country);
    let named = distinct(reading.mentions_in(at).filter(|m| m.class == Class::Country).filter_map(|m| m.entity));
    if named.len() > 1 {
        return named;
    }
    let people = reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| m.entity);
    let sides = people.filter_map(|p| side_of(reading, p)).filter(is_country);
    distinct(named.into_iter().chain(sides))
}

/// Countries, and where there are not two of them the two people who are named there. Adjectives alone may tell of others:
/// "Osmer rebels and Corvan soldiers".
fn sides_in(reading: &Reading, at: crate::Span) -> Vec<usize> {
    let countries = countries_of(reading, at);
    let told = |m: &super::Mention| m.class == Class::Country && m.form == Form::Name || m.class == Class::Person;
    if !reading.mentions_in(at).any(told) {
        return vec![];
    }
    if countries.len() > 1 {
        return countries;
    }
    distinct(reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| m.entity))
}

/// "They": the nearest plural subject before, if that is two or more or leads to them.
fn pronoun(reading: &Reading, words: &Words, token: usize, steps: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    if !syntax.tokens[token].morph.contains("Person=3") {
        return vec![];
    }
    let first = syntax.sentences[syntax.tokens[token].sentence.saturating_sub(NEAR - 1)].tokens.start;
    for subject in (first..token).rev().filter(|t| matches!(syntax.tokens[*t].dep.as_str(), "nsubj" | "nsubjpass")) {
        let named = side_by_side(reading, subject, &is_person);
        if named.len() > 1 {
            return named;
        }
        if syntax.tokens[subject].is_plural() || is_host_and_guest(syntax, words, subject) {
            return lead_to(reading, words, subject, steps - 1);
        }
    }
    let sentence = syntax.tokens[token].sentence;
    let here = crate::Span::new(syntax.sentences[sentence].at.start, syntax.tokens[token].at.start);
    let before = sentence.checked_sub(1).map(|s| syntax.sentences[s].at);
    [Some(here), before].into_iter().flatten().find_map(|at| who_met(reading, at)).unwrap_or_default()
}

/// Countries and organisations in the phrase of an office: "the presidents of A and B", "the A and B leaders".
fn holders_of(reading: &Reading, token: usize) -> Vec<usize> {
    let syntax = &reading.syntax;
    let before = syntax.children(token).iter().copied();
    let before = before.filter(|c| matches!(syntax.tokens[*c].dep.as_str(), "amod" | "compound" | "nmod" | "poss"));
    let behind = syntax.children(token).iter().copied().filter(|c| syntax.tokens[*c].dep == "prep");
    let behind = behind.filter_map(|p| syntax.child(p, &["pobj"]));
    let of = |t: usize| {
        let m = mention_at(reading, t)?;
        matches!(m.class, Class::Country | Class::Organisation).then_some(m.entity).flatten()
    };
    distinct(before.chain(behind).flat_map(|t| conjuncts(syntax, t)).filter_map(of))
}

/// Who holds such an office there; of several the one spoken of last.
fn holder(reading: &Reading, office: &str, of: usize, before: usize) -> Option<usize> {
    let language = reading.language();
    let holds = |e: &super::Entity| {
        let there = |o: &names::Office| !o.past && o.of.contains(&of) && names::is_alike(language, &o.noun, office);
        e.class == Class::Person && e.offices.iter().any(there)
    };
    let all: Vec<usize> = reading.entities.iter().enumerate().filter(|(_, e)| holds(e)).map(|(i, _)| i).collect();
    if let [one] = all[..] {
        return Some(one);
    }
    let end = reading.mentions.partition_point(|m| m.at.start < before);
    reading.mentions[..end].iter().rev().filter_map(|m| m.entity).find(|e| all.contains(e))
}

fn is_person(class: Class) -> bool {
    class == Class::Person
}

/// Countries and capitals speak together as people do: "Corvane and Elmet denied the report".
fn speaks(class: Class) -> bool {
    matches!(class, Class::Person | Class::Organisation | Class::Country | Class::Place)
}
