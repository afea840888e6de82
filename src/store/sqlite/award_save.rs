//! What a batch of awards leaves behind: records, texts, counters, messages to tell; a statement for each table, all of
//! them in one query.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::acting::{Acting, SaltedText, hex};
use super::award_load::Load;
use super::award_writer::Decided;
use super::rows::day_number;
use crate::points::ids::{GroupId, PartnerId};
use crate::points::text::{EventName, Website};
use crate::points::tier::TierMove;
use crate::store::Outcome;

const PERSONS: &str = "
INSERT INTO person (account) SELECT DISTINCT value FROM json_each($1) WHERE true ON CONFLICT (account) DO NOTHING";

const RECORDS: &str = "
INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, cause,
                    act, content_hash, detail, text_hash)
SELECT r.value ->> 'id', r.value ->> 'kind', r.value ->> 'at', $3,
       (SELECT id FROM person WHERE account = r.value ->> 'by'), r.value ->> 'group', r.value ->> 'partner', $4,
       r.value ->> 'contribution', r.value ->> 'day', r.value ->> 'points', r.value ->> 'cause', r.value ->> 'act',
       unhex(r.value ->> 'hash'), r.value ->> 'detail', unhex(r.value ->> 'text_hash')
  FROM json_each($2) r ORDER BY r.key";

const TEXTS: &str = "
INSERT INTO record_text (record_id, salt, text, event, link)
SELECT r.value ->> 0, unhex(r.value ->> 1), r.value ->> 2, r.value ->> 3, r.value ->> 4 FROM json_each($5) r";

pub(super) const ALLOCATIONS: &str = "
UPDATE allocation SET spent = allocation.spent + s.value FROM json_each($6) s
 WHERE allocation.group_id = CAST(s.key AS INTEGER) AND allocation.period_id = $4";

const STANDINGS: &str = "
INSERT INTO standing (partner_id, day, contribution, group_id, points)
SELECT c.value ->> 0, c.value ->> 1, c.value ->> 2, c.value ->> 3, c.value ->> 4 FROM json_each($7) c WHERE true
ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points";

const THANKED: &str = "
INSERT INTO thanked (group_id, partner_id, at)
SELECT t.value ->> 0, t.value ->> 1, t.value ->> 2 FROM json_each($8) t WHERE true
ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at";

pub(super) const PARTNERS: &str = "
UPDATE partner SET awarded_at = p.value ->> 1, tier = p.value ->> 2 FROM json_each($9) p WHERE partner.id = p.value ->> 0";

/// A new tier is told in the program's own channel too, where there is one and it isn't the group's.
const OUTBOX: &str = "
INSERT INTO outbox (purpose, record_id, audience, group_id, due_at)
SELECT o.value ->> 0, o.value ->> 1, o.value ->> 2, o.value ->> 3, o.value ->> 4
  FROM json_each($10) o JOIN program
 WHERE o.value ->> 2 = 'group' OR program.announcements_channel <>
       (SELECT shout_out_channel FROM user_group WHERE id = o.value ->> 5)
 ORDER BY o.key";

pub(super) const TOLD: &str = "
UPDATE outbox SET told = 1 WHERE state = 'failed' AND told = 0 AND group_id IN (SELECT value FROM json_each($11))";

/// All of it as one query: what costs is the way to the database's thread, so it is gone once and not nine times. The
/// numbers of the parameters count through all statements.
static SAVE: LazyLock<String> = LazyLock::new(|| {
    [PERSONS, RECORDS, TEXTS, ALLOCATIONS, STANDINGS, THANKED, PARTNERS, OUTBOX, TOLD].join(";")
});

