//! Products by the matrix unit of newer Intel processors (AMX), as exact as in 32-bit floats.
//!
//! The unit multiplies tiles of 16-bit floats (bf16, eight significant bits) and adds up in 32-bit floats. So every
//! number is cut into three such parts, high, middle and low, which together are the number itself. Of the nine
//! products of parts six are added; the other three are smaller than the rounding of a 32-bit product.

use super::generic::{self, Input, Norm};
use super::vector::Vector;
use super::x86::Sixteen;
use std::arch::asm;
use std::arch::x86_64::*;
use std::cell::RefCell;
use std::sync::LazyLock;

/// Weights cut into tiles.
#[derive(Debug, Clone)]
pub(super) struct Tiles {
    /// For each pair of column tiles and each step of `STEP` inputs: two tiles each of the high, low and middle parts.
    data: Vec<Line>,
    /// Steps of `STEP` inputs.
    steps: usize,
    pairs: usize,
}

/// One row of a tile; the unit likes them aligned.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line([u16; 32]);

/// Inputs in one tile.
const STEP: usize = 32;
/// Outputs in one tile.
const COLUMNS: usize = 16;
/// Rows done at once, by two tiles.
const ROWS: usize = 32;
/// Bytes between the high, the middle and the low parts of the inputs.
const PLANE: usize = 65_536;
/// Lines of one tile, and of six, as many as a step takes.
const TILE: usize = 16;

/// The parts of up to `ROWS` input rows, and their products.
struct Scratch {
    parts: Vec<Line>,
    sums: Vec<f32>,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch { parts: vec![Line([0; 32]); 3 * PLANE / 64], sums: Vec::new() });
}

/// Whether the processor has the unit and the system lets this process use it.
pub(super) fn is_available() -> bool {
    static AVAILABLE: LazyLock<bool> = LazyLock::new(|| {
        is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") && has_unit() && is_permitted()
    });
    *AVAILABLE
}

/// CPUID leaf 7: bits 22 (AMX-BF16) and 24 (AMX-TILE) of EDX.
fn has_unit() -> bool {
    __cpuid(0).eax >= 7 && __cpuid_count(7, 0).edx & (1 << 22 | 1 << 24) == (1 << 22 | 1 << 24)
}

/// Asks Linux for the unit's registers: `arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA)`.
fn is_permitted() -> bool {
    let result: i64;
    // SAFETY: the call has no effect on memory; the registers it changes are named.
    unsafe {
        asm!("syscall", inlateout("rax") 158i64 => result, in("rdi") 0x1023, in("rsi") 18, out("rcx") _, out("r11") _, options(nostack));
    }
    result == 0
}

impl Tiles {
    /// From weights as columns: `weight(column, input)`. `None` for inputs that tiles do not fit.
    pub fn new(inputs: usize, columns: usize, weight: impl Fn(usize, usize) -> f32) -> Option<Tiles> {
        if !inputs.is_multiple_of(STEP) || inputs * ROWS * 2 > PLANE {
            return None;
        }
        let (steps, pairs) = (inputs / STEP, columns.div_ceil(2 * COLUMNS));
        let mut data = Vec::with_capacity(pairs * steps * 6 * TILE);
        for pair in 0..pairs {
            for step in 0..steps {
                for part in [high, low, middle] {
                    for tile in 0..2 {
                        let first = (2 * pair + tile) * COLUMNS;
                        // Row by row two inputs of every column, side by side.
                        data.extend((0..TILE).map(|row| {
                            let value = |i: usize| (first + i / 2, step * STEP + 2 * row + i % 2);
                            Line(std::array::from_fn(|i| match value(i) {
                                (column, input) if column < columns => part(weight(column, input)),
                                _ => 0,
                            }))
                        }));
                    }
                }
            }
        }
        Some(Tiles { data, steps, pairs })
    }

    /// Whether rows so far apart can be done.
    pub fn fit(&self, input: Input) -> bool {
        input.stride.is_multiple_of(16) && ((ROWS - 1) * input.stride + self.steps * STEP) * 2 <= PLANE
    }
}

/// The upper half of the number: sign, exponent and eight significant bits.
fn high(value: f32) -> u16 {
    (value.to_bits() >> 16) as u16
}

fn rest(value: f32) -> f32 {
    value - f32::from_bits(u32::from(high(value)) << 16)
}

fn middle(value: f32) -> u16 {
    high(rest(value))
}

