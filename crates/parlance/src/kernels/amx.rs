//! Products by the matrix unit of newer Intel processors (AMX), as exact as in 32-bit floats.
//!
//! The unit multiplies tiles of bytes and adds up in 32-bit integers, without any rounding. So every number is scaled
//! to an integer of 24 bits and cut into three signed bytes, its digits to the base of 256. Of the nine products of two
//! numbers' digits the six largest are added, each kind by itself; the other three are smaller than the rounding of a
//! 32-bit float. Inputs are scaled by their largest, `GROUP` rows at a time; weights by the largest of each output.

use super::digits::{Digits, GROUP, LINE, Layout, Line, PLANE, PLANES};
use super::generic::{self, Input, Norm, Output};
use super::numbers::Numbers;
use super::vector::Vector;
use super::x86::Sixteen;
use std::arch::asm;
use std::arch::x86_64::*;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

/// Weights cut into tiles.
#[derive(Debug, Clone)]
pub(super) struct Tiles {
    layout: Layout,
    /// For each column tile and each step of the layout: a tile each of the high, middle and low digits.
    data: Vec<Line>,
    /// By what to multiply the sums of each column to undo the scale of its weights.
    scales: Numbers,
}

/// Outputs in one tile.
const COLUMNS: usize = 16;
/// Lines of a tile.
const TILE: usize = 16;
/// Rows of two tiles, which are multiplied with the same weights.
const BLOCK: usize = 2 * TILE;
/// Sums of one kind for a block and a column tile.
const SUMS: usize = BLOCK * COLUMNS;
/// Column tiles done at once.
const AT_ONCE: usize = 3;

/// A thread's buffers: the digits of a group of rows, and sums.
struct Scratch {
    digits: Vec<Line>,
    /// In lines too: a tile's line that lies across two cache lines takes twice the time.
    sums: Vec<Sums>,
}

/// A line of sums of a tile.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Sums([i32; COLUMNS]);

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch {
        digits: vec![Line([0; LINE]); PLANES * PLANE / LINE],
        sums: vec![Sums([0; COLUMNS]); AT_ONCE * PLANES * GROUP],
    });
}

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
    /// From weights as columns: `weight(column, input)`, for windows of `inputs` numbers, of which a row has `row`.
    /// `None` if there is no room for them.
    pub fn new(inputs: usize, row: usize, columns: usize, weight: impl Fn(usize, usize) -> f32) -> Option<Tiles> {
        let layout = Layout::new(inputs, row)?;
        let (tiles, steps) = (columns.div_ceil(COLUMNS), layout.steps());
        let mut data = vec![Line([0; LINE]); tiles * steps * PLANES * TILE];
        let mut scales = vec![0.0_f32; tiles * COLUMNS];
        for (column, scale) in scales.iter_mut().enumerate().take(columns) {
            let largest = (0..inputs).fold(0.0_f32, |largest, input| largest.max(weight(column, input).abs()));
            let digits = Digits::up_to(largest);
            *scale = 65_536.0 / digits.scale;
            for (step, line) in layout.inputs.iter().enumerate() {
                let first = (column / COLUMNS * steps + step) * PLANES * TILE;
                for (i, input) in line.iter().enumerate().filter_map(|(i, input)| Some((i, (*input)? as usize))) {
                    for (plane, digit) in digits.cut(weight(column, input)).into_iter().enumerate() {
                        // A line of a tile has four inputs of every column, side by side.
                        data[first + plane * TILE + i / 4].0[column % COLUMNS * 4 + i % 4] = digit as u8;
                    }
                }
            }
        }
        Some(Tiles { layout, data, scales: scales.into_iter().collect() })
    }

    fn columns(&self) -> usize {
        self.scales.len() / COLUMNS
    }
}

/// An affine layer for many rows.
///
/// # Safety
/// `is_available`; the sizes as for `generic::affine`.
#[target_feature(enable = "avx512f,avx512bw")]
pub(super) unsafe fn affine(tiles: &Tiles, bias: *const f32, input: Input, output: Output) {
    let work = |scratch: &mut Scratch| {
        for first in (0..input.count).step_by(GROUP) {
            let rows = GROUP.min(input.count - first);
            // SAFETY: only rows and columns that exist are read and written.
            unsafe {
                let inverse = tiles.layout.fill(input.starting_at(first), rows, scratch.digits.as_mut_ptr().cast());
                for column in (0..tiles.columns()).step_by(AT_ONCE) {
                    let count = AT_ONCE.min(tiles.columns() - column);
                    multiply(tiles, column, count, rows, scratch);
                    let output = Output { data: output.data.add(first * output.stride), stride: output.stride };
                    add_up(tiles, bias, column..column + count, inverse, &scratch.sums, output, rows);
                }
            }
        }
    };
    // SAFETY: the caller's.
    SCRATCH.with_borrow_mut(|scratch| unsafe { with_unit(|| work(scratch)) });
}

