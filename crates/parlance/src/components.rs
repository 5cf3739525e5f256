//! The components of a pipeline: which there are, in which order, and what each one reads from its folder.

use crate::attribute_ruler::AttributeRuler;
use crate::config::Config;
use crate::error::LoadError;
use crate::files::{File, Folder};
use crate::kernels::Kernel;
use crate::labels::{Label, Labels};
use crate::lemmatizer::Lemmatizer;
use crate::model::Model;
use crate::network::tagger::Classifier;
use crate::network::tok2vec::Tok2Vec;
use crate::network::vectors::Vectors;
use crate::transition::ner::Recogniser;
use crate::transition::parser::Parser;
use std::sync::Arc;

/// One step of a pipeline.
#[derive(Debug)]
pub(crate) enum Component {
    /// Vectors for the components that listen to them.
    SharedVectors(Tok2Vec),
    Tagger(Source, Classifier, Vec<Label>),
    /// Each label is a part of speech and morphological features.
    Morphologizer(Source, Classifier, Vec<(Label, Label)>),
    /// Of its two labels the second starts a sentence.
    SentenceStarts(Source, Classifier),
    Parser(Source, Parser),
    Recogniser(Source, Recogniser),
    AttributeRuler(AttributeRuler),
    Lemmatizer(Lemmatizer),
}

/// Where a component's token vectors come from.
#[derive(Debug)]
pub(crate) enum Source {
    /// From the component of this number.
    Shared(usize),
    Own(Box<Tok2Vec>),
}

/// What loading a component needs.
struct Loader<'l> {
    kernel: Kernel,
    folder: &'l Folder,
    config: &'l Config,
    language: &'l str,
    labels: &'l mut Labels,
    vectors: Option<Arc<Vectors>>,
    /// The number and width of the component with shared vectors, once it is loaded.
    shared: Option<(usize, usize)>,
}

#[derive(serde::Deserialize)]
struct TaggerSettings {
    labels: Vec<String>,
}

#[derive(serde::Deserialize)]
struct MorphologizerSettings {
    /// Label to its morphological features, in the order of the scores.
    labels_morph: serde_json::Map<String, serde_json::Value>,
}

/// Reads every component that runs, in order, without those left out; the names of those that are not known come second.
pub(crate) fn read(
    folder: &Folder,
    config: &Config,
    language: &str,
    without: &[&str],
    labels: &mut Labels,
) -> Result<(Vec<Component>, Vec<String>), LoadError> {
    let vectors = Vectors::read(folder)?.map(Arc::new);
    let mut loader = Loader { kernel: Kernel::choose(), folder, config, language, labels, vectors, shared: None };
    let disabled = config.texts("nlp", "disabled");
    let (mut components, mut unknown, mut lemmatizers) = (Vec::new(), Vec::new(), Vec::new());
    let runs = |name: &String| !disabled.contains(name) && !without.contains(&name.as_str());
    for name in config.texts("nlp", "pipeline").into_iter().filter(runs) {
        if loader.factory(&name) == "lemmatizer" {
            if !Lemmatizer::is_supported(language, &loader.lemmatizer_mode(&name)) {
                unknown.push(name);
                continue;
            }
            lemmatizers.push((components.len() + lemmatizers.len(), name));
            continue;
        }
        let number = components.len() + lemmatizers.len();
        match loader.component(&name, number)? {
            Some(component) => components.push(component),
            None => unknown.push(name),
        }
    }
    // A lemmatizer looks at labels, so it is read when all of them are known.
    for (place, name) in lemmatizers {
        components.insert(place, loader.lemmatizer(&name)?);
    }
    Ok((components, unknown))
}

