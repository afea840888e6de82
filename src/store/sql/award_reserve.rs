//! Awards of a batch whose points are only set aside: who may decide on them, and what is written of them.

use std::collections::HashMap;

use serde_json::{Value, json};
use sqlx::Row;

use super::acting::Acting;
use super::award_load::{CellKey, Load};
use super::rows::{self, day_number, instant};
use crate::points::award::Similar;
use crate::points::ids::{PartnerId, RecordId};
use crate::points::rules::Rules;
use crate::store::outside::Role;
use crate::store::{AwardOrder, Outcome, ReservationReceipt};

/// Who may decide on an award that one of a group's leaders asks for.
#[derive(Clone, Default)]
pub(super) struct Approvers {
    /// Another leader, who doesn't represent the company; a role that leads counts as one.
    pub(super) other_could: bool,
    /// The roles by which the person who asks leads the group.
    pub(super) roles: Vec<Role>,
}

/// A leader of group `l.group_id` who didn't ask and doesn't represent the company, nor one that is merged with it: in place of `{by}` and `{partner}`
/// stands who asked and which company. Who said to work for a company that staff have not decided on represents it.
const OTHER: &str = "EXISTS (SELECT 1 FROM leader l WHERE l.group_id = {group} AND (l.kind = 'role' OR (l.subject <> {by}
        AND NOT EXISTS (SELECT 1 FROM representative s JOIN partner f ON f.id = s.partner_id JOIN partner z ON z.id = {partner}
             WHERE s.account = l.subject AND COALESCE(f.root, f.id) = COALESCE(z.root, z.id))
        AND NOT EXISTS (SELECT 1 FROM partner p JOIN record j ON j.partner_id = p.id JOIN person q ON q.id = j.actor_id
             WHERE p.id = {partner} AND p.state = 'nominated' AND j.kind = 'partner-registered' AND q.account = l.subject))))";

/// The condition that a group has another leader who could decide.
pub(super) fn other_could(group: &str, by: &str, partner: &str) -> String {
    OTHER.replace("{group}", group).replace("{by}", by).replace("{partner}", partner)
}

/// Who may decide on the orders above the program's limit, by their place in the batch. Without such orders nothing is
/// asked.
pub(super) async fn approvers(
    acting: &mut Acting<'_>,
    orders: &[AwardOrder],
) -> Outcome<HashMap<usize, Approvers>> {
    let above: Vec<usize> =
        (0..orders.len()).filter(|place| needs_approval(acting.rules(), &orders[*place])).collect();
    if above.is_empty() {
        return Ok(HashMap::new());
    }
    let asked: Value = above
        .iter()
        .map(|place| {
            let AwardOrder { by, roles, request, .. } = &orders[*place];
            let roles: Vec<i64> = roles.iter().map(|role| role.stored()).collect();
            json!({ "by": by.stored(), "group": request.group.get(), "partner": request.partner.get(), "roles": roles })
        })
        .collect();
    let number = |key: &str| format!("CAST(o.value ->> '{key}' AS BIGINT)");
    let (group, by, partner) = (number("group"), number("by"), number("partner"));
    let text = format!(
        "SELECT CAST({} AS INTEGER) AS other_could, \
                (SELECT string_agg(CAST(l.subject AS TEXT), ',') FROM json_each(o.value ->> 'roles') r \
                   JOIN leader l ON l.kind = 'role' AND l.subject = CAST(r.value AS BIGINT) AND l.group_id = {group}) AS roles \
           FROM json_each($1) o ORDER BY o.key",
        other_could(&group, &by, &partner)
    );
    // Nothing of it comes from outside.
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(text)).bind(asked.to_string()).fetch_all(acting.connection()).await?;
    let mut approvers = HashMap::new();
    for (place, row) in above.into_iter().zip(&rows) {
        let words = row.get::<Option<&str>, _>("roles").unwrap_or_default().split_terminator(',');
        let roles = words.map(|word| word.parse().map_err(|_| rows::unreadable("role", &word)));
        let roles = roles.map(|role| role.map(Role::from_stored)).collect::<Result<_, _>>()?;
        approvers.insert(place, Approvers { other_could: rows::flag(row, "other_could"), roles });
    }
    Ok(approvers)
}

fn needs_approval(rules: &Rules, order: &AwardOrder) -> bool {
    let Some(above) = rules.award().approval_above() else { return false };
    let suggested = || rules.contribution(&order.request.contribution).map(|kind| kind.points());
    order.request.points.or_else(suggested).is_some_and(|points| points > above)
}

