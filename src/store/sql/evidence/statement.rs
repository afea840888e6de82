//! What a partner's statement is made of.

use sqlx::{AnyConnection, Row};

use super::RecordLog;
use super::lines::{PAGE, columns, line};
use super::sequence::closed;
use crate::evidence::bytes::Bytes;
use crate::evidence::statement::{Draft, Named};
use crate::evidence::text::LineText;
use crate::evidence::tree::Tree;
use crate::evidence::{Hash, LedgerLine, Moment};
use crate::points::ids::PartnerId;
use crate::store::Outcome;
use crate::store::sql::partners::id_list;
use crate::store::sql::rows::unreadable;

const LINES: &str = concat!(
    "SELECT ",
    columns!(),
    ", t.salt, t.text, t.event, t.link FROM record r LEFT JOIN record_text t ON t.record_id = r.id \
      WHERE r.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND r.id <= $2 ORDER BY r.id"
);

const GROUPS: &str = "SELECT g.id, g.name FROM user_group g WHERE g.id IN \
    (SELECT r.group_id FROM record r WHERE r.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND r.id <= $2) \
  ORDER BY g.id";

/// The companies that are this one now. One that is merged into another stays by itself: its statement is of its own.
const MERGED: &str = "SELECT id, name FROM partner WHERE root = $1 AND id <> $1 ORDER BY id";

impl RecordLog {
    pub(super) async fn draft_of(&self, partner: PartnerId, covered: u64) -> Outcome<Option<(Draft, Tree)>> {
        let made_at = Moment::from_millis((self.clock)().timestamp_millis())
            .map_err(|error| unreadable("the clock", &error))?;
        let last = i64::try_from(covered).map_err(|error| unreadable("size of the log", &error))?;
        let id = partner.get();
        let mut moment = self.readers.begin_with(self.dialect.snapshot()).await.map_err(closed)?;
        let name: Option<String> = sqlx::query_scalar("SELECT name FROM partner WHERE id = $1")
            .bind(id)
            .fetch_optional(&mut *moment)
            .await?;
        let Some(name) = name else { return Ok(None) };
        let merged: Vec<(i64, String)> = sqlx::query_as(MERGED).bind(id).fetch_all(&mut *moment).await?;
        let merged: Vec<Named> = merged.into_iter().map(|(id, name)| Named { id, name }).collect();
        let all: Vec<PartnerId> =
            merged.iter().map(|one| PartnerId::from_raw(one.id)).chain([partner]).collect();
        let all = id_list(&all);
        let rows = sqlx::query(LINES).bind(&all).bind(last).fetch_all(&mut *moment).await?;
        let lines = rows.iter().map(written).collect::<Result<_, _>>()?;
        let groups: Vec<(i64, String)> =
            sqlx::query_as(GROUPS).bind(&all).bind(last).fetch_all(&mut *moment).await?;
        let groups = groups.into_iter().map(|(id, name)| Named { id, name }).collect();
        let tree = Tree::new(leaves(&mut moment, last).await?);
        let partner = Named { id, name };
        Ok(Some((Draft { made_at, partner, merged, groups, lines }, tree)))
    }
}

fn written(row: &sqlx::any::AnyRow) -> Result<(LedgerLine, Option<LineText>), sqlx::Error> {
    let salt: Option<Vec<u8>> = row.try_get("salt")?;
    let text = match salt {
        // What is erased is empty, its salt with it.
        Some(salt) if !salt.is_empty() => Some(LineText {
            salt: Bytes::from(salt),
            text: row.try_get("text")?,
            event: row.try_get("event")?,
            link: row.try_get("link")?,
        }),
        _ => None,
    };
    Ok((line(row)?, text))
}

/// The first leaves, in their order.
async fn leaves(moment: &mut AnyConnection, last: i64) -> Outcome<Vec<Hash>> {
    let (mut leaves, mut after) = (Vec::new(), 0);
    loop {
        let page: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT record_id, hash FROM leaf WHERE record_id > $1 AND record_id <= $2 ORDER BY record_id LIMIT $3",
        )
        .bind(after)
        .bind(last)
        .bind(PAGE)
        .fetch_all(&mut *moment)
        .await?;
        let Some((newest, _)) = page.last() else { return Ok(leaves) };
        after = *newest;
        for (record, hash) in page {
            leaves.push(Hash::from_slice(&hash).ok_or_else(|| unreadable("leaf of record", &record))?);
        }
    }
}
