//! The circumstances of an attribution: who the speaker is, whom he speaks to, where, when, and who passes it on.

use super::lexicon::Words;
use super::{Found, source, tails};
use crate::document::Span;
use crate::reading::names::{self, Class, Form};
use crate::reading::roles::mention_at;
use crate::reading::{Mention, Reading};

#[derive(Debug, Default)]
pub struct Details {
    pub venue: Option<Span>,
    pub addressee: Option<Span>,
    pub when: Option<usize>,
    pub reported_by: Option<Span>,
}

pub fn of(reading: &Reading, words: &Words, found: &Found) -> Details {
    let Some(head) = found.head else { return Details::default() };
    Details {
        venue: venue(reading, words, head).and_then(|at| outside(reading, at, &found.content)),
        addressee: addressee(reading, words, head).and_then(|at| outside(reading, at, &found.content)),
        when: when(reading, head, found),
        reported_by: passed_on_by(reading, words, head, found).or_else(|| reported_behind(reading, words, head)),
    }
}

/// "the office quoted her as saying", "was quoted by the office as saying": the one who quotes.
fn passed_on_by(reading: &Reading, words: &Words, head: usize, found: &Found) -> Option<Span> {
    let syntax = &reading.syntax;
    let quotes = |t: &usize| words.venue.passes_on.iter().any(|w| *w == syntax.tokens[*t].lemma.as_str());
    let verb = syntax.ancestors(head).skip(1).take(4).find(|t| syntax.tokens[*t].pos == "VERB").filter(quotes)?;
    let by = |v: usize| syntax.child(v, &["agent"]).and_then(|by| syntax.child(by, &["pobj"]));
    let who = match syntax.is_passive(verb) {
        true => by(verb).or_else(|| by(head)),
        false => source::subject(syntax, verb),
    }?;
    let at = syntax.span(source::without(syntax, who, head));
    let inside = found.content.iter().any(|c| c.overlaps(at)) || found.who == Some(who);
    (!inside).then_some(at)
}

/// "..., said the mayor, the press service reported".
fn reported_behind(reading: &Reading, words: &Words, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    let clauses = syntax.children(head).iter().copied().filter(|c| syntax.tokens[*c].dep == "ccomp");
    let who = clauses.into_iter().find_map(|c| tails::bare_report(reading, words, c))?;
    Some(syntax.span(syntax.subtree(who)))
}

/// The entity that the source mentions: by the mention on its deciding token, the widest first; never merely the nearest name.
pub fn speaker(reading: &Reading, who: Option<usize>, source: Option<Span>) -> Option<usize> {
    let who = who.map(|w| named_behind(reading, w));
    let printed = reading.syntax.tokens.get(who?)?.at;
    // The stop of "Inc." is no part of the name.
    let token = Span::new(
        printed.start,
        printed.end - usize::from(reading.printed(printed).len() > 1 && reading.printed(printed).ends_with('.')),
    );
    let speaks = |m: &&Mention| {
        matches!(
            m.class,
            Class::Person | Class::Organisation | Class::Country | Class::Group | Class::Place | Class::Work
        )
    };
    let mut on_token: Vec<&Mention> =
        mentions_near(reading, token).filter(|m| m.at.contains(token)).filter(speaks).collect();
    on_token.sort_by_key(|m| std::cmp::Reverse(m.at.len()));
    if let Some(entity) = on_token.iter().find_map(|m| m.entity) {
        return Some(entity);
    }
    // A title before or an apposition behind names the person: "the minister, Ann Lee". A clause behind names others.
    let inside: Vec<&Mention> = source.into_iter().flat_map(|at| reading.mentions_in(at)).filter(speaks).collect();
    let person = |m: &&&Mention| {
        m.class == Class::Person && m.form == Form::Name && !is_owner(reading, m.at) && !in_clause(reading, who, m.at)
    };
    if let Some(holder) = holder_at_end(reading, who?, source) {
        return Some(holder);
    }
    if let Some(owner) = whose(reading, who?) {
        return Some(owner);
    }
    match on_token.first() {
        Some(_) => inside.iter().find(person).and_then(|m| m.entity),
        None => inside.iter().find(|m| inside.len() == 1 && person(m)).and_then(|m| m.entity),
    }
}

