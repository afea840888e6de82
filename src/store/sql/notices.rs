//! Who hears directly of what: a person who asked for it, and represents a company now.

use serde_json::json;
use sqlx::Row;

use super::Shared;
use super::acting::Acting;
use super::rows;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::request::RequestKind;
use crate::store::outside::{Account, Channel};
use crate::store::{Outcome, Subscription};

/// Those who want to hear of request `$1`, of kind `$2` as a JSON text, in language `$3`; told at `$4`.
const OF_REQUEST: &str = "
INSERT INTO outbox (purpose, record_id, audience, account, due_at)
SELECT DISTINCT 'notice', CAST($1 AS BIGINT), 'subscriber', s.account, CAST($4 AS BIGINT)
  FROM subscription s
  JOIN representative e ON e.account = s.account
  JOIN partner p ON p.id = e.partner_id AND p.state = 'active'
 WHERE s.direct IS NOT NULL AND s.kinds LIKE '%' || $2 || '%' AND (s.language IS NULL OR s.language = $3)";

/// Those who want to hear of answer `$1` to their company `$2`, and didn't give it (person `$3`); told at `$4`.
const OF_ANSWER: &str = "
INSERT INTO outbox (purpose, record_id, audience, account, due_at)
SELECT 'notice', CAST($1 AS BIGINT), 'subscriber', s.account, CAST($4 AS BIGINT)
  FROM subscription s
 WHERE s.own = 1 AND s.direct IS NOT NULL AND EXISTS (
       SELECT 1 FROM representative e JOIN partner f ON f.id = e.partner_id JOIN partner z ON z.id = $2
        WHERE e.account = s.account AND COALESCE(f.root, f.id) = COALESCE(z.root, z.id))
   AND NOT EXISTS (SELECT 1 FROM person WHERE person.account = s.account AND person.id = $3)";

/// Awards and tiers behind record `$1`, up to `$2`, to those of the company's who asked for it before. They are told when the
/// shout-out is. An award that was put right was told already, and that message is handed over to it.
pub(super) const OF_AWARDS: &str = "
INSERT INTO outbox (purpose, record_id, audience, account, due_at)
SELECT DISTINCT 'notice', r.id, 'subscriber', s.account, o.due_at
  FROM record r
  JOIN outbox o ON o.record_id = r.id AND o.purpose = r.kind AND o.audience = 'group' AND o.target IS NULL
  JOIN partner z ON z.id = r.partner_id
  JOIN subscription s ON s.own = 1 AND s.direct IS NOT NULL AND s.since <= r.at
 WHERE r.id > $1 AND r.id <= $2 AND r.kind IN ('award', 'tier')
   AND EXISTS (SELECT 1 FROM representative e JOIN partner f ON f.id = e.partner_id
                WHERE e.account = s.account AND COALESCE(f.root, f.id) = COALESCE(z.root, z.id))
   AND NOT EXISTS (SELECT 1 FROM outbox n WHERE n.record_id = r.id AND n.purpose = 'notice' AND n.account = s.account)";

