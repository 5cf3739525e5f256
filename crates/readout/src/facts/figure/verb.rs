//! What the verb of a figure says about its measure: what stands or moves, what is done, who tells the number.

use super::clause;
use super::measure::{Measure, Source, changed, has_number, is_named, is_specified, is_time, plain};
use super::phrase::{entity_at, join, phrase};
use super::words::{Words, filled};
use crate::document::Span;
use crate::reading::{Amount, Reading, Syntax};

/// A verb of level or change measures its subject, one of moving or reckoning its object; another one measures what is done.
pub fn of_verb(reading: &Reading, words: &Words, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    let name = syntax.lemma(verb);
    let measures = &words.measures;
    let own = outcome_of(reading, words, verb).or_else(|| clause::subject(syntax, verb));
    let own = own.or_else(|| swallowed(reading, verb));
    if gives_figure(reading, words, verb) {
        return Some(Source::BeforeOfKind);
    }
    let subject = own.filter(|s| !has_number(reading, *s));
    if measures.objects.contains(&name)
        && let Some(found) = moved(reading, words, verb, subject)
    {
        return Some(found);
    }
    if measures.valued.contains(&name) {
        let subject = subject.filter(|s| syntax.child(verb, &["auxpass"]).is_some() && syntax.is_noun(*s));
        return object_of(reading, words, verb).or(subject).map(Source::Value);
    }
    let agent = subject.is_some_and(|s| is_named(reading, s));
    if measures.named.contains_key(&name) {
        return of_named(reading, words, verb, subject);
    }
    if let Some(subject) = subject.filter(|_| measures.verbs.contains(&name) && !agent) {
        return standing(reading, words, subject);
    }
    let object = object_of(reading, words, verb);
    if measures.tells.contains(&name) && object.is_none() {
        return Some(Source::BeforeOfKind);
    }
    if measures.deeds.contains_key(&name) {
        let done_to = || syntax.child(verb, &["nsubjpass"]).filter(|o| syntax.is_noun(*o) && !is_named(reading, *o));
        return Some(Source::Deed(verb, object.or_else(done_to)));
    }
    let subject = subject.filter(|s| !agent && syntax.is_noun(*s));
    let object = object.filter(|o| !measures.changes.contains(&syntax.lemma(*o)));
    subject.or(object).map(Source::Noun)
}

/// "In the last five years mutual trade has grown": the parser took the subject for a part of the time before it.
fn swallowed(reading: &Reading, verb: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let verb = *clause::continued(syntax, verb).last()?;
    let before = syntax.children(verb).iter().copied().filter(|c| *c < verb && syntax.tokens[*c].dep == "prep");
    let mut objects = before.filter_map(|p| syntax.child(p, &["pobj"])).filter(|o| {
        syntax.is_noun(*o) && !is_time(reading, *o) && !has_number(reading, *o) && entity_at(reading, *o).is_none()
    });
    let after_time = |o: &usize| {
        let first = syntax.children(*o).iter().copied().find(|c| syntax.is_noun(*c) && is_time(reading, *c));
        first.is_some_and(|t| t < *o)
    };
    objects.rfind(after_time)
}

/// "gave a figure of 5 million", "named another figure, 27 percent": a number for what was told before.
fn gives_figure(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let (name, measures) = (syntax.lemma(verb), &words.measures);
    let figure = |o: usize| measures.quantities.contains(&syntax.lemma(o)) && !is_specified(reading, words, o);
    let about = |o: usize| changed(reading, words, o).is_none();
    (measures.tells.contains(&name) || measures.tells_too.contains(&name))
        && syntax.child(verb, &["dobj"]).is_some_and(|o| figure(o) && about(o))
}

/// "grew 30 percent to reach 5 million", "saw a rise of 2% to hit 5 million": the infinitive says what the clause around it
/// came to, even where the parser hangs it on the noun before; its subject is the subject of that clause.
pub fn outcome_of(reading: &Reading, words: &Words, verb: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let stands = |verb: usize| words.measures.verbs.contains(&syntax.lemma(verb));
    let hangs = matches!(token.dep.as_str(), "acl" | "relcl" | "advcl");
    if !syntax.is_infinitive(verb) || !hangs || !stands(verb) {
        return None;
    }
    let above = clause::verb_of(syntax, token.head).filter(|v| *v < verb)?;
    let noun = Some(token.head).filter(|h| syntax.is_noun(*h));
    let by_noun = noun.is_some_and(|n| words.measures.changes.contains(&syntax.lemma(n)));
    let manner = noun.is_none_or(|n| has_number(reading, n) || syntax.tokens[n].dep == "pobj");
    (by_noun || manner && stands(above)).then(|| clause::subject(syntax, above))?
}

