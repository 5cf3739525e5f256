//! Instructions that the kernels take, counted by valgrind, which knows AVX2 but neither AVX-512 nor AMX.

use gungraun::{library_benchmark, library_benchmark_group, main};
use parlance::parts::Layer;
use std::hint::black_box;

#[library_benchmark]
#[bench::portable(args = ("portable",), setup = Layer::window)]
#[bench::avx2(args = ("avx2",), setup = Layer::window)]
fn window(layer: Option<Layer>) -> Option<f32> {
    black_box(layer).map(|mut layer| layer.run())
}

#[library_benchmark]
#[bench::portable(args = ("portable",), setup = Layer::features)]
#[bench::avx2(args = ("avx2",), setup = Layer::features)]
fn features(layer: Option<Layer>) -> Option<f32> {
    black_box(layer).map(|mut layer| layer.run())
}

library_benchmark_group!(name = kernels, benchmarks = [window, features]);
main!(library_benchmark_groups = kernels);
