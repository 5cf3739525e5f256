//! Every kernel that the processor has against the formulas in 64-bit floats.

use super::choice::Kernel;
use super::layers::{Affine, Hidden, Maxout, Rows};

/// Numbers between -1 and 1 that look random, the same every time.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// Small shapes where every instruction is interpreted.
const COUNTS: &[usize] = if cfg!(miri) { &[1, 3] } else { &[1, 2, 7, 8, 31, 32, 33, 64, 65, 130] };

fn product(weights: &[f32], input: &[f32]) -> f64 {
    weights.iter().zip(input).map(|(weight, input)| f64::from(*weight) * f64::from(*input)).sum()
}

fn close(kernel: Kernel, given: &[f32], expected: &[f64]) {
    assert!(given.len() >= expected.len());
    for (i, (given, expected)) in given.iter().zip(expected).enumerate() {
        assert!((f64::from(*given) - expected).abs() < 2e-5, "{kernel:?}: {given} at {i}, not {expected}");
    }
}

#[test]
fn an_affine_layer_is_weights_times_row_and_bias() {
    for (inputs, outputs) in if cfg!(miri) { [(8, 6), (5, 3)] } else { [(64, 106), (96, 50)] } {
        let (weights, bias) = (numbers(inputs * outputs, 1), numbers(outputs, 2));
        for (kernel, count) in Kernel::available().flat_map(|kernel| COUNTS.iter().map(move |count| (kernel, *count))) {
            let input = numbers(inputs * count, 3);
            let layer = Affine::new(kernel, inputs, outputs, &weights, &bias);
            let single = Affine::for_one_row(kernel, inputs, outputs, &weights, &bias);
            let stride = layer.width + 16;
            let mut output = vec![0.0; count * stride];
            layer.apply(Rows { data: &input, stride: inputs, count }, &mut output, stride);
            let mut one = vec![0.0; single.width];
            for (row, output) in input.chunks_exact(inputs).zip(output.chunks_exact(stride)) {
                let expected: Vec<f64> = weights
                    .chunks_exact(inputs)
                    .zip(&bias)
                    .map(|(weights, bias)| product(weights, row) + f64::from(*bias))
                    .collect();
                close(kernel, output, &expected);
                single.apply_to_one(row, &mut one);
                close(kernel, &one, &expected);
                let best = (0..outputs).max_by(|a, b| expected[*a].total_cmp(&expected[*b]));
                assert_eq!(layer.best(output, &vec![0.0; layer.width]), best, "{kernel:?}");
            }
        }
    }
}

/// The layer by its formulas, for windows of rows of `row` numbers.
fn maxout(shape: [usize; 3], weights: &[f32], bias: &[f32], gain: &[f32], shift: &[f32], window: &[f32]) -> Vec<f64> {
    let [outputs, pieces, inputs] = shape;
    let sum = |place: usize| product(&weights[place * inputs..][..inputs], window) + f64::from(bias[place]);
    let largest = |output: usize| (0..pieces).map(|piece| sum(output * pieces + piece)).fold(f64::MIN, f64::max);
    let values: Vec<f64> = (0..outputs).map(largest).collect();
    let mean = values.iter().sum::<f64>() / outputs as f64;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / outputs as f64 + 1e-8;
    let scaled =
        |(i, value): (usize, &f64)| (value - mean) / variance.sqrt() * f64::from(gain[i]) + f64::from(shift[i]);
    values.iter().enumerate().map(scaled).collect()
}

fn check_maxout(outputs: usize, pieces: usize, row: usize, window: usize) {
    let (shape, inputs) = ([outputs, pieces, row * window], row * window);
    let (weights, bias) = (numbers(outputs * pieces * inputs, 4), numbers(outputs * pieces, 5));
    let (gain, shift) = (numbers(outputs, 6), numbers(outputs, 7));
    for (kernel, count) in Kernel::available().flat_map(|kernel| COUNTS.iter().map(move |count| (kernel, *count))) {
        let layer =
            Maxout::new(kernel, shape, row, &weights, &bias, gain.clone(), shift.clone()).expect("a usual shape");
        let input = numbers((count + window - 1) * row, 8);
        let rows = Rows { data: &input, stride: row, count };
        let before = numbers(count * outputs, 9);
        let expected: Vec<f64> = (0..count)
            .flat_map(|i| maxout(shape, &weights, &bias, &gain, &shift, &input[i * row..][..inputs]))
            .collect();
        let mut output = vec![0.0; count * outputs];
        layer.apply(rows, None, &mut output);
        close(kernel, &output, &expected);
        layer.apply(rows, Some(Rows { data: &before, stride: outputs, count }), &mut output);
        let added: Vec<f64> = expected.iter().zip(&before).map(|(norm, before)| norm + f64::from(*before)).collect();
        close(kernel, &output, &added);
    }
}

#[test]
fn a_maxout_layer_takes_the_largest_piece_and_normalises() {
    let (outputs, inputs) = if cfg!(miri) { (16, 8) } else { (96, 576) };
    check_maxout(outputs, 3, inputs, 1);
    check_maxout(outputs, 2, inputs, 1);
}

#[test]
fn a_maxout_layer_over_windows_sees_each_row_with_its_neighbours() {
    let width = if cfg!(miri) { 16 } else { 96 };
    check_maxout(width, 3, width, 3);
    check_maxout(width, 2, width, 3);
    check_maxout(width, 1, width, 5);
}

#[test]
fn a_hidden_layer_sums_its_features_and_takes_the_largest_piece() {
    for kernel in Kernel::available() {
        let bias = numbers(2 * 64, 10);
        let features: Vec<Vec<f32>> = (0..3).map(|seed| numbers(2 * 64, 11 + seed)).collect();
        let mut output = vec![0.0; 64];
        let rows: [&[f32]; 3] = std::array::from_fn(|i| &features[i][..]);
        Hidden::new(kernel, 2, bias.clone()).apply(&rows, &mut output);
        let sum = |at: usize| f64::from(bias[at]) + features.iter().map(|row| f64::from(row[at])).sum::<f64>();
        let expected: Vec<f64> = (0..64).map(|i| sum(i).max(sum(64 + i))).collect();
        close(kernel, &output, &expected);
    }
}
