//! The facts of a message, read when it is drawn.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::Shared;
use super::claim_read::read_claim;
use super::dialect::Dialect;
use super::digest_read::read_digest;
use super::given::WORDS;
use super::groups::read_group;
use super::jobs::leaders_alone;
use super::partners::read_partner;
use super::places::GoneDetail;
use super::posted_board::{board_channel, read_board_facts};
use super::reporting::read_report;
use super::request_read::{read_offer, read_request};
use super::reservation_read::read_reservation;
use super::rows;
use super::tiers::{rank_at, ranks};
use super::voices::read_voices;
use crate::points::ids::{GroupId, PartnerId, RecordId, TierId};
use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::points::voices::Voices;
use crate::store::outside::{Account, Role};
use crate::store::{
    ErrandId, Facts, GroupState, LeaderRef, Notice, NoticeFacts, Outcome, Purpose, ShoutOutFacts, StoreFault,
    TierFacts,
};

/// Whether the tier of a record is one that the company lost when what brought it about was taken back, or what stands in its
/// place since it was put right.
pub(super) fn fell(record: &str) -> String {
    format!(
        "EXISTS (
  WITH RECURSIVE stands (id) AS (
    SELECT {record}.cause UNION
    SELECT c.id FROM stands JOIN record c ON c.cause = stands.id AND c.kind IN ('correction', 'award'))
  SELECT 1 FROM stands CROSS JOIN record x CROSS JOIN record f CROSS JOIN rank high
    LEFT JOIN rank low ON low.tier = f.detail ->> 'to'
   WHERE x.reverses = stands.id AND f.cause = x.id AND f.kind = 'tier' AND high.tier = {record}.detail ->> 'to'
     AND COALESCE(low.place, 0) < high.place)"
    )
}

/// What is read for row `$1` of the outbox.
pub(super) static MESSAGE: LazyLock<String> = LazyLock::new(|| {
    format!("
WITH {rank}
SELECT o.purpose, o.audience, r.id AS record_id, r.at, r.kind, r.group_id, r.partner_id, r.detail, p.name AS partner_name,
       g.name AS group_name, CASE WHEN o.audience <> 'announcements' THEN COALESCE(n.language, g.language) END AS language, n.name AS helped, NULLIF(COALESCE(w.text, t.text), '') AS text, t.event, t.link, person.account,
       (SELECT COUNT(*) FROM applause a WHERE a.outbox_id = o.id) AS applause,
       CAST(EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AS INTEGER) AS reversed,
       CAST({fallen} AS INTEGER) AS fallen,
       p.tier AS holds, CAST(COALESCE(p.state = 'active' AND p.merged_into IS NULL, FALSE) AS INTEGER) AS is_there,
       CAST(o.audience <> 'helped' OR COALESCE(n.state = 'active' AND n.tier_news = 1, FALSE) AS INTEGER) AS is_asked
  FROM outbox o
  JOIN record r ON r.id = o.record_id
  LEFT JOIN partner p ON p.id = r.partner_id
  LEFT JOIN user_group g ON g.id = r.group_id
  LEFT JOIN user_group n ON n.id = o.group_id AND o.audience = 'helped'
  LEFT JOIN person ON person.id = r.actor_id {WORDS}
 WHERE o.id = $1", rank = rank_at("$2"), fallen = fell("r"))
});

#[derive(Deserialize)]
struct TierDetail {
    from: Option<TierId>,
    to: Option<TierId>,
    points: i64,
    groups: u32,
}

/// What a representative gave the company before they came.
#[derive(Deserialize)]
struct GivenBefore {
    awards: i64,
    points: i64,
}

/// By what facts are read beside what is kept: the rules and the moment.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) rules: &'a Rules,
    pub(super) dialect: Dialect,
    pub(super) now: DateTime<Utc>,
}

impl Shared {
    /// As of now.
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen { rules: &self.rules, dialect: self.dialect, now: (self.clock)() }
    }
}

