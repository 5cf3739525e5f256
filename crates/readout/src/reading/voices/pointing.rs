//! Attributions that point back: "The dam holds. This was stated by the mayor." The sentence before is what is said.

use super::lexicon::{Takes, Words};
use super::source::{self, Source};
use super::{Found, content, cues};
use crate::reading::Reading;
use crate::reading::layout::BlockKind;
use crate::reading::names::{self, Class};
use crate::reading::roles::mention_at;
use crate::reading::syntax::Syntax;

pub fn find(reading: &Reading, words: &Words, known: &[Found]) -> Vec<Found> {
    let mut cues: Vec<usize> = known.iter().filter_map(|f| f.cue).map(|c| c.start).collect();
    cues.sort_unstable();
    // What points back inside somebody's own words belongs to them.
    let outside = |t: &usize| !reading.is_quoted(reading.syntax.tokens[*t].at);
    let verbs = (0..reading.syntax.tokens.len()).filter(|t| is_saying(reading, words, *t)).filter(outside);
    verbs.filter_map(|verb| attribution(reading, words, verb, &cues)).collect()
}

fn is_saying(reading: &Reading, words: &Words, verb: usize) -> bool {
    let token = &reading.syntax.tokens[verb];
    let says = words.verbs(&token.lower, &token.lemma).any(|e| e.takes(Takes::Clause));
    says && cues::is_verb(&reading.syntax, verb) && cues::is_asserted(&reading.syntax, verb)
}

fn attribution(reading: &Reading, words: &Words, verb: usize, cues: &[usize]) -> Option<Found> {
    let syntax = &reading.syntax;
    let source = by_passive(syntax, words, verb)
        .or_else(|| by_object(reading, words, verb))
        .or_else(|| by_copula(reading, words, verb))
        .or_else(|| by_topic(reading, words, verb))?;
    let sentence = syntax.tokens[verb].sentence;
    let before = syntax.sentences.get(sentence.checked_sub(1)?)?;
    let block = |s: usize| reading.blocks[syntax.sentences[s].block].kind;
    let near = syntax.sentences[sentence].block - before.block <= 1 && block(sentence - 1) == BlockKind::Paragraph;
    // What somebody else is said to say there is his.
    let first = cues.partition_point(|c| *c < before.at.start);
    let free = cues.get(first).is_none_or(|c| *c >= before.at.end);
    let piece = content::piece(reading, before.tokens.clone()).filter(|_| near && free)?;
    Some(Found {
        content: vec![piece],
        cue: Some(syntax.span(cues::group(syntax, verb))),
        head: Some(verb),
        who: Some(source.who),
        source: Some(source.tokens),
        rule: "points-back",
    })
}

fn points(syntax: &Syntax, words: &Words, token: usize) -> bool {
    let t = &syntax.tokens[token];
    words.subject.pointing.iter().any(|w| *w == t.lower.as_str()) && syntax.children(token).is_empty()
}

/// Nothing but the pointing word is said.
fn is_whole(syntax: &Syntax, verb: usize) -> bool {
    syntax.child(verb, &["ccomp", "xcomp"]).is_none() && syntax.tokens[verb].dep == "ROOT"
}

/// "This was stated by the mayor."
fn by_passive(syntax: &Syntax, words: &Words, verb: usize) -> Option<Source> {
    syntax.child(verb, &["nsubjpass"]).filter(|s| points(syntax, words, *s) && is_whole(syntax, verb))?;
    // The parser may hang the author on a noun in between: "said at a talk with farmers by the mayor".
    let is_by = |t: &usize| {
        let author = words.subject.authors.first().is_some_and(|w| *w == syntax.tokens[*t].lower.as_str());
        author && syntax.tokens[*t].dep == "prep"
    };
    let by = syntax.child(verb, &["agent"]).or_else(|| (verb..syntax.subtree(verb).end).find(is_by))?;
    let who = syntax.child(by, &["pobj"])?;
    Some(Source { tokens: source::without(syntax, who, verb), who })
}

/// "The mayor said this at the fair."
fn by_object(reading: &Reading, words: &Words, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    syntax.child(verb, &["dobj"]).filter(|o| points(syntax, words, *o) && is_whole(syntax, verb))?;
    source::of(reading, words, verb)
}

/// "About this informed the mayor": the order of other languages, who speaks right behind the verb.
fn by_topic(reading: &Reading, words: &Words, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    let start = syntax.sentence_of(verb).tokens.start;
    let opens = matches!(syntax.tokens[start].pos.as_str(), "ADP" | "ADV") && points(syntax, words, start + 1);
    let behind = |c: &usize| {
        *c > verb && matches!(syntax.tokens[*c].dep.as_str(), "dobj" | "nsubj") && syntax.subtree(*c).start == verb + 1
    };
    let who = syntax.children(verb).iter().copied().find(behind).filter(|_| opens && is_whole(syntax, verb))?;
    let lemma = syntax.tokens[who].lemma.to_lowercase();
    let body = words.subject.bodies.contains(&lemma) || words.venue.outlets.contains(&lemma);
    let named = mention_at(reading, who).is_some_and(|m| matches!(m.class, Class::Person | Class::Organisation));
    let speaks = named || body || names::is_office(reading.language(), &lemma);
    speaks.then(|| Source { tokens: source::without(syntax, who, verb), who })
}

/// "This is what the mayor said at the fair."
fn by_copula(reading: &Reading, words: &Words, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    let main = syntax.ancestors(verb).skip(1).take(3).find(|a| syntax.tokens[*a].dep == "ROOT")?;
    let subject = source::subject(syntax, main).filter(|s| points(syntax, words, *s) && *s < verb);
    let bare = syntax.children(verb).iter().any(|c| *c < verb && syntax.tokens[*c].tag == "WP");
    let own = syntax.child(verb, &["ccomp", "xcomp"]).is_none();
    subject.filter(|_| bare && own && syntax.tokens[main].pos == "AUX")?;
    source::of(reading, words, verb)
}
