//! Attributions by a mark alone: "Name: what is said" and "what is said – Name".

use super::lexicon::{Takes, Words};
use super::quotes::{is_punctuation, near};
use super::{Found, cues, source};
use crate::document::Span;
use crate::reading::layout::BlockKind;
use crate::reading::names::{Class, Form};
use crate::reading::syntax::Syntax;
use crate::reading::{Block, Quotation, Reading};
use std::ops::Range;

/// The longest name with its title that a mark may attribute to.
const NAME: usize = 9;
/// The longest label of a turn in a transcript, in tokens.
const LABEL: usize = 4;
/// The longest name, in bytes.
const LONGEST_NAME: usize = 120;

/// A paragraph or headline that begins with a speaker's name and a colon, the turns of a transcript, and the paragraph
/// without marks that an attribution with a colon announces.
pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let turns = turns(reading);
    let label = |(i, block): (usize, &Block)| {
        labelled(reading, block, i == 0)
            .or_else(|| named_behind(reading, block))
            .or_else(|| turn(reading, block, &turns))
            .or_else(|| set_off(reading, words, i))
    };
    super::turns::go_on(reading, reading.blocks.iter().enumerate().map(label).collect())
}

/// How many paragraphs must begin with a label before they are turns, and how many of them are labelled alike.
const TURNS: usize = 4;
const ALIKE: usize = 2;

/// The labels before colons that come again and again: "LIND: ... REYL: ... LIND: ...". In a list of places or years
/// no sentence stands behind them.
fn turns(reading: &Reading) -> Vec<&str> {
    let says = |label: Span, block: &Block| is_clause(&reading.syntax, Span::new(label.end, block.at.end));
    let of_block = |b: &Block| label(reading, b).map(|l| (reading.printed(l), says(l, b)));
    let mut all: Vec<(&str, bool)> = reading.blocks.iter().filter_map(of_block).collect();
    all.sort_unstable();
    let count = all.len();
    let speaks =
        |same: &&[(&str, bool)]| same.len() >= ALIKE && same.iter().filter(|(_, says)| *says).count() * 2 >= same.len();
    let mut again: Vec<&str> = all.chunk_by(|a, b| a.0 == b.0).filter(speaks).map(|same| same[0].0).collect();
    if count < TURNS || again.len() < 2 {
        again.clear();
    }
    again
}

/// A short name or capital letters before the first colon of a paragraph.
fn label(reading: &Reading, block: &Block) -> Option<Span> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(block.at);
    let colon = tokens.clone().take(LABEL + 1).find(|t| syntax.tokens[*t].lower == ":")?;
    let name = source::trimmed(syntax, tokens.start..colon);
    let capital = |t: usize| reading.printed(syntax.tokens[t].at).starts_with(|c: char| c.is_uppercase() || c == '.');
    (!name.is_empty() && name.clone().all(capital)).then(|| syntax.span(name))
}

fn turn(reading: &Reading, block: &Block, turns: &[&str]) -> Option<Found> {
    let syntax = &reading.syntax;
    let name = label(reading, block).filter(|l| turns.binary_search(&reading.printed(*l)).is_ok())?;
    let tokens = syntax.tokens_in(name);
    let colon = (tokens.end..syntax.tokens.len()).find(|t| syntax.tokens[*t].lower == ":")?;
    let content = Span::new(syntax.tokens[colon].at.end, block.at.end).trim(&reading.document.text);
    (!content.is_empty()).then(|| found(syntax, tokens, syntax.tokens[colon].at, content, "turn-of-transcript"))
}

