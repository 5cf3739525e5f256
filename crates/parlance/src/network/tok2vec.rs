//! Vectors of tokens in their context: embeddings through layers that look at each token and its neighbours.

use super::embed::{Embedding, Mixed, maxout};
use super::vectors::Vectors;
use super::words::Words;
use crate::error::LoadError;
use crate::kernels::{Kernel, Maxout, Rows};
use crate::model::Model;
use crate::msgpack::Value;
use std::ops::Range;
use std::sync::Arc;

/// A whole tok2vec network.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    pub width: usize,
    embedding: Embedding,
    layers: Vec<Maxout>,
    window: usize,
    /// How many tokens on each side a vector depends on. spaCy pads a text with as many rows of zeros.
    reach: usize,
}

/// What a thread keeps for one network.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    pub mixed: Mixed,
    rows: Vec<f32>,
    next: Vec<f32>,
}

/// Tokens encoded at once: few enough for the caches of a core.
const BLOCK: usize = 512;

impl Tok2Vec {
    pub fn read(kernel: Kernel, model: &Model, vectors: Option<&Arc<Vectors>>) -> Result<Tok2Vec, LoadError> {
        let embedding = Embedding::read(kernel, model, vectors)?;
        let width = embedding.width;
        let window = match model.has("expand_window") {
            true => model.layer("expand_window")?.number("window_size")? as usize,
            false => 1,
        };
        let depth = model.layers("maxout").len() - 1;
        let layers = (1..=depth).map(|index| maxout(kernel, model, index)).collect::<Result<Vec<_>, _>>()?;
        let reach = window.saturating_mul(depth);
        let padding = model.settings("pad").filter_map(Value::unsigned).max().unwrap_or(0) as usize;
        let fits = |layer: &Maxout| layer.outputs == width && layer.inputs == (2 * window + 1).saturating_mul(width);
        if !layers.iter().all(fits) || reach > 64 || padding < reach {
            return Err(model.error("not the layers of a maxout window encoder"));
        }
        Ok(Tok2Vec { width, embedding, layers, window, reach })
    }

    /// The vectors of all tokens, row by row into `output`; `keys` are `2 word + space after`.
    pub fn encode(&self, keys: &[u32], words: &Words, encoder: &mut Encoder, output: &mut Vec<f32>) {
        output.clear();
        output.resize(keys.len() * self.width, 0.0);
        for start in (0..keys.len()).step_by(BLOCK) {
            let end = keys.len().min(start + BLOCK);
            self.encode_block(keys, start..end, words, encoder, &mut output[start * self.width..end * self.width]);
        }
    }

    /// The vectors of some tokens, computed from the tokens that they can see; past the ends of the text these are zeros.
    fn encode_block(
        &self,
        keys: &[u32],
        block: Range<usize>,
        words: &Words,
        encoder: &mut Encoder,
        output: &mut [f32],
    ) {
        let (width, reach) = (self.width, self.reach);
        let seen = block.start.saturating_sub(reach)..keys.len().min(block.end + reach);
        let lead = seen.start + reach - block.start;
        let count = block.len() + 2 * reach;
        let Encoder { mixed, rows, next } = encoder;
        rows.resize(count * width, 0.0);
        next.resize(count * width, 0.0);
        rows[..lead * width].fill(0.0);
        rows[(lead + seen.len()) * width..].fill(0.0);
        self.embedding.embed(&keys[seen.clone()], words, mixed, &mut rows[lead * width..][..seen.len() * width]);
        // Each layer sees `window` rows less on both sides than the one before, until the block itself is left.
        let mut count = count;
        for layer in &self.layers {
            count -= 2 * self.window;
            let input = Rows { data: rows, stride: width, count };
            let before = Rows { data: &rows[self.window * width..], stride: width, count };
            layer.apply(input, Some(before), next);
            std::mem::swap(rows, next);
        }
        output.copy_from_slice(&rows[..block.len() * width]);
    }
}
