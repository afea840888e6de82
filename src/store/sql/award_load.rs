//! What a batch of awards needs to know, read under the writer's lock in a few statements for all of them.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use sqlx::Row;
use sqlx::any::AnyRow;

use super::acting::{Acting, hex};
use super::award_kept::{Kept, Moment};
use super::award_reserve::{self, Approvers};
use super::award_settle::AllSettling;
use super::award_together::together;
use super::kin::Kin;
use super::rows::{self, day_number, instant};
use super::standings::{since, standings};
use super::tiers::read_held;
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::award::{self, PartnerState, Similar};
use crate::points::evaluation::Held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::period::Period;
use crate::points::refusal::Refusal;
use crate::points::standing::Standing;
use crate::store::outside::Role;
use crate::store::{Act, AwardOrder, Outcome, StoreFault};

/// What one group gave one company for one kind of contribution on one day.
pub(super) type CellKey = (PartnerId, GroupId, ContributionId, NaiveDate);

/// Everything that the rules need for a batch, and what earlier orders of the batch have changed of it.
pub(super) struct Load {
    pub(super) now: DateTime<Utc>,
    /// How much the clock is behind `now`.
    pub(super) late: TimeDelta,
    pub(super) period: (i64, Period),
    /// The ledger's last id; new records are numbered on from it.
    pub(super) last_id: i64,
    pub(super) orders: Vec<OrderRow>,
    pub(super) allocations: HashMap<GroupId, Allocation>,
    /// How each company holds its tier.
    pub(super) held: HashMap<PartnerId, Option<Held>>,
    pub(super) standings: HashMap<PartnerId, Standing>,
    /// Standings of others, as of the same moment.
    pub(super) kept: Kept,
    pub(super) cells: HashMap<CellKey, Points>,
    /// The newest award that stands in a cell, or waits for an approval, of cells that an order is asked about.
    pub(super) alike: HashMap<CellKey, Similar>,
    /// What each company has from a group out of its allocation in the open period, reserved or given.
    pub(super) shares: HashMap<(GroupId, PartnerId), Points>,
    /// Of companies that stay where others were merged into them: all that are one with them.
    pub(super) kin: Kin,
    pub(super) troubles_told: HashSet<GroupId>,
    /// Of the orders above the program's limit, by their place: who may decide.
    pub(super) approvers: HashMap<usize, Approvers>,
    /// What the orders settle.
    pub(super) settling: AllSettling,
}

/// What concerns one order alone.
pub(super) struct OrderRow {
    pub(super) prior: Option<Prior>,
    pub(super) group: Option<GroupRow>,
    pub(super) partner: Option<PartnerRow>,
    pub(super) leads: bool,
    pub(super) represents: bool,
}

/// The record that the same act made before.
pub(super) struct Prior {
    pub(super) record: RecordId,
    hash: String,
    /// It waits, or waited, for an approval.
    pub(super) reservation: bool,
    detail: String,
}

#[derive(Clone)]
pub(super) struct GroupRow {
    pub(super) active: bool,
    pub(super) name: String,
    pub(super) timezone: chrono_tz::Tz,
    pub(super) trouble: Option<String>,
}

#[derive(Clone)]
pub(super) struct PartnerRow {
    pub(super) name: String,
    pub(super) state: PartnerState,
    /// The name of the company that it is merged into.
    pub(super) merged_into: Option<String>,
}

impl Prior {
    /// What the first answer was made of, or the refusal of an act that asks for something else this time.
    pub(super) fn receipt<T: DeserializeOwned>(&self, act: &Act) -> Outcome<T> {
        if self.hash != act.hash {
            return Err(Refusal::SameInteractionOtherContent.into());
        }
        Ok(serde_json::from_str(&self.detail).map_err(|error| rows::unreadable("receipt", &error))?)
    }
}

