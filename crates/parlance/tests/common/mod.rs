//! Where tests find pipelines.

use parlance::Pipeline;
use std::path::{Path, PathBuf};

/// The pipeline's folder, if it is on this machine: what `READOUT_MODEL` names, if it is this pipeline, or the one in
/// the user's cache.
pub fn find(pipeline: &str, version: &str) -> Option<PathBuf> {
    let named = std::env::var_os("READOUT_MODEL").map(PathBuf::from);
    let cache = std::env::var_os("READOUT_CACHE").map(PathBuf::from);
    let cache = cache.or_else(|| Some(Path::new(&std::env::var_os("HOME")?).join(".cache/readout")));
    let cached = cache.map(|cache| cache.join("models").join(format!("{pipeline}-{version}")));
    let found = [named, cached].into_iter().flatten().find(|folder| is(pipeline, version, folder));
    if found.is_none() {
        eprintln!(
            "skipped: {pipeline} {version} is not here; name its folder in READOUT_MODEL, or put it into the cache's `models`"
        );
    }
    found
}

fn is(pipeline: &str, version: &str, folder: &Path) -> bool {
    // Packages of the index carry the pipeline under a name with an ending of their own.
    let matches = |loaded: Pipeline| {
        let meta = loaded.meta();
        meta.version == version && format!("{}_{}", meta.lang, meta.name).starts_with(pipeline)
    };
    Pipeline::load(folder).is_ok_and(matches)
}
