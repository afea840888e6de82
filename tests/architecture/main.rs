//! What may be where: imports go down the floors only, and each floor knows only what it should.

mod french;

use std::fs;
use std::path::{Path, PathBuf};

/// Floors from below; a floor may name itself and those before it. The first three stand beside each other, and so
/// do the last two. Pictures are for those who show them.
const FLOORS: [&str; 9] =
    ["words", "evidence", "points", "picture", "gallery", "store", "service", "web", "discord"];
/// Above all floors: the program itself.
const TOP: [&str; 8] = ["cli", "log", "midnight", "playground", "run", "sealing", "settings", "signal"];

/// What a pure room does without: SQL, Discord, waiting, the clock, files and the network.
const PURE: [&str; 7] = ["sqlx", "serenity", "tokio", "async fn", "Utc::now", "std::fs", "std::net"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Each line of code of a floor, with its place.
fn lines(floor: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(floor);
    let mut lines = Vec::new();
    // A floor may be a file alone.
    let files = if folder.is_dir() { rust_files(&folder) } else { vec![folder.with_extension("rs")] };
    for file in files {
        let text = fs::read_to_string(&file).expect("a file");
        for (at, line) in text.lines().enumerate() {
            if !line.trim_start().starts_with("//") {
                lines.push((format!("{}:{}", file.display(), at + 1), line.to_owned()));
            }
        }
    }
    lines
}

fn faults(floor: &str, forbidden: &[&str]) -> Vec<String> {
    let names = |line: &str| forbidden.iter().any(|word| line.contains(word));
    lines(floor)
        .into_iter()
        .filter(|(_, line)| names(line))
        .map(|(place, line)| format!("{place}: {line}"))
        .collect()
}

#[test]
fn imports_go_down_the_floors_only() {
    for (at, floor) in FLOORS.iter().enumerate() {
        let above: Vec<String> =
            FLOORS[at + 1..].iter().chain(&TOP).map(|higher| format!("crate::{higher}::")).collect();
        let above: Vec<&str> = above.iter().map(String::as_str).collect();
        let found = faults(floor, &above);
        assert!(found.is_empty(), "{floor} names a floor above it:\n{}", found.join("\n"));
    }
}

#[test]
fn sql_stands_in_the_store_alone_and_discord_in_its_own_floor() {
    for (floor, forbidden) in [
        ("points", &[&PURE[..], &["crate::evidence::", "crate::words::"]].concat()[..]),
        ("evidence", &[&PURE[..], &["rand::", "OsRng"]].concat()[..]),
        ("words", &[&PURE[..], &["crate::evidence::", "crate::points::"]].concat()[..]),
        ("picture", &[&PURE[..], &["crate::evidence::"]].concat()[..]),
        ("gallery", &["serenity", "sqlx", "crate::words::", "crate::points::", "crate::evidence::"][..]),
        ("store", &["serenity", "crate::words::", "crate::picture::", "crate::gallery::"][..]),
        ("service", &["serenity", "sqlx", "crate::words::", "crate::picture::", "crate::gallery::"][..]),
        ("web", &["serenity", "sqlx", "crate::discord::"][..]),
        ("discord", &["sqlx", "crate::web::"][..]),
    ] {
        let found = faults(floor, forbidden);
        assert!(found.is_empty(), "{floor} knows too much:\n{}", found.join("\n"));
    }
}

/// Whether a file of `src` asks somebody over HTTP who isn't Discord. Tests may: they ask what is served here.
fn asks_others(file: &Path, text: &str) -> bool {
    let discord = file.starts_with("discord/client");
    let tests = file.ends_with("tests.rs") || file.iter().any(|part| part == "tests");
    let mut code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    !discord && !tests && code.any(|line| line.contains("reqwest"))
}

#[test]
fn discord_alone_is_asked_over_http_and_by_its_client_alone() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut clients = 0;
    for file in rust_files(&source) {
        let text = fs::read_to_string(&file).expect("a file");
        let place = file.strip_prefix(&source).expect("a file of the source");
        assert!(!asks_others(place, &text), "{} asks over HTTP", file.display());
        clients += usize::from(place.starts_with("discord/client") && text.contains("reqwest"));
    }
    assert!(clients > 0, "the client has another name by now");
}

#[test]
fn a_room_that_asks_others_over_http_is_noticed() {
    for (file, text, noticed) in [
        ("service/award.rs", "use reqwest::Client;\n", true),
        ("web/mod.rs", "fn ask() {\n    let answer = reqwest::get(\"https://a.example\");\n}\n", true),
        ("discord/gateway.rs", "pub(crate) use ::reqwest as http;\n", true),
        ("discord/client.rs", "use reqwest::Client;\n", true),
        ("run.rs", "use {std::fs, reqwest};\n", true),
        ("discord/client/pace.rs", "use reqwest::Response;\n", false),
        ("web/tests.rs", "let page = reqwest::get(url).await;\n", false),
        ("points/tests/award.rs", "use reqwest::Client;\n", false),
        ("service/award.rs", "//! No word of reqwest here.\n    // reqwest\n", false),
    ] {
        assert_eq!(asks_others(Path::new(file), text), noticed, "{file}: {text}");
    }
}

#[test]
fn handlers_and_looks_know_no_type_of_the_library() {
    for room in ["discord/commands", "discord/look"] {
        let found = faults(room, &["serenity"]);
        assert!(found.is_empty(), "{room} names serenity:\n{}", found.join("\n"));
    }
}

#[test]
fn a_file_is_one_room() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["src", "tests", "emulator/src", "emulator/tests"] {
        for file in rust_files(&root.join(folder)) {
            let length = fs::read_to_string(&file).expect("a file").lines().count();
            assert!(length <= 400, "{} has {length} lines: what is the second idea in it?", file.display());
        }
    }
}
