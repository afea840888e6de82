//! Whole conversations between a person and a bot.

use discord_emulator::DriveError;
use serde_json::{Value, json};

use crate::bot::{Scene, text};

fn message(content: &str, flags: u64) -> Value {
    json!({"type": 4, "data": {"content": content, "flags": flags, "allowed_mentions": {"parse": []}}})
}

fn buttons(labels: &[(&str, &str)]) -> Value {
    let buttons: Vec<Value> = labels
        .iter()
        .map(|(id, label)| json!({"type": 2, "style": 2, "custom_id": id, "label": label}))
        .collect();
    json!([{"type": 1, "components": buttons}])
}

#[tokio::test]
async fn a_command_gets_its_reply() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let (reply, interaction) = tokio::join!(
        place.command("say").option("text", "hello").send(),
        bot.answer(message("you said hello", 64)),
    );
    let reply = reply.unwrap();
    assert_eq!(reply.text(), "you said hello");
    assert!(reply.is_ephemeral());
    assert_eq!(interaction["data"]["options"][0], json!({"name": "text", "type": 3, "value": "hello"}));
    assert_eq!(interaction["member"]["user"]["username"], "alice");
    assert_eq!(interaction["locale"], "en-US");
    assert_eq!(emulator.control().answer_times().await.unwrap().len(), 1, "each first answer is timed");
    for key in
        ["entitlements", "attachment_size_limit", "app_permissions", "context", "channel", "guild_locale"]
    {
        assert!(!interaction[key].is_null(), "{key}");
    }
}

#[tokio::test]
async fn only_the_person_sees_an_ephemeral_reply() {
    let Scene { emulator, mut bot, alice, general, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let (reply, _) = tokio::join!(place.command("say").send(), bot.answer(message("psst", 64)));
    let reply = reply.unwrap();
    let own = place.messages().await.unwrap();
    assert!(own.iter().any(|seen| seen.message_id() == reply.message_id()));
    let bob = emulator.person("bob").await.unwrap();
    assert!(bob.messages("Playground", "general").await.unwrap().is_empty());
    let listed = bot.rest.get(&format!("/channels/{general}/messages")).await.ok();
    assert_eq!(listed, json!([]));
    let by_token = bot.rest.get(&format!("/channels/{general}/messages/{}", reply.message_id())).await;
    assert_eq!((by_token.status, by_token.code()), (404, 10008));
}

#[tokio::test]
async fn a_button_changes_its_message() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let first =
        json!({"type": 4, "data": {"content": "sure?", "components": buttons(&[("undo:1", "Undo")])}});
    let (reply, _) = tokio::join!(place.command("say").send(), bot.answer(first));
    let reply = reply.unwrap();
    assert_eq!(reply.text(), "sure?\n[Undo]");
    let second = json!({"type": 7, "data": {"content": "undone", "components": []}});
    let (changed, interaction) = tokio::join!(reply.press("Undo"), bot.answer(second));
    let changed = changed.unwrap();
    assert_eq!(changed.text(), "undone");
    assert_eq!(changed.message_id(), reply.message_id());
    assert_eq!(interaction["message"]["id"], reply.message_id());
    assert_eq!(interaction["data"]["custom_id"], "undo:1");
    assert!(matches!(changed.press("Undo").await, Err(DriveError::NoSuch { .. })));
}

#[tokio::test]
async fn a_silent_click_shows_what_follows() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let first = json!({"type": 4, "data": {"content": "go?", "components": buttons(&[("go", "Go")])}});
    let (reply, _) = tokio::join!(place.command("say").send(), bot.answer(first));
    let reply = reply.unwrap();
    let later = async {
        let interaction = bot.answer(json!({"type": 6})).await;
        let path =
            format!("/webhooks/{}/{}", text(&interaction["application_id"]), text(&interaction["token"]));
        bot.rest.post(&path, json!({"content": "gone", "flags": 64})).await.ok()
    };
    let (seen, _) = tokio::join!(reply.press("custom_id:g"), later);
    assert_eq!(seen.unwrap().text(), "gone");
}

#[tokio::test]
async fn a_modal_is_filled_and_sent() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let modal = json!({"type": 9, "data": {"custom_id": "why:7", "title": "Why?", "components": [
        {"type": 1, "components": [{"type": 4, "custom_id": "reason", "label": "Reason", "style": 2, "value": "none"}]},
        {"type": 18, "label": "How", "component": {"type": 3, "custom_id": "how", "options": [
            {"label": "Fast", "value": "fast"}, {"label": "Slow", "value": "slow"}]}},
    ]}});
    let (shown, _) = tokio::join!(place.command("say").send(), bot.answer(modal));
    let shown = shown.unwrap();
    assert!(shown.is_modal());
    assert_eq!(shown.text(), "Why?\nReason\nnone\nHow\n[]");
    let sent = shown.fill(&[("Reason", "because")]).choose("How", &["slow"]).submit();
    let (reply, interaction) = tokio::join!(sent, bot.answer(message("thanks", 64)));
    assert_eq!(reply.unwrap().text(), "thanks");
    assert_eq!(interaction["type"], 5);
    assert_eq!(interaction["data"]["custom_id"], "why:7");
    assert_eq!(interaction["data"]["components"][0]["components"][0]["value"], "because");
    assert_eq!(interaction["data"]["components"][1]["component"]["values"], json!(["slow"]));
}

