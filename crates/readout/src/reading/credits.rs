//! Who a text names as its own origin: agencies, outlets, authors, interviews, press services.

use super::Reading;
use crate::document::Span;
use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credit {
    pub at: Span,
    pub name: String,
    pub role: Role,
}

pub fn find(_reading: &mut Reading) {}
