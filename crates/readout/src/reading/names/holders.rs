//! Whom an office means: the only one who is known to hold it there, or the only one who can.

use super::lexicon::Index;
use super::nominals::Nominal;
use super::people::{Held, Person};
use super::resolve::{Reference, Resolver};
use super::{Class, Form};
use crate::reading::syntax::Syntax;

/// An office that a description tells of somebody whom it does not name: "his Osmerian counterpart", "the Osmerian leader".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learned {
    pub person: usize,
    /// Index into the nominals.
    pub nominal: usize,
    /// Whose office it is too, elsewhere.
    pub like: Option<usize>,
}

/// So many references around a description are looked at.
const NEAR: usize = 6;

/// The verb or noun whose subject, object or company a token is: "talks of A with B", "A met with B", "A held talks with B".
fn argument_of(syntax: &Syntax, token: usize) -> Option<usize> {
    let head_of = |t: usize| syntax.tokens[t].head;
    let above = match syntax.tokens[token].dep.as_str() {
        "nsubj" | "dobj" => head_of(token),
        "pobj" => head_of(head_of(token)),
        _ => return None,
    };
    let object = syntax.tokens[above].dep == "dobj" && syntax.tokens[token].dep == "pobj";
    Some(if object { head_of(above) } else { above })
}

impl Resolver<'_, '_> {
    pub(super) fn holders(&self, n: &Nominal) -> Vec<usize> {
        (0..self.people.len()).filter(|p| self.people[*p].may_be(self.text.index, n.office, &n.of)).collect()
    }

    /// The only holder of the office, or the one spoken of last.
    pub(super) fn holder(&mut self, i: usize, n: &Nominal) -> Option<usize> {
        let gender = self.text.index.office_gender(n.office);
        let mut all = self.holders(n);
        all.retain(|p| self.agrees(*p, gender) && !(n.of.is_empty() && self.is_apart(n.office, *p)));
        if let ([one], false) = (&all[..], n.of.is_empty()) {
            return Some(*one);
        }
        if n.of_unknown {
            // Whose leader it is was said, and nobody here is known to be one of those.
            return None;
        }
        if all.is_empty() {
            return self.only_one_left(i, n);
        }
        let now: Vec<usize> =
            all.iter().copied().filter(|p| self.people[*p].held.iter().any(|h| h.past == n.past)).collect();
        let all = if now.is_empty() { all } else { now };
        let quotation = self.references[i].quotation;
        let fits = |r: &&Reference| {
            (quotation.is_some() || r.quotation.is_none()) && r.entity.is_some_and(|e| all.contains(&e))
        };
        let last = self.references[..i].iter().rev().find(fits)?;
        // The subject of that sentence before whoever else is named in it; in the same sentence the nearest.
        let same = last.sentence == self.references[i].sentence;
        let subject = |r: &&Reference| r.sentence == last.sentence && self.is_main_subject(r.token);
        let subject = self.references[..i].iter().rev().filter(fits).find(subject).filter(|_| !same);
        subject.unwrap_or(last).entity
    }

    /// "The head of state held talks with X": who meets somebody is another, and stays so in the text.
    fn is_apart(&self, office: &str, person: usize) -> bool {
        self.apart.iter().any(|(o, p)| *o == office && *p == person)
    }

    /// The offices without a country or a name, each with the people who are met by who holds it.
    pub(super) fn told_apart(&self) -> Vec<(&'static str, usize)> {
        let syntax = &self.text.reading.syntax;
        let mut out = vec![];
        for (i, r) in self.references.iter().enumerate() {
            let Some(n) = r.nominal.map(|n| &self.nominals[n]) else { continue };
            if !(n.of.is_empty() && n.beside.is_empty() && n.definite) || n.plural {
                continue;
            }
            let met = |p: &&Reference| {
                let (Some(a), Some(b)) = (argument_of(syntax, r.token), argument_of(syntax, p.token)) else {
                    return false;
                };
                // The parser may hang the company on the description itself: "talks of [the head of state with X]".
                let company = r.at.holds(syntax.tokens[b].at.start) && p.at.start >= r.at.end;
                p.sentence == r.sentence && p.form == Form::Name && (a == b || company) && p.token != r.token
            };
            let near = &self.references[i.saturating_sub(NEAR)..self.references.len().min(i + NEAR)];
            let people = near.iter().filter(met).filter_map(|p| p.entity);
            out.extend(people.map(|p| (n.office, p)).filter(|new| !out.contains(new)).collect::<Vec<_>>());
        }
        out
    }

    /// Of the sentence itself, not of a clause in it.
    fn is_main_subject(&self, token: usize) -> bool {
        let syntax = &self.text.reading.syntax;
        let token = &syntax.tokens[token];
        token.dep.starts_with("nsubj") && syntax.tokens[token.head].dep == "ROOT"
    }