fn low(value: f32) -> u16 {
    high(rest(rest(value)))
}

/// An affine layer for many rows.
///
/// # Safety
/// `is_available`; the sizes as for `generic::affine`.
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn affine(tiles: &Tiles, bias: *const f32, width: usize, input: Input, output: *mut f32) {
    // SAFETY: rows and columns stay inside what the caller vouches for.
    unsafe {
        for_each_row(tiles, input, |row, sums| {
            for i in (0..width).step_by(Sixteen::LANES) {
                let sum = Sixteen::load(sums.add(i)).add(Sixteen::load(bias.add(i)));
                sum.store(output.add(row * width + i));
            }
        });
    }
}

/// A maxout layer with layer normalisation.
///
/// # Safety
/// `is_available`; the sizes as for `generic::maxout`.
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
    // SAFETY: rows and columns stay inside what the caller vouches for.
    unsafe {
        for_each_row(tiles, input, |row, sums| {
            let output = output.add(row * width);
            for i in (0..width).step_by(Sixteen::LANES) {
                let at = i * norm.pieces;
                let mut best = Sixteen::load(sums.add(at)).add(Sixteen::load(bias.add(at)));
                for at in (1..norm.pieces).map(|piece| at + piece * Sixteen::LANES) {
                    best = best.max(Sixteen::load(sums.add(at)).add(Sixteen::load(bias.add(at))));
                }
                best.store(output.add(i));
            }
            let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
            generic::normalise::<Sixteen>(output, width, norm.gain, norm.shift, before);
        });
    }
}

/// Multiplies all rows and gives each one's number and sums.
///
/// # Safety
/// `is_available`; every row has as many inputs as the tiles.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn for_each_row(tiles: &Tiles, input: Input, mut give: impl FnMut(usize, *const f32)) {
    SCRATCH.with_borrow_mut(|scratch| {
        let columns = tiles.pairs * 2 * COLUMNS;
        scratch.sums.resize(ROWS * columns, 0.0);
        for first in (0..input.count).step_by(ROWS) {
            let rows = ROWS.min(input.count - first);
            // SAFETY: the rows exist; their numbers fit a plane, as `Tiles::new` made sure for `ROWS` of them.
            unsafe {
                let len = (rows - 1) * input.stride + tiles.steps * STEP;
                split(input.data.add(first * input.stride), len, scratch.parts.as_mut_ptr().cast());
                multiply(tiles, scratch.parts.as_ptr().cast(), 2 * input.stride, rows, scratch.sums.as_mut_ptr());
                for row in 0..rows {
                    give(first + row, scratch.sums.as_ptr().add(row * columns));
                }
            }
        }
    });
}

/// Cuts numbers into their three parts, each into its own plane.
///
/// # Safety
/// `len` numbers, a multiple of 16, at `from`, and room for three planes with as many at `to`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn split(from: *const f32, len: usize, to: *mut u8) {
    // SAFETY: offsets stay below `len`.
    unsafe {
        let upper = _mm512_set1_epi32(0xffff_0000_u32 as i32);
        for i in (0..len).step_by(16) {
            let mut value = _mm512_loadu_ps(from.add(i));
            for plane in 0..3 {
                let part = _mm512_and_si512(_mm512_castps_si512(value), upper);
                let halves = _mm512_cvtepi32_epi16(_mm512_srli_epi32::<16>(part));
                _mm256_storeu_si256(to.add(plane * PLANE + 2 * i).cast(), halves);
                value = _mm512_sub_ps(value, _mm512_castsi512_ps(part));
            }
        }
    }
}

/// The tile configuration: rows and bytes in a row of each of the eight registers.
#[repr(C, align(64))]
struct Configuration([u8; 64]);

impl Configuration {
    /// Registers 0, 2 and 4 hold the first rows, 1, 3 and 5 the others, 6 and 7 weights.
    fn new(first: usize, others: usize) -> Configuration {
        let mut bytes = [0; 64];
        bytes[0] = 1;
        let rows = [first, others, first, others, first, others, TILE, TILE];
        for (register, rows) in rows.into_iter().enumerate() {
            bytes[16 + 2 * register] = 64;
            bytes[48 + register] = rows as u8;
        }
        Configuration(bytes)
    }
}