/// "one of the lawyers, Ana Lind", "an opponent in Tarn, Ana Lind": the name behind the comma.
fn named_behind(reading: &Reading, who: usize) -> usize {
    let syntax = &reading.syntax;
    let unnamed = syntax.tokens[who].pos == "NUM" || mention_at(reading, who).is_none_or(|m| m.form != Form::Name);
    let named = |a: &usize| {
        let m = mention_at(reading, *a);
        m.is_some_and(|m| m.form == Form::Name && matches!(m.class, Class::Person | Class::Organisation))
    };
    let several = syntax.tokens[who].pos == "NUM";
    let of = syntax.child(who, &["prep"]).and_then(|p| syntax.child(p, &["pobj"])).filter(|_| several);
    let noun = of.unwrap_or(who);
    let below = || [who, noun].into_iter().flat_map(|h| syntax.children(h).iter().copied());
    let apposed = || below().find(|c| syntax.tokens[*c].dep == "appos" && named(c));
    (unnamed && !syntax.tokens[who].is_plural()).then(apposed).flatten().unwrap_or(who)
}

/// "Deputy chairman of the council's harbour committee Ana Lind": the name that ends the phrase of an office, where no
/// preposition or owner stands right before it.
fn holder_at_end(reading: &Reading, who: usize, source: Option<Span>) -> Option<usize> {
    let syntax = &reading.syntax;
    let source = source.filter(|_| names::is_office(reading.language(), &syntax.tokens[who].lemma.to_lowercase()))?;
    let last = |m: &&Mention| m.at.end == source.end && m.class == Class::Person && m.form == Form::Name;
    let name = reading.mentions_in(source).find(last)?;
    let before = syntax.tokens_in(name.at).start.checked_sub(1).filter(|b| *b >= who)?;
    matches!(syntax.tokens[before].pos.as_str(), "PROPN" | "NOUN").then_some(name.entity).flatten()
}

/// "the Lind statement", "the mayor's letter", "the official Osmer news agency": whose text it is, and which agency.
fn whose(reading: &Reading, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let words = super::lexicon::WORDS.of(reading.language());
    let is = |list: &[String]| list.iter().any(|w| *w == syntax.tokens[noun].lemma.as_str());
    let (text, outlet) = (is(&words.subject.texts), is(&words.venue.outlets));
    let owner = |c: usize| {
        let m = mention_at(reading, c).filter(|m| m.form != Form::Adjective)?;
        let whole = matches!(m.class, Class::Organisation | Class::Person) && syntax.tokens[c].dep == "poss" && text;
        let before = m.class == Class::Organisation && syntax.tokens[c].dep == "compound" && (text || outlet);
        // "the ministry's press service" is another than the ministry, "the ministry's Telegram channel" than Telegram.
        let before = before && syntax.child(noun, &["poss"]).is_none();
        (whole || before && syntax.tokens[noun].head != c).then_some(m.entity).flatten()
    };
    (text || outlet).then(|| syntax.children(noun).iter().copied().filter(|c| *c < noun).find_map(owner)).flatten()
}

/// "the mayor's wife", "a friend of the mayor": the name of somebody else, whom the noun belongs to.
fn is_owner(reading: &Reading, at: Span) -> bool {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(at);
    let head = tokens.clone().find(|t| !tokens.contains(&syntax.tokens[*t].head));
    head.is_some_and(|t| matches!(syntax.tokens[t].dep.as_str(), "poss" | "pobj"))
}

