//! The phrase that calls an agreement: its noun, what tells which one it is, and where the phrase ends.

use super::words::{Kind, Words};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::layout::BlockKind;
use crate::reading::names::Class;
use crate::reading::roles::mention_at;
use crate::reading::syntax::{Syntax, Token};
use crate::words::has;
use smol_str::SmolStr;
use std::ops::Range;

/// A noun phrase that may call an agreement.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub kind: &'static Kind,
    /// Token of the noun.
    pub noun: usize,
    /// Tokens of the title, the article left out.
    pub title: Range<usize>,
    /// With the article.
    pub at: Span,
    pub definite: bool,
    /// Words that tell which one it is.
    pub topic: Vec<String>,
    /// Something stands behind the noun that says what it is about.
    pub complement: bool,
    /// A clause on the noun says what it is: "an agreement under which they share the catch".
    pub clause: bool,
    /// Several, told by their number.
    pub number: bool,
    /// Written as a name.
    pub capital: bool,
    /// Names among the words that tell which one it is.
    pub names: Vec<String>,
}

/// The phrase around this noun, when it is one for a single agreement.
pub fn phrase(reading: &Reading, words: &'static Words, noun: usize) -> Option<Phrase> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    let counted = is_counted(reading, noun);
    let capital =
        reading.printed(token.at).starts_with(char::is_uppercase) && noun > syntax.sentence_of(noun).tokens.start;
    let plural = matches!(token.tag.as_str(), "NNS" | "NNPS") && !(capital && token.pos == "PROPN");
    let kind = if counted || plural { counted_kind(syntax, words, noun)? } else { kind_of(syntax, words, noun)? };
    let modifies = matches!(token.dep.as_str(), "compound" | "amod" | "nmod" | "npadvmod") && token.head > noun;
    if modifies {
        return None;
    }
    let first = left_edge(reading, words, noun);
    let determiner = syntax
        .children(noun)
        .iter()
        .copied()
        .filter(|c| *c < noun)
        .map(|c| &syntax.tokens[c])
        .find(|t| t.dep == "det" || t.dep == "poss");
    if determiner.is_some_and(|t| has(&words.phrases.none, &t.lower)) {
        return None;
    }
    let end = right_edge(reading, words, noun);
    let complement = end > noun + 1;
    let topic = topic(reading, words, kind, first..end, noun, counted);
    let heading = reading.blocks.get(syntax.sentence_of(noun).block).is_some_and(|b| b.kind != BlockKind::Paragraph);
    if determiner.is_none() && !capital && !heading && first == noun && !complement && !plural {
        return None;
    }
    let clause =
        |c: &usize| *c > noun && matches!(syntax.tokens[*c].dep.as_str(), "relcl" | "acl") && !syntax.is_passive(*c);
    let clause = syntax.children(noun).iter().any(clause);
    // "more than 90 treaties": how the number is bound belongs to it.
    let bound = syntax.child(noun, &["nummod"]).filter(|_| counted).map_or(first, |n| syntax.subtree(n).start);
    let first = first.min(bound);
    let start = determiner
        .filter(|t| t.dep == "det")
        .map_or(syntax.tokens[first].at.start, |t| t.at.start.min(syntax.tokens[first].at.start));
    let definite = determiner.is_some_and(|t| t.dep == "poss" || has(&words.phrases.definite, &t.lower))
        || determiner.is_none() && capital;
    let at = Span::new(start, syntax.tokens[end - 1].at.end);
    let proper = |i: &usize| syntax.tokens[*i].pos == "PROPN" && *i != noun;
    let names = (first..end).filter(proper).map(|i| stem(&syntax.tokens[i])).collect();
    let number = counted;
    Some(Phrase { kind, noun, title: first..end, at, definite, topic, complement, clause, number, capital, names })
}

