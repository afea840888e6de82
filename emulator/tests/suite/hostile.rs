//! Whatever comes: never a 500, never a panic, never silence.
//!
//! `EMULATOR_FUZZ_ROUNDS=500` runs it for long; `EMULATOR_FUZZ_SEED=7` begins elsewhere.

use std::collections::HashMap;
use std::sync::Once;
use std::sync::atomic::{AtomicUsize, Ordering};

use discord_emulator::rest::route::{Access, ROUTES, Route};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use reqwest::header::{HeaderName, HeaderValue};
use serde_json::json;
use tokio_tungstenite::tungstenite::Message;

use crate::arbitrary::{bodies, encoded, header_bytes, number, parts, queries, runner, some};
use crate::bot::{PATIENCE, Rest, Socket, emulator, identify, text};
use crate::table::{filled, scene};

fn path_of(route: &Route, runner: &mut TestRunner, names: &HashMap<String, String>) -> String {
    let mut path = String::new();
    for part in route.path.trim_start_matches('/').split('/') {
        let odd = some(&parts(), runner);
        let usual = match part {
            _ if !part.starts_with('{') => part,
            "{channel}" => "{general}",
            "{application}" => "{app}",
            "{user}" => "{bob}",
            "{message}" => "{said}",
            "{role}" | "{overwrite}" => "{gold}",
            "{emoji}" => "%F0%9F%91%8F",
            "{guild}" => "{guild}",
            _ => "1",
        };
        path.push('/');
        path.push_str(&filled(if part.starts_with('{') && !odd.is_empty() { &odd } else { usual }, names));
    }
    path
}

/// Mostly someone whom the route is for.
fn who(route: &Route, runner: &mut TestRunner) -> &'static str {
    let usual: &[&str] = match route.access {
        Access::Bot | Access::Commands => &["Bot bot-token"],
        Access::Person | Access::Settings => &["alice", "bob"],
        _ => &["Bot bot-token", "alice", "bob", ""],
    };
    let odd: &[&str] = &["Bot bot-token", "alice", "Bearer x", "Basic eDp5", ""];
    let list = if some(&(0_u8..6), runner) == 0 { odd } else { usual };
    some(&prop::sample::select(list), runner)
}

#[tokio::test]
async fn anything_at_any_route_gets_a_proper_answer() {
    let mut runner = runner();
    let client = reqwest::Client::builder().timeout(PATIENCE).build().unwrap();
    // What takes the ground away from the others comes last.
    let mut routes: Vec<&Route> = ROUTES.iter().collect();
    routes.sort_by_key(|route| route.method == "DELETE" || route.path.contains("ban"));
    for round in 0..number("EMULATOR_FUZZ_ROUNDS", 4) {
        let (scene, mut names) = scene().await;
        let control = scene.emulator.control();
        let said = scene
            .bot
            .rest
            .post(&format!("/channels/{}/messages", scene.general), json!({"content": "x"}))
            .await;
        names.insert("said".into(), text(&said.ok()["id"]));
        for route in &routes {
            control.fault(json!({"kind": "clear"})).await.unwrap();
            let path = path_of(route, &mut runner, &names);
            let query = some(&queries(), &mut runner);
            let (body, kind) = encoded(&mut runner, &names);
            let who = who(route, &mut runner);
            let said = format!(
                "round {round}: {} {path}?{query} as {who:?}: {}",
                route.method,
                String::from_utf8_lossy(&body)
            );
            let mut request = client
                .request(
                    route.method.parse().unwrap(),
                    format!("{}/api/v10{path}?{query}", scene.emulator.url()),
                )
                .header("content-type", HeaderValue::from_bytes(kind.as_bytes()).unwrap())
                .header("x-audit-log-reason", some(&header_bytes(), &mut runner));
            if !who.is_empty() {
                request = request.header("authorization", who);
            }
            let answer = request.body(body).send().await.unwrap_or_else(|error| panic!("{error}: {said}"));
            let status = answer.status().as_u16();
            assert!(status < 500, "{status}: {said}");
        }
        let left = Rest::with(&scene.emulator, Some("alice")).get("/users/@me").await;
        assert_eq!(left.status, 200, "after round {round}");
    }
}

