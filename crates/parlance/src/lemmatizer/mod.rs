//! Base forms of words: spaCy's lemmatizers, by tables and rules.

mod french;
mod morphology;
mod rules;
mod spanish;
mod tables;

use crate::attribute_ruler::TokenView;
use crate::error::LoadError;
use crate::files::File;
use crate::labels::{Label, Labels};
use crate::strings::murmur_hash_64a;
use foldhash::HashMap;
use morphology::Kind;
use std::ops::Deref;
use std::sync::Arc;
use tables::Tables;

/// A lemmatizer with its tables, ready to run; shared by all threads.
#[derive(Debug)]
pub(crate) struct Lemmatizer {
    tables: Tables,
    method: Method,
    /// What matters of each label as a part of speech and as morphology.
    kinds: Vec<Kind>,
}

/// What a thread remembers between texts; bounded, and without effect on results.
#[derive(Debug, Default)]
pub(crate) struct LemmaCache {
    known: HashMap<u64, Known>,
}

#[derive(Debug)]
struct Known {
    text: Box<str>,
    pos: Label,
    morph: Label,
    lemma: Arc<str>,
}

/// A lemma that stands in a table or is the token's own text, or one that rules have made.
#[derive(Debug, Clone)]
pub(crate) enum Lemma<'t> {
    Known(&'t str),
    Made(Arc<str>),
}

impl Deref for Lemma<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Lemma::Known(text) => text,
            Lemma::Made(text) => text,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    Lookup,
    Rules,
    English,
    French,
    Spanish,
}

/// Languages whose lemmatizer in spaCy is code of its own that is not here.
const UNSUPPORTED: [&str; 10] = ["ca", "el", "ga", "ht", "it", "mk", "nl", "pl", "ru", "uk"];
/// As many words are remembered before all are forgotten.
const MOST_KNOWN: usize = 1 << 15;

impl Lemmatizer {
    /// Whether there is a lemmatizer for a language and a mode.
    pub fn is_supported(language: &str, mode: &str) -> bool {
        matches!(mode, "rule" | "lookup") && !UNSUPPORTED.contains(&language)
    }

    /// Reads the file `lemmatizer/lookups/lookups.bin`; `mode` is the component's, `rule` or `lookup`.
    /// Call it when every label of the pipeline is known.
    pub fn read(file: &File, language: &str, mode: &str, labels: &Labels) -> Result<Lemmatizer, LoadError> {
        if !Lemmatizer::is_supported(language, mode) {
            return Err(file.error("", format!("no lemmatizer for the language `{language}` in mode `{mode}`")));
        }
        let method = match (mode, language) {
            ("lookup", _) => Method::Lookup,
            (_, "en") => Method::English,
            (_, "fr") => Method::French,
            (_, "es") => Method::Spanish,
            _ => Method::Rules,
        };
        let tables = Tables::read(file)?;
        let kinds = (0..labels.len()).map(|i| Kind::of(labels.name(Label(i as u32)))).collect();
        Ok(Lemmatizer { tables, method, kinds })
    }

    /// The lemma of `tokens[at]`, to be asked for tokens whose lemma nothing has set.
    pub fn lemma<'t>(
        &'t self,
        tokens: &[TokenView<'t>],
        at: usize,
        labels: &Labels,
        cache: &mut LemmaCache,
    ) -> Lemma<'t> {
        let token = &tokens[at];
        let (Some(pos), Some(morph)) = (self.kind(token.pos), self.kind(token.morph)) else {
            return Lemma::Known(token.lower);
        };
        let own = match self.method {
            Method::Lookup => return self.looked_up(token),
            Method::English => rules::without_tables(token, pos, morph, &self.tables, true),
            Method::Rules => rules::without_tables(token, pos, morph, &self.tables, false),
            Method::French if french::is_looked_up(pos, &self.tables) => return self.looked_up(token),
            Method::French => french::without_tables(token, pos),
            Method::Spanish => spanish::without_tables(token, pos),
        };
        match own {
            Some(own) => Lemma::Known(own),
            None => Lemma::Made(cache.remembered(token, || self.worked_out(token, pos, labels))),
        }
    }

    fn kind(&self, label: Label) -> Option<&Kind> {
        self.kinds.get(label.0 as usize)
    }

    fn looked_up<'t>(&'t self, token: &TokenView<'t>) -> Lemma<'t> {
        Lemma::Known(self.tables.lookup.first(token.text).unwrap_or(token.text))
    }

    fn worked_out(&self, token: &TokenView, pos: &Kind, labels: &Labels) -> String {
        match self.method {
            Method::French => french::lemma(token, pos, &self.tables),
            Method::Spanish => spanish::lemma(token, pos, labels.name(token.morph), &self.tables),
            _ => rules::lemma(token, pos, &self.tables),
        }
    }
}

impl LemmaCache {
    fn remembered(&mut self, token: &TokenView, work_out: impl FnOnce() -> String) -> Arc<str> {
        let seed = u64::from(token.pos.0) << 32 | u64::from(token.morph.0);
        let key = murmur_hash_64a(token.text.as_bytes(), seed);
        if let Some(known) = self.known.get(&key)
            && (&*known.text, known.pos, known.morph) == (token.text, token.pos, token.morph)
        {
            return known.lemma.clone();
        }
        if self.known.len() >= MOST_KNOWN {
            self.known.clear();
        }
        let lemma: Arc<str> = work_out().into();
        let known = Known { text: token.text.into(), pos: token.pos, morph: token.morph, lemma: lemma.clone() };
        self.known.insert(key, known);
        lemma
    }
}

#[cfg(test)]
mod tests;
