//! Voices on shout-outs: taken, counted, and folded when they can't be changed any more.

use async_trait::async_trait;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::acting::Acting;
use super::award_row::awarded_at;
use super::partners::id_list;
use super::rows;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::points::voices::{self, OPEN_FOR, PitchFree, Voice, VoiceState, Voices};
use crate::store::outside::Account;
use crate::store::{ErrandId, Hearing, Outcome, StoreFault};

/// So many shout-outs are folded in one transaction: awards wait for it.
const AT_ONCE: i64 = 200;

/// How many said what of shout-out `$1`, and whether that is folded.
pub(super) const VOICES: &str = "
SELECT CAST(COALESCE(SUM(c.useful), 0) AS BIGINT) AS useful, CAST(COALESCE(SUM(c.so_so), 0) AS BIGINT) AS so_so,
       CAST(COALESCE(SUM(c.pitch), 0) AS BIGINT) AS pitch, CAST(COALESCE(MAX(c.folded), 0) AS BIGINT) AS folded
  FROM (SELECT CASE v.says WHEN 'useful' THEN 1 ELSE 0 END AS useful, CASE v.says WHEN 'so-so' THEN 1 ELSE 0 END AS so_so,
               CASE v.says WHEN 'pitch' THEN 1 ELSE 0 END AS pitch, 0 AS folded
          FROM voice v WHERE v.outbox_id = $1
        UNION ALL
        SELECT k.useful, k.so_so, k.pitch, 1 FROM voice_count k WHERE k.outbox_id = $1) c";

/// How many said what of each shout-out of the companies in `$1` whose award stands and is for one of the contributions
/// in `$2`. Rows are read of nothing but what was answered.
pub(super) const OF_COMPANIES: &str = "
WITH talk AS MATERIALIZED (
SELECT h.outbox_id AS id FROM json_each($1) p CROSS JOIN heard h CROSS JOIN record r
 WHERE h.partner_id = CAST(p.value AS BIGINT) AND r.id = h.record_id AND r.kind = 'award'
   AND r.contribution IN (SELECT value ->> 0 FROM json_each($2))
   AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id))
SELECT CAST(SUM(c.useful) AS BIGINT) AS useful, CAST(SUM(c.so_so) AS BIGINT) AS so_so, CAST(SUM(c.pitch) AS BIGINT) AS pitch
  FROM (SELECT v.outbox_id, CASE v.says WHEN 'useful' THEN 1 ELSE 0 END AS useful,
               CASE v.says WHEN 'so-so' THEN 1 ELSE 0 END AS so_so, CASE v.says WHEN 'pitch' THEN 1 ELSE 0 END AS pitch
          FROM talk JOIN voice v ON v.outbox_id = talk.id
        UNION ALL
        SELECT k.outbox_id, k.useful, k.so_so, k.pitch FROM talk JOIN voice_count k ON k.outbox_id = talk.id) c
 GROUP BY c.outbox_id";

/// Shout-outs with voices whose award was given at `$1` or before.
const CLOSED: &str = concat!(
    "
SELECT DISTINCT o.id FROM voice v JOIN outbox o ON o.id = v.outbox_id JOIN record r ON r.id = o.record_id
 WHERE ",
    awarded_at!(),
    " <= $1
 ORDER BY o.id LIMIT $2"
);

const FOLD: &str = "
INSERT INTO voice_count (outbox_id, useful, so_so, pitch)
SELECT v.outbox_id, SUM(CASE v.says WHEN 'useful' THEN 1 ELSE 0 END), SUM(CASE v.says WHEN 'so-so' THEN 1 ELSE 0 END),
       SUM(CASE v.says WHEN 'pitch' THEN 1 ELSE 0 END)
  FROM voice v WHERE v.outbox_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) GROUP BY v.outbox_id
    ON CONFLICT (outbox_id) DO UPDATE SET useful = voice_count.useful + excluded.useful,
       so_so = voice_count.so_so + excluded.so_so, pitch = voice_count.pitch + excluded.pitch";

