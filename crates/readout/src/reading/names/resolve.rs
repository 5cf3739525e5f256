//! Whom descriptions and pronouns mean, by grammar, gender, office and what was spoken of last; nobody, where that leaves a choice.
//!
//! The rules, in order:
//! 1. "who" means the noun its clause belongs to.
//! 2. A description beside a name means that name; another one the only person with such an office there,
//!    and where no country or organisation is said, the last one spoken of (`holders`).
//! 3. "he" and "she" mean the subject of the clause around their own, if gender allows it; "him" and "her" never the subject
//!    of their own clause; inside a quotation never the one who is named as speaking outside it.
//! 4. Otherwise a person named before in the sentence; otherwise the subject of the nearest sentence before that has people
//!    in it, or its only person. Two or more equal ones leave it open.

use super::holders::Learned;
use super::lexicon::{Gender, Pronoun, Speaks};
use super::nominals::Nominal;
use super::people::Person;
use super::segment::Text;
use super::{Class, Form, Mention};
use crate::document::Span;
use crate::reading::syntax::Syntax;

/// How many sentences back a pronoun may look.
const REACH: usize = 6;
/// And how many paragraphs.
const BLOCKS: usize = 3;

/// A place in the text that means somebody.
#[derive(Clone, Debug)]
pub(super) struct Reference {
    pub(super) at: Span,
    /// Token at its head.
    pub(super) token: usize,
    pub(super) sentence: usize,
    pub(super) form: Form,
    /// Whom, once it is known.
    pub(super) entity: Option<usize>,
    /// It means several people at once.
    joint: bool,
    pronoun: Option<Pronoun>,
    pub(super) nominal: Option<usize>,
    pub(super) quotation: Option<usize>,
    settled: bool,
}

/// What the clauses around a pronoun tell.
enum Found {
    Person(usize),
    /// Somebody the text does not name.
    Somebody,
    Nobody,
}

pub(super) struct Resolver<'t, 'r> {
    pub(super) text: &'t Text<'r>,
    pub(super) nominals: &'t [Nominal],
    pub(super) people: &'t mut [Person],
    pub(super) references: Vec<Reference>,
    /// The reference at the head of which a token stands.
    pub(super) at_token: Vec<Option<usize>>,
    /// First reference of each sentence.
    by_sentence: Vec<usize>,
    pub(super) learned: Vec<Learned>,
    /// An office without a country, and who is somebody else than its holder.
    pub(super) apart: Vec<(&'static str, usize)>,
}

/// Mentions by description and by pronoun, and the offices that descriptions tell of people whom they do not name.
pub fn resolve(
    text: &Text,
    names: &[Mention],
    nominals: &[Nominal],
    people: &mut [Person],
) -> (Vec<Mention>, Vec<Learned>) {
    let references = references(text, names, nominals);
    let sentences = text.reading.syntax.sentences.len();
    let mut at_token = vec![None; text.reading.syntax.tokens.len()];
    for (i, r) in references.iter().enumerate() {
        if r.form == Form::Name {
            text.reading.syntax.tokens_in(r.at).for_each(|t| at_token[t] = Some(i));
        }
    }
    for (i, r) in references.iter().enumerate() {
        at_token[r.token] = Some(i);
    }
    let by_sentence = (0..=sentences).map(|s| references.partition_point(|r| r.sentence < s)).collect();
    let mut resolver =
        Resolver { text, nominals, people, references, at_token, by_sentence, learned: vec![], apart: vec![] };
    resolver.apart = resolver.told_apart();
    resolver.learn_counterparts();
    for i in 0..resolver.references.len() {
        resolver.settle(i, 0);
    }
    let learned = std::mem::take(&mut resolver.learned);
    let found = resolver.references.iter().filter(|r| r.form != Form::Name && (r.entity.is_some() || is_kept(r)));
    let mentions = found.map(|r| Mention { at: r.at, class: Class::Person, form: r.form, entity: r.entity }).collect();
    (mentions, learned)
}

/// What is a mention of people although the text does not decide of whom.
fn is_kept(r: &Reference) -> bool {
    r.joint || r.pronoun.is_some_and(|p| p.speaks == Speaks::Third)
}

fn references(text: &Text, names: &[Mention], nominals: &[Nominal]) -> Vec<Reference> {
    let syntax = &text.reading.syntax;
    let reference = |at, token: usize, form| Reference {
        at,
        token,
        sentence: syntax.tokens[token].sentence,
        form,
        entity: None,
        joint: false,
        pronoun: None,
        nominal: None,
        quotation: quotation_at(text, at),
        settled: false,
    };
    let mut out = vec![];
    for m in names.iter().filter(|m| m.class == Class::Person && m.form == Form::Name) {
        let Some(token) = head_in(syntax, m.at) else { continue };
        out.push(Reference { entity: m.entity, settled: true, ..reference(m.at, token, Form::Name) });
    }
    for (i, n) in nominals.iter().enumerate().filter(|(_, n)| !n.bare) {
        // "the head of state": the first word of the office is the head of the phrase.
        let token = if n.first < n.head { head_in(syntax, n.at).unwrap_or(n.head) } else { n.head };
        out.push(Reference { nominal: Some(i), ..reference(n.at, token, Form::Nominal) });
    }
    for (i, token) in syntax.tokens.iter().enumerate() {
        let Some(pronoun) = text.index.pronouns.get(token.lower.as_str()) else { continue };
        if matches!(pronoun.speaks, Speaks::Third | Speaks::ThirdPlural | Speaks::Relative) && token.pos != "PROPN" {
            out.push(Reference { pronoun: Some(*pronoun), ..reference(token.at, i, Form::Pronoun) });
        }
    }
    out.sort_by_key(|r| (r.sentence, r.at.start, std::cmp::Reverse(r.at.end)));
    out
}

fn quotation_at(text: &Text, at: Span) -> Option<usize> {
    let all = &text.reading.quotations;
    let near = all.partition_point(|q| q.at.start <= at.start);
    (0..near).rev().take(4).find(|i| all[*i].inside.contains(at))
}

/// The token of a span whose head lies outside it.
fn head_in(syntax: &Syntax, at: Span) -> Option<usize> {
    syntax.head_of(at).or_else(|| syntax.token_at(at.start))
}

impl Resolver<'_, '_> {
    pub(super) fn settle(&mut self, i: usize, depth: usize) {
        if self.references[i].settled || depth > 4 {
            return;
        }
        self.references[i].settled = true;
        if let Some(nominal) = self.references[i].nominal {
            self.settle_nominal(i, nominal, depth);
            return;
        }
        let Some(pronoun) = self.references[i].pronoun else { return };
        match pronoun.speaks {
            Speaks::Relative => self.references[i].entity = self.relative(i),
            Speaks::ThirdPlural => self.references[i].joint = self.is_several(i),
            _ => self.settle_singular(i, pronoun.gender, depth),
        }
    }

