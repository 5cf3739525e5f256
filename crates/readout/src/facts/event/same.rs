//! Which places of one text tell of the same event: by type, people, date, and how they refer to it.

use super::clause;
use super::format;
use super::frames::Found;
use super::occasion::counted_day;
use super::thing;
use super::when;
use super::who;
use super::words::Words;
use crate::reading::clauses::Certainty;
use crate::reading::layout::BlockKind;
use crate::reading::{Class, Reading, Syntax, together};
use crate::value::when::{Agreement, NO_YEAR, agree, first_day, last_day};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// How many events back another mention is looked for.
const BACK: usize = 40;

/// Indices of the places of each event, in the order of the first.
pub fn groups(reading: &Reading, found: &[Found], words: &Words) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = vec![];
    for (i, next) in found.iter().enumerate() {
        let near = groups.iter().enumerate().rev().take(BACK);
        let mut same = near.filter(|(_, g)| is_same(reading, words, found, g, next)).map(|(at, _)| at);
        // "The visit" is the one that the text speaks of most.
        let known = next.nominal && next.definite && next.kind.occasion;
        let inside = |at: &usize| groups[*at].iter().any(|g| is_inside(&reading.syntax, &found[*g], next));
        let lemma = |f: &Found| reading.syntax.lemma(f.token);
        let called = |at: &usize| groups[*at].iter().any(|g| found[*g].nominal && lemma(&found[*g]) == lemma(next));
        let same =
            if known { same.max_by_key(|at| (inside(at), called(at), groups[*at].len(), *at)) } else { same.next() };
        match same {
            Some(at) => groups[at].push(i),
            None => groups.push(vec![i]),
        }
    }
    groups
}

fn is_same(reading: &Reading, words: &Words, found: &[Found], group: &[usize], next: &Found) -> bool {
    let syntax = &reading.syntax;
    let first = &found[group[0]];
    if first.kind.name(&first.frame.kind) != next.kind.name(&next.frame.kind) {
        return false;
    }
    if group.iter().any(|g| is_inside(syntax, &found[*g], next) || is_of_its_day(syntax, words, &found[*g], next)) {
        return true;
    }
    if is_apart(reading, words, found, group, next) {
        return false;
    }
    let joined = |k: &Found| is_joined_to(syntax, k, next) || is_said_of_it(syntax, k, next);
    let crowd = next.kind.once && is_same_crowd(syntax, first, next);
    crowd || group.iter().any(|g| joined(&found[*g])) || is_alike(reading, words, found, group, next)
}

/// By people, date, and how it refers to it.
fn is_alike(reading: &Reading, words: &Words, found: &[Found], group: &[usize], next: &Found) -> bool {
    let syntax = &reading.syntax;
    let first = &found[group[0]];
    let (dated, people) = (date_of(reading, found, group), people_of(reading, found, group));
    let (own_date, mut own) = (when_of(reading, next), entities(reading, next));
    if next.nominal && next.definite || own.len() > people.len() {
        // "The visit took place at the invitation of X": who invites tells of no other one.
        invited(words, next).for_each(|e| _ = own.remove(&e));
    }
    let agreement = dated.as_deref().zip(own_date.as_deref()).map(|(a, b)| agree(a, b));
    if agreement == Some(Agreement::Disjoint) {
        return false;
    }
    let part = || dated.as_deref().zip(own_date.as_deref()).is_some_and(|(a, b)| is_part_of_date(a, b));
    let same_date = matches!(agreement, Some(Agreement::Same | Agreement::Inside | Agreement::Around)) || part();
    let inside = |some: &BTreeSet<usize>, all: &BTreeSet<usize>| {
        // Who receives a guest stands for the country that is visited.
        let joint = next.kind.joint || next.kind.stay || first.kind.stay;
        some.iter().filter(|a| all.iter().any(|b| a == &b || joint && stands_for(reading, **a, *b))).count()
    };
    let shared = inside(&own, &people);
    let (all_own, all_known) = (shared == own.len(), inside(&people, &own) == people.len());
    let (covered, same_people) = (all_own || all_known, all_own && all_known);
    if is_done_with_same(reading, words, found, group, next) {
        return agreement != Some(Agreement::Unknown) && (own.is_empty() || people.is_empty() || shared > 0 && covered);
    }
    let told_twice = own.len() > 1 && agreement.is_none() && !(own_date.is_some() && dated.is_some());
    // "This is the fourth meeting this year" is said of the one told before.
    if is_said_of(syntax, next) && agreement != Some(Agreement::Unknown) {
        return own.is_empty() || people.is_empty() || shared > 0 && covered;
    }
    if next.nominal && next.definite && next.kind.occasion {
        let bare = is_bare(reading, words, next);
        if bare && group.iter().any(|g| is_called_again(syntax, &found[*g], next)) {
            return true;
        }
        let another = first.like.is_some();
        // "the meeting with her" is none of those told long before without anybody.
        let sentence = |f: &Found| syntax.tokens[f.token].sentence;
        let near = || group.iter().any(|g| sentence(&found[*g]) + 2 >= sentence(next));
        let open = own.is_empty() || people.is_empty() && near();
        return open && bare && !another || (shared > 0 && (covered || same_date));
    }
    if next.kind.occasion {
        // A heading names what the text then tells.
        let named = group.iter().all(|g| found[*g].nominal && found[*g].definite) && own == people;
        let is_told = |f: &Found| f.certainty <= Certainty::Reported;
        let heads = |g: &usize| is_heading(reading, &found[*g]) && is_told(&found[*g]) == is_told(next);
        let announced = dated.is_none() && (named || group.iter().all(heads));
        return shared > 0 && covered && (same_date || announced || told_twice && same_people);
    }
    shared > 0
        && same_people
        && (next.kind.once || same_date || told_twice || dated == own_date && is_said_again(syntax, found, group, next))
}

