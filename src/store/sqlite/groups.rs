//! Groups: proposing and changing them, who leads, what they may give.

use std::collections::BTreeSet;

use async_trait::async_trait;
use serde_json::json;
use sqlx::{Row, SqliteConnection};

use super::SqliteStore;
use super::acting::{Acting, NewRecord, refused_by_constraint};
use super::rows;
use crate::points::ids::{GroupId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::text::search_key;
use crate::store::outside::{Account, Channel, Role, Server};
use crate::store::{
    Act, AllocationView, Approval, Group, GroupDraft, GroupKind, GroupProposal, GroupState, Groups,
    LeaderRef, Led, Outcome, StoreFault,
};

const GROUP: &str = "
SELECT g.id, g.server, g.name, g.kind, g.language, g.timezone, g.state, g.shout_out_channel, g.leaders_channel,
       (SELECT json_group_array(json_array(l.kind, l.subject)) FROM leader l WHERE l.group_id = g.id) AS leaders
  FROM user_group g";

pub(super) const LED: &str = "
SELECT DISTINCT g.id, g.name, g.shout_out_channel, g.leaders_channel, g.timezone
  FROM user_group g JOIN leader l ON l.group_id = g.id
 WHERE g.server = $1 AND g.state = 'active' AND ((l.kind = 'user' AND l.subject = $2)
    OR (l.kind = 'role' AND l.subject IN (SELECT value FROM json_each($3))))
 ORDER BY g.name_key";

/// The groups that a condition picks.
pub(super) async fn read_groups(
    connection: &mut SqliteConnection,
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
pub(super) async fn read_group(connection: &mut SqliteConnection, id: GroupId) -> Outcome<Option<Group>> {
    Ok(read_groups(connection, "WHERE g.id = CAST($1 AS INTEGER)", &[id.to_string()]).await?.pop())
}

fn zone(row: &sqlx::sqlite::SqliteRow) -> Result<chrono_tz::Tz, StoreFault> {
    let zone: &str = row.get("timezone");
    zone.parse().map_err(|_| rows::unreadable("time zone", &zone))
}

fn group(row: &sqlx::sqlite::SqliteRow) -> Result<Group, StoreFault> {
    let kind: &str = row.get("kind");
    let leaders: Vec<(String, i64)> =
        serde_json::from_str(row.get("leaders")).map_err(|error| rows::unreadable("leaders", &error))?;
    let mut leaders: Vec<LeaderRef> = leaders
        .into_iter()
        .map(|(kind, subject)| match kind.as_str() {
            "role" => LeaderRef::Role(Role::from_stored(subject)),
            _ => LeaderRef::User(Account::from_stored(subject)),
        })
        .collect();
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
        leaders,
    })
}

#[async_trait]
impl Groups for SqliteStore {
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
        let condition = "WHERE g.server = CAST($1 AS INTEGER) ORDER BY g.name_key";
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
        let led = |row: &sqlx::sqlite::SqliteRow| {
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
        // Asking opens the period when it is the first to come in it, so that the answer is always a fact.
        let mut acting = self.shared.begin().await?;
        let view = acting.allocation_view(group).await?;
        acting.commit().await?;
        Ok(view)
    }

    async fn draft(&self, by: Account, server: Server) -> Outcome<GroupDraft> {
        let body: Option<String> =
            sqlx::query_scalar("SELECT body FROM draft WHERE account = $1 AND server = $2")
                .bind(by.stored())
                .bind(server.stored())
                .fetch_optional(&self.shared.readers)
                .await?;
        // A draft of another version is begun anew.
        Ok(body.and_then(|body| serde_json::from_str(&body).ok()).unwrap_or_default())
    }

    async fn keep_draft(&self, by: Account, server: Server, draft: &GroupDraft) -> Outcome<()> {
        let mut acting = self.shared.begin().await?;
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
        acting.commit().await
    }
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

