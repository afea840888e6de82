//! Groups: proposing and changing them, who leads, what they may give.

use async_trait::async_trait;
use serde_json::json;
use sqlx::{AnyConnection, Row};

use super::SqlStore;
use super::acting::Acting;
use super::rows;
use crate::points::ids::{GroupId, RecordId};
use crate::points::refusal::Refusal;
use crate::store::outside::{Account, Channel, Role, Server};
use crate::store::{
    Act, AllocationView, Approval, DraftChange, Group, GroupChoices, GroupDraft, GroupKind, GroupProposal,
    GroupState, Groups, LeaderRef, Led, Outcome, StoreFault,
};

const GROUP: &str = "
SELECT g.id, g.server, g.name, g.kind, g.language, g.timezone, g.state, g.shout_out_channel, g.leaders_channel, g.requests_channel,
       g.tier_news, g.publishes, g.digest, g.wall_hidden,
       (SELECT string_agg(l.kind || ' ' || CAST(l.subject AS TEXT), ',') FROM leader l WHERE l.group_id = g.id) AS leaders
  FROM user_group g";

pub(super) const LED: &str = "
SELECT DISTINCT g.id, g.name, g.name_key, g.shout_out_channel, g.leaders_channel, g.timezone
  FROM user_group g JOIN leader l ON l.group_id = g.id
 WHERE g.server = $1 AND g.state = 'active' AND ((l.kind = 'user' AND l.subject = $2)
    OR (l.kind = 'role' AND l.subject IN (SELECT CAST(value AS BIGINT) FROM json_each($3))))
 ORDER BY g.name_key";

/// The groups that a condition picks.
pub(super) async fn read_groups(
    connection: &mut AnyConnection,
    condition: &'static str,
    values: &[String],
) -> Outcome<Vec<Group>> {
    let text = format!("{GROUP} {condition}");
    // The condition is a constant of this room; values are bound.
    let mut query = sqlx::query(sqlx::AssertSqlSafe(text));
    for value in values {
        query = query.bind(value.clone());
    }
    let rows = query.fetch_all(connection).await?;
    rows.iter().map(|row| Ok(group(row)?)).collect()
}

/// One group by its id.
pub(super) async fn read_group(connection: &mut AnyConnection, id: GroupId) -> Outcome<Option<Group>> {
    Ok(read_groups(connection, "WHERE g.id = CAST($1 AS BIGINT)", &[id.to_string()]).await?.pop())
}

fn zone(row: &sqlx::any::AnyRow) -> Result<chrono_tz::Tz, StoreFault> {
    let zone: &str = row.get("timezone");
    zone.parse().map_err(|_| rows::unreadable("time zone", &zone))
}

/// A leader as `GROUP` writes one: `user 1` or `role 2`.
fn leader(word: &str) -> Option<LeaderRef> {
    let (kind, subject) = word.split_once(' ')?;
    let subject = subject.parse().ok()?;
    match kind {
        "role" => Some(LeaderRef::Role(Role::from_stored(subject))),
        "user" => Some(LeaderRef::User(Account::from_stored(subject))),
        _ => None,
    }
}

fn group(row: &sqlx::any::AnyRow) -> Result<Group, StoreFault> {
    let kind: &str = row.get("kind");
    let leaders: Option<&str> = row.get("leaders");
    let mut leaders = leaders
        .unwrap_or_default()
        .split_terminator(',')
        .map(|word| leader(word).ok_or_else(|| rows::unreadable("leader", &word)))
        .collect::<Result<Vec<_>, _>>()?;
    leaders.sort();
    Ok(Group {
        id: GroupId::from_raw(row.get("id")),
        server: Server::from_stored(row.get("server")),
        name: row.get("name"),
        kind: GroupKind::parse(kind).ok_or_else(|| rows::unreadable("kind of group", &kind))?,
        language: row.get("language"),
        timezone: zone(row)?,
        state: rows::group_state(row.get("state"))?,
        shout_out_channel: Channel::from_stored(row.get("shout_out_channel")),
        leaders_channel: row.get::<Option<i64>, _>("leaders_channel").map(Channel::from_stored),
        requests_channel: row.get::<Option<i64>, _>("requests_channel").map(Channel::from_stored),
        choices: GroupChoices {
            tier_news: rows::flag(row, "tier_news"),
            publishes: rows::flag(row, "publishes"),
            digest: rows::flag(row, "digest"),
            wall_hidden: rows::flag(row, "wall_hidden"),
        },
        leaders,
    })
}

