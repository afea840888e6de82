//! The store on SQLite: one file, one writer.
//!
//! Acts go through a pool of one connection, each in a `BEGIN IMMEDIATE` transaction, so that they are in one
//! order; reads have a pool of their own and never wait for a writer (WAL). `synchronous=FULL`: what is answered
//! is on the disk. Awards go through `award_writer`, which takes the waiting ones into one transaction.

mod acting;
mod award_load;
mod award_save;
mod award_writer;
mod decisions;
mod errands;
mod facts;
mod group_changes;
mod groups;
mod open;
mod partner_changes;
mod partners;
mod periods;
#[cfg(test)]
mod plans;
mod program;
mod reversal;
mod rows;
mod standing;
mod withdrawal;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use sqlx::SqlitePool;
use tokio::sync::Notify;

use crate::points::period::Period;
use crate::points::rules::Rules;
use crate::store::{AwardOrder, Awards, Clock, Given, Outcome, ReversalOrder, Reversed};

/// The store on SQLite. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct SqliteStore {
    shared: Arc<Shared>,
    awards: award_writer::Queue,
}

/// What the writer's task and the methods share.
struct Shared {
    readers: SqlitePool,
    writer: SqlitePool,
    clock: Clock,
    rules: Arc<Rules>,
    /// The ledger's record of `rules`.
    rules_record: i64,
    /// The newest period known. Periods never change, so a stale one is merely older.
    period: Mutex<Option<(i64, Period)>>,
    errand_added: Notify,
}

impl SqliteStore {
    /// Stops taking acts, finishes those under way, and closes the file.
    pub async fn close(&self) {
        self.shared.writer.close().await;
        self.shared.readers.close().await;
    }
}

#[async_trait]
impl Awards for SqliteStore {
    async fn award(&self, order: AwardOrder) -> Outcome<Given> {
        self.awards.award(order).await
    }

    async fn reverse(&self, order: ReversalOrder) -> Outcome<Reversed> {
        self.shared.reverse(order).await
    }
}
