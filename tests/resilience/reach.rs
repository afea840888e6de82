//! A channel that the bot can't reach: points stand, staff and leader are told why, and what is mended comes out.

use std::collections::BTreeSet;

use discord_emulator::Reply;
use serde_json::json;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, meant};
use crate::seen::{
    acknowledged, all_told, each_is_told_once, everything_is_told_once, newest_request, newest_row_is, posts,
    sample, shout_outs_in,
};

const VIEW_CHANNEL: u64 = 1 << 10;
pub const SEND_MESSAGES: u64 = 1 << 11;
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;

/// An award typed in a channel that stays.
async fn award(app: &App, reason: &str) -> Reply {
    let leader = app.person("leader").await;
    let call = leader.at(OTTAWA, "general").command("award").option("partner", "Adatum Events");
    let call = call.option("contribution", "prizes").option("reason", reason).option("points", 10);
    meant(call.send().await.expect("an answer")).await
}

/// What staff read in the audit.
async fn audit(app: &App) -> String {
    let staff = app.person("staff").await;
    staff.at(OTTAWA, "program-staff").command("program audit").send().await.expect("an answer").text()
}

/// Takes rights in the channel of shout-outs from the bot; none gives them back.
pub async fn deny(app: &App, rights: u64) {
    let bot = app.control().user("Ovation").await.expect("the bot");
    let channel = app.control().channel(OTTAWA, SHOUT_OUTS).await.expect("a channel");
    app.control().overwrite(&channel, &bot, true, 0, rights).await.expect("rights");
}

/// Saves `/setup` for the group, with another channel or as it is.
async fn save_setup(app: &App, channel: Option<&str>) {
    let staff = app.person("staff").await;
    let panel = staff.at(OTTAWA, "general").command("setup").send().await.expect("the panel");
    let mut panel = panel.choose("v1:setup:group", &["1"]).await.expect("the group");
    if let Some(name) = channel {
        let channel = app.control().channel(OTTAWA, name).await.expect("a channel");
        panel = panel.choose("v1:setup:channel", &[channel.as_str()]).await.expect("the channel");
    }
    panel.press("custom_id:v1:setup:send").await.expect("saved");
}

async fn lose_answers(app: &App) {
    let lost = json!({ "kind": "lose_answer", "method": "POST", "path": "/channels/*/messages", "times": 1 });
    app.control().fault(lost).await.expect("a fault");
}

#[tokio::test]
async fn what_may_be_out_is_not_sent_again_while_the_history_cannot_be_read() {
    let app = sample().await;
    let before = newest_request(&app).await;
    deny(&app, READ_MESSAGE_HISTORY).await;
    lose_answers(&app).await;
    let receipt = award(&app, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **330** (before: 340)"), "{}", receipt.text());
    newest_row_is(&app, "state = 'failed'").await;
    assert_eq!(posts(&app, before).await, [0], "sent once, not again");
    let told = audit(&app).await;
    assert!(told.contains("I can't see its channel, or not its history"), "{told}");
    // The right comes back: it is found where it was, and still not sent again.
    app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
    deny(&app, 0).await;
    save_setup(&app, None).await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [0]);
    let told = audit(&app).await;
    assert!(told.contains("Every message that is due is out"), "{told}");
    app.finish().await;
}

#[tokio::test]
async fn what_may_be_out_is_not_sent_again_while_the_channel_cannot_be_seen() {
    let app = sample().await;
    let before = newest_request(&app).await;
    // The look is held back until the bot can't see the channel any more.
    let held = json!({ "kind": "delay", "method": "GET", "path": "/channels/*", "times": 1, "millis": 500 });
    app.control().fault(held).await.expect("a fault");
    lose_answers(&app).await;
    award(&app, "Books for the quiz").await;
    newest_row_is(&app, "trouble IS NOT NULL").await;
    deny(&app, VIEW_CHANNEL).await;
    newest_row_is(&app, "state = 'failed'").await;
    assert_eq!(posts(&app, before).await, [0], "sent once, not again");
    let told = audit(&app).await;
    assert!(told.contains("I can't see its channel, or not its history"), "{told}");
    deny(&app, 0).await;
    save_setup(&app, None).await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [0]);
    app.finish().await;
}

