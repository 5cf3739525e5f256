//! The dependency parser: an arc-eager transition system that also decides where sentences begin.

use super::moves;
use super::scorer::{Scorer, Table};
use super::state::State;
use super::tree::{self, Tree};
use crate::error::LoadError;
use crate::files::Folder;
use crate::kernels::Kernel;
use crate::labels::{Label, Labels};
use crate::model::Model;
use crate::network::tok2vec::Supply;
use std::ops::Range;

/// The parser's network and its actions.
#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer<8>,
    classes: Vec<(Action, Label)>,
    /// For every set of valid actions, as bits, what to add to the scores.
    allowed: Vec<Vec<f32>>,
    /// The same where the two tokens cannot be parts of one word.
    allowed_apart: Vec<Vec<f32>>,
    decorations: tree::Decorations,
    root: Label,
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
        kernel: Kernel,
        folder: &Folder,
        name: &str,
        model: &Model,
        width: usize,
        labels: &mut Labels,
    ) -> Result<Parser, LoadError> {
        let classes = moves::classes(folder, name, &ACTIONS.map(Some), labels)?;
        let scorer = Scorer::read(kernel, model, width, classes.len())?;
        let decorations = tree::Decorations::of(labels);
        let masks =
            |never| (0..1 << ACTIONS.len()).map(|valid| allowed(&classes, valid, never, scorer.width())).collect();
        let (allowed, allowed_apart) = (masks(None), masks(labels.find("subtok")));
        Ok(Parser { scorer, classes, allowed, allowed_apart, decorations, root: labels.add("ROOT") })
    }

    /// Begins a batch of texts.
    pub fn begin(&self, memory: &mut Memory) {
        self.scorer.begin(&mut memory.table);
        memory.scores.resize(self.scorer.width(), 0.0);
    }

    /// Parses one text of a batch; the result is in `memory.tree`.
    pub fn parse(&self, supply: &mut Supply, text: Range<usize>, memory: &mut Memory) {
        memory.state.begin(text.len());
        // Every sound model needs about two steps a token; a broken one must end too.
        let mut steps = 16 * text.len() + 16;
        while !memory.state.is_final() && steps > 0 {
            steps -= 1;
            match self.next(supply, text.start as i32, memory) {
                Some((action, label)) => perform(action, label, &mut memory.state),
                None => memory.state.finish(),
            }
        }
        memory.tree.build(&memory.state, self.root, &supply.batch.is_space[text], &self.decorations);
    }

    /// The best valid action, if any is valid; `first` is the number of the text's first token in the batch.
    fn next(&self, supply: &mut Supply, first: i32, memory: &mut Memory) -> Option<(Action, Label)> {
        let Memory { table, state, scores, .. } = memory;
        let valid = valid(state);
        if valid == 0 {
            return None;
        }
        let features = features(state).map(|token| if token < 0 { token } else { first + token });
        self.scorer.score(supply, table, features, scores);
        let apart = state.on_stack(0) != state.in_buffer(0) - 1;
        let allowed = if apart { &self.allowed_apart[valid] } else { &self.allowed[valid] };
        // In a broken model no score compares: any valid action will do.
        let best = self.scorer.best(scores, allowed).or_else(|| allowed.iter().position(|allowed| *allowed == 0.0));
        best.and_then(|class| self.classes.get(class).copied())
    }
}

/// What to add to each class's score so that only those of valid actions, and not the label `never`, can be the best.
fn allowed(classes: &[(Action, Label)], valid: usize, never: Option<Label>, width: usize) -> Vec<f32> {
    let allow = |(action, label): &(Action, Label)| valid & (1 << *action as usize) != 0 && never != Some(*label);
    let mut mask: Vec<f32> = classes.iter().map(|class| if allow(class) { 0.0 } else { f32::NEG_INFINITY }).collect();
    mask.resize(width, f32::NEG_INFINITY);
    mask
}

/// The valid actions as bits.
fn valid(state: &State) -> usize {
    ACTIONS.iter().filter(|action| is_valid(**action, state)).map(|action| 1 << *action as usize).sum()
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
