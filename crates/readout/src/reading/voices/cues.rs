//! Attributions by a verb of saying and what the grammar hangs on it.

use super::lexicon::{Entry, Stance, Takes, Words};
use super::misparsed::{ahead, behind_noun, swallowed, torn, unmarked};
use super::phrases::by_phrase;
use super::quotes::near;
use super::source::Source;
use super::{Found, asides, content, shared, source, tails};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::syntax::Syntax;
use std::collections::BTreeMap;
use std::ops::Range;

/// Every cue verb that no quotation has taken yet.
pub fn find(reading: &Reading, words: &Words, direct: &[Found]) -> Vec<Found> {
    let mut taken: Vec<usize> = direct.iter().filter_map(|f| f.head).collect();
    taken.sort_unstable();
    let mut quoted: Vec<Span> = direct.iter().flat_map(|f| f.content.iter().copied()).collect();
    quoted.sort_unstable();
    let mut ends: Vec<(usize, usize)> =
        direct.iter().enumerate().flat_map(|(i, f)| f.content.iter().map(move |s| (s.end, i))).collect();
    ends.sort_unstable();
    let syntax = &reading.syntax;
    let mut inherited: Option<(usize, Source)> = None;
    let mut given: BTreeMap<usize, Source> = BTreeMap::new();
    let mut out = vec![];
    for verb in 0..syntax.tokens.len() {
        let free = is_verb(syntax, verb) && taken.binary_search(&verb).is_err();
        if !free || is_inside(&quoted, syntax.tokens[verb].at.start) {
            continue;
        }
        let own = inherited.take_if(|(for_verb, _)| *for_verb == verb).map(|(_, source)| source);
        let own = own.or_else(|| shared::behind_quotation(reading, direct, &ends, verb));
        let own = own.or_else(|| shared::with_its_head(syntax, &given, verb));
        given.extend(own.clone().map(|source| (verb, source)));
        let Some(mut found) = attribution(reading, words, verb, own) else { continue };
        if found.content.iter().any(|piece| is_taken(&quoted, *piece)) {
            continue;
        }
        if let Some(second) = shared::second_cue(reading, words, &mut found) {
            inherited =
                Some((second, Source { tokens: found.source.clone().unwrap_or(0..0), who: found.who.unwrap_or(verb) }));
        }
        out.push(found);
    }
    out
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

/// Most of it stands in a quotation that has its speaker.
fn is_taken(quoted: &[Span], piece: Span) -> bool {
    let next = quoted.partition_point(|s| s.start < piece.end);
    let shared = |s: &Span| s.end.min(piece.end).saturating_sub(s.start.max(piece.start));
    quoted[..next].iter().rev().take(2).any(|s| shared(s) * 2 > piece.len())
}

fn attribution(reading: &Reading, words: &Words, verb: usize, inherited: Option<Source>) -> Option<Found> {
    let syntax = &reading.syntax;
    if !is_asserted(syntax, verb) || is_supposed(syntax, words, verb) {
        return None;
    }
    let (content, cue, rule) = parts(reading, words, verb)?;
    if rule == "preposition-behind" && is_told(syntax, verb) || is_asked(syntax, verb) {
        return None;
    }
    let source = inherited.or_else(|| source::of(reading, words, verb))?;
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

/// "the ministry, asked about the delay": the participle behind a noun tells what was done to it.
fn is_told(syntax: &Syntax, verb: usize) -> bool {
    let token = &syntax.tokens[verb];
    token.tag == "VBN" && token.dep == "acl" && syntax.child(verb, &["agent"]).is_none()
}

/// "the ministry, asked about the delay, said": between commas right behind its noun, with the verb of the sentence behind it,
/// whatever the parser takes it for.
fn is_asked(syntax: &Syntax, verb: usize) -> bool {
    let beside = source::subject(syntax, verb).is_some_and(|s| s + 2 == verb && syntax.tokens[verb - 1].lower == ",");
    let main = |c: &usize| {
        let token = &syntax.tokens[*c];
        let finite = matches!(token.tag.as_str(), "VBD" | "VBZ" | "VBP") && token.dep != "ccomp";
        *c > verb && finite && syntax.tokens[*c - 1].lower == "," && source::subject(syntax, *c).is_none()
    };
    beside && syntax.children(verb).iter().any(main)
}

/// What the verb takes by its entries: content, cue and rule.
pub fn parts(reading: &Reading, words: &Words, verb: usize) -> Option<Parts> {
    let token = &reading.syntax.tokens[verb];
    let particle = |e: &Entry| {
        let own = |c: &usize| reading.syntax.tokens[*c].dep == "prt";
        let is = |c: &usize| e.particles.iter().any(|w| *w == reading.syntax.tokens[*c].lower.as_str());
        e.particles.is_empty() || reading.syntax.children(verb).iter().any(|c| own(c) && is(c))
    };
    let by_entry = |e: &_| {
        if !particle(e) {
            return None;
        }
        by_clause(reading, words, verb, e)
            .or_else(|| by_object(reading, words, verb, e))
            .or_else(|| by_address(reading, verb, e))
            .or_else(|| by_preposition(reading, words, verb, e))
    };
    let phrase = words.phrases(&token.lemma).find_map(|p| by_phrase(reading, words, verb, p));
    phrase.or_else(|| words.verbs(&token.lower, &token.lemma).find_map(by_entry))
}

pub type Parts = (Vec<Span>, Range<usize>, &'static str);

/// A verb that says somebody did say it: not denied, not only possible, no order and no aim.
pub fn is_asserted(syntax: &Syntax, verb: usize) -> bool {
    // "It did confirm that ...": the auxiliary has the tense, before the subject it asks.
    let stressed = syntax.children(verb).iter().any(|c| {
        let t = &syntax.tokens[*c];
        let behind = source::subject(syntax, verb).is_some_and(|s| s < *c);
        t.dep == "aux" && matches!(t.tag.as_str(), "VBD" | "VBZ" | "VBP") && behind
    });
    let bare = syntax.tokens[verb].tag == "VB" && !stressed;
    is_stated(syntax, verb) && !bare && !syntax.is_infinitive(verb)
}

/// "If he says he will go, ...": a supposition reports nothing.
fn is_supposed(syntax: &Syntax, words: &Words, verb: usize) -> bool {
    let mark = |v: usize| syntax.child(v, &["mark"]).map(|m| syntax.tokens[m].lower.as_str());
    let clause = syntax.ancestors(verb).take(3).find(|a| syntax.tokens[*a].dep != "conj");
    let supposed = |v: usize| {
        syntax.tokens[v].dep == "advcl" && mark(v).is_some_and(|m| words.subject.suppositions.iter().any(|w| w == m))
    };
    clause.is_some_and(supposed)
}

/// Neither denied nor only possible.
pub fn is_stated(syntax: &Syntax, verb: usize) -> bool {
    // "The dam could, engineers say, hold": what stands before the subject belongs to the clause around.
    let first = source::subject(syntax, verb).filter(|s| *s < verb).map(|s| syntax.subtree(s).start);
    let aside = first.filter(|f| f.checked_sub(1).is_some_and(|c| syntax.tokens[c].lower == ","));
    let own = |c: usize| aside.is_none_or(|first| c > first || syntax.tokens[c].dep != "aux");
    let open = |c: usize| syntax.tokens[c].dep == "neg" || syntax.tokens[c].tag == "MD";
    !syntax.children(verb).iter().any(|c| own(*c) && open(*c))
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
    // Headlines say "to" for the future: "Minister says bridge to open in May".
    let announces = |c: usize| !entry.takes(Takes::Request) && syntax.child(c, &["nsubj", "nsubjpass"]).is_some();
    let clauses = || {
        let complements = syntax.children(verb).iter().copied().filter(|c| syntax.tokens[*c].dep == "ccomp");
        complements
            .filter(|c| is_finite(syntax, *c) || announces(*c))
            .filter(|c| tails::bare_report(reading, words, *c).is_none())
    };
    if let Some(clause) = clauses().find(|c| *c > verb) {
        let range = from_fronted(syntax, verb, cue.end, from_object(syntax, verb, clause, entry));
        let range = content::behind_venue(syntax, words, range);
        let end = beside_modal(syntax, verb, clause, last_clause(syntax, words, verb, range.end));
        let end = content::over_colon(reading, without_author(reading, clause, end));
        return content::piece(reading, range.start.max(cue.end)..end).map(|p| (vec![p], cue, "clause-behind"));
    }
    // "X waits; his lawyer announced a suit": behind a semicolon another one speaks.
    let is_closed = |c: &usize| (syntax.subtree(*c).end..verb).any(|t| syntax.tokens[t].lower == ";");
    if let Some(clause) = clauses().next_back().filter(|c| !is_closed(c)) {
        return asides::trailing(reading, words, verb, clause, cue);
    }
    if let Some(clause) = behind_noun(syntax, words, verb) {
        return content::piece(reading, syntax.subtree(clause)).map(|p| (vec![p], cue, "clause-behind"));
    }
    if let Some(start) = unmarked(syntax, verb, cue.end) {
        let end = syntax.subtree(syntax.tokens[start].head).end;
        let start = syntax.subtree(start).start;
        return content::piece(reading, start..end).map(|p| (vec![p], cue, "clause-behind"));
    }
    if let Some(range) = ahead(syntax, words, verb) {
        return content::piece(reading, range).map(|p| (vec![p], cue, "clause-behind"));
    }
    if let Some(range) = swallowed(syntax, verb, entry, cue.end).or_else(|| torn(syntax, verb, entry, cue.end)) {
        return content::piece(reading, range).map(|p| (vec![p], cue, "clause-behind"));
    }
    asides::beside(reading, words, verb, cue.clone())
        .or_else(|| asides::parenthetical(reading, verb, cue.clone()))
        .or_else(|| asides::between_commas(reading, verb, cue))
}

/// The end of the last clause that the verb takes: "said that ..., and that ...".
fn last_clause(syntax: &Syntax, words: &Words, verb: usize, end: usize) -> usize {
    // "Lind said it rained; her lawyer said it did not": behind a semicolon another one speaks.
    let another = |c: usize| {
        let (start, token) = (syntax.subtree(c).start, &syntax.tokens[c]);
        let closed = start > 0 && syntax.tokens[start - 1].lower == ";";
        closed && words.is_verb(&token.lower, &token.lemma) && source::subject(syntax, c).is_some()
    };
    let more = |c: &usize| {
        let conjunct = syntax.tokens[*c].dep == "conj" && syntax.child(*c, &["mark"]).is_some();
        conjunct || (syntax.tokens[*c].dep == "ccomp" && is_finite(syntax, *c))
    };
    let last = syntax.children(verb).iter().copied().filter(|c| *c >= end && !another(*c)).rfind(more);
    last.map_or(end, |c| syntax.subtree(c).end.max(end))
}

/// "said it will open in May, and it will be free": a clause beside the cue with the modal verb of what is said belongs to it.
fn beside_modal(syntax: &Syntax, verb: usize, clause: usize, end: usize) -> usize {
    let modal = |t: usize| {
        let aux = syntax.children(t).iter().copied().filter(|c| *c < t);
        aux.into_iter().find(|c| syntax.tokens[*c].tag == "MD").map(|c| syntax.tokens[c].lower.as_str())
    };
    // "replied that the road was shut and the bus would be late".
    let told = syntax.child(clause, &["mark"]).is_some() && syntax.tokens[verb].tag == "VBD";
    let fits = |c: usize| modal(c).is_some_and(|m| modal(clause).map_or(told, |said| said == m));
    let own = |c: usize| source::subject(syntax, c).or(syntax.child(c, &["nsubjpass"])).is_some_and(|s| s > end);
    let near = |c: usize| (end..syntax.subtree(c).start).all(|t| syntax.tokens[t].pos == "CCONJ");
    let open = |c: usize| modal(clause).is_some() || own(c) && near(c);
    let beside = |c: &usize| *c >= end && syntax.tokens[*c].dep == "conj" && fits(*c) && open(*c);
    syntax.children(verb).iter().copied().find(beside).map_or(end, |c| syntax.subtree(c).end.max(end))
}

/// The writer's own remark at the end, in the first person and outside all marks, is not what the speaker says.
fn without_author(reading: &Reading, clause: usize, end: usize) -> usize {
    let syntax = &reading.syntax;
    let own = |t: usize| {
        let token = &syntax.tokens[t];
        let first = token.morph.contains("Person=1") && token.morph.contains("Number=Sing");
        first && !near(reading, token.at.start).iter().any(|q| q.at.holds(token.at.start))
    };
    let Some(first) = (clause + 1..end).find(|t| own(*t)) else { return end };
    let aside =
        |a: &usize| *a > clause && matches!(syntax.tokens[*a].dep.as_str(), "advcl" | "conj" | "relcl" | "parataxis");
    let remark = syntax.ancestors(first).take_while(|a| *a != clause).filter(aside).last();
    remark.map(|a| syntax.subtree(a)).filter(|r| r.start > clause && r.end + 1 >= end).map_or(end, |r| r.start)
}

/// A clause with a subject or a finite verb; "to"-clauses are asked for, not said.
pub fn is_finite(syntax: &Syntax, clause: usize) -> bool {
    !syntax.is_infinitive(clause)
}

/// "stressed the fact that it stands in Tarn “has a meaning”": the parser may cut the subject off as an object.
fn from_object(syntax: &Syntax, verb: usize, clause: usize, entry: &Entry) -> Range<usize> {
    let range = syntax.subtree(clause);
    let own = syntax.child(clause, &["nsubj", "nsubjpass", "expl", "csubj"]).is_some();
    let object = syntax.child(verb, &["dobj"]).map(|o| syntax.subtree(o));
    match object.filter(|o| !own && entry.takes(Takes::Object) && o.start > verb && o.end == range.start) {
        Some(object) => object.start..range.end,
        None => range,
    }
}

/// An adverbial clause between the cue and the clause belongs to what is said: "said, whatever happens, he stays".
fn from_fronted(syntax: &Syntax, verb: usize, after: usize, clause: Range<usize>) -> Range<usize> {
    let fronted = syntax.children(verb).iter().copied().filter(|c| *c >= after && *c < clause.start);
    let first =
        fronted.filter(|c| syntax.tokens[*c].dep == "advcl").map(|c| syntax.subtree(c).start).find(|s| *s >= after);
    first.map_or(clause.clone(), |start| start..clause.end)
}

fn by_object(reading: &Reading, words: &Words, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    let passive = |c: &usize| syntax.child(*c, &["auxpass"]).is_some();
    let asks = syntax.child(verb, &["xcomp", "ccomp"]).filter(passive);
    // "refused to be drawn", "declined to comment": nothing is said.
    let speaks = |c: usize| {
        let mut known = words.verbs(&syntax.tokens[c].lower, &syntax.tokens[c].lemma);
        known.next().is_some_and(|e| e.stance == Stance::Says) && syntax.child(c, &["prt"]).is_none()
    };
    let silent = asks.is_some() || syntax.child(verb, &["xcomp"]).is_some_and(speaks);
    if silent && entry.stance == Stance::Denies && entry.takes(Takes::Infinitive) {
        return None;
    }
    if asks.is_some_and(|c| words.subject.anonymity.iter().any(|w| *w == syntax.tokens[c].lemma.as_str())) {
        return None;
    }
    let range = content::with_fragments(syntax, verb, content::of_object(syntax, verb, entry)?);
    let range = content::with_modal(syntax, range);
    let range = content::over_hyphen(syntax, range);
    let range = content::without_venue(syntax, words, range);
    if content::is_bare(reading, words, verb, range.clone(), entry) {
        return None;
    }
    Some((vec![content::piece(reading, range)?], group(syntax, verb), "object-behind"))
}

/// "called on the owners to repair the boat": those who are asked and what they are to do.
fn by_address(reading: &Reading, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    let is_one = |c: &usize| {
        let word = || entry.addressed.iter().any(|w| *w == syntax.tokens[*c].lower.as_str());
        *c > verb && matches!(syntax.tokens[*c].dep.as_str(), "prep" | "prt") && word()
    };
    let preposition = syntax.children(verb).iter().copied().find(is_one)?;
    let asked = syntax.child(preposition, &["pobj"]).or_else(|| syntax.child(verb, &["dobj"]))?;
    let below = [verb, preposition, asked].into_iter().flat_map(|h| syntax.children(h).iter().copied());
    let deed = below.into_iter().find(|c| *c > asked && syntax.is_infinitive(*c))?;
    let range = content::with_fragments(syntax, verb, preposition + 1..syntax.subtree(deed).end);
    let cue = group(syntax, verb);
    let piece = content::piece(reading, range)?;
    Some((vec![piece], cue.start..(preposition + 1).max(cue.end), "request-behind"))
}

fn by_preposition(reading: &Reading, words: &Words, verb: usize, entry: &Entry) -> Option<Parts> {
    let syntax = &reading.syntax;
    if is_topic(syntax, words, verb) {
        return None;
    }
    let mut behind = content::all_behind_prepositions(syntax, verb, &entry.prepositions);
    // "agreed with the mayor on a dam": what it is about rather than with whom.
    behind.sort_by_key(|(_, range)| content::is_somebody(reading, words, range.clone()));
    let behind = behind.into_iter().next().or_else(|| content::behind_mark(syntax, verb, &entry.prepositions));
    let (preposition, range) = behind?;
    let range = content::without_venue(syntax, words, range);
    if content::is_bare(reading, words, verb, range.clone(), entry) {
        return None;
    }
    let cue = group(syntax, verb);
    let cue = if preposition == cue.end { cue.start..preposition + 1 } else { cue };
    Some((vec![content::piece(reading, range)?], cue, "preposition-behind"))
}

/// "Speaking about the dam, she said it holds": what the main clause is about.
fn is_topic(syntax: &Syntax, words: &Words, verb: usize) -> bool {
    let token = &syntax.tokens[verb];
    let main = &syntax.tokens[token.head];
    token.tag == "VBG" && token.dep == "advcl" && verb < token.head && words.is_verb(&main.lower, &main.lemma)
}
