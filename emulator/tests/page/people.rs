//! Who one is, where one is, and who else is there.

use crate::pool::trials;
use crate::stage::{HARBOUR, Stage};
use crate::view::{named, test};

trials![
    a_person_is_picked,
    an_address_opens_a_view,
    servers_and_channels_are_gone_through,
    a_channel_that_one_may_not_see_is_not_there,
    news_elsewhere_are_marked,
    two_people_sit_side_by_side,
    requests_of_the_bot_are_shown_with_their_verdicts,
    requests_are_found_by_their_path,
];

async fn a_person_is_picked(stage: Stage) {
    let ana = stage.ana().await;
    ana.click("[data-test=person-select] option[value=ben]").await;
    let ben = stage.as_seen_by("ben");
    ben.is_ready().await;
    ben.has("[aria-label='As Ben Okoro'], [data-person=ben]").await;
    ben.has(&named("channel", "staff-room")).await;
}

async fn an_address_opens_a_view(stage: Stage) {
    let ben = stage.view("ben", HARBOUR, "quay").await;
    ben.reads("h2", "quay").await;
    let id = stage.channel("news").await;
    stage.open(&format!("person=ben&channel={id}")).await;
    ben.is_ready().await;
    ben.reads("h2", "news").await;
}

async fn servers_and_channels_are_gone_through(stage: Stage) {
    let ana = stage.ana().await;
    ana.reads("h2", "general").await;
    ana.reads(".room-topic", "Everything that has no other place").await;
    ana.click(&named("channel", "quay")).await;
    ana.reads("h2", "quay").await;
    ana.click(&named("guild", "Lighthouse")).await;
    ana.reads("h2", "lobby").await;
    ana.has_no(&named("channel", "quay")).await;
    let address = stage.browser.script("return location.hash").await;
    assert_eq!(address, "#person=ana&guild=Lighthouse&channel=lobby");
}

async fn a_channel_that_one_may_not_see_is_not_there(stage: Stage) {
    let ana = stage.ana().await;
    ana.has(&named("channel", "news")).await;
    ana.has_no(&named("channel", "staff-room")).await;
}

async fn news_elsewhere_are_marked(stage: Stage) {
    let ana = stage.view("ana", HARBOUR, "quay").await;
    let id = stage.user("ana").await;
    stage.bot_says(serde_json::json!({"content": "To all"})).await;
    ana.reads(&named("channel", "general"), "new messages").await;
    stage.bot_says(serde_json::json!({"content": format!("To <@{id}>")})).await;
    ana.reads(&named("channel", "general"), "you are named").await;
    ana.click(&named("channel", "general")).await;
    ana.sees("To @Ana Lima").await;
    ana.has_no(".unread").await;
}

async fn two_people_sit_side_by_side(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("beside-toggle")).await;
    let ben = stage.as_seen_by("ben");
    ben.is_ready().await;
    ana.type_into("[data-test=composer]", "Hello from the left\n").await;
    ben.sees("Hello from the left").await;
    ben.type_into("[data-test=composer]", "And from the right\n").await;
    ana.sees("And from the right").await;
    ana.begin("secret").await;
    ana.send().await;
    ana.sees("For your eyes only").await;
    ben.sees_no("For your eyes only").await;
    ana.type_into("[data-test=composer]", "Hm").await;
    ben.reads(&test("typing"), "Ana Lima is typing…").await;
    ben.click(&test("beside-close")).await;
    ben.has_no(&test("composer")).await;
}

async fn requests_of_the_bot_are_shown_with_their_verdicts(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("requests-toggle")).await;
    ana.reads(&test("requests"), "/applications/@me").await;
    let channel = stage.channel("general").await;
    // A button that goes nowhere: the emulator refuses it, and says which rule it breaks.
    let bad = serde_json::json!({"components": [{"type": 1, "components": [{"type": 2, "style": 5, "label": "Nowhere"}]}]});
    stage.bot.is_refused("POST", &format!("/channels/{channel}/messages"), bad).await;
    ana.has(".request-faulty").await;
    ana.click("[data-test=requests-only-faults]").await;
    ana.reads(".requests-summary", "1 shown").await;
    ana.click(".request-faulty summary").await;
    ana.reads(".request-faulty .violations", "url").await;
    ana.reads(".request-faulty pre", "Nowhere").await;
    ana.click("[data-test=requests] [aria-label='Close the requests']").await;
    ana.when(&test("requests"), "e.hidden").await;
}

async fn requests_are_found_by_their_path(stage: Stage) {
    let ana = stage.ana().await;
    stage.bot_says(serde_json::json!({"content": "To be found"})).await;
    ana.click(&test("requests-toggle")).await;
    ana.reads(&test("requests"), "/applications/@me").await;
    ana.type_into(&test("requests-filter"), "/messages").await;
    ana.reads(".requests-summary", "1 shown").await;
    ana.reads(".requests", "/messages").await;
    ana.type_into(&test("requests-filter"), "/nowhere").await;
    ana.reads(".requests-summary", "0 shown").await;
}
