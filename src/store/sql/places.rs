//! What groups use in Discord and is gone, and servers that Ovation was removed from.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::SqlStore;
use super::acting::{Acting, NewRecord, hex};
use super::groups::read_groups;
use super::reservation::WaitingOf;
use super::rows;
use crate::points::group::{self, GroupState as Ruled};
use crate::points::ids::{GroupId, RecordId};
use crate::store::outside::{Channel, Role, Server};
use crate::store::{Act, Gone, Group, GroupState, LeaderRef, Outcome, Place, Places};

/// What is gone of what the groups of server `$1` used.
pub(super) const GONE: &str = "
SELECT r.detail FROM user_group g JOIN record r ON r.group_id = g.id AND r.kind = 'place-gone'
 WHERE g.server = $1 ORDER BY r.id";

/// What a record of kind `place-gone` says.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum GoneWord {
    /// The channel of shout-outs.
    ShoutOuts,
    /// The leaders' channel.
    Leaders,
    /// Where it asked for help.
    Requests,
    /// A role that led.
    Role,
    /// The server.
    Server,
}

#[derive(Serialize, Deserialize)]
pub(super) struct GoneDetail {
    pub(super) what: GoneWord,
    /// Its number as Discord gives it, like those that other records have.
    pub(super) id: i64,
}

impl GoneDetail {
    /// What it means, and whether the group has something else in its place.
    pub(super) fn read(&self, group: &Group) -> (Gone, bool) {
        let (channel, role) = (Channel::from_stored(self.id), LeaderRef::Role(Role::from_stored(self.id)));
        match self.what {
            GoneWord::ShoutOuts => (Gone::ShoutOuts, group.shout_out_channel != channel),
            GoneWord::Leaders => (Gone::Leaders, group.leaders_channel.is_some()),
            GoneWord::Requests => (Gone::Requests, group.requests_channel.is_some()),
            GoneWord::Role => (Gone::Role, !group.leaders.contains(&role)),
            GoneWord::Server => (Gone::Server, false),
        }
    }
}

/// What of a place a group uses, if anything.
fn used(group: &Group, place: Place) -> Option<GoneWord> {
    if !matches!(group.state, GroupState::Proposed | GroupState::Active) || group.to_be_set_up() {
        return None;
    }
    match place {
        Place::Channel(channel) if group.shout_out_channel == channel => Some(GoneWord::ShoutOuts),
        Place::Channel(channel) if group.leaders_channel == Some(channel) => Some(GoneWord::Leaders),
        Place::Channel(channel) => (group.requests_channel == Some(channel)).then_some(GoneWord::Requests),
        Place::Role(role) => group.leaders.contains(&LeaderRef::Role(role)).then_some(GoneWord::Role),
    }
}

/// It happens once to a group, however often Discord tells of it and however many replicas hear it.
fn act(group: GroupId, place: Place) -> Act {
    let key = match place {
        Place::Channel(channel) => format!("gone:{group}:channel:{channel}"),
        Place::Role(role) => format!("gone:{group}:role:{role}"),
    };
    let hash = hex(&Sha256::digest(&key));
    Act { key, hash }
}

#[async_trait]
impl Places for SqlStore {
    async fn place_gone(&self, server: Server, place: Place) -> Outcome<usize> {
        // Most channels are no group's: those cost one question.
        if !self.groups_there(server).await?.iter().any(|group| used(group, place).is_some()) {
            return Ok(0);
        }
        let mut acting = self.shared.begin().await?;
        let mut told = 0;
        for group in acting.groups_of(server).await? {
            let Some(what) = used(&group, place) else { continue };
            let act = act(group.id, place);
            if acting.made_before(&act).await?.is_some() {
                continue;
            }
            acting.tell_gone(&group, what, place, &act).await?;
            told += 1;
        }
        acting.commit().await?;
        Ok(told)
    }