/// "sign a fisheries treaty ... The treaty, signed on 11 October": done with one thing, which the text calls again.
fn is_done_with_same(reading: &Reading, words: &Words, found: &[Found], group: &[usize], next: &Found) -> bool {
    let Some(own) = thing::of(reading, words, next) else { return false };
    let known = group.iter().filter_map(|g| thing::of(reading, words, &found[*g]));
    known.into_iter().any(|other| thing::is_called_again(&other, &own))
}

/// Told in a way that makes it another one, whoever is in it.
fn is_apart(reading: &Reading, words: &Words, found: &[Found], group: &[usize], next: &Found) -> bool {
    let first = &found[group[0]];
    let formats = |f: &Found| format::of(reading, words, f).map(|(text, _)| text);
    let apart = |g: &Found| formats(g).zip(formats(next)).is_some_and(|(a, b)| format::differ(words, &a, &b));
    let houses = (is_house(reading, words, first), is_house(reading, words, next));
    let of_house = houses == (false, true) || houses == (true, false) && !next.nominal;
    if group.iter().any(|g| apart(&found[*g])) || of_house {
        return true;
    }
    if is_of_body(reading, found, group, next) || is_recalled(reading, found, group, next) {
        return true;
    }
    next.like.is_some()
        || is_another(&reading.syntax, words, next)
        || [Certainty::Denied, Certainty::Habitual].iter().any(|c| is_any(found, group, *c) != (next.certainty == *c))
}

/// "20 documents were signed and a statement was adopted": one signing, by whomever the first verb names.
fn is_joined_to(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let joined = syntax.tokens[next.token].dep == "conj" && syntax.tokens[next.token].head == known.token;
    next.kind.sealed && joined && next.participants.iter().all(|p| known.participants.contains(p))
}

/// "Three people died ... The three people": as many of the same, though nobody is named.
fn is_same_crowd(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let crowd = |found: &Found| {
        let (_, who) = found.participants.first().filter(|(_, w)| w.entity.is_none())?;
        let head = syntax.tokens_in(who.at).next_back()?;
        let number = syntax.child(head, &["nummod"])?;
        Some((syntax.lemma(head), syntax.tokens[number].lower.clone()))
    };
    crowd(known).is_some_and(|a| crowd(next) == Some(a))
}

/// "his meeting with Reyl" and "the meeting of the Northern Union": one is of people, the other of a body.
fn is_of_body(reading: &Reading, found: &[Found], group: &[usize], next: &Found) -> bool {
    let is = |class: Class| move |e: &usize| reading.entities.get(*e).is_some_and(|e| e.class == class);
    let (own, people) = (entities(reading, next), people_of(reading, found, group));
    let body = |all: &BTreeSet<usize>| all.iter().any(is(Class::Organisation));
    let two = |all: &BTreeSet<usize>| !body(all) && all.iter().filter(|e| is(Class::Person)(e)).count() > 1;
    next.kind.joint && (body(&own) && two(&people) || body(&people) && two(&own))
}