#[tokio::test]
async fn what_takes_long_is_deferred_and_filled_in_later() {
    let scene = Scene::new().await;
    let Scene { emulator: _, ref alice, .. } = scene;
    let place = alice.at("Playground", "general");
    let mut bot = scene.bot;
    let later = async {
        let interaction = bot.answer(json!({"type": 5, "data": {"flags": 64}})).await;
        let base =
            format!("/webhooks/{}/{}", text(&interaction["application_id"]), text(&interaction["token"]));
        let original = bot.rest.get(&format!("{base}/messages/@original")).await.ok();
        assert_eq!(original["flags"], 64 | 128);
        let path = format!("{base}/messages/@original");
        bot.rest.ask("PATCH", &path, Some(json!({"content": "done"}))).await.ok();
        bot.rest.post(&base, json!({"content": "and more", "flags": 64})).await.ok()
    };
    let (reply, more) = tokio::join!(place.command("say").send(), later);
    let reply = reply.unwrap();
    assert_eq!(reply.text(), "done");
    assert!(reply.is_ephemeral() && !reply.is_thinking());
    assert_ne!(more["id"], reply.message_id());
}

#[tokio::test]
async fn a_follow_up_to_a_deferral_becomes_the_reply() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let later = async {
        let interaction = bot.answer(json!({"type": 5, "data": {"flags": 64}})).await;
        let base =
            format!("/webhooks/{}/{}", text(&interaction["application_id"]), text(&interaction["token"]));
        bot.rest.post(&base, json!({"content": "done"})).await.ok()
    };
    let (reply, sent) = tokio::join!(place.command("say").send(), later);
    let reply = reply.unwrap();
    assert_eq!(reply.message_id(), text(&sent["id"]));
    assert!(reply.is_ephemeral(), "the first answer decided that");
}

#[tokio::test]
async fn typing_gets_suggestions() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let offer = json!({"type": 8, "data": {"choices": [{"name": "Contoso (gold)", "value": "p1"}]}});
    let (choices, interaction) =
        tokio::join!(place.command("say").complete("text", "con"), bot.answer(offer));
    let choices = choices.unwrap();
    assert_eq!((choices[0].name.as_str(), &choices[0].value), ("Contoso (gold)", &json!("p1")));
    assert_eq!(interaction["type"], 4);
    assert_eq!(interaction["data"]["options"][0]["focused"], true);
}

#[tokio::test]
async fn silence_is_a_failure_and_later_answers_are_unknown() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    emulator.control().clock(0.02).await.unwrap();
    let place = alice.at("Playground", "general");
    let (reply, interaction) = tokio::join!(place.command("say").send(), bot.interaction());
    assert!(reply.unwrap_err().is_failure());
    let late = bot.rest.call_back(&interaction, message("late", 64)).await;
    assert_eq!((late.status, late.code()), (404, 10062));
}

#[tokio::test]
async fn options_come_resolved() {
    let Scene { emulator, mut bot, alice, general, guild, .. } = Scene::new().await;
    let bob = emulator.control().user("bob").await.unwrap();
    let place = alice.at("Playground", "general");
    let asked = place
        .command("say")
        .option("who", bob.clone())
        .option("where", general.clone())
        .option("role", guild.clone());
    let (_, interaction) = tokio::join!(asked.send(), bot.answer(message("ok", 0)));
    let resolved = &interaction["data"]["resolved"];
    assert_eq!(resolved["users"][&bob]["username"], "bob");
    assert!(resolved["members"][&bob]["permissions"].is_string());
    assert_eq!(resolved["channels"][&general]["name"], "general");
    assert!(resolved["channels"][&general]["app_permissions"].is_string());
    assert_eq!(resolved["roles"][&guild]["name"], "@everyone");
}

#[tokio::test]
async fn context_menus_name_their_target() {
    let scene = Scene::new().await;
    let Scene { ref emulator, ref alice, .. } = scene;
    let mut bot = scene.bot;
    bot.rest
        .register(json!([{"type": 2, "name": "Award this person"}, {"type": 3, "name": "Thank for this"}]))
        .await;
    let bob = emulator.person("bob").await.unwrap();
    let said = bob.say("Playground", "general", "I did it").await.unwrap();
    let place = alice.at("Playground", "general");
    let (_, interaction) =
        tokio::join!(place.user_command("Award this person", bob.id()).send(), bot.answer(message("ok", 64)));
    assert_eq!(interaction["data"]["resolved"]["users"][bob.id()]["username"], "bob");
    let (_, interaction) = tokio::join!(
        place.message_command("Thank for this", said.message_id()).send(),
        bot.answer(message("ok", 64))
    );
    assert_eq!(interaction["data"]["resolved"]["messages"][said.message_id()]["content"], "I did it");
}

