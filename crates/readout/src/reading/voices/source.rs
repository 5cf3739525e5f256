//! Who says it: the subject of a cue verb, found through ellipsis, participles and relative clauses.

use super::lexicon::Words;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// The tokens that name a speaker and the token that decides who it is.
#[derive(Clone, Debug)]
pub struct Source {
    pub tokens: Range<usize>,
    pub who: usize,
}

/// How far an elided subject is looked for.
const STEPS: usize = 4;

/// The speaker of a cue verb; `None` where the grammar gives none.
pub fn of(reading: &Reading, words: &Words, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    // "As noted Lind, the dam holds": who stands behind the verb does it.
    let behind = syntax.child(verb, &["nsubj"]).is_some_and(|s| s > verb) && syntax.child(verb, &["auxpass"]).is_none();
    if syntax.is_passive(verb) && !behind {
        return agent(syntax, verb);
    }
    if let Some(who) = controller(syntax, words, verb) {
        return Some(Source { tokens: without(syntax, who, verb), who });
    }
    if let Some(who) = before_verb(syntax, verb) {
        return Some(Source { tokens: syntax.subtree(who), who });
    }
    if let Some(who) = behind_preposition(syntax, verb) {
        return own_subject(reading, words, who, verb);
    }
    let mut here = verb;
    for _ in 0..STEPS {
        if let Some(subject) = subject(syntax, here) {
            return own_subject(reading, words, subject, verb);
        }
        let token = &syntax.tokens[here];
        let head = token.head;
        match token.dep.as_str() {
            "acl" if here == verb && is_aside(syntax, verb) => return agent(syntax, verb),
            "acl" if here == verb && is_nobody(words, &syntax.tokens[head].lower) => return None,
            "acl" if here == verb && syntax.tokens[head].pos != "VERB" => return before_participle(syntax, head, verb),
            "conj" | "advcl" | "xcomp" | "pcomp" | "prep" | "ccomp" | "dep" | "parataxis" if head != here => {
                here = head
            }
            _ => {
                let lost = before_list(syntax, here).or_else(|| behind_comma(syntax, verb));
                return lost.and_then(|s| own_subject(reading, words, s, verb));
            }
        }
        if syntax.is_passive(here) {
            return syntax.child(here, &["nsubjpass"]).and_then(|s| own_subject(reading, words, s, verb));
        }
    }
    None
}

/// "Lind secured a loan and pledged to repay it": the parser may take the first verb for an adjective of its object.
fn before_verb(syntax: &Syntax, verb: usize) -> Option<usize> {
    let sentence = syntax.sentence_of(verb).tokens.start;
    let named = |t: usize| {
        let name = t.checked_sub(1).filter(|n| *n >= sentence && syntax.tokens[*n].head == t)?;
        let (token, name_token) = (&syntax.tokens[t], &syntax.tokens[name]);
        let taken =
            token.tag == "VBN" && token.dep == "amod" && matches!(name_token.dep.as_str(), "nsubj" | "npadvmod");
        (taken && name_token.pos == "PROPN").then_some(name)
    };
    let joined = verb > sentence && syntax.tokens[verb - 1].pos == "CCONJ";
    (syntax.subtree(verb).start.max(sentence)..verb).rev().filter(|_| joined).find_map(named)
}

/// "after the head of the council said ...": the parser may take the subject for the noun of the preposition.
fn behind_preposition(syntax: &Syntax, verb: usize) -> Option<usize> {
    let token = &syntax.tokens[verb];
    let finite = matches!(token.tag.as_str(), "VBD" | "VBZ") && matches!(token.dep.as_str(), "ccomp" | "advcl");
    let bare = finite && syntax.child(verb, &["nsubj", "nsubjpass", "expl", "mark"]).is_none();
    let beside = syntax.children(token.head).iter().copied().filter(|c| bare && *c < verb);
    let preposition = beside.filter(|c| syntax.tokens[*c].dep == "prep").find(|c| syntax.subtree(*c).end == verb)?;
    syntax.child(preposition, &["pobj"])
}

