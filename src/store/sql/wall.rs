//! What the wall shows. Every question goes by an index or a counter, and looks at no more rows than a page of it and
//! those beside them that are hidden.

use std::sync::LazyLock;
use std::sync::atomic::Ordering;

use async_trait::async_trait;
use serde::Deserialize;
use serde_json::{Value, json};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::SqlStore;
use super::applause::read_applause;
use super::given::WORDS;
use super::kin::kin;
use super::partners::id_list;
use super::rows::{self, instant};
use super::standings::{Counted, sum_up};
use super::tiers::{CHANGE, IS_NEWS, rank_at, ranks};
use super::voices::read_pitch_free;
use crate::points::ids::{ContributionId, GroupId, PartnerId, TierId};
use crate::points::request::{RequestKind, Span};
use crate::points::text::search_key;
use crate::store::{
    Found, GroupKind, Helped, Named, Outcome, StandingSums, StoreFault, Wall, WallCompany, WallGroup,
    WallPartner, WallRequest, WallSearch, WallThanks, WallTier,
};

/// Among so many of the newest changes of tiers those are found that may be shown.
const LOOKED_AT: u32 = 400;

/// A company that has a page: `p` is the one that a row names, `n` the one that it is by now.
pub(super) const COMPANY: &str =
    "JOIN partner n ON n.id = COALESCE(p.root, p.id) AND n.state = 'active' AND n.wall_hidden = 0
  JOIN slug ps ON ps.partner_id = n.id AND ps.newest = 1";
/// A group that has a page.
pub(super) const GROUP: &str = "JOIN slug gs ON gs.group_id = g.id AND gs.newest = 1 AND g.wall_hidden = 0";

/// Awards that stand, newest first, `$2` at most: `among` says where they are looked for, `wanted` which of them are shown.
/// `CROSS JOIN` has SQLite begin with the ledger: from elsewhere it would have to read all of them and sort.
pub(super) fn thanks(among: &str, wanted: &str) -> String {
    format!(
        "
SELECT r.id, r.at, r.contribution, r.points, NULLIF(COALESCE(w.text, t.text), '') AS reason,
       n.name AS partner_name, ps.slug AS partner_slug, g.name AS group_name, gs.slug AS group_slug, g.language
  FROM record r CROSS JOIN partner p CROSS JOIN user_group g
  {COMPANY}
  {GROUP}
  {WORDS}
 WHERE r.kind = 'award' AND {among}
   AND p.id = r.partner_id AND g.id = r.group_id AND g.state IN ('active', 'closed')
   AND NOT EXISTS (SELECT 1 FROM record x WHERE x.reverses = r.id) AND {wanted}
 ORDER BY r.id DESC LIMIT $2"
    )
}

/// Companies that rose, `$1` at most, among those whose tier changed last. `$2`: the tiers and their ranks, as JSON pairs; what
/// the rules don't know any more is no news. `id > 0` says nothing but that the index of tiers is to be gone through from its end.
pub(super) static TIERS: LazyLock<String> = LazyLock::new(|| {
    format!(
        "
WITH {rank}
SELECT r.id, r.at, r.detail, n.name AS partner_name, ps.slug AS partner_slug
  FROM (SELECT * FROM record WHERE kind = 'tier' AND id > 0 ORDER BY id DESC LIMIT {LOOKED_AT}) r
  JOIN partner p ON p.id = r.partner_id AND p.merged_into IS NULL
  {COMPANY}
  {CHANGE}
 WHERE {IS_NEWS}
 ORDER BY r.id DESC LIMIT $1",
        rank = rank_at("$2")
    )
});

/// Companies that have a page and whose name has `$1`.
pub(super) const PARTNERS: &str = "
  FROM partner n JOIN slug ps ON ps.partner_id = n.id AND ps.newest = 1
 WHERE n.state = 'active' AND n.wall_hidden = 0 AND n.merged_into IS NULL AND ($1 = '' OR instr(n.name_key, $1) > 0)";

/// The company that is found by slug `$1`.
pub(super) static PARTNER: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT n.id, n.name, ps.slug, n.tier, n.website, n.description FROM slug s JOIN partner p ON p.id = s.partner_id {COMPANY} WHERE s.slug = $1"
    )
});

/// The group that is found by slug `$1`.
pub(super) static BY_SLUG: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT g.id, g.name, gs.slug, g.kind, g.language, g.state FROM slug s JOIN user_group g ON g.id = s.group_id {GROUP} \
          WHERE s.slug = $1 AND g.state IN ('active', 'closed')"
    )
});

