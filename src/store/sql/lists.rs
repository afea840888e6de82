//! The lists of the wall, part by part. As `wall`: no question looks at more rows than a part of it and those beside them
//! that are hidden or not wanted.

use std::sync::LazyLock;

use async_trait::async_trait;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use super::SqlStore;
use super::board::{CELLS, chosen};
use super::rows;
use super::wall::{COMPANY, GROUP, PARTNERS, thanks, wall_group, wall_partner, wall_request, wall_thanks};
use crate::points::ids::{GroupId, RecordId};
use crate::points::text::search_key;
use crate::store::{
    AwardsWanted, Board as _, BoardLine, BoardOf, BoardPart, BoardPlace, BoardWanted, GroupsWanted, Lists,
    NamePlace, Named, Outcome, Part, PartnersWanted, RequestPlace, RequestsWanted, StoreFault, WallGroup,
    WallPartner, WallRequest, WallThanks,
};

/// So many records are looked through at a time for awards that are wanted.
const LOOKED_AT: u32 = 400;
/// So often the next records are looked through for awards that are wanted, before a part is as short as it is.
const LOOKS: usize = 5;

/// Companies with a part `$1` of their names, of tier `$2`, behind the name `$3` of `$4`.
static BY_NAME: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT n.id, n.name, n.name_key, ps.slug, n.tier, n.website, n.description {PARTNERS} \
            AND ($2 = '' OR n.tier = $2) AND (n.name_key, n.id) > ($3, $4) ORDER BY n.name_key, n.id LIMIT $5"
    )
});

/// Groups, likewise; `$2` is what they are, `$3` their language.
static GROUPS_BY_NAME: LazyLock<String> = LazyLock::new(|| {
    format!(
        "SELECT g.id, g.name, g.name_key, gs.slug, g.kind, g.language, g.state FROM user_group g {GROUP} \
          WHERE g.state = 'active' AND ($1 = '' OR instr(g.name_key, $1) > 0) AND ($2 = '' OR g.kind = $2) \
            AND ($3 = '' OR g.language = $3) AND (g.name_key, g.id) > ($4, $5) ORDER BY g.name_key, g.id LIMIT $6"
    )
});

/// What groups ask for at `$1`, behind what ends at `$3` and is number `$4`: of kind `$5`, of group `$6`, in language `$7`.
pub(super) static OPEN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "
SELECT q.record_id, q.kind, q.first_day, q.last_day, q.ends_at, NULLIF(t.text, '') AS wording, COALESCE(t.event, '') AS topic,
       COALESCE(t.link, '') AS place, g.name AS group_name, gs.slug AS group_slug, g.language
  FROM request q JOIN user_group g ON g.id = q.group_id AND g.state = 'active'
  {GROUP}
  LEFT JOIN record_text t ON t.record_id = q.record_id
 WHERE q.state = 'open' AND q.ends_at > $1 AND (q.ends_at, q.record_id) > ($3, $4) AND ($5 = '' OR q.kind = $5)
   AND (CAST($6 AS BIGINT) = 0 OR q.group_id = CAST($6 AS BIGINT)) AND ($7 = '' OR g.language = $7)
 ORDER BY q.ends_at, q.record_id LIMIT $2"
    )
});

/// Where awards are looked for.
#[derive(Clone, Copy)]
pub(super) enum Among {
    /// All awards.
    All,
    /// Those of a group.
    Group(i64),
    /// Those to a company, without others that are one with it.
    Partner(i64),
}

impl Among {
    fn number(self) -> i64 {
        match self {
            Self::All => 0,
            Self::Group(id) | Self::Partner(id) => id,
        }
    }

    /// The records of `$3` under number `$1`, as `of` calls them. Those of a group and of a company are of any kind, so that their
    /// indexes alone tell how far to look.
    fn under(self, of: &str) -> String {
        match self {
            Self::All => format!("{of}.id < $1 AND {of}.kind = 'award' AND CAST($3 AS BIGINT) = 0"),
            Self::Group(_) => format!("{of}.id < $1 AND {of}.group_id = $3"),
            Self::Partner(_) => format!("{of}.id < $1 AND {of}.partner_id = $3"),
        }
    }

    /// Down to which record they are looked through; nothing where that is to the first one.
    pub(super) fn down_to(self) -> String {
        let under = self.under("b");
        format!("SELECT b.id FROM record b WHERE {under} ORDER BY b.id DESC LIMIT 1 OFFSET {LOOKED_AT}")
    }

    /// Those of them that are shown, of group `$4`, for contribution `$5`.
    pub(super) fn awards(self) -> String {
        let among = format!("{} AND r.id >= COALESCE(({}), 0)", self.under("r"), self.down_to());
        let wanted = "(CAST($4 AS BIGINT) = 0 OR r.group_id = CAST($4 AS BIGINT)) AND ($5 = '' OR r.contribution = $5)";
        thanks(&among, wanted)
    }
}

