//! Acts that are broken off, as by a client that is gone or a bot that is ended: all of one happened or nothing, and
//! asked for again it happens once and gives one answer.

use std::fmt::Debug;
use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use ovation::points::Points;
use ovation::points::approval::Verdict;
use ovation::points::claim::{ClaimFate, ClaimVerdict};
use ovation::points::ids::{GroupId, PartnerId, RecordId};
use ovation::points::text::{CompanyName, Note, Reason};
use ovation::store::outside::{Account, Server};
use ovation::store::{
    Awarded, ClaimEnd, ClaimOrder, CorrectionOrder, GroupState, MergeOrder, Moving, OpeningOrder, Place,
    RepresentativeChange, ReservationOrder, Settles, Store,
};

use crate::database::Database;
use crate::model::recount;
use crate::stage::{LEADER, RULES, SERVER, SHOUT_OUTS, STAFF, Stage, contribution};

/// A group, two companies, an award, and points that are set aside.
pub struct Scene {
    pub stage: Stage,
    pub group: GroupId,
    pub partners: [PartnerId; 2],
    award: RecordId,
    waits: RecordId,
}

impl Scene {
    pub async fn new(database: Database) -> Self {
        let rules = RULES.replace("max_points = 250", "max_points = 250\napproval_above = 100");
        let stage = Stage::with(database, &rules).await;
        let group = stage.group("Ottawa").await;
        let partners = [stage.partner("Litware").await, stage.partner("Adatum").await];
        let award = stage.award(group, partners[0], 60).await.record;
        let Awarded::Reserved(waits) = stage.store.award(stage.order(group, partners[1], 200)).await.unwrap()
        else {
            panic!("given at once")
        };
        Self { stage, group, partners, award, waits: waits.record }
    }

    fn correction(&self) -> CorrectionOrder {
        CorrectionOrder {
            act: self.stage.act(),
            by: LEADER,
            roles: Vec::new(),
            staff: false,
            award: self.award,
            partner: self.partners[1],
            points: Points::new(80).expect("points"),
            contribution: contribution("venue"),
            day: NaiveDate::from_ymd_opt(2026, 2, 9).expect("a day"),
            reason: Reason::parse("Their room").expect("a reason"),
        }
    }

    fn merge(&self, take_back: bool) -> MergeOrder {
        let [absorbed, into] = self.partners;
        let reason = Reason::parse("It was bought").expect("a reason");
        MergeOrder { act: self.stage.act(), by: STAFF, absorbed, into, since: None, take_back, reason }
    }

    fn opening(&self, name: &str) -> OpeningOrder {
        OpeningOrder {
            act: self.stage.act(),
            name: CompanyName::parse(name).expect("a name"),
            website: None,
            description: Note::parse("").expect("a note"),
            representative: None,
            points: Points::new(40).expect("points"),
            day: None,
            contribution: None,
            group: None,
            tier: Some("registered".to_owned()),
        }
    }
}

impl Stage {
    /// How much of everything is written down that an act may add to or take away from, at one moment: an act that was
    /// dropped may be on its way still.
    async fn rows(&self) -> Vec<i64> {
        let of = [
            "record",
            "outbox",
            "outbox WHERE state = 'waiting'",
            "applause",
            "heard",
            "voice",
            "voice_count",
            "posted_board",
        ];
        let counts = of.map(|of| format!("(SELECT COUNT(*) FROM {of})"));
        self.raw().await.numbers(&format!("SELECT {}", counts.join(", "))).await.remove(0)
    }

    async fn sound(&self) {
        recount(&*self.store, &mut self.raw().await).await;
    }

    /// Begins an act again and again, each time for somewhat longer, until it comes to its end; it is dropped wherever it
    /// is by then. Then once more as a whole.
    pub async fn broken_off<T: Debug + PartialEq, F: Future<Output = T>>(
        &self,
        act: impl Fn(Arc<dyn Store>) -> F,
    ) -> [T; 2] {
        let (before, mut seen) = (self.rows().await, Vec::new());
        let mut steps = 1;
        let first = loop {
            let mut begun = Box::pin(act(self.store.clone()));
            let mut ended = None;
            for _ in 0..steps {
                tokio::select! {
                    biased;
                    done = &mut begun => { ended = Some(done); break }
                    () = tokio::task::yield_now() => {}
                }
            }
            drop(begun);
            self.sound().await;
            seen.push(self.rows().await);
            if let Some(done) = ended {
                break done;
            }
            steps += 1 + steps / 4;
        };
        let after = self.rows().await;
        assert!(seen.iter().all(|rows| *rows == before || *rows == after), "{before:?} {seen:?} {after:?}");
        let second = act(self.store.clone()).await;
        assert_eq!(self.rows().await, after, "it happened once");
        self.sound().await;
        [first, second]
    }

