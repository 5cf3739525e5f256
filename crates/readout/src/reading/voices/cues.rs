//! Attributions by a verb of saying and what the grammar hangs on it.

use super::lexicon::{Entry, Phrase, Takes, Words};
use super::{Found, content, source};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// Every cue verb that no quotation has taken yet.
pub fn find(reading: &Reading, words: &Words, direct: &[Found]) -> Vec<Found> {
    let mut taken: Vec<usize> = direct.iter().filter_map(|f| f.head).collect();
    taken.sort_unstable();
    let mut quoted: Vec<Span> = direct.iter().flat_map(|f| f.content.iter().copied()).collect();
    quoted.sort_unstable();
    let syntax = &reading.syntax;
    (0..syntax.tokens.len())
        .filter(|v| is_verb(syntax, *v) && taken.binary_search(v).is_err())
        .filter(|v| !is_inside(&quoted, syntax.tokens[*v].at.start))
        .filter_map(|v| attribution(reading, words, v))
        .collect()
}

pub fn is_verb(syntax: &Syntax, token: usize) -> bool {
    let t = &syntax.tokens[token];
    t.pos == "VERB" && t.tag.starts_with('V')
}

/// Whether one of these sorted spans holds the byte.
pub fn is_inside(spans: &[Span], byte: usize) -> bool {
    let next = spans.partition_point(|s| s.start <= byte);
    next > 0 && spans[next - 1].holds(byte)
}

fn attribution(reading: &Reading, words: &Words, verb: usize) -> Option<Found> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let entry = words.verb(&token.lower, &token.lemma);
    if (entry.is_none() && words.phrases(&token.lemma).next().is_none()) || !is_asserted(syntax, verb) {
        return None;
    }
    let source = source::of(reading, words, verb)?;
    let phrase = || words.phrases(&token.lemma).find_map(|p| by_phrase(reading, verb, p));
    let entry_or = |e| {
        by_clause(reading, words, verb, e)
            .or_else(|| by_object(reading, verb, e))
            .or_else(|| by_preposition(reading, verb, e))
    };
    let (content, cue, rule) = phrase().or_else(|| entry.and_then(entry_or))?;
    if content.is_empty() || source.tokens.contains(&verb) {
        return None;
    }
    Some(Found {
        content,
        cue: Some(syntax.span(cue)),
        head: Some(verb),
        who: Some(source.who),
        source: Some(source.tokens),
        rule,
    })
}

