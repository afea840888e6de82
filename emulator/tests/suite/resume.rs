//! Sessions that go on after a break, and those that can't. Source: events/gateway, Resuming.

use serde_json::{Value, json};

use crate::bot::{Bot, Scene, Socket, identify};

fn resume(bot: &Bot, seq: u64) -> Value {
    json!({"op": 6, "d": {"token": "bot-token", "session_id": bot.ready["session_id"], "seq": seq}})
}

#[tokio::test]
async fn nothing_is_lost_over_a_cut() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    let seq = bot.socket.seq;
    emulator.control().fault(json!({"kind": "gateway_drop"})).await.unwrap();
    assert_eq!(bot.socket.closed().await, 0);
    for text in ["one", "two"] {
        alice.say("Playground", "general", text).await.unwrap();
    }
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(resume(&bot, seq)).await;
    let first = socket.event("MESSAGE_CREATE").await;
    assert_eq!((first["content"].as_str(), socket.seq), (Some("one"), seq + 1));
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "two");
    socket.event("RESUMED").await;
    alice.say("Playground", "general", "three").await.unwrap();
    assert_eq!(socket.event("MESSAGE_CREATE").await["content"], "three");
}

#[tokio::test]
async fn what_can_not_be_resumed_is_told_so() {
    let Scene { emulator, mut bot, .. } = Scene::new().await;
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(resume(&bot, 10_000)).await;
    assert_eq!(socket.closed().await, 4007, "a sequence from the future");
    let seq = bot.socket.seq;
    emulator.control().fault(json!({"kind": "invalid_session", "resumable": false})).await.unwrap();
    assert_eq!(bot.socket.next().await.unwrap(), json!({"op": 9, "d": false, "s": null, "t": null}));
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.next().await.unwrap();
    socket.send(resume(&bot, seq)).await;
    assert_eq!(socket.next().await.unwrap()["op"], 9, "the session is over");
    // The same connection may identify after that.
    socket.send(identify(1)).await;
    socket.event("READY").await;
}

#[tokio::test]
async fn closing_with_1000_ends_the_session_and_another_code_does_not() {
    for (code, survives) in [(1000, false), (1001, false), (4000, true)] {
        let Scene { emulator, bot, .. } = Scene::new().await;
        let (seq, payload) = (bot.socket.seq, resume(&bot, bot.socket.seq));
        bot.socket.close(code).await;
        let mut socket = Socket::connect(&emulator, "v=10").await;
        socket.next().await.unwrap();
        socket.send(payload).await;
        let answer = socket.next().await.unwrap();
        assert_eq!(answer["t"] == "RESUMED", survives, "{code} at {seq}: {answer}");
    }
}

#[tokio::test]
async fn a_session_sent_away_is_taken_up_again_on_the_same_connection() {
    let Scene { emulator, mut bot, alice, .. } = Scene::new().await;
    emulator.control().fault(json!({"kind": "invalid_session", "resumable": true})).await.unwrap();
    let refused = loop {
        let payload = bot.socket.next().await.unwrap();
        if payload["op"] == 9 {
            break payload;
        }
    };
    assert_eq!(refused["d"], true);
    alice.at("Playground", "general").command("say").send_and_forget().await.unwrap();
    bot.socket.send(resume(&bot, bot.socket.seq)).await;
    bot.interaction().await;
    bot.socket.event("RESUMED").await;
    emulator.control().fault(json!({"kind": "invalid_session", "resumable": false})).await.unwrap();
    assert_eq!(bot.socket.next().await.unwrap(), json!({"op": 9, "d": false, "s": null, "t": null}));
    bot.socket.send(identify(1)).await;
    bot.socket.event("READY").await;
}
