//! The kernels for any machine: plain loops over fixed-size blocks, which the compiler turns into vector instructions.

use super::{Affine, LANES, Maxout, Rows};

/// Rows done together, so that each weight is loaded once for all of them.
const BLOCK: usize = 4;

pub(super) fn affine(layer: &Affine, input: Rows, output: &mut [f32]) {
    let outputs = layer.outputs;
    for first in (0..input.count).step_by(BLOCK) {
        let rows = BLOCK.min(input.count - first);
        for (block, weights) in layer.weights.chunks_exact(layer.inputs * LANES).enumerate() {
            let sums = products(weights, layer.inputs, input, first, rows);
            let columns = block * LANES..outputs.min((block + 1) * LANES);
            for (r, sum) in sums.iter().enumerate().take(rows) {
                let target = &mut output[(first + r) * outputs..][..outputs][columns.clone()];
                for ((value, sum), bias) in target.iter_mut().zip(sum).zip(&layer.bias[columns.clone()]) {
                    *value = sum + bias;
                }
            }
        }
    }
}

pub(super) fn maxout(layer: &Maxout, input: Rows, output: &mut [f32], add: bool) {
    let n = layer.outputs;
    let mut best = vec![0.0; BLOCK * n];
    for first in (0..input.count).step_by(BLOCK) {
        let rows = BLOCK.min(input.count - first);
        for (p, piece) in layer.pieces.iter().enumerate() {
            for (block, weights) in piece.weights.chunks_exact(piece.inputs * LANES).enumerate() {
                let sums = products(weights, piece.inputs, input, first, rows);
                let columns = block * LANES..n.min((block + 1) * LANES);
                for (r, sum) in sums.iter().enumerate().take(rows) {
                    let target = &mut best[r * n..][..n][columns.clone()];
                    for ((value, sum), bias) in target.iter_mut().zip(sum).zip(&piece.bias[columns.clone()]) {
                        let sum = sum + bias;
                        *value = if p == 0 || sum > *value { sum } else { *value };
                    }
                }
            }
        }
        for r in 0..rows {
            normalise(layer, &best[r * n..][..n], &mut output[(first + r) * n..][..n], add);
        }
    }
}

/// The products of up to `BLOCK` input rows with one block of weights.
#[inline]
fn products(weights: &[f32], inputs: usize, input: Rows, first: usize, rows: usize) -> [[f32; LANES]; BLOCK] {
    let mut sums = [[0.0; LANES]; BLOCK];
    let row = |r: usize| input.row(first + r.min(rows - 1), inputs);
    let (a, b, c, d) = (row(0), row(1), row(2), row(3));
    for (i, weights) in weights.chunks_exact(LANES).enumerate().take(inputs) {
        let x = [a[i], b[i], c[i], d[i]];
        for (sum, x) in sums.iter_mut().zip(x) {
            for lane in 0..LANES {
                sum[lane] += x * weights[lane];
            }
        }
    }
    sums
}

fn normalise(layer: &Maxout, values: &[f32], output: &mut [f32], add: bool) {
    let n = values.len() as f32;
    let mean = values.iter().sum::<f32>() / n;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / n + 1e-8;
    let scale = 1.0 / variance.sqrt();
    for (i, target) in output.iter_mut().enumerate() {
        let value = (values[i] - mean) * scale * layer.gain[i] + layer.shift[i];
        *target = if add { *target + value } else { value };
    }
}
