//! What is to be told in Discord, and what became of it.
//!
//! A row is written in the transaction of what it tells and holds facts, not texts. At most one message comes of a
//! row: an attempt is recorded before it is made, and an attempt without a recorded answer must be looked for
//! before another is made.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::outside::{Account, Channel, Message};
use super::{
    BoardFacts, Claim, DigestFacts, Gone, Group, HelpRequest, LeaderRef, MessagePlace, Offer, Outcome,
    Partner, Receipt, Reservation,
};
use crate::points::ids::{PartnerId, RecordId, TierId};
use crate::points::voices::Voices;

/// A row of the outbox. Its number is also the nonce and the marker by which the message is known again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrandId(i64);

impl ErrandId {
    /// The id with this number.
    #[must_use]
    pub const fn from_raw(number: i64) -> Self {
        Self(number)
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// The shout-out of an award.
    Award,
    /// The shout-out of a new tier.
    Tier,
    /// An edit: a message that is out is drawn anew from its facts as they stand (a shout-out withdrawn, say).
    Redraw,
    /// A card for staff: a group waits for approval.
    Proposal,
    /// A card for staff: a company waits for approval.
    Nomination,
    /// A note for staff: a group's leaders changed.
    Leaders,
    /// A card for a group's leaders, or for staff: an award waits for an approval.
    Approval,
    /// A note for staff: who represents a company from now on awarded it before.
    Conflict,
    /// A note for staff: a company is warned that it loses its tier.
    Warning,
    /// A note for a group's leaders: points of theirs are about to lapse.
    Reminder,
    /// A note for a group's leaders, or for staff: something that the group used in Discord is gone.
    Gone,
    /// A note for staff: somebody reports a shout-out.
    Report,
    /// A card for a group's leaders: a company claims that it did something.
    Claim,
    /// A group asks for help.
    Request,
    /// A company offers to help, in the thread of the request.
    Offer,
    /// A question to a group's leaders: what was promised, did it happen?
    Prompt,
    /// A direct message to somebody who asked for it.
    Notice,
    /// A message that is out is published to the channels that follow its own.
    Crosspost,
    /// A board that is drawn anew by itself.
    Board,
    /// A note for staff: the message of a board is gone.
    BoardGone,
    /// What a month brought.
    Digest,
}

/// How a new message gets to its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Into the channel.
    Channel,
    /// Into the thread of the message of that number in this channel, which may have to be opened first.
    Thread(Channel),
    /// To one person.
    Direct,
}

/// One thing to do in Discord.
#[derive(Clone, Debug, PartialEq)]
pub struct Errand {
    /// The row.
    pub id: ErrandId,
    /// What it is about.
    pub purpose: Purpose,
    /// What the message is about that it makes or draws anew.
    pub about: Purpose,
    /// Where it goes now: where its audience is, or where the message is that it edits.
    pub channel: Channel,
    /// How it gets there.
    pub way: Way,
    /// For a redraw: the row and the message to edit; for a crosspost: those to publish.
    pub edits: Option<(ErrandId, Message)>,
    /// When the first attempt was begun of those whose answer isn't recorded.
    pub attempted_at: Option<DateTime<Utc>>,
    /// Where that was: the audience may have moved since.
    pub attempted_in: Option<Channel>,
    /// How often it was put off.
    pub attempts: u32,
}