    async fn add_group(&mut self, proposal: &GroupProposal) -> Outcome<Group> {
        let taken = Refusal::NameTaken { name: proposal.name.as_str().to_owned() };
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO user_group (server, name, name_key, kind, language, timezone, state, shout_out_channel, leaders_channel) \
             VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8) RETURNING id",
        )
        .bind(proposal.server.stored())
        .bind(proposal.name.as_str())
        .bind(search_key(proposal.name.as_str()))
        .bind(proposal.kind.as_str())
        .bind(&proposal.language)
        .bind(proposal.timezone.name())
        .bind(proposal.shout_out_channel.stored())
        .bind(proposal.leaders_channel.map(Channel::stored))
        .fetch_one(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, taken))?;
        let group = GroupId::from_raw(id);
        let record = self.group_record("group-proposed", group, proposal).await?;
        self.change_leaders(group, &[], &proposal.leaders, record, proposal.by).await?;
        self.tell("proposal", record, "staff", None).await?;
        self.group(group).await
    }

    async fn change_group(&mut self, id: GroupId, proposal: &GroupProposal) -> Outcome<Group> {
        let before = self.group(id).await?;
        if before.server != proposal.server {
            return Err(Refusal::UnknownGroup.into());
        }
        let mut leaders = proposal.leaders.clone();
        leaders.sort();
        leaders.dedup();
        let after = Group {
            name: proposal.name.as_str().to_owned(),
            kind: proposal.kind,
            language: proposal.language.clone(),
            timezone: proposal.timezone,
            shout_out_channel: proposal.shout_out_channel,
            leaders_channel: proposal.leaders_channel,
            leaders,
            ..before.clone()
        };
        let troubled = self.try_again(id).await?;
        if after == before && !troubled {
            return Err(Refusal::NothingToChange.into());
        }
        let taken = Refusal::NameTaken { name: after.name.clone() };
        sqlx::query(
            "UPDATE user_group SET name = $1, name_key = $2, kind = $3, language = $4, timezone = $5, \
             shout_out_channel = $6, leaders_channel = $7 WHERE id = $8",
        )
        .bind(&after.name)
        .bind(search_key(&after.name))
        .bind(after.kind.as_str())
        .bind(&after.language)
        .bind(after.timezone.name())
        .bind(after.shout_out_channel.stored())
        .bind(after.leaders_channel.map(Channel::stored))
        .bind(id.get())
        .execute(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, taken))?;
        let record = self.group_record("group-changed", id, proposal).await?;
        if self.change_leaders(id, &before.leaders, &after.leaders, record, proposal.by).await? {
            self.tell("leaders", record, "staff", None).await?;
        }
        Ok(after)
    }

    async fn group_record(
        &mut self,
        kind: &'static str,
        group: GroupId,
        proposal: &GroupProposal,
    ) -> Outcome<RecordId> {
        let (at, actor) = (self.now, self.person(proposal.by).await?);
        let detail = json!({
            "name": proposal.name.as_str(), "kind": proposal.kind, "language": proposal.language,
            "timezone": proposal.timezone.name(), "server": proposal.server, "channel": proposal.shout_out_channel,
            "leaders_channel": proposal.leaders_channel,
        });
        let act = Some(&proposal.act);
        let record = NewRecord {
            kind,
            at,
            actor: Some(actor),
            group: Some(group),
            act,
            detail: Some(detail),
            ..NewRecord::default()
        };
        self.append(record).await
    }

    /// Each leader who comes or goes is a record of its own. Whether there was any.
    async fn change_leaders(
        &mut self,
        group: GroupId,
        before: &[LeaderRef],
        after: &[LeaderRef],
        cause: RecordId,
        by: Account,
    ) -> Outcome<bool> {
        let (before, after): (BTreeSet<_>, BTreeSet<_>) =
            (before.iter().copied().collect(), after.iter().copied().collect());
        let actor = self.person(by).await?;
        let went = before.difference(&after).map(|leader| (*leader, false));
        let came = after.difference(&before).map(|leader| (*leader, true));
        let changes: Vec<_> = went.chain(came).collect();
        for (leader, added) in &changes {
            let (kind, number, subject) = match leader {
                LeaderRef::User(account) => ("user", account.stored(), Some(self.person(*account).await?)),
                LeaderRef::Role(role) => ("role", role.stored(), None),
            };
            let text = if *added {
                "INSERT INTO leader (group_id, kind, subject) VALUES ($1, $2, $3)"
            } else {
                "DELETE FROM leader WHERE group_id = $1 AND kind = $2 AND subject = $3"
            };
            sqlx::query(text).bind(group.get()).bind(kind).bind(number).execute(self.connection()).await?;
            let role = match leader {
                LeaderRef::User(_) => None,
                LeaderRef::Role(role) => Some(role),
            };
            let record = NewRecord {
                kind: "leaders",
                at: self.now,
                actor: Some(actor),
                subject,
                group: Some(group),
                cause: Some(cause),
                detail: Some(json!({ "added": added, "role": role })),
                ..NewRecord::default()
            };
            self.append(record).await?;
        }
        Ok(!changes.is_empty())
    }

    /// What failed in a group's channel is tried again; what may be out already is looked for where it was tried.
    /// Whether there was any.
    async fn try_again(&mut self, group: GroupId) -> Outcome<bool> {
        let now = self.clock.timestamp_millis();
        let tried = sqlx::query(
            "UPDATE outbox SET state = 'waiting', due_at = $2, attempts = 0, trouble = NULL, told = 0, \
                    channel = CASE WHEN attempted_at IS NULL THEN NULL ELSE channel END \
             WHERE group_id = $1 AND state = 'failed'",
        )
        .bind(group.get())
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(tried.rows_affected() > 0)
    }
}
