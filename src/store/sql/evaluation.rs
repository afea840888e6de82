//! What the daily evaluation judges from: read once, and as long as nothing else is recorded good for many days.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::kin::read_merges;
use super::partners::id_list;
use super::rows::{self, day_number, instant};
use super::tiers::{TierChange, read_held};
use crate::points::Points;
use crate::points::evaluation::{DayToJudge, Held, Verdict, catch_up, missed, place_in_force};
use crate::points::ids::{GroupId, PartnerId};
use crate::points::merge::Merges;
use crate::points::preview;
use crate::points::rules::{self, Rules};
use crate::points::standing::{Cell, OpeningBalance, Standing, program_day, window_start};
use crate::store::{Outcome, StoreFault};

const MARK: &str = "
SELECT (SELECT COALESCE(MAX(id), 0) FROM record) AS newest, evaluated_day, evaluated_rules FROM program";

/// Companies of which something can change. By the same rules as the day before nothing takes a company down or warns it
/// while its guarantee lasts, and none rises that wasn't awarded since: acts lift at once.
pub(super) const COMPANIES: &str = "
SELECT p.id, p.tier, p.tier_since, p.guaranteed_until, p.warned_until FROM partner p
 WHERE p.state = 'active' AND p.merged_into IS NULL AND (CAST($1 AS BIGINT) = 1 OR p.warned_until IS NOT NULL
       OR p.guaranteed_until <= $2 OR p.awarded_at >= $3)
 ORDER BY p.id";

/// What the companies in `$1` have, from day `$2` on.
pub(super) const CELLS: &str = "
SELECT s.partner_id, s.day, s.contribution, s.group_id, s.points
  FROM json_each($1) p JOIN standing s ON s.partner_id = CAST(p.value AS BIGINT) AND s.day >= $2
 WHERE s.points > 0";

/// What the companies in `$1` brought without naming both a kind and a group.
pub(super) const OPENINGS: &str = "
SELECT o.partner_id, o.day, o.contribution, o.group_id, o.points
  FROM json_each($1) p JOIN opening o ON o.partner_id = CAST(p.value AS BIGINT)";

/// A day, in milliseconds.
const DAY: i64 = 86_400_000;

/// Rules as the ledger has them.
pub(super) struct Kept {
    record: i64,
    pub(super) on: NaiveDate,
    pub(super) rules: Arc<Rules>,
}

/// A company with all that counts for it, also what those have that are merged into it: it counts from a day on.
pub(super) struct Company {
    id: PartnerId,
    held: Option<Held>,
    cells: Vec<(PartnerId, Cell, Points)>,
    openings: Vec<(PartnerId, OpeningBalance)>,
}

impl Company {
    /// With what counts for it on a day.
    pub(super) fn on_day(&self, merges: &Merges, day: NaiveDate) -> preview::Company {
        let counts = |one: PartnerId| one == self.id || merges.survivor(one, day) == self.id;
        let cells = self.cells.iter().filter(|(one, ..)| counts(*one));
        let openings = self.openings.iter().filter(|(one, _)| counts(*one));
        preview::Company {
            id: self.id,
            held: self.held.clone(),
            cells: cells.map(|(_, cell, points)| (cell.clone(), *points)).collect(),
            openings: openings.map(|(_, opening)| opening.clone()).collect(),
        }
    }
}

/// What a day comes to.
pub(super) struct DayJudged {
    pub(super) day: NaiveDate,
    /// The record of the rules that it was judged by.
    pub(super) rules: i64,
    pub(super) changes: Vec<TierChange>,
    /// Which of the changes are told to all.
    pub(super) rises: Vec<usize>,
    /// Which of them are warnings, told to staff.
    pub(super) warnings: Vec<usize>,
}

