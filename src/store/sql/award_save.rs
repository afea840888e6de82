//! What a batch of awards leaves behind: records, texts, counters, messages to tell; a statement for each table, all of
//! them in one query.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value, json};

use super::acting::{Acting, SaltedText, hex};
use super::award_load::Load;
use super::award_reserve;
use super::award_settle;
use super::award_writer::{Decided, What};
use super::dialect::Dialect;
use super::rows::day_number;
use super::tiers::{TierChange, held_json};
use crate::points::award::AwardDecision;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::text::{EventName, Website};
use crate::store::{AwardOrder, Outcome};

const PERSONS: &str = "
INSERT INTO person (account) SELECT DISTINCT CAST(value AS BIGINT) FROM json_each($1) WHERE true ON CONFLICT (account) DO NOTHING";

const RECORDS: &str = "
INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, cause,
                    act, content_hash, detail, text_hash)
SELECT CAST(r.value ->> 'id' AS BIGINT), r.value ->> 'kind', CAST(r.value ->> 'at' AS BIGINT), $3,
       (SELECT id FROM person WHERE account = CAST(r.value ->> 'by' AS BIGINT)), CAST(r.value ->> 'group' AS BIGINT),
       CAST(r.value ->> 'partner' AS BIGINT), $4, r.value ->> 'contribution', CAST(r.value ->> 'day' AS BIGINT),
       CAST(r.value ->> 'points' AS BIGINT), CAST(r.value ->> 'cause' AS BIGINT), r.value ->> 'act',
       unhex(r.value ->> 'hash'), r.value ->> 'detail', unhex(r.value ->> 'text_hash')
  FROM json_each($2) r ORDER BY r.key";

const TEXTS: &str = "
INSERT INTO record_text (record_id, salt, text, event, link)
SELECT CAST(r.value ->> 0 AS BIGINT), unhex(r.value ->> 1), r.value ->> 2, r.value ->> 3, r.value ->> 4 FROM json_each($5) r";

pub(super) const ALLOCATIONS: &str = "
UPDATE allocation SET spent = allocation.spent + CAST(s.value ->> 1 AS BIGINT) FROM json_each($6) s
 WHERE allocation.group_id = CAST(s.value ->> 0 AS BIGINT) AND allocation.period_id = $4";

const SHARES: &str = "
INSERT INTO share (group_id, period_id, partner_id, points)
SELECT CAST(h.value ->> 0 AS BIGINT), $4, CAST(h.value ->> 1 AS BIGINT), CAST(h.value ->> 2 AS BIGINT) FROM json_each($12) h WHERE true
ON CONFLICT (group_id, period_id, partner_id) DO UPDATE SET points = share.points + excluded.points";

const STANDINGS: &str = "
INSERT INTO standing (partner_id, day, contribution, group_id, points)
SELECT CAST(c.value ->> 0 AS BIGINT), CAST(c.value ->> 1 AS BIGINT), c.value ->> 2, CAST(c.value ->> 3 AS BIGINT),
       CAST(c.value ->> 4 AS BIGINT) FROM json_each($7) c WHERE true
ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points";

const THANKED: &str = "
INSERT INTO thanked (group_id, partner_id, at)
SELECT CAST(t.value ->> 0 AS BIGINT), CAST(t.value ->> 1 AS BIGINT), CAST(t.value ->> 2 AS BIGINT) FROM json_each($8) t WHERE true
ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at";

pub(super) const PARTNERS: &str = "
UPDATE partner SET tier = p.value ->> 1, tier_since = CAST(p.value ->> 2 AS BIGINT),
       guaranteed_until = CAST(p.value ->> 3 AS BIGINT), warned_until = CAST(p.value ->> 4 AS BIGINT),
       awarded_at = CAST(p.value ->> 5 AS BIGINT) FROM json_each($9) p
 WHERE partner.id = CAST(p.value ->> 0 AS BIGINT)";

