//! A store as a desk uses it: added to, asked, damaged, of another version.

mod common;

use common::{articles, contents, examples, folder, path, readout, skip, stderr, stdout};
use std::fs;

#[test]
fn the_store_says_what_the_files_say() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    readout(&["add", "--store", &store, &examples()]).assert().success();
    for command in ["brief", "record"] {
        let kept = stdout(&readout(&[command, "--store", &store]).assert().success());
        let read = stdout(&readout(&[command, &examples()]).assert().success());
        assert!(kept == read, "`{command}` differs");
    }
    let checked = stdout(&readout(&["store", "check", "--store", &store]).assert().success());
    assert!(checked.contains("13 documents") && checked.contains("as they should be"), "{checked}");
}

#[test]
fn what_is_known_is_not_read_again() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    let add = || stdout(&readout(&["add", "--store", &store, &examples()]).assert().success());
    assert!(add().starts_with("added 13, known 0"));
    assert!(add().starts_with("added 0, known 13"));
}

#[test]
fn nothing_that_can_be_read_leaves_no_empty_store() {
    if skip() {
        return;
    }
    let folder = folder();
    let (store, nothing) = (path(&folder, "desk.db"), path(&folder, "nothing.txt"));
    fs::write(&nothing, "").expect("written");
    let asked = readout(&["add", "--store", &store, &nothing]).assert().code(1);
    assert!(stderr(&asked).contains("none was made"), "{}", stderr(&asked));
    assert!(!std::path::Path::new(&store).exists());
}

#[test]
fn a_corrected_text_under_the_same_name_is_kept_beside_the_first() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    let add = |text: &str| {
        let line = format!("{{\"id\": \"tarn-1\", \"text\": \"{text}\"}}\n");
        stdout(&readout(&["add", "--store", &store, "--stdin"]).write_stdin(line).assert().success())
    };
    assert!(add("The port handled 10 tonnes.").starts_with("added 1"));
    assert!(add("The port handled 12 tonnes.").starts_with("added 1"));
    assert!(add("The port handled 12 tonnes.").starts_with("added 0, known 1"));
    assert_eq!(contents(&store).lines().count(), 2);
}

#[test]
fn a_day_of_publication_given_later_is_taken_in() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    fs::write(folder.path().join("a.txt"), "The port was closed on Monday.\n").expect("written");
    let article = path(&folder, "a.txt");
    readout(&["add", "--store", &store, &article]).assert().success();
    let told = stdout(&readout(&["add", "--store", &store, &article, "--published", "2031-03-05"]).assert().success());
    assert!(told.starts_with("added 0, known 0, read again 1"), "{told}");
    assert!(contents(&store).contains("2031-03-03"));
}

#[test]
fn a_part_of_the_store_is_asked_for() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    readout(&["add", "--store", &store, &examples()]).assert().success();
    let lines = |filters: &[&str]| {
        let arguments: Vec<&str> = ["facts", "--store", &store].into_iter().chain(filters.iter().copied()).collect();
        stdout(&readout(&arguments).assert().success()).lines().count()
    };
    assert_eq!(lines(&["--from", "2024", "--to", "2023"]), 0);
    let early = lines(&["--to", "2023"]);
    assert!(early > 0 && early < 13, "{early}");
    assert_eq!(early + lines(&["--from", "2024"]), lines(&["--from", "2000"]));
    assert!(lines(&["--about", "reactor"]) < 13);
    assert!(lines(&["--speaker", "valdaric"]) > 0);
    let kinds = stdout(&readout(&["record", "--store", &store, "--kind", "figures"]).assert().success());
    assert!(kinds.contains("\"figures\":[{") && !kinds.contains("\"statements\":[{"));
}

#[test]
fn words_are_found_with_their_place() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    readout(&["add", "--store", &store, &examples()]).assert().success();
    let found = stdout(
        &readout(&["search", "\"transit fee\" -nonsense", "--store", &store, "--format", "json"]).assert().success(),
    );
    let hit: serde_json::Value = serde_json::from_str(found.lines().next().expect("a hit")).expect("JSON");
    let (id, at) = (hit["doc"].as_str().expect("a name"), &hit["at"]);
    let line = contents(&store).lines().find(|l| l.contains(&format!("\"id\":\"{id}\""))).map(str::to_string);
    let document: serde_json::Value = serde_json::from_str(&line.expect("the document is there")).expect("JSON");
    let [start, end] = [0, 1].map(|i| at[i].as_u64().expect("a number") as usize);
    let printed: String = document["text"].as_str().expect("a text").chars().skip(start).take(end - start).collect();
    assert!(printed.to_lowercase().starts_with("transit fee"), "{printed}");
    for nonsense in ["\"", "AND OR NOT", "(((", "*", "a\u{0}b"] {
        let _ = readout(&["search", "--store", &store, "--", &nonsense.replace('\0', "")]).assert();
    }
}

