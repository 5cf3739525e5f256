//! Scores every label for every token and takes the best.

use crate::error::LoadError;
use crate::kernels::{Affine, Rows};
use crate::model::Model;

/// The output layer of a tagger or morphologizer.
#[derive(Debug)]
pub(crate) struct Classifier {
    layer: Affine,
}

/// Tokens scored at once.
const BLOCK: usize = 64;

impl Classifier {
    /// Reads the layer; it must give one score for each of `labels` labels.
    pub fn read(model: &Model, width: usize, labels: usize) -> Result<Classifier, LoadError> {
        let layer = model.layer("softmax")?;
        let weights = layer.array("W", 2)?;
        if weights.shape != [labels, width] || labels == 0 {
            return Err(layer.error(format!("weights {:?} for {labels} labels and vectors of {width}", weights.shape)));
        }
        let bias = layer.array_of("b", &[labels])?;
        Ok(Classifier { layer: Affine::new(width, labels, &weights.data, &bias) })
    }

    /// Calls `give` with each token and its best label.
    pub fn classify(&self, vectors: &[f32], scores: &mut Vec<f32>, mut give: impl FnMut(usize, usize)) {
        let (width, labels) = (self.layer.inputs, self.layer.outputs);
        scores.clear();
        scores.resize(BLOCK * labels, 0.0);
        for (block, rows) in vectors.chunks(BLOCK * width).enumerate() {
            let count = rows.len() / width;
            self.layer.apply(Rows { data: rows, stride: width, count }, scores);
            for (i, scores) in scores.chunks_exact(labels).take(count).enumerate() {
                give(block * BLOCK + i, best(scores));
            }
        }
    }
}

/// The place of the largest score, of equal ones the first.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}
