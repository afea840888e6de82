//! Evidence that nothing was changed behind the store's back: the log of the records, and checking by it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::Outcome;
use crate::evidence::compare::{Agreement, Difference};
use crate::evidence::head::SignedHead;
use crate::evidence::key::{PublicKey, Signer};
use crate::evidence::statement::Draft;
use crate::evidence::tree::Tree;
use crate::points::ids::{GroupId, PartnerId};

/// Told while a check goes on: how many records were read, and how many there are.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Send + Sync);

/// The first thing that doesn't add up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Parting {
    /// Records and log differ.
    #[error(transparent)]
    Log(#[from] Difference),
    /// A counter isn't what the records give.
    #[error("{what} of {place} is kept as {kept}, and the records give {counted}")]
    Counter {
        /// Which counter.
        what: &'static str,
        /// Whose: group and period, partner and day.
        place: String,
        /// What is kept.
        kept: String,
        /// What the records give.
        counted: String,
    },
}

/// What a check found: what agreed, or the first thing that differs.
pub type Verdict = Result<Agreement, Parting>;

/// The log of the records: each is a leaf of a Merkle tree, in the order of their numbers.
#[async_trait]
pub trait Evidence {
    /// Takes all committed records into the log, in batches; how many this call took. Safe from several replicas at
    /// once.
    async fn sequence(&self) -> Outcome<u64>;

    /// Takes all committed records into the log, and signs and keeps how it then stands, as the log of `program`.
    async fn seal(&self, signer: &Signer, program: &str) -> Outcome<SignedHead>;

    /// When a head was signed last.
    async fn sealed_at(&self) -> Outcome<Option<DateTime<Utc>>>;

    /// Recomputes the log and the counters from the records, all as of one moment; of the counters those of `group`
    /// alone when one is named. Signatures are checked by `keys`; without any they aren't.
    async fn verify(
        &self,
        group: Option<GroupId>,
        keys: &[PublicKey],
        progress: Progress<'_>,
    ) -> Outcome<Verdict>;

    /// What a partner's statement says of the first `covered` records, and the tree of all leaves; `None` when there
    /// is no such partner.
    async fn statement_of(&self, partner: PartnerId, covered: u64) -> Outcome<Option<(Draft, Tree)>>;
}
