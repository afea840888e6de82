//! What a company has, as it is shown: standing, what lapses when, the newest awards.

use chrono::{Days, NaiveDate};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::Shared;
use super::partners::{id_list, read_partner};
use super::rows::{self, day_number, instant};
use super::standings::{STANDINGS, min_points, sum_standings};
use super::tiers::held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::standing;
use crate::store::outside::Account;
use crate::store::{Outcome, Partner, PartnerStanding, StoreFault, ThanksLine};

/// How far ahead lapsing points are shown, in days.
const LAPSE_HORIZON: u64 = 90;
/// How many days with lapsing points are shown.
const LAPSE_LINES: i64 = 5;

pub(super) const THANKS: &str = "
SELECT r.id, r.at, r.day, r.group_id, g.name, person.account, r.contribution, r.points, t.text,
       CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS reversed
  FROM record r
  JOIN user_group g ON g.id = r.group_id
  LEFT JOIN person ON person.id = r.actor_id
  LEFT JOIN record_text t ON t.record_id = r.id
 WHERE r.partner_id = $1 AND r.kind = 'award'
 ORDER BY r.id DESC LIMIT $2";

/// What company `$1` has of each day from `$2` to before `$3`.
pub(super) const LAPSING: &str = "
SELECT c.day, CAST(SUM(c.points) AS BIGINT)
  FROM (SELECT s.day, s.points FROM standing s
         WHERE s.partner_id = $1 AND s.day >= $2 AND s.day < $3 AND s.points > 0
        UNION ALL
        SELECT o.day, o.points FROM opening o WHERE o.partner_id = $1 AND o.day >= $2 AND o.day < $3) c
 GROUP BY c.day ORDER BY c.day LIMIT $4";

impl Shared {
    pub(super) async fn standing(&self, id: PartnerId, thanks: u32) -> Outcome<PartnerStanding> {
        let mut connection = self.readers.acquire().await?;
        let unknown = || Refusal::UnknownPartner { asked: id.to_string(), suggestions: Vec::new() };
        let partner = read_partner(&mut connection, id).await?.ok_or_else(unknown)?;
        let held = held(&mut connection, id).await?;
        // An act may have come in between: what holds the tier is that of the tier which is shown.
        let partner = Partner { tier: held.as_ref().map(|held| held.tier.clone()), ..partner };
        let now = (self.clock)();
        let since = standing::first_day(&self.rules, now);
        let rows = sqlx::query(STANDINGS)
            .bind(id_list(&[id]))
            .bind(since.map_or(i64::MIN, day_number))
            .bind(min_points(&self.rules))
            .fetch_all(&mut *connection)
            .await?;
        let standing = sum_standings(&rows)?.remove(&id).unwrap_or_default();
        let lapsing = match since {
            None => Vec::new(),
            Some(since) => {
                let until = since.checked_add_days(Days::new(LAPSE_HORIZON)).unwrap_or(NaiveDate::MAX);
                let rows: Vec<(i64, i64)> = sqlx::query_as(LAPSING)
                    .bind(id.get())
                    .bind(day_number(since))
                    .bind(day_number(until))
                    .bind(LAPSE_LINES)
                    .fetch_all(&mut *connection)
                    .await?;
                let months = self.rules.standing().window_months();
                rows.into_iter()
                    .map(|(day, points)| Ok((standing::last_day(rows::day(day)?, months), points)))
                    .collect::<Result<_, StoreFault>>()?
            }
        };
        let rows =
            sqlx::query(THANKS).bind(id.get()).bind(i64::from(thanks)).fetch_all(&mut *connection).await?;
        let thanks = rows.iter().map(thanks_line).collect::<Result<_, _>>()?;
        Ok(PartnerStanding { partner, held, standing, lapsing, thanks })
    }
}

fn thanks_line(row: &AnyRow) -> Result<ThanksLine, StoreFault> {
    let word: &str = row.get("contribution");
    Ok(ThanksLine {
        record: RecordId::from_raw(row.get("id")),
        at: instant(row.get("at"))?,
        day: rows::day(row.get("day"))?,
        group: GroupId::from_raw(row.get("group_id")),
        group_name: row.get("name"),
        by: row.get::<Option<i64>, _>("account").map(Account::from_stored),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        points: row.get("points"),
        reason: row.get("text"),
        reversed: rows::flag(row, "reversed"),
    })
}