    fn settle_nominal(&mut self, i: usize, nominal: usize, depth: usize) {
        let nominals = self.nominals;
        let n = &nominals[nominal];
        match n.beside[..] {
            [one] => self.references[i].entity = Some(one),
            [] if n.plural => self.references[i].joint = n.definite && self.holders(n).len() > 1,
            [] if n.definite && self.text.index.is_mirrored(n.office) => {
                self.references[i].entity = self.counterpart(i, nominal, depth)
            }
            [] if n.definite => self.references[i].entity = self.holder(i, n),
            [] => {}
            _ => self.references[i].joint = true,
        }
    }

    /// "X, who ...": the head of the relative clause.
    fn relative(&mut self, i: usize) -> Option<usize> {
        let syntax = &self.text.reading.syntax;
        let clause = syntax.ancestors(self.references[i].token).take(4).find(|a| syntax.tokens[*a].dep == "relcl")?;
        let noun = self.at_token[syntax.tokens[clause].head]?;
        self.references[noun].entity
    }

    /// "they" after two people, or after a description of several, is said of people.
    fn is_several(&self, i: usize) -> bool {
        let sentence = self.references[i].sentence;
        for s in (sentence.saturating_sub(2)..=sentence).rev() {
            let before = (self.by_sentence[s]..i.min(self.by_sentence[s + 1])).rev().map(|r| &self.references[r]);
            let subject = before.clone().find(|r| self.is_subject(r.token));
            if let Some(subject) = subject {
                return subject.joint || self.is_coordinated(subject.token);
            }
        }
        false
    }

    fn is_subject(&self, token: usize) -> bool {
        self.text.reading.syntax.tokens[token].dep.starts_with("nsubj")
    }

    fn is_coordinated(&self, token: usize) -> bool {
        let syntax = &self.text.reading.syntax;
        syntax.child(token, &["conj"]).is_some_and(|c| self.at_token[c].is_some())
    }

    fn settle_singular(&mut self, i: usize, gender: Option<Gender>, depth: usize) {
        let mut barred = vec![];
        let found = match self.beside(i, gender) {
            Some(person) => Some(person),
            None => match self.around(i, gender, depth, &mut barred) {
                Found::Person(person) => Some(person),
                Found::Somebody => None,
                Found::Nobody => self.before(i, gender, &barred),
            },
        };
        self.references[i].entity = found;
        if let Some(person) = found {
            self.people[person].gender = self.people[person].gender.or(gender);
        }
    }

    /// "X and his Y": the first of the two.
    fn beside(&self, i: usize, gender: Option<Gender>) -> Option<usize> {
        let syntax = &self.text.reading.syntax;
        let token = &syntax.tokens[self.references[i].token];
        let noun = &syntax.tokens[token.head];
        let first = self.at_token[noun.head]
            .filter(|_| token.dep == "poss" && noun.dep == "conj" && noun.head != token.head)?;
        self.references[first].entity.filter(|e| self.agrees(*e, gender))
    }

