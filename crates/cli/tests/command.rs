//! The program as people call it: what it prints, what it says when something is wrong, how it ends.

mod common;

use common::{readout, root, skip, stderr, stdout};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ARTICLE: &str = "Minister Ada Lindqvist said trade with Norland reached 24.7 billion crowns in 2031.\n";

#[test]
fn every_command_is_in_the_help_and_in_the_readme() {
    let help = stdout(&readout(&["--help"]).assert().success());
    let readme = fs::read_to_string(root().join("README.md")).expect("there is a README");
    for line in help.lines().skip_while(|l| !l.starts_with("Commands:")).skip(1).take_while(|l| !l.trim().is_empty()) {
        let Some(name) = line.split_whitespace().next().filter(|_| line.starts_with("  ") && !line.starts_with("   "))
        else {
            continue;
        };
        if name != "help" {
            readout(&[name, "--help"]).assert().success();
            assert!(readme.contains(&format!("readout {name}")), "`readout {name}` is not in the README");
        }
    }
}

#[test]
fn a_wrong_call_ends_with_two() {
    readout(&["brief"]).assert().code(2);
    readout(&["brief", "x", "--format", "poem"]).assert().code(2);
    readout(&["nonsense"]).assert().code(2);
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_is_done() {
    if skip() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    fs::write(path("good.txt"), ARTICLE).expect("written");
    fs::write(path("empty.txt"), "").expect("written");
    fs::write(path("binary.txt"), [0x7f, b'E', b'L', b'F', 0, 0, 1, 2, 3, 0, 0, 255, 254]).expect("written");
    fs::write(path("broken.txt"), b"Trade grew, said Ada Lindqvist. \xff\xfe\xfa It fell \xc3\x28 later.\n")
        .expect("written");
    let assert = readout(&["facts", &folder.path().display().to_string(), "no-such-file.txt"]).assert().code(1);
    let (out, err) = (stdout(&assert), stderr(&assert));
    assert!(out.lines().any(|l| l.contains("good.txt")), "{out}");
    for name in ["empty.txt", "binary.txt", "no-such-file.txt"] {
        assert!(err.contains(name), "{name} is not named in:\n{err}");
    }
    assert!(out.contains("broken.txt") || err.contains("broken.txt"));
    assert!(out.lines().all(|l| serde_json::from_str::<serde_json::Value>(l).is_ok()));
}

#[test]
fn a_folder_without_articles_is_told() {
    if skip() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let name = folder.path().display().to_string();
    let assert = readout(&["brief", &name]).assert().code(1);
    assert!(stderr(&assert).contains(&name), "{}", stderr(&assert));
}

#[test]
fn one_line_of_fifty_megabytes_is_refused_or_read_but_never_hangs_the_rest() {
    if skip() {
        return;
    }
    let folder = TempDir::new().expect("a temporary folder");
    let long = folder.path().join("long.txt");
    fs::write(&long, "word ".repeat(10_000_000)).expect("written");
    fs::write(folder.path().join("good.txt"), ARTICLE).expect("written");
    let assert = readout(&["facts", &folder.path().display().to_string()]).assert().code(1);
    assert!(stderr(&assert).contains("long.txt"), "{}", stderr(&assert));
    assert_eq!(stdout(&assert).lines().count(), 1);
}

#[test]
fn answers_come_in_the_order_of_the_questions() {
    if skip() {
        return;
    }
    let lines: String =
        (0..200).map(|i| format!("{{\"id\": \"d{i}\", \"text\": \"Number {i} came. It went.\"}}\n")).collect();
    let out = stdout(&readout(&["facts", "--stdin"]).write_stdin(lines).assert().success());
    let ids: Vec<String> = out
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).expect("JSON")["id"].as_str().expect("an id").to_string())
        .collect();
    assert_eq!(ids, (0..200).map(|i| format!("d{i}")).collect::<Vec<_>>());
}

#[test]
fn a_line_that_is_no_json_is_named_by_its_number() {
    if skip() {
        return;
    }
    let assert = readout(&["facts", "--stdin"])
        .write_stdin("{\"text\": \"One.\"}\nnot json\n{\"text\": \"Three.\"}\n")
        .assert()
        .code(1);
    assert_eq!(stdout(&assert).lines().count(), 2);
    assert!(stderr(&assert).contains('2'), "{}", stderr(&assert));
}

#[test]
fn a_model_with_a_file_missing_or_cut_short_is_named() {
    if skip() {
        return;
    }
    let listed = stdout(&readout(&["model", "list"]).assert().success());
    let Some(source) = listed.split_whitespace().last().map(PathBuf::from).filter(|p| p.is_dir()) else { return };
    let copy = TempDir::new().expect("a temporary folder");
    copy_all(&source, copy.path());
    let article = copy.path().join("article.txt");
    fs::write(&article, ARTICLE).expect("written");
    let call =
        || readout(&["facts", "--model", &copy.path().display().to_string(), &article.display().to_string()]).assert();
    call().success();
    let model = find(copy.path(), "parser/model").expect("the parser has a model file");
    let whole = fs::read(&model).expect("read");
    fs::write(&model, &whole[..whole.len() / 2]).expect("written");
    let assert = call().code(2);
    assert!(stderr(&assert).contains("model"), "{}", stderr(&assert));
    fs::remove_file(&model).expect("removed");
    let assert = call().code(2);
    assert!(stderr(&assert).contains("parser"), "{}", stderr(&assert));
}

#[test]
fn a_model_that_is_not_there_is_told() {
    let assert = readout(&["facts", "--model", "no-such-model", "x.txt"]).assert().code(2);
    assert!(stderr(&assert).contains("no-such-model"));
}

#[test]
fn without_a_package_index_the_message_says_which_file_to_put_where() {
    let folder = TempDir::new().expect("a temporary folder");
    let assert = readout(&["model", "add", "en"]).env("READOUT_CACHE", folder.path()).env("PATH", "").assert().code(2);
    let err = stderr(&assert);
    assert!(
        err.contains(".whl") && err.contains("--model") && err.contains(&folder.path().display().to_string()),
        "{err}"
    );
}

#[test]
fn the_brief_of_the_examples_comes_in_every_format() {
    if skip() {
        return;
    }
    let examples = root().join("examples/summit").display().to_string();
    for format in ["text", "markdown", "html", "json"] {
        let out = stdout(&readout(&["brief", &examples, "--format", format]).assert().success());
        assert!(out.contains("Askarul"), "{format}");
    }
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(stdout(&readout(&["completions", shell]).assert().success()).contains("readout"));
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("made");
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

fn find(folder: &Path, ending: &str) -> Option<PathBuf> {
    for path in fs::read_dir(folder).ok()?.flatten().map(|e| e.path()) {
        if path.is_dir() {
            if let Some(found) = find(&path, ending) {
                return Some(found);
            }
        } else if path.ends_with(ending) {
            return Some(path);
        }
    }
    None
}
