//! What would be and what was. Each answer is read as of one moment, while acts go on.

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::SqlStore;
use super::evaluation::{COMPANIES, adopted_for, read_companies};
use super::kin::read_merges;
use super::partners::id_list;
use super::rows::{self, instant};
use crate::points::evaluation::{Adopted, in_force};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::points::preview::{lacking, preview};
use crate::points::rules::{Rules, nearest};
use crate::points::standing::{Cell, program_day, window_start};
use crate::points::text::search_key;
use crate::points::why::{Act, Cause, Line, why};
use crate::store::{CauseRecord, Inquiries, Outcome, Preview, StoreFault, WhyThen};

/// How many names that come near are told.
const NEAR_AT_MOST: usize = 3;

/// Kinds of contribution that something was given for, or waits for an approval.
const CONTRIBUTIONS: &str = "
SELECT DISTINCT r.contribution FROM record r WHERE r.contribution IS NOT NULL ORDER BY r.contribution";

/// Tiers that a company holds or held.
const TIERS: &str = "
SELECT DISTINCT t.tier FROM (SELECT p.tier FROM partner p UNION ALL
                             SELECT r.detail ->> 'to' FROM record r WHERE r.kind = 'tier') t
 WHERE t.tier IS NOT NULL ORDER BY t.tier";

/// All that a company's standing and tier came from.
const LINES: &str = "
SELECT r.id, r.kind, r.at, r.group_id, r.contribution, r.day, r.points, r.reverses, r.cause, r.detail, c.kind AS cause_kind
  FROM record r LEFT JOIN record c ON c.id = r.cause
 WHERE (r.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($2)) AND r.kind IN ('award', 'reversal', 'opening'))
    OR (r.partner_id = $1 AND r.kind = 'tier') ORDER BY r.id";

const CAUSE: &str = "
SELECT r.id, r.kind, r.at, g.name AS group_name, r.contribution, r.day, r.points
  FROM record r LEFT JOIN user_group g ON g.id = r.group_id WHERE r.id = $1";

/// By number first: a company whose name is another's number is still found by its own.
const CALLED: &str = "
SELECT p.id, p.name FROM partner p WHERE CAST(p.id AS TEXT) = $1 OR p.name_key = $2
 ORDER BY CASE WHEN CAST(p.id AS TEXT) = $1 THEN 0 ELSE 1 END LIMIT 1";

#[derive(Deserialize)]
struct TierDetail {
    from: Option<TierId>,
    to: Option<TierId>,
    warned_until: Option<i64>,
}

#[async_trait]
impl Inquiries for SqlStore {
    async fn preview(&self, rules: &Rules) -> Outcome<Preview> {
        let mut moment = self.shared.readers.begin_with(self.shared.dialect.snapshot()).await?;
        let rows =
            sqlx::query(COMPANIES).bind(1_i64).bind(i64::MAX).bind(i64::MIN).fetch_all(&mut *moment).await?;
        let today = program_day(rules, (self.shared.clock)());
        let since = window_start(today, rules.standing().window_months());
        let merges = read_merges(&mut moment).await?;
        let companies = read_companies(&mut moment, &rows, since, (today, &merges)).await?;
        let companies: Vec<_> = companies.iter().map(|company| company.on_day(&merges, today)).collect();
        let names: HashMap<PartnerId, String> = names(&mut moment).await?.into_iter().collect();
        let moving =
            preview(rules, &companies, today).map_err(|error| rows::unreadable("standing", &error))?;
        let named = |outlook: crate::points::preview::Outlook| {
            (names.get(&outlook.id).cloned().unwrap_or_default(), outlook)
        };
        let mut moving: Vec<_> = moving.into_iter().map(named).collect();
        moving.sort_by_cached_key(|(name, _)| search_key(name));
        let contributions = words(&mut moment, CONTRIBUTIONS).await?;
        let contributions: BTreeSet<ContributionId> =
            contributions.iter().filter_map(|word| ContributionId::parse(word).ok()).collect();
        let tiers = words(&mut moment, &self.shared.dialect.reading_detail(TIERS)).await?;
        let tiers: BTreeSet<TierId> = tiers.iter().filter_map(|word| TierId::parse(word).ok()).collect();
        let lacking = lacking(rules, &contributions, &tiers);
        Ok(Preview { companies: companies.len(), moving, lacking })
    }

