//! Numbers as integers of 24 bits cut into three signed bytes, in lines of 64 as the matrix unit wants them.

use super::generic::Input;
use std::arch::x86_64::*;

/// How numbers of one kind are cut: multiplied by a power of two and rounded to an integer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    pub scale: f32,
}

/// Where the inputs of a row stand: in lines, of which each step of the unit takes one from every row.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// Inputs of a row, those of its neighbours in the window not counted.
    row: usize,
    /// Rows in a window.
    window: usize,
    /// Whether the last, short piece of a row shares its line with that of the next row.
    pairs: bool,
    /// For each step the bytes from the first line of a plane to the first line taken.
    pub offsets: Vec<usize>,
    /// For each step and byte of its line the input that stands there.
    pub inputs: Vec<[Option<u32>; LINE]>,
}

/// One line; the unit likes them aligned.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
pub(super) struct Line(pub [u8; LINE]);

/// Bytes, and so digits, in a line.
pub(super) const LINE: usize = 64;

/// Digits of a number.
pub(super) const PLANES: usize = 3;

/// Rows done at once.
pub(super) const GROUP: usize = 32;

/// Rows of a window that stand behind the last of a group, at most.
const BEHIND: usize = 8;

/// Bytes from the lines with the first 64 inputs of all rows to those with the next.
const PIECE: usize = (GROUP + BEHIND) * LINE;

/// Pieces of a row, at most.
const PIECES: usize = 16;

/// Bytes between the high, the middle and the low digits.
pub(super) const PLANE: usize = PIECES * PIECE + LINE;

/// The largest integer of three signed bytes, each up to 127.
const LARGEST: f32 = 8_355_711.0;

/// Three bytes of 128: added, they make all digits positive; each digit's highest bit is then its sign turned round.
const SIGNS: i32 = 0x80_80_80;

impl Digits {
    /// A scale at which numbers up to the largest still fit.
    pub fn up_to(largest: f32) -> Digits {
        if !largest.is_finite() || largest < 1e-30 {
            return Digits { scale: 1.0 };
        }
        // The largest is 2^exponent to 2^(exponent + 1).
        let exponent = (largest.to_bits() >> 23) as i32 - 127;
        let scale = f32::from_bits(((127 + 22 - exponent) as u32) << 23);
        Digits { scale: if largest * scale <= LARGEST { scale } else { scale / 2.0 } }
    }

    /// The high, middle and low digit.
    pub fn cut(self, number: f32) -> [i8; PLANES] {
        let shifted = ((number * self.scale).round_ties_even() as i32 + SIGNS) ^ SIGNS;
        [(shifted >> 16) as i8, (shifted >> 8) as i8, shifted as i8]
    }
}

impl Layout {
    /// For windows of `inputs` numbers, of which a row has `row`. `None` if there is no room for them.
    pub fn new(inputs: usize, row: usize) -> Option<Layout> {
        let (pieces, window) = (row.div_ceil(LINE), inputs / row.max(1));
        if row == 0 || inputs != window * row || window > BEHIND || pieces > PIECES {
            return None;
        }
        let (whole, rest) = (row / LINE, row % LINE);
        let pairs = window > 1 && rest > 0 && rest <= LINE / 2;
        let mut layout = Layout { row, window, pairs, offsets: Vec::new(), inputs: Vec::new() };
        for piece in 0..pieces {
            let is_short = piece == whole;
            let (step, len) = (if is_short && pairs { 2 } else { 1 }, if is_short { rest } else { LINE });
            for first in (0..window).step_by(step) {
                let mut line = [None; LINE];
                for (byte, place) in line.iter_mut().enumerate() {
                    // With two rows in a line the second half of the numbers is the next row's.
                    let (r, i) = if step == 2 {
                        (first + number_at(byte) / 32, number_at(byte) % 32)
                    } else {
                        (first, number_at(byte))
                    };
                    if i < len && r < window {
                        *place = Some((r * row + piece * LINE + i) as u32);
                    }
                }
                layout.offsets.push(piece * PIECE + first * LINE);
                layout.inputs.push(line);
            }
        }
        Some(layout)
    }

    pub fn steps(&self) -> usize {
        self.offsets.len()
    }

