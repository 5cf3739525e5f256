//! Any draft is held against any source: the two stand in one input with a form feed between.
#![no_main]

mod grammar;

use libfuzzer_sys::fuzz_target;
use readout::check::{Scope, check};
use readout::{Document, Report};

fuzz_target!(|text: &str| {
    let (draft, source) = text.split_once('\u{c}').unwrap_or((text, text));
    let report = |id: &str, text: &str| {
        let document = Document { id: id.into(), text: text.into(), ..Document::default() };
        let reading = readout::read_with(document, &grammar::of);
        let facts = readout::find(&reading);
        Report { reading, facts }
    };
    let checked = check(report("draft", draft), vec![report("source", source)], Scope::default(), &[]);
    let _ = checked.to_look_at().count();
});
