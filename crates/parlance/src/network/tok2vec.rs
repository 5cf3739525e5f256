//! Vectors of tokens in their context: embeddings through layers that look at each token and its neighbours.

use super::embed::{Embedding, Mixed, maxout};
use super::vectors::Vectors;
use super::words::Words;
use crate::error::LoadError;
use crate::kernels::{Maxout, Rows};
use crate::model::Model;
use crate::msgpack::Value;
use std::sync::Arc;

/// A whole tok2vec network.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    pub width: usize,
    embedding: Embedding,
    layers: Vec<Maxout>,
    window: usize,
    /// Rows of zeros before and after a text, which take part in every layer.
    padding: usize,
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
    pub fn read(model: &Model, vectors: Option<&Arc<Vectors>>) -> Result<Tok2Vec, LoadError> {
        let embedding = Embedding::read(model, vectors)?;
        let width = embedding.width;
        let window = match model.has("expand_window") {
            true => model.layer("expand_window")?.number("window_size")? as usize,
            false => 1,
        };
        let depth = model.layers("maxout").len() - 1;
        let layers = (1..=depth).map(|index| maxout(model, index)).collect::<Result<Vec<_>, _>>()?;
        let padding = model.settings("pad").filter_map(Value::unsigned).max().unwrap_or(0) as usize;
        let fits = |layer: &Maxout| layer.outputs == width && layer.inputs == (2 * window + 1).saturating_mul(width);
        if !layers.iter().all(fits) || padding > 64 || depth > 64 {
            return Err(model.error("not the layers of a maxout window encoder"));
        }
        Ok(Tok2Vec { width, embedding, layers, window, padding })
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

    /// The vectors of some tokens. Around them stand the tokens, or at an end of the text the padding, that they can see.
    fn encode_block(
        &self,
        keys: &[u32],
        block: std::ops::Range<usize>,
        words: &Words,
        encoder: &mut Encoder,
        output: &mut [f32],
    ) {
        let width = self.width;
        let seen = self.window * self.layers.len();
        let before = if block.start <= seen { block.start + self.padding } else { seen };
        let after = if keys.len() - block.end <= seen { keys.len() - block.end + self.padding } else { seen };
        let count = before + block.len() + after;
        let first = (block.start + self.padding).saturating_sub(before + self.padding);
        let last = keys.len().min(block.end + after);
        let lead = before - (block.start - first);
        // The guard rows of `window` zeros at both ends are never written.
        let rows = count + 2 * self.window;
        for buffer in [&mut encoder.rows, &mut encoder.next] {
            buffer.clear();
            buffer.resize(rows * width, 0.0);
        }
        let tokens = &mut encoder.rows[(self.window + lead) * width..][..(last - first) * width];
        self.embedding.embed(&keys[first..last], words, &mut encoder.mixed, tokens);
        for layer in &self.layers {
            let inner = self.window * width..(self.window + count) * width;
            encoder.next[inner.clone()].copy_from_slice(&encoder.rows[inner.clone()]);
            layer.apply(Rows { data: &encoder.rows, stride: width, count }, &mut encoder.next[inner], true);
            std::mem::swap(&mut encoder.rows, &mut encoder.next);
        }
        output.copy_from_slice(&encoder.rows[(self.window + before) * width..][..block.len() * width]);
    }
}
