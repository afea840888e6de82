//! Claims: taken, and ended without an award.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde_json::json;
use sqlx::Row;

use super::SqlStore;
use super::acting::{Acting, NewRecord};
use super::claim_read::{read_claim, read_of_partner, read_waiting};
use super::reservation::WaitingOf;
use super::rows::{self, day_number};
use crate::points::claim::{self, ClaimFate, ClaimRequest, ClaimState, EndState};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::text::Website;
use crate::store::{Act, Claim, ClaimEnd, ClaimOrder, Claims, GroupState, Outcome};

/// What waits of company `$2` at group `$1`.
pub(super) const WAITS: &str =
    "SELECT contribution, day FROM claim WHERE group_id = $1 AND partner_id = $2 AND fate = 'waiting'";

pub(super) const LAPSED: &str =
    "SELECT record_id FROM claim WHERE fate = 'waiting' AND lapses_at <= $1 ORDER BY lapses_at, record_id";

/// Those of company `$3` at group `$2` alone.
pub(super) const LAPSED_THERE: &str = "SELECT record_id FROM claim WHERE fate = 'waiting' AND lapses_at <= $1 AND group_id = $2 \
    AND partner_id = $3 ORDER BY lapses_at, record_id";

/// How a claim ends without an award.
struct End<'a> {
    fate: ClaimFate,
    /// Who ends it, by which act; none when nobody did.
    by: Option<(i64, &'a Act)>,
    why: Option<&'a str>,
    /// The record that made it void.
    cause: Option<RecordId>,
}

#[async_trait]
impl Claims for SqlStore {
    async fn make_claim(&self, order: ClaimOrder) -> Outcome<Claim> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&order.act).await? {
            return acting.shown_claim(record).await;
        }
        let record = acting.make_claim(&order).await?;
        let claim = acting.shown_claim(record).await?;
        acting.commit().await?;
        Ok(claim)
    }

    async fn end_claim(&self, order: ClaimEnd) -> Outcome<Claim> {
        let mut acting = self.shared.begin().await?;
        let claim = acting.shown_claim(order.claim).await?;
        if acting.made_before(&order.act).await?.is_some() {
            return Ok(claim);
        }
        let state = EndState {
            fate: claim.fate,
            lapses_at: claim.lapses_at,
            leads: acting.leads(claim.group, order.by, &order.roles).await?,
            represents: acting.represents(claim.partner, order.by).await?,
        };
        let fate = claim::end(&state, order.verdict, acting.now)?;
        let by = Some((acting.person(order.by).await?, &order.act));
        let why = order.reason.as_ref().map(|reason| reason.as_str());
        acting.end_claim(&claim, End { fate, by, why, cause: None }).await?;
        let ended = acting.shown_claim(order.claim).await?;
        acting.commit().await?;
        Ok(ended)
    }

    async fn lapse_claims(&self) -> Outcome<u64> {
        let mut acting = self.shared.begin().await?;
        let lapsed = acting.lapse_claims(None).await?;
        acting.commit().await?;
        Ok(lapsed)
    }

    async fn claim(&self, record: RecordId) -> Outcome<Option<Claim>> {
        read_claim(&mut *self.shared.readers.acquire().await?, record).await
    }

    async fn waiting_claims(&self, group: GroupId) -> Outcome<Vec<Claim>> {
        read_waiting(&mut *self.shared.readers.acquire().await?, group).await
    }

    async fn claims_of(&self, partner: PartnerId, since: DateTime<Utc>) -> Outcome<Vec<Claim>> {
        let mut connection = self.shared.readers.acquire().await?;
        read_of_partner(&mut connection, partner, since.timestamp_millis()).await
    }
}