/// "The mayor added:" and her words as a paragraph of their own, without marks.
fn set_off(reading: &Reading, words: &Words, index: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let before = reading.blocks.get(index.checked_sub(1)?)?.at;
    let block = &reading.blocks[index];
    let printed = reading.printed(block.at);
    let marked =
        near(reading, block.at.start).iter().any(|q| q.at.start <= block.at.start + 1 && q.at.end > block.at.start);
    let begins = printed.starts_with(char::is_uppercase) && block.kind == BlockKind::Paragraph;
    if !reading.printed(before).ends_with(':') || marked || !begins || !is_clause(syntax, block.at) {
        return None;
    }
    let colon = syntax.tokens_in(before).next_back()?;
    let announces = |t: &usize| {
        let token = &syntax.tokens[*t];
        let takes = words.verbs(&token.lower, &token.lemma).any(|e| e.takes(Takes::Clause));
        let complete = syntax.child(*t, &["ccomp"]).is_some() || syntax.child(*t, &["auxpass"]).is_some();
        takes && !complete && cues::is_verb(syntax, *t) && cues::is_asserted(syntax, *t)
    };
    let verb = syntax.sentence_of(colon).tokens.clone().rev().find(announces)?;
    let source = source::of(reading, words, verb)?;
    let cue = syntax.span(cues::group(syntax, verb));
    let content = vec![block.at.trim(&reading.document.text)];
    Some(Found {
        content,
        cue: Some(cue),
        head: Some(verb),
        who: Some(source.who),
        source: Some(source.tokens),
        rule: "paragraph-after-colon",
    })
}

fn labelled(reading: &Reading, block: &Block, is_first: bool) -> Option<Found> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(block.at);
    let colon = tokens.clone().take(NAME + 1).find(|t| syntax.tokens[*t].lower == ":")?;
    let name = tokens.start..colon;
    let person = is_person(syntax, name.clone()) || mention_ending(reading, syntax.tokens[colon].at.start).is_some();
    if !is_name(syntax, name.clone()) || !(person || is_first) {
        return None;
    }
    let after = Span::new(syntax.tokens[colon].at.end, block.at.end).trim(&reading.document.text);
    let quotation = near(reading, after.start).iter().find(|q| q.at.start == after.start && q.inside_of.is_none());
    let titled = is_titled_person(reading, name.clone());
    let capital = reading.printed(after).starts_with(char::is_uppercase);
    let (content, rule) = match quotation {
        Some(q) => (q.inside, "name-and-colon"),
        // Behind office and name also a greeting is spoken: "Mr President, friends,".
        None if titled && capital && !is_first => (after, "turn-of-transcript"),
        None if !is_clause(syntax, after) => return None,
        None if person && (is_only_name(syntax, name.clone()) || is_whole_name(reading, name.clone())) || titled => {
            (after, "name-and-colon")
        }
        None => return None,
    };
    (!content.is_empty()).then(|| found(syntax, name, syntax.tokens[colon].at, content, rule))
}

/// "Bridge will open in May: Lind": a headline that ends in a colon and the name of the speaker.
fn named_behind(reading: &Reading, block: &Block) -> Option<Found> {
    let syntax = &reading.syntax;
    let tokens = syntax.tokens_in(block.at);
    let colon = tokens.clone().rev().take(NAME + 1).find(|t| syntax.tokens[*t].lower == ":")?;
    let name = colon + 1..tokens.end;
    let body = reading.mentions_in(block.at).any(|m| m.at.end == block.at.end && m.class == Class::Organisation);
    let holder =
        (body || mention_ending(reading, block.at.end).is_some()) && !name.is_empty() && is_name(syntax, name.clone());
    let content = Span::new(block.at.start, syntax.tokens[colon].at.start).trim(&reading.document.text);
    let headline = block.kind == BlockKind::Title && is_clause(syntax, content) && is_whole_name(reading, name.clone());
    (holder && headline).then(|| found(syntax, name, syntax.tokens[colon].at, content, "name-and-colon"))
}