/// Everything that the days up to `until` are judged from.
pub(super) struct Picture {
    /// The ledger's newest record: with another one the picture is out of date.
    pub(super) as_of: i64,
    /// The last day that it holds what is needed for: the program's today.
    pub(super) until: NaiveDate,
    judged: Option<NaiveDate>,
    adopted: Vec<Kept>,
    companies: Vec<Company>,
    merges: Merges,
}

impl Picture {
    /// Reads it. `own`: the rules of this process, which say where the program's days begin.
    pub(super) async fn read(
        connection: &mut AnyConnection,
        own: &Arc<Rules>,
        now: DateTime<Utc>,
    ) -> Outcome<Self> {
        let mark = sqlx::query(MARK).fetch_one(&mut *connection).await?;
        let judged = mark.get::<Option<i64>, _>("evaluated_day").map(rows::day).transpose()?;
        let until = program_day(own, now);
        let (adopted, companies) = (Vec::new(), Vec::new());
        let merges = read_merges(connection).await?;
        let mut picture = Self { as_of: mark.get("newest"), until, judged, adopted, companies, merges };
        let Some(first) = picture.next_day() else { return Ok(picture) };
        picture.adopted = adopted_for(connection, own, first).await?;
        let by: Option<i64> = mark.get("evaluated_rules");
        let last = first.pred_opt().unwrap_or(first);
        let all = missed(last, until).any(|day| Some(picture.rules_of(day).record) != by);
        let windows = picture.adopted.iter().map(|kept| kept.rules.standing().window_months());
        // No first day is before every day.
        let since = windows.map(|months| window_start(first, months)).min().flatten();
        picture.companies = companies_for(connection, all, (judged, until), since, &picture.merges).await?;
        Ok(picture)
    }

    /// The next day to judge, if one is left.
    pub(super) fn next_day(&self) -> Option<NaiveDate> {
        match self.judged {
            Some(last) => missed(last, self.until).next(),
            None => Some(self.until),
        }
    }

    fn rules_of(&self, day: NaiveDate) -> &Kept {
        let days: Vec<NaiveDate> = self.adopted.iter().map(|kept| kept.on).collect();
        &self.adopted[place_in_force(&days, day)]
    }

    /// Judges a day; the picture is then that of after it.
    pub(super) fn judge(&mut self, day: NaiveDate) -> Result<DayJudged, StoreFault> {
        let kept = self.rules_of(day);
        let (rules, record) = (Arc::clone(&kept.rules), kept.record);
        let mut judged =
            DayJudged { day, rules: record, changes: Vec::new(), rises: Vec::new(), warnings: Vec::new() };
        for company in &mut self.companies {
            let counted = company.on_day(&self.merges, day);
            let standing = Standing::on_day(&rules, day, counted.cells, &counted.openings)
                .map_err(|error| rows::unreadable("standing", &error))?;
            let today = DayToJudge { day, rules: &rules, standing };
            let Some(said) = catch_up(company.held.clone(), std::slice::from_ref(&today)).pop() else {
                continue;
            };
            match said.verdict {
                Verdict::Rose(_) => judged.rises.push(judged.changes.len()),
                Verdict::Warned { .. } => judged.warnings.push(judged.changes.len()),
                _ => {}
            }
            let (before, after) = (company.held.as_ref(), said.held.clone());
            judged.changes.push(TierChange::new(company.id, before, after, &today.standing));
            company.held = said.held;
        }
        self.judged = Some(day);
        Ok(judged)
    }
}

