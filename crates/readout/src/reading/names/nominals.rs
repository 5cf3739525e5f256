//! Descriptions of people by their office: "the head of the bank", "Kremlin aide on foreign policy", "both leaders".

use super::beside::beside;
use super::people::{Of, country_of};
use super::segment::Text;
use super::{Class, Form, Mention};
use crate::document::Span;
use crate::reading::clauses;
use crate::reading::syntax::{Syntax, Token};
use std::ops::Range;

/// One description.
#[derive(Clone, Debug)]
pub struct Nominal {
    pub at: Span,
    /// A title before the name and nothing else ("President X"), or what somebody is said to be: no mention by itself.
    pub bare: bool,
    /// Tokens of the office's first and last word.
    pub first: usize,
    pub head: usize,
    pub office: &'static str,
    /// Of which countries or organisations, in the order of the text.
    pub of: Vec<Of>,
    pub plural: bool,
    pub definite: bool,
    pub past: bool,
    /// It has a capitalised modifier of which no country or organisation is known: "the Talvian leader".
    pub of_unknown: bool,
    /// The person it stands beside ("the head of the bank, X"), by entity.
    pub beside: Vec<usize>,
    /// For each of them what the office is held in, where that stands behind the name: "Presidents X of A and Y of B".
    pub each: Vec<Option<Mention>>,
}

/// All descriptions, in text order.
pub fn find(text: &Text, mentions: &[Mention]) -> Vec<Nominal> {
    let mut out: Vec<Nominal> = vec![];
    let mut i = text.words.len();
    // From the right: "prime minister" is found by its last word and passed over at the first.
    while i > 0 {
        i -= 1;
        let Some((office, words)) = office_at(text, i) else { continue };
        i = words.start;
        if let Some(nominal) = nominal(text, mentions, office, &words) {
            out.push(nominal);
        }
    }
    out.reverse();
    share_names(text, &mut out);
    out
}

/// "the chairman of the council and president of Osmeria, X": one person in both offices.
fn share_names(text: &Text, nominals: &mut [Nominal]) {
    let syntax = &text.reading.syntax;
    for i in (1..nominals.len()).rev() {
        let (first, second) = (&nominals[i - 1], &nominals[i]);
        let between = syntax.tokens_in(Span::new(first.at.end, second.at.start.max(first.at.end)));
        let joined = between.len() == 1 && syntax.tokens[between.start].pos == "CCONJ";
        let both = !first.plural && !second.plural && !first.of.is_empty() && !second.of.is_empty();
        if joined && both && second.beside.len() == 1 {
            let (beside, each) = (second.beside.clone(), second.each.clone());
            (nominals[i - 1].beside, nominals[i - 1].each) = (beside, each);
        }
    }
}

/// The office that ends with this word, also in the plural.
fn office_at(text: &Text, i: usize) -> Option<(&'static str, Range<usize>)> {
    let first = i.saturating_sub(3);
    let token = &text.reading.syntax.tokens[text.words[i].token];
    if !matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ" | "X") {
        return None;
    }
    (first..=i).find_map(|start| {
        if (start + 1..=i).any(|w| !text.words[w].follows || text.words[w].block != text.words[i].block) {
            return None;
        }
        let lower = text.lower(&(start..i + 1));
        let office = text.index.office(&lower).or_else(|| {
            let stem = lower.strip_suffix(text.words[i].lower.as_str())?;
            text.index.office(&format!("{stem}{}", token.lower_lemma())).filter(|_| is_plural(token))
        })?;
        Some((office, start..i + 1))
    })
}

fn is_plural(token: &Token) -> bool {
    token.tag == "NNS" || token.tag == "NNPS" || token.is_plural()
}