    async fn why(&self, partner: PartnerId, day: NaiveDate) -> Outcome<WhyThen> {
        let mut moment = self.shared.readers.begin_with(self.shared.dialect.snapshot()).await?;
        let all: Vec<PartnerId> = read_merges(&mut moment).await?.family(partner, day).into_iter().collect();
        let rows = sqlx::query(LINES).bind(partner.get()).bind(id_list(&all)).fetch_all(&mut *moment).await?;
        let lines = rows.iter().map(line).collect::<Result<Vec<_>, _>>()?;
        let kept = adopted_for(&mut moment, &self.shared.rules, day).await?;
        let adopted: Vec<Adopted<'_>> =
            kept.iter().map(|kept| Adopted { on: kept.on, rules: &kept.rules }).collect();
        let without = || rows::unreadable("ledger", &"without rules");
        let answer = why(&adopted, &lines, day)
            .map_err(|_| rows::unreadable("records that belong together, of partner", &partner))?
            .ok_or_else(without)?;
        let rules = in_force(&adopted, day.succ_opt().unwrap_or(day)).ok_or_else(without)?.clone();
        let cause = match answer.since {
            Some((record, ..)) => {
                let row = rows.iter().find(|row| row.get::<i64, _>("id") == record.get());
                match row.and_then(|row| row.get::<Option<i64>, _>("cause")) {
                    Some(cause) => Some(cause_record(&mut moment, cause).await?),
                    None => None,
                }
            }
            None => None,
        };
        Ok(WhyThen { why: answer, cause, rules })
    }

    async fn company_called(&self, name: &str) -> Outcome<Result<(PartnerId, String), Vec<String>>> {
        let mut reader = self.shared.readers.acquire().await?;
        let found: Option<(i64, String)> = sqlx::query_as(CALLED)
            .bind(name.trim())
            .bind(search_key(name))
            .fetch_optional(&mut *reader)
            .await?;
        if let Some((id, name)) = found {
            return Ok(Ok((PartnerId::from_raw(id), name)));
        }
        Ok(Err(near(name, names(&mut reader).await?.into_iter().map(|(_, name)| name))))
    }
}

/// Names that contain what was given, or differ by a slip of the keys.
fn near(name: &str, all: impl Iterator<Item = String>) -> Vec<String> {
    let asked = search_key(name);
    let comes_near = |other: &String| {
        let key = search_key(other);
        (!asked.is_empty() && key.contains(&asked)) || nearest(&asked, [key.as_str()]).is_some()
    };
    all.filter(comes_near).take(NEAR_AT_MOST).collect()
}

async fn names(connection: &mut AnyConnection) -> Outcome<Vec<(PartnerId, String)>> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT id, name FROM partner ORDER BY name_key").fetch_all(connection).await?;
    Ok(rows.into_iter().map(|(id, name)| (PartnerId::from_raw(id), name)).collect())
}

/// The text of `question` is this room's own.
async fn words(connection: &mut AnyConnection, question: &str) -> Outcome<Vec<String>> {
    Ok(sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_all(connection).await?)
}

async fn cause_record(connection: &mut AnyConnection, record: i64) -> Outcome<CauseRecord> {
    let row = sqlx::query(CAUSE).bind(record).fetch_one(connection).await?;
    Ok(CauseRecord {
        record: RecordId::from_raw(row.get("id")),
        kind: row.get("kind"),
        at: instant(row.get("at"))?,
        group_name: row.get("group_name"),
        contribution: rows::contribution(&row)?,
        day: row.get::<Option<i64>, _>("day").map(rows::day).transpose()?,
        points: row.get::<Option<i64>, _>("points").map(rows::points).transpose()?,
    })
}

fn line(row: &AnyRow) -> Result<Line, StoreFault> {
    let record = RecordId::from_raw(row.get("id"));
    let missing = || rows::unreadable("record without its essentials", &record);
    let act = match row.get("kind") {
        "award" => Act::Award {
            cell: Cell {
                group: GroupId::from_raw(row.get::<Option<i64>, _>("group_id").ok_or_else(missing)?),
                contribution: rows::contribution(row)?.ok_or_else(missing)?,
                day: rows::day(row.get("day"))?,
            },
            points: rows::points(row.get("points"))?,
        },
        "reversal" => Act::Reversal { of: RecordId::from_raw(row.get("reverses")) },
        "opening" => Act::Opening(rows::opening(row)?),
        _ => {
            let detail: TierDetail = rows::detail(row)?;
            let cause = cause(row, &detail).ok_or_else(missing)?;
            Act::Tier { to: detail.to, cause }
        }
    };
    Ok(Line { record, at: instant(row.get("at"))?, act })
}

/// What moved a tier, or what was said of one that stays.
fn cause(row: &AnyRow, detail: &TierDetail) -> Option<Cause> {
    let by = RecordId::from_raw(row.get::<Option<i64>, _>("cause")?);
    let evaluated = row.get::<Option<&str>, _>("cause_kind") == Some("evaluation");
    Some(match (detail.from == detail.to, evaluated) {
        (true, _) if detail.warned_until.is_some() => Cause::Warning,
        (true, _) => Cause::Requalification,
        (false, true) => Cause::Evaluation,
        (false, false) => Cause::Act(by),
    })
}
