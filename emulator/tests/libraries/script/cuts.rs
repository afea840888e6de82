//! Connections that end, sessions that are over, shards.

use serde_json::json;

use super::{GUILDS, Scene, until};

/// What the bot says of its connections, as soon as it fits: right after a cut it may not answer in time, and some
/// libraries count a shard in when all its guilds are there.
async fn says(scene: &Scene, guild: &str, expected: &str) {
    let place = scene.alice.at(guild, "general");
    until(expected, || async {
        match place.command("where").send().await {
            Ok(told) => told.text() == expected,
            Err(_) => false,
        }
    })
    .await;
}

/// Cut, sent away, told that the session can go on: each time the bot resumes, and loses nothing meanwhile.
pub async fn sessions_are_taken_up_again(scene: &Scene) {
    says(scene, GUILDS[0], "shard 0 of 1: Even, Odd; ready 1, resumed 0").await;
    let faults = [
        json!({"kind": "gateway_drop"}),
        json!({"kind": "reconnect"}),
        json!({"kind": "gateway_close", "code": 4000}),
        json!({"kind": "invalid_session", "resumable": true}),
    ];
    for (number, fault) in faults.into_iter().enumerate() {
        let control = scene.emulator.control();
        control.fault(fault).await.unwrap();
        let name = format!("nobody after cut {number}");
        scene.place.command("hello").option("to", name.as_str()).send_and_forget().await.unwrap();
        scene.place.wait_for(|message| message.text().starts_with(&format!("Hello {name}"))).await.unwrap();
        says(scene, GUILDS[0], &format!("shard 0 of 1: Even, Odd; ready 1, resumed {}", number + 1)).await;
    }
}

/// Op 9 that can't be resumed: the bot identifies anew and knows all guilds again.
pub async fn sessions_that_are_over_begin_anew(scene: &Scene) {
    let control = scene.emulator.control();
    control.fault(json!({"kind": "invalid_session", "resumable": false})).await.unwrap();
    says(scene, GUILDS[0], "shard 0 of 1: Even, Odd; ready 2, resumed 4").await;
}

/// Two shards under the real limit of IDENTIFYs, one guild each; each guild's interactions arrive at its own.
pub async fn each_shard_has_its_guilds(scene: &Scene) {
    for (shard, guild) in GUILDS.into_iter().enumerate() {
        says(scene, guild, &format!("shard {shard} of 2: {guild}; ready 2, resumed 0")).await;
    }
}