/// A board's cells behind `$4` points, name `$5` and id `$6`: `$2` how many; `$7` the group.
fn board(who: &str, slug: &str, tier: &str, from: &str) -> String {
    format!(
        "SELECT {who}.id, {who}.name, {who}.name_key, {slug}.slug, {tier} AS tier, CAST(SUM(b.points) AS BIGINT) AS points, \
                CAST(SUM(b.awards) AS BIGINT) AS awards \
           FROM {from} WHERE {CELLS} GROUP BY {who}.id, {who}.name, {who}.name_key, {slug}.slug, {tier} \
         HAVING SUM(b.points) > 0 AND (CAST(SUM(b.points) AS BIGINT) < $4 \
                OR (CAST(SUM(b.points) AS BIGINT) = $4 AND ({who}.name_key, {who}.id) > ($5, $6))) \
          ORDER BY CAST(SUM(b.points) AS BIGINT) DESC, {who}.name_key, {who}.id LIMIT $2"
    )
}

pub(super) fn best_partners(of_group: bool) -> String {
    let of = if of_group { "board b ON b.group_id = $7 AND" } else { "board_partner b ON" };
    let from = format!("partner p JOIN {of} b.partner_id = p.id {COMPANY}");
    board("n", "ps", "n.tier", &from)
}

pub(super) fn best_groups() -> String {
    let from = format!(
        "board_group b JOIN user_group g ON g.id = b.group_id AND g.state IN ('active', 'closed') {GROUP}"
    );
    board("g", "gs", "CAST(NULL AS TEXT)", &from)
}

