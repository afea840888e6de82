//! What a company has, as it is shown: standing, what lapses when, the newest awards.

use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::Shared;
use super::applause::read_applause;
use super::given::WORDS;
use super::kin::{Kin, joint_standings, kin};
use super::partners::{id_list, read_partner};
use super::rows::{self, day_number, instant};
use super::standings::Counted;
use super::tiers::held;
use super::voices::read_pitch_free;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::standing;
use crate::store::outside::Account;
use crate::store::{Outcome, Partner, PartnerStanding, StoreFault, ThanksLine};

/// How far ahead lapsing points are shown, in days.
const LAPSE_HORIZON: u64 = 90;
/// How many days with lapsing points are shown.
const LAPSE_LINES: i64 = 5;

/// The newest awards of company `$1`.
pub(super) static THANKS: LazyLock<String> = LazyLock::new(|| {
    format!("
SELECT r.id, r.at, r.day, r.group_id, g.name, person.account, r.contribution, r.points, NULLIF(COALESCE(w.text, t.text), '') AS text,
       CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS reversed
  FROM record r
  JOIN user_group g ON g.id = r.group_id
  LEFT JOIN person ON person.id = r.actor_id
  {WORDS}
 WHERE r.partner_id = $1 AND r.kind = 'award'
 ORDER BY r.id DESC LIMIT $2")
});

const TOGETHER_WITH: &str = "SELECT name FROM partner WHERE root = $1 AND id <> $1 ORDER BY name_key";

/// The newest awards of some companies, newest first.
async fn newest(connection: &mut AnyConnection, all: &[PartnerId], limit: u32) -> Outcome<Vec<ThanksLine>> {
    let mut lines: Vec<ThanksLine> = Vec::new();
    for one in all {
        let rows = sqlx::query(AssertSqlSafe(THANKS.as_str()))
            .bind(one.get())
            .bind(i64::from(limit))
            .fetch_all(&mut *connection)
            .await?;
        for row in &rows {
            lines.push(thanks_line(row)?);
        }
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.record));
    lines.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(lines)
}

/// What the companies in `$1` have of each day from `$2` to before `$3`.
pub(super) const LAPSING: &str = "
SELECT c.day, CAST(SUM(c.points) AS BIGINT)
  FROM (SELECT s.day, s.points FROM standing s
         WHERE s.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND s.day >= $2 AND s.day < $3 AND s.points > 0
        UNION ALL
        SELECT o.day, o.points FROM opening o WHERE o.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))
            AND o.day >= $2 AND o.day < $3) c
 GROUP BY c.day ORDER BY c.day LIMIT $4";

impl Shared {
    pub(super) async fn standing(&self, id: PartnerId, thanks: u32) -> Outcome<PartnerStanding> {
        let mut connection = self.readers.acquire().await?;
        let unknown = || Refusal::UnknownPartner { asked: id.to_string(), suggestions: Vec::new() };
        let stays = "SELECT COALESCE(root, id) FROM partner WHERE id = $1";
        let stays: Option<i64> =
            sqlx::query_scalar(stays).bind(id.get()).fetch_optional(&mut *connection).await?;
        let id = PartnerId::from_raw(stays.ok_or_else(unknown)?);
        let partner = read_partner(&mut connection, id).await?.ok_or_else(unknown)?;
        let all = kin(&mut connection, id).await?;
        let held = held(&mut connection, id).await?;
        // An act may have come in between: what holds the tier is that of the tier which is shown.
        let partner = Partner { tier: held.as_ref().map(|held| held.tier.clone()), ..partner };
        let now = (self.clock)();
        let since = standing::first_day(&self.rules, now);
        let counted = Counted::at(&self.rules, now);
        let kin = Kin::from([(id, all.clone())]);
        let standing =
            joint_standings(&mut connection, &counted, &kin).await?.remove(&id).unwrap_or_default();
        let lapsing = match since {
            None => Vec::new(),
            Some(since) => {
                let until = since.checked_add_days(Days::new(LAPSE_HORIZON)).unwrap_or(NaiveDate::MAX);
                let rows: Vec<(i64, i64)> = sqlx::query_as(LAPSING)
                    .bind(id_list(&all))
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
        let thanks = newest(&mut connection, &all, thanks).await?;
        let together_with =
            sqlx::query_scalar(TOGETHER_WITH).bind(id.get()).fetch_all(&mut *connection).await?;
        let pitch_free = read_pitch_free(&mut connection, &self.rules, &all).await?;
        let applause = read_applause(&mut connection, &all, self.seen()).await?;
        Ok(PartnerStanding { partner, together_with, held, standing, lapsing, pitch_free, applause, thanks })
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