/// One row for each order, in their order. `$1`: the orders as JSON; `$2`: the open period. Who said to work for a
/// company that staff have not decided on represents it already, where that forbids something.
pub(super) const ORDERS: &str = "
SELECT (SELECT COALESCE(MAX(id), 0) FROM record) AS last_id,
       prior.id AS prior_id, prior.kind AS prior_kind, prior.content_hash AS prior_hash, prior.detail AS prior_detail,
       g.id AS group_id, g.state AS group_state, g.name AS group_name, g.timezone,
       (SELECT trouble FROM outbox WHERE group_id = g.id AND state = 'failed' AND told = 0 AND purpose IN ('award', 'tier', 'redraw')
         LIMIT 1) AS trouble,
       a.base, a.granted, a.carried, a.reserved, a.spent, h.points AS share,
       p.id AS partner_id, p.name AS partner_name, p.state AS partner_state,
       p.tier, p.tier_since, p.guaranteed_until, p.warned_until, p.root,
       (SELECT n.name FROM partner n WHERE n.id = p.root AND p.root <> p.id) AS merged_into,
       CAST(EXISTS (SELECT 1 FROM leader l WHERE l.kind = 'user' AND l.subject = CAST(o.value ->> 'by' AS BIGINT) AND l.group_id = g.id)
       OR EXISTS (SELECT 1 FROM json_each(o.value ->> 'roles') r JOIN leader l
                  ON l.kind = 'role' AND l.subject = CAST(r.value AS BIGINT) AND l.group_id = g.id) AS INTEGER) AS leads,
       CAST(EXISTS (SELECT 1 FROM representative s JOIN partner f ON f.id = s.partner_id
                    WHERE s.account = CAST(o.value ->> 'by' AS BIGINT) AND COALESCE(f.root, f.id) = COALESCE(p.root, p.id))
       OR (p.state = 'nominated' AND EXISTS (SELECT 1 FROM record j JOIN person q ON q.id = j.actor_id
           WHERE j.partner_id = p.id AND j.kind = 'partner-registered' AND q.account = CAST(o.value ->> 'by' AS BIGINT))) AS INTEGER) AS represents
  FROM json_each($1) o
  LEFT JOIN record prior ON prior.act = o.value ->> 'act'
  LEFT JOIN user_group g ON g.id = CAST(o.value ->> 'group' AS BIGINT)
  LEFT JOIN allocation a ON a.group_id = g.id AND a.period_id = $2
  LEFT JOIN partner p ON p.id = CAST(o.value ->> 'partner' AS BIGINT)
  LEFT JOIN share h ON h.group_id = g.id AND h.period_id = $2 AND h.partner_id = p.id
 ORDER BY o.key";

/// The cells in `$1`, where there is something in them, and the newest award that stands in each; that isn't looked for
/// where the person said that it is another one. It is found by going back through the company's records: what looks
/// like a mistake is mostly new.
pub(super) const CELLS: &str = "
SELECT q.position, q.points, a.id AS alike, a.points AS alike_points, a.at AS alike_at
  FROM (SELECT c.key AS position, s.points, CASE WHEN CAST(c.value ->> 4 AS BIGINT) = 0 AND s.points > 0 THEN
               (SELECT r.id FROM record r
                 WHERE r.partner_id = s.partner_id AND r.kind = 'award' AND r.group_id = s.group_id AND r.day = s.day
                   AND r.contribution = s.contribution AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id)
                 ORDER BY r.id DESC LIMIT 1) END AS alike
          FROM json_each($1) c
          JOIN standing s ON s.partner_id = CAST(c.value ->> 0 AS BIGINT) AND s.day = CAST(c.value ->> 1 AS BIGINT)
           AND s.contribution = c.value ->> 2 AND s.group_id = CAST(c.value ->> 3 AS BIGINT)) q
  LEFT JOIN record a ON a.id = q.alike";

/// Reads it all; `kept` are the standings that were left.
pub(super) async fn load(acting: &mut Acting<'_>, orders: &[AwardOrder], kept: Kept) -> Outcome<Load> {
    let period = acting.period().await?;
    let asked: Value = orders.iter().map(order_json).collect();
    let mut rows = order_rows(acting, &asked, period.0).await?;
    let unopened: HashSet<i64> = rows
        .iter()
        .filter(|row| row.get::<Option<String>, _>("group_state").as_deref() == Some("active"))
        .filter(|row| row.get::<Option<i64>, _>("base").is_none())
        .map(|row| row.get("group_id"))
        .collect();
    if !unopened.is_empty() {
        for group in unopened {
            acting.allocation(GroupId::from_raw(group)).await?;
        }
        rows = order_rows(acting, &asked, period.0).await?;
    }
    let mut load = Load {
        now: acting.now,
        late: acting.now - acting.clock,
        period,
        last_id: rows.first().map_or(0, |row| row.get("last_id")),
        orders: Vec::with_capacity(rows.len()),
        allocations: HashMap::new(),
        held: HashMap::new(),
        standings: HashMap::new(),
        kept: Kept::default(),
        cells: HashMap::new(),
        alike: HashMap::new(),
        shares: HashMap::new(),
        kin: Kin::new(),
        troubles_told: HashSet::new(),
        approvers: award_reserve::approvers(acting, orders).await?,
        settling: AllSettling::read(acting, orders).await?,
    };
    for row in &rows {
        load.take(row)?;
    }
    load.kept = kept.at(Moment { record: load.last_id, since: since(acting) });
    let mut unknown = Vec::new();
    for partner in load.held.keys().filter(|one| !load.kin.contains_key(one)) {
        match load.kept.take(*partner) {
            Some(standing) => drop(load.standings.insert(*partner, standing)),
            None => unknown.push(*partner),
        }
    }
    if !unknown.is_empty() {
        load.standings.extend(standings(acting, &unknown).await?);
    }
    together(acting, orders, &mut load).await?;
    cells(acting, orders, &mut load).await?;
    Ok(load)
}

fn order_json(order: &AwardOrder) -> Value {
    json!({
        "act": order.act.key,
        "by": order.by.stored(),
        "roles": order.roles.iter().map(|role: &Role| role.stored()).collect::<Vec<_>>(),
        "group": order.request.group.get(),
        "partner": order.request.partner.get(),
    })
}

