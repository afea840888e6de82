//! Verdicts on reservations, and what frees them without one.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::SqlStore;
use super::acting::{Acting, NewRecord};
use super::award_alone::AwardLine;
use super::award_receipt::Before;
use super::award_reserve::other_could;
use super::reservation_read::{read_reservation, read_waiting};
use super::rows::{self, instant};
use super::tiers::read_held;
use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::approval::{self, ApprovalDecision, Fate, LapseState, ReservationState, Verdict};
use crate::points::award::{AwardDecision, PartnerState};
use crate::points::evaluation::Held;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::store::outside::Account;
use crate::store::{Outcome, Reservation, ReservationOrder, ReservationReceipt, Reservations, StoreFault};

/// A reservation with what has to be known to end it.
struct Asked {
    record: RecordId,
    group: GroupId,
    partner: PartnerId,
    /// The company that this one is now: itself, unless it is merged into another one.
    is_now: PartnerId,
    period: i64,
    period_ends: DateTime<Utc>,
    contribution: ContributionId,
    points: Points,
    receipt: ReservationReceipt,
    fate: Fate,
    asker: i64,
    asker_account: Option<Account>,
    group_active: bool,
    allocation: Allocation,
    partner_state: PartnerState,
    tier: Option<Held>,
    cell: Points,
    words: [String; 3],
}

/// The reservation of record `$1`.
pub(super) const STATE: &str = "
SELECT v.record_id, v.group_id, v.partner_id, v.period_id, d.ends_at, v.contribution, v.points, v.fate, r.detail,
       r.actor_id, person.account, g.state AS group_state, a.base, a.granted, a.carried, a.reserved, a.spent,
       n.id AS is_now, n.state AS partner_state, n.tier, n.tier_since, n.guaranteed_until, n.warned_until,
       COALESCE((SELECT CAST(SUM(m.points) AS BIGINT) FROM partner f JOIN standing m ON m.partner_id = f.id AND m.day = v.day
                  AND m.contribution = v.contribution AND m.group_id = v.group_id WHERE f.root = p.root), s.points, 0) AS cell,
       t.text, t.event, t.link
  FROM reservation v
  JOIN record r ON r.id = v.record_id
  JOIN period d ON d.id = v.period_id
  JOIN person ON person.id = r.actor_id
  JOIN user_group g ON g.id = v.group_id
  JOIN partner p ON p.id = v.partner_id
  JOIN partner n ON n.id = COALESCE(p.root, p.id)
  JOIN allocation a ON a.group_id = v.group_id AND a.period_id = v.period_id
  LEFT JOIN standing s ON s.partner_id = v.partner_id AND s.day = v.day AND s.contribution = v.contribution
                      AND s.group_id = v.group_id
  LEFT JOIN record_text t ON t.record_id = v.record_id
 WHERE v.record_id = $1";

pub(super) const LAPSED: &str = "SELECT record_id FROM reservation WHERE fate = 'waiting' AND lapses_at <= $1 ORDER BY lapses_at, record_id";

#[async_trait]
impl Reservations for SqlStore {
    async fn decide_reservation(&self, order: ReservationOrder) -> Outcome<Reservation> {
        let mut acting = self.shared.begin().await?;
        let asked = acting.reservation(order.reservation).await?.ok_or(Refusal::UnknownRecord)?;
        if acting.made_before(&order.act).await?.is_none() {
            acting.decide_on(&asked, &order).await?;
            let decided = acting.shown(asked.record).await?;
            acting.commit().await?;
            return Ok(decided);
        }
        acting.shown(asked.record).await
    }

    async fn lapse_reservations(&self) -> Outcome<u64> {
        let mut acting = self.shared.begin().await?;
        let now = acting.now.timestamp_millis();
        let records: Vec<i64> = sqlx::query_scalar(LAPSED).bind(now).fetch_all(acting.connection()).await?;
        let mut lapsed = 0;
        for record in records {
            let asked =
                acting.reservation(RecordId::from_raw(record)).await?.ok_or(Refusal::UnknownRecord)?;
            let open = acting.now < asked.period_ends;
            let state = LapseState {
                points: asked.points,
                asked_at: asked.receipt.at,
                fate: asked.fate,
                period_open: open,
                allocation: asked.allocation,
            };
            if let Some(freed) = approval::lapse(&state, acting.now)? {
                acting
                    .end(&asked, Fate::Lapsed, End { at: freed.at, gone: freed.gone, ..End::default() })
                    .await?;
                lapsed += 1;
            }
        }
        acting.commit().await?;
        Ok(lapsed)
    }

    async fn waiting_reservations(&self, group: GroupId) -> Outcome<Vec<Reservation>> {
        read_waiting(&mut *self.shared.readers.acquire().await?, group).await
    }
}

