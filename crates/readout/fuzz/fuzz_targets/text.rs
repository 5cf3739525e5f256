//! Any text with any grammar is read, its facts found, its record made and printed; every span is inside it.
#![no_main]

mod grammar;

use libfuzzer_sys::fuzz_target;
use readout::{Document, Report};

fuzz_target!(|text: &str| {
    let document = Document { id: "fuzz".into(), text: text.into(), ..Document::default() };
    let reading = readout::read_with(document, &grammar::of);
    let spans = reading.debris.iter().map(|d| d.at).chain(reading.blocks.iter().map(|b| b.at));
    let spans = spans.chain(reading.times.iter().map(|t| t.at)).chain(reading.amounts.iter().map(|a| a.at));
    spans.for_each(|at| assert!(text.get(at.range()).is_some()));
    let facts = readout::find(&reading);
    let record = readout::reconcile(vec![Report { reading, facts }]);
    let _ = record.reports.len();
});
