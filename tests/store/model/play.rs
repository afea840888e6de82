//! Plays a program on the store and on paper, and compares.

use chrono::{DateTime, TimeDelta, Utc};
use ovation::points::Points;
use ovation::points::award::PartnerState;
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::refusal::Refusal;
use ovation::store::outside::Account;
use ovation::store::{
    Approval, AwardOrder, Awarded, Failure, GroupProposal, GroupState, LeaderRef, Outcome, Registration,
};

use super::acts::{GROUP_ZONES, Jump, Program, Step};
use super::plain::{Plain, Share, What};
use super::recount::recount;
use crate::database::{Database, Raw};
use crate::stage::{LEADER, ROLE, RULES, STAFF, Stage};

/// A program under way.
pub struct Played {
    pub stage: Stage,
    pub raw: Raw,
    pub plain: Plain,
    pub groups: Vec<(GroupId, GroupState)>,
    pub partners: Vec<Company>,
    /// What is given.
    pub awards: Vec<Made>,
    /// What was set aside.
    pub reservations: Vec<Made>,
    /// What was asked, and the answer.
    pub answers: Vec<(AwardOrder, Awarded)>,
    nights: bool,
}

/// An award or a reservation on the store's side.
pub struct Made {
    pub record: RecordId,
    /// Who asked for it.
    pub by: Account,
    /// The event on paper.
    pub event: usize,
}

/// A company on the store's side.
pub struct Company {
    pub id: PartnerId,
    pub state: PartnerState,
    /// Whether `LEADER` said to work there.
    pub of_leader: bool,
}

/// Plays a program to its end; panics where store and paper part.
pub async fn play(database: Database, program: &Program) {
    let limits =
        format!("carry_over = {}\nper_partner_share = {}\n", program.carry_over, program.per_partner_share);
    let rules = RULES
        .replace("America/Toronto", program.zone)
        .replace("points = 500", &format!("points = {}", Share::BASE))
        .replace("\"quarter\"", &format!("{:?}", program.period))
        .replace("carry_over = 100", &limits)
        .replace(
            "window_months = 12",
            &format!(
                "window_months = {}\nguarantee_months = {}\ngrace_days = {}",
                program.window_months, program.keeping.guarantee_months, program.keeping.grace_days
            ),
        );
    let rules = if program.carry_over > 0 { rules } else { rules.replace("carry_over = 0\n", "") };
    let capped = program.per_partner_share > 0;
    let rules = if capped { rules } else { rules.replace("per_partner_share = 0\n", "") };
    let rules = match program.approval_above {
        0 => rules,
        above => rules.replace("max_points = 250", &format!("max_points = 250\napproval_above = {above}")),
    };
    let stage = Stage::with(database, &rules).await;
    stage.clock.pass(TimeDelta::days(program.begins));
    let (raw, plain) = (stage.raw().await, Plain::new(program));
    let (groups, partners) = (Vec::new(), Vec::new());
    let (awards, reservations, answers) = (Vec::new(), Vec::new(), Vec::new());
    let nights = program.nights;
    let mut played = Played { stage, raw, plain, groups, partners, awards, reservations, answers, nights };
    for (number, step) in program.steps.iter().enumerate() {
        played.step(step).await;
        recount(&*played.stage.store, &mut played.raw).await;
        played.compare().await;
        if number % 7 == 0 {
            played.stage.store.follow_ledger().await.expect("the boards follow");
        }
    }
    played.stage.store.sequence().await.expect("the log takes all");
    recount(&*played.stage.store, &mut played.raw).await;
}

/// Picks one of those that are there.
fn pick<T>(all: &[T], number: usize) -> Option<usize> {
    (!all.is_empty()).then(|| number % all.len())
}

impl Played {
    /// When an act that is sent now happens: never before the newest record.
    pub async fn now(&mut self) -> DateTime<Utc> {
        let newest = self.raw.number("SELECT MAX(at) FROM record").await;
        self.stage.clock.now().max(DateTime::from_timestamp_millis(newest).expect("an instant"))
    }

