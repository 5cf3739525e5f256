//! A window layer for two neighbouring tokens at once: four products instead of six, by Winograd's minimal filtering F(2, 3).
//!
//! A window is three rows `d0 d1 d2`, and that of the next token `d1 d2 d3`. With weights `g0 g1 g2` for the three,
//!
//! ```text
//! m1 = (d0 - d2) g0       m2 = (d1 + d2) (g0 + g1 + g2) / 2
//! m4 = (d1 - d3) g2       m3 = (d2 - d1) (g0 - g1 + g2) / 2
//! d0 g0 + d1 g1 + d2 g2 = m1 + m2 + m3       d1 g0 + d2 g1 + d3 g2 = m2 - m3 - m4
//! ```
//!
//! Source: S. Winograd, Arithmetic Complexity of Computations, 1980; A. Lavin and S. Gray, Fast Algorithms for
//! Convolutional Neural Networks, 2016.

use super::generic::{Input, Norm, Output, affine_group, by_columns, normalise_in_place};
use super::numbers::Numbers;
use super::vector::Vector;

/// The weights of the four products, laid out group by group as for `generic::maxout`, and product by product inside.
#[derive(Debug, Clone)]
pub(super) struct Pairs {
    /// Numbers in a row, a third of a window; a multiple of the kernel's lanes.
    row: usize,
    weights: Numbers,
    /// The bias is added to the second product, which is in both sums.
    bias: Numbers,
}

/// A thread's buffers.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// What the weights are multiplied with: product by product, pair by pair.
    inputs: Numbers,
    /// The products of one group: product by product, pair by pair.
    products: Numbers,
}

/// Products for a pair.
const PRODUCTS: usize = 4;

/// Pairs done at once: few enough for the innermost cache.
const AT_ONCE: usize = 32;

impl Pairs {
    /// From the weights of each column of each group for a whole window: `weight(column, input)`.
    pub fn new(
        row: usize,
        group: usize,
        columns: usize,
        weight: impl Fn(usize, usize) -> f32,
        bias: impl Fn(usize) -> f32,
    ) -> Pairs {
        let places =
            || (0..columns).step_by(group).flat_map(|first| (0..PRODUCTS).map(move |product| (first, product)));
        let weights = places().flat_map(|(first, product)| {
            let weight = &weight;
            let columns = move |input| {
                (first..first + group).map(move |column| {
                    let [g0, g1, g2] = [input, row + input, 2 * row + input].map(|input| weight(column, input));
                    [g0, (g0 + g1 + g2) / 2.0, (g0 - g1 + g2) / 2.0, g2][product]
                })
            };
            (0..row).flat_map(columns)
        });
        let weights = weights.collect();
        let bias = places().flat_map(|(first, product)| {
            let bias = &bias;
            (first..first + group).map(move |column| if product == 1 { bias(column) } else { 0.0 })
        });
        Pairs { row, weights, bias: bias.collect() }
    }
}

impl Scratch {
    fn make_room(&mut self, row: usize, group: usize) {
        self.inputs.grow(PRODUCTS * AT_ONCE * row);
        self.products.grow(PRODUCTS * AT_ONCE * group);
    }
}

/// A maxout layer with layer normalisation over windows of three rows; see `generic::maxout`.
///
/// # Safety
/// As there, for rows as far apart as they are long; the pairs were made for groups of `pieces` vectors and `width` outputs.
#[inline(always)]
pub(super) unsafe fn maxout<V: Vector, const ROWS: usize>(
    pairs: &Pairs,
    scratch: &mut Scratch,
    width: usize,
    norm: Norm,
    input: Input,
    before: Input,
    output: *mut f32,
) {
    let group = norm.pieces * V::LANES;
    scratch.make_room(pairs.row, group);
    for first in (0..input.count).step_by(2 * AT_ONCE) {
        // SAFETY: only rows that exist are read and written; the scratch has room for `AT_ONCE` pairs.
        unsafe {
            let count = (input.count - first).min(2 * AT_ONCE);
            let input = Input { count, ..input.starting_at(first) };
            let output = output.add(first * width);
            let before = if before.data.is_null() { before } else { before.starting_at(first) };
            transform::<V>(pairs.row, input, scratch.inputs.as_mut_ptr());
            for column in (0..width).step_by(V::LANES) {
                multiply::<V, ROWS>(pairs, column * norm.pieces, norm.pieces, count.div_ceil(2), scratch);
                let output = Output { data: output.add(column), stride: width };
                by_columns!(norm.pieces, [1 2 3], largest::<V, ROWS>(scratch.products.as_ptr(), count, output));
            }
            for row in 0..count {
                let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
                normalise_in_place::<V>(norm, width, before, output.add(row * width));
            }
        }
    }
}

