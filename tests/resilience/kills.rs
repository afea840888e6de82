//! The bot is killed (SIGKILL) while people award: what they were told of is there, and is said once.
//!
//! `OVATION_KILLS` says how often (20 without it), `OVATION_SEED` what chance does (a new one without it, printed;
//! `.cargo/config.toml` sets it).

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use discord_emulator::Person;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::json;
use sqlx::{AnyConnection, Executor};
use tokio::task::JoinHandle;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::seen::{
    acknowledged, all_told, database, each_is_told_once, newest_request, newest_row_is, shout_outs_in, until,
    verified,
};

/// Kills without `OVATION_KILLS`.
const KILLS: u64 = 20;
/// Awards that are under way in a round.
const AWARDS: u64 = 30;

/// What chance does: set, or new.
pub fn seed() -> u64 {
    let seed = number("OVATION_SEED").unwrap_or_else(rand::random);
    eprintln!("OVATION_SEED={seed}");
    seed
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is a number")))
}

/// Rows whose attempt has begun and whose outcome isn't recorded.
const UNDER_WAY: &str = "SELECT id FROM outbox WHERE state = 'waiting' AND attempted_at IS NOT NULL";

/// When the bot is killed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// Some time after the first answers.
    Any,
    /// A shout-out is committed and on its way, and Discord hasn't done it.
    BeforeThePost,
    /// Discord has posted it, and the bot hasn't recorded that.
    BeforeTheRecord,
    /// Answers of Discord are lost, some time after.
    AnswersLost,
}

/// People who award, faster than they are answered.
fn stream(leader: &Person, round: u64, awards: u64) -> JoinHandle<()> {
    let leader = leader.clone();
    tokio::spawn(async move {
        for number in 0..awards {
            let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), round * awards + number);
            let call = call.option("points", 1);
            let call = call.option("reason", format!("Round {round:03}, thanks {number:02}."));
            call.send_and_forget().await.expect("sent");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    })
}

/// Waits until people were told of some awards.
async fn first_answers(app: &App, after: u64, wanted: usize) {
    until(app, "answers", async || (acknowledged(app, after).await.len() >= wanted).then_some(())).await;
}

async fn trouble(app: &App, kind: &str, times: u64, millis: Option<u64>) {
    let mut order = json!({ "kind": kind, "method": "POST", "path": "/channels/*/messages", "times": times });
    if let Some(millis) = millis {
        order["millis"] = json!(millis);
    }
    app.control().fault(order).await.expect("a fault");
}

/// Ends all troubles; the channel takes more than Discord's usual few messages, so that rounds are short.
async fn calm(app: &App) {
    app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
    let limit = json!({ "kind": "channel_limit", "limit": 200, "per_millis": 1000 });
    app.control().fault(limit).await.expect("a limit");
}

/// Takes the database's write lock while a post is under way, so that the bot can't record what comes of it; its row.
async fn hold_the_record(app: &App, held: &mut AnyConnection) -> i64 {
    until(app, "a post that is under way", async || {
        held.execute(app.place.hold()).await.expect("the lock");
        let row: Option<i64> =
            sqlx::query_scalar(UNDER_WAY).fetch_optional(&mut *held).await.expect("the outbox");
        if row.is_none() {
            sqlx::query("ROLLBACK").execute(&mut *held).await.expect("released");
        }
        row
    })
    .await
}

