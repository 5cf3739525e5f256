//! "The Ministers signed": nouns that official papers print with a capital letter are nouns all the same.

use super::{Labels, Token};
use crate::words::Lexicon;
use serde::Deserialize;
use smol_str::SmolStr;
use std::collections::BTreeMap;

static WORDS: Lexicon<Words> = Lexicon::new("capitals");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nouns: BTreeMap<SmolStr, SmolStr>,
}

/// Behind an article or a number, and before no other part of a name, the tag and the lemma are those of the noun.
pub fn lower(tokens: &mut [Token], language: &str) {
    let words = WORDS.of(language);
    let is_name = |t: usize, tokens: &[Token]| tokens.get(t).is_some_and(|t| t.pos == "PROPN");
    for t in 1..tokens.len() {
        let token = &tokens[t];
        if token.pos != "PROPN" && token.tag != "NNPS" {
            continue;
        }
        let Some(noun) = words.nouns.get(&token.lower) else { continue };
        let before = &tokens[t - 1];
        if !matches!(before.pos.as_str(), "DET" | "NUM") || before.sentence != token.sentence || is_name(t + 1, tokens)
        {
            continue;
        }
        let labels =
            Labels { tag: "NNS".into(), pos: "NOUN".into(), entity: SmolStr::default(), ..token.labels.clone() };
        tokens[t].labels = labels.kept();
        tokens[t].lemma = noun.clone();
    }
}
