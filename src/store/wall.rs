//! What the wall on the web shows: of companies that are active, of groups that staff approved, and of neither when they
//! don't want to be there. No person is in it, and no award that was taken back.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{GroupKind, Outcome};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::points::request::{RequestKind, Span};
use crate::points::standing::Tally;
use crate::points::voices::PitchFree;

/// Somebody with a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// What it is called in its page's address.
    pub slug: String,
}

/// What is found at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found<T> {
    /// What is asked for.
    Here(T),
    /// It is called so by now: it was renamed, or is another company.
    Moved(String),
}

impl<T> Found<T> {
    /// What is asked for; or else that it isn't here, whatever else was to be told of it.
    ///
    /// # Errors
    /// What is found instead, if anything.
    pub fn here<U>(found: Option<Self>) -> Result<T, Option<Found<U>>> {
        match found {
            Some(Self::Here(here)) => Ok(here),
            Some(Self::Moved(slug)) => Err(Some(Found::Moved(slug))),
            None => Err(None),
        }
    }
}

/// An award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallThanks {
    /// Its record.
    pub record: RecordId,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// To whom; of companies that are one, the one that stays.
    pub partner: Named,
    /// By whom.
    pub group: Named,
    /// What for.
    pub contribution: ContributionId,
    /// Points.
    pub points: i64,
    /// Why, in the giver's words; none after erasure.
    pub reason: Option<String>,
    /// The language of the group, and so most likely of its words.
    pub language: String,
}

/// A tier that was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallTier {
    /// Its record.
    pub record: RecordId,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub partner: Named,
    /// The tier that it had before.
    pub from: Option<TierId>,
    /// The tier.
    pub to: Option<TierId>,
}

/// A company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallPartner {
    /// The company; of those that are one, the one that stays.
    pub id: PartnerId,
    /// Its name.
    pub named: Named,
    /// Its tier.
    pub tier: Option<TierId>,
    /// Its website, possibly empty.
    pub website: String,
    /// What it is, possibly empty.
    pub description: String,
}

/// Which companies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WallSearch {
    /// A part of their names; empty: any.
    pub typed: String,
    /// The tiers from the highest on: in this order they come.
    pub tiers: Vec<TierId>,
    /// Behind so many.
    pub offset: u32,
    /// So many at most.
    pub limit: u32,
}

/// What a company has in the program's window, without which group gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StandingSums {
    /// Points.
    pub points: i64,
    /// How many groups they are from.
    pub groups: usize,
    /// What it did, by kind.
    pub contributions: Vec<(ContributionId, Tally)>,
}

/// What a company has from a group, whenever it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helped {
    /// The group.
    pub group: Named,
    /// Points.
    pub points: i64,
}

/// What a company's page counts of it.
#[derive(Clone, Debug)]
pub struct WallCompany {
    /// What it has in the program's window.
    pub standing: StandingSums,
    /// How often members applauded what it did.
    pub applause: u32,
    /// How many of its talks were free of a sales pitch; none where too few said so.
    pub pitch_free: Option<PitchFree>,
    /// The groups from which it has points, most points first.
    pub helped: Vec<Helped>,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallGroup {
    /// The group.
    pub id: GroupId,
    /// Its name.
    pub named: Named,
    /// What it is.
    pub kind: GroupKind,
    /// Its language.
    pub language: String,
    /// Whether it goes on: one that was closed is shown for what it thanked for.
    pub active: bool,
}

/// Help wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WallRequest {
    /// Its record.
    pub record: RecordId,
    /// What kind of help.
    pub kind: RequestKind,
    /// By whom.
    pub group: Named,
    /// What it is about, in a line.
    pub topic: String,
    /// When.
    pub days: Option<Span>,
    /// Where, possibly empty.
    pub place: String,
    /// What is asked for; none after erasure.
    pub wording: Option<String>,
    /// The language of the group, and so most likely of its words.
    pub language: String,
    /// From this moment on it takes no more offers.
    pub ends_at: DateTime<Utc>,
}

/// The wall.
#[async_trait]
pub trait Wall {
    /// The tiers that changed last, newest first.
    ///
    /// # Errors
    /// Faults.
    async fn wall_tiers(&self, limit: u32) -> Outcome<Vec<WallTier>>;

    /// A page of companies by tier and name, and how many there are.
    ///
    /// # Errors
    /// Faults.
    async fn wall_partners(&self, search: &WallSearch) -> Outcome<(Vec<WallPartner>, u32)>;

    /// The company at an address.
    ///
    /// # Errors
    /// Faults.
    async fn wall_partner(&self, slug: &str) -> Outcome<Option<Found<WallPartner>>>;

    /// What a company has in the program's window, with all that are one with it.
    ///
    /// # Errors
    /// Faults.
    async fn wall_standing(&self, partner: PartnerId) -> Outcome<StandingSums>;

    /// What a company's page counts of it, with all that are one with it, and at most so many of the groups that it helped.
    ///
    /// # Errors
    /// Faults.
    async fn wall_company(&self, partner: PartnerId, helped: u32) -> Outcome<WallCompany>;

    /// A page of active groups whose names have what was typed, by name, and how many there are.
    ///
    /// # Errors
    /// Faults.
    async fn wall_groups(&self, typed: &str, offset: u32, limit: u32) -> Outcome<(Vec<WallGroup>, u32)>;

    /// The group at an address.
    ///
    /// # Errors
    /// Faults.
    async fn wall_group(&self, slug: &str) -> Outcome<Option<Found<WallGroup>>>;

    /// How often something was changed through this store: what was made of it stays right as long as this is the same.
    /// What another replica changes isn't counted.
    fn changes(&self) -> u64;

    /// The newest signed head of the ledger, as everybody may see it.
    ///
    /// # Errors
    /// Faults.
    async fn newest_head(&self) -> Outcome<Option<String>>;
}