/// "raised the fee to 15%", "put losses at 5 million", "it is put at 6 million": what is moved or reckoned.
fn moved(reading: &Reading, words: &Words, verb: usize, subject: Option<usize>) -> Option<Source> {
    let syntax = &reading.syntax;
    if let Some(object) = object_of(reading, words, verb) {
        return of_subject(reading, words, object);
    }
    let pronoun = syntax.child(verb, &["dobj"]).filter(|o| words.measures.pronouns.contains(&syntax.tokens[*o].lower));
    if let Some(pronoun) = pronoun {
        return standing(reading, words, pronoun);
    }
    let passive = syntax.child(verb, &["nsubjpass", "auxpass"]).is_some();
    let subject = subject.filter(|s| passive && !is_named(reading, *s))?;
    standing(reading, words, subject)
}

/// What stands somewhere: the noun, or what the pronoun takes up.
fn standing(reading: &Reading, words: &Words, subject: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    if words.measures.pronouns.contains(&syntax.tokens[subject].lower) || is_pronoun(syntax, subject) {
        let Some(noun) = antecedent(reading, words, subject) else { return Some(Source::Before) };
        return Some(priced(syntax, words, noun).map_or(Source::Noun(noun), |verb| Source::Named(verb, Some(noun))));
    }
    of_subject(reading, words, subject)
}

/// "The plant was to cost 5 million; it is now put at 6": the verb of the noun that "it" takes up names the measure.
fn priced(syntax: &Syntax, words: &Words, noun: usize) -> Option<usize> {
    let verb = syntax.tokens[noun].head;
    let below = syntax.child(verb, &["xcomp"]);
    [Some(verb), below].into_iter().flatten().find(|v| words.measures.named.contains_key(&syntax.lemma(*v)))
}

/// "the bridge will cost 5 million": the verb itself names the measure.
fn of_named(reading: &Reading, words: &Words, verb: usize, subject: Option<usize>) -> Option<Source> {
    let syntax = &reading.syntax;
    let Some(subject) = subject else { return Some(Source::Named(verb, None)) };
    if is_pronoun(syntax, subject) {
        let taken_up = antecedent(reading, words, subject);
        return Some(taken_up.map_or(Source::Before, |noun| Source::Named(verb, Some(noun))));
    }
    let is_thing = syntax.is_noun(subject) && !is_named(reading, subject);
    // "the cost will cost" nobody says, but "the price of the bridge came to cost".
    let itself = words.measures.named.get(&syntax.lemma(verb)).is_some_and(|t| t.starts_with(&*syntax.lemma(subject)));
    if itself {
        return Some(Source::Noun(subject));
    }
    Some(Source::Named(verb, Some(subject).filter(|_| is_thing)))
}

/// What "it" takes up: the last subject before it that stood or moved somewhere, in this sentence or the two before.
pub fn antecedent(reading: &Reading, words: &Words, pronoun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = syntax.tokens[pronoun].sentence;
    let first = sentence.saturating_sub(2);
    let block = syntax.sentences[sentence].block;
    let start =
        (first..=sentence).find(|s| syntax.sentences[*s].block == block).map(|s| syntax.sentences[s].tokens.start)?;
    (start..pronoun).rev().take(200).find(|t| {
        let token = &syntax.tokens[*t];
        let subject = clause::SUBJECTS.contains(&token.dep.as_str()) && token.pos == "NOUN";
        subject
            && words.measures.verbs.contains(&syntax.lemma(token.head))
            && entity_at(reading, *t).is_none()
            && !is_time(reading, *t)
    })
}

fn of_subject(reading: &Reading, words: &Words, subject: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    if !syntax.is_noun(subject) {
        return None;
    }
    if words.measures.changes.contains(&syntax.lemma(subject)) {
        return Some(Source::Noun(changed(reading, words, subject).unwrap_or(subject)));
    }
    Some(Source::Noun(subject))
}

/// "raised prices by 5%": the object is what changes.
fn object_of(reading: &Reading, words: &Words, verb: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let only_how_much =
        |o: usize| words.measures.quantities.contains(&syntax.lemma(o)) && !is_specified(reading, words, o);
    syntax.child(verb, &["dobj"]).filter(|o| syntax.is_noun(*o) && !has_number(reading, *o) && !only_how_much(*o))
}