#[tokio::test]
async fn any_frame_on_the_gateway_is_answered_or_closed() {
    let mut runner = runner();
    // Each time a new one: a bot identifies a thousand times a day at most.
    for _ in 0..number("EMULATOR_FUZZ_ROUNDS", 4).div_ceil(4) {
        sixty_frames(&mut runner).await;
    }
}

async fn sixty_frames(runner: &mut TestRunner) {
    watch_for_panics();
    let emulator = emulator().await;
    let strategy = bodies();
    let bytes = prop::collection::vec(any::<u8>(), 0..300);
    for round in 0..60 {
        let query = prop::sample::select(vec![
            "v=10",
            "v=9&encoding=json",
            "v=10&compress=zlib-stream",
            "v=6",
            "encoding=etf",
            "%ff",
            "",
        ]);
        let query = some(&query, runner);
        let mut socket = Socket::connect(&emulator, query).await;
        let is_plain = matches!(query, "v=10" | "v=9&encoding=json" | "%ff" | "");
        if round % 2 == 0 && is_plain {
            socket.send(identify(1)).await;
        }
        let any = some(&strategy, runner);
        let op = some(&(0_u64..40), runner);
        let frame = match round % 7 {
            0 => Message::text(any.to_string()),
            1 => Message::text(json!({"op": op, "d": any}).to_string()),
            2 => Message::text(
                json!({"op": 2, "d": {"token": "bot-token", "intents": any, "shard": any}}).to_string(),
            ),
            3 => Message::text(
                json!({"op": 8, "d": {"guild_id": any, "query": any, "user_ids": any, "limit": any}})
                    .to_string(),
            ),
            4 => Message::text(
                json!({"op": 6, "d": {"token": "bot-token", "session_id": any, "seq": any}}).to_string(),
            ),
            5 => Message::binary(some(&bytes, runner)),
            _ => Message::text("x".repeat(5000)),
        };
        // A connection that was refused at once may be gone already.
        if socket.try_send(frame).await
            && is_plain
            && socket.try_send(Message::text(r#"{"op":1,"d":null}"#)).await
        {
            while socket.next().await.is_ok_and(|payload| payload["op"] != 11) {}
        }
    }
    let mut socket = Socket::connect(&emulator, "v=10").await;
    socket.send(identify(1)).await;
    socket.event("READY").await;
    assert_eq!(
        PANICS.load(Ordering::SeqCst),
        0,
        "a panic in a task looks like a cut to whoever is connected"
    );
}

/// Panics in the emulator's own code since [`watch_for_panics`].
static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts panics in the emulator: it runs in this process, and its tasks keep theirs to themselves.
fn watch_for_panics() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if panic.location().is_some_and(|place| place.file().starts_with("emulator/src/")) {
                PANICS.fetch_add(1, Ordering::SeqCst);
            }
            before(panic);
        }));
    });
}

#[tokio::test]
async fn odd_headers_and_paths_are_answered() {
    let emulator = emulator().await;
    let client = reqwest::Client::new();
    for (path, header, value) in [
        ("/api/v10/%00/%ff", "authorization", "Bot \u{e9}"),
        ("/api/v99999999999999999999/users/@me", "authorization", ""),
        ("/api//v10//users", "content-type", "multipart/form-data"),
        ("/attachments/../../x", "range", "bytes=9-1"),
        ("/uploads/1/x", "content-type", "\u{e9}"),
        ("/page/../Cargo.toml", "accept", "*/*"),
        ("/_emulator/requests?after=-1&after=x", "origin", "null"),
        ("/_emulator/guilds/x/roles/y", "host", "elsewhere"),
        ("/_emulator/oauth2/codes", "content-type", "text/plain"),
    ] {
        let name = HeaderName::from_bytes(header.as_bytes()).unwrap();
        let request = client.post(format!("{}{path}", emulator.url())).header(name, value).body("x");
        let answer = request.send().await.unwrap();
        assert!(answer.status().as_u16() < 500, "{path}");
    }
}
