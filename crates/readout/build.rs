//! Names the rules of this build: a hash over the core's sources and the data they read.

use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the folder of the crate"));
    let mut hash = FNV_OFFSET;
    for folder in ["src", "../../words", "../../world"] {
        println!("cargo:rerun-if-changed={folder}");
        for file in files(&here.join(folder)) {
            let name = file.strip_prefix(&here).unwrap_or(&file);
            hash = add(hash, name.to_string_lossy().replace('\\', "/").as_bytes());
            hash = add(hash, &fs::read(&file).unwrap_or_default());
        }
    }
    println!("cargo:rustc-env=READOUT_RULES={hash:016x}");
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const FNV_PRIME: u64 = 0x0100_0000_01b3;

/// FNV-1a, <http://www.isthe.com/chongo/tech/comp/fnv/>: needs no crate, and nobody gains by a collision.
fn add(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(FNV_PRIME))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return vec![] };
    let mut out: Vec<PathBuf> = vec![];
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            out.extend(files(&path));
            continue;
        }
        out.push(path);
    }
    out.sort();
    out
}