/// Reads the facts of a row of the outbox.
pub(super) async fn read_facts(
    connection: &mut AnyConnection,
    errand: ErrandId,
    seen: Seen<'_>,
) -> Outcome<Facts> {
    // Nothing of it comes from outside.
    let row = sqlx::query(AssertSqlSafe(seen.dialect.reading_detail(&MESSAGE)))
        .bind(errand.get())
        .bind(ranks(seen.rules))
        .fetch_optional(&mut *connection)
        .await?
        .ok_or(Refusal::UnknownRecord)?;
    let detail: &str = row.get("detail");
    let partner = || PartnerId::from_raw(row.get("partner_id"));
    let unreadable = |error: serde_json::Error| rows::unreadable("detail of a record", &error);
    let by = row.get::<Option<i64>, _>("account").map(Account::from_stored);
    match rows::purpose(row.get("purpose"))? {
        Purpose::Award => {
            let (voices, voices_folded) = read_voices(connection, errand).await?;
            let facts = ShoutOutFacts { voices, voices_folded, ..shout_out(&row)? };
            Ok(Facts::ShoutOut(Box::new(facts)))
        }
        Purpose::Report => read_report(connection, detail, (by, row.get("text"))).await,
        Purpose::Tier => Ok(Facts::Tier(tier(&row, seen.rules)?)),
        Purpose::Request | Purpose::Prompt => {
            let request = read_request(connection, RecordId::from_raw(row.get("record_id"))).await?;
            let request = Box::new(request.ok_or(Refusal::UnknownRecord)?);
            Ok(if row.get::<&str, _>("purpose") == "prompt" {
                Facts::Prompt(request)
            } else {
                Facts::Request(request)
            })
        }
        Purpose::Offer => {
            let offer = read_offer(connection, RecordId::from_raw(row.get("record_id"))).await?;
            Ok(Facts::Offer(Box::new(offer.ok_or(Refusal::UnknownRecord)?)))
        }
        Purpose::Notice => {
            let locale: Option<String> =
                sqlx::query_scalar(LOCALE).bind(errand.get()).fetch_optional(&mut *connection).await?;
            let notice = notice(connection, &row, seen.rules).await?;
            Ok(Facts::Notice(Box::new(NoticeFacts { locale: locale.unwrap_or_default(), notice })))
        }
        Purpose::Proposal => {
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            Ok(Facts::Proposal(Box::new(group.ok_or(Refusal::UnknownGroup)?)))
        }
        Purpose::Nomination => {
            let (id, represents) = (partner(), row.get::<&str, _>("kind") == "partner-registered");
            let partner = read_partner(connection, id).await?.ok_or(Refusal::UnknownRecord)?;
            Ok(Facts::Nomination { partner: Box::new(partner), by, represents })
        }
        Purpose::Leaders => {
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            // Usually the note hangs on what changed the group, of which the leaders' own records come.
            if row.get::<&str, _>("kind") == "leaders" {
                return Ok(Facts::LeaderErased(Box::new(group.ok_or(Refusal::UnknownGroup)?)));
            }
            let (added, removed) = leader_changes(connection, row.get("record_id")).await?;
            Ok(Facts::Leaders { group: Box::new(group.ok_or(Refusal::UnknownGroup)?), by, added, removed })
        }
        Purpose::Conflict => {
            let given: GivenBefore = serde_json::from_str(detail).map_err(unreadable)?;
            let who: Option<i64> = sqlx::query_scalar(
                "SELECT person.account FROM record r JOIN person ON person.id = r.subject_id WHERE r.id = $1",
            )
            .bind(row.get::<i64, _>("record_id"))
            .fetch_optional(connection)
            .await?
            .flatten();
            let (who, partner_name) = (who.map(Account::from_stored), row.get("partner_name"));
            Ok(Facts::Conflict { partner_name, who, by, awards: given.awards, points: given.points })
        }
        Purpose::Warning => {
            let held: HeldDetail = serde_json::from_str(detail).map_err(unreadable)?;
            let partner = read_partner(connection, partner()).await?.ok_or(Refusal::UnknownRecord)?;
            let (Some(tier), Some(until)) = (held.to, held.warned_until) else {
                return Err(rows::unreadable("warning", &"of no tier").into());
            };
            Ok(Facts::Warning { partner: Box::new(partner), tier, until: rows::day(until)? })
        }
        Purpose::Reminder => {
            let group = GroupId::from_raw(row.get("group_id"));
            let left =
                sqlx::query(LEFT).bind(row.get::<i64, _>("record_id")).fetch_one(&mut *connection).await?;
            let group = read_group(connection, group).await?.ok_or(Refusal::UnknownGroup)?;
            let (remaining, ends): (i64, _) = (left.get("remaining"), rows::instant(left.get("ends_at"))?);
            let lapses = remaining - seen.rules.allocation().carry_over().get();
            let due = group.state == GroupState::Active && rows::flag(&left, "alone") && seen.now < ends;
            let lapsing = lapses.max(0);
            Ok(Facts::Reminder { group: Box::new(group), remaining, lapsing, due, ends })
        }
        Purpose::Gone => {
            let gone: GoneDetail = serde_json::from_str(detail).map_err(unreadable)?;
            let for_staff = row.get::<&str, _>("audience") == "staff";
            let group = read_group(connection, GroupId::from_raw(row.get("group_id"))).await?;
            let group = group.ok_or(Refusal::UnknownGroup)?;
            let (what, mended) = gone.read(&group);
            Ok(Facts::Gone { group: Box::new(group), what, mended, for_staff })
        }
        Purpose::Approval => {
            let (record, for_staff) = (row.get("record_id"), row.get::<&str, _>("audience") == "staff");
            let reservation = read_reservation(connection, RecordId::from_raw(record)).await?;
            Ok(Facts::Approval {
                reservation: Box::new(reservation.ok_or(Refusal::UnknownRecord)?),
                for_staff,
            })
        }
        Purpose::Claim => {
            let claim = read_claim(connection, rows::record(&row, "record_id")).await?;
            Ok(Facts::Claim(Box::new(claim.ok_or(Refusal::UnknownRecord)?)))
        }
        Purpose::Board => read_board_facts(connection, errand, detail, seen).await,
        Purpose::Digest => read_digest(connection, errand, seen).await,
        Purpose::BoardGone => Ok(Facts::BoardGone(board_channel(detail)?)),
        Purpose::Redraw | Purpose::Crosspost => {
            Err(rows::unreadable("facts", &"are those of the message that it is about").into())
        }
    }
}