#[tokio::test]
async fn a_select_sends_its_values() {
    let Scene { emulator: _running, mut bot, alice, general, .. } = Scene::new().await;
    let place = alice.at("Playground", "general");
    let select = json!({"type": 4, "data": {"flags": 64 | 1 << 15, "components": [
        {"type": 10, "content": "Where?"},
        {"type": 1, "components": [{"type": 8, "custom_id": "where", "placeholder": "Public channel"}]}]}});
    let (reply, _) = tokio::join!(place.command("say").send(), bot.answer(select));
    let reply = reply.unwrap();
    let update = json!({"type": 7, "data": {"components": [{"type": 10, "content": "There."}]}});
    let chosen = [general.as_str()];
    let (changed, interaction) = tokio::join!(reply.choose("Public channel", &chosen), bot.answer(update));
    assert_eq!(changed.unwrap().text(), "There.");
    assert_eq!(interaction["data"]["values"], json!([general]));
    assert_eq!(interaction["data"]["resolved"]["channels"][&general]["name"], "general");
}

#[tokio::test]
async fn the_callback_tells_what_it_made_when_asked() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let mut bot = scene.bot;
    let asked = async {
        let interaction = bot.interaction().await;
        let path = format!(
            "/interactions/{}/{}/callback?with_response=true",
            text(&interaction["id"]),
            text(&interaction["token"])
        );
        (
            bot.rest.post(&path, message("here", 64)).await,
            bot.rest.call_back(&interaction, message("again", 0)).await,
        )
    };
    let (reply, (first, second)) = tokio::join!(place.command("say").send(), asked);
    assert_eq!(first.status, 200);
    assert_eq!(first.body["interaction"]["response_message_ephemeral"], true);
    assert_eq!(first.body["resource"]["message"]["id"], reply.unwrap().message_id());
    assert_eq!((second.status, second.code()), (400, 40060));
}

#[tokio::test]
async fn what_is_sent_in_a_conversation_validates() {
    let scene = Scene::new().await;
    let place = scene.alice.at("Playground", "general");
    let Scene { mut bot, emulator, general, .. } = scene;
    let rich = json!({"type": 4, "data": {"flags": 1 << 15, "allowed_mentions": {"parse": []}, "components": [
        {"type": 17, "accent_color": 0xD4AF37, "components": [
            {"type": 9, "components": [{"type": 10, "content": "# Contoso"}],
             "accessory": {"type": 2, "style": 5, "label": "Site", "url": "https://example.com"}},
            {"type": 14}, {"type": 10, "content": "50 points"},
            {"type": 1, "components": [{"type": 2, "style": 1, "custom_id": "applaud:1", "emoji": {"name": "👏"}}]}]}]}});
    let (reply, _) = tokio::join!(place.command("say").send(), bot.answer(rich));
    assert_eq!(reply.unwrap().text(), "# Contoso\n[Site]\n50 points\n[👏]");
    bot.rest.get(&format!("/channels/{general}/messages")).await.ok();
    let violations = emulator.control().violations().await.unwrap();
    assert!(violations.is_empty(), "{violations:#?}");
}

#[tokio::test]
async fn a_command_is_sent_in_a_direct_conversation() {
    let Scene { emulator: _running, mut bot, alice, .. } = Scene::new().await;
    bot.rest.register(json!([{"name": "everywhere", "description": "x"}])).await;
    let place = alice.conversation("Ovation").await.unwrap();
    let (reply, interaction) =
        tokio::join!(place.command("everywhere").send(), bot.answer(message("only you and me", 64)));
    assert_eq!(reply.unwrap().text(), "only you and me");
    assert_eq!((&interaction["context"], &interaction["guild_id"]), (&json!(1), &Value::Null));
}

#[tokio::test]
async fn a_command_is_found_by_its_name_in_the_persons_language_and_sent_by_its_own() {
    let mut world = discord_emulator::World::sample();
    world.user[0].locale = Some("fr".into());
    let emulator = crate::bot::with_world(world).await;
    let mut bot = crate::bot::Bot::connect(&emulator).await;
    let text = json!({"name": "text", "description": "x", "type": 3, "name_localizations": {"fr": "texte"}});
    let below = json!({"name": "loud", "description": "x", "type": 1, "name_localizations": {"fr": "fort"},
        "options": [text]});
    bot.rest
        .register(json!([{"name": "say", "description": "x", "name_localizations": {"fr": "dire"}, "options": [below]}]))
        .await;
    let alice = emulator.person("alice").await.unwrap();
    let place = alice.at("Playground", "general");
    for (command, option) in [("dire fort", "texte"), ("say loud", "text")] {
        let (reply, interaction) = tokio::join!(
            place.command(command).option(option, "bonjour").send(),
            bot.answer(message("bonjour", 64)),
        );
        reply.unwrap();
        assert_eq!(interaction["data"]["name"], "say");
        let sent =
            json!({"name": "loud", "type": 1, "options": [{"name": "text", "type": 3, "value": "bonjour"}]});
        assert_eq!(interaction["data"]["options"][0], sent);
    }
}