/// How many days before the text an occasion was that its own news is not.
const LONG_AGO: i32 = 45;

/// "arrived for talks ... after the visit last November": what was long before is not what the text tells as news.
fn is_recalled(reading: &Reading, found: &[Found], group: &[usize], next: &Found) -> bool {
    let published = reading.document.published.value.as_deref().and_then(first_day);
    let long_ago = |date: Option<String>| {
        let last = date.as_deref().and_then(last_day);
        published.zip(last).is_some_and(|(p, d)| (p - d).get_days() > LONG_AGO)
    };
    let (dated, own) = (date_of(reading, found, group), when_of(reading, next));
    let news =
        dated.is_none() && group.iter().any(|g| found[*g].asserted && found[*g].certainty <= Certainty::Reported);
    next.nominal && next.kind.occasion && news && long_ago(own)
}

/// "the Baltic summit ... The summit was chaired by X": the same noun right after.
fn is_called_again(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let sentence = |f: &Found| syntax.tokens[f.token].sentence;
    known.like.is_none() && is_same_word(syntax, known, next) && sentence(known) + 2 >= sentence(next)
}

/// "the war in Osmer" for the second time
fn is_said_again(syntax: &Syntax, found: &[Found], group: &[usize], next: &Found) -> bool {
    next.definite && group.iter().any(|g| is_same_word(syntax, &found[*g], next))
}

fn is_same_word(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let same = || syntax.lemma(known.token) == syntax.lemma(next.token);
    known.nominal && next.nominal && same()
}

/// "XXXX-11-27" in "XXXX-11": of a year that is not told.
fn is_part_of_date(a: &str, b: &str) -> bool {
    let yearless = |d: &str| d.strip_prefix(NO_YEAR).and_then(|d| d.strip_prefix('-')).map(str::to_string);
    // "last November", and the days of a November whose year is told.
    let rest = |d: &str| d.get(NO_YEAR.len()..).and_then(|d| d.strip_prefix('-')).map(str::to_string);
    let full = |d: &str| rest(d).filter(|_| !d.starts_with(NO_YEAR));
    let (Some(a), Some(b)) = (yearless(a).or_else(|| full(a)), yearless(b).or_else(|| full(b))) else { return false };
    a.starts_with(&b) || b.starts_with(&a)
}

/// "visited the plant": a part of a visit to a country, and not that visit.
fn is_house(reading: &Reading, words: &Words, found: &Found) -> bool {
    let syntax = &reading.syntax;
    let house = |t: &usize| {
        let known = words.lists(&HOUSES, &syntax.lemma(*t));
        known && !who::mention_at(reading, *t).is_some_and(|m| matches!(m.class, Class::Country | Class::Place))
    };
    found.kind.stay && !found.nominal && clause::of(syntax, found.token).objects.iter().any(house)
}

/// Classes of what is visited inside a country.
const HOUSES: [SmolStr; 1] = [SmolStr::new_static("@institutions")];

fn invited<'f>(words: &'f Words, found: &'f Found) -> impl Iterator<Item = usize> + 'f {
    found.participants.iter().filter(|(role, _)| *role == words.near.inviter).filter_map(|(_, w)| w.entity)
}

/// A heading names what the text then tells.
fn is_heading(reading: &Reading, found: &Found) -> bool {
    let block = reading.blocks.get(reading.syntax.sentence_of(found.token).block);
    block.is_some_and(|b| b.kind != BlockKind::Paragraph)
}

/// "It was her second visit": said of what a pronoun means.
fn is_said_of(syntax: &Syntax, found: &Found) -> bool {
    let token = &syntax.tokens[found.token];
    let subject = || syntax.child(token.head, &["nsubj"]);
    found.nominal && token.dep == "attr" && subject().is_some_and(|s| syntax.tokens[s].pos == "PRON")
}

