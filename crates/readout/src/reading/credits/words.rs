//! How a language names the origin of a text: words/<language>/credit.toml.

use crate::document::Span;
use crate::reading::times::date_in;
use crate::words::Lexicon;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Before the names of the authors: "by".
    pub author: Vec<String>,
    /// Between a name and a place, a section or a day: "in", "on".
    pub behind_author: Vec<String>,
    /// Between names, and between a name and what follows it: "and", "for", "in".
    pub joins: Vec<String>,
    /// Before or behind the name of an outlet: "writes", "reports".
    pub outlet: Vec<String>,
    /// Who writes for an outlet without a name: "staff", "correspondent".
    pub desk: Vec<String>,
    /// Before a day of publication: "published", "updated".
    pub day: Vec<String>,
    /// Before the outlet of an interview: "in an interview with".
    pub interview: Vec<String>,
    /// Before the name of an outlet in quotation marks.
    pub interview_marked: Vec<String>,
    /// Articles before a name.
    pub articles: Vec<String>,
    /// Before the outlet of an article: "in an article for".
    pub article: Vec<String>,
    /// What follows the name of an office: "press service".
    pub press_service: Vec<String>,
    /// Before the name of an outlet or agency that was told something: "told".
    pub told: Vec<String>,
    /// What papers, stations and agencies are called: "courier", "herald".
    pub outlet_nouns: Vec<String>,
    /// By which a page speaks to its reader.
    pub reader: Vec<String>,
    /// Between an outlet and whom it worked with: "with", "by".
    pub beside: Vec<String>,
    /// Bylines that must be found and lines that must not: a test runs them.
    #[allow(dead_code)]
    pub fires: Vec<String>,
    #[allow(dead_code)]
    pub silent: Vec<String>,
}

static WORDS: Lexicon<Words> = Lexicon::new("credit");

pub fn of(language: &str) -> &'static Words {
    WORDS.of(language)
}

pub fn is_outlet_cue(cue: &str, language: &str) -> bool {
    of(language).outlet.iter().any(|c| c == cue)
}

/// The page addresses who reads it, or speaks of itself.
pub fn speaks_to_the_reader(folded: &str, language: &str) -> bool {
    let words = of(language);
    folded.split(' ').any(|word| words.reader.iter().any(|w| w == word))
}

pub fn is_beside(word: &str, language: &str) -> bool {
    of(language).beside.iter().any(|w| w == word)
}

/// The line begins with a word for publication.
pub fn date_label(folded: &str, language: &str) -> bool {
    let starts = |label: &String| {
        folded.strip_prefix(label.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
    };
    // "Velmora Press | Updated: ..." has the outlet before it.
    of(language).day.iter().any(|label| starts(label) || folded.contains(&format!(" {label}: ")))
}

/// The authors of a byline, before a section and a day where it has them: "By Ada Lindqvist in Ports on 3 March 2031".
pub fn byline(line: &str, language: &str) -> Option<Span> {
    let before = date_in(line, language).map_or(line, |(day, _)| without_day(&line[..day.start], language));
    let authors = author_in(before, language)?;
    let mut end = authors.start;
    for word in before[authors.range()].split_inclusive(' ') {
        if end > authors.start && is_behind_author(word.trim(), language) {
            break;
        }
        end += word.len();
    }
    Some(Span::new(authors.start, end).trim(line))
}

/// Without the mark or the word that led to the day.
fn without_day<'l>(before: &'l str, language: &str) -> &'l str {
    let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
    before.rsplit_once(' ').filter(|(_, word)| is_behind_author(word, language)).map_or(before, |(rest, _)| rest)
}

fn is_behind_author(word: &str, language: &str) -> bool {
    of(language).behind_author.iter().any(|b| *b == word.to_lowercase())
}

/// The authors of a byline: "By Ada Lindqvist and Jon Marr, Tarn".
pub fn author_in(line: &str, language: &str) -> Option<Span> {
    let words = of(language);
    let (label, rest) = words.author.iter().find_map(|l| Some((l, strip_word(line, l)?)))?;
    let _ = label;
    let rest = rest.trim_start_matches([':', ' ']);
    let start = line.len() - rest.len();
    let names: Vec<&str> = rest.split_whitespace().collect();
    let is_join = |w: &str| words.joins.iter().any(|j| j == &w.to_lowercase());
    let good = !names.is_empty()
        && names.len() <= 12
        && names.iter().all(|w| is_name_part(w) || is_join(w))
        && is_name_part(names[0]);
    let enough = names.len() >= 2 || rest.chars().all(|c| !c.is_lowercase());
    (good && enough && !super::super::debris::lines::ends_sentence(line)).then(|| Span::new(start, line.len()))
}

fn strip_word<'l>(line: &'l str, word: &str) -> Option<&'l str> {
    let head = line.get(..word.len())?;
    let rest = &line[word.len()..];
    (head.to_lowercase() == word && rest.starts_with([' ', ':'])).then_some(rest)
}

fn is_name_part(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// The name of a signature at the end: "Ada Lindqvist, observer": two to four capital words, a comma, and what she is.
pub fn signature(line: &str, language: &str) -> Option<Span> {
    let (name, office) = line.split_once(", ")?;
    let parts: Vec<&str> = name.split_whitespace().collect();
    let is_name = (2..=4).contains(&parts.len())
        && parts.iter().all(|p| {
            p.chars().next().is_some_and(char::is_uppercase)
                && p.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
        });
    let is_join = |p: &&str| of(language).joins.iter().any(|j| *j == p.to_lowercase());
    let is_name = is_name && !is_join(&parts[0]);
    let words = office.split_whitespace().count();
    let is_office = (1..=9).contains(&words)
        && office.chars().next().is_some_and(char::is_lowercase)
        && !office.contains([':', ';', '"', '“']);
    (is_name && is_office && !super::super::debris::lines::ends_sentence(line)).then(|| Span::new(0, name.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_word_list_hold() {
        for line in &of("en").fires {
            assert!(author_in(line, "en").is_some(), "{line}");
        }
        for line in &of("en").silent {
            assert!(author_in(line, "en").is_none(), "{line}");
        }
    }

    #[test]
    fn a_byline_may_name_a_section_and_the_day() {
        let check = |line: &str, expected: Option<&str>| {
            assert_eq!(byline(line, "en").map(|at| &line[at.range()]), expected, "{line}");
        };
        check("By Ada Lindqvist in Ports on 3 March 2031", Some("Ada Lindqvist"));
        check("By Ada Lindqvist | March 3, 2031", Some("Ada Lindqvist"));
        check("By Ada Lindqvist and Jon Marr", Some("Ada Lindqvist and Jon Marr"));
        check("By 3 March 2031 the harbour was open", None);
        check("By Friday, 3 March 2031", None);
    }

    #[test]
    fn a_signature_is_a_name_and_an_office() {
        assert_eq!(signature("Ada Lindqvist, port observer", "en"), Some(Span::new(0, 13)));
        assert_eq!(signature("In Tarn, the harbour was closed", "en"), None);
        assert_eq!(signature("Ada Lindqvist, observer of ports, said no.", "en"), None);
    }
}