/// How a reservation ends.
#[derive(Default)]
struct End<'a> {
    at: DateTime<Utc>,
    /// Its points are lost with their period.
    gone: bool,
    /// Who decided, and the act; none when nobody did.
    by: Option<(i64, &'a ReservationOrder)>,
    /// The record that freed it, when that was an act on the group or the company.
    cause: Option<RecordId>,
}

impl Asked {
    fn read(row: &AnyRow) -> Result<Self, StoreFault> {
        let word: &str = row.get("contribution");
        let text = |column| row.get::<Option<String>, _>(column).unwrap_or_default();
        Ok(Self {
            record: RecordId::from_raw(row.get("record_id")),
            group: GroupId::from_raw(row.get("group_id")),
            partner: PartnerId::from_raw(row.get("partner_id")),
            is_now: PartnerId::from_raw(row.get("is_now")),
            period: row.get("period_id"),
            period_ends: instant(row.get("ends_at"))?,
            contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
            points: rows::points(row.get("points"))?,
            receipt: rows::detail(row)?,
            fate: rows::fate(row.get("fate"))?,
            asker: row.get("actor_id"),
            asker_account: row.get::<Option<i64>, _>("account").map(Account::from_stored),
            group_active: row.get::<&str, _>("group_state") == "active",
            allocation: rows::allocation(
                row.get("base"),
                row.get("granted"),
                row.get("carried"),
                row.get("reserved"),
                row.get("spent"),
            )?,
            partner_state: rows::partner_state(row.get("partner_state"))?,
            tier: read_held(row)?,
            cell: rows::points(row.get("cell"))?,
            words: [text("text"), text("event"), text("link")],
        })
    }
}

