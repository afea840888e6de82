//! What awards of a batch settle: whether it still waits, and that it is settled. Where no order settles anything, nothing
//! is asked.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::{Value, json};
use sqlx::Row;

use super::acting::Acting;
use super::award_writer::Decided;
use super::rows::{self, instant};
use crate::points::award::AwardRequest;
use crate::points::claim::{self, ClaimFate, ClaimRefusal};
use crate::points::ids::{GroupId, PartnerId};
use crate::points::refusal::Refusal;
use crate::store::{AwardOrder, Outcome, Settles};

/// What waits for an award.
pub(super) struct Settling {
    group: GroupId,
    partner: PartnerId,
    /// The group's own day on which it was claimed.
    claimed_on: Option<NaiveDate>,
    /// That it still waits, or what became of it.
    waits: Result<(), Refusal>,
}

/// What the orders of a batch settle.
#[derive(Default)]
pub(super) struct AllSettling(HashMap<Settles, Settling>);

/// The claims whose records are in `$1`.
pub(super) const CLAIMS: &str = "
SELECT c.record_id, c.group_id, c.partner_id, c.fate, c.lapses_at, r.at, g.timezone
  FROM json_each($1) o
  JOIN claim c ON c.record_id = CAST(o.value AS BIGINT)
  JOIN record r ON r.id = c.record_id
  JOIN user_group g ON g.id = c.group_id";

const CONFIRMED: &str = "
UPDATE claim SET fate = 'confirmed', award_id = CAST(s.value ->> 1 AS BIGINT) FROM json_each($1) s
 WHERE claim.record_id = CAST(s.value ->> 0 AS BIGINT)";

impl AllSettling {
    /// Reads what the orders settle.
    pub(super) async fn read(acting: &mut Acting<'_>, orders: &[AwardOrder]) -> Outcome<Self> {
        let mut all = HashMap::new();
        let claims: Vec<i64> = orders
            .iter()
            .filter_map(|order| order.settles)
            .map(|Settles::Claim(record)| record.get())
            .collect();
        if claims.is_empty() {
            return Ok(Self(all));
        }
        let rows = sqlx::query(CLAIMS).bind(json!(claims).to_string()).fetch_all(acting.connection()).await?;
        for row in &rows {
            let timezone: &str = row.get("timezone");
            let timezone: chrono_tz::Tz =
                timezone.parse().map_err(|_| rows::unreadable("time zone", &timezone))?;
            let fate = rows::claim_fate(row.get("fate"))?;
            let settling = Settling {
                group: GroupId::from_raw(row.get("group_id")),
                partner: PartnerId::from_raw(row.get("partner_id")),
                claimed_on: Some(instant(row.get("at"))?.with_timezone(&timezone).date_naive()),
                waits: claim::check_waits(fate, instant(row.get("lapses_at"))?, acting.now),
            };
            all.insert(Settles::Claim(rows::record(row, "record_id")), settling);
        }
        Ok(Self(all))
    }

    /// Whether an order settles what still waits, of that group and that company; and when it was claimed. Who doesn't lead
    /// the group hears that from the rules, and nothing of what became of it.
    pub(super) fn check(
        &self,
        settles: Option<Settles>,
        request: &AwardRequest,
        leads: bool,
    ) -> Result<Option<NaiveDate>, Refusal> {
        let Some(settles) = settles else { return Ok(None) };
        let settling = self.0.get(&settles).ok_or(Refusal::UnknownRecord)?;
        if settling.group != request.group || settling.partner != request.partner {
            return Err(Refusal::UnknownRecord);
        }
        if leads {
            settling.waits.clone()?;
        }
        Ok(settling.claimed_on)
    }

    /// It is settled, for the orders behind this one in the same transaction.
    pub(super) fn settle(&mut self, settles: Option<Settles>) {
        if let Some(settling) = settles.and_then(|settles| self.0.get_mut(&settles)) {
            settling.waits = Err(ClaimRefusal::Decided { how: ClaimFate::Confirmed }.into());
        }
    }
}

/// Writes down what the awards of a batch settled; their records are there. Its cards say so from now on.
pub(super) async fn save(acting: &mut Acting<'_>, decided: &[Decided<'_>]) -> Outcome<()> {
    let settled: Vec<_> =
        decided.iter().filter_map(|one| Some((one.order.settles?.record(), one.record))).collect();
    if settled.is_empty() {
        return Ok(());
    }
    let pairs: Value = settled.iter().map(|(claim, award)| json!([claim.get(), award.get()])).collect();
    sqlx::query(CONFIRMED).bind(pairs.to_string()).execute(acting.connection()).await?;
    for (claim, _) in settled {
        acting.withdraw_shout_out(claim).await?;
    }
    Ok(())
}
