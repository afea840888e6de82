//! What companies offer, and what groups answer.

use serde_json::json;
use sqlx::Row;

use super::Shared;
use super::acting::{Acting, NewRecord};
use super::request_read::read_offer;
use super::rows;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::request::{self, OfferFacts, OfferState, RequestState};
use crate::store::{Act, Offer, OfferOrder, OfferVerdictOrder, Outcome};

/// Whose offer it is, and to what.
#[derive(Clone, Copy)]
pub(super) struct Made {
    pub(super) record: RecordId,
    pub(super) request: RecordId,
    pub(super) partner: PartnerId,
}

/// The offer of record `$1`.
const STATE: &str = "
SELECT f.record_id, f.request_id, f.partner_id, f.state, n.state AS partner_state
  FROM offer f JOIN partner p ON p.id = f.partner_id JOIN partner n ON n.id = COALESCE(p.root, p.id)
 WHERE f.record_id = $1";

/// How company `$1` stands, as the one that it is by now.
const STATE_NOW: &str =
    "SELECT n.state FROM partner p JOIN partner n ON n.id = COALESCE(p.root, p.id) WHERE p.id = $1";

/// An offer to request `$1` of company `$2`, or of one that is one with it. One that was closed on them is none.
pub(super) const OFFERED: &str = "
SELECT f.record_id FROM offer f JOIN partner p ON p.id = f.partner_id JOIN partner z ON z.id = $2
 WHERE f.request_id = $1 AND f.state <> 'closed' AND COALESCE(p.root, p.id) = COALESCE(z.root, z.id) LIMIT 1";

impl Shared {
    pub(super) async fn offer_help(&self, order: OfferOrder) -> Outcome<Offer> {
        let mut acting = self.begin().await?;
        if let Some(record) = acting.made_before(&order.act).await? {
            return acting.offer_shown(record).await;
        }
        let (group, facts) = acting.request_facts(order.request).await?;
        let represents = acting.represents(order.partner, order.by).await?;
        let state: Option<String> = sqlx::query_scalar(STATE_NOW)
            .bind(order.partner.get())
            .fetch_optional(acting.connection())
            .await?;
        let state = rows::partner_state(&state.ok_or(Refusal::UnknownRecord)?)?;
        let offered: Option<i64> = sqlx::query_scalar(OFFERED)
            .bind(order.request.get())
            .bind(order.partner.get())
            .fetch_optional(acting.connection())
            .await?;
        request::offer(&facts, represents, state, offered.is_some(), acting.now)?;
        let (at, actor) = (acting.now, acting.person(order.by).await?);
        let record = NewRecord {
            kind: "offer",
            at,
            actor: Some(actor),
            group: Some(group),
            partner: Some(order.partner),
            cause: Some(order.request),
            act: Some(&order.act),
            text: Some(order.wording.as_str()),
            ..NewRecord::default()
        };
        let record = acting.append(record).await?;
        sqlx::query("INSERT INTO offer (record_id, request_id, partner_id) VALUES ($1, $2, $3)")
            .bind(record.get())
            .bind(order.request.get())
            .bind(order.partner.get())
            .execute(acting.connection())
            .await?;
        let due = acting.clock.timestamp_millis();
        acting.tell_in_thread(("offer", record), "thread", (order.request, group), due).await?;
        acting.redraw_all(order.request).await?;
        let shown = acting.offer_shown(record).await?;
        acting.commit().await?;
        Ok(shown)
    }

    pub(super) async fn answer_offer(&self, order: OfferVerdictOrder) -> Outcome<Offer> {
        let mut acting = self.begin().await?;
        if acting.made_before(&order.act).await?.is_none() {
            acting.answer_offer(&order).await?;
            let shown = acting.offer_shown(order.offer).await?;
            acting.commit().await?;
            return Ok(shown);
        }
        acting.offer_shown(order.offer).await
    }
}

