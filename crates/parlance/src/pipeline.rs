//! A loaded pipeline: from a folder of files to annotated texts.

use crate::config::Config;
use crate::doc::Doc;
use crate::error::LoadError;
use crate::files::Folder;
use crate::labels::Labels;
use std::path::Path;
use std::sync::Arc;

/// A spaCy pipeline, loaded and ready. Cheap to clone; may be shared between threads.
#[derive(Debug, Clone)]
pub struct Pipeline {
    parts: Arc<Parts>,
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
struct Parts {
    meta: Meta,
    labels: Arc<Labels>,
    unknown: Vec<String>,
}

impl Pipeline {
    /// Loads a pipeline from its folder, or from a folder that has one inside, such as an unpacked package.
    ///
    /// # Errors
    /// When a file is missing, cut short or not of the expected shape; the error names it.
    pub fn load(path: &Path) -> Result<Pipeline, LoadError> {
        let folder = Folder::find(path)?;
        let _config = Config::read(&folder.read("config.cfg")?)?;
        let meta = folder.read("meta.json")?.json()?;
        let labels = Labels::new();
        Ok(Pipeline { parts: Arc::new(Parts { meta, labels: Arc::new(labels), unknown: Vec::new() }) })
    }

    /// Which pipeline this is.
    pub fn meta(&self) -> &Meta {
        &self.parts.meta
    }

    /// The components of the pipeline that this crate does not know; they are left out.
    pub fn unknown_components(&self) -> &[String] {
        &self.parts.unknown
    }

    /// Annotates one text, on the calling thread.
    pub fn annotate(&self, text: &str) -> Doc {
        Doc::new(text, self.parts.labels.clone())
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
}
