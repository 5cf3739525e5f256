//! Single layers of the usual shapes with made-up weights, to measure the kernels by themselves. No promise is made about them.

use crate::kernels::{Affine, Kernel, Maxout, Numbers, Rows};

/// A layer, rows for it, and room for what it gives.
#[derive(Debug)]
pub struct Layer {
    kind: Kind,
    input: Numbers,
    output: Numbers,
}

#[derive(Debug)]
enum Kind {
    Window(Maxout),
    Affine(Affine),
}

/// Width of a token's vector, and pieces of a maxout layer, in the small pipelines.
const WIDTH: usize = 96;
const PIECES: usize = 3;

/// What a layer is measured on: a number of no shape in particular.
pub const ROWS: usize = 1000;

/// The kernels that the processor has.
pub fn kernels() -> impl Iterator<Item = &'static str> {
    Kernel::available().map(Kernel::name)
}

impl Layer {
    /// A window layer of a tok2vec network; `None` where the processor has no such kernel.
    pub fn window(kernel: &str) -> Option<Layer> {
        let (kernel, inputs) = (named(kernel)?, 3 * WIDTH);
        let (weights, bias) = (numbers(WIDTH * PIECES * inputs), numbers(WIDTH * PIECES));
        let shape = [WIDTH, PIECES, inputs];
        let layer = Maxout::new(kernel, shape, WIDTH, &weights, &bias, numbers(WIDTH), numbers(WIDTH))?;
        Some(Layer::of(Kind::Window(layer), (ROWS + 2) * WIDTH, ROWS * WIDTH))
    }

    /// What a parser computes for every token, for all features at once.
    pub fn features(kernel: &str) -> Option<Layer> {
        let (inputs, outputs) = (64, 1024);
        let layer = Affine::new(named(kernel)?, inputs, outputs, &numbers(inputs * outputs), &[]);
        Some(Layer::of(Kind::Affine(layer), ROWS * inputs, ROWS * outputs))
    }

    fn of(kind: Kind, inputs: usize, outputs: usize) -> Layer {
        let mut output = Numbers::default();
        output.grow(outputs);
        Layer { kind, input: numbers(inputs).into_iter().collect(), output }
    }

    /// Runs the layer over its rows; gives one of the numbers, so that the work is not for nothing.
    pub fn run(&mut self) -> f32 {
        let Layer { kind, input, output } = self;
        match kind {
            Kind::Window(layer) => {
                let before = Rows { data: input, stride: WIDTH, count: ROWS };
                layer.apply(before, Some(before), output);
            }
            Kind::Affine(layer) => {
                let rows = Rows { data: input, stride: layer.inputs, count: ROWS };
                layer.apply(rows, output, layer.width);
            }
        }
        output[ROWS]
    }
}

fn named(kernel: &str) -> Option<Kernel> {
    Kernel::available().find(|known| known.name() == kernel)
}

/// Numbers between -1 and 1 without an order.
fn numbers(count: usize) -> Vec<f32> {
    (0..count as u32).map(|i| i.wrapping_mul(0x9e37_79b9) as i32 as f32 / i32::MAX as f32).collect()
}
