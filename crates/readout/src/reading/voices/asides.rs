//! Attributions behind their clause, inside it or beside it: "the dam holds, she said", "the dam, she said, holds".

use super::cues::Parts;
use super::lexicon::Words;
use super::{content, source};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// The most tokens of an attribution in the middle of a clause.
const LONGEST_ASIDE: usize = 60;

/// "As the mayor noted, the dam holds."
pub fn beside(reading: &Reading, words: &Words, verb: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let is_as = |c: &usize| *c < verb && words.subject.as_clause.iter().any(|w| *w == syntax.tokens[*c].lower.as_str());
    let mark = syntax.children(verb).iter().copied().find(is_as)?;
    let bare = syntax.child(verb, &["dobj", "dative", "xcomp"]).is_none();
    if !matches!(syntax.tokens[verb].dep.as_str(), "advcl" | "acl") || !bare {
        return None;
    }
    // The parser may hang it on the subject: "The dam, as noted by the mayor, holds".
    let main = syntax.ancestors(verb).skip(1).find(|a| !syntax.tokens[*a].dep.starts_with("nsubj"))?;
    let (clause, aside) = (syntax.subtree(main), syntax.subtree(verb));
    let sides = [clause.start..aside.start.max(clause.start), aside.end.min(clause.end)..clause.end];
    let pieces: Vec<Span> = sides.into_iter().filter_map(|r| content::piece(reading, r)).collect();
    (mark >= aside.start && !pieces.is_empty()).then_some((pieces, cue, "as-clause"))
}

/// The clause comes first: everything from the start of the sentence up to the attribution.
pub fn trailing(reading: &Reading, words: &Words, verb: usize, clause: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let whole = syntax.subtree(verb);
    let subject = source::subject(syntax, verb).or(syntax.child(verb, &["nsubjpass"])).map(|s| syntax.subtree(s));
    let aside_start = subject.filter(|s| s.end <= verb).map_or(cue.start, |s| s.start.min(cue.start));
    let below_clause = |t: usize| syntax.ancestors(t).any(|a| a == clause) && syntax.tokens[t].pos != "PUNCT";
    let resumes = (verb + 1..whole.end.min(verb + LONGEST_ASIDE)).find(|t| below_clause(*t));
    let start = behind_colon(reading, words, whole.start..aside_start);
    let mut pieces: Vec<Span> = content::piece(reading, start..aside_start).into_iter().collect();
    match resumes {
        Some(start) => pieces.extend(content::piece(reading, start..syntax.subtree(clause).end.max(start))),
        None => pieces.extend(resumed(syntax, words, verb).and_then(|r| content::piece(reading, r))),
    }
    (!pieces.is_empty()).then_some((pieces, cue, "clause-first"))
}

/// "Lind disagreed: the dam holds, he insisted": what somebody by name does before a colon is told of him.
fn behind_colon(reading: &Reading, words: &Words, said: Range<usize>) -> usize {
    let syntax = &reading.syntax;
    let Some(colon) = said.clone().find(|t| syntax.tokens[*t].lower == ":") else { return said.start };
    let finite = |t: &usize| matches!(syntax.tokens[*t].tag.as_str(), "VBD" | "VBZ" | "VBP");
    let verbs = (said.start..colon).filter(finite);
    let subject = verbs.filter_map(|v| source::subject(syntax, v).filter(|s| (said.start..v).contains(s))).next();
    let person = subject.is_some_and(|s| content::is_somebody(reading, words, s..s + 1));
    if person { colon + 1 } else { said.start }
}

/// A second main clause behind the attribution: "the dam holds, she said, and the gates are open".
fn resumed(syntax: &Syntax, words: &Words, verb: usize) -> Option<Range<usize>> {
    let conjunct = syntax.children(verb).iter().copied().find(|c| *c > verb && syntax.tokens[*c].dep == "conj")?;
    let t = &syntax.tokens[conjunct];
    let own_subject = syntax.child(conjunct, &["nsubj", "nsubjpass", "expl"]).is_some();
    if !own_subject || words.is_verb(&t.lower, &t.lemma) {
        return None;
    }
    let cc =
        syntax.children(verb).iter().copied().rfind(|c| *c > verb && *c < conjunct && syntax.tokens[*c].dep == "cc");
    Some(cc.unwrap_or(syntax.subtree(conjunct).start)..syntax.subtree(conjunct).end)
}

/// The attribution is an aside in somebody's clause: "the dam, she said, holds".
pub fn parenthetical(reading: &Reading, verb: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    if token.dep != "parataxis" || syntax.child(verb, &["nsubj"]).is_none() {
        return None;
    }
    let (clause, mut aside) = (syntax.subtree(token.head), syntax.subtree(verb));
    let start = clause.start.min(aside.start);
    // "Though it was late, she said, the dam held": what stands before the subject is said as well.
    let fronted = syntax.child(verb, &["advcl"]).is_some_and(|c| c < verb && syntax.subtree(c).start == aside.start);
    if let Some(subject) = source::subject(syntax, verb).filter(|s| *s < verb).map(|s| syntax.subtree(s).start) {
        // "The dam could, engineers say, hold": the parser may hang the beginning of the clause on the cue.
        let behind_comma = subject > aside.start && syntax.tokens[subject - 1].lower == ",";
        if fronted || behind_comma {
            aside.start = subject;
        }
    }
    let pieces: Vec<Span> =
        [start..aside.start, aside.end..clause.end].into_iter().filter_map(|r| content::piece(reading, r)).collect();
    (!pieces.is_empty()).then_some((pieces, cue, "clause-around"))
}

/// "Though it was late, the mayor said, leaving was no choice": a cue with its subject between two commas, whatever the parser
/// makes of the rest.
pub fn between_commas(reading: &Reading, verb: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let sentence = syntax.sentence_of(verb).tokens.clone();
    let subject = syntax.subtree(source::subject(syntax, verb)?);
    let comma = |t: usize| sentence.contains(&t) && syntax.tokens[t].lower == ",";
    let bare = syntax.child(verb, &["dobj", "dative", "ccomp", "xcomp"]).is_none();
    let is_aside =
        subject.start > sentence.start && subject.end == cue.start && comma(subject.start - 1) && comma(cue.end);
    if !bare || !is_aside {
        return None;
    }
    let sides = [sentence.start..subject.start, cue.end..sentence.end];
    let pieces: Vec<Span> = sides.into_iter().filter_map(|r| content::piece(reading, r)).collect();
    (pieces.len() == 2).then_some((pieces, cue, "clause-around"))
}
