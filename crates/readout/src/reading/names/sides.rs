//! A country called by its side of a table: "the Osmerian side".

use super::segment::Text;
use super::{Class, Form, Mention};
use crate::document::Span;

/// Mentions by a noun such as "side" behind the adjective of a country.
pub fn find(text: &Text, names: &[Mention]) -> Vec<Mention> {
    let country = |m: &&Mention| m.class == Class::Country && m.form == Form::Adjective && m.entity.is_some();
    let side = |m: &Mention| {
        let at = side_of(text, m.at)?;
        Some(Mention { at, class: Class::Country, form: Form::Nominal, entity: m.entity })
    };
    names.iter().filter(country).filter_map(side).collect()
}

/// The adjective, its article and the noun right behind it, if the noun stands for the country: no more tells of it.
fn side_of(text: &Text, adjective: Span) -> Option<Span> {
    let syntax = &text.reading.syntax;
    let last = syntax.tokens_in(adjective).next_back()?;
    let noun = last + 1;
    let token = syntax.tokens.get(noun).filter(|t| t.tag == "NN" && t.sentence == syntax.tokens[last].sentence)?;
    let listed = text.lexicon.groups.sides.iter().any(|n| *n == token.lower.as_str());
    // "the Osmerian side of the river" is a bank.
    let of_more = syntax.children(noun).iter().any(|c| *c == noun + 1 && syntax.tokens[*c].dep == "prep");
    if !listed || token.dep == "compound" || of_more {
        return None;
    }
    let start = syntax.token_at(adjective.start)?;
    let article = start.checked_sub(1).filter(|a| syntax.tokens[*a].morph.contains("Definite=Def"));
    Some(syntax.tokens[article.unwrap_or(start)].at.join(token.at))
}
