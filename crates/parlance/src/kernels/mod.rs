//! The arithmetic: affine layers and maxout layers over many rows at once.

mod portable;

/// `y = W x + b`, its weights laid out for the kernels: column blocks of `LANES` outputs, input by input.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    pub inputs: usize,
    pub outputs: usize,
    weights: Vec<f32>,
    bias: Vec<f32>,
}

/// Maxout and layer normalisation: of `pieces` affine layers the largest value each, scaled to mean 0 and variance 1.
#[derive(Debug, Clone)]
pub(crate) struct Maxout {
    pub inputs: usize,
    pub outputs: usize,
    pieces: Vec<Affine>,
    gain: Vec<f32>,
    shift: Vec<f32>,
}

/// Rows of numbers, each `stride` after the one before; rows may overlap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub data: &'a [f32],
    pub stride: usize,
    pub count: usize,
}

/// Outputs that a kernel makes at once.
const LANES: usize = 16;

impl Affine {
    /// From weights `[outputs][inputs]`; missing bias is zero.
    pub fn new(inputs: usize, outputs: usize, weights: &[f32], bias: &[f32]) -> Affine {
        let padded = outputs.next_multiple_of(LANES);
        let mut packed = vec![0.0; padded * inputs];
        for output in 0..outputs {
            let (block, lane) = (output / LANES, output % LANES);
            for input in 0..inputs {
                packed[(block * inputs + input) * LANES + lane] = weights[output * inputs + input];
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(padded, 0.0);
        Affine { inputs, outputs, weights: packed, bias }
    }

    /// Every input row times the weights, into rows of `output` that are `outputs` long.
    pub fn apply(&self, input: Rows, output: &mut [f32]) {
        portable::affine(self, input, output);
    }
}

impl Maxout {
    /// From weights `[outputs][pieces][inputs]` and bias `[outputs][pieces]`.
    pub fn new(shape: [usize; 3], weights: &[f32], bias: &[f32], gain: Vec<f32>, shift: Vec<f32>) -> Maxout {
        let [outputs, pieces, inputs] = shape;
        let piece = |p: usize| {
            let weights: Vec<f32> =
                (0..outputs).flat_map(|o| &weights[(o * pieces + p) * inputs..][..inputs]).copied().collect();
            let bias: Vec<f32> = (0..outputs).map(|o| bias[o * pieces + p]).collect();
            Affine::new(inputs, outputs, &weights, &bias)
        };
        Maxout { inputs, outputs, pieces: (0..pieces).map(piece).collect(), gain, shift }
    }

    /// One output row for every input row, written or, with `add`, added to what is there.
    pub fn apply(&self, input: Rows, output: &mut [f32], add: bool) {
        portable::maxout(self, input, output, add);
    }
}

impl<'a> Rows<'a> {
    pub fn row(&self, i: usize, len: usize) -> &'a [f32] {
        &self.data[i * self.stride..][..len]
    }
}