impl Acting<'_> {
    async fn reservation(&mut self, record: RecordId) -> Outcome<Option<Asked>> {
        let row = sqlx::query(STATE).bind(record.get()).fetch_optional(self.connection()).await?;
        Ok(row.as_ref().map(Asked::read).transpose()?)
    }

    async fn shown(&mut self, record: RecordId) -> Outcome<Reservation> {
        Ok(read_reservation(self.connection(), record).await?.ok_or(Refusal::UnknownRecord)?)
    }

    async fn decide_on(&mut self, asked: &Asked, order: &ReservationOrder) -> Outcome<()> {
        let state = self.reservation_state(asked, order).await?;
        let decision = approval::decide(self.rules(), &state, order.verdict, self.now)?;
        let by = Some((self.person(order.by).await?, order));
        match decision {
            ApprovalDecision::Given(award) => {
                self.end(asked, Fate::Approved, End { at: award.at, by, ..End::default() }).await?;
                self.give(asked, &state, &award).await
            }
            ApprovalDecision::Freed(freed) => {
                let fate = match order.verdict {
                    Verdict::Withdraw => Fate::Withdrawn,
                    Verdict::Approve | Verdict::Decline => Fate::Declined,
                };
                let end = End { at: freed.at, gone: freed.gone, by, cause: None };
                self.end(asked, fate, end).await
            }
        }
    }

    async fn reservation_state(
        &mut self,
        asked: &Asked,
        order: &ReservationOrder,
    ) -> Outcome<ReservationState> {
        let asker = asked.asker_account;
        let (asker_leads, asker_represents) = match asker {
            Some(asker) => (
                self.leads(asked.group, asker, &asked.receipt.roles).await?,
                self.represents(asked.partner, asker).await?,
            ),
            // Erased: nobody is left who could lead.
            None => (false, false),
        };
        let open = self.period().await?.0;
        Ok(ReservationState {
            group: asked.group,
            contribution: asked.contribution.clone(),
            points: asked.points,
            day: asked.receipt.day,
            asked_at: asked.receipt.at,
            fate: asked.fate,
            asked_by_me: asker == Some(order.by),
            leads: self.leads(asked.group, order.by, &order.roles).await?,
            staff: order.staff,
            represents: self.represents(asked.partner, order.by).await?,
            other_could: self.other_could(asked).await?,
            asker_leads,
            asker_represents,
            group_active: asked.group_active,
            period_open: asked.period == open,
            allocation: asked.allocation,
            partner: asked.partner_state,
            tier: asked.tier.as_ref().map(|held| held.tier.clone()),
            warned: asked.tier.as_ref().is_some_and(|held| held.warned_until.is_some()),
            standing: self.standing_of(asked.partner).await?,
            cell: asked.cell,
        })
    }

    /// The award itself, in the words of who asked for it.
    async fn give(&mut self, asked: &Asked, state: &ReservationState, award: &AwardDecision) -> Outcome<()> {
        // What was set aside counted as used before.
        let remaining = state.allocation.remaining();
        let before = Before {
            partner: asked.partner_state,
            remaining,
            standing: state.standing.points(),
            tier: asked.tier.as_ref().map(|held| &held.tier),
        };
        let line = AwardLine {
            group: asked.group,
            partner: asked.partner,
            is_now: asked.is_now,
            period: asked.period,
            contribution: &asked.contribution,
            actor: asked.asker,
            cause: asked.record,
            words: asked.words.each_ref().map(String::as_str),
            told: true,
        };
        self.award_alone(&line, &before, asked.tier.as_ref(), award).await?;
        Ok(())
    }

    /// Ends a reservation: the record, the counters, and its card drawn anew.
    async fn end(&mut self, asked: &Asked, fate: Fate, end: End<'_>) -> Outcome<()> {
        if asked.group_active {
            // What was reserved at a period's end counts as used there: its carry-over is fixed before this changes it.
            self.allocation(asked.group).await?;
        }
        let act = end.by.map(|(_, order)| &order.act);
        self.append(NewRecord {
            kind: "reservation-ended",
            at: end.at,
            actor: end.by.map(|(person, _)| person),
            group: Some(asked.group),
            partner: Some(asked.partner),
            period: Some(asked.period),
            points: Some(asked.points.get()),
            cause: Some(asked.record),
            act,
            detail: Some(json!({
                "fate": rows::fate_word(fate), "gone": end.gone, "because": end.cause.map(RecordId::get),
                "staff": end.by.is_some_and(|(_, order)| order.staff),
            })),
            ..NewRecord::default()
        })
        .await?;
        sqlx::query("UPDATE reservation SET fate = $1 WHERE record_id = $2")
            .bind(rows::fate_word(fate))
            .bind(asked.record.get())
            .execute(self.connection())
            .await?;
        let spent = if fate == Fate::Approved { asked.points.get() } else { 0 };
        sqlx::query(
            "UPDATE allocation SET reserved = reserved - $1, spent = spent + $2 WHERE group_id = $3 AND period_id = $4",
        )
        .bind(asked.points.get())
        .bind(spent)
        .bind(asked.group.get())
        .bind(asked.period)
        .execute(self.connection())
        .await?;
        if fate != Fate::Approved {
            self.unsettle(asked.record).await?;
            self.take_from_share(asked.group, asked.period, asked.partner, asked.points.get()).await?;
        }
        self.withdraw_shout_out(asked.record).await?;
        Ok(())
    }

    /// Frees what waits in a group, or for a company, because of an act on it; claims as well.
    pub(super) async fn free_waiting(&mut self, of: WaitingOf, cause: RecordId) -> Outcome<()> {
        let (which, number) = match of {
            WaitingOf::Group(group) => ("group_id", group.get()),
            WaitingOf::Partner(partner) => ("partner_id", partner.get()),
        };
        let text = format!(
            "SELECT record_id FROM reservation WHERE fate = 'waiting' AND {which} = $1 ORDER BY record_id"
        );
        // The word is one of two of this room.
        let records: Vec<i64> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(text)).bind(number).fetch_all(self.connection()).await?;
        for record in records {
            let asked = self.reservation(RecordId::from_raw(record)).await?.ok_or(Refusal::UnknownRecord)?;
            let gone = self.now >= asked.period_ends;
            let end = End { at: self.now, gone, by: None, cause: Some(cause) };
            self.end(&asked, Fate::Freed, end).await?;
        }
        self.void_claims(of, cause).await
    }

    async fn other_could(&mut self, asked: &Asked) -> Outcome<bool> {
        let text = format!("SELECT CAST({} AS INTEGER) AS other_could", other_could("$1", "$2", "$3"));
        // Nothing of it comes from outside. An erased person is nobody's account.
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(asked.group.get())
            .bind(asked.asker_account.map_or(0, Account::stored))
            .bind(asked.partner.get())
            .fetch_one(self.connection())
            .await?;
        Ok(rows::flag(&row, "other_could"))
    }

    /// Whether a person represents a company, or one that is merged with it; who registered one that staff have not decided on does.
    pub(super) async fn represents(&mut self, partner: PartnerId, who: Account) -> Outcome<bool> {
        let found: Option<i64> = sqlx::query_scalar(
            "SELECT s.partner_id FROM representative s JOIN partner f ON f.id = s.partner_id JOIN partner z ON z.id = $2 \
              WHERE s.account = $1 AND COALESCE(f.root, f.id) = COALESCE(z.root, z.id) \
             UNION ALL SELECT p.id FROM partner p JOIN record j ON j.partner_id = p.id JOIN person q ON q.id = j.actor_id \
              WHERE p.id = $2 AND p.state = 'nominated' AND j.kind = 'partner-registered' AND q.account = $1 LIMIT 1",
        )
        .bind(who.stored())
        .bind(partner.get())
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }
}

/// Whose reservations, and whose claims.
#[derive(Clone, Copy)]
pub(super) enum WaitingOf {
    Group(GroupId),
    Partner(PartnerId),
}
