//! A pipeline with one damaged file is an error or a pipeline, never a panic.
//! `PARLANCE_MODEL` names the folder of a sound one; its files are linked to
//! in a temporary folder, the damaged one is written there.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parlance::Pipeline;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const FILES: [&str; 14] = [
    "config.cfg",
    "meta.json",
    "tokenizer",
    "vocab/lookups.bin",
    "vocab/key2row",
    "vocab/vectors",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
    "tagger/cfg",
    "tagger/model",
    "parser/moves",
    "parser/model",
    "ner/moves",
    "ner/model",
];

struct Folders {
    sound: PathBuf,
    damaged: PathBuf,
}

static FOLDERS: LazyLock<Folders> = LazyLock::new(|| {
    let sound = std::env::var_os("PARLANCE_MODEL").map(PathBuf::from).expect("PARLANCE_MODEL names a folder");
    let damaged = std::env::temp_dir().join(format!("parlance-fuzz-{}", std::process::id()));
    link(&sound, &damaged);
    Folders { sound, damaged }
});

// The first byte names the file, the second how to damage it, the rest where and with what.
fuzz_target!(|data: &[u8]| {
    let [file, kind, edits @ ..] = data else { return };
    let name = FILES[usize::from(*file) % FILES.len()];
    let target = FOLDERS.damaged.join(name);
    let Ok(mut bytes) = std::fs::read(FOLDERS.sound.join(name)) else { return };
    damage(&mut bytes, *kind, edits);
    std::fs::remove_file(&target).expect("a link is there");
    std::fs::write(&target, &bytes).expect("the temporary folder takes files");
    if let Ok(pipeline) = Pipeline::load(&FOLDERS.damaged) {
        pipeline.annotate("The ferry didn't leave Altona at 9 a.m., (said) U.S. officials...");
    }
    std::fs::remove_file(&target).expect("a file is there");
    std::os::unix::fs::symlink(FOLDERS.sound.join(name), &target).expect("the temporary folder takes links");
});

fn damage(bytes: &mut Vec<u8>, kind: u8, edits: &[u8]) {
    if kind % 4 == 0 {
        return *bytes = edits.to_vec();
    }
    for edit in edits.chunks_exact(4) {
        let at = u32::from_le_bytes([edit[0], edit[1], edit[2], 0]) as usize % bytes.len().max(1);
        match kind % 4 {
            1 if at < bytes.len() => bytes[at] = edit[3],
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.insert(at, edit[3]),
            _ => {}
        }
    }
    if kind >= 128 {
        bytes.truncate(bytes.len() * usize::from(kind - 128) / 128);
    }
}

fn link(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("the temporary folder takes folders");
    for entry in std::fs::read_dir(from).expect("the folder can be read").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            link(&entry.path(), &target);
        } else {
            std::os::unix::fs::symlink(entry.path(), target).expect("the temporary folder takes links");
        }
    }
}
