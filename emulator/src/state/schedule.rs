//! External events begin and end by themselves. Source: resources/guild-scheduled-event, Automation.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::State;
use super::id::{Id, now_millis};

/// When which event of which server may begin or end; it is looked at again then.
pub type Due = BinaryHeap<Reverse<(Instant, Id, Id)>>;

/// The status that comes next by itself, and when, in milliseconds since the Unix epoch.
fn next(event: &Value) -> Option<(u64, u8)> {
    let (key, status) = match event["status"].as_u64()? {
        1 => ("scheduled_start_time", 2),
        2 => ("scheduled_end_time", 3),
        _ => return None,
    };
    let time = chrono::DateTime::parse_from_rfc3339(event[key].as_str()?).ok()?;
    let is_external = event["entity_type"] == 3;
    is_external.then_some((u64::try_from(time.timestamp_millis()).unwrap_or(0), status))
}

impl State {
    /// Looks after an event from now on.
    pub fn watch_event(&mut self, guild: Id, event: Id) {
        let known = self.guilds.get(&guild).and_then(|guild| guild.events.get(&event));
        let Some((at, _)) = known.and_then(next) else { return };
        let wait = Duration::from_millis(at.saturating_sub(now_millis()));
        self.due.push(Reverse((Instant::now() + wait, guild, event)));
    }

    /// Begins and ends what is to begin and end by now.
    pub fn run_events(&mut self, now: Instant) {
        while let Some(Reverse((at, guild, event))) = self.due.peek().copied() {
            if at > now {
                break;
            }
            self.due.pop();
            let known = self.guilds.get_mut(&guild).and_then(|guild| guild.events.get_mut(&event));
            let Some(known) = known else { continue };
            // It may have been put off meanwhile.
            if let Some((_, status)) = next(known).filter(|(at, _)| *at <= now_millis()) {
                known["status"] = json!(status);
                let data = known.clone();
                self.emit_to_guild(guild, "GUILD_SCHEDULED_EVENT_UPDATE", &data);
            }
            self.watch_event(guild, event);
        }
    }
}
