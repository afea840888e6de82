//! Erasing a person, in one act: rights end first, then what names them is emptied, and messages that do are drawn anew.

use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::AnyConnection;

use super::acting::{Acting, NewRecord};
use super::persons::drafts_of_others;
use super::{Shared, rows};
use crate::evidence::bytes::Bytes;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::store::outside::Account;
use crate::store::{Act, Erased, ErasureLine, Outcome};

/// Between two shout-outs that are drawn anew, in milliseconds: new ones of their channel find their turn.
const APART: i64 = 2_000;

/// Has drawn anew, from `$2` on and `$3` apart, what is out, or may be, and names person `$1`: notes and cards about what
/// they did or what was done to them, or that they marked as seen, cards of groups that they led, and shout-outs in their
/// words, or that count their applause or their voice. The last come last.
const REDRAW: &str = "
WITH RECURSIVE named AS MATERIALIZED (SELECT id, kind, cause, group_id FROM record WHERE actor_id = $1 OR subject_id = $1),
     came (id) AS (
       SELECT id FROM named WHERE kind IN ('correction', 'claim') UNION
       SELECT n.id FROM came JOIN record n ON n.cause = came.id AND n.kind IN ('award', 'reservation', 'correction')),
     about AS (
       SELECT id FROM named UNION SELECT cause FROM named WHERE cause IS NOT NULL UNION SELECT id FROM came UNION
       SELECT a.id FROM named n JOIN record a ON a.cause = n.id AND a.kind = 'offer-ended' WHERE n.kind = 'offer' UNION
       SELECT r.id FROM record r WHERE r.group_id IN (SELECT group_id FROM named WHERE kind = 'leaders')
          AND r.kind IN ('group-proposed', 'group-changed')),
     messages AS (
       SELECT o.id FROM about JOIN outbox o ON o.record_id = about.id
        WHERE o.purpose IN ('proposal', 'nomination', 'leaders', 'approval', 'conflict', 'report', 'award', 'claim', 'request', 'offer', 'prompt', 'notice') UNION
       SELECT outbox_id FROM seen WHERE person_id = $1 UNION
       SELECT outbox_id FROM applause WHERE person_id = $1 UNION SELECT outbox_id FROM voice WHERE person_id = $1),
     again AS (
       SELECT o.id, CASE WHEN o.purpose IN ('award', 'tier') THEN 1 ELSE 0 END AS is_public
         FROM messages JOIN outbox o ON o.id = messages.id
        WHERE o.target IS NULL AND (o.state = 'posted' OR o.attempted_at IS NOT NULL))
INSERT INTO outbox (purpose, record_id, target, audience, group_id, due_at)
SELECT 'redraw', o.record_id, o.id, o.audience, o.group_id,
       CAST($2 AS BIGINT) + CAST($3 AS BIGINT) * again.is_public * ROW_NUMBER() OVER (PARTITION BY again.is_public ORDER BY o.id)
  FROM again JOIN outbox o ON o.id = again.id
 ORDER BY o.id";

/// Empties the words of person `$1`, and whatever came of what they gave, claimed or put right: it began with their words, also
/// where others approved it, put it right or told it otherwise. The hash in the ledger stays,
/// and without the salt nobody can guess by it.
const TEXTS: &str = "
WITH RECURSIVE came (id) AS (
  SELECT id FROM record WHERE kind IN ('award', 'reservation', 'correction', 'claim') AND actor_id = $1 UNION
  SELECT n.id FROM came JOIN record n ON n.cause = came.id AND n.kind IN ('award', 'reservation', 'correction', 'amendment'))
UPDATE record_text SET salt = unhex(''), text = '', event = '', link = ''
 WHERE record_id IN (SELECT r.id FROM record r WHERE r.text_hash IS NOT NULL
                        AND (r.actor_id = $1 OR r.id IN (SELECT id FROM came)))";