    async fn gone_places(&self, server: Server) -> Outcome<Vec<Place>> {
        let details: Vec<String> =
            sqlx::query_scalar(GONE).bind(server.stored()).fetch_all(&self.shared.readers).await?;
        let mut places = Vec::new();
        for detail in details {
            let GoneDetail { what, id } =
                serde_json::from_str(&detail).map_err(|error| rows::unreadable("place", &error))?;
            places.extend(match what {
                GoneWord::ShoutOuts | GoneWord::Leaders | GoneWord::Requests => {
                    Some(Place::Channel(Channel::from_stored(id)))
                }
                GoneWord::Role => Some(Place::Role(Role::from_stored(id))),
                GoneWord::Server => None,
            });
        }
        Ok(places)
    }

    async fn leave_server(&self, server: Server) -> Outcome<bool> {
        let mut acting = self.shared.begin().await?;
        let left = sqlx::query("INSERT INTO server_left (server, at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(server.stored())
            .bind(acting.clock.timestamp_millis())
            .execute(acting.connection())
            .await?;
        acting.commit().await?;
        Ok(left.rows_affected() > 0)
    }

    async fn join_server(&self, server: Server) -> Outcome<bool> {
        // At each start Discord tells of every server, so the lock is taken only for one that was left.
        let left: Option<i64> = sqlx::query_scalar("SELECT at FROM server_left WHERE server = $1")
            .bind(server.stored())
            .fetch_optional(&self.shared.readers)
            .await?;
        if left.is_none() {
            return Ok(false);
        }
        let mut acting = self.shared.begin().await?;
        let back = acting.forget_leaving(server).await?;
        acting.commit().await?;
        Ok(back)
    }

    async fn forget_left_servers(&self, before: DateTime<Utc>) -> Outcome<usize> {
        let servers: Vec<i64> =
            sqlx::query_scalar("SELECT server FROM server_left WHERE at <= $1 ORDER BY server")
                .bind(before.timestamp_millis())
                .fetch_all(&self.shared.readers)
                .await?;
        let mut forgotten = 0;
        for server in servers.into_iter().map(Server::from_stored) {
            let mut acting = self.shared.begin().await?;
            // Another replica may have been here, or the server is back.
            if !acting.forget_leaving(server).await? {
                continue;
            }
            // First: nothing is drawn anew where the bot isn't let in any more.
            acting.forget_boards(server).await?;
            for group in acting.groups_of(server).await? {
                acting.forget_group(&group).await?;
            }
            sqlx::query("DELETE FROM draft WHERE server = $1")
                .bind(server.stored())
                .execute(acting.connection())
                .await?;
            acting.commit().await?;
            forgotten += 1;
        }
        Ok(forgotten)
    }
}

const OF_SERVER: &str = "WHERE g.server = CAST($1 AS BIGINT) ORDER BY g.id";

impl SqlStore {
    async fn groups_there(&self, server: Server) -> Outcome<Vec<Group>> {
        let mut connection = self.shared.readers.acquire().await?;
        read_groups(&mut connection, OF_SERVER, &[server.stored().to_string()]).await
    }
}

impl Acting<'_> {
    async fn groups_of(&mut self, server: Server) -> Outcome<Vec<Group>> {
        read_groups(self.connection(), OF_SERVER, &[server.stored().to_string()]).await
    }

    async fn tell_gone(&mut self, group: &Group, what: GoneWord, place: Place, act: &Act) -> Outcome<()> {
        let id = match place {
            Place::Channel(channel) => channel.stored(),
            Place::Role(role) => role.stored(),
        };
        let record = NewRecord {
            kind: "place-gone",
            at: self.now,
            group: Some(group.id),
            act: Some(act),
            detail: Some(json!(GoneDetail { what, id })),
            ..NewRecord::default()
        };
        let record = self.append(record).await?;
        let leaders = group.leaders_channel.filter(|channel| Place::Channel(*channel) != place);
        if leaders.is_none() && group.leaders_channel.is_some() {
            self.drop_leaders_channel(group.id).await?;
        }
        if group.requests_channel.is_some_and(|channel| Place::Channel(channel) == place) {
            // From now on requests appear where the shout-outs do.
            sqlx::query("UPDATE user_group SET requests_channel = NULL WHERE id = $1")
                .bind(group.id.get())
                .execute(self.connection())
                .await?;
        }
        let audience = if leaders.is_some() { "leaders" } else { "staff" };
        self.tell("gone", record, audience, Some(group.id)).await
    }

