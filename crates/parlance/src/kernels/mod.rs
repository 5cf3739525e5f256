//! The arithmetic: layers over many rows at once, with the widest vector instructions that the processor has.
//!
//! All kernels are one generic source (`generic`) over a vector type; they differ in the order of additions only.
//! This is the only room with `unsafe` code: intrinsics, and pointers in the innermost loops.
#![allow(unsafe_code)]

#[cfg_attr(not(all(target_arch = "x86_64", target_os = "linux")), path = "no_amx.rs")]
mod amx;
mod choice;
#[cfg(all(target_arch = "x86_64", target_os = "linux"))]
mod digits;
mod entry;
mod gather;
mod generic;
mod layers;
#[cfg(target_arch = "aarch64")]
mod neon;
mod numbers;
mod pairs;
mod portable;
mod vector;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use choice::Kernel;
pub(crate) use gather::gather;
pub(crate) use layers::{Affine, Hidden, Maxout, Rows};
pub(crate) use numbers::Numbers;

#[cfg(test)]
mod tests;
