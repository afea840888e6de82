//! A message outlives the process that posted it: what is pressed after a restart does what it did before, once.

use discord_emulator::{Person, Reply};

use crate::harness::{App, OTTAWA, SHOUT_OUTS, quick_rules};

/// The sample program, the bot as a process of its own.
async fn sample() -> App {
    let mut app = App::prepare(&quick_rules(), true).await;
    app.start_process().await;
    app
}

/// The bot ends as a service manager ends it, and another one begins.
async fn restart(app: &mut App) {
    assert!(app.terminate().await.success());
    app.start_process().await;
}

async fn seen(who: &Person, channel: &str, says: &str) -> Reply {
    let told = |message: &Reply| !message.is_ephemeral() && message.text().contains(says);
    who.wait_for(OTTAWA, channel, told).await.expect("the message")
}

#[tokio::test]
async fn a_shout_out_is_applauded_after_a_restart_and_once() {
    let mut app = sample().await;
    let (leader, member) = (app.person("leader").await, app.person("member").await);
    app.award(&leader, "Contoso Cloud", "venue", 20, "A quiet room").await;
    let shout_out = seen(&member, SHOUT_OUTS, "A quiet room").await;
    restart(&mut app).await;
    let applauded = shout_out.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(!applauded.is_ephemeral() && applauded.text().contains("A quiet room"), "{}", applauded.text());
    let again = shout_out.press("custom_id:v1:applaud").await.expect("an answer");
    assert!(again.is_ephemeral() && again.text().contains("applauded"), "{}", again.text());
    app.finish().await;
}

#[tokio::test]
async fn an_offer_is_accepted_after_a_restart_and_once() {
    let mut app = sample().await;
    let (leader, partner) = (app.person("leader").await, app.person("partner").await);
    let topic = "Backups that survive a fire";
    let form = leader.at(OTTAWA, "general").command("request").option("kind", "speaker").send().await;
    let form = form.expect("the form");
    let fields = [("topic", topic), ("days", ""), ("place", "Ottawa"), ("wording", "An hour of practice")];
    form.fill(&fields).submit().await.expect("an answer");
    partner.wait_for_event("THREAD_CREATE", |thread| thread["name"] == topic).await.expect("the post");
    let post = seen(&partner, topic, "An hour of practice").await;
    let form = post.press("custom_id:v1:wanted-help").await.expect("the form");
    let made = form.fill(&[("wording", "Our engineer Kim talks")]).submit().await.expect("an answer");
    assert!(made.text().contains("Your offer is with the leaders"), "{}", made.text());
    let card = seen(&leader, topic, "can help, says <@").await;
    restart(&mut app).await;
    let accepted = card.press("Accept").await.expect("an answer");
    assert!(accepted.text().contains("accepted: thank you!"), "{}", accepted.text());
    seen(&leader, topic, "✅ **Fabrikam Training** helps.").await;
    let again = card.press("custom_id:v1:wanted-accept").await;
    match again {
        Ok(late) => assert!(late.is_ephemeral() && late.text().contains("accepted"), "{}", late.text()),
        Err(greyed) => assert!(greyed.to_string().contains("disabled"), "{greyed}"),
    }
    app.finish().await;
}

#[tokio::test]
async fn a_claim_is_confirmed_after_a_restart_and_once() {
    let mut app = sample().await;
    let (partner, second) = (app.person("partner").await, app.person("second-leader").await);
    let claim = partner.at(OTTAWA, "general").command("claim").option("group", OTTAWA);
    let claim = claim.option("contribution", "venue").option("reason", "Your meeting in our office");
    claim.send().await.expect("a receipt");
    let card = seen(&second, "organizers", "A company says that it helped you").await;
    restart(&mut app).await;
    let given = card.press("custom_id:v1:claim-confirm").await.expect("an answer");
    assert!(given.text().contains("✅ **80** points to **Fabrikam Training**"), "{}", given.text());
    seen(&second, "organizers", "✅ Confirmed by <@").await;
    let undone = given.press("Undo (within 15 min)").await.expect("an answer");
    assert!(undone.text().contains("Undone"), "{}", undone.text());
    app.finish().await;
}