fn nominal(text: &Text, mentions: &[Mention], office: &'static str, words: &Range<usize>) -> Option<Nominal> {
    let syntax = &text.reading.syntax;
    let head = text.words[words.end - 1].token;
    let first = text.words[words.start].token;
    if is_inside_name(mentions, text.span(words)) {
        return None;
    }
    let token = &syntax.tokens[head];
    if is_clock(syntax, first) && !is_plural(token) {
        return None;
    }
    let after = syntax.tokens.get(head + 1).is_some_and(|t| person_at(mentions, t.at));
    if matches!(token.dep.as_str(), "compound" | "amod" | "nmod")
        && token.head > head
        && !after
        && !is_of_next(syntax, head)
    {
        return None;
    }
    let start = left_edge(text, mentions, first, head);
    let end = right_edge(text, mentions, head);
    let at = Span::new(syntax.tokens[start].at.start, syntax.tokens[end - 1].at.end);
    let determiner = &syntax.tokens[start];
    let past = (start..first).any(|i| text.index.past.contains(syntax.tokens[i].lower.as_str()));
    let definite = determiner.morph.contains("Definite=Def")
        || determiner.morph.contains("PronType=Dem")
        || determiner.pos == "PRON"
        || (determiner.pos == "PROPN" && head > start)
        || determiner.tag == "JJ"
            && determiner.at.start < syntax.tokens[first].at.start
            && starts_capital(text, determiner)
        || is_possessed(syntax, start, first)
        || text.lexicon.groups.determiners.iter().any(|d| *d == determiner.lower)
        // "PM opens bridge": the article is left out.
        || start == first && token.dep.starts_with("nsubj") && token.pos == "PROPN" && !is_plural(token);
    let of: Vec<Of> = mentions_within(mentions, at)
        .filter(|m| m.class != Class::Person)
        .filter_map(|m| country_of(text, m))
        .collect();
    let office = of_state(text, mentions, office, head, at).unwrap_or(office);
    let plural = is_plural(&syntax.tokens[head]);
    let (beside, each) = match is_whose_office(text, head, end) {
        true => (vec![], vec![]),
        false => beside(text, mentions, start..end, head, plural),
    };
    let title = start == first
        && end == head + 1
        && !beside.is_empty()
        && syntax.tokens.get(end).is_some_and(|t| person_at(mentions, t.at));
    let told = if beside.is_empty() { said_of(text, mentions, token) } else { None };
    let bare = title || token.dep == "attr";
    let of_unknown = of.is_empty() && (start..first).any(|i| is_proper_modifier(text, i, start));
    let beside = told.map_or(beside, |person| vec![person]);
    Some(Nominal { at, bare, first, head, office, of, plural, definite, past, of_unknown, beside, each })
}

/// "X is the head of Y" tells an office and names nobody again.
fn said_of(text: &Text, mentions: &[Mention], token: &Token) -> Option<usize> {
    let is_so = || clauses::of_verb(text.reading, token.head).is_some_and(clauses::Certainty::is_so);
    if token.dep == "attr" && is_so() { subject_of(&text.reading.syntax, mentions, token.head) } else { None }
}

/// "the head of Osmeria": the country stands itself behind the office.
fn of_state(text: &Text, mentions: &[Mention], office: &str, head: usize, whole: Span) -> Option<&'static str> {
    let (syntax, heads) = (&text.reading.syntax, &text.lexicon.state_heads);
    let listed = heads.words.iter().any(|w| w == office);
    let of = syntax.child(head, &["prep"]).filter(|p| listed && *p == head + 1)?;
    let at = syntax.tokens[syntax.child(of, &["pobj"])?].at;
    let country = |m: &Mention| m.class == Class::Country && m.form == Form::Name && m.at.contains(at);
    mentions_within(mentions, whole).any(country).then(|| text.index.office(&heads.office)).flatten()
}

/// "at 5 PM".
fn is_clock(syntax: &Syntax, first: usize) -> bool {
    let before = first.checked_sub(1).map(|t| &syntax.tokens[t]);
    before.is_some_and(|t| t.tag == "CD" && t.lower.starts_with(|c: char| c.is_ascii_digit()))
}

