//! The log of the records in the database: taking records in, checking, and what statements are made of. Whatever is
//! read for a check or a statement is read in one snapshot, while acts go on.
//!
//! Not here: hashes, proofs and signatures ([`crate::evidence`]), and how a result is told.

mod counters;
mod lines;
mod look;
mod sequence;
mod statement;
mod verify;

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::AnyPool;

use super::dialect::Dialect;
use super::rows::instant;
use super::{Shared, SqlStore};
use crate::evidence::head::SignedHead;
use crate::evidence::key::{PublicKey, Signer};
use crate::evidence::statement::Draft;
use crate::evidence::tree::Tree;
use crate::points::ids::{GroupId, PartnerId};
use crate::store::evidence::{Evidence, Progress, Verdict};
use crate::store::{Clock, Outcome};

/// The log of a database, with or without a store that is open on it. Cheap to clone.
#[derive(Clone)]
pub struct RecordLog {
    dialect: Dialect,
    readers: AnyPool,
    writer: AnyPool,
    clock: Clock,
}

impl Shared {
    fn log(&self) -> RecordLog {
        RecordLog {
            dialect: self.dialect,
            readers: self.readers.clone(),
            writer: self.writer.clone(),
            clock: self.clock.clone(),
        }
    }
}

#[async_trait]
impl Evidence for RecordLog {
    async fn sequence(&self) -> Outcome<u64> {
        self.take_all().await
    }

    async fn seal(&self, signer: &Signer, program: &str) -> Outcome<SignedHead> {
        self.take_all().await?;
        self.sign(signer, program).await
    }

    async fn sealed_at(&self) -> Outcome<Option<DateTime<Utc>>> {
        let at: Option<i64> = sqlx::query_scalar("SELECT MAX(at) FROM head").fetch_one(&self.readers).await?;
        Ok(at.map(instant).transpose()?)
    }

    async fn verify(
        &self,
        group: Option<GroupId>,
        keys: &[PublicKey],
        progress: Progress<'_>,
    ) -> Outcome<Verdict> {
        self.check(group, keys, progress).await
    }

    async fn statement_of(&self, partner: PartnerId, covered: u64) -> Outcome<Option<(Draft, Tree)>> {
        self.draft_of(partner, covered).await
    }
}

#[async_trait]
impl Evidence for SqlStore {
    async fn sequence(&self) -> Outcome<u64> {
        self.shared.log().sequence().await
    }

    async fn seal(&self, signer: &Signer, program: &str) -> Outcome<SignedHead> {
        let head = self.shared.log().seal(signer, program).await?;
        // The newest one is shown on the wall.
        self.shared.changes.fetch_add(1, Ordering::Release);
        Ok(head)
    }

    async fn sealed_at(&self) -> Outcome<Option<DateTime<Utc>>> {
        self.shared.log().sealed_at().await
    }

    async fn verify(
        &self,
        group: Option<GroupId>,
        keys: &[PublicKey],
        progress: Progress<'_>,
    ) -> Outcome<Verdict> {
        self.shared.log().verify(group, keys, progress).await
    }

    async fn statement_of(&self, partner: PartnerId, covered: u64) -> Outcome<Option<(Draft, Tree)>> {
        self.shared.log().statement_of(partner, covered).await
    }
}
