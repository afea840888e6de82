//! Companies, their representatives, their standing.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::outside::Account;
use super::{Act, Approval, Outcome};
use crate::points::award::PartnerState;
use crate::points::evaluation::Held;
use crate::points::history::DayPoints;
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId, TierId};
use crate::points::standing::Standing;
use crate::points::text::{CompanyName, Note, Website};
use crate::points::voices::PitchFree;

/// A company as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Partner {
    /// Its id.
    pub id: PartnerId,
    /// Its name.
    pub name: String,
    /// Its website, or empty.
    pub website: String,
    /// What it says of itself, or empty.
    pub description: String,
    /// Where it stands with the program.
    pub state: PartnerState,
    /// Its tier.
    pub tier: Option<TierId>,
    /// The name of the company that it is merged into: of those that are one with it, the one that stays.
    pub merged_into: Option<String>,
    /// Who represents it, or one that is merged with it.
    pub representatives: Vec<Account>,
}

/// A company as a suggestion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Its id.
    pub id: PartnerId,
    /// Its name.
    pub name: String,
    /// Its tier.
    pub tier: Option<TierId>,
    /// Whether staff have not approved it yet.
    pub nominated: bool,
}

/// A company that joins by itself, or is nominated by somebody who knows it.
#[derive(Clone, Debug)]
pub struct Registration {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks.
    pub by: Account,
    /// Its name.
    pub name: CompanyName,
    /// Its website, if given.
    pub website: Option<Website>,
    /// What it is, possibly empty.
    pub description: Note,
    /// Whether `by` works there and becomes its first representative when staff approve.
    pub represents: bool,
}

/// What is to be changed of a company; none: stays.
#[derive(Clone, Debug)]
pub struct PartnerEdit {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked the right to.
    pub by: Account,
    /// The company.
    pub partner: PartnerId,
    /// Its new name.
    pub name: Option<CompanyName>,
    /// Its new website.
    pub website: Option<Website>,
    /// Its new description.
    pub description: Option<Note>,
    /// Whether it is on the wall from now on.
    pub on_the_wall: Option<bool>,
}

/// A representative comes or goes.
#[derive(Clone, Debug)]
pub struct RepresentativeChange {
    /// The interaction that asks.
    pub act: Act,
    /// Who asks; the service has checked the right to.
    pub by: Account,
    /// The company.
    pub partner: PartnerId,
    /// Who comes or goes.
    pub who: Account,
    /// `true`: comes; `false`: goes.
    pub add: bool,
}

/// One award in a company's list.
#[derive(Clone, Debug, PartialEq)]
pub struct ThanksLine {
    /// The award's record.
    pub record: RecordId,
    /// When it was given.
    pub at: DateTime<Utc>,
    /// The day on which it counts.
    pub day: NaiveDate,
    /// The group that gave it.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// Who gave it; none after erasure.
    pub by: Option<Account>,
    /// What for.
    pub contribution: ContributionId,
    /// Points.
    pub points: i64,
    /// Why, in the giver's words; none after erasure.
    pub reason: Option<String>,
    /// Whether it was taken back.
    pub reversed: bool,
}

/// All that `/mypoints` shows.
#[derive(Clone, Debug, PartialEq)]
pub struct PartnerStanding {
    /// The company; of those that are one, the one that stays.
    pub partner: Partner,
    /// The names of all that are one with it.
    pub together_with: Vec<String>,
    /// How it holds its tier, if it has one.
    pub held: Option<Held>,
    /// Its standing in the program's window.
    pub standing: Standing,
    /// Points that leave the window soon: (the last day on which they count, points), soonest first.
    pub lapsing: Vec<(NaiveDate, i64)>,
    /// How many of its talks were free of a sales pitch, where enough members said so.
    pub pitch_free: Option<PitchFree>,
    /// How often members applauded the shout-outs of its awards and tiers that stand.
    pub applause: u32,
    /// The newest awards, newest first.
    pub thanks: Vec<ThanksLine>,
}

/// Companies.
#[async_trait]
pub trait Partners {
    /// A company joins or is nominated; staff are told.
    ///
    /// # Errors
    /// `NameTaken`, `SameInteractionOtherContent`, and faults.
    async fn register_partner(&self, registration: Registration) -> Outcome<Partner>;

    /// Staff's decision. Approving evaluates the tier at once; declining reverses the company's awards and gives
    /// the groups their points back as a grant.
    ///
    /// # Errors
    /// `UnknownPartner`, `AlreadyDecided`, and faults.
    async fn decide_partner(
        &self,
        act: Act,
        by: Account,
        partner: PartnerId,
        approval: Approval,
    ) -> Outcome<Partner>;

    /// Changes name, website or description.
    ///
    /// # Errors
    /// `PartnerMerged`, `NameTaken`, `UnknownPartner`, `NothingToChange`, and faults.
    async fn edit_partner(&self, edit: PartnerEdit) -> Outcome<Partner>;

    /// Adds or removes a representative. Staff are told what somebody who comes gave the company before.
    ///
    /// # Errors
    /// `PartnerMerged`, `UnknownPartner`, `NothingToChange`, and faults.
    async fn change_representative(&self, change: RepresentativeChange) -> Outcome<Partner>;

    /// A company.
    ///
    /// # Errors
    /// Faults.
    async fn partner(&self, partner: PartnerId) -> Outcome<Option<Partner>>;

    /// The company of exactly this name (case and marks don't matter).
    ///
    /// # Errors
    /// Faults.
    async fn partner_named(&self, name: &str) -> Outcome<Option<Partner>>;

    /// Companies that may be awarded and whose name contains what was typed, or that of one that is merged into them: those that this group thanked last
    /// first, then those whose name begins with it, then by recency.
    ///
    /// # Errors
    /// Faults.
    async fn suggest_partners(
        &self,
        typed: &str,
        group: Option<GroupId>,
        limit: u32,
    ) -> Outcome<Vec<Candidate>>;

    /// Companies that are merged into others and whose name contains what was typed.
    ///
    /// # Errors
    /// Faults.
    async fn suggest_absorbed(&self, typed: &str, limit: u32) -> Outcome<Vec<Candidate>>;

    /// Companies that are suspended and whose name contains what was typed.
    ///
    /// # Errors
    /// Faults.
    async fn suggest_suspended(&self, typed: &str, limit: u32) -> Outcome<Vec<Candidate>>;

    /// The companies that a person represents; of those that are one, the one that stays.
    ///
    /// # Errors
    /// Faults.
    async fn represented_by(&self, account: Account) -> Outcome<Vec<Candidate>>;

    /// A page of all companies by name, without those that are merged into others, optionally of one tier, and how many there are.
    ///
    /// # Errors
    /// Faults.
    async fn list_partners(
        &self,
        tier: Option<&TierId>,
        offset: u32,
        limit: u32,
    ) -> Outcome<(Vec<Candidate>, u32)>;

    /// A company's standing, as of now; of companies that are one, that of all.
    ///
    /// # Errors
    /// `UnknownPartner`, and faults.
    async fn standing(&self, partner: PartnerId, thanks: u32) -> Outcome<PartnerStanding>;

    /// A company's points by the months, given by their first days, in which it helped, the last of which has no end, and by
    /// what it did; earliest first. Of companies that are one, those of all.
    ///
    /// # Errors
    /// Faults.
    async fn month_points(&self, partner: PartnerId, months: &[NaiveDate]) -> Outcome<Vec<DayPoints>>;
}
