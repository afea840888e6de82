//! An award that no leader's order in the queue made: one that was approved, or that stands in the place of another one.

use super::acting::{Acting, NewRecord};
use super::award_receipt::Before;
use super::rows::day_number;
use super::tiers::{Because, TierChange};
use crate::points::award::AwardDecision;
use crate::points::evaluation::Held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::store::Outcome;

/// What is to be written of it beside the decision.
pub(super) struct AwardLine<'a> {
    pub(super) group: GroupId,
    pub(super) partner: PartnerId,
    /// The company that this one is now, whose tier it moves.
    pub(super) is_now: PartnerId,
    /// The period in which it spends.
    pub(super) period: i64,
    pub(super) contribution: &'a ContributionId,
    /// The person who gives.
    pub(super) actor: i64,
    /// The record because of which it is made.
    pub(super) cause: RecordId,
    /// Reason, event and link.
    pub(super) words: [&'a str; 3],
    /// Whether it has a shout-out of its own.
    pub(super) told: bool,
}

impl Acting<'_> {
    /// Writes the award, what it adds to the standing, and what is told of it. Allocation and share are the caller's,
    /// who knows what was set aside or given back for it.
    pub(super) async fn award_alone(
        &mut self,
        line: &AwardLine<'_>,
        before: &Before<'_>,
        held: Option<&Held>,
        decision: &AwardDecision,
    ) -> Outcome<RecordId> {
        let mut decision = decision.clone();
        // A clock that was set back holds back no shout-out: it is told by the clock that it is compared with.
        decision.shout_out_due -= self.now - self.clock;
        let receipt = before.receipt(self.rules(), line.contribution, &decision);
        let [reason, event, link] = line.words;
        let record = self
            .append(NewRecord {
                kind: "award",
                at: decision.at,
                actor: Some(line.actor),
                group: Some(line.group),
                partner: Some(line.partner),
                period: Some(line.period),
                contribution: Some(line.contribution),
                day: Some(day_number(decision.day)),
                points: Some(decision.points.get()),
                cause: Some(line.cause),
                detail: Some(serde_json::json!(receipt)),
                text: Some(reason),
                particulars: [event, link],
                ..NewRecord::default()
            })
            .await?;
        self.count_award(line, &decision).await?;
        let due = decision.shout_out_due.timestamp_millis();
        if line.told {
            self.tell_at(("award", record), "group", Some(line.group), due).await?;
        }
        self.rise_by_award(line, record, (held, &decision)).await?;
        Ok(record)
    }

    /// Standing, and when the company was thanked last.
    async fn count_award(&mut self, line: &AwardLine<'_>, decision: &AwardDecision) -> Outcome<()> {
        sqlx::query(
            "INSERT INTO standing (partner_id, day, contribution, group_id, points) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = standing.points + excluded.points",
        )
        .bind(line.partner.get())
        .bind(day_number(decision.day))
        .bind(line.contribution.as_str())
        .bind(line.group.get())
        .bind(decision.points.get())
        .execute(self.connection())
        .await?;
        let at = decision.at.timestamp_millis();
        sqlx::query(
            "INSERT INTO thanked (group_id, partner_id, at) VALUES ($1, $2, $3) \
             ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at",
        )
        .bind(line.group.get())
        .bind(line.partner.get())
        .bind(at)
        .execute(self.connection())
        .await?;
        sqlx::query("UPDATE partner SET awarded_at = $1 WHERE id IN ($2, $3)")
            .bind(at)
            .bind(line.partner.get())
            .bind(line.is_now.get())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// The tier rises, or is held anew: a record, and where it rises a shout-out in the group's channel and in the
    /// program's own.
    async fn rise_by_award(
        &mut self,
        line: &AwardLine<'_>,
        cause: RecordId,
        (held, decision): (Option<&Held>, &AwardDecision),
    ) -> Outcome<()> {
        let outcome = (decision.tier.as_ref(), decision.requalified);
        let (standing, at) = (&decision.standing, decision.at);
        let change = TierChange::of_act(self.rules(), line.is_now, held, outcome, standing, at);
        let Some(change) = change else { return Ok(()) };
        let because = Because { at, cause, group: Some(line.group), rules: self.rules_record() };
        let records = self.hold(std::slice::from_ref(&change), &because).await?;
        let ([record], Some(_)) = (records.as_slice(), &decision.tier) else { return Ok(()) };
        let due = decision.shout_out_due.timestamp_millis();
        self.tell_at(("tier", *record), "group", Some(line.group), due).await?;
        let elsewhere: Option<i64> = sqlx::query_scalar(
            "SELECT 1 FROM program, user_group g WHERE g.id = $1 AND program.announcements_channel <> g.shout_out_channel",
        )
        .bind(line.group.get())
        .fetch_optional(self.connection())
        .await?;
        if elsewhere.is_some() {
            self.tell_at(("tier", *record), "announcements", None, due).await?;
        }
        Ok(())
    }
}
