//! Numbers as integers of 24 bits cut into three signed bytes, for the matrix unit.

use super::amx::{GROUP, Line, STEP};
use super::generic::Input;
use std::arch::x86_64::*;
use std::cell::RefCell;

/// How numbers of one kind are cut: multiplied by a power of two and rounded to an integer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Digits {
    pub scale: f32,
}

/// Digits of a number.
pub(super) const PLANES: usize = 3;

/// Bytes between the high, the middle and the low digits of the inputs.
pub(super) const PLANE: usize = 32_832;

/// The largest integer of three signed bytes, each up to 127.
const LARGEST: f32 = 8_355_711.0;

/// Three bytes of 128: added, they make all digits positive; each digit's highest bit is then its sign turned round.
const SIGNS: i32 = 0x80_80_80;

/// A thread's buffers: the inputs of a group of rows as digits, and sums.
pub(super) struct Scratch {
    /// Digits as the numbers stand in memory.
    flat: Vec<Line>,
    /// Digits in rows of whole lines.
    rows: Vec<Line>,
    pub sums: Vec<i32>,
    /// Bytes from one row to the next, and whether the rows stand in `flat`.
    stride: usize,
    is_flat: bool,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::new(Scratch {
        flat: vec![Line([0; 64]); PLANES * PLANE / 64],
        rows: vec![Line([0; 64]); PLANES * PLANE / 64],
        sums: vec![0; 3 * PLANES * GROUP * 16],
        stride: 0,
        is_flat: false,
    });
}

impl Digits {
    /// A scale at which the largest of these numbers still fits.
    pub fn of(numbers: impl Iterator<Item = f32>) -> Digits {
        Digits::up_to(numbers.fold(0.0, |largest, number| number.abs().max(largest)))
    }

    fn up_to(largest: f32) -> Digits {
        if !largest.is_finite() || largest < 1e-30 {
            return Digits { scale: 1.0 };
        }
        // The largest is 2^exponent to 2^(exponent + 1).
        let exponent = (largest.to_bits() >> 23) as i32 - 127;
        let scale = 2.0_f32.powi(22 - exponent);
        Digits { scale: if largest * scale <= LARGEST { scale } else { scale / 2.0 } }
    }

    /// The high, middle and low digit.
    pub fn cut(self, number: f32) -> [i8; PLANES] {
        let shifted = ((number * self.scale).round_ties_even() as i32 + SIGNS) ^ SIGNS;
        [(shifted >> 16) as i8, (shifted >> 8) as i8, shifted as i8]
    }
}

impl Scratch {
    /// Whether a group of rows of so many steps has room.
    pub fn holds(steps: usize) -> bool {
        steps > 0 && steps * STEP * GROUP <= PLANE
    }

    /// Whether a group of rows so far apart has room.
    pub fn fits(inputs: usize, stride: usize) -> bool {
        (GROUP - 1) * stride + inputs.next_multiple_of(STEP) + STEP <= PLANE
    }

    pub fn with(work: impl FnOnce(&mut Scratch)) {
        SCRATCH.with_borrow_mut(work);
    }

    /// The digits of the rows, `GROUP` of them, and the bytes from one to the next.
    pub fn digits(&self) -> (*const u8, usize) {
        let lines = if self.is_flat { &self.flat } else { &self.rows };
        (lines.as_ptr().cast(), self.stride)
    }