#[tokio::test]
async fn a_deleted_channel_costs_no_points_and_another_one_brings_the_shout_out() {
    let app = sample().await;
    let before = newest_request(&app).await;
    all_told(&app).await;
    let channel = app.control().channel(OTTAWA, SHOUT_OUTS).await.expect("a channel");
    app.control().delete_channel(&channel).await.expect("deleted");
    let receipt = award(&app, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **330** (before: 340)"), "{}", receipt.text());
    newest_row_is(&app, "state = 'failed'").await;
    let told = audit(&app).await;
    assert!(told.contains("its channel is gone. Choose another one"), "{told}");
    // The leader hears of it on the next occasion, once.
    let next = award(&app, "A box of pens").await;
    assert!(
        next.text().contains("An earlier shout-out of your group isn't out: its channel is gone"),
        "{}",
        next.text()
    );
    assert!(next.text().contains("Left this quarter: **320** (before: 330)"), "{}", next.text());
    newest_row_is(&app, "state = 'failed'").await;
    save_setup(&app, Some("general")).await;
    all_told(&app).await;
    let (seen, _) = shout_outs_in(&app, "general", 0).await;
    let first = *seen.keys().next().expect("a shout-out");
    each_is_told_once(&app, &acknowledged(&app, before).await, &seen, first - 1).await;
    assert_eq!(seen.len(), 2);
    let told = audit(&app).await;
    assert!(told.contains("Every message that is due is out"), "{told}");
    app.finish().await;
}

#[tokio::test]
async fn a_shout_out_that_went_down_with_its_channel_comes_out_in_the_next_one() {
    let app = sample().await;
    let before = newest_request(&app).await;
    lose_answers(&app).await;
    let held = json!({ "kind": "delay", "method": "GET", "path": "/channels/*", "times": 1, "millis": 500 });
    app.control().fault(held).await.expect("a fault");
    award(&app, "Books for the quiz").await;
    newest_row_is(&app, "trouble IS NOT NULL").await;
    let channel = app.control().channel(OTTAWA, SHOUT_OUTS).await.expect("a channel");
    app.control().delete_channel(&channel).await.expect("deleted");
    newest_row_is(&app, "state = 'failed'").await;
    save_setup(&app, Some("general")).await;
    all_told(&app).await;
    let (seen, _) = shout_outs_in(&app, "general", 0).await;
    let first = *seen.keys().next().expect("a shout-out");
    each_is_told_once(&app, &acknowledged(&app, before).await, &seen, first - 1).await;
    assert_eq!(seen.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn without_the_right_to_write_the_shout_out_waits_until_it_is_given_back() {
    let app = sample().await;
    let before = newest_request(&app).await;
    deny(&app, SEND_MESSAGES).await;
    let receipt = award(&app, "Books for the quiz").await;
    assert!(receipt.text().contains("Left this quarter: **330** (before: 340)"), "{}", receipt.text());
    newest_row_is(&app, "state = 'failed'").await;
    let told = audit(&app).await;
    assert!(told.contains("I may not write in its channel. Give my role “Send Messages” there"), "{told}");
    let next = award(&app, "A box of pens").await;
    assert!(next.text().contains("I may not write in its channel"), "{}", next.text());
    newest_row_is(&app, "state = 'failed'").await;
    deny(&app, 0).await;
    save_setup(&app, None).await;
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    app.finish().await;
}

#[tokio::test]
async fn a_reversal_reaches_a_shout_out_whose_answer_was_lost() {
    let app = sample().await;
    deny(&app, READ_MESSAGE_HISTORY).await;
    lose_answers(&app).await;
    let receipt = award(&app, "Books for the quiz").await;
    newest_row_is(&app, "state = 'failed'").await;
    let undone = receipt.press("custom_id:v1:undo").await.expect("an answer");
    assert!(undone.text().contains("Undone: 10 points"), "{}", undone.text());
    deny(&app, 0).await;
    save_setup(&app, None).await;
    let member = app.person("member").await;
    let withdrawn = member.wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("withdrawn")).await;
    let text = withdrawn.expect("the shout-out is withdrawn").text();
    assert!(!text.contains("Books for the quiz"), "{text}");
    all_told(&app).await;
    everything_is_out(&app).await;
    app.finish().await;
}

#[tokio::test]
async fn a_reversal_before_the_look_reaches_the_shout_out_as_well() {
    let app = sample().await;
    deny(&app, READ_MESSAGE_HISTORY).await;
    lose_answers(&app).await;
    let held = json!({ "kind": "delay", "method": "GET", "path": "/channels/*", "times": 1, "millis": 500 });
    app.control().fault(held).await.expect("a fault");
    let receipt = award(&app, "Books for the quiz").await;
    newest_row_is(&app, "trouble IS NOT NULL").await;
    let undone = receipt.press("custom_id:v1:undo").await.expect("an answer");
    assert!(undone.text().contains("Undone: 10 points"), "{}", undone.text());
    newest_row_is(&app, "EXISTS (SELECT 1 FROM outbox WHERE state = 'failed')").await;
    deny(&app, 0).await;
    save_setup(&app, None).await;
    let member = app.person("member").await;
    member
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("withdrawn"))
        .await
        .expect("the shout-out is withdrawn");
    all_told(&app).await;
    everything_is_out(&app).await;
    app.finish().await;
}

/// Nothing stands in the audit.
async fn everything_is_out(app: &App) {
    let told = audit(app).await;
    assert!(told.contains("Every message that is due is out"), "{told}");
    let (seen, _) = shout_outs_in(app, SHOUT_OUTS, 0).await;
    let twice: BTreeSet<_> = seen.iter().filter(|(_, texts)| texts.len() > 1).map(|(row, _)| *row).collect();
    assert!(twice.is_empty(), "told twice: {twice:?}");
}
