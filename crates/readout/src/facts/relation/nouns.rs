//! What a country or an organisation is said to be of another: "Norway, a member of NATO", "will be the chairman of the League".

use super::Relation;
use super::verbs::times;
use super::words::{Noun, Reach, WORDS};
use crate::document::Span;
use crate::reading::Reading;
use crate::reading::clauses::{Certainty, of_verb};
use crate::reading::names::Class;
use crate::reading::roles::{conjuncts, mention_at, subject};
use crate::words::has;

pub fn find(reading: &Reading) -> Vec<Relation> {
    let words = WORDS.of(reading.language());
    let mut out = vec![];
    for (i, token) in reading.syntax.tokens.iter().enumerate().filter(|(_, t)| t.is_noun()) {
        let lemma = token.lower_lemma();
        for noun in words.nouns.iter().filter(|n| has(&n.words, &lemma)) {
            out.extend(told(reading, noun, i));
        }
    }
    out
}

fn told(reading: &Reading, noun: &Noun, i: usize) -> Vec<Relation> {
    let syntax = &reading.syntax;
    let of = syntax
        .children(i)
        .iter()
        .copied()
        .filter(|c| syntax.tokens[*c].dep == "prep" && has(&noun.of, &syntax.tokens[*c].lower));
    // "the League's presidency".
    let owner = syntax.child(i, &["poss"]).filter(|_| !noun.verbs.is_empty());
    let objects: Vec<usize> =
        of.filter_map(|p| syntax.child(p, &["pobj"])).chain(owner).flat_map(|t| conjuncts(syntax, t)).collect();
    let (subjects, verb) = whose(reading, noun, i);
    let times = verb.map(|v| times(reading, v, Reach::Planned)).unwrap_or_default();
    let mut out = vec![];
    for s in subjects {
        for o in &objects {
            let (Some(subject), Some(object)) = (other(reading, s), other(reading, *o)) else { continue };
            if subject == object {
                continue;
            }
            out.push(Relation {
                subject,
                relation: noun.relation.to_string(),
                office: None,
                object: Some(object),
                from: times.0.clone(),
                to: times.1.clone(),
                at: vec![span(reading, s, i)],
            });
        }
    }
    out
}

/// A country, an organisation or a place: people hold offices, which are told elsewhere.
fn other(reading: &Reading, token: usize) -> Option<usize> {
    let mention = mention_at(reading, token)?;
    matches!(mention.class, Class::Country | Class::Organisation | Class::Place).then_some(mention.entity).flatten()
}

/// Whom a noun is said of, and by which verb: the subject of "is", or the name it stands beside.
fn whose(reading: &Reading, words: &Noun, noun: usize) -> (Vec<usize>, Option<usize>) {
    let syntax = &reading.syntax;
    let token = &syntax.tokens[noun];
    if !words.verbs.is_empty() {
        let verb = Some(token.head).filter(|v| token.dep == "dobj" && has(&words.verbs, &syntax.lemma(*v)));
        let so = |v: &usize| of_verb(reading, *v).is_some_and(|c| c.is_so() || c == Certainty::Planned);
        let subject = verb.filter(so).and_then(|v| subject(syntax, v, 2));
        return (subject.into_iter().collect(), verb);
    }
    match token.dep.as_str() {
        "attr" if of_verb(reading, token.head).is_some_and(|c| c.is_so() || c == Certainty::Planned) => {
            let subject = subject(syntax, token.head, 2);
            (subject.map(|s| conjuncts(syntax, s)).unwrap_or_default(), Some(token.head))
        }
        "appos" => (vec![token.head], None),
        _ => (vec![], None),
    }
}

fn span(reading: &Reading, from: usize, noun: usize) -> Span {
    let syntax = &reading.syntax;
    let phrase = syntax.span(syntax.subtree(noun));
    let start = mention_at(reading, from).map_or(syntax.tokens[from].at, |m| m.at);
    start.join(phrase)
}
