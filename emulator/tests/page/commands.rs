//! Slash commands: from the slash to the answer.

use fantoccini::key::Key;
use serde_json::json;

use crate::pool::trials;
use crate::stage::Stage;
use crate::view::{named, test};

trials![
    a_slash_suggests_commands,
    the_button_of_commands_types_the_slash,
    a_suggestion_is_chosen_by_keys,
    a_subcommand_stands_by_itself,
    a_command_is_answered_to_all,
    an_answer_to_one_is_private_and_can_be_dismissed,
    a_bot_that_thinks_is_seen_thinking,
    a_bot_that_is_silent_has_failed_after_three_seconds,
    a_command_is_given_up,
    a_mentioned_command_opens,
];

async fn a_slash_suggests_commands(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "/").await;
    for name in ["say", "secret", "try", "partner view", "partner list"] {
        ana.has(&named("suggestion", name)).await;
    }
    ana.type_into(&test("composer"), "part").await;
    ana.has_no(&named("suggestion", "try")).await;
    ana.reads(&named("suggestion", "partner view"), "Shows a partner").await;
    ana.reads(&named("suggestion", "partner view"), "Helper").await;
    ana.click(&named("suggestion", "partner list")).await;
    ana.has(&named("command-form", "partner list")).await;
}

async fn the_button_of_commands_types_the_slash(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("commands")).await;
    ana.click(&named("suggestion", "say")).await;
    ana.has(&named("command-form", "say")).await;
}

async fn a_suggestion_is_chosen_by_keys(stage: Stage) {
    let ana = stage.ana().await;
    ana.type_into(&test("composer"), "/s").await;
    ana.has(&named("suggestion", "sleep")).await;
    ana.when("[data-test=suggestion][aria-selected=true]", "e.dataset.name === 'say'").await;
    ana.press(Key::Down, 1).await;
    ana.when("[data-test=suggestion][aria-selected=true]", "e.dataset.name === 'secret'").await;
    let described =
        "document.getElementById(e.getAttribute('aria-activedescendant')).dataset.name === 'secret'";
    ana.when(&test("composer"), described).await;
    ana.press(Key::Up, 2).await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("suggestion")).await;
    ana.keys("ec").await;
    ana.has(&named("suggestion", "secret")).await;
    ana.press(Key::Tab, 1).await;
    ana.has(&named("command-form", "secret")).await;
    ana.press(Key::Return, 1).await;
    ana.sees("For your eyes only").await;
}

async fn a_subcommand_stands_by_itself(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("partner view").await;
    ana.type_into("[data-test=option-name]", "Contoso\n").await;
    ana.sees("partner is done").await;
    let data = stage.bot.heard(2).await["data"].clone();
    let options =
        json!([{"name": "view", "type": 1, "options": [{"name": "name", "type": 3, "value": "Contoso"}]}]);
    assert_eq!(data["options"], options);
}

async fn a_command_is_answered_to_all(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("say").await;
    ana.keys("Land in **sight**").await;
    ana.send().await;
    let message = ana.message("Land in sight").await;
    ana.reads(&message, "Ana Lima used /say").await;
    ana.has(&test("composer")).await;
    let ben = stage.view("ben", crate::stage::HARBOUR, "general").await;
    ben.sees("Land in sight").await;
}

async fn an_answer_to_one_is_private_and_can_be_dismissed(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("secret").await;
    ana.send().await;
    let message = ana.message("For your eyes only").await;
    ana.reads(&message, "Only you can see this").await;
    ana.when(&message, "e.dataset.ephemeral === 'true'").await;
    ana.click(&format!("{message} [data-test=dismiss]")).await;
    ana.has_no(&message).await;
    let ben = stage.view("ben", crate::stage::HARBOUR, "general").await;
    ben.sees_no("For your eyes only").await;
}

async fn a_bot_that_thinks_is_seen_thinking(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("think").await;
    ana.send().await;
    ana.sees("Helper is thinking…").await;
    stage.bot.finish(json!({"content": "It was the tide"})).await;
    ana.sees("It was the tide").await;
    ana.sees_no("thinking").await;
}

async fn a_bot_that_is_silent_has_failed_after_three_seconds(stage: Stage) {
    stage.clock(0.05).await;
    let ana = stage.ana().await;
    ana.begin("sleep").await;
    ana.send().await;
    ana.reads("[data-test=attempt][data-state=failed]", "You used /sleep").await;
    ana.reads("[data-test=attempt]", "The application did not respond").await;
    ana.click("[data-test=attempt] [data-test=dismiss]").await;
    ana.has_no(&test("attempt")).await;
}

async fn a_command_is_given_up(stage: Stage) {
    let ana = stage.ana().await;
    ana.begin("say").await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("command-form")).await;
    ana.begin("try").await;
    ana.click(&test("command-cancel")).await;
    ana.when(&test("composer"), "e === document.activeElement").await;
}

async fn a_mentioned_command_opens(stage: Stage) {
    let ana = stage.ana().await;
    stage.bot_says(json!({"content": "Use </partner view:1> for that"})).await;
    let message = ana.message("Use /partner view for that").await;
    ana.click(&format!("{message} button.mention-command, {message} .text button")).await;
    ana.has(&named("command-form", "partner view")).await;
}
