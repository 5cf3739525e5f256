//! Scores every label for every token and takes the best.

use super::tok2vec::Supply;
use crate::error::LoadError;
use crate::kernels::{Affine, Kernel, Rows};
use crate::model::Model;

/// The output layer of a tagger or morphologizer.
#[derive(Debug)]
pub(crate) struct Classifier {
    layer: Affine,
    /// Zeros: every label is allowed.
    all: Vec<f32>,
}

/// Tokens scored at once.
const BLOCK: usize = 64;

impl Classifier {
    /// Reads the layer; it must give one score for each of `labels` labels.
    pub fn read(kernel: Kernel, model: &Model, width: usize, labels: usize) -> Result<Classifier, LoadError> {
        let layer = model.layer("softmax")?;
        let weights = layer.array("W", 2)?;
        if weights.shape != [labels, width] || labels == 0 {
            return Err(layer.error(format!("weights {:?} for {labels} labels and vectors of {width}", weights.shape)));
        }
        let bias = layer.array_of("b", &[labels])?;
        let layer = Affine::new(kernel, width, labels, &weights.data, &bias);
        Ok(Classifier { all: vec![0.0; layer.width], layer })
    }

    /// Calls `give` with the best label of each token of a batch, in order.
    pub fn classify(&self, supply: &mut Supply, scores: &mut Vec<f32>, mut give: impl FnMut(usize)) {
        let (width, labels, tokens) = (self.layer.inputs, self.layer.width, supply.batch.keys.len());
        scores.resize(BLOCK * labels, 0.0);
        for start in (0..tokens).step_by(BLOCK) {
            let count = BLOCK.min(tokens - start);
            let vectors = supply.rows(start..start + count);
            self.layer.apply(Rows { data: vectors, stride: width, count }, scores, labels);
            for scores in scores.chunks_exact(labels).take(count) {
                give(self.layer.best(scores, &self.all).unwrap_or(0));
            }
        }
    }
}
