//! `readout search`: documents with the words, the best first, each with the place where they stand.

use crate::filter::Filter;
use crate::problem::{Problem, Result};
use crate::store::Store;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// One document with the words, and the stretch of its text that has most of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    pub id: String,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub url: Option<String>,
    pub path: Option<String>,
    /// The words around, as pieces of text; true for what was searched.
    pub around: Vec<(String, bool)>,
    /// From the first to the last of the words that are shown, in code points.
    pub at: [usize; 2],
}

/// Marks around what was found. They are no characters of any text that is printed.
const OPEN: char = '\u{1}';
const CLOSE: char = '\u{2}';
/// Code points that are shown around the words.
const AROUND: usize = 70;
/// Words this far apart are shown together.
const NEAR: usize = 160;

/// What a person typed as a search of FTS5: words and "phrases", all of them, `-word` for none; no sign is special.
pub fn quoted(words: &str) -> String {
    let (mut wanted, mut unwanted) = (vec![], vec![]);
    for (i, piece) in words.split('"').enumerate() {
        let parts: Vec<&str> = if i % 2 == 1 { vec![piece] } else { piece.split_whitespace().collect() };
        for part in parts {
            let (list, part) = match part.strip_prefix('-') {
                Some(rest) if i % 2 == 0 => (&mut unwanted, rest),
                _ => (&mut wanted, part),
            };
            if part.chars().any(char::is_alphanumeric) {
                list.push(format!("\"{part}\""));
            }
        }
    }
    let all = wanted.join(" AND ");
    if unwanted.is_empty() || wanted.is_empty() { all } else { format!("({all}) NOT ({})", unwanted.join(" OR ")) }
}

/// # Errors
/// When there is no word to search for, or the file cannot be read.
pub fn search(store: &Store, words: &str, filter: &Filter, most: usize) -> Result<Vec<Hit>> {
    let query = quoted(words);
    if query.is_empty() {
        return Err(Problem::Words { words: words.into(), why: "there is no word in it to search for".into() });
    }
    let (condition, mut values) = filter.documents();
    let (words_at, most_at) = (values.len() + 1, values.len() + 2);
    values.extend([Value::Text(query), Value::Integer(most as i64)]);
    let kind = kinds(filter, &mut values);
    // The best are chosen first: marking the words of a text costs more than finding them. With `+` the words are looked
    // up once; without it, once for each document that fits.
    let sql = format!(
        "with best as materialized (
            select rowid as document, rank as points from document_fts
            where document_fts match ?{words_at}
                and +rowid in (select d.document from document d where {condition}{kind})
            order by rank, rowid limit ?{most_at})
        select d.id, d.title, d.outlet, d.published, d.url, d.path,
            highlight(document_fts, 1, char(1), char(2))
        from best join document d using (document) join document_fts on document_fts.rowid = best.document
        where document_fts match ?{words_at} order by best.points, best.document"
    );
    let row = |row: &rusqlite::Row| {
        let (id, title, outlet) = (row.get(0)?, row.get::<_, Option<String>>(1)?, row.get(2)?);
        let (around, at) = shown(&row.get::<_, String>(6)?, title.as_deref().unwrap_or(""));
        Ok(Hit { id, title, outlet, published: row.get(3)?, url: row.get(4)?, path: row.get(5)?, around, at })
    };
    store.ask(|c| c.prepare_cached(&sql)?.query_map(params_from_iter(values), row)?.collect())
}

fn kinds(filter: &Filter, values: &mut Vec<Value>) -> String {
    if filter.kind.is_empty() {
        return String::new();
    }
    let places: Vec<String> =
        filter.kind.iter().enumerate().map(|(i, _)| format!("?{}", values.len() + i + 1)).collect();
    values.extend(filter.kind.iter().map(|kind| Value::Text(kind.clone())));
    format!(" and exists (select 1 from fact k where k.document = d.document and k.kind in ({}))", places.join(", "))
}

/// The stretch of a marked text with most words in it. The title, which is shown anyway, is passed over where the words
/// stand behind it too.
fn shown(marked: &str, title: &str) -> (Vec<(String, bool)>, [usize; 2]) {
    let (text, mut found) = unmarked(marked);
    let length = title.chars().count();
    if text.iter().take(length).copied().eq(title.chars()) && found.last().is_some_and(|[start, _]| *start >= length) {
        found.retain(|[start, _]| *start >= length);
    }
    let Some(best) = (0..found.len()).max_by_key(|first| (reach(&found, *first), usize::MAX - first)) else {
        let head: String = text.iter().take(2 * AROUND).collect();
        return (vec![(head, false)], [0, text.len().min(2 * AROUND)]);
    };
    let inside = &found[best..best + reach(&found, best)];
    let at = [inside[0][0], inside[inside.len() - 1][1]];
    let (from, to) = (start_of_word(&text, at[0].saturating_sub(AROUND)), (at[1] + AROUND).min(text.len()));
    let mut out = vec![];
    let mut here = from;
    for [start, end] in inside {
        out.push((text[here..*start].iter().collect(), false));
        out.push((text[*start..*end].iter().collect(), true));
        here = *end;
    }
    out.push((text[here..to].iter().collect(), false));
    (out, at)
}

/// How many of the places from this one on stand near each other.
fn reach(found: &[[usize; 2]], first: usize) -> usize {
    found[first..].iter().take_while(|[_, end]| *end <= found[first][0] + NEAR).count().max(1)
}

fn start_of_word(text: &[char], from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    (from..text.len()).find(|i| text[i - 1].is_whitespace()).unwrap_or(from)
}

/// The text without its marks, and the places that were marked, in code points.
fn unmarked(marked: &str) -> (Vec<char>, Vec<[usize; 2]>) {
    let (mut text, mut found, mut open) = (vec![], vec![], None);
    for c in marked.chars() {
        match (c, open) {
            (OPEN, None) => open = Some(text.len()),
            (CLOSE, Some(start)) => {
                found.push([start, text.len()]);
                open = None;
            }
            _ => text.push(c),
        }
    }
    (text, found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_as_they_are() {
        assert_eq!(quoted("gas fee"), "\"gas\" AND \"fee\"");
        assert_eq!(quoted("\"gas fee\" -\u{201C} -rail NEAR("), "(\"gas fee\" AND \"NEAR(\") NOT (\"rail\")");
        assert_eq!(quoted("-rail"), "");
        assert_eq!(quoted("\" ' ("), "");
    }

    #[test]
    fn the_stretch_with_most_words_is_shown() {
        let far = "x ".repeat(200);
        let (around, at) =
            shown(&format!("A \u{1}fee\u{2} here. {far}The \u{1}fee\u{2} for \u{1}gas\u{2} rose."), "A fee");
        let words: Vec<&str> = around.iter().filter(|(_, is_found)| *is_found).map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, ["fee", "gas"]);
        assert_eq!(at[1] - at[0], "fee for gas".len());
    }
}