    /// Cuts a group of rows, and those behind it in the last window, into lines; gives by what to multiply products to
    /// undo their scale. Lines behind the last are whatever stood there.
    ///
    /// # Safety
    /// AVX-512 is there; `rows` windows, at most `GROUP`, are readable at `input`; three planes at `to`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    pub unsafe fn fill(&self, input: Input, rows: usize, to: *mut u8) -> f32 {
        let rows = rows.min(GROUP) + self.window - 1;
        let mut largest = _mm512_setzero_ps();
        for row in 0..rows {
            for at in (0..self.row).step_by(16) {
                // SAFETY: the mask leaves out what is behind the row.
                let values = unsafe { self.load(input, row, at) };
                largest = _mm512_max_ps(largest, _mm512_abs_ps(values));
            }
        }
        let digits = Digits::up_to(_mm512_reduce_max_ps(largest));
        let scale = _mm512_set1_ps(digits.scale);
        for row in 0..rows {
            for at in (0..self.row).step_by(LINE) {
                let is_pair = self.pairs && self.row - at < LINE;
                let mut values = [_mm512_setzero_ps(); 4];
                for (i, value) in values.iter_mut().enumerate() {
                    let (from, column) =
                        if is_pair && i >= 2 { (row + 1, at + 16 * (i - 2)) } else { (row, at + 16 * i) };
                    if from < rows {
                        // SAFETY: the row is there.
                        *value = unsafe { _mm512_mul_ps(self.load(input, from, column), scale) };
                    }
                }
                // SAFETY: the lines of `GROUP + BEHIND` rows and `PIECES` pieces are in a plane.
                unsafe { store(&values, to.add(at / LINE * PIECE + row * LINE)) };
            }
        }
        1.0 / digits.scale
    }

    /// Sixteen numbers of a row, zeros behind its last.
    ///
    /// # Safety
    /// AVX-512 is there; the row is readable.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    unsafe fn load(&self, input: Input, row: usize, at: usize) -> __m512 {
        let mask = match self.row.saturating_sub(at) {
            left if left >= 16 => u16::MAX,
            left => (1 << left) - 1,
        };
        // SAFETY: the mask leaves out what is behind the row.
        unsafe { _mm512_maskz_loadu_ps(mask, input.data.wrapping_add(row * input.stride + at)) }
    }
}

/// Which of the 64 numbers of a line its byte `byte` has: `store` deals them out four by four.
fn number_at(byte: usize) -> usize {
    let (lane, vector) = (byte / 16, byte % 16 / 4);
    vector * 16 + lane * 4 + byte % 4
}

/// Stores the digits of 64 scaled numbers, a line of each kind in its plane.
///
/// # Safety
/// AVX-512 is there; a line can be written in each plane at `to`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn store(values: &[__m512; 4], to: *mut u8) {
    let signs = _mm512_set1_epi32(SIGNS);
    // Of four integers the low, the middle and the high bytes side by side.
    let kinds = _mm512_broadcast_i32x4(_mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15));
    let mut sorted = [_mm512_setzero_si512(); 4];
    // A loop, as closures may become calls that hand vectors over through memory.
    for (sorted, values) in sorted.iter_mut().zip(values) {
        let digits = _mm512_xor_si512(_mm512_add_epi32(_mm512_cvtps_epi32(*values), signs), signs);
        *sorted = _mm512_shuffle_epi8(digits, kinds);
    }
    let [a, b, c, d] = sorted;
    let (low_and_middle, high) = (_mm512_unpacklo_epi32(a, b), _mm512_unpackhi_epi32(a, b));
    let (more_low_and_middle, more_high) = (_mm512_unpacklo_epi32(c, d), _mm512_unpackhi_epi32(c, d));
    // SAFETY: the caller's.
    unsafe {
        _mm512_storeu_si512(to.cast(), _mm512_unpacklo_epi64(high, more_high));
        _mm512_storeu_si512(to.add(PLANE).cast(), _mm512_unpackhi_epi64(low_and_middle, more_low_and_middle));
        _mm512_storeu_si512(to.add(2 * PLANE).cast(), _mm512_unpacklo_epi64(low_and_middle, more_low_and_middle));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_make_the_number_again() {
        let numbers = [0.0, 1.0, -1.0, 3.999, -3.300_187, 1e-3, -7.25e-5, 0.5, -0.007_812_5];
        let digits = Digits::up_to(3.999);
        for number in numbers {
            let [high, middle, low] = digits.cut(number).map(f64::from);
            let again = (high * 65_536.0 + middle * 256.0 + low) / f64::from(digits.scale);
            assert!((again - f64::from(number)).abs() <= 0.5 / f64::from(digits.scale), "{number} became {again}");
        }
        assert!(digits.scale >= 1_048_576.0);
    }

    #[test]
    fn every_input_of_a_window_stands_in_one_step() {
        for (inputs, row, steps) in
            [(288, 96, 5), (192, 64, 3), (96, 96, 2), (576, 576, 9), (240, 80, 5), (300, 100, 6)]
        {
            let layout = Layout::new(inputs, row).expect("there is room");
            let mut stand: Vec<u32> = layout.inputs.iter().flatten().flatten().copied().collect();
            stand.sort_unstable();
            assert_eq!(stand, (0..inputs as u32).collect::<Vec<_>>(), "{inputs} of {row}");
            assert_eq!(layout.steps(), steps, "{inputs} of {row}");
        }
        assert!(Layout::new(288, 100).is_none() && Layout::new(5000, 5000).is_none());
    }
}
