//! Widths of signs, written out one by one: the reader of pages loses those that a font gives for a run of signs, and
//! then takes the gap behind each of them for a blank.

use pdf_extract::{Document, Object, ObjectId};

/// A font has no more signs.
const MOST: i64 = 65_536;

pub fn write_out(file: &mut Document) {
    let fonts: Vec<ObjectId> =
        file.objects.iter().filter(|(_, object)| has_widths(object)).map(|(id, _)| *id).collect();
    for id in fonts {
        let Some(widths) = widths_of(file, id) else { continue };
        if let Ok(font) = file.get_object_mut(id).and_then(Object::as_dict_mut) {
            font.set("W", widths);
        }
    }
}

fn has_widths(object: &Object) -> bool {
    object.as_dict().is_ok_and(|font| font.has(b"W") && font.has(b"CIDSystemInfo"))
}

/// "5 9 600" as "5 [600 600 600 600 600]"; `None` where the list is none.
fn widths_of(file: &Document, font: ObjectId) -> Option<Vec<Object>> {
    let given = file.get_object(font).ok()?.as_dict().ok()?.get(b"W").ok()?;
    let given = file.dereference(given).ok()?.1.as_array().ok()?;
    let (mut out, mut rest) = (vec![], given.as_slice());
    while let [first, second, ..] = rest {
        let second = file.dereference(second).ok()?.1;
        if let Object::Array(_) = second {
            out.extend([first.clone(), second.clone()]);
            rest = &rest[2..];
            continue;
        }
        let (from, to, width) = (first.as_i64().ok()?, second.as_i64().ok()?, rest.get(2)?);
        let count = to.checked_sub(from).filter(|n| (0..MOST).contains(n))? + 1;
        out.extend([first.clone(), Object::Array(vec![width.clone(); count as usize])]);
        rest = &rest[3..];
    }
    (out.len() < MOST as usize).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use pdf_extract::dictionary;

    #[test]
    fn a_run_of_equal_widths_is_written_out() {
        let mut file = Document::new();
        let one = |w: i64| Object::Array(vec![w.into()]);
        let given: Vec<Object> = vec![1.into(), one(300), 5.into(), 7.into(), 600.into()];
        let font = file.add_object(dictionary! { "CIDSystemInfo" => Object::Null, "W" => given });
        write_out(&mut file);
        let three = Object::Array(vec![600.into(), 600.into(), 600.into()]);
        assert_eq!(widths_of(&file, font), Some(vec![1.into(), one(300), 5.into(), three]));
    }

    #[test]
    fn a_broken_list_of_widths_stays_as_it_is() {
        let mut file = Document::new();
        let given: Vec<Object> = vec![5.into(), i64::MAX.into(), 600.into()];
        let font = file.add_object(dictionary! { "CIDSystemInfo" => Object::Null, "W" => given.clone() });
        write_out(&mut file);
        let kept = file.get_object(font).and_then(Object::as_dict).and_then(|d| d.get(b"W")).and_then(Object::as_array);
        assert_eq!(kept.expect("it is there"), &given);
    }
}
