//! What is said: the characters that belong to an attribution, from the parse and the quotation marks.

use super::lexicon::{Entry, Stance, Takes, Words};
use super::quotes::{AROUND, near};
use super::source;
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::names::{self, Class};
use crate::reading::roles::mention_at;
use crate::reading::syntax::Syntax;
use std::ops::Range;

/// The characters of these tokens without the punctuation around them; nothing when no word is left.
pub fn piece(reading: &Reading, tokens: Range<usize>) -> Option<Span> {
    let syntax = &reading.syntax;
    let tokens = without_edges(reading, tokens);
    if tokens.is_empty() || !tokens.clone().any(|i| is_word(syntax, i)) {
        return None;
    }
    Some(whole_quotations(reading, syntax.span(tokens)))
}

fn is_word(syntax: &Syntax, i: usize) -> bool {
    !matches!(syntax.tokens[i].pos.as_str(), "PUNCT" | "SPACE")
}

fn without_edges(reading: &Reading, tokens: Range<usize>) -> Range<usize> {
    let syntax = &reading.syntax;
    let has = |tag: &str| tokens.clone().any(|i| syntax.tokens[i].tag == tag);
    let (opens, closes) = (has("-LRB-"), has("-RRB-"));
    let loose = |i: usize| {
        let t = &syntax.tokens[i];
        match t.tag.as_str() {
            "-LRB-" => !closes,
            "-RRB-" => !opens,
            "," | "." | ":" | "_SP" | "HYPH" | "NFP" => t.lower.chars().all(|c| !c.is_alphanumeric()),
            _ => false,
        }
    };
    let (mut start, mut end) = (tokens.start, tokens.end);
    while start < end && loose(start) {
        start += 1;
    }
    while start < end && loose(end - 1) {
        end -= 1;
    }
    start..end
}

/// A span never cuts a quotation in two: it takes in the rest of one that it enters.
pub fn whole_quotations(reading: &Reading, at: Span) -> Span {
    let mut out = at;
    let first = reading.quotations.partition_point(|q| q.at.start < at.start).saturating_sub(AROUND);
    for q in &reading.quotations[first..] {
        if q.at.start >= out.end {
            break;
        }
        let begins = out.start == q.at.start && out.end < q.inside.end;
        let enters = (begins || out.start < q.at.start) && q.inside.start < out.end && out.end < q.at.end;
        let leaves = q.inside.start < out.start && out.start < q.inside.end && q.at.end < out.end;
        if enters {
            out.end = q.at.end;
        }
        if leaves {
            out.start = q.at.start;
        }
        // Everything that stands between the marks, and nothing else, has the marks with it.
        if out == q.inside
            || (out.start == q.at.start && out.end == q.inside.end)
            || (out.start == q.inside.start && out.end == q.at.end)
        {
            out = q.at;
        }
    }
    out
}

/// The complements of a verb that takes an object: the object and what belongs to it ("for ...", "as ...", "to do ...").
pub fn of_object(syntax: &Syntax, verb: usize, entry: &Entry) -> Option<Range<usize>> {
    let right = |deps: &[&str]| {
        syntax
            .children(verb)
            .iter()
            .copied()
            .filter(|c| *c > verb)
            .find(|c| deps.contains(&syntax.tokens[*c].dep.as_str()))
    };
    let object = right(&["dobj"]);
    let infinitive = right(&["xcomp", "ccomp"]).filter(|i| syntax.is_infinitive(*i));
    let aim = || right(&["advcl"]).filter(|i| syntax.is_infinitive(*i) && entry.takes(Takes::Request));
    let infinitive = infinitive.or_else(|| object.and_then(|_| aim()));
    if let (Some(object), Some(infinitive), true) = (object, infinitive, entry.takes(Takes::Request)) {
        return Some(syntax.subtree(object).start..syntax.subtree(infinitive).end);
    }
    if let (Some(infinitive), true) = (infinitive, entry.takes(Takes::Request) || entry.takes(Takes::Infinitive)) {
        return Some(syntax.subtree(infinitive));
    }
    let small = right(&["oprd", "ccomp", "acomp", "attr"]).filter(|_| entry.takes(Takes::Predicate));
    if let Some(small) = small {
        let start = object.map_or(syntax.subtree(small).start, |o| syntax.subtree(o).start);
        return Some(start..syntax.subtree(small).end);
    }
    // "denied opening the gates": the gerund is what is denied.
    let gerund = || right(&["xcomp", "ccomp"]).filter(|g| entry.takes(Takes::Object) && is_gerund(syntax, verb, *g));
    let Some(object) = object.or_else(gerund) else { return as_of_relative(syntax, verb, entry) };
    let behind = syntax.subtree(object).end;
    if entry.takes(Takes::Predicate) && syntax.tokens.get(behind).is_some_and(|t| t.tag == "``") {
        // "called the ferry “hopelessly out of date”": the rest of the quotation is taken in with its first word.
        return Some(syntax.subtree(object).start..behind + 2);
    }
    if entry.takes(Takes::Predicate) && syntax.child(object, &["appos"]).is_some() {
        // "called the ferry a bus": the parser takes the second noun for an apposition to the first.
        return Some(syntax.subtree(object));
    }
    // The parser may hang the tail on the object: "described [the ferry as a bus]".
    let inner =
        || tail_of(syntax, object, object, entry).filter(|_| entry.takes(Takes::As) && !entry.takes(Takes::Object));
    let tail = tail_of(syntax, verb, object, entry).or_else(inner);
    if entry.takes(Takes::Object) || (entry.takes(Takes::As) && tail.is_some()) {
        let subtree = syntax.subtree(object);
        let end = tail.map_or(subtree.end, |t| t.max(subtree.end));
        return Some(subtree.start..quoted_end(syntax, &subtree).map_or(end, |q| q.max(end)));
    }
    None
}