async fn order_rows(acting: &mut Acting<'_>, asked: &Value, period: i64) -> Outcome<Vec<AnyRow>> {
    Ok(sqlx::query(ORDERS).bind(asked.to_string()).bind(period).fetch_all(acting.connection()).await?)
}

impl Load {
    fn take(&mut self, row: &AnyRow) -> Result<(), StoreFault> {
        let prior = row.get::<Option<i64>, _>("prior_id").map(|id| Prior {
            record: RecordId::from_raw(id),
            hash: hex(row.get("prior_hash")),
            reservation: row.get::<&str, _>("prior_kind") == "reservation",
            detail: row.get("prior_detail"),
        });
        let group = match row.get::<Option<i64>, _>("group_id").map(GroupId::from_raw) {
            Some(id) => Some(self.take_group(id, row)?),
            None => None,
        };
        let partner = match row.get::<Option<i64>, _>("partner_id").map(PartnerId::from_raw) {
            Some(id) => {
                let merged_into: Option<String> = row.get("merged_into");
                // Of one that is merged into another nothing more is asked: it is refused.
                if merged_into.is_none() {
                    self.held.insert(id, read_held(row)?);
                    if row.get::<Option<i64>, _>("root").is_some() {
                        self.kin.insert(id, Vec::new());
                    }
                }
                let state = rows::partner_state(row.get("partner_state"))?;
                Some(PartnerRow { name: row.get("partner_name"), state, merged_into })
            }
            None => None,
        };
        if let (Some(group), Some(partner), Some(share)) =
            (row.get("group_id"), row.get("partner_id"), row.get::<Option<i64>, _>("share"))
        {
            let key = (GroupId::from_raw(group), PartnerId::from_raw(partner));
            self.shares.insert(key, rows::points(share)?);
        }
        let (leads, represents) = (rows::flag(row, "leads"), rows::flag(row, "represents"));
        self.orders.push(OrderRow { prior, group, partner, leads, represents });
        Ok(())
    }

    fn take_group(&mut self, id: GroupId, row: &AnyRow) -> Result<GroupRow, StoreFault> {
        let timezone: &str = row.get("timezone");
        if let Some(base) = row.get::<Option<i64>, _>("base") {
            let (granted, carried) = (row.get("granted"), row.get("carried"));
            let allocation = rows::allocation(base, granted, carried, row.get("reserved"), row.get("spent"))?;
            self.allocations.insert(id, allocation);
        }
        Ok(GroupRow {
            active: row.get::<&str, _>("group_state") == "active",
            name: row.get("group_name"),
            timezone: timezone.parse().map_err(|_| rows::unreadable("time zone", &timezone))?,
            trouble: row.get("trouble"),
        })
    }
}

/// A cell of a company holds what all have that are one with it, so each of these is asked for.
async fn cells(acting: &mut Acting<'_>, orders: &[AwardOrder], load: &mut Load) -> Outcome<()> {
    let mut asked: HashMap<(CellKey, PartnerId), bool> = HashMap::new();
    for (order, row) in orders.iter().zip(&load.orders) {
        let Some(group) = &row.group else { continue };
        let (request, partner) = (&order.request, order.request.partner);
        let day = award::day(request, group.timezone, load.now);
        let key = (partner, request.group, request.contribution.clone(), day);
        for one in load.kin.get(&partner).map_or(&[partner][..], Vec::as_slice) {
            let confirmed = asked.entry((key.clone(), *one)).or_insert(true);
            *confirmed &= request.confirmed;
        }
    }
    let keys: Vec<(CellKey, PartnerId, bool)> =
        asked.into_iter().map(|((key, one), confirmed)| (key, one, confirmed)).collect();
    let asked: Value = keys
        .iter()
        .map(|((_, group, contribution, day), one, confirmed)| {
            json!([one.get(), day_number(*day), contribution.as_str(), group.get(), i64::from(*confirmed)])
        })
        .collect();
    let rows = sqlx::query(CELLS).bind(asked.to_string()).fetch_all(acting.connection()).await?;
    for row in &rows {
        let position = usize::try_from(row.get::<i64, _>("position")).unwrap_or(usize::MAX);
        let (key, ..) = keys.get(position).ok_or_else(|| rows::unreadable("position", &position))?;
        let cell = load.cells.entry(key.clone()).or_insert(Points::ZERO);
        let sum = cell.checked_add(rows::points(row.get("points"))?);
        *cell = sum.ok_or_else(|| rows::unreadable("cell", &"above what can be counted"))?;
        if let Some(record) = row.get::<Option<i64>, _>("alike").map(RecordId::from_raw)
            && load.alike.get(key).is_none_or(|known| known.record < record)
        {
            let (points, at) = (rows::points(row.get("alike_points"))?, instant(row.get("alike_at"))?);
            load.alike.insert(key.clone(), Similar { record, points, at });
        }
    }
    award_reserve::waiting_alike(acting, &keys, &mut load.alike).await
}
