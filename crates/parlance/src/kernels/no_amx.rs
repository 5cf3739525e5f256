//! Stands in for the matrix unit where there is none.

use super::generic::{Input, Norm, Output};

/// There are none.
#[derive(Debug, Clone)]
pub(super) enum Tiles {}

pub(super) fn is_available() -> bool {
    false
}

impl Tiles {
    pub fn new(_inputs: usize, _row: usize, _columns: usize, _weight: impl Fn(usize, usize) -> f32) -> Option<Tiles> {
        None
    }
}

pub(super) unsafe fn affine(tiles: &Tiles, _bias: *const f32, _input: Input, _output: Output) {
    match *tiles {}
}

pub(super) unsafe fn maxout(
    tiles: &Tiles,
    _bias: *const f32,
    _width: usize,
    _norm: Norm,
    _input: Input,
    _before: Input,
    _output: *mut f32,
) {
    match *tiles {}
}
