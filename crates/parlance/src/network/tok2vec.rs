//! Vectors of tokens in their context: embeddings through layers that look at each token and its neighbours.

use super::embed::{Embedding, Mixed, maxout};
use super::vectors::Vectors;
use super::words::Words;
use crate::error::LoadError;
use crate::kernels::{Kernel, Maxout, Numbers, Rows};
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

/// What a thread keeps for one network: its caches, and the vectors of the window that was asked for last.
#[derive(Debug, Default)]
pub(crate) struct Encoder {
    pub mixed: Mixed,
    window: Range<usize>,
    vectors: Numbers,
    /// Vectors of tokens before the window, which are rarely asked for again.
    earlier: Numbers,
    rows: Numbers,
    next: Numbers,
}

/// The tokens of some texts, one text after the other.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// Of every token, twice its word's number, and one more if a space follows.
    pub keys: Vec<u32>,
    pub is_space: Vec<bool>,
    /// Where each text ends.
    pub ends: Vec<usize>,
}

/// Gives the vectors of a batch's tokens.
pub(crate) struct Supply<'s> {
    pub network: &'s Tok2Vec,
    pub batch: &'s Batch,
    pub words: &'s Words,
    pub encoder: &'s mut Encoder,
}

/// Tokens encoded at once: enough for the weights to be loaded once for many, few enough to bound the memory.
const WINDOW: usize = 8192;

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

    /// Computes the vectors of tokens in a range that may cut texts at both ends.
    fn encode(&self, range: Range<usize>, batch: &Batch, words: &Words, encoder: &mut Encoder, output: &mut Numbers) {
        let (width, reach) = (self.width, self.reach);
        let Encoder { mixed, rows, next, .. } = encoder;
        let parts = parts(&range, &batch.ends, reach);
        let mut count = parts.last().map_or(0, |part| part.row + part.seen.len() + reach);
        rows.grow(count * width);
        next.grow(count * width);
        let mut filled = 0;
        for part in &parts {
            let (start, end) = (part.row * width, (part.row + part.seen.len()) * width);
            rows[filled..start].fill(0.0);
            self.embedding.embed(&batch.keys[part.seen.clone()], words, mixed, &mut rows[start..end]);
            filled = end;
        }
        rows[filled..count * width].fill(0.0);
        // Each layer makes `window` rows less at both ends than the one before; those are of no use to any token asked for.
        for layer in &self.layers {
            count -= 2 * self.window;
            let input = Rows { data: rows, stride: width, count };
            let before = Rows { data: &rows[self.window * width..], stride: width, count };
            layer.apply(input, Some(before), next);
            std::mem::swap(rows, next);
        }
        output.grow(range.len() * width);
        let mut rest = &mut output[..];
        for part in &parts {
            let row = part.row + (part.wanted.start - part.seen.start) - reach;
            let (here, later) = rest.split_at_mut(part.wanted.len() * width);
            here.copy_from_slice(&rows[row * width..][..here.len()]);
            rest = later;
        }
    }
}

impl Batch {
    pub fn clear(&mut self) {
        self.keys.clear();
        self.is_space.clear();
        self.ends.clear();
    }
}

impl Supply<'_> {
    /// The vectors of these tokens, row by row.
    pub fn rows(&mut self, tokens: Range<usize>) -> &[f32] {
        let Supply { network, batch, words, encoder } = self;
        let (window, width) = (encoder.window.clone(), network.width);
        let is_inside = window.start <= tokens.start && tokens.end <= window.end;
        // The first tokens are asked for by whoever begins anew, others before the window only now and then.
        if !is_inside && 0 < tokens.start && tokens.start < window.start {
            let mut earlier = std::mem::take(&mut encoder.earlier);
            network.encode(tokens, batch, words, encoder, &mut earlier);
            encoder.earlier = earlier;
            return &encoder.earlier;
        }
        if !is_inside {
            let end = batch.keys.len().min(tokens.end.max(tokens.start + WINDOW));
            let mut vectors = std::mem::take(&mut encoder.vectors);
            network.encode(tokens.start..end, batch, words, encoder, &mut vectors);
            (encoder.vectors, encoder.window) = (vectors, tokens.start..end);
        }
        let first = (tokens.start - encoder.window.start) * width;
        &encoder.vectors[first..][..tokens.len() * width]
    }
}

impl Encoder {
    /// Forgets the vectors of the batch before.
    pub fn begin(&mut self) {
        self.window = 0..0;
    }
}

/// The tokens of one text among those to encode.
struct Part {
    wanted: Range<usize>,
    /// The tokens that the wanted ones can see, themselves included.
    seen: Range<usize>,
    /// The row of the first token seen. Before and after each part stand rows of zeros, as many as can be seen.
    row: usize,
}

fn parts(range: &Range<usize>, ends: &[usize], reach: usize) -> Vec<Part> {
    let first = ends.partition_point(|end| *end <= range.start);
    let mut start = if first == 0 { 0 } else { ends[first - 1] };
    let mut row = reach;
    let mut parts = Vec::new();
    for end in ends[first..].iter().copied() {
        let wanted = start.max(range.start)..end.min(range.end);
        if wanted.start >= range.end {
            break;
        }
        let seen = start.max(wanted.start.saturating_sub(reach))..end.min(wanted.end + reach);
        start = end;
        if !wanted.is_empty() {
            parts.push(Part { wanted, seen: seen.clone(), row });
            row += seen.len() + reach;
        }
    }
    parts
}
