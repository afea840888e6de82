//! Many tiers at once, each told in each of many channels: how long it takes beside what Discord's limits allow.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use discord_emulator::{Control, World};
use ovation::playground::RULES;

use crate::Failure;
use crate::bot::{Bot, METRICS};
use crate::people::{Stage, TOKEN};
use crate::process::processor_seconds;
use crate::storm::Storm;

/// Discord: so many requests of a bot in a second.
const IN_ALL: f64 = 50.0;
/// What is commonly met: so many messages in so many seconds to a channel.
const IN_A_CHANNEL: (f64, f64) = (5.0, 5.0);

/// One storm, from the bot's start until the last message is out. A message that is lost or said twice fails, a
/// limit that is met again after it is known, and a queue that the metrics don't tell.
pub async fn storm(storm: Storm) -> Result<(), Failure> {
    let Storm { companies, channels } = storm;
    println!("{companies} tiers at once, each told in {channels} channels:");
    let rules = Storm::rules(RULES);
    let world = format!(
        "[[application]]\nname = \"Ovation\"\ntoken = \"{TOKEN}\"\n[[user]]\nusername = \"leader-0\"\n{}",
        storm.server("leader-0")
    );
    let stage = Stage::raise(&World::from_toml(&world)?, 1, 1, &rules).await?;
    storm.write(&stage.database(), &rules).await;
    let control = Control::at(stage.url());
    let begun = Instant::now();
    let bot = Bot::spawn(&stage, false)?;
    let mut seen = Seen::default();
    let (all, mut longest_queue) = (companies * channels, 0);
    while seen.posted.len() as u64 != all {
        tokio::time::sleep(Duration::from_millis(200)).await;
        seen.look(&control, &storm).await?;
        longest_queue = longest_queue.max(queue().await.unwrap_or(0));
        if begun.elapsed() > Duration::from_secs(1_800) {
            return Err(format!("{} of {all} were told in half an hour", seen.posted.len()).into());
        }
    }
    let took = begun.elapsed().as_secs_f64();
    if let Some((row, times)) = seen.posted.iter().find(|(_, times)| **times > 1) {
        return Err(format!("row {row} was said {times} times").into());
    }
    let refused = seen.refused.values().max().copied().unwrap_or(0);
    if refused > 1 {
        return Err(format!("a channel refused {refused} times: {:?}", seen.refused).into());
    }
    if seen.refused_in_all > 1 {
        return Err(format!("the limit of all requests was met {} times", seen.refused_in_all).into());
    }
    if longest_queue == 0 {
        return Err("the metrics told of no queue".into());
    }
    let (limit, per) = IN_A_CHANNEL;
    let by_channel = ((companies as f64 / limit).ceil() - 1.0) * per;
    let in_all = all as f64 / IN_ALL - 1.0;
    let (binds, allowed) =
        if by_channel > in_all { ("a channel's limit", by_channel) } else { ("the limit of all", in_all) };
    println!(
        "  {all} messages, none lost, none twice, in {took:.1} s; {binds} binds and allows {allowed:.1} s: {:.3} of it",
        took / allowed
    );
    println!(
        "  refused with 429: at most {refused} times in a channel, {} of channels in all; {} by the limit of all requests",
        seen.refused.values().sum::<u32>(),
        seen.refused_in_all
    );
    println!(
        "  longest queue that the metrics told: {longest_queue}; processor of the bot {:.1} s",
        processor_seconds(bot.process())
    );
    Ok(())
}

#[derive(Default)]
struct Seen {
    index: u64,
    /// How often each row was posted.
    posted: BTreeMap<String, u32>,
    /// How often each channel refused.
    refused: BTreeMap<String, u32>,
    /// How often the limit of all requests was met.
    refused_in_all: u32,
}

impl Seen {
    async fn look(&mut self, control: &Control, storm: &Storm) -> Result<(), Failure> {
        let paths = storm.paths();
        for request in control.requests(self.index).await? {
            self.index = request["index"].as_u64().unwrap_or(self.index);
            self.refused_in_all += u32::from(request["limited_by"] == "global");
            let path = request["path"].as_str().unwrap_or_default().to_owned();
            if request["method"] != "POST" || !paths.contains(&path) {
                continue;
            }
            match request["status"].as_u64() {
                // A message's nonce is its row in the outbox.
                Some(200) => *self.posted.entry(request["body"]["nonce"].to_string()).or_default() += 1,
                Some(429) if request["limited_by"] == "global" => {}
                Some(429) => *self.refused.entry(path).or_default() += 1,
                other => return Err(format!("a post was answered with {other:?}").into()),
            }
        }
        Ok(())
    }
}

/// How many messages are due and not out, as the metrics tell it.
async fn queue() -> Option<u64> {
    let text = reqwest::get(format!("http://{METRICS}/metrics")).await.ok()?.text().await.ok()?;
    text.lines().find_map(|line| line.strip_prefix("ovation_messages_due "))?.parse().ok()
}
