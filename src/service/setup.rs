//! `/setup`: who manages a server proposes a group, or changes one.

use super::{Answer, Caller, Service};
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::points::text::{GroupName, shortened};
use crate::store::outside::{Account, Channel, Role};
use crate::store::{Group, GroupDraft, GroupKind, GroupProposal, LeaderRef, Place};

/// What the panel shows.
#[derive(Clone, Debug)]
pub struct SetupPanel {
    /// What is chosen so far.
    pub draft: GroupDraft,
    /// The groups that this server has.
    pub groups: Vec<Group>,
}

/// A part without which a group can't be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needed {
    /// A name.
    Name,
    /// A kind.
    Kind,
    /// At least one leader.
    Leader,
    /// A channel for shout-outs.
    Channel,
}

impl SetupPanel {
    /// What is still to be chosen before it can be sent.
    #[must_use]
    pub fn needed(&self) -> Vec<Needed> {
        let draft = &self.draft;
        let nobody = draft.leader_users.is_empty() && draft.leader_roles.is_empty();
        let needed = [
            (Needed::Name, draft.name.is_none()),
            (Needed::Kind, draft.kind.is_none()),
            (Needed::Leader, nobody),
            (Needed::Channel, draft.shout_out_channel.is_none()),
        ];
        needed.into_iter().filter(|(_, missing)| *missing).map(|(needed, _)| needed).collect()
    }
}

/// One change in the panel.
#[derive(Clone, Debug)]
pub enum PanelChange {
    /// Begin with a group that is there, or with a new one.
    Begin(Option<GroupId>),
    /// Name and time zone, as typed.
    Words {
        /// The name.
        name: String,
        /// The time zone, an IANA name; empty: the program's.
        timezone: String,
    },
    /// Its kind.
    Kind(GroupKind),
    /// Its language.
    Language(String),
    /// Where shout-outs appear.
    ShoutOutChannel(Option<Channel>),
    /// Where leaders talk among themselves.
    LeadersChannel(Option<Channel>),
    /// Where help is asked for.
    RequestsChannel(Option<Channel>),
    /// Told of tiers that companies reach which it thanked, or not.
    TierNews(bool),
    /// Shout-outs published, or not.
    Publishes(bool),
    /// Told of each month, or not.
    Digest(bool),
    /// On the wall, or not.
    Wall(bool),
    /// Persons who lead.
    Users(Vec<Account>),
    /// Roles that lead.
    Roles(Vec<Role>),
}

impl Service {
    /// The panel as it stands for this person in this server.
    ///
    /// # Errors
    /// `ServerOnly`, `ManageServerOnly`.
    pub async fn setup_panel(&self, caller: &Caller) -> Answer<SetupPanel> {
        let server = caller.must_manage_server()?;
        let mut draft = self.store.draft(caller.account, server).await?;
        without(&mut draft, &self.store.gone_places(server).await?);
        Ok(SetupPanel { draft, groups: self.store.groups_of(server).await? })
    }

    /// Changes one thing in the panel and keeps it.
    ///
    /// # Errors
    /// `ManageServerOnly`, `UnknownGroup`, refusals of the name, `UnknownTimezone`.
    pub async fn change_panel(&self, caller: &Caller, change: PanelChange) -> Answer<SetupPanel> {
        let server = caller.must_manage_server()?;
        let (groups, gone) = (self.store.groups_of(server).await?, self.store.gone_places(server).await?);
        // As it stands under the lock: of two presses at once none loses the other.
        let changed = |draft: &mut GroupDraft| {
            self.change(draft, &change, &groups)?;
            without(draft, &gone);
            Ok(())
        };
        let draft = self.store.change_draft(caller.account, server, &changed).await?;
        Ok(SetupPanel { draft, groups })
    }

