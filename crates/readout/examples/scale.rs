//! How long the record of many documents takes, and how much memory: made-up documents, 1,000 and more of them.
//!
//! `cargo run --release -p readout-core --example scale -- 1000 10000 100000`

use readout::document::{Document, Published, PublishedFrom, Span};
use readout::facts::Facts;
use readout::facts::statement::Statement;
use readout::reading::names::{Class, Entity, Form, Mention};
use readout::reading::syntax::{Labels, Sentence, Syntax, Token};
use readout::reading::voices::{Voice, VoiceKind};
use readout::{Reading, Report};
use std::time::Instant;

/// Words that made-up sentences are made of.
const WORDS: usize = 20_000;
const STATEMENTS: usize = 3;
const SENTENCE: usize = 14;

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    println!("documents  made s  record s  entries  conflicts  peak MB");
    for size in if sizes.is_empty() { vec![1_000, 10_000] } else { sizes } {
        let start = Instant::now();
        let reports: Vec<Report> = (0..size).map(report).collect();
        let made = start.elapsed().as_secs_f64();
        let start = Instant::now();
        let record = readout::reconcile(reports);
        let took = start.elapsed().as_secs_f64();
        let (entries, conflicts) = (record.entries.len(), record.conflicts.len());
        println!("{size:>9}  {made:>6.1}  {took:>8.1}  {entries:>7}  {conflicts:>9}  {:>7}", peak());
    }
}

/// A document of a story of ten: its statements are those of its story, a word changed here and there.
fn report(number: usize) -> Report {
    let story = number / 10;
    let mut text = String::new();
    let (mut tokens, mut sentences, mut contents, mut speakers) = (vec![], vec![], vec![], vec![]);
    for statement in 0..STATEMENTS {
        let first = tokens.len();
        let speaker = format!("{} {}", name(draw(story, statement, 1), 2), name(draw(story, statement, 2), 3));
        speakers.push((speaker.clone(), Span::new(text.len(), text.len() + speaker.len())));
        for name in speaker.split(' ') {
            token(&mut text, &mut tokens, name, sentences.len());
        }
        let from = text.len();
        for place in 0..SENTENCE {
            let own = if place == number % 40 { number } else { story };
            let word = format!("w{}", (draw(own, statement, place + 3) % WORDS).pow(2) / WORDS);
            token(&mut text, &mut tokens, &word, sentences.len());
        }
        contents.push(Span::new(from, text.len() - 1));
        sentences.push(Sentence {
            tokens: first..tokens.len(),
            block: statement,
            at: Span::new(speakers[statement].1.start, text.len() - 1),
        });
    }
    let published = Published { value: Some(day(story)), from: Some(PublishedFrom::Given), at: None };
    let document = Document {
        id: format!("{number:08}"),
        outlet: Some(format!("Outlet {}", number % 300)),
        text,
        published,
        ..Document::default()
    };
    let mut reading = Reading::of(document);
    reading.syntax = Syntax::new(tokens, sentences);
    for (i, (name, at)) in speakers.iter().enumerate() {
        reading.entities.push(Entity { class: Class::Person, name: name.clone(), name_at: *at, offices: vec![] });
        reading.mentions.push(Mention { at: *at, class: Class::Person, form: Form::Name, entity: Some(i) });
        reading.voices.push(voice(i, *at, contents[i]));
    }
    let statements = reading.voices.iter().map(|voice| Statement { voice: voice.clone() }).collect();
    Report { reading, facts: Facts { statements, ..Facts::default() } }
}

/// A name of so many syllables: names of people differ in more than a number.
fn name(mut number: usize, syllables: usize) -> String {
    let mut out = String::new();
    for place in 0..syllables {
        let consonant = b"bdfgklmnprstvz"[number % 14] as char;
        let vowel = b"aeiou"[number / 14 % 5] as char;
        out.push(if place == 0 { consonant.to_ascii_uppercase() } else { consonant });
        out.push(vowel);
        number /= 70;
    }
    out
}

fn voice(speaker: usize, source: Span, content: Span) -> Voice {
    Voice {
        kind: VoiceKind::Indirect,
        content: vec![content],
        quoted: vec![],
        cue: None,
        source: Some(source),
        speakers: vec![speaker],
        called: None,
        reported_by: None,
        venue: None,
        addressee: None,
        when: None,
        stance: None,
        rule: "made up",
    }
}

fn token(text: &mut String, tokens: &mut Vec<Token>, word: &str, sentence: usize) {
    let at = Span::new(text.len(), text.len() + word.len());
    text.push_str(word);
    text.push(' ');
    let head = tokens.len();
    let lower = word.to_lowercase();
    tokens.push(Token {
        at,
        lemma: lower.as_str().into(),
        lower: lower.into(),
        head,
        sentence,
        labels: Labels { tag: "NN".into(), pos: "NOUN".into(), dep: "dep".into(), ..Labels::default() }.kept(),
    });
}

fn day(story: usize) -> String {
    format!("20{:02}-{:02}-{:02}", 10 + story / 300 % 20, 1 + story / 25 % 12, 1 + story % 25)
}

/// The finaliser of SplitMix64: the same numbers on every machine.
fn draw(a: usize, b: usize, c: usize) -> usize {
    let mut x = (a as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ ((b as u64) << 40) ^ ((c as u64) << 20);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (x ^ (x >> 31)) as usize
}

/// The most memory that the process has had, in megabytes, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|l| l.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.map_or_else(|| "-".into(), |k| (k / 1000).to_string())
}
