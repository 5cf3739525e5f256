//! What a vector of numbers must be able to do, so that the kernels can be written once.

/// A vector of `LANES` numbers in one register.
///
/// # Safety
/// Every method may use instructions of its instruction set: call them only inside a function that is
/// compiled for that set, on a processor that has it.
pub(super) trait Vector: Copy {
    const LANES: usize;

    unsafe fn splat(value: f32) -> Self;
    /// # Safety
    /// `LANES` numbers must be readable at `from`, at any alignment.
    unsafe fn load(from: *const f32) -> Self;
    /// # Safety
    /// `LANES` numbers must be writable at `to`, at any alignment.
    unsafe fn store(self, to: *mut f32);
    unsafe fn add(self, other: Self) -> Self;
    unsafe fn sub(self, other: Self) -> Self;
    unsafe fn mul(self, other: Self) -> Self;
    /// `self + a * b`
    unsafe fn plus_product(self, a: Self, b: Self) -> Self;
    unsafe fn max(self, other: Self) -> Self;
    /// The sum of all lanes.
    unsafe fn sum(self) -> f32;
    /// The largest lane.
    unsafe fn largest(self) -> f32;
    /// The first lane equal to that of the other vector; `LANES` or more if there is none.
    unsafe fn first_equal(self, other: Self) -> usize;
}
