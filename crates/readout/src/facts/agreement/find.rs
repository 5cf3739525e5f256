//! All agreements of a text: phrases that call one, what is done with them, then mentions of one agreement together.

use super::deeds::{Done, deeds, first_conjunct};
use super::merge::{Candidate, together};
use super::parties::{Sides, sides};
use super::phrase::{Phrase, joined_noun, phrase};
use super::words::{WORDS, Words};
use super::{Agreement, Change, How, Stage, Status};
use crate::document::{Span, one_line};
use crate::reading::Reading;
use crate::reading::clauses::Certainty;
use crate::reading::names::{Class, Form};
use crate::reading::roles::{agents, mention_at, times_of};
use crate::reading::syntax::{Syntax, Token};
use crate::reading::times::Time;
use crate::words::has;

pub fn find(reading: &Reading) -> Vec<Agreement> {
    let words = WORDS.of(reading.language());
    let syntax = &reading.syntax;
    let phrases = (0..syntax.tokens.len())
        .filter(|i| !is_second_name(reading, words, *i))
        .filter_map(|i| phrase(reading, words, i));
    let mut candidates: Vec<Candidate> = phrases.map(|p| candidate(reading, words, p)).collect();
    add_changes(reading, words, &mut candidates);
    together(candidates)
}

/// "charter" in "the founding agreement and charter": told with the noun before it.
fn is_second_name(reading: &Reading, words: &Words, noun: usize) -> bool {
    let token = &reading.syntax.tokens[noun];
    token.dep == "conj" && token.head != noun && joined_noun(reading, words, token.head) == Some(noun)
}

fn candidate(reading: &Reading, words: &'static Words, phrase: Phrase) -> Candidate {
    let done = deeds(reading, words, &phrase);
    let Sides { parties, signers } = sides(reading, words, &phrase, &done);
    let syntax = &reading.syntax;
    let stages = stages(reading, words, &done);
    // The day on which it was announced or proposed is not its own.
    let told = done.iter().filter(|d| !matches!(d.deed.status, Status::Proposed | Status::Planned));
    let told: Vec<Span> = told.map(|d| syntax.tokens[d.token].at).collect();
    let dated = stages.iter().filter(|s| told.contains(&s.at)).max_by_key(|s| s.status).and_then(|s| s.date.clone());
    let agreement = Agreement {
        kind: phrase.kind.kind.to_string(),
        loose: phrase.kind.loose,
        counted: phrase.kind.counted,
        title: one_line(reading.printed(syntax.span(phrase.title.clone()))),
        topic: phrase.topic.clone(),
        names: phrase.names.clone(),
        parties,
        signers,
        date: dated.or_else(|| year(reading, words, &phrase)),
        place: done.iter().find_map(|d| place(reading, d.token)),
        stages,
        changes: vec![],
        subject: subject(reading, words, &phrase),
        at: vec![whole(reading, &phrase, &done)],
    };
    let stands = stands(reading, words, &phrase, &done, &agreement) && !is_consent(reading, words, &phrase, &done);
    Candidate { phrase, agreement, stands }
}

/// Whether the phrase tells an agreement by itself.
fn stands(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done], agreement: &Agreement) -> bool {
    let sides = agreement.parties.len().max(agreement.signers.len());
    if phrase.kind.joint && sides < 2 {
        return false;
    }
    if phrase.kind.counted {
        return several_stand(reading, words, phrase, done, agreement);
    }
    let signed = |d: &Done| !phrase.kind.signed || d.deed.status == Status::Signed;
    let told = |d: &Done| d.status(words).is_some() && (!phrase.kind.strict || d.deed.strict) && signed(d);
    let told = done.iter().any(told);
    let which = !phrase.topic.is_empty();
    if phrase.kind.strict {
        // What two sides adopt together is theirs, whatever it is called.
        let together = sides > 1 && done.iter().any(|d| is_making(words, d) && signed(d));
        return (told || together) && phrase.complement && which;
    }
    if told && (which || agreement.parties.len() > 1 || !agreement.signers.is_empty()) {
        return true;
    }
    let made = done.iter().any(|d| is_making(words, d));
    let strict = || done.iter().any(|d| is_making(words, d) && d.deed.strict);
    if made && phrase.clause && (sides > 0 || strict())
        || done.iter().any(|d| is_told_apart(reading, words, phrase, d, sides))
    {
        return true;
    }
    // "the customs treaty, which is to be ready in March".
    let told_of = phrase.clause && done.is_empty() && is_of_a_thing(reading, phrase);
    let named = phrase.complement || phrase.capital || !phrase.names.is_empty();
    phrase.kind.topical && which && phrase.definite && (named || told_of)
}

/// A noun before it tells which agreement it is: "the customs treaty", not "the final treaty".
fn is_of_a_thing(reading: &Reading, phrase: &Phrase) -> bool {
    let syntax = &reading.syntax;
    syntax.children(phrase.noun).iter().any(|c| *c < phrase.noun && syntax.tokens[*c].dep == "compound")
}

