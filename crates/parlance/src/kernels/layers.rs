//! Layers with their weights laid out for a kernel, and checked calls of it.

use super::amx::{self, Tiles};
use super::choice::Kernel;
use super::entry::run;
use super::generic::{Input, MANY, Norm, Output, PIECES, SINGLE, Weights};
use super::numbers::Numbers;
use super::pairs::{Pairs, Scratch};
use std::cell::RefCell;

/// Rows of numbers, each `stride` after the one before; rows may overlap.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rows<'a> {
    pub data: &'a [f32],
    pub stride: usize,
    pub count: usize,
}

/// `y = W x + b`. Output rows are `width` long, a little more than `outputs` perhaps.
#[derive(Debug, Clone)]
pub(crate) struct Affine {
    pub inputs: usize,
    pub outputs: usize,
    pub width: usize,
    kernel: Kernel,
    /// Whether it is laid out for single rows.
    single: bool,
    weights: Numbers,
    /// The weights once more, for the matrix unit.
    tiles: Option<Tiles>,
    bias: Numbers,
}

/// Maxout and layer normalisation: of `pieces` affine layers the largest value each, scaled to mean 0 and variance 1.
#[derive(Debug, Clone)]
pub(crate) struct Maxout {
    pub inputs: usize,
    /// Numbers in a row of a window.
    row: usize,
    pub outputs: usize,
    pieces: usize,
    kernel: Kernel,
    weights: Weighing,
    bias: Numbers,
    gain: Numbers,
    shift: Numbers,
}

/// The hidden layer of a transition system, of `pieces` sums the largest.
#[derive(Debug, Clone)]
pub(crate) struct Hidden {
    pub width: usize,
    pub pieces: usize,
    kernel: Kernel,
    /// `[piece][hidden]`
    bias: Numbers,
}

/// The weights of a maxout layer, laid out for the way that it is done.
#[derive(Debug, Clone)]
enum Weighing {
    Rows(Numbers),
    /// Windows of three rows, two of them at once.
    Pairs(Pairs),
    /// By the matrix unit.
    Tiles(Tiles),
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// A score that is never the best: of outputs that only fill up a vector.
const NEVER: f32 = f32::NEG_INFINITY;

impl<'a> Rows<'a> {
    /// The rows for a kernel that reads `len` numbers of each.
    fn checked(self, len: usize) -> Input {
        let needed = if self.count == 0 { 0 } else { (self.count - 1) * self.stride + len };
        assert!(needed <= self.data.len(), "{} rows of {len} in {} numbers", self.count, self.data.len());
        Input { data: self.data.as_ptr(), stride: self.stride, count: self.count }
    }
}

impl Affine {
    /// For many rows at once, from weights `[outputs][inputs]`; no bias is zero.
    pub fn new(kernel: Kernel, inputs: usize, outputs: usize, weights: &[f32], bias: &[f32]) -> Affine {
        Affine::laid_out(kernel, [inputs, outputs], weights, bias, false)
    }

    /// For single rows.
    pub fn for_one_row(kernel: Kernel, inputs: usize, outputs: usize, weights: &[f32], bias: &[f32]) -> Affine {
        Affine::laid_out(kernel, [inputs, outputs], weights, bias, true)
    }

    fn laid_out(kernel: Kernel, [inputs, outputs]: [usize; 2], weights: &[f32], bias: &[f32], single: bool) -> Affine {
        let lanes = kernel.lanes();
        let width = outputs.next_multiple_of(lanes);
        let group = if single { SINGLE * lanes } else { MANY * lanes };
        let mut packed = Vec::with_capacity(width * inputs);
        for start in (0..width).step_by(group) {
            for input in 0..inputs {
                let columns = start..width.min(start + group);
                packed.extend(
                    columns.map(|output| if output < outputs { weights[output * inputs + input] } else { 0.0 }),
                );
            }
        }
        let mut bias = bias.to_vec();
        bias.resize(outputs, 0.0);
        bias.resize(width, NEVER);
        let tiles = (kernel == Kernel::Amx && !single)
            .then(|| Tiles::new(inputs, inputs, outputs, |output, input| weights[output * inputs + input]))
            .flatten();
        Affine {
            inputs,
            outputs,
            width,
            kernel,
            single,
            weights: packed.into_iter().collect(),
            tiles,
            bias: bias.into_iter().collect(),
        }
    }

    /// Every input row times the weights, into rows of `output` that are `stride` apart, at least `width`.
    pub fn apply(&self, input: Rows, output: &mut [f32], stride: usize) {
        let input = input.checked(self.inputs);
        if input.count == 0 {
            return;
        }
        assert!(!self.single && stride >= self.width && output.len() >= (input.count - 1) * stride + self.width);
        let output = Output { data: output.as_mut_ptr(), stride };
        // SAFETY: the sizes of input and output are checked above, those of the weights follow from the layout.
        unsafe {
            match &self.tiles {
                Some(tiles) => amx::affine(tiles, self.bias.as_ptr(), input, output),
                None => run!(self.kernel, affine(self.view(), input, output)),
            }
        }
    }

    /// One row.
    pub fn apply_to_one(&self, input: &[f32], output: &mut [f32]) {
        assert!(self.single && input.len() >= self.inputs && output.len() >= self.width);
        // SAFETY: the sizes of input and output are checked above, those of the weights follow from the layout.
        unsafe { run!(self.kernel, affine_of_one(self.view(), input.as_ptr(), output.as_mut_ptr())) }
    }

