//! Scores the actions of a transition system for a state, from the vectors of a few tokens the state points to.

use crate::error::LoadError;
use crate::kernels::{Affine, Hidden, Kernel, Rows};
use crate::model::{Layer, Model};

/// The network of a parser or entity recogniser above its token vectors, for states with `FEATURES` features.
#[derive(Debug)]
pub(crate) struct Scorer<const FEATURES: usize> {
    project: Affine,
    /// All features' weights as one layer: a row is `[feature][piece][hidden]`.
    lower: Affine,
    hidden: Hidden,
    /// What a feature that points to no token gives.
    missing: Vec<f32>,
    upper: Affine,
    /// The same as `upper`, for many states at once.
    upper_for_many: Affine,
}

/// What every token gives to every feature of a state that points to it, computed once for all tokens.
#[derive(Debug, Default)]
pub(crate) struct Table {
    projected: Vec<f32>,
    rows: Vec<f32>,
    hidden: Vec<f32>,
}

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
        let (upper_weights, upper_bias) = affine(upper, hidden, classes)?;
        let (project_weights, project_bias) = affine(project, width, inputs)?;
        let bias = lower.array_of("b", &[hidden, pieces])?;
        let missing = lower.array_of("pad", &[1, features, hidden, pieces])?;
        let wide = features * hidden * pieces;
        Ok(Scorer {
            project: Affine::new(kernel, width, inputs, &project_weights, &project_bias),
            lower: Affine::new(kernel, inputs, wide, &pieces_first(&weights.data, shape), &[]),
            hidden: Hidden::new(kernel, pieces, pieces_first(&bias, Shape { features: 1, inputs: 1, ..shape })),
            missing: pieces_first(&missing, Shape { inputs: 1, ..shape }),
            upper: Affine::for_one_row(kernel, hidden, classes, &upper_weights, &upper_bias),
            upper_for_many: Affine::new(kernel, hidden, classes, &upper_weights, &upper_bias),
        })
    }

    /// The length of a row of scores; those behind the last class are never the best.
    pub fn width(&self) -> usize {
        self.upper.width
    }

    /// Prepares the tokens of a text.
    pub fn prepare(&self, vectors: &[f32], table: &mut Table) {
        let count = vectors.len() / self.project.inputs;
        table.projected.resize(count * self.project.width, 0.0);
        self.project.apply(Rows { data: vectors, stride: self.project.inputs, count }, &mut table.projected);
        table.rows.resize(count * self.lower.width, 0.0);
        self.lower.apply(Rows { data: &table.projected, stride: self.project.width, count }, &mut table.rows);
        table.hidden.resize(64 * self.hidden.width, 0.0);
    }

    /// The scores of all classes in a state with these tokens as features; a negative one is missing.
    pub fn score(&self, table: &mut Table, features: [i32; FEATURES], scores: &mut [f32]) {
        self.hidden.apply(self.feature_rows(&table.rows, features), &mut table.hidden);
        self.upper.apply_to_one(&table.hidden, scores);
    }

    /// The scores of several states, row by row.
    pub fn score_many(&self, table: &mut Table, states: impl Iterator<Item = [i32; FEATURES]>, scores: &mut Vec<f32>) {
        let width = self.hidden.width;
        let mut count = 0;
        for features in states {
            if table.hidden.len() < (count + 1) * width {
                table.hidden.resize((count + 1) * width, 0.0);
            }
            self.hidden.apply(self.feature_rows(&table.rows, features), &mut table.hidden[count * width..]);
            count += 1;
        }
        scores.resize(count * self.upper_for_many.width, 0.0);
        self.upper_for_many.apply(Rows { data: &table.hidden, stride: width, count }, scores);
    }

    /// The best class of a row of scores, to which `allowed` is added.
    pub fn best(&self, scores: &[f32], allowed: &[f32]) -> Option<usize> {
        self.upper.best(scores, allowed)
    }

    fn feature_rows<'t>(&'t self, rows: &'t [f32], features: [i32; FEATURES]) -> [&'t [f32]; FEATURES] {
        let width = self.hidden.width * self.hidden.pieces;
        let mut feature = 0;
        features.map(|token| {
            let row = match usize::try_from(token) {
                Ok(token) => &rows[token * self.lower.width + feature * width..][..width],
                Err(_) => &self.missing[feature * width..][..width],
            };
            feature += 1;
            row
        })
    }
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
