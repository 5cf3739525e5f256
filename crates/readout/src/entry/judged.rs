//! What people have judged, and the things of the record that it is about.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Entities,
    Statements,
    Figures,
}

/// What somebody found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ruling {
    /// `a` and `b` are one.
    Same,
    /// `a` and `b` are two.
    Different,
    /// `b` does not belong to the rest, `a`.
    Split,
    /// `a` is called `name`.
    Rename,
    /// `a` is none: nobody said it, or it counts nothing.
    Wrong,
}

/// Words of one document, and of which sentence where they may stand in several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    pub doc: String,
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
}

/// One line of the file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    pub kind: Kind,
    pub ruling: Ruling,
    pub a: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub b: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Why, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl Judgement {
    pub fn is_about(&self, document: &str) -> bool {
        self.a.iter().chain(&self.b).any(|evidence| evidence.doc == document)
    }
}

/// On which side of a judgement a thing stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub judgement: usize,
    pub is_b: bool,
}

/// Judgements and the things of a record they are about.
#[derive(Debug, Default)]
pub struct Bound {
    pub judgements: Vec<Judgement>,
    /// By document and number of the entity in it.
    entities: BTreeMap<(usize, usize), Vec<Mark>>,
    /// By kind, document and the name of the fact in it.
    facts: BTreeMap<(Kind, usize, String), Vec<Mark>>,
    /// Whether each side of each judgement has found what it is about.
    found: Vec<[bool; 2]>,
}

/// A judgement, and whether what it is about is here.
#[derive(Debug, Serialize)]
pub struct Told<'j> {
    pub judgement: &'j Judgement,
    pub found: bool,
}

impl Bound {
    /// Judgements that have found nothing yet.
    pub fn of(judgements: &[Judgement]) -> Self {
        let found = judgements.iter().map(|j| [false, j.b.is_empty()]).collect();
        Bound { judgements: judgements.to_vec(), found, ..Bound::default() }
    }

    /// This side of the judgement is here.
    pub fn find(&mut self, mark: Mark) {
        self.found[mark.judgement][usize::from(mark.is_b)] = true;
    }

    pub fn mark_entity(&mut self, mark: Mark, doc: usize, local: usize) {
        self.entities.entry((doc, local)).or_default().push(mark);
    }

    /// Whether there were any.
    pub fn mark_facts(&mut self, mark: Mark, doc: usize, ids: Vec<String>) -> bool {
        let (kind, is_any) = (self.judgements[mark.judgement].kind, !ids.is_empty());
        ids.into_iter().for_each(|id| self.facts.entry((kind, doc, id)).or_default().push(mark));
        is_any
    }

    /// Every judgement, for the outputs.
    pub fn told(&self) -> Vec<Told<'_>> {
        let told = |(i, judgement)| Told { judgement, found: self.is_found(i) };
        self.judgements.iter().enumerate().map(told).collect()
    }

    /// The marks of a document's entity.
    pub fn entity(&self, doc: usize, local: usize) -> &[Mark] {
        self.entities.get(&(doc, local)).map_or(&[], Vec::as_slice)
    }

    pub fn statement(&self, doc: usize, id: &str) -> &[Mark] {
        self.facts.get(&(Kind::Statements, doc, id.to_string())).map_or(&[], Vec::as_slice)
    }

    pub fn figure(&self, doc: usize, id: &str) -> &[Mark] {
        self.facts.get(&(Kind::Figures, doc, id.to_string())).map_or(&[], Vec::as_slice)
    }

    /// Whether two things were judged to be one, or two; `None` where nobody has judged them.
    pub fn are_one(&self, a: &[Mark], b: &[Mark]) -> Option<bool> {
        let both = a.iter().flat_map(|x| b.iter().map(move |y| (x, y))).filter(|(x, y)| x.judgement == y.judgement);
        let rule = |(x, y): (&Mark, &Mark)| match self.judgements[x.judgement].ruling {
            Ruling::Same => Some(true),
            Ruling::Different | Ruling::Split if x.is_b != y.is_b => Some(false),
            _ => None,
        };
        // That two things are two weighs more: it undoes a merging, which is the greater mistake.
        both.filter_map(rule).min()
    }

    /// The name somebody gave to the thing with these marks.
    pub fn name(&self, marks: &[Mark]) -> Option<&str> {
        let given = marks.iter().map(|m| &self.judgements[m.judgement]).filter(|j| j.ruling == Ruling::Rename);
        given.filter_map(|j| j.name.as_deref()).next_back()
    }

    /// Whether a judgement has found what it is about.
    pub fn is_found(&self, judgement: usize) -> bool {
        self.found.get(judgement).is_some_and(|sides| sides.iter().all(|s| *s))
    }

    /// Judgements whose evidence is gone.
    pub fn gone(&self) -> Vec<&Judgement> {
        (0..self.judgements.len()).filter(|i| !self.is_found(*i)).map(|i| &self.judgements[i]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judgement(ruling: Ruling) -> Judgement {
        Judgement { kind: Kind::Statements, ruling, a: vec![], b: vec![], name: None, reason: None }
    }

    fn mark(judgement: usize, is_b: bool) -> Mark {
        Mark { judgement, is_b }
    }

    #[test]
    fn that_two_things_are_two_weighs_more() {
        let bound = Bound::of(&[judgement(Ruling::Same), judgement(Ruling::Different)]);
        let (a, b) = ([mark(0, false), mark(1, false)], [mark(0, true), mark(1, true)]);
        assert_eq!(bound.are_one(&a[..1], &b[..1]), Some(true));
        assert_eq!(bound.are_one(&a, &b), Some(false));
        assert_eq!(bound.are_one(&a[1..], &a[1..]), None);
    }

    #[test]
    fn a_judgement_is_found_where_all_its_sides_are() {
        let both = Judgement {
            b: vec![Evidence { doc: "d".into(), words: "w".into(), sentence: None }],
            ..judgement(Ruling::Same)
        };
        let mut bound = Bound::of(&[both]);
        bound.find(mark(0, false));
        assert_eq!(bound.gone().len(), 1);
        bound.find(mark(0, true));
        assert!(bound.gone().is_empty());
    }

    #[test]
    fn marks_stand_with_their_own_kind_document_and_fact() {
        let mut bound = Bound::of(&[judgement(Ruling::Same)]);
        assert!(bound.mark_facts(mark(0, true), 2, vec!["s7".into()]));
        assert!(!bound.mark_facts(mark(0, true), 2, vec![]));
        assert_eq!(bound.statement(2, "s7"), [mark(0, true)]);
        assert!(bound.statement(1, "s7").is_empty() && bound.figure(2, "s7").is_empty());
    }
}