fn is_pronoun(syntax: &Syntax, token: usize) -> bool {
    syntax.tokens[token].pos == "PRON"
}

/// "transferred 5 million to ...": the deed as a noun, with what it was done to.
pub fn deed(reading: &Reading, words: &Words, verb: usize, object: Option<usize>) -> Option<Measure> {
    let syntax = &reading.syntax;
    let noun = words.measures.deeds.get(&syntax.lemma(verb))?;
    let mut out = Measure { deed: true, ..plain(noun, syntax.tokens[verb].at) };
    if let Some(inner) = object.and_then(|o| phrase(reading, words, o, false)) {
        out.text = format!("{} {noun}", inner.text);
        join(&mut out, inner.at, inner.key, inner.of);
    }
    Some(out)
}

/// "the cost of the bridge", where the text says that the bridge costs so much.
pub fn named(reading: &Reading, words: &Words, verb: usize, subject: Option<usize>) -> Option<Measure> {
    let template = words.measures.named.get(&reading.syntax.lemma(verb))?;
    let name = template.split(' ').next().unwrap_or(template);
    let own = plain(name, reading.syntax.tokens[verb].at);
    let Some(thing) = subject.and_then(|s| phrase(reading, words, s, true)) else { return Some(own) };
    let mut out = Measure { text: filled(template, &thing.text), ..own };
    join(&mut out, thing.at, thing.key, thing.of);
    Some(out)
}

/// "The fund's own budget foresees 600 million": a verb that was taken for a noun in the plural, in a sentence that has no
/// other verb before the amount.
pub fn taken_for_noun(syntax: &Syntax, words: &Words, amount: &Amount) -> Option<usize> {
    let verb = syntax.tokens_in(amount.phrase).start.checked_sub(1)?;
    let token = syntax.tokens.get(verb)?;
    let first = syntax.sentences[token.sentence].tokens.start;
    let is_noun = token.tag == "NNS" && verb > first && token.at.end <= amount.phrase.start;
    let told = is_noun && amount.counted.is_none() && words.measures.tells.contains(&syntax.lemma(verb));
    (told && (first..verb).all(|t| !syntax.is_verb(t))).then_some(verb)
}

/// Who gives the number, where the verb of its clause says that somebody gives one: "the farmers put their losses at 5 million",
/// "it is put at 6 million by the builder".
pub fn teller(reading: &Reading, words: &Words, amount: &Amount, measure: Option<&Measure>) -> Option<Span> {
    let syntax = &reading.syntax;
    if let Some(verb) = taken_for_noun(syntax, words, amount) {
        let first = syntax.sentences[syntax.tokens[verb].sentence].tokens.start;
        return Some(syntax.tokens[first].at.join(syntax.tokens[verb - 1].at));
    }
    let start = syntax.outer(amount.at)?;
    let verb = clause::verb_of(syntax, start)?;
    let name = syntax.lemma(verb);
    let too = measure.is_some_and(|m| m.taken_up) && words.measures.tells_too.contains(&name);
    if amount.counted.is_some() || !(too || words.measures.tells.contains(&name)) {
        return None;
    }
    let passive = syntax.child(verb, &["nsubjpass", "auxpass"]).is_some() || syntax.tokens[verb].dep == "acl";
    let who = if passive { agent_of(reading, words, verb, amount) } else { clause::subject(syntax, verb) };
    let who = who.filter(|w| syntax.is_noun(*w) && !has_number(reading, *w))?;
    let phrase = syntax.tokens_in(syntax.span(syntax.subtree(who)));
    // "the service, which counts goods by origin, arrives at ...": the name ends before the clause.
    let end = (who + 1..phrase.end).find(|t| matches!(syntax.tokens[*t].dep.as_str(), "punct" | "relcl" | "acl"));
    let end = end.map(|t| syntax.subtree(t).start.max(who + 1));
    let first = phrase.start.min(who);
    Some(syntax.tokens[first].at.join(syntax.tokens[end.unwrap_or(phrase.end) - 1].at))
}

/// "at 6 million by the government and at 7 by the builder": the first agent behind the amount and before the next one.
fn agent_of(reading: &Reading, words: &Words, verb: usize, amount: &Amount) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = &syntax.sentence_of(verb).tokens;
    let from = syntax.tokens_in(amount.at).end;
    let near = (from..sentence.end.min(from + 12)).take_while(|t| !has_number(reading, *t));
    let mut by = near.filter(|t| words.measures.by.contains(&syntax.tokens[*t].lower));
    by.find_map(|t| syntax.child(t, &["pobj"]))
}