/// The subject next to the verb; where the parser gives two, the other one is a fragment of what is said.
pub fn subject(syntax: &Syntax, verb: usize) -> Option<usize> {
    // The parser may take a mark of another language for the subject: "»".
    let is_word = move |c: &usize| syntax.tokens[*c].lower.contains(char::is_alphanumeric);
    let subjects =
        |v: usize| syntax.children(v).iter().copied().filter(|c| syntax.tokens[*c].dep == "nsubj" && is_word(c));
    // "Lind had in a letter accused ...": it may hang on the auxiliary.
    let auxiliary = || syntax.child(verb, &["aux"]).and_then(|aux| subjects(aux).find(|s| *s < aux));
    subjects(verb).min_by_key(|c| c.abs_diff(verb)).or_else(auxiliary)
}

/// "quoted the mayor as saying": the object before the preposition speaks, not the one who quotes.
fn controller(syntax: &Syntax, words: &Words, verb: usize) -> Option<usize> {
    let bare = subject(syntax, verb).is_none();
    let preposition = Some(syntax.tokens[verb].head).filter(|_| bare && syntax.tokens[verb].dep == "pcomp")?;
    let controls = words.subject.object_control.iter().any(|w| *w == syntax.tokens[preposition].lower.as_str());
    let above = Some(syntax.tokens[preposition].head).filter(|_| controls)?;
    match syntax.tokens[above].pos.as_str() {
        "VERB" => syntax.child(above, &["dobj"]).filter(|o| *o < preposition),
        // The parser may hang the preposition on the object itself.
        "NOUN" | "PROPN" | "PRON" if syntax.tokens[above].dep == "dobj" => Some(above),
        _ => None,
    }
}

/// "She praised the port, noted that ..., and ...": the parser takes the first verb of such a list for a complement of the last.
fn before_list(syntax: &Syntax, verb: usize) -> Option<usize> {
    let first = syntax.children(verb).iter().copied().find(|c| *c < verb && syntax.tokens[*c].dep == "ccomp")?;
    (syntax.tokens[first].tag == syntax.tokens[verb].tag).then(|| subject(syntax, first)).flatten()
}

/// "The dam holds at Lindau, an engineer close to the works said": the parser may take the subject of a cue that follows
/// its clause for an apposition in the clause.
fn behind_comma(syntax: &Syntax, verb: usize) -> Option<usize> {
    let clause = syntax.child(verb, &["ccomp"]).filter(|c| *c < verb)?;
    let end = (clause + 1..verb).rev().find(|t| syntax.tokens[*t].pos != "ADV" && syntax.tokens[*t].pos != "AUX")? + 1;
    let noun = (clause + 1..end).find(|t| syntax.tokens[*t].dep == "appos" && syntax.subtree(*t).end == end)?;
    let comma = syntax.subtree(noun).start.checked_sub(1).is_some_and(|c| syntax.tokens[c].lower == ",");
    let finite = matches!(syntax.tokens[verb].tag.as_str(), "VBD" | "VBZ" | "VBP");
    (comma && finite).then_some(noun)
}

fn agent(syntax: &Syntax, verb: usize) -> Option<Source> {
    let by = syntax.child(verb, &["agent"])?;
    let who = syntax.child(by, &["pobj"])?;
    Some(Source { tokens: without(syntax, who, verb), who })
}

/// "something touching", "nobody".
fn is_nobody(words: &Words, lower: &str) -> bool {
    words.subject.nobody.iter().any(|w| w == lower)
}

/// "the ministry, told that ...,": a past participle between commas tells what was done to the noun.
fn is_aside(syntax: &Syntax, verb: usize) -> bool {
    let first = syntax.subtree(verb).start;
    syntax.tokens[verb].tag == "VBN" && first == verb && verb > 0 && syntax.tokens[verb - 1].lower == ","
}

/// A noun phrase with a participle of saying behind it: "a statement saying that ...".
fn before_participle(syntax: &Syntax, noun: usize, verb: usize) -> Option<Source> {
    Some(Source { tokens: without(syntax, noun, verb), who: noun })
}