impl Acting<'_> {
    async fn offer_shown(&mut self, record: RecordId) -> Outcome<Offer> {
        Ok(read_offer(self.connection(), record).await?.ok_or(Refusal::UnknownRecord)?)
    }

    async fn answer_offer(&mut self, order: &OfferVerdictOrder) -> Outcome<()> {
        let row = sqlx::query(STATE).bind(order.offer.get()).fetch_optional(self.connection()).await?;
        let row = row.ok_or(Refusal::UnknownRecord)?;
        let word: &str = row.get("state");
        let made = Made {
            record: order.offer,
            request: rows::record(&row, "request_id"),
            partner: PartnerId::from_raw(row.get("partner_id")),
        };
        let (group, facts) = self.request_facts(made.request).await?;
        let offer = OfferFacts {
            state: OfferState::parse(word).ok_or_else(|| rows::unreadable("state of an offer", &word))?,
            leads: self.leads(group, order.by, &order.roles).await?,
            represents: self.represents(made.partner, order.by).await?,
            partner: rows::partner_state(row.get("partner_state"))?,
        };
        let decision = request::decide_offer(&facts, &offer, order.verdict, self.now)?;
        let actor = self.person(order.by).await?;
        let ended = self.end_offer(made, group, decision.state, Some((actor, &order.act))).await?;
        self.notice_answer(ended, made.partner, actor).await?;
        if let Some(asked_at) = decision.asked_at {
            self.set_request(made.request, RequestState::Accepted).await?;
            self.redraw_all(made.record).await?;
            self.close_offers(made.request).await?;
            self.prompt(made.request, group, asked_at.timestamp_millis()).await?;
        } else {
            self.withdraw_shout_out(made.record).await?;
        }
        self.redraw_all(made.request).await
    }

    async fn end_offer(
        &mut self,
        made: Made,
        group: GroupId,
        state: OfferState,
        by: Option<(i64, &Act)>,
    ) -> Outcome<RecordId> {
        let record = NewRecord {
            kind: "offer-ended",
            at: self.now,
            actor: by.map(|(actor, _)| actor),
            group: Some(group),
            partner: Some(made.partner),
            cause: Some(made.record),
            act: by.map(|(_, act)| act),
            detail: Some(json!({ "how": state.as_str() })),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        sqlx::query("UPDATE offer SET state = $2 WHERE record_id = $1")
            .bind(made.record.get())
            .bind(state.as_str())
            .execute(self.connection())
            .await?;
        Ok(record)
    }

    /// An offer is taken no more, and who made it is let know.
    pub(super) async fn close_offer(&mut self, made: Made, group: GroupId) -> Outcome<()> {
        let ended = self.end_offer(made, group, OfferState::Closed, None).await?;
        self.notice_answer(ended, made.partner, 0).await?;
        self.withdraw_shout_out(made.record).await?;
        Ok(())
    }

    /// Closes what waits for an answer to a request that takes none any more, and lets those who offered know.
    pub(super) async fn close_offers(&mut self, request: RecordId) -> Outcome<()> {
        let waiting: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT record_id, partner_id FROM offer WHERE request_id = $1 AND state = 'waiting' ORDER BY record_id",
        )
        .bind(request.get())
        .fetch_all(self.connection())
        .await?;
        if waiting.is_empty() {
            return Ok(());
        }
        let (group, _) = self.request_facts(request).await?;
        for (record, partner) in waiting {
            let (record, partner) = (RecordId::from_raw(record), PartnerId::from_raw(partner));
            self.close_offer(Made { record, request, partner }, group).await?;
        }
        Ok(())
    }

    /// When the day is over the group's leaders are asked once whether it happened: among themselves where they have a place
    /// for it then, else in the request's own thread.
    async fn prompt(&mut self, request: RecordId, group: GroupId, due: i64) -> Outcome<()> {
        self.tell_in_thread(("prompt", request), "leaders", (request, group), due).await
    }
}