/// The sums and differences of the rows of all pairs. A last row without a partner is a pair all the same.
///
/// # Safety
/// `count` windows, at most twice `AT_ONCE`, are readable, and `PRODUCTS * AT_ONCE` rows writable at `to`.
#[inline(always)]
unsafe fn transform<V: Vector>(row: usize, input: Input, to: *mut f32) {
    for pair in 0..input.count.div_ceil(2) {
        // SAFETY: the windows of `count` rows end with row `count + 1`; a fourth row behind it is not read.
        unsafe {
            let from = input.data.add(2 * pair * row);
            let has_partner = 2 * pair + 1 < input.count;
            let to = to.add(pair * row);
            for i in (0..row).step_by(V::LANES) {
                let (d0, d1, d2) = (from.add(i), from.add(row + i), from.add(2 * row + i));
                let (d0, d1, d2) = (V::load(d0), V::load(d1), V::load(d2));
                let d3 = if has_partner { V::load(from.add(3 * row + i)) } else { d1 };
                d0.sub(d2).store(to.add(i));
                d1.add(d2).store(to.add(AT_ONCE * row + i));
                d2.sub(d1).store(to.add(2 * AT_ONCE * row + i));
                d1.sub(d3).store(to.add(3 * AT_ONCE * row + i));
            }
        }
    }
}

/// The four products of a group, from column `first` of the layer on, for all pairs.
///
/// # Safety
/// As for `affine_group`; the inputs of the pairs are in the scratch.
#[inline(always)]
unsafe fn multiply<V: Vector, const ROWS: usize>(
    pairs: &Pairs,
    first: usize,
    pieces: usize,
    count: usize,
    scratch: &mut Scratch,
) {
    let group = pieces * V::LANES;
    for product in 0..PRODUCTS {
        // SAFETY: groups lie one after the other, each with its products.
        unsafe {
            let at = first * PRODUCTS + product * group;
            let (weights, bias) = (pairs.weights.as_ptr().add(at * pairs.row), pairs.bias.as_ptr().add(at));
            let data = scratch.inputs.as_ptr().add(product * AT_ONCE * pairs.row);
            let input = Input { data, stride: pairs.row, count };
            let data = scratch.products.as_mut_ptr().add(product * AT_ONCE * group);
            let output = Output { data, stride: group };
            by_columns!(pieces, [1 2 3], affine_group::<V, ROWS>(weights, bias, pairs.row, input, output));
        }
    }
}

/// The sums of the products, and of the pieces the largest, one vector of outputs for each of `count` rows.
///
/// # Safety
/// The products of as many pairs are there, and `LANES` numbers are writable in each row.
#[inline(always)]
unsafe fn largest<V: Vector, const ROWS: usize, const PIECES: usize>(
    products: *const f32,
    count: usize,
    output: Output,
) {
    let group = PIECES * V::LANES;
    for pair in 0..count.div_ceil(2) {
        // SAFETY: the caller's.
        unsafe {
            let mut best = [V::splat(f32::NEG_INFINITY); 2];
            for piece in 0..PIECES {
                let at = products.add(pair * group + piece * V::LANES);
                let mut m = [V::splat(0.0); PRODUCTS];
                for (product, m) in m.iter_mut().enumerate() {
                    *m = V::load(at.add(product * AT_ONCE * group));
                }
                best[0] = m[0].add(m[2]).add(m[1]).max(best[0]);
                best[1] = m[1].sub(m[2].add(m[3])).max(best[1]);
            }
            best[0].store(output.data.add(2 * pair * output.stride));
            if 2 * pair + 1 < count {
                best[1].store(output.data.add((2 * pair + 1) * output.stride));
            }
        }
    }
}
