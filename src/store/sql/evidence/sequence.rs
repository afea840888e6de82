//! Taking committed records into the log, and signing how it stands.

use sqlx::AnyConnection;

use super::RecordLog;
use super::lines::{PAGE, columns, line};
use crate::evidence::frontier::Frontier;
use crate::evidence::head::{Head, SignedHead};
use crate::evidence::key::Signer;
use crate::evidence::{Hash, Moment};
use crate::store::sql::rows::unreadable;
use crate::store::{Outcome, StoreFault};

const NEXT: &str = concat!("SELECT ", columns!(), " FROM record r WHERE r.id > $1 ORDER BY r.id LIMIT $2");

const LEAVES: &str = "INSERT INTO leaf (record_id, hash) \
    SELECT CAST($1 AS BIGINT) + e.key + 1, unhex(e.value ->> 0) FROM json_each($2) e ORDER BY e.key";

impl RecordLog {
    /// Takes in all that is committed; how many records this call took.
    pub(super) async fn take_all(&self) -> Outcome<u64> {
        let mut taken = 0;
        while let Some(batch) = self.take_batch().await? {
            taken += batch;
        }
        Ok(taken)
    }

    /// Takes in the next records; `None` when there are none. They are read and hashed before the writer's lock is
    /// taken: they are committed and never change, and awards don't wait for hashing.
    async fn take_batch(&self) -> Outcome<Option<u64>> {
        let mut reader = self.readers.acquire().await.map_err(closed)?;
        let before = frontier(&mut reader).await?;
        let size = i64::try_from(before.size()).map_err(|error| unreadable("size of the log", &error))?;
        let rows = sqlx::query(NEXT).bind(size).bind(PAGE).fetch_all(&mut *reader).await?;
        drop(reader);
        if rows.is_empty() {
            return Ok(None);
        }
        let (mut after, mut leaves) = (before.clone(), Vec::with_capacity(rows.len()));
        for row in &rows {
            let record = line(row)?;
            if record.index() != Some(after.size()) {
                return Err(unreadable("gap in the ledger in front of record", &record.id).into());
            }
            let leaf = record.leaf();
            after.append(leaf);
            leaves.push([leaf]);
        }
        let kept = self.keep(&before, &after, size, &leaves).await?;
        Ok(Some(if kept { leaves.len() as u64 } else { 0 }))
    }

    /// Writes a batch, unless another replica was faster.
    async fn keep(
        &self,
        before: &Frontier,
        after: &Frontier,
        size: i64,
        leaves: &[[Hash; 1]],
    ) -> Outcome<bool> {
        let leaves = serde_json::to_string(leaves).map_err(|error| unreadable("leaves", &error))?;
        let mut act = self.writer.begin_with(self.dialect.begin()).await.map_err(closed)?;
        let moved = sqlx::query("UPDATE evidence SET frontier = $1 WHERE id = 1 AND frontier = $2")
            .bind(after.to_bytes())
            .bind(before.to_bytes())
            .execute(&mut *act)
            .await?;
        if moved.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(LEAVES).bind(size).bind(leaves).execute(&mut *act).await?;
        act.commit().await?;
        Ok(true)
    }

    /// Signs how the log stands, and keeps that.
    pub(super) async fn sign(&self, signer: &Signer, program: &str) -> Outcome<SignedHead> {
        let mut act = self.writer.begin_with(self.dialect.begin()).await.map_err(closed)?;
        let root = frontier(&mut act).await?.root();
        let at = (self.clock)().timestamp_millis();
        let moment = Moment::from_millis(at).map_err(|error| unreadable("the clock", &error))?;
        let head = Head::new(root, moment, program).map_err(|error| unreadable("head", &error))?.sign(signer);
        sqlx::query(
            "INSERT INTO head (id, text, at) VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM head), $1, $2)",
        )
        .bind(head.to_string())
        .bind(at)
        .execute(&mut *act)
        .await?;
        act.commit().await?;
        Ok(head)
    }
}

/// What the log's next leaf is appended by.
pub(super) async fn frontier(connection: &mut AnyConnection) -> Outcome<Frontier> {
    let bytes: Vec<u8> =
        sqlx::query_scalar("SELECT frontier FROM evidence WHERE id = 1").fetch_one(connection).await?;
    Ok(Frontier::from_bytes(&bytes).map_err(|fault| unreadable("the log's frontier", &fault))?)
}

pub(super) fn closed(error: sqlx::Error) -> StoreFault {
    match error {
        sqlx::Error::PoolClosed => StoreFault::Closed,
        other => StoreFault::Database(other),
    }
}
