//! Who passes a statement on, at the end of its sentence: "According to her, the dam holds, reported the agency."

use super::lexicon::{Takes, Words};
use super::{Found, cues, source};
use crate::document::Span;
use crate::reading::credits::outlets;
use crate::reading::names::Class;
use crate::reading::roles::mention_at;
use crate::reading::syntax::Syntax;
use crate::reading::{Mention, Reading};
use std::ops::Range;

/// The longest tail, in tokens.
const LONGEST: usize = 10;

/// What is said ends before it.
pub fn cut(reading: &Reading, words: &Words, found: &mut Found) {
    let Some((comma, _)) = of(reading, words, found) else { return };
    let at = reading.syntax.tokens[comma].at.start;
    for piece in &mut found.content {
        if piece.start < at && piece.end > at {
            *piece = Span::new(piece.start, at);
        }
    }
}

/// The characters of such a tail: its verb takes nothing else.
pub fn at(reading: &Reading, words: &Words, found: &Found) -> Option<Span> {
    let (comma, _) = of(reading, words, found)?;
    let syntax = &reading.syntax;
    Some(syntax.span(comma..syntax.sentence_of(comma).tokens.end))
}

pub fn reporter(reading: &Reading, words: &Words, found: &Found) -> Option<Span> {
    let (comma, who) = of(reading, words, found)?;
    let behind = found.content.iter().all(|c| c.end <= reading.syntax.tokens[comma].at.start);
    behind.then(|| reading.syntax.span(source::trimmed(&reading.syntax, who)))
}

/// The comma before the tail of the sentence in which a cue stands, and who reports; the cue is another one.
fn of(reading: &Reading, words: &Words, found: &Found) -> Option<(usize, Range<usize>)> {
    let syntax = &reading.syntax;
    let cue = syntax.token_at(found.cue?.start)?;
    let sentence = syntax.sentence_of(cue).tokens.clone();
    let end = source::trimmed(syntax, sentence.clone()).end;
    let comma = (sentence.start..end).rev().take(LONGEST).find(|t| syntax.tokens[*t].lower == ",")?;
    let tail = comma + 1..end;
    if tail.len() < 2 || cue >= comma {
        return None;
    }
    let (first, last) = (tail.start, tail.end - 1);
    let who = match (says(syntax, words, first), says(syntax, words, last)) {
        (true, false) => first + 1..tail.end,
        (false, true) => tail.start..last,
        _ => return None,
    };
    if !may_pass_on(reading, words, found, &who, tail) {
        return None;
    }
    // What the cue does not reach is told by the outlet itself.
    let reached = found.content.iter().any(|c| c.end + 1 >= syntax.tokens[comma].at.start);
    (reached && who.clone().all(|t| is_nominal(syntax, t))).then_some((comma, who))
}

/// Outlets and press services report whatever somebody did; who else says something at the end passes on only what a
/// person said: "The owners agreed to sell, the widow said" is hers.
fn may_pass_on(reading: &Reading, words: &Words, found: &Found, who: &Range<usize>, tail: Range<usize>) -> bool {
    let syntax = &reading.syntax;
    let reports = |t: usize| words.venue.reports.iter().any(|w| *w == syntax.tokens[t].lemma.as_str());
    let Some(head) = syntax.head_of(syntax.span(who.clone())) else { return false };
    let person = |t: usize| mention_at(reading, t).is_some_and(|m| m.class == Class::Person);
    tail.into_iter().any(reports) || is_reporter(reading, words, head) || {
        !person(head) && is_speech(found) && found.who.is_some_and(person)
    }
}

/// An outlet by name or kind, or an office that speaks for somebody.
pub fn is_reporter(reading: &Reading, words: &Words, head: usize) -> bool {
    let token = &reading.syntax.tokens[head];
    let nouns = words.venue.reporters.iter().chain(&words.venue.outlets);
    let kind = nouns.into_iter().any(|w| *w == token.lemma.as_str() || *w == token.lower.as_str());
    let named = |m: &Mention| m.class == Class::Organisation && outlets::known(reading.printed(m.at)).is_some();
    kind || mention_at(reading, head).is_some_and(named)
}

/// A clause or a quotation, not what somebody did with words: "agreed to", "praised".
pub fn is_speech(found: &Found) -> bool {
    found.rule.starts_with("clause") || found.rule.starts_with("quotation")
}

/// "..., said the mayor at the fair, the press service reported": a clause behind a comma that says no more than who
/// passes it on. Its subject.
pub fn bare_report(reading: &Reading, words: &Words, clause: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[clause];
    let subject = source::subject(syntax, clause).filter(|s| *s < clause)?;
    let all = syntax.subtree(clause);
    let comma = all.start.checked_sub(1).is_some_and(|c| syntax.tokens[c].lower == ",")
        || syntax.tokens[all.start].lower == ",";
    let says = words.verbs(&token.lower, &token.lemma).any(|e| e.takes(Takes::Clause));
    let bare = syntax.child(clause, &["dobj", "ccomp", "xcomp", "mark", "neg", "aux"]).is_none();
    let behind = syntax.sentence_of(clause).tokens.end <= all.end + 1;
    (comma && says && bare && behind && cues::is_asserted(syntax, clause)).then_some(subject)
}

fn says(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let t = &syntax.tokens[token];
    let finite = matches!(t.tag.as_str(), "VBD" | "VBZ" | "VBP");
    finite && cues::is_verb(syntax, token) && words.verbs(&t.lower, &t.lemma).any(|e| e.takes(Takes::Clause))
}

fn is_nominal(syntax: &Syntax, token: usize) -> bool {
    let t = &syntax.tokens[token];
    matches!(t.pos.as_str(), "DET" | "PROPN" | "NOUN" | "ADJ" | "PART" | "ADP") && t.tag != "TO"
}
