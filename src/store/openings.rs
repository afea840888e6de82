//! Opening balances: the companies of a running program, with the points and the tier that they have.

use async_trait::async_trait;
use chrono::NaiveDate;

use super::outside::Account;
use super::{Act, Outcome};
use crate::points::Points;
use crate::points::ids::{ContributionId, GroupId, PartnerId, TierId};
use crate::points::refusal::Refusal;
use crate::points::text::{CompanyName, Note, Website};

/// A company that a running program brings, and what it has there. A company of that name which is there already stays
/// as it is and gets the balance alone.
#[derive(Clone, Debug)]
pub struct OpeningOrder {
    /// What brings it. It belongs to the balance, so that the same one is brought once, whatever else is said.
    pub act: Act,
    /// The company's name.
    pub name: CompanyName,
    /// Its website, if known.
    pub website: Option<Website>,
    /// What it is, possibly empty.
    pub description: Note,
    /// Who represents it, if known.
    pub representative: Option<Account>,
    /// How many points it has; zero: none.
    pub points: Points,
    /// The day from which on they count, and the tier is held; none: the program's today.
    pub day: Option<NaiveDate>,
    /// What they were given for, if known.
    pub contribution: Option<ContributionId>,
    /// Who gave them, if known.
    pub group: Option<GroupId>,
    /// The tier that it has, by its id.
    pub tier: Option<String>,
}

/// How a company came by an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It was made, and is active.
    New,
    /// It was there.
    Known,
    /// The same order was carried out before: nothing was done.
    Before,
}

/// What an order came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub name: String,
    /// How it came.
    pub arrival: Arrival,
    /// The points that were brought; of an order from before those of then.
    pub points: Points,
    /// Its tier before.
    pub tier_before: Option<TierId>,
    /// Its tier now.
    pub tier: Option<TierId>,
}

/// What orders came to, in their order; or, where at least one is refused, each refusal and the place of its order.
pub type AllOpened = Result<Vec<Opened>, Vec<(usize, Refusal)>>;

impl OpeningOrder {
    /// Whether it brings more than the company.
    #[must_use]
    pub fn has_balance(&self) -> bool {
        self.points > Points::ZERO || self.tier.is_some()
    }
}

/// Opening balances.
#[async_trait]
pub trait Openings {
    /// Brings companies and their balances, all or, where one is refused, none. A company that isn't there is made and is
    /// active at once, by the program's own doing. Nothing of it is told in Discord: it is no news.
    ///
    /// Each refusal is one of `PartnerSuspended`, `PartnerDeclined`, `PartnerNotActive` (a tier for one that staff have not
    /// approved), `AlreadyOpened`, `DayInFuture`, `DayTooOld` (before 1970), `UnknownContribution`, `UnknownTier`, `UnknownGroup`, `TotalTooLarge`,
    /// `SameInteractionOtherContent`.
    ///
    /// # Errors
    /// Faults.
    async fn open(&self, orders: &[OpeningOrder]) -> Outcome<AllOpened>;

    /// What [`Openings::open`] would come to. Nothing is kept.
    ///
    /// # Errors
    /// Faults.
    async fn rehearse(&self, orders: &[OpeningOrder]) -> Outcome<AllOpened>;
}
