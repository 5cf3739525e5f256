//! A loaded pipeline: from a folder of files to annotated texts.

use crate::annotate::{self, Parts, Workspace};
use crate::components;
use crate::config::Config;
use crate::doc::Doc;
use crate::error::LoadError;
use crate::files::Folder;
use crate::labels::Labels;
use crate::lexeme::Norms;
use crate::parallel;
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
    /// ```
    /// use parlance::Pipeline;
    ///
    /// let error = Pipeline::load("no/such/folder".as_ref()).expect_err("there is none");
    /// assert!(error.is_missing());
    /// ```
    ///
    /// # Errors
    /// When a file is missing, cut short or not of the expected shape; the error names it.
    pub fn load(path: &Path) -> Result<Pipeline, LoadError> {
        Pipeline::load_without(path, &[])
    }

    /// Loads a pipeline without some of its components, by their names: texts are annotated faster if names of people
    /// and places, say, are not asked for.
    ///
    /// ```no_run
    /// let pipeline = parlance::Pipeline::load_without("en_core_web_sm-3.8.0".as_ref(), &["ner", "lemmatizer"])?;
    /// # Ok::<(), parlance::LoadError>(())
    /// ```
    ///
    /// # Errors
    /// As [`Pipeline::load`]; and when a component is left out that another one needs.
    pub fn load_without(path: &Path, without: &[&str]) -> Result<Pipeline, LoadError> {
        let folder = Folder::find(path)?;
        let config = Config::read(&folder.read("config.cfg")?)?;
        let file = folder.read("meta.json")?;
        let meta: Meta = file.json()?;
        if !is_for_version_3(&meta.spacy_version) {
            let made_for = format!("made for spaCy {}, and this crate runs pipelines of version 3", meta.spacy_version);
            return Err(file.error("spacy_version", made_for));
        }
        let tokenizer = Tokenizer::read(&folder.read("tokenizer")?)?;
        let norms = folder.read_if_there("vocab/lookups.bin")?.map(|file| Norms::read(&file)).transpose()?;
        let mut labels = Labels::new();
        let (components, unknown) = components::read(&folder, &config, &meta.lang, without, &mut labels)?;
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
    /// ```no_run
    /// # let pipeline = parlance::Pipeline::load("en_core_web_sm-3.8.0".as_ref())?;
    /// let doc = pipeline.annotate("The ferry is late.");
    /// let root = doc.tokens().find(|token| token.dep() == "ROOT").expect("a sentence has a root");
    /// assert_eq!((root.text(), root.lemma(), root.tag()), ("is", "be", "VBZ"));
    /// assert_eq!(root.children().map(|child| child.text()).collect::<Vec<_>>(), ["ferry", "late", "."]);
    /// # Ok::<(), parlance::LoadError>(())
    /// ```
    ///
    /// A text of more than one GiB is cut there; [`Doc::text`] is what was annotated.
    pub fn annotate(&self, text: &str) -> Doc {
        self.annotate_batch(&[text]).pop().unwrap_or_else(|| Doc::new("", self.shared.parts.labels.clone()))
    }

    /// Annotates texts together, on the calling thread: the same as one by one, but short texts take less time.
    pub fn annotate_batch<T: AsRef<str>>(&self, texts: &[T]) -> Vec<Doc> {
        let mut workspace = self.idle().pop().unwrap_or_default();
        let mut docs = Vec::with_capacity(texts.len());
        let mut rest = texts;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(batch_len(rest.iter().map(|text| text.as_ref().len())));
            let now: Vec<&str> = now.iter().map(AsRef::as_ref).collect();
            docs.append(&mut annotate::annotate(&self.shared.parts, &now, &mut workspace));
            rest = later;
        }
        self.idle().push(workspace);
        docs
    }

    /// Annotates texts on all cores, as they are asked for and in the order given. See [`Pipeline::annotate_each`].
    ///
    /// ```no_run
    /// # let pipeline = parlance::Pipeline::load("en_core_web_sm-3.8.0".as_ref())?;
    /// let lines = std::io::stdin().lines().map_while(Result::ok);
    /// for doc in pipeline.annotate_all(lines) {
    ///     println!("{} tokens in {} sentences", doc.len(), doc.sentences().count());
    /// }
    /// # Ok::<(), parlance::LoadError>(())
    /// ```
    pub fn annotate_all<I>(&self, texts: I) -> impl Iterator<Item = Doc> + use<I>
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        self.annotate_each(texts.into_iter().map(|text| ((), text.into())), threads, |(), doc| doc)
    }

    /// Annotates texts on so many threads and gives what `work`, which runs there too, makes of each one and of what
    /// came with it, in the order given.
    ///
    /// Texts are taken from the iterator only a few batches ahead, so memory is bounded however many there are.
    pub fn annotate_each<I, K, T, W>(
        &self,
        texts: I,
        threads: usize,
        work: W,
    ) -> impl Iterator<Item = T> + use<I, K, T, W>
    where
        I: IntoIterator<Item = (K, String)>,
        K: Send + 'static,
        T: Send + 'static,
        W: Fn(K, Doc) -> T + Send + Sync + 'static,
    {
        let pipeline = self.clone();
        let annotate = move |(keys, texts): (Vec<K>, Vec<String>)| {
            let docs = pipeline.annotate_batch(&texts);
            keys.into_iter().zip(docs).map(|(key, doc)| work(key, doc)).collect::<Vec<T>>()
        };
        parallel::map(Batches { texts: texts.into_iter() }, threads, annotate).flatten()
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Workspace>> {
        // A thread that panicked took its workspace with it: those in the list are sound.
        self.shared.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether a range of versions such as `>=3.7.2,<3.8.0` begins with version 3, or says nothing.
fn is_for_version_3(range: &str) -> bool {
    let least = range.split(',').map(str::trim).find(|bound| !bound.starts_with(['<', '!']));
    least.is_none_or(|bound| {
        bound.trim_start_matches(['>', '=', '~', '^', ' ']).split('.').next() == Some("3") || bound.is_empty()
    })
}

/// Bytes of text annotated together, some four thousand tokens.
const BATCH: usize = 24_000;

/// How many of these texts make a batch: at least one.
fn batch_len(lengths: impl Iterator<Item = usize>) -> usize {
    let mut total = 0;
    let fit = lengths.take_while(|length| {
        total += length;
        total <= BATCH
    });
    fit.count().max(1)
}

/// Texts in lists, each large enough for a batch.
struct Batches<I> {
    texts: I,
}

impl<K, I: Iterator<Item = (K, String)>> Iterator for Batches<I> {
    type Item = (Vec<K>, Vec<String>);

    fn next(&mut self) -> Option<Self::Item> {
        let (mut keys, mut texts, mut total) = (Vec::new(), Vec::new(), 0);
        while total < BATCH {
            let Some((key, text)) = self.texts.next() else { break };
            total += text.len();
            keys.push(key);
            texts.push(text);
        }
        (!texts.is_empty()).then_some((keys, texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pipelines_of_another_major_version_are_told_apart() {
        for range in ["", ">=3.7.2,<3.8.0", "<3.2.0,>=3.1.0", "~=3.0", "==3.8.18"] {
            assert!(is_for_version_3(range), "{range}");
        }
        for range in [">=2.3.0,<2.4.0", ">=4.0.0,<5.0.0", "2.0", ">=30.1"] {
            assert!(!is_for_version_3(range), "{range}");
        }
    }

    #[test]
    fn a_batch_has_one_text_at_least() {
        assert_eq!(batch_len([BATCH + 1, 5].into_iter()), 1);
        assert_eq!(batch_len([5, BATCH].into_iter()), 1);
        assert_eq!(batch_len([5, 6, 7].into_iter()), 3);
    }
}
