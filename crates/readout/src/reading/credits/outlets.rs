//! News agencies and outlets by name and by address: world/outlets.toml.

use crate::words::World;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    agency: Vec<Named>,
    outlet: Vec<Named>,
    aggregator: Vec<Named>,
}

/// world/picture_agencies.toml.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pictures {
    names: HashSet<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    names: Vec<String>,
    sites: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(from = "File")]
struct Index {
    by_name: HashMap<String, Outlet>,
    by_site: HashMap<String, Outlet>,
}

/// An agency or outlet of the list.
#[derive(Clone, Debug)]
pub struct Outlet {
    pub name: String,
    pub is_agency: bool,
    /// It prints what other outlets wrote.
    pub is_aggregator: bool,
}

impl From<File> for Index {
    fn from(file: File) -> Self {
        let mut index = Index { by_name: HashMap::new(), by_site: HashMap::new() };
        let agencies = file.agency.into_iter().map(|n| (n, true, false));
        let outlets = file.outlet.into_iter().map(|n| (n, false, false));
        let aggregators = file.aggregator.into_iter().map(|n| (n, false, true));
        for (named, is_agency, is_aggregator) in agencies.chain(outlets).chain(aggregators) {
            let Some(name) = named.names.first().cloned() else { continue };
            let outlet = Outlet { name, is_agency, is_aggregator };
            index.by_name.extend(named.names.into_iter().map(|n| (n, outlet.clone())));
            index.by_site.extend(named.sites.into_iter().map(|s| (s, outlet.clone())));
        }
        index
    }
}

static OUTLETS: World<Index> = World::new("outlets");
static PICTURES: World<Pictures> = World::new("picture_agencies");

/// The agency or outlet of this name. Short names are told from words by their capitals.
pub fn known(name: &str) -> Option<&'static Outlet> {
    let index = OUTLETS.get();
    index.by_name.get(name).or_else(|| index.by_name.get(&titled(name)?))
}

/// It deals in pictures: its name stands beside captions, not beside news.
pub fn is_of_pictures(name: &str) -> bool {
    PICTURES.get().names.contains(name)
}

/// "REUTERS" is written for "Reuters".
fn titled(name: &str) -> Option<String> {
    if name.len() < 5 || !name.chars().all(|c| c.is_uppercase() || c == ' ') {
        return None;
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map(|first| first.to_string() + &chars.as_str().to_lowercase()).unwrap_or_default()
    };
    Some(name.split(' ').map(word).collect::<Vec<_>>().join(" "))
}

/// The outlet at an address: "https://www.outlet.example/page" or "outlet.example".
pub fn at_site(address: &str) -> Option<&'static Outlet> {
    OUTLETS.get().by_site.get(host(address))
}

/// The address without scheme, `www.` and path.
pub fn host(address: &str) -> &str {
    let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split('/').next().unwrap_or(bare)
}
