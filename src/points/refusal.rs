//! Everything that a person can be refused, as values. The words are made in one place, elsewhere.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use super::Points;
use super::approval::Fate;
use super::ids::RecordId;

/// A text that a person gave, to say which one was too long or too short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// Why an award or a reversal is made.
    Reason,
    /// The name of a company.
    CompanyName,
    /// The name of a group.
    GroupName,
    /// The name of an event.
    EventName,
    /// A note.
    Note,
    /// The address of a website, in characters after normalising.
    Website,
}

/// Why a website's address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebsiteFault {
    /// It can't be read as an address.
    Unreadable,
    /// It doesn't start with `https://`.
    NotHttps,
    /// It carries a user name or a password.
    Credentials,
    /// Its host is no public name: an IP address, or a word without a dot.
    NoPublicName,
}

/// A refusal, with the values that its text needs and no text.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// The person doesn't lead the group.
    NotALeader,
    /// This server has no active group.
    NoGroupHere,
    /// The person leads several groups here and has to name one.
    WhichGroup {
        /// The names to choose from.
        names: Vec<String>,
    },
    /// No such group.
    UnknownGroup,
    /// The group isn't approved yet, or is closed.
    GroupNotActive,
    /// The person represents that very company.
    Conflict,
    /// No such company.
    UnknownPartner {
        /// What was asked for.
        asked: String,
        /// Names that come near.
        suggestions: Vec<String>,
    },
    /// The company is suspended.
    PartnerSuspended,
    /// Staff declined the company.
    PartnerDeclined,
    /// The person represents no company, or not this one.
    NotARepresentative,
    /// The program knows no such contribution.
    UnknownContribution,
    /// The points of one award are out of the program's bounds.
    PointsOutOfRange {
        /// What was asked for; may be negative or huge.
        asked: i64,
        /// The least for one award.
        min: Points,
        /// The most for one award.
        max: Points,
    },
    /// The group hasn't that many points left in this period.
    NotEnough {
        /// What was asked for.
        asked: Points,
        /// What is left.
        remaining: Points,
        /// When the next period starts.
        next_period: DateTime<Utc>,
    },
    /// The company would get more than its share of the group's points in this period.
    ShareExceeded {
        /// What was asked for.
        asked: Points,
        /// The share, in percent of what the group has to give.
        percent: u8,
        /// What that comes to.
        most: Points,
        /// What the company has from the group in this period, reservations with it.
        given: Points,
        /// When the next period starts.
        next_period: DateTime<Utc>,
    },
    /// The group gave the company an award for the same contribution on the same day: is this another one?
    LooksLikeDuplicate {
        /// That award, or the reservation of one.
        record: RecordId,
        /// Its points.
        points: Points,
        /// When it was given or asked for.
        at: DateTime<Utc>,
    },
    /// What the person was asked about is forgotten: the question is a day old, or older.
    QuestionForgotten,
    /// So many points need a second leader's approval, and this act can't ask for one.
    NeedsApproval {
        /// The most without an approval.
        above: Points,
    },
    /// The person is neither another leader of that group nor staff.
    NotYoursToApprove,
    /// The person asked for that award and so can't decide on it.
    OwnReservation,
    /// The group has another leader who can decide, so staff don't.
    LeaderDecides,
    /// The award that waited for an approval was decided on before.
    ReservationDecided {
        /// How.
        how: Fate,
    },
    /// Nobody approved the award in time, so its points are free again.
    ReservationLapsed {
        /// When the time was over.
        at: DateTime<Utc>,
    },
    /// Who asked for the award no longer leads the group.
    AskerLeft,
    /// Who asked for the award represents the company by now.
    AskerConflict,
    /// The time for the leader's own correction is over.
    CorrectionTooLate {
        /// How long it is, in minutes after the award.
        minutes: u32,
    },
    /// The period of the award is over, so a correction can't spend more in it.
    PeriodOver {
        /// The most that the corrected award can have.
        most: Points,
    },
    /// The company is another one by now.
    PartnerMerged {
        /// The name of that one.
        into: String,
    },
    /// A company can't be merged with itself.
    MergeWithItself,
    /// Companies would be merged in a circle.
    MergeInCircle {
        /// The company that the other one is merged into already, the one asked about.
        into: String,
    },
    /// The company isn't merged into another.
    NotMerged,
    /// Another company was merged with it later.
    MergedSince {
        /// The name of that one.
        with: String,
    },
    /// The company's opening balance was brought before.
    AlreadyOpened,
    /// The program knows no such tier.
    UnknownTier {
        /// What was asked for.
        asked: String,
    },
    /// The company isn't active, so that can't be done with it.
    PartnerNotActive,
    /// A group's base is out of bounds.
    BaseOutOfRange {
        /// The greatest base.
        most: Points,
    },
    /// Staff would take back more than they granted and the group still has.
    CannotTakeBack {
        /// What was asked for.
        asked: Points,
        /// The most that can be taken back.
        most: Points,
    },
    /// The contribution's day hasn't come yet where the group lives.
    DayInFuture {
        /// The day that was given.
        day: NaiveDate,
        /// The group's own today.
        today: NaiveDate,
    },
    /// The contribution's day is too long ago.
    DayTooOld {
        /// The day that was given.
        day: NaiveDate,
        /// The oldest day that is taken.
        oldest: NaiveDate,
    },
    /// The day can't be read.
    DayUnreadable {
        /// What was given, shortened.
        asked: String,
    },
    /// No such time zone.
    UnknownTimezone {
        /// What was given, shortened.
        asked: String,
    },
    /// The number of a server can't be read.
    ServerUnreadable {
        /// What was given, shortened.
        asked: String,
    },
    /// Something is still to be chosen before it can be sent.
    Incomplete,
    /// A text is too short.
    TooShort {
        /// Which text.
        what: Field,
        /// Its length in characters, after cleaning.
        actual: usize,
        /// The least length in characters.
        allowed: usize,
    },
    /// A text is too long.
    TooLong {
        /// Which text.
        what: Field,
        /// Its length in characters, after cleaning.
        actual: usize,
        /// The greatest length in characters.
        allowed: usize,
    },
    /// A website's address is not taken.
    BadWebsite {
        /// Why.
        why: WebsiteFault,
    },
    /// The award is taken back already.
    AlreadyReversed,
    /// The time for the leader's own undo is over.
    UndoTooLate {
        /// How long it is, in minutes after the award.
        minutes: u32,
    },
    /// Someone else gave that award.
    NotYours,
    /// The person neither leads the group nor represents the company whose records these are.
    NotYoursToRead,
    /// Only the program's staff may do that.
    StaffOnly,
    /// Nobody thanks themselves.
    OwnThanks,
    /// A bot represents no company.
    ThanksToBot,
    /// Nobody makes themselves a representative.
    NotYourself,
    /// Only who may manage the server may do that.
    ManageServerOnly,
    /// That works only within a server.
    ServerOnly,
    /// Another one has that name.
    NameTaken {
        /// The name.
        name: String,
    },
    /// Everything is already as asked.
    NothingToChange,
    /// The person has applauded this shout-out.
    AlreadyApplauded,
    /// The award behind this shout-out was taken back.
    Withdrawn,
    /// The interaction was answered before, with another content.
    SameInteractionOtherContent,
    /// No such record.
    UnknownRecord,
    /// Someone decided that before.
    AlreadyDecided,
    /// The partner's or the group's total would go above what can be counted.
    TotalTooLarge {
        /// The most that can be counted.
        max: Points,
    },
    /// The figures that were loaded can't be true together. Never a person's doing: log it as a fault.
    FiguresDisagree {
        /// Which figures, for the log.
        which: Figures,
    },
}

