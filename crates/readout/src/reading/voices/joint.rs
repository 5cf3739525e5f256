//! Two or more who speak together, and groups that are only groups.

use crate::document::Span;
use crate::reading::names::{self, Class, Form};
use crate::reading::roles::mention_at;
use crate::reading::together;
use crate::reading::{Mention, Reading};

/// A bare plural ("economists", "Kazakh experts") names nobody but the group itself, which is then the speaker.
pub fn group(reading: &Reading, at: Span) -> Option<String> {
    let syntax = &reading.syntax;
    let head = syntax.head_of(at)?;
    let known = |c: &usize| {
        let t = &syntax.tokens[*c];
        let told = ["Definite=Def", "PronType=Dem", "PronType=Neg"].iter().any(|m| t.morph.contains(m));
        t.dep == "poss" || t.dep == "det" && told
    };
    let bare = !syntax.children(head).iter().any(known);
    let plural = syntax.tokens[head].tag == "NNS" && bare;
    let counted = syntax.child(head, &["nummod"]).is_some();
    // "two officials in the ministry, who asked to stay unnamed": a clause tells no more of who they are.
    let clause = |c: &usize| *c > head && matches!(syntax.tokens[*c].dep.as_str(), "relcl" | "acl" | "appos");
    let end = syntax.children(head).iter().copied().find(clause).map(|c| syntax.subtree(c).start);
    let end = end.and_then(|e| e.checked_sub(1)).map_or(at.end, |e| syntax.tokens[e].at.end.min(at.end));
    let named = Span::new(at.start, end.max(syntax.tokens[head].at.end)).trim(&reading.document.text);
    let named = Span::new(named.start, named.end - usize::from(reading.printed(named).ends_with(',')));
    // "two lawyers" alone are nobody known.
    let told = named.end > syntax.tokens[head].at.end;
    let plural = plural && (!counted || told);
    let printed = if plural { Some(named) } else { body(reading, at, head).or_else(|| described(reading, at, head)) };
    printed.map(|at| reading.printed(at).to_string())
}

/// "the Osmerian government", "Osmeria's police", "the government of Osmeria": a body of the place named with it,
/// without its article.
fn body(reading: &Reading, at: Span, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    let words = super::lexicon::WORDS.of(reading.language());
    let token = &syntax.tokens[head];
    words.subject.bodies.iter().find(|w| **w == token.lemma.to_lowercase())?;
    let place = |m: &&Mention| matches!(m.class, Class::Country | Class::Place) && m.at != at;
    let mut tokens = syntax.tokens_in(at);
    reading.mentions_in(at).find(place)?;
    let own = |t: usize| !matches!(syntax.tokens[t].dep.as_str(), "relcl" | "acl" | "appos" | "conj" | "cc" | "prep");
    let of_place = |t: usize| {
        syntax.tokens[t].dep == "prep" && syntax.child(t, &["pobj"]).is_some_and(|p| mention_at(reading, p).is_some())
    };
    let plain = syntax.children(head).iter().all(|c| own(*c) || of_place(*c));
    tokens.start += usize::from(syntax.tokens[tokens.start].pos == "DET");
    (plain && !tokens.is_empty() && tokens.len() <= LONGEST).then(|| syntax.span(tokens))
}

