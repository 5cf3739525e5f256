//! Scores the actions of a transition system for a state, from the vectors of a few tokens the state points to.

use crate::error::LoadError;
use crate::kernels::{Affine, Hidden, Kernel, Numbers, Rows};
use crate::model::{Layer, Model};
use crate::msgpack::Value;
use crate::network::tok2vec::Supply;

/// The network of a parser or entity recogniser above its token vectors, for states with `FEATURES` features.
#[derive(Debug)]
pub(crate) struct Scorer<const FEATURES: usize> {
    project: Affine,
    /// All features' weights as one layer: a row is `[feature][piece][hidden]`.
    lower: Affine,
    hidden: Hidden,
    /// What a feature that points to no token gives.
    missing: Numbers,
    upper: Affine,
    /// The same as `upper`, for many states at once.
    upper_for_many: Affine,
}

/// What every token gives to every feature of a state that points to it. Tokens are done a block at a time, when a
/// state first points into it; the last few blocks are kept.
#[derive(Debug, Default)]
pub(crate) struct Table {
    projected: Numbers,
    rows: Numbers,
    /// Which block of tokens each place holds.
    held: [Option<usize>; PLACES],
    hidden: Numbers,
    gathered: Vec<f32>,
    /// Rows of tokens far back, which stay on the stack of a sentence that does not end, and which tokens they are.
    far: Numbers,
    far_tokens: [Option<usize>; FAR],
}

/// Tokens in a block.
const BLOCK: usize = 64;
/// Blocks kept. A state rarely points farther back.
const PLACES: usize = 4;
/// Tokens kept of those farther back.
const FAR: usize = 32;

/// The sizes of the lower layer.
#[derive(Clone, Copy)]
struct Shape {
    features: usize,
    hidden: usize,
    pieces: usize,
    inputs: usize,
}

impl<const FEATURES: usize> Scorer<FEATURES> {
    /// Reads the network, which must score `classes` actions.
    pub fn read(kernel: Kernel, model: &Model, width: usize, classes: usize) -> Result<Self, LoadError> {
        let lower = model.layer("precomputable_affine")?;
        let weights = lower.array("W", 4)?;
        let [features, hidden, pieces, inputs] =
            [weights.shape[0], weights.shape[1], weights.shape[2], weights.shape[3]];
        let shape = Shape { features, hidden, pieces, inputs };
        if weights.data.is_empty() || features != FEATURES {
            return Err(
                lower.error(format!("weights of shape {:?} for states with {FEATURES} features", weights.shape))
            );
        }
        let kernel = if hidden.is_multiple_of(kernel.lanes()) { kernel } else { Kernel::Portable };
        if !hidden.is_multiple_of(kernel.lanes()) {
            return Err(lower.error(format!("a hidden layer of {hidden} cannot be run")));
        }
        let linear = model.layers("linear");
        let [upper, project] = linear[..] else {
            return Err(model.error(format!("{} `linear` layers, not 2", linear.len())));
        };
        let (mut upper_weights, mut upper_bias) = affine(upper, hidden, classes)?;
        for class in unseen(model) {
            // A class that training never saw is taken only where nothing else is valid.
            upper_weights.iter_mut().skip(class * hidden).take(hidden).for_each(|weight| *weight = 0.0);
            upper_bias.iter_mut().skip(class).take(1).for_each(|bias| *bias = -1e30);
        }
        let (project_weights, project_bias) = affine(project, width, inputs)?;
        let bias = lower.array_of("b", &[hidden, pieces])?;
        let missing = lower.array_of("pad", &[1, features, hidden, pieces])?;
        let wide = features * hidden * pieces;
        Ok(Scorer {
            project: Affine::new(kernel, width, inputs, &project_weights, &project_bias),
            lower: Affine::new(kernel, inputs, wide, &pieces_first(&weights.data, shape), &[]),
            hidden: Hidden::new(kernel, pieces, pieces_first(&bias, Shape { features: 1, inputs: 1, ..shape })),
            missing: pieces_first(&missing, Shape { inputs: 1, ..shape }).into_iter().collect(),
            upper: Affine::for_one_row(kernel, hidden, classes, &upper_weights, &upper_bias),
            upper_for_many: Affine::new(kernel, hidden, classes, &upper_weights, &upper_bias),
        })
    }

    /// The length of a row of scores; those behind the last class are never the best.
    pub fn width(&self) -> usize {
        self.upper.width
    }

    /// Begins a batch of texts.
    pub fn begin(&self, table: &mut Table) {
        table.held = [None; PLACES];
        table.far_tokens = [None; FAR];
        table.rows.grow(PLACES * BLOCK * self.stride());
        table.hidden.grow(self.hidden.width);
    }

    /// The scores of all classes in a state with these tokens of the batch as features; a negative one is missing.
    pub fn score(&self, supply: &mut Supply, table: &mut Table, features: [i32; FEATURES], scores: &mut [f32]) {
        self.hide(supply, table, features, 0);
        self.upper.apply_to_one(&table.hidden, scores);
    }

