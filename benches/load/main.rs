//! The load program: the release binary through the stand-in of Discord, each figure beside its ceiling of the same run.
//!
//! `cargo bench --bench load` runs everything; `cargo bench --bench load -- latency|most|memory|start|storm` one part. The
//! people are this process; the bot and the stand-in are one each. All three share the machine. Checks are off.

mod bot;
mod ceiling;
mod people;
mod process;
mod stand_in;
#[path = "../../tests/harness/storm.rs"]
mod storm;
mod told;

use std::time::{Duration, Instant};

use bot::Bot;
use people::Stage;
use process::{processor_seconds, resident_kib};

use storm::Storm;
use tokio::runtime::Runtime;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Awards of the part "most".
const AWARDS: usize = 12_000;
/// In flight in the part "most".
const IN_FLIGHT: usize = 64;
/// Servers in the part "most".
const SERVERS: [usize; 2] = [1, 10_000];
/// Awards a second in the part "latency".
const PER_SECOND: u64 = 20;
/// Awards of the part "latency".
const CALM_AWARDS: usize = 600;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [stand_in::ROLE] => stand_in::serve(),
        ["ceiling", url] => Runtime::new()?.block_on(ceiling::answer_at(url)),
        parts => Runtime::new()?.block_on(measure(parts)),
    }
}

async fn measure(arguments: &[&str]) -> Result<(), Failure> {
    let wants = |part: &str| arguments.is_empty() || arguments.contains(&part);
    if wants("latency") {
        latency().await?;
    }
    if wants("most") {
        most().await?;
    }
    if wants("memory") {
        memory().await?;
    }
    if wants("start") {
        start().await?;
    }
    if wants("storm") {
        // Once the channels' own limit binds, once the one of all together.
        told::storm(Storm { companies: 300, channels: 40 }).await?;
        told::storm(Storm { companies: 40, channels: 100 }).await?;
    }
    Ok(())
}

/// `/award` at 20 a second: how long until the callback arrives, as the stand-in sees it, and until the person has
/// the receipt; and the same bot without a database.
async fn latency() -> Result<(), Failure> {
    println!("/award at {PER_SECOND} a second:");
    for (name, ceiling) in [("ovation", false), ("no database (ceiling)", true)] {
        let stage = Stage::set(1, 8).await?;
        let bot = Bot::start(&stage, ceiling).await?;
        let mut took = stage.calmly(CALM_AWARDS, Duration::from_millis(1000 / PER_SECOND)).await?;
        let mut answered = stage.answer_times(took.len()).await?;
        println!("  {name:24} arrival to callback {}", percentiles(&mut answered));
        println!("  {:24} Enter to receipt    {}", "", percentiles(&mut took));
        drop(bot);
    }
    Ok(())
}

/// The most `/award` a second at 64 in flight, announcer on; and the same bot without a database.
async fn most() -> Result<(), Failure> {
    for servers in SERVERS {
        println!("/award with {IN_FLIGHT} in flight, {AWARDS} in all, {servers} servers, announcer on:");
        for (name, ceiling) in [("ovation", false), ("no database (ceiling)", true)] {
            let stage = Stage::set(servers, IN_FLIGHT).await?;
            let bot = Bot::start(&stage, ceiling).await?;
            let processes = [bot.process(), stage.emulator(), std::process::id()];
            at_rest(&processes).await;
            let before = processes.map(processor_seconds);
            let begun = Instant::now();
            let mut took = stage.at_once(AWARDS).await?;
            let seconds = begun.elapsed().as_secs_f64();
            let after = processes.map(processor_seconds);
            let each = |one: usize| (after[one] - before[one]) * 1e6 / AWARDS as f64;
            println!("  {name:24} {:.0} a second, {}", AWARDS as f64 / seconds, percentiles(&mut took));
            println!(
                "  {:24} processor for each: bot {:.0} µs, stand-in {:.0} µs, people {:.0} µs; stand-in {:.0} MiB",
                "",
                each(0),
                each(1),
                each(2),
                resident_kib(stage.emulator()) as f64 / 1024.0
            );
            if !ceiling {
                println!("  {:24} {} awards in the ledger, each with a receipt", "", stage.awards_kept()?);
            }
        }
    }
    Ok(())
}

/// Waits until these processes do nothing, two seconds in a row.
async fn at_rest(processes: &[u32]) {
    let spent = || processes.iter().copied().map(processor_seconds).sum::<f64>();
    let (mut last, mut quiet) = (spent(), 0);
    while quiet < 2 {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let now = spent();
        quiet = if now - last < 0.05 { quiet + 1 } else { 0 };
        last = now;
    }
}

/// Memory of the bot alone after READY.
async fn memory() -> Result<(), Failure> {
    println!("resident memory of `ovation run` after READY and all servers:");
    for servers in [1, 1_000, 10_000] {
        let stage = Stage::set(servers, 1).await?;
        let bot = Bot::start(&stage, false).await?;
        // The servers' events come behind READY; memory is read when it has come to rest.
        let mut last = 0;
        loop {
            tokio::time::sleep(Duration::from_secs(2)).await;
            let now = resident_kib(bot.process());
            if now <= last + last / 100 {
                println!("  {servers:6} servers             {:.1} MiB", now as f64 / 1024.0);
                break;
            }
            last = now;
        }
    }
    Ok(())
}

/// From the start of the process to READY, with a database that is there already.
async fn start() -> Result<(), Failure> {
    println!("from the start of the process to READY (IDENTIFY comes before it), database there already:");
    let stage = Stage::set(1, 1).await?;
    drop(Bot::start(&stage, false).await?);
    let mut took = Vec::new();
    for _ in 0..20 {
        // Apart, so that a start doesn't meet Discord's limit of 50 requests a second on account of the one before.
        tokio::time::sleep(Duration::from_millis(1100)).await;
        let begun = Instant::now();
        let mut bot = Bot::spawn(&stage, false)?;
        bot.until_connected().await?;
        took.push(begun.elapsed());
        drop(bot);
    }
    println!("  ovation                  {}", percentiles(&mut took));
    Ok(())
}

fn percentiles(took: &mut [Duration]) -> String {
    took.sort_unstable();
    let at =
        |share: usize| took.get(took.len() * share / 100).copied().unwrap_or_default().as_secs_f64() * 1e3;
    format!("p50 {:.2} ms, p99 {:.2} ms", at(50), at(99))
}