fn own_subject(reading: &Reading, words: &Words, subject: usize, verb: usize) -> Option<Source> {
    let syntax = &reading.syntax;
    // "One of the owners" is somebody, "one" alone is not.
    let past = syntax.tokens[verb].tag == "VBD";
    let told =
        |t: usize| syntax.tokens[t].pos == "NUM" && (past || syntax.child(t, &["prep", "appos", "relcl"]).is_some());
    let is_none = |t: usize| {
        let word = |w: &String| *w == syntax.tokens[t].lower.as_str();
        words.subject.nobody.iter().any(word) || !told(t) && words.subject.here.iter().any(word)
    };
    let parts = syntax.children(subject).iter().copied().filter(|c| syntax.tokens[*c].dep == "compound");
    if is_none(subject) || parts.into_iter().any(is_none) {
        return None;
    }
    if is_share(syntax, words, subject) {
        return None;
    }
    let who = antecedent(syntax, subject).unwrap_or(subject);
    if words.subject.things.iter().any(|w| *w == syntax.tokens[who].lemma.as_str()) {
        return None;
    }
    Some(Source { tokens: without(syntax, subject, verb), who })
}

/// "62% of the population": a share is a figure, and nobody in particular speaks.
fn is_share(syntax: &Syntax, words: &Words, subject: usize) -> bool {
    let is = |i: usize| words.subject.shares.iter().any(|w| *w == syntax.tokens[i].lower.as_str());
    is(subject) || syntax.children(subject).iter().any(|c| syntax.tokens[*c].dep == "nmod" && is(*c))
}

/// The noun that "who" or "which" stands for.
fn antecedent(syntax: &Syntax, subject: usize) -> Option<usize> {
    let token = &syntax.tokens[subject];
    if !token.tag.starts_with('W') {
        return None;
    }
    syntax.ancestors(subject).find(|a| syntax.tokens[*a].dep == "relcl").map(|a| syntax.tokens[a].head)
}

/// The subtree of a noun without the clause that the cue stands in, and without a genitive ending.
pub fn without(syntax: &Syntax, noun: usize, verb: usize) -> Range<usize> {
    let mut range = syntax.subtree(noun);
    let branch = syntax.ancestors(verb).take_while(|a| *a != noun).last();
    if let Some(branch) = branch.filter(|b| syntax.tokens[*b].head == noun) {
        range = cut(range, syntax.subtree(branch), noun);
    } else if range.contains(&verb) {
        range = cut(range, verb..verb + 1, noun);
    }
    let range = trimmed(syntax, without_clauses(syntax, range, noun));
    // The auxiliary of the cue may hang on the noun: "the officials have said".
    let auxiliary = |t: &usize| syntax.tokens[*t].pos == "AUX";
    let kept = (noun + 1..range.end).rev().take_while(auxiliary).count();
    range.start..range.end - kept
}

/// Without a finite clause that the parser put before the noun: "but some note that [the mayor]".
fn without_clauses(syntax: &Syntax, range: Range<usize>, noun: usize) -> Range<usize> {
    let finite = |t: &usize| matches!(syntax.tokens[*t].tag.as_str(), "VBD" | "VBZ" | "VBP" | "MD");
    let Some(last) = (range.start..noun).rfind(finite) else { return range };
    let mark = (last + 1..noun).rfind(|t| syntax.tokens[*t].dep == "mark").unwrap_or(last);
    mark + 1..range.end
}

/// What remains of a range on the side of the token `keep`.
fn cut(range: Range<usize>, hole: Range<usize>, keep: usize) -> Range<usize> {
    if hole.start > keep {
        return range.start..hole.start.max(keep + 1);
    }
    hole.end.min(keep)..range.end
}

/// Without punctuation, blanks and genitive endings at its ends.
pub fn trimmed(syntax: &Syntax, range: Range<usize>) -> Range<usize> {
    let outside = |i: usize| {
        let t = &syntax.tokens[i];
        matches!(t.pos.as_str(), "PUNCT" | "SPACE") && !matches!(t.lower.as_str(), ")" | "(" | "]" | "[" | "%")
            || t.dep == "case"
    };
    let (mut start, mut end) = (range.start, range.end);
    while start < end && outside(start) {
        start += 1;
    }
    while start < end && outside(end - 1) {
        end -= 1;
    }
    if start < end { start..end } else { range }
}
