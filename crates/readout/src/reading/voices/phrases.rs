//! A verb and the noun that makes it one of saying: "drew attention to the delay", "expressed readiness to help".

use super::cues::{Parts, group};
use super::lexicon::{Phrase, Words};
use super::{asides, content};
use crate::reading::Reading;

/// A verb with its noun: "drew attention to the delay", "expressed hope that it ends".
pub fn by_phrase(reading: &Reading, words: &Words, verb: usize, phrase: &Phrase) -> Option<Parts> {
    let syntax = &reading.syntax;
    if !phrase.adjectives.is_empty() {
        return by_adjective(reading, words, verb, phrase);
    }
    let noun = syntax
        .child(verb, &["dobj"])
        .filter(|n| phrase.nouns.iter().any(|w| *w == syntax.tokens[*n].lemma.as_str()))?;
    let cue = group(syntax, verb).start..noun + 1;
    if let Some(clause) =
        syntax.child(noun, &["acl", "ccomp", "relcl"]).or_else(|| syntax.child(verb, &["ccomp"])).filter(|c| *c > noun)
    {
        let open = syntax.is_infinitive(clause) && syntax.tokens[clause].head == noun;
        let end = syntax.subtree(clause).end;
        return with_noun(reading, phrase.whole && open, verb, noun, end)
            .or_else(|| Some((vec![content::piece(reading, syntax.subtree(clause))?], cue, "verb-and-noun")));
    }
    let behind = |head| content::behind_preposition(syntax, head, &phrase.prepositions);
    if let Some((preposition, range)) = behind(noun).or_else(|| behind(verb).filter(|(p, _)| *p > noun)) {
        let more = |c: &usize| phrase.prepositions.iter().any(|w| *w == syntax.tokens[*c].lower.as_str());
        let last = syntax.children(verb).iter().copied().rfind(|c| *c > preposition && more(c));
        let range = range.start..last.map_or(range.end, |l| syntax.subtree(l).end.max(range.end));
        let range = content::without_venue(syntax, words, range);
        return with_noun(reading, phrase.whole, verb, noun, range.end)
            .or_else(|| Some((vec![content::piece(reading, range)?], cue.start..preposition + 1, "verb-and-noun")));
    }
    None
}

/// "made clear that it would wait", "it would wait, she made clear".
fn by_adjective(reading: &Reading, words: &Words, verb: usize, phrase: &Phrase) -> Option<Parts> {
    let syntax = &reading.syntax;
    let is = |c: &usize| *c > verb && phrase.adjectives.iter().any(|w| *w == syntax.tokens[*c].lower.as_str());
    let adjective = syntax.children(verb).iter().copied().find(is)?;
    let cue = group(syntax, verb).start..adjective + 1;
    let marked = |c: &usize| *c > adjective && syntax.child(*c, &["mark"]).is_some() && !syntax.is_infinitive(*c);
    let first = |c: &usize| marked(c) && syntax.subtree(*c).start == adjective + 1;
    let behind = [adjective, verb].into_iter().flat_map(|h| syntax.children(h).iter().copied()).find(first);
    if let Some(clause) = behind {
        return Some((vec![content::piece(reading, syntax.subtree(clause))?], cue, "verb-and-noun"));
    }
    let clause = syntax.children(verb).iter().copied().find(|c| *c < verb && syntax.tokens[*c].dep == "ccomp")?;
    asides::trailing(reading, words, verb, clause, cue)
}

/// "expressed [readiness to help]", "extended [his condolences to the crew]": the noun belongs to what is said.
fn with_noun(reading: &Reading, whole: bool, verb: usize, noun: usize, end: usize) -> Option<Parts> {
    let start = reading.syntax.subtree(noun).start;
    let cue = group(&reading.syntax, verb);
    let content = content::piece(reading, start.max(cue.end)..end).filter(|_| whole)?;
    Some((vec![content], cue, "verb-and-noun"))
}
