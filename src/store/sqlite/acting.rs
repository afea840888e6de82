//! One act's transaction: begin, the clock under the lock, persons, periods, records.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::{Row, Sqlite, SqliteConnection, Transaction};

use super::Shared;
use super::rows::instant;
use crate::points::allocation::Allocation;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::period::Period;
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::store::outside::Account;
use crate::store::{Act, Failure, Outcome, StoreFault};

/// A transaction of the one writer. Dropped without [`Acting::commit`], it leaves no trace.
pub(super) struct Acting<'a> {
    shared: &'a Shared,
    transaction: Transaction<'static, Sqlite>,
    /// The period that this act opened; known to others once it is on the disk.
    opened: Option<(i64, Period)>,
    /// What the clock shows under the writer's lock: for what is compared with a clock again.
    pub(super) clock: DateTime<Utc>,
    /// The time of the act: `clock`, or the time of the ledger's newest record when that is later.
    pub(super) now: DateTime<Utc>,
}

/// A line for the ledger.
#[derive(Default)]
pub(super) struct NewRecord<'a> {
    pub(super) kind: &'static str,
    pub(super) at: DateTime<Utc>,
    pub(super) actor: Option<i64>,
    pub(super) subject: Option<i64>,
    pub(super) group: Option<GroupId>,
    pub(super) partner: Option<PartnerId>,
    pub(super) period: Option<i64>,
    pub(super) contribution: Option<&'a ContributionId>,
    pub(super) day: Option<i64>,
    pub(super) points: Option<i64>,
    pub(super) reverses: Option<RecordId>,
    pub(super) cause: Option<RecordId>,
    pub(super) act: Option<&'a Act>,
    pub(super) detail: Option<Value>,
    pub(super) text: Option<&'a str>,
}

/// A text's salted hash, so that the text can be erased and nobody can guess it from the ledger.
pub(super) struct SaltedText {
    pub(super) salt: [u8; 16],
    pub(super) hash: [u8; 32],
}

impl SaltedText {
    pub(super) fn of(text: &str) -> Self {
        let salt = rand::random::<[u8; 16]>();
        Self { salt, hash: Sha256::new().chain_update(salt).chain_update(text).finalize().into() }
    }
}

impl Shared {
    /// Begins an act: waits for the writer, then reads the clock.
    pub(super) async fn begin(&self) -> Outcome<Acting<'_>> {
        let mut transaction = self.writer.begin_with("BEGIN IMMEDIATE").await.map_err(|error| match error {
            sqlx::Error::PoolClosed => StoreFault::Closed,
            other => StoreFault::Database(other),
        })?;
        let clock = (self.clock)();
        let now = act_time(&mut transaction, clock).await?;
        Ok(Acting { shared: self, transaction, opened: None, clock, now })
    }
}

/// When an act happens: at the clock, and never before the act in front of it. So a clock that is set back neither
/// writes into a closed period nor judges one act by another day than the next.
pub(super) async fn act_time(
    connection: &mut SqliteConnection,
    clock: DateTime<Utc>,
) -> Result<DateTime<Utc>, sqlx::Error> {
    let newest: Option<i64> =
        sqlx::query_scalar("SELECT at FROM record ORDER BY id DESC LIMIT 1").fetch_optional(connection).await?;
    Ok(match newest {
        Some(at) => clock.max(instant(at)?),
        None => clock,
    })
}

