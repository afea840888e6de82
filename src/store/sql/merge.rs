//! Merges: a company becomes another one, or is its own again. Awards stay where they are; who is one with whom stands in
//! the companies' rows, and the merge's record keeps how both held their tiers before.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::Row;

use super::Shared;
use super::acting::{Acting, NewRecord};
use super::kin::{kin, read_merges};
use super::partners::id_list;
use super::reopening::Gone;
use super::reservation::WaitingOf;
use super::rows::{self, day_number};
use super::tiers::{Because, TierChange};
use crate::points::evaluation::Held;
use crate::points::ids::{PartnerId, RecordId, TierId};
use crate::points::merge::{self, Company, MergeState, Merges, Part, SeparationState};
use crate::points::refusal::Refusal;
use crate::points::standing::Standing;
use crate::store::{MergeOrder, Merged, Outcome, Partner, StoreFault};

/// How a company is merged now: into which one, and the record that says so.
pub(super) const MERGE: &str = "
SELECT p.merged_into, r.id, r.detail FROM partner p JOIN record r ON r.id =
       (SELECT m.id FROM record m WHERE m.partner_id = p.id AND m.kind IN ('merge', 'merge-taken-back') ORDER BY m.id DESC LIMIT 1)
 WHERE p.id = $1 AND p.merged_into IS NOT NULL";

/// What company `$1` is merged into, or else the newest that was merged into it behind record `$2`.
pub(super) const LATER: &str = "
SELECT t.name FROM (
  SELECT i.name, 1 AS first, 0 AS record FROM partner p JOIN partner i ON i.id = p.merged_into WHERE p.id = $1
  UNION ALL
  SELECT p.name, 2, (SELECT m.id FROM record m WHERE m.partner_id = p.id AND m.kind IN ('merge', 'merge-taken-back')
                      ORDER BY m.id DESC LIMIT 1)
    FROM partner p WHERE p.merged_into = $1) t
 WHERE t.first = 1 OR t.record > $2 ORDER BY t.first, t.record DESC LIMIT 1";

/// How a company held its tier, as the record of a merge keeps it; days are whole days since 1970-01-01.
#[derive(Serialize, Deserialize)]
struct HeldBefore {
    tier: TierId,
    since: i64,
    guaranteed_until: i64,
    warned_until: Option<i64>,
}

/// What the record of a merge says beside who and when.
#[derive(Serialize, Deserialize)]
struct Detail {
    into: PartnerId,
    absorbed_held: Option<HeldBefore>,
    into_held: Option<HeldBefore>,
}

impl HeldBefore {
    fn of(held: &Held) -> Self {
        Self {
            tier: held.tier.clone(),
            since: day_number(held.since),
            guaranteed_until: day_number(held.guaranteed_until),
            warned_until: held.warned_until.map(day_number),
        }
    }

    fn held(self) -> Result<Held, StoreFault> {
        Ok(Held {
            tier: self.tier,
            since: rows::day(self.since)?,
            guaranteed_until: rows::day(self.guaranteed_until)?,
            warned_until: self.warned_until.map(rows::day).transpose()?,
        })
    }
}

impl Shared {
    pub(super) async fn merge(&self, order: MergeOrder) -> Outcome<Merged> {
        let mut acting = self.begin().await?;
        let again = acting.made_before(&order.act).await?.is_some();
        if !again {
            match order.take_back {
                false => acting.join(&order).await?,
                true => acting.separate(&order).await?,
            }
        }
        let merged = Merged {
            absorbed_standing: acting.standing_of(order.absorbed).await?,
            into_standing: acting.standing_of(order.into).await?,
            absorbed: acting.partner(order.absorbed).await?,
            into: acting.partner(order.into).await?,
        };
        if !again {
            acting.commit().await?;
        }
        Ok(merged)
    }
}