/// A maxout layer with layer normalisation.
///
/// # Safety
/// `is_available`; the sizes as for `generic::maxout`; rows of a window are as far apart as they are long.
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
    let work = |scratch: &mut Scratch| {
        for first in (0..input.count).step_by(GROUP) {
            let rows = GROUP.min(input.count - first);
            // SAFETY: only rows and columns that exist are read and written.
            unsafe {
                let inverse = tiles.layout.fill(input.starting_at(first), rows, scratch.digits.as_mut_ptr().cast());
                let output = Output { data: output.add(first * width), stride: width };
                for column in (0..tiles.columns()).step_by(norm.pieces) {
                    multiply(tiles, column, norm.pieces, rows, scratch);
                    let output = Output { data: output.data.add(column / norm.pieces * COLUMNS), stride: width };
                    match norm.pieces {
                        1 => largest::<1>(tiles, bias, column, inverse, &scratch.sums, output, rows),
                        2 => largest::<2>(tiles, bias, column, inverse, &scratch.sums, output, rows),
                        _ => largest::<3>(tiles, bias, column, inverse, &scratch.sums, output, rows),
                    }
                }
                let before = if before.data.is_null() { before } else { before.starting_at(first) };
                finish(norm, width, before, output.data, rows);
            }
        }
    };
    // SAFETY: the caller's.
    SCRATCH.with_borrow_mut(|scratch| unsafe { with_unit(|| work(scratch)) });
}

/// Where in the sums those of the `c`-th column tile begin.
fn sums_of(c: usize, rows: usize) -> usize {
    c * rows.div_ceil(BLOCK) * PLANES * SUMS
}

/// The outputs of some column tiles.
///
/// # Safety
/// `is_available`; sums of as many column tiles; room for their outputs in each output row.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn add_up(
    tiles: &Tiles,
    bias: *const f32,
    columns: Range<usize>,
    inverse: f32,
    sums: &[Sums],
    output: Output,
    rows: usize,
) {
    // SAFETY: `is_available`.
    let inverse = unsafe { Sixteen::splat(inverse) };
    for row in 0..rows {
        for (c, column) in columns.clone().enumerate() {
            // SAFETY: the caller vouches for the sizes.
            unsafe {
                let sums = sums.as_ptr().cast::<i32>();
                let sums = sums.add(sums_of(c, rows) + row / BLOCK * PLANES * SUMS + row % BLOCK * COLUMNS);
                let at = column * COLUMNS;
                let scale = Sixteen::load(tiles.scales.as_ptr().add(at)).mul(inverse);
                let sum = Sixteen::load(bias.add(at)).plus_product(products(sums), scale);
                sum.store(output.data.add(row * output.stride + at));
            }
        }
    }
}

/// Of all pieces of sixteen outputs, from column tile `column` on, the largest, for every row.
///
/// # Safety
/// `is_available`; sums of as many column tiles as pieces; room for sixteen numbers in each output row.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn largest<const PIECES: usize>(
    tiles: &Tiles,
    bias: *const f32,
    column: usize,
    inverse: f32,
    sums: &[Sums],
    output: Output,
    rows: usize,
) {
    // SAFETY: the caller vouches for the sizes.
    unsafe {
        let inverse = Sixteen::splat(inverse);
        let at = |piece: usize| (column + piece) * COLUMNS;
        let (mut scales, mut biases) = ([inverse; PIECES], [inverse; PIECES]);
        // A loop, as closures may become calls that hand vectors over through memory.
        for piece in 0..PIECES {
            scales[piece] = Sixteen::load(tiles.scales.as_ptr().add(at(piece))).mul(inverse);
            biases[piece] = Sixteen::load(bias.add(at(piece)));
        }
        for row in 0..rows {
            let sums = sums.as_ptr().cast::<i32>().add((row / BLOCK * PLANES * SUMS) + row % BLOCK * COLUMNS);
            let mut best = biases[0].plus_product(products(sums), scales[0]);
            for piece in 1..PIECES {
                let sums = sums.add(sums_of(piece, rows));
                best = best.max(biases[piece].plus_product(products(sums), scales[piece]));
            }
            best.store(output.data.add(row * output.stride));
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
                let mut values = [Sixteen::splat(0.0); 6];
                for (i, value) in values.iter_mut().enumerate() {
                    *value = Sixteen::load(output.add(i * Sixteen::LANES));
                }
                generic::normalise(values, norm, before, output);
                continue;
            }
            generic::normalise_in_place::<Sixteen>(norm, width, before, output);
        }
    }
}

