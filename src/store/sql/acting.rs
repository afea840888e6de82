//! One act's transaction: begin, the clock under the lock, persons, periods, records.

use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::{Any, AnyConnection, Transaction};

use super::Shared;
use super::dialect::Dialect;
use super::rows::instant;
use crate::evidence::text::salted_hash;
use crate::points::award;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::period::Period;
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::store::outside::Account;
use crate::store::{Act, Failure, Outcome, StoreFault};

/// A transaction of the one writer. Dropped without [`Acting::commit`], it leaves no trace.
pub(super) struct Acting<'a> {
    shared: &'a Shared,
    transaction: Transaction<'static, Any>,
    /// The newest period, where this act had to ask for it or to open it.
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
    /// The rules that it was decided by; none: those of this process.
    pub(super) rules: Option<i64>,
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
    /// Event and link beside the text.
    pub(super) particulars: [&'a str; 2],
}

/// A text's salted hash, so that the text can be erased and nobody can guess it from the ledger.
pub(super) struct SaltedText {
    pub(super) salt: [u8; 16],
    pub(super) hash: [u8; 32],
}

impl SaltedText {
    /// The parts in the order in which `record_text` has them.
    pub(super) fn of(parts: [&str; 3]) -> Self {
        let salt = rand::random::<[u8; 16]>();
        Self { salt, hash: *salted_hash(&salt, parts).as_bytes() }
    }
}

impl Shared {
    /// Begins an act: waits for the writer, then reads the clock.
    pub(super) async fn begin(&self) -> Outcome<Acting<'_>> {
        let mut transaction =
            self.writer.begin_with(self.dialect.begin()).await.map_err(|error| match error {
                sqlx::Error::PoolClosed => StoreFault::Closed,
                other => StoreFault::Database(other),
            })?;
        let clock = (self.clock)();
        let now = act_time(&mut transaction, clock).await?;
        Ok(Acting { shared: self, transaction, opened: None, clock, now })
    }
}

/// When an act happens: [`award::act_time`] after the ledger's newest record.
pub(super) async fn act_time(
    connection: &mut AnyConnection,
    clock: DateTime<Utc>,
) -> Result<DateTime<Utc>, sqlx::Error> {
    let newest: Option<i64> = sqlx::query_scalar("SELECT at FROM record ORDER BY id DESC LIMIT 1")
        .fetch_optional(connection)
        .await?;
    Ok(award::act_time(clock, newest.map(instant).transpose()?))
}

impl Acting<'_> {
    pub(super) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.shared.dialect
    }

    pub(super) fn rules(&self) -> &Rules {
        &self.shared.rules
    }

    pub(super) fn rules_record(&self) -> i64 {
        self.shared.rules_record
    }

    /// The newest period that is known without asking the database.
    pub(super) fn known_period(&self) -> Option<(i64, Period)> {
        self.opened.or_else(|| *self.shared.period.lock().expect("no panic while held"))
    }

    /// Has this period known, to others as soon as it is on the disk.
    pub(super) fn keep_period(&mut self, period: (i64, Period)) {
        self.opened = Some(period);
    }

    pub(super) async fn commit(self) -> Outcome<()> {
        let changes = &self.shared.changes;
        self.commit_quietly().await?;
        changes.fetch_add(1, Ordering::Release);
        Ok(())
    }

    /// The same where no answer on the web becomes another by it: what became of a message, or what is counted of records that
    /// are there already. So those that were made stay right.
    pub(super) async fn commit_quietly(self) -> Outcome<()> {
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

    /// The number of the ledger's newest record.
    pub(super) async fn newest_record(&mut self) -> Outcome<i64> {
        let newest = "SELECT COALESCE(MAX(id), 0) FROM record";
        Ok(sqlx::query_scalar(newest).fetch_one(self.connection()).await?)
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

    /// Appends a record, with its text beside it.
    pub(super) async fn append(&mut self, record: NewRecord<'_>) -> Outcome<RecordId> {
        let salted =
            record.text.map(|text| SaltedText::of([text, record.particulars[0], record.particulars[1]]));
        let rules = record.rules.unwrap_or_else(|| self.rules_record());
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO record (id, kind, at, rules, actor_id, subject_id, group_id, partner_id, period_id, contribution, \
             day, points, reverses, cause, act, content_hash, detail, text_hash) \
             VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM record), \
             $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, unhex($15), $16, $17) RETURNING id",
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
            let [event, link] = record.particulars;
            sqlx::query(
                "INSERT INTO record_text (record_id, salt, text, event, link) VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(id)
            .bind(salted.salt.as_slice())
            .bind(text)
            .bind(event)
            .bind(link)
            .execute(self.connection())
            .await?;
        }
        Ok(RecordId::from_raw(id))
    }

    /// Writes down that something is to be told, at once.
    pub(super) async fn tell(
        &mut self,
        purpose: &'static str,
        record: RecordId,
        audience: &'static str,
        group: Option<GroupId>,
    ) -> Outcome<()> {
        let due = self.clock.timestamp_millis();
        self.tell_at((purpose, record), audience, group, due).await
    }

    /// Writes down that something is to be told, not before `due` (unix milliseconds).
    pub(super) async fn tell_at(
        &mut self,
        (purpose, record): (&'static str, RecordId),
        audience: &'static str,
        group: Option<GroupId>,
        due: i64,
    ) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO outbox (purpose, record_id, audience, group_id, due_at) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(purpose)
        .bind(record.get())
        .bind(audience)
        .bind(group.map(GroupId::get))
        .bind(due)
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
