//! The closed set of names a pipeline can give a token: tags, parts of speech, morphology, relations, entity types.

use std::collections::HashMap;

/// A name from the pipeline's `Labels`; the default is the empty name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Label(pub u32);

/// Every name of a pipeline once, numbered as they were met while loading.
#[derive(Debug)]
pub(crate) struct Labels {
    names: Vec<Box<str>>,
    numbers: HashMap<Box<str>, Label>,
}

impl Label {
    /// No name: what a token has before a component gives it one.
    pub const NONE: Label = Label(0);
}

impl Labels {
    pub fn new() -> Labels {
        let mut labels = Labels { names: Vec::new(), numbers: HashMap::new() };
        labels.add("");
        labels
    }

    /// The label of a name, a new one if it was not there.
    pub fn add(&mut self, name: &str) -> Label {
        if let Some(label) = self.numbers.get(name) {
            return *label;
        }
        let label = Label(self.names.len() as u32);
        self.names.push(name.into());
        self.numbers.insert(name.into(), label);
        label
    }

    pub fn find(&self, name: &str) -> Option<Label> {
        self.numbers.get(name).copied()
    }

    pub fn name(&self, label: Label) -> &str {
        &self.names[label.0 as usize]
    }

    /// Every label with its name.
    pub fn all(&self) -> impl Iterator<Item = (Label, &str)> {
        self.names.iter().enumerate().map(|(number, name)| (Label(number as u32), &**name))
    }

    pub fn len(&self) -> usize {
        self.names.len()
    }
}
