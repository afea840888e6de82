//! "Try again" of staff: what isn't out comes out, once, whatever happened to the attempt before and whoever else presses.

use discord_emulator::{Person, Reply, World};
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA};
use crate::reach::{READ_MESSAGE_HISTORY, SEND_MESSAGES, deny};
use crate::seen::{
    acknowledged, everything_is_told_once, looks, newest_request, newest_row_is, posts, sample,
};

const TRIED: &str = "It is tried again now.";
const NOTHING_FAILED: &str = "Nothing of it waits to be tried again any more";

/// The program, with a second one of its staff.
async fn staffed() -> (App, [Person; 2]) {
    let app = sample().await;
    let world = format!(
        "[[user]]\nusername = \"second-staff\"\n[[guild]]\nname = \"{OTTAWA}\"\n\
         member = [ {{ user = \"second-staff\", roles = [\"Program staff\"] }} ]\n"
    );
    app.control().world(&World::from_toml(&world).expect("a world")).await.expect("one more person");
    let staff = [app.person("staff").await, app.person("second-staff").await];
    (app, staff)
}

/// What is posted next meets this trouble.
async fn trouble(app: &App, mut fault: Value) {
    fault["method"] = json!("POST");
    fault["path"] = json!("/channels/*/messages");
    app.control().fault(fault).await.expect("a fault");
}

/// An award whose shout-out fails.
async fn award_that_fails(app: &App) -> i64 {
    let before = newest_request(app).await;
    let leader = app.person("leader").await;
    app.award(&leader, "Adatum Events", "prizes", 10, "Books for the quiz").await;
    newest_row_is(app, "state = 'failed'").await;
    acknowledged(app, before).await.pop_first().expect("the award's number")
}

/// The record's card for this one of the staff, which shows this.
async fn card(who: &Person, record: i64, shows: &str) -> Reply {
    let call = who.at(OTTAWA, "general").command("program audit").option("record", record);
    let card = call.send().await.expect("an answer");
    assert!(card.text().contains(shows), "{shows:?} isn't in: {}", card.text());
    card
}

/// Both press at once; who is told that it is tried again.
async fn both_press(staff: &[Person; 2], record: i64) -> usize {
    let cards = [card(&staff[0], record, "❌").await, card(&staff[1], record, "❌").await];
    let (one, other) = tokio::join!(cards[0].press("Try again"), cards[1].press("Try again"));
    let answers = [one.expect("an answer").text(), other.expect("an answer").text()];
    for answer in &answers {
        assert!(answer.contains(TRIED) || answer.contains(NOTHING_FAILED), "{answer}");
    }
    answers.iter().filter(|answer| answer.contains(TRIED)).count()
}

/// Nobody knows whether the first attempt was made; the posts until all is told, with the right to look given back.
async fn tried_again_after(fault: Value) -> Vec<u64> {
    let (app, staff) = staffed().await;
    let before = newest_request(&app).await;
    deny(&app, READ_MESSAGE_HISTORY).await;
    trouble(&app, fault).await;
    let record = award_that_fails(&app).await;
    card(&staff[0], record, "I can't see its channel, or not its history").await;
    // It still can't be known, so it isn't sent, however often and by how many it is asked for.
    for _ in 0..2 {
        assert!(both_press(&staff, record).await > 0);
        newest_row_is(&app, "state = 'failed'").await;
    }
    assert_eq!(posts(&app, before).await, [0], "sent once, not again");
    assert_eq!(looks(&app, before).await, [0; 0], "what would be shown empty isn't read");
    app.control().fault(json!({ "kind": "forget_nonces" })).await.expect("a fault");
    deny(&app, 0).await;
    assert!(both_press(&staff, record).await > 0);
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    for who in &staff {
        card(who, record, "✅ A shout-out").await;
    }
    let posts = posts(&app, before).await;
    app.finish().await;
    posts
}

#[tokio::test]
async fn what_is_out_unheard_is_found_when_it_is_tried_again_and_never_posted_twice() {
    assert_eq!(tried_again_after(json!({ "kind": "lose_answer" })).await, [0]);
}

#[tokio::test]
async fn what_never_arrived_is_posted_when_it_is_tried_again_and_can_be_looked_for() {
    assert_eq!(tried_again_after(json!({ "kind": "drop_request" })).await, [0, 200]);
}

#[tokio::test]
async fn two_who_try_again_at_once_have_it_out_once_though_the_answer_is_lost() {
    let (app, staff) = staffed().await;
    let before = newest_request(&app).await;
    deny(&app, SEND_MESSAGES).await;
    let record = award_that_fails(&app).await;
    deny(&app, 0).await;
    trouble(&app, json!({ "kind": "lose_answer" })).await;
    assert_eq!(both_press(&staff, record).await, 1, "it fails no second time");
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [403, 0]);
    assert_eq!(looks(&app, before).await, [200]);
    app.finish().await;
}

#[tokio::test]
async fn who_tries_again_while_it_is_on_its_way_is_told_so_and_sends_nothing() {
    let (app, staff) = staffed().await;
    let before = newest_request(&app).await;
    deny(&app, SEND_MESSAGES).await;
    let record = award_that_fails(&app).await;
    deny(&app, 0).await;
    trouble(&app, json!({ "kind": "delay", "millis": 1000 })).await;
    let late = card(&staff[1], record, "❌").await;
    let tried = card(&staff[0], record, "❌").await.press("Try again").await.expect("an answer");
    assert!(tried.text().contains(TRIED), "{}", tried.text());
    newest_row_is(&app, "attempted_at IS NOT NULL").await;
    let late = late.press("Try again").await.expect("an answer");
    assert!(late.text().contains(NOTHING_FAILED), "{}", late.text());
    everything_is_told_once(&app, &acknowledged(&app, before).await).await;
    assert_eq!(posts(&app, before).await, [403, 200]);
    app.finish().await;
}
