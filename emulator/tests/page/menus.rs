//! Context menus on messages and people.

use fantoccini::key::Key;
use serde_json::json;

use crate::pool::trials;
use crate::stage::Stage;
use crate::view::{named, test};

trials![a_message_has_the_bots_commands, a_person_has_the_bots_commands, a_menu_is_gone_through_by_keys];

async fn a_message_has_the_bots_commands(stage: Stage) {
    let said = stage.says("ben", "Who moored here?").await;
    let ana = stage.ana().await;
    ana.click(&format!("{} [data-test=message-menu]", ana.of(&said))).await;
    ana.reads(&named("menu-command", "Thank for this"), "Helper").await;
    ana.click(&named("menu-command", "Thank for this")).await;
    let data = stage.bot.heard(2).await["data"].clone();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &said["id"]));
    ana.sees("Thank for this is done").await;
}

async fn a_person_has_the_bots_commands(stage: Stage) {
    let ana = stage.ana().await;
    ana.click(&test("people-toggle")).await;
    ana.click(&named("person", "ben")).await;
    ana.reads(&test("menu"), "Ben Okoro").await;
    ana.reads(&test("menu"), "Staff").await;
    ana.click(&named("menu-command", "Look them up")).await;
    let data = stage.bot.heard(2).await["data"].clone();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(2), &json!(stage.user("ben").await)));
    ana.sees("Look them up is done").await;
}

async fn a_menu_is_gone_through_by_keys(stage: Stage) {
    let said = stage.says("ben", "A line ashore").await;
    let ana = stage.ana().await;
    let opener = format!("{} [data-test=message-menu]", ana.of(&said));
    ana.click(&opener).await;
    ana.when(&named("menu-command", "Thank for this"), "e === document.activeElement").await;
    ana.press(Key::Down, 1).await;
    ana.when(&test("menu-act"), "e === document.activeElement").await;
    ana.press(Key::Up, 1).await;
    ana.press(Key::Escape, 1).await;
    ana.has_no(&test("menu")).await;
    ana.when(&opener, "e === document.activeElement").await;
    ana.press(Key::Return, 2).await;
    assert_eq!(stage.bot.heard(2).await["data"]["target_id"], said["id"]);
}