/// The products of a row and a column tile: the sums of the three kinds, each 256 times the next.
///
/// # Safety
/// `is_available`; there are such sums.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn products(sums: *const i32) -> Sixteen {
    // SAFETY: the caller's.
    let kind = |kind: usize| unsafe { _mm512_cvtepi32_ps(_mm512_loadu_si512(sums.add(kind * SUMS).cast())) };
    let base = _mm512_set1_ps(256.0);
    Sixteen(_mm512_fmadd_ps(_mm512_fmadd_ps(kind(0), base, kind(1)), base, kind(2)))
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

/// Runs work with the unit's registers set up, and releases them.
///
/// # Safety
/// `is_available`.
#[inline]
unsafe fn with_unit(work: impl FnOnce()) {
    // SAFETY: nothing but `multiply` uses the unit, and it is called inside only.
    unsafe { asm!("ldtilecfg [{configuration}]", configuration = in(reg) &CONFIGURATION, options(nostack)) };
    work();
    // SAFETY: as above.
    unsafe { asm!("tilerelease", options(nostack)) };
}

/// The products of a group of rows with some column tiles, to `scratch.sums`: column tile by column tile and block by
/// block of rows the three kinds of sums.
///
/// # Safety
/// Inside `with_unit`; there are so many column tiles, at most `AT_ONCE`, and rows, at most `GROUP`.
#[inline]
unsafe fn multiply(tiles: &Tiles, column: usize, count: usize, rows: usize, scratch: &mut Scratch) {
    let weights = tiles.data[column * tiles.layout.steps() * PLANES * TILE..].as_ptr();
    // SAFETY: the digits of `GROUP` rows, the tiles and the sums are all there.
    unsafe {
        asm!(
            // for each column tile
            "2:",
            "mov {block}, {blocks}", "mov {rows}, {digits}",
            // for each block of rows
            "3:",
            "mov {b}, {weights}", "xor {step:e}, {step:e}",
            "tilezero tmm0", "tilezero tmm1", "tilezero tmm2", "tilezero tmm3", "tilezero tmm4", "tilezero tmm5",
            // for each step: high digits of the weights with high, low and middle ones of two tiles of rows
            "4:",
            "mov {a}, [{offsets}+8*{step}]", "add {a}, {rows}",
            "tileloadd tmm7, [{b}+{line}*1]",
            "tileloadd tmm6, [{a}+{line}*1]", "tdpbssd tmm0, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+1024]", "tdpbssd tmm1, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+2*{plane}]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+2*{plane}+1024]", "tdpbssd tmm5, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+{plane}]", "tdpbssd tmm2, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+{plane}+1024]", "tdpbssd tmm3, tmm6, tmm7",
            // low digits with high ones; in this order no sum is waited for
            "tileloadd tmm7, [{b}+{line}*1+2048]",
            "tileloadd tmm6, [{a}+{line}*1]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+1024]", "tdpbssd tmm5, tmm6, tmm7",
            // middle digits with high and middle ones
            "tileloadd tmm7, [{b}+{line}*1+1024]",
            "tileloadd tmm6, [{a}+{line}*1]", "tdpbssd tmm2, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+1024]", "tdpbssd tmm3, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+{plane}]", "tdpbssd tmm4, tmm6, tmm7",
            "tileloadd tmm6, [{a}+{line}*1+{plane}+1024]", "tdpbssd tmm5, tmm6, tmm7",
            "add {b}, 3072", "inc {step}", "cmp {step}, {steps}", "jne 4b",
            "tilestored [{sums}+{line}*1], tmm0", "tilestored [{sums}+{line}*1+1024], tmm1",
            "tilestored [{sums}+{line}*1+2048], tmm2", "tilestored [{sums}+{line}*1+3072], tmm3",
            "tilestored [{sums}+{line}*1+4096], tmm4", "tilestored [{sums}+{line}*1+5120], tmm5",
            "add {sums}, 6144", "add {rows}, 2048", "dec {block}", "jnz 3b",
            "mov {weights}, {b}", "dec {count}", "jnz 2b",
            digits = in(reg) scratch.digits.as_ptr(),
            rows = out(reg) _,
            a = out(reg) _,
            weights = inout(reg) weights => _,
            b = out(reg) _,
            line = in(reg) LINE,
            offsets = in(reg) tiles.layout.offsets.as_ptr(),
            steps = in(reg) tiles.layout.steps(),
            step = out(reg) _,
            blocks = in(reg) rows.div_ceil(BLOCK),
            block = out(reg) _,
            count = inout(reg) count => _,
            sums = inout(reg) scratch.sums.as_mut_ptr() => _,
            plane = const PLANE,
            out("tmm0") _, out("tmm1") _, out("tmm2") _, out("tmm3") _,
            out("tmm4") _, out("tmm5") _, out("tmm6") _, out("tmm7") _,
            options(nostack),
        );
    }
}