#[async_trait]
impl Groups for SqlStore {
    async fn propose_group(&self, proposal: GroupProposal) -> Outcome<Group> {
        let mut acting = self.shared.begin().await?;
        if let Some(record) = acting.made_before(&proposal.act).await? {
            return acting.group_of(record).await;
        }
        let group = match proposal.group {
            None => acting.add_group(&proposal).await?,
            Some(id) => acting.change_group(id, &proposal).await?,
        };
        acting.commit().await?;
        Ok(group)
    }

    async fn decide_group(
        &self,
        act: Act,
        by: Account,
        group: GroupId,
        approval: Approval,
    ) -> Outcome<Group> {
        self.shared.decide_group(act, by, group, approval).await
    }

    async fn group(&self, group: GroupId) -> Outcome<Option<Group>> {
        read_group(&mut *self.shared.readers.acquire().await?, group).await
    }

    async fn groups_of(&self, server: Server) -> Outcome<Vec<Group>> {
        let condition = "WHERE g.server = CAST($1 AS BIGINT) ORDER BY g.name_key";
        let mut connection = self.shared.readers.acquire().await?;
        read_groups(&mut connection, condition, &[server.stored().to_string()]).await
    }

    async fn groups_led(&self, server: Server, by: Account, roles: &[Role]) -> Outcome<Vec<Led>> {
        let roles: Vec<i64> = roles.iter().map(|role| role.stored()).collect();
        let rows = sqlx::query(LED)
            .bind(server.stored())
            .bind(by.stored())
            .bind(json!(roles).to_string())
            .fetch_all(&self.shared.readers)
            .await?;
        let led = |row: &sqlx::any::AnyRow| {
            Ok(Led {
                id: GroupId::from_raw(row.get("id")),
                name: row.get("name"),
                shout_out_channel: Channel::from_stored(row.get("shout_out_channel")),
                leaders_channel: row.get::<Option<i64>, _>("leaders_channel").map(Channel::from_stored),
                timezone: zone(row)?,
            })
        };
        rows.iter().map(led).collect()
    }

    async fn allocation(&self, group: GroupId) -> Outcome<AllocationView> {
        if let Some(view) = self.shared.read_allocation(group).await? {
            return Ok(view);
        }
        // Asking opens the period when it is the first to come in it, so that the answer is always a fact.
        let mut acting = self.shared.begin().await?;
        let view = acting.allocation_view(group).await?;
        acting.commit().await?;
        Ok(view)
    }

    async fn draft(&self, by: Account, server: Server) -> Outcome<GroupDraft> {
        read_draft(&mut *self.shared.readers.acquire().await?, by, server).await
    }

    async fn change_draft(
        &self,
        by: Account,
        server: Server,
        change: DraftChange<'_>,
    ) -> Outcome<GroupDraft> {
        let mut acting = self.shared.begin().await?;
        let mut draft = read_draft(acting.connection(), by, server).await?;
        change(&mut draft)?;
        let at = acting.now.timestamp_millis();
        sqlx::query(
            "INSERT INTO draft (account, server, body, at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (account, server) DO UPDATE SET body = excluded.body, at = excluded.at",
        )
        .bind(by.stored())
        .bind(server.stored())
        .bind(json!(draft).to_string())
        .bind(at)
        .execute(acting.connection())
        .await?;
        acting.commit_quietly().await?;
        Ok(draft)
    }
}

async fn read_draft(connection: &mut AnyConnection, by: Account, server: Server) -> Outcome<GroupDraft> {
    let body: Option<String> =
        sqlx::query_scalar("SELECT body FROM draft WHERE account = $1 AND server = $2")
            .bind(by.stored())
            .bind(server.stored())
            .fetch_optional(connection)
            .await?;
    // A draft of another version is begun anew.
    Ok(body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default())
}

impl Acting<'_> {
    pub(super) async fn group(&mut self, group: GroupId) -> Outcome<Group> {
        Ok(read_group(self.connection(), group).await?.ok_or(Refusal::UnknownGroup)?)
    }

    async fn group_of(&mut self, record: RecordId) -> Outcome<Group> {
        let group: i64 = sqlx::query_scalar("SELECT group_id FROM record WHERE id = $1")
            .bind(record.get())
            .fetch_one(self.connection())
            .await?;
        self.group(GroupId::from_raw(group)).await
    }

    pub(super) async fn allocation_view(&mut self, group: GroupId) -> Outcome<AllocationView> {
        let group = self.group(group).await?;
        if group.state != GroupState::Active {
            return Err(Refusal::GroupNotActive.into());
        }
        let (_, period, allocation) = self.allocation(group.id).await?;
        Ok(AllocationView { group, allocation, next_period: period.end() })
    }
}