impl Acting<'_> {
    /// Erases a person. `act`: none where a list asks for it that has them already.
    pub(super) async fn erase(&mut self, act: Option<&Act>, who: Account) -> Outcome<Erased> {
        self.overwrite(true).await?;
        let erased = self.forget(act, who).await;
        self.overwrite(false).await?;
        erased
    }

    /// From here on what is removed is overwritten, or is not any more: other acts write as little as they can.
    pub(super) async fn overwrite(&mut self, on: bool) -> Outcome<()> {
        let text = self.dialect().overwriting(on);
        sqlx::raw_sql(text).execute(self.connection()).await?;
        Ok(())
    }

    async fn forget(&mut self, act: Option<&Act>, who: Account) -> Outcome<Erased> {
        self.forget_drafts(who).await?;
        let person: Option<i64> = sqlx::query_scalar("SELECT id FROM person WHERE account = $1")
            .bind(who.stored())
            .fetch_optional(self.connection())
            .await?;
        // Whoever leads or represents has a number.
        let Some(person) = person else { return Ok(Erased::default()) };
        let at = self.now;
        let record = NewRecord {
            kind: "erased",
            at,
            actor: Some(person),
            subject: Some(person),
            act,
            ..NewRecord::default()
        };
        let cause = self.append(record).await?;
        let led = self.end_leading(who, person, cause).await?;
        let represented = self.end_representing(who, person, cause).await?;
        let due = self.clock.timestamp_millis();
        sqlx::query(REDRAW).bind(person).bind(due).bind(APART).execute(self.connection()).await?;
        for text in [
            TEXTS,
            "DELETE FROM voice WHERE person_id = $1",
            "DELETE FROM applause WHERE person_id = $1",
            "UPDATE person SET account = NULL WHERE id = $1",
        ] {
            sqlx::query(text).bind(person).execute(self.connection()).await?;
        }
        if act.is_some() {
            let salt = rand::random::<[u8; 16]>();
            let hash = account_hash(&salt, who);
            let line = ErasureLine {
                person,
                salt: Bytes::from(salt.to_vec()),
                hash: Bytes::from(hash),
                at: at.timestamp_millis(),
            };
            take_list(self.connection(), &[line]).await?;
        }
        Ok(Erased { again: false, led, represented })
    }

    /// What an erasure that was made before came to.
    pub(super) async fn erased(&mut self, record: RecordId) -> Outcome<Erased> {
        let led = "SELECT g.name FROM record r JOIN user_group g ON g.id = r.group_id \
                    WHERE r.cause = $1 AND r.kind = 'leaders' ORDER BY r.id";
        let represented = "SELECT p.name FROM record r JOIN partner p ON p.id = r.partner_id \
                            WHERE r.cause = $1 AND r.kind = 'representative-removed' ORDER BY r.id";
        Ok(Erased {
            again: true,
            led: sqlx::query_scalar(led).bind(record.get()).fetch_all(self.connection()).await?,
            represented: sqlx::query_scalar(represented)
                .bind(record.get())
                .fetch_all(self.connection())
                .await?,
        })
    }

    /// Panels and questions of theirs, and their name in the panels of others.
    async fn forget_drafts(&mut self, who: Account) -> Outcome<()> {
        for text in [
            "DELETE FROM draft WHERE account = $1",
            "DELETE FROM question WHERE account = $1",
            "DELETE FROM subscription WHERE account = $1",
            // The conversation is theirs, too; what it held is not drawn anew any more.
            "UPDATE outbox SET state = 'cancelled', channel = NULL, message = NULL, attempted_at = NULL \
              WHERE target IN (SELECT id FROM outbox WHERE account = $1)",
            "UPDATE outbox SET state = 'cancelled', account = NULL, channel = NULL, message = NULL, attempted_at = NULL \
              WHERE account = $1",
        ] {
            sqlx::query(text).bind(who.stored()).execute(self.connection()).await?;
        }
        for (account, server, mut draft) in drafts_of_others(self.connection(), who).await? {
            draft.leader_users.retain(|leader| *leader != who);
            sqlx::query("UPDATE draft SET body = $3 WHERE account = $1 AND server = $2")
                .bind(account)
                .bind(server)
                .bind(json!(draft).to_string())
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    /// They lead no group any more: a record for each, which is told in the staff channel.
    async fn end_leading(&mut self, who: Account, person: i64, cause: RecordId) -> Outcome<Vec<String>> {
        let led: Vec<(i64, String)> = sqlx::query_as(
            "SELECT g.id, g.name FROM leader l JOIN user_group g ON g.id = l.group_id \
              WHERE l.kind = 'user' AND l.subject = $1 ORDER BY g.id",
        )
        .bind(who.stored())
        .fetch_all(self.connection())
        .await?;
        sqlx::query("DELETE FROM leader WHERE kind = 'user' AND subject = $1")
            .bind(who.stored())
            .execute(self.connection())
            .await?;
        for (group, _) in &led {
            let record = NewRecord {
                kind: "leaders",
                at: self.now,
                actor: Some(person),
                subject: Some(person),
                group: Some(GroupId::from_raw(*group)),
                cause: Some(cause),
                detail: Some(json!({ "added": false, "role": null })),
                ..NewRecord::default()
            };
            let record = self.append(record).await?;
            self.tell("leaders", record, "staff", None).await?;
        }
        Ok(led.into_iter().map(|(_, name)| name).collect())
    }

    async fn end_representing(&mut self, who: Account, person: i64, cause: RecordId) -> Outcome<Vec<String>> {
        let represented: Vec<(i64, String)> = sqlx::query_as(
            "SELECT p.id, p.name FROM representative r JOIN partner p ON p.id = r.partner_id \
              WHERE r.account = $1 ORDER BY p.id",
        )
        .bind(who.stored())
        .fetch_all(self.connection())
        .await?;
        sqlx::query("DELETE FROM representative WHERE account = $1")
            .bind(who.stored())
            .execute(self.connection())
            .await?;
        for (partner, _) in &represented {
            let record = NewRecord {
                kind: "representative-removed",
                at: self.now,
                actor: Some(person),
                subject: Some(person),
                partner: Some(PartnerId::from_raw(*partner)),
                cause: Some(cause),
                ..NewRecord::default()
            };
            self.append(record).await?;
        }
        Ok(represented.into_iter().map(|(_, name)| name).collect())
    }

    /// Erases whoever is on the list and known all the same: a backup brought them back. How many.
    pub(super) async fn erase_again(&mut self) -> Outcome<u64> {
        let mut erased = 0;
        for who in known_again(self.connection()).await? {
            self.erase(None, who).await?;
            erased += 1;
        }
        Ok(erased)
    }
}

impl Shared {
    /// What the list asks for is done before anything else is.
    pub(super) async fn erase_listed(&self) -> Outcome<()> {
        if known_again(&mut *self.readers.acquire().await?).await?.is_empty() {
            return Ok(());
        }
        let mut acting = self.begin().await?;
        let persons = acting.erase_again().await?;
        acting.commit().await?;
        tracing::info!(persons, "erased again: a backup knew them");
        Ok(())
    }
}

/// The accounts of those on the list who are known. Somebody who came back is another person, by another number.
async fn known_again(connection: &mut AnyConnection) -> Outcome<Vec<Account>> {
    let rows: Vec<(Vec<u8>, Vec<u8>, i64)> = sqlx::query_as(
        "SELECT e.salt, e.hash, p.account FROM erasure e JOIN person p ON p.id = e.person_id \
          WHERE p.account IS NOT NULL ORDER BY e.person_id",
    )
    .fetch_all(connection)
    .await?;
    let known = rows.into_iter().map(|(salt, hash, account)| (salt, hash, Account::from_stored(account)));
    Ok(known.filter(|(salt, hash, who)| account_hash(salt, *who) == *hash).map(|(.., who)| who).collect())
}

fn account_hash(salt: &[u8], who: Account) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(who.get().to_be_bytes()).finalize().to_vec()
}

/// The list, oldest first.
pub(super) async fn read_list(connection: &mut AnyConnection) -> Outcome<Vec<ErasureLine>> {
    let rows: Vec<(i64, Vec<u8>, Vec<u8>, i64)> =
        sqlx::query_as("SELECT person_id, salt, hash, at FROM erasure ORDER BY at, person_id")
            .fetch_all(connection)
            .await?;
    let line = |(person, salt, hash, at)| ErasureLine {
        person,
        salt: Bytes::from(salt),
        hash: Bytes::from(hash),
        at,
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Adds to the list what isn't on it.
pub(super) async fn take_list(connection: &mut AnyConnection, list: &[ErasureLine]) -> Outcome<()> {
    for line in list {
        rows::instant(line.at)?;
        sqlx::query(
            "INSERT INTO erasure (person_id, salt, hash, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
        )
        .bind(line.person)
        .bind(line.salt.as_slice())
        .bind(line.hash.as_slice())
        .bind(line.at)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}
