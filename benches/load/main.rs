//! The load program: the release binary through the stand-in of Discord, each figure beside its ceiling of the same run.
//!
//! `cargo bench --bench load` runs everything; `cargo bench --bench load -- latency|most|memory|start` one part. The
//! stand-in and the people run in this process, the bot in its own; both share the machine. Checks are off.

mod bot;
mod ceiling;
mod people;

use std::time::{Duration, Instant};

use bot::Bot;
use people::Stage;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Awards of the part "most".
const AWARDS: usize = 12_000;
/// In flight in the part "most".
const IN_FLIGHT: usize = 64;
/// Awards a second in the part "latency".
const PER_SECOND: u64 = 20;
/// Awards of the part "latency".
const CALM_AWARDS: usize = 600;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if arguments.first().is_some_and(|word| word == "ceiling") {
        return ceiling::answer_at(&arguments[1]).await;
    }
    let wants = |part: &str| arguments.is_empty() || arguments.iter().any(|word| word == part);
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
    println!("/award with {IN_FLIGHT} in flight, {AWARDS} in all, announcer on:");
    for (name, ceiling) in [("ovation", false), ("no database (ceiling)", true)] {
        let stage = Stage::set(1, IN_FLIGHT).await?;
        let bot = Bot::start(&stage, ceiling).await?;
        let (mine, theirs) = (processor_seconds(std::process::id()), processor_seconds(bot.process()));
        let begun = Instant::now();
        let mut took = stage.at_once(AWARDS).await?;
        let seconds = begun.elapsed().as_secs_f64();
        let (mine, theirs) =
            (processor_seconds(std::process::id()) - mine, processor_seconds(bot.process()) - theirs);
        let each = |seconds: f64| seconds * 1e6 / AWARDS as f64;
        println!(
            "  {name:24} {:.0} a second, {}; processor for each: bot {:.0} µs, stand-in and people {:.0} µs",
            AWARDS as f64 / seconds,
            percentiles(&mut took),
            each(theirs),
            each(mine)
        );
        if !ceiling {
            println!("  {:24} {} awards in the ledger, each with a receipt", "", stage.awards_kept()?);
        }
    }
    Ok(())
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
            let now = bot.resident_kib();
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

/// Processor time of a process so far.
fn processor_seconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |place: usize| fields.get(place).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    // Linux says 100 ticks a second everywhere.
    (ticks(11) + ticks(12)) / 100.0
}