/// "a Kazakh official", "a spokesman for the Osmer ministry", "a special court", "the election commission": somebody or
/// some body that the text does not name, by what it is.
fn described(reading: &Reading, at: Span, head: usize) -> Option<Span> {
    let syntax = &reading.syntax;
    let words = super::lexicon::WORDS.of(reading.language());
    let mut tokens = syntax.tokens_in(at);
    let article = &syntax.tokens[tokens.start];
    let (new, known) = (article.morph.contains("Definite=Ind"), article.morph.contains("Definite=Def"));
    let owned = article.dep == "poss" && mention_at(reading, tokens.start).is_some_and(|m| m.form == Form::Name);
    let own = (article.head == head || tokens.contains(&article.head)) && (new || known || owned);
    let lemma = syntax.tokens[head].lemma.to_lowercase();
    let office = names::is_office(reading.language(), &lemma) || new && words.subject.unnamed.contains(&lemma);
    let body = words.subject.bodies.iter().any(|w| *w == syntax.tokens[head].lemma.to_lowercase());
    let held = |m: &Mention| matches!(m.class, Class::Country | Class::Place | Class::Organisation) && m.at != at;
    tokens.start += usize::from(!owned);
    let called = |c: &usize| {
        let token = &syntax.tokens[*c];
        let noun = token.dep == "poss" && token.is_noun() && !owned;
        *c < head && (noun || matches!(token.dep.as_str(), "amod" | "compound" | "nmod"))
    };
    let told = reading.mentions_in(at).any(held) || body && syntax.children(head).iter().any(called);
    let person = reading.mentions_in(at).any(|m| m.class == Class::Person && m.at != at);
    let enough = told || new && (office || body);
    (own && (office || body) && enough && !person && tokens.len() <= LONGEST).then(|| syntax.span(tokens))
}

/// One person whom the text calls by an office and does not name: "a spokesman for the Osmer ministry".
pub fn is_somebody(reading: &Reading, at: Span) -> bool {
    let head = reading.syntax.head_of(at).filter(|h| reading.syntax.tokens[*h].tag != "NNS");
    head.is_some_and(|h| {
        names::is_office(reading.language(), &reading.syntax.tokens[h].lemma) && described(reading, at, h).is_some()
    })
}

/// A longer phrase tells more than who it is.
const LONGEST: usize = 6;

/// The people who speak together: named side by side here, or before a plural or a joint text that means them.
pub fn together(reading: &Reading, at: Span) -> Vec<usize> {
    let Some(head) = reading.syntax.head_of(at) else { return vec![] };
    let words = super::lexicon::WORDS.of(reading.language());
    let is_text = words.subject.texts.iter().any(|w| *w == reading.syntax.tokens[head].lemma.as_str());
    if is_text {
        return together::of_joint(reading, head);
    }
    let meant = together::meant(reading, head);
    if meant.len() > 1 {
        meant
    } else {
        side_by_side(reading, at).or_else(|| in_headline(reading, at)).unwrap_or(meant)
    }
}

/// "President X and visiting President Y", whatever the parser makes of the words between.
fn side_by_side(reading: &Reading, at: Span) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let mut named = reading.mentions_in(at).filter(|m| m.class == Class::Person && m.form == Form::Name);
    let (first, second) = (named.next()?, named.next()?);
    let between = syntax.tokens_in(Span::new(first.at.end, second.at.start));
    let plain = |t: usize| {
        let token = &syntax.tokens[t];
        matches!(token.pos.as_str(), "CCONJ" | "DET" | "ADJ" | "NOUN" | "PROPN") && token.tag != "POS"
            || token.tag == "VBG"
    };
    let joined = between.clone().next().is_some_and(|t| syntax.tokens[t].pos == "CCONJ") && between.clone().all(plain);
    (joined && named.next().is_none() && second.at.end == at.end).then_some(())?;
    Some(vec![first.entity?, second.entity?])
}

/// "X, Y agree to build dam": the comma of a headline joins the two who begin it.
fn in_headline(reading: &Reading, at: Span) -> Option<Vec<usize>> {
    let syntax = &reading.syntax;
    let speaks =
        |m: &&Mention| matches!(m.class, Class::Person | Class::Country | Class::Organisation) && m.form == Form::Name;
    let sentence = syntax.sentence_of(syntax.token_at(at.start)?);
    let verb = syntax.tokens_in(Span::new(at.end, sentence.at.end)).next()?;
    let first = reading.mentions_in(sentence.at).find(speaks).filter(|m| m.at.start == sentence.at.start)?;
    let second = reading.mentions_in(at).find(speaks).filter(|m| m.at == at && m.class == first.class)?;
    let comma = reading.document.text[first.at.end..].starts_with(", ") && first.at.end + 2 == second.at.start;
    (comma && matches!(syntax.tokens[verb].tag.as_str(), "VBP" | "VB")).then_some(())?;
    Some(vec![first.entity?, second.entity?])
}
