//! Groups, their leaders, their allocation.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::outside::{Account, Channel, Role, Server};
use super::{Act, Outcome};
use crate::points::allocation::Allocation;
use crate::points::ids::GroupId;
use crate::points::refusal::Refusal;
use crate::points::text::GroupName;

/// What kind of community a group is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GroupKind {
    /// A user group (UG).
    UserGroup,
    /// A study group (SG).
    StudyGroup,
    /// Another community.
    Community,
}

impl GroupKind {
    /// All kinds, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::UserGroup, Self::StudyGroup, Self::Community];

    /// The word that is stored and that texts are keyed by.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UserGroup => "user-group",
            Self::StudyGroup => "study-group",
            Self::Community => "community",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Where a group stands with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupState {
    /// Staff have not decided yet: no allocation.
    Proposed,
    /// It gives points.
    Active,
    /// Staff said no.
    Declined,
    /// It gives no more.
    Closed,
}

/// Who leads a group: a person, or everybody with a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LeaderRef {
    /// This person.
    User(Account),
    /// Whoever has this role in the group's server.
    Role(Role),
}

/// A group as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its id.
    pub id: GroupId,
    /// The server it lives in.
    pub server: Server,
    /// Its name.
    pub name: String,
    /// UG, SG or community.
    pub kind: GroupKind,
    /// The language of its public messages.
    pub language: String,
    /// Its time zone: the group's own today.
    pub timezone: chrono_tz::Tz,
    /// Where it stands.
    pub state: GroupState,
    /// Where its shout-outs appear.
    pub shout_out_channel: Channel,
    /// Where its leaders talk among themselves, if they have such a place.
    pub leaders_channel: Option<Channel>,
    /// Where it asks for help: a channel or a forum; none: where its shout-outs appear.
    pub requests_channel: Option<Channel>,
    /// What it wants beyond that.
    pub choices: GroupChoices,
    /// Who leads it.
    pub leaders: Vec<LeaderRef>,
}

/// What a group may want or not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupChoices {
    /// To be told in its channel when a company that it thanked reaches a new tier.
    pub tier_news: bool,
    /// That its shout-outs are published, where its channel is one for announcements.
    pub publishes: bool,
    /// To be told in its channel each month what the one before brought.
    pub digest: bool,
    /// Not to be on the program's wall.
    pub wall_hidden: bool,
}

impl Group {
    /// Whether it moved to its server and wasn't set up there yet: nobody leads it, and its channel is one of the server
    /// that it left.
    #[must_use]
    pub fn to_be_set_up(&self) -> bool {
        self.state == GroupState::Proposed && self.leaders.is_empty()
    }
}

/// A group that somebody leads, as `/award` and `/allocation` need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Led {
    /// Its id.
    pub id: GroupId,
    /// Its name.
    pub name: String,
    /// Its shout-out channel.
    pub shout_out_channel: Channel,
    /// Its leaders' channel.
    pub leaders_channel: Option<Channel>,
    /// Its time zone.
    pub timezone: chrono_tz::Tz,
}

impl From<Group> for Led {
    fn from(group: Group) -> Self {
        let Group { id, name, shout_out_channel, leaders_channel, timezone, .. } = group;
        Self { id, name, shout_out_channel, leaders_channel, timezone }
    }
}

/// What `/setup` sends.
#[derive(Clone, Debug)]
pub struct GroupProposal {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked the right to.
    pub by: Account,
    /// The server.
    pub server: Server,
    /// An existing group of this server to change, or none for a new one.
    pub group: Option<GroupId>,
    /// Its name.
    pub name: GroupName,
    /// Its kind.
    pub kind: GroupKind,
    /// Its language.
    pub language: String,
    /// Its time zone.
    pub timezone: chrono_tz::Tz,
    /// Where its shout-outs appear.
    pub shout_out_channel: Channel,
    /// Its leaders' channel.
    pub leaders_channel: Option<Channel>,
    /// Where it asks for help.
    pub requests_channel: Option<Channel>,
    /// What it wants beyond that.
    pub choices: GroupChoices,
    /// Who leads it: at least one.
    pub leaders: Vec<LeaderRef>,
}

