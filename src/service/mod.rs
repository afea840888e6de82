//! What people can do: the use cases about one thing in a file: authorise → parse → store.
//!
//! No Discord type and no text that a user reads is here. A use case takes a [`Caller`] and what was asked, as it
//! was typed, and answers with facts or a refusal. Rights that the store checks again under its lock (who leads,
//! who represents) are loaded there; here stands only what the store can't know: server rights and staff roles.

mod allocation;
mod applaud;
mod approval;
mod award;
mod award_words;
mod claim;
mod correct;
mod deliveries;
mod group;
mod hello;
mod history;
mod leaderboard;
mod lists;
mod merge;
mod message;
mod mypoints;
mod offer;
mod partner;
mod places;
mod post_board;
mod privacy;
mod program;
mod promised;
mod report;
mod report_shout_out;
mod request;
mod reverse;
mod setup;
mod steer;
mod suggest;
mod thank;
mod undo;
mod voice;
pub mod wall;
mod wanted;
mod watch;

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::points::refusal::Refusal;
use crate::points::rules::Rules;
use crate::store::outside::{Account, Channel, Role, Server};
use crate::store::{Act, Clock, Outcome, Store};

pub use allocation::AllocationPage;
pub use award::{AwardAnswer, AwardAsked};
pub use award_words::AwardWords;
pub use claim::ClaimAsked;
pub use correct::CorrectionAsked;
pub use hello::Welcome;
pub use history::{HistoryAsked, HistoryView};
pub use leaderboard::BoardAsked;
pub use merge::MergeAsked;
pub use offer::{ANSWERED_AT_ONCE, Offering, SubscriptionChange};
pub use partner::{EditAsked, PartnerPage, RegisterAsked, RepresentativeAsked, StandingCard, TierKept};
pub use privacy::PrivacyAsked;
pub use program::{Audit, GrantAsked};
pub use promised::PromisedForm;
pub use request::{RequestAsked, RequestsPage};
pub use reverse::ReverseAsked;
pub use setup::{Needed, PanelChange, SetupPanel};
pub use steer::{BaseAsked, CloseAsked, MoveAsked, SuspendAsked};
pub use suggest::{DaySuggestion, PointSuggestions};
pub use thank::{ThanksAsked, ThanksFilled, ThanksPanel};

/// Who asks, where, with which rights.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Unique for each thing asked: the interaction's id. The same id is the same act, however often it comes.
    pub interaction: u64,
    /// The person.
    pub account: Account,
    /// The server in which they ask; none in a direct message.
    pub server: Option<Server>,
    /// The channel in which they ask.
    pub channel: Option<Channel>,
    /// Their roles in that server.
    pub roles: Vec<Role>,
    /// Whether they may manage that server.
    pub manages_server: bool,
    /// Whether they are staff of the program and ask in its own server.
    pub staff: bool,
}

impl Caller {
    /// The server, or the refusal of a direct message.
    fn in_server(&self) -> Result<Server, Refusal> {
        self.server.ok_or(Refusal::ServerOnly)
    }

    fn must_be_staff(&self) -> Result<(), Refusal> {
        if self.staff { Ok(()) } else { Err(Refusal::StaffOnly) }
    }

    fn must_manage_server(&self) -> Result<Server, Refusal> {
        let server = self.in_server()?;
        if self.manages_server { Ok(server) } else { Err(Refusal::ManageServerOnly) }
    }

    /// The act of this interaction: its id, and what it asks, hashed part by part.
    fn act(&self, asked: &[&dyn std::fmt::Display]) -> Act {
        let mut hash = Sha256::new();
        hash.update(self.account.get().to_be_bytes());
        for part in asked {
            let part = part.to_string();
            // The length keeps the parts apart: ("ab", "c") is not ("a", "bc").
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        let hash = hash.finalize().iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
        Act { key: format!("i:{}", self.interaction), hash }
    }
}

/// The use cases. Cheap to clone.
#[derive(Clone)]
pub struct Service {
    store: Arc<dyn Store>,
    rules: Arc<Rules>,
    clock: Clock,
    wanted: wanted::LastSeen,
}

impl Service {
    /// The use cases on a store, by the rules of a program.
    #[must_use]
    pub fn new(store: Arc<dyn Store>, rules: Arc<Rules>, clock: Clock) -> Self {
        Self { store, rules, clock, wanted: wanted::LastSeen::default() }
    }

    /// The rules in force.
    #[must_use]
    pub fn rules(&self) -> &Rules {
        &self.rules
    }
}

/// What a use case answers.
pub type Answer<T> = Outcome<T>;

/// What a choice of an option sends that stands for the thing of this number. A number alone would be a name: a company may be
/// called 42.
#[must_use]
pub fn choice(number: impl std::fmt::Display) -> String {
    format!("{CHOICE}{number}")
}

/// How choices begin.
const CHOICE: &str = "number:";

/// The number of a thing that was chosen, not typed. Who finds one looks for nothing by name: else something that is called as
/// a choice is sent would be taken for what was chosen.
fn chosen(asked: &str) -> Option<i64> {
    let number = asked.strip_prefix(CHOICE)?.parse().ok()?;
    (choice(number) == asked).then_some(number)
}

/// An option that may be absent, for [`Caller::act`].
fn or_none<T: std::fmt::Display>(value: Option<&T>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("+{value}"))
}

#[cfg(test)]
mod tests {
    use super::group::called;
    use super::*;
    use crate::points::ids::GroupId;

    #[test]
    fn what_was_chosen_is_found_by_its_number_alone_and_what_was_typed_by_its_name() {
        let seven = GroupId::from_raw(7);
        assert!(called(&choice(7))(seven, "Zulu"));
        assert!(!called(&choice(7))(GroupId::from_raw(9), "number:7"), "somebody else is called so");
        assert!(called(" ZULU")(seven, "Zulu") && !called("7")(seven, "Zulu"));
        for typed in ["7", "number:", "number:+7", "number:007", "number: 7", "Number:7", " number:7"] {
            assert_eq!(chosen(typed), None, "{typed}");
        }
        assert_eq!(chosen("number:-7"), Some(-7));
    }
}
