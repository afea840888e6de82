//! What a row's values mean.

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::de::DeserializeOwned;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::points::Points;
use crate::points::allocation::Allocation;
use crate::points::approval::Fate;
use crate::points::award::PartnerState;
use crate::points::claim::ClaimFate;
use crate::points::ids::{ContributionId, GroupId, RecordId, TierId};
use crate::points::standing::OpeningBalance;
use crate::store::{GroupState, Purpose, StoreFault};

pub(super) fn unreadable(what: &str, value: &dyn std::fmt::Display) -> StoreFault {
    StoreFault::Unreadable(format!("{what}: {value}"))
}

/// A column that holds 0 or 1: neither database's own truth values come through for both.
pub(super) fn flag(row: &AnyRow, column: &str) -> bool {
    row.get::<i64, _>(column) != 0
}

/// What a record says beside its columns.
pub(super) fn detail<T: DeserializeOwned>(row: &AnyRow) -> Result<T, StoreFault> {
    serde_json::from_str(row.get("detail")).map_err(|error| unreadable("detail of a record", &error))
}

/// A record's number.
pub(super) fn record(row: &AnyRow, column: &str) -> RecordId {
    RecordId::from_raw(row.get(column))
}

/// Unix milliseconds.
pub(super) fn instant(millis: i64) -> Result<DateTime<Utc>, StoreFault> {
    DateTime::from_timestamp_millis(millis).ok_or_else(|| unreadable("instant", &millis))
}

/// Whole days since 1970-01-01.
pub(super) fn day_number(day: NaiveDate) -> i64 {
    (day - NaiveDate::default()).num_days()
}

/// The inverse of [`day_number`].
pub(super) fn day(number: i64) -> Result<NaiveDate, StoreFault> {
    u64::try_from(number)
        .ok()
        .and_then(|days| NaiveDate::default().checked_add_days(Days::new(days)))
        .ok_or_else(|| unreadable("day", &number))
}

pub(super) fn points(number: i64) -> Result<Points, StoreFault> {
    Points::new(number).ok_or_else(|| unreadable("points", &number))
}

pub(super) fn allocation(
    base: i64,
    granted: i64,
    carried: i64,
    reserved: i64,
    spent: i64,
) -> Result<Allocation, StoreFault> {
    Allocation::from_parts(
        points(base)?,
        points(granted)?,
        points(carried)?,
        points(reserved)?,
        points(spent)?,
    )
    .ok_or_else(|| unreadable("allocation that is overspent", &spent))
}

pub(super) fn tier(word: Option<String>) -> Result<Option<TierId>, StoreFault> {
    word.map(|word| TierId::parse(&word).map_err(|_| unreadable("tier", &word))).transpose()
}

/// What for, where a row says it.
pub(super) fn contribution(row: &AnyRow) -> Result<Option<ContributionId>, StoreFault> {
    let read = |word: &str| ContributionId::parse(word).map_err(|_| unreadable("contribution", &word));
    row.get::<Option<&str>, _>("contribution").map(read).transpose()
}

/// What a company brought.
pub(super) fn opening(row: &AnyRow) -> Result<OpeningBalance, StoreFault> {
    Ok(OpeningBalance {
        day: day(row.get("day"))?,
        points: points(row.get("points"))?,
        contribution: contribution(row)?,
        group: row.get::<Option<i64>, _>("group_id").map(GroupId::from_raw),
    })
}

pub(super) fn partner_state(word: &str) -> Result<PartnerState, StoreFault> {
    match word {
        "nominated" => Ok(PartnerState::Nominated),
        "active" => Ok(PartnerState::Active),
        "suspended" => Ok(PartnerState::Suspended),
        "declined" => Ok(PartnerState::Declined),
        other => Err(unreadable("state of a partner", &other)),
    }
}

pub(super) fn group_state(word: &str) -> Result<GroupState, StoreFault> {
    match word {
        "proposed" => Ok(GroupState::Proposed),
        "active" => Ok(GroupState::Active),
        "declined" => Ok(GroupState::Declined),
        "closed" => Ok(GroupState::Closed),
        other => Err(unreadable("state of a group", &other)),
    }
}

/// What became of a reservation, as the ledger says it.
pub(super) fn fate(word: &str) -> Result<Fate, StoreFault> {
    let known = FATES.iter().find(|(_, known)| *known == word);
    known.map(|(fate, _)| *fate).ok_or_else(|| unreadable("fate of a reservation", &word))
}

/// The inverse of [`fate`].
pub(super) fn fate_word(fate: Fate) -> &'static str {
    FATES.iter().find(|(known, _)| *known == fate).map_or("", |(_, word)| word)
}

const FATES: [(Fate, &str); 6] = [
    (Fate::Waiting, "waiting"),
    (Fate::Approved, "approved"),
    (Fate::Declined, "declined"),
    (Fate::Withdrawn, "withdrawn"),
    (Fate::Lapsed, "lapsed"),
    (Fate::Freed, "freed"),
];

/// What became of a claim, as the ledger says it.
pub(super) fn claim_fate(word: &str) -> Result<ClaimFate, StoreFault> {
    let known = CLAIM_FATES.iter().find(|(_, known)| *known == word);
    known.map(|(fate, _)| *fate).ok_or_else(|| unreadable("fate of a claim", &word))
}

/// The inverse of [`claim_fate`].
pub(super) fn claim_fate_word(fate: ClaimFate) -> &'static str {
    CLAIM_FATES.iter().find(|(known, _)| *known == fate).map_or("", |(_, word)| word)
}

const CLAIM_FATES: [(ClaimFate, &str); 6] = [
    (ClaimFate::Waiting, "waiting"),
    (ClaimFate::Confirmed, "confirmed"),
    (ClaimFate::Declined, "declined"),
    (ClaimFate::Withdrawn, "withdrawn"),
    (ClaimFate::Lapsed, "lapsed"),
    (ClaimFate::Void, "void"),
];

pub(super) fn purpose(word: &str) -> Result<Purpose, StoreFault> {
    match word {
        "award" => Ok(Purpose::Award),
        "tier" => Ok(Purpose::Tier),
        "redraw" => Ok(Purpose::Redraw),
        "proposal" => Ok(Purpose::Proposal),
        "nomination" => Ok(Purpose::Nomination),
        "leaders" => Ok(Purpose::Leaders),
        "approval" => Ok(Purpose::Approval),
        "conflict" => Ok(Purpose::Conflict),
        "warning" => Ok(Purpose::Warning),
        "reminder" => Ok(Purpose::Reminder),
        "request" => Ok(Purpose::Request),
        "offer" => Ok(Purpose::Offer),
        "prompt" => Ok(Purpose::Prompt),
        "notice" => Ok(Purpose::Notice),
        "claim" => Ok(Purpose::Claim),
        "report" => Ok(Purpose::Report),
        "gone" => Ok(Purpose::Gone),
        "board" => Ok(Purpose::Board),
        "board-gone" => Ok(Purpose::BoardGone),
        "crosspost" => Ok(Purpose::Crosspost),
        "digest" => Ok(Purpose::Digest),
        other => Err(unreadable("purpose of a message", &other)),
    }
}
