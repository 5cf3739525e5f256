//! Statements whose speaker the grammar leaves out: "It was noted that the dam holds", "The need for a dam was stressed".
//!
//! What is noted so is no claim of the outlet. In a report of talks those who talk say it together; elsewhere nobody is named.

use super::lexicon::Words;
use super::{Found, Voice, content, cues};
use crate::reading::syntax::Syntax;
use crate::reading::{Reading, layout::BlockKind, together};
use std::ops::Range;

pub const RULE: &str = "impersonal";
/// How many sentences back talks are looked for.
const BACK: usize = 10;
/// So many statements of one speaker make a text a report of his words.
const FEWEST: usize = 3;
/// The shortest thing that is noted without a clause, in tokens.
const SHORTEST: usize = 4;

pub fn find(reading: &Reading, words: &Words) -> Vec<Found> {
    let syntax = &reading.syntax;
    let outside = |t: &usize| !reading.is_quoted(syntax.tokens[*t].at);
    let verbs = (0..syntax.tokens.len()).filter(|t| is_impersonal(syntax, *t)).filter(outside);
    verbs.filter_map(|verb| attribution(reading, words, verb)).collect()
}

/// A passive that names nobody who does it.
fn is_impersonal(syntax: &Syntax, verb: usize) -> bool {
    syntax.tokens[verb].tag == "VBN"
        && syntax.child(verb, &["auxpass"]).is_some()
        && syntax.child(verb, &["agent"]).is_none()
        && matches!(syntax.tokens[verb].dep.as_str(), "ROOT" | "conj" | "ccomp")
        && cues::is_asserted(syntax, verb)
}

fn attribution(reading: &Reading, words: &Words, verb: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let is = |list: &[String], t: usize| list.iter().any(|w| *w == syntax.tokens[t].lemma.as_str());
    let subject = syntax.child(verb, &["nsubjpass", "nsubj", "expl"]).filter(|s| *s < verb)?;
    let empty = words.subject.neuter.iter().any(|w| *w == syntax.tokens[subject].lower.as_str());
    let noted = is(&words.impersonal.noted, verb);
    let told = noted || is(&words.impersonal.told, verb);
    let (range, cue) = match empty {
        true if told => (clause(syntax, verb)?, subject..verb + 1),
        true if is(&words.impersonal.agreed, verb) => {
            (clause(syntax, verb).or_else(|| aim(syntax, verb))?, subject..verb + 1)
        }
        true => return None,
        false if noted => (thing(syntax, verb, subject)?, cues::group(syntax, verb)),
        false => (reached(syntax, words, verb, subject)?, subject..verb + 1),
    };
    Some(Found {
        content: vec![content::piece(reading, range)?],
        cue: Some(syntax.span(cue)),
        head: Some(verb),
        source: None,
        who: None,
        rule: RULE,
    })
}

/// "that the dam holds", with what is joined to it.
fn clause(syntax: &Syntax, verb: usize) -> Option<Range<usize>> {
    let full = |c: &usize| {
        let complement = matches!(syntax.tokens[*c].dep.as_str(), "ccomp" | "acl");
        *c > verb && complement && syntax.child(*c, &["mark"]).is_some() && !syntax.is_infinitive(*c)
    };
    // "It was noted with pleasure that ...": the parser may hang the clause on the noun in between.
    let nouns = syntax.children(verb).iter().filter(|c| syntax.tokens[**c].dep == "prep");
    let nouns = nouns.filter_map(|p| syntax.child(*p, &["pobj"]));
    let heads = std::iter::once(verb).chain(nouns);
    let clause = heads.flat_map(|h| syntax.children(h).iter().copied()).find(full)?;
    // Nobody is the subject, so what is joined to the cue is joined to the clause.
    let more = |c: &usize| {
        let own = syntax.child(*c, &["nsubj", "nsubjpass", "mark"]).is_some();
        *c > clause && syntax.tokens[*c].dep == "conj" && own
    };
    let last = syntax.children(verb).iter().copied().rfind(more).unwrap_or(clause);
    Some(syntax.subtree(clause).start..syntax.subtree(last).end.max(syntax.subtree(clause).end))
}

/// "to build a dam".
fn aim(syntax: &Syntax, verb: usize) -> Option<Range<usize>> {
    let deed = |c: &usize| *c > verb && syntax.is_infinitive(*c);
    syntax.children(verb).iter().copied().find(deed).map(|c| syntax.subtree(c))
}

/// "The need to build a dam": more than a name or a noun.
fn thing(syntax: &Syntax, verb: usize, subject: usize) -> Option<Range<usize>> {
    let range = syntax.subtree(subject);
    let more = syntax.child(subject, &["prep", "acl", "relcl"]).is_some();
    (syntax.tokens[subject].pos == "NOUN" && more && range.len() >= SHORTEST && range.end <= verb).then_some(range)
}

/// "An agreement was reached to build a dam": what the agreement is about.
fn reached(syntax: &Syntax, words: &Words, verb: usize, subject: usize) -> Option<Range<usize>> {
    let is = |list: &[String], t: usize| list.iter().any(|w| *w == syntax.tokens[t].lemma.as_str());
    if !is(&words.impersonal.agreements, subject) || !is(&words.impersonal.reached, verb) {
        return None;
    }
    let inside = |head: usize| {
        let to = syntax.children(head).iter().copied().find(|c| *c > head && syntax.is_infinitive(*c));
        let on = || content::behind_preposition(syntax, head, &words.impersonal.about).map(|(_, range)| range);
        to.map(|c| syntax.subtree(c)).or_else(on)
    };
    inside(verb).or_else(|| inside(subject)).or_else(|| clause(syntax, verb))
}

/// The parties to the talks that the text is telling of say it together; in a report of one speaker's words it is his.
pub fn name(reading: &Reading, words: &Words, voices: &mut [Voice]) {
    let mut before: Vec<Vec<usize>> = vec![];
    for voice in voices.iter_mut() {
        if voice.rule == RULE && voice.speakers.is_empty() {
            voice.speakers = speakers(reading, words, voice, &before).unwrap_or_default();
        }
        before.extend(Some(voice.speakers.clone()).filter(|s| !s.is_empty()));
    }
}

fn speakers(reading: &Reading, words: &Words, voice: &Voice, before: &[Vec<usize>]) -> Option<Vec<usize>> {
    let verb = reading.syntax.tokens_in(voice.cue?).next_back()?;
    let told = words.impersonal.told.iter().any(|w| *w == reading.syntax.tokens[verb].lemma.as_str());
    if told || !is_of_talks(reading, words, verb) {
        return None;
    }
    let one = before.first().filter(|first| before.len() >= FEWEST && before.iter().all(|s| s == *first));
    let several = || before.iter().rev().find(|s| s.len() > 1);
    let known = one.or_else(several).cloned();
    known.or_else(|| Some(together::parties(reading, verb)))
}

/// A meeting is told of shortly before, or in the sentence itself.
fn is_of_talks(reading: &Reading, words: &Words, verb: usize) -> bool {
    let syntax = &reading.syntax;
    let sentence = syntax.tokens[verb].sentence;
    let first = syntax.sentences[sentence.saturating_sub(BACK)].tokens.start;
    let end = syntax.sentences[sentence].tokens.end;
    let in_text = |t: usize| reading.blocks[syntax.sentence_of(t).block].kind == BlockKind::Paragraph;
    (first..end).any(|t| words.impersonal.talks.iter().any(|w| *w == syntax.tokens[t].lemma.as_str()) && in_text(t))
}