impl Loader<'_> {
    fn factory(&self, name: &str) -> String {
        self.config.text(&format!("components.{name}"), "factory").unwrap_or_else(|| name.to_string())
    }

    fn component(&mut self, name: &str, number: usize) -> Result<Option<Component>, LoadError> {
        Ok(Some(match self.factory(name).as_str() {
            "tok2vec" => self.shared_vectors(name, number)?,
            "tagger" => self.tagger(name)?,
            "morphologizer" => self.morphologizer(name)?,
            "senter" => self.sentence_starts(name)?,
            "parser" => self.parser(name)?,
            "ner" => self.recogniser(name)?,
            "attribute_ruler" => {
                let file = self.folder.read(&format!("{name}/patterns"))?;
                Component::AttributeRuler(AttributeRuler::read(&file, self.labels)?)
            }
            _ => return Ok(None),
        }))
    }

    fn shared_vectors(&mut self, name: &str, number: usize) -> Result<Component, LoadError> {
        let file = self.folder.read(&format!("{name}/model"))?;
        let network = Tok2Vec::read(self.kernel, &Model::read(&file)?, self.vectors.as_ref())?;
        self.shared = Some((number, network.width));
        Ok(Component::SharedVectors(network))
    }

    fn tagger(&mut self, name: &str) -> Result<Component, LoadError> {
        let settings: TaggerSettings = self.folder.read(&format!("{name}/cfg"))?.json()?;
        let labels: Vec<Label> = settings.labels.iter().map(|label| self.labels.add(label)).collect();
        let file = self.folder.read(&format!("{name}/model"))?;
        let model = Model::read(&file)?;
        let (source, width) = self.source(&file, &model)?;
        Ok(Component::Tagger(source, Classifier::read(self.kernel, &model, width, labels.len())?, labels))
    }

    fn morphologizer(&mut self, name: &str) -> Result<Component, LoadError> {
        let settings: MorphologizerSettings = self.folder.read(&format!("{name}/cfg"))?.json()?;
        let labels = settings.labels_morph.iter().map(|(label, morph)| {
            let pos = label.split('|').find_map(|feature| feature.strip_prefix("POS=")).unwrap_or_default();
            let morph = morph.as_str().filter(|morph| *morph != "_").unwrap_or_default();
            (self.labels.add(pos), self.labels.add(morph))
        });
        let labels: Vec<(Label, Label)> = labels.collect();
        let file = self.folder.read(&format!("{name}/model"))?;
        let model = Model::read(&file)?;
        let (source, width) = self.source(&file, &model)?;
        Ok(Component::Morphologizer(source, Classifier::read(self.kernel, &model, width, labels.len())?, labels))
    }

    fn sentence_starts(&mut self, name: &str) -> Result<Component, LoadError> {
        let file = self.folder.read(&format!("{name}/model"))?;
        let model = Model::read(&file)?;
        let (source, width) = self.source(&file, &model)?;
        Ok(Component::SentenceStarts(source, Classifier::read(self.kernel, &model, width, 2)?))
    }

    fn parser(&mut self, name: &str) -> Result<Component, LoadError> {
        let file = self.folder.read(&format!("{name}/model"))?;
        let model = Model::read(&file)?;
        let (source, width) = self.source(&file, &model)?;
        Ok(Component::Parser(source, Parser::read(self.kernel, self.folder, name, &model, width, self.labels)?))
    }

    fn recogniser(&mut self, name: &str) -> Result<Component, LoadError> {
        let file = self.folder.read(&format!("{name}/model"))?;
        let model = Model::read(&file)?;
        let (source, width) = self.source(&file, &model)?;
        Ok(Component::Recogniser(source, Recogniser::read(self.kernel, self.folder, name, &model, width, self.labels)?))
    }

    fn lemmatizer_mode(&self, name: &str) -> String {
        self.config.text(&format!("components.{name}"), "mode").unwrap_or_else(|| "lookup".to_string())
    }

    fn lemmatizer(&mut self, name: &str) -> Result<Component, LoadError> {
        let mode = self.lemmatizer_mode(name);
        let file = self.folder.read(&format!("{name}/lookups/lookups.bin"))?;
        Ok(Component::Lemmatizer(Lemmatizer::read(&file, self.language, &mode, self.labels)?))
    }

    /// Where a component's vectors come from, and how wide they are.
    fn source(&self, file: &File, model: &Model) -> Result<(Source, usize), LoadError> {
        if model.has("tok2vec-listener") {
            let shared =
                self.shared.ok_or_else(|| file.error("", "listens to a `tok2vec` that the pipeline has not"))?;
            return Ok((Source::Shared(shared.0), shared.1));
        }
        let network = Tok2Vec::read(self.kernel, model, self.vectors.as_ref())?;
        let width = network.width;
        Ok((Source::Own(Box::new(network)), width))
    }
}