#[async_trait]
impl Hearing for SqlStore {
    async fn hear(&self, shout_out: ErrandId, by: Account, voice: Voice) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
        let state = acting.voice_state(shout_out, by).await?;
        voices::decide(&state, voice, acting.now)?;
        let person = acting.person(by).await?;
        sqlx::query(
            "INSERT INTO voice (outbox_id, person_id, says) VALUES ($1, $2, $3) \
             ON CONFLICT (outbox_id, person_id) DO UPDATE SET says = excluded.says",
        )
        .bind(shout_out.get())
        .bind(person)
        .bind(voice.as_str())
        .execute(acting.connection())
        .await?;
        acting.heard(shout_out).await?;
        acting.draw_soon(shout_out).await?;
        acting.commit().await
    }

    async fn fold_voices(&self) -> Outcome<u64> {
        let mut folded = 0;
        loop {
            let mut acting = self.shared.begin().await?;
            let until = (acting.now - OPEN_FOR).timestamp_millis();
            let closed = acting.dialect().reading_detail(CLOSED);
            // Nothing of it comes from outside.
            let closed: Vec<i64> = sqlx::query_scalar(AssertSqlSafe(closed))
                .bind(until)
                .bind(AT_ONCE)
                .fetch_all(acting.connection())
                .await?;
            if closed.is_empty() {
                return Ok(folded);
            }
            let which = json!(closed).to_string();
            sqlx::query(FOLD).bind(&which).execute(acting.connection()).await?;
            let forget =
                "DELETE FROM voice WHERE outbox_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))";
            acting.overwrite(true).await?;
            sqlx::query(forget).bind(&which).execute(acting.connection()).await?;
            acting.overwrite(false).await?;
            acting.commit().await?;
            folded += closed.len() as u64;
        }
    }
}

impl Acting<'_> {
    async fn voice_state(&mut self, shout_out: ErrandId, by: Account) -> Outcome<VoiceState> {
        let told = "SELECT record_id FROM outbox WHERE id = $1 AND purpose = 'award'";
        let told: Option<i64> =
            sqlx::query_scalar(told).bind(shout_out.get()).fetch_optional(self.connection()).await?;
        let record = RecordId::from_raw(told.ok_or(Refusal::UnknownRecord)?);
        let award = self.award(record).await?.ok_or(Refusal::UnknownRecord)?;
        let said = "SELECT v.says FROM voice v JOIN person p ON p.id = v.person_id WHERE v.outbox_id = $1 AND p.account = $2";
        let before: Option<String> = sqlx::query_scalar(said)
            .bind(shout_out.get())
            .bind(by.stored())
            .fetch_optional(self.connection())
            .await?;
        let kind = self.rules().contribution(&award.contribution);
        Ok(VoiceState {
            withdrawn: award.already,
            asked: kind.is_some_and(|kind| kind.voices()),
            awarded_at: award.awarded_at,
            folded: read_voices(self.connection(), shout_out).await?.1,
            represents: self.represents(award.partner, by).await?,
            gave: award.by == Some(by),
            before: before.as_deref().and_then(Voice::parse),
        })
    }
}

/// How many said what of a shout-out, and whether nobody can say more.
pub(super) async fn read_voices(
    connection: &mut AnyConnection,
    shout_out: ErrandId,
) -> Outcome<(Voices, bool)> {
    let row = sqlx::query(VOICES).bind(shout_out.get()).fetch_one(connection).await?;
    Ok((counted(&row)?, rows::flag(&row, "folded")))
}

/// How many talks of some companies were free of a sales pitch, as far as that may be shown.
pub(super) async fn read_pitch_free(
    connection: &mut AnyConnection,
    rules: &Rules,
    companies: &[PartnerId],
) -> Outcome<Option<PitchFree>> {
    let asked =
        rules.contributions().iter().filter(|kind| kind.voices()).map(|kind| json!([kind.id().as_str()]));
    let asked = asked.collect::<Value>().to_string();
    let rows = sqlx::query(OF_COMPANIES).bind(id_list(companies)).bind(asked).fetch_all(connection).await?;
    let talks: Vec<Voices> = rows.iter().map(counted).collect::<Result<_, _>>()?;
    Ok(PitchFree::of(talks))
}

fn counted(row: &AnyRow) -> Result<Voices, StoreFault> {
    let count = |column: &str| {
        let count: i64 = row.get(column);
        u32::try_from(count).map_err(|_| rows::unreadable("voices", &count))
    };
    Ok(Voices { useful: count("useful")?, so_so: count("so_so")?, pitch: count("pitch")? })
}
