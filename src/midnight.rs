//! What is done when the program's day ends: periods that have begun are opened, tiers are evaluated, and what nobody
//! decided on is freed, servers that were left long ago are forgotten, the boards follow the ledger, and what is kept for a
//! time is forgotten (those every hour). At the start,
//! and from then on at each of the program's midnights, where its periods end as well.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

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
        if let Ok(Err(failure)) = tokio::time::timeout(FIRST, self.once()).await {
            tracing::error!(%failure, "what is due at the start could not be done; it is tried again");
        }
    }

    /// Goes on until it is dropped: a day that is under way then leaves nothing, and is judged at the next start.
    pub(crate) async fn run(self) {
        let mut is_first = true;
        loop {
            // Who invited the bot again while it was down is heard only after the start.
            if !is_first && let Err(failure) = self.forget().await {
                tracing::error!(%failure, "what was left long ago could not be forgotten; it is tried again");
            }
            is_first = false;
            let pause = match self.once().await {
                Ok(()) => pause(&self.rules, (self.clock)()),
                Err(failure) => {
                    tracing::error!(%failure, "the day could not be begun; it is tried again");
                    AGAIN
                }
            };
            tokio::time::sleep(pause).await;
        }
    }

    /// Periods first: what they carry over doesn't depend on tiers, and groups wait for it.
    async fn once(&self) -> Result<(), Failure> {
        let groups = self.store.open_periods().await?;
        if groups > 0 {
            tracing::info!(groups, "a period was opened");
        }
        let evaluated = self.store.evaluate().await?;
        if evaluated.days > 0 {
            tracing::info!(days = evaluated.days, changes = evaluated.changes, "tiers were evaluated");
        }
        let reminded = self.store.remind_leaders().await?;
        if reminded > 0 {
            tracing::info!(groups = reminded, "leaders are reminded of points that lapse");
        }
        self.store.follow_ledger().await?;
        let redrawn = self.store.redraw_boards().await?;
        if redrawn > 0 {
            tracing::info!(redrawn, "boards show something else");
        }
        let expired = self.store.expire_requests().await?;
        if expired > 0 {
            tracing::info!(expired, "nobody's help was accepted in time: requests are over");
        }
        let lapsed = self.store.lapse_reservations().await?;
        if lapsed > 0 {
            tracing::info!(lapsed, "nobody decided in time: points are free again");
        }
        let lapsed = self.store.lapse_claims().await?;
        if lapsed > 0 {
            tracing::info!(lapsed, "nobody decided in time: claims have lapsed");
        }
        let folded = self.store.fold_voices().await?;
        if folded > 0 {
            tracing::info!(shout_outs = folded, "voices are counted, and whose they were is forgotten");
        }
        let Forgotten { reports, drafts, questions } = self.store.forget_old().await?;
        if reports + drafts + questions > 0 {
            tracing::info!(reports, drafts, questions, "what is kept for a time is forgotten");
        }
        Ok(())
    }
}

impl Midnight {
    /// Servers that the bot was removed from so long ago as the rules say.
    async fn forget(&self) -> Result<(), Failure> {
        let kept = TimeDelta::days(self.rules.privacy().keep_left_days().into());
        let forgotten = self.store.forget_left_servers((self.clock)() - kept).await?;
        if forgotten > 0 {
            tracing::info!(servers = forgotten, "servers that the bot was removed from are forgotten");
        }
        Ok(())
    }
}

/// How long nothing is to be done.
fn pause(rules: &Rules, now: DateTime<Utc>) -> Duration {
    let left = next_midnight(rules.timezone(), now) - now;
    left.to_std().unwrap_or_default().min(LATEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::points::rules;

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
}
