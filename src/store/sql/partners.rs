//! Companies: finding, listing, and the way in to their changes.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::NaiveDate;
use serde_json::json;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::SqlStore;
use super::rows;
use crate::points::award::PartnerState;
use crate::points::history::DayPoints;
use crate::points::ids::{GroupId, PartnerId, TierId};
use crate::points::text::search_key;
use crate::store::outside::Account;
use crate::store::{
    Act, Approval, Candidate, Nomination, Outcome, Partner, PartnerEdit, PartnerStanding, Partners,
    Registration, RepresentativeChange, StoreFault,
};

const PARTNER: &str = "
SELECT p.id, p.name, p.website, p.description, p.state, p.tier,
       (SELECT n.name FROM partner n WHERE n.id = p.root AND p.root <> p.id) AS merged_into,
       (SELECT string_agg(CAST(r.account AS TEXT), ',') FROM partner f JOIN representative r ON r.partner_id = f.id
         WHERE f.id = p.id OR f.root = p.root) AS representatives
  FROM partner p";

/// Those that this group thanked last first, then names that begin with what was typed, then by recency. It looks at
/// each company: some milliseconds for ten thousand, and no index helps to find a part of a name.
pub(super) const SUGGESTIONS: &str = "
SELECT p.id, p.name, p.tier, p.state FROM partner p
  LEFT JOIN thanked t ON t.group_id = $1 AND t.partner_id = p.id
 WHERE p.state IN ('active', 'nominated') AND p.merged_into IS NULL
   AND ($2 = '' OR instr(p.name_key, $2) > 0
        OR (p.root IS NOT NULL AND EXISTS (SELECT 1 FROM partner f WHERE f.root = p.root AND instr(f.name_key, $2) > 0)))
 ORDER BY t.at IS NULL, t.at DESC, instr(p.name_key, $2) <> 1, p.awarded_at DESC, p.name_key
 LIMIT $3";

/// One company by its id.
pub(super) async fn read_partner(connection: &mut AnyConnection, id: PartnerId) -> Outcome<Option<Partner>> {
    let text = format!("{PARTNER} WHERE p.id = $1");
    let row = sqlx::query(sqlx::AssertSqlSafe(text)).bind(id.get()).fetch_optional(connection).await?;
    Ok(row.as_ref().map(partner).transpose()?)
}

/// The companies that wait for staff, oldest first.
pub(super) async fn read_nominated(connection: &mut AnyConnection, limit: u32) -> Outcome<Vec<Nomination>> {
    let text = format!("{PARTNER} WHERE p.state = 'nominated' ORDER BY p.id LIMIT $1");
    let rows =
        sqlx::query(sqlx::AssertSqlSafe(text)).bind(i64::from(limit)).fetch_all(&mut *connection).await?;
    let mut nominated = Vec::new();
    for row in &rows {
        let partner = partner(row)?;
        let came: Option<(String, Option<i64>)> = sqlx::query_as(
            "SELECT r.kind, person.account FROM record r \
               LEFT JOIN person ON person.id = r.actor_id \
              WHERE r.partner_id = $1 AND r.kind IN ('partner-registered', 'partner-nominated')",
        )
        .bind(partner.id.get())
        .fetch_optional(&mut *connection)
        .await?;
        let (kind, by) = came.unwrap_or_default();
        let represents = kind == "partner-registered";
        nominated.push(Nomination { partner, by: by.map(Account::from_stored), represents });
    }
    Ok(nominated)
}

pub(super) fn partner(row: &AnyRow) -> Result<Partner, StoreFault> {
    let accounts: Option<&str> = row.get("representatives");
    let mut representatives: Vec<Account> = accounts
        .unwrap_or_default()
        .split_terminator(',')
        .map(|account| account.parse().map(Account::from_stored))
        .collect::<Result<_, _>>()
        .map_err(|error| rows::unreadable("representatives", &error))?;
    // Somebody may represent several that are one.
    let mut seen = BTreeSet::new();
    representatives.retain(|account| seen.insert(account.get()));
    Ok(Partner {
        id: PartnerId::from_raw(row.get("id")),
        name: row.get("name"),
        website: row.get("website"),
        description: row.get("description"),
        state: rows::partner_state(row.get("state"))?,
        tier: rows::tier(row.get("tier"))?,
        merged_into: row.get("merged_into"),
        representatives,
    })
}

fn candidates(rows: &[AnyRow]) -> Outcome<Vec<Candidate>> {
    rows.iter()
        .map(|row| {
            Ok(Candidate {
                id: PartnerId::from_raw(row.get("id")),
                name: row.get("name"),
                tier: rows::tier(row.get("tier"))?,
                nominated: rows::partner_state(row.get("state"))? == PartnerState::Nominated,
            })
        })
        .collect()
}

