//! `readout model`: language models, which are there and getting one.

use super::print;
use crate::arguments::ModelAction;
use crate::model;
use anyhow::Result;

pub fn run(action: &ModelAction) -> Result<bool> {
    match action {
        ModelAction::Add { language } => print(&format!("{}\n", model::add(language)?.display()))?,
        ModelAction::List => print(&model::list()?)?,
    }
    Ok(true)
}
