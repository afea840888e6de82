//! The applause that companies have in all.

use sqlx::AnyConnection;

use super::partners::id_list;
use super::rows;
use crate::points::ids::PartnerId;
use crate::store::Outcome;

/// How often the shout-outs of the companies in `$1` were applauded, of awards that stand.
pub(super) const OF_COMPANIES: &str = "
SELECT COUNT(*) FROM json_each($1) p
  JOIN record r ON r.partner_id = CAST(p.value AS BIGINT) AND r.kind = 'award'
  JOIN outbox o ON o.record_id = r.id AND o.purpose = 'award'
  JOIN applause a ON a.outbox_id = o.id
 WHERE NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id)";

/// The applause of some companies together.
pub(super) async fn read_applause(connection: &mut AnyConnection, companies: &[PartnerId]) -> Outcome<u32> {
    let count: i64 = sqlx::query_scalar(OF_COMPANIES).bind(id_list(companies)).fetch_one(connection).await?;
    Ok(u32::try_from(count).map_err(|_| rows::unreadable("applause", &count))?)
}