type Parts = (Vec<Span>, Range<usize>, &'static str);

/// A verb that says somebody did say it: not denied, not only possible, no order and no aim.
pub fn is_asserted(syntax: &Syntax, verb: usize) -> bool {
    let child = |test: &dyn Fn(usize) -> bool| syntax.children(verb).iter().any(|c| test(*c));
    let negated = child(&|c| syntax.tokens[c].dep == "neg");
    let modal = child(&|c| syntax.tokens[c].tag == "MD");
    let bare = syntax.tokens[verb].tag == "VB";
    !negated && !modal && !bare && !child(&|c| syntax.tokens[c].tag == "TO")
}

/// The verb with its auxiliaries, particle and the adverbs next to it.
pub fn group(syntax: &Syntax, verb: usize) -> Range<usize> {
    let own = |i: usize, deps: &[&str]| syntax.tokens[i].head == verb && deps.contains(&syntax.tokens[i].dep.as_str());
    let (mut start, mut end) = (verb, verb + 1);
    let sentence = syntax.sentence_of(verb).tokens.clone();
    while start > sentence.start
        && own(start - 1, &["aux", "auxpass", "neg", "advmod"])
        && syntax.tokens[start - 1].tag != "WRB"
    {
        start -= 1;
    }
    while end < sentence.end && own(end, &["prt"]) {
        end += 1;
    }
    if end < sentence.end && own(end, &["advmod"]) && syntax.children(end).is_empty() {
        end += 1;
    }
    start..end
}

/// "said [that] the dam holds", "the dam holds, she said", "the dam, she said, holds".
fn by_clause(reading: &Reading, words: &Words, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    if !entry.takes(Takes::Clause) {
        return None;
    }
    let cue = group(syntax, verb);
    let clauses =
        || syntax.children(verb).iter().copied().filter(|c| syntax.tokens[*c].dep == "ccomp" && is_finite(syntax, *c));
    if let Some(clause) = clauses().find(|c| *c > verb) {
        let range = from_fronted(syntax, verb, cue.end, syntax.subtree(clause));
        return content::piece(reading, range.start.max(cue.end)..range.end).map(|p| (vec![p], cue, "clause"));
    }
    if let Some(clause) = clauses().next_back() {
        return trailing(reading, words, verb, clause, cue);
    }
    parenthetical(reading, verb, cue)
}

/// A clause with a subject or a finite verb; "to"-clauses are asked for, not said.
fn is_finite(syntax: &Syntax, clause: usize) -> bool {
    !content::has_to(syntax, clause)
}

/// An adverbial clause between the cue and the clause belongs to what is said: "said, whatever happens, he stays".
fn from_fronted(syntax: &Syntax, verb: usize, after: usize, clause: Range<usize>) -> Range<usize> {
    let fronted = syntax.children(verb).iter().copied().filter(|c| *c >= after && *c < clause.start);
    let first =
        fronted.filter(|c| syntax.tokens[*c].dep == "advcl").map(|c| syntax.subtree(c).start).find(|s| *s >= after);
    first.map_or(clause.clone(), |start| start..clause.end)
}

/// The clause comes first: everything from the start of the sentence up to the attribution.
fn trailing(reading: &Reading, words: &Words, verb: usize, clause: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let whole = syntax.subtree(verb);
    let subject = syntax.child(verb, &["nsubj"]).map(|s| syntax.subtree(s));
    let aside_start = subject.filter(|s| s.end <= verb).map_or(cue.start, |s| s.start.min(cue.start));
    let below_clause = |t: usize| syntax.ancestors(t).any(|a| a == clause) && syntax.tokens[t].pos != "PUNCT";
    let resumes = (verb + 1..whole.end).find(|t| below_clause(*t));
    let mut pieces: Vec<Span> = content::piece(reading, whole.start..aside_start).into_iter().collect();
    match resumes {
        Some(start) => pieces.extend(content::piece(reading, start..syntax.subtree(clause).end.max(start))),
        None => pieces.extend(resumed(syntax, words, verb).and_then(|r| content::piece(reading, r))),
    }
    (!pieces.is_empty()).then_some((pieces, cue, "clause-first"))
}

/// A second main clause behind the attribution: "the dam holds, she said, and the gates are open".
fn resumed(syntax: &Syntax, words: &Words, verb: usize) -> Option<Range<usize>> {
    let conjunct = syntax.children(verb).iter().copied().find(|c| *c > verb && syntax.tokens[*c].dep == "conj")?;
    let t = &syntax.tokens[conjunct];
    let own_subject = syntax.child(conjunct, &["nsubj", "nsubjpass", "expl"]).is_some();
    if !own_subject || words.verb(&t.lower, &t.lemma).is_some() {
        return None;
    }
    let cc =
        syntax.children(verb).iter().copied().rfind(|c| *c > verb && *c < conjunct && syntax.tokens[*c].dep == "cc");
    Some(cc.unwrap_or(syntax.subtree(conjunct).start)..syntax.subtree(conjunct).end)
}

/// The attribution is an aside in somebody's clause: "the dam, she said, holds".
fn parenthetical(reading: &Reading, verb: usize, cue: Range<usize>) -> Option<Parts> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    if token.dep != "parataxis" || syntax.child(verb, &["nsubj"]).is_none() {
        return None;
    }
    let (clause, aside) = (syntax.subtree(token.head), syntax.subtree(verb));
    let pieces: Vec<Span> = [clause.start..aside.start, aside.end..clause.end]
        .into_iter()
        .filter_map(|r| content::piece(reading, r))
        .collect();
    (!pieces.is_empty()).then_some((pieces, cue, "aside"))
}

fn by_object(reading: &Reading, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    let range = content::of_object(syntax, verb, entry)?;
    if range.len() == 1 && syntax.tokens[range.start].pos == "PRON" {
        return None;
    }
    Some((vec![content::piece(reading, range)?], group(syntax, verb), "object"))
}

fn by_preposition(reading: &Reading, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    let (preposition, range) = content::behind_preposition(syntax, verb, &entry.prepositions)?;
    let cue = group(syntax, verb);
    let cue = if preposition == cue.end { cue.start..preposition + 1 } else { cue };
    Some((vec![content::piece(reading, range)?], cue, "preposition"))
}

/// A verb with its noun: "drew attention to the delay", "expressed hope that it ends".
fn by_phrase(reading: &Reading, verb: usize, phrase: &Phrase) -> Option<Parts> {
    let syntax = &reading.syntax;
    let noun = syntax
        .child(verb, &["dobj"])
        .filter(|n| phrase.nouns.iter().any(|w| *w == syntax.tokens[*n].lemma.as_str()))?;
    let cue = group(syntax, verb).start..noun + 1;
    if let Some(clause) =
        syntax.child(noun, &["acl", "ccomp", "relcl"]).or_else(|| syntax.child(verb, &["ccomp"])).filter(|c| *c > noun)
    {
        return Some((vec![content::piece(reading, syntax.subtree(clause))?], cue, "phrase"));
    }
    let behind = |head| content::behind_preposition(syntax, head, &phrase.prepositions);
    if let Some((preposition, range)) = behind(noun).or_else(|| behind(verb).filter(|(p, _)| *p > noun)) {
        return Some((vec![content::piece(reading, range)?], cue.start..preposition + 1, "phrase"));
    }
    None
}
