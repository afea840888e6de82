//! Help that a group asks for, and what companies offer: who may do what, and when it is over.
//!
//! Nothing here gives points. What was offered and happened is thanked for with an award, by all of its rules.

mod refusal;
mod words;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::award::{PartnerState, today};
use super::period::start_of_day;
use super::refusal::Refusal;

pub use refusal::WantedRefusal;
pub use words::{OfferState, RequestKind, RequestState};

/// So many requests of a group may be open: more than anybody reads would bury each of them.
pub const OPEN_AT_MOST: u32 = 10;
/// How far ahead help may be asked for, in days: a conference is planned a year and a half before.
pub const DAYS_AHEAD: u64 = 550;
/// A request without a day is open for so many days.
pub const UNDATED_DAYS: u64 = 60;
/// After an offer for a request without a day was accepted, the leader is asked so many days later.
const ASKED_AFTER: TimeDelta = TimeDelta::days(30);

/// When the help is needed: the first and the last day.
pub type Span = (NaiveDate, NaiveDate);

/// What has to be known to ask for help.
#[derive(Clone, Copy, Debug)]
pub struct AskState {
    /// The group is approved and not closed.
    pub active: bool,
    /// The person leads it.
    pub leads: bool,
    /// How many of its requests are open.
    pub open: u32,
    /// One of those asks for the same, in the same words, for the same days.
    pub same: bool,
    /// Its time zone.
    pub timezone: Tz,
}

/// Decides whether a group asks for help; until when it does.
///
/// # Errors
/// The first [`Refusal`] of: leads, group active, days not over and not too far away, not the same again, not too many.
pub fn ask(state: &AskState, span: Option<Span>, now: DateTime<Utc>) -> Result<DateTime<Utc>, Refusal> {
    check_leader(state.leads, state.active)?;
    let today = today(state.timezone, now);
    if let Some((first, last)) = span {
        if last < today {
            return Err(WantedRefusal::RequestedDayPast { day: last, today }.into());
        }
        let latest = today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today);
        if first > latest || last > latest {
            return Err(WantedRefusal::RequestedDayTooFar { day: last, latest }.into());
        }
    }
    if state.same {
        return Err(WantedRefusal::AskedAlready.into());
    }
    if state.open >= OPEN_AT_MOST {
        return Err(WantedRefusal::TooManyRequests { most: OPEN_AT_MOST }.into());
    }
    let last = match span {
        Some((_, last)) => last,
        None => today.checked_add_days(Days::new(UNDATED_DAYS)).unwrap_or(today),
    };
    Ok(end_of_day(state.timezone, last))
}

/// The first moment after a day.
fn end_of_day(timezone: Tz, day: NaiveDate) -> DateTime<Utc> {
    start_of_day(timezone, day.succ_opt().unwrap_or(day))
}

/// What has to be known of a request for whatever is done with it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RequestFacts {
    /// How it stands.
    pub state: RequestState,
    /// From this moment on it takes no more offers.
    pub ends_at: DateTime<Utc>,
    /// Its last day, where it has one.
    pub last: Option<NaiveDate>,
    /// The group is active.
    pub active: bool,
    /// Its time zone.
    pub timezone: Tz,
}

impl RequestFacts {
    /// How it stands at a moment: what nobody has closed is over by its date all the same.
    fn state_at(&self, now: DateTime<Utc>) -> RequestState {
        match self.state {
            RequestState::Open if now >= self.ends_at => RequestState::Expired,
            state => state,
        }
    }

    fn must_be_open(&self, now: DateTime<Utc>) -> Result<(), Refusal> {
        match self.state_at(now) {
            RequestState::Open => Ok(()),
            how => Err(WantedRefusal::RequestEnded { how }.into()),
        }
    }
}

/// Decides whether a company offers to help with a request. `represents`: the person speaks for it. `offered`: it has offered before.
///
/// # Errors
/// The first [`Refusal`] of: represents, company active, group active, request open, first offer.
pub fn offer(
    request: &RequestFacts,
    represents: bool,
    partner: PartnerState,
    offered: bool,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if !represents {
        return Err(Refusal::NotARepresentative);
    }
    match partner {
        PartnerState::Active => {}
        PartnerState::Suspended => return Err(Refusal::PartnerSuspended),
        PartnerState::Nominated | PartnerState::Declined => return Err(Refusal::PartnerNotActive),
    }
    if !request.active {
        return Err(Refusal::GroupNotActive);
    }
    request.must_be_open(now)?;
    if offered { Err(WantedRefusal::OfferedBefore.into()) } else { Ok(()) }
}

