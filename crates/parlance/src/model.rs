//! A component's `model` file: the layers of its network with their weights, found by layer name.

use crate::error::LoadError;
use crate::files::File;
use crate::msgpack::{self, Value};

/// The layers of a network in the order of the file, which is breadth first.
pub(crate) struct Model<'f> {
    file: &'f File,
    layers: Vec<Layer<'f>>,
}

/// One layer: its name, settings and weights.
pub(crate) struct Layer<'f> {
    file: &'f File,
    index: usize,
    name: &'f str,
    settings: Vec<(&'f str, Value<'f>)>,
    weights: Vec<(&'f str, Value<'f>)>,
}

/// Numbers in rows: the last dimension is contiguous.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Array {
    pub shape: Vec<usize>,
    pub data: Vec<f32>,
}

/// The layers that this crate computes, and those that only carry numbers from one to the next.
const LAYERS: &[&str] = &[
    "dropout",
    "expand_window",
    "extract_features",
    "hashembed",
    "ints-getitem",
    "layernorm",
    "linear",
    "list2array",
    "list2ragged",
    "maxout",
    "parser_model",
    "precomputable_affine",
    "ragged2list",
    "softmax",
    "static_vectors",
    "tok2vec-listener",
];

/// The name of a layer made of others shows how they are joined.
const JOINED: [&str; 3] = [">>", "|", "("];

impl<'f> Model<'f> {
    pub fn read(file: &'f File) -> Result<Model<'f>, LoadError> {
        let root = file.msgpack()?;
        let part = |name: &str| match root.get(name).and_then(Value::list) {
            Some(list) => Ok(list.to_vec()),
            None => Err(file.error(name, "no such list in the model")),
        };
        let (nodes, settings, weights) = (part("nodes")?, part("attrs")?, part("params")?);
        if settings.len() != nodes.len() || weights.len() != nodes.len() {
            return Err(file.error(
                "",
                format!(
                    "{} layers, {} attrs, {} params: the numbers differ",
                    nodes.len(),
                    settings.len(),
                    weights.len()
                ),
            ));
        }
        let mut layers = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let name = node.get("name").and_then(Value::text);
            let name = name.ok_or_else(|| file.error(format!("layer {index}"), "no name"))?;
            if !LAYERS.contains(&name) && !JOINED.iter().any(|joint| name.contains(joint)) {
                return Err(
                    file.error(format!("layer {index}"), format!("this crate does not compute `{name}` layers"))
                );
            }
            let (settings, weights) = (pairs(&settings[index]), pairs(&weights[index]));
            layers.push(Layer { file, index, name, settings: unpacked(file, index, settings)?, weights });
        }
        Ok(Model { file, layers })
    }

    /// The layers of this name, in order.
    pub fn layers(&self, name: &str) -> Vec<&Layer<'f>> {
        self.layers.iter().filter(|layer| layer.name == name).collect()
    }

    /// The layer of this name; of several the first.
    pub fn layer(&self, name: &str) -> Result<&Layer<'f>, LoadError> {
        self.layers.iter().find(|layer| layer.name == name).ok_or_else(|| self.error(format!("no layer `{name}`")))
    }

    /// Whether a layer has this name.
    pub fn has(&self, name: &str) -> bool {
        self.layers.iter().any(|layer| layer.name == name)
    }

    /// The first value of a setting, whichever layer has it.
    pub fn setting(&self, name: &str) -> Option<&Value<'f>> {
        self.layers.iter().find_map(|layer| layer.setting(name))
    }

    /// All values of a setting.
    pub fn settings(&self, name: &str) -> impl Iterator<Item = &Value<'f>> {
        self.layers.iter().filter_map(move |layer| layer.setting(name))
    }

    pub fn error(&self, reason: impl ToString) -> LoadError {
        self.file.error("", reason)
    }
}

impl<'f> Layer<'f> {
    pub fn setting(&self, name: &str) -> Option<&Value<'f>> {
        self.settings.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// A setting that is a whole number from zero up.
    pub fn number(&self, name: &str) -> Result<u64, LoadError> {
        self.setting(name).and_then(Value::unsigned).ok_or_else(|| self.error(format!("no number `{name}`")))
    }

    /// The weights of this name, with this many dimensions.
    pub fn array(&self, name: &str, dimensions: usize) -> Result<Array, LoadError> {
        let value = self.weights.iter().find(|(key, _)| *key == name).map(|(_, value)| value);
        let value = value.ok_or_else(|| self.error(format!("no weights `{name}`")))?;
        let shape = self.shape(name, value)?;
        if shape.len() != dimensions {
            return Err(self.error(format!("weights `{name}` have {} dimensions, not {dimensions}", shape.len())));
        }
        if value.get("type").and_then(Value::text) != Some("<f4") {
            return Err(self.error(format!("weights `{name}` are not 32-bit floats")));
        }
        let bytes = value.get("data").and_then(Value::bytes).unwrap_or_default();
        let wanted = shape.iter().try_fold(4usize, |product, size| product.checked_mul(*size));
        if wanted != Some(bytes.len()) {
            return Err(self.error(format!("weights `{name}` of shape {shape:?} have {} bytes", bytes.len())));
        }
        Ok(Array { shape, data: floats(bytes) })
    }

    /// The weights of this name, with exactly this shape.
    pub fn array_of(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, LoadError> {
        let array = self.array(name, shape.len())?;
        if array.shape != shape {
            return Err(self.error(format!("weights `{name}` have shape {:?}, not {shape:?}", array.shape)));
        }
        Ok(array.data)
    }

    pub fn error(&self, reason: impl ToString) -> LoadError {
        self.file.error(format!("layer {} `{}`", self.index, self.name), reason)
    }

    fn shape(&self, name: &str, value: &Value) -> Result<Vec<usize>, LoadError> {
        let sizes = value.get("shape").and_then(Value::list).unwrap_or_default();
        let shape: Option<Vec<usize>> = sizes.iter().map(|size| usize::try_from(size.unsigned()?).ok()).collect();
        shape.ok_or_else(|| self.error(format!("weights `{name}` have no shape")))
    }
}

/// Little-endian 32-bit floats.
pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]])).collect()
}

fn pairs<'f>(value: &Value<'f>) -> Vec<(&'f str, Value<'f>)> {
    let pairs = value.map().unwrap_or_default();
    pairs.iter().filter_map(|(key, value)| Some((key.text()?, value.clone()))).collect()
}

/// Settings are kept as MessagePack inside the MessagePack.
fn unpacked<'f>(
    file: &File,
    index: usize,
    settings: Vec<(&'f str, Value<'f>)>,
) -> Result<Vec<(&'f str, Value<'f>)>, LoadError> {
    let unpack = |(name, value): (&'f str, Value<'f>)| match value {
        Value::Bytes(bytes) => match msgpack::parse(bytes) {
            Ok(value) => Ok((name, value)),
            Err(malformed) => Err(file.error(format!("layer {index}, setting `{name}`"), malformed)),
        },
        value => Ok((name, value)),
    };
    settings.into_iter().map(unpack).collect()
}
