//! The outbox: what is due, what is under way, what became of it.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::SqlStore;
use super::acting::Acting;
use super::facts::read_facts;
use super::rows::{self, instant};
use crate::points::ids::RecordId;
use crate::store::outside::{Account, Channel, Message};
use crate::store::{
    Announces, Board as _, Errand, ErrandId, Facts, Outbox, Outcome, Purpose, StoreFault, Way,
};

/// Where a row `o` goes, by its audience as it stands: `g` is its group, `h` the row that hosts its thread, `s` who subscribed.
/// A board that is in its channel no more is looked for where it was tried.
macro_rules! place {
    () => {
        "CASE o.audience WHEN 'group' THEN g.shout_out_channel WHEN 'leaders' THEN COALESCE(g.leaders_channel, h.message)
              WHEN 'staff' THEN program.staff_channel WHEN 'announcements' THEN program.announcements_channel
              WHEN 'requests' THEN COALESCE(g.requests_channel, g.shout_out_channel)
              WHEN 'program-requests' THEN program.requests_channel
              WHEN 'helped' THEN g.shout_out_channel WHEN 'published' THEN h.channel
              WHEN 'board' THEN COALESCE(b.channel, o.channel)
              WHEN 'thread' THEN h.message WHEN 'subscriber' THEN s.direct END"
    };
}
/// What [`place!`] names, beside `program`.
macro_rules! places {
    () => {
        "LEFT JOIN user_group g ON g.id = o.group_id
  LEFT JOIN outbox h ON h.id = o.host AND h.state = 'posted'
  LEFT JOIN posted_board b ON b.outbox_id = o.id
  LEFT JOIN subscription s ON s.account = o.account"
    };
}
pub(super) use {place, places};

