//! An award that looks like one that was given already: a question, and never two by mistake.

use discord_emulator::Person;

use crate::harness::{App, OTTAWA, SHOUT_OUTS};

async fn ask(who: &Person, reason: &str) -> discord_emulator::Reply {
    let call = who.at(OTTAWA, SHOUT_OUTS).command("award").option("partner", "Contoso Cloud");
    let call = call.option("contribution", "presentation").option("points", 50);
    call.option("reason", reason).send().await.expect("an answer")
}

async fn left(who: &Person) -> String {
    who.at(OTTAWA, "general").command("allocation").send().await.expect("an answer").text()
}

#[tokio::test]
async fn the_second_leader_who_thanks_for_the_same_talk_is_asked_first() {
    let app = App::sample().await;
    let (leader, second) = (app.person("leader").await, app.person("second-leader").await);
    assert!(ask(&leader, "Two hours of answers").await.text().contains("**50** points"));
    let asked = ask(&second, "A talk without a single price list").await;
    assert!(asked.is_ephemeral());
    let expected = "Your group gave this company 50 points for the same contribution on the same day";
    assert!(asked.text().contains(expected), "{}", asked.text());
    assert!(left(&leader).await.contains("**290** of 500"), "nothing is given yet");
    let given = asked.press("Give it all the same").await.expect("an answer");
    assert!(given.text().contains("**50** points to **Contoso Cloud**"), "{}", given.text());
    assert!(left(&leader).await.contains("**240** of 500"));
    let again = asked.press("custom_id:v1:all-the-same").await;
    if let Ok(again) = again {
        assert!(!again.text().contains("**190**"), "{}", again.text());
    }
    assert!(left(&leader).await.contains("**240** of 500"), "a second click gives nothing");
    let thanked = |message: &discord_emulator::Reply| message.text().contains("single price list");
    leader.wait_for(OTTAWA, SHOUT_OUTS, thanked).await.expect("the shout-out");
    app.finish().await;
}

#[tokio::test]
async fn what_was_undone_is_no_reason_to_ask() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let given = ask(&leader, "Two hours of answers").await;
    given.press("custom_id:v1:undo").await.expect("an answer");
    let anew = ask(&leader, "Two hours of answers, on Friday").await;
    assert!(anew.text().contains("**50** points to **Contoso Cloud**"), "{}", anew.text());
    app.finish().await;
}
