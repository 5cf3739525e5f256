//! Who says what stands between quotation marks: the attribution behind it, before it, or the one it continues.

use super::continued::{Last, continue_last, take_over};
use super::lexicon::{Takes, Words};
use super::source::{self, Source};
use super::{Found, colon, cues, settle};
use crate::document::Span;
use crate::reading::names::{self, Class, Form};
use crate::reading::roles::mention_at;
use crate::reading::syntax::Syntax;
use crate::reading::{Mention, Quotation, Reading};
use std::ops::Range;

/// How many tokens behind or before a quotation an attribution is looked for.
const REACH: usize = 30;
/// The shortest quotation that is a whole utterance without any attribution at its side.
pub const UTTERANCE: usize = 4;
/// The longest name with its titles between a quotation and its verb, in tokens.
const TITLE: usize = 10;
/// The rule of quotations inside quotations, the only voices that may stand in another's words.
pub const NESTED: &str = "nested-quotation";

/// The quotations with a speaker, and the whole utterances that no quotation gives one.
pub fn find(reading: &Reading, words: &Words) -> (Vec<Found>, Vec<Loose>) {
    let (mut out, mut loose): (Vec<Found>, Vec<Loose>) = (vec![], vec![]);
    let mut last: Option<Last> = None;
    for (index, quotation) in reading.quotations.iter().enumerate().filter(|(_, q)| q.inside_of.is_none()) {
        let Some(place) = Place::of(reading, index, quotation) else { continue };
        let Some(found) = attributed(reading, words, quotation, &place, &out) else {
            if !continue_last(reading, quotation, &place, &mut out, &mut last)
                && (quotation.continues || is_utterance(reading, quotation, &place))
            {
                loose.push(Loose { inside: quotation.inside, block: place.block });
            }
            continue;
        };
        let found_at = match found {
            Attribution::New(found) => {
                out.push(found);
                out.len() - 1
            }
            Attribution::Same(known) => {
                out[known].content.push(quotation.inside);
                known
            }
        };
        if last.as_ref().is_some_and(|l| l.open) && out[found_at].content.len() == 1 {
            take_over(&mut out, &mut last, found_at);
        }
        last = Some(Last { found: found_at, block: place.block, end: quotation.at.end, open: quotation.continues });
    }
    out.retain(|f| !f.content.is_empty());
    (out, loose)
}

/// A quotation that is a whole utterance, without an attribution of its own.
#[derive(Clone, Copy, Debug)]
pub struct Loose {
    pub inside: Span,
    pub block: usize,
}

enum Attribution {
    New(Found),
    /// The other half of a split quotation.
    Same(usize),
}

/// Where a quotation stands.
pub(super) struct Place {
    pub block: usize,
    /// Characters of its block before and behind it.
    pub before: Span,
    behind: Span,
}

impl Place {
    /// The stretch between the neighbouring quotations of the same block, inside the same outer quotation.
    fn of(reading: &Reading, index: usize, quotation: &Quotation) -> Option<Place> {
        let block = reading.blocks.partition_point(|b| b.at.end <= quotation.at.start);
        let block_at = reading.blocks.get(block)?.at;
        let outer = quotation.inside_of.and_then(|o| reading.quotations.get(o));
        let at = outer.map_or(block_at, |o| o.inside);
        let same_level = |q: &&Quotation| q.inside_of == quotation.inside_of;
        let previous = reading.quotations[..index]
            .iter()
            .rev()
            .take_while(|q| q.at.start >= at.start)
            .find(same_level)
            .map_or(at.start, |q| q.at.end.max(at.start));
        let next = reading.quotations[index + 1..]
            .iter()
            .take_while(|q| q.at.start < at.end)
            .find(same_level)
            .map_or(at.end, |q| q.at.start.min(at.end));
        let before = Span::new(previous.min(quotation.at.start), quotation.at.start);
        Some(Place { block, before, behind: Span::new(quotation.at.end, next.max(quotation.at.end)) })
    }
}

/// Quotations inside quotations that have a cue of their own: "he told me ‘never again’".
pub fn nested(reading: &Reading, words: &Words) -> Vec<Found> {
    let inner = reading.quotations.iter().enumerate().filter(|(_, q)| q.inside_of.is_some());
    let of = |(index, q): (usize, &Quotation)| {
        let place = Place::of(reading, index, q)?;
        match attributed(reading, words, q, &place, &[])? {
            Attribution::New(found) => Some(Found { rule: NESTED, ..found }),
            Attribution::Same(_) => None,
        }
    };
    inner.filter_map(of).collect()
}

