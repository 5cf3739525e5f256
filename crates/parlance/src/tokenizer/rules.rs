//! The patterns of a tokenizer: what is cut off a chunk, and what is left whole.

use crate::error::LoadError;
use crate::files::File;
use crate::msgpack::Value;
use crate::pattern::{Pattern, PatternError};

#[derive(Debug)]
pub(crate) struct Rules {
    pub prefix: Option<Pattern>,
    pub suffix: Option<Pattern>,
    pub infix: Option<Pattern>,
    pub token: Option<Pattern>,
    pub url: Option<Pattern>,
}

impl Rules {
    pub fn read(file: &File, value: &Value) -> Result<Rules, LoadError> {
        if value.map().is_none() {
            return Err(file.error("", "not a map"));
        }
        Ok(Rules {
            prefix: pattern(file, value, "prefix_search", Pattern::new)?,
            suffix: pattern(file, value, "suffix_search", Pattern::of_suffixes)?,
            infix: pattern(file, value, "infix_finditer", Pattern::new)?,
            token: pattern(file, value, "token_match", Pattern::new)?,
            url: pattern(file, value, "url_match", Pattern::new)?,
        })
    }

    /// Whether any pattern may match in a chunk of plain letters.
    pub fn matches_plain(&self) -> bool {
        self.all().any(Pattern::matches_plain)
    }

    /// Whether any pattern ignores case.
    pub fn fold(&self) -> bool {
        self.all().any(Pattern::folds)
    }

    fn all(&self) -> impl Iterator<Item = &Pattern> {
        [&self.prefix, &self.suffix, &self.infix, &self.token, &self.url].into_iter().flatten()
    }
}

fn pattern(
    file: &File,
    value: &Value,
    name: &str,
    compile: fn(&str) -> Result<Pattern, PatternError>,
) -> Result<Option<Pattern>, LoadError> {
    match value.get(name) {
        None | Some(Value::Nil) => Ok(None),
        Some(Value::Text(source)) => compile(source).map(Some).map_err(|error| file.error(name, error)),
        Some(_) => Err(file.error(name, "not a text")),
    }
}