/// Kills the bot at the moment asked for.
async fn kill_at(app: &mut App, moment: Moment, after: u64, newest_message: u64, random: &mut StdRng) {
    let pause = |random: &mut StdRng, most| Duration::from_millis(random.random_range(0..most));
    match moment {
        Moment::Any => {
            first_answers(app, after, random.random_range(1..8)).await;
            tokio::time::sleep(pause(random, 400)).await;
        }
        Moment::BeforeThePost => {
            first_answers(app, after, 1).await;
            newest_row_is(
                app,
                "EXISTS (SELECT 1 FROM outbox WHERE state = 'waiting' AND attempted_at IS NOT NULL)",
            )
            .await;
            tokio::time::sleep(pause(random, 20)).await;
        }
        Moment::BeforeTheRecord => {
            first_answers(app, after, 1).await;
            let mut held = database(app).await;
            let row = hold_the_record(app, &mut held).await;
            until(app, "the post", async || {
                let out = shout_outs_in(app, SHOUT_OUTS, newest_message).await.0;
                out.contains_key(&row).then_some(())
            })
            .await;
            tokio::time::sleep(pause(random, 20)).await;
            app.kill();
            sqlx::query("ROLLBACK").execute(&mut held).await.expect("released");
        }
        Moment::AnswersLost => {
            first_answers(app, after, 2).await;
            tokio::time::sleep(pause(random, 200)).await;
        }
    }
    app.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_kills_the_bot_loses_no_award_and_hears_no_shout_out_twice() {
    let (kills, seed) = (number("OVATION_KILLS").unwrap_or(KILLS), seed());
    let mut random = StdRng::seed_from_u64(seed);
    let mut app = App::prepare(&quick_rules().replace("points = 500", "points = 1000000"), true).await;
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("no limit");
    calm(&app).await;
    app.start_process().await;
    all_told(&app).await;
    let leader = app.person("leader").await;
    let (mut told_in_all, mut doubtful, mut newest_message) = (BTreeSet::new(), BTreeMap::new(), 0);
    let moments =
        [Moment::Any, Moment::BeforeThePost, Moment::Any, Moment::BeforeTheRecord, Moment::AnswersLost];
    for round in 0..kills {
        let moment = moments[usize::try_from(round).unwrap_or(0) % moments.len()];
        let forget = round % 2 == 1;
        let after = newest_request(&app).await;
        let from_row: i64 = sqlx::query_scalar("SELECT COALESCE(MAX(id), 0) FROM outbox")
            .fetch_one(&mut database(&app).await)
            .await
            .expect("the outbox");
        match moment {
            Moment::Any => {}
            // Far longer than it takes to notice it and to kill.
            Moment::BeforeThePost => trouble(&app, "delay", 1, Some(60_000)).await,
            Moment::BeforeTheRecord => trouble(&app, "delay", AWARDS, Some(500)).await,
            Moment::AnswersLost => trouble(&app, "lose_answer", 3, None).await,
        }
        let stream = stream(&leader, round, AWARDS);
        kill_at(&mut app, moment, after, newest_message, &mut random).await;
        stream.await.expect("no panic");
        verified(&app);
        let answered = acknowledged(&app, after).await;
        let under_way: Vec<i64> =
            sqlx::query_scalar(UNDER_WAY).fetch_all(&mut database(&app).await).await.expect("the outbox");
        let aimed = matches!(moment, Moment::BeforeThePost | Moment::BeforeTheRecord);
        assert!(!aimed || !under_way.is_empty(), "seed {seed}, round {round}: {moment:?} was missed");
        let out = shout_outs_in(&app, SHOUT_OUTS, newest_message).await.0;
        for row in under_way {
            *doubtful.entry(out.contains_key(&row)).or_insert(0) += 1;
        }
        calm(&app).await;
        if forget {
            app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
        }
        app.start_process().await;
        all_told(&app).await;
        let (seen, newest) = shout_outs_in(&app, SHOUT_OUTS, newest_message).await;
        each_is_told_once(&app, &answered, &seen, from_row).await;
        newest_message = newest;
        told_in_all.extend(answered);
    }
    // Once more over everything: no round has doubled what an earlier one told.
    let (seen, _) = shout_outs_in(&app, SHOUT_OUTS, 0).await;
    each_is_told_once(&app, &told_in_all, &seen, 0).await;
    let summary = app.control().summary().await.expect("the stand-in answers");
    assert_eq!(summary["violations"], 0, "seed {seed}");
    // scripts/prove takes this line into docs/proof.md.
    println!(
        "proof: {kills} kills, seed {seed}, nonces forgotten in {}: {} awards acknowledged, {} shout-outs; of the posts \
         under way at a kill {} were out and {} were not; none lost, none twice",
        kills / 2,
        told_in_all.len(),
        seen.len(),
        doubtful.get(&true).unwrap_or(&0),
        doubtful.get(&false).unwrap_or(&0)
    );
    app.finish().await;
}
