//! The kernels compiled for each instruction set, and the call of the right one.

use super::generic::{self, Input, Norm, Output, Weights};
use super::pairs::{self, Pairs, Scratch};

/// The generic kernels for one vector type, compiled with the features that it needs.
macro_rules! entries {
    ($name:ident, $vector:ty, $rows:literal $(, $features:literal)?) => {
        /// # Safety
        /// The processor has the instruction set; the rest as for the functions of `generic`.
        pub(super) mod $name {
            use super::*;

            $(#[target_feature(enable = $features)])?
            pub unsafe fn affine(layer: Weights, input: Input, output: Output) {
                // SAFETY: the caller's.
                unsafe { generic::affine::<$vector, $rows>(layer, input, output) }
            }

            $(#[target_feature(enable = $features)])?
            pub unsafe fn affine_of_one(layer: Weights, input: *const f32, output: *mut f32) {
                // SAFETY: the caller's.
                unsafe { generic::affine_of_one::<$vector>(layer, input, output) }
            }

            $(#[target_feature(enable = $features)])?
            pub unsafe fn maxout(layer: Weights, norm: Norm, input: Input, before: Input, output: *mut f32) {
                // SAFETY: the caller's.
                unsafe { generic::maxout::<$vector, $rows>(layer, norm, input, before, output) }
            }

            $(#[target_feature(enable = $features)])?
            pub unsafe fn maxout_of_pairs(
                pairs: &Pairs,
                scratch: &mut Scratch,
                width: usize,
                norm: Norm,
                input: Input,
                before: Input,
                output: *mut f32,
            ) {
                // SAFETY: the caller's.
                unsafe { pairs::maxout::<$vector, $rows>(pairs, scratch, width, norm, input, before, output) }
            }

            $(#[target_feature(enable = $features)])?
            pub unsafe fn hidden(features: &[*const f32], bias: *const f32, pieces: usize, width: usize, output: *mut f32) {
                // SAFETY: the caller's.
                unsafe { generic::hidden::<$vector>(features, bias, pieces, width, output) }
            }

            $(#[target_feature(enable = $features)])?
            pub unsafe fn best(scores: *const f32, allowed: *const f32, count: usize) -> usize {
                // SAFETY: the caller's.
                unsafe { generic::best::<$vector>(scores, allowed, count) }
            }
        }
    };
}

entries!(portable, crate::kernels::portable::Four, 4);
#[cfg(target_arch = "x86_64")]
entries!(avx2, crate::kernels::x86::Eight, 4, "avx2,fma");
#[cfg(target_arch = "x86_64")]
entries!(avx512, crate::kernels::x86::Sixteen, 8, "avx512f");
#[cfg(target_arch = "aarch64")]
entries!(neon, crate::kernels::neon::Quad, 8, "neon");

/// Calls a kernel of the instruction set chosen.
///
/// # Safety
/// A `Kernel` other than `Portable` exists only where the processor has its instructions; the rest as for the callee.
macro_rules! run {
    ($kernel:expr, $function:ident($($argument:expr),* $(,)?)) => {
        match $kernel {
            #[cfg(target_arch = "x86_64")]
            Kernel::Amx | Kernel::Avx512 => $crate::kernels::entry::avx512::$function($($argument),*),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => $crate::kernels::entry::avx2::$function($($argument),*),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => $crate::kernels::entry::neon::$function($($argument),*),
            _ => $crate::kernels::entry::portable::$function($($argument),*),
        }
    };
}

pub(super) use run;