/// The facts of an errand, read when its text is made.
#[derive(Clone, Debug, PartialEq)]
pub enum Facts {
    /// A shout-out of an award, out or withdrawn.
    ShoutOut(Box<ShoutOutFacts>),
    /// A shout-out of a new tier, out or withdrawn.
    Tier(TierFacts),
    /// A group waits for staff, or was decided.
    Proposal(Box<Group>),
    /// A company waits for staff, or was decided.
    Nomination {
        /// The company.
        partner: Box<Partner>,
        /// Who asked; none after erasure.
        by: Option<Account>,
        /// Whether that person asks to represent it.
        represents: bool,
    },
    /// A group's leaders changed.
    Leaders {
        /// The group, as it stands.
        group: Box<Group>,
        /// Who changed it; none after erasure.
        by: Option<Account>,
        /// Who came.
        added: Vec<LeaderRef>,
        /// Who went.
        removed: Vec<LeaderRef>,
    },
    /// Somebody who led a group was erased.
    LeaderErased(Box<Group>),
    /// Somebody reports a shout-out.
    Report {
        /// The company that it is about.
        partner_name: String,
        /// Who reports it; none after erasure.
        by: Option<Account>,
        /// What is wrong with it, in their words; none after erasure.
        why: Option<String>,
        /// Where it is.
        place: MessagePlace,
    },
    /// Who represents a company from now on awarded it before.
    Conflict {
        /// The company's name.
        partner_name: String,
        /// Who represents it; none after erasure.
        who: Option<Account>,
        /// Who made them a representative; none after erasure.
        by: Option<Account>,
        /// How many awards of theirs stood then.
        awards: i64,
        /// Their points.
        points: i64,
    },
    /// A company is warned: it loses its tier unless it requalifies.
    Warning {
        /// The company, as it stands.
        partner: Box<Partner>,
        /// The tier.
        tier: TierId,
        /// On this day it goes one tier down.
        until: NaiveDate,
    },
    /// Points of a group are about to lapse.
    Reminder {
        /// The group, as it stands.
        group: Box<Group>,
        /// What it has left.
        remaining: i64,
        /// How much of it lapses.
        lapsing: i64,
        /// Whether it may be told: to leaders alone, while the period goes on.
        due: bool,
        /// When the period ends.
        ends: DateTime<Utc>,
    },
    /// Something that a group used in Discord is gone.
    Gone {
        /// The group, as it stands.
        group: Box<Group>,
        /// What.
        what: Gone,
        /// Whether something else is in its place by now.
        mended: bool,
        /// Staff are told, because the leaders have no channel.
        for_staff: bool,
    },
    /// An award waits for an approval, or was decided.
    Approval {
        /// It, as it stands.
        reservation: Box<Reservation>,
        /// Staff are asked, because no other leader can decide.
        for_staff: bool,
    },
    /// A company claims that it did something; or that was decided.
    Claim(Box<Claim>),
    /// A group asks for help, or did.
    Request(Box<HelpRequest>),
    /// A company offers to help, or did.
    Offer(Box<Offer>),
    /// What was promised, did it happen?
    Prompt(Box<HelpRequest>),
    /// One person is told directly.
    Notice(Box<NoticeFacts>),
    /// A board, or what became of it.
    Board(Box<BoardFacts>),
    /// The message of a board is gone from this channel.
    BoardGone(Channel),
    /// What a month brought.
    Digest(Box<DigestFacts>),
}

/// What somebody is told directly.
#[derive(Clone, Debug, PartialEq)]
pub struct NoticeFacts {
    /// The language in which they are spoken to.
    pub locale: String,
    /// Of what.
    pub notice: Notice,
}

/// Of what somebody is told directly.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// A group asks for help.
    Request(HelpRequest),
    /// Their company's offer was answered.
    Offer(Offer),
    /// Their company was thanked.
    Award(ShoutOutFacts),
    /// Their company reached a tier.
    Tier(TierFacts),
}

/// What a shout-out tells.
#[derive(Clone, Debug, PartialEq)]
pub struct ShoutOutFacts {
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// The group.
    pub group_name: String,
    /// The language of the message.
    pub language: String,
    /// The numbers.
    pub receipt: Receipt,
    /// Why, in the giver's words; none after erasure.
    pub reason: Option<String>,
    /// The event at which it happened, or empty.
    pub event: String,
    /// Where more is to be read, or empty.
    pub link: String,
    /// Members who applauded.
    pub applause: u32,
    /// What members who were there say.
    pub voices: Voices,
    /// Whether they can't say more.
    pub voices_folded: bool,
    /// Whether the award was taken back.
    pub withdrawn: bool,
}

