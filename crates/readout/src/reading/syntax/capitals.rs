//! Nouns with a capital letter that are nouns all the same: "The Ministers signed", and what begins a sentence: "Trade grew".

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
    measured: BTreeMap<SmolStr, SmolStr>,
}

/// The tag and the lemma are those of the noun, where no other part of a name follows.
pub fn lower(tokens: &mut [Token], language: &str) {
    let words = WORDS.of(language);
    for t in 0..tokens.len() {
        let token = &tokens[t];
        let is_name = token.pos == "PROPN" || token.tag == "NNPS";
        if !is_name || tokens.get(t + 1).is_some_and(|next| next.pos == "PROPN" && next.sentence == token.sentence) {
            continue;
        }
        if let Some(noun) = noun(words, tokens, t) {
            let tag = if *noun == tokens[t].lower { "NN" } else { "NNS" };
            let labels =
                Labels { tag: tag.into(), pos: "NOUN".into(), entity: SmolStr::default(), ..tokens[t].labels.clone() };
            tokens[t].labels = labels.kept();
            tokens[t].lemma = noun.clone();
        }
    }
}

/// Behind an article or a number, or as the first word of a sentence with a verb or a preposition behind it.
fn noun<'w>(words: &'w Words, tokens: &[Token], t: usize) -> Option<&'w SmolStr> {
    let token = &tokens[t];
    let before = t.checked_sub(1).map(|b| &tokens[b]).filter(|b| b.sentence == token.sentence);
    match before {
        Some(before) if matches!(before.pos.as_str(), "DET" | "NUM") => words.nouns.get(&token.lower),
        Some(before) if before.pos != "PUNCT" => None,
        _ => {
            let next = tokens.get(t + 1).filter(|next| next.sentence == token.sentence)?;
            let open = matches!(next.pos.as_str(), "VERB" | "AUX" | "ADP");
            words.measured.get(&token.lower).filter(|_| open)
        }
    }
}
