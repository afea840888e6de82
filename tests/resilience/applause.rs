//! Applause that was taken is shown, once, whatever comes between the click and the message.

use discord_emulator::Reply;
use serde_json::json;

use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};
use crate::seen::{all_told, verified};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn applause_is_shown_though_the_bot_is_killed_before_it_is_drawn() {
    let mut app = App::prepare(&quick_rules(), true).await;
    app.start_process().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    app.award(&leader, "Contoso Cloud", "venue", 20, "A quiet room").await;
    let says = |what: &'static str| move |message: &Reply| message.text().contains(what);
    let told = member.wait_for(OTTAWA, SHOUT_OUTS, says("A quiet room")).await.expect("the shout-out");
    all_told(&app).await;
    // The connection is lost with each edit, and then the process is.
    let lost =
        json!({ "kind": "drop_request", "method": "PATCH", "path": "/channels/*/messages/*", "times": 100 });
    app.control().fault(lost).await.expect("a fault");
    told.press_quietly("👏").await.expect("the click is taken");
    let still = told.again().await.expect("it is there");
    assert!(!still.text().contains("👏 1"), "{}", still.text());
    app.kill();
    app.control().fault(json!({ "kind": "clear" })).await.expect("no trouble");
    app.start_process().await;
    all_told(&app).await;
    let shown = told.again().await.expect("it is there");
    assert!(shown.text().contains("👏 1"), "{}\n{}", shown.text(), app.log());
    let again = shown.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(again.is_ephemeral() && again.text().contains("applauded already"), "{}", again.text());
    verified(&app);
    app.finish().await;
}
