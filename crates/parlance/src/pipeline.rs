//! A loaded pipeline: from a folder of files to annotated texts.

use crate::annotate::{self, Parts, Workspace};
use crate::components;
use crate::config::Config;
use crate::doc::Doc;
use crate::error::LoadError;
use crate::files::Folder;
use crate::labels::Labels;
use crate::lexeme::Norms;
use crate::tokenizer::Tokenizer;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A spaCy pipeline, loaded and ready. Cheap to clone; may be shared between threads.
#[derive(Debug, Clone)]
pub struct Pipeline {
    shared: Arc<Shared>,
}

/// Which pipeline this is, from its `meta.json`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Meta {
    /// The language's code, such as `en`.
    pub lang: String,
    /// The pipeline's name without the language, such as `core_web_sm`.
    pub name: String,
    /// The pipeline's own version.
    pub version: String,
    /// The versions of spaCy it was made for, such as `>=3.7.2,<3.8.0`.
    #[serde(default)]
    pub spacy_version: String,
}

#[derive(Debug)]
struct Shared {
    meta: Meta,
    parts: Parts,
    unknown: Vec<String>,
    /// Workspaces that no thread uses at the moment.
    idle: Mutex<Vec<Workspace>>,
}

impl Pipeline {
    /// Loads a pipeline from its folder, or from a folder that has one inside, such as an unpacked package.
    ///
    /// # Errors
    /// When a file is missing, cut short or not of the expected shape; the error names it.
    pub fn load(path: &Path) -> Result<Pipeline, LoadError> {
        let folder = Folder::find(path)?;
        let config = Config::read(&folder.read("config.cfg")?)?;
        let meta: Meta = folder.read("meta.json")?.json()?;
        let tokenizer = Tokenizer::read(&folder.read("tokenizer")?)?;
        let norms = folder.read_if_there("vocab/lookups.bin")?.map(|file| Norms::read(&file)).transpose()?;
        let mut labels = Labels::new();
        let (components, unknown) = components::read(&folder, &config, &meta.lang, &mut labels)?;
        let parts = Parts { tokenizer, norms: norms.unwrap_or_default(), components, labels: Arc::new(labels) };
        Ok(Pipeline { shared: Arc::new(Shared { meta, parts, unknown, idle: Mutex::default() }) })
    }

    /// Which pipeline this is.
    pub fn meta(&self) -> &Meta {
        &self.shared.meta
    }

    /// The components of the pipeline that this crate does not know; they are left out.
    pub fn unknown_components(&self) -> &[String] {
        &self.shared.unknown
    }

    /// Annotates one text, on the calling thread.
    ///
    /// A text of more than one GiB is cut there; [`Doc::text`] is what was annotated.
    pub fn annotate(&self, text: &str) -> Doc {
        let mut workspace = self.take_workspace();
        let doc = annotate::annotate(&self.shared.parts, text, &mut workspace);
        self.idle().push(workspace);
        doc
    }

    /// Annotates texts one after the other as they are asked for, in the order given.
    pub fn annotate_all<I>(&self, texts: I) -> impl Iterator<Item = Doc>
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let pipeline = self.clone();
        texts.into_iter().map(move |text| pipeline.annotate(&text.into()))
    }

    fn take_workspace(&self) -> Workspace {
        self.idle().pop().unwrap_or_default()
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        // A thread that panicked took its workspace with it: those in the list are sound.
        self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