fn attributed(reading: &Reading, words: &Words, q: &Quotation, place: &Place, known: &[Found]) -> Option<Attribution> {
    if q.inside.is_empty() {
        return None;
    }
    if begins_utterance(reading, q, place) {
        if let Some(found) = behind(reading, words, q, place) {
            return Some(Attribution::New(found));
        }
        if let Some(found) = colon::signed(reading, q, place.behind) {
            return Some(Attribution::New(found));
        }
    }
    let (verb, source, whole) = before(reading, words, q, place)?;
    if let Some(same) = (known.len().saturating_sub(4)..known.len()).rfind(|k| known[*k].head == Some(verb)) {
        return Some(Attribution::Same(same));
    }
    whole.then(|| Attribution::New(found_by(reading, q, verb, source, "quotation-after-cue")))
}

fn found_by(reading: &Reading, q: &Quotation, verb: usize, source: Option<Source>, rule: &'static str) -> Found {
    Found {
        content: vec![q.inside],
        cue: Some(cue_span(reading, verb)),
        head: Some(verb),
        who: source.as_ref().map(|s| s.who),
        source: source.map(|s| s.tokens),
        rule,
    }
}

/// The cue with the colon that belongs to it.
fn cue_span(reading: &Reading, verb: usize) -> Span {
    let at = reading.syntax.span(cues::group(&reading.syntax, verb));
    let colon = reading.document.text[at.end..].starts_with(':');
    Span::new(at.start, at.end + usize::from(colon))
}

/// Nothing but a finished sentence, a colon or another quotation stands before it.
fn begins_utterance(reading: &Reading, q: &Quotation, place: &Place) -> bool {
    let before = reading.printed(place.before).trim_end();
    let first = first_letter(reading, q);
    match before.chars().next_back() {
        None => true,
        Some('.' | '!' | '?' | ':' | '…' | '”' | '’' | '"' | '»' | ')' | ']') => true,
        Some(',' | '–' | '—' | '-' | ';') => first.is_some_and(char::is_uppercase),
        _ => false,
    }
}

fn first_letter(reading: &Reading, q: &Quotation) -> Option<char> {
    reading.printed(q.inside).chars().find(|c| c.is_alphanumeric())
}

/// "…," she said.
fn behind(reading: &Reading, words: &Words, q: &Quotation, place: &Place) -> Option<Found> {
    let syntax = &reading.syntax;
    let closed = reading.printed(q.inside).trim_end().ends_with('.') && !reading.printed(q.inside).ends_with("..");
    let stopped = reading.printed(place.behind).trim_start().starts_with(['.', '!', '?', ';', ':']);
    if closed || stopped || q.continues {
        return None;
    }
    let tokens = syntax.tokens_in(place.behind);
    let first = tokens.clone().find(|t| !is_punctuation(syntax, *t))?;
    let verbs = (first..tokens.end.min(first + REACH)).take_while(|t| !is_stop(syntax, *t));
    let verb = verbs.filter(|v| is_cue(syntax, words, *v)).find(|v| clause_starts(syntax, *v, first));
    let verb = verb.or_else(|| any_verb(reading, q, first))?;
    let source = subject_behind(reading, words, verb, first)?;
    Some(found_by(reading, q, verb, Some(source), "quotation-before-cue"))
}

/// "“The dam holds, and so do we,” Lind expressed": whatever the verb is, who stands right behind the comma says it.
fn any_verb(reading: &Reading, q: &Quotation, first: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let comma = reading.printed(q.inside).trim_end().ends_with(',');
    // "“We hold,” snaps Lind."
    let inverted = matches!(syntax.tokens[first].tag.as_str(), "VBD" | "VBZ");
    let start = syntax.tokens[first + usize::from(inverted && first + 1 < syntax.tokens.len())].at.start;
    // "the widow's lawyer Ana Lind snapped back": a name at the end of what stands before the verb.
    let finite = |t: &usize| matches!(syntax.tokens[*t].tag.as_str(), "VBD" | "VBZ");
    let nominal = |t: &usize| matches!(syntax.tokens[*t].pos.as_str(), "DET" | "ADJ" | "NOUN" | "PROPN" | "PART");
    let titled = (first..syntax.tokens.len().min(first + TITLE)).take_while(nominal).last().map(|t| t + 1);
    let titled = titled.filter(|v| !inverted && *v < syntax.tokens.len() && finite(v));
    let begins = reading.mentions.partition_point(|m| m.at.start < start);
    let mut here = reading.mentions[begins..].iter().take_while(|m| match titled {
        Some(verb) => m.at.start < syntax.tokens[verb].at.start,
        None => m.at.start == start,
    });
    let ends = |m: &&Mention| {
        titled.is_none_or(|v| m.at.end + 1 == syntax.tokens[v].at.start && matches!(m.form, Form::Name | Form::Title))
    };
    let who = here.find(|m| m.class == Class::Person && m.entity.is_some() && ends(m))?;
    let verb = if inverted { first } else { syntax.tokens_in(who.at).end };
    let token = syntax.tokens.get(verb)?;
    let finite = token.pos == "VERB" && matches!(token.tag.as_str(), "VBD" | "VBZ");
    let whole = syntax.tokens_in(q.inside).len() > UTTERANCE;
    (comma && finite && whole && cues::is_asserted(syntax, verb)).then_some(verb)
}

