//! The kernels themselves, over any vector type.
//!
//! Weights are laid out as groups of columns: a group is `columns` vectors wide and holds, input by input, the weights
//! of that input for all its outputs. `ROWS` input rows are multiplied with one group at a time, so that a weight is
//! loaded once for all of them and every sum stays in a register.

use super::vector::Vector;

/// Vectors in a group of an affine layer for many rows, as many as leave their sums in registers.
pub(super) const MANY: usize = 3;

/// Vectors in a group of an affine layer for one row.
pub(super) const SINGLE: usize = 8;

/// Most pieces of a maxout layer.
pub(super) const PIECES: usize = 3;

/// Input rows: the first number of each is `stride` numbers after that of the row before.
#[derive(Clone, Copy)]
pub(super) struct Input {
    pub data: *const f32,
    pub stride: usize,
    pub count: usize,
}

impl Input {
    /// The rows from `first` on.
    ///
    /// # Safety
    /// There are that many rows.
    #[inline(always)]
    pub unsafe fn starting_at(self, first: usize) -> Input {
        // SAFETY: the caller's.
        Input { data: unsafe { self.data.add(first * self.stride) }, count: self.count.saturating_sub(first), ..self }
    }
}

/// Output rows, each `stride` numbers after the one before.
#[derive(Clone, Copy)]
pub(super) struct Output {
    pub data: *mut f32,
    pub stride: usize,
}

impl Output {
    /// The same rows from this column on.
    ///
    /// # Safety
    /// The rows have that many columns.
    #[inline(always)]
    unsafe fn at_column(self, column: usize) -> Output {
        // SAFETY: the caller's.
        Output { data: unsafe { self.data.add(column) }, stride: self.stride }
    }
}

/// The sums of `ROWS` rows for one group, without bias. Rows past the last one repeat it.
///
/// # Safety
/// `inputs` numbers are readable in every row, and `inputs * COLUMNS * LANES` at `weights`; as for `Vector`.
#[inline(always)]
unsafe fn products<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    weights: *const f32,
    inputs: usize,
    input: Input,
    first: usize,
) -> [[V; COLUMNS]; ROWS] {
    // SAFETY: rows are clamped to those that exist; offsets stay inside what the caller vouches for.
    unsafe {
        let mut rows = [input.data; ROWS];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = input.data.add((first + r).min(input.count - 1) * input.stride);
        }
        let mut sums = [[V::splat(0.0); COLUMNS]; ROWS];
        let mut column = [V::splat(0.0); COLUMNS];
        for i in 0..inputs {
            for (c, column) in column.iter_mut().enumerate() {
                *column = V::load(weights.add((i * COLUMNS + c) * V::LANES));
            }
            for r in 0..ROWS {
                let value = V::splat(*rows[r].add(i));
                for c in 0..COLUMNS {
                    sums[r][c] = sums[r][c].plus_product(value, column[c]);
                }
            }
        }
        sums
    }
}

/// One group of an affine layer for all rows: sums and bias.
///
/// # Safety
/// As for `products`; `COLUMNS * LANES` numbers at `bias` and at every row of `output`.
#[inline(always)]
pub(super) unsafe fn affine_group<V: Vector, const ROWS: usize, const COLUMNS: usize>(
    weights: *const f32,
    bias: *const f32,
    inputs: usize,
    input: Input,
    output: Output,
) {
    // SAFETY: only rows that exist are written; the caller vouches for their size.
    unsafe {
        for first in (0..input.count).step_by(ROWS) {
            let sums = products::<V, ROWS, COLUMNS>(weights, inputs, input, first);
            for (r, sums) in sums.iter().enumerate().take(input.count - first) {
                for (c, sum) in sums.iter().enumerate() {
                    let at = c * V::LANES;
                    sum.add(V::load(bias.add(at))).store(output.data.add((first + r) * output.stride + at));
                }
            }
        }
    }
}

/// One group of a maxout layer for all rows: the largest of its `PIECES` sums with bias, one vector of outputs.
///
/// # Safety
/// As for `products`; `PIECES * LANES` numbers at `bias`, `LANES` at every row of `output`.
#[inline(always)]
pub(super) unsafe fn maxout_group<V: Vector, const ROWS: usize, const PIECES: usize>(
    weights: *const f32,
    bias: *const f32,
    inputs: usize,
    input: Input,
    output: *mut f32,
    width: usize,
) {
    // SAFETY: only rows that exist are written; the caller vouches for their size.
    unsafe {
        for first in (0..input.count).step_by(ROWS) {
            let sums = products::<V, ROWS, PIECES>(weights, inputs, input, first);
            for (r, sums) in sums.iter().enumerate().take(input.count - first) {
                let mut best = sums[0].add(V::load(bias));
                for (p, sum) in sums.iter().enumerate().skip(1) {
                    best = best.max(sum.add(V::load(bias.add(p * V::LANES))));
                }
                best.store(output.add((first + r) * width));
            }
        }
    }
}

