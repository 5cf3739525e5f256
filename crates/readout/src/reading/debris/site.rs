//! Debris known by comparing documents of one outlet: lines that it prints under article after article.

use super::lines::{self, Line};
use crate::document::{Document, Span};
use crate::reading::credits::{outlets, words};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// So many different articles print the line.
const OFTEN: usize = 3;
/// A longer line is a paragraph of the article's own.
const LONGEST: usize = 60;

/// Marks in every document the lines that are its outlet's and not its own. The order of the documents makes no difference.
pub fn compare(documents: &mut [Document]) {
    let mut sites: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, document) in documents.iter().enumerate() {
        if let Some(site) = site(document) {
            sites.entry(site).or_default().push(i);
        }
    }
    for members in sites.into_values().filter(|m| m.len() >= OFTEN) {
        let printed = printed(documents, &members);
        for i in members {
            let is_repeated = |line: &Line| printed.get(&line.folded).is_some_and(|articles| articles.len() >= OFTEN);
            let spans: Vec<Span> = {
                let document = &documents[i];
                let found =
                    lines::of(&document.text).into_iter().filter(|l| is_repeated(l) && is_furniture(l, document));
                found.map(|l| l.at).collect()
            };
            documents[i].repeated = spans;
        }
    }
}

/// Whose pages are compared: those of one host, or of one outlet.
fn site(document: &Document) -> Option<String> {
    let host = document.url.as_deref().map(|url| outlets::host(url).to_lowercase());
    host.filter(|h| !h.is_empty()).or_else(|| document.outlet.clone())
}

/// For every line the articles that print it. Copies of one article are one: they share its longest line.
fn printed(documents: &[Document], members: &[usize]) -> HashMap<String, BTreeSet<String>> {
    let mut out: HashMap<String, BTreeSet<String>> = HashMap::new();
    for i in members {
        let text = &documents[*i].text;
        let lines = lines::of(text);
        let Some(article) = lines.iter().max_by_key(|l| l.at.len()).map(|l| l.text.to_string()) else { continue };
        for line in lines.into_iter().filter(|l| !l.folded.is_empty() && l.text != article) {
            out.entry(line.folded).or_default().insert(article.clone());
        }
    }
    out
}

/// A sentence that an outlet repeats may be background to its news; it is the page's only where it speaks to the reader.
/// What somebody said is never debris for being quoted twice, nor a name before his words.
fn is_furniture(line: &Line, document: &Document) -> bool {
    let quotes = line.text.contains(['“', '”', '"', '«', '»', '„']);
    if line.words > LONGEST || quotes || line.text.ends_with(':') {
        return false;
    }
    let language = document.language.as_deref().unwrap_or(crate::words::DEFAULT_LANGUAGE);
    !line.is_sentence() || words::speaks_to_the_reader(&line.folded, language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeated(texts: &[&str]) -> Vec<Vec<String>> {
        let page = |text: &&str| Document {
            text: text.to_string(),
            url: Some("https://courier.example/a".into()),
            language: Some("en".into()),
            ..Document::default()
        };
        let mut documents: Vec<Document> = texts.iter().map(page).collect();
        compare(&mut documents);
        let printed = |d: &Document| d.repeated.iter().map(|at| d.printed(*at).to_string()).collect();
        documents.iter().map(printed).collect()
    }

    const HARBOUR: &str = "The harbour of Tarn was closed on Monday after two ships had collided in the fog.\n";
    const BRIDGE: &str = "The bridge over the Halvar will be repaired next spring, the ministry of roads said.\n";
    const SCHOOL: &str = "Nine schools in Velmora open a week later because of the heat, the mayor decided.\n";

    #[test]
    fn what_an_outlet_prints_under_every_article_is_its_own() {
        let motto = "Tarn and the world\n";
        let asks = "We bring you the news that you need every morning.\n";
        let texts = [HARBOUR, BRIDGE, SCHOOL].map(|article| format!("{motto}{article}{asks}"));
        for found in repeated(&texts.each_ref().map(String::as_str)) {
            assert_eq!(found, [motto.trim(), asks.trim()]);
        }
    }

    #[test]
    fn background_words_of_others_and_copies_are_no_debris() {
        let background = "The two countries have shared the river since the treaty of 2013.\n";
        let said = "“We have no ships,” Lindqvist said.\n";
        let texts = [HARBOUR, BRIDGE, SCHOOL].map(|article| format!("{article}{background}{said}"));
        assert!(repeated(&texts.each_ref().map(String::as_str)).iter().all(Vec::is_empty));
        let copy = format!("Tarn\n{HARBOUR}");
        assert!(repeated(&[&copy, &copy, &copy, BRIDGE]).iter().all(Vec::is_empty));
    }
}