/// "a witness who works for the Lind office": in a clause that hangs on the noun for the speaker.
fn in_clause(reading: &Reading, who: Option<usize>, at: Span) -> bool {
    let syntax = &reading.syntax;
    let Some(first) = syntax.tokens_in(at).next() else { return false };
    let mut between = syntax.ancestors(first).take_while(|a| Some(*a) != who);
    between.any(|a| matches!(syntax.tokens[a].dep.as_str(), "relcl" | "acl"))
}

fn mentions_near(reading: &Reading, token: Span) -> impl Iterator<Item = &Mention> {
    const LONGEST: usize = 200;
    let from = reading.mentions.partition_point(|m| m.at.start + LONGEST < token.start);
    reading.mentions[from..].iter().take_while(move |m| m.at.start < token.end)
}

/// "in an interview with ...", "at a briefing".
fn venue(reading: &Reading, words: &Words, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    // The parser may hang it on what is said: "said in a letter it had sold the mill".
    let said = syntax.child(head, &["ccomp"]).filter(|c| *c > head);
    let first = said.map(|c| syntax.subtree(c).start).filter(|p| syntax.tokens[*p].dep == "prep");
    let prepositions = syntax.children(head).iter().copied().chain(first).filter(|c| {
        syntax.tokens[*c].dep == "prep"
            && words.venue.prepositions.iter().any(|w| *w == syntax.tokens[*c].lower.as_str())
    });
    let nouns = prepositions.filter_map(|p| syntax.child(p, &["pobj"]));
    let noun = nouns.into_iter().find(|n| words.venue.nouns.iter().any(|w| *w == syntax.tokens[*n].lemma.as_str()))?;
    Some(syntax.span(syntax.subtree(noun)))
}

/// The part before what is said, where the parser hangs that on it: "an interview [that ...]".
fn outside(reading: &Reading, at: Span, content: &[Span]) -> Option<Span> {
    let end = content.iter().filter(|c| c.overlaps(at)).map(|c| c.start.max(at.start)).min().unwrap_or(at.end);
    let at = Span::new(at.start, end).trim(&reading.document.text);
    (!at.is_empty()).then_some(at)
}

/// "told reporters", "said to the council".
fn addressee(reading: &Reading, words: &Words, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    if syntax.tokens[head].pos != "VERB" {
        return None;
    }
    let to = || {
        let by = |c: &&usize| words.venue.addressee.iter().any(|w| *w == syntax.tokens[**c].lower.as_str());
        let preposition = syntax
            .children(head)
            .iter()
            .filter(|c| matches!(syntax.tokens[**c].dep.as_str(), "prep" | "dative"))
            .find(by)?;
        syntax.child(*preposition, &["pobj"])
    };
    let person = |t: &usize| matches!(syntax.tokens[*t].pos.as_str(), "NOUN" | "PROPN" | "PRON");
    let dative = syntax.child(head, &["dative"]).filter(person);
    let object = || {
        syntax.child(head, &["dobj"]).filter(|o| person(o) && syntax.child(head, &["ccomp"]).is_some_and(|c| c > *o))
    };
    let who = dative.or_else(object).or_else(to)?;
    Some(syntax.span(syntax.subtree(who)))
}

/// A time that hangs on the cue, not on what is said.
fn when(reading: &Reading, head: usize, found: &Found) -> Option<usize> {
    let syntax = &reading.syntax;
    let hangs = |at: Span| {
        let Some(token) = syntax.token_at(at.start) else { return false };
        let direct = syntax.ancestors(token).take(3).any(|a| {
            syntax.tokens[a].head == head && matches!(syntax.tokens[a].dep.as_str(), "npadvmod" | "prep" | "advmod")
        });
        direct && !found.content.iter().any(|c| c.overlaps(at))
    };
    let sentence = syntax.sentence_of(head).at;
    let first = reading.times.partition_point(|t| t.at.start < sentence.start);
    (first..reading.times.len())
        .take_while(|i| reading.times[*i].at.start < sentence.end)
        .find(|i| hangs(reading.times[*i].at))
}