/// Layer normalisation of one row, and what stood there before the layer added: `output = before + norm(values)`.
///
/// # Safety
/// `VECTORS * LANES` numbers at each pointer; `before` may be null, which adds nothing.
#[inline(always)]
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
pub(super) unsafe fn normalise<V: Vector, const VECTORS: usize>(
    values: [V; VECTORS],
    norm: Norm,
    before: *const f32,
    output: *mut f32,
) {
    // SAFETY: every offset is below `VECTORS * LANES`.
    unsafe {
        let count = (VECTORS * V::LANES) as f32;
        let mut sum = V::splat(0.0);
        for value in values {
            sum = sum.add(value);
        }
        let mean = V::splat(sum.sum() / count);
        let mut squares = V::splat(0.0);
        for value in values {
            let difference = value.sub(mean);
            squares = squares.plus_product(difference, difference);
        }
        let scale = V::splat(1.0 / (squares.sum() / count + 1e-8).sqrt());
        for (i, value) in values.into_iter().enumerate() {
            let at = i * V::LANES;
            let scaled = value.sub(mean).mul(scale);
            let mut value = V::load(norm.shift.add(at)).plus_product(scaled, V::load(norm.gain.add(at)));
            if !before.is_null() {
                value = value.add(V::load(before.add(at)));
            }
            value.store(output.add(at));
        }
    }
}

/// The same for a row of any width that stands at `output` already.
///
/// # Safety
/// `width` numbers, a multiple of `LANES`, at each pointer; `before` may be null, which adds nothing.
#[inline(always)]
pub(super) unsafe fn normalise_in_place<V: Vector>(norm: Norm, width: usize, before: *const f32, output: *mut f32) {
    // SAFETY: every offset is below `width`.
    unsafe {
        let count = width as f32;
        let mut sum = V::splat(0.0);
        for i in (0..width).step_by(V::LANES) {
            sum = sum.add(V::load(output.add(i)));
        }
        let mean = V::splat(sum.sum() / count);
        let mut squares = V::splat(0.0);
        for i in (0..width).step_by(V::LANES) {
            let difference = V::load(output.add(i)).sub(mean);
            squares = squares.plus_product(difference, difference);
        }
        let scale = V::splat(1.0 / (squares.sum() / count + 1e-8).sqrt());
        for i in (0..width).step_by(V::LANES) {
            let scaled = V::load(output.add(i)).sub(mean).mul(scale);
            let mut value = V::load(norm.shift.add(i)).plus_product(scaled, V::load(norm.gain.add(i)));
            if !before.is_null() {
                value = value.add(V::load(before.add(i)));
            }
            value.store(output.add(i));
        }
    }
}

/// The hidden layer of a parser's state: sums of the features' rows and the bias, of `pieces` the largest.
///
/// # Safety
/// `pieces * hidden` numbers at `bias` and at each feature, `hidden`, a multiple of `LANES`, at `output`.
#[inline(always)]
pub(super) unsafe fn hidden<V: Vector>(
    features: &[*const f32],
    bias: *const f32,
    pieces: usize,
    hidden: usize,
    output: *mut f32,
) {
    // SAFETY: every offset is below `pieces * hidden`, or below `hidden` for the output.
    unsafe {
        for i in (0..hidden).step_by(V::LANES) {
            let mut best = piece::<V>(features, bias, i);
            for p in 1..pieces {
                best = best.max(piece::<V>(features, bias, p * hidden + i));
            }
            best.store(output.add(i));
        }
    }
}

/// # Safety
/// `LANES` numbers from `at` on are readable at `bias` and at each feature.
#[inline(always)]
unsafe fn piece<V: Vector>(features: &[*const f32], bias: *const f32, at: usize) -> V {
    // SAFETY: the caller vouches for these.
    unsafe {
        let mut sum = V::splat(0.0);
        for feature in features {
            sum = sum.add(V::load(feature.add(at)));
        }
        sum.add(V::load(bias.add(at)))
    }
}

