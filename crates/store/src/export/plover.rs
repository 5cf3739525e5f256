//! PLOVER records, one a line: events with a PLOVER type, who did it and whom it met.
//!
//! <https://github.com/openeventdata/PLOVER>, the names of its manual's chapter on JSON.

use super::{Part, Said, Source, each, line};
use crate::problem::Result;
use serde_json::{Map, Value, json};
use std::io::Write;

/// Roles of those whom an event meets; all others do it, together where it goes both ways.
const RECIPIENTS: [&str; 2] = ["recipient", "host"];

pub fn export(part: &Part, out: &mut dyn Write) -> Result<()> {
    each(part, |source, facts| {
        let events = facts.iter().filter_map(|said| record(source, said));
        events.into_iter().try_for_each(|record| line(out, "PLOVER records", &record))
    })
}

fn record(source: &Source, said: &Said) -> Option<Value> {
    let event = said.text("plover")?;
    let (date, end) = days(said.text("date").unwrap_or(""), source.published.as_deref(), said.text("certainty"));
    let at = said.pieces();
    let whole = json!({
        "id": format!("{}_{}", source.id, said.id),
        "date": date,
        "enddate": end,
        "source": actors(source, said, false),
        "recipient": actors(source, said, true),
        "event": [event],
        "mode": said.text("mode"),
        "event_loc": said.text("place").map(|name| json!({"name": name})),
        "event_text": at.iter().map(|[start, end]| source.printed(*start, *end)).collect::<Vec<_>>(),
        "text": paragraph(source, said),
        "text_info": {"start": said.starts, "end": said.ends},
        "cite_info": known(json!({
            "citation": said.place(source), "publication": source.outlet, "url": source.url, "title": source.title,
            "language": source.language, "coder": concat!("readout ", env!("CARGO_PKG_VERSION")),
        })),
        "event_type": said.text("type"),
        "event_date": said.text("date"),
        "published": source.published,
        "certainty": said.text("certainty"),
    });
    Some(known(whole))
}

/// First and last day as the format wants them, whole days. Where the text gives no whole day, or the event is still to
/// come, it is the day on which it was told, as coders of events have it; `event_date` says what the text says.
fn days<'d>(date: &'d str, published: Option<&'d str>, certainty: Option<&str>) -> (Option<&'d str>, Option<&'d str>) {
    let (from, to) = date.split_once('/').unwrap_or((date, ""));
    if certainty == Some("planned") || !is_day(from) {
        return (published, None);
    }
    (Some(from), Some(to).filter(|day| is_day(day)))
}

fn is_day(date: &str) -> bool {
    date.len() == 10
        && date.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
}

fn actors(source: &Source, said: &Said, are_recipients: bool) -> Vec<Value> {
    let all = said.fields.get("participants").and_then(Value::as_array).into_iter().flatten();
    let is_asked = |p: &&Value| p["role"].as_str().is_some_and(|role| RECIPIENTS.contains(&role)) == are_recipients;
    let actor = |p: &Value| {
        let (start, end) = (p["at"][0].as_u64()? as usize, p["at"][1].as_u64()? as usize);
        Some(json!({"actor_text": source.printed(start, end), "identifier_text": p["name"], "role": p["role"]}))
    };
    all.filter(is_asked).filter_map(actor).collect()
}

/// The paragraph around, in which a coder reads who did what.
fn paragraph(source: &Source, said: &Said) -> String {
    let (start, end) = (said.starts.min(source.text.len()), said.ends.min(source.text.len()));
    let from = source.text[..start].iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
    let to = source.text[end..].iter().position(|c| *c == '\n').map_or(source.text.len(), |i| end + i);
    source.printed(from, to)
}

/// The object without what is not known.
fn known(value: Value) -> Value {
    let Value::Object(map) = value else { return value };
    Value::Object(map.into_iter().filter(|(_, value)| !value.is_null()).collect::<Map<_, _>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_whole_and_what_is_still_to_come_was_told_on_a_day() {
        let told = Some("2031-03-05");
        assert_eq!(days("2031-03-01", told, Some("happened")), (Some("2031-03-01"), None));
        assert_eq!(days("2031-03-01/2031-03-03", told, None), (Some("2031-03-01"), Some("2031-03-03")));
        assert_eq!(days("2031-03", told, Some("happened")), (told, None));
        assert_eq!(days("2031-04-01", told, Some("planned")), (told, None));
        assert_eq!(days("", None, None), (None, None));
    }
}
