//! The control side changes the world, and Discord's events follow.

use discord_emulator::scenario::{ChannelSpec, GuildSpec, MemberSpec, RoleSpec, UserSpec};
use discord_emulator::{DriveError, World};
use serde_json::json;

use crate::bot::Scene;

#[tokio::test]
async fn each_change_is_told_to_the_bot() {
    let Scene { emulator, mut bot, guild, general, .. } = Scene::new().await;
    let control = emulator.control();
    let world = World {
        user: vec![UserSpec { username: "dora".into(), ..UserSpec::default() }],
        guild: vec![GuildSpec {
            name: "Playground".into(),
            role: vec![RoleSpec { name: "Gold".into(), ..RoleSpec::default() }],
            channel: vec![ChannelSpec { name: "fresh".into(), ..ChannelSpec::default() }],
            member: vec![MemberSpec { user: "dora".into(), roles: vec!["Gold".into()], nick: None }],
            ..GuildSpec::default()
        }],
        ..World::default()
    };
    control.world(&world).await.unwrap();
    let role = bot.socket.event("GUILD_ROLE_CREATE").await;
    assert_eq!(role["role"]["name"], "Gold");
    assert_eq!(bot.socket.event("GUILD_MEMBER_ADD").await["user"]["username"], "dora");
    assert_eq!(bot.socket.event("CHANNEL_CREATE").await["name"], "fresh");
    let gold = control.role("Playground", "Gold").await.unwrap();
    let bob = control.user("bob").await.unwrap();
    control.member_role(&guild, &bob, &gold, true).await.unwrap();
    assert_eq!(bot.socket.event("GUILD_MEMBER_UPDATE").await["roles"], json!([gold]));
    control.overwrite(&general, &gold, false, 0, 2048).await.unwrap();
    assert_eq!(bot.socket.event("CHANNEL_UPDATE").await["permission_overwrites"][0]["deny"], "2048");
    control.delete_role(&guild, &gold).await.unwrap();
    assert_eq!(bot.socket.event("GUILD_ROLE_DELETE").await["role_id"], gold.as_str());
    control.delete_channel(&general).await.unwrap();
    assert_eq!(bot.socket.event("CHANNEL_DELETE").await["id"], general.as_str());
    assert_eq!(bot.rest.get(&format!("/channels/{general}")).await.code(), 10003);
}

#[tokio::test]
async fn a_kicked_bot_hears_it_and_is_out() {
    let Scene { emulator, mut bot, guild, general, .. } = Scene::new().await;
    let application = bot.rest.application().await;
    emulator.control().kick(&guild, &application).await.unwrap();
    let gone = bot.socket.event("GUILD_DELETE").await;
    assert_eq!(gone, json!({"id": guild}), "without `unavailable`");
    let answer = bot.rest.post(&format!("/channels/{general}/messages"), json!({"content": "x"})).await;
    assert_eq!((answer.status, answer.code()), (403, 50001));
}

#[tokio::test]
async fn an_outage_comes_and_goes() {
    let Scene { emulator, mut bot, guild, .. } = Scene::new().await;
    emulator.control().fault(json!({"kind": "outage", "guild": "Playground"})).await.unwrap();
    assert_eq!(bot.socket.event("GUILD_DELETE").await["unavailable"], true);
    emulator.control().fault(json!({"kind": "outage", "guild": "Playground", "over": true})).await.unwrap();
    assert_eq!(bot.socket.event("GUILD_CREATE").await["id"], guild.as_str());
}

#[tokio::test]
async fn a_new_guild_is_told_whole() {
    let Scene { emulator, mut bot, .. } = Scene::new().await;
    let world = World {
        guild: vec![GuildSpec {
            name: "Second".into(),
            owner: Some("bob".into()),
            applications: vec!["Ovation".into()],
            channel: vec![ChannelSpec { name: "hall".into(), ..ChannelSpec::default() }],
            ..GuildSpec::default()
        }],
        ..World::default()
    };
    emulator.control().world(&world).await.unwrap();
    let guild = bot.socket.event("GUILD_CREATE").await;
    assert_eq!(
        (guild["name"].as_str(), guild["channels"][0]["name"].as_str()),
        (Some("Second"), Some("hall"))
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused_with_words() {
    let Scene { emulator, .. } = Scene::new().await;
    let control = emulator.control();
    for order in [
        json!({"kind": "nonsense"}),
        json!({"kind": "clock", "scale": 0}),
        json!({"kind": "outage", "guild": "none"}),
    ] {
        let refused = control.fault(order.clone()).await.unwrap_err();
        assert!(matches!(refused, DriveError::Refused { status: 400, .. }), "{order}: {refused}");
    }
    let world = World {
        guild: vec![GuildSpec { name: "X".into(), owner: Some("nobody".into()), ..GuildSpec::default() }],
        ..World::default()
    };
    let refused = control.world(&world).await.unwrap_err().to_string();
    assert!(refused.contains("nobody"), "{refused}");
}

#[tokio::test]
async fn requests_are_recorded_with_their_verdict() {
    let Scene { emulator, bot, general, .. } = Scene::new().await;
    let before = emulator.control().requests(0).await.unwrap().len() as u64;
    bot.rest.post(&format!("/channels/{general}/messages"), json!({"content": "hi @everyone"})).await;
    let recorded = emulator.control().requests(before).await.unwrap();
    assert_eq!(recorded.len(), 1);
    assert_eq!((&recorded[0]["method"], &recorded[0]["status"]), (&json!("POST"), &json!(200)));
    assert_eq!(recorded[0]["body"]["content"], "hi @everyone");
    let violations = recorded[0]["violations"].to_string();
    assert!(violations.contains("allowed_mentions"), "{violations}");
}

#[tokio::test]
async fn pages_of_other_sites_can_not_steer() {
    let Scene { emulator, .. } = Scene::new().await;
    let answer = reqwest::Client::new()
        .post(format!("{}/_emulator/faults", emulator.url()))
        .header("origin", "https://example.com")
        .body(r#"{"kind":"clear"}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 403);
}