impl Acting<'_> {
    /// One company becomes the other.
    async fn join(&mut self, order: &MergeOrder) -> Outcome<()> {
        let (absorbed, into) = (self.company(order.absorbed).await?, self.company(order.into).await?);
        let mut all = kin(self.connection(), absorbed.id).await?;
        all.extend(kin(self.connection(), into.id).await?);
        all.sort();
        all.dedup();
        let merges = read_merges(self.connection()).await?;
        let joint = self.standing_of_all(into.id, all).await?;
        let state = MergeState { staff: true, merges, absorbed, into, joint };
        let decision = merge::decide(self.rules(), &state, order.since, self.now)?;
        let MergeState { absorbed, into, joint, .. } = state;
        let before = |held: &Option<Held>| held.as_ref().map(HeldBefore::of);
        let detail =
            Detail { into: into.id, absorbed_held: before(&absorbed.held), into_held: before(&into.held) };
        let (day, detail) = (Some(day_number(decision.from)), json!(detail));
        let record = self.merge_record(order, "merge", day, detail, None).await?;
        sqlx::query("UPDATE partner SET merged_into = $1, merged_from = $2, root = $1 WHERE id = $3")
            .bind(into.id.get())
            .bind(day)
            .bind(absorbed.id.get())
            .execute(self.connection())
            .await?;
        sqlx::query("UPDATE partner SET root = $1 WHERE id = $1 OR root = $2")
            .bind(into.id.get())
            .bind(absorbed.id.get())
            .execute(self.connection())
            .await?;
        // From now on the other company says what both did.
        self.void_claims(WaitingOf::Partner(absorbed.id), record).await?;
        self.end_offers_of(into.id, Gone::Merged, record).await?;
        let sides = [(absorbed.id, absorbed.held, None), (into.id, into.held, decision.held)];
        self.hold_after(sides.map(|(one, before, after)| (one, before, after, joint.clone())), record).await
    }

    /// Two companies are two again.
    async fn separate(&mut self, order: &MergeOrder) -> Outcome<()> {
        let (absorbed, into) = (self.partner(order.absorbed).await?, self.partner(order.into).await?);
        let merge = sqlx::query(MERGE).bind(absorbed.id.get()).fetch_optional(self.connection()).await?;
        let merge = merge.filter(|row| row.get::<i64, _>("merged_into") == into.id.get());
        // Where there is none, the record that the rules would ask about isn't there either.
        let merge = merge.ok_or(Refusal::NotMerged)?;
        let record = RecordId::from_raw(merge.get("id"));
        let detail: Detail = rows::detail(&merge)?;
        let later: Option<String> = sqlx::query_scalar(LATER)
            .bind(into.id.get())
            .bind(record.get())
            .fetch_optional(self.connection())
            .await?;
        let [own, others] = self.parted(absorbed.id, into.id).await?;
        let state = SeparationState {
            staff: true,
            merged: true,
            later,
            absorbed: self.part(&absorbed, detail.absorbed_held, &own).await?,
            into: self.part(&into, detail.into_held, &others).await?,
        };
        let decision = merge::take_back(self.rules(), &state, self.now)?;
        let said = json!({ "into": into.id });
        let record = self.merge_record(order, "merge-taken-back", None, said, Some(record)).await?;
        sqlx::query("UPDATE partner SET merged_into = NULL, merged_from = NULL, root = NULL WHERE id = $1")
            .bind(absorbed.id.get())
            .execute(self.connection())
            .await?;
        self.take_root(absorbed.id, &own).await?;
        self.take_root(into.id, &others).await?;
        let SeparationState { absorbed: one, into: other, .. } = state;
        let sides = [
            (absorbed.id, one.held, decision.absorbed.0, one.standing),
            (into.id, other.held, decision.into.0, other.standing),
        ];
        self.hold_after(sides, record).await
    }

    async fn company(&mut self, id: PartnerId) -> Outcome<Company> {
        let Partner { name, state, merged_into, .. } = self.partner(id).await?;
        Ok(Company { id, name, state, held: self.held(id).await?, merged_into })
    }

    async fn part(
        &mut self,
        partner: &Partner,
        before: Option<HeldBefore>,
        all: &[PartnerId],
    ) -> Outcome<Part> {
        Ok(Part {
            state: partner.state,
            held: self.held(partner.id).await?,
            held_before: before.map(HeldBefore::held).transpose()?,
            standing: self.standing_of_all(partner.id, all.to_vec()).await?,
        })
    }

    /// The companies that are each of the two when they are two again.
    async fn parted(&mut self, absorbed: PartnerId, into: PartnerId) -> Outcome<[Vec<PartnerId>; 2]> {
        let merges = read_merges(self.connection()).await?;
        let all = merges.family(into, NaiveDate::MAX);
        let left = all.iter().filter(|one| **one != absorbed);
        let left = left.filter_map(|one| Some((*one, merges.merged_into(*one)?, NaiveDate::MIN)));
        let left = Merges::from_parts(left).ok_or_else(|| rows::unreadable("merges", &"in a circle"))?;
        Ok([absorbed, into].map(|one| left.family(one, NaiveDate::MAX).into_iter().collect()))
    }

    /// Has companies that are one know which of them stays; one that is alone is in no merge.
    async fn take_root(&mut self, stays: PartnerId, all: &[PartnerId]) -> Outcome<()> {
        sqlx::query(
            "UPDATE partner SET root = $1 WHERE id IN (SELECT CAST(value AS BIGINT) FROM json_each($2))",
        )
        .bind((all.len() > 1).then(|| stays.get()))
        .bind(id_list(all))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn merge_record(
        &mut self,
        order: &MergeOrder,
        kind: &'static str,
        day: Option<i64>,
        detail: serde_json::Value,
        cause: Option<RecordId>,
    ) -> Outcome<RecordId> {
        let (at, actor) = (self.now, self.person(order.by).await?);
        self.append(NewRecord {
            kind,
            at,
            actor: Some(actor),
            partner: Some(order.absorbed),
            day,
            cause,
            act: Some(&order.act),
            detail: Some(detail),
            text: Some(order.reason.as_str()),
            ..NewRecord::default()
        })
        .await
    }

    /// Writes down how both hold their tiers from now on, where that changes. No message is made of it: nobody gave
    /// anything.
    async fn hold_after(
        &mut self,
        sides: [(PartnerId, Option<Held>, Option<Held>, Standing); 2],
        cause: RecordId,
    ) -> Outcome<()> {
        let changes: Vec<TierChange> = sides
            .into_iter()
            .filter(|(_, before, after, _)| before != after)
            .map(|(one, before, after, standing)| TierChange::new(one, before.as_ref(), after, &standing))
            .collect();
        let because = Because { at: self.now, cause, group: None, rules: self.rules_record() };
        self.hold(&changes, &because).await?;
        Ok(())
    }
}