fn is_cue(syntax: &Syntax, words: &Words, verb: usize) -> bool {
    let t = &syntax.tokens[verb];
    let takes = words.verbs(&t.lower, &t.lemma).any(|e| e.takes(Takes::Clause) || e.takes(Takes::Quotation));
    t.tag.starts_with('V') && takes
}

/// The clause of the cue begins right behind the quotation, an adverb or conjunction aside.
fn clause_starts(syntax: &Syntax, verb: usize, first: usize) -> bool {
    let subject = source::subject(syntax, verb).filter(|s| *s >= first);
    let start = subject.map_or(verb, |s| syntax.subtree(s).start).min(cues::group(syntax, verb).start).max(first);
    let loose = |t: usize| matches!(syntax.tokens[t].pos.as_str(), "ADV" | "CCONJ" | "SCONJ" | "INTJ" | "PUNCT");
    let noun_phrase = |t: usize| !matches!(syntax.tokens[t].pos.as_str(), "VERB" | "AUX" | "SCONJ");
    (start <= first + 2 && (first..start).all(loose)) || (verb > first && (first..start).all(noun_phrase))
}

/// The subject behind a quotation; the parser sometimes takes "said the mayor" for an object.
fn subject_behind(reading: &Reading, words: &Words, verb: usize, first: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    // "“…”, – declared the head of the port, it is said in the release": the parser may give it the subject of another verb.
    let inverted = cues::group(syntax, verb).start == first && source::subject(syntax, verb).is_none();
    let next = inverted.then(|| named_next(reading, verb)).flatten();
    if next.is_some() {
        return next;
    }
    if let Some(mut source) = source::of(reading, words, verb).filter(|s| s.who >= first) {
        source.tokens.start = source.tokens.start.max(first);
        let nominal =
            |t: usize| !matches!(syntax.tokens[t].pos.as_str(), "ADV" | "CCONJ" | "SCONJ" | "INTJ" | "VERB" | "AUX");
        if source.tokens.start < verb && (first..source.tokens.start).all(nominal) {
            source.tokens = source::trimmed(syntax, first..source.tokens.end);
        }
        return Some(source);
    }
    if verb != first {
        // The subject was lost to the quotation: it is what stands between the two.
        let start = cues::group(syntax, verb).start;
        let tokens = source::trimmed(syntax, first..start.max(first));
        let who = tokens.clone().rfind(|t| matches!(syntax.tokens[*t].pos.as_str(), "PROPN" | "NOUN" | "PRON"))?;
        return source::subject(syntax, verb).is_none_or(|s| s < first).then_some(Source { tokens, who });
    }
    let who = syntax.children(verb).iter().copied().find(|c| {
        *c > verb && matches!(syntax.tokens[*c].dep.as_str(), "dobj" | "attr" | "oprd" | "ccomp" | "dative")
    })?;
    let noun = matches!(syntax.tokens[who].pos.as_str(), "NOUN" | "PROPN" | "PRON");
    noun.then(|| Source { tokens: source::without(syntax, who, verb), who })
}

/// Somebody by name or office right behind the verb, whom the parser takes for its object.
fn named_next(reading: &Reading, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    let next = |c: &usize| syntax.tokens[*c].dep == "dobj" && syntax.subtree(*c).start == verb + 1;
    let who = syntax.children(verb).iter().copied().find(next)?;
    let named = mention_at(reading, who).is_some_and(|m| m.class == Class::Person);
    let office = names::is_office(reading.language(), &syntax.tokens[who].lemma.to_lowercase());
    let one = !syntax.tokens[who].is_plural();
    (one && (named || office)).then(|| Source { tokens: source::without(syntax, who, verb), who })
}

/// She said: "…", she said, "…", she said "…".
fn before(reading: &Reading, words: &Words, q: &Quotation, place: &Place) -> Option<(usize, Option<Source>, bool)> {
    let syntax = &reading.syntax;
    let printed = reading.printed(place.before).trim_end();
    let last = printed.chars().next_back()?;
    let tokens = syntax.tokens_in(place.before);
    let words_from = tokens.start.max(tokens.end.saturating_sub(REACH));
    let region = (words_from..tokens.end).rev().take_while(|t| !is_full_stop(syntax, *t) || *t + 1 == tokens.end);
    let verb = region.filter(|v| is_cue(syntax, words, *v)).find(|v| reaches(syntax, *v, tokens.end, last));
    let added = || added_before(reading, words, tokens.clone());
    if let Some((verb, source)) = verb.is_none().then(added).flatten() {
        return Some((verb, Some(source), true));
    }
    let verb = verb.or_else(|| deed_before(reading, tokens.end).filter(|_| last == ':'))?;
    let whole = match last {
        ':' => true,
        _ => {
            let capital = first_letter(reading, q).is_some_and(char::is_uppercase);
            capital && syntax.tokens_in(q.inside).len() > 2 && !settle::is_name(reading, q)
        }
    };
    let source = prompted(syntax, verb).or_else(|| source::of(reading, words, verb));
    (source.is_some() || last == ':').then_some((verb, source, whole))
}

