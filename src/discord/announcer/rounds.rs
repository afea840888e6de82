//! Whose turn it is among the channels: each is served by itself, so that a slow one holds back no other.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use super::{Announcer, STORE_TROUBLE};
use crate::store::outside::Channel;
use crate::store::{Announces, Errand, Failure, Purpose};

/// Errands taken from the outbox at once. A look costs what all that is due costs, so one is worth many.
const HANDFUL: u32 = 2_000;
/// Channels served at once; within a channel messages keep their order. Each takes about one message a second, and all
/// together 50: so many more that those which wait for their channel leave nothing of that unused.
const CHANNELS: usize = 200;
/// Without a sign of something new the outbox is looked at this often.
const IDLE: Duration = Duration::from_secs(30);
/// Where several processes serve people, this often: whether another one still empties the outbox, and what those that don't have
/// added to it.
const BESIDE_OTHERS: Duration = Duration::from_secs(1);
/// A look at the outbox that takes longer is never answered: a database ends each statement before that, unless it vanished.
const LOOK: Duration = Duration::from_secs(35);
/// While channels are served the outbox is looked at no oftener than this.
const BREATH: Duration = Duration::from_millis(20);

/// What is served in order: a channel's messages, or what of it is published, which often has to wait and holds back
/// no message.
type Lane = (Channel, bool);

/// How a channel's handful ended: what is left of it waits so long, if at all.
type Hold = Option<Duration>;

/// The channels that aren't to be begun now.
#[derive(Default)]
struct Channels {
    under_way: JoinSet<Hold>,
    served: BTreeMap<Id, Lane>,
    /// No end: as long as it is served.
    closed: BTreeMap<Lane, Option<Instant>>,
    /// The one that was begun last: the next ones come first, so that none waits for others that are never done.
    last: Option<Lane>,
    /// Dropped, it has those that are under way end with the message that they are at.
    going_on: watch::Sender<()>,
}

impl Announcer {
    /// Works until the sender of `gone` is dropped. Then nothing more is begun, and what is under way ends: an act that is dropped in
    /// its middle would have to be looked for at the next start.
    pub async fn run(self, mut gone: watch::Receiver<()>) {
        let mut channels = Channels::default();
        loop {
            let wait = match tokio::time::timeout(LOOK, self.begin_round(&mut channels)).await {
                Ok(Ok(wait)) => wait,
                Ok(Err(fault)) => {
                    tracing::error!(%fault, "the outbox can't be read");
                    STORE_TROUBLE
                }
                Err(_) => {
                    tracing::error!("the outbox can't be read: the database doesn't answer");
                    STORE_TROUBLE
                }
            };
            tokio::select! {
                _ = gone.changed() => break,
                () = tokio::time::sleep(wait) => {}
                () = self.store.errand_added() => {}
                Some(ended) = channels.under_way.join_next_with_id() => channels.ended(ended),
            }
            if !channels.under_way.is_empty() {
                tokio::time::sleep(BREATH).await;
            }
        }
        channels.stop();
        while channels.under_way.join_next().await.is_some() {}
    }

    /// Begins what is due in the channels that are free; how long there is nothing more to begin.
    async fn begin_round(&self, channels: &mut Channels) -> Result<Duration, Failure> {
        let announces = self.store.announces().await;
        let idle = match announces {
            Ok(Announces::Alone) => IDLE,
            Ok(Announces::BesideOthers) => BESIDE_OTHERS,
            Ok(Announces::Another) | Err(_) => {
                // What another process does by now isn't done here as well.
                channels.stop();
                return announces.map(|_| BESIDE_OTHERS);
            }
        };
        self.store.notice_what_happened().await?;
        self.store.send_tiers_round().await?;
        let (due, next) = self.store.due_errands(HANDFUL).await?;
        let mut handfuls: BTreeMap<Lane, Vec<Errand>> = BTreeMap::new();
        for errand in due {
            handfuls.entry((errand.channel, errand.purpose == Purpose::Crosspost)).or_default().push(errand);
        }
        let now = Instant::now();
        for (lane, errands) in channels.in_turn(handfuls) {
            if channels.under_way.len() < CHANNELS && channels.is_free(lane, now) {
                let going_on = channels.going_on.subscribe();
                channels.begin(lane, self.clone().serve(errands, going_on));
            }
        }
        Ok(self.until(next).min(channels.opens_in(now)).min(idle))
    }

    fn until(&self, next: Option<DateTime<Utc>>) -> Duration {
        next.map_or(IDLE, |next| (next - (self.clock)()).to_std().unwrap_or_default())
    }

    /// One after the other. What Discord puts off is true for the rest of the channel as well.
    async fn serve(self, errands: Vec<Errand>, going_on: watch::Receiver<()>) -> Hold {
        for errand in errands {
            if going_on.has_changed().is_err() {
                return None;
            }
            let hold = self.run_errand(&errand).await;
            if hold.is_some() {
                return hold;
            }
        }
        None
    }
}

impl Channels {
    /// No message is begun any more by what is under way.
    fn stop(&mut self) {
        self.going_on = watch::Sender::default();
    }

    /// What is due, beginning behind the lane that was begun last.
    fn in_turn(&self, due: BTreeMap<Lane, Vec<Errand>>) -> Vec<(Lane, Vec<Errand>)> {
        let mut lanes: Vec<_> = due.into_iter().collect();
        let behind = lanes.partition_point(|(lane, _)| Some(*lane) <= self.last);
        lanes.rotate_left(behind);
        lanes
    }

    fn is_free(&mut self, lane: Lane, now: Instant) -> bool {
        match self.closed.entry(lane) {
            Entry::Vacant(_) => true,
            Entry::Occupied(entry) => match entry.get() {
                Some(until) if *until <= now => {
                    entry.remove();
                    true
                }
                _ => false,
            },
        }
    }

    fn begin(&mut self, lane: Lane, work: impl Future<Output = Hold> + Send + 'static) {
        let task = self.under_way.spawn(work).id();
        self.served.insert(task, lane);
        self.closed.insert(lane, None);
        self.last = Some(lane);
    }

    fn ended(&mut self, ended: Result<(Id, Hold), JoinError>) {
        let (task, hold) = match ended {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, "a channel's messages: a fault of the program");
                (error.id(), Some(STORE_TROUBLE))
            }
        };
        let Some(lane) = self.served.remove(&task) else { return };
        match hold {
            Some(hold) => self.closed.insert(lane, Some(Instant::now() + hold)),
            None => self.closed.remove(&lane),
        };
    }

    /// When the next of the channels that are put off now opens again.
    fn opens_in(&self, now: Instant) -> Duration {
        let ends = self.closed.values().flatten().filter(|until| **until > now);
        ends.min().map_or(IDLE, |until| *until - now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn channels_take_turns_where_there_are_more_than_are_served_at_once() {
        let mut channels = Channels::default();
        let due = || (1..=5).map(|channel| ((Channel::new(channel), false), Vec::new())).collect();
        let turns = |channels: &Channels| -> Vec<u64> {
            channels.in_turn(due()).iter().map(|((channel, _), _)| channel.get()).collect()
        };
        assert_eq!(turns(&channels), [1, 2, 3, 4, 5]);
        for last in [1, 2] {
            channels.begin((Channel::new(last), false), async { None });
        }
        assert_eq!(turns(&channels), [3, 4, 5, 1, 2], "those that were begun come last");
        channels.begin((Channel::new(9), false), async { None });
        assert_eq!(turns(&channels), [1, 2, 3, 4, 5], "also when the last one has nothing due");
    }
}
