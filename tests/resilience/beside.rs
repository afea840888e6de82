//! Two processes of one bot on one database: one of them tells, the other goes on when that one is gone, and nothing is told twice.

use std::path::PathBuf;
use std::process::Child;

use serde_json::{Value, json};

use crate::harness::database::Database;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{acknowledged, all_told, everything_is_told_once, newest_request, newest_row_is, until};

/// Ends the connection that holds the lock of who empties this database's outbox: the number after the one of acts.
const SEVER_WHO_TELLS: &str = "SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
     WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted \
       AND ((CAST(l.classid AS BIGINT) << 32) | CAST(l.objid AS BIGINT)) = 22366684097113967";

/// One of the processes. It doesn't outlive its test, however that ends.
struct Bot {
    process: Child,
    log: PathBuf,
}

impl Drop for Bot {
    fn drop(&mut self) {
        // It has ended already, most likely.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Bot {
    /// A process that is connected.
    async fn start(app: &App, number: u32) -> Self {
        let log = app.folder.path().join(format!("bot-{number}.log"));
        let file = std::fs::File::create(&log).expect("a log");
        let process = app.command().env("OVATION_LOG_FORMAT", "json").stderr(file).spawn();
        let bot = Self { process: process.expect("the bot starts"), log };
        until(app, "a bot that is connected", async || (bot.logged("connected") > 0).then_some(())).await;
        bot
    }

    fn logged(&self, message: &str) -> usize {
        let log = std::fs::read_to_string(&self.log).expect("its log");
        log.matches(&format!(r#""message":"{message}""#)).count()
    }

    /// Messages of which this process learnt that they are out.
    fn told(&self) -> usize {
        self.logged("told") + self.logged("found: it had been posted")
    }
}

/// The program on a server's database, two processes of its bot, the one that tells first.
async fn two() -> (App, [Bot; 2]) {
    let rules = quick_rules().replace("points = 500", "points = 1000000");
    let mut app = App::prepare_on(Database::Postgres, &rules, true).await;
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("no limit");
    calm(&app).await;
    let first = Bot::start(&app, 1).await;
    app.ready().await;
    all_told(&app).await;
    let second = Bot::start(&app, 2).await;
    (app, [first, second])
}

/// Ends all troubles; the channel takes more than Discord's usual few messages.
async fn calm(app: &App) {
    app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
    let limit = json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 });
    app.control().fault(limit).await.expect("a limit");
}

/// What is posted next meets this trouble.
async fn trouble(app: &App, mut fault: Value) {
    fault["method"] = json!("POST");
    fault["path"] = json!("/channels/*/messages");
    app.control().fault(fault).await.expect("a fault");
}

/// Awards of these numbers, each answered.
async fn award(app: &App, numbers: std::ops::Range<u64>) {
    let leader = app.person("leader").await;
    for number in numbers {
        let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
        let receipt = call.option("reason", format!("Thanks {number:03}")).send().await.expect("an answer");
        assert!(receipt.text().contains("**1** point"), "{}", receipt.text());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_of_two_bots_tells_and_when_it_is_killed_the_other_goes_on_and_tells_nothing_twice() {
    let (app, [mut telling, mut other]) = two().await;
    let before = newest_request(&app).await;
    for (round, fault) in (0..).zip([
        json!({ "kind": "delay", "millis": 60_000 }),
        json!({ "kind": "lose_answer" }),
        json!({ "kind": "drop_request" }),
    ]) {
        let (alone, beside) = (telling.told(), other.told());
        award(&app, round * 10..round * 10 + 5).await;
        all_told(&app).await;
        assert_eq!((telling.told() - alone, other.told() - beside), (5, 0), "one tells, the other doesn't");
        trouble(&app, fault).await;
        award(&app, round * 10 + 5..round * 10 + 6).await;
        newest_row_is(&app, "attempted_at IS NOT NULL").await;
        // These wait behind it, or are on their way, too.
        award(&app, round * 10 + 6..round * 10 + 9).await;
        drop(telling);
        calm(&app).await;
        app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
        award(&app, round * 10 + 9..round * 10 + 10).await;
        everything_is_told_once(&app, &acknowledged(&app, before).await).await;
        assert!(other.told() > beside, "the other one goes on");
        let restarted = Bot::start(&app, u32::try_from(round).expect("a small number") + 3).await;
        (telling, other) = (other, restarted);
    }
    assert_eq!(acknowledged(&app, before).await.len(), 30);
    assert!(telling.told() > 0 && other.told() == 0, "the last one that was started waits");
    drop((telling, other));
    app.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_bot_that_loses_its_turn_while_a_message_is_on_its_way_tells_it_once_with_the_other() {
    let (app, [first, second]) = two().await;
    let before = newest_request(&app).await;
    let told = first.told();
    // Longer than the other one takes to notice, as a rule; whichever of them is first, it is told once.
    trouble(&app, json!({ "kind": "delay", "millis": 4000 })).await;
    award(&app, 0..1).await;
    newest_row_is(&app, "attempted_at IS NOT NULL").await;
    award(&app, 1..10).await;
    let severed = sqlx::query(SEVER_WHO_TELLS).fetch_all(&mut app.place.connect().await).await;
    assert_eq!(severed.expect("the server answers").len(), 1, "one of them had the lock");
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    // What was on its way is through by then as well: Discord takes it for the same message.
    until(&app, "the answer to the first bot", async || (first.told() > told).then_some(())).await;
    award(&app, 10..12).await;
    let acknowledged = acknowledged(&app, before).await;
    assert_eq!(acknowledged.len(), 12);
    everything_is_told_once(&app, &acknowledged).await;
    drop((first, second));
    app.finish().await;
}
