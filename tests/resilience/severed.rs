//! A database server that ends connections, as one does that is restarted or fails over.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use sqlx::postgres::PgConnection;
use sqlx::{Connection, Executor};

use crate::harness::database::Database;
use crate::harness::line::Line;
use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{acknowledged, all_told, everything_is_told_once, newest_request, until};

/// All connections to this database but the one that asks.
const SEVER: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()";

async fn sample() -> App {
    let rules =
        quick_rules().replace("points = 500", "points = 1000000").replace("per_partner_share = 50", "");
    let mut app = App::prepare_on(Database::Postgres, &rules, true).await;
    app.start_task().await;
    all_told(&app).await;
    let limit = json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 });
    app.control().fault(limit).await.expect("a limit");
    app
}

#[tokio::test]
async fn whatever_connections_the_server_ends_no_acknowledged_award_is_lost_and_none_told_twice() {
    let app = sample().await;
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    let over = Arc::new(AtomicBool::new(false));
    let severing = {
        let (mut connection, over) = (app.place.connect().await, Arc::clone(&over));
        tokio::spawn(async move {
            let mut times = 0;
            while !over.load(Ordering::SeqCst) {
                connection.execute(SEVER).await.expect("its own connection stays");
                times += 1;
                tokio::time::sleep(Duration::from_millis(40)).await;
            }
            times
        })
    };
    let sent: Vec<_> = (0..60)
        .map(|number| {
            let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
            let call = call.option("reason", format!("Thanks {number:02}"));
            tokio::spawn(async move {
                tokio::time::sleep(Duration::from_millis(number * 20)).await;
                call.send().await
            })
        })
        .collect();
    for call in sent {
        // A receipt, or an apology: both are an answer to that person alone.
        let answer = call.await.expect("no panic").expect("an answer in time");
        assert!(answer.is_ephemeral(), "{}", answer.text());
    }
    over.store(true, Ordering::SeqCst);
    let times = severing.await.expect("no panic");
    let told = acknowledged(&app, before).await;
    println!("proof: connections ended {times} times, {} of 60 awards acknowledged", told.len());
    everything_is_told_once(&app, &told).await;
    // And it is as good as before.
    let receipt = app.award(&leader, "Adatum Events", "prizes", 1, "After all of it").await;
    assert!(receipt.text().contains("**1** point"), "{}", receipt.text());
    app.finish().await;
}

/// Whether nothing is asked of the server just now, nor will be soon: the bot looks once a second.
const QUIET: &str = "SELECT COUNT(*) FILTER (WHERE state <> 'idle') = 0 \
       AND clock_timestamp() - MAX(state_change) BETWEEN INTERVAL '100 ms' AND INTERVAL '500 ms' \
     FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
/// Whether somebody waits for a lock.
const WAITING: &str = "SELECT COUNT(*) > 0 FROM pg_stat_activity \
     WHERE datname = current_database() AND wait_event_type = 'Lock'";

/// The program, with a way to its database that can be cut.
async fn on_a_line() -> (App, Line) {
    let mut app = App::prepare_on(Database::Postgres, &quick_rules(), true).await;
    let line = Line::to(&mut app.place).await;
    app.settings.database.url.clone_from(&app.place.url);
    app.start_process().await;
    all_told(&app).await;
    (app, line)
}

/// Waits until the server says so.
async fn is_so(app: &App, connection: &mut PgConnection, question: &'static str) {
    until(app, question, async || {
        let is: bool = sqlx::query_scalar(question).fetch_one(&mut *connection).await.expect("an answer");
        is.then_some(())
    })
    .await;
}

/// An award of this number, which is answered.
async fn award(app: &App, number: u64) {
    let leader = app.person("leader").await;
    let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
    let answer = call.option("reason", format!("Thanks {number:02}")).send().await.expect("an answer");
    assert!(answer.is_ephemeral(), "{}", answer.text());
}

#[tokio::test]
async fn a_server_that_vanishes_and_is_replaced_stops_neither_awards_nor_what_is_told() {
    let (app, line) = on_a_line().await;
    let before = newest_request(&app).await;
    let mut beside = PgConnection::connect(&line.beside).await.expect("the server is there");
    is_so(&app, &mut beside, QUIET).await;
    line.lose_what_stands();
    for number in 0..10 {
        award(&app, number).await;
    }
    let told = acknowledged(&app, before).await;
    assert!(!told.is_empty(), "the new server is used");
    everything_is_told_once(&app, &told).await;
    app.finish().await;
}

#[tokio::test]
async fn a_look_at_the_outbox_that_is_never_answered_is_made_again_and_holds_up_no_end() {
    let (mut app, line) = on_a_line().await;
    let before = newest_request(&app).await;
    let mut held = PgConnection::connect(&line.beside).await.expect("the server is there");
    held.execute("BEGIN; LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE").await.expect("the lock");
    let mut beside = PgConnection::connect(&line.beside).await.expect("the server is there");
    is_so(&app, &mut beside, WAITING).await;
    line.lose_what_stands();
    drop(held);
    award(&app, 0).await;
    let told = acknowledged(&app, before).await;
    assert_eq!(told.len(), 1, "the new server is used");
    everything_is_told_once(&app, &told).await;
    let ended = tokio::time::timeout(Duration::from_secs(60), app.terminate()).await;
    assert_eq!(ended.expect("the bot ends").code(), Some(0), "{}", app.log());
    app.finish().await;
}
