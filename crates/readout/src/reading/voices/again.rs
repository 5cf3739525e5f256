//! Speakers who are taken up again: "the statement said" after "said in a statement", "It urged ..." after what a body said.

use super::lexicon::Words;
use super::{Voice, joint};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::Class;
use crate::reading::roles::mention_at;

/// How many sentences lie between somebody who spoke and "it" or "he".
const NEAR: usize = 2;

/// So many attributions back a text or a description is looked for.
const FAR: usize = 200;

/// What is told before an attribution: where each speaker stands, and his voice.
struct Told<'a> {
    reading: &'a Reading,
    words: &'a Words,
    voices: &'a [Voice],
    before: &'a [(Span, usize)],
}

/// Gives the speaker to those attributions, in the order of the text.
pub fn resolve(reading: &Reading, words: &Words, voices: &mut [Voice]) {
    let mut order: Vec<(Span, usize)> = voices.iter().enumerate().filter_map(|(i, v)| Some((v.source?, i))).collect();
    order.sort_unstable();
    for at in 0..order.len() {
        let (source, i) = order[at];
        if !voices[i].speakers.is_empty() {
            continue;
        }
        let told = Told { reading, words, voices: &*voices, before: &order[..at] };
        let Some(told) = by_text(&told, source).or_else(|| by_pronoun(&told, source)) else {
            let known = by_age(reading, words, source).or_else(|| of_clause(reading, words, &voices[i]));
            voices[i].speakers = known.into_iter().collect();
            continue;
        };
        voices[i].speakers = voices[told].speakers.clone();
        voices[i].called = voices[told].called.or(voices[told].source);
    }
}

/// "the statement": of the one who last said something in such a text. "The spokesman": who was called so.
fn by_text(told: &Told, source: Span) -> Option<usize> {
    let Told { reading, words, voices, before } = told;
    let syntax = &reading.syntax;
    let head = syntax.head_of(source)?;
    let noun = &syntax.tokens[head];
    let known = |c: &usize| syntax.tokens[*c].morph.contains("Definite=Def");
    let bare = syntax.children(head).iter().all(|c| syntax.tokens[*c].pos == "DET");
    let text = bare && words.subject.texts.iter().any(|w| *w == noun.lemma.as_str());
    if !syntax.children(head).iter().any(known) {
        return None;
    }
    let is_it = |at: Span| syntax.head_of(at).is_some_and(|t| syntax.tokens[t].lemma == noun.lemma);
    let says = |v: &Voice| {
        let unnamed = v.speakers.is_empty() && v.source.is_some_and(|at| joint::is_somebody(reading, at));
        text && v.venue.is_some_and(is_it)
            || (text || unnamed) && v.source.is_some_and(is_it)
            || unnamed && v.called.is_some_and(is_it)
    };
    before.iter().rev().take(FAR).map(|(_, i)| *i).find(|i| says(&voices[*i]))
}

/// "the 69-year-old": the only person whom the sentence so far, or else the one before, tells of.
fn by_age(reading: &Reading, words: &Words, source: Span) -> Option<usize> {
    let syntax = &reading.syntax;
    let printed = reading.printed(source).to_lowercase();
    let aged = words.subject.aged.iter().any(|w| printed.contains(w.as_str()));
    let known = syntax.tokens_in(source).next().filter(|t| syntax.tokens[*t].morph.contains("Definite=Def"))?;
    let sentence = syntax.tokens[known].sentence;
    let here = Span::new(syntax.sentences[sentence].at.start, source.start);
    let before = sentence.checked_sub(1).map(|s| syntax.sentences[s].at);
    let only = |at: Span| {
        let mut people = reading.mentions_in(at).filter(|m| m.class == Class::Person).filter_map(|m| m.entity);
        let first = people.next()?;
        Some(people.all(|p| p == first).then_some(first))
    };
    let told = only(here).or_else(|| before.and_then(only));
    told.flatten().filter(|_| aged)
}

/// "Boreal Lines has sold two ferries, it said": the body that what is said begins with.
fn of_clause(reading: &Reading, words: &Words, voice: &Voice) -> Option<usize> {
    let syntax = &reading.syntax;
    let (source, content) = (voice.source?, *voice.content.first()?);
    let token = syntax.token_at(source.start)?;
    let neuter = words.subject.neuter.iter().any(|w| *w == syntax.tokens[token].lower.as_str());
    let same = content.end <= source.start && syntax.sentence_of(token).at.start == content.start;
    let subject = syntax.tokens_in(content).find(|t| syntax.tokens[*t].dep == "nsubj").filter(|_| neuter && same)?;
    mention_at(reading, subject).filter(|m| m.class == Class::Organisation)?.entity
}

/// "It": the body that spoke last, shortly before. "He": the one without a name who did.
fn by_pronoun(told: &Told, source: Span) -> Option<usize> {
    let Told { reading, words, voices, before } = told;
    let syntax = &reading.syntax;
    let token = syntax.token_at(source.start)?;
    let pronoun = &syntax.tokens[token];
    let (said, i) = before.last()?;
    let near = pronoun.sentence - syntax.tokens[syntax.token_at(said.start)?].sentence <= NEAR;
    let last = &voices[*i];
    let body =
        |e: usize| matches!(reading.entities.get(e).map(|e| e.class), Some(Class::Organisation | Class::Country));
    let unnamed =
        || last.speakers.is_empty() && joint::is_somebody(reading, last.called.or(last.source).unwrap_or_default());
    let fits = match words.subject.neuter.iter().any(|w| *w == pronoun.lower.as_str()) {
        true => last.speaker().is_some_and(body),
        false => {
            let alone = || unnamed() || last.speaker().is_some_and(|e| is_alone(reading, e, *said, source));
            ["Person=3", "Number=Sing", "Case=Nom"].iter().all(|m| pronoun.morph.contains(m)) && alone()
        }
    };
    (near && fits).then_some(*i)
}

/// Of people only he is told from the words that name him to the pronoun.
fn is_alone(reading: &Reading, speaker: usize, named: Span, pronoun: Span) -> bool {
    let between = Span::new(named.start, pronoun.start.max(named.start));
    let person = |e: usize| reading.entities.get(e).is_some_and(|e| e.class == Class::Person);
    let mut people = reading.mentions_in(between).filter(|m| m.class == Class::Person);
    person(speaker) && people.all(|m| m.entity == Some(speaker))
}
