//! Products by the matrix unit of newer Intel processors (AMX), as exact as in 32-bit floats.
//!
//! The unit multiplies tiles of bytes and adds up in 32-bit integers, without any rounding. So every number is scaled
//! to an integer of 24 bits and cut into three signed bytes, its digits to the base of 256. Of the nine products of two
//! numbers' digits the six largest are added, each kind by itself; the other three are smaller than the rounding of a
//! 32-bit float. Inputs are scaled by their largest, `GROUP` rows at a time; weights by the largest of each output.

use super::digits::{Digits, PLANES, Scratch};
use super::generic::{self, Input, Norm, Output};
use super::vector::Vector;
use super::x86::Sixteen;
use std::arch::asm;
use std::arch::x86_64::*;
use std::sync::LazyLock;

/// Weights cut into tiles.
#[derive(Debug, Clone)]
pub(super) struct Tiles {
    /// For each column tile and each step of `STEP` inputs: a tile each of the high, middle and low digits.
    data: Vec<Line>,
    /// By what to multiply the sums of each column to undo the scale of its weights.
    scales: Vec<f32>,
    /// Steps of `STEP` inputs.
    steps: usize,
    inputs: usize,
}

/// One row of a tile; the unit likes them aligned.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Line(pub [u8; 64]);

/// Inputs in one tile.
pub(super) const STEP: usize = 64;
/// Outputs in one tile.
const COLUMNS: usize = 16;
/// Rows done at once, by two tiles.
pub(super) const GROUP: usize = 32;
/// Lines of a tile.
const TILE: usize = 16;
/// Sums of one kind for a group and a column tile.
const SUMS: usize = GROUP * COLUMNS;
/// Column tiles done at once.
const AT_ONCE: usize = 3;

/// Whether the processor has the unit and the system lets this process use it.
pub(super) fn is_available() -> bool {
    static AVAILABLE: LazyLock<bool> = LazyLock::new(|| {
        is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") && has_unit() && is_permitted()
    });
    *AVAILABLE
}

/// CPUID leaf 7: bits 24 (AMX-TILE) and 25 (AMX-INT8) of EDX.
fn has_unit() -> bool {
    __cpuid(0).eax >= 7 && __cpuid_count(7, 0).edx & (1 << 24 | 1 << 25) == (1 << 24 | 1 << 25)
}

/// Asks Linux for the unit's registers: `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`.
fn is_permitted() -> bool {
    let result: i64;
    // SAFETY: the call has no effect on memory; the registers it changes are named.
    unsafe {
        asm!("syscall", inlateout("rax") 158_i64 => result, in("rdi") 0x1023, in("rsi") 18, out("rcx") _, out("r11") _, options(nostack));
    }
    result == 0
}

impl Tiles {
    /// From weights as columns: `weight(column, input)`. `None` for more inputs than the scratch holds.
    pub fn new(inputs: usize, columns: usize, weight: impl Fn(usize, usize) -> f32) -> Option<Tiles> {
        let (steps, tiles) = (inputs.div_ceil(STEP), columns.div_ceil(COLUMNS));
        if !Scratch::holds(steps) {
            return None;
        }
        let mut data = vec![Line([0; 64]); tiles * steps * PLANES * TILE];
        let mut scales = vec![0.0; tiles * COLUMNS];
        for column in 0..columns {
            let digits = Digits::of((0..inputs).map(|input| weight(column, input)));
            scales[column] = 65_536.0 / digits.scale;
            for input in 0..inputs {
                // A line has four inputs of every column, side by side.
                let (step, line, byte) = (input / STEP, input % STEP / 4, column % COLUMNS * 4 + input % 4);
                for (plane, digit) in digits.cut(weight(column, input)).into_iter().enumerate() {
                    data[((column / COLUMNS * steps + step) * PLANES + plane) * TILE + line].0[byte] = digit as u8;
                }
            }
        }
        Some(Tiles { data, scales, steps, inputs })
    }

    /// Whether rows so far apart can be done.
    pub fn fit(&self, input: Input) -> bool {
        Scratch::fits(self.inputs, input.stride)
    }

    fn columns(&self) -> usize {
        self.scales.len() / COLUMNS
    }
}

