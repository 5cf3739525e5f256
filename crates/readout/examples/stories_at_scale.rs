//! How long stories and copies take for 1,000, 10,000 and 100,000 documents, and how much memory.
//!
//! ```text
//! cargo run -p readout-core --example stories_at_scale --config 'profile.dev.package.readout-core.opt-level=3' -- articles.jsonl
//! ```
//! The documents are variations of the articles in the file (`text` and `title` a line): several of each happening, with
//! its own names and numbers, other sentences left out in each, a tenth of them copies with a cut. The same every time.

use readout::document::{Document, Published, Span};
use readout::reading::Reading;
use readout::reading::syntax::{Labels, Sentence, Syntax, Token};
use readout::record::stories::{Sketch, group};
use std::collections::BTreeMap;

const SIZES: &[usize] = &[1_000, 10_000, 100_000];
/// Documents of one happening.
const EACH: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a file of JSON lines with a `text` each")?;
    let sizes: Vec<usize> = std::env::args().skip(2).filter_map(|n| n.parse().ok()).collect();
    let articles = articles(&std::fs::read_to_string(path)?);
    println!(
        "| documents | making sketches (CPU) | stories and copies (CPU) | a document | peak memory | stories | happenings | B-cubed P | R |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        row(size, &articles);
    }
    Ok(())
}

fn row(size: usize, articles: &[Vec<String>]) {
    let started = seconds();
    let mut sketches: Vec<Sketch> = (0..size).map(|i| Sketch::of(&document(i, articles))).collect();
    let made = seconds() - started;
    let groups = group(&mut sketches);
    let grouped = seconds() - started - made;
    let events: Vec<usize> = (0..size).map(|i| i / EACH).collect();
    let count = groups.stories.iter().max().map_or(0, |m| m + 1);
    let (precision, recall) = b_cubed(&events, &groups.stories);
    let each = grouped * 1000.0 / size as f64;
    println!(
        "| {size} | {:.1} s | {:.1} s | {each:.2} ms | {} MB | {count} | {} | {precision:.1} | {recall:.1} |",
        made,
        grouped,
        peak_megabytes(),
        size.div_ceil(EACH),
    );
}

/// Sentences of every article, the title first.
fn articles(lines: &str) -> Vec<Vec<String>> {
    let values = lines.lines().filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let sentences = |v: serde_json::Value| {
        let title = v["title"].as_str().unwrap_or("").to_string();
        let text = v["text"].as_str().unwrap_or("").replace('\n', " ");
        let pieces = text.split_inclusive(". ").map(str::to_string);
        [title].into_iter().chain(pieces).collect::<Vec<_>>()
    };
    values.map(sentences).filter(|s| s.len() > 5).collect()
}

/// The variation of this number.
fn document(i: usize, articles: &[Vec<String>]) -> Reading {
    let event = i / EACH;
    let article = &articles[event % articles.len()];
    let is_copy = i % 10 == 9;
    let mut dice = Dice(if is_copy { i - 1 } else { i } as u64);
    let kept: Vec<&String> = article[1..].iter().filter(|_| dice.throw(10) < 6).collect();
    let kept = if is_copy { &kept[..kept.len() - kept.len() / 8] } else { &kept[..] };
    let words = kept.iter().flat_map(|s| s.split_whitespace()).map(|w| varied(w, event));
    let text = words.collect::<Vec<_>>().join(" ");
    let day = jiff::civil::date(2020, 1, 1).checked_add(jiff::ToSpan::days((event % 700 + i % 3) as i64));
    let title = article[0].split_whitespace().map(|w| varied(w, event)).collect::<Vec<_>>().join(" ");
    let document = Document {
        id: format!("{i:08}"),
        title: Some(title),
        published: Published { value: day.ok().map(|d| d.to_string()), from: None, at: None },
        text,
        ..Document::default()
    };
    read(document)
}

/// Names and numbers are the happening's own, and so are four of five other words: a word is known by its letters.
fn varied(word: &str, event: usize) -> String {
    let first = word.chars().next().unwrap_or(' ');
    let letters: usize = word.bytes().map(usize::from).sum();
    let own = first.is_uppercase() || first.is_numeric() || word.len() > 3 && !letters.is_multiple_of(5);
    if own { format!("{word}{}", (event * 31 + word.len()) % 5003) } else { word.to_string() }
}

/// Words between blanks: grammar is not asked here.
fn read(document: Document) -> Reading {
    let mut tokens: Vec<Token> = vec![];
    let mut start = 0;
    for piece in document.text.split_inclusive(' ') {
        let bare = piece.trim_end();
        tokens.push(Token {
            at: Span::new(start, start + bare.len()),
            lemma: "".into(),
            lower: bare.trim_matches(['.', ',', '“', '”', '"']).to_lowercase().into(),
            head: tokens.len(),
            sentence: 0,
            labels: Labels { pos: if bare.len() > 3 { "NOUN" } else { "DET" }.into(), ..Labels::default() }.kept(),
        });
        start += piece.len();
    }
    let sentences = vec![Sentence { tokens: 0..tokens.len(), block: 0, at: Span::new(0, document.text.len()) }];
    let mut reading = Reading::of(document);
    reading.syntax = Syntax::new(tokens, sentences);
    reading
}

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (x ^ (x >> 31)) % sides
    }
}

/// Precision and recall in percent (Bagga and Baldwin 1998).
fn b_cubed(gold: &[usize], given: &[usize]) -> (f64, f64) {
    let mut both: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut of_gold, mut of_given) = (BTreeMap::<usize, f64>::new(), BTreeMap::<usize, f64>::new());
    for (a, b) in gold.iter().zip(given) {
        *both.entry((*a, *b)).or_default() += 1.0;
        *of_gold.entry(*a).or_default() += 1.0;
        *of_given.entry(*b).or_default() += 1.0;
    }
    let sum = |of: &dyn Fn(&(usize, usize)) -> f64| both.iter().map(|(k, n)| n * n / of(k)).sum::<f64>();
    let share = |sum: f64| 100.0 * sum / gold.len().max(1) as f64;
    (share(sum(&|k| of_given[&k.1])), share(sum(&|k| of_gold[&k.0])))
}

/// Processor time of this process: what else the machine does makes no difference.
fn seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or("").split_whitespace().collect();
    // Ticks of a hundredth in user and system mode, the 14th and 15th field: two stand before the bracket.
    fields.iter().skip(11).take(2).filter_map(|f| f.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn peak_megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
