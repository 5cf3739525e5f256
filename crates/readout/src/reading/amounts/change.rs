//! Which way an amount goes: the word that governs it, in the grammar or right beside it.

use super::pieces::{Kind, Piece};
use super::words::Changes;
use crate::reading::Syntax;
use crate::value::amount::Change;
use smol_str::SmolStr;

/// "rose by 5%", "a 5% increase", "5% more": up or down; `None` for a level ("rose to 5%").
pub fn change(syntax: &Syntax, pieces: &[Piece], start: usize, end: usize, changes: &Changes) -> Option<Change> {
    if pieces.get(start.checked_sub(1)?).is_some_and(|p| p.is_one_of(&changes.level)) {
        return None;
    }
    let found = behind(syntax, pieces, end, changes).or_else(|| before(syntax, pieces, start, changes));
    found.or_else(|| governed(syntax, pieces, start, end, changes))
}

/// "cut its rate by 25 points": the verb or noun on which "by" hangs, however far away.
fn governed(syntax: &Syntax, pieces: &[Piece], start: usize, end: usize, changes: &Changes) -> Option<Change> {
    let outer = syntax.outer(pieces[start].at.join(pieces[end - 1].at))?;
    let by = syntax.tokens[outer].head;
    let this = &syntax.tokens[by];
    if by == outer || !changes.by_itself.contains(&this.lower) {
        return None;
    }
    let lemma = syntax.lemma(this.head);
    if changes.up.contains(&lemma) {
        return Some(Change::Up);
    }
    changes.down.contains(&lemma).then_some(Change::Down)
}

/// "has grown on 5%", as some translations have it: of a percentage, "on" is "by" right behind a word of change.
pub fn grown_on(syntax: &Syntax, pieces: &[Piece], start: usize, changes: &Changes) -> Option<Change> {
    let link = pieces.get(start.checked_sub(1)?).filter(|p| p.is_one_of(&changes.by_rate))?;
    let word = pieces.get(start.checked_sub(2)?).filter(|p| p.kind == Kind::Word && p.at.end < link.at.start)?;
    direction(syntax, word, changes)
}

/// The governing word stands at most a few little words before the amount.
fn before(syntax: &Syntax, pieces: &[Piece], start: usize, changes: &Changes) -> Option<Change> {
    for i in (start.saturating_sub(5)..start).rev() {
        let piece = &pieces[i];
        if piece.kind != Kind::Word || piece.is_one_of(&changes.level) {
            return None;
        }
        if let Some(change) = direction(syntax, piece, changes) {
            // "made up 24%" goes nowhere.
            if behind_verb(syntax, piece).is_some_and(|verb| changes.standing.contains(&verb)) {
                return None;
            }
            let by = pieces[i + 1..start].iter().any(|p| p.is_one_of(&changes.by_itself));
            return Some(change).filter(|_| by || !changes.only_by.contains(&lemma(syntax, piece)));
        }
        if !piece.is_one_of(&changes.by) {
            return None;
        }
    }
    None
}

/// The verb of which this word is the particle.
fn behind_verb(syntax: &Syntax, piece: &Piece) -> Option<SmolStr> {
    let token = &syntax.tokens[syntax.token_at(piece.at.start)?];
    (token.dep == "prt").then(|| syntax.tokens[token.head].lemma.to_lowercase().into())
}

fn behind(syntax: &Syntax, pieces: &[Piece], end: usize, changes: &Changes) -> Option<Change> {
    let piece = pieces.get(end).filter(|p| p.kind == Kind::Word)?;
    let verb = syntax.token_at(piece.at.start).is_some_and(|t| syntax.tokens[t].pos == "VERB");
    if verb {
        return None;
    }
    if piece.is_one_of(&changes.behind_up) {
        return Some(Change::Up);
    }
    piece.is_one_of(&changes.behind_down).then_some(Change::Down)
}

fn direction(syntax: &Syntax, piece: &Piece, changes: &Changes) -> Option<Change> {
    let lemma = lemma(syntax, piece);
    let says = |list: &[SmolStr]| list.contains(&lemma) || list.contains(&piece.lower);
    if says(&changes.up) {
        return Some(Change::Up);
    }
    says(&changes.down).then_some(Change::Down)
}

fn lemma(syntax: &Syntax, piece: &Piece) -> SmolStr {
    let token = syntax.token_at(piece.at.start).map(|t| &syntax.tokens[t]);
    token.filter(|t| t.at.start <= piece.at.start).map_or(piece.lower.clone(), |t| t.lower_lemma())
}