/// The newest reservation that waits in each of some cells (of a company, or of one that is it now), where it is newer than the award that is known.
pub(super) async fn waiting_alike(
    acting: &mut Acting<'_>,
    keys: &[(CellKey, PartnerId, bool)],
    alike: &mut HashMap<CellKey, Similar>,
) -> Outcome<()> {
    if acting.rules().award().approval_above().is_none() {
        return Ok(());
    }
    let unconfirmed: Vec<(&CellKey, PartnerId)> =
        keys.iter().filter(|(.., confirmed)| !confirmed).map(|(key, one, _)| (key, *one)).collect();
    let asked: Value = unconfirmed
        .iter()
        .map(|((_, group, contribution, day), one)| {
            json!([one.get(), day_number(*day), contribution.as_str(), group.get()])
        })
        .collect();
    let rows = sqlx::query(WAITING_ALIKE).bind(asked.to_string()).fetch_all(acting.connection()).await?;
    for row in &rows {
        let position = usize::try_from(row.get::<i64, _>("position")).unwrap_or(usize::MAX);
        let (key, _) = unconfirmed.get(position).ok_or_else(|| rows::unreadable("position", &position))?;
        let record = RecordId::from_raw(row.get("record_id"));
        if alike.get(*key).is_none_or(|known| known.record < record) {
            let (points, at) = (rows::points(row.get("points"))?, instant(row.get("at"))?);
            alike.insert((*key).clone(), Similar { record, points, at });
        }
    }
    Ok(())
}

/// What waits in the cells of `$1`, oldest first.
pub(super) const WAITING_ALIKE: &str = "
SELECT c.key AS position, v.record_id, v.points, r.at
  FROM json_each($1) c
  JOIN reservation v ON v.group_id = CAST(c.value ->> 3 AS BIGINT) AND v.fate = 'waiting'
   AND v.partner_id = CAST(c.value ->> 0 AS BIGINT) AND v.day = CAST(c.value ->> 1 AS BIGINT)
   AND v.contribution = c.value ->> 2
  JOIN record r ON r.id = v.record_id
 ORDER BY v.record_id";

/// What is written of a reservation beside its record: the record's number, the order, and the receipt.
pub(super) type Line<'a> = (RecordId, &'a AwardOrder, &'a ReservationReceipt);

/// Writes the reservations of a batch; their records are there.
pub(super) async fn save(acting: &mut Acting<'_>, load: &Load, lines: &[Line<'_>]) -> Outcome<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut reserved: HashMap<i64, i64> = HashMap::new();
    for (_, order, receipt) in lines {
        *reserved.entry(order.request.group.get()).or_default() += receipt.points;
    }
    let rows: Value = lines
        .iter()
        .map(|(record, order, receipt)| {
            let request = &order.request;
            json!([
                record.get(),
                request.group.get(),
                request.partner.get(),
                receipt.contribution.as_str(),
                day_number(receipt.day),
                receipt.points,
                receipt.lapses_at.timestamp_millis(),
            ])
        })
        .collect();
    sqlx::query(RESERVATIONS).bind(rows.to_string()).bind(load.period.0).execute(acting.connection()).await?;
    sqlx::query(SET_ASIDE)
        .bind(json!(reserved.into_iter().collect::<Vec<_>>()).to_string())
        .bind(load.period.0)
        .execute(acting.connection())
        .await?;
    Ok(())
}

const RESERVATIONS: &str = "
INSERT INTO reservation (record_id, group_id, period_id, partner_id, contribution, day, points, lapses_at)
SELECT CAST(v.value ->> 0 AS BIGINT), CAST(v.value ->> 1 AS BIGINT), $2, CAST(v.value ->> 2 AS BIGINT), v.value ->> 3,
       CAST(v.value ->> 4 AS BIGINT), CAST(v.value ->> 5 AS BIGINT), CAST(v.value ->> 6 AS BIGINT)
  FROM json_each($1) v WHERE true";

const SET_ASIDE: &str = "
UPDATE allocation SET reserved = allocation.reserved + CAST(s.value ->> 1 AS BIGINT) FROM json_each($1) s
 WHERE allocation.group_id = CAST(s.value ->> 0 AS BIGINT) AND allocation.period_id = $2";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_condition_names_what_it_is_given() {
        let text = other_could("$1", "$2", "$3");
        assert!(text.contains("l.group_id = $1") && text.contains("l.subject <> $2"));
        assert!(!text.contains('{'));
    }
}