/// "The visit is historic and the first by a head of state": the same noun, said of the subject.
fn is_said_of_it(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let mut path = syntax.ancestors(next.token).take_while(|t| !syntax.is_verb(*t));
    let predicate = |t: usize| matches!(syntax.tokens[t].dep.as_str(), "attr" | "acomp" | "conj");
    let all = next.nominal && path.all(predicate);
    let verb = syntax.ancestors(next.token).find(|t| syntax.is_verb(*t));
    let subject = verb.filter(|v| syntax.tokens[*v].pos == "AUX").and_then(|v| syntax.child(v, &["nsubj"]));
    all && subject == Some(known.token)
}

/// A country and the one who holds an office there.
fn stands_for(reading: &Reading, a: usize, b: usize) -> bool {
    together::side_of(reading, a) == Some(b) || together::side_of(reading, b) == Some(a)
}

/// "paid a visit": the noun inside the clause of its own verb.
fn is_inside(syntax: &Syntax, known: &Found, next: &Found) -> bool {
    let (a, b) = (known.token, next.token);
    // "met to settle what is to be told at a summit": inside the clause of another noun.
    let other = |x: usize| matches!(syntax.tokens[x].dep.as_str(), "acl" | "relcl" | "ccomp");
    let below = |above: usize, t: usize| {
        let mut path = syntax.ancestors(t).skip(1).take(3).take_while(|x| *x == above || !other(*x));
        path.any(|x| x == above)
    };
    syntax.tokens[a].sentence == syntax.tokens[b].sentence
        && (below(a, b) || below(b, a))
        && (known.nominal != next.nominal)
}

/// "the first day of the stay was marked by a state visit"
fn is_of_its_day(syntax: &Syntax, words: &Words, known: &Found, next: &Found) -> bool {
    let Some(verb) = next.verb.filter(|_| next.asserted && next.nominal) else { return false };
    let clause = clause::of(syntax, verb);
    let mut days = clause.subjects.iter().chain(&clause.objects).filter_map(|t| counted_day(syntax, words, *t));
    days.any(|(_, occasion)| occasion == known.token)
}

/// "the talks", with nothing that would tell them from others.
fn is_bare(reading: &Reading, words: &Words, found: &Found) -> bool {
    let syntax = &reading.syntax;
    // "the Karsenne talks": where they were.
    let town = |c: usize| who::mention_at(reading, c).is_some_and(|m| m.class == Class::Place);
    let tells = |c: &usize| {
        let t = &syntax.tokens[*c];
        let behind = t.dep == "prep" && words.near.telling.contains(&t.lower);
        let named = || syntax.child(*c, &["pobj"]).is_some_and(|p| syntax.tokens[p].pos == "PROPN");
        let plain = |w| words.rank.words.contains(w) || words.near.plain.contains(w) || words.near.again.contains(w);
        let before = matches!(t.dep.as_str(), "compound" | "nmod" | "nummod" | "amod") && !plain(&t.lower) && !town(*c);
        before || (behind && !named())
    };
    !syntax.children(found.token).iter().any(tells)
}

fn is_any(found: &[Found], group: &[usize], certainty: Certainty) -> bool {
    group.iter().any(|g| found[*g].certainty == certainty)
}

/// "another visit", "the previous talks".
pub fn is_another(syntax: &Syntax, words: &Words, found: &Found) -> bool {
    // "this is the second visit" is said of one already told.
    found.nominal
        && syntax.tokens[found.token].dep != "attr"
        && syntax.children(found.token).iter().any(|c| words.near.again.contains(&syntax.tokens[*c].lower))
}

fn when_of(reading: &Reading, found: &Found) -> Option<String> {
    when::date(reading.times.get(found.time?)?)
}

fn date_of(reading: &Reading, found: &[Found], group: &[usize]) -> Option<String> {
    group.iter().find_map(|g| when_of(reading, &found[*g]))
}

/// Those in it; a town only says where.
fn entities(reading: &Reading, found: &Found) -> BTreeSet<usize> {
    let class = |e: usize| reading.entities.get(e).map(|e| e.class);
    found.participants.iter().filter_map(|(_, w)| w.entity).filter(|e| class(*e) != Some(Class::Place)).collect()
}

fn people_of(reading: &Reading, found: &[Found], group: &[usize]) -> BTreeSet<usize> {
    group.iter().flat_map(|g| entities(reading, &found[*g])).collect()
}