/// A quotation with a dash and its speaker behind it.
pub fn signed(reading: &Reading, q: &Quotation, behind: Span) -> Option<Found> {
    let syntax = &reading.syntax;
    let mut tokens = syntax.tokens_in(behind);
    let dash = tokens.next().filter(|t| is_dash(syntax, *t))?;
    let end = (dash + 1..tokens.end).find(|t| is_punctuation(syntax, *t)).unwrap_or(tokens.end);
    let name = dash + 1..end;
    if name.len() > NAME || !is_name(syntax, name.clone()) {
        return None;
    }
    Some(found(syntax, name, syntax.tokens[dash].at, q.inside, "dash-and-name"))
}

fn found(syntax: &Syntax, name: Range<usize>, cue: Span, content: Span, rule: &'static str) -> Found {
    let name = source::trimmed(syntax, name);
    // "The harbour chief of Tarn: “…”": a name in a place of the phrase is not who speaks.
    let last = name.clone().rev().find(|t| syntax.tokens[*t].pos == "PROPN").or(Some(name.end - 1));
    let place = |t: &usize| syntax.tokens[*t].dep == "pobj" && name.contains(&syntax.tokens[*t].head);
    let who = if last.is_some_and(|t| place(&t)) { syntax.head_of(syntax.span(name.clone())).or(last) } else { last };
    Found { content: vec![content], cue: Some(cue), head: None, source: Some(name), who, rule }
}

fn is_dash(syntax: &Syntax, token: usize) -> bool {
    matches!(syntax.tokens[token].lower.as_str(), "–" | "—" | "―" | "-" | "--")
}

/// A noun phrase with a name or a noun of a speaker, and no verb.
fn is_name(syntax: &Syntax, tokens: Range<usize>) -> bool {
    let fits = |i: usize| {
        matches!(
            syntax.tokens[i].pos.as_str(),
            "PROPN" | "NOUN" | "ADJ" | "DET" | "PUNCT" | "ADP" | "PART" | "CCONJ" | "NUM"
        )
    };
    !tokens.is_empty()
        && tokens.clone().all(fits)
        && tokens.clone().any(|i| matches!(syntax.tokens[i].pos.as_str(), "PROPN" | "NOUN"))
}

/// A name and nothing else.
fn is_only_name(syntax: &Syntax, mut tokens: Range<usize>) -> bool {
    tokens.all(|i| matches!(syntax.tokens[i].pos.as_str(), "PROPN" | "PUNCT"))
}

/// The name of one person, whatever the parser takes its words for.
fn is_whole_name(reading: &Reading, tokens: Range<usize>) -> bool {
    let at = reading.syntax.span(tokens);
    let speaks = |class| matches!(class, Class::Person | Class::Organisation);
    reading.mentions_in(at).any(|m| m.at == at && speaks(m.class) && m.form == Form::Name)
}

/// An office and the name of the person who holds it: "President of Osmeria Temir Askarul".
fn is_titled_person(reading: &Reading, tokens: Range<usize>) -> bool {
    let syntax = &reading.syntax;
    let holder = mention_ending(reading, syntax.span(tokens.clone()).end);
    let Some(entity) = holder.and_then(|e| reading.entities.get(e)) else { return false };
    let first = &syntax.tokens[tokens.start];
    let named = |title: &str| title.split(' ').next().is_some_and(|word| word.to_lowercase() == first.lower);
    entity.offices.iter().any(|office| office.at.start == first.at.start || named(&office.title))
}

/// The person whose name ends there.
fn mention_ending(reading: &Reading, end: usize) -> Option<usize> {
    let from = reading.mentions.partition_point(|m| m.at.start + LONGEST_NAME < end);
    let mut near = reading.mentions[from..].iter().take_while(|m| m.at.start < end);
    near.find(|m| m.at.end == end && m.class == Class::Person).and_then(|m| m.entity)
}

fn is_clause(syntax: &Syntax, at: Span) -> bool {
    syntax.tokens_in(at).any(|i| matches!(syntax.tokens[i].tag.as_str(), "VBD" | "VBP" | "VBZ" | "MD"))
}

fn is_person(syntax: &Syntax, tokens: Range<usize>) -> bool {
    tokens.clone().any(|i| syntax.tokens[i].entity == "PERSON")
}
