//! Which documents are about the same happening, and which are copies of each other.

use super::{Place, Report};

pub fn find(reports: &[Report]) -> Vec<Place> {
    (0..reports.len()).map(|story| Place { story, ..Place::default() }).collect()
}
