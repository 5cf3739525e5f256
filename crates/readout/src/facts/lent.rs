//! What one kind of fact takes from another: an agreement its day and its parties from the signing that the text tells of, and a
//! count of what was done its day from the deed.

use super::Facts;
use super::agreement::{Agreement, Status};
use super::event::Event;
use super::figure::{Figure, Role};
use crate::reading::clauses::Certainty;
use crate::reading::{Class, Reading, together};

pub fn lend(reading: &Reading, facts: &mut Facts) {
    let events = &facts.events;
    for agreement in &mut facts.agreements {
        // What has been signed takes no day from a signing that is to come.
        let made = |s: Status, e: &Event| (s == Status::Planned) == (e.certainty == Certainty::Planned);
        let told = agreement.stages.iter().filter(|s| is_made(s.status)).map(|s| (s.status, s.at));
        let signing =
            |(status, at)| events.iter().find(|e: &&Event| made(status, e) && e.at.iter().any(|own| own.overlaps(at)));
        if let Some(event) = told.filter_map(signing).next() {
            dated(agreement, event);
            joined(reading, agreement, event);
        }
    }
    for figure in facts.figures.iter_mut().filter(|f| f.role == Role::Statistic && !f.now) {
        day_of_deed(reading, figure, &facts.events);
    }
}

/// "The ministries signed 50 documents": they were signed on the day of the signing, where the text tells that.
fn day_of_deed(reading: &Reading, figure: &mut Figure, events: &[Event]) {
    if figure.period.is_some() || figure.period_value.is_some() || figure.as_of.is_some() {
        return;
    }
    let syntax = &reading.syntax;
    let verb = syntax.outer(figure.at).and_then(|t| syntax.ancestors(t).find(|t| syntax.is_verb(*t)));
    let Some(verb) = verb.map(|v| syntax.tokens[v].at) else { return };
    let done = |e: &&Event| e.certainty == Certainty::Happened && e.at.iter().any(|at| at.overlaps(verb));
    let date = events.iter().find(done).and_then(|e| e.date.as_ref());
    figure.period_value = date.map(|(date, _)| date.clone()).filter(|d| d.starts_with(|c: char| c.is_ascii_digit()));
}

/// Of what is done with an agreement only its making has those who make it.
fn is_made(status: Status) -> bool {
    matches!(status, Status::Signed | Status::Agreed | Status::Planned)
}

fn dated(agreement: &mut Agreement, event: &Event) {
    if agreement.date.is_none() {
        // "on Monday" of an unknown week is no date of an agreement.
        let known = event.date.as_ref().filter(|(date, _)| date.starts_with(|c: char| c.is_ascii_digit()));
        agreement.date = known.map(|(date, _)| date.clone());
    }
}

/// Those who sign, where the phrase of the agreement names fewer than two.
fn joined(reading: &Reading, agreement: &mut Agreement, event: &Event) {
    if agreement.parties.len() > 1 {
        return;
    }
    for entity in event.participants.iter().filter_map(|p| p.who.entity) {
        match reading.entities.get(entity).map(|e| e.class) {
            Some(Class::Person) => {
                push(&mut agreement.signers, Some(entity));
                push(&mut agreement.parties, together::side_of(reading, entity));
            }
            Some(Class::Country | Class::Organisation) => push(&mut agreement.parties, Some(entity)),
            _ => {}
        }
    }
}

fn push(list: &mut Vec<usize>, entity: Option<usize>) {
    list.extend(entity.filter(|e| !list.contains(e)));
}
