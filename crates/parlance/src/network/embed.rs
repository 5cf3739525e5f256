//! The embedding of a word: rows of hash tables (and its static vector) mixed into one vector.

use super::vectors::Vectors;
use super::words::Words;
use crate::error::LoadError;
use crate::kernels::{Affine, Kernel, Maxout, Numbers, Rows, gather};
use crate::lexeme::Lexeme;
use crate::model::{Array, Model};
use crate::msgpack::Value;
use std::ops::Range;
use std::sync::Arc;

/// The first half of a tok2vec network: what depends on the word and the space after it, not on its neighbours.
#[derive(Debug)]
pub(crate) struct Embedding {
    pub width: usize,
    tables: Vec<Table>,
    vectors: Option<(Arc<Vectors>, Affine)>,
    mixer: Maxout,
}

#[derive(Debug)]
struct Table {
    feature: Feature,
    seed: u64,
    width: usize,
    rows: usize,
    weights: Vec<f32>,
}

/// A feature of a token that is embedded through a hash table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feature {
    Orth,
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

const FEATURES: &[(&str, Feature)] = &[
    ("ORTH", Feature::Orth),
    ("NORM", Feature::Norm),
    ("PREFIX", Feature::Prefix),
    ("SUFFIX", Feature::Suffix),
    ("SHAPE", Feature::Shape),
    ("SPACY", Feature::Spacy),
    ("IS_SPACE", Feature::IsSpace),
];

/// Mixed vectors of the words met so far; bounded.
#[derive(Debug, Default)]
pub(crate) struct Mixed {
    /// For each word, without and with a space after it, the number of its row; `UNKNOWN` for those not met.
    row_of: Vec<u32>,
    rows: Numbers,
    /// The rows asked for.
    wanted: Vec<u32>,
    /// Words whose rows are to be made.
    missing: Vec<u32>,
    input: Vec<f32>,
    projected: Vec<f32>,
}

const UNKNOWN: u32 = u32::MAX;

/// Words mixed at once.
const MIXED_AT_ONCE: usize = 64;

/// Rows kept from one batch of texts to the next.
const MOST_ROWS: usize = 32_768;

impl Embedding {
    pub fn read(kernel: Kernel, model: &Model, vectors: Option<&Arc<Vectors>>) -> Result<Embedding, LoadError> {
        let columns = model.setting("columns").and_then(Value::list).unwrap_or_default();
        let features = columns
            .iter()
            .map(|name| feature(name.text().unwrap_or_default(), model))
            .collect::<Result<Vec<_>, _>>()?;
        let mut tables = Vec::new();
        for layer in model.layers("hashembed") {
            let Array { shape, data } = layer.array("E", 2)?;
            let column = layer.number("column")? as usize;
            let feature = *features.get(column).ok_or_else(|| layer.error(format!("no feature {column}")))?;
            if shape[0] == 0 || shape[0] > u32::MAX as usize {
                return Err(layer.error("a table without rows"));
            }
            tables.push(Table { feature, seed: layer.number("seed")?, width: shape[1], rows: shape[0], weights: data });
        }
        let vectors = static_vectors(kernel, model, vectors)?;
        let mixer = maxout(kernel, model, 0)?;
        let inputs = tables.iter().map(|table| table.width).sum::<usize>()
            + vectors.as_ref().map_or(0, |(_, layer)| layer.outputs);
        if inputs != mixer.inputs {
            return Err(model.error(format!("{inputs} embedded numbers do not fit a mixer of {}", mixer.inputs)));
        }
        Ok(Embedding { width: mixer.outputs, tables, vectors, mixer })
    }

    /// Writes the mixed vectors of words (`2 word + space`) into rows of `output`.
    pub fn embed(&self, keys: &[u32], words: &Words, mixed: &mut Mixed, output: &mut [f32]) {
        self.mix_missing(keys, words, mixed);
        mixed.wanted.clear();
        mixed.wanted.extend(keys.iter().map(|key| mixed.row_of[*key as usize]));
        gather(&mixed.rows, self.width, &mixed.wanted, output);
    }

    fn mix_missing(&self, keys: &[u32], words: &Words, mixed: &mut Mixed) {
        if mixed.rows.len() / self.width + keys.len() > MOST_ROWS.max(keys.len()) {
            *mixed = Mixed::default();
        }
        mixed.row_of.resize(2 * words.len(), UNKNOWN);
        mixed.missing.clear();
        let first = mixed.rows.len() / self.width;
        for key in keys {
            let row = &mut mixed.row_of[*key as usize];
            if *row == UNKNOWN {
                *row = (first + mixed.missing.len()) as u32;
                mixed.missing.push(*key);
            }
        }
        mixed.rows.grow((first + mixed.missing.len()) * self.width);
        // A block at a time keeps the wide input rows small.
        for start in (0..mixed.missing.len()).step_by(MIXED_AT_ONCE) {
            let block = start..mixed.missing.len().min(start + MIXED_AT_ONCE);
            self.mix(block, first, words, mixed);
        }
    }