/// What the companies in `$1` have from each group.
pub(super) const HELPED: &str = "
SELECT t.name, gs.slug, t.points
  FROM (SELECT g.id, g.name, g.name_key, c.points
          FROM (SELECT s.group_id, CAST(SUM(s.points) AS BIGINT) AS points FROM standing s
                 WHERE s.partner_id IN (SELECT CAST(value AS BIGINT) FROM json_each($1)) AND s.points > 0 GROUP BY s.group_id) c
          JOIN user_group g ON g.id = c.group_id AND g.state IN ('active', 'closed') AND g.wall_hidden = 0
         ORDER BY c.points DESC, g.name_key LIMIT $2) t
  JOIN slug gs ON gs.group_id = t.id AND gs.newest = 1
 ORDER BY t.points DESC, t.name_key";

#[async_trait]
impl Wall for SqlStore {
    fn changes(&self) -> u64 {
        self.shared.changes.load(Ordering::Acquire)
    }

    async fn wall_tiers(&self, limit: u32) -> Outcome<Vec<WallTier>> {
        // Nothing of it comes from outside.
        let tiers = self.shared.dialect.reading_detail(&TIERS);
        let rows = sqlx::query(AssertSqlSafe(tiers))
            .bind(i64::from(limit))
            .bind(ranks(&self.shared.rules))
            .fetch_all(&self.shared.readers)
            .await?;
        Ok(rows.iter().map(wall_tier).collect::<Result<_, _>>()?)
    }

    async fn wall_partners(&self, search: &WallSearch) -> Outcome<(Vec<WallPartner>, u32)> {
        let typed = search_key(&search.typed);
        let ranks: Value =
            search.tiers.iter().zip(0..).map(|(tier, rank)| json!([tier.as_str(), rank])).collect();
        let page = format!(
            "SELECT n.id, n.name, ps.slug, n.tier, n.website, n.description, \
                    COALESCE((SELECT CAST(e.value ->> 1 AS BIGINT) FROM json_each($2) e WHERE e.value ->> 0 = n.tier), 1000) AS tier_rank \
             {PARTNERS} ORDER BY tier_rank, n.name_key LIMIT $3 OFFSET $4"
        );
        let rows = sqlx::query(AssertSqlSafe(page))
            .bind(&typed)
            .bind(ranks.to_string())
            .bind(i64::from(search.limit))
            .bind(i64::from(search.offset))
            .fetch_all(&self.shared.readers)
            .await?;
        let count = format!("SELECT COUNT(*) {PARTNERS}");
        let count: i64 =
            sqlx::query_scalar(AssertSqlSafe(count)).bind(&typed).fetch_one(&self.shared.readers).await?;
        let partners = rows.iter().map(wall_partner).collect::<Result<_, _>>()?;
        Ok((partners, u32::try_from(count).unwrap_or(u32::MAX)))
    }

    async fn wall_partner(&self, slug: &str) -> Outcome<Option<Found<WallPartner>>> {
        let row = sqlx::query(PARTNER.as_str()).bind(slug).fetch_optional(&self.shared.readers).await?;
        let found = row.as_ref().map(wall_partner).transpose()?;
        Ok(found.map(|partner| found_by(slug, partner.named.slug.clone(), partner)))
    }

    async fn wall_standing(&self, partner: PartnerId) -> Outcome<StandingSums> {
        let mut connection = self.shared.readers.acquire().await?;
        let counted = Counted::at(&self.shared.rules, (self.shared.clock)());
        let all = kin(&mut connection, partner).await?;
        sum_up(&mut connection, &counted, &all).await
    }

    async fn wall_company(&self, partner: PartnerId, helped: u32) -> Outcome<WallCompany> {
        let mut connection = self.shared.readers.acquire().await?;
        let counted = Counted::at(&self.shared.rules, (self.shared.clock)());
        let all = kin(&mut connection, partner).await?;
        let groups: Vec<(String, String, i64)> = sqlx::query_as(HELPED)
            .bind(id_list(&all))
            .bind(i64::from(helped))
            .fetch_all(&mut *connection)
            .await?;
        let group = |(name, slug, points)| Helped { group: Named { name, slug }, points };
        Ok(WallCompany {
            standing: sum_up(&mut connection, &counted, &all).await?,
            applause: read_applause(&mut connection, &all, self.shared.seen()).await?,
            pitch_free: read_pitch_free(&mut connection, &self.shared.rules, &all).await?,
            helped: groups.into_iter().map(group).collect(),
        })
    }

