//! The memory that a long text takes: in proportion to its tokens, by no more than the README says.
#![cfg(target_os = "linux")]

mod common;

use parlance::Pipeline;

/// Bytes for each token at the most, while a text is annotated: what the README says.
const PER_TOKEN: usize = 400;

/// The most memory that this process ever had, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).expect("Linux has it");
    1024 * line.split_whitespace().nth(1).and_then(|number| number.parse::<usize>().ok()).expect("a number")
}

#[test]
fn a_long_text_takes_memory_in_proportion_and_no_more_than_we_say() {
    let Some(folder) = common::find("en_core_web_sm", "3.8.0") else { return };
    let pipeline = Pipeline::load(&folder).expect("a sound pipeline");
    let sentence = "Grain prices fell for the third week, the harbour office in Brennick said on Monday. ";
    let mut before = 0;
    // The first text fills the buffers that every thread keeps.
    for repeats in [1_500, 5_000] {
        let text = sentence.repeat(repeats);
        let start = peak();
        let tokens = pipeline.annotate(&text).len();
        // The kernel counts pages by processor and adds them up roughly: a peak that did not grow may read a little lower.
        let grown = peak().saturating_sub(start);
        if repeats == 1_500 {
            before = tokens;
            continue;
        }
        println!("{} bytes a token", grown / (tokens - before));
        assert!(grown <= PER_TOKEN * tokens, "{grown} bytes for {tokens} tokens");
    }
}

#[test]
fn a_word_without_an_end_is_one_document_like_any_other() {
    let Some(folder) = common::find("en_core_web_sm", "3.8.0") else { return };
    let pipeline = Pipeline::load(&folder).expect("a sound pipeline");
    // One token, and as many as there are characters, in a sentence that does not end either.
    for word in ["a", "é", "a-"] {
        let text = word.repeat(10_000);
        let doc = pipeline.annotate(&text);
        assert_eq!(doc.tokens().map(|token| token.end() - token.start()).sum::<usize>(), text.len());
    }
}
