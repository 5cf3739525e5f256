//! Whatever grammar a text is given, it is read: the texts of the casebook with labels and heads drawn at random.

#[path = "../fuzz/fuzz_targets/grammar.rs"]
mod grammar;

use readout::{Document, Report};

#[test]
fn no_grammar_breaks_the_reading() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases");
    let mut pages: Vec<_> = std::fs::read_dir(cases).expect("it is there").flatten().map(|e| e.path()).collect();
    pages.sort();
    let texts = pages.iter().filter_map(|page| std::fs::read_to_string(page).ok());
    for (number, text) in texts.enumerate() {
        // Not every word, nor every letter, is whole.
        let end = (0..=text.len().min(1500 + number * 40)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let document = Document { id: number.to_string(), text: text[..end].into(), ..Document::default() };
        let reading = readout::read_with(document, &grammar::of);
        assert!(reading.times.iter().all(|time| reading.document.text.get(time.at.range()).is_some()));
        let facts = readout::find(&reading);
        readout::reconcile(vec![Report { reading, facts }]);
    }
}