impl Acting<'_> {
    async fn shown_claim(&mut self, record: RecordId) -> Outcome<Claim> {
        Ok(read_claim(self.connection(), record).await?.ok_or(Refusal::UnknownRecord)?)
    }

    /// Of all, or of a company at a group alone.
    async fn lapse_claims(&mut self, there: Option<(GroupId, PartnerId)>) -> Outcome<u64> {
        let now = self.now.timestamp_millis();
        let question = match there {
            None => sqlx::query_scalar(LAPSED).bind(now),
            Some((group, partner)) => {
                sqlx::query_scalar(LAPSED_THERE).bind(now).bind(group.get()).bind(partner.get())
            }
        };
        let records: Vec<i64> = question.fetch_all(self.connection()).await?;
        for record in &records {
            let claim = self.shown_claim(RecordId::from_raw(*record)).await?;
            let end = End { fate: ClaimFate::Lapsed, by: None, why: None, cause: None };
            self.end_claim(&claim, end).await?;
        }
        Ok(records.len() as u64)
    }

    /// The claim's record, its row, and the card for who decides.
    async fn make_claim(&mut self, order: &ClaimOrder) -> Outcome<RecordId> {
        // What has lapsed stands in nobody's way, also where that wasn't written down yet.
        self.lapse_claims(Some((order.group, order.partner))).await?;
        let state = self.claim_state(order).await?;
        let request = ClaimRequest { contribution: order.contribution.clone(), day: order.day };
        let decision = claim::decide(self.rules(), &state, &request, self.now)?;
        let actor = self.person(order.by).await?;
        let (day, lapses) = (day_number(decision.day), decision.lapses_at.timestamp_millis());
        let record = self
            .append(NewRecord {
                kind: "claim",
                at: decision.at,
                actor: Some(actor),
                group: Some(order.group),
                partner: Some(order.partner),
                contribution: Some(&order.contribution),
                day: Some(day),
                act: Some(&order.act),
                detail: Some(json!({ "lapses_at": lapses })),
                text: Some(order.reason.as_str()),
                particulars: ["", order.link.as_ref().map_or("", Website::as_str)],
                ..NewRecord::default()
            })
            .await?;
        sqlx::query(
            "INSERT INTO claim (record_id, group_id, partner_id, contribution, day, lapses_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(record.get())
        .bind(order.group.get())
        .bind(order.partner.get())
        .bind(order.contribution.as_str())
        .bind(day)
        .bind(lapses)
        .execute(self.connection())
        .await?;
        self.tell("claim", record, "leaders", Some(order.group)).await?;
        Ok(record)
    }

    async fn claim_state(&mut self, order: &ClaimOrder) -> Outcome<ClaimState> {
        let group = self.group(order.group).await?;
        let partner = self.partner(order.partner).await?;
        let rows = sqlx::query(WAITS)
            .bind(order.group.get())
            .bind(order.partner.get())
            .fetch_all(self.connection())
            .await?;
        let waiting = rows.iter().map(|row| {
            let word: &str = row.get("contribution");
            let contribution =
                ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?;
            Ok((contribution, rows::day(row.get("day"))?))
        });
        let waiting = waiting.collect::<Outcome<_>>()?;
        Ok(ClaimState {
            represents: self.represents(order.partner, order.by).await?,
            partner: partner.state,
            merged_into: partner.merged_into,
            group_active: group.state == GroupState::Active,
            group_timezone: group.timezone,
            waiting,
        })
    }

    /// Ends a claim: the record, the row, and its card drawn anew.
    async fn end_claim(&mut self, claim: &Claim, end: End<'_>) -> Outcome<()> {
        let word = rows::claim_fate_word(end.fate);
        self.append(NewRecord {
            kind: "claim-ended",
            at: self.now,
            actor: end.by.map(|(person, _)| person),
            group: Some(claim.group),
            partner: Some(claim.partner),
            cause: Some(claim.record),
            act: end.by.map(|(_, act)| act),
            detail: Some(json!({ "fate": word, "because": end.cause.map(RecordId::get) })),
            text: end.why,
            ..NewRecord::default()
        })
        .await?;
        sqlx::query("UPDATE claim SET fate = $1 WHERE record_id = $2")
            .bind(word)
            .bind(claim.record.get())
            .execute(self.connection())
            .await?;
        self.withdraw_shout_out(claim.record).await?;
        Ok(())
    }

    /// Ends what waits at a group, or of a company, because of an act on it: it can't be confirmed any more.
    pub(super) async fn void_claims(&mut self, of: WaitingOf, cause: RecordId) -> Outcome<()> {
        let waiting: Vec<i64> = match of {
            WaitingOf::Group(group) => {
                sqlx::query_scalar(OF_GROUP).bind(GroupId::get(group)).fetch_all(self.connection()).await?
            }
            WaitingOf::Partner(partner) => {
                sqlx::query_scalar(OF_PARTNER).bind(partner.get()).fetch_all(self.connection()).await?
            }
        };
        for record in waiting {
            let claim = self.shown_claim(RecordId::from_raw(record)).await?;
            let end = End { fate: ClaimFate::Void, by: None, why: None, cause: Some(cause) };
            self.end_claim(&claim, end).await?;
        }
        Ok(())
    }
}

const OF_GROUP: &str =
    "SELECT record_id FROM claim WHERE fate = 'waiting' AND group_id = $1 ORDER BY record_id";

const OF_PARTNER: &str =
    "SELECT record_id FROM claim WHERE fate = 'waiting' AND partner_id = $1 ORDER BY record_id";
