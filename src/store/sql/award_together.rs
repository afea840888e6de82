//! What a batch of awards asks of companies into which others were merged.

use std::collections::HashSet;

use serde_json::{Value, json};
use sqlx::Row;

use super::acting::Acting;
use super::award_load::Load;
use super::kin::{joint_standings, kin_of_all};
use super::rows;
use super::standings::Counted;
use crate::points::ids::{GroupId, PartnerId};
use crate::store::{AwardOrder, Outcome};

/// What a company has out of an allocation of the period `$2`, with all that are one with it: groups and companies that
/// stay, in `$1`.
pub(super) const JOINT_SHARES: &str = "
SELECT h.group_id, f.root, CAST(SUM(h.points) AS BIGINT) AS points
  FROM json_each($1) c
  JOIN partner f ON f.root = CAST(c.value ->> 1 AS BIGINT)
  JOIN share h ON h.group_id = CAST(c.value ->> 0 AS BIGINT) AND h.period_id = $2 AND h.partner_id = f.id
 GROUP BY h.group_id, f.root";

/// Standings and shares of companies into which others were merged; without such nothing is asked.
pub(super) async fn together(acting: &mut Acting<'_>, orders: &[AwardOrder], load: &mut Load) -> Outcome<()> {
    if load.kin.is_empty() {
        return Ok(());
    }
    load.kin = kin_of_all(acting.connection(), load.kin.keys().copied()).await?;
    let counted = Counted::at(acting.rules(), acting.now);
    load.standings.extend(joint_standings(acting.connection(), &counted, &load.kin).await?);
    let asked = orders.iter().map(|order| (order.request.group, order.request.partner));
    let asked: HashSet<_> = asked.filter(|(_, partner)| load.kin.contains_key(partner)).collect();
    let asked: Value = asked.iter().map(|(group, partner)| json!([group.get(), partner.get()])).collect();
    let rows = sqlx::query(JOINT_SHARES)
        .bind(asked.to_string())
        .bind(load.period.0)
        .fetch_all(acting.connection())
        .await?;
    for row in &rows {
        let key = (GroupId::from_raw(row.get("group_id")), PartnerId::from_raw(row.get("root")));
        load.shares.insert(key, rows::points(row.get("points"))?);
    }
    Ok(())
}
