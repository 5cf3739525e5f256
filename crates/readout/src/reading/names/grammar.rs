//! Mends the grammar around offices: of "President of Osmeria Temir Askarul" the parser makes one name behind "of", so
//! that whoever is joined to him hangs on the country. The holder stands beside his office, the country behind "of". Of
//! "Minister X and Minister Y" it may make one long name.

use super::{Class, Form, Mention, is_office};
use crate::reading::Reading;
use crate::reading::syntax::{Syntax, Token};
use smol_str::SmolStr;
use std::ops::Range;

/// One office with what it is held in and who holds it, in tokens.
struct Held {
    office: usize,
    of: usize,
    place: Range<usize>,
    holder: Range<usize>,
}

/// Whether any sentence was mended.
pub fn mend(reading: &mut Reading) -> bool {
    let all: Vec<Held> = reading.mentions.iter().enumerate().filter_map(|(i, place)| held(reading, i, place)).collect();
    let two: Vec<(usize, usize)> =
        reading.mentions.iter().enumerate().filter_map(|(i, m)| glued(reading, i, m)).collect();
    if all.is_empty() && two.is_empty() {
        return false;
    }
    let mut tokens = reading.syntax.tokens.clone();
    let mended = all.iter().filter(|held| set_apart(&mut tokens, &reading.syntax, held)).count();
    two.iter().for_each(|(a, b)| join(&mut tokens, &reading.syntax, *a, *b));
    let mended = mended + two.len();
    if mended > 0 {
        let sentences = std::mem::take(&mut reading.syntax.sentences);
        reading.syntax = Syntax::new(tokens, sentences);
    }
    mended > 0
}

/// A country or body behind an office and "of", with a person's name right behind it or behind a comma.
fn held(reading: &Reading, index: usize, place: &Mention) -> Option<Held> {
    let syntax = &reading.syntax;
    if place.form != Form::Name || !matches!(place.class, Class::Country | Class::Organisation | Class::Place) {
        return None;
    }
    let holder = reading.mentions[index + 1..].iter().find(|m| m.at.start >= place.at.end)?;
    let between = reading.document.text[place.at.end..holder.at.start].trim();
    let named = holder.class == Class::Person && holder.form == Form::Name && matches!(between, "" | ",");
    let (place, holder) = (syntax.tokens_in(place.at), syntax.tokens_in(holder.at));
    if !named
        || place.is_empty()
        || holder.is_empty()
        || syntax.tokens[place.start].sentence != syntax.tokens[holder.start].sentence
    {
        return None;
    }
    let of = (0..place.start).rev().take(2).find(|t| syntax.tokens[*t].dep == "prep")?;
    let office = syntax.tokens[of].head;
    let noun = &syntax.tokens[office];
    let held = is_office(reading.language(), &noun.lower) && !noun.is_plural();
    let fits = office < of && noun.is_noun() && held;
    (fits && of < place.start).then_some(Held { office, of, place, holder })
}

fn set_apart(tokens: &mut [Token], syntax: &Syntax, held: &Held) -> bool {
    let (place, holder) = (held.place.end - 1, held.holder.end - 1);
    let comma = held.holder.start > held.place.end;
    let grammar = &syntax.tokens;
    let glued = !comma && grammar[holder].dep == "pobj" && grammar[holder].head == held.of;
    let beside = comma && stands_beside(syntax, held);
    if !glued && !beside {
        return false;
    }
    let all = held.place.start..held.holder.end;
    for child in syntax.children(holder).iter().copied() {
        if held.place.contains(&child) {
            tokens[child].head = place;
        } else if glued && !all.contains(&child) && child > holder {
            tokens[child].head = held.office;
        }
    }
    if glued {
        hang(tokens, place, held.of, "pobj");
    }
    hang(tokens, holder, held.office, "appos");
    if let Some(verb) = lacks_subject(syntax, held) {
        hang(tokens, held.office, verb, "nsubj");
    }
    true
}

/// "Foreign Minister X and Transport Minister Y": the last tokens of two names of which the parser makes one.
fn glued(reading: &Reading, index: usize, first: &Mention) -> Option<(usize, usize)> {
    let syntax = &reading.syntax;
    let named = |m: &Mention| m.class == Class::Person && m.form == Form::Name;
    // Titles are mentions too.
    let behind = |m: &&Mention| m.at.start >= first.at.end && m.form == Form::Name;
    let second = reading.mentions[index + 1..].iter().find(behind).filter(|m| named(m))?;
    let last = |m: &Mention| syntax.tokens_in(m.at).next_back();
    let (a, b) = (last(first).filter(|_| named(first))?, last(second)?);
    let token = &syntax.tokens[a];
    let one_name = token.head == b && matches!(token.dep.as_str(), "nmod" | "compound" | "npadvmod");
    let is = |t: usize, pos: &[&str]| pos.contains(&syntax.tokens[t].pos.as_str());
    let between = a + 1..syntax.tokens_in(second.at).start;
    let joined = between.clone().next().is_some_and(|t| is(t, &["CCONJ"]));
    let titles = between.skip(1).all(|t| is(t, &["PROPN", "NOUN", "ADJ", "DET"]));
    (one_name && joined && titles).then_some((a, b))
}