/// Several agreements are told where they are made: signed, reached, ratified, in force.
fn several_stand(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done], agreement: &Agreement) -> bool {
    let sides = agreement.parties.len().max(agreement.signers.len());
    let strict = phrase.kind.strict && phrase.kind.of.is_empty();
    let nobody = |d: &Done| agents(&reading.syntax, d.token).is_empty();
    // "volume reached 3,000 contracts": nobody who could have made them.
    let able = |d: &Done| d.deed.strict || !strict && (!phrase.number || sides > 0 || nobody(d));
    let mut made = done.iter().filter(|d| is_making(words, d) && able(d)).peekable();
    if made.peek().is_none() {
        return false;
    }
    if phrase.number || !phrase.kind.of.is_empty() {
        return true;
    }
    // "the nurse signed the documents": papers, unless two sides sign them or nobody says who does.
    let official = !strict || sides > 1 || !agreement.parties.is_empty() || made.clone().any(nobody);
    let told = phrase.complement || !phrase.topic.is_empty() || sides > 1;
    official && (told || made.any(|d| is_told_apart(reading, words, phrase, d, sides)))
}

/// A deed by which an agreement comes to be or holds, done once.
fn is_making(words: &Words, done: &Done) -> bool {
    let forming = matches!(done.deed.status, Status::Proposed | Status::Planned);
    !forming && done.status(words).is_some() && done.certainty != Certainty::Habitual
}

/// "the agreement signed today", "the accord that was reached in Bergen between the owners": which one, the deed tells.
fn is_told_apart(reading: &Reading, words: &Words, phrase: &Phrase, done: &Done, sides: usize) -> bool {
    let syntax = &reading.syntax;
    let verb = &syntax.tokens[done.token];
    let own = verb.head == phrase.noun && matches!(verb.dep.as_str(), "acl" | "relcl");
    own && is_making(words, done)
        && (!phrase.kind.strict || done.deed.strict)
        && (sides > 0 || is_placed(reading, done.token))
}

/// A time, a phrase of place and occasion, or who does it hangs on the verb.
fn is_placed(reading: &Reading, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let hangs =
        |c: &usize| matches!(syntax.tokens[*c].dep.as_str(), "prep" | "agent") && syntax.child(*c, &["pobj"]).is_some();
    !times_of(reading, verb).is_empty() || syntax.children(verb).iter().any(hangs)
}

/// "without the agreement of Kenya": what somebody agrees to, and no agreement.
fn is_consent(reading: &Reading, words: &Words, phrase: &Phrase, done: &[Done]) -> bool {
    let syntax = &reading.syntax;
    let of = phrase.noun + 1;
    let whose = syntax.child(of.min(syntax.tokens.len() - 1), &["pobj"]).and_then(|t| mention_at(reading, t));
    let named = whose.is_some_and(|m| matches!(m.class, Class::Country | Class::Organisation | Class::Person));
    done.is_empty()
        && !phrase.capital
        && phrase.title.start == phrase.noun
        && syntax.tokens.get(of).is_some_and(|t| has(&words.phrases.of, &t.lower))
        && named
}

fn stages(reading: &Reading, words: &Words, done: &[Done]) -> Vec<Stage> {
    let stage = |d: &Done| {
        let status = d.status(words)?;
        let times = times_of(reading, d.token);
        let (ends, dates): (Vec<&Time>, Vec<&Time>) = times.into_iter().partition(|t| is_end(reading, words, t));
        let day = |all: Vec<&Time>| all.into_iter().find_map(|t| t.value.clone().filter(|v| is_date(v)));
        Some(Stage { status, date: day(dates), until: day(ends), at: reading.syntax.tokens[d.token].at })
    };
    done.iter().filter_map(stage).collect()
}

/// "until 2030": no day on which something is done.
fn is_end(reading: &Reading, words: &Words, time: &Time) -> bool {
    let syntax = &reading.syntax;
    let first = syntax.tokens_in(time.at).start;
    let until = |i: usize| syntax.tokens.get(i).is_some_and(|t| has(&words.phrases.until, &t.lower));
    until(first) || (1..4).any(|back| first.checked_sub(back).is_some_and(until))
}

fn is_date(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_digit()) && !value.contains('/')
}

/// "the 2013 agreement", "the agreement of 2013".
fn year(reading: &Reading, words: &Words, phrase: &Phrase) -> Option<String> {
    let at = reading.syntax.span(phrase.title.clone());
    let near = Span::new(at.start, reading.syntax.tokens[phrase.noun].at.end);
    let behind = |t: &&Time| {
        let first = reading.syntax.tokens_in(t.at).start;
        first == phrase.noun + 2 && has(&words.phrases.of, &reading.syntax.tokens[first - 1].lower)
    };
    let inside = reading.times_in(at).filter(|t| near.contains(t.at) || behind(t));
    inside.into_iter().find_map(|t| t.value.clone().filter(|v| v.len() == 4 && is_date(v)))
}

