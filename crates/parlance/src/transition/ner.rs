//! The entity recogniser: one action for each token, which begins, continues or ends an entity or leaves the token out.

use super::moves;
use super::parser::check;
use super::scorer::{Scorer, Table};
use crate::doc::Entity;
use crate::error::LoadError;
use crate::files::Folder;
use crate::labels::{Label, Labels};
use crate::model::Model;

/// The recogniser's network and its actions.
#[derive(Debug)]
pub(crate) struct Recogniser {
    scorer: Scorer,
    classes: Vec<(Action, Label)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// What a thread keeps for the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    table: Table,
    scores: Vec<f32>,
}

/// What a token is asked before an action: the entity open there, and what may begin.
struct Place {
    open: Option<(u32, Label)>,
    is_space: bool,
    /// The token is not the last one and the next one is in the same sentence.
    goes_on: bool,
}

impl Recogniser {
    pub fn read(
        folder: &Folder,
        name: &str,
        model: &Model,
        width: usize,
        labels: &mut Labels,
    ) -> Result<Recogniser, LoadError> {
        let file = folder.read(&format!("{name}/moves"))?;
        let scorer = Scorer::read(model, width)?;
        let mut classes = Vec::new();
        for (number, names) in moves::read(&file)? {
            let action = match number {
                0 => continue,
                1 => Action::Begin,
                2 => Action::In,
                3 => Action::Last,
                4 => Action::Unit,
                5 => Action::Out,
                _ => return Err(file.error("moves", format!("no action {number}"))),
            };
            let names = names.iter().filter(|name| action != Action::Out || name.is_empty());
            classes.extend(names.map(|name| (action, labels.add(name))));
        }
        check(&scorer, &file, classes.len(), 3)?;
        Ok(Recogniser { scorer, classes })
    }

    /// The entities of a text of which the vectors are given.
    pub fn recognise(&self, vectors: &[f32], is_space: &[bool], starts: &[bool], memory: &mut Memory) -> Vec<Entity> {
        let Memory { table, scores } = memory;
        self.scorer.prepare(vectors, table);
        scores.resize(self.scorer.classes, 0.0);
        let n = is_space.len();
        let mut entities = Vec::new();
        let mut open: Option<(u32, Label)> = None;
        for i in 0..n {
            let goes_on = i + 1 < n && !starts[i + 1];
            let place = Place { open, is_space: is_space[i], goes_on };
            self.scorer.score(table, &features(i, open), scores);
            let Some((action, label)) = self.best_valid(&place, scores) else { break };
            match action {
                Action::Begin => open = Some((i as u32, label)),
                Action::In | Action::Out => {}
                Action::Last | Action::Unit => {
                    let start = open.map_or(i as u32, |(start, _)| start);
                    entities.push(Entity { start, end: i as u32 + 1, label });
                    open = None;
                }
            }
        }
        entities
    }

    fn best_valid(&self, place: &Place, scores: &[f32]) -> Option<(Action, Label)> {
        let mut best: Option<usize> = None;
        for (class, (action, label)) in self.classes.iter().enumerate() {
            if is_valid(*action, *label, place) && best.is_none_or(|best| scores[class] > scores[best]) {
                best = Some(class);
            }
        }
        best.map(|class| self.classes[class])
    }
}

fn features(i: usize, open: Option<(u32, Label)>) -> [i32; 3] {
    match open {
        Some((start, _)) => [i as i32, start as i32, i as i32 - 1],
        None => [i as i32, -1, -1],
    }
}

fn is_valid(action: Action, label: Label, place: &Place) -> bool {
    let same = place.open.is_some_and(|(_, open)| open == label);
    match action {
        Action::Begin => place.open.is_none() && place.goes_on && !place.is_space && label != Label::NONE,
        Action::In => same && place.goes_on,
        Action::Last => same,
        Action::Unit => place.open.is_none() && !place.is_space && label != Label::NONE,
        Action::Out => place.open.is_none(),
    }
}