#[test]
fn what_is_no_store_or_a_newer_one_is_refused() {
    if skip() {
        return;
    }
    let folder = folder();
    fs::write(folder.path().join("text.db"), "This is a text and no database at all. ".repeat(40)).expect("written");
    let told = stderr(&readout(&["search", "--store", &path(&folder, "text.db"), "x"]).assert().code(2));
    assert!(told.contains("is not a store"), "{told}");
    let told = stderr(&readout(&["search", "--store", &path(&folder, "none.db"), "x"]).assert().code(2));
    assert!(told.contains("there is no store") && told.contains("readout add"), "{told}");
    let store = path(&folder, "new.db");
    readout(&["add", "--store", &store, &examples()]).assert().success();
    // Offset 60 of a SQLite file holds `user_version`.
    let mut bytes = fs::read(&store).expect("read");
    bytes[60..64].copy_from_slice(&9999u32.to_be_bytes());
    fs::write(&store, bytes).expect("written");
    let told = stderr(&readout(&["search", "--store", &store, "x"]).assert().code(2));
    assert!(told.contains("newer version"), "{told}");
}

#[test]
fn a_damaged_text_is_found_by_the_check() {
    if skip() {
        return;
    }
    let folder = folder();
    articles(folder.path(), 3);
    let store = path(&folder, "desk.db");
    readout(&["add", "--store", &store, &path(&folder, "0001.txt")]).assert().success();
    let mut bytes = fs::read(&store).expect("read");
    let name = b"harbour master Ada";
    let places: Vec<usize> = (0..bytes.len() - name.len()).filter(|i| bytes[*i..].starts_with(name)).collect();
    assert!(!places.is_empty());
    places.iter().for_each(|i| bytes[*i] = b'H');
    fs::write(&store, bytes).expect("written");
    let told = stderr(&readout(&["store", "check", "--store", &store]).assert().code(1));
    assert!(told.contains("hash differs"), "{told}");
}

#[test]
fn a_name_and_a_place_are_shown() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    readout(&["add", "--store", &store, &examples()]).assert().success();
    let shown = stdout(&readout(&["show", "--store", &store, "askarul"]).assert().success());
    assert!(shown.contains("Temir Askarul (person)") && shown.contains("Said ("), "{shown}");
    let place = shown.split('[').nth(1).and_then(|rest| rest.split(']').next()).expect("a place");
    let passage = stdout(&readout(&["show", "--store", &store, place]).assert().success());
    assert!(passage.contains('*') && passage.contains(place), "{passage}");
    let told = stderr(&readout(&["show", "--store", &store, "Nobody At All"]).assert().code(2));
    assert!(told.contains("is not in the store"), "{told}");
}

#[test]
fn what_is_new_is_told_with_what_it_changes() {
    if skip() {
        return;
    }
    let folder = folder();
    let store = path(&folder, "desk.db");
    let file = |name: &str, text: &str| {
        fs::write(folder.path().join(name), text).expect("written");
        path(&folder, name)
    };
    let first =
        file("a.txt", "The trade turnover of Norland reached $24.7 billion in 2030, the statistics office said.\n");
    let second =
        file("b.txt", "The trade turnover of Norland reached $19.2 billion in 2030, the customs service said.\n");
    let add = |article: &str, seconds: &str| {
        readout(&["add", "--store", &store, article]).env("SOURCE_DATE_EPOCH", seconds).assert().success();
    };
    add(&first, "86400");
    add(&second, "864000");
    let since = |day: &str| stdout(&readout(&["since", day, "--store", &store]).assert().success());
    assert!(since("1970-01-01").starts_with("2 new documents"));
    let told = since("1970-01-05");
    assert!(told.starts_with("1 new documents") && told.contains("$19.2 billion"), "{told}");
    assert_eq!(since("1970-02"), "nothing new\n");
    readout(&["since", "yesterday", "--store", &store]).assert().code(2);
}

#[test]
fn manual_pages_are_written_for_every_command() {
    let folder = folder();
    readout(&["manual", &path(&folder, "man")]).assert().success();
    let pages = fs::read_dir(folder.path().join("man")).expect("a folder").count();
    assert!(pages > 10, "{pages}");
    assert!(folder.path().join("man/readout-add.1").is_file());
}

#[test]
fn the_store_of_the_folder_is_meant_where_none_is_named() {
    if skip() {
        return;
    }
    let folder = folder();
    let here = |arguments: &[&str]| {
        let mut command = readout(arguments);
        stdout(&command.current_dir(folder.path()).assert().success())
    };
    here(&["add", &examples()]);
    // As the README has it: words first, then what narrows them.
    let found = here(&["search", "transit", "fee", "--from", "2024-10", "-n", "1", "--format", "json"]);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(here(&["since", "2000", "--about", "reactor"]).contains("What was said"));
    assert!(here(&["export", "csv", "--speaker", "valdaric"]).lines().count() > 1);
    let told = stderr(&readout(&["brief", &examples(), "--about", "reactor"]).assert().code(2));
    assert!(told.contains("choose from a store"), "{told}");
}
