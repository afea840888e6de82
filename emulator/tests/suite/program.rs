//! `discord-emulator` as a program: what it prints, what it answers with, what it says of a bad file.

use std::io::{BufRead, BufReader};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn program(folder: &TempDir, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_discord-emulator"));
    command.args(arguments).current_dir(folder.path());
    command
}

fn ran(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let Output { status, stdout, stderr } = program(folder, arguments).output().expect("it runs");
    (status.code(), String::from_utf8([stdout, stderr].concat()).expect("text"))
}

fn with(file: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join(file), text).expect("a file");
    folder
}

#[tokio::test]
async fn it_says_where_it_is_and_has_the_world_that_was_asked_for() {
    let folder = with(
        "world.toml",
        "[[user]]\nusername = \"ana\"\n[[guild]]\nname = \"Elsewhere\"\nowner = \"ana\"\n",
    );
    let link = ["--link", "Shop=http://127.0.0.1:3000/?a=b"];
    let mut running = program(&folder, &["--port", "0", "--scenario", "world.toml", link[0], link[1]])
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut first = String::new();
    BufReader::new(running.stdout.take().expect("a pipe")).read_line(&mut first).expect("a line");
    let address = first.trim().strip_prefix("Emulator ready at ").expect(&first);
    let state = reqwest::get(format!("{address}/_emulator/state")).await.expect("an answer");
    let state = state.text().await.expect("a body");
    assert!(state.contains("Elsewhere"));
    assert!(state.contains(r#""links":[{"title":"Shop","url":"http://127.0.0.1:3000/?a=b"}]"#), "{state}");
    running.kill().expect("it can be ended");
    running.wait().expect("it ends");
}

#[test]
fn a_checked_file_is_told_by_the_exit_code_and_by_each_violation() {
    let good = r#"{"method": "POST", "path": "/channels/1/messages",
        "body": {"content": "Hello", "allowed_mentions": {"parse": []}}}"#;
    let (code, said) = ran(&with("requests.json", good), &["check", "requests.json"]);
    assert_eq!((code, said.trim()), (Some(0), "0 violations"));
    let bad = r#"{"method": "POST", "path": "/channels/1/messages", "body": {"content": ""}}"#;
    let (code, said) = ran(&with("requests.json", bad), &["check", "requests.json"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("violations") && !said.contains("0 violations"), "{said}");
}

#[test]
fn a_file_that_cannot_be_used_is_named() {
    for arguments in [&["check", "none.json"][..], &["--scenario", "none.toml"], &["--scenario", "bad.toml"]]
    {
        let (code, said) = ran(&with("bad.toml", "[[guild]]\nnam = 1\n"), arguments);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(arguments.last().expect("a file")), "{said}");
    }
}
