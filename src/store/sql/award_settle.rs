//! What awards of a batch settle: whether it still waits, and that it is settled. Where no order settles anything, nothing
//! is asked.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde_json::json;
use sqlx::Row;

use super::acting::Acting;
use super::award_writer::Decided;
use super::rows::{self, instant};
use crate::points::award::AwardRequest;
use crate::points::claim::{self, ClaimFate, ClaimRefusal};
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::request::{self, RequestState, WantedRefusal};
use crate::store::{AwardOrder, Outcome, Settles};

/// What waits for an award.
pub(super) struct Settling {
    group: GroupId,
    /// The company; none where no offer was accepted.
    partner: Option<PartnerId>,
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

/// The requests whose records are in `$1`, and the companies whose offers were accepted, as they are now.
pub(super) const REQUESTS: &str = "
SELECT q.record_id, q.group_id, q.state, COALESCE(p.root, p.id) AS partner_id
  FROM json_each($1) o
  JOIN request q ON q.record_id = CAST(o.value AS BIGINT)
  LEFT JOIN offer f ON f.request_id = q.record_id AND f.state = 'accepted'
  LEFT JOIN partner p ON p.id = f.partner_id";

const THANKED: &str = "
UPDATE request SET state = 'thanked', award_id = CAST(s.value ->> 1 AS BIGINT) FROM json_each($1) s
 WHERE request.record_id = CAST(s.value ->> 0 AS BIGINT)";

const CONFIRMED: &str = "
UPDATE claim SET fate = 'confirmed', award_id = CAST(s.value ->> 1 AS BIGINT) FROM json_each($1) s
 WHERE claim.record_id = CAST(s.value ->> 0 AS BIGINT)";

impl AllSettling {
    /// Reads what the orders settle.
    pub(super) async fn read(acting: &mut Acting<'_>, orders: &[AwardOrder]) -> Outcome<Self> {
        let mut all = Self::default();
        let of = |wanted: fn(Settles) -> Option<RecordId>| -> Vec<i64> {
            orders.iter().filter_map(|order| wanted(order.settles?)).map(RecordId::get).collect()
        };
        let claims = of(|settles| match settles {
            Settles::Claim(record) => Some(record),
            Settles::Request(_) => None,
        });
        if !claims.is_empty() {
            all.read_claims(acting, &claims).await?;
        }
        let requests = of(|settles| match settles {
            Settles::Request(record) => Some(record),
            Settles::Claim(_) => None,
        });
        if !requests.is_empty() {
            all.read_requests(acting, &requests).await?;
        }
        Ok(all)
    }

    async fn read_claims(&mut self, acting: &mut Acting<'_>, claims: &[i64]) -> Outcome<()> {
        let rows = sqlx::query(CLAIMS).bind(json!(claims).to_string()).fetch_all(acting.connection()).await?;
        for row in &rows {
            let timezone: &str = row.get("timezone");
            let timezone: chrono_tz::Tz =
                timezone.parse().map_err(|_| rows::unreadable("time zone", &timezone))?;
            let fate = rows::claim_fate(row.get("fate"))?;
            let settling = Settling {
                group: GroupId::from_raw(row.get("group_id")),
                partner: Some(PartnerId::from_raw(row.get("partner_id"))),
                claimed_on: Some(instant(row.get("at"))?.with_timezone(&timezone).date_naive()),
                waits: claim::check_waits(fate, instant(row.get("lapses_at"))?, acting.now),
            };
            self.0.insert(Settles::Claim(rows::record(row, "record_id")), settling);
        }
        Ok(())
    }

    async fn read_requests(&mut self, acting: &mut Acting<'_>, requests: &[i64]) -> Outcome<()> {
        let rows =
            sqlx::query(REQUESTS).bind(json!(requests).to_string()).fetch_all(acting.connection()).await?;
        for row in &rows {
            let word: &str = row.get("state");
            let state =
                RequestState::parse(word).ok_or_else(|| rows::unreadable("state of a request", &word))?;
            let settling = Settling {
                group: GroupId::from_raw(row.get("group_id")),
                partner: row.get::<Option<i64>, _>("partner_id").map(PartnerId::from_raw),
                claimed_on: None,
                waits: request::thank(state),
            };
            self.0.insert(Settles::Request(rows::record(row, "record_id")), settling);
        }
        Ok(())
    }

    /// Whether an order settles what still waits, of that group and that company; and when it was claimed. Who doesn't lead
    /// the group hears that from the rules, and nothing of what became of it.
    pub(super) fn check(
        &self,
        settles: Option<Settles>,
        asked: &AwardRequest,
        leads: bool,
    ) -> Result<Option<NaiveDate>, Refusal> {
        let Some(settles) = settles else { return Ok(None) };
        let settling = self.0.get(&settles).ok_or(Refusal::UnknownRecord)?;
        if settling.group != asked.group || settling.partner.is_some_and(|one| one != asked.partner) {
            return Err(Refusal::UnknownRecord);
        }
        if leads {
            settling.waits.clone()?;
        }
        Ok(settling.claimed_on)
    }

    /// It is settled, for the orders behind this one in the same transaction.
    pub(super) fn settle(&mut self, settles: Option<Settles>) {
        let Some(settles) = settles else { return };
        if let Some(settling) = self.0.get_mut(&settles) {
            settling.waits = Err(match settles {
                Settles::Claim(_) => ClaimRefusal::Decided { how: ClaimFate::Confirmed }.into(),
                Settles::Request(_) => WantedRefusal::RequestEnded { how: RequestState::Thanked }.into(),
            });
        }
    }
}

/// Writes down what the awards of a batch settled; their records are there. Its cards say so from now on.
pub(super) async fn save(acting: &mut Acting<'_>, decided: &[Decided<'_>]) -> Outcome<()> {
    let settled: Vec<_> = decided.iter().filter_map(|one| Some((one.order.settles?, one.record))).collect();
    for (statement, of_requests) in [(CONFIRMED, false), (THANKED, true)] {
        let of_kind = settled.iter().filter(|(what, _)| matches!(what, Settles::Request(_)) == of_requests);
        let pairs: Vec<_> = of_kind.map(|(what, award)| json!([what.record().get(), award.get()])).collect();
        if !pairs.is_empty() {
            sqlx::query(statement).bind(json!(pairs).to_string()).execute(acting.connection()).await?;
        }
    }
    // What is out is drawn anew; what isn't, such as the question whether it happened, is needless.
    for (what, _) in settled {
        acting.withdraw_shout_out(what.record()).await?;
    }
    Ok(())
}
