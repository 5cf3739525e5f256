//! From what the rules found to voices: one for each thing said, with its kind, speaker and circumstances.

use super::lexicon::{Stance, Words};
use super::quotes::{NESTED, near};
use super::{Found, Voice, VoiceKind, content, cues, details, source, tails, turns};
use crate::document::Span;
use crate::reading::names::Class;
use crate::reading::roles::mention_at;
use crate::reading::{Quotation, Reading};

pub fn voices(reading: &Reading, words: &Words, mut found: Vec<Found>) -> Vec<Voice> {
    let mut tails: Vec<Span> = found.iter().filter_map(|f| tails::at(reading, words, f)).collect();
    tails.sort_unstable();
    found.retain(|f| f.cue.is_none_or(|cue| !cues::is_inside(&tails, cue.start)));
    for f in &mut found {
        tails::cut(reading, words, f);
        f.content = tidy(reading, f);
    }
    found.retain(|f| !f.content.is_empty());
    found.sort_by(|a, b| {
        (a.content[0].start, a.content.last().map(|s| s.end))
            .cmp(&(b.content[0].start, b.content.last().map(|s| s.end)))
    });
    let reporters = reporters(reading, words, &mut found);
    let outermost = outermost(&found);
    let mut voices: Vec<Voice> = found
        .iter()
        .zip(outermost)
        .filter(|(_, keep)| *keep)
        .map(|(f, _)| voice(reading, words, f, &reporters))
        .collect();
    voices.sort_by(|a, b| (&a.content, a.cue).cmp(&(&b.content, b.cue)));
    voices.dedup_by(|a, b| a.content == b.content);
    voices
}

/// The pieces in order, none of them empty or in another, and none that runs into the words that name its speaker.
fn tidy(reading: &Reading, found: &Found) -> Vec<Span> {
    let source = found.source.clone().map(|tokens| reading.syntax.span(tokens)).unwrap_or_default();
    let mut pieces = found.content.clone();
    for piece in &mut pieces {
        let enters = piece.start < source.start && source.start < piece.end && piece.end <= source.end;
        if enters && found.cue.is_some_and(|cue| cue.start >= source.end) {
            let before = reading.syntax.tokens_in(Span::new(piece.start, source.start));
            *piece = content::piece(reading, before).filter(|p| p.end <= source.start).unwrap_or_default();
        }
    }
    pieces.retain(|s| !s.is_empty());
    pieces.sort_unstable();
    let mut out: Vec<Span> = vec![];
    for piece in pieces {
        match out.last_mut() {
            Some(last) if last.overlaps(piece) => *last = last.join(piece),
            _ => out.push(piece),
        }
    }
    out
}