/// "the claim, which he dismissed as fiction", "a vote that observers described as fair": what stands behind "as".
fn as_of_relative(syntax: &Syntax, verb: usize, entry: &Entry) -> Option<Range<usize>> {
    let token = &syntax.tokens[verb];
    let relative = |c: &usize| *c < verb && matches!(syntax.tokens[*c].tag.as_str(), "WDT" | "WP");
    let asked = syntax.children(verb).iter().any(|c| relative(c) && syntax.tokens[*c].dep == "dobj");
    let torn = token.dep == "acl" && syntax.children(syntax.tokens[token.head].head).iter().any(relative);
    let fits = asked || torn && token.tag != "VBG";
    let tail = |c: &usize| *c == verb + 1 && entry.tails.iter().any(|w| *w == syntax.tokens[*c].lower.as_str());
    let preposition =
        syntax.children(verb).iter().copied().find(|c| fits && tail(c) && syntax.tokens[*c].dep == "prep")?;
    Some(preposition + 1..syntax.subtree(preposition).end)
}

/// "urged “calm on all sides”": the parser may hang the second word of what is quoted on the verb.
fn quoted_end(syntax: &Syntax, object: &Range<usize>) -> Option<usize> {
    let before = object.start.checked_sub(1).filter(|b| syntax.tokens[*b].tag == "``")?;
    let sentence = syntax.sentence_of(before).tokens.clone();
    (object.start..sentence.end).find(|t| syntax.tokens[*t].tag == "''")
}

/// A form in -ing right behind its verb.
fn is_gerund(syntax: &Syntax, verb: usize, gerund: usize) -> bool {
    syntax.tokens[gerund].tag == "VBG" && syntax.subtree(gerund).start == verb + 1
}

/// The end of the last phrase behind the object that the verb's entry takes: "for lying", "as a friend".
fn tail_of(syntax: &Syntax, verb: usize, object: usize, entry: &Entry) -> Option<usize> {
    let mut tails = syntax.children(verb).iter().copied().filter(|c| {
        *c > object
            && syntax.tokens[*c].dep == "prep"
            && entry.tails.iter().any(|w| *w == syntax.tokens[*c].lower.as_str())
    });
    tails.next_back().map(|t| syntax.subtree(t).end)
}

/// Behind one of the prepositions of the entry: "spoke about ...".
pub fn behind_preposition(syntax: &Syntax, verb: usize, prepositions: &[String]) -> Option<(usize, Range<usize>)> {
    all_behind_prepositions(syntax, verb, prepositions).into_iter().next()
}

/// Behind each of them, in text order.
pub fn all_behind_prepositions(syntax: &Syntax, verb: usize, prepositions: &[String]) -> Vec<(usize, Range<usize>)> {
    let is_one = |c: &usize| {
        let t = &syntax.tokens[*c];
        let of_time =
            syntax.child(*c, &["pobj"]).is_some_and(|o| matches!(syntax.tokens[o].entity.as_str(), "DATE" | "TIME"));
        *c > verb
            && matches!(t.dep.as_str(), "prep" | "dative")
            && prepositions.iter().any(|w| *w == t.lower.as_str())
            && !of_time
    };
    let found = syntax.children(verb).iter().copied().filter(is_one);
    found.map(|p| (p, p + 1..syntax.subtree(p).end)).filter(|(_, inside)| !inside.is_empty()).collect()
}

