//! Who a text names as its own origin: agencies, outlets, authors, interviews, press services.

pub(crate) mod outlets;
mod prose;
pub(crate) mod publisher;
pub(crate) mod words;

use super::Reading;
use super::debris::{self, Debris};
use crate::document::Span;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Agency,
    Outlet,
    Author,
    Interview,
    Article,
    PressService,
    Document,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    pub at: Span,
    pub name: String,
    pub role: Role,
}

pub fn find(reading: &mut Reading) {
    let mut found: Vec<Credit> = vec![];
    for debris in reading.debris.iter().filter(|d| debris::PROVENANCE.contains(&d.why)) {
        found.extend(of_debris(reading, debris));
    }
    prose::find(reading, &mut found);
    found.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
    found.dedup_by(|b, a| a.at.overlaps(b.at) && a.role == b.role);
    reading.credits = found;
    publisher::fill(reading);
}

/// Provenance that is not read for facts is read for its names.
fn of_debris(reading: &Reading, debris: &Debris) -> Vec<Credit> {
    let text = reading.printed(debris.at);
    let place = |at: Span| Span::new(debris.at.start + at.start, debris.at.start + at.end);
    let credit = |at: Span, role: Role| Credit { at: place(at), name: text[at.range()].trim().to_string(), role };
    match debris.why {
        "byline" => {
            let authors =
                words::byline(text, reading.language()).or_else(|| words::signature(text, reading.language()));
            // "Ada Lindqvist" and nothing else, under the headline.
            let given = text.split(' ').next().is_some_and(crate::value::who::is_given_name);
            let authors = authors.or_else(|| given.then(|| Span::new(0, text.len())));
            authors.map(|at| credit(names_only(text, at), Role::Author)).into_iter().collect()
        }
        "source-credit" => debris::site_in(text).map(|at| site(place(at), &text[at.range()])).into_iter().collect(),
        "dateline" => {
            let agency = debris::dateline(text, reading.language()).and_then(|d| d.agency);
            agency.into_iter().flat_map(|at| of_dateline(text, at, place)).collect()
        }
        _ => {
            let mut found = agencies(text, place);
            let outlet = publisher::name_in(text, reading.language()).map(|at| credit(at, Role::Outlet));
            found.extend(outlet.filter(|o| found.iter().all(|f| !f.at.overlaps(o.at))));
            found.extend(agency_beside(reading, text).map(|at| credit(at, Role::Agency)));
            found
        }
    }
}

/// The agencies in the brackets of a dateline: known ones, or else whoever stands there.
fn of_dateline(text: &str, agency: Span, place: impl Fn(Span) -> Span) -> Vec<Credit> {
    let known = agencies(&text[agency.range()], |at| place(Span::new(agency.start + at.start, agency.start + at.end)));
    let printed = text[agency.range()].trim();
    let is_name =
        printed.chars().next().is_some_and(char::is_uppercase) && !printed.contains(|c: char| c.is_ascii_digit());
    if known.is_empty() && is_name {
        return vec![Credit { at: place(agency.trim(text)), name: printed.to_string(), role: Role::Agency }];
    }
    known
}

/// "Velmora Today with VPA": letters of an agency behind the outlet.
fn agency_beside(reading: &Reading, text: &str) -> Option<Span> {
    let name = publisher::name_in(text, reading.language())?;
    let rest = &text[name.end..];
    let mut parts = rest.split_whitespace();
    let (with, letters) = (parts.next()?, parts.next()?);
    let is_agency = parts.next().is_none()
        && words::is_beside(with, reading.language())
        && (2..=6).contains(&letters.len())
        && letters.chars().all(|c| c.is_ascii_uppercase());
    let start = text.len() - rest.len() + rest.find(letters)?;
    is_agency.then(|| Span::new(start, start + letters.len()))
}

fn site(at: Span, address: &str) -> Credit {
    let known = outlets::at_site(address);
    let role = if known.is_some_and(|o| o.is_agency) { Role::Agency } else { Role::Outlet };
    Credit { at, name: known.map_or_else(|| outlets::host(address).to_string(), |o| o.name.clone()), role }
}

/// "Ada Lindqvist, Tarn", "Ada Lindqvist – VPA:": the name ends at the mark.
fn names_only(text: &str, at: Span) -> Span {
    let ends = [", ", " | ", "– ", "— ", " - ", " / "];
    let end = ends.iter().filter_map(|mark| text[at.range()].find(mark)).min().map_or(at.end, |end| at.start + end);
    Span::new(at.start, end).trim(text)
}

/// Agencies and outlets of the list that stand between brackets, bars, strokes and commas.
fn agencies(text: &str, place: impl Fn(Span) -> Span) -> Vec<Credit> {
    let mut out = vec![];
    let mut start = 0;
    for piece in text.split_inclusive(['(', ')', '[', ']', '/', '|', ',', ';', ':', '-', '–', '—', '_']) {
        let bare = Span::new(
            start,
            start + piece.trim_end_matches(['(', ')', '[', ']', '/', '|', ',', ';', ':', '-', '–', '—', '_']).len(),
        )
        .trim(text);
        start += piece.len();
        if let Some(outlet) = outlets::known(&text[bare.range()]) {
            let role = if outlet.is_agency { Role::Agency } else { Role::Outlet };
            out.push(Credit { at: place(bare), name: outlet.name.clone(), role });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn check(text: &str, expected: &[(&str, Role)]) {
        let mut reading = Reading::of(Document { text: text.into(), ..Document::default() });
        debris::find(&mut reading);
        super::super::layout::find(&mut reading);
        find(&mut reading);
        let found: Vec<(&str, Role)> = reading.credits.iter().map(|c| (c.name.as_str(), c.role)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn an_agency_is_credited_in_its_dateline_and_behind_the_text() {
        check("TARN, March 3 (Reuters) - The harbour was closed on Monday.", &[("Reuters", Role::Agency)]);
        check("The harbour was closed on Monday (AFP).", &[("Agence France-Presse", Role::Agency)]);
    }

    #[test]
    fn an_interview_is_credited_to_its_outlet() {
        check(
            "“We have no ships,” Lindqvist said in an interview with the Tarn Courier on Monday.",
            &[("Tarn Courier", Role::Interview)],
        );
        check("She told Reuters that there were no ships.", &[("Reuters", Role::Interview)]);
        check("She told Parliament that there were no ships.", &[]);
    }

    #[test]
    fn a_press_service_is_credited_with_its_owner() {
        check(
            "There are no ships, Lindqvist’s press service quotes her.",
            &[("Lindqvist’s press service", Role::PressService)],
        );
    }

    #[test]
    fn an_aggregator_names_the_outlet_by_its_address() {
        check(
            "“We have no ships” – Lindqvist, writes: www.courier.example\nThere are no ships in the harbour of Tarn now.",
            &[],
        );
        check(
            "“We have no ships” – Lindqvist — writes: www.courier.example\nThere are no ships in the harbour of Tarn now.",
            &[("courier.example", Role::Outlet)],
        );
    }
}