    /// The scores of several states, row by row.
    pub fn score_many(
        &self,
        supply: &mut Supply,
        table: &mut Table,
        states: impl ExactSizeIterator<Item = [i32; FEATURES]>,
        scores: &mut Vec<f32>,
    ) {
        let (count, width) = (states.len(), self.hidden.width);
        table.hidden.grow(count * width);
        for (row, features) in states.enumerate() {
            self.hide(supply, table, features, row);
        }
        scores.resize(count * self.upper_for_many.width, 0.0);
        let hidden = Rows { data: &table.hidden, stride: width, count };
        self.upper_for_many.apply(hidden, scores, self.upper_for_many.width);
    }

    /// The best class of a row of scores, to which `allowed` is added.
    pub fn best(&self, scores: &[f32], allowed: &[f32]) -> Option<usize> {
        self.upper.best(scores, allowed)
    }

    /// Computes the hidden numbers of a state into a row of `table.hidden`.
    fn hide(&self, supply: &mut Supply, table: &mut Table, features: [i32; FEATURES], row: usize) {
        if features.iter().all(|token| *token < 0 || is_held(table, *token)) {
            let mut rows = [&[][..]; FEATURES];
            for (feature, token) in features.into_iter().enumerate() {
                rows[feature] = self.row(&table.rows, token, feature);
            }
            self.hidden.apply(&rows, &mut table.hidden[row * self.hidden.width..]);
            return;
        }
        // A block that is fetched may push out another one that the state points to: so each row is copied at once.
        let width = self.hidden.width * self.hidden.pieces;
        table.gathered.resize(FEATURES * width, 0.0);
        for (feature, token) in features.into_iter().enumerate() {
            let far = usize::try_from(token).ok().filter(|_| !is_held(table, token));
            let far = far.map(|token| self.remember(supply, table, token));
            let row = match far {
                Some(start) => &table.far[start + feature * width..][..width],
                None => self.row(&table.rows, token, feature),
            };
            table.gathered[feature * width..][..width].copy_from_slice(row);
        }
        let rows: [&[f32]; FEATURES] = std::array::from_fn(|feature| &table.gathered[feature * width..][..width]);
        self.hidden.apply(&rows, &mut table.hidden[row * self.hidden.width..]);
    }

    /// What a token that is held gives to a feature.
    fn row<'t>(&'t self, rows: &'t [f32], token: i32, feature: usize) -> &'t [f32] {
        let width = self.hidden.width * self.hidden.pieces;
        match usize::try_from(token) {
            Ok(token) => &rows[token % (PLACES * BLOCK) * self.stride() + feature * width..][..width],
            Err(_) => &self.missing[feature * width..][..width],
        }
    }

    /// Where in `table.far` stands what a token that is not held gives to all features. It is remembered: whatever stays
    /// on the stack while a sentence goes on for thousands of tokens is asked for at every step.
    fn remember(&self, supply: &mut Supply, table: &mut Table, token: usize) -> usize {
        let (place, width) = (token % FAR, self.lower.width);
        if table.far_tokens[place] != Some(token) {
            self.hold(supply, table, token / BLOCK);
            table.far.grow(FAR * width);
            let row = &table.rows[token % (PLACES * BLOCK) * self.stride()..][..width];
            table.far[place * width..][..width].copy_from_slice(row);
            table.far_tokens[place] = Some(token);
        }
        place * width
    }

    /// Makes sure that a block is held.
    fn hold(&self, supply: &mut Supply, table: &mut Table, block: usize) {
        let place = block % PLACES;
        if table.held[place] == Some(block) {
            return;
        }
        let tokens = block * BLOCK..supply.batch.keys.len().min((block + 1) * BLOCK);
        let (width, count) = (self.project.inputs, tokens.len());
        let vectors = supply.rows(tokens);
        table.projected.grow(BLOCK * self.project.width);
        self.project.apply(Rows { data: vectors, stride: width, count }, &mut table.projected, self.project.width);
        let projected = Rows { data: &table.projected, stride: self.project.width, count };
        self.lower.apply(projected, &mut table.rows[place * BLOCK * self.stride()..], self.stride());
        table.held[place] = Some(block);
    }

    /// Numbers from one row of the table to the next: no power of two, for which caches are bad.
    fn stride(&self) -> usize {
        self.lower.width + 16
    }
}

/// Whether the block of a token is held.
fn is_held(table: &Table, token: i32) -> bool {
    usize::try_from(token).is_ok_and(|token| table.held[token / BLOCK % PLACES] == Some(token / BLOCK))
}

/// Classes added after training.
fn unseen(model: &Model) -> Vec<usize> {
    let listed = model.setting("unseen_classes").and_then(Value::list).unwrap_or_default();
    listed.iter().filter_map(|class| usize::try_from(class.unsigned()?).ok()).collect()
}

/// Weights and bias of a linear layer.
fn affine(layer: &Layer, inputs: usize, outputs: usize) -> Result<(Vec<f32>, Vec<f32>), LoadError> {
    Ok((layer.array_of("W", &[outputs, inputs])?, layer.array_of("b", &[outputs])?))
}

/// From `[feature][hidden][piece][input]` to `[feature][piece][hidden][input]`.
fn pieces_first(data: &[f32], shape: Shape) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(data.len());
    for feature in 0..shape.features {
        for piece in 0..shape.pieces {
            for hidden in 0..shape.hidden {
                let at = (feature * shape.hidden + hidden) * shape.pieces + piece;
                reordered.extend_from_slice(&data[at * shape.inputs..][..shape.inputs]);
            }
        }
    }
    reordered
}
