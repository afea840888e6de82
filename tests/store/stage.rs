//! A program on a new database, and the acts that the promises are about.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use chrono_tz::Tz;
use ovation::points::Points;
use ovation::points::award::AwardRequest;
use ovation::points::ids::{ContributionId, GroupId, PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::points::text::{CompanyName, GroupName, Note, Reason};
use ovation::store::outside::{Account, Channel, Role, Server};
use ovation::store::{
    Act, Approval, AwardOrder, Awarded, BaseOrder, Closing, CorrectionOrder, Errand, Failure, Given, Grant,
    Group, GroupKind, GroupProposal, LeaderRef, Outcome, Registration, ReversalOrder, Store, Suspension,
};

use crate::clock::{Hand, instant};
use crate::database::{Database, Guard, Raw};

/// Who leads every group unless a test says otherwise.
pub const LEADER: Account = Account::new(11);
/// Staff of the program.
pub const STAFF: Account = Account::new(16);
/// Whoever has it leads a group that names it.
pub const ROLE: Role = Role::new(71);
/// Where the groups live.
pub const SERVER: Server = Server::new(101);
/// Where their shout-outs appear.
pub const SHOUT_OUTS: Channel = Channel::new(121);

/// 500 points a quarter in Toronto, 100 of them may go over; three tiers that are soon reached.
pub const RULES: &str = r##"
name = "Contract"
timezone = "America/Toronto"
languages = ["en"]

[allocation]
period = "quarter"
points = 500
carry_over = 100

[award]
max_points = 250
undo_within_minutes = 15
shout_out_delay_seconds = 20
backdate_days = 30

[[contribution]]
id = "talk"
name = { en = "Talk" }
emoji = "🎤"
points = 100
min_points = 25

[[contribution]]
id = "venue"
name = { en = "Venue" }
emoji = "🏠"
points = 80
min_points = 10

[[tier]]
id = "registered"
name = { en = "Registered" }
points = 0
color = "#7A8B99"

[[tier]]
id = "certified"
name = { en = "Certified" }
points = 150
requires = { talk = 2 }
groups = 2
color = "#2E86C1"

[[tier]]
id = "gold"
name = { en = "Gold" }
points = 300
requires = { talk = 2, venue = 1 }
groups = 3
color = "#D4AF37"

[standing]
window_months = 12
"##;

/// A program on a new database.
pub struct Stage {
    /// The store.
    pub store: Arc<dyn Store>,
    /// Its clock; 10 February 2026, 15:00 UTC at first.
    pub clock: Hand,
    /// The database.
    pub guard: Guard,
    acts: AtomicU64,
}

impl Stage {
    /// With the rules above.
    pub async fn new(database: Database) -> Self {
        Self::with(database, RULES).await
    }

    /// With other rules.
    pub async fn with(database: Database, rules: &str) -> Self {
        let clock = Hand::at(instant("2026-02-10T15:00:00Z"));
        let (store, guard) = database.open(rules, clock.clock()).await;
        Self { store, clock, guard, acts: AtomicU64::new(0) }
    }

    /// Closes the database and opens it again.
    pub async fn restart(&mut self) {
        self.store = self.guard.restart(RULES, self.clock.clock()).await;
    }

    /// A connection behind the store's back.
    pub async fn raw(&self) -> Raw {
        self.guard.raw().await
    }

    /// Something that happens for the first time.
    pub fn act(&self) -> Act {
        let number = self.acts.fetch_add(1, Ordering::SeqCst);
        Act { key: format!("i:{number}"), hash: format!("{number:064x}") }
    }

    /// A group as `LEADER` proposes it.
    pub fn proposal(&self, name: &str) -> GroupProposal {
        GroupProposal {
            act: self.act(),
            by: LEADER,
            server: SERVER,
            group: None,
            name: GroupName::parse(name).expect("a name"),
            kind: GroupKind::UserGroup,
            language: "en".to_owned(),
            timezone: Tz::America__Toronto,
            shout_out_channel: SHOUT_OUTS,
            leaders_channel: None,
            requests_channel: None,
            choices: ovation::store::GroupChoices::default(),
            leaders: vec![LeaderRef::User(LEADER)],
        }
    }

    /// An active group.
    pub async fn group(&self, name: &str) -> GroupId {
        self.approved(self.proposal(name)).await.id
    }

    /// A group as proposed, approved by staff.
    pub async fn approved(&self, proposal: GroupProposal) -> Group {
        let group = self.store.propose_group(proposal).await.expect("a new group");
        let approve = self.store.decide_group(self.act(), STAFF, group.id, Approval::Approve);
        approve.await.expect("a group that waits")
    }

    /// A company as staff nominate it.
    pub fn registration(&self, name: &str) -> Registration {
        Registration {
            act: self.act(),
            by: STAFF,
            name: CompanyName::parse(name).expect("a name"),
            website: None,
            description: Note::parse("").expect("a note"),
            represents: false,
        }
    }

    /// A company that waits for staff.
    pub async fn nominated(&self, name: &str) -> PartnerId {
        self.store.register_partner(self.registration(name)).await.expect("a new company").id
    }

    /// An active company.
    pub async fn partner(&self, name: &str) -> PartnerId {
        let partner = self.nominated(name).await;
        let approve = self.store.decide_partner(self.act(), STAFF, partner, Approval::Approve);
        approve.await.expect("a company that waits").id
    }

    /// What `LEADER` asks to be given, for a talk today.
    pub fn order(&self, group: GroupId, partner: PartnerId, points: i64) -> AwardOrder {
        let request = AwardRequest {
            group,
            partner,
            contribution: contribution("talk"),
            points: Points::new(points),
            reason: Reason::parse("A talk that was no sales pitch").expect("a reason"),
            day: None,
            // What a test gives twice is meant twice; those about duplicates say so.
            confirmed: true,
        };
        AwardOrder {
            act: self.act(),
            by: LEADER,
            roles: Vec::new(),
            request,
            particulars: ovation::store::Particulars::default(),
            announce: true,
            settles: None,
        }
    }

    /// Gives points, which must work.
    pub async fn award(&self, group: GroupId, partner: PartnerId, points: i64) -> Given {
        let given =
            self.store.award(self.order(group, partner, points)).await.expect("points that are there");
        given.given().expect("no limit above which somebody approves")
    }

    /// What an order comes to where nobody has to approve it.
    pub async fn give(&self, order: AwardOrder) -> Outcome<Given> {
        given(self.store.award(order).await)
    }

    /// What staff ask to be taken back.
    pub fn reversal(&self, award: RecordId) -> ReversalOrder {
        let reason = "The talk was another company's".to_owned();
        ReversalOrder { act: self.act(), by: STAFF, roles: Vec::new(), staff: true, award, reason }
    }

    /// What the giver asks to be taken back.
    pub fn undo(&self, award: RecordId) -> ReversalOrder {
        ReversalOrder { by: LEADER, staff: false, ..self.reversal(award) }
    }

    /// What staff put right of a talk that was thanked for on the stage's first day.
    pub fn correction(
        &self,
        award: RecordId,
        partner: PartnerId,
        points: i64,
        reason: &str,
    ) -> CorrectionOrder {
        CorrectionOrder {
            act: self.act(),
            by: STAFF,
            roles: Vec::new(),
            staff: true,
            award,
            partner,
            points: Points::new(points).expect("points"),
            contribution: contribution("talk"),
            day: NaiveDate::from_ymd_opt(2026, 2, 10).expect("a day"),
            reason: Reason::parse(reason).expect("a reason"),
        }
    }

    /// Extra points.
    pub fn grant(&self, group: GroupId, points: i64, take_back: bool) -> Grant {
        let reason = Reason::parse("A conference in the period").expect("a reason");
        let points = Points::new(points).expect("points");
        Grant { act: self.act(), by: STAFF, group, points, take_back, reason }
    }

    /// Another base for a group; none: the program's.
    pub fn base(&self, group: GroupId, base: Option<i64>) -> BaseOrder {
        let reason = Reason::parse("It grew").expect("a reason");
        let base = base.map(|base| Points::new(base).expect("points"));
        BaseOrder { act: self.act(), by: STAFF, group, base, reason }
    }

    /// A group's end.
    pub fn closing(&self, group: GroupId) -> Closing {
        let reason = Reason::parse("Nobody leads it any more").expect("a reason");
        Closing { act: self.act(), by: STAFF, group, reason }
    }

    /// A company that can't be awarded for a while, or can again.
    pub fn suspension(&self, partner: PartnerId, resume: bool) -> Suspension {
        let reason = Reason::parse("It sold instead of telling").expect("a reason");
        Suspension { act: self.act(), by: STAFF, partner, resume, reason }
    }

    /// What a group has left.
    pub async fn remaining(&self, group: GroupId) -> i64 {
        let view = self.store.allocation(group).await.expect("an active group");
        view.allocation.remaining().get()
    }

    /// What is due.
    pub async fn due(&self) -> Vec<Errand> {
        self.store.due_errands(200).await.expect("the outbox is readable").0
    }
}

/// A kind of contribution.
pub fn contribution(word: &str) -> ContributionId {
    ContributionId::parse(word).expect("a short name")
}

/// An award that waits for nobody.
pub fn given(outcome: Outcome<Awarded>) -> Outcome<Given> {
    outcome.map(|awarded| awarded.given().expect("no limit above which somebody approves"))
}

/// Why something was refused; anything else fails the test.
pub fn refused<T: std::fmt::Debug>(outcome: Outcome<T>) -> Refusal {
    match outcome {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// Does the same kind of thing in `count` tasks at once; what each answered.
pub async fn at_once<T, F>(count: usize, mut begin: impl FnMut(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let tasks: Vec<_> = (0..count).map(|number| tokio::spawn(begin(number))).collect();
    let mut answers = Vec::with_capacity(count);
    for task in tasks {
        answers.push(task.await.expect("no task panics"));
    }
    answers
}