    /// "President X ... the Osmerian president": nobody is said to hold the office there, one person has it of nothing that
    /// the text says, and everybody else of the text has it elsewhere or has another.
    fn only_one_left(&mut self, i: usize, n: &Nominal) -> Option<usize> {
        let nominal = self.references[i].nominal?;
        if n.of.is_empty() || n.past || self.text.index.is_anyone(n.office) {
            return None;
        }
        let index = self.text.index;
        let gender = index.office_gender(n.office);
        let mut left = self.named();
        left.retain(|p| self.agrees(*p, gender) && may_hold(&self.people[*p], index, n.office));
        let known = |p: &usize| !self.people[*p].held.is_empty();
        // "President X": of what, the description tells.
        let titled =
            |p: &usize| self.people[*p].held.iter().any(|h| h.of.is_empty() && index.alike(h.office, n.office));
        let titled: Vec<usize> = left.iter().copied().filter(titled).collect();
        let one = match (&left[..], &titled[..]) {
            (_, [one]) => *one,
            ([one], _) if known(one) => *one,
            _ => self.spoken_of_before(i).filter(|p| left.contains(p) && !known(p))?,
        };
        if self.is_in_sentence(one, i) {
            return None;
        }
        self.learn(one, nominal, None);
        Some(one)
    }

    /// "Askarul said ... The president of Osmeria added": the subject of the sentence right before in the paragraph, where the
    /// description is the subject too.
    fn spoken_of_before(&self, i: usize) -> Option<usize> {
        let here = &self.references[i];
        let syntax = &self.text.reading.syntax;
        let before = here.sentence.checked_sub(1)?;
        let one_paragraph = syntax.sentences[before].block == syntax.sentences[here.sentence].block;
        let subject = |r: &&Reference| r.sentence == before && r.quotation.is_none() && self.is_main_subject(r.token);
        let found = self.references[..i].iter().rev().take(NEAR).find(subject)?;
        (one_paragraph && self.is_main_subject(here.token)).then_some(found.entity).flatten()
    }

    /// Everybody whom the text names.
    fn named(&self) -> Vec<usize> {
        let names = self.references.iter().filter(|r| r.form == Form::Name);
        let mut all: Vec<usize> = names.filter_map(|r| r.entity).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// A sentence that names somebody and tells of an office besides rather tells of two people.
    fn is_in_sentence(&self, person: usize, i: usize) -> bool {
        let sentence = self.references[i].sentence;
        self.references.iter().any(|r| r.sentence == sentence && r.form == Form::Name && r.entity == Some(person))
    }

    /// What "X and her Osmerian counterpart, Y" or "X and Z, her predecessor" tells of Y and Z, before anything else is asked.
    pub(super) fn learn_counterparts(&mut self) {
        for i in 0..self.references.len() {
            let Some(nominal) = self.references[i].nominal else { continue };
            let nominals = self.nominals;
            let n = &nominals[nominal];
            let index = self.text.index;
            let (mirrored, before) = (index.is_mirrored(n.office), index.is_predecessor(n.office));
            let ([person], true) = (&n.beside[..], mirrored || before) else { continue };
            let person = *person;
            let like = self.whose(i, nominal, 0).filter(|p| *p != person);
            if like.is_some() && (before || !n.of.is_empty()) {
                self.learn(person, nominal, like);
            }
        }
    }

    /// "her Osmerian counterpart": who holds there what she holds here; or who holds anything there, if it is only one.
    pub(super) fn counterpart(&mut self, i: usize, nominal: usize, depth: usize) -> Option<usize> {
        let nominals = self.nominals;
        let n = &nominals[nominal];
        if n.of.is_empty() {
            return None;
        }
        let like = self.whose(i, nominal, depth);
        let offices: Vec<&'static str> =
            like.map(|p| self.people[p].held.iter().map(|h| h.office).collect()).unwrap_or_default();
        let there: Vec<usize> = (0..self.people.len())
            .filter(|p| Some(*p) != like && self.people[*p].held.iter().any(|h| h.of.iter().any(|o| n.of.contains(o))))
            .collect();
        let alike = |p: &usize| {
            let held = &self.people[*p].held;
            held.iter().any(|h| offices.iter().any(|o| self.text.index.alike(h.office, o)))
        };
        let same: Vec<usize> = there.iter().copied().filter(alike).collect();
        match (&same[..], &there[..]) {
            ([one], _) => Some(*one),
            ([], [one]) if offices.is_empty() => Some(*one),
            _ => None,
        }
    }

    /// Whom the possessive pronoun or name in the description means.
    fn whose(&mut self, i: usize, nominal: usize, depth: usize) -> Option<usize> {
        let head = self.nominals[nominal].head;
        let owner = self.text.reading.syntax.child(head, &["poss"])?;
        let reference = self.at_token[owner].filter(|r| *r != i)?;
        self.settle(reference, depth + 1);
        self.references[reference].entity
    }

    fn learn(&mut self, person: usize, nominal: usize, like: Option<usize>) {
        let nominals = self.nominals;
        let n = &nominals[nominal];
        let index = self.text.index;
        let own = |h: &&Held| !h.past && !index.is_mirrored(h.office) && !index.is_predecessor(h.office);
        let before = index.is_predecessor(n.office);
        let held = match like {
            Some(other) => self.people[other].held.iter().find(own).map(|h| (h.office, h.of.clone())),
            None => Some((n.office, n.of.clone())),
        };
        let Some((office, theirs)) = held else { return };
        let of = if before { theirs } else { n.of.clone() };
        self.people[person].held.push(Held { office, of, past: n.past || before });
        self.learned.push(Learned { person, nominal, like });
    }
}

/// Nothing the text says keeps this person from holding the office: no office is told, or one like it of nothing.
fn may_hold(person: &Person, index: &Index, office: &str) -> bool {
    let mut held = person.held.iter().filter(|h| !h.past && !index.is_mirrored(h.office));
    let alike = |h: &Held| index.office_of(h.office) == Some(Class::Place) && index.alike(h.office, office);
    held.all(|h| h.of.is_empty() && alike(h))
}