/// What a tier's shout-out tells.
#[derive(Clone, Debug, PartialEq)]
pub struct TierFacts {
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// The language of the message; none: the program's first.
    pub language: Option<String>,
    /// The tier it had.
    pub from: Option<TierId>,
    /// The tier it reached.
    pub to: TierId,
    /// When.
    pub at: DateTime<Utc>,
    /// Its points then.
    pub points: i64,
    /// How many groups it helped in the window then.
    pub groups: u32,
    /// The group that is told because it thanked the company on the way.
    pub helped: Option<String>,
    /// Members who applauded.
    pub applause: u32,
    /// Whether what led there was taken back.
    pub withdrawn: bool,
    /// Whether it is no news any more: the company isn't there or fell lower, or the group that helped doesn't ask.
    pub outdated: bool,
}

/// Who empties the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Announces {
    /// This process, which has the database for itself.
    Alone,
    /// This process; what others add it isn't told of.
    BesideOthers,
    /// Another one.
    Another,
}

/// The outbox.
#[async_trait]
pub trait Outbox {
    /// Who empties the outbox: one process does at a time, however many serve people.
    ///
    /// # Errors
    /// Faults: it isn't this one any more then.
    async fn announces(&self) -> Outcome<Announces>;

    /// What is due now, each channel's oldest first and the channels in turn, and when the next is due after that.
    ///
    /// # Errors
    /// Faults.
    async fn due_errands(&self, limit: u32) -> Outcome<(Vec<Errand>, Option<DateTime<Utc>>)>;

    /// Records that an attempt begins, before it is made. `None`: it is not to be made any more, or another attempt
    /// was begun since the errand was read.
    ///
    /// # Errors
    /// Faults.
    async fn begin_errand(&self, errand: &Errand) -> Outcome<Option<Facts>>;

    /// It is out, as this message in this channel: a forum's post is in a channel of its own.
    ///
    /// # Errors
    /// Faults.
    async fn errand_done(&self, errand: ErrandId, channel: Channel, message: Message) -> Outcome<()>;

    /// It was certainly not done; try again then.
    ///
    /// # Errors
    /// Faults.
    async fn errand_put_off(&self, errand: ErrandId, until: DateTime<Utc>, trouble: &str) -> Outcome<()>;

    /// Nobody knows whether it was done: look first, then.
    ///
    /// # Errors
    /// Faults.
    async fn errand_unknown(&self, errand: ErrandId, until: DateTime<Utc>, trouble: &str) -> Outcome<()>;

    /// Nothing is left to be done: what it would edit is gone.
    ///
    /// # Errors
    /// Faults.
    async fn errand_needless(&self, errand: ErrandId) -> Outcome<()>;

    /// Who was to be told directly takes no messages: nothing more is told to them so.
    ///
    /// # Errors
    /// Faults.
    async fn errand_unwelcome(&self, errand: ErrandId) -> Outcome<()>;

    /// It can't be done until somebody mends the cause. Unless it was `certainly_not_made`, it is looked for then.
    ///
    /// # Errors
    /// Faults.
    async fn errand_failed(&self, errand: ErrandId, trouble: &str, certainly_not_made: bool) -> Outcome<()>;

    /// A member presses 👏 on a message of the bot; whether it counts: the first time it does. The message is drawn anew
    /// with what else comes within seconds.
    ///
    /// # Errors
    /// `UnknownRecord`, `Withdrawn`, and faults.
    async fn applaud(&self, errand: ErrandId, by: Account) -> Outcome<bool>;

    /// The facts of a message that is out, as they stand.
    ///
    /// # Errors
    /// `UnknownRecord`, and faults.
    async fn facts(&self, errand: ErrandId) -> Outcome<Facts>;

    /// The award that a message is the shout-out of.
    ///
    /// # Errors
    /// Faults.
    async fn award_told(&self, message: Message) -> Outcome<Option<RecordId>>;

    /// Waits until something may be due that was not before.
    async fn errand_added(&self);
}
