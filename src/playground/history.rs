//! The sample program's history: a year of thanks, given through the real store with its clock set back.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, TimeDelta, Utc};

use crate::points::Points;
use crate::points::award::AwardRequest;
use crate::points::ids::{ContributionId, GroupId, PartnerId};
use crate::points::period::Period;
use crate::points::refusal::Refusal;
use crate::points::rules::{self, Rules};
use crate::points::text::{CompanyName, GroupName, Note, Reason, Website};
use crate::store::outside::{Account, Channel, Role, Server};
use crate::store::sql::SqlStore;
use crate::store::{
    Act, Approval, AwardOrder, Awards, Clock, Failure, GroupChoices, GroupKind, GroupProposal, Groups,
    LeaderRef, Particulars, Partners, Program, ProgramChannels, Registration, RepresentativeChange,
    StoreFault,
};
use crate::words::{BadWords, Words};

/// The program's own server.
pub const OWN_SERVER: u64 = 1_000_000_000_000_000_101;
/// Its name, which is that of its group, too.
pub const SERVER_NAME: &str = "Ottawa Windows Server User Group";
/// The role that makes somebody staff.
pub const STAFF_ROLE: u64 = 1_000_000_000_000_000_111;

const OTHER_SERVER: u64 = 1_000_000_000_000_000_201;
const ORGANIZERS: u64 = 1_000_000_000_000_000_112;
const LEADER: Account = Account::new(1_000_000_000_000_000_011);
const SECOND_LEADER: Account = Account::new(1_000_000_000_000_000_012);
const OTHER_LEADER: Account = Account::new(1_000_000_000_000_000_013);
const PARTNER: Account = Account::new(1_000_000_000_000_000_014);
const STAFF: Account = Account::new(1_000_000_000_000_000_016);

/// How long before the open period the history begins, in days. With a period of a quarter it is all within a year.
const DAYS: i64 = 260;

/// Name, website, description; the fourth is `partner`'s.
const COMPANIES: [(&str, &str, &str); 6] = [
    ("Litware Labs", "https://litware.example", "Tools for people who run servers."),
    ("Adatum Events", "https://adatum.example", "Rooms, sound and coffee for meetings."),
    ("Contoso Cloud", "https://contoso.example", "Hosting, and people who explain it."),
    ("Fabrikam Training", "https://fabrikam.example", "Courses by people who do the work."),
    ("Tailspin Travel", "https://tailspin.example", "Gets speakers where they are needed."),
    ("Wide World Hosting", "https://wideworld.example", "Small servers, quick answers."),
];
const FABRIKAM: usize = 3;

/// Company, contribution, points, reason: given in turn by the two groups, oldest first. No group gives more than
/// four in a quarter, so none gives more than it has.
const THANKS: [(usize, &str, i64, &str); 22] = [
    (0, "presentation", 125, "Storage Spaces from the inside, with every question answered"),
    (0, "presentation", 125, "Async Rust without fear: two hours at the whiteboard"),
    (1, "presentation", 125, "How to run a meeting that people come back to"),
    (1, "venue", 125, "Their big room for the whole study weekend"),
    (0, "sponsorship", 125, "Paid the recordings of the spring season"),
    (0, "sponsorship", 125, "Pizza and a projector for the summer evenings"),
    (2, "presentation", 125, "Failover clusters, live, with a real failure"),
    (2, "presentation", 125, "What a borrow checker does for a database"),
    (0, "presentation", 125, "Group Policy archaeology"),
    (0, "venue", 75, "A quiet room for the exam group"),
    (3, "presentation", 110, "PowerShell for people who click"),
    (3, "presentation", 110, "Traits, explained with kitchen tools"),
    (0, "sponsorship", 125, "Kept the web site running for a year"),
    (0, "presentation", 125, "Profiling on stage, with our own code"),
    (2, "sponsorship", 125, "Half the price of the autumn day"),
    (2, "mentoring", 60, "Reviewed first pull requests for a month"),
    (1, "presentation", 125, "Accessible slides in ten minutes"),
    (1, "prizes", 50, "Books for the quiz"),
    (3, "mentoring", 60, "Answered beginners' questions for six weeks"),
    (3, "prizes", 60, "Three course vouchers, drawn at the door"),
    (0, "venue", 75, "Opened their lab on a Saturday"),
    (4, "travel", 100, "The night train for our speaker from Berlin"),
];

/// Why the history can't be written.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The rules.
    #[error("{0}")]
    Rules(rules::Faults),
    /// The words.
    #[error(transparent)]
    Words(#[from] BadWords),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// An act of the sample is refused.
    #[error(transparent)]
    Act(#[from] Failure),
}

impl From<Refusal> for HistoryError {
    fn from(refusal: Refusal) -> Self {
        Self::Act(refusal.into())
    }
}

/// Writes the history into a new database; one that has groups already is left as it is.
///
/// # Errors
/// [`HistoryError`].
pub async fn write(url: &str, text: &str) -> Result<(), HistoryError> {
    let words = Words::load()?;
    let known: Vec<&str> = words.languages().collect();
    let rules = rules::parse("program.toml", text, &known).map_err(HistoryError::Rules)?;
    let now = Utc::now();
    let open = Period::containing(rules.allocation().period(), rules.timezone(), now);
    let hand = Arc::new(AtomicI64::new((open.start() - TimeDelta::days(DAYS + 1)).timestamp_millis()));
    let read = Arc::clone(&hand);
    let clock: Clock =
        Arc::new(move || DateTime::from_timestamp_millis(read.load(Ordering::SeqCst)).unwrap_or_default());
    let store = SqlStore::open(url, rules.clone(), text, clock).await?;
    if store.groups_of(Server::new(OWN_SERVER)).await?.is_empty() {
        Writer { store: &store, rules: &rules, acts: AtomicI64::new(0), hand }.write(open, now).await?;
    }
    store.close().await;
    Ok(())
}

struct Writer<'a> {
    store: &'a SqlStore,
    rules: &'a Rules,
    acts: AtomicI64,
    hand: Arc<AtomicI64>,
}

