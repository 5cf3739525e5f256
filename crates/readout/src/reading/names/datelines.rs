//! Places of datelines: "TARN, Velmora, March 3 - " is not read for facts, but it names where the report comes from.

use super::classify::listed_class;
use super::lexicon::{self, Listed};
use super::{Class, Entity, Form, Mention};
use crate::document::Span;
use crate::reading::Reading;

/// Keys of the debris that begins with places.
const DATELINES: &[&str] = &["dateline", "date-line"];

/// Adds the listed places and countries of datelines to what the text names.
pub fn add(reading: &Reading, entities: &mut Vec<Entity>, mentions: &mut Vec<Mention>) {
    for debris in reading.debris.iter().filter(|d| DATELINES.contains(&d.why)) {
        for at in parts(reading, debris.at) {
            if mentions.iter().any(|m| m.at.overlaps(at)) {
                continue;
            }
            let Some((class, entity)) = place(reading, at, entities) else { continue };
            mentions.push(Mention { at, class, form: Form::Name, entity: Some(entity) });
        }
    }
}

/// What stands between commas, brackets and dashes.
fn parts(reading: &Reading, at: Span) -> Vec<Span> {
    let text = &reading.document.text;
    let mut start = at.start;
    let mut out = vec![];
    for piece in reading.printed(at).split_inclusive([',', '(', '/', '–', '—', '-', '.']) {
        let whole = Span::new(start, start + piece.len());
        start = whole.end;
        let bare = piece.trim_end_matches([',', '(', '/', '–', '—', '-', '.']);
        let at = Span::new(whole.start, whole.start + bare.len()).trim(text);
        out.extend((!at.is_empty()).then_some(at));
    }
    out
}

/// The entity of that name, the one the text has already or a new one.
fn place(reading: &Reading, at: Span, entities: &mut Vec<Entity>) -> Option<(Class, usize)> {
    let index = lexicon::index(reading.language());
    let printed = reading.printed(at);
    let is_place = |l: Listed| matches!(l, Listed::Country | Listed::Capital | Listed::City | Listed::Region);
    let hit = index.listed(printed).filter(|h| is_place(h.listed))?;
    let class = listed_class(hit);
    let same = |e: &Entity| e.class == class && index.listed(&e.name).is_some_and(|h| h.key == hit.key);
    let known = entities.iter().position(same);
    if known.is_none() {
        entities.push(Entity { class, name: printed.to_string(), name_at: at, offices: vec![] });
    }
    Some((class, known.unwrap_or(entities.len() - 1)))
}