/// What is said to an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferVerdict {
    /// The group takes it.
    Accept,
    /// The group doesn't.
    Decline,
    /// The company takes it back.
    Withdraw,
}

/// What has to be known to answer an offer.
#[derive(Clone, Copy, Debug)]
pub struct OfferFacts {
    /// How it stands.
    pub state: OfferState,
    /// The person leads the group that asked.
    pub leads: bool,
    /// The person represents the company that offers.
    pub represents: bool,
    /// The company.
    pub partner: PartnerState,
}

/// What an answer to an offer makes of it, and when the group is asked whether it happened: where the offer is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfferDecision {
    /// How the offer stands now.
    pub state: OfferState,
    /// Not before this moment; none where it isn't accepted.
    pub asked_at: Option<DateTime<Utc>>,
}

/// Decides on an offer. Whoever represents the company doesn't accept its offer: that would be the first half of
/// thanking themselves.
///
/// # Errors
/// The first [`Refusal`] of: leads (or, to take it back, represents), group active, no conflict, offer waits, request open,
/// company active.
pub fn decide_offer(
    request: &RequestFacts,
    offer: &OfferFacts,
    verdict: OfferVerdict,
    now: DateTime<Utc>,
) -> Result<OfferDecision, Refusal> {
    if verdict == OfferVerdict::Withdraw {
        if !offer.represents {
            return Err(WantedRefusal::NotYourOffer.into());
        }
    } else {
        check_leader(offer.leads, request.active)?;
    }
    if verdict == OfferVerdict::Accept && offer.represents {
        return Err(WantedRefusal::OwnOffer.into());
    }
    if offer.state != OfferState::Waiting {
        return Err(WantedRefusal::OfferDecided { how: offer.state }.into());
    }
    match verdict {
        OfferVerdict::Withdraw => Ok(OfferDecision { state: OfferState::Withdrawn, asked_at: None }),
        OfferVerdict::Decline => Ok(OfferDecision { state: OfferState::Declined, asked_at: None }),
        OfferVerdict::Accept => {
            request.must_be_open(now)?;
            match offer.partner {
                PartnerState::Active => {}
                PartnerState::Suspended => return Err(Refusal::PartnerSuspended),
                PartnerState::Nominated | PartnerState::Declined => return Err(Refusal::PartnerNotActive),
            }
            let asked_at = match request.last {
                Some(last) => end_of_day(request.timezone, last),
                None => now + ASKED_AFTER,
            };
            Ok(OfferDecision { state: OfferState::Accepted, asked_at: Some(asked_at) })
        }
    }
}

/// How a group ends its request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It doesn't need the help any more.
    Withdraw,
    /// An offer was accepted, and it didn't happen.
    NotHappened,
}

/// Decides to end a request; how it stands then.
///
/// # Errors
/// The first [`Refusal`] of: leads, request open (or, for what didn't happen, accepted).
pub fn end(request: &RequestFacts, leads: bool, ending: Ending) -> Result<RequestState, Refusal> {
    if !leads {
        return Err(Refusal::NotALeader);
    }
    match (ending, request.state) {
        (Ending::Withdraw, RequestState::Open) => Ok(RequestState::Withdrawn),
        (Ending::NotHappened, RequestState::Accepted) => Ok(RequestState::NotHappened),
        (Ending::NotHappened, RequestState::Open) => Err(WantedRefusal::RequestNotAccepted.into()),
        (_, how) => Err(WantedRefusal::RequestEnded { how }.into()),
    }
}

/// Whether an award may be the thanks for a request: an offer was accepted, and it was neither thanked for nor given up.
///
/// # Errors
/// `RequestNotAccepted`, `RequestEnded`.
pub fn thank(state: RequestState) -> Result<(), Refusal> {
    match state {
        RequestState::Accepted => Ok(()),
        RequestState::Open => Err(WantedRefusal::RequestNotAccepted.into()),
        how => Err(WantedRefusal::RequestEnded { how }.into()),
    }
}

fn check_leader(leads: bool, active: bool) -> Result<(), Refusal> {
    if !leads {
        return Err(Refusal::NotALeader);
    }
    if active { Ok(()) } else { Err(Refusal::GroupNotActive) }
}