/// The kind of agreement a noun calls, by itself or with the word before it.
fn kind_of(syntax: &Syntax, words: &'static Words, noun: usize) -> Option<&'static Kind> {
    let token = &syntax.tokens[noun];
    if !token.is_noun() {
        return None;
    }
    let lemma = token.lower_lemma();
    let ending = |e: &SmolStr| lemma.strip_suffix(e.as_str()).filter(|_| token.pos == "PROPN");
    let singular = words.phrases.plural.iter().find_map(ending).unwrap_or(&lemma);
    let before = noun.checked_sub(1).map_or("", |i| syntax.tokens[i].lower.as_str());
    let two = format!("{before} {lemma}");
    let modified = |k: &Kind| {
        k.modifiers.is_empty() || syntax.children(noun).iter().any(|c| has(&k.modifiers, &syntax.tokens[*c].lower))
    };
    let called = |k: &&Kind| has(&k.words, &lemma) || has(&k.words, singular) || has(&k.phrases, &two);
    let of = |k: &Kind| k.of.is_empty() || behind_of(syntax, words, noun).is_some_and(|t| has(&k.of, &t));
    words.kinds.iter().find(|k| (!k.counted || !k.of.is_empty()) && called(k) && modified(k) && of(k))
}

/// "20 documents", "agreements on trade": several.
fn counted_kind(syntax: &Syntax, words: &'static Words, noun: usize) -> Option<&'static Kind> {
    let token = &syntax.tokens[noun];
    let lemma = token.lower_lemma();
    let plural = token.tag == "NNS";
    words.kinds.iter().find(|k| plural && k.counted && k.of.is_empty() && has(&k.words, &lemma))
}

/// The noun behind "of": "a package of agreements".
fn behind_of(syntax: &Syntax, words: &Words, noun: usize) -> Option<SmolStr> {
    let mut children = syntax.children(noun).iter().copied();
    let of = children.find(|c| has(&words.phrases.of, &syntax.tokens[*c].lower))?;
    let object = syntax.child(of, &["pobj"])?;
    Some(syntax.lemma(object))
}

/// "seven agreements", but not "the 2013 agreement".
fn is_counted(reading: &Reading, noun: usize) -> bool {
    let syntax = &reading.syntax;
    let number =
        |c: &usize| syntax.tokens[*c].dep == "nummod" && reading.times_in(syntax.tokens[*c].at).next().is_none();
    syntax.children(noun).iter().any(number)
}

/// The first word of the title: modifiers and possessors before the noun, the article left out.
fn left_edge(reading: &Reading, words: &Words, noun: usize) -> usize {
    let syntax = &reading.syntax;
    let mut start = noun;
    let sentence = syntax.sentence_of(noun).tokens.start;
    while start > sentence {
        let token = &syntax.tokens[start - 1];
        let inside = syntax.ancestors(start - 1).skip(1).take(4).any(|a| a == noun);
        let stops = token.dep == "det" && token.head == noun
            || matches!(token.pos.as_str(), "VERB" | "AUX" | "ADP" | "CCONJ" | "SCONJ")
                && !is_joined(syntax, start - 1)
            || token.pos == "PUNCT" && token.dep != "punct";
        let pronoun =
            token.pos == "PRON" || token.pos == "PUNCT" && !is_dash(token) && !is_mark(reading.printed(token.at));
        if !inside || stops || pronoun {
            break;
        }
        start -= 1;
    }
    // "Friday's agreement": the day is none of its words.
    let day = reading.times_in(syntax.sentence_of(noun).at).find(|t| t.at.contains(syntax.tokens[start].at));
    if let Some(day) = day.filter(|d| d.at.end < syntax.tokens[noun].at.start) {
        let next = syntax.tokens_in(day.at).end;
        let possessive = syntax.tokens.get(next).is_some_and(|t| t.tag == "POS");
        start = if possessive { (next + 1).min(noun) } else { start };
    }
    while start < noun
        && (is_mark(reading.printed(syntax.tokens[start].at))
            || has(&words.phrases.vague, &syntax.tokens[start].lower) && syntax.tokens[start].pos == "PUNCT"
            || syntax.tokens[start].pos == "DET"
            || is_dash(&syntax.tokens[start]))
    {
        start += 1;
    }
    start
}

/// "founding agreement and charter": a conjunction between modifiers belongs to the title.
fn is_joined(syntax: &Syntax, token: usize) -> bool {
    syntax.tokens[token].pos == "CCONJ"
        && matches!(syntax.tokens[syntax.tokens[token].head].dep.as_str(), "amod" | "compound" | "nmod")
}

fn is_dash(token: &Token) -> bool {
    token.is_hyphen() || token.lower == "–"
}

fn is_mark(printed: &str) -> bool {
    matches!(printed, "“" | "”" | "\"" | "«" | "»" | "„" | "‘" | "’")
}

/// Behind the noun: what it is about and between whom, a title in quotation marks, the noun joined to it without an article.
fn right_edge(reading: &Reading, words: &Words, noun: usize) -> usize {
    let syntax = &reading.syntax;
    let mut end = joined_noun(reading, words, noun).map_or(noun + 1, |t| t + 1);
    end = quoted_title(reading, end).unwrap_or(end);
    let limit = syntax.sentence_of(noun).tokens.end;
    for _ in 0..4 {
        let Some(next) = (end < limit).then(|| complement_end(reading, words, noun, end)).flatten() else { break };
        end = next;
    }
    end
}

/// "agreement and charter": one article, so one thing with two names.
pub fn joined_noun(reading: &Reading, words: &Words, noun: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let joined = syntax.children(noun).iter().copied().find(|c| syntax.tokens[*c].dep == "conj" && *c == noun + 2)?;
    let between = &syntax.tokens[noun + 1];
    let known = words.kinds.iter().any(|k| has(&k.words, &syntax.lemma(joined)));
    (known && between.pos == "CCONJ").then_some(joined)
}

fn quoted_title(reading: &Reading, end: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let from = syntax.tokens.get(end.checked_sub(1)?)?.at.end;
    let near = |s: &Span| {
        s.start > from && s.start <= from + 6 && reading.printed(Span::new(from, s.start)).trim().chars().count() == 1
    };
    let quoted = reading.quotations.iter().map(|q| q.inside).find(|s| near(s))?;
    let tokens = syntax.tokens_in(quoted);
    let last = tokens.end;
    let speaks = tokens.clone().any(|i| matches!(syntax.tokens[i].tag.as_str(), "VBZ" | "VBD" | "VBP" | "MD"));
    let titled = reading.printed(quoted).starts_with(char::is_uppercase);
    (!speaks && titled && quoted.len() < 300 && last > end).then_some((last + 1).min(syntax.tokens.len()))
}

/// The end of a prepositional phrase or a participle that begins here and belongs to the noun.
fn complement_end(reading: &Reading, words: &Words, noun: usize, from: usize) -> Option<usize> {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[from];
    let above = syntax.ancestors(from).skip(1).take(3).find(|a| *a <= noun || syntax.tokens[*a].pos == "VERB")?;
    // "inked a deal to build a port": the parser may hang it on the verb.
    let on = |t: usize| syntax.tokens[t].head == noun && syntax.tokens[t].dep == "acl" || is_of_deal(syntax, noun, t);
    let infinitive = token.tag == "TO" && on(token.head);
    let own = (noun..from).contains(&token.head) || token.head == noun || above == noun || infinitive;
    let of_verb = matches!(syntax.tokens[noun].dep.as_str(), "dobj" | "nsubjpass")
        && token.head == syntax.tokens[noun].head
        && token.dep == "prep";
    // "prolongation of the agreement on gas", "withdrew from the treaty on the river": the parser may hang it higher.
    let higher = token.dep == "prep"
        && has(&words.phrases.topic, &token.lower)
        && syntax.ancestors(noun).skip(1).take(4).any(|a| a == token.head);
    if !own && !of_verb && !higher && !is_of_deal(syntax, noun, token.head) {
        return None;
    }
    let leads = token.pos == "ADP" || token.dep == "prep";
    let phrases = &words.phrases;
    // "with a view to its signature": how it is done, and nobody with whom.
    let manner = || syntax.child(from, &["pobj"]).is_some_and(|t| has(&phrases.manner, &syntax.lemma(t)));
    let about = leads
        && (has(&phrases.between, &token.lower)
            || has(&phrases.partner, &token.lower) && !manner()
            || has(&phrases.about, &token.lower)
            || is_of_field(syntax, words, from));
    let participle = token.dep == "acl" && token.tag == "VBG" && has(&phrases.participles, &token.lower_lemma());
    if !(about || participle || infinitive) || about && is_when_or_where(reading, words, from) {
        return None;
    }
    let whole = syntax.subtree(if infinitive { token.head } else { from });
    let end = cut(reading, words, from + 1..whole.end);
    (end > from + 1).then_some(end)
}

/// "agreements in the field of forestry".
fn is_of_field(syntax: &Syntax, words: &Words, preposition: usize) -> bool {
    let field = |t: usize| has(&words.phrases.fields, &syntax.lemma(t));
    syntax.child(preposition, &["pobj"]).is_some_and(field)
}

/// "on Tuesday", "to Geneva": no more than when or where.
fn is_when_or_where(reading: &Reading, words: &Words, preposition: usize) -> bool {
    let syntax = &reading.syntax;
    let Some(object) = syntax.child(preposition, &["pobj", "pcomp"]) else { return true };
    let at = syntax.tokens[object].at;
    let lower = syntax.tokens[preposition].lower.as_str();
    let time = reading.times_in(syntax.sentence_of(object).at).any(|t| t.at.contains(at));
    let of = has(&words.phrases.of, lower);
    time && !of
        || has(&words.changes.annex, lower)
            && mention_at(reading, object)
                .is_some_and(|m| matches!(m.class, Class::Place | Class::Country | Class::Person))
}

/// Up to a relative clause, a participle that tells who signed it, or a mark that closes the phrase.
fn cut(reading: &Reading, words: &Words, tokens: Range<usize>) -> usize {
    let syntax = &reading.syntax;
    let first = tokens.start;
    // "a treaty on trade and a protocol on fishing": the second is another one.
    let next = |i: usize| {
        let article = syntax.tokens.get(i + 1).filter(|t| t.pos == "DET");
        let called = |t: &Token| words.kinds.iter().any(|k| !k.counted && has(&k.words, &t.lower_lemma()));
        article.and_then(|a| syntax.tokens.get(a.head)).is_some_and(called)
    };
    let closes = |t: &Token, i: usize| {
        let clause = matches!(t.dep.as_str(), "relcl" | "advcl" | "ccomp") || t.dep == "acl" && t.tag == "VBN";
        let comma = t.pos == "PUNCT"
            && i > first
            && !is_dash(t)
            && !is_mark(reading.printed(t.at))
            && !is_enumerated(syntax, i, tokens.end);
        clause || comma || t.pos == "CCONJ" && i > first && next(i)
    };
    let stop = tokens
        .clone()
        .find(|i| closes(&syntax.tokens[*i], *i))
        .map(|i| clause_start(syntax, i, first))
        .unwrap_or(tokens.end);
    let mut end = stop.min(tokens.end);
    while end > first
        && matches!(syntax.tokens[end - 1].pos.as_str(), "PUNCT" | "ADP" | "CCONJ" | "DET" | "PRON" | "SCONJ")
        && !is_mark(reading.printed(syntax.tokens[end - 1].at))
    {
        end -= 1;
    }
    without_time(reading, first, end)
}

fn clause_start(syntax: &Syntax, token: usize, first: usize) -> usize {
    if syntax.tokens[token].pos == "PUNCT" {
        return token;
    }
    syntax.subtree(token).start.max(first)
}

/// A comma of a list: what follows is joined to what stands before.
fn is_enumerated(syntax: &Syntax, comma: usize, end: usize) -> bool {
    let head = syntax.tokens[comma].head;
    let joined = syntax.children(head).iter().any(|c| syntax.tokens[*c].dep == "conj" && *c > comma && *c < end);
    joined && matches!(syntax.tokens[head].pos.as_str(), "NOUN" | "PROPN" | "VERB" | "ADJ")
}

/// "... on gas on Tuesday": a time at the end is the verb's.
fn without_time(reading: &Reading, first: usize, end: usize) -> usize {
    let syntax = &reading.syntax;
    let Some(last) = end.checked_sub(1).filter(|l| *l > first) else { return end };
    let at = syntax.tokens[last].at;
    let Some(time) = reading.times_in(syntax.sentence_of(last).at).find(|t| t.at.contains(at)) else { return end };
    let mut start = syntax.tokens_in(time.at).start;
    while start > first && syntax.tokens[start - 1].pos == "ADP" {
        start -= 1;
    }
    if start > first { start } else { end }
}

/// Nouns, names and adjectives of the title that tell which agreement it is.
fn topic(
    reading: &Reading,
    words: &Words,
    kind: &Kind,
    title: Range<usize>,
    noun: usize,
    counted: bool,
) -> Vec<String> {
    let syntax = &reading.syntax;
    let tells = |i: &usize| {
        let token = &syntax.tokens[*i];
        let year = token.pos == "NUM" && reading.times_in(syntax.sentence_of(*i).at).any(|t| t.at.contains(token.at));
        let number = counted && token.dep == "nummod" && token.head == noun;
        let content = matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ" | "VERB") || year || number;
        content
            && *i != noun
            && !has(&words.phrases.vague, &token.lower)
            && !has(&kind.modifiers, &token.lower)
            && !has(&words.phrases.sides, &token.lower_lemma())
    };
    let mut out: Vec<String> = title.filter(tells).map(|i| stem(&syntax.tokens[i])).collect();
    out.sort();
    out.dedup();
    out
}

/// An infinitive right behind the object, on the verb of that object.
fn is_of_deal(syntax: &Syntax, noun: usize, verb: usize) -> bool {
    let (object, clause) = (&syntax.tokens[noun], &syntax.tokens[verb]);
    let behind = syntax.subtree(verb).start == noun + 1 && syntax.is_infinitive(verb);
    object.dep == "dobj" && clause.dep == "xcomp" && clause.head == object.head && behind
}

fn stem(token: &Token) -> String {
    token.lower_lemma().into()
}