    fn mix(&self, block: Range<usize>, first: usize, words: &Words, mixed: &mut Mixed) {
        let inputs = self.mixer.inputs;
        mixed.input.clear();
        mixed.input.resize(block.len() * inputs, 0.0);
        for (key, row) in mixed.missing[block.clone()].iter().zip(mixed.input.chunks_exact_mut(inputs)) {
            self.concatenate(words.lexeme(key / 2), key % 2 == 1, row, &mut mixed.projected);
        }
        let input = Rows { data: &mixed.input, stride: inputs, count: block.len() };
        self.mixer.apply(input, None, &mut mixed.rows[(first + block.start) * self.width..]);
    }

    /// One row of every table, then the projected static vector.
    fn concatenate(&self, lexeme: &Lexeme, space_after: bool, mut row: &mut [f32], projected: &mut Vec<f32>) {
        for table in &self.tables {
            let (here, rest) = row.split_at_mut(table.width);
            table.add_rows(id(table.feature, lexeme, space_after), here);
            row = rest;
        }
        let Some((vectors, projection)) = &self.vectors else { return };
        if let Some(vector) = vectors.of(lexeme.orth) {
            projected.resize(projection.width, 0.0);
            projection.apply_to_one(vector, projected);
            row.copy_from_slice(&projected[..projection.outputs]);
        }
    }
}

impl Table {
    /// The sum of the four rows that the id is hashed to.
    fn add_rows(&self, id: u64, sum: &mut [f32]) {
        for hash in four_hashes(id, self.seed) {
            let row = &self.weights[(hash as usize % self.rows) * self.width..][..self.width];
            sum.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
        }
    }
}

/// The `index`-th maxout layer with the layer normalisation that belongs to it.
pub(crate) fn maxout(kernel: Kernel, model: &Model, index: usize) -> Result<Maxout, LoadError> {
    let (layers, norms) = (model.layers("maxout"), model.layers("layernorm"));
    let (Some(layer), Some(norm)) = (layers.get(index), norms.get(index)) else {
        return Err(model.error(format!("no maxout layer {index} with a layer normalisation")));
    };
    let weights = layer.array("W", 3)?;
    let [outputs, pieces, inputs] = [weights.shape[0], weights.shape[1], weights.shape[2]];
    if outputs == 0 || pieces == 0 || inputs == 0 {
        return Err(layer.error("a maxout layer without weights"));
    }
    let bias = layer.array_of("b", &[outputs, pieces])?;
    let (gain, shift) = (norm.array_of("G", &[outputs])?, norm.array_of("b", &[outputs])?);
    // The first one sees one row at a time, the others each row with its neighbours.
    let row = if index == 0 { inputs } else { outputs };
    let shape = [outputs, pieces, inputs];
    let made = |kernel| Maxout::new(kernel, shape, row, &weights.data, &bias, gain.clone(), shift.clone());
    let made = made(kernel).or_else(|| made(Kernel::Portable));
    made.ok_or_else(|| layer.error(format!("a maxout layer of {outputs} outputs of {pieces} pieces cannot be run")))
}

fn static_vectors(
    kernel: Kernel,
    model: &Model,
    vectors: Option<&Arc<Vectors>>,
) -> Result<Option<(Arc<Vectors>, Affine)>, LoadError> {
    if !model.has("static_vectors") {
        return Ok(None);
    }
    let layer = model.layer("static_vectors")?;
    let weights = layer.array("W", 2)?;
    let vectors = vectors.ok_or_else(|| layer.error("the pipeline has no `vocab/vectors`"))?;
    if vectors.width() != weights.shape[1] {
        return Err(layer.error(format!(
            "made for vectors of {}, the pipeline's have {}",
            weights.shape[1],
            vectors.width()
        )));
    }
    Ok(Some((vectors.clone(), Affine::for_one_row(kernel, weights.shape[1], weights.shape[0], &weights.data, &[]))))
}

fn feature(name: &str, model: &Model) -> Result<Feature, LoadError> {
    let found = FEATURES.iter().find(|(known, _)| *known == name);
    found.map(|(_, feature)| *feature).ok_or_else(|| model.error(format!("feature `{name}` is not known")))
}

fn id(feature: Feature, lexeme: &Lexeme, space_after: bool) -> u64 {
    match feature {
        Feature::Orth => lexeme.orth,
        Feature::Norm => lexeme.norm,
        Feature::Prefix => lexeme.prefix,
        Feature::Suffix => lexeme.suffix,
        Feature::Shape => lexeme.shape,
        Feature::Spacy => u64::from(space_after),
        Feature::IsSpace => u64::from(lexeme.is_space),
    }
}

/// The four row hashes of an id: MurmurHash3 (x64, 128 bits) of its eight bytes, as thinc computes it.
fn four_hashes(id: u64, seed: u64) -> [u32; 4] {
    let mut h1 = id.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= seed ^ 8;
    let mut h2 = seed ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = finalised(h1);
    h2 = finalised(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn finalised(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}