    async fn step(&mut self, step: &Step) {
        match *step {
            Step::Propose if self.groups.len() < GROUP_ZONES.len() => self.propose().await,
            Step::Register { represents } if self.partners.len() < 5 => self.register(represents).await,
            Step::Propose | Step::Register { .. } => {}
            Step::DecideGroup { group, approve } => {
                if let Some(group) = pick(&self.groups, group) {
                    self.decide_group(group, approve).await;
                }
            }
            Step::DecidePartner { partner, approve } => {
                if let Some(partner) = pick(&self.partners, partner) {
                    self.decide_partner(partner, approve).await;
                }
            }
            Step::Award { group, partner, .. } => {
                if let (Some(group), Some(partner)) =
                    (pick(&self.groups, group), pick(&self.partners, partner))
                {
                    self.award(group, partner, step).await;
                }
            }
            Step::Again { award } => {
                if let Some(number) = pick(&self.answers, award) {
                    let (order, first) = &self.answers[number];
                    let again = self.stage.store.award(order.clone()).await;
                    assert_eq!(again.expect("the first answer"), *first);
                }
            }
            Step::Undo { award, by_giver } => {
                if let Some(award) = pick(&self.awards, award) {
                    self.undo(award, by_giver).await;
                }
            }
            Step::Reverse { award } => {
                if let Some(award) = pick(&self.awards, award) {
                    self.reverse(award).await;
                }
            }
            Step::Correct { award, partner, .. } => {
                let partner = partner.and_then(|partner| pick(&self.partners, partner));
                if let Some(award) = pick(&self.awards, award) {
                    self.correct(award, partner, step).await;
                }
            }
            Step::Decide { reservation, by, verdict } => {
                if let Some(reservation) = pick(&self.reservations, reservation) {
                    self.decide(reservation, by, verdict).await;
                }
            }
            Step::Lapse => self.lapse().await,
            Step::Grant { group, points, take_back } => {
                if let Some(group) = pick(&self.groups, group) {
                    self.grant(group, points, take_back).await;
                }
            }
            Step::SetBase { group, base } => {
                if let Some(group) = pick(&self.groups, group) {
                    self.set_base(group, base).await;
                }
            }
            Step::Close { group } => {
                if let Some(group) = pick(&self.groups, group) {
                    self.close(group).await;
                }
            }
            Step::Suspend { partner, resume } => {
                if let Some(partner) = pick(&self.partners, partner) {
                    self.suspend(partner, resume).await;
                }
            }
            Step::Merge { absorbed, into } => {
                if let (Some(absorbed), Some(into)) =
                    (pick(&self.partners, absorbed), pick(&self.partners, into))
                {
                    self.merge(absorbed, into).await;
                }
            }
            Step::Part { merge } => self.part(merge).await,
            Step::Look { group } => {
                if let Some(group) = pick(&self.groups, group) {
                    self.look(group).await;
                }
            }
            Step::Turn => self.turn().await,
            Step::Pass(Jump::Seconds(seconds)) => self.stage.clock.pass(TimeDelta::seconds(seconds)),
            Step::Pass(Jump::ToEnd(milliseconds)) => {
                let end = self.plain.period_of(self.stage.clock.now()).1;
                self.stage.clock.set(end + TimeDelta::milliseconds(milliseconds));
            }
        }
    }

    /// Opens periods, of which the paper knows already, and judges nights.
    async fn turn(&mut self) {
        let at = self.now().await;
        self.stage.store.open_periods().await.expect("no trouble");
        if self.nights {
            let (days, changes) = self.plain.nights(at);
            let done = self.stage.store.evaluate().await.expect("no trouble");
            assert_eq!((done.days, done.changes), (days, changes));
        }
    }

    async fn propose(&mut self) {
        let timezone = GROUP_ZONES[self.groups.len()].parse().expect("a zone");
        let leaders = vec![LeaderRef::User(LEADER), LeaderRef::Role(ROLE)];
        let name = format!("Group {}", self.groups.len());
        let proposal = GroupProposal { timezone, leaders, ..self.stage.proposal(&name) };
        let group = self.stage.store.propose_group(proposal).await.expect("a new group");
        self.groups.push((group.id, GroupState::Proposed));
    }

    async fn register(&mut self, represents: bool) {
        let name = format!("Company {}", self.partners.len());
        let registration = Registration { by: LEADER, represents, ..self.stage.registration(&name) };
        let id = self.stage.store.register_partner(registration).await.expect("a new company").id;
        self.partners.push(Company { id, state: PartnerState::Nominated, of_leader: represents });
    }

    async fn decide_group(&mut self, group: usize, approve: bool) {
        let at = self.now().await;
        let (id, state) = self.groups[group];
        let approval = if approve { Approval::Approve } else { Approval::Decline };
        let outcome = self.stage.store.decide_group(self.stage.act(), STAFF, id, approval).await;
        if state != GroupState::Proposed {
            return refused(outcome, &Refusal::AlreadyDecided);
        }
        outcome.expect("a group that waits");
        self.groups[group].1 = if approve { GroupState::Active } else { GroupState::Declined };
        if approve {
            self.plain.add(at, What::GroupApproved { group });
        }
    }

