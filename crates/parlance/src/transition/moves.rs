//! The `moves` file: which actions with which labels a transition system has, in the order of its scores.

use crate::error::LoadError;
use crate::files::{File, Folder};
use crate::labels::{Label, Labels};
use crate::msgpack::Value;
use std::collections::BTreeMap;

/// Actions by number, each with its labels in order.
type Moves = Vec<(u8, Vec<String>)>;

/// The classes of the transition system `name`, each an action with a label, in the order of its scores. `actions` are
/// those that the numbers of the file stand for; a number of none has no classes.
pub(crate) fn classes<Action: Copy>(
    folder: &Folder,
    name: &str,
    actions: &[Option<Action>],
    labels: &mut Labels,
) -> Result<Vec<(Action, Label)>, LoadError> {
    let file = folder.read(&format!("{name}/moves"))?;
    let mut classes = Vec::new();
    for (number, names) in read(&file)? {
        let action = actions.get(usize::from(number));
        let Some(action) = action.ok_or_else(|| file.error("moves", format!("no action {number}")))? else { continue };
        classes.extend(names.iter().map(|name| (*action, labels.add(name))));
    }
    Ok(classes)
}

/// Reads the file; the JSON in it maps action to label to how often training saw it.
fn read(file: &File) -> Result<Moves, LoadError> {
    let root = file.msgpack()?;
    let json = root.get("moves").and_then(Value::text).ok_or_else(|| file.error("moves", "no such text"))?;
    let actions: BTreeMap<String, BTreeMap<String, i64>> =
        serde_json::from_str(json).map_err(|error| file.error("moves", error))?;
    let mut moves = Moves::new();
    for (action, labels) in actions {
        let action =
            action.parse().map_err(|_| file.error("moves", format!("`{action}` is not the number of an action")))?;
        moves.push((action, ordered(labels)));
    }
    moves.sort_by_key(|(action, _)| *action);
    Ok(moves)
}

/// Frequent labels first, of equal ones the later in the alphabet; labels added after training, counted downwards from -1, last.
fn ordered(labels: BTreeMap<String, i64>) -> Vec<String> {
    let mut labels: Vec<(i64, String)> = labels.into_iter().map(|(label, count)| (count, label)).collect();
    labels.sort_by(|a, b| (b.0, &b.1).cmp(&(a.0, &a.1)));
    labels.into_iter().map(|(_, label)| label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_labels_come_first_and_added_ones_last() {
        let counts = [("b", 5), ("a", 5), ("c", 9), ("x", -1), ("y", -2)];
        let labels = counts.iter().map(|(label, count)| (label.to_string(), *count)).collect();
        assert_eq!(ordered(labels), ["c", "b", "a", "x", "y"]);
    }
}
