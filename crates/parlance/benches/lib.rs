//! Measurements of parlance; see `parts.rs` and `instructions.rs`.

use parlance::Pipeline;
use std::path::PathBuf;

/// A text of our own, long enough that the time to begin does not count.
pub fn text() -> String {
    let sentences = [
        "Grain prices fell for the third week in a row, the harbour office in Brennick said on Monday.",
        "\"Nobody had expected the U.S. buyers to wait that long\", Odile Varga told reporters; she wouldn't say more.",
        "Some 4,200 tonnes (about $1.3m at Friday's rate) are still in the sheds at Tarsk, which were built in 1974.",
        "The ferries, whose owner has been looking for a partner since 2019, may carry them to the mainland next week.",
    ];
    (0..64).map(|i| sentences[i % sentences.len()]).collect::<Vec<_>>().join(" ")
}

/// The folder of the pipeline to measure.
pub fn folder() -> PathBuf {
    std::env::var_os("READOUT_MODEL").map(PathBuf::from).expect("READOUT_MODEL names the folder of a pipeline")
}

/// The pipeline with these components only.
pub fn pipeline(components: &[&str]) -> Pipeline {
    let all = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];
    let without: Vec<&str> = all.into_iter().filter(|name| !components.contains(name)).collect();
    Pipeline::load_without(&folder(), &without).expect("a sound pipeline")
}
