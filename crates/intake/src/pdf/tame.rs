//! What would make the reader of pages run in circles or fill the memory is taken out of a file before: pictures, which
//! it reads as if they were text, drawings that hold themselves, and pages that nest without end.

use pdf_extract::{Document, Object, ObjectId, Stream};
use std::collections::{BTreeMap, BTreeSet};

/// Drawings inside drawings, and pages inside groups of pages, lie no deeper in any honest file.
const DEPTH: usize = 32;
/// So many states of the pen may be kept at once.
const STATES: usize = 500;

/// Empties pictures, drawings that hold themselves and drawings that nest too deep.
pub fn drawings(file: &mut Document) {
    let held: BTreeMap<ObjectId, Option<BTreeSet<ObjectId>>> = file
        .objects
        .iter()
        .filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)))
        .filter(|(_, stream)| is_kind(stream, b"Form") || is_kind(stream, b"Image"))
        .map(|(id, stream)| (id, holds(file, stream)))
        .collect();
    let mut sound: BTreeSet<ObjectId> = BTreeSet::new();
    for _ in 0..DEPTH {
        let is_sound = |holds: &Option<BTreeSet<ObjectId>>| {
            holds.as_ref().is_some_and(|holds| holds.iter().all(|id| sound.contains(id) || !held.contains_key(id)))
        };
        let more: Vec<ObjectId> =
            held.iter().filter(|(id, holds)| !sound.contains(id) && is_sound(holds)).map(|(id, _)| *id).collect();
        if more.is_empty() {
            break;
        }
        sound.extend(more);
    }
    for id in held.keys() {
        if let Some(Object::Stream(stream)) = file.objects.get_mut(id)
            && (!sound.contains(id) || is_kind(stream, b"Image"))
        {
            stream.dict.remove(b"Filter");
            stream.set_content(vec![]);
        }
    }
}

fn is_kind(stream: &Stream, kind: &[u8]) -> bool {
    stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == kind)
}

/// The drawings that one may draw; `None` where nobody can tell.
fn holds(file: &Document, stream: &Stream) -> Option<BTreeSet<ObjectId>> {
    if is_kind(stream, b"Image") {
        return Some(BTreeSet::new());
    }
    let content = stream.get_plain_content().ok()?;
    if states(&content) > STATES {
        return None;
    }
    if !content.windows(2).any(|w| w == b"Do") {
        return Some(BTreeSet::new());
    }
    let resources = file.dereference(stream.dict.get(b"Resources").ok()?).ok()?.1.as_dict().ok()?;
    let drawings = file.dereference(resources.get(b"XObject").ok()?).ok()?.1.as_dict().ok()?;
    drawings.iter().map(|(_, at)| at.as_reference().ok()).collect()
}

/// A page that can be read without harm: its groups end somewhere, and its content is no pile of one stream.
pub fn is_sound(file: &Document, page: ObjectId) -> bool {
    let mut here = Some(page);
    for _ in 0..DEPTH {
        let Some(id) = here else { break };
        here = file.get_dictionary(id).and_then(|d| d.get(b"Parent")).and_then(Object::as_reference).ok();
    }
    let streams = file.get_page_contents(page);
    let distinct: BTreeSet<&ObjectId> = streams.iter().collect();
    here.is_none() && distinct.len() == streams.len() && file.get_page_content(page).is_ok_and(|c| states(&c) <= STATES)
}

/// How many states of the pen a content keeps at most at once.
fn states(content: &[u8]) -> usize {
    let (mut kept, mut most) = (0_usize, 0);
    for word in content.split(u8::is_ascii_whitespace) {
        match word {
            b"q" => kept += 1,
            b"Q" => kept = kept.saturating_sub(1),
            _ => {}
        }
        most = most.max(kept);
    }
    most
}

#[cfg(test)]
mod tests {
    use super::*;
    use pdf_extract::dictionary;

    fn form(content: &[u8], draws: Option<ObjectId>) -> Stream {
        let drawings = draws.map_or(dictionary! {}, |id| dictionary! { "F" => id });
        let resources = dictionary! { "XObject" => drawings };
        Stream::new(dictionary! { "Subtype" => "Form", "Resources" => resources }, content.to_vec())
    }

    fn content(file: &Document, id: ObjectId) -> &[u8] {
        &file.get_object(id).and_then(Object::as_stream).expect("a stream").content
    }

    #[test]
    fn drawings_that_hold_themselves_and_pictures_are_emptied() {
        let mut file = Document::new();
        let (own, inner) = (file.new_object_id(), file.new_object_id());
        file.objects.insert(own, Object::Stream(form(b"/F Do", Some(own))));
        file.objects.insert(inner, Object::Stream(form(b"BT ET", None)));
        let outer = file.add_object(form(b"/F Do", Some(inner)));
        let picture = file.add_object(Stream::new(dictionary! { "Subtype" => "Image" }, vec![7; 9]));
        drawings(&mut file);
        assert!(content(&file, own).is_empty() && content(&file, picture).is_empty());
        assert_eq!((content(&file, outer), content(&file, inner)), (&b"/F Do"[..], &b"BT ET"[..]));
    }

    #[test]
    fn states_of_the_pen_are_counted_as_they_are_kept() {
        assert_eq!(states(b"q q Q q 1 0 0 rg Q Q"), 2);
    }

    #[test]
    fn a_page_whose_groups_run_in_a_circle_is_not_read() {
        let mut file = Document::new();
        let (page, group) = (file.new_object_id(), file.new_object_id());
        file.objects.insert(page, Object::Dictionary(dictionary! { "Parent" => group }));
        file.objects.insert(group, Object::Dictionary(dictionary! { "Kids" => vec![page.into()] }));
        assert!(is_sound(&file, page));
        file.objects.insert(group, Object::Dictionary(dictionary! { "Parent" => page }));
        assert!(!is_sound(&file, page));
    }
}