#[async_trait]
impl Partners for SqlStore {
    async fn register_partner(&self, registration: Registration) -> Outcome<Partner> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&registration.act).await? {
            return acting.partner_of(record).await;
        }
        let partner = acting.register(&registration).await?;
        acting.commit().await?;
        Ok(partner)
    }

    async fn decide_partner(
        &self,
        act: Act,
        by: Account,
        partner: PartnerId,
        approval: Approval,
    ) -> Outcome<Partner> {
        self.shared.decide_partner(act, by, partner, approval).await
    }

    async fn edit_partner(&self, edit: PartnerEdit) -> Outcome<Partner> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&edit.act).await? {
            return acting.partner_of(record).await;
        }
        let partner = acting.edit(&edit).await?;
        acting.commit().await?;
        Ok(partner)
    }

    async fn change_representative(&self, change: RepresentativeChange) -> Outcome<Partner> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&change.act).await? {
            return acting.partner_of(record).await;
        }
        let partner = acting.change_representative(&change).await?;
        acting.commit().await?;
        Ok(partner)
    }

    async fn partner(&self, partner: PartnerId) -> Outcome<Option<Partner>> {
        read_partner(&mut *self.shared.readers.acquire().await?, partner).await
    }

    async fn partner_named(&self, name: &str) -> Outcome<Option<Partner>> {
        let text = format!("{PARTNER} WHERE p.name_key = $1");
        let row = sqlx::query(sqlx::AssertSqlSafe(text))
            .bind(search_key(name))
            .fetch_optional(&self.shared.readers)
            .await?;
        Ok(row.as_ref().map(partner).transpose()?)
    }

    async fn suggest_partners(
        &self,
        typed: &str,
        group: Option<GroupId>,
        limit: u32,
    ) -> Outcome<Vec<Candidate>> {
        let rows = sqlx::query(SUGGESTIONS)
            .bind(group.map(GroupId::get))
            .bind(search_key(typed))
            .bind(i64::from(limit))
            .fetch_all(&self.shared.readers)
            .await?;
        candidates(&rows)
    }

    async fn suggest_absorbed(&self, typed: &str, limit: u32) -> Outcome<Vec<Candidate>> {
        let rows = sqlx::query(
            "SELECT id, name, tier, state FROM partner WHERE merged_into IS NOT NULL AND ($1 = '' OR instr(name_key, $1) > 0) \
             ORDER BY name_key LIMIT $2",
        )
        .bind(search_key(typed))
        .bind(i64::from(limit))
        .fetch_all(&self.shared.readers)
        .await?;
        candidates(&rows)
    }

    async fn suggest_suspended(&self, typed: &str, limit: u32) -> Outcome<Vec<Candidate>> {
        let rows = sqlx::query(
            "SELECT id, name, tier, state FROM partner WHERE state = 'suspended' AND merged_into IS NULL \
                AND ($1 = '' OR instr(name_key, $1) > 0) ORDER BY name_key LIMIT $2",
        )
        .bind(search_key(typed))
        .bind(i64::from(limit))
        .fetch_all(&self.shared.readers)
        .await?;
        candidates(&rows)
    }

    async fn represented_by(&self, account: Account) -> Outcome<Vec<Candidate>> {
        let rows = sqlx::query(
            "SELECT DISTINCT n.id, n.name, n.tier, n.state, n.name_key FROM representative r JOIN partner p ON p.id = r.partner_id \
               JOIN partner n ON n.id = COALESCE(p.root, p.id) WHERE r.account = $1 ORDER BY n.name_key",
        )
        .bind(account.stored())
        .fetch_all(&self.shared.readers)
        .await?;
        candidates(&rows)
    }

    async fn list_partners(
        &self,
        tier: Option<&TierId>,
        offset: u32,
        limit: u32,
    ) -> Outcome<(Vec<Candidate>, u32)> {
        let condition =
            "state IN ('active', 'nominated') AND merged_into IS NULL AND ($1 IS NULL OR tier = $1)";
        let tier = tier.map(TierId::as_str);
        let page = format!(
            "SELECT id, name, tier, state FROM partner WHERE {condition} ORDER BY name_key LIMIT $2 OFFSET $3"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(page))
            .bind(tier)
            .bind(i64::from(limit))
            .bind(i64::from(offset))
            .fetch_all(&self.shared.readers)
            .await?;
        let count = format!("SELECT COUNT(*) FROM partner WHERE {condition}");
        let count: i64 =
            sqlx::query_scalar(sqlx::AssertSqlSafe(count)).bind(tier).fetch_one(&self.shared.readers).await?;
        Ok((candidates(&rows)?, u32::try_from(count).unwrap_or(u32::MAX)))
    }

    async fn standing(&self, partner: PartnerId, thanks: u32) -> Outcome<PartnerStanding> {
        self.shared.standing(partner, thanks).await
    }

    async fn month_points(&self, partner: PartnerId, months: &[NaiveDate]) -> Outcome<Vec<DayPoints>> {
        self.shared.month_points(partner, months).await
    }
}

/// Ids as a JSON list, for `json_each`.
pub(super) fn id_list(ids: &[PartnerId]) -> String {
    json!(ids.iter().map(|id| id.get()).collect::<Vec<_>>()).to_string()
}