/// A new tier is told in the program's own channel too, where there is one and it isn't the group's.
const OUTBOX: &str = "
INSERT INTO outbox (purpose, record_id, audience, group_id, due_at)
SELECT o.value ->> 0, CAST(o.value ->> 1 AS BIGINT), o.value ->> 2, CAST(o.value ->> 3 AS BIGINT), CAST(o.value ->> 4 AS BIGINT)
  FROM json_each($10) o CROSS JOIN program
 WHERE o.value ->> 2 <> 'announcements' OR program.announcements_channel <>
       (SELECT shout_out_channel FROM user_group WHERE id = CAST(o.value ->> 5 AS BIGINT))
 ORDER BY o.key";

pub(super) const TOLD: &str = "
UPDATE outbox SET told = 1 WHERE state = 'failed' AND told = 0 AND purpose IN ('award', 'tier', 'redraw')
   AND group_id IN (SELECT CAST(value AS BIGINT) FROM json_each($11))";

/// All of it. The numbers of the parameters count through all statements; persons come first, because records name them.
const SAVE: [&str; 10] =
    [PERSONS, RECORDS, TEXTS, ALLOCATIONS, SHARES, STANDINGS, THANKED, PARTNERS, OUTBOX, TOLD];

static QUERIES: LazyLock<[Vec<String>; 2]> =
    LazyLock::new(|| [Dialect::Sqlite, Dialect::Postgres].map(|dialect| dialect.together(&SAVE)));

/// Writes it all. The ids of the records were given when they were decided.
pub(super) async fn save(acting: &mut Acting<'_>, load: &Load, decided: &[Decided<'_>]) -> Outcome<()> {
    let mut lines = Lines { late: load.late.num_milliseconds(), ..Lines::default() };
    for one in decided {
        lines.add(one);
    }
    let rules = acting.rules_record();
    let partners: Value = lines
        .partners
        .iter()
        .map(|(partner, at)| {
            let held = load.held.get(partner).and_then(Option::as_ref);
            Value::Array(held_json(*partner, held).into_iter().chain([json!(at)]).collect())
        })
        .collect();
    let thanked: Value =
        lines.thanked.iter().map(|((group, partner), at)| json!([group.get(), partner.get(), at])).collect();
    let shares: Value = lines
        .shares
        .iter()
        .map(|((group, partner), points)| json!([group.get(), partner.get(), points]))
        .collect();
    let cells: Value = lines
        .cells
        .iter()
        .map(|((partner, day, contribution, group), points)| {
            json!([partner, day, contribution, group, points])
        })
        .collect();
    let values = [
        json!(lines.persons).to_string(),
        json!(lines.records).to_string(),
        json!(lines.texts).to_string(),
        json!(lines.spent.iter().collect::<Vec<_>>()).to_string(),
        cells.to_string(),
        thanked.to_string(),
        partners.to_string(),
        json!(lines.messages).to_string(),
        json!(lines.told).to_string(),
        shares.to_string(),
    ];
    let [persons, records, texts, spent, cells, thanked, partners, messages, told, shares] = &values;
    let [sqlite, postgres] = &*QUERIES;
    let queries = match acting.dialect() {
        Dialect::Sqlite => sqlite,
        Dialect::Postgres => postgres,
    };
    for query in queries {
        sqlx::query(sqlx::AssertSqlSafe(query.as_str()))
            .bind(persons)
            .bind(records)
            .bind(rules)
            .bind(load.period.0)
            .bind(texts)
            .bind(spent)
            .bind(cells)
            .bind(thanked)
            .bind(partners)
            .bind(messages)
            .bind(told)
            .bind(shares)
            .execute(acting.connection())
            .await?;
    }
    let reservations = decided.iter().filter_map(|one| match &one.what {
        What::Reservation(receipt) => Some((one.record, one.order, receipt)),
        What::Award { .. } => None,
    });
    award_reserve::save(acting, load, &reservations.collect::<Vec<_>>()).await?;
    award_settle::save(acting, decided).await
}

