//! The lemmatizer by endings that most languages share, and what English adds to it.

use super::morphology::Kind;
use super::tables::Tables;
use crate::attribute_ruler::TokenView;
use crate::characters::Class;

/// The lemma where no table need be asked.
pub(crate) fn without_tables<'t>(
    token: &TokenView<'t>,
    pos: &Kind,
    morph: &Kind,
    tables: &Tables,
    english: bool,
) -> Option<&'t str> {
    if pos.is_none() || (english && morph.is_base_form(pos)) {
        return Some(token.lower);
    }
    if tables.know(pos.id) {
        return None;
    }
    Some(if &*pos.pos == "propn" { token.text } else { token.lower })
}

/// Exceptions come first, the last one of several; then words of the index
/// that an ending leads to, the last one first; then what is no word at all;
/// then forms that no table knows.
pub(crate) fn lemma(token: &TokenView, pos: &Kind, tables: &Tables) -> String {
    let word = token.lower;
    let index = tables.index(pos.id);
    let (mut known, mut odd, mut unknown): (Vec<String>, Vec<String>, Option<String>) = (vec![], vec![], None);
    for rule in tables.rules(pos.id) {
        let Some(stem) = word.strip_suffix(&*rule.old) else { continue };
        let form = format!("{stem}{}", rule.new);
        if form.is_empty() {
            continue;
        }
        if index.is_some_and(|index| index.holds(&form)) {
            known.insert(0, form);
        } else if !is_alphabetic(&form) {
            odd.push(form);
        } else {
            unknown.get_or_insert(form);
        }
    }
    let exceptions = tables.exceptions(pos.id);
    let mut exceptions = exceptions.into_iter().flat_map(|table| table.get(word).rev());
    let is_new = |form: &&str| !known.iter().chain(&odd).any(|other| other == form);
    if let Some(exception) = exceptions.find(is_new) {
        return exception.to_owned();
    }
    let first = known.into_iter().chain(odd).next().or(unknown);
    first.unwrap_or_else(|| token.text.to_owned())
}

/// `str.isalpha`
pub(crate) fn is_alphabetic(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| Class::Alpha.holds(character))
}
