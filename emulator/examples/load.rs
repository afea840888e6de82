//! How fast is the emulator? A bot that only answers, and people who only ask, so many in flight.
//!
//! `cargo run --release -p discord-emulator --example load -- [in flight] [interactions] [guilds]` starts the emulator
//! as a process of its own (the one beside this program) and says what it took of the processor and of memory.

use std::error::Error;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use discord_emulator::Person;
use discord_emulator::scenario::{GuildSpec, MemberSpec, UserSpec};
use discord_emulator::{Control, World};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

type Failure = Box<dyn Error + Send + Sync>;

/// Ends the emulator with the program.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn world(people: usize, guilds: usize) -> World {
    let mut world = World::sample();
    for number in 0..people {
        let username = format!("p{number}");
        world.guild[0].member.push(MemberSpec { user: username.clone(), ..MemberSpec::default() });
        world.user.push(UserSpec { username, ..UserSpec::default() });
    }
    for number in 1..guilds {
        let guild = GuildSpec { name: format!("Guild {number}"), ..world.guild[0].clone() };
        world.guild.push(GuildSpec { member: Vec::new(), ..guild });
    }
    world
}

/// Seconds of processor time and kilobytes of memory of a process.
fn cost(process: u32) -> (f64, u64) {
    let read = |name: &str| std::fs::read_to_string(format!("/proc/{process}/{name}")).unwrap_or_default();
    let stat = read("stat");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    let status = read("status");
    let memory = status.lines().find(|line| line.starts_with("VmRSS"));
    let kilobytes = memory.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0);
    // 100 ticks a second is what Linux says everywhere.
    ((ticks(11) + ticks(12)) / 100.0, kilobytes)
}

/// A bot that answers every interaction at once with a message for that person alone.
async fn bot(url: String) -> Result<(), Failure> {
    let (mut socket, _) =
        tokio_tungstenite::connect_async(format!("{}/?v=10", url.replacen("http", "ws", 1))).await?;
    let identify = json!({"op": 2, "d": {"token": "bot-token", "intents": 1, "properties": {}}});
    socket.send(Message::text(identify.to_string())).await?;
    let client = reqwest::Client::new();
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        if !text.starts_with(r#"{"t":"INTERACTION_CREATE""#) {
            continue;
        }
        let frame: Value = serde_json::from_str(&text)?;
        let (id, token) = (&frame["d"]["id"], &frame["d"]["token"]);
        let path = format!(
            "{url}/api/v10/interactions/{}/{}/callback",
            id.as_str().unwrap_or_default(),
            token.as_str().unwrap_or_default()
        );
        let answer = json!({"type": 4, "data": {"flags": 32832, "allowed_mentions": {"parse": []}, "components": [
            {"type": 17, "components": [{"type": 10, "content": "You gave **50 points**. 340 are left."},
            {"type": 1, "components": [{"type": 2, "style": 2, "label": "Undo", "custom_id": "undo:1"}]}]}]}});
        let request = client.post(path).json(&answer);
        tokio::spawn(async move {
            if let Err(error) = request.send().await {
                eprintln!("{error}");
            }
        });
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|text| text.parse().ok()).collect();
    let number = |place: usize, usual: usize| numbers.get(place).copied().unwrap_or(usual);
    let (in_flight, interactions, guilds) = (number(0, 64), number(1, 20_000), number(2, 1));
    let program: PathBuf = std::env::current_exe()?
        .parent()
        .and_then(|folder| folder.parent())
        .ok_or("no folder")?
        .join("discord-emulator");
    let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let started = Instant::now();
    let emulator =
        Running(Command::new(&program).args(["--port", &port.to_string()]).stdout(Stdio::null()).spawn()?);
    let process = emulator.0.id();
    let url = format!("http://127.0.0.1:{port}");
    let control = Control::at(&url);
    while control.summary().await.is_err() {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    println!("ready after {} ms, {} KiB", started.elapsed().as_millis(), cost(process).1);
    control.fault(json!({"kind": "shard_limit", "guilds": 0})).await?;
    control.world(&world(in_flight, guilds)).await?;
    tokio::spawn({
        let url = url.clone();
        async move {
            if let Err(error) = bot(url).await {
                eprintln!("the bot: {error}");
            }
        }
    });
    let application = control.state().await?["applications"][0]["id"].as_str().unwrap_or_default().to_owned();
    let commands = json!([{"name": "award", "description": "x", "options": [
        {"type": 3, "name": "partner", "description": "x"}, {"type": 4, "name": "points", "description": "x"}]}]);
    let path = format!("{url}/api/v10/applications/{application}/commands");
    let client = reqwest::Client::new();
    client
        .put(path)
        .header("authorization", "Bot bot-token")
        .json(&commands)
        .send()
        .await?
        .error_for_status()?;
    println!("with {guilds} guilds: {} KiB", cost(process).1);
    let before = cost(process);
    let latencies = Arc::new(std::sync::Mutex::new(Vec::new()));
    let mut people = Vec::new();
    for number in 0..in_flight {
        people.push(Person::connect(&url, &format!("p{number}")).await?);
    }
    let started = Instant::now();
    let mut tasks = Vec::new();
    for person in people {
        let latencies = latencies.clone();
        tasks.push(tokio::spawn(async move {
            for _ in 0..interactions / in_flight {
                let asked = Instant::now();
                let place = person.at("Playground", "general");
                place.command("award").option("partner", "p1").option("points", 50).send().await?;
                if let Ok(mut all) = latencies.lock() {
                    all.push(asked.elapsed());
                }
            }
            Ok::<(), Failure>(())
        }));
    }
    for task in tasks {
        task.await??;
    }
    let took = started.elapsed().as_secs_f64();
    let after = cost(process);
    let mut all = latencies.lock().map_err(|_| "a task panicked")?.clone();
    all.sort();
    let at = |share: f64| {
        all.get((all.len() as f64 * share) as usize).copied().unwrap_or_default().as_secs_f64() * 1e3
    };
    let busy = after.0 - before.0;
    println!(
        "{} interactions, {in_flight} in flight: {:.0} a second, p50 {:.2} ms, p99 {:.2} ms",
        all.len(),
        all.len() as f64 / took,
        at(0.5),
        at(0.99)
    );
    println!(
        "the emulator: {:.0} µs of processor each, {} KiB at the end",
        busy * 1e6 / all.len() as f64,
        after.1
    );
    Ok(())
}