    /// What would go there goes to staff from now on, or waits for another one.
    async fn drop_leaders_channel(&mut self, group: GroupId) -> Outcome<()> {
        sqlx::query("UPDATE user_group SET leaders_channel = NULL WHERE id = $1")
            .bind(group.get())
            .execute(self.connection())
            .await?;
        Ok(())
    }

    /// Whether the server was one that is left.
    async fn forget_leaving(&mut self, server: Server) -> Outcome<bool> {
        let left = sqlx::query("DELETE FROM server_left WHERE server = $1")
            .bind(server.stored())
            .execute(self.connection())
            .await?;
        Ok(left.rows_affected() > 0)
    }

    /// A group whose server is gone for good: what staff would do, and a note to them.
    async fn forget_group(&mut self, group: &Group) -> Outcome<()> {
        let active = group.state == GroupState::Active;
        if !active && group.state != GroupState::Proposed && group.leaders.is_empty() {
            return Ok(());
        }
        let detail = json!(GoneDetail { what: GoneWord::Server, id: group.server.stored() });
        let cause = NewRecord {
            kind: "place-gone",
            at: self.now,
            group: Some(group.id),
            detail: Some(detail),
            ..NewRecord::default()
        };
        let cause = self.append(cause).await?;
        if active {
            let ruled = Ruled { staff: true, active };
            group::close(&ruled, &[], &BTreeMap::new(), self.now)?;
            // As when staff close it: what it had in each period is a fact.
            self.allocation(group.id).await?;
            self.end_group(group.id, "closed", "group-closed", cause).await?;
        } else if group.state == GroupState::Proposed {
            self.end_group(group.id, "declined", "group-declined", cause).await?;
        }
        self.forget_leaders(group, cause).await?;
        self.drop_leaders_channel(group.id).await?;
        sqlx::query(
            "UPDATE outbox SET state = 'cancelled' WHERE group_id = $1 AND state IN ('waiting', 'failed') \
              AND audience IN ('group', 'leaders', 'requests', 'thread', 'helped', 'published')",
        )
        .bind(group.id.get())
        .execute(self.connection())
        .await?;
        self.tell("gone", cause, "staff", Some(group.id)).await
    }

    async fn end_group(
        &mut self,
        group: GroupId,
        state: &'static str,
        kind: &'static str,
        cause: RecordId,
    ) -> Outcome<()> {
        sqlx::query("UPDATE user_group SET state = $2 WHERE id = $1")
            .bind(group.get())
            .bind(state)
            .execute(self.connection())
            .await?;
        let record =
            NewRecord { kind, at: self.now, group: Some(group), cause: Some(cause), ..NewRecord::default() };
        let record = self.append(record).await?;
        self.free_waiting(WaitingOf::Group(group), record).await?;
        self.withdraw_requests(group, record).await?;
        self.end_boards(group).await?;
        self.redraw_proposals(group).await
    }

    /// Each leader who goes is a record of its own.
    async fn forget_leaders(&mut self, group: &Group, cause: RecordId) -> Outcome<()> {
        for leader in &group.leaders {
            let (subject, role) = match leader {
                LeaderRef::User(account) => (Some(self.person(*account).await?), None),
                LeaderRef::Role(role) => (None, Some(role)),
            };
            let record = NewRecord {
                kind: "leaders",
                at: self.now,
                subject,
                group: Some(group.id),
                cause: Some(cause),
                detail: Some(json!({ "added": false, "role": role })),
                ..NewRecord::default()
            };
            self.append(record).await?;
        }
        sqlx::query("DELETE FROM leader WHERE group_id = $1")
            .bind(group.id.get())
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