/// "Added Lind, “…”": the cue opens the paragraph, a name and nothing else stands behind it, whatever the parser makes of it.
fn added_before(reading: &Reading, words: &Words, tokens: Range<usize>) -> Option<(usize, Source)> {
    let syntax = &reading.syntax;
    let (verb, name) = (tokens.start, source::trimmed(syntax, tokens.start + 1..tokens.end));
    let token = syntax.tokens.get(verb).filter(|t| reading.printed(t.at).starts_with(char::is_uppercase))?;
    let past = token.tag.starts_with('V') || syntax.tokens[verb].lower != syntax.tokens[verb].lemma;
    let says = words.verbs(&token.lower, &token.lower_lemma()).any(|e| e.takes(Takes::Clause));
    let who = name.clone().last().filter(|t| mention_at(reading, *t).is_some_and(|m| m.class == Class::Person))?;
    let whole = mention_at(reading, who).is_some_and(|m| syntax.tokens_in(m.at).start == name.start);
    (past && says && whole).then_some((verb, Source { tokens: name, who }))
}

/// "The mayor greeted the guests: “…”": what somebody does before a colon is accompanied by what he says.
fn deed_before(reading: &Reading, end: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let sentence = &syntax.sentence_of(end.checked_sub(1)?).tokens;
    let root = sentence.clone().find(|t| syntax.tokens[*t].dep == "ROOT" && *t < end)?;
    let subject = source::subject(syntax, root).filter(|s| *s < root)?;
    let person = mention_at(reading, subject).is_some_and(|m| m.class == Class::Person && m.entity.is_some());
    (person && syntax.tokens[root].pos == "VERB" && cues::is_asserted(syntax, root)).then_some(root)
}

/// How far the quotation may stand behind its cue: anywhere behind a colon, near behind a comma, next to it otherwise.
fn reaches(syntax: &Syntax, verb: usize, end: usize, last: char) -> bool {
    let group = cues::group(syntax, verb).end;
    match last {
        ':' => true,
        ',' => end - group <= 14,
        _ => group >= end,
    }
}

/// "which prompted the mayor to say": the object of the verb above speaks.
fn prompted(syntax: &Syntax, verb: usize) -> Option<Source> {
    let head = syntax.tokens[verb].head;
    let who = syntax.child(verb, &["nsubj"]).or_else(|| syntax.child(head, &["dobj"]))?;
    (syntax.tokens[verb].tag == "VB").then(|| Source { tokens: source::without(syntax, who, verb), who })
}

pub(super) fn is_utterance(reading: &Reading, q: &Quotation, place: &Place) -> bool {
    let inside = reading.printed(q.inside).trim_end();
    let ends = inside.ends_with(['.', '!', '?', '…', ',', '-', '—'])
        || reading.printed(place.behind).starts_with(['.', '!', '?']);
    ends && begins_utterance(reading, q, place)
        && inside.split_whitespace().count() >= UTTERANCE.min(2)
        && (inside.split_whitespace().count() >= UTTERANCE || first_letter(reading, q).is_some_and(char::is_uppercase))
}

/// How many quotations around a place are looked at: enough for any that hold it or begin at it.
pub const AROUND: usize = 8;

/// The quotations around a byte, in order.
pub fn near(reading: &Reading, byte: usize) -> &[Quotation] {
    let at = reading.quotations.partition_point(|q| q.at.start < byte);
    &reading.quotations[at.saturating_sub(AROUND)..reading.quotations.len().min(at + AROUND)]
}

pub fn is_punctuation(syntax: &Syntax, token: usize) -> bool {
    matches!(syntax.tokens[token].pos.as_str(), "PUNCT" | "SPACE" | "SYM")
}

fn is_stop(syntax: &Syntax, token: usize) -> bool {
    is_full_stop(syntax, token) || matches!(syntax.tokens[token].lower.as_str(), ";" | ":")
}

fn is_full_stop(syntax: &Syntax, token: usize) -> bool {
    matches!(syntax.tokens[token].lower.as_str(), "." | "!" | "?") && syntax.tokens[token].pos == "PUNCT"
}
