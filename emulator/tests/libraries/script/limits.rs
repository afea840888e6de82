//! Rate limits: met, and waited out by the library.

use serde_json::{Value, json};

use super::Scene;

/// All of a flood's messages are there, each once.
async fn flood_arrives(scene: &Scene, floods: usize) {
    let place = &scene.place;
    place.command("flood").send().await.unwrap();
    let written = || async {
        let written = place.messages().await.unwrap();
        written.iter().map(|m| m.text()).filter(|text| text.starts_with("message ")).collect::<Vec<_>>()
    };
    super::until("the flood arrives", || async { written().await.len() >= 7 * floods }).await;
    let written = written().await;
    let expected = (0..7).map(|number| format!("message {number}"));
    assert_eq!(written[7 * (floods - 1)..], expected.collect::<Vec<_>>());
}

async fn statuses(scene: &Scene, after: u64) -> Vec<Value> {
    let requests = scene.emulator.control().requests(after).await.unwrap();
    requests.into_iter().map(|request| request["status"].clone()).collect()
}

/// Seven messages are more than are allowed at once: the library waits, and each arrives once.
pub async fn of_a_channel_are_waited_out(scene: &Scene) {
    let control = scene.emulator.control();
    control.fault(json!({"kind": "channel_limit", "limit": 3, "per_millis": 400})).await.unwrap();
    flood_arrives(scene, 1).await;
    control.fault(json!({"kind": "clear"})).await.unwrap();
}

/// No header says how near the global limit is, so each library meets it and must wait.
pub async fn of_all_routes_are_waited_out(scene: &Scene) {
    let control = scene.emulator.control();
    let before = control.requests(0).await.unwrap().len() as u64;
    control.fault(json!({"kind": "channel_limit", "limit": 50, "per_millis": 1000})).await.unwrap();
    control.fault(json!({"kind": "global_limit", "per_second": 3})).await.unwrap();
    flood_arrives(scene, 2).await;
    assert!(statuses(scene, before).await.contains(&json!(429)), "it was met");
    control.fault(json!({"kind": "clear"})).await.unwrap();
}
