//! What is done as time passes: when the program's day ends, where its periods and months end as well, at the start, and
//! every hour. Periods that have begun are opened, tiers are evaluated, what nobody decided on is freed, the boards follow
//! the ledger, a month that is over is told, and what is kept for a time is forgotten.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::points::period::next_midnight;
use crate::points::rules::Rules;
use crate::store::{Clock, Failure, Forgotten, Store};

/// At the latest after so long it is looked again: this machine's clock may have been set, and a period that began under
/// former rules may end in another time zone.
const LATEST: Duration = Duration::from_secs(3600);
/// After trouble it is tried again so soon.
const AGAIN: Duration = Duration::from_secs(60);

/// How long the bot's start waits for the days and periods that began without it.
const FIRST: Duration = Duration::from_secs(5);

/// Keeps tiers and periods up with the days.
pub(crate) struct Midnight {
    /// The store.
    pub(crate) store: Arc<dyn Store>,
    /// The rules: the program's time zone.
    pub(crate) rules: Arc<Rules>,
    /// The clock.
    pub(crate) clock: Clock,
}

impl Midnight {
    /// What is due at the start, so that whoever acts then finds the days judged. After a very long standstill the rest is
    /// left to [`Midnight::run`].
    pub(crate) async fn begin(&self) {
        // What fails is logged, and tried again when it runs.
        let _ = tokio::time::timeout(FIRST, self.once()).await;
    }

    /// Goes on until the sender of `gone` is dropped, and ends what it is at. Dropped itself, a day that is under way leaves nothing,
    /// and is judged at the next start.
    pub(crate) async fn run(self, mut gone: watch::Receiver<()>) {
        let mut is_first = true;
        loop {
            // Who invited the bot again while it was down is heard only after the start.
            let mut all = is_first || self.forget().await;
            is_first = false;
            all &= self.once().await;
            let pause = if all { pause(&self.rules, (self.clock)()) } else { AGAIN };
            tokio::select! {
                _ = gone.changed() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Whether all went well. Each step is for itself: one that fails keeps no other from what is due. Periods first:
    /// groups wait for them.
    async fn once(&self) -> bool {
        let store = &self.store;
        let steps = [
            went("open periods", store.open_periods().await.map(number)),
            went("evaluate tiers", store.evaluate().await.map(|evaluated| number(evaluated.days))),
            went("remind leaders of points that lapse", store.remind_leaders().await),
            went("follow the ledger", store.follow_ledger().await),
            went("draw boards anew", store.redraw_boards().await),
            went("end requests whose time is over", store.expire_requests().await),
            went("free points that nobody decided on", store.lapse_reservations().await),
            went("end claims that nobody decided on", store.lapse_claims().await),
            went("tell what the month brought", store.send_digests().await),
            went("count voices and forget whose they were", store.fold_voices().await),
            went(
                "forget what is kept for a time",
                store.forget_old().await.map(|forgotten| all_of(&forgotten)),
            ),
        ];
        steps.into_iter().all(|well| well)
    }

    /// Servers that the bot was removed from so long ago as the rules say.
    async fn forget(&self) -> bool {
        let kept = TimeDelta::days(self.rules.privacy().keep_left_days().into());
        let forgotten = self.store.forget_left_servers((self.clock)() - kept).await;
        went("forget servers that were left", forgotten.map(number))
    }
}

/// Whether a step went well, and what it came to in the log.
fn went(step: &'static str, outcome: Result<u64, Failure>) -> bool {
    match outcome {
        Ok(0) => {}
        Ok(done) => tracing::info!(step, done, "as time passes"),
        Err(failure) => {
            tracing::error!(step, %failure, "this could not be done as time passes; it is tried again");
            return false;
        }
    }
    true
}

fn number(count: usize) -> u64 {
    count as u64
}

fn all_of(forgotten: &Forgotten) -> u64 {
    forgotten.reports + forgotten.drafts + forgotten.questions
}

/// How long nothing is to be done.
fn pause(rules: &Rules, now: DateTime<Utc>) -> Duration {
    let left = next_midnight(rules.timezone(), now) - now;
    left.to_std().unwrap_or_default().min(LATEST)
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection as _, Executor as _};

    use super::*;
    use crate::points::rules;
    use crate::store::outside::{Account, Server};
    use crate::store::sql::SqlStore;
    use crate::store::{GroupDraft, Groups as _};

    #[test]
    fn it_waits_for_the_programs_midnight_and_an_hour_at_most() {
        let text = include_str!("../config/program.toml");
        let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
        let after = |now: &str| pause(&rules, now.parse().expect("a moment")).as_secs();
        // Toronto: UTC-5 in winter, UTC-4 in summer.
        assert_eq!(after("2026-02-10T05:00:00Z"), 3600);
        assert_eq!(after("2026-02-11T04:59:30Z"), 30);
        assert_eq!(after("2026-07-01T03:30:00Z"), 1800);
    }

    #[tokio::test]
    async fn a_step_that_fails_keeps_no_other_from_what_is_due() {
        let text = include_str!("../config/program.toml");
        let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("ovation.db").display());
        let at = std::sync::atomic::AtomicI64::new(1_770_735_600_000);
        let at = Arc::new(at);
        let hand = Arc::clone(&at);
        let clock: Clock = Arc::new(move || {
            DateTime::from_timestamp_millis(hand.load(std::sync::atomic::Ordering::SeqCst)).expect("a moment")
        });
        let store = SqlStore::open(&url, rules.clone(), text, Arc::clone(&clock)).await.expect("a new file");
        let (who, server) = (Account::new(1), Server::new(2));
        let draft = GroupDraft { name: Some("Ottawa".to_owned()), ..GroupDraft::default() };
        store.keep_draft(who, server, &draft).await.expect("a panel");
        let midnight = Midnight { store: Arc::new(store.clone()), rules: Arc::new(rules), clock };
        assert!(midnight.once().await, "nothing is broken yet");
        let mut behind = sqlx::AnyConnection::connect(&url).await.expect("another connection");
        behind.execute("DROP TABLE posted_board").await.expect("it is gone");
        at.fetch_add(100 * 86_400_000, std::sync::atomic::Ordering::SeqCst);
        assert!(!midnight.once().await, "boards can't be drawn");
        assert_eq!(
            store.draft(who, server).await.expect("the panel"),
            GroupDraft::default(),
            "it is forgotten"
        );
        store.close().await;
    }
}
