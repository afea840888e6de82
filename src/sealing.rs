//! Taking records into the log while the bot runs, and signing how it stands once a day.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::evidence::key::Signer;
use crate::store::sql::SqlStore;
use crate::store::{Clock, Evidence as _, Outcome};

/// Between two times of taking in what was recorded.
const EVERY: Duration = Duration::from_secs(60);
/// Between two signed heads.
const DAILY: TimeDelta = TimeDelta::days(1);

/// Keeps the log of the records up with the ledger.
#[derive(Clone)]
pub(crate) struct Sealing {
    /// The store.
    pub(crate) store: SqlStore,
    /// What heads are signed with; without it none is.
    pub(crate) signer: Option<Signer>,
    /// The program's name.
    pub(crate) program: String,
    /// The clock.
    pub(crate) clock: Clock,
}

impl Sealing {
    /// Goes on until the sender of `gone` is dropped, and ends what it is at. Trouble is told, and tried again: nothing is lost by being late.
    pub(crate) async fn run(self, mut gone: watch::Receiver<()>) {
        let mut minutes = tokio::time::interval(EVERY);
        minutes.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = gone.changed() => return,
                _ = minutes.tick() => {}
            }
            if let Err(failure) = self.once().await {
                tracing::error!(%failure, "records could not be taken into the log; it is tried again");
            }
        }
    }

    /// Takes in what is there, and signs when a day is over.
    async fn once(&self) -> Outcome<()> {
        self.store.sequence().await?;
        let Some(signer) = &self.signer else { return Ok(()) };
        let now = (self.clock)();
        if self.store.sealed_at().await?.is_none_or(|last| now - last >= DAILY) {
            let head = self.store.seal(signer, &self.program).await?;
            tracing::info!(records = head.claimed().root().size, "a head of the log was signed");
        }
        Ok(())
    }

    /// Takes in the last records before the end.
    pub(crate) async fn end(&self) {
        if let Err(failure) = self.store.sequence().await {
            tracing::error!(%failure, "the last records are taken into the log at the next start");
        }
    }
}