impl Acting<'_> {
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    pub(super) fn rules(&self) -> &Rules {
        &self.shared.rules
    }

    pub(super) fn rules_record(&self) -> i64 {
        self.shared.rules_record
    }

    pub(super) async fn commit(self) -> Outcome<()> {
        self.transaction.commit().await?;
        if let Some(opened) = self.opened {
            *self.shared.period.lock().expect("no panic while held") = Some(opened);
        }
        self.shared.errand_added.notify_one();
        Ok(())
    }

    /// The record that this very act made before, if it did.
    pub(super) async fn made_before(&mut self, act: &Act) -> Outcome<Option<RecordId>> {
        let row: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT id, content_hash FROM record WHERE act = $1")
                .bind(&act.key)
                .fetch_optional(self.connection())
                .await?;
        match row {
            Some((_, hash)) if hex(&hash) != act.hash => Err(Refusal::SameInteractionOtherContent.into()),
            Some((record, _)) => Ok(Some(RecordId::from_raw(record))),
            None => Ok(None),
        }
    }

    /// The person of an account, made when new.
    pub(super) async fn person(&mut self, account: Account) -> Outcome<i64> {
        let person = sqlx::query_scalar(
            "INSERT INTO person (account) VALUES ($1) ON CONFLICT (account) DO UPDATE SET account = excluded.account \
             RETURNING id",
        )
        .bind(account.stored())
        .fetch_one(self.connection())
        .await?;
        Ok(person)
    }

    /// The open period: the newest one, or those that follow up to the one that contains now.
    pub(super) async fn period(&mut self) -> Outcome<(i64, Period)> {
        let known = *self.shared.period.lock().expect("no panic while held");
        if let Some((id, period)) = self.opened.or(known)
            && self.now < period.end()
        {
            return Ok((id, period));
        }
        let newest = sqlx::query("SELECT id, starts_at, ends_at FROM period ORDER BY starts_at DESC LIMIT 1")
            .fetch_optional(self.connection())
            .await?
            .map(|row| -> Outcome<_> {
                let period = Period::new(instant(row.get(1))?, instant(row.get(2))?).ok_or_else(|| {
                    StoreFault::Unreadable("a period that ends before it starts".to_owned())
                })?;
                Ok((row.get::<i64, _>(0), period))
            })
            .transpose()?;
        let (kind, zone) = (self.rules().allocation().period(), self.rules().timezone());
        let mut open = match newest {
            Some(open) => open,
            None => self.add_period(Period::containing(kind, zone, self.now)).await?,
        };
        while self.now >= open.1.end() {
            open = self.add_period(Period::following(open.1.end(), kind, zone)).await?;
        }
        self.opened = Some(open);
        Ok(open)
    }

    async fn add_period(&mut self, period: Period) -> Outcome<(i64, Period)> {
        let id = sqlx::query_scalar("INSERT INTO period (starts_at, ends_at) VALUES ($1, $2) RETURNING id")
            .bind(period.start().timestamp_millis())
            .bind(period.end().timestamp_millis())
            .fetch_one(self.connection())
            .await?;
        Ok((id, period))
    }

    /// A group's allocation in the open period, opened when this is the group's first act in it: each missed
    /// period in order, with what it carries over, as a record of its own.
    pub(super) async fn allocation(&mut self, group: GroupId) -> Outcome<(i64, Period, Allocation)> {
        let (open, period) = self.period().await?;
        let newest: Option<(i64, i64, i64, i64, i64, i64)> = sqlx::query_as(
            "SELECT a.period_id, a.base, a.granted, a.carried, a.reserved, a.spent FROM allocation a \
             JOIN period p ON p.id = a.period_id WHERE a.group_id = $1 ORDER BY p.starts_at DESC LIMIT 1",
        )
        .bind(group.get())
        .fetch_optional(self.connection())
        .await?;
        let (base, limit) = (self.rules().allocation().points(), self.rules().allocation().carry_over());
        let Some((last, kept_base, granted, carried, reserved, spent)) = newest else {
            let allocation = Allocation::opened(base);
            self.open_allocation(group, open, &allocation).await?;
            return Ok((open, period, allocation));
        };
        let mut allocation = super::rows::allocation(kept_base, granted, carried, reserved, spent)?;
        if last == open {
            return Ok((open, period, allocation));
        }
        let missed: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM period WHERE starts_at > (SELECT starts_at FROM period WHERE id = $1) ORDER BY starts_at",
        )
        .bind(last)
        .fetch_all(self.connection())
        .await?;
        for next in missed {
            allocation = allocation.following(base, limit);
            self.open_allocation(group, next, &allocation).await?;
        }
        Ok((open, period, allocation))
    }

    async fn open_allocation(&mut self, group: GroupId, period: i64, allocation: &Allocation) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO allocation (group_id, period_id, base, granted, carried, reserved, spent) \
             VALUES ($1, $2, $3, 0, $4, 0, 0)",
        )
        .bind(group.get())
        .bind(period)
        .bind(allocation.base().get())
        .bind(allocation.carried().get())
        .execute(self.connection())
        .await?;
        let carried = serde_json::json!({ "carried": allocation.carried().get() });
        self.append(NewRecord {
            kind: "period",
            at: self.now,
            group: Some(group),
            period: Some(period),
            points: Some(allocation.base().get()),
            detail: Some(carried),
            ..NewRecord::default()
        })
        .await?;
        Ok(())
    }

    /// Appends a record, with its text beside it.
    pub(super) async fn append(&mut self, record: NewRecord<'_>) -> Outcome<RecordId> {
        let salted = record.text.map(SaltedText::of);
        let rules = self.rules_record();
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO record (kind, at, rules, actor_id, subject_id, group_id, partner_id, period_id, contribution, \
             day, points, reverses, cause, act, content_hash, detail, text_hash) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, unhex($15), $16, $17) RETURNING id",
        )
        .bind(record.kind)
        .bind(record.at.timestamp_millis())
        .bind(rules)
        .bind(record.actor)
        .bind(record.subject)
        .bind(record.group.map(GroupId::get))
        .bind(record.partner.map(PartnerId::get))
        .bind(record.period)
        .bind(record.contribution.map(ContributionId::as_str))
        .bind(record.day)
        .bind(record.points)
        .bind(record.reverses.map(RecordId::get))
        .bind(record.cause.map(RecordId::get))
        .bind(record.act.map(|act| act.key.as_str()))
        .bind(record.act.map(|act| act.hash.as_str()))
        .bind(record.detail.unwrap_or_else(|| Value::Object(serde_json::Map::new())).to_string())
        .bind(salted.as_ref().map(|salted| salted.hash.as_slice()))
        .fetch_one(self.connection())
        .await?;
        if let (Some(text), Some(salted)) = (record.text, salted) {
            sqlx::query("INSERT INTO record_text (record_id, salt, text) VALUES ($1, $2, $3)")
                .bind(id)
                .bind(salted.salt.as_slice())
                .bind(text)
                .execute(self.connection())
                .await?;
        }
        Ok(RecordId::from_raw(id))
    }

    /// Writes down that something is to be told.
    pub(super) async fn tell(
        &mut self,
        purpose: &'static str,
        record: RecordId,
        audience: &'static str,
        group: Option<GroupId>,
        due: DateTime<Utc>,
    ) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO outbox (purpose, record_id, audience, group_id, due_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(purpose)
        .bind(record.get())
        .bind(audience)
        .bind(group.map(GroupId::get))
        .bind(due.timestamp_millis())
        .execute(self.connection())
        .await?;
        Ok(())
    }
}

/// Bytes as hexadecimal text.
pub(super) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

impl From<StoreFault> for sqlx::Error {
    fn from(fault: StoreFault) -> Self {
        Self::Decode(Box::new(fault))
    }
}

/// A refusal of the database's own constraints, as the user hears it.
pub(super) fn refused_by_constraint(error: sqlx::Error, refusal: Refusal) -> Failure {
    match &error {
        sqlx::Error::Database(database) if database.is_unique_violation() => refusal.into(),
        _ => error.into(),
    }
}