/// Due rows whose channel is known: that of the message to edit, or the audience's own as it stands. A redraw waits
/// for the message that it edits. The channels take turns, so that a long queue hides no other one. CROSS keeps
/// `outbox` in front, where its index is of use.
pub(super) const DUE: &str = concat!(
    "
WITH due AS (
SELECT o.due_at, o.id, o.purpose, COALESCE(t.purpose, o.purpose) AS about, o.attempted_at, o.channel AS attempted_in, o.attempts, COALESCE(o.target, CASE o.purpose WHEN 'crosspost' THEN o.host END) AS target,
       COALESCE(t.message, CASE o.purpose WHEN 'crosspost' THEN h.message END) AS target_message,
       o.audience, h.channel AS host_channel, h.message AS host_message, COALESCE(t.channel, ",
    place!(),
    ") AS place
  FROM outbox o CROSS JOIN program
  ",
    places!(),
    "
  LEFT JOIN outbox t ON t.id = o.target
 WHERE o.state = 'waiting' AND o.due_at <= $1 AND (o.target IS NULL OR t.state = 'posted')
)
SELECT due.*, ROW_NUMBER() OVER (PARTITION BY place ORDER BY due_at, id) AS turn FROM due WHERE place IS NOT NULL
 ORDER BY turn, due_at, id LIMIT $2"
);

pub(super) const NEXT_DUE: &str = "SELECT MIN(due_at) FROM outbox WHERE state = 'waiting' AND due_at > $1";

/// Whether row `$1` goes elsewhere than where it was tried.
const MOVED: &str = concat!(
    "SELECT COUNT(*) FROM outbox o CROSS JOIN program ",
    places!(),
    " WHERE o.id = $1 AND o.target IS NULL AND o.channel <> ",
    place!(),
);

/// Whether row `$1`, which is new, goes elsewhere than to channel `$2` by now.
const GOES_ELSEWHERE: &str = concat!(
    "SELECT COUNT(*) FROM outbox o CROSS JOIN program ",
    places!(),
    " WHERE o.id = $1 AND o.target IS NULL AND CAST($2 AS BIGINT) IS DISTINCT FROM ",
    place!(),
);

/// A row of its own for publishing the message of row `$1`, at `$2`.
const PUBLISH: &str = "
INSERT INTO outbox (purpose, record_id, audience, group_id, host, due_at)
SELECT 'crosspost', o.record_id, 'published', o.group_id, o.id, CAST($2 AS BIGINT)
  FROM outbox o JOIN user_group g ON g.id = o.group_id AND g.publishes = 1 AND g.shout_out_channel = o.channel
 WHERE o.id = $1 AND o.purpose IN ('award', 'tier') AND o.audience IN ('group', 'helped')";

pub(super) const AWARD_TOLD: &str =
    "SELECT record_id FROM outbox WHERE message = $1 AND purpose = 'award' AND target IS NULL";

#[async_trait]
impl Outbox for SqlStore {
    async fn announces(&self) -> Outcome<Announces> {
        self.shared.announces().await
    }

    async fn due_errands(&self, limit: u32) -> Outcome<(Vec<Errand>, Option<DateTime<Utc>>)> {
        let now = (self.shared.clock)().timestamp_millis();
        let mut connection = self.shared.readers.acquire().await?;
        let rows = sqlx::query(DUE).bind(now).bind(i64::from(limit)).fetch_all(&mut *connection).await?;
        let next: Option<i64> = sqlx::query_scalar(NEXT_DUE).bind(now).fetch_one(&mut *connection).await?;
        let errands = rows.iter().map(errand).collect::<Result<_, _>>()?;
        Ok((errands, next.map(instant).transpose()?))
    }

    async fn begin_errand(&self, errand: &Errand) -> Outcome<Option<Facts>> {
        let drawn = errand.edits.map_or(errand.id, |(target, _)| target);
        // What reads much is read before the lock is taken. A board that is moved meanwhile is drawn anew after this, and what a
        // digest tells is what it was a moment ago.
        let read = match errand.about {
            Purpose::Board => {
                self.follow_ledger().await?;
                Some(self.facts(drawn).await?)
            }
            Purpose::Digest => Some(self.facts(drawn).await?),
            _ => None,
        };
        let mut acting = self.shared.begin().await?;
        let facts = match read {
            Some(facts) => facts,
            None => read_facts(acting.connection(), drawn, self.shared.seen()).await?,
        };
        if errand.purpose != Purpose::Redraw && facts.settled() {
            acting.cancel(errand.id).await?;
            acting.commit_quietly().await?;
            return Ok(None);
        }
        let elsewhere: i64 = sqlx::query_scalar(GOES_ELSEWHERE)
            .bind(errand.id.get())
            .bind(errand.channel.stored())
            .fetch_one(acting.connection())
            .await?;
        if elsewhere > 0 {
            // Its group moved since it was read: the next look at the outbox finds where it goes.
            return Ok(None);
        }
        let begun = sqlx::query(
            "UPDATE outbox SET attempted_at = COALESCE(attempted_at, $2), channel = $3 \
             WHERE id = $1 AND state = 'waiting' AND attempted_at IS NOT DISTINCT FROM $4",
        )
        .bind(errand.id.get())
        .bind(acting.clock.timestamp_millis())
        .bind(errand.channel.stored())
        .bind(errand.attempted_at.map(|at| at.timestamp_millis()))
        .execute(acting.connection())
        .await?;
        if begun.rows_affected() == 0 {
            return Ok(None);
        }
        acting.board_drawn(drawn, &facts).await?;
        acting.commit_quietly().await?;
        Ok(Some(facts))
    }

    async fn errand_done(&self, errand: ErrandId, channel: Channel, message: Message) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        let done = sqlx::query(
            "UPDATE outbox SET state = 'posted', channel = $2, message = $3, trouble = NULL \
              WHERE id = $1 AND state IN ('waiting', 'failed')",
        )
        .bind(errand.get())
        .bind(channel.stored())
        .bind(message.stored())
        .execute(acting.connection())
        .await?;
        if done.rows_affected() > 0 {
            acting.publish(errand).await?;
        }
        acting.commit_quietly().await
    }

    async fn errand_put_off(&self, errand: ErrandId, until: DateTime<Utc>, trouble: &str) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        acting.put_off(errand, until, trouble).await?;
        sqlx::query("UPDATE outbox SET attempted_at = NULL WHERE id = $1")
            .bind(errand.get())
            .execute(acting.connection())
            .await?;
        acting.commit_quietly().await
    }

    async fn errand_unknown(&self, errand: ErrandId, until: DateTime<Utc>, trouble: &str) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        acting.put_off(errand, until, trouble).await?;
        acting.commit_quietly().await
    }

    async fn errand_needless(&self, errand: ErrandId) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        acting.cancel(errand).await?;
        acting.forget_board(errand).await?;
        acting.commit_quietly().await
    }

    async fn errand_unwelcome(&self, errand: ErrandId) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        sqlx::query("UPDATE subscription SET direct = NULL WHERE account = (SELECT account FROM outbox WHERE id = $1)")
            .bind(errand.get())
            .execute(acting.connection())
            .await?;
        sqlx::query(
            "UPDATE outbox SET state = 'cancelled' WHERE state = 'waiting' \
                AND account = (SELECT account FROM outbox WHERE id = $1)",
        )
        .bind(errand.get())
        .execute(acting.connection())
        .await?;
        acting.commit_quietly().await
    }

    async fn errand_failed(&self, errand: ErrandId, trouble: &str, certainly_not_made: bool) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        if certainly_not_made && acting.goes_elsewhere(errand).await? {
            // Its group moved while Discord refused: it is tried where the group is now.
            acting.begin_anew(errand).await?;
            return acting.commit_quietly().await;
        }
        sqlx::query(
            "UPDATE outbox SET state = 'failed', trouble = $2, attempted_at = CASE WHEN $3 = 1 THEN NULL ELSE attempted_at END \
             WHERE id = $1 AND state = 'waiting'",
        )
        .bind(errand.get())
        .bind(trouble)
        .bind(i64::from(certainly_not_made))
        .execute(acting.connection())
        .await?;
        if certainly_not_made {
            acting.cancel_redraws(errand).await?;
        }
        acting.commit_quietly().await
    }

    async fn applaud(&self, errand: ErrandId, by: Account) -> Outcome<bool> {
        self.shared.applaud(errand, by).await
    }

    async fn facts(&self, errand: ErrandId) -> Outcome<Facts> {
        let seen = self.shared.seen();
        read_facts(&mut *self.shared.readers.acquire().await?, errand, seen).await
    }

    async fn award_told(&self, message: Message) -> Outcome<Option<RecordId>> {
        let record: Option<i64> = sqlx::query_scalar(AWARD_TOLD)
            .bind(message.stored())
            .fetch_optional(&self.shared.readers)
            .await?;
        Ok(record.map(RecordId::from_raw))
    }

    async fn errand_added(&self) {
        self.shared.errand_added.notified().await;
    }
}

