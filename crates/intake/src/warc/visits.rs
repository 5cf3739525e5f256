//! Pages of an archive by the digest of their payload, for later visits that found them unchanged.

use readout::Document;
use std::collections::{HashMap, VecDeque};

/// So many bytes of text are kept, the latest ones: an archive may be larger than memory.
const KEPT: usize = 64_000_000;
/// So many digests of what was no page.
const OTHERS: usize = 2_000_000;

#[derive(Default)]
pub struct Visits {
    pages: HashMap<String, Document>,
    order: VecDeque<String>,
    kept: usize,
    others: std::collections::HashSet<u64>,
}

pub enum Found {
    Page(Box<Document>),
    NoPage,
    Nothing,
}

impl Visits {
    pub fn keep(&mut self, digest: Option<&str>, document: Option<&Document>) {
        let Some(digest) = digest.filter(|d| !d.is_empty()) else { return };
        let Some(document) = document else {
            if self.others.len() < OTHERS {
                self.others.insert(hash(digest));
            }
            return;
        };
        if self.pages.contains_key(digest) {
            return;
        }
        self.kept += document.text.len();
        self.pages.insert(digest.to_string(), document.clone());
        self.order.push_back(digest.to_string());
        while self.kept > KEPT {
            let Some(oldest) = self.order.pop_front() else { break };
            self.kept -= self.pages.remove(&oldest).map_or(0, |d| d.text.len());
        }
    }

    pub fn find(&self, digest: &str) -> Found {
        if let Some(document) = self.pages.get(digest) {
            return Found::Page(Box::new(document.clone()));
        }
        if self.others.contains(&hash(digest)) { Found::NoPage } else { Found::Nothing }
    }
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01B3))
}
