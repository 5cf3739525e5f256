//! The dependency parser: an arc-eager transition system that also decides where sentences begin.

use super::moves;
use super::scorer::{Scorer, Table};
use super::state::State;
use super::tree::{self, Tree};
use crate::error::LoadError;
use crate::files::{File, Folder};
use crate::labels::{Label, Labels};
use crate::model::Model;
use std::ops::Range;

/// The parser's network and its actions.
#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer,
    classes: Vec<(Action, Label)>,
    /// Each action's classes, which stand together.
    ranges: Vec<(Action, Range<usize>)>,
    decorations: tree::Decorations,
    root: Label,
    subtok: Option<Label>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    Shift,
    Reduce,
    Left,
    Right,
    Break,
}

const ACTIONS: [Action; 5] = [Action::Shift, Action::Reduce, Action::Left, Action::Right, Action::Break];

/// What a thread keeps for the parser.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    table: Table,
    state: State,
    scores: Vec<f32>,
    pub tree: Tree,
}

impl Parser {
    pub fn read(
        folder: &Folder,
        name: &str,
        model: &Model,
        width: usize,
        labels: &mut Labels,
    ) -> Result<Parser, LoadError> {
        let file = folder.read(&format!("{name}/moves"))?;
        let scorer = Scorer::read(model, width)?;
        let mut classes = Vec::new();
        let mut ranges = Vec::new();
        for (number, names) in moves::read(&file)? {
            let action =
                *ACTIONS.get(usize::from(number)).ok_or_else(|| file.error("moves", format!("no action {number}")))?;
            let start = classes.len();
            classes.extend(names.iter().map(|name| (action, labels.add(name))));
            ranges.push((action, start..classes.len()));
        }
        check(&scorer, &file, classes.len(), 8)?;
        let decorations = tree::Decorations::of(labels);
        Ok(Parser { scorer, classes, ranges, decorations, root: labels.add("ROOT"), subtok: labels.find("subtok") })
    }

    /// Parses a text of which the vectors are given; the result is in `memory.tree`.
    pub fn parse(&self, vectors: &[f32], is_space: &[bool], memory: &mut Memory) {
        let Memory { table, state, scores, tree } = memory;
        self.scorer.prepare(vectors, table);
        scores.resize(self.scorer.classes, 0.0);
        state.begin(is_space.len());
        // Every sound model needs about two steps a token; a broken one must end too.
        let mut steps = 16 * is_space.len() + 16;
        while !state.is_final() && steps > 0 {
            steps -= 1;
            self.scorer.score(table, &features(state), scores);
            match self.best_valid(state, scores) {
                Some((action, label)) => perform(action, label, state),
                None => state.finish(),
            }
        }
        tree.build(state, self.root, is_space, &self.decorations);
    }

    fn best_valid(&self, state: &State, scores: &[f32]) -> Option<(Action, Label)> {
        let mut best: Option<usize> = None;
        for (action, range) in &self.ranges {
            if !is_valid(*action, state) {
                continue;
            }
            for class in range.clone() {
                if self.subtok == Some(self.classes[class].1) && !may_be_subtoken(state) {
                    continue;
                }
                if best.is_none_or(|best| scores[class] > scores[best]) {
                    best = Some(class);
                }
            }
        }
        best.map(|class| self.classes[class])
    }
}

/// A transition system needs a score for each class, and the features that its states have.
pub(crate) fn check(scorer: &Scorer, file: &File, classes: usize, features: usize) -> Result<(), LoadError> {
    if scorer.classes != classes {
        return Err(file.error("moves", format!("{classes} actions, but the model scores {}", scorer.classes)));
    }
    if scorer.features != features {
        return Err(
            file.error("moves", format!("states have {features} features, but the model takes {}", scorer.features))
        );
    }
    Ok(())
}

fn features(state: &State) -> [i32; 8] {
    let (first, top) = (state.in_buffer(0), state.on_stack(0));
    [
        first,
        state.in_buffer(1),
        top,
        state.on_stack(1),
        state.on_stack(2),
        state.last_left_child(first),
        state.last_left_child(top),
        state.last_right_child(top),
    ]
}

fn is_valid(action: Action, state: &State) -> bool {
    let first = state.in_buffer(0);
    let both = state.stack_len() > 0 && state.buffer_len() > 0;
    match action {
        Action::Shift if state.stack_len() == 0 => true,
        Action::Shift => state.buffer_len() >= 2 && !state.is_sentence_start(first) && !state.is_unshiftable(first),
        Action::Reduce => state.stack_len() > 0,
        Action::Left | Action::Right => both && !state.is_sentence_start(first),
        Action::Break => {
            let second = state.in_buffer(1);
            state.buffer_len() >= 2 && second == first + 1 && !state.is_sentence_start(second)
        }
    }
}

fn may_be_subtoken(state: &State) -> bool {
    state.on_stack(0) == state.in_buffer(0) - 1
}

fn perform(action: Action, label: Label, state: &mut State) {
    let (first, top) = (state.in_buffer(0), state.on_stack(0));
    match action {
        Action::Shift => state.push(),
        Action::Reduce if state.has_head(top) || state.stack_len() == 1 => state.pop(),
        Action::Reduce => state.put_back(),
        Action::Left => {
            state.attach(first, top, label);
            state.make_shiftable(first);
            state.pop();
        }
        Action::Right => {
            state.attach(top, first, label);
            state.push();
        }
        Action::Break => state.start_sentence(state.in_buffer(1)),
    }
}