/// Writes it all. The ids of the records were given when they were decided.
pub(super) async fn save(acting: &mut Acting<'_>, load: &Load, decided: &[Decided<'_>]) -> Outcome<()> {
    let mut lines = Lines::default();
    for award in decided {
        lines.add(award);
    }
    let rules = acting.rules_record();
    let partners: Value = lines
        .partners
        .iter()
        .map(|(partner, at)| {
            let tier = load.tiers.get(partner).cloned().flatten();
            json!([partner.get(), at, tier.as_ref().map(|tier| tier.as_str())])
        })
        .collect();
    let thanked: Value =
        lines.thanked.iter().map(|((group, partner), at)| json!([group.get(), partner.get(), at])).collect();
    sqlx::query(sqlx::AssertSqlSafe(SAVE.as_str()))
        .bind(json!(lines.persons).to_string())
        .bind(json!(lines.records).to_string())
        .bind(rules)
        .bind(load.period.0)
        .bind(json!(lines.texts).to_string())
        .bind(json!(lines.spent).to_string())
        .bind(json!(lines.cells).to_string())
        .bind(thanked.to_string())
        .bind(partners.to_string())
        .bind(json!(lines.messages).to_string())
        .bind(json!(lines.told).to_string())
        .execute(acting.connection())
        .await?;
    Ok(())
}

/// The rows of each table, as JSON.
#[derive(Default)]
struct Lines {
    persons: BTreeSet<i64>,
    records: Vec<Value>,
    texts: Vec<Value>,
    spent: BTreeMap<i64, i64>,
    cells: Vec<Value>,
    thanked: BTreeMap<(GroupId, PartnerId), i64>,
    partners: BTreeMap<PartnerId, i64>,
    messages: Vec<Value>,
    told: Vec<i64>,
}

impl Lines {
    fn add(&mut self, award: &Decided<'_>) {
        let Decided { order, record, decision, receipt, tell_trouble } = award;
        let request = &order.request;
        let (group, partner) = (request.group, request.partner);
        let (at, day) = (decision.at.timestamp_millis(), day_number(decision.day));
        let contribution = request.contribution.as_str();
        let points = decision.points.get();
        let event = order.particulars.event.as_ref().map_or("", EventName::as_str);
        let link = order.particulars.link.as_ref().map_or("", Website::as_str);
        let salted = SaltedText::of([request.reason.as_str(), event, link]);
        self.persons.insert(order.by.stored());
        self.records.push(json!({
            "id": record.get(), "kind": "award", "at": at, "by": order.by.stored(), "group": group.get(),
            "partner": partner.get(), "contribution": contribution, "day": day, "points": points,
            "act": order.act.key, "hash": order.act.hash, "detail": json!(receipt).to_string(),
            "text_hash": hex(&salted.hash),
        }));
        self.texts.push(json!([record.get(), hex(&salted.salt), request.reason.as_str(), event, link]));
        *self.spent.entry(group.get()).or_default() += points;
        self.cells.push(json!([partner.get(), day, contribution, group.get(), points]));
        self.thanked.insert((group, partner), at);
        self.partners.insert(partner, at);
        if *tell_trouble {
            self.told.push(group.get());
        }
        let due = decision.shout_out_due.timestamp_millis();
        if order.announce {
            self.messages.push(json!(["award", record.get(), "group", group.get(), due]));
        }
        if let Some(moved) = &decision.tier {
            let tier_record = record.get() + 1;
            let detail = tier_detail(moved, decision.standing.points().get(), decision.standing.groups());
            self.records.push(json!({
                "id": tier_record, "kind": "tier", "at": at, "partner": partner.get(), "group": group.get(),
                "cause": record.get(), "detail": detail.to_string(),
            }));
            if order.announce {
                self.messages.push(json!(["tier", tier_record, "group", group.get(), due]));
                self.messages.push(json!(["tier", tier_record, "announcements", null, due, group.get()]));
            }
        }
    }
}

/// What a tier's record says beside who and when.
pub(super) fn tier_detail(moved: &TierMove, points: i64, groups: usize) -> Value {
    json!({ "from": moved.from, "to": moved.to, "points": points, "groups": groups })
}