/// The language of who is told row `$1`.
const LOCALE: &str =
    "SELECT s.locale FROM outbox o JOIN subscription s ON s.account = o.account WHERE o.id = $1";

/// What a shout-out tells; the row is one of [`MESSAGE`].
fn shout_out(row: &AnyRow) -> Result<ShoutOutFacts, StoreFault> {
    Ok(ShoutOutFacts {
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        group_name: row.get("group_name"),
        language: row.get("language"),
        receipt: rows::detail(row)?,
        reason: row.get("text"),
        event: row.get::<Option<String>, _>("event").unwrap_or_default(),
        link: row.get::<Option<String>, _>("link").unwrap_or_default(),
        applause: applause(row),
        voices: Voices::default(),
        voices_folded: false,
        withdrawn: rows::flag(row, "reversed"),
    })
}

/// What the shout-out of a tier tells.
fn tier(row: &AnyRow, rules: &Rules) -> Result<TierFacts, StoreFault> {
    let detail: TierDetail = rows::detail(row)?;
    let to = detail.to.ok_or_else(|| rows::unreadable("tier shout-out", &"without a tier"))?;
    let is_below = |tier: Option<&TierId>| tier.map_or(0, |tier| rules.rank(tier)) < rules.rank(&to);
    let holds = rows::tier(row.get("holds"))?;
    Ok(TierFacts {
        partner: PartnerId::from_raw(row.get("partner_id")),
        partner_name: row.get("partner_name"),
        language: row.get("language"),
        from: detail.from,
        at: rows::instant(row.get("at"))?,
        points: detail.points,
        groups: detail.groups,
        helped: row.get("helped"),
        applause: applause(row),
        withdrawn: rows::flag(row, "fallen"),
        outdated: !rows::flag(row, "is_there") || !rows::flag(row, "is_asked") || is_below(holds.as_ref()),
        to,
    })
}

fn applause(row: &AnyRow) -> u32 {
    u32::try_from(row.get::<i64, _>("applause")).unwrap_or(u32::MAX)
}

/// Of what somebody is told directly: the kind of the record says it.
async fn notice(connection: &mut AnyConnection, row: &AnyRow, rules: &Rules) -> Outcome<Notice> {
    let record: i64 = row.get("record_id");
    match row.get::<&str, _>("kind") {
        "award" => Ok(Notice::Award(shout_out(row)?)),
        "tier" => Ok(Notice::Tier(tier(row, rules)?)),
        "request" => {
            let request = read_request(connection, RecordId::from_raw(record)).await?;
            Ok(Notice::Request(request.ok_or(Refusal::UnknownRecord)?))
        }
        _ => {
            // The answer to an offer hangs on the offer.
            let offer: i64 = sqlx::query_scalar("SELECT cause FROM record WHERE id = $1")
                .bind(record)
                .fetch_one(&mut *connection)
                .await?;
            let offer = read_offer(connection, RecordId::from_raw(offer)).await?;
            Ok(Notice::Offer(offer.ok_or(Refusal::UnknownRecord)?))
        }
    }
}

/// What is left of the allocation that record `$1` opened, and whether its leaders can be told alone.
const LEFT: &str = concat!(
    "
SELECT a.base + a.granted + a.carried - a.reserved - a.spent AS remaining, d.ends_at, CAST((",
    leaders_alone!(),
    ") AS INTEGER) AS alone
  FROM record r JOIN allocation a ON a.group_id = r.group_id AND a.period_id = r.period_id
  JOIN user_group g ON g.id = r.group_id JOIN period d ON d.id = r.period_id WHERE r.id = $1"
);

/// How a tier is held, of a tier's record.
#[derive(Deserialize)]
struct HeldDetail {
    to: Option<TierId>,
    warned_until: Option<i64>,
}

#[derive(Deserialize)]
struct LeaderDetail {
    added: bool,
    role: Option<Role>,
}

async fn leader_changes(
    connection: &mut AnyConnection,
    cause: i64,
) -> Outcome<(Vec<LeaderRef>, Vec<LeaderRef>)> {
    let rows: Vec<(String, Option<i64>)> = sqlx::query_as(
        "SELECT r.detail, person.account FROM record r LEFT JOIN person ON person.id = r.subject_id \
         WHERE r.cause = $1 AND r.kind = 'leaders' ORDER BY r.id",
    )
    .bind(cause)
    .fetch_all(connection)
    .await?;
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for (detail, account) in rows {
        let detail: LeaderDetail =
            serde_json::from_str(&detail).map_err(|error| rows::unreadable("leaders", &error))?;
        let leader = match (detail.role, account) {
            (Some(role), _) => LeaderRef::Role(role),
            (None, Some(account)) => LeaderRef::User(Account::from_stored(account)),
            // Erased: there is nobody left to name.
            (None, None) => continue,
        };
        if detail.added { added.push(leader) } else { removed.push(leader) }
    }
    Ok((added, removed))
}
