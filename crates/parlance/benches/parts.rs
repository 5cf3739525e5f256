//! Times of the parts: what loading takes, what each component adds, and the kernels by themselves.

use divan::{Bencher, counter::ItemsCount};
use parlance::parts::{Layer, ROWS};
use parlance_benches::{folder, pipeline, text};

fn main() {
    divan::main();
}

#[divan::bench]
fn load() -> parlance::Pipeline {
    parlance::Pipeline::load(&folder()).expect("a sound pipeline")
}

/// From the tokenizer alone to all components: the items are tokens.
#[divan::bench(args = [
    "tokenizer",
    "tok2vec tagger",
    "tok2vec tagger parser",
    "tok2vec tagger parser attribute_ruler lemmatizer",
    "ner",
    "tok2vec tagger parser attribute_ruler lemmatizer ner",
])]
fn annotate(bencher: Bencher, components: &str) {
    let (pipeline, text) = (pipeline(&components.split(' ').collect::<Vec<_>>()), text());
    let tokens = pipeline.annotate(&text).len();
    bencher.counter(ItemsCount::new(tokens)).bench(|| pipeline.annotate(&text));
}

/// The same with caches that know nothing: a clone of a pipeline keeps its caches, so it is loaded anew.
#[divan::bench(sample_count = 10)]
fn annotate_cold(bencher: Bencher) {
    let text = text();
    bencher.with_inputs(|| pipeline(&["tokenizer"])).bench_values(|pipeline| pipeline.annotate(&text));
}

/// One layer for `ROWS` tokens: the items are tokens.
#[divan::bench(args = ["amx", "avx512", "avx2", "neon", "portable"])]
fn window(bencher: Bencher, kernel: &str) {
    let Some(mut layer) = Layer::window(kernel) else { return };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| layer.run());
}

#[divan::bench(args = ["amx", "avx512", "avx2", "neon", "portable"])]
fn features(bencher: Bencher, kernel: &str) {
    let Some(mut layer) = Layer::features(kernel) else { return };
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| layer.run());
}
