//! Which kernel runs: the best that the processor has, or the one that an environment variable names.

/// Names a kernel for tests and measurements: `avx512`, `avx2`, `neon` or `portable`.
const VARIABLE: &str = "PARLANCE_KERNEL";

/// A set of vector instructions. A value other than `Portable` exists only where the processor has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kernel {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Kernel {
    /// The kernel that the environment names, else the best one.
    pub fn choose() -> Kernel {
        let named = std::env::var(VARIABLE).ok();
        let available = Kernel::available();
        let found = available.iter().find(|kernel| Some(kernel.name()) == named.as_deref());
        *found.or(available.first()).unwrap_or(&Kernel::Portable)
    }

    /// The kernels that this processor can run, best first.
    pub fn available() -> Vec<Kernel> {
        let mut available = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                available.push(Kernel::Avx512);
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                available.push(Kernel::Avx2);
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            available.push(Kernel::Neon);
        }
        available.push(Kernel::Portable);
        available
    }

    pub fn name(self) -> &'static str {
        match self {
            Kernel::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => "avx512",
            #[cfg(target_arch = "aarch64")]
            Kernel::Neon => "neon",
        }
    }

    /// Numbers in one vector.
    pub fn lanes(self) -> usize {
        match self {
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx2 => 8,
            #[cfg(target_arch = "x86_64")]
            Kernel::Avx512 => 16,
            _ => 4,
        }
    }
}
