//! A disk that takes no more. The system refuses the bot's process every write beyond a size (`prlimit`, of util-linux), as a
//! full disk does, and lets it write again.

use std::path::PathBuf;
use std::process::Command;

use discord_emulator::{Person, Reply};

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{acknowledged, all_told, everything_is_told_once, newest_request, verified};

/// More than some awards need and less than many.
const ROOM: u64 = 96 << 10;
/// As many as never fit.
const MOST: u64 = 400;

/// So large may files of the bot's process become.
fn limit(app: &App, bytes: &str) {
    let process = app.process().to_string();
    let done = Command::new("prlimit")
        .args(["--pid", &process, &format!("--fsize={bytes}:unlimited")])
        .status()
        .expect("prlimit is there (Debian: util-linux)");
    assert!(done.success());
}

/// The bot, which a write that is refused doesn't kill: a full disk sends no signal.
async fn started() -> App {
    let rules = quick_rules().replace("points = 500", "points = 1000000");
    let mut app = App::prepare_on(Database::Sqlite, &rules, true).await;
    let bot = app.command();
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" run"]).arg(bot.get_program());
    command.current_dir(app.folder.path()).stdout(std::process::Stdio::null());
    for (name, value) in bot.get_envs() {
        command.env(name, value.expect("it is set"));
    }
    app.start_command(command).await;
    all_told(&app).await;
    app
}

async fn award(who: &Person, number: u64) -> Reply {
    let call = another(who.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
    call.option("reason", format!("Thanks {number:03}")).send().await.expect("an answer")
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_acknowledged_that_is_not_there_and_all_goes_on_when_there_is_room() {
    let app = started().await;
    let (leader, before) = (app.person("leader").await, newest_request(&app).await);
    assert!(award(&leader, 0).await.text().contains("**1** point"));
    let path = app.settings.database.url.strip_prefix("sqlite://").expect("a file").to_owned();
    let written = std::fs::metadata(PathBuf::from(format!("{path}-wal"))).expect("its log").len();
    limit(&app, &(written + ROOM).to_string());
    let mut number = 1;
    let apology = loop {
        let answer = award(&leader, number).await;
        number += 1;
        assert!(number < MOST, "the disk was never full");
        if answer.text().contains("Sorry") {
            break answer;
        }
    };
    assert!(
        apology.is_ephemeral() && apology.text().contains("Check whether it was done"),
        "{}",
        apology.text()
    );
    for _ in 0..3 {
        assert!(award(&leader, number).await.text().contains("Sorry"), "it stays full");
        number += 1;
    }
    // What only reads is answered, and what is there is whole.
    let left = leader.at(OTTAWA, "general").command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("points left to give"), "{}", left.text());
    verified(&app);
    limit(&app, "unlimited");
    let again = award(&leader, number).await.text();
    assert!(again.contains("**1** point"), "without a restart: {again}\n{}", app.log());
    all_told(&app).await;
    verified(&app);
    let told = acknowledged(&app, before).await;
    // The first one, those up to the apology, and the last one.
    assert_eq!(told.len() as u64, number - 3);
    everything_is_told_once(&app, &told).await;
    app.finish().await;
}
