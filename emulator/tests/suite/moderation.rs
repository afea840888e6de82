//! What moderation bots do: members, timeouts, bans, roles' order, invites, the audit log. Source: resources/guild,
//! resources/audit-log, resources/invite.

use discord_emulator::World;
use discord_emulator::scenario::UserSpec;
use serde_json::{Value, json};

use crate::bot::{Rest, Scene, identify, text, with_world};

/// The sample world, whose bot may do everything; dora is in no server.
async fn scene() -> Scene {
    let mut world = World::sample();
    world.guild[0].bot_permissions = Some("8".into());
    world.user.push(UserSpec { username: "dora".into(), ..UserSpec::default() });
    let scene = Scene::of(with_world(world).await).await;
    scene.emulator.control().fault(json!({"kind": "global_limit", "per_second": 0})).await.unwrap();
    scene
}

async fn with_reason(scene: &Scene, method: &str, path: &str, reason: &str) -> (u16, Value) {
    let answer = reqwest::Client::new()
        .request(method.parse().unwrap(), format!("{}/api/v10{path}", scene.emulator.url()))
        .header("authorization", "Bot bot-token")
        .header("x-audit-log-reason", reason)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap_or_default())
}

#[tokio::test]
async fn a_timeout_silences_until_it_is_lifted() {
    let mut scene = scene().await;
    let bob = scene.emulator.control().user("bob").await.unwrap();
    let path = format!("/guilds/{}/members/{bob}", scene.guild);
    let until = |text: Value| Some(json!({"communication_disabled_until": text}));
    let soon = (chrono::Utc::now() + chrono::Duration::hours(1)).to_rfc3339();
    let member = scene.bot.rest.ask("PATCH", &path, until(json!(soon))).await.ok();
    assert!(member["communication_disabled_until"].is_string());
    assert_eq!(scene.bot.socket.event("GUILD_MEMBER_UPDATE").await["user"]["id"], bob.as_str());
    let as_bob = Rest::with(&scene.emulator, Some("bob"));
    let say = format!("/channels/{}/messages", scene.general);
    assert_eq!(as_bob.post(&say, json!({"content": "x"})).await.code(), 50013);
    assert_eq!(as_bob.get(&say).await.status, 200, "reading goes on");
    scene.bot.rest.ask("PATCH", &path, until(Value::Null)).await.ok();
    assert_eq!(as_bob.post(&say, json!({"content": "x"})).await.status, 200);
    let far = (chrono::Utc::now() + chrono::Duration::days(29)).to_rfc3339();
    assert_eq!(scene.bot.rest.ask("PATCH", &path, until(json!(far))).await.code(), 50035, "at most 28 days");
    let owner = format!("/guilds/{}/members/{}", scene.guild, scene.alice.id());
    assert_eq!(
        scene.bot.rest.ask("PATCH", &owner, Some(json!({"nick": "x"}))).await.code(),
        50013,
        "the owner"
    );
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn a_ban_throws_out_deletes_and_keeps_out() {
    let mut scene = scene().await;
    let bob = scene.emulator.control().user("bob").await.unwrap();
    let as_bob = Rest::with(&scene.emulator, Some("bob"));
    let say = format!("/channels/{}/messages", scene.general);
    let said = text(&as_bob.post(&say, json!({"content": "spam"})).await.ok()["id"]);
    let path = format!("/guilds/{}/bans/{bob}", scene.guild);
    let body = Some(json!({"delete_message_seconds": 3600}));
    assert_eq!(scene.bot.rest.ask("PUT", &path, body).await.status, 204);
    assert_eq!(scene.bot.socket.event("GUILD_MEMBER_REMOVE").await["user"]["username"], "bob");
    assert_eq!(scene.bot.socket.event("MESSAGE_DELETE_BULK").await["ids"], json!([said]));
    assert_eq!(scene.bot.rest.get(&path).await.ok()["user"]["id"], bob.as_str());
    let invite = scene.bot.rest.post(&format!("/channels/{}/invites", scene.general), json!({})).await.ok();
    let door = format!("/invites/{}", text(&invite["code"]));
    assert_eq!(as_bob.post(&door, json!({})).await.code(), 40007);
    assert_eq!(scene.bot.rest.ask("DELETE", &path, None).await.status, 204);
    assert_eq!(scene.bot.rest.get(&path).await.code(), 10026);
    assert_eq!(as_bob.post(&door, json!({})).await.ok()["new_member"], true);
    assert_eq!(scene.bot.socket.event("GUILD_MEMBER_ADD").await["user"]["username"], "bob");
    let all = json!({"user_ids": [bob, scene.alice.id()]});
    let answer = scene.bot.rest.post(&format!("/guilds/{}/bulk-ban", scene.guild), all).await.ok();
    assert_eq!(answer, json!({"banned_users": [bob], "failed_users": [scene.alice.id()]}));
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn the_audit_log_says_who_did_what_and_why() {
    let scene = scene().await;
    let mut reader = crate::bot::Socket::connect(&scene.emulator, "v=10").await;
    reader.send(identify(1 | 1 << 2)).await;
    reader.event("GUILD_CREATE").await;
    let bob = scene.emulator.control().user("bob").await.unwrap();
    let path = format!("/guilds/{}/members/{bob}", scene.guild);
    let (status, _) = with_reason(&scene, "DELETE", &path, "zu%20laut%20%F0%9F%93%A3").await;
    assert_eq!(status, 204);
    let told = reader.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    let app = scene.bot.rest.application().await;
    assert_eq!(
        (&told["action_type"], &told["user_id"], &told["target_id"]),
        (&json!(20), &json!(app), &json!(bob))
    );
    assert_eq!(told["reason"], "zu laut 📣");
    scene.bot.rest.post(&format!("/guilds/{}/roles", scene.guild), json!({"name": "Gold"})).await.ok();
    scene.bot.rest.post(&format!("/channels/{}/webhooks", scene.general), json!({"name": "News"})).await.ok();
    let log = format!("/guilds/{}/audit-logs", scene.guild);
    let all = scene.bot.rest.get(&log).await.ok();
    let kinds: Vec<u64> = all["audit_log_entries"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["action_type"].as_u64())
        .collect();
    assert_eq!(kinds, [50, 30, 20], "newest first");
    let one = scene.bot.rest.get(&format!("{log}?action_type=30&limit=1")).await.ok();
    assert_eq!(one["audit_log_entries"][0]["changes"][0], json!({"key": "name", "new_value": "Gold"}));
    let as_bob = Rest::with(&scene.emulator, Some("carol"));
    assert_eq!(as_bob.get(&log).await.code(), 50013);
    let (status, body) = with_reason(&scene, "DELETE", &path, &"x".repeat(513)).await;
    assert_eq!((status, &body["code"]), (400, &json!(50035)), "a reason has 512 characters");
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn a_new_role_stands_lowest_and_roles_can_be_ordered() {
    let scene = scene().await;
    let (rest, path) = (&scene.bot.rest, format!("/guilds/{}/roles", scene.guild));
    let made = async |name: &str| text(&rest.post(&path, json!({"name": name})).await.ok()["id"]);
    let (low, lower) = (made("low").await, made("lower").await);
    let order = async |roles: Value| -> Vec<String> {
        let mut list = roles.as_array().unwrap().clone();
        list.sort_by_key(|role| role["position"].as_u64());
        list.iter().map(|role| text(&role["name"])).collect()
    };
    assert_eq!(order(rest.get(&path).await.ok()).await, ["@everyone", "lower", "low", "Ovation"]);
    let wish = json!([{"id": lower, "position": 2}, {"id": low, "position": 1}]);
    let answer = rest.ask("PATCH", &path, Some(wish)).await.ok();
    assert_eq!(order(answer).await, ["@everyone", "low", "lower", "Ovation"]);
    let own = scene.emulator.control().role("Playground", "Ovation").await.unwrap();
    let above = rest.ask("PATCH", &path, Some(json!([{"id": own, "position": 1}]))).await;
    assert_eq!(above.code(), 50013, "nobody moves their own highest role");
    let bob = scene.emulator.control().user("bob").await.unwrap();
    assert_eq!(
        rest.ask("PUT", &format!("/guilds/{}/members/{bob}/roles/{low}", scene.guild), None).await.status,
        204
    );
    assert_eq!(rest.get(&format!("{path}/member-counts")).await.ok()[&low], 1);
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn nobody_gives_away_rights_that_they_lack() {
    let scene = Scene::new().await;
    let own = scene.emulator.control().role("Playground", "Ovation").await.unwrap();
    let alice = Rest::with(&scene.emulator, Some("alice"));
    let path = format!("/guilds/{}/roles", scene.guild);
    let manage = json!({"permissions": (1_u64 << 28 | 1 << 10).to_string()});
    alice.ask("PATCH", &format!("{path}/{own}"), Some(manage)).await.ok();
    let more = scene.bot.rest.post(&path, json!({"name": "x", "permissions": "8"})).await;
    assert_eq!((more.status, more.code()), (403, 50013));
    assert_eq!(scene.bot.rest.post(&path, json!({"name": "x", "permissions": "1024"})).await.status, 200);
}

#[tokio::test]
async fn interest_in_an_event_is_told_and_counted() {
    let mut scene = scene().await;
    let event = json!({"name": "Meetup", "privacy_level": 2, "scheduled_start_time": "2099-01-01T18:00:00+00:00",
        "scheduled_end_time": "2099-01-01T20:00:00+00:00", "entity_type": 3, "entity_metadata": {"location": "Library"}});
    let path = format!("/guilds/{}/scheduled-events", scene.guild);
    let id = text(&scene.bot.rest.post(&path, event).await.ok()["id"]);
    let bob = Rest::with(&scene.emulator, Some("bob"));
    assert_eq!(bob.ask("PUT", &format!("{path}/{id}/users/@me"), None).await.status, 204);
    assert_eq!(
        scene.bot.socket.event("GUILD_SCHEDULED_EVENT_USER_ADD").await["guild_scheduled_event_id"],
        id.as_str()
    );
    assert_eq!(scene.bot.rest.get(&format!("{path}?with_user_count=true")).await.ok()[0]["user_count"], 1);
    let users = scene.bot.rest.get(&format!("{path}/{id}/users?with_member=true")).await.ok();
    assert_eq!(users[0]["user"]["username"], "bob");
    assert_eq!(bob.ask("DELETE", &format!("{path}/{id}/users/@me"), None).await.status, 204);
    scene.bot.socket.event("GUILD_SCHEDULED_EVENT_USER_REMOVE").await;
    scene.answers_are_valid().await;
}

#[tokio::test]
async fn an_external_event_begins_and_ends_by_itself() {
    let mut scene = scene().await;
    let at = |millis: i64| (chrono::Utc::now() + chrono::Duration::milliseconds(millis)).to_rfc3339();
    // In the future still when the request is read, however long that takes: what checks it is made by the first one.
    let event = json!({"name": "Short", "privacy_level": 2, "scheduled_start_time": at(3000),
        "scheduled_end_time": at(3200), "entity_type": 3, "entity_metadata": {"location": "Here"}});
    let path = format!("/guilds/{}/scheduled-events", scene.guild);
    scene.bot.rest.post(&path, event).await.ok();
    for status in [2, 3] {
        assert_eq!(scene.bot.socket.event("GUILD_SCHEDULED_EVENT_UPDATE").await["status"], status);
    }
    assert_eq!(scene.bot.rest.get(&path).await.ok(), json!([]), "what is over is no longer listed");
}