/// An affine layer for many rows.
///
/// # Safety
/// `is_available`; the tiles `fit`; the sizes as for `generic::affine`.
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn affine(tiles: &Tiles, bias: *const f32, input: Input, output: Output) {
    Scratch::with(|scratch| {
        for first in (0..input.count).step_by(GROUP) {
            let rows = GROUP.min(input.count - first);
            // SAFETY: only rows and columns that exist are read and written.
            unsafe {
                let inverse = scratch.fill(input.starting_at(first), rows, tiles.inputs);
                for column in (0..tiles.columns()).step_by(AT_ONCE) {
                    let count = AT_ONCE.min(tiles.columns() - column);
                    multiply(tiles, column, count, scratch);
                    for c in 0..count {
                        let at = (column + c) * COLUMNS;
                        let scale = scale(tiles, column + c, inverse);
                        let bias = Sixteen::load(bias.add(at));
                        for row in 0..rows {
                            let sum = bias.plus_product(products(&scratch.sums, c, row), scale);
                            sum.store(output.data.add((first + row) * output.stride + at));
                        }
                    }
                }
            }
        }
    });
}

/// A maxout layer with layer normalisation.
///
/// # Safety
/// `is_available`; the tiles `fit`; the sizes as for `generic::maxout`.
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn maxout(
    tiles: &Tiles,
    bias: *const f32,
    width: usize,
    norm: Norm,
    input: Input,
    before: Input,
    output: *mut f32,
) {
    Scratch::with(|scratch| {
        for first in (0..input.count).step_by(GROUP) {
            let rows = GROUP.min(input.count - first);
            // SAFETY: only rows and columns that exist are read and written.
            unsafe {
                let inverse = scratch.fill(input.starting_at(first), rows, tiles.inputs);
                let output = output.add(first * width);
                for column in (0..tiles.columns()).step_by(norm.pieces) {
                    multiply(tiles, column, norm.pieces, scratch);
                    let target = output.add(column / norm.pieces * COLUMNS);
                    largest(tiles, bias, column, norm.pieces, inverse, &scratch.sums, target, width, rows);
                }
                let before = if before.data.is_null() { before } else { before.starting_at(first) };
                finish(norm, width, before, output, rows);
            }
        }
    });
}

/// Of all pieces of sixteen outputs the largest, for every row.
///
/// # Safety
/// `is_available`; as many sums as pieces; room for sixteen numbers in each output row.
#[inline]
#[allow(clippy::too_many_arguments)]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn largest(
    tiles: &Tiles,
    bias: *const f32,
    column: usize,
    pieces: usize,
    inverse: f32,
    sums: &[i32],
    output: *mut f32,
    width: usize,
    rows: usize,
) {
    // SAFETY: the caller vouches for the sizes.
    unsafe {
        for piece in 0..pieces {
            let scale = scale(tiles, column + piece, inverse);
            let bias = Sixteen::load(bias.add((column + piece) * COLUMNS));
            for row in 0..rows {
                let target = output.add(row * width);
                let sum = bias.plus_product(products(sums, piece, row), scale);
                let best = if piece == 0 { sum } else { Sixteen::load(target).max(sum) };
                best.store(target);
            }
        }
    }
}

/// # Safety
/// As for `maxout`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn finish(norm: Norm, width: usize, before: Input, output: *mut f32, rows: usize) {
    for row in 0..rows {
        // SAFETY: only rows that exist are read and written.
        unsafe {
            let output = output.add(row * width);
            let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
            if width == 6 * Sixteen::LANES {
                let values: [Sixteen; 6] = std::array::from_fn(|i| Sixteen::load(output.add(i * Sixteen::LANES)));
                generic::normalise(values, norm, before, output);
                continue;
            }
            generic::normalise_in_place::<Sixteen>(norm, width, before, output);
        }
    }
}

/// By what to multiply the products of a column tile.
///
/// # Safety
/// `is_available`; there is such a column tile.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn scale(tiles: &Tiles, column: usize, inverse: f32) -> Sixteen {
    // SAFETY: the caller's.
    unsafe { Sixteen::load(tiles.scales.as_ptr().add(column * COLUMNS)).mul(Sixteen::splat(inverse)) }
}