/// Where it is done: a city or a country behind "in" that hangs on the verb.
fn place(reading: &Reading, verb: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let prepositions = syntax
        .children(verb)
        .iter()
        .copied()
        .filter(|c| syntax.tokens[*c].dep == "prep" && syntax.tokens[*c].tag == "IN");
    let objects = prepositions.filter_map(|p| syntax.child(p, &["pobj"]));
    let place = |t: usize| mention_at(reading, t).filter(|m| m.form == Form::Name && m.class == Class::Place)?.entity;
    objects.filter_map(place).next()
}

/// "X is provided for in an agreement": what it provides for.
fn subject(reading: &Reading, words: &Words, phrase: &Phrase) -> Option<Span> {
    let syntax = &reading.syntax;
    if !phrase.topic.is_empty() {
        return None;
    }
    let above = syntax.ancestors(first_conjunct(syntax, phrase.noun)).skip(1).take(4);
    let verb = above
        .take_while(|a| matches!(syntax.tokens[*a].pos.as_str(), "ADP" | "VERB"))
        .find(|a| syntax.tokens[*a].pos == "VERB")?;
    if !has(&words.phrases.provides, &syntax.lemma(verb)) {
        return None;
    }
    let subject = syntax.child(verb, &["nsubjpass"])?;
    Some(syntax.span(syntax.subtree(subject)))
}

/// The phrase, with the participle that says who signed it and when.
fn whole(reading: &Reading, phrase: &Phrase, done: &[Done]) -> Span {
    let syntax = &reading.syntax;
    let described =
        done.iter().filter(|d| syntax.tokens[d.token].dep == "acl" && syntax.tokens[d.token].head == phrase.noun);
    described.fold(phrase.at, |at, d| at.join(clause(syntax, d.token)))
}

fn clause(syntax: &Syntax, verb: usize) -> Span {
    let mut tokens = syntax.subtree(verb);
    while tokens.end > tokens.start + 1 && syntax.tokens[tokens.end - 1].pos == "PUNCT" {
        tokens.end -= 1;
    }
    syntax.span(tokens)
}

/// "a protocol extending the agreement": the one inside the title of the other is what it changes.
fn add_changes(reading: &Reading, words: &Words, candidates: &mut [Candidate]) {
    for outer in 0..candidates.len() {
        for inner in outer + 1..candidates.len() {
            let (a, b) = (&candidates[outer].phrase, &candidates[inner].phrase);
            if reading.syntax.tokens[a.noun].sentence != reading.syntax.tokens[b.noun].sentence {
                break;
            }
            let inside = a.title.contains(&b.noun);
            let by_verb = || changed_by(&reading.syntax, words, a.noun, b.noun);
            let found = if inside { change(&reading.syntax, words, a, b.noun) } else { by_verb() };
            let Some((how, at)) = found else { continue };
            let title = candidates[inner].agreement.title.clone();
            let done = candidates[outer].agreement.status().is_some_and(|s| s >= Status::Signed);
            candidates[outer].agreement.changes.push(Change { how, title, at });
            // "A protocol extends the agreement on gas": which protocol, the agreement tells.
            if candidates[outer].stands && candidates[outer].agreement.topic.is_empty() {
                candidates[outer].agreement.topic = candidates[inner].agreement.topic.clone();
            }
            let other = &mut candidates[inner];
            other.stands |= other.phrase.definite && candidates_stand(&other.phrase);
            other.agreement.signers.clear();
            other.agreement.stages.clear();
            other.agreement.date = year(reading, words, &other.phrase);
            let status = match (how, done) {
                (How::Extends, true) => Status::Extended,
                (How::Replaces, _) => continue,
                _ => Status::InForce,
            };
            other.agreement.stages = vec![Stage { status, date: None, until: None, at }];
        }
    }
}

/// "the protocol extends the agreement": one is the subject of the verb, the other its object.
fn changed_by(syntax: &Syntax, words: &Words, subject: usize, object: usize) -> Option<(How, Span)> {
    let verb = syntax.tokens[object].head;
    let own = syntax.tokens[object].dep == "dobj" && syntax.child(verb, &["nsubj"]) == Some(subject);
    own.then(|| how(words, &syntax.tokens[verb])).flatten().map(|how| (how, syntax.tokens[verb].at))
}

fn how(words: &Words, token: &Token) -> Option<How> {
    let changes = &words.changes;
    let lemma = token.lower_lemma();
    let lists = [(How::Extends, &changes.extends), (How::Replaces, &changes.replaces), (How::Amends, &changes.amends)];
    lists.iter().find(|(_, list)| has(list, &lemma) || has(list, &token.lower)).map(|(how, _)| *how)
}

fn candidates_stand(phrase: &Phrase) -> bool {
    !phrase.topic.is_empty()
}

/// The word of the title by which it changes the other.
fn change(syntax: &Syntax, words: &Words, outer: &Phrase, inner: usize) -> Option<(How, Span)> {
    let changes = &words.changes;
    for i in syntax.ancestors(inner).skip(1).take_while(|i| *i != outer.noun) {
        let token = &syntax.tokens[i];
        if let Some(how) = how(words, token) {
            return Some((how, token.at));
        }
        if has(&changes.annex, &token.lower) && token.head == outer.noun {
            return Some((How::Amends, token.at));
        }
    }
    None
}