/// "agreed to build a dam, raise the price, and a road": what follows an infinitive to the end of the sentence and has
/// no subject and no finite verb goes on with it, wherever the parser hangs it.
pub fn with_fragments(syntax: &Syntax, verb: usize, range: Range<usize>) -> Range<usize> {
    let sentence = syntax.sentence_of(verb).tokens.clone();
    let end = source::trimmed(syntax, sentence).end;
    let rest = range.end..end;
    let head = syntax.tokens.get(range.start + 1).filter(|_| syntax.tokens[range.start].tag == "TO");
    let first = rest.clone().find(|t| syntax.tokens[*t].lower != ",");
    let goes_on = first.is_some_and(|t| {
        let tag = syntax.tokens[t].tag.as_str();
        matches!(tag, "CC" | "TO" | "VB" | "VBP" | "CD" | "DT") || tag.starts_with("NN") || tag.starts_with("JJ")
    });
    let told = |t: usize| {
        let token = &syntax.tokens[t];
        let finite = matches!(token.tag.as_str(), "VBD" | "VBZ" | "MD" | "WDT" | "WP" | "WRB" | "''" | "``" | ":");
        finite || token.dep.starts_with("nsubj") || token.dep == "mark" || token.tag == "VBG" && token.dep == "advcl"
    };
    let open = head.is_some() && goes_on && !rest.clone().any(told);
    if open { range.start..end } else { range }
}

/// Without a venue at its end, which tells where it was said: "the canal [in an interview]".
pub fn without_venue(syntax: &Syntax, words: &Words, range: Range<usize>) -> Range<usize> {
    let is_venue = |p: usize| {
        let preposition = words.venue.prepositions.iter().any(|w| *w == syntax.tokens[p].lower.as_str());
        let noun = syntax.child(p, &["pobj"]).filter(|_| preposition && syntax.tokens[p].dep == "prep");
        noun.is_some_and(|n| {
            let known = words.venue.nouns.iter().any(|w| *w == syntax.tokens[n].lemma.as_str());
            let new = syntax.child(n, &["det"]).is_some_and(|d| syntax.tokens[d].morph.contains("Definite=Ind"));
            known && new && syntax.subtree(p).end + 1 >= range.end
        })
    };
    let start = (range.start + 1..range.end).find(|p| is_venue(*p));
    range.start..start.unwrap_or(range.end)
}

/// "by announcing the town would pay": a modal verb right behind the object whose own verb has no subject has the object.
pub fn with_modal(syntax: &Syntax, range: Range<usize>) -> Range<usize> {
    let Some(modal) = syntax.tokens.get(range.end).filter(|t| t.tag == "MD") else { return range };
    let same = syntax.sentence_of(range.start).tokens.contains(&range.end);
    let bare = syntax.child(modal.head, &["nsubj", "nsubjpass", "expl"]).is_none();
    if same && bare && modal.head > range.end { range.start..syntax.subtree(modal.head).end } else { range }
}

/// "any re-routing of crude": a word is not cut at its hyphen, and has with it what hangs on its other half.
pub fn over_hyphen(syntax: &Syntax, range: Range<usize>) -> Range<usize> {
    let glued = |t: usize| {
        let (Some(a), Some(b)) = (syntax.tokens.get(t - 1), syntax.tokens.get(t)) else { return false };
        a.at.end == b.at.start
    };
    let hyphen = syntax.tokens.get(range.end).is_some_and(|t| t.is_hyphen());
    if range.is_empty() || !hyphen || !glued(range.end) || !glued(range.end + 1) {
        return range;
    }
    let rest = syntax.subtree(range.end + 1);
    range.start..if rest.start >= range.start { rest.end } else { range.end + 2 }
}

/// Without a venue at its beginning: "said [in a letter] it had sold the mill".
pub fn behind_venue(syntax: &Syntax, words: &Words, range: Range<usize>) -> Range<usize> {
    let Some(first) = syntax.tokens.get(range.start).filter(|t| t.dep == "prep") else { return range };
    let preposition = words.venue.prepositions.iter().any(|w| *w == first.lower.as_str());
    let noun = syntax.child(range.start, &["pobj"]).filter(|n| {
        let known = words.venue.nouns.iter().any(|w| *w == syntax.tokens[*n].lemma.as_str());
        known && syntax.child(*n, &["det"]).is_some_and(|d| syntax.tokens[d].morph.contains("Definite=Ind"))
    });
    let end = syntax.subtree(range.start).end;
    let comma = syntax.tokens.get(end).is_some_and(|t| t.lower == ",");
    if preposition && noun.is_some() && end < range.end && !comma { end..range.end } else { range }
}

