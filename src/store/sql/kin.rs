//! Companies that are one: which they are, and what they have together. Most companies are in no merge, and for those
//! nothing of this is asked.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::acting::Acting;
use super::rows;
use super::standings::{Counted, least, standings_alone, sum_standings};
use crate::points::ids::PartnerId;
use crate::points::merge::Merges;
use crate::points::standing::Standing;
use crate::store::{Outcome, StoreFault};

/// All that are one with company `$1`, itself with them; nothing where it is in no merge.
const KIN: &str =
    "SELECT f.id FROM partner p JOIN partner f ON f.root = p.root WHERE p.id = $1 ORDER BY f.id";

/// All that are one with each of those that stay, in `$1`.
const KIN_OF_ALL: &str = "
SELECT f.root, f.id FROM json_each($1) p JOIN partner f ON f.root = CAST(p.value AS BIGINT) ORDER BY f.root, f.id";

/// The standing of sets of companies in `$1`: pairs of what a set is called by and of one in it. A cell that several of
/// a set have is one cell.
pub(super) const JOINT: &str = concat!(
    "
WITH ",
    least!(),
    "
SELECT c.called AS partner_id, c.contribution, c.group_id, CAST(SUM(c.points) AS BIGINT) AS points,
       SUM(CASE WHEN c.points > 0 AND c.points >= m.least THEN 1 ELSE 0 END) AS counted
  FROM (SELECT CAST(p.value ->> 0 AS BIGINT) AS called, s.contribution, s.group_id, s.day, CAST(SUM(s.points) AS BIGINT) AS points
          FROM json_each($1) p
          JOIN standing s ON s.partner_id = CAST(p.value ->> 1 AS BIGINT) AND s.day >= $2
         GROUP BY CAST(p.value ->> 0 AS BIGINT), s.contribution, s.group_id, s.day) c
  LEFT JOIN m ON m.kind = c.contribution
 GROUP BY c.called, c.contribution, c.group_id
 UNION ALL
SELECT CAST(p.value ->> 0 AS BIGINT), o.contribution, o.group_id, o.points, CASE WHEN o.points >= m.least THEN 1 ELSE 0 END
  FROM json_each($1) p
  JOIN opening o ON o.partner_id = CAST(p.value ->> 1 AS BIGINT) AND o.day >= $2
  LEFT JOIN m ON m.kind = o.contribution"
);

/// Companies that are one, by the one that they are called by.
pub(super) type Kin = BTreeMap<PartnerId, Vec<PartnerId>>;

/// All that are one with a company, itself with them.
pub(super) async fn kin(connection: &mut AnyConnection, partner: PartnerId) -> Outcome<Vec<PartnerId>> {
    let ids: Vec<i64> = sqlx::query_scalar(KIN).bind(partner.get()).fetch_all(connection).await?;
    Ok(if ids.is_empty() { vec![partner] } else { ids.into_iter().map(PartnerId::from_raw).collect() })
}

/// All that are one with each of those, of which each stays.
pub(super) async fn kin_of_all(
    connection: &mut AnyConnection,
    staying: impl IntoIterator<Item = PartnerId>,
) -> Outcome<Kin> {
    let staying: Value = staying.into_iter().map(PartnerId::get).collect();
    let rows: Vec<(i64, i64)> =
        sqlx::query_as(KIN_OF_ALL).bind(staying.to_string()).fetch_all(connection).await?;
    let mut kin = Kin::new();
    for (stays, one) in rows {
        kin.entry(PartnerId::from_raw(stays)).or_default().push(PartnerId::from_raw(one));
    }
    Ok(kin)
}

/// What each of those has together.
pub(super) async fn joint_standings(
    connection: &mut AnyConnection,
    counted: &Counted,
    kin: &Kin,
) -> Outcome<HashMap<PartnerId, Standing>> {
    // Where nobody is one with another, no two have a cell that is one: that takes half the time.
    if kin.iter().all(|(called, all)| all.as_slice() == [*called]) {
        return standings_alone(connection, counted, kin.keys().copied()).await;
    }
    let pairs = kin.iter().flat_map(|(called, all)| all.iter().map(|one| json!([called.get(), one.get()])));
    let rows = sqlx::query(JOINT)
        .bind(pairs.collect::<Value>().to_string())
        .bind(counted.since)
        .bind(&counted.min_points)
        .fetch_all(connection)
        .await?;
    Ok(sum_standings(&rows)?)
}

/// All merges that there are.
pub(super) async fn read_merges(connection: &mut AnyConnection) -> Outcome<Merges> {
    let parts: Vec<(i64, i64, i64)> = sqlx::query_as(
        "SELECT id, merged_into, merged_from FROM partner WHERE root IS NOT NULL AND merged_into IS NOT NULL",
    )
    .fetch_all(connection)
    .await?;
    let part = |(one, into, from): (i64, i64, i64)| {
        Ok((PartnerId::from_raw(one), PartnerId::from_raw(into), rows::day(from)?))
    };
    let parts = parts.into_iter().map(part).collect::<Result<Vec<_>, StoreFault>>()?;
    Ok(Merges::from_parts(parts).ok_or_else(|| rows::unreadable("merges", &"in a circle"))?)
}

impl Acting<'_> {
    /// What a company has as of the act's time, with all that are one with it.
    pub(super) async fn standing_of(&mut self, partner: PartnerId) -> Outcome<Standing> {
        let all = kin(self.connection(), partner).await?;
        self.standing_of_all(partner, all).await
    }

    /// What some companies have together.
    pub(super) async fn standing_of_all(
        &mut self,
        called: PartnerId,
        all: Vec<PartnerId>,
    ) -> Outcome<Standing> {
        let counted = Counted::at(self.rules(), self.now);
        let kin = Kin::from([(called, all)]);
        Ok(joint_standings(self.connection(), &counted, &kin).await?.remove(&called).unwrap_or_default())
    }
}
