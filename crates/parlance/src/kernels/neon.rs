//! Vectors of NEON: four numbers.

use super::vector::Vector;
use std::arch::aarch64::*;

#[derive(Clone, Copy)]
pub(super) struct Quad(float32x4_t);

// SAFETY, for every block below: the caller of a `Vector` method is compiled for the instruction set and runs where the
// processor has it; `load` and `store` get room for a whole vector from their caller.

impl Vector for Quad {
    const LANES: usize = 4;

    #[inline(always)]
    unsafe fn splat(value: f32) -> Self {
        Quad(unsafe { vdupq_n_f32(value) })
    }

    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        Quad(unsafe { vld1q_f32(from) })
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        unsafe { vst1q_f32(to, self.0) }
    }

    #[inline(always)]
    unsafe fn add(self, other: Self) -> Self {
        Quad(unsafe { vaddq_f32(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn sub(self, other: Self) -> Self {
        Quad(unsafe { vsubq_f32(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn mul(self, other: Self) -> Self {
        Quad(unsafe { vmulq_f32(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn plus_product(self, a: Self, b: Self) -> Self {
        Quad(unsafe { vfmaq_f32(self.0, a.0, b.0) })
    }

    #[inline(always)]
    unsafe fn max(self, other: Self) -> Self {
        Quad(unsafe { vmaxq_f32(self.0, other.0) })
    }

    #[inline(always)]
    unsafe fn sum(self) -> f32 {
        unsafe { vaddvq_f32(self.0) }
    }

    #[inline(always)]
    unsafe fn largest(self) -> f32 {
        unsafe { vmaxvq_f32(self.0) }
    }

    #[inline(always)]
    unsafe fn first_equal(self, other: Self) -> usize {
        unsafe {
            // One byte of ones for each equal lane.
            let equal = vmovn_u16(vcombine_u16(vmovn_u32(vceqq_f32(self.0, other.0)), vdup_n_u16(0)));
            vget_lane_u64::<0>(vreinterpret_u64_u8(equal)).trailing_zeros() as usize / 8
        }
    }
}
