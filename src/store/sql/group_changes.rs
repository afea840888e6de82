//! Groups that are proposed and changed, and who comes and goes among their leaders.

use std::collections::BTreeSet;

use serde_json::json;

use super::acting::{Acting, NewRecord, refused_by_constraint};
use super::deliveries::Again;
use super::slugs::Page;
use crate::points::ids::{GroupId, RecordId};
use crate::points::refusal::Refusal;
use crate::points::text::search_key;
use crate::store::outside::{Account, Channel};
use crate::store::{Group, GroupChoices, GroupProposal, LeaderRef, Outcome};

impl Acting<'_> {
    pub(super) async fn add_group(&mut self, proposal: &GroupProposal) -> Outcome<Group> {
        let taken = Refusal::NameTaken { name: proposal.name.as_str().to_owned() };
        self.begin_choices(proposal.choices).await?;
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO user_group (server, name, name_key, kind, language, timezone, state, shout_out_channel, leaders_channel, \
             requests_channel, tier_news, publishes, digest, wall_hidden) \
             VALUES ($1, $2, $3, $4, $5, $6, 'proposed', $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        )
        .bind(proposal.server.stored())
        .bind(proposal.name.as_str())
        .bind(search_key(proposal.name.as_str()))
        .bind(proposal.kind.as_str())
        .bind(&proposal.language)
        .bind(proposal.timezone.name())
        .bind(proposal.shout_out_channel.stored())
        .bind(proposal.leaders_channel.map(Channel::stored))
        .bind(proposal.requests_channel.map(Channel::stored))
        .bind(i64::from(proposal.choices.tier_news))
        .bind(i64::from(proposal.choices.publishes))
        .bind(i64::from(proposal.choices.digest))
        .bind(i64::from(proposal.choices.wall_hidden))
        .fetch_one(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, taken))?;
        let group = GroupId::from_raw(id);
        self.name_page(Page::Group(group), proposal.name.as_str()).await?;
        let record = self.group_record("group-proposed", group, proposal).await?;
        self.change_leaders(group, &[], &proposal.leaders, record, proposal.by).await?;
        self.tell("proposal", record, "staff", None).await?;
        self.group(group).await
    }

    pub(super) async fn change_group(&mut self, id: GroupId, proposal: &GroupProposal) -> Outcome<Group> {
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
            requests_channel: proposal.requests_channel,
            choices: proposal.choices,
            leaders,
            ..before.clone()
        };
        let troubled = self.try_again(Again::Group(id)).await? > 0;
        if after == before && !troubled {
            return Err(Refusal::NothingToChange.into());
        }
        let taken = Refusal::NameTaken { name: after.name.clone() };
        self.begin_choices(after.choices).await?;
        sqlx::query(
            "UPDATE user_group SET name = $1, name_key = $2, kind = $3, language = $4, timezone = $5, \
             shout_out_channel = $6, leaders_channel = $7, requests_channel = $8, tier_news = $9, publishes = $10, \
             digest = $11, wall_hidden = $12 WHERE id = $13",
        )
        .bind(&after.name)
        .bind(search_key(&after.name))
        .bind(after.kind.as_str())
        .bind(&after.language)
        .bind(after.timezone.name())
        .bind(after.shout_out_channel.stored())
        .bind(after.leaders_channel.map(Channel::stored))
        .bind(after.requests_channel.map(Channel::stored))
        .bind(i64::from(after.choices.tier_news))
        .bind(i64::from(after.choices.publishes))
        .bind(i64::from(after.choices.digest))
        .bind(i64::from(after.choices.wall_hidden))
        .bind(id.get())
        .execute(self.connection())
        .await
        .map_err(|error| refused_by_constraint(error, taken))?;
        if after.name != before.name {
            self.name_page(Page::Group(id), &after.name).await?;
        }
        let record = self.group_record("group-changed", id, proposal).await?;
        let changed = self.change_leaders(id, &before.leaders, &after.leaders, record, proposal.by).await?;
        if before.to_be_set_up() {
            self.tell("proposal", record, "staff", None).await?;
        } else if changed {
            self.tell("leaders", record, "staff", None).await?;
        }
        Ok(after)
    }

    /// What the group wants to hear of begins with what happens from now on, where it is the first.
    async fn begin_choices(&mut self, choices: GroupChoices) -> Outcome<()> {
        if choices.tier_news {
            self.begin_rounds().await?;
        }
        if choices.digest {
            self.begin_digests().await?;
        }
        Ok(())
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
            "leaders_channel": proposal.leaders_channel, "requests_channel": proposal.requests_channel,
            "choices": proposal.choices,
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
    pub(super) async fn change_leaders(
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
}
