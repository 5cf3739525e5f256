//! Scores the actions of a transition system for a state, from the vectors of a few tokens the state points to.

use crate::error::LoadError;
use crate::kernels::{Affine, Rows};
use crate::model::Model;

/// The network of a parser or entity recogniser above its token vectors.
#[derive(Debug)]
pub(crate) struct Scorer {
    /// Features of a state.
    pub features: usize,
    /// Actions with labels.
    pub classes: usize,
    project: Affine,
    /// All features' weights as one layer: a row is `[feature][piece][hidden]`.
    lower: Affine,
    bias: Vec<f32>,
    missing: Vec<f32>,
    upper: Affine,
    hidden: usize,
    pieces: usize,
}

/// What every token gives to every feature of a state that points to it, computed once for all tokens.
#[derive(Debug, Default)]
pub(crate) struct Table {
    projected: Vec<f32>,
    rows: Vec<f32>,
}

impl Scorer {
    pub fn read(model: &Model, width: usize) -> Result<Scorer, LoadError> {
        let lower = model.layer("precomputable_affine")?;
        let weights = lower.array("W", 4)?;
        let [features, hidden, pieces, inputs] =
            [weights.shape[0], weights.shape[1], weights.shape[2], weights.shape[3]];
        if weights.data.is_empty() {
            return Err(lower.error("no weights"));
        }
        let linear = model.layers("linear");
        let [upper, project] = linear[..] else {
            return Err(model.error(format!("{} `linear` layers, not 2", linear.len())));
        };
        let upper_weights = upper.array("W", 2)?;
        let classes = upper_weights.shape[0];
        if upper_weights.shape[1] != hidden || classes == 0 {
            return Err(upper.error(format!("weights {:?} for {hidden} hidden numbers", upper_weights.shape)));
        }
        let reordered = |data: &[f32], inner: usize| pieces_first(data, features, hidden, pieces, inner);
        let bias = lower.array_of("b", &[hidden, pieces])?;
        let missing = lower.array_of("pad", &[1, features, hidden, pieces])?;
        Ok(Scorer {
            features,
            classes,
            project: Affine::new(
                width,
                inputs,
                &project.array_of("W", &[inputs, width])?,
                &project.array_of("b", &[inputs])?,
            ),
            lower: Affine::new(inputs, features * hidden * pieces, &reordered(&weights.data, inputs), &[]),
            bias: pieces_first(&bias, 1, hidden, pieces, 1),
            missing: reordered(&missing, 1),
            upper: Affine::new(hidden, classes, &upper_weights.data, &upper.array_of("b", &[classes])?),
            hidden,
            pieces,
        })
    }

    /// Prepares the tokens of a text.
    pub fn prepare(&self, vectors: &[f32], table: &mut Table) {
        let count = vectors.len() / self.project.inputs;
        table.projected.resize(count * self.project.outputs, 0.0);
        self.project.apply(Rows { data: vectors, stride: self.project.inputs, count }, &mut table.projected);
        table.rows.resize(count * self.lower.outputs, 0.0);
        self.lower.apply(Rows { data: &table.projected, stride: self.lower.inputs, count }, &mut table.rows);
    }

    /// The scores of all classes in a state with these tokens as features; a negative one is missing.
    pub fn score(&self, table: &Table, features: &[i32], scores: &mut [f32]) {
        let width = self.hidden * self.pieces;
        let mut sums = [0.0f32; 512];
        let sums = &mut sums[..width];
        for (f, token) in features.iter().enumerate() {
            let values = match usize::try_from(*token) {
                Ok(token) => &table.rows[token * self.lower.outputs + f * width..][..width],
                Err(_) => &self.missing[f * width..][..width],
            };
            sums.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        sums.iter_mut().zip(&self.bias).for_each(|(sum, bias)| *sum += bias);
        let (hidden, others) = sums.split_at_mut(self.hidden);
        for piece in others.chunks_exact(self.hidden) {
            hidden.iter_mut().zip(piece).for_each(|(best, value)| *best = if *value > *best { *value } else { *best });
        }
        self.upper.apply(Rows { data: hidden, stride: self.hidden, count: 1 }, scores);
    }
}

/// From `[feature][hidden][piece][inner]` to `[feature][piece][hidden][inner]`.
fn pieces_first(data: &[f32], features: usize, hidden: usize, pieces: usize, inner: usize) -> Vec<f32> {
    let mut reordered = Vec::with_capacity(data.len());
    for feature in 0..features {
        for piece in 0..pieces {
            for h in 0..hidden {
                reordered.extend_from_slice(&data[((feature * hidden + h) * pieces + piece) * inner..][..inner]);
            }
        }
    }
    reordered
}