/// A clause with one of the prepositions as its mark: "called for the owners to repair it".
pub fn behind_mark(syntax: &Syntax, verb: usize, prepositions: &[String]) -> Option<(usize, Range<usize>)> {
    let marked = |c: &usize| {
        let first = syntax.subtree(*c).start;
        first == verb + 1 && prepositions.iter().any(|w| *w == syntax.tokens[first].lower.as_str())
    };
    let clause = syntax.children(verb).iter().copied().filter(|c| *c > verb).find(marked)?;
    let range = syntax.subtree(clause);
    Some((range.start, range.start + 1..range.end))
}

/// What stands behind a colon in the same sentence explains the clause before and belongs to it.
pub fn over_colon(reading: &Reading, end: usize) -> usize {
    let syntax = &reading.syntax;
    let Some(colon) = syntax.tokens.get(end).filter(|t| t.lower == ":") else { return end };
    let after = syntax.sentences.partition_point(|s| s.tokens.end <= end + 1);
    let quoted =
        near(reading, colon.at.start).iter().any(|q| q.at.start > colon.at.start && q.at.start <= colon.at.end + 2);
    let same_block = |s: &&crate::reading::syntax::Sentence| s.at.start <= colon.at.end + 2;
    match syntax.sentences.get(after).filter(same_block) {
        Some(sentence) if !quoted => sentence.tokens.end,
        _ => end,
    }
}

/// "each other", "Lind", "the newspaper": a noun phrase that only names somebody says nothing of him.
pub fn is_bare(reading: &Reading, words: &Words, verb: usize, tokens: Range<usize>, entry: &Entry) -> bool {
    let syntax = &reading.syntax;
    let said = |t: &usize| !matches!(syntax.tokens[*t].pos.as_str(), "PUNCT" | "SPACE");
    let pronoun = |t: usize| matches!(syntax.tokens[t].pos.as_str(), "PRON" | "DET");
    let last = tokens.clone().rev().find(said);
    let short = tokens.clone().filter(said).count() < 3;
    if short
        && last
            .is_some_and(|l| tokens.clone().filter(said).all(|t| pronoun(t) || t == l && syntax.tokens[t].pos == "ADJ"))
    {
        return true;
    }
    let only_names = matches!(entry.stance, Stance::Says | Stance::Claims | Stance::Thinks | Stance::Asks);
    let greeting = words.subject.greetings.iter().any(|w| *w == syntax.tokens[verb].lemma.as_str());
    // "called Lind a friend", "described Lind as a friend": more than the name.
    let alone = |head: &usize| syntax.subtree(*head).end + 1 >= tokens.end;
    let head =
        syntax.head_of(syntax.span(tokens.clone())).filter(|_| only_names || greeting).filter(|h| greeting || alone(h));
    let Some(head) = head else { return false };
    let more = |c: &usize| {
        let t = &syntax.tokens[*c];
        *c > head
            && matches!(t.dep.as_str(), "relcl" | "acl" | "prep" | "appos" | "advcl" | "ccomp")
            && tokens.contains(c)
    };
    (greeting || !syntax.children(head).iter().any(more)) && names_somebody(reading, words, head)
}

/// Nothing but who is named there: "with the mayor".
pub fn is_somebody(reading: &Reading, words: &Words, tokens: Range<usize>) -> bool {
    let head = reading.syntax.head_of(reading.syntax.span(tokens));
    head.is_some_and(|h| names_somebody(reading, words, h))
}

/// A person, an organisation or an outlet stands there, by name, by office or by its kind.
fn names_somebody(reading: &Reading, words: &Words, head: usize) -> bool {
    let token = &reading.syntax.tokens[head];
    let named = mention_at(reading, head).is_some_and(|m| matches!(m.class, Class::Person | Class::Organisation));
    // "tens of thousands of Corvans"
    let syntax = &reading.syntax;
    let of = syntax.child(head, &["prep"]).and_then(|p| syntax.child(p, &["pobj"]));
    let named = named || of.is_some_and(|p| syntax.tokens[p].tag == "NNPS");
    let outlet = words
        .venue
        .reporters
        .iter()
        .chain(&words.venue.outlets)
        .any(|w| *w == token.lemma.as_str() || *w == token.lower.as_str());
    named || outlet || names::is_office(reading.language(), &token.lemma)
}