impl Writer<'_> {
    async fn write(&self, open: Period, now: DateTime<Utc>) -> Result<(), HistoryError> {
        let groups = [
            self.group(OWN_SERVER, SERVER_NAME, GroupKind::UserGroup, "en", LEADER).await?,
            self.group(OTHER_SERVER, "Rust Study Group", GroupKind::StudyGroup, "fr", OTHER_LEADER).await?,
        ];
        let mut companies = Vec::new();
        for company in COMPANIES {
            companies.push(self.company(company).await?);
        }
        let (by, who) = (STAFF, PARTNER);
        let change =
            RepresentativeChange { act: self.act(), by, partner: companies[FABRIKAM], who, add: true };
        self.store.change_representative(change).await?;
        let step = TimeDelta::days(DAYS) / i32::try_from(THANKS.len()).unwrap_or(1);
        for (at, (company, contribution, points, reason)) in (0_i32..).zip(THANKS) {
            self.set_clock(open.start() - TimeDelta::days(DAYS) + step * at);
            let giver = usize::from(at % 2 == 1);
            self.thank(groups[giver], giver, companies[company], contribution, points, reason, false).await?;
        }
        // One in the open period, with a shout-out that is there when the page opens.
        self.set_clock((now - TimeDelta::hours(1)).max(open.start()));
        let reason = "Two nights and a train ticket for our keynote speaker";
        self.thank(groups[0], 0, companies[4], "travel", 160, reason, true).await?;
        let channels = ProgramChannels {
            staff: Some(Channel::new(1_000_000_000_000_000_124)),
            announcements: Some(Channel::new(1_000_000_000_000_000_125)),
            ..ProgramChannels::default()
        };
        self.store.set_channels(self.act(), STAFF, channels).await?;
        Ok(())
    }

    fn set_clock(&self, at: DateTime<Utc>) {
        self.hand.store(at.timestamp_millis(), Ordering::SeqCst);
    }

    fn act(&self) -> Act {
        let number = self.acts.fetch_add(1, Ordering::SeqCst);
        Act { key: format!("sample:{number}"), hash: format!("{number:064x}") }
    }

    async fn group(
        &self,
        server: u64,
        name: &str,
        kind: GroupKind,
        language: &str,
        leader: Account,
    ) -> Result<GroupId, HistoryError> {
        let own = server == OWN_SERVER;
        let mut leaders = vec![LeaderRef::User(leader)];
        if own {
            leaders.extend([LeaderRef::User(SECOND_LEADER), LeaderRef::Role(Role::new(ORGANIZERS))]);
        }
        let proposal = GroupProposal {
            act: self.act(),
            by: if own { STAFF } else { OTHER_LEADER },
            server: Server::new(server),
            group: None,
            name: GroupName::parse(name)?,
            kind,
            language: language.to_owned(),
            timezone: self.rules.timezone(),
            shout_out_channel: Channel::new(server + 20),
            leaders_channel: own.then_some(Channel::new(server + 22)),
            requests_channel: own.then_some(Channel::new(server + 25)),
            choices: GroupChoices::default(),
            leaders,
        };
        let group = self.store.propose_group(proposal).await?;
        self.store.decide_group(self.act(), STAFF, group.id, Approval::Approve).await?;
        Ok(group.id)
    }

    async fn company(
        &self,
        (name, website, description): (&str, &str, &str),
    ) -> Result<PartnerId, HistoryError> {
        let registration = Registration {
            act: self.act(),
            by: STAFF,
            name: CompanyName::parse(name)?,
            website: Some(Website::parse(website)?),
            description: Note::parse(description)?,
            represents: false,
        };
        let partner = self.store.register_partner(registration).await?;
        self.store.decide_partner(self.act(), STAFF, partner.id, Approval::Approve).await?;
        Ok(partner.id)
    }

    #[allow(clippy::too_many_arguments, reason = "a line of the table above")]
    async fn thank(
        &self,
        group: GroupId,
        giver: usize,
        partner: PartnerId,
        contribution: &str,
        points: i64,
        reason: &str,
        announce: bool,
    ) -> Result<(), HistoryError> {
        let contribution = ContributionId::parse(contribution).map_err(|_| Refusal::UnknownContribution)?;
        let (points, reason) = (Points::new(points), Reason::parse(reason)?);
        let request =
            AwardRequest { group, partner, contribution, points, reason, day: None, confirmed: true };
        let by = [LEADER, OTHER_LEADER][giver];
        self.store
            .award(AwardOrder {
                act: self.act(),
                by,
                roles: Vec::new(),
                request,
                particulars: Particulars::default(),
                announce,
                settles: None,
            })
            .await?;
        Ok(())
    }
}