/// A row's products for the `c`-th column tile done: the sums of the three kinds, each 256 times the next.
///
/// # Safety
/// `is_available`; there are such sums.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn products(sums: &[i32], c: usize, row: usize) -> Sixteen {
    // SAFETY: the caller's.
    unsafe {
        let at = sums.as_ptr().add(c * PLANES * SUMS + row * COLUMNS);
        let kind = |kind: usize| _mm512_cvtepi32_ps(_mm512_loadu_si512(at.add(kind * SUMS).cast()));
        let base = _mm512_set1_ps(256.0);
        Sixteen(_mm512_fmadd_ps(_mm512_fmadd_ps(kind(0), base, kind(1)), base, kind(2)))
    }
}

/// The tile configuration: sixteen rows of 64 bytes in each of the eight registers.
#[repr(C, align(64))]
struct Configuration([u8; 64]);

static CONFIGURATION: Configuration = {
    let mut bytes = [0; 64];
    bytes[0] = 1;
    let mut register = 0;
    while register < 8 {
        bytes[16 + 2 * register] = 64;
        bytes[48 + register] = TILE as u8;
        register += 1;
    }
    Configuration(bytes)
};

/// The products of a group of rows with some column tiles, to `scratch.sums`: column tile by column tile the three
/// kinds of sums.
///
/// # Safety
/// `is_available`; there are so many column tiles, at most `AT_ONCE`.
#[inline]
unsafe fn multiply(tiles: &Tiles, column: usize, count: usize, scratch: &mut Scratch) {
    let (digits, stride) = scratch.digits();
    // SAFETY: the digits of `GROUP` rows, the tiles and the sums are all there. The unit's registers are set up and
    // released inside the block, so that nothing outside it can be using them.
    unsafe {
        asm!(
            "ldtilecfg [{step}]",
            "2:",
            "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3", "tilezero tmm4", "tilezero tmm5",
            "mov {step}, {steps}",
            "3:",
            // high digits of the weights with high, middle and low ones of the first and of the last sixteen rows
            "tileloadd tmm7, [{b}+{line}*1]",
            "tileloadd tmm6, [{a}+{stride}*1]", "tdpbssd tmm0, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1]", "tdpbssd tmm1, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{stride}*1+{plane}]", "tdpbssd tmm2, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1+{plane}]", "tdpbssd tmm3, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{stride}*1+2*{plane}]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1+2*{plane}]", "tdpbssd tmm5, tmm6, tmm7",
            // middle digits with high and middle ones
            "tileloadd tmm7, [{b}+{line}*1+1024]",
            "tileloadd tmm6, [{a}+{stride}*1]", "tdpbssd tmm2, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1]", "tdpbssd tmm3, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{stride}*1+{plane}]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1+{plane}]", "tdpbssd tmm5, tmm6, tmm7",
            // low digits with high ones
            "tileloadd tmm7, [{b}+{line}*1+2048]",
            "tileloadd tmm6, [{a}+{stride}*1]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{c}+{stride}*1]", "tdpbssd tmm5, tmm6, tmm7",
            "add {a}, 64", "add {c}, 64", "add {b}, 3072",
            "dec {step}",
            "jnz 3b",
            "mov {step}, {steps}", "shl {step}, 6", "sub {a}, {step}", "sub {c}, {step}",
            "tilestored [{sums}+{line}*1], tmm0", "tilestored [{sums}+{line}*1+1024], tmm1",
            "tilestored [{sums}+{line}*1+2048], tmm2", "tilestored [{sums}+{line}*1+3072], tmm3",
            "tilestored [{sums}+{line}*1+4096], tmm4", "tilestored [{sums}+{line}*1+5120], tmm5",
            "add {sums}, 6144",
            "dec {count}",
            "jnz 2b",
            "tilerelease",
            a = inout(reg) digits => _,
            c = inout(reg) digits.add(GROUP / 2 * stride) => _,
            b = inout(reg) tiles.data.as_ptr().add(column * tiles.steps * PLANES * TILE) => _,
            stride = in(reg) stride,
            line = in(reg) 64_usize,
            steps = in(reg) tiles.steps,
            step = inout(reg) &CONFIGURATION => _,
            count = inout(reg) count => _,
            sums = inout(reg) scratch.sums.as_mut_ptr() => _,
            plane = const super::digits::PLANE,
            options(nostack),
        );
    }
}