    fn change(&self, draft: &mut GroupDraft, change: &PanelChange, groups: &[Group]) -> Result<(), Refusal> {
        match change {
            PanelChange::Begin(None) => *draft = GroupDraft::default(),
            PanelChange::Begin(Some(id)) => {
                *draft = draft_of(groups.iter().find(|group| group.id == *id).ok_or(Refusal::UnknownGroup)?);
            }
            PanelChange::Words { name, timezone } => {
                let zone = match timezone.trim() {
                    "" => None,
                    zone => Some(zone.parse::<chrono_tz::Tz>().map_err(|_| unknown_zone(zone))?),
                };
                draft.name = Some(GroupName::parse(name)?.as_str().to_owned());
                draft.timezone = zone.map(|zone| zone.name().to_owned());
            }
            PanelChange::Kind(kind) => draft.kind = Some(*kind),
            PanelChange::Language(language) => {
                draft.language = Some(language.clone()).filter(|word| self.rules.languages().contains(word));
            }
            PanelChange::ShoutOutChannel(channel) => draft.shout_out_channel = *channel,
            PanelChange::LeadersChannel(channel) => draft.leaders_channel = *channel,
            PanelChange::RequestsChannel(channel) => draft.requests_channel = *channel,
            PanelChange::TierNews(is) => draft.choices.tier_news = *is,
            PanelChange::Publishes(is) => draft.choices.publishes = *is,
            PanelChange::Digest(is) => draft.choices.digest = *is,
            PanelChange::Wall(is) => draft.choices.wall_hidden = !is,
            PanelChange::Users(users) => draft.leader_users.clone_from(users),
            PanelChange::Roles(roles) => draft.leader_roles.clone_from(roles),
        }
        Ok(())
    }

    /// Sends what the panel holds: a new group waits for staff, an existing one is changed.
    ///
    /// # Errors
    /// `ManageServerOnly`, `Incomplete`, refusals of the texts, `NameTaken`, `UnknownGroup`, `NothingToChange`.
    pub async fn propose_group(&self, caller: &Caller) -> Answer<Group> {
        let server = caller.must_manage_server()?;
        let panel = self.setup_panel(caller).await?;
        let draft = panel.draft;
        let (Some(kind), Some(shout_out_channel)) = (draft.kind, draft.shout_out_channel) else {
            return Err(Refusal::Incomplete.into());
        };
        let users = draft.leader_users.iter().copied().map(LeaderRef::User);
        let leaders: Vec<LeaderRef> =
            users.chain(draft.leader_roles.iter().copied().map(LeaderRef::Role)).collect();
        if leaders.is_empty() {
            return Err(Refusal::Incomplete.into());
        }
        let zone = draft.timezone.as_deref().and_then(|zone| zone.parse().ok());
        let first = &self.rules.languages()[0];
        let act = caller.act(&[&server, &serde_json::json!(draft)]);
        let proposal = GroupProposal {
            act,
            by: caller.account,
            server,
            group: draft.group,
            name: GroupName::parse(draft.name.as_deref().unwrap_or_default())?,
            kind,
            language: draft.language.unwrap_or_else(|| first.clone()),
            timezone: zone.unwrap_or(self.rules.timezone()),
            shout_out_channel,
            leaders_channel: draft.leaders_channel,
            requests_channel: draft.requests_channel,
            choices: draft.choices,
            leaders,
        };
        let group = self.store.propose_group(proposal).await?;
        self.store.keep_draft(caller.account, server, &draft_of(&group)).await?;
        Ok(group)
    }
}

/// What is gone from the server is to be chosen anew.
fn without(draft: &mut GroupDraft, gone: &[Place]) {
    let is_there = |channel: &Channel| !gone.contains(&Place::Channel(*channel));
    draft.shout_out_channel = draft.shout_out_channel.filter(is_there);
    draft.leaders_channel = draft.leaders_channel.filter(is_there);
    draft.requests_channel = draft.requests_channel.filter(is_there);
    draft.leader_roles.retain(|role| !gone.contains(&Place::Role(*role)));
}

fn unknown_zone(asked: &str) -> Refusal {
    Refusal::UnknownTimezone { asked: shortened(asked) }
}

fn draft_of(group: &Group) -> GroupDraft {
    let users = group.leaders.iter().filter_map(|leader| match leader {
        LeaderRef::User(account) => Some(*account),
        LeaderRef::Role(_) => None,
    });
    let roles = group.leaders.iter().filter_map(|leader| match leader {
        LeaderRef::Role(role) => Some(*role),
        LeaderRef::User(_) => None,
    });
    GroupDraft {
        group: Some(group.id),
        name: Some(group.name.clone()),
        kind: Some(group.kind),
        language: Some(group.language.clone()),
        timezone: Some(group.timezone.name().to_owned()),
        // Channels of the server that a group left are none here.
        shout_out_channel: Some(group.shout_out_channel).filter(|_| !group.to_be_set_up()),
        leaders_channel: group.leaders_channel,
        requests_channel: group.requests_channel,
        choices: group.choices,
        leader_users: users.collect(),
        leader_roles: roles.collect(),
    }
}
