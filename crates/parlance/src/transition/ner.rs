//! The entity recogniser: one action for each token, which begins, continues or ends an entity or leaves the token out.

use super::moves;
use super::scorer::{Scorer, Table};
use crate::doc::Entity;
use crate::error::LoadError;
use crate::files::Folder;
use crate::kernels::Kernel;
use crate::labels::{Label, Labels};
use crate::model::Model;
use crate::network::tok2vec::Supply;
use std::collections::BTreeMap;
use std::ops::Range;

/// The recogniser's network and its actions.
#[derive(Debug)]
pub(crate) struct Recogniser {
    scorer: Scorer<3>,
    classes: Vec<(Action, Label)>,
    /// What to add to the scores where no entity is open: if one may begin that goes on, and if not.
    closed: [Vec<f32>; 2],
    /// What to add where an entity of this type is open and may go on.
    open: BTreeMap<Label, Vec<f32>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Begin,
    In,
    Last,
    Unit,
    Out,
}

/// By their numbers. Number 0 stands for tokens of which training knew nothing.
const ACTIONS: [Option<Action>; 6] =
    [None, Some(Action::Begin), Some(Action::In), Some(Action::Last), Some(Action::Unit), Some(Action::Out)];

/// What a thread keeps for the recogniser.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    table: Table,
    /// Scores of the tokens of one block where no entity is open.
    closed: Vec<f32>,
    open: Vec<f32>,
}

/// Tokens whose scores are computed together on the guess that no entity is open.
const BLOCK: usize = 64;

impl Recogniser {
    pub fn read(
        kernel: Kernel,
        folder: &Folder,
        name: &str,
        model: &Model,
        width: usize,
        labels: &mut Labels,
    ) -> Result<Recogniser, LoadError> {
        let mut classes = moves::classes(folder, name, &ACTIONS, labels)?;
        classes.retain(|(action, label)| *action != Action::Out || *label == Label::NONE);
        let scorer = Scorer::read(kernel, model, width, classes.len())?;
        Ok(Recogniser::with_masks(scorer, classes))
    }

    fn with_masks(scorer: Scorer<3>, classes: Vec<(Action, Label)>) -> Recogniser {
        let mask = |allow: &dyn Fn(Action, Label) -> bool| {
            let allow =
                |(action, label): &(Action, Label)| if allow(*action, *label) { 0.0 } else { f32::NEG_INFINITY };
            let mut mask: Vec<f32> = classes.iter().map(allow).collect();
            mask.resize(scorer.width(), 0.0);
            mask
        };
        let named = |label| label != Label::NONE;
        let ends_here = |action, label| action == Action::Out || action == Action::Unit && named(label);
        let closed = [
            mask(&|action, label| ends_here(action, label) || action == Action::Begin && named(label)),
            mask(&ends_here),
        ];
        let goes_on = |open| mask(&|action, label| matches!(action, Action::In | Action::Last) && label == open);
        let begun = classes.iter().filter(|(action, _)| *action == Action::Begin);
        let open = begun.map(|(_, label)| (*label, goes_on(*label))).collect();
        Recogniser { scorer, classes, closed, open }
    }

    /// Begins a batch of texts.
    pub fn begin(&self, memory: &mut Memory) {
        self.scorer.begin(&mut memory.table);
        memory.open.resize(self.scorer.width(), 0.0);
    }

    /// The entities of one text of a batch; `starts` says where its sentences start.
    pub fn recognise(
        &self,
        supply: &mut Supply,
        text: Range<usize>,
        starts: &[bool],
        memory: &mut Memory,
    ) -> Vec<Entity> {
        let mut entities = Vec::new();
        let mut open: Option<(u32, Label)> = None;
        for i in 0..text.len() {
            let token = text.start + i;
            if i.is_multiple_of(BLOCK) {
                let states = (token as i32..text.end.min(token + BLOCK) as i32).map(|token| [token, -1, -1]);
                self.scorer.score_many(supply, &mut memory.table, states, &mut memory.closed);
            }
            let goes_on = i + 1 < text.len() && !starts[i + 1];
            let (action, label) = match open {
                Some((start, label)) => {
                    let entity = text.start + start as usize..token;
                    (self.when_open(supply, entity, label, goes_on, memory), label)
                }
                // An entity does not begin with white space.
                None if supply.batch.is_space[token] => (Action::Out, Label::NONE),
                None => self.when_closed(&memory.closed[i % BLOCK * self.scorer.width()..], goes_on),
            };
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

    fn when_closed(&self, scores: &[f32], goes_on: bool) -> (Action, Label) {
        let best = self.scorer.best(scores, &self.closed[usize::from(!goes_on)]);
        best.map_or((Action::Out, Label::NONE), |class| self.classes[class])
    }

    /// The action at the token after those of the entity so far.
    fn when_open(
        &self,
        supply: &mut Supply,
        entity: Range<usize>,
        label: Label,
        goes_on: bool,
        memory: &mut Memory,
    ) -> Action {
        let Some(allowed) = self.open.get(&label).filter(|_| goes_on) else { return Action::Last };
        let features = [entity.end as i32, entity.start as i32, entity.end as i32 - 1];
        self.scorer.score(supply, &mut memory.table, features, &mut memory.open);
        self.scorer.best(&memory.open, allowed).map_or(Action::Last, |class| self.classes[class].0)
    }
}