/// The products of up to `ROWS` rows with all weights: `rows` rows of sums.
///
/// # Safety
/// `is_available`; three planes with `rows` rows at `parts`, room for the sums of `ROWS` rows.
unsafe fn multiply(tiles: &Tiles, parts: *const u8, stride: usize, rows: usize, sums: *mut f32) {
    let half = rows.div_ceil(2);
    // A single row is done twice.
    let (others, second) = if rows == 1 { (1, 0) } else { (rows - half, half) };
    let configuration = Configuration::new(half, others);
    let sums_stride = tiles.pairs * 2 * COLUMNS * 4;
    // SAFETY: all loads and stores are inside the planes, the tiles and the sums. The unit's registers are set up and
    // released inside the block, so that nothing outside it can be using them.
    unsafe {
        asm!(
            "ldtilecfg [{configuration}]",
            "2:",
            "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3",
            "mov {step}, {steps}",
            "3:",
            // high * high
            "tileloadd tmm4, [{a}+{stride}*1]", "tileloadd tmm6, [{b}+{line}*1]", "tdpbf16ps tmm0, tmm4, tmm6",
            "tileloadd tmm5, [{c}+{stride}*1]", "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm7, [{b}+{line}*1+1024]", "tdpbf16ps tmm2, tmm4, tmm7", "tdpbf16ps tmm3, tmm5, tmm7",
            // high * low
            "tileloadd tmm6, [{b}+{line}*1+2048]", "tdpbf16ps tmm0, tmm4, tmm6", "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm7, [{b}+{line}*1+3072]", "tdpbf16ps tmm2, tmm4, tmm7", "tdpbf16ps tmm3, tmm5, tmm7",
            // high * middle
            "tileloadd tmm6, [{b}+{line}*1+4096]", "tdpbf16ps tmm0, tmm4, tmm6", "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm7, [{b}+{line}*1+5120]", "tdpbf16ps tmm2, tmm4, tmm7", "tdpbf16ps tmm3, tmm5, tmm7",
            // middle * middle
            "tileloadd tmm4, [{a}+{stride}*1+{plane}]", "tdpbf16ps tmm0, tmm4, tmm6", "tdpbf16ps tmm2, tmm4, tmm7",
            "tileloadd tmm5, [{c}+{stride}*1+{plane}]", "tdpbf16ps tmm1, tmm5, tmm6", "tdpbf16ps tmm3, tmm5, tmm7",
            // middle * high
            "tileloadd tmm6, [{b}+{line}*1]", "tdpbf16ps tmm0, tmm4, tmm6", "tdpbf16ps tmm1, tmm5, tmm6",
            "tileloadd tmm7, [{b}+{line}*1+1024]", "tdpbf16ps tmm2, tmm4, tmm7", "tdpbf16ps tmm3, tmm5, tmm7",
            // low * high
            "tileloadd tmm4, [{a}+{stride}*1+2*{plane}]", "tdpbf16ps tmm0, tmm4, tmm6", "tdpbf16ps tmm2, tmm4, tmm7",
            "tileloadd tmm5, [{c}+{stride}*1+2*{plane}]", "tdpbf16ps tmm1, tmm5, tmm6", "tdpbf16ps tmm3, tmm5, tmm7",
            "add {a}, 64", "add {c}, 64", "add {b}, 6144",
            "dec {step}",
            "jnz 3b",
            "mov {step}, {steps}", "shl {step}, 6", "sub {a}, {step}", "sub {c}, {step}",
            "tilestored [{sums}+{sums_stride}*1], tmm0", "tilestored [{sums}+{sums_stride}*1+64], tmm2",
            "tilestored [{others}+{sums_stride}*1], tmm1", "tilestored [{others}+{sums_stride}*1+64], tmm3",
            "add {sums}, 128", "add {others}, 128",
            "dec {pairs}",
            "jnz 2b",
            "tilerelease",
            configuration = in(reg) &configuration,
            a = inout(reg) parts => _,
            c = inout(reg) parts.add(second * stride) => _,
            b = inout(reg) tiles.data.as_ptr() => _,
            stride = in(reg) stride,
            line = in(reg) 64_u64,
            steps = in(reg) tiles.steps,
            step = out(reg) _,
            pairs = inout(reg) tiles.pairs => _,
            sums = inout(reg) sums => _,
            others = inout(reg) sums.byte_add(second * sums_stride) => _,
            sums_stride = in(reg) sums_stride,
            plane = const PLANE,
            options(nostack),
        );
    }
}