#[async_trait]
impl Lists for SqlStore {
    async fn partners_part(
        &self,
        wanted: &PartnersWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Outcome<Part<WallPartner, NamePlace>> {
        let after = after.cloned().unwrap_or_default();
        let rows = sqlx::query(BY_NAME.as_str())
            .bind(search_key(&wanted.typed))
            .bind(wanted.tier.as_ref().map_or("", |tier| tier.as_str()))
            .bind(after.key)
            .bind(after.id)
            .bind(i64::from(limit) + 1)
            .fetch_all(&self.shared.readers)
            .await?;
        Ok(part(&rows, limit, wall_partner, by_name)?)
    }

    async fn groups_part(
        &self,
        wanted: &GroupsWanted,
        after: Option<&NamePlace>,
        limit: u32,
    ) -> Outcome<Part<WallGroup, NamePlace>> {
        let after = after.cloned().unwrap_or_default();
        let rows = sqlx::query(GROUPS_BY_NAME.as_str())
            .bind(search_key(&wanted.typed))
            .bind(wanted.kind.map_or("", |kind| kind.as_str()))
            .bind(&wanted.language)
            .bind(after.key)
            .bind(after.id)
            .bind(i64::from(limit) + 1)
            .fetch_all(&self.shared.readers)
            .await?;
        Ok(part(&rows, limit, wall_group, by_name)?)
    }

    async fn awards_part(
        &self,
        wanted: &AwardsWanted,
        before: Option<RecordId>,
        limit: u32,
    ) -> Outcome<Part<WallThanks, RecordId>> {
        let among = match (wanted.partner, wanted.group) {
            (Some(partner), _) => {
                self.wall_kin(partner).await?.into_iter().map(|one| Among::Partner(one.get())).collect()
            }
            (None, Some(group)) => vec![Among::Group(group.get())],
            (None, None) => vec![Among::All],
        };
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut lines: Vec<WallThanks> = Vec::new();
        let mut before = before.map_or(i64::MAX, RecordId::get);
        for _ in 0..LOOKS {
            // One more than fits tells whether there is a next part.
            let room = limit - lines.len();
            let (mut found, mut down_to) = (Vec::new(), 0);
            for among in &among {
                let (more, to) = self.awards_among(*among, wanted, before, room + 1).await?;
                found.extend(more);
                down_to = down_to.max(to);
            }
            // Below it not all of them are known yet.
            found.retain(|line| line.record.get() >= down_to);
            found.sort_by_key(|line| std::cmp::Reverse(line.record));
            let more = found.len() > room;
            lines.extend(found.into_iter().take(room));
            if more {
                let next = lines.last().map(|line| line.record);
                return Ok(Part { lines, next });
            }
            if down_to == 0 {
                return Ok(Part { lines, next: None });
            }
            before = down_to;
        }
        Ok(Part { lines, next: Some(RecordId::from_raw(before)) })
    }

    async fn requests_part(
        &self,
        wanted: &RequestsWanted,
        after: Option<RequestPlace>,
        limit: u32,
    ) -> Outcome<Part<WallRequest, RequestPlace>> {
        let (ends, number) =
            after.map_or((0, 0), |place| (place.ends_at.timestamp_millis(), place.record.get()));
        let rows = sqlx::query(OPEN.as_str())
            .bind((self.shared.clock)().timestamp_millis())
            .bind(i64::from(limit) + 1)
            .bind(ends)
            .bind(number)
            .bind(wanted.kind.map_or("", |kind| kind.as_str()))
            .bind(wanted.group.map_or(0, GroupId::get))
            .bind(&wanted.language)
            .fetch_all(&self.shared.readers)
            .await?;
        let place = |row: &AnyRow| {
            Ok(RequestPlace {
                ends_at: rows::instant(row.get("ends_at"))?,
                record: rows::record(row, "record_id"),
            })
        };
        Ok(part(&rows, limit, wall_request, place)?)
    }

    async fn best_partners_part(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Outcome<BoardPart> {
        let of_group = matches!(wanted.of, BoardOf::Group(_));
        self.best(best_partners(of_group), wanted, after, limit).await
    }

    async fn best_groups_part(
        &self,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Outcome<BoardPart> {
        let wanted = BoardWanted { of: BoardOf::Program, ..wanted.clone() };
        self.best(best_groups(), &wanted, after, limit).await
    }
}

impl SqlStore {
    /// The newest awards under a number, and down to which number all are known: 0 where there are no more.
    async fn awards_among(
        &self,
        among: Among,
        wanted: &AwardsWanted,
        before: i64,
        limit: usize,
    ) -> Outcome<(Vec<WallThanks>, i64)> {
        let limit_bound = i64::try_from(limit).unwrap_or(i64::MAX);
        // It is made of constants of this room.
        let rows = sqlx::query(AssertSqlSafe(among.awards()))
            .bind(before)
            .bind(limit_bound)
            .bind(among.number())
            .bind(wanted.group.map_or(0, GroupId::get))
            .bind(wanted.contribution.as_ref().map_or("", |kind| kind.as_str()))
            .fetch_all(&self.shared.readers)
            .await?;
        let lines: Vec<WallThanks> = rows.iter().map(wall_thanks).collect::<Result<_, _>>()?;
        if let Some(last) = lines.last().filter(|_| lines.len() >= limit) {
            let down_to = last.record.get();
            return Ok((lines, down_to));
        }
        let down_to: Option<i64> = sqlx::query_scalar(AssertSqlSafe(among.down_to()))
            .bind(before)
            .bind(0_i64)
            .bind(among.number())
            .fetch_optional(&self.shared.readers)
            .await?;
        Ok((lines, down_to.unwrap_or(0)))
    }

    async fn best(
        &self,
        question: String,
        wanted: &BoardWanted,
        after: Option<&BoardPlace>,
        limit: u32,
    ) -> Outcome<BoardPart> {
        self.follow_ledger().await?;
        let now = (self.shared.clock)().timestamp_millis();
        let mut connection = self.shared.readers.acquire().await?;
        let Some((id, bounds)) = chosen(&mut connection, wanted.period, now).await? else {
            return Ok((Part { lines: Vec::new(), next: None }, None));
        };
        let name = after.map(|place| place.name.clone()).unwrap_or_default();
        let query = sqlx::query(AssertSqlSafe(question))
            .bind(id)
            .bind(i64::from(limit) + 1)
            .bind(wanted.contribution.as_ref().map_or("", |kind| kind.as_str()))
            .bind(after.map_or(i64::MAX, |place| place.points))
            .bind(name.key)
            .bind(name.id);
        let query = match wanted.of {
            BoardOf::Group(group) => query.bind(group.get()),
            BoardOf::Program | BoardOf::Server(_) => query,
        };
        let rows = query.fetch_all(&mut *connection).await?;
        let place = |row: &AnyRow| Ok(BoardPlace { points: row.get("points"), name: by_name(row)? });
        Ok((part(&rows, limit, board_line, place)?, bounds))
    }
}

/// The rows as a part of so many at most; there is one row more where another part follows.
fn part<T, P>(
    rows: &[AnyRow],
    limit: u32,
    line: impl Fn(&AnyRow) -> Result<T, StoreFault>,
    place: impl Fn(&AnyRow) -> Result<P, StoreFault>,
) -> Result<Part<T, P>, StoreFault> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let shown = &rows[..rows.len().min(limit)];
    let next = if rows.len() > limit { shown.last().map(place).transpose()? } else { None };
    Ok(Part { lines: shown.iter().map(line).collect::<Result<_, _>>()?, next })
}

fn by_name(row: &AnyRow) -> Result<NamePlace, StoreFault> {
    Ok(NamePlace { key: row.get("name_key"), id: row.get("id") })
}

fn board_line(row: &AnyRow) -> Result<BoardLine, StoreFault> {
    Ok(BoardLine {
        named: Named { name: row.get("name"), slug: row.get("slug") },
        tier: rows::tier(row.get("tier"))?,
        points: row.get("points"),
        awards: row.get("awards"),
    })
}
