//! Values that know whether they agree.

pub mod amount;
pub mod when;
pub mod who;
pub mod wording;