/// Those who only pass on what somebody says: "he said ..., his press service reports". Takes their attributions
/// out, and gives the cue of what they pass on with their own source.
fn reporters(reading: &Reading, words: &Words, found: &mut Vec<Found>) -> Vec<(Span, Span)> {
    let syntax = &reading.syntax;
    let is = |list: &[String], w: usize| list.iter().any(|n| *n == syntax.tokens[w].lemma.as_str());
    let named = |w: usize| mention_at(reading, w).is_some_and(|m| m.class == Class::Organisation);
    let person_at = |w: usize| mention_at(reading, w).is_some_and(|m| m.class == Class::Person);
    let speaks_for_others =
        |f: &Found| f.who.is_some_and(|w| named(w) || is(&words.venue.reporters, w) || is(&words.subject.texts, w));
    let passes_on = |f: &Found| {
        let reports = f
            .who
            .is_some_and(|w| named(w) || is(&words.venue.reporters, w) || !person_at(w) && f.rule == "source-marker");
        reports && matches!(f.rule, "clause-first" | "clause-around" | "source-marker" | "as-clause")
            || f.rule == "clause-behind" && f.who.is_some_and(|w| is(&words.subject.texts, w))
    };
    let mut out: Vec<(Span, Span)> = found.iter_mut().filter_map(|f| quoted_by(reading, words, f)).collect();
    let passing: Vec<usize> = (0..found.len()).filter(|i| passes_on(&found[*i])).collect();
    let mut drop = vec![];
    for i in passing {
        // "The statement said that the mayor noted ...": only what the clause itself says is passed on.
        let direct = found[i].rule == "clause-behind";
        let own = |f: &Found| f.head.zip(found[i].head).is_some_and(|(a, b)| syntax.tokens[a].head == b);
        let within = |f: &Found| f.cue.is_some_and(|cue| found[i].content.iter().any(|s| s.contains(cue)));
        let person = |f: &Found| f.who.and_then(|w| mention_at(reading, w)).is_some_and(|m| m.class == Class::Person);
        let quoted = |f: &Found| f.rule.starts_with("quotation");
        // "“…,” the mayor said, according to a transcript": who is named behind the marker only passes on what stands in marks.
        let marker = found[i].rule == "source-marker" && !speaks_for_others(&found[i]);
        let reports = found[i].head.is_some_and(|v| is(&words.venue.reports, v));
        let outlet = reports || found[i].who.is_some_and(|w| tails::is_reporter(reading, words, w));
        let said = |f: &Found| outlet || marker || direct || tails::is_speech(f) && f.who.is_some_and(person_at);
        let inside = |f: &&Found| (!marker || quoted(f)) && said(f) && within(f) && (!direct || own(f) && person(f));
        let neighbours = &found[i.saturating_sub(8)..found.len().min(i + 8)];
        let Some(said) = neighbours.iter().find(inside).and_then(|f| f.cue) else { continue };
        let Some(source) = found[i].source.clone() else { continue };
        out.push((said, syntax.span(source)));
        drop.push(i);
    }
    for i in drop.into_iter().rev() {
        found.remove(i);
    }
    out
}

/// "..., the agency quotes the mayor": the one who is quoted speaks, and the agency passes it on. Its cue and the agency.
fn quoted_by(reading: &Reading, words: &Words, found: &mut Found) -> Option<(Span, Span)> {
    let syntax = &reading.syntax;
    let verb = found.head.filter(|v| words.venue.passes_on.iter().any(|w| *w == syntax.lemma(*v).as_str()))?;
    if let Some(quoted) = syntax.child(verb, &["nsubjpass"]) {
        // "“…,” the mayor was quoted by the agency as saying."
        let tokens = source::without(syntax, quoted, verb);
        let reporter = found.source.replace(tokens).filter(|_| found.who != Some(quoted));
        found.who = Some(quoted);
        return Some((found.cue?, syntax.span(reporter?)));
    }
    let who = syntax.child(verb, &["dobj"]).filter(|o| *o > verb)?;
    mention_at(reading, who).filter(|m| matches!(m.class, Class::Person | Class::Organisation))?;
    let reporter = found.source.replace(source::without(syntax, who, verb))?;
    found.who = Some(who);
    Some((found.cue?, syntax.span(reporter)))
}

/// An attribution inside somebody else's words is theirs, unless it has words of its own between marks.
fn outermost(found: &[Found]) -> Vec<bool> {
    let mut pieces: Vec<(Span, usize)> =
        found.iter().enumerate().flat_map(|(i, f)| f.content.iter().map(move |s| (*s, i))).collect();
    pieces.sort_unstable();
    // The furthest end of any piece that starts before, so that the search goes no further back than it must.
    let mut reach = 0;
    let reaches: Vec<usize> = pieces
        .iter()
        .map(|(s, _)| {
            reach = reach.max(s.end);
            reach
        })
        .collect();
    let inside = |i: usize, cue: Span| {
        let before = pieces.partition_point(|(s, _)| s.start <= cue.start);
        (0..before)
            .rev()
            .take_while(|k| reaches[*k] > cue.start)
            .take(64)
            .any(|k| pieces[k].1 != i && pieces[k].0.contains(cue))
    };
    found.iter().enumerate().map(|(i, f)| f.rule == NESTED || f.cue.is_none_or(|cue| !inside(i, cue))).collect()
}

