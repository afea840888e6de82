//! Asking for help, and how that ends.

use async_trait::async_trait;
use serde_json::json;
use sqlx::Row;

use super::SqlStore;
use super::acting::{Acting, NewRecord};
use super::request_read::{
    FOR_REQUEST, MADE_BY, OF_GROUP, OPEN, facts, read_offer, read_offers, read_request, read_requests,
};
use super::rows::{self, day_number};
use crate::points::ids::{GroupId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::request::{self, AskState, RequestFacts, RequestState};
use crate::store::outside::{Account, Channel};
use crate::store::{
    Act, EndingOrder, HelpRequest, Offer, OfferOrder, OfferVerdictOrder, Outcome, RequestOrder, RequestScope,
    Requests, Subscription,
};

/// How request `$1` stands.
const STATE: &str = "
SELECT q.state, q.ends_at, q.last_day, q.group_id, g.timezone, g.state AS group_state
  FROM request q JOIN user_group g ON g.id = q.group_id WHERE q.record_id = $1";

/// What nobody was accepted for in time.
pub(super) const EXPIRED: &str =
    "SELECT record_id FROM request WHERE state = 'open' AND ends_at <= $1 ORDER BY ends_at, record_id";

#[async_trait]
impl Requests for SqlStore {
    async fn ask_for_help(&self, order: RequestOrder) -> Outcome<HelpRequest> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&order.act).await? {
            return acting.request_shown(record).await;
        }
        let record = acting.ask_for_help(&order).await?;
        let shown = acting.request_shown(record).await?;
        acting.commit().await?;
        Ok(shown)
    }

    async fn end_request(&self, order: EndingOrder) -> Outcome<HelpRequest> {
        let mut acting = self.shared.begin().await?;
        if acting.made_before(&order.act).await?.is_none() {
            let (group, facts) = acting.request_facts(order.request).await?;
            let leads = acting.leads(group, order.by, &order.roles).await?;
            let state = request::end(&facts, leads, order.ending)?;
            let actor = acting.person(order.by).await?;
            acting.close_request(order.request, group, state, Closed::By(actor, &order.act)).await?;
            let shown = acting.request_shown(order.request).await?;
            acting.commit().await?;
            return Ok(shown);
        }
        acting.request_shown(order.request).await
    }

    async fn offer_help(&self, order: OfferOrder) -> Outcome<Offer> {
        self.shared.offer_help(order).await
    }

    async fn answer_offer(&self, order: OfferVerdictOrder) -> Outcome<Offer> {
        self.shared.answer_offer(order).await
    }

    async fn expire_requests(&self) -> Outcome<u64> {
        let mut acting = self.shared.begin().await?;
        let now = acting.now.timestamp_millis();
        let records: Vec<i64> = sqlx::query_scalar(EXPIRED).bind(now).fetch_all(acting.connection()).await?;
        for record in &records {
            let record = RecordId::from_raw(*record);
            let (group, _) = acting.request_facts(record).await?;
            acting.close_request(record, group, RequestState::Expired, Closed::Itself(None)).await?;
        }
        if !records.is_empty() {
            acting.commit().await?;
        }
        Ok(records.len() as u64)
    }

    async fn request(&self, request: RecordId) -> Outcome<Option<HelpRequest>> {
        read_request(&mut *self.shared.readers.acquire().await?, request).await
    }

    async fn offer(&self, offer: RecordId) -> Outcome<Option<Offer>> {
        read_offer(&mut *self.shared.readers.acquire().await?, offer).await
    }

    async fn open_requests(&self, scope: RequestScope, skip: u32, limit: u32) -> Outcome<Vec<HelpRequest>> {
        let server = match scope {
            RequestScope::Server(server) => Some(server.stored()),
            RequestScope::Program => None,
        };
        let now = (self.shared.clock)().timestamp_millis();
        let numbers = [server, Some(skip.into()), Some(limit.into()), Some(now)];
        read_requests(&mut *self.shared.readers.acquire().await?, OPEN, &numbers).await
    }

    async fn requests_of(&self, group: GroupId) -> Outcome<Vec<HelpRequest>> {
        let now = (self.shared.clock)().timestamp_millis();
        let numbers = [Some(group.get()), Some(now)];
        read_requests(&mut *self.shared.readers.acquire().await?, OF_GROUP, &numbers).await
    }

    async fn offers_for(&self, request: RecordId, limit: u32) -> Outcome<Vec<Offer>> {
        let numbers = [request.get(), i64::from(limit)];
        read_offers(&mut *self.shared.readers.acquire().await?, FOR_REQUEST, &numbers).await
    }

    async fn offers_by(&self, account: Account, limit: u32) -> Outcome<Vec<Offer>> {
        let numbers = [account.stored(), i64::from(limit)];
        read_offers(&mut *self.shared.readers.acquire().await?, MADE_BY, &numbers).await
    }

    async fn subscription(&self, account: Account) -> Outcome<Option<Subscription>> {
        self.shared.subscription(account).await
    }

    async fn subscribe(&self, account: Account, wanted: Option<Subscription>) -> Outcome<()> {
        self.shared.subscribe(account, wanted).await
    }

    async fn notice_what_happened(&self) -> Outcome<()> {
        self.shared.notice_what_happened().await
    }
}

