//! Who and what is named, and which mentions mean the same person, organisation, country or place.

use super::Reading;
use crate::document::Span;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Work,
    Group,
    Language,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    Name,
    Title,
    Pronoun,
    Nominal,
    Adjective,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub at: Span,
    pub class: Class,
    pub form: Form,
    /// Index into `Reading::entities`; `None` where the text does not decide it.
    pub entity: Option<usize>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    pub class: Class,
    /// The fullest name the document gives.
    pub name: String,
    pub name_at: Span,
    /// Offices and descriptions the document gives, as printed ("President of Kazakhstan"), with their span.
    pub offices: Vec<(String, Span)>,
}

pub fn find(_reading: &mut Reading) {}

/// "I", "my", "we" inside a voice mean the speaker.
pub fn resolve_first_person(_reading: &mut Reading) {}
