//! Permissions and overwrites. Source: topics/permissions.

use serde_json::json;

use crate::bot::Scene;

const VIEW: u64 = 1 << 10;
const SEND: u64 = 1 << 11;
const EMBED: u64 = 1 << 14;
const HISTORY: u64 = 1 << 16;

#[tokio::test]
async fn an_overwrite_takes_what_a_role_gives() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    let path = format!("/channels/{}/messages", scene.general);
    let own = control.role("Playground", "Ovation").await.unwrap();
    let embed = json!({"embeds": [{"title": "x"}]});
    for (what, denied, method, body, status, code) in [
        ("can't see", VIEW, "POST", Some(json!({"content": "x"})), 403, 50001),
        ("can't see to read", VIEW, "GET", None, 403, 50001),
        ("can't write", SEND, "POST", Some(json!({"content": "x"})), 403, 50013),
        ("can't embed", EMBED, "POST", Some(embed), 403, 50013),
        ("reads nothing without the history", HISTORY, "GET", None, 200, 0),
        ("all is well again", 0, "POST", Some(json!({"content": "x"})), 200, 0),
    ] {
        control.overwrite(&scene.general, &own, false, 0, denied).await.unwrap();
        let answer = scene.bot.rest.ask(method, &path, body).await;
        assert_eq!((answer.status, answer.code()), (status, code), "{what}: {}", answer.body);
        if denied == HISTORY {
            assert_eq!(answer.body, json!([]));
        }
    }
}

#[tokio::test]
async fn a_members_own_overwrite_wins_over_roles_and_roles_over_everyone() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    let own = control.role("Playground", "Ovation").await.unwrap();
    let bot = scene.bot.rest.application().await;
    let path = format!("/channels/{}", scene.general);
    control.overwrite(&scene.general, &scene.guild, false, 0, VIEW).await.unwrap();
    assert_eq!(scene.bot.rest.get(&path).await.code(), 50001, "hidden from everyone");
    control.overwrite(&scene.general, &own, false, VIEW, 0).await.unwrap();
    assert_eq!(scene.bot.rest.get(&path).await.status, 200, "the role may");
    control.overwrite(&scene.general, &bot, true, 0, VIEW).await.unwrap();
    assert_eq!(scene.bot.rest.get(&path).await.code(), 50001, "the member may not");
}

#[tokio::test]
async fn people_see_only_what_is_open_to_them() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    control.overwrite(&scene.general, &scene.guild, false, 0, VIEW).await.unwrap();
    let bob = scene.emulator.person("bob").await.unwrap();
    assert!(bob.messages("Playground", "general").await.is_err());
    assert!(scene.alice.messages("Playground", "general").await.is_ok(), "the owner sees everything");
}

#[tokio::test]
async fn interactions_say_what_the_bot_may_do_there() {
    let scene = Scene::new().await;
    let control = scene.emulator.control();
    let own = control.role("Playground", "Ovation").await.unwrap();
    control.overwrite(&scene.general, &own, false, 0, SEND).await.unwrap();
    let mut bot = scene.bot;
    scene.alice.at("Playground", "general").command("say").send_and_forget().await.unwrap();
    let interaction = bot.interaction().await;
    let bits: u64 = interaction["app_permissions"].as_str().unwrap().parse().unwrap();
    assert_eq!((bits & VIEW != 0, bits & SEND != 0), (true, false));
    let answer = bot.rest.call_back(&interaction, json!({"type": 4, "data": {"content": "still"}})).await;
    assert_eq!(answer.status, 204, "answers to interactions need no right to write");
}

#[tokio::test]
async fn commands_are_shown_to_those_who_may_use_them() {
    let scene = Scene::new().await;
    let commands = json!([{"name": "open", "description": "x"},
        {"name": "manage", "description": "x", "default_member_permissions": "32"},
        {"name": "admin", "description": "x", "default_member_permissions": "0"}]);
    scene.bot.rest.register(commands).await;
    let bob = scene.emulator.person("bob").await.unwrap();
    assert_eq!(bob.commands("Playground").await.unwrap(), ["open"]);
    assert_eq!(scene.alice.commands("Playground").await.unwrap(), ["admin", "manage", "open"]);
    assert!(bob.at("Playground", "general").command("admin").send().await.is_err());
}
