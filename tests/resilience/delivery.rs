//! Trouble on the way in: the gateway breaks, or Discord says a thing twice.

use std::collections::BTreeSet;

use discord_emulator::DriveError;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA, SHOUT_OUTS, another, quick_rules};
use crate::kills::seed;
use crate::seen::{
    acknowledged, answers, database, everything_is_told_once, newest_request, points_are_the_sum, posts,
    sample, sample_with,
};

/// The group's allocation as a command tells it, asked until the bot is there again.
async fn allocation_works(app: &App) {
    let leader = app.person("leader").await;
    for _ in 0..20 {
        match leader.at(OTTAWA, SHOUT_OUTS).command("allocation").send().await {
            Ok(answer) => return assert!(answer.text().contains("points left"), "{}", answer.text()),
            // Discord gave it up while the bot was away.
            Err(error) if error.is_failure() => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("the bot doesn't come back");
}

#[tokio::test]
async fn the_gateway_may_break_at_any_moment() {
    let seed = seed();
    let mut random = StdRng::seed_from_u64(seed);
    let app = sample_with(&quick_rules().replace("points = 500", "points = 1000000")).await;
    app.control().fault(json!({ "kind": "identify_limit", "per_millis": 0 })).await.expect("no limit");
    app.control()
        .fault(json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 }))
        .await
        .expect("a limit");
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    let troubles = [
        json!({ "kind": "gateway_drop" }),
        json!({ "kind": "gateway_close", "code": 4000 }),
        json!({ "kind": "reconnect" }),
        json!({ "kind": "invalid_session", "resumable": true }),
        json!({ "kind": "invalid_session", "resumable": false }),
        json!({ "kind": "gateway_drop" }),
    ];
    let mut receipts = 0;
    for (round, trouble) in troubles.into_iter().enumerate() {
        let sent: Vec<_> = (0..8)
            .map(|number| {
                let call = leader.at(OTTAWA, SHOUT_OUTS).command("award").option("points", 1);
                let call = another(call, u64::try_from(round).expect("a small number") * 8 + number);
                tokio::spawn(call.option("reason", format!("Round {round}, thanks {number}")).send())
            })
            .collect();
        tokio::time::sleep(std::time::Duration::from_millis(random.random_range(0..30))).await;
        app.control().fault(trouble).await.expect("a fault");
        for answer in sent {
            match answer.await.expect("no panic") {
                Ok(receipt) => {
                    assert!(receipt.text().contains("Adatum Events"), "{}", receipt.text());
                    receipts += 1;
                }
                Err(DriveError::Failed { .. }) => {}
                Err(error) => panic!("seed {seed}: {error}"),
            }
        }
        allocation_works(&app).await;
    }
    let acknowledged = acknowledged(&app, before).await;
    assert!(acknowledged.len() >= receipts, "seed {seed}: a receipt that Discord doesn't know of");
    assert!(receipts > 0, "seed {seed}: not one award was answered");
    everything_is_told_once(&app, &acknowledged).await;
    app.finish().await;
}

fn twice(times: u32) -> Value {
    json!({ "kind": "duplicate_next_event", "event": "INTERACTION_CREATE", "times": times })
}

#[tokio::test]
async fn an_interaction_that_is_delivered_twice_is_one_award() {
    let app = sample().await;
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    app.control().fault(twice(1)).await.expect("a fault");
    let receipt = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **300** (before: 340)"), "{}", receipt.text());
    let left = leader.at(OTTAWA, SHOUT_OUTS).command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**300** of 500 points left"), "{}", left.text());
    let acknowledged = acknowledged(&app, before).await;
    assert_eq!(acknowledged.len(), 1);
    everything_is_told_once(&app, &acknowledged).await;
    assert_eq!(posts(&app, before).await, [200]);
    app.finish().await;
}

#[tokio::test]
async fn an_undo_that_is_delivered_twice_gives_the_points_back_once() {
    let rules = quick_rules().replace("shout_out_delay_seconds = 0", "shout_out_delay_seconds = 60");
    let app = sample_with(&rules).await;
    let leader = app.person("leader").await;
    let receipt = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    app.control().fault(twice(1)).await.expect("a fault");
    let undone = receipt.press("custom_id:v1:undo").await.expect("an answer");
    assert!(undone.text().contains("**340** left"), "{}", undone.text());
    let left = leader.at(OTTAWA, SHOUT_OUTS).command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**340** of 500 points left"), "{}", left.text());
    points_are_the_sum(&mut database(&app).await).await;
    app.finish().await;
}

#[tokio::test]
async fn many_awards_that_are_each_delivered_twice_are_each_one_award() {
    let app = sample().await;
    app.control()
        .fault(json!({ "kind": "channel_limit", "limit": 100, "per_millis": 1000 }))
        .await
        .expect("a limit");
    let before = newest_request(&app).await;
    let leader = app.person("leader").await;
    app.control().fault(twice(20)).await.expect("a fault");
    let sent: Vec<_> = (0..20)
        .map(|number| {
            let call = another(leader.at(OTTAWA, SHOUT_OUTS).command("award"), number).option("points", 1);
            tokio::spawn(call.option("reason", format!("Thanks {number:02}")).send())
        })
        .collect();
    let mut receipts = BTreeSet::new();
    for answer in sent {
        receipts.insert(answer.await.expect("no panic").expect("an answer").text());
    }
    assert_eq!(receipts.len(), 20);
    let acknowledged = acknowledged(&app, before).await;
    assert_eq!(acknowledged.len(), 20);
    everything_is_told_once(&app, &acknowledged).await;
    let left = leader.at(OTTAWA, SHOUT_OUTS).command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**320** of 500 points left"), "{}", left.text());
    app.finish().await;
}

/// An award whose answer meets a trouble on its way; the answer is sent so often, with these statuses.
async fn award_whose_answer_meets(trouble: Value, wanted: &[u64]) {
    let app = sample().await;
    let before = newest_request(&app).await;
    app.control().fault(trouble).await.expect("a fault");
    let leader = app.person("leader").await;
    let receipt = app.award(&leader, "Adatum Events", "prizes", 40, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **300** (before: 340)"), "{}", receipt.text());
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    // Who heard the answer may be here before the bot knows.
    while answers(&app, before).await.len() < wanted.len() {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(answers(&app, before).await, wanted);
    app.finish().await;
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_sent_again() {
    let callback = "/interactions/*/*/callback";
    let broken = json!({ "kind": "drop_request", "method": "POST", "path": callback, "times": 2 });
    award_whose_answer_meets(broken, &[0, 0, 204]).await;
    let refused = json!({ "kind": "answer", "method": "POST", "path": callback, "times": 1, "status": 503 });
    award_whose_answer_meets(refused, &[503, 204]).await;
}

#[tokio::test]
async fn an_answer_that_got_through_unheard_is_enough() {
    let callback = "/interactions/*/*/callback";
    let unheard = json!({ "kind": "lose_answer", "method": "POST", "path": callback, "times": 1 });
    // Discord says that it has an answer already.
    award_whose_answer_meets(unheard, &[0, 400]).await;
}
