//! Figures of many texts brought together.

use super::Figure;
use crate::facts::Reported;
use crate::record::{Conflict, Context, Entry};

pub fn reconcile(_reports: &[Reported<Figure>], _context: &Context) -> (Vec<Entry>, Vec<Conflict>) {
    (vec![], vec![])
}