    async fn wall_groups(&self, typed: &str, offset: u32, limit: u32) -> Outcome<(Vec<WallGroup>, u32)> {
        let typed = search_key(typed);
        let groups = format!(
            "FROM user_group g {GROUP} WHERE g.state = 'active' AND ($1 = '' OR instr(g.name_key, $1) > 0)"
        );
        let page = format!(
            "SELECT g.id, g.name, gs.slug, g.kind, g.language, g.state {groups} ORDER BY g.name_key, g.id LIMIT $2 OFFSET $3"
        );
        let rows = sqlx::query(AssertSqlSafe(page))
            .bind(&typed)
            .bind(i64::from(limit))
            .bind(i64::from(offset))
            .fetch_all(&self.shared.readers)
            .await?;
        let count = format!("SELECT COUNT(*) {groups}");
        let count: i64 =
            sqlx::query_scalar(AssertSqlSafe(count)).bind(&typed).fetch_one(&self.shared.readers).await?;
        let groups = rows.iter().map(wall_group).collect::<Result<_, _>>()?;
        Ok((groups, u32::try_from(count).unwrap_or(u32::MAX)))
    }

    async fn wall_group(&self, slug: &str) -> Outcome<Option<Found<WallGroup>>> {
        let row = sqlx::query(BY_SLUG.as_str()).bind(slug).fetch_optional(&self.shared.readers).await?;
        let found = row.as_ref().map(wall_group).transpose()?;
        Ok(found.map(|group| found_by(slug, group.named.slug.clone(), group)))
    }

    async fn newest_head(&self) -> Outcome<Option<String>> {
        let newest = "SELECT text FROM head ORDER BY id DESC LIMIT 1";
        Ok(sqlx::query_scalar(newest).fetch_optional(&self.shared.readers).await?)
    }
}

impl SqlStore {
    pub(super) async fn wall_kin(&self, partner: PartnerId) -> Outcome<Vec<PartnerId>> {
        kin(&mut *self.shared.readers.acquire().await?, partner).await
    }
}

/// Who was looked for by `slug` and is called `newest` in addresses by now.
fn found_by<T>(slug: &str, newest: String, found: T) -> Found<T> {
    if newest == slug { Found::Here(found) } else { Found::Moved(newest) }
}

fn named(row: &AnyRow, name: &str, slug: &str) -> Named {
    Named { name: row.get(name), slug: row.get(slug) }
}

pub(super) fn wall_thanks(row: &AnyRow) -> Result<WallThanks, StoreFault> {
    let word: &str = row.get("contribution");
    Ok(WallThanks {
        record: rows::record(row, "id"),
        at: instant(row.get("at"))?,
        partner: named(row, "partner_name", "partner_slug"),
        group: named(row, "group_name", "group_slug"),
        contribution: ContributionId::parse(word).map_err(|_| rows::unreadable("contribution", &word))?,
        points: row.get("points"),
        reason: row.get("reason"),
        language: row.get("language"),
    })
}

#[derive(Deserialize)]
struct TierDetail {
    from: Option<TierId>,
    to: Option<TierId>,
}

fn wall_tier(row: &AnyRow) -> Result<WallTier, StoreFault> {
    let TierDetail { from, to } = rows::detail(row)?;
    let partner = named(row, "partner_name", "partner_slug");
    Ok(WallTier { record: rows::record(row, "id"), at: instant(row.get("at"))?, partner, from, to })
}

pub(super) fn wall_partner(row: &AnyRow) -> Result<WallPartner, StoreFault> {
    Ok(WallPartner {
        id: PartnerId::from_raw(row.get("id")),
        named: named(row, "name", "slug"),
        tier: rows::tier(row.get("tier"))?,
        website: row.get("website"),
        description: row.get("description"),
    })
}

pub(super) fn wall_group(row: &AnyRow) -> Result<WallGroup, StoreFault> {
    let (kind, state): (&str, &str) = (row.get("kind"), row.get("state"));
    Ok(WallGroup {
        id: GroupId::from_raw(row.get("id")),
        named: named(row, "name", "slug"),
        kind: GroupKind::parse(kind).ok_or_else(|| rows::unreadable("kind of group", &kind))?,
        language: row.get("language"),
        active: state == "active",
    })
}

pub(super) fn wall_request(row: &AnyRow) -> Result<WallRequest, StoreFault> {
    let kind: &str = row.get("kind");
    let days: (Option<i64>, Option<i64>) = (row.get("first_day"), row.get("last_day"));
    let days: Option<Span> = match days {
        (Some(first), Some(last)) => Some((rows::day(first)?, rows::day(last)?)),
        _ => None,
    };
    Ok(WallRequest {
        record: rows::record(row, "record_id"),
        kind: RequestKind::parse(kind).ok_or_else(|| rows::unreadable("kind of a request", &kind))?,
        group: named(row, "group_name", "group_slug"),
        topic: row.get("topic"),
        days,
        place: row.get("place"),
        wording: row.get("wording"),
        language: row.get("language"),
        ends_at: instant(row.get("ends_at"))?,
    })
}
