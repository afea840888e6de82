//! A bot that can't start says why, at once.

use discord_emulator::Emulator;

use crate::{Folder, complaint};

/// Where nobody listens: this port is given to nobody who asks for any.
const NOBODY: &str = "http://127.0.0.1:1";

#[test]
fn a_missing_token_is_told_with_where_to_find_one() {
    let folder = Folder::new();
    insta::assert_snapshot!(complaint(folder.ovation(&["run"]).env_remove("OVATION_DISCORD_TOKEN")), @r#"ovation: no Discord token: set OVATION_DISCORD_TOKEN, or discord.token_file in the settings; you find it at discord.com/developers/applications under Bot. To try Ovation without Discord: ovation playground"#);
    let empty = complaint(folder.ovation(&["run"]).env("OVATION_DISCORD_TOKEN", "  "));
    assert!(empty.contains("no Discord token"), "{empty}");
    let mut run = folder.ovation(&["run"]);
    run.env_remove("OVATION_DISCORD_TOKEN").env("OVATION_DISCORD_TOKEN_FILE", "token");
    insta::assert_snapshot!(complaint(&mut run), @r#"ovation: settings: discord.token_file = token: No such file or directory (os error 2); check that the file exists and that this user may read it"#);
}

#[test]
fn an_unreachable_discord_is_told_with_its_address() {
    let folder = Folder::new();
    let said = complaint(folder.ovation(&["run"]).env("OVATION_DISCORD_API", NOBODY));
    let lines = said.lines().filter(|line| line.starts_with("ovation:")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(lines, @r#"ovation: cannot begin with Discord at http://127.0.0.1:1: no answer from Discord: Connection refused (os error 111); check discord.api and this machine's network"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_token_is_told_and_not_repeated() {
    let emulator = Emulator::builder().port(0).start().await.expect("the stand-in starts");
    let folder = Folder::new();
    let said = complaint(folder.ovation(&["run"]).env("OVATION_DISCORD_API", emulator.url()));
    let lines = said.lines().filter(|line| line.starts_with("ovation:")).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(lines, @r#"ovation: Discord refuses the token; look it up (or reset it) at discord.com/developers/applications under Bot"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_file_is_used_and_its_end_of_line_does_not_matter() {
    let emulator = Emulator::builder().port(0).start().await.expect("the stand-in starts");
    let folder = Folder::new();
    folder.write("token", "a-token-from-a-file\n");
    let mut run = folder.ovation(&["run"]);
    run.env_remove("OVATION_DISCORD_TOKEN").env("OVATION_DISCORD_TOKEN_FILE", "token");
    let said = complaint(run.env("OVATION_DISCORD_API", emulator.url()));
    assert!(said.contains("Discord refuses the token"), "{said}");
    assert!(!said.contains("a-token-from-a-file"), "{said}");
}

#[test]
fn a_database_that_cannot_be_written_is_told_with_its_path() {
    let folder = Folder::new();
    folder.write("file", "no folder");
    for url in ["sqlite://nowhere/ovation.db", "sqlite://file/ovation.db", "sqlite://config"] {
        let mut run = folder.ovation(&["run"]);
        run.env("OVATION_DATABASE_URL", url).env("OVATION_DISCORD_API", NOBODY);
        let said = complaint(&mut run);
        let path = url.trim_start_matches("sqlite://");
        assert!(said.contains(&format!("ovation: cannot open the database {path}: ")), "{said}");
        assert!(said.contains("check that the folder exists and that this user may write there"), "{said}");
    }
}

#[test]
fn a_database_server_that_cannot_be_reached_is_told_without_its_password() {
    let folder = Folder::new();
    let url = format!("postgres://ovation:hunter2@{}/ovation", NOBODY.trim_start_matches("http://"));
    let mut run = folder.ovation(&["run"]);
    let said = complaint(run.env("OVATION_DATABASE_URL", &url).env("OVATION_DISCORD_API", NOBODY));
    assert!(!said.contains("hunter2"), "{said}");
    assert!(said.contains("ovation: cannot open the database postgres://ovation@127.0.0.1:"), "{said}");
    assert!(
        said.contains("check that the server runs and that database.url names its host and port"),
        "{said}"
    );
}

#[test]
fn a_playground_whose_port_is_taken_or_whose_folder_is_none_says_so() {
    let folder = Folder::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let said = complaint(&mut folder.ovation(&["playground", "--port", &port]));
    assert!(said.contains("choose another port with --port"), "{said}");
    folder.write("file", "no folder");
    let said = complaint(&mut folder.ovation(&["playground", "--port", "0", "--data", "file"]));
    assert!(said.contains("cannot keep data in file") && said.contains("--data"), "{said}");
}