/// The first name takes the place of both, the second one is joined to it with the title before it.
fn join(tokens: &mut [Token], syntax: &Syntax, a: usize, b: usize) {
    let (head, label) = (syntax.tokens[b].head, syntax.tokens[b].dep.clone());
    for t in a + 1..b {
        let above = syntax.tokens[t].head;
        match syntax.tokens[t].pos.as_str() {
            "CCONJ" => hang(tokens, t, a, "cc"),
            _ if above == a || above > b || above < a => hang(tokens, t, b, "compound"),
            _ => {}
        }
    }
    for child in syntax.children(b).iter().copied().filter(|c| *c < a) {
        tokens[child].head = a;
    }
    hang(tokens, a, if head == b { a } else { head }, &label);
    hang(tokens, b, a, "conj");
}

/// "... between Osmeria and Elmet, President of Corvane Ada Lind said": the verb right behind the holder, whose subject the
/// parser takes for something said of the name before the comma.
fn lacks_subject(syntax: &Syntax, held: &Held) -> Option<usize> {
    let verb = Some(held.holder.end).filter(|v| *v < syntax.tokens.len())?;
    let finite = matches!(syntax.tokens[verb].tag.as_str(), "VBD" | "VBZ") && syntax.tokens[verb].is_verb();
    let bare = syntax.child(verb, &["nsubj", "nsubjpass", "expl"]).is_none();
    let said_of = syntax.tokens[held.office].dep == "appos" && syntax.tokens[held.office].head < held.office;
    (finite && bare && said_of).then_some(verb)
}

/// Behind a comma the name is one more subject or is joined to the verb; a list of names goes on behind it.
fn stands_beside(syntax: &Syntax, held: &Held) -> bool {
    let holder = &syntax.tokens[held.holder.end - 1];
    let office = &syntax.tokens[held.office];
    let above = holder.head == office.head || syntax.ancestors(held.office).any(|a| a == holder.head);
    let loose = matches!(holder.dep.as_str(), "nsubj" | "conj" | "npadvmod" | "dobj" | "nsubjpass");
    let after = |n: usize| syntax.tokens.get(held.holder.end + n).map_or("", |t| t.pos.as_str());
    let listed = after(0) == "CCONJ" || after(0) == "PUNCT" && matches!(after(1), "PROPN" | "CCONJ");
    let two_subjects = holder.dep != "conj" || syntax.tokens[holder.head].is_verb();
    above && loose && two_subjects && !listed && holder.head != held.office
}

fn hang(tokens: &mut [Token], token: usize, head: usize, label: &str) {
    tokens[token].head = head;
    let mut labels = tokens[token].labels.clone();
    labels.dep = SmolStr::new(label);
    tokens[token].labels = labels.kept();
}

#[cfg(test)]
mod tests {
    use super::super::Entity;
    use super::*;
    use crate::document::{Document, Span};
    use crate::reading::syntax::{Labels, Sentence};

    /// Words with tag, part of speech, label and head; `names`: runs of words and their class.
    fn check(
        words: &[(&str, &str, &str, &str, usize)],
        names: &[(Range<usize>, Class)],
        mended: &[(usize, &str, usize)],
    ) {
        let mut text = String::new();
        let mut tokens = vec![];
        for (word, tag, pos, dep, head) in words {
            let start = text.len();
            text += word;
            let at = Span::new(start, text.len());
            text.push(' ');
            let labels = Labels { tag: (*tag).into(), pos: (*pos).into(), dep: (*dep).into(), ..Labels::default() };
            let lower: SmolStr = word.to_lowercase().into();
            tokens.push(Token { at, lemma: lower.clone(), lower, head: *head, sentence: 0, labels: labels.kept() });
        }
        let sentence = Sentence { tokens: 0..tokens.len(), block: 0, at: Span::new(0, text.len()) };
        let mention = |(run, class): &(Range<usize>, Class)| Mention {
            at: tokens[run.start].at.join(tokens[run.end - 1].at),
            class: *class,
            form: Form::Name,
            entity: None,
        };
        let mentions: Vec<Mention> = names.iter().map(mention).collect();
        let mut reading = Reading::of(Document { text, ..Document::default() });
        reading.syntax = Syntax::new(tokens, vec![sentence]);
        reading.mentions = mentions;
        reading.entities = Vec::<Entity>::new();
        assert_eq!(mend(&mut reading), !mended.is_empty());
        for (token, dep, head) in mended {
            let found = &reading.syntax.tokens[*token];
            assert_eq!((found.dep.as_str(), found.head), (*dep, *head), "{}", words[*token].0);
        }
    }

