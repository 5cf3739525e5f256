//! Which documents and entries are asked for: about what, by whom, when, from where, of which kind.

use crate::search::quoted;
use rusqlite::types::Value;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words that the document has, all of them.
    pub about: Option<String>,
    /// Part of the name of who speaks.
    pub speaker: Option<String>,
    /// First day of publication.
    pub from: Option<String>,
    /// Last day of publication.
    pub to: Option<String>,
    /// Part of the outlet's name.
    pub outlet: Option<String>,
    /// Kinds of facts and entries.
    pub kind: Vec<String>,
}

impl Filter {
    /// The condition on a `document d`, and the values in its places.
    pub fn documents(&self) -> (String, Vec<Value>) {
        let mut parts = vec!["true".to_string()];
        let mut values = vec![];
        let mut add = |part: &str, value: &Option<String>, make: fn(&str) -> String| {
            if let Some(value) = value {
                values.push(Value::Text(make(value)));
                parts.push(part.replace('?', &format!("?{}", values.len())));
            }
        };
        add("d.document in (select rowid from document_fts where document_fts match ?)", &self.about, quoted);
        add(SPEAKS, &self.speaker, like);
        add("d.published >= ?", &self.from, str::to_string);
        // `2024-10` ends with the last day of October.
        add("substr(d.published, 1, length(?)) <= ?", &self.to, str::to_string);
        add("(d.outlet like ? escape '\\' or d.url like ? escape '\\')", &self.outlet, like);
        (parts.join(" and "), values)
    }

    pub fn has_kind(&self, kind: &str) -> bool {
        self.kind.is_empty() || self.kind.iter().any(|k| k == kind)
    }

    /// Whether this is the speaker that was asked for.
    pub fn is_speaker(&self, name: &str) -> bool {
        self.speaker.as_ref().is_none_or(|asked| name.to_lowercase().contains(&asked.to_lowercase()))
    }
}

/// Each half is found in an index of who speaks alone: the facts themselves stand on pages full of text.
const SPEAKS: &str = "d.document in (
    select document from fact indexed by statement_by_document
    where kind = 'statements' and fields ->> '$.speaker' is not null and fields ->> '$.speaker' like ? escape '\\'
    union all select document from fact indexed by figure_by_document
    where kind = 'figures' and fields ->> '$.claimant' != 'text' and fields ->> '$.claimant' like ? escape '\\')";

/// For `like`: the words anywhere, their own signs taken as they are.
pub fn like(words: &str) -> String {
    let escaped: String =
        words.chars().flat_map(|c| "\\%_".contains(c).then_some('\\').into_iter().chain([c])).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_the_pattern_are_taken_as_they_are() {
        assert_eq!(like("100%_a\\b"), "%100\\%\\_a\\\\b%");
    }

    #[test]
    fn what_is_not_asked_for_is_no_condition() {
        assert_eq!(Filter::default().documents(), ("true".to_string(), vec![]));
        let (condition, values) =
            Filter { from: Some("2031".into()), to: Some("2031-10".into()), ..Filter::default() }.documents();
        assert_eq!(condition, "true and d.published >= ?1 and substr(d.published, 1, length(?2)) <= ?2");
        assert_eq!(values.len(), 2);
    }

    #[test]
    fn a_speaker_is_asked_for_by_part_of_the_name() {
        let filter = Filter { speaker: Some("LIND".into()), ..Filter::default() };
        assert!(filter.is_speaker("Ada Lindqvist") && !filter.is_speaker("Karl Holm"));
        assert!(Filter::default().is_speaker("anybody") && Filter::default().has_kind("events"));
    }
}