/// The rows of each table, as JSON.
#[derive(Default)]
struct Lines {
    persons: BTreeSet<i64>,
    records: Vec<Value>,
    texts: Vec<Value>,
    spent: BTreeMap<i64, i64>,
    shares: BTreeMap<(GroupId, PartnerId), i64>,
    cells: BTreeMap<(i64, i64, String, i64), i64>,
    thanked: BTreeMap<(GroupId, PartnerId), i64>,
    partners: BTreeMap<PartnerId, i64>,
    messages: Vec<Value>,
    told: Vec<i64>,
    /// How much the clock is behind the acts, in milliseconds: what is due is told by the clock.
    late: i64,
}

impl Lines {
    fn add(&mut self, decided: &Decided<'_>) {
        let Decided { order, record, what } = decided;
        let request = &order.request;
        let (group, partner) = (request.group, request.partner);
        self.persons.insert(order.by.stored());
        match what {
            What::Award { decision, change, receipt, tell_trouble } => {
                let (at, points) = (decision.at, decision.points.get());
                self.record(
                    "award",
                    (order, *record),
                    (at, decision.day, points),
                    json!(receipt).to_string(),
                );
                *self.spent.entry(group.get()).or_default() += points;
                *self.shares.entry((group, partner)).or_default() += points;
                let contribution = request.contribution.as_str().to_owned();
                let cell = (partner.get(), day_number(decision.day), contribution, group.get());
                *self.cells.entry(cell).or_default() += points;
                self.thanked.insert((group, partner), at.timestamp_millis());
                self.partners.insert(partner, at.timestamp_millis());
                if *tell_trouble {
                    self.told.push(group.get());
                }
                self.announce(order, *record, (decision, change.as_ref()));
            }
            What::Reservation(receipt) => {
                let line = (receipt.at, receipt.day, receipt.points);
                self.record("reservation", (order, *record), line, json!(receipt).to_string());
                *self.shares.entry((group, partner)).or_default() += receipt.points;
                let audience = if receipt.leaders_decide { "leaders" } else { "staff" };
                let of_group = receipt.leaders_decide.then_some(group.get());
                let due = receipt.at.timestamp_millis() - self.late;
                self.messages.push(json!(["approval", record.get(), audience, of_group, due]));
            }
        }
    }

    fn record(
        &mut self,
        kind: &str,
        (order, record): (&AwardOrder, RecordId),
        (at, day, points): (DateTime<Utc>, NaiveDate, i64),
        detail: String,
    ) {
        let request = &order.request;
        let event = order.particulars.event.as_ref().map_or("", EventName::as_str);
        let link = order.particulars.link.as_ref().map_or("", Website::as_str);
        let salted = SaltedText::of([request.reason.as_str(), event, link]);
        self.records.push(json!({
            "id": record.get(), "kind": kind, "at": at.timestamp_millis(), "by": order.by.stored(),
            "group": request.group.get(), "partner": request.partner.get(),
            "contribution": request.contribution.as_str(), "day": day_number(day), "points": points,
            "cause": order.settles.map(|settles| settles.record().get()),
            "act": order.act.key, "hash": order.act.hash, "detail": detail, "text_hash": hex(&salted.hash),
        }));
        self.texts.push(json!([record.get(), hex(&salted.salt), request.reason.as_str(), event, link]));
    }

    /// What is told of an award, and the tier's own record where it moves.
    fn announce(
        &mut self,
        order: &AwardOrder,
        record: RecordId,
        (decision, change): (&AwardDecision, Option<&TierChange>),
    ) {
        let (group, due) = (order.request.group.get(), decision.shout_out_due.timestamp_millis());
        if order.announce {
            self.messages.push(json!(["award", record.get(), "group", group, due]));
        }
        if let Some(change) = change {
            let tier_record = record.get() + 1;
            let detail = change.detail();
            self.records.push(json!({
                "id": tier_record, "kind": "tier", "at": decision.at.timestamp_millis(),
                "partner": order.request.partner.get(), "group": group, "cause": record.get(),
                "detail": detail.to_string(),
            }));
            if order.announce && decision.tier.is_some() {
                self.messages.push(json!(["tier", tier_record, "group", group, due]));
                self.messages.push(json!(["tier", tier_record, "announcements", null, due, group]));
            }
        }
    }
}
