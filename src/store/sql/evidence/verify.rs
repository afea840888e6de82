//! Recomputing the log and the counters from the records, all as of one moment.

use sqlx::{AnyConnection, Row};

use super::RecordLog;
use super::counters::first_parting;
use super::lines::{PAGE, columns, line};
use super::sequence::{closed, frontier};
use crate::evidence::compare::{Agreement, Comparison, StoredLog};
use crate::evidence::key::PublicKey;
use crate::points::ids::GroupId;
use crate::store::Outcome;
use crate::store::evidence::{Parting, Progress, Verdict};

const ROWS: &str = concat!(
    "SELECT ",
    columns!(),
    ", l.hash FROM record r LEFT JOIN leaf l ON l.record_id = r.id WHERE r.id > $1 ORDER BY r.id LIMIT $2"
);

impl RecordLog {
    pub(super) async fn check(
        &self,
        group: Option<GroupId>,
        keys: &[PublicKey],
        progress: Progress<'_>,
    ) -> Outcome<Verdict> {
        let mut moment = self.readers.begin_with(self.dialect.snapshot()).await.map_err(closed)?;
        let agreement = match compare(&mut moment, keys, progress).await? {
            Ok(agreement) => agreement,
            parting => return Ok(parting),
        };
        let parting = first_parting(&mut moment, self.dialect, group).await?;
        Ok(parting.map_or(Ok(agreement), Err))
    }
}

/// Records against log.
async fn compare(
    moment: &mut AnyConnection,
    keys: &[PublicKey],
    progress: Progress<'_>,
) -> Outcome<Result<Agreement, Parting>> {
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    let leaves: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM leaf").fetch_one(&mut *moment).await?;
    let records: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM record").fetch_one(&mut *moment).await?;
    let heads = sqlx::query_scalar("SELECT text FROM head ORDER BY id").fetch_all(&mut *moment).await?;
    let log = StoredLog { leaves: count(leaves), frontier: frontier(moment).await?, heads };
    let mut comparison = match Comparison::begin(&log, keys) {
        Ok(begun) => begun,
        Err(difference) => return Ok(Err(difference.into())),
    };
    let (mut last, mut read) = (i64::MIN, 0);
    loop {
        let rows = sqlx::query(ROWS).bind(last).bind(PAGE).fetch_all(&mut *moment).await?;
        for row in &rows {
            let record = line(row)?;
            let leaf: Option<Vec<u8>> = row.try_get("hash")?;
            if let Err(difference) = comparison.record(&record, leaf.as_deref()) {
                return Ok(Err(difference.into()));
            }
            last = record.id;
        }
        read += rows.len() as u64;
        progress(read, count(records));
        if rows.len() as u64 != PAGE.unsigned_abs() {
            return Ok(comparison.finish().map_err(Parting::from));
        }
    }
}
