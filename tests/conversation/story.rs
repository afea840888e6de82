//! The main job, end to end.

use serde_json::json;

use crate::harness::{App, OTTAWA, RUST, SHOUT_OUTS, quick_rules};

#[tokio::test]
async fn a_leader_thanks_a_company_and_everybody_sees_it() {
    let app = App::sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let receipt =
        app.award(&leader, "Contoso Cloud", "presentation", 50, "Two hours of answers, no slides").await;
    assert!(receipt.is_ephemeral());
    assert!(receipt.text().contains("**50** points to **Contoso Cloud**"), "{}", receipt.text());
    assert!(receipt.text().contains("Left this quarter: **290** (before: 340)"), "{}", receipt.text());
    let shout_out = member
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Contoso Cloud"))
        .await
        .expect("the shout-out");
    assert!(shout_out.text().contains("Two hours of answers, no slides"), "{}", shout_out.text());
    assert!(!shout_out.is_ephemeral());
    assert!(shout_out.pings().is_empty());
    let applauded = shout_out.press("👏").await.expect("applause");
    assert!(applauded.text().contains("👏 1"), "{}", applauded.text());
    let again = shout_out.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(again.is_ephemeral());
    assert!(again.text().contains("applauded already"), "{}", again.text());
    app.finish().await;
}

#[tokio::test]
async fn a_company_reaches_the_next_tier_and_hears_of_it() {
    let app = App::sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let mine = partner.at(RUST, "general").command("mypoints").send().await.expect("an answer");
    assert!(mine.is_ephemeral());
    assert!(mine.text().contains("Fabrikam Training · Registered"), "{}", mine.text());
    assert!(mine.text().contains("340 of 400 points for Certified"), "{}", mine.text());
    let receipt = app.award(&leader, "Fabrikam Training", "mentoring", 60, "A month of code reviews").await;
    assert!(receipt.text().contains("Fabrikam Training is now **Certified**"), "{}", receipt.text());
    leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Fabrikam Training is now Certified"))
        .await
        .expect("the tier's own shout-out");
    leader
        .wait_for(OTTAWA, "announcements", |message| {
            message.text().contains("Fabrikam Training is now Certified")
        })
        .await
        .expect("the program's announcement");
    app.finish().await;
}

#[tokio::test]
async fn more_than_is_left_is_refused_kindly() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let first =
        app.award(&leader, "Litware Labs", "sponsorship", 250, "The hall, the sound, the streams").await;
    assert!(first.text().contains("Left this quarter: **90**"), "{}", first.text());
    let second = app.award(&leader, "Litware Labs", "sponsorship", 91, "One more").await;
    assert!(second.is_ephemeral());
    assert!(second.text().contains("more than your group has left: **90**"), "{}", second.text());
    assert!(second.text().contains("The next period starts on <t:"), "{}", second.text());
    app.finish().await;
}

#[tokio::test]
async fn an_undo_in_time_leaves_no_trace_in_public() {
    let app = App::sample_with(
        &quick_rules().replace("shout_out_delay_seconds = 0", "shout_out_delay_seconds = 60"),
    )
    .await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    let receipt = app.award(&leader, "Adatum Events", "venue", 80, "Their big room").await;
    // The answers are held back, so that both clicks are made before the first is answered.
    let held = json!({ "kind": "delay", "method": "POST", "path": "/interactions/*/*/callback", "times": 2, "millis": 300 });
    app.control().fault(held).await.expect("a fault");
    let (undone, again) =
        tokio::join!(receipt.press("custom_id:v1:undo"), receipt.press("custom_id:v1:undo"));
    let (undone, again) = (undone.expect("an answer"), again.expect("an answer"));
    assert!(undone.text().contains("Undone: 80 points"), "{}", undone.text());
    assert!(undone.text().contains("**340** left"), "{}", undone.text());
    assert_eq!(again.text(), undone.text(), "the second click gets the first answer");
    let left = leader.at(OTTAWA, SHOUT_OUTS).command("allocation").send().await.expect("an answer");
    assert!(left.text().contains("**340** of 500 points left"), "{}", left.text());
    let seen = member.messages(OTTAWA, SHOUT_OUTS).await.expect("messages");
    assert!(seen.iter().all(|message| !message.text().contains("Adatum")), "nobody in public saw it");
    app.finish().await;
}

#[tokio::test]
async fn an_event_and_a_link_are_told_with_the_thanks() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    leader
        .at(OTTAWA, SHOUT_OUTS)
        .command("award")
        .option("partner", "Contoso Cloud")
        .option("contribution", "presentation")
        .option("reason", "Clusters, explained with chairs")
        .option("event", "November meeting")
        .option("link", "https://ottawa.example/november")
        .send()
        .await
        .expect("an answer");
    let shout_out = leader
        .wait_for(OTTAWA, SHOUT_OUTS, |message| message.text().contains("Clusters, explained"))
        .await
        .expect("the shout-out");
    assert!(shout_out.text().contains("At **November meeting**"), "{}", shout_out.text());
    assert!(shout_out.text().contains("<https://ottawa.example/november>"), "{}", shout_out.text());
    let hostile = leader
        .at(OTTAWA, SHOUT_OUTS)
        .command("award")
        .option("partner", "Contoso Cloud")
        .option("contribution", "presentation")
        .option("reason", "A link that is none")
        .option("link", "javascript:alert(1)")
        .send()
        .await
        .expect("an answer");
    assert!(hostile.text().contains("must begin with https://"), "{}", hostile.text());
    app.finish().await;
}

#[tokio::test]
async fn a_shout_out_carries_a_nonce_that_discord_enforces() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    app.award(&leader, "Contoso Cloud", "venue", 10, "A quiet room").await;
    let told = |message: &discord_emulator::Reply| message.text().contains("A quiet room");
    leader.at(OTTAWA, SHOUT_OUTS).wait_for(told).await.expect("the shout-out");
    let requests = app.control().requests(0).await.expect("the stand-in answers");
    let posts: Vec<_> = requests
        .iter()
        .filter(|request| request["method"] == "POST")
        .filter(|request| request["path"].as_str().is_some_and(|path| path.ends_with("/messages")))
        .collect();
    assert!(posts.len() >= 2, "the sample's own and this one");
    let nonces: std::collections::BTreeSet<_> =
        posts.iter().map(|post| post["body"]["nonce"].as_str().expect("a nonce")).collect();
    assert_eq!(nonces.len(), posts.len(), "each message has one of its own");
    assert!(posts.iter().all(|post| post["body"]["enforce_nonce"] == true));
    app.finish().await;
}
