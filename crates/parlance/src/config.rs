//! `config.cfg`: sections of keys with JSON values, some of them pointing to other keys.

use crate::error::LoadError;
use crate::files::File;
use serde_json::Value;
use std::collections::BTreeMap;

/// Section name to key to the value as written.
#[derive(Debug)]
pub(crate) struct Config {
    sections: BTreeMap<String, BTreeMap<String, String>>,
}

/// A value may point to a value that points on; more steps than this is a circle.
const LONGEST_CHAIN: usize = 16;

impl Config {
    pub fn read(file: &File) -> Result<Config, LoadError> {
        let mut sections: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        let (mut section, mut key) = (String::new(), String::new());
        for (number, line) in file.text()?.lines().enumerate() {
            let trimmed = line.trim();
            if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
                continue;
            }
            if line.starts_with([' ', '\t']) && !key.is_empty() {
                // An indented line continues the value above it.
                let value = sections.entry(section.clone()).or_default().entry(key.clone()).or_default();
                value.push_str(trimmed);
                continue;
            }
            if let Some(name) = trimmed.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                (section, key) = (name.to_string(), String::new());
                sections.entry(section.clone()).or_default();
                continue;
            }
            let Some((name, value)) = trimmed.split_once('=') else {
                return Err(file.error(format!("line {}", number + 1), "neither `[section]` nor `key = value`"));
            };
            key = name.trim().to_string();
            sections.entry(section.clone()).or_default().insert(key.clone(), value.trim().to_string());
        }
        Ok(Config { sections })
    }

    /// The value of a key, references followed; `None` where it is missing, `null` or no JSON.
    pub fn get(&self, section: &str, key: &str) -> Option<Value> {
        let mut written = self.sections.get(section)?.get(key)?;
        for _ in 0..LONGEST_CHAIN {
            let Some(target) = written.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) else {
                return serde_json::from_str(written).ok().filter(|value| *value != Value::Null);
            };
            let (section, key) = target.split_once(':').or_else(|| target.rsplit_once('.'))?;
            written = self.sections.get(section)?.get(key)?;
        }
        None
    }

    pub fn text(&self, section: &str, key: &str) -> Option<String> {
        self.get(section, key)?.as_str().map(str::to_string)
    }

    pub fn texts(&self, section: &str, key: &str) -> Vec<String> {
        let Some(Value::Array(values)) = self.get(section, key) else {
            return Vec::new();
        };
        values.iter().filter_map(|value| value.as_str().map(str::to_string)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(text: &str) -> Result<Config, LoadError> {
        Config::read(&File { path: "config.cfg".into(), bytes: text.as_bytes().to_vec() })
    }

    #[test]
    fn values_are_json_and_references_are_followed() {
        let config = config(
            "# a comment\n[a.b]\nwidth = 96\nnames = [\"x\",\n  \"y\"]\n[c]\nsame = ${a.b:width}\nagain = ${c.same}\n",
        )
        .expect("well formed");
        assert_eq!(config.get("c", "again"), Some(Value::from(96)));
        assert_eq!(config.texts("a.b", "names"), ["x", "y"]);
        assert_eq!(config.get("c", "other"), None);
    }

    #[test]
    fn a_circle_of_references_ends() {
        assert_eq!(config("[a]\nx = ${a:y}\ny = ${a:x}\n").expect("well formed").get("a", "x"), None);
    }

    #[test]
    fn a_stray_line_is_named() {
        let error = config("[a]\nwhat is this\n").expect_err("no key");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
