//! Which kernel runs: the best that the processor has, or the one that an environment variable names.

use super::amx;

/// Names a kernel for tests and measurements: `amx`, `avx512`, `avx2`, `neon` or `portable`.
const VARIABLE: &str = "PARLANCE_KERNEL";

/// A set of vector instructions. A value other than `Portable` exists only where the processor has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kernel {
    /// AVX-512, and the matrix unit for layers over many rows.
    Amx,
    Avx512,
    Avx2,
    Neon,
    Portable,
}

/// All kernels with their names, best first.
const KERNELS: &[(&str, Kernel)] = &[
    ("amx", Kernel::Amx),
    ("avx512", Kernel::Avx512),
    ("avx2", Kernel::Avx2),
    ("neon", Kernel::Neon),
    ("portable", Kernel::Portable),
];

impl Kernel {
    /// The kernel that the environment names, if the processor has it, else the best one.
    pub fn choose() -> Kernel {
        let named = std::env::var(VARIABLE).ok();
        let found = Kernel::available().find(|kernel| Some(kernel.name()) == named.as_deref());
        found.or_else(|| Kernel::available().next()).unwrap_or(Kernel::Portable)
    }

    /// All that the processor has, best first.
    pub fn available() -> impl Iterator<Item = Kernel> {
        KERNELS.iter().map(|(_, kernel)| *kernel).filter(|kernel| kernel.is_available())
    }

    pub fn name(self) -> &'static str {
        KERNELS.iter().find(|(_, kernel)| *kernel == self).map_or("", |(name, _)| name)
    }

    fn is_available(self) -> bool {
        match self {
            Kernel::Amx => amx::is_available(),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => is_x86_feature_detected!("avx512f"),
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma"),
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => std::arch::is_aarch64_feature_detected!("neon"),
            Kernel::Portable => true,
            #[allow(unreachable_patterns)]
            _ => false,
        }
    }

    /// Numbers in one vector.
    pub fn lanes(self) -> usize {
        match self {
            Kernel::Amx | Kernel::Avx512 => 16,
            Kernel::Avx2 => 8,
            Kernel::Neon | Kernel::Portable => 4,
        }
    }
}