    /// The same for what gives the same answer whenever it is asked for.
    pub async fn one_answer<T: Debug + PartialEq, F: Future<Output = T>>(
        &self,
        act: impl Fn(Arc<dyn Store>) -> F,
    ) -> T {
        let [first, second] = self.broken_off(act).await;
        assert_eq!(first, second);
        first
    }
}

pub async fn a_verdict_is_given_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let order = ReservationOrder {
        act: scene.stage.act(),
        by: STAFF,
        roles: Vec::new(),
        staff: true,
        reservation: scene.waits,
        verdict: Verdict::Approve,
    };
    let act = |store: Arc<dyn Store>| {
        let order = order.clone();
        async move { store.decide_reservation(order).await.expect("it waits") }
    };
    scene.stage.one_answer(act).await;
    assert_eq!(scene.stage.remaining(scene.group).await, 240);
}

pub async fn an_award_is_put_right_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let order = scene.correction();
    let act = |store: Arc<dyn Store>| {
        let order = order.clone();
        async move { store.correct(order).await.expect("it may be put right") }
    };
    let corrected = scene.stage.one_answer(act).await;
    assert_eq!((corrected.award.points, scene.stage.remaining(scene.group).await), (80, 220));
}

pub async fn a_claim_is_made_confirmed_and_declined_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let (stage, partner, who) = (&scene.stage, scene.partners[0], Account::new(14));
    let change = RepresentativeChange { act: stage.act(), by: STAFF, partner, who, add: true };
    stage.store.change_representative(change).await.expect("a representative");
    for (word, is_so) in [("venue", true), ("talk", false)] {
        let order = ClaimOrder {
            act: stage.act(),
            by: who,
            group: scene.group,
            partner,
            contribution: contribution(word),
            reason: Reason::parse("An evening in our office").expect("a reason"),
            day: None,
            link: None,
        };
        let act = |store: Arc<dyn Store>| {
            let order = order.clone();
            async move { store.make_claim(order).await.expect("it may be claimed") }
        };
        let claim = scene.stage.one_answer(act).await;
        let mut confirm = stage.order(scene.group, partner, 40);
        confirm.request.contribution = claim.contribution.clone();
        confirm.settles = Some(Settles::Claim(claim.record));
        let decline = ClaimEnd {
            act: stage.act(),
            by: LEADER,
            roles: Vec::new(),
            claim: claim.record,
            verdict: ClaimVerdict::Decline,
            reason: Reason::parse("It was another company").ok(),
        };
        let act = |store: Arc<dyn Store>| {
            let (confirm, decline) = (confirm.clone(), decline.clone());
            async move {
                match is_so {
                    true => store
                        .award(confirm)
                        .await
                        .expect("points that are there")
                        .given()
                        .map(|one| one.record),
                    false => store.end_claim(decline).await.map(|_| None).expect("it waits"),
                }
            }
        };
        scene.stage.one_answer(act).await;
        let fate = stage.store.claim(claim.record).await.expect("claims").expect("the claim").fate;
        assert_eq!(fate, if is_so { ClaimFate::Confirmed } else { ClaimFate::Declined });
    }
    assert_eq!(stage.remaining(scene.group).await, 200);
}

pub async fn companies_are_merged_and_parted_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    for take_back in [false, true] {
        let order = scene.merge(take_back);
        let act = |store: Arc<dyn Store>| {
            let order = order.clone();
            async move { store.merge_partners(order).await.expect("two companies") }
        };
        scene.stage.one_answer(act).await;
    }
}

