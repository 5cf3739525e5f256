//! Cues that share the speaker of the attribution before them: a second verb behind a comma, a participle behind a quotation.

use super::cues::{group, is_verb, parts};
use super::lexicon::Words;
use super::quotes::near;
use super::source::{self, Source};
use super::{Found, content};
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::collections::BTreeMap;

/// "“We wait,” she said, “for rain,” adding that ...": a participle right behind a quotation has the quotation's speaker.
pub fn behind_quotation(reading: &Reading, direct: &[Found], ends: &[(usize, usize)], verb: usize) -> Option<Source> {
    /// A closing mark, a comma and a blank.
    const BETWEEN: usize = 6;
    let syntax = &reading.syntax;
    let token = &syntax.tokens[verb];
    let start = syntax.tokens[group(syntax, verb).start].at.start;
    let (end, found) = *ends[..ends.partition_point(|(end, _)| *end <= start)].last()?;
    if token.tag != "VBG" || start - end > BETWEEN {
        return None;
    }
    let said = &direct[found];
    Some(Source { tokens: said.source.clone()?, who: said.who? })
}

/// "said ..., and called for ..., stressing that ...": a participle has the speaker of the verb it hangs on.
pub fn with_its_head(syntax: &Syntax, given: &BTreeMap<usize, Source>, verb: usize) -> Option<Source> {
    let token = &syntax.tokens[verb];
    let hangs = token.tag == "VBG" && matches!(token.dep.as_str(), "advcl" | "conj");
    given.get(&token.head).filter(|_| hangs && syntax.child(verb, &["nsubj"]).is_none()).cloned()
}

/// A second cue of the same speaker behind a comma ends what the first one says: "said that ..., adding that ...",
/// "said that ..., and urged ...". Cuts the content there and gives the second verb.
pub fn second_cue(reading: &Reading, words: &Words, found: &mut Found) -> Option<usize> {
    let syntax = &reading.syntax;
    let verb = found.head?;
    let last = found.content.last_mut().filter(|_| matches!(found.rule, "clause-behind" | "verb-and-noun"))?;
    let tokens = syntax.tokens_in(*last);
    let (second, start) = tokens.clone().find_map(|t| {
        let token = &syntax.tokens[t];
        let participle = token.tag == "VBG" && matches!(token.dep.as_str(), "advcl" | "conj");
        let coordinated =
            token.dep == "conj" && token.tag == syntax.tokens[verb].tag && source::subject(syntax, t).is_none();
        let cue = (participle || coordinated) && is_verb(syntax, t) && words.is_verb(&token.lower, &token.lemma);
        // What merely is something announces nothing: "said it was late and promised a boat".
        // And a verb in the cue's tense behind a clause in another one stands beside the cue.
        let between = &syntax.tokens[token.head];
        let ascribes =
            coordinated && (between.pos == "AUX" || (between.tag != token.tag && is_verb(syntax, token.head)));
        let joined = || ascribes.then(|| group(syntax, t).start.checked_sub(1)).flatten().filter(|c| *c > tokens.start);
        let start = cue.then(|| behind_comma(syntax, t, tokens.start).or_else(joined))??;
        let unquoted = !near(reading, token.at.start).iter().any(|q| q.inside.holds(token.at.start));
        (unquoted && parts(reading, words, t).is_some()).then_some((t, start))
    })?;
    *last = content::piece(reading, tokens.start..start)?;
    Some(second)
}

/// The comma before a cue, an adverb or conjunction between them aside.
fn behind_comma(syntax: &Syntax, verb: usize, from: usize) -> Option<usize> {
    let start = group(syntax, verb).start;
    let mut here = start;
    while here > from + 1 && start - here < 3 {
        here -= 1;
        if syntax.tokens[here].lower == "," {
            return Some(here);
        }
        if !matches!(syntax.tokens[here].pos.as_str(), "CCONJ" | "SCONJ" | "ADV" | "PUNCT") {
            return None;
        }
    }
    None
}