fn voice(reading: &Reading, words: &Words, found: &Found, reporters: &[(Span, Span)]) -> Voice {
    let quoted = verbatim(reading, &found.content);
    let kind = kind_of(reading, found, &quoted);
    let content = match kind {
        VoiceKind::Direct => found.content.iter().map(|s| inside_marks(reading, *s)).collect(),
        _ => found.content.clone(),
    };
    let source = found.source.clone().map(|tokens| reading.syntax.span(tokens));
    let details = details::of(reading, words, found);
    Voice {
        kind,
        quoted: if kind == VoiceKind::Direct { vec![] } else { quoted },
        content,
        cue: found.cue,
        source,
        speakers: details::speaker(reading, found.who, source).into_iter().collect(),
        stance: found.head.and_then(|head| stance(reading, words, head, found.rule)),
        called: None,
        reported_by: reporters
            .iter()
            .find(|(cue, _)| Some(*cue) == found.cue)
            .map(|(_, reporter)| *reporter)
            .or(details.reported_by)
            .or_else(|| tails::reporter(reading, words, found)),
        venue: details.venue,
        addressee: details.addressee,
        when: details.when,
        rule: found.rule,
    }
}

/// What kind of saying the cue's verb, noun or adjective is by the lexicon.
fn stance(reading: &Reading, words: &Words, head: usize, rule: &str) -> Option<Stance> {
    let token = &reading.syntax.tokens[head];
    let phrase = || words.phrases(&token.lemma).next().map(|p| p.stance);
    match token.pos.as_str() {
        _ if rule == "verb-and-noun" => phrase(),
        "NOUN" => words.noun(&token.lemma).map(|e| e.stance),
        _ => words.verbs(&token.lower, &token.lemma).next().map(|e| e.stance).or_else(phrase),
    }
}

/// The verbatim parts of a content: quotations that lie in it, names in marks left out.
pub fn verbatim(reading: &Reading, content: &[Span]) -> Vec<Span> {
    let inside = |piece: &Span| {
        let first = reading.quotations.partition_point(|q| q.at.start < piece.start.saturating_sub(4));
        let piece = *piece;
        reading.quotations[first..]
            .iter()
            .take_while(move |q| q.at.start < piece.end)
            .filter(move |q| q.inside_of.is_none() && piece.contains(q.inside))
            .filter(|q| !q.inside.is_empty() && !is_name(reading, q))
            .map(|q| q.inside)
            .collect::<Vec<_>>()
    };
    content.iter().flat_map(inside).collect()
}

/// A name, a title or a term in marks: every word of weight has a capital and nothing is said.
pub fn is_name(reading: &Reading, q: &Quotation) -> bool {
    let inside = reading.printed(q.inside);
    let ends = inside.ends_with(['.', '!', '?', ',']);
    let mut heavy = inside.split_whitespace().filter(|w| w.chars().count() > 3);
    let capital = |w: &str| w.chars().find(|c| c.is_alphanumeric()).is_none_or(|c| !c.is_lowercase());
    !ends
        && inside.split_whitespace().count() <= 8
        && heavy.all(capital)
        && inside.chars().next().is_some_and(|c| !c.is_lowercase())
}

fn kind_of(reading: &Reading, found: &Found, quoted: &[Span]) -> VoiceKind {
    if matches!(found.rule, turns::RULE | "turn-of-transcript") {
        return VoiceKind::Direct;
    }
    if quoted.is_empty() {
        let all_inside = found.content.iter().all(|s| near(reading, s.start).iter().any(|q| q.inside == *s));
        return if all_inside { VoiceKind::Direct } else { VoiceKind::Indirect };
    }
    let whole = found.content.iter().all(|s| inside_marks(reading, *s) != *s || quoted.contains(s));
    let begins_small = reading.printed(quoted[0]).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase);
    let by_grammar = !found.rule.contains("quotation") && !matches!(found.rule, "name-and-colon" | "dash-and-name");
    if whole && !(by_grammar && begins_small) { VoiceKind::Direct } else { VoiceKind::Mixed }
}

/// The inside of the quotation that these characters are, marks and all.
pub fn inside_marks(reading: &Reading, at: Span) -> Span {
    let first = reading.quotations.partition_point(|q| q.at.start < at.start);
    let same = reading.quotations[first..].iter().take_while(|q| q.at.start == at.start).find(|q| q.at == at);
    same.map_or(at, |q| q.inside)
}