    async fn decide_partner(&mut self, partner: usize, approve: bool) {
        let at = self.now().await;
        let approval = if approve { Approval::Approve } else { Approval::Decline };
        let Company { id, state, .. } = self.partners[partner];
        let outcome = self.stage.store.decide_partner(self.stage.act(), STAFF, id, approval).await;
        if state != PartnerState::Nominated {
            return refused(outcome, &Refusal::AlreadyDecided);
        }
        outcome.expect("a company that waits");
        self.partners[partner].state = if approve { PartnerState::Active } else { PartnerState::Declined };
        let what =
            if approve { What::PartnerApproved { partner } } else { What::PartnerDeclined { partner } };
        self.plain.add(at, what);
    }

    async fn undo(&mut self, award: usize, by_giver: bool) {
        let at = self.now().await;
        let Made { record, by, event } = &self.awards[award];
        let mut undo = self.stage.undo(*record);
        undo.roles = vec![ROLE];
        undo.by = if by_giver { *by } else { Account::new(15) };
        let age = at - self.plain.first_given(*event);
        let expected = if !by_giver {
            Some(Refusal::NotYours)
        } else if self.plain.taken_back(*event).is_some() {
            Some(Refusal::AlreadyReversed)
        } else if age > TimeDelta::minutes(15) {
            Some(Refusal::UndoTooLate { minutes: 15 })
        } else {
            None
        };
        let outcome = self.stage.store.reverse(undo).await;
        self.reversed(award, at, outcome, expected);
    }

    async fn reverse(&mut self, award: usize) {
        let at = self.now().await;
        let Made { record, event, .. } = &self.awards[award];
        let expected = self.plain.taken_back(*event).map(|_| Refusal::AlreadyReversed);
        let outcome = self.stage.store.reverse(self.stage.reversal(*record)).await;
        self.reversed(award, at, outcome, expected);
    }

    fn reversed(
        &mut self,
        award: usize,
        at: DateTime<Utc>,
        outcome: Outcome<ovation::store::Reversed>,
        expected: Option<Refusal>,
    ) {
        if let Some(refusal) = expected {
            return refused(outcome, &refusal);
        }
        let answer = outcome.expect("an award that stands");
        let event = self.awards[award].event;
        let What::Award { group, points, asked, .. } = self.plain.events[event].what else { return };
        self.plain.add(at, What::Reversal { award: event });
        let share = self.plain.shares(group, at).pop().expect("a group that gave");
        let open = share.starts <= asked;
        assert_eq!((answer.points, answer.remaining), (points, open.then(|| share.remaining())));
        assert!(answer.unseen, "nothing is posted here");
    }

    async fn grant(&mut self, group: usize, points: i64, take_back: bool) {
        let at = self.now().await;
        let outcome = self.stage.store.grant(self.stage.grant(self.groups[group].0, points, take_back)).await;
        if self.groups[group].1 != GroupState::Active {
            return refused(outcome, &Refusal::GroupNotActive);
        }
        let share = self.plain.shares(group, at).pop().expect("an active group");
        let most = share.granted.min(share.remaining());
        if take_back && points > most {
            let [asked, most] = [points, most].map(|number| Points::new(number).expect("points"));
            return refused(outcome, &Refusal::CannotTakeBack { asked, most });
        }
        self.plain.add(at, What::Grant { group, points: if take_back { -points } else { points } });
        let share = self.plain.shares(group, at).pop().expect("an active group");
        let view = outcome.expect("points that may be moved");
        assert_eq!(view.allocation.remaining().get(), share.remaining());
        assert_eq!(view.next_period, share.ends);
    }

    async fn look(&mut self, group: usize) {
        let at = self.now().await;
        let outcome = self.stage.store.allocation(self.groups[group].0).await;
        if self.groups[group].1 != GroupState::Active {
            return refused(outcome, &Refusal::GroupNotActive);
        }
        let (view, share) = (outcome.expect("an active group"), self.plain.shares(group, at).pop().unwrap());
        assert_eq!(view.next_period, share.ends);
        let seen = view.allocation;
        let seen =
            [seen.base(), seen.granted(), seen.carried(), seen.reserved(), seen.spent()].map(Points::get);
        assert_eq!(seen, [share.base, share.granted, share.carried, share.reserved, share.spent]);
    }
}

/// Whether it was refused for just that reason.
pub fn refused<T: std::fmt::Debug>(outcome: Outcome<T>, expected: &Refusal) {
    match outcome {
        Err(Failure::Refused(refusal)) => assert_eq!(refusal, *expected),
        other => panic!("not refused for {expected:?}: {other:?}"),
    }
}