/// The rules that were in force when `first` began, and those adopted since; never none.
pub(super) async fn adopted_for(
    connection: &mut AnyConnection,
    own: &Arc<Rules>,
    first: NaiveDate,
) -> Outcome<Vec<Kept>> {
    let all: Vec<(i64, i64)> = sqlx::query_as("SELECT id, at FROM record WHERE kind = 'rules' ORDER BY id")
        .fetch_all(&mut *connection)
        .await?;
    let day = |(record, at): &(i64, i64)| Ok((*record, program_day(own, instant(*at)?)));
    let days = all.iter().map(day).collect::<Result<Vec<_>, StoreFault>>()?;
    let place = place_in_force(&days.iter().map(|(_, on)| *on).collect::<Vec<_>>(), first);
    let mut adopted = Vec::new();
    for (record, on) in days.into_iter().skip(place) {
        let detail: String = sqlx::query_scalar("SELECT detail FROM record WHERE id = $1")
            .bind(record)
            .fetch_one(&mut *connection)
            .await?;
        let rules = kept_rules(record, &detail).unwrap_or_else(|| Arc::clone(own));
        adopted.push(Kept { record, on, rules });
    }
    if adopted.is_empty() {
        return Err(rows::unreadable("ledger", &"without rules").into());
    }
    Ok(adopted)
}

/// Rules as their record has them; none where this version can't read them any more.
pub(super) fn kept_rules(record: i64, detail: &str) -> Option<Arc<Rules>> {
    let detail: serde_json::Value = serde_json::from_str(detail).ok()?;
    match rules::parse_kept(detail["toml"].as_str()?) {
        Ok(rules) => Some(Arc::new(rules)),
        Err(faults) => {
            tracing::warn!(record, %faults, "former rules can't be read; those of now stand in for them");
            None
        }
    }
}

async fn companies_for(
    connection: &mut AnyConnection,
    all: bool,
    (judged, until): (Option<NaiveDate>, NaiveDate),
    since: Option<NaiveDate>,
    merges: &Merges,
) -> Outcome<Vec<Company>> {
    // The program's day may have begun before the one in UTC.
    let awarded = judged.map_or(i64::MIN, |last| (day_number(last) - 1) * DAY);
    let rows = sqlx::query(COMPANIES)
        .bind(i64::from(all))
        .bind(day_number(until))
        .bind(awarded)
        .fetch_all(&mut *connection)
        .await?;
    read_companies(connection, &rows, since, (until, merges)).await
}

/// What companies hold, have from a day on, and brought; `rows` are in the order of their ids.
pub(super) async fn read_companies(
    connection: &mut AnyConnection,
    rows: &[AnyRow],
    since: Option<NaiveDate>,
    (until, merges): (NaiveDate, &Merges),
) -> Outcome<Vec<Company>> {
    let mut companies = Vec::with_capacity(rows.len());
    for row in rows {
        let (id, held) = (PartnerId::from_raw(row.get("id")), read_held(row)?);
        companies.push(Company { id, held, cells: Vec::new(), openings: Vec::new() });
    }
    let all = companies.iter().enumerate();
    let places: BTreeMap<PartnerId, usize> = all
        .flat_map(|(place, one)| merges.family(one.id, until).into_iter().map(move |one| (one, place)))
        .collect();
    let ids: Vec<PartnerId> = places.keys().copied().collect();
    let whose = |row: &AnyRow| {
        let partner = PartnerId::from_raw(row.get("partner_id"));
        places.get(&partner).map(|place| (*place, partner))
    };
    let cells = sqlx::query(CELLS)
        .bind(id_list(&ids))
        .bind(since.map_or(i64::MIN, day_number))
        .fetch_all(&mut *connection)
        .await?;
    for row in &cells {
        let Some((place, partner)) = whose(row) else { continue };
        let missing = || rows::unreadable("cell of company", &partner);
        let cell = Cell {
            group: GroupId::from_raw(row.get("group_id")),
            contribution: rows::contribution(row)?.ok_or_else(missing)?,
            day: rows::day(row.get("day"))?,
        };
        companies[place].cells.push((partner, cell, rows::points(row.get("points"))?));
    }
    let openings = sqlx::query(OPENINGS).bind(id_list(&ids)).fetch_all(connection).await?;
    for row in &openings {
        if let Some((place, partner)) = whose(row) {
            companies[place].openings.push((partner, rows::opening(row)?));
        }
    }
    Ok(companies)
}