/// Figures that a decision found at odds with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figures {
    /// The period doesn't contain the time of the act.
    Period,
    /// More would return to the allocation than was spent from it, or be taken out of a reservation than is in it.
    Allocation,
    /// More would leave the standing than is in it.
    Standing,
}

impl Refusal {
    /// A stable name for logs and for looking up the text.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotALeader => "not-a-leader",
            Self::NoGroupHere => "no-group-here",
            Self::WhichGroup { .. } => "which-group",
            Self::UnknownGroup => "unknown-group",
            Self::GroupNotActive => "group-not-active",
            Self::Conflict => "conflict",
            Self::UnknownPartner { .. } => "unknown-partner",
            Self::PartnerSuspended => "partner-suspended",
            Self::PartnerDeclined => "partner-declined",
            Self::NotARepresentative => "not-a-representative",
            Self::UnknownContribution => "unknown-contribution",
            Self::PointsOutOfRange { .. } => "points-out-of-range",
            Self::NotEnough { .. } => "not-enough",
            Self::ShareExceeded { .. } => "share-exceeded",
            Self::LooksLikeDuplicate { .. } => "looks-like-duplicate",
            Self::QuestionForgotten => "question-forgotten",
            Self::NeedsApproval { .. } => "needs-approval",
            Self::NotYoursToApprove => "not-yours-to-approve",
            Self::OwnReservation => "own-reservation",
            Self::LeaderDecides => "leader-decides",
            Self::ReservationDecided { .. } => "reservation-decided",
            Self::ReservationLapsed { .. } => "reservation-lapsed",
            Self::AskerLeft => "asker-left",
            Self::AskerConflict => "asker-conflict",
            Self::CorrectionTooLate { .. } => "correction-too-late",
            Self::PeriodOver { .. } => "period-over",
            Self::PartnerMerged { .. } => "partner-merged",
            Self::MergeWithItself => "merge-with-itself",
            Self::MergeInCircle { .. } => "merge-in-circle",
            Self::NotMerged => "not-merged",
            Self::MergedSince { .. } => "merged-since",
            Self::AlreadyOpened => "already-opened",
            Self::UnknownTier { .. } => "unknown-tier",
            Self::PartnerNotActive => "partner-not-active",
            Self::BaseOutOfRange { .. } => "base-out-of-range",
            Self::CannotTakeBack { .. } => "cannot-take-back",
            Self::DayInFuture { .. } => "day-in-future",
            Self::DayTooOld { .. } => "day-too-old",
            Self::DayUnreadable { .. } => "day-unreadable",
            Self::UnknownTimezone { .. } => "unknown-timezone",
            Self::ServerUnreadable { .. } => "server-unreadable",
            Self::Incomplete => "incomplete",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::BadWebsite { .. } => "bad-website",
            Self::AlreadyReversed => "already-reversed",
            Self::UndoTooLate { .. } => "undo-too-late",
            Self::NotYours => "not-yours",
            Self::NotYoursToRead => "not-yours-to-read",
            Self::StaffOnly => "staff-only",
            Self::OwnThanks => "own-thanks",
            Self::ThanksToBot => "thanks-to-bot",
            Self::NotYourself => "not-yourself",
            Self::ManageServerOnly => "manage-server-only",
            Self::ServerOnly => "server-only",
            Self::NameTaken { .. } => "name-taken",
            Self::NothingToChange => "nothing-to-change",
            Self::AlreadyApplauded => "already-applauded",
            Self::Withdrawn => "withdrawn",
            Self::SameInteractionOtherContent => "same-interaction-other-content",
            Self::UnknownRecord => "unknown-record",
            Self::AlreadyDecided => "already-decided",
            Self::TotalTooLarge { .. } => "total-too-large",
            Self::FiguresDisagree { .. } => "figures-disagree",
        }
    }
}

impl fmt::Display for Refusal {
    /// Only the name: a log may show a refusal, and what a person typed stays out of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for Refusal {}
