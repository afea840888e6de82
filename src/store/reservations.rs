//! Awards that a second leader has to approve: their points are reserved meanwhile.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::outside::{Account, Role};
use super::{Act, Outcome};
use crate::points::approval::{Fate, Verdict};
use crate::points::ids::{ContributionId, GroupId, PartnerId, RecordId};

/// Points that were set aside for an award, with the numbers as they were right after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reserved {
    /// The reservation's record.
    pub record: RecordId,
    /// The group that would give.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// The numbers.
    pub receipt: ReservationReceipt,
}

/// The numbers of a reservation as they were when it was made; kept in its record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReservationReceipt {
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// The day of the contribution.
    pub day: NaiveDate,
    /// What the company did.
    pub contribution: ContributionId,
    /// Points set aside.
    pub points: i64,
    /// What the group had left before.
    pub remaining_before: i64,
    /// What the group has left after.
    pub remaining: i64,
    /// From this moment on nobody can approve it any more.
    pub lapses_at: DateTime<Utc>,
    /// Another leader of the group decides; `false`: there is none, so staff do.
    pub leaders_decide: bool,
    /// The roles by which who asks leads the group; whether they still do is asked again at the approval.
    pub roles: Vec<Role>,
}

/// A verdict on a reservation.
#[derive(Clone, Debug)]
pub struct ReservationOrder {
    /// The interaction that decides.
    pub act: Act,
    /// Who decides.
    pub by: Account,
    /// The roles that this person has in the group's server.
    pub roles: Vec<Role>,
    /// Whether this person is staff of the program.
    pub staff: bool,
    /// The reservation.
    pub reservation: RecordId,
    /// What is decided.
    pub verdict: Verdict,
}

/// A reservation as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Reservation {
    /// Its record.
    pub record: RecordId,
    /// The group that would give, or gave.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The language of its messages.
    pub language: String,
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub partner_name: String,
    /// What it did.
    pub contribution: ContributionId,
    /// On which day.
    pub day: NaiveDate,
    /// How much is set aside.
    pub points: i64,
    /// Why, in the words of who asked; none after erasure.
    pub reason: Option<String>,
    /// The event at which it happened, or empty.
    pub event: String,
    /// Where more is to be read, or empty.
    pub link: String,
    /// Who asked for it; none after erasure.
    pub by: Option<Account>,
    /// From this moment on nobody can approve it any more.
    pub lapses_at: DateTime<Utc>,
    /// What became of it.
    pub fate: Fate,
    /// Who decided; none while it waits, when it lapsed or was freed, and after erasure.
    pub decided_by: Option<Account>,
}

/// Deciding on reservations.
#[async_trait]
pub trait Reservations {
    /// Approves a reservation, declines it, or takes it back, once: the record of the verdict and, when it is approved,
    /// the award with all that an award makes, in one transaction. The reservation afterwards.
    ///
    /// # Errors
    /// Every refusal of `points::approval::decide`, `UnknownRecord`, `SameInteractionOtherContent`, and faults.
    async fn decide_reservation(&self, order: ReservationOrder) -> Outcome<Reservation>;

    /// Frees what nobody decided on in time; how many that were.
    ///
    /// # Errors
    /// Faults.
    async fn lapse_reservations(&self) -> Outcome<u64>;

    /// What waits in a group, oldest first.
    ///
    /// # Errors
    /// Faults.
    async fn waiting_reservations(&self, group: GroupId) -> Outcome<Vec<Reservation>>;
}