    /// Cuts a group of rows into digits; gives by what to multiply products to undo their scale. Digits behind the
    /// inputs of a row, and rows behind the last, are whatever stood there.
    ///
    /// # Safety
    /// AVX-512 is there; `rows` rows, at most `GROUP`, have `inputs` numbers each; they fit.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    pub unsafe fn fill(&mut self, input: Input, rows: usize, inputs: usize) -> f32 {
        let len = (rows - 1) * input.stride + inputs;
        assert!(rows <= GROUP && Scratch::fits(inputs, input.stride) && Scratch::holds(inputs.div_ceil(STEP)));
        // SAFETY: `len` numbers are there, as the caller says, and fit a plane.
        let digits = unsafe {
            let digits = Digits::up_to(largest(input.data, len));
            cut(input.data, len, digits.scale, self.flat.as_mut_ptr().cast());
            digits
        };
        self.is_flat = inputs.is_multiple_of(STEP) && input.stride.is_multiple_of(STEP);
        self.stride = input.stride;
        if !self.is_flat {
            self.stride = inputs.next_multiple_of(STEP);
            // SAFETY: `fits` and `holds` leave room for all lines read and written.
            unsafe { self.align(input.stride, rows) };
        }
        1.0 / digits.scale
    }

    /// Copies the rows so that each begins with a line.
    ///
    /// # Safety
    /// AVX-512 is there; `rows` rows of `self.stride` bytes, a multiple of 64, are inside a plane of `flat` and of `rows`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    unsafe fn align(&mut self, stride: usize, rows: usize) {
        let (from, to) = (self.flat.as_ptr().cast::<u8>(), self.rows.as_mut_ptr().cast::<u8>());
        for plane in (0..PLANES).map(|plane| plane * PLANE) {
            for row in 0..rows {
                for at in (0..self.stride).step_by(64) {
                    // SAFETY: inside the planes, as the caller says.
                    unsafe {
                        let line = _mm512_loadu_si512(from.add(plane + row * stride + at).cast());
                        _mm512_storeu_si512(to.add(plane + row * self.stride + at).cast(), line);
                    }
                }
            }
        }
    }
}

/// The largest magnitude.
///
/// # Safety
/// AVX-512 is there; `len` numbers are readable.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn largest(from: *const f32, len: usize) -> f32 {
    let mut largest = [_mm512_setzero_ps(); 2];
    for at in (0..len).step_by(32) {
        for (half, largest) in largest.iter_mut().enumerate() {
            // SAFETY: the mask leaves out what is behind the last number.
            let values = unsafe { _mm512_maskz_loadu_ps(mask(len, at + 16 * half), from.wrapping_add(at + 16 * half)) };
            *largest = _mm512_max_ps(*largest, _mm512_abs_ps(values));
        }
    }
    _mm512_reduce_max_ps(_mm512_max_ps(largest[0], largest[1]))
}

/// The lanes of the vector at `at` that are among the first `len`.
fn mask(len: usize, at: usize) -> u16 {
    match len.saturating_sub(at) {
        left if left >= 16 => u16::MAX,
        left => (1 << left) - 1,
    }
}

/// Cuts numbers into digits, each kind into its own plane.
///
/// # Safety
/// AVX-512 is there; `len` numbers are readable, and at `to` three planes with room for them and a line.
#[inline]
#[target_feature(enable = "avx512f,avx512bw")]
unsafe fn cut(from: *const f32, len: usize, scale: f32, to: *mut u8) {
    let (scale, signs) = (_mm512_set1_ps(scale), _mm512_set1_epi32(SIGNS));
    for at in (0..len).step_by(16) {
        // SAFETY: the mask leaves out what is behind the last number; whole vectors are written, for which there is room.
        unsafe {
            let values = _mm512_maskz_loadu_ps(mask(len, at), from.add(at));
            let shifted = _mm512_add_epi32(_mm512_cvtps_epi32(_mm512_mul_ps(values, scale)), signs);
            let digits = _mm512_xor_si512(shifted, signs);
            let to = to.add(at);
            _mm_storeu_si128(to.cast(), _mm512_cvtepi32_epi8(_mm512_srli_epi32::<16>(digits)));
            _mm_storeu_si128(to.add(PLANE).cast(), _mm512_cvtepi32_epi8(_mm512_srli_epi32::<8>(digits)));
            _mm_storeu_si128(to.add(2 * PLANE).cast(), _mm512_cvtepi32_epi8(digits));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_make_the_number_again() {
        let numbers = [0.0, 1.0, -1.0, 3.999, -3.300_187, 1e-3, -7.25e-5, 0.5, -0.007_812_5];
        let digits = Digits::of(numbers.into_iter());
        for number in numbers {
            let [high, middle, low] = digits.cut(number).map(f64::from);
            let again = (high * 65_536.0 + middle * 256.0 + low) / f64::from(digits.scale);
            assert!((again - f64::from(number)).abs() <= 0.5 / f64::from(digits.scale), "{number} became {again}");
        }
        assert!(digits.scale >= 1_048_576.0);
    }
}