fn errand(row: &AnyRow) -> Result<Errand, StoreFault> {
    let target = row.get::<Option<i64>, _>("target").map(ErrandId::from_raw);
    let message = row.get::<Option<i64>, _>("target_message").map(Message::from_stored);
    let channel = Channel::from_stored(row.get("place"));
    let host = |column| row.get::<Option<i64>, _>(column).map(Channel::from_stored);
    let (parent, thread) = (host("host_channel"), host("host_message"));
    let way = match row.get::<&str, _>("audience") {
        "subscriber" => Way::Direct,
        // A forum's post is a thread already.
        "thread" | "leaders" if thread == Some(channel) => {
            parent.filter(|parent| *parent != channel).map_or(Way::Channel, Way::Thread)
        }
        _ => Way::Channel,
    };
    Ok(Errand {
        id: ErrandId::from_raw(row.get("id")),
        purpose: rows::purpose(row.get("purpose"))?,
        about: rows::purpose(row.get("about"))?,
        channel,
        way,
        edits: target.zip(message),
        attempted_at: row.get::<Option<i64>, _>("attempted_at").map(instant).transpose()?,
        attempted_in: row.get::<Option<i64>, _>("attempted_in").map(Channel::from_stored),
        attempts: u32::try_from(row.get::<i64, _>("attempts")).unwrap_or(u32::MAX),
    })
}

impl Acting<'_> {
    /// A shout-out that is out is published, where its group wants that.
    async fn publish(&mut self, errand: ErrandId) -> Outcome<()> {
        let due = self.clock.timestamp_millis();
        sqlx::query(PUBLISH).bind(errand.get()).bind(due).execute(self.connection()).await?;
        Ok(())
    }

    async fn goes_elsewhere(&mut self, errand: ErrandId) -> Outcome<bool> {
        let moved: i64 = sqlx::query_scalar(MOVED).bind(errand.get()).fetch_one(self.connection()).await?;
        Ok(moved > 0)
    }

    /// As if it had never been tried.
    async fn begin_anew(&mut self, errand: ErrandId) -> Outcome<()> {
        let due = self.clock.timestamp_millis();
        sqlx::query(
            "UPDATE outbox SET due_at = $2, attempts = 0, attempted_at = NULL, channel = NULL, trouble = NULL \
              WHERE id = $1 AND state = 'waiting'",
        )
        .bind(errand.get())
        .bind(due)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    /// It was never out and won't be, so that nothing is to be drawn anew either.
    async fn cancel(&mut self, errand: ErrandId) -> Outcome<()> {
        sqlx::query("UPDATE outbox SET state = 'cancelled' WHERE id = $1 AND state = 'waiting'")
            .bind(errand.get())
            .execute(self.connection())
            .await?;
        self.cancel_redraws(errand).await
    }

    async fn cancel_redraws(&mut self, errand: ErrandId) -> Outcome<()> {
        sqlx::query("UPDATE outbox SET state = 'cancelled' WHERE target = $1 AND state = 'waiting'")
            .bind(errand.get())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn put_off(&mut self, errand: ErrandId, until: DateTime<Utc>, trouble: &str) -> Outcome<()> {
        sqlx::query(
            "UPDATE outbox SET due_at = $2, trouble = $3, attempts = attempts + 1 WHERE id = $1 AND state = 'waiting'",
        )
        .bind(errand.get())
        .bind(until.timestamp_millis())
        .bind(trouble)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