/// A change of what somebody has chosen in a panel, as that stands.
pub type DraftChange<'a> = &'a (dyn Fn(&mut GroupDraft) -> Result<(), Refusal> + Send + Sync);

/// What a person has chosen in the `/setup` panel so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupDraft {
    /// The group that is changed; none: a new one.
    pub group: Option<GroupId>,
    /// Its name.
    pub name: Option<String>,
    /// Its kind.
    pub kind: Option<GroupKind>,
    /// Its language.
    pub language: Option<String>,
    /// Its time zone, an IANA name.
    pub timezone: Option<String>,
    /// Where shout-outs appear.
    pub shout_out_channel: Option<Channel>,
    /// The leaders' channel.
    pub leaders_channel: Option<Channel>,
    /// Where help is asked for.
    pub requests_channel: Option<Channel>,
    /// What it wants beyond that.
    pub choices: GroupChoices,
    /// Persons who lead.
    pub leader_users: Vec<Account>,
    /// Roles that lead.
    pub leader_roles: Vec<Role>,
}

/// Staff's word on something proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Approval {
    /// Yes.
    Approve,
    /// No.
    Decline,
}

/// What a group may still give.
#[derive(Clone, Debug, PartialEq)]
pub struct AllocationView {
    /// The group.
    pub group: Group,
    /// The open period's numbers.
    pub allocation: Allocation,
    /// When the next period starts.
    pub next_period: DateTime<Utc>,
}

/// Groups and what they may give.
#[async_trait]
pub trait Groups {
    /// Proposes a group, or changes an existing one. A new group waits for staff; what was told before of an
    /// existing one stays, and shout-outs that failed for want of a channel are tried again. Each change of leaders
    /// is a record of its own and is told in the staff channel.
    ///
    /// # Errors
    /// `NameTaken`, `UnknownGroup` (not of this server), `NothingToChange`, and faults.
    async fn propose_group(&self, proposal: GroupProposal) -> Outcome<Group>;

    /// Staff's decision. Approving opens the group's allocation for the whole open period. The same decision again
    /// is answered like the first.
    ///
    /// # Errors
    /// `UnknownGroup`, `AlreadyDecided`, and faults.
    async fn decide_group(&self, act: Act, by: Account, group: GroupId, approval: Approval)
    -> Outcome<Group>;

    /// A group, whatever its state.
    ///
    /// # Errors
    /// Faults.
    async fn group(&self, group: GroupId) -> Outcome<Option<Group>>;

    /// The groups of a server, whatever their state, by name.
    ///
    /// # Errors
    /// Faults.
    async fn groups_of(&self, server: Server) -> Outcome<Vec<Group>>;

    /// The active groups of a server that this person leads, by themselves or by a role.
    ///
    /// # Errors
    /// Faults.
    async fn groups_led(&self, server: Server, by: Account, roles: &[Role]) -> Outcome<Vec<Led>>;

    /// What an active group may still give in the open period.
    ///
    /// # Errors
    /// `UnknownGroup`, `GroupNotActive`, and faults.
    async fn allocation(&self, group: GroupId) -> Outcome<AllocationView>;

    /// What a person has chosen in this server's panel; empty when nothing.
    ///
    /// # Errors
    /// Faults.
    async fn draft(&self, by: Account, server: Server) -> Outcome<GroupDraft>;

    /// Changes what a person has chosen so far, and keeps it; how it is then.
    ///
    /// # Errors
    /// Refusals of the change, and faults.
    async fn change_draft(&self, by: Account, server: Server, change: DraftChange<'_>)
    -> Outcome<GroupDraft>;

    /// Keeps a draft in place of what a person has chosen.
    ///
    /// # Errors
    /// Faults.
    async fn keep_draft(&self, by: Account, server: Server, draft: &GroupDraft) -> Outcome<()> {
        let kept = |known: &mut GroupDraft| {
            known.clone_from(draft);
            Ok(())
        };
        self.change_draft(by, server, &kept).await.map(|_| ())
    }
}
