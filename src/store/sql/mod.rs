//! The store on SQLite and on PostgreSQL: one SQL text for both, the differences in `dialect` alone.
//!
//! Acts go through a pool of one connection, each in a transaction that holds the writer's lock from its begin to its
//! end, so that they are in one order, whichever process they come from, and records are numbered in it without gaps.
//! Reads have a pool of their own and wait for no writer. What is answered is on the disk. Awards go through
//! `award_writer`, which takes the waiting ones into one transaction: that is why one lock for all is no bottleneck.

mod acting;
mod adopt;
mod announcing;
mod applause;
mod award_alone;
mod award_kept;
mod award_load;
mod award_receipt;
mod award_reserve;
mod award_row;
mod award_save;
mod award_settle;
mod award_together;
mod award_writer;
pub mod backup;
mod board;
mod claim;
mod claim_read;
mod correction;
mod decisions;
mod deliveries;
mod dialect;
mod digest;
mod digest_read;
mod erasure;
mod erasure_list;
mod errands;
mod evaluation;
pub mod evidence;
mod facts;
mod given;
mod group_changes;
mod groups;
mod heard;
mod history;
mod inquiries;
mod jobs;
mod kin;
mod lists;
mod merge;
mod month_points;
mod notices;
mod offers;
mod open;
mod openings;
mod partial;
mod partner_changes;
mod partners;
mod periods;
mod persons;
mod places;
#[cfg(test)]
mod plans;
mod posted_board;
mod program;
mod questions;
mod reopening;
mod report;
mod reporting;
mod request_read;
mod requests;
mod reservation;
mod reservation_read;
mod reversal;
mod rounds;
mod rows;
mod seen;
mod slugs;
mod staff;
mod standing;
mod standings;
mod tiers;
pub mod transfer;
mod vitals;
mod voices;
mod wall;
mod widest;
mod withdrawal;

use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use sqlx::AnyPool;
use tokio::sync::Notify;

use dialect::Dialect;

use crate::points::period::Period;
use crate::points::rules::Rules;
use crate::store::{AwardOrder, Awarded, Awards, Clock, Outcome, ReversalOrder, Reversed, Store};

/// The store on a database. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct SqlStore {
    shared: Arc<Shared>,
    awards: award_writer::Queue,
}

impl Store for SqlStore {}

/// What the writer's task and the methods share.
struct Shared {
    dialect: Dialect,
    readers: AnyPool,
    writer: AnyPool,
    clock: Clock,
    rules: Arc<Rules>,
    /// The ledger's record of `rules`.
    rules_record: i64,
    /// The newest period known. Periods never change, so a stale one is merely older.
    period: Mutex<Option<(i64, Period)>>,
    /// Standings that the awards' writer knows without asking.
    standings: Mutex<award_kept::Kept>,
    /// What the whole program's boards know without asking.
    errand_added: Notify,
    announcing: announcing::Announcing,
    /// Acts that were written.
    changes: AtomicU64,
}

impl SqlStore {
    /// Stops taking acts, finishes those under way, and lets the database go.
    pub async fn close(&self) {
        drop(self.shared.announcing.lock().await.take());
        self.shared.writer.close().await;
        self.shared.readers.close().await;
    }
}

#[async_trait]
impl Awards for SqlStore {
    async fn award(&self, order: AwardOrder) -> Outcome<Awarded> {
        self.awards.award(order).await
    }

    async fn reverse(&self, order: ReversalOrder) -> Outcome<Reversed> {
        self.shared.reverse(order).await
    }
}