pub async fn a_group_moves_and_closes_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let reason = Reason::parse("Its members went there").expect("a reason");
    let moving =
        Moving { act: scene.stage.act(), by: STAFF, group: scene.group, server: Server::new(102), reason };
    let act = |store: Arc<dyn Store>| {
        let moving = moving.clone();
        async move { store.move_group(moving).await.expect("an active group") }
    };
    scene.stage.one_answer(act).await;
    let other = scene.stage.group("Toronto").await;
    scene.stage.store.award(scene.stage.order(other, scene.partners[1], 200)).await.expect("set aside");
    let closing = scene.stage.closing(other);
    let act = |store: Arc<dyn Store>| {
        let closing = closing.clone();
        async move { store.close_group(closing).await.expect("an active group") }
    };
    scene.stage.one_answer(act).await;
}

pub async fn balances_are_brought_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    // Otherwise it begins with the day's evaluation, which is an act of its own.
    scene.stage.store.evaluate().await.expect("no trouble");
    let orders = [scene.opening("Fabrikam"), scene.opening("Tailspin"), scene.opening("Litware")];
    let act = |store: Arc<dyn Store>| {
        let orders = orders.clone();
        async move {
            let opened = store.open(&orders).await.expect("no trouble").expect("no refusal");
            opened.into_iter().map(|one| (one.partner, one.points)).collect::<Vec<_>>()
        }
    };
    assert_eq!(scene.stage.one_answer(act).await.len(), 3);
}

pub async fn what_the_clock_asks_for_happens_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    scene.stage.clock.pass(TimeDelta::days(40));
    // Whatever was done before it was broken off isn't done, or counted, again.
    let lapse = |store: Arc<dyn Store>| async move { store.lapse_reservations().await.expect("no trouble") };
    assert_eq!(scene.stage.broken_off(lapse).await[1], 0);
    assert_eq!(scene.stage.remaining(scene.group).await, 440, "points that lapsed are free again");
    let follow = |store: Arc<dyn Store>| async move { store.follow_ledger().await.expect("no trouble") };
    assert_eq!(scene.stage.broken_off(follow).await[1], 0);
    scene.stage.clock.pass(TimeDelta::days(40));
    let periods = |store: Arc<dyn Store>| async move { store.open_periods().await.expect("no trouble") };
    assert_eq!(scene.stage.broken_off(periods).await[1], 0);
    assert_eq!(scene.stage.remaining(scene.group).await, 600, "100 were carried over once");
}

pub async fn a_person_is_erased_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let act = scene.stage.act();
    let erase = |store: Arc<dyn Store>| {
        let act = act.clone();
        async move { store.erase(act, LEADER).await.expect("no trouble") }
    };
    let [first, second] = scene.stage.broken_off(erase).await;
    assert_eq!(first.led, ["Ottawa"]);
    assert_eq!((second.led, second.represented, second.again), (first.led, first.represented, true));
    let mut raw = scene.stage.raw().await;
    assert_eq!(raw.number("SELECT COUNT(*) FROM leader").await, 0);
    assert_eq!(raw.number("SELECT COUNT(*) FROM erasure").await, 1);
}

pub async fn what_discord_takes_away_is_told_wholly_or_not(database: Database) {
    let scene = Scene::new(database).await;
    let place = Place::Channel(SHOUT_OUTS);
    let gone =
        |store: Arc<dyn Store>| async move { store.place_gone(SERVER, place).await.expect("no trouble") };
    assert_eq!(scene.stage.broken_off(gone).await[1], 0);
    scene.stage.store.leave_server(SERVER).await.expect("no trouble");
    let now = scene.stage.clock.now();
    let forget = |store: Arc<dyn Store>| async move {
        store.forget_left_servers(now).await.expect("no trouble");
    };
    scene.stage.broken_off(forget).await;
    let group = scene.stage.store.group(scene.group).await.expect("no trouble").expect("the group");
    assert_eq!((group.state, group.leaders.len()), (GroupState::Closed, 0));
}

crate::contract!(
    a_person_is_erased_wholly_or_not,
    what_discord_takes_away_is_told_wholly_or_not,
    a_verdict_is_given_wholly_or_not,
    an_award_is_put_right_wholly_or_not,
    a_claim_is_made_confirmed_and_declined_wholly_or_not,
    companies_are_merged_and_parted_wholly_or_not,
    a_group_moves_and_closes_wholly_or_not,
    balances_are_brought_wholly_or_not,
    what_the_clock_asks_for_happens_wholly_or_not,
);