/// "the spokesman to the president of Osmeria X": X is the spokesman.
fn is_whose_office(text: &Text, head: usize, end: usize) -> bool {
    let syntax = &text.reading.syntax;
    let preposition = &syntax.tokens[syntax.tokens[head].head];
    let outer = &syntax.tokens[preposition.head];
    let speaks = outer.dep.starts_with("nsubj") && text.index.office(&outer.lower).is_some();
    let definite =
        || syntax.child(preposition.head, &["det"]).is_some_and(|d| syntax.tokens[d].morph.contains("Definite=Def"));
    syntax.tokens[head].dep == "pobj" && preposition.dep == "prep" && end > head + 1 && speaks && definite()
}

/// A capitalised adjective or name inside the description, or at its start where no sentence begins.
fn is_proper_modifier(text: &Text, i: usize, start: usize) -> bool {
    let syntax = &text.reading.syntax;
    let token = &syntax.tokens[i];
    let opens_sentence = i == start && syntax.sentence_of(i).tokens.start == i;
    matches!(token.pos.as_str(), "ADJ" | "PROPN") && starts_capital(text, token) && !opens_sentence
}

/// The person whose name is the subject of the verb.
fn subject_of(syntax: &Syntax, mentions: &[Mention], verb: usize) -> Option<usize> {
    let at = syntax.tokens[syntax.child(verb, &["nsubj"])?].at;
    mentions_around(mentions, at)
        .find(|m| m.class == Class::Person && m.form == Form::Name && m.at.contains(at))?
        .entity
}

/// A preposition follows, so that the office is no modifier of the noun behind, whatever the parser says.
fn is_of_next(syntax: &Syntax, head: usize) -> bool {
    syntax.tokens.get(head + 1).is_some_and(|t| t.pos == "ADP")
}

fn starts_capital(text: &Text, token: &Token) -> bool {
    text.reading.document.printed(token.at).starts_with(char::is_uppercase)
}

fn is_possessed(syntax: &Syntax, start: usize, first: usize) -> bool {
    (start..first).any(|i| syntax.tokens[i].tag == "POS")
}

fn is_inside_name(mentions: &[Mention], at: Span) -> bool {
    mentions_around(mentions, at).any(|m| m.form == Form::Name && m.at.contains(at))
}

/// Mentions that may hold this span: they begin at most 200 bytes before it.
pub fn mentions_around(mentions: &[Mention], at: Span) -> impl Iterator<Item = &Mention> {
    let from = mentions.partition_point(|m| m.at.start + 200 < at.start);
    mentions[from..].iter().take_while(move |m| m.at.start < at.end)
}

pub fn mentions_within(mentions: &[Mention], at: Span) -> impl Iterator<Item = &Mention> {
    let from = mentions.partition_point(|m| m.at.start < at.start);
    mentions[from..].iter().take_while(move |m| m.at.start < at.end).filter(move |m| m.at.end <= at.end)
}

/// The first word of the description: adjectives, nouns, names and a possessor before the office, and the determiner.
fn left_edge(text: &Text, mentions: &[Mention], first: usize, head: usize) -> usize {
    let syntax = &text.reading.syntax;
    let sentence = syntax.sentence_of(head).tokens.start;
    let mut start = first;
    while start > sentence && first - start < 12 {
        let token = &syntax.tokens[start - 1];
        if person_at(mentions, token.at) && syntax.tokens[start].tag != "POS" {
            break;
        }
        let noun = token.is_noun()
            && matches!(token.dep.as_str(), "compound" | "nmod" | "amod" | "poss" | "npadvmod" | "nummod");
        let named = mentions_around(mentions, token.at).any(|m| m.at.contains(token.at) && m.class != Class::Person);
        let modifier = matches!(token.pos.as_str(), "ADJ" | "NUM" | "ADV")
            || matches!(token.dep.as_str(), "amod" | "punct")
                && token.lower != ","
                && (token.dep == "amod" || token.is_hyphen());
        if syntax.tokens[start].tag == "POS" {
            // "X Y's": the possessor's whole name.
            let name = mentions_around(mentions, token.at).find(|m| m.form == Form::Name && m.at.contains(token.at));
            if let Some(name) = name {
                return syntax.tokens_in(name.at).start.min(start - 1);
            }
        }
        let article = token.pos == "DET" || (token.pos == "PRON" && token.dep == "poss");
        if article {
            return start - 1;
        }
        if !(noun || named || modifier && token.dep != "acomp" || token.tag == "POS") {
            break;
        }
        start -= 1;
    }
    start
}

