//! Reactions, threads, scheduled events, members, typing: what isn't an answer to an interaction.

use super::{GUILDS, Scene};

pub async fn reactions(scene: &Scene) {
    let Scene { alice, bob, place, .. } = scene;
    let said = bob.say(GUILDS[0], "general", "react to this").await.unwrap();
    let reacted = place.message_command("React", said.message_id()).send().await.unwrap();
    assert_eq!(reacted.text(), "reacted");
    assert_eq!(said.again().await.unwrap().json()["reactions"][0]["emoji"]["name"], "👍");
    said.seen_by(alice).react("🎉").await.unwrap();
    let expected = format!("{} reacted 🎉", alice.id());
    place.wait_for(|message| message.text() == expected).await.unwrap();
}

pub async fn threads(scene: &Scene) {
    let Scene { alice, place, .. } = scene;
    let made = place.command("thread").option("name", "By the bot").send().await.unwrap();
    assert_eq!(made.text(), "made By the bot");
    let inside = alice.messages(GUILDS[0], "By the bot").await.unwrap();
    assert_eq!(inside.last().unwrap().text(), "Welcome");
    let thread = place.start_thread("By Alice").await.unwrap();
    thread.wait_for(|message| message.text() == "I see By Alice").await.unwrap();
}

pub async fn scheduled_events(scene: &Scene) {
    let made = scene.place.command("event").option("name", "Meetup").send().await.unwrap();
    assert_eq!(made.text(), "events: Meetup");
    let told = scene.alice.wait_for_event("GUILD_SCHEDULED_EVENT_CREATE", |event| event["name"] == "Meetup");
    assert_eq!(told.await.unwrap()["entity_metadata"]["location"], "Town hall");
}

pub async fn members_on_demand(scene: &Scene) {
    let found = scene.place.command("members").option("starts", "bo").send().await.unwrap();
    assert_eq!(found.text(), "found bob");
}

pub async fn typing_and_presence(scene: &Scene) {
    let present = scene.place.command("present").send().await.unwrap();
    assert_eq!(present.text(), "present");
    let application = &scene.emulator.control().state().await.unwrap()["applications"][0]["id"];
    let types = scene.alice.wait_for_event("TYPING_START", |event| event["user_id"] == *application);
    types.await.unwrap();
    let shown = scene.alice.wait_for_event("PRESENCE_UPDATE", |event| {
        event["user"]["id"] == *application && event["status"] == "idle"
    });
    assert_eq!(shown.await.unwrap()["activities"][0]["name"], "with points");
}
