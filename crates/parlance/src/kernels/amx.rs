//! Products by the matrix unit of newer Intel processors (AMX), as exact as in 32-bit floats.
//!
//! The unit multiplies tiles of 16-bit floats (bf16, eight significant bits) and adds up in 32-bit floats. So every
//! number is cut into three such parts, high, middle and low, which together are the number itself. Of the nine
//! products of parts six are added; the other three are smaller than the rounding of a 32-bit product.

use super::generic::{self, Input, Norm, Output};
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
/// Outputs made together, in two tiles.
pub(super) const PAIR: usize = 2 * COLUMNS;
/// Rows done at once, by two tiles.
const ROWS: usize = 32;
/// Bytes between the high, the middle and the low parts of the inputs.
const PLANE: usize = 65_536;
/// Lines of one tile, and of six, as many as a step takes.
const TILE: usize = 16;

thread_local! {
    /// The parts of up to `ROWS` input rows.
    static PARTS: RefCell<Vec<Line>> = RefCell::new(vec![Line([0; 32]); 3 * PLANE / 64]);
    /// Their products.
    static SUMS: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
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
        let (steps, pairs) = (inputs / STEP, columns.div_ceil(PAIR));
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
pub(super) unsafe fn affine(tiles: &Tiles, bias: *const f32, input: Input, output: Output) {
    PARTS.with_borrow_mut(|parts| {
        for first in (0..input.count).step_by(ROWS) {
            // SAFETY: only rows that exist are read and written.
            unsafe {
                let output = Output { data: output.data.add(first * output.stride), stride: output.stride };
                multiply(tiles, bias, input.from(first), parts, output);
            }
        }
    });
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
    let sums_width = tiles.pairs * PAIR;
    with_scratch(ROWS * sums_width, |parts, sums| {
        for first in (0..input.count).step_by(ROWS) {
            // SAFETY: only rows that exist are read and written.
            unsafe {
                let products = Output { data: sums.as_mut_ptr(), stride: sums_width };
                multiply(tiles, bias, input.from(first), parts, products);
                let sums = Input { data: sums.as_ptr(), stride: sums_width, count: ROWS.min(input.count - first) };
                let before = if before.data.is_null() { before } else { before.from(first) };
                let output = output.add(first * width);
                match (width, norm.pieces) {
                    (96, 3) => finish::<6, 3>(norm, sums, before, output),
                    _ => finish_any(norm, width, sums, before, output),
                }
            }
        }
    });
}

fn with_scratch(sums_len: usize, work: impl FnOnce(&mut [Line], &mut [f32])) {
    PARTS.with_borrow_mut(|parts| {
        SUMS.with_borrow_mut(|sums| {
            sums.resize(sums_len, 0.0);
            work(parts, sums);
        });
    });
}

/// From sums to outputs, for layers of `VECTORS` vectors: all of a row stays in registers.
///
/// # Safety
/// As for `maxout`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn finish<const VECTORS: usize, const PIECES: usize>(norm: Norm, sums: Input, before: Input, output: *mut f32) {
    for row in 0..sums.count {
        // SAFETY: only rows that exist are read and written.
        unsafe {
            let sums = sums.data.add(row * sums.stride);
            let values = std::array::from_fn(|i| {
                let mut best = Sixteen::load(sums.add(i * PIECES * Sixteen::LANES));
                for piece in 1..PIECES {
                    best = best.max(Sixteen::load(sums.add((i * PIECES + piece) * Sixteen::LANES)));
                }
                best
            });
            let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
            generic::normalise::<Sixteen, VECTORS>(values, norm, before, output.add(row * VECTORS * Sixteen::LANES));
        }
    }
}

/// The same for a layer of any width.
///
/// # Safety
/// As for `maxout`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn finish_any(norm: Norm, width: usize, sums: Input, before: Input, output: *mut f32) {
    for row in 0..sums.count {
        // SAFETY: only rows that exist are read and written.
        unsafe {
            let (sums, output) = (sums.data.add(row * sums.stride), output.add(row * width));
            for i in (0..width).step_by(Sixteen::LANES) {
                let mut best = Sixteen::load(sums.add(i * norm.pieces));
                for piece in 1..norm.pieces {
                    best = best.max(Sixteen::load(sums.add(i * norm.pieces + piece * Sixteen::LANES)));
                }
                best.store(output.add(i));
            }
            let before = if before.data.is_null() { before.data } else { before.data.add(row * before.stride) };
            generic::normalise_in_place::<Sixteen>(norm, width, before, output);
        }
    }
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

/// The products of up to `ROWS` rows with all weights, and the bias.
///
/// # Safety
/// `is_available`; as many biases as the tiles have columns, and room for as many in each output row.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn multiply(tiles: &Tiles, bias: *const f32, input: Input, parts: &mut [Line], output: Output) {
    let rows = ROWS.min(input.count);
    let len = (rows - 1) * input.stride + tiles.steps * STEP;
    assert!(2 * len <= PLANE && 3 * PLANE <= size_of_val(parts));
    // SAFETY: the numbers of the rows fit the planes.
    unsafe { split(input.data, len, parts.as_mut_ptr().cast()) };
    let half = rows.div_ceil(2);
    // A single row is done twice.
    let (others, second) = if rows == 1 { (1, 0) } else { (rows - half, half) };
    let configuration = Configuration::new(half, others);
    let (stride, output_stride) = (2 * input.stride, 4 * output.stride);
    // SAFETY: all loads and stores are inside the planes, the tiles and the sums. The unit's registers are set up and
    // released inside the block, so that nothing outside it can be using them.
    unsafe {
        let parts = parts.as_ptr().cast::<u8>();
        asm!(
            "ldtilecfg [{step}]",
            "2:",
            // Every row of the sums starts as the bias: a stride of zero.
            "xor {step:e}, {step:e}",
            "tileloadd tmm0, [{bias}+{step}*1]", "tileloadd tmm1, [{bias}+{step}*1]",
            "tileloadd tmm2, [{bias}+{step}*1+64]", "tileloadd tmm3, [{bias}+{step}*1+64]",
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
            "tilestored [{output}+{output_stride}*1], tmm0", "tilestored [{output}+{output_stride}*1+64], tmm2",
            "tilestored [{others}+{output_stride}*1], tmm1", "tilestored [{others}+{output_stride}*1+64], tmm3",
            "add {output}, 128", "add {others}, 128", "add {bias}, 128",
            "dec {pairs}",
            "jnz 2b",
            "tilerelease",
            a = inout(reg) parts => _,
            c = inout(reg) parts.add(second * stride) => _,
            b = inout(reg) tiles.data.as_ptr() => _,
            stride = in(reg) stride,
            line = in(reg) 64_u64,
            steps = in(reg) tiles.steps,
            step = inout(reg) &configuration => _,
            pairs = inout(reg) tiles.pairs => _,
            bias = inout(reg) bias => _,
            output = inout(reg) output.data => _,
            others = inout(reg) output.data.byte_add(second * output_stride) => _,
            output_stride = in(reg) output_stride,
            plane = const PLANE,
            options(nostack),
        );
    }
}
