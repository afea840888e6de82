//! Everything that a person can be refused, as values. The words are made in one place, elsewhere.

mod key;
mod mend;

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use super::Points;
use super::approval::Fate;
use super::claim::ClaimRefusal;
use super::ids::RecordId;
use super::request::WantedRefusal;

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
    /// What a group asks help for, in a line.
    Topic,
    /// Where something is to be.
    Place,
    /// What a group asks for, or a company offers.
    Wording,
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
    /// Only who may manage the server, or staff, may post a board there.
    BoardByManagers,
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
    /// The person said just that of this shout-out.
    VoiceCounted,
    /// No voice is taken on this shout-out, or none any more.
    VoicesClosed,
    /// The person represents the company whose contribution it is.
    VoiceOnOwnCompany,
    /// The person gave the award.
    VoiceOnOwnAward,
    /// The person reported this shout-out before.
    ReportedAlready,
    /// The person reported too often within a day.
    TooManyReports,
    /// The interaction was answered before, with another content.
    SameInteractionOtherContent,
    /// No such record.
    UnknownRecord,
    /// Someone decided that before.
    AlreadyDecided,
    /// A claim isn't made or decided.
    Claim(ClaimRefusal),
    /// The partner's or the group's total would go above what can be counted.
    TotalTooLarge {
        /// The most that can be counted.
        max: Points,
    },
    /// Help isn't asked for, offered or accepted.
    Wanted(WantedRefusal),
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

impl fmt::Display for Refusal {
    /// Only the name: a log may show a refusal, and what a person typed stays out of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl std::error::Error for Refusal {}
