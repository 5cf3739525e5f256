//! The French lemmatizer: the index, exceptions, endings, and in the end a table of forms.

use super::morphology::Kind;
use super::rules::is_alphabetic;
use super::tables::Tables;
use crate::attribute_ruler::TokenView;

/// The parts of speech that have tables of their own.
const WITH_TABLES: [&str; 11] = ["noun", "verb", "adj", "adp", "adv", "aux", "cconj", "det", "pron", "punct", "sconj"];

/// Whether only the table of forms knows words of this kind.
pub(crate) fn is_looked_up(pos: &Kind, tables: &Tables) -> bool {
    !pos.is_none() && (!tables.has_rules || !WITH_TABLES.contains(&&*pos.pos))
}

/// The lemma where no table need be asked.
pub(crate) fn without_tables<'t>(token: &TokenView<'t>, pos: &Kind) -> Option<&'t str> {
    pos.is_none().then_some(token.lower)
}

pub(crate) fn lemma(token: &TokenView, pos: &Kind, tables: &Tables) -> String {
    let word = token.lower;
    let index = tables.index(pos.id);
    let is_known = |form: &str| index.is_some_and(|index| index.holds(form));
    if is_known(word) {
        return word.to_owned();
    }
    if let Some(exception) = tables.exceptions(pos.id).and_then(|table| table.first(word)) {
        return exception.to_owned();
    }
    let mut unknown = None;
    for rule in tables.rules(pos.id) {
        let Some(stem) = word.strip_suffix(&*rule.old) else { continue };
        let form = format!("{stem}{}", rule.new);
        if form.is_empty() {
            continue;
        }
        if is_known(&form) || !is_alphabetic(&form) {
            return form;
        }
        unknown.get_or_insert(form);
    }
    unknown.unwrap_or_else(|| tables.lookup.first(word).unwrap_or(word).to_owned())
}