/// Stands for no day where days are compared.
const NO_DAY: i64 = i64::MIN;

/// Who closed a request.
enum Closed<'a> {
    /// A person, with this act.
    By(i64, &'a Act),
    /// Nobody: its time was over, or the record of something that happened to its group.
    Itself(Option<RecordId>),
}

/// The first and the last day, as they are kept.
fn span_numbers(order: &RequestOrder) -> [Option<i64>; 2] {
    [order.span.map(|span| span.0), order.span.map(|span| span.1)].map(|day| day.map(day_number))
}

impl Acting<'_> {
    /// Whether a request that is open says the same in each word.
    async fn asks_already(&mut self, order: &RequestOrder) -> Outcome<bool> {
        let [first, last] = span_numbers(order).map(|day| day.unwrap_or(NO_DAY));
        let same: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM request q JOIN record_text t ON t.record_id = q.record_id \
             WHERE q.group_id = $1 AND q.state = 'open' AND q.ends_at > $2 AND q.kind = $3 \
             AND COALESCE(q.first_day, $9) = $4 AND COALESCE(q.last_day, $9) = $5 \
             AND t.event = $6 AND t.link = $7 AND t.text = $8",
        )
        .bind(order.group.get())
        .bind(self.now.timestamp_millis())
        .bind(order.kind.as_str())
        .bind(first)
        .bind(last)
        .bind(order.topic.as_str())
        .bind(order.place.as_str())
        .bind(order.wording.as_str())
        .bind(NO_DAY)
        .fetch_one(self.connection())
        .await?;
        Ok(same > 0)
    }

    async fn ask_for_help(&mut self, order: &RequestOrder) -> Outcome<RecordId> {
        let group = self.group(order.group).await?;
        let now = self.now.timestamp_millis();
        let open = "SELECT COUNT(*) FROM request WHERE group_id = $1 AND state = 'open' AND ends_at > $2";
        let open: i64 =
            sqlx::query_scalar(open).bind(group.id.get()).bind(now).fetch_one(self.connection()).await?;
        let state = AskState {
            active: group.state == crate::store::GroupState::Active,
            leads: self.leads(group.id, order.by, &order.roles).await?,
            open: u32::try_from(open).unwrap_or(u32::MAX),
            same: self.asks_already(order).await?,
            timezone: group.timezone,
        };
        let ends_at = request::ask(&state, order.span, self.now)?;
        let (at, actor) = (self.now, self.person(order.by).await?);
        let [first, last] = span_numbers(order);
        let record = NewRecord {
            kind: "request",
            at,
            actor: Some(actor),
            group: Some(group.id),
            act: Some(&order.act),
            detail: Some(json!({ "kind": order.kind.as_str(), "first": first, "last": last })),
            text: Some(order.wording.as_str()),
            particulars: [order.topic.as_str(), order.place.as_str()],
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        sqlx::query(
            "INSERT INTO request (record_id, group_id, kind, first_day, last_day, ends_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(record.get())
        .bind(group.id.get())
        .bind(order.kind.as_str())
        .bind(first)
        .bind(last)
        .bind(ends_at.timestamp_millis())
        .execute(self.connection())
        .await?;
        self.tell("request", record, "requests", Some(group.id)).await?;
        let program: Option<i64> =
            sqlx::query_scalar("SELECT requests_channel FROM program").fetch_one(self.connection()).await?;
        let own = group.requests_channel.unwrap_or(group.shout_out_channel);
        if program.map(Channel::from_stored).is_some_and(|channel| channel != own) {
            self.tell("request", record, "program-requests", None).await?;
        }
        self.notice_request(record, order.kind, &group.language).await?;
        Ok(record)
    }

    pub(super) async fn request_facts(&mut self, record: RecordId) -> Outcome<(GroupId, RequestFacts)> {
        let row = sqlx::query(STATE).bind(record.get()).fetch_optional(self.connection()).await?;
        let row = row.ok_or(Refusal::UnknownRecord)?;
        Ok((GroupId::from_raw(row.get("group_id")), facts(&row)?))
    }

    async fn request_shown(&mut self, record: RecordId) -> Outcome<HelpRequest> {
        Ok(read_request(self.connection(), record).await?.ok_or(Refusal::UnknownRecord)?)
    }

    /// Ends a request: the record, how it stands, the offers that wait, and its messages.
    async fn close_request(
        &mut self,
        record: RecordId,
        group: GroupId,
        state: RequestState,
        closed: Closed<'_>,
    ) -> Outcome<()> {
        let (actor, act, because) = match closed {
            Closed::By(actor, act) => (Some(actor), Some(act), None),
            Closed::Itself(because) => (None, None, because),
        };
        let ended = NewRecord {
            kind: "request-ended",
            at: self.now,
            actor,
            group: Some(group),
            cause: Some(record),
            act,
            detail: Some(json!({ "how": state.as_str(), "because": because.map(RecordId::get) })),
            ..NewRecord::default()
        };
        self.append(ended).await?;
        self.set_request(record, state).await?;
        self.close_offers(record).await?;
        self.withdraw_shout_out(record).await?;
        Ok(())
    }

    pub(super) async fn set_request(&mut self, record: RecordId, state: RequestState) -> Outcome<()> {
        sqlx::query("UPDATE request SET state = $2 WHERE record_id = $1")
            .bind(record.get())
            .bind(state.as_str())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// A group that is closed, or moved, asks for nothing any more, and can't thank for what was promised to it.
    pub(super) async fn withdraw_requests(&mut self, group: GroupId, cause: RecordId) -> Outcome<()> {
        let open: Vec<i64> = sqlx::query_scalar(
            "SELECT record_id FROM request WHERE group_id = $1 AND state IN ('open', 'accepted') ORDER BY record_id",
        )
        .bind(group.get())
        .fetch_all(self.connection())
        .await?;
        for record in open {
            let record = RecordId::from_raw(record);
            self.close_request(record, group, RequestState::Withdrawn, Closed::Itself(Some(cause))).await?;
        }
        Ok(())
    }
}

/// The row whose message hosts what is said about a request.
pub(super) const HOST: &str =
    "SELECT id FROM outbox WHERE record_id = $1 AND purpose = 'request' AND audience = 'requests'";

impl Acting<'_> {
    /// Writes down what is to be told in the thread of a request's message, not before `due` (unix milliseconds).
    pub(super) async fn tell_in_thread(
        &mut self,
        (purpose, record): (&'static str, RecordId),
        audience: &'static str,
        (request, group): (RecordId, GroupId),
        due: i64,
    ) -> Outcome<()> {
        let host: Option<i64> =
            sqlx::query_scalar(HOST).bind(request.get()).fetch_optional(self.connection()).await?;
        let host = host.ok_or_else(|| rows::unreadable("message of a request", &request))?;
        sqlx::query(
            "INSERT INTO outbox (purpose, record_id, audience, group_id, host, due_at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(purpose)
        .bind(record.get())
        .bind(audience)
        .bind(group.get())
        .bind(host)
        .bind(due)
        .execute(self.connection())
        .await?;
        Ok(())
    }
}
