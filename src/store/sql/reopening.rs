//! What becomes of help that a company offered, or promised, when the company is gone.

use serde_json::json;
use sqlx::Row;

use super::acting::{Acting, NewRecord};
use super::offers::Made;
use super::rows;
use crate::points::ids::{GroupId, PartnerId, RecordId};
use crate::points::request::RequestState;
use crate::store::Outcome;

/// How a company is gone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Gone {
    /// Nobody may thank it: staff suspended or declined it.
    Whole,
    /// It is another one by now, which keeps what this one promised, and what it alone of the two offered.
    Merged,
}

/// What company `$1`, or one that is one with it, offered and what waits, or was promised to a request that is open until after
/// `$2`; its own last. What was promised for a day that is over may have happened.
pub(super) const OFFERED: &str = "
SELECT f.record_id, f.request_id, f.partner_id, f.state, q.group_id
  FROM offer f JOIN request q ON q.record_id = f.request_id
 WHERE f.partner_id IN (SELECT p.id FROM partner p WHERE p.id = $1 OR p.root = $1)
   AND (f.state = 'waiting' OR (f.state = 'accepted' AND q.state = 'accepted' AND q.ends_at > $2))
 ORDER BY CASE f.partner_id WHEN $1 THEN 1 ELSE 0 END, f.record_id";

/// Another offer than `$3` to request `$1`, of company `$2` or of one that is one with it, that stands or was answered.
const ANOTHER: &str = "
SELECT COUNT(*) FROM offer f JOIN partner p ON p.id = f.partner_id JOIN partner z ON z.id = $2
 WHERE f.request_id = $1 AND f.record_id <> $3 AND f.state IN ('waiting', 'accepted', 'declined')
   AND COALESCE(p.root, p.id) = COALESCE(z.root, z.id)";

impl Acting<'_> {
    /// Ends what a company offered, because of an act on it; the help that it had promised is wanted anew.
    pub(super) async fn end_offers_of(
        &mut self,
        partner: PartnerId,
        gone: Gone,
        cause: RecordId,
    ) -> Outcome<()> {
        let now = self.now.timestamp_millis();
        let rows = sqlx::query(OFFERED).bind(partner.get()).bind(now).fetch_all(self.connection()).await?;
        for row in rows {
            let accepted = row.get::<&str, _>("state") == "accepted";
            let made = Made {
                record: rows::record(&row, "record_id"),
                request: rows::record(&row, "request_id"),
                partner: PartnerId::from_raw(row.get("partner_id")),
            };
            if gone == Gone::Merged && (accepted || !self.offers_twice(made).await?) {
                continue;
            }
            let group = GroupId::from_raw(row.get("group_id"));
            self.close_offer(made, group).await?;
            if accepted {
                self.redraw_answers(made.record).await?;
                self.reopen(made.request, group, cause).await?;
            }
            self.redraw_all(made.request).await?;
        }
        Ok(())
    }

    /// Whether companies that are one by now have another offer to the same request.
    async fn offers_twice(&mut self, made: Made) -> Outcome<bool> {
        let others: i64 = sqlx::query_scalar(ANOTHER)
            .bind(made.request.get())
            .bind(made.partner.get())
            .bind(made.record.get())
            .fetch_one(self.connection())
            .await?;
        Ok(others > 0)
    }

    /// Help is wanted anew: the record, how the request stands, and no question whether it happened.
    async fn reopen(&mut self, request: RecordId, group: GroupId, cause: RecordId) -> Outcome<()> {
        let record = NewRecord {
            kind: "request-reopened",
            at: self.now,
            group: Some(group),
            cause: Some(request),
            detail: Some(json!({ "because": cause })),
            ..NewRecord::default()
        };
        self.append(record).await?;
        self.set_request(request, RequestState::Open).await?;
        let prompts = "SELECT id FROM outbox WHERE record_id = $1 AND purpose = 'prompt'";
        let prompts: Vec<i64> =
            sqlx::query_scalar(prompts).bind(request.get()).fetch_all(self.connection()).await?;
        for prompt in prompts {
            self.withdraw(prompt).await?;
        }
        Ok(())
    }

    /// Who was told directly that the offer was taken reads that it isn't any more.
    async fn redraw_answers(&mut self, offer: RecordId) -> Outcome<()> {
        let answers = "SELECT id FROM record WHERE cause = $1 AND kind = 'offer-ended' ORDER BY id";
        let answers: Vec<i64> =
            sqlx::query_scalar(answers).bind(offer.get()).fetch_all(self.connection()).await?;
        for answer in answers {
            self.redraw_all(RecordId::from_raw(answer)).await?;
        }
        Ok(())
    }
}
