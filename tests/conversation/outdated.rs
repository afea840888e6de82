//! What an older version of Ovation left in Discord: commands, buttons, options.

use discord_emulator::Reply;
use serde_json::{Value, json};

use crate::harness::{App, OTTAWA};

const SORRY: &str =
    "That is from an older version of me. Type the command again; `/help` shows what there is.";

/// It says that it doesn't know this, and what there is instead.
fn says_sorry(answer: &Reply) {
    let text = answer.text();
    assert!(text.starts_with(SORRY), "{text}");
    assert!(text.contains("### Northwind Partner Network: thanks that count"), "{text}");
}

/// Does something as the bot's older version would have done.
async fn as_the_bot(app: &App, path: &str, body: Value) {
    let url = format!("{}/api/v10{path}", app.emulator.url());
    let token = format!("Bot {}", ovation::playground::TOKEN);
    let answer = reqwest::Client::new().post(url).header("authorization", token).json(&body).send().await;
    let answer = answer.expect("the stand-in answers");
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap_or_default());
}

#[tokio::test]
async fn a_command_that_is_no_more_is_answered_as_outdated() {
    let app = App::sample().await;
    let member = app.person("member").await;
    let state = app.control().state().await.expect("the state");
    let application = state["applications"][0]["id"].as_str().expect("an id").to_owned();
    let guild = app.control().guild(OTTAWA).await.expect("the server");
    let command = json!({ "name": "thank", "type": 1, "description": "An older way to say thanks" });
    as_the_bot(&app, &format!("/applications/{application}/guilds/{guild}/commands"), command).await;
    let sorry = member.at(OTTAWA, "general").command("thank").send().await.expect("an answer");
    assert!(sorry.is_ephemeral());
    says_sorry(&sorry);
    app.finish().await;
}

#[tokio::test]
async fn a_button_and_a_select_of_an_older_message_are_answered_as_outdated() {
    let app = App::sample().await;
    let member = app.person("member").await;
    let channel = app.control().channel(OTTAWA, "general").await.expect("the channel");
    let button = |label: &str, id: &str| json!({ "type": 2, "style": 2, "label": label, "custom_id": id });
    let rows = json!([
        { "type": 1, "components": [
            button("Old", "v0:undo:7"), button("Odd", "v1:undo:7:8"), button("Other", "hello"),
        ] },
        { "type": 1, "components": [{
            "type": 3, "custom_id": "v1:undo:9", "placeholder": "Choose",
            "options": [{ "label": "One", "value": "1" }],
        }] },
    ]);
    let body =
        json!({ "content": "An old receipt", "components": rows, "allowed_mentions": { "parse": [] } });
    as_the_bot(&app, &format!("/channels/{channel}/messages"), body).await;
    let old = member
        .wait_for(OTTAWA, "general", |message| message.text().contains("An old receipt"))
        .await
        .expect("the old message");
    for label in ["Old", "Odd", "Other"] {
        let sorry = old.press(label).await.expect("an answer");
        assert!(sorry.is_ephemeral(), "{label}");
        says_sorry(&sorry);
    }
    says_sorry(&old.choose("Choose", &["1"]).await.expect("an answer"));
    app.finish().await;
}

#[tokio::test]
async fn a_needed_option_that_is_missing_is_answered_as_outdated() {
    let app = App::sample().await;
    let leader = app.person("leader").await;
    let place = leader.at(OTTAWA, "general");
    let award = place.command("award").option("partner", "Litware Labs");
    for sorry in [award.option("contribution", "venue"), place.command("partner register")] {
        says_sorry(&sorry.send().await.expect("an answer"));
    }
    app.finish().await;
}
