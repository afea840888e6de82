//! What companies and groups are called in the addresses of their pages: made from their names, kept when they are
//! renamed.

use super::acting::Acting;
use super::{Shared, SqlStore};
use crate::points::ids::{GroupId, PartnerId};
use crate::points::slug::slug;
use crate::store::Outcome;

/// Whose page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Partner(PartnerId),
    Group(GroupId),
}

/// Companies and groups that have no page yet, with their names.
const NAMELESS: [&str; 2] = [
    "SELECT p.id, p.name FROM partner p \
      WHERE NOT EXISTS (SELECT 1 FROM slug s WHERE s.partner_id = p.id AND s.newest = 1) ORDER BY p.id",
    "SELECT g.id, g.name FROM user_group g \
      WHERE NOT EXISTS (SELECT 1 FROM slug s WHERE s.group_id = g.id AND s.newest = 1) ORDER BY g.id",
];

impl Page {
    /// The word for one whose name can't be in an address, and the number.
    fn numbered(self) -> (&'static str, i64) {
        match self {
            Self::Partner(id) => ("company", id.get()),
            Self::Group(id) => ("group", id.get()),
        }
    }

    /// The columns that name it, as numbers.
    fn columns(self) -> (Option<i64>, Option<i64>) {
        match self {
            Self::Partner(id) => (Some(id.get()), None),
            Self::Group(id) => (None, Some(id.get())),
        }
    }
}

impl Acting<'_> {
    /// Names the page of who is called so from now on. What it was called before goes on leading there.
    pub(super) async fn name_page(&mut self, page: Page, name: &str) -> Outcome<()> {
        let (word, number) = page.numbered();
        let first = slug(name).unwrap_or_else(|| format!("{word}-{number}"));
        let (partner, group) = page.columns();
        for turn in 0.. {
            let wanted = match turn {
                0 => first.clone(),
                1 => format!("{first}-{number}"),
                _ => format!("{first}-{number}-{turn}"),
            };
            let owner: Option<(Option<i64>, Option<i64>)> =
                sqlx::query_as("SELECT partner_id, group_id FROM slug WHERE slug = $1")
                    .bind(&wanted)
                    .fetch_optional(self.connection())
                    .await?;
            if owner.is_some_and(|owner| owner != (partner, group)) {
                continue;
            }
            let former = match page {
                Page::Partner(_) => "UPDATE slug SET newest = 0 WHERE partner_id = $1 AND newest = 1",
                Page::Group(_) => "UPDATE slug SET newest = 0 WHERE group_id = $1 AND newest = 1",
            };
            sqlx::query(former).bind(number).execute(self.connection()).await?;
            sqlx::query(
                "INSERT INTO slug (slug, partner_id, group_id, newest) VALUES ($1, $2, $3, 1) \
                 ON CONFLICT (slug) DO UPDATE SET newest = 1",
            )
            .bind(&wanted)
            .bind(partner)
            .bind(group)
            .execute(self.connection())
            .await?;
            break;
        }
        Ok(())
    }
}

impl SqlStore {
    /// Names the pages of those that came before there were any.
    pub(super) async fn name_pages(shared: &Shared) -> Outcome<()> {
        for (at, nameless) in NAMELESS.into_iter().enumerate() {
            let found: Vec<(i64, String)> = sqlx::query_as(nameless).fetch_all(&shared.readers).await?;
            if found.is_empty() {
                continue;
            }
            let mut acting = shared.begin().await?;
            for (id, name) in found {
                let page = match at {
                    0 => Page::Partner(PartnerId::from_raw(id)),
                    _ => Page::Group(GroupId::from_raw(id)),
                };
                acting.name_page(page, &name).await?;
            }
            acting.commit().await?;
        }
        Ok(())
    }
}
