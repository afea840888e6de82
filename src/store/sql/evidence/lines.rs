//! A row of `record` as the log has it.

use sqlx::Row;
use sqlx::any::AnyRow;

use crate::evidence::LedgerLine;
use crate::evidence::bytes::Bytes;

/// How many records are read or taken in at once.
pub(super) const PAGE: i64 = 10_000;

/// The columns of `record r`.
macro_rules! columns {
    () => {
        "r.id, r.kind, r.at, r.rules, r.actor_id, r.subject_id, r.group_id, r.partner_id, r.period_id, \
         r.contribution, r.day, r.points, r.reverses, r.cause, r.act, r.content_hash, r.detail, r.text_hash"
    };
}
pub(super) use columns;

pub(super) fn line(row: &AnyRow) -> Result<LedgerLine, sqlx::Error> {
    let bytes = |column| row.try_get::<Option<Vec<u8>>, _>(column).map(|bytes| bytes.map(Bytes::from));
    Ok(LedgerLine {
        id: row.try_get("id")?,
        kind: row.try_get("kind")?,
        at: row.try_get("at")?,
        rules: row.try_get("rules")?,
        actor_id: row.try_get("actor_id")?,
        subject_id: row.try_get("subject_id")?,
        group_id: row.try_get("group_id")?,
        partner_id: row.try_get("partner_id")?,
        period_id: row.try_get("period_id")?,
        contribution: row.try_get("contribution")?,
        day: row.try_get("day")?,
        points: row.try_get("points")?,
        reverses: row.try_get("reverses")?,
        cause: row.try_get("cause")?,
        act: row.try_get("act")?,
        content_hash: bytes("content_hash")?,
        detail: row.try_get("detail")?,
        text_hash: bytes("text_hash")?,
    })
}