fn person_at(mentions: &[Mention], at: Span) -> bool {
    mentions_around(mentions, at).any(|m| m.class == Class::Person && m.form == Form::Name && m.at.contains(at))
}

/// Behind the last word: prepositions that belong to the office, with the names and nouns after them.
fn right_edge(text: &Text, mentions: &[Mention], head: usize) -> usize {
    let syntax = &text.reading.syntax;
    let sentence = syntax.sentence_of(head).tokens.end;
    let mut end = head + 1;
    while end < sentence && end - head < 24 {
        let token = &syntax.tokens[end];
        if token.pos != "ADP"
            || token.dep != "prep"
            || !(head..end).contains(&token.head) && !is_name_parse(syntax, head, token)
        {
            break;
        }
        let Some(after) = noun_phrase_end(text, mentions, end + 1, sentence) else { break };
        if !is_held_in(text, mentions, end, after) {
            break;
        }
        end = after;
    }
    end
}

/// "of" always joins what an office is held in; another preposition only with a name behind it, or a person's name next.
fn is_held_in(text: &Text, mentions: &[Mention], preposition: usize, end: usize) -> bool {
    let tokens = &text.reading.syntax.tokens;
    let word = tokens[preposition].lower.as_str();
    let particles = &text.lexicon.particles;
    if particles.joining.first().is_some_and(|of| of == word) {
        return true;
    }
    let inside = Span::new(tokens[preposition].at.start, tokens[end - 1].at.end);
    let named = mentions_within(mentions, inside).any(|m| m.class != Class::Person);
    // "the deputy mayor for transport, Ann Lee", "assistant to the president".
    let next = end + usize::from(tokens.get(end).is_some_and(|t| t.lower == ","));
    let person = || tokens.get(next).is_some_and(|t| person_at(mentions, t.at));
    let office = || tokens[preposition + 1..end].iter().any(|t| text.index.office(&t.lower).is_some());
    particles.office.iter().any(|p| p == word) && (named || person() || office())
}

/// The parser may hang the preposition on the name behind it ("President of X Y").
fn is_name_parse(syntax: &Syntax, head: usize, token: &Token) -> bool {
    syntax.tokens[head].dep == "compound" && syntax.tokens[head].head == token.head
}

/// The end of the noun phrase that begins here; none when there is none, or a person's name begins it.
fn noun_phrase_end(text: &Text, mentions: &[Mention], from: usize, limit: usize) -> Option<usize> {
    let syntax = &text.reading.syntax;
    let mut end = from;
    while end < limit {
        let token = &syntax.tokens[end];
        if person_at(mentions, token.at) {
            break;
        }
        let name = mentions_around(mentions, token.at).find(|m| m.form == Form::Name && m.at.contains(token.at));
        if let Some(name) = name {
            end = syntax.tokens_in(name.at).end.max(end + 1);
            continue;
        }
        let both = token.pos == "CCONJ"
            && end > from
            && is_name_at(syntax, mentions, end - 1)
            && is_name_at(syntax, mentions, end + 1);
        let inner = matches!(token.pos.as_str(), "NOUN" | "PROPN" | "ADJ" | "NUM")
            || (token.pos == "DET" && end == from)
            || both
            || token.tag == "POS";
        if !inner {
            break;
        }
        end += 1;
    }
    (end > from && syntax.tokens[end - 1].pos != "DET").then_some(end)
}

fn is_name_at(syntax: &Syntax, mentions: &[Mention], token: usize) -> bool {
    let Some(token) = syntax.tokens.get(token) else { return false };
    mentions_around(mentions, token.at)
        .any(|m| m.at.contains(token.at) && matches!(m.class, Class::Country | Class::Place | Class::Organisation))
}