    const NAMES: [(Range<usize>, Class); 2] = [(2..3, Class::Country), (3..5, Class::Person)];

    #[test]
    fn a_holder_glued_to_his_country_stands_beside_his_office() {
        let words = [
            ("President", "NNP", "PROPN", "nsubj", 7),
            ("of", "IN", "ADP", "prep", 0),
            ("Osmeria", "NNP", "PROPN", "compound", 4),
            ("Temir", "NNP", "PROPN", "compound", 4),
            ("Askarul", "NNP", "PROPN", "pobj", 1),
            ("and", "CC", "CCONJ", "cc", 4),
            ("Lind", "NNP", "PROPN", "conj", 4),
            ("met", "VBD", "VERB", "ROOT", 7),
        ];
        check(&words, &NAMES, &[(2, "pobj", 1), (4, "appos", 0), (5, "cc", 0), (6, "conj", 0)]);
    }

    #[test]
    fn a_holder_behind_a_comma_is_no_second_subject() {
        let words = [
            ("President", "NNP", "PROPN", "nsubj", 6),
            ("of", "IN", "ADP", "prep", 0),
            ("Osmeria", "NNP", "PROPN", "pobj", 1),
            (",", ",", "PUNCT", "punct", 0),
            ("Temir", "NNP", "PROPN", "compound", 5),
            ("Askarul", "NNP", "PROPN", "nsubj", 6),
            ("left", "VBD", "VERB", "ROOT", 6),
        ];
        check(&words, &[(2..3, Class::Country), (4..6, Class::Person)], &[(5, "appos", 0)]);
    }

    #[test]
    fn two_ministers_glued_to_one_name_are_two() {
        let words = [
            ("Minister", "NNP", "PROPN", "compound", 1),
            ("Lind", "NNP", "PROPN", "nmod", 4),
            ("and", "CC", "CCONJ", "cc", 1),
            ("Minister", "NNP", "PROPN", "conj", 1),
            ("Reyl", "NNP", "PROPN", "nsubj", 5),
            ("met", "VBD", "VERB", "ROOT", 5),
        ];
        let names = [(1..2, Class::Person), (4..5, Class::Person)];
        check(&words, &names, &[(1, "nsubj", 5), (2, "cc", 1), (3, "compound", 4), (4, "conj", 1)]);
    }

    #[test]
    fn names_in_a_list_behind_an_office_are_others() {
        let words = [
            ("President", "NNP", "PROPN", "dobj", 9),
            ("of", "IN", "ADP", "prep", 0),
            ("Osmeria", "NNP", "PROPN", "pobj", 1),
            (",", ",", "PUNCT", "punct", 0),
            ("Temir", "NNP", "PROPN", "compound", 5),
            ("Askarul", "NNP", "PROPN", "nsubj", 9),
            ("and", "CC", "CCONJ", "cc", 5),
            ("Lind", "NNP", "PROPN", "conj", 5),
            ("all", "RB", "ADV", "advmod", 9),
            ("left", "VBD", "VERB", "ROOT", 9),
        ];
        check(&words, &[(2..3, Class::Country), (4..6, Class::Person)], &[]);
    }

    #[test]
    fn nobody_holds_an_interview() {
        let words = [
            ("In", "IN", "ADP", "prep", 6),
            ("interview", "NN", "NOUN", "pobj", 0),
            ("with", "IN", "ADP", "prep", 1),
            ("Talvik", "NNP", "PROPN", "pobj", 2),
            (",", ",", "PUNCT", "punct", 6),
            ("Lind", "NNP", "PROPN", "nsubj", 6),
            ("said", "VBD", "VERB", "ROOT", 6),
        ];
        check(&words, &[(3..4, Class::Organisation), (5..6, Class::Person)], &[]);
    }

    #[test]
    fn an_office_behind_a_name_and_a_comma_may_be_the_subject() {
        let words = [
            ("Trade", "NN", "NOUN", "nsubj", 1),
            ("helps", "VBZ", "VERB", "ccomp", 8),
            ("Elmet", "NNP", "PROPN", "dobj", 1),
            (",", ",", "PUNCT", "punct", 2),
            ("President", "NNP", "PROPN", "appos", 2),
            ("of", "IN", "ADP", "prep", 4),
            ("Osmeria", "NNP", "PROPN", "compound", 7),
            ("Lind", "NNP", "PROPN", "pobj", 5),
            ("said", "VBD", "VERB", "ROOT", 8),
        ];
        check(&words, &[(6..7, Class::Country), (7..8, Class::Person)], &[(4, "nsubj", 8), (7, "appos", 4)]);
    }
}
