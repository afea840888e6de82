//! Threads that fall silent are archived. Source: topics/threads, Active & Archived Threads.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::State;
use super::channel::Channel;
use super::id::{Id, now_millis, timestamp};

/// When which thread may have been silent for long enough; it is looked at again then.
pub type Quiet = BinaryHeap<Reverse<(Instant, Id)>>;

impl State {
    /// When the next thing is due: an interaction's first answer, a thread's silence, a scheduled event.
    pub fn next_deadline(&mut self) -> Option<Instant> {
        let quiet = self.quiet.peek().map(|Reverse((at, _))| *at);
        let event = self.due.peek().map(|Reverse((at, ..))| *at);
        [self.interactions.next_deadline(), quiet, event].into_iter().flatten().min()
    }

    fn silence_ends(&self, thread: Id) -> Option<Instant> {
        let thread = self.channels.get(&thread)?.thread.as_ref().filter(|thread| !thread.archived)?;
        let minutes = Duration::from_secs(u64::from(thread.auto_archive_minutes) * 60);
        Some(thread.heard + minutes.mul_f64(self.faults.clock_scale))
    }

    /// Looks after a thread's silence from now on.
    pub fn watch_thread(&mut self, thread: Id) {
        if let Some(at) = self.silence_ends(thread) {
            self.quiet.push(Reverse((at, thread)));
        }
    }

    /// The clock runs otherwise: all silences end at other times.
    pub fn watch_all_threads(&mut self) {
        self.quiet.clear();
        let open: Vec<Id> = self.guilds.values().flat_map(|guild| guild.threads.iter().copied()).collect();
        open.into_iter().for_each(|thread| self.watch_thread(thread));
    }

    /// Archives what has been silent for long enough by now.
    pub fn archive_quiet(&mut self, now: Instant) {
        while let Some(Reverse((at, thread))) = self.quiet.peek().copied() {
            if at > now {
                break;
            }
            self.quiet.pop();
            match self.silence_ends(thread) {
                Some(end) if end > now => self.quiet.push(Reverse((end, thread))),
                Some(_) => self.set_archived(thread, true),
                None => {}
            }
        }
    }

    /// Archives a thread or opens it again, and tells everyone who sees it.
    pub fn set_archived(&mut self, id: Id, archived: bool) {
        let Some(channel) = self.channels.get_mut(&id) else { return };
        let Some(thread) = &mut channel.thread else { return };
        thread.archived = archived;
        thread.archive_changed = now_millis();
        thread.heard = Instant::now();
        let (guild, data) = (channel.guild, channel.to_json());
        if let Some(guild) = guild.and_then(|guild| self.guilds.get_mut(&guild)) {
            guild.threads.retain(|other| *other != id);
            if !archived {
                guild.threads.push(id);
            }
        }
        self.watch_thread(id);
        self.emit_to_channel(id, "THREAD_UPDATE", &data);
    }

    /// A thread's member as Discord sends it.
    pub fn thread_member_json(&self, channel: &Channel, user: Id, whole: bool) -> Option<Value> {
        let joined = *channel.thread.as_ref()?.members.get(&user)?;
        let mut json =
            json!({"id": channel.id, "user_id": user, "join_timestamp": timestamp(joined), "flags": 0});
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        if let Some(guild) = guild.filter(|_| whole) {
            json["member"] = self.member_json(guild, user)?;
        }
        Some(json)
    }
}