/// The place of the largest of `scores + allowed`, of equal ones the first; `count` if nothing compares.
///
/// # Safety
/// `count` numbers, a multiple of `LANES`, at each pointer.
#[inline(always)]
pub(super) unsafe fn best<V: Vector>(scores: *const f32, allowed: *const f32, count: usize) -> usize {
    // SAFETY: every offset is below `count`.
    unsafe {
        let mut largest = V::splat(f32::NEG_INFINITY);
        for i in (0..count).step_by(V::LANES) {
            largest = largest.max(V::load(scores.add(i)).add(V::load(allowed.add(i))));
        }
        let largest = V::splat(largest.largest());
        for i in (0..count).step_by(V::LANES) {
            let lane = V::load(scores.add(i)).add(V::load(allowed.add(i))).first_equal(largest);
            if lane < V::LANES {
                return i + lane;
            }
        }
        count
    }
}

/// Calls an affine or maxout group function for the number of vectors that a group has.
macro_rules! by_columns {
    ($columns:expr, [$($n:literal)*], $group:ident::<$vector:ty, $rows:tt> $arguments:tt) => {
        match $columns {
            $($n => $group::<$vector, $rows, $n> $arguments,)*
            columns => unreachable!("a group of {columns} vectors"),
        }
    };
}
pub(super) use by_columns;

/// The weights of a layer as the kernels see them: `width` outputs, a multiple of `LANES`.
#[derive(Clone, Copy)]
pub(super) struct Weights {
    pub weights: *const f32,
    pub bias: *const f32,
    pub inputs: usize,
    pub width: usize,
}

/// An affine layer for many rows; its groups are `MANY` vectors wide.
///
/// # Safety
/// As for `affine_group`, for the whole layer.
#[inline(always)]
pub(super) unsafe fn affine<V: Vector, const ROWS: usize>(layer: Weights, input: Input, output: Output) {
    let vectors = layer.width / V::LANES;
    for start in (0..vectors).step_by(MANY) {
        let at = start * V::LANES;
        // SAFETY: groups lie one after the other and are together as large as the layer.
        unsafe {
            let (weights, bias) = (layer.weights.add(at * layer.inputs), layer.bias.add(at));
            by_columns!(MANY.min(vectors - start), [1 2 3],
                affine_group::<V, ROWS>(weights, bias, layer.inputs, input, output.at_column(at)));
        }
    }
}

/// An affine layer for one row; its groups are `SINGLE` vectors wide.
///
/// # Safety
/// As for `affine_group`, for the whole layer.
#[inline(always)]
pub(super) unsafe fn affine_of_one<V: Vector>(layer: Weights, input: *const f32, output: *mut f32) {
    let vectors = layer.width / V::LANES;
    let (input, output) = (Input { data: input, stride: 0, count: 1 }, Output { data: output, stride: 0 });
    for start in (0..vectors).step_by(SINGLE) {
        let at = start * V::LANES;
        // SAFETY: groups lie one after the other and are together as large as the layer.
        unsafe {
            let (weights, bias) = (layer.weights.add(at * layer.inputs), layer.bias.add(at));
            by_columns!(SINGLE.min(vectors - start), [1 2 3 4 5 6 7 8],
                affine_group::<V, 1>(weights, bias, layer.inputs, input, output.at_column(at)));
        }
    }
}

/// A maxout layer with layer normalisation; `before` is added to it, row by row, unless it is null.
///
/// # Safety
/// As for `maxout_group` and `normalise`, for the whole layer: a group is `pieces` vectors, one vector of outputs.
#[inline(always)]
pub(super) unsafe fn maxout<V: Vector, const ROWS: usize>(
    layer: Weights,
    norm: Norm,
    input: Input,
    before: Input,
    output: *mut f32,
) {
    for group in 0..layer.width / V::LANES {
        let at = group * V::LANES;
        // SAFETY: groups lie one after the other and are together as large as the layer.
        unsafe {
            let weights = layer.weights.add(at * norm.pieces * layer.inputs);
            let bias = layer.bias.add(at * norm.pieces);
            by_columns!(norm.pieces, [1 2 3],
                maxout_group::<V, ROWS>(weights, bias, layer.inputs, input, output.add(at), layer.width));
        }
    }
    for row in 0..input.count {
        // SAFETY: `before` has as many rows as the output, or none.
        unsafe {
            let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
            normalise_in_place::<V>(norm, layer.width, before, output.add(row * layer.width));
        }
    }
}

/// What a maxout layer has beyond its weights.
#[derive(Clone, Copy)]
pub(super) struct Norm {
    pub pieces: usize,
    pub gain: *const f32,
    pub shift: *const f32,
}