    /// The place of the largest score in an output row, to each of which `allowed` is added; of equal ones the first.
    pub fn best(&self, scores: &[f32], allowed: &[f32]) -> Option<usize> {
        assert!(scores.len() >= self.width && allowed.len() >= self.width);
        // SAFETY: the sizes are checked above; the width is a multiple of the kernel's lanes.
        let best = unsafe { run!(self.kernel, best(scores.as_ptr(), allowed.as_ptr(), self.width)) };
        (best < self.outputs).then_some(best)
    }

    fn view(&self) -> Weights {
        let (weights, bias) = (self.weights.as_ptr(), self.bias.as_ptr());
        Weights { weights, bias, inputs: self.inputs, width: self.width }
    }
}

impl Maxout {
    /// From weights `[outputs][pieces][inputs]` and bias `[outputs][pieces]`, for windows of rows of `row` numbers, which
    /// is how far apart the rows must be then; `None` for a shape that no kernel does.
    pub fn new(
        kernel: Kernel,
        shape: [usize; 3],
        row: usize,
        weights: &[f32],
        bias: &[f32],
        gain: Vec<f32>,
        shift: Vec<f32>,
    ) -> Option<Maxout> {
        let [outputs, pieces, inputs] = shape;
        let lanes = kernel.lanes();
        if pieces > PIECES || !outputs.is_multiple_of(lanes) {
            return None;
        }
        // Vector by vector of outputs, piece by piece: the row of `weights` that each column comes from.
        let rows: Vec<usize> = (0..outputs)
            .step_by(lanes)
            .flat_map(|start| {
                (0..pieces).flat_map(move |piece| (start..start + lanes).map(move |output| output * pieces + piece))
            })
            .collect();
        let numbers = |numbers: Vec<f32>| numbers.into_iter().collect();
        let weight = |column: usize, input: usize| weights[rows[column] * inputs + input];
        let bias: Numbers = rows.iter().map(|row| bias[*row]).collect();
        let tiles = || Tiles::new(inputs, row, rows.len(), weight);
        let weighing = match (kernel == Kernel::Amx).then(tiles).flatten() {
            Some(tiles) => Weighing::Tiles(tiles),
            None if inputs == 3 * row && row.is_multiple_of(lanes) => {
                Weighing::Pairs(Pairs::new(row, pieces * lanes, rows.len(), weight, |column| bias[column]))
            }
            None => {
                let groups = (0..rows.len()).step_by(pieces * lanes);
                let inputs = groups.flat_map(|first| (0..inputs).map(move |input| (first, input)));
                let columns = |(first, input)| (first..first + pieces * lanes).map(move |column| weight(column, input));
                Weighing::Rows(inputs.flat_map(columns).collect())
            }
        };
        Some(Maxout {
            inputs,
            row,
            outputs,
            pieces,
            kernel,
            weights: weighing,
            bias,
            gain: numbers(gain),
            shift: numbers(shift),
        })
    }

    /// One output row, `outputs` long, for every input row; `before` is added to it, row by row, if it is there.
    pub fn apply(&self, input: Rows, before: Option<Rows>, output: &mut [f32]) {
        assert!(output.len() >= input.count * self.outputs);
        assert!(before.is_none_or(|before| before.count >= input.count));
        let nothing = Input { data: std::ptr::null(), stride: 0, count: 0 };
        let before = before.map_or(nothing, |before| before.checked(self.outputs));
        assert!(self.inputs == self.row || input.stride == self.row, "windows of other rows");
        let input = input.checked(self.inputs);
        if input.count == 0 {
            return;
        }
        let norm = Norm { pieces: self.pieces, gain: self.gain.as_ptr(), shift: self.shift.as_ptr() };
        let (bias, width, output) = (self.bias.as_ptr(), self.outputs, output.as_mut_ptr());
        match &self.weights {
            // SAFETY: the sizes of the rows are checked above, those of the weights when the layer was made.
            Weighing::Tiles(tiles) => unsafe { amx::maxout(tiles, bias, width, norm, input, before, output) },
            Weighing::Pairs(pairs) => SCRATCH.with_borrow_mut(|scratch| {
                // SAFETY: as above.
                unsafe { run!(self.kernel, maxout_of_pairs(pairs, scratch, width, norm, input, before, output)) }
            }),
            Weighing::Rows(weights) => {
                let layer = Weights { weights: weights.as_ptr(), bias, inputs: self.inputs, width };
                // SAFETY: as above.
                unsafe { run!(self.kernel, maxout(layer, norm, input, before, output)) }
            }
        }
    }
}

impl Hidden {
    /// From a bias `[piece][hidden]`; a hidden layer is a multiple of `Kernel::lanes` wide.
    pub fn new(kernel: Kernel, pieces: usize, bias: Vec<f32>) -> Hidden {
        let width = bias.len() / pieces;
        assert!(width.is_multiple_of(kernel.lanes()) && width * pieces == bias.len());
        Hidden { width, pieces, kernel, bias: bias.into_iter().collect() }
    }

    /// The hidden numbers of a state, from one row `[piece][hidden]` for each of its features.
    pub fn apply<const FEATURES: usize>(&self, features: &[&[f32]; FEATURES], output: &mut [f32]) {
        assert!(features.iter().all(|feature| feature.len() >= self.bias.len()) && output.len() >= self.width);
        let mut pointers = [std::ptr::null(); FEATURES];
        pointers.iter_mut().zip(features).for_each(|(pointer, feature)| *pointer = feature.as_ptr());
        // SAFETY: the sizes are checked above.
        unsafe {
            run!(self.kernel, hidden(&pointers, self.bias.as_ptr(), self.pieces, self.width, output.as_mut_ptr()))
        }
    }
}