    /// The subject of a clause around the pronoun. Fills in who it cannot be.
    fn around(&mut self, i: usize, gender: Option<Gender>, depth: usize, barred: &mut Vec<usize>) -> Found {
        let token = self.references[i].token;
        let syntax = &self.text.reading.syntax;
        let possessive = syntax.tokens[token].dep == "poss";
        let verbs: Vec<usize> = syntax.ancestors(token).skip(1).take(20).filter(|a| syntax.is_verb(*a)).collect();
        for (level, verb) in verbs.into_iter().enumerate() {
            let Some(subject) = self.subject(verb) else { continue };
            let Some(s) = self.at_token[subject].filter(|s| *s != i) else { continue };
            if subject == token || self.text.reading.syntax.subtree(subject).contains(&token) {
                continue;
            }
            self.settle(s, depth + 1);
            if (level != 0 || possessive) && self.is_somebody(&self.references[s], gender) {
                return Found::Somebody;
            }
            let Some(person) = self.references[s].entity else { continue };
            let own_clause = level == 0 && !possessive;
            let outside =
                self.references[i].quotation.is_some() && self.references[s].quotation != self.references[i].quotation;
            if own_clause || outside {
                barred.push(person);
                continue;
            }
            if self.agrees(person, gender) && !barred.contains(&person) && !self.is_coordinated(subject) {
                return Found::Person(person);
            }
        }
        Found::Nobody
    }

    /// A single person who has no name in the text: "a spokesman for the ministry".
    fn is_somebody(&self, r: &Reference, gender: Option<Gender>) -> bool {
        let Some(n) = r.nominal.map(|n| &self.nominals[n]) else { return false };
        let of_gender = self.text.index.office_gender(n.office).is_none_or(|g| gender.is_none_or(|wanted| g == wanted));
        r.entity.is_none() && !n.plural && of_gender
    }

    /// The subject of a verb, or of the verb it is coordinated with.
    fn subject(&self, verb: usize) -> Option<usize> {
        let syntax = &self.text.reading.syntax;
        let mut here = verb;
        for _ in 0..8 {
            if let Some(subject) = syntax.child(here, &["nsubj", "nsubjpass"]) {
                return Some(subject);
            }
            if !matches!(syntax.tokens[here].dep.as_str(), "conj" | "xcomp" | "advcl" | "pcomp") {
                return None;
            }
            here = syntax.tokens[here].head;
        }
        None
    }

    /// Somebody named before: in the sentence, or in the nearest sentence before that has people in it.
    fn before(&self, i: usize, gender: Option<Gender>, barred: &[usize]) -> Option<usize> {
        let here = &self.references[i];
        let mut aside = None;
        let block = |s: usize| self.text.reading.syntax.sentences[s].block;
        for s in (here.sentence.saturating_sub(REACH)..=here.sentence).rev() {
            if block(here.sentence) - block(s) > BLOCKS {
                return aside;
            }
            let earlier = self.by_sentence[s]..self.by_sentence[s + 1].min(i);
            let fits = |r: &&Reference| {
                (r.entity.is_some_and(|e| !barred.contains(&e) && self.agrees(e, gender))
                    || self.is_subject(r.token) && self.is_somebody(r, gender))
                    && (r.quotation.is_none() || r.quotation == here.quotation)
            };
            let found: Vec<&Reference> = self.references[earlier].iter().filter(fits).collect();
            if found.is_empty() {
                continue;
            }
            let same = s == here.sentence;
            if same && self.is_subject(here.token) && !found.iter().any(|r| self.is_subject(r.token)) {
                // A subject goes on with the subject of the sentence before rather than with somebody mentioned by the way.
                aside = aside.or_else(|| self.choose(&found, true));
                continue;
            }
            return self.choose(&found, same).or(aside);
        }
        aside
    }

    fn choose(&self, found: &[&Reference], same_sentence: bool) -> Option<usize> {
        let subjects: Vec<&&Reference> =
            found.iter().filter(|r| self.is_subject(r.token) && !self.is_coordinated(r.token)).collect();
        if same_sentence {
            return subjects.last().copied().or(found.last()).and_then(|r| r.entity);
        }
        if let Some(main) = subjects.iter().min_by_key(|r| self.depth(r.token)) {
            return main.entity;
        }
        let first = found[0].entity;
        found.iter().all(|r| r.entity == first).then_some(first).flatten()
    }

    /// How deep a token stands in its sentence.
    fn depth(&self, token: usize) -> usize {
        self.text.reading.syntax.ancestors(token).take(40).count()
    }

    pub(super) fn agrees(&self, person: usize, gender: Option<Gender>) -> bool {
        gender.is_none() || self.people[person].gender.is_none_or(|g| Some(g) == gender)
    }
}