impl Acting<'_> {
    pub(super) async fn notice_request(
        &mut self,
        record: RecordId,
        kind: RequestKind,
        language: &str,
    ) -> Outcome<()> {
        let due = self.clock.timestamp_millis();
        sqlx::query(OF_REQUEST)
            .bind(record.get())
            .bind(json!(kind.as_str()).to_string())
            .bind(language)
            .bind(due)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// `actor`: the person who answered, 0 for nobody.
    pub(super) async fn notice_answer(
        &mut self,
        record: RecordId,
        partner: PartnerId,
        actor: i64,
    ) -> Outcome<()> {
        let due = self.clock.timestamp_millis();
        sqlx::query(OF_ANSWER)
            .bind(record.get())
            .bind(partner.get())
            .bind(actor)
            .bind(due)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Acting<'_> {
    /// What waits to be told to somebody directly is not told any more.
    async fn cancel_direct(&mut self, account: Account) -> Outcome<()> {
        sqlx::query("UPDATE outbox SET state = 'cancelled' WHERE account = $1 AND state = 'waiting'")
            .bind(account.stored())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}

impl Shared {
    pub(super) async fn subscription(&self, account: Account) -> Outcome<Option<Subscription>> {
        let row =
            sqlx::query("SELECT kinds, language, own, direct, locale FROM subscription WHERE account = $1")
                .bind(account.stored())
                .fetch_optional(&self.readers)
                .await?;
        let Some(row) = row else { return Ok(None) };
        let kinds: Vec<String> = serde_json::from_str(row.get("kinds"))
            .map_err(|error| rows::unreadable("kinds of a subscription", &error))?;
        Ok(Some(Subscription {
            // A kind that this version doesn't know is left out.
            kinds: kinds.iter().filter_map(|word| RequestKind::parse(word)).collect(),
            language: row.get("language"),
            own: rows::flag(&row, "own"),
            direct: row.get::<Option<i64>, _>("direct").map(Channel::from_stored),
            locale: row.get("locale"),
        }))
    }

    pub(super) async fn subscribe(&self, account: Account, wanted: Option<Subscription>) -> Outcome<()> {
        let mut acting = self.begin().await?;
        let Some(wanted) = wanted else {
            sqlx::query("DELETE FROM subscription WHERE account = $1")
                .bind(account.stored())
                .execute(acting.connection())
                .await?;
            acting.cancel_direct(account).await?;
            return acting.commit().await;
        };
        if wanted.direct.is_none() {
            acting.cancel_direct(account).await?;
        }
        // What was before the first who is told directly of their own companies concerns nobody.
        sqlx::query(
            "UPDATE program SET noticed = (SELECT COALESCE(MAX(id), 0) FROM record) \
              WHERE NOT EXISTS (SELECT 1 FROM subscription WHERE own = 1 AND direct IS NOT NULL)",
        )
        .execute(acting.connection())
        .await?;
        let kinds: Vec<&str> = wanted.kinds.iter().map(|kind| kind.as_str()).collect();
        let since = acting.now.timestamp_millis();
        sqlx::query(
            "INSERT INTO subscription (account, kinds, language, own, direct, locale, since) VALUES ($1, $2, $3, $4, $5, $6, $7) \
             ON CONFLICT (account) DO UPDATE SET kinds = excluded.kinds, language = excluded.language, own = excluded.own, \
             direct = excluded.direct, locale = excluded.locale, \
             since = CASE WHEN subscription.own = 1 AND subscription.direct IS NOT NULL THEN subscription.since ELSE excluded.since END",
        )
        .bind(account.stored())
        .bind(json!(kinds).to_string())
        .bind(wanted.language)
        .bind(i64::from(wanted.own))
        .bind(wanted.direct.map(Channel::stored))
        .bind(wanted.locale)
        .bind(since)
        .execute(acting.connection())
        .await?;
        acting.commit().await
    }

    /// Nobody is kept waiting where nobody asked for it: that is found out without the writer's lock.
    pub(super) async fn notice_what_happened(&self) -> Outcome<()> {
        let asked = "SELECT noticed, (SELECT COALESCE(MAX(id), 0) FROM record) AS newest, \
            CAST(EXISTS (SELECT 1 FROM subscription WHERE own = 1 AND direct IS NOT NULL) AS INTEGER) AS anybody \
            FROM program";
        let row = sqlx::query(asked).fetch_one(&self.readers).await?;
        let (noticed, newest): (i64, i64) = (row.get("noticed"), row.get("newest"));
        if noticed >= newest || !rows::flag(&row, "anybody") {
            return Ok(());
        }
        let mut acting = self.begin().await?;
        // Another replica may have done it meanwhile.
        let noticed: i64 =
            sqlx::query_scalar("SELECT noticed FROM program").fetch_one(acting.connection()).await?;
        let newest = acting.newest_record().await?;
        sqlx::query(OF_AWARDS).bind(noticed).bind(newest).execute(acting.connection()).await?;
        sqlx::query("UPDATE program SET noticed = $1").bind(newest).execute(acting.connection()).await?;
        acting.commit().await
    }
}
