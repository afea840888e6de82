//! What a running program brings: it counts like an award wherever a standing is summed, once, and all of it or nothing.

use chrono::NaiveDate;
use ovation::points::Points;
use ovation::points::award::PartnerState;
use ovation::points::evaluation::Held;
use ovation::points::ids::{PartnerId, TierId};
use ovation::points::refusal::Refusal;
use ovation::points::text::{CompanyName, Note};
use ovation::store::evidence::Parting;
use ovation::store::outside::Account;
use ovation::store::{Arrival, Opened, OpeningOrder};

use crate::clock::instant;
use crate::database::Database;
use crate::stage::{RULES, STAFF, Stage, at_once, contribution, refused};

/// A tier is guaranteed for a month, then a warned company has ten days. What was given counts for two months.
fn keeping() -> String {
    RULES.replace("window_months = 12", "window_months = 2\nguarantee_months = 1\ngrace_days = 10")
}

fn on(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

/// A company with so many points of a day, given for nothing and by nobody that is known.
pub fn order(stage: &Stage, name: &str, points: i64, day: &str) -> OpeningOrder {
    OpeningOrder {
        act: stage.act(),
        name: CompanyName::parse(name).expect("a name"),
        website: None,
        description: Note::parse("").expect("a note"),
        representative: None,
        points: Points::new(points).expect("points"),
        day: Some(on(day)),
        contribution: None,
        group: None,
        tier: None,
    }
}

async fn opened(stage: &Stage, order: OpeningOrder) -> Opened {
    stage.store.open(&[order]).await.expect("no trouble").expect("no refusal").remove(0)
}

/// Why an order is refused.
async fn why(stage: &Stage, order: OpeningOrder) -> Refusal {
    stage.store.open(&[order]).await.expect("no trouble").expect_err("a refusal").remove(0).1
}

async fn points(stage: &Stage, partner: PartnerId) -> i64 {
    stage.store.standing(partner, 0).await.expect("a company").standing.points().get()
}

async fn held(stage: &Stage, partner: PartnerId) -> Option<Held> {
    stage.store.standing(partner, 0).await.expect("a company").held
}

fn begun(tier: &str, since: &str, guaranteed_until: &str) -> Held {
    let tier = TierId::parse(tier).expect("a short name");
    Held { tier, since: on(since), guaranteed_until: on(guaranteed_until), warned_until: None }
}

/// Counters and ledger agree.
async fn sound(stage: &Stage) {
    stage.store.verify(None, &[], &|_, _| {}).await.expect("it can be checked").expect("they agree");
}

async fn records(stage: &Stage) -> i64 {
    stage.raw().await.number("SELECT COUNT(*) FROM record").await
}

pub async fn a_company_is_made_with_what_it_has_and_nothing_of_it_is_told(database: Database) {
    let stage = Stage::new(database).await;
    let who = Account::new(51);
    let tier = Some("gold".to_owned());
    let asked =
        OpeningOrder { representative: Some(who), tier, ..order(&stage, "Litware", 120, "2026-01-05") };
    let made = opened(&stage, asked).await;
    assert_eq!((made.arrival, made.tier_before), (Arrival::New, None));
    assert_eq!(made.tier.unwrap().as_str(), "gold");
    let partner = stage.store.partner(made.partner).await.unwrap().unwrap();
    assert_eq!((partner.state, partner.representatives), (PartnerState::Active, vec![who]));
    assert_eq!(partner.tier.unwrap().as_str(), "gold");
    assert_eq!(points(&stage, made.partner).await, 120);
    let bare = opened(&stage, OpeningOrder { day: None, ..order(&stage, "Adatum", 0, "2026-01-05") }).await;
    assert_eq!(bare.tier.unwrap().as_str(), "registered", "what an approval gives");
    assert!(stage.due().await.is_empty());
    let mut raw = stage.raw().await;
    let kinds = raw.words("SELECT kind FROM record WHERE kind <> 'evaluation' ORDER BY id").await.concat();
    let expected = [
        "rules",
        "partner-nominated",
        "partner-approved",
        "representative-added",
        "opening",
        "tier",
        "partner-nominated",
        "partner-approved",
        "tier",
    ];
    assert_eq!(kinds, expected);
    sound(&stage).await;
}

/// Awards, reversals and `/mypoints` sum the same.
pub async fn what_is_brought_counts_wherever_a_standing_is_summed(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let talk = Some(contribution("talk"));
    let cell = OpeningOrder {
        contribution: talk.clone(),
        group: Some(ottawa),
        ..order(&stage, "Litware", 60, "2026-01-05")
    };
    let litware = opened(&stage, cell).await.partner;
    let given = stage.award(toronto, litware, 90).await;
    assert_eq!(given.receipt.standing, 150);
    assert_eq!(given.receipt.tier.unwrap().as_str(), "certified", "two talks, by two groups");
    let kind = OpeningOrder { contribution: talk, ..order(&stage, "Adatum", 60, "2026-01-05") };
    let adatum = opened(&stage, kind).await.partner;
    let short = stage.award(toronto, adatum, 90).await.receipt;
    assert_eq!(short.tier.unwrap().as_str(), "registered", "two talks, and one group that is known");
    let group = OpeningOrder { group: Some(ottawa), ..order(&stage, "Contoso", 200, "2026-01-05") };
    let contoso = opened(&stage, group).await.partner;
    stage.award(toronto, contoso, 30).await;
    let shown = stage.store.standing(contoso, 9).await.unwrap().standing;
    assert_eq!((shown.points().get(), shown.groups()), (230, 2));
    assert_eq!(shown.contribution(&contribution("talk")).points.get(), 30);
    // What is taken back of an award takes nothing of what was brought.
    stage.store.reverse(stage.reversal(given.record)).await.unwrap();
    assert_eq!(points(&stage, litware).await, 60);
    assert_eq!(held(&stage, litware).await.unwrap().tier.as_str(), "registered");
    sound(&stage).await;
}

pub async fn what_is_brought_lifts_a_known_company_and_leaves_it_as_it_is(database: Database) {
    let stage = Stage::new(database).await;
    let (ottawa, toronto) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    stage.award(ottawa, partner, 100).await;
    let asked = OpeningOrder {
        description: Note::parse("Somebody else's words").unwrap(),
        contribution: Some(contribution("talk")),
        group: Some(toronto),
        ..order(&stage, "LITWARE", 50, "2026-02-01")
    };
    let done = opened(&stage, asked).await;
    assert_eq!((done.partner, done.name.as_str(), done.arrival), (partner, "Litware", Arrival::Known));
    assert_eq!(done.tier.unwrap().as_str(), "certified");
    assert_eq!(held(&stage, partner).await, Some(begun("certified", "2026-02-10", "2026-02-10")));
    assert_eq!(stage.store.partner(partner).await.unwrap().unwrap().description, "");
    // One that waits for staff keeps its points and gets its tier when they approve it.
    let waiting = stage.nominated("Adatum").await;
    assert_eq!(opened(&stage, order(&stage, "Adatum", 70, "2026-02-01")).await.tier, None);
    assert_eq!(points(&stage, waiting).await, 70);
    sound(&stage).await;
}

pub async fn what_is_brought_lapses_with_the_window(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let asked = OpeningOrder { tier: None, ..order(&stage, "Litware", 80, "2026-01-20") };
    let partner = opened(&stage, asked).await.partner;
    let shown = stage.store.standing(partner, 0).await.unwrap();
    assert_eq!(shown.lapsing, [(on("2026-03-19"), 80)]);
    stage.clock.set(instant("2026-03-19T17:00:00Z"));
    assert_eq!(points(&stage, partner).await, 80);
    stage.clock.set(instant("2026-03-20T17:00:00Z"));
    assert_eq!(points(&stage, partner).await, 0);
    let old = opened(&stage, order(&stage, "Adatum", 80, "2024-01-20")).await.partner;
    assert_eq!(points(&stage, old).await, 0, "it had lapsed before it was brought");
    sound(&stage).await;
}

pub async fn a_tier_is_held_from_its_day_and_evaluated_like_any_other(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    stage.store.evaluate().await.unwrap();
    // Some days are missed; they are judged before the balance is there.
    stage.clock.set(instant("2026-02-20T17:00:00Z"));
    let certified = || Some("certified".to_owned());
    let brought = OpeningOrder { tier: certified(), ..order(&stage, "Litware", 10, "2026-02-01") };
    let partner = opened(&stage, brought).await.partner;
    let asked = begun("certified", "2026-02-01", "2026-03-01");
    assert_eq!(held(&stage, partner).await, Some(asked.clone()));
    stage.clock.set(instant("2026-02-28T17:00:00Z"));
    assert_eq!(stage.store.evaluate().await.unwrap().changes, 0, "it is guaranteed");
    stage.clock.set(instant("2026-03-01T17:00:00Z"));
    assert_eq!(stage.store.evaluate().await.unwrap().changes, 1);
    let warned = Held { warned_until: Some(on("2026-03-11")), ..asked };
    assert_eq!(held(&stage, partner).await, Some(warned));
    stage.clock.set(instant("2026-03-11T17:00:00Z"));
    stage.store.evaluate().await.unwrap();
    assert_eq!(held(&stage, partner).await, Some(begun("registered", "2026-03-11", "2026-04-11")));
    sound(&stage).await;
}

/// The evaluation reads what was brought: enough for a tier without requirements, beside any cell.
pub async fn the_evaluation_counts_what_was_brought(database: Database) {
    let rules = keeping().replace("requires = { talk = 2 }\ngroups = 2\n", "");
    let stage = Stage::with(database, &rules).await;
    let partner = opened(&stage, order(&stage, "Litware", 150, "2026-02-01")).await.partner;
    assert_eq!(held(&stage, partner).await, Some(begun("certified", "2026-02-10", "2026-03-10")));
    stage.clock.set(instant("2026-03-31T16:00:00Z"));
    assert_eq!(stage.store.evaluate().await.unwrap().changes, 0, "the last day on which it counts");
    stage.clock.set(instant("2026-04-01T16:00:00Z"));
    assert_eq!(stage.store.evaluate().await.unwrap().changes, 1);
    assert!(held(&stage, partner).await.unwrap().warned_until.is_some());
    sound(&stage).await;
}

pub async fn a_balance_is_brought_once_however_often_it_is_sent(database: Database) {
    let stage = Stage::new(database).await;
    let asked = order(&stage, "Litware", 60, "2026-01-05");
    let answers = at_once(8, |_| {
        let (store, asked) = (stage.store.clone(), asked.clone());
        async move { store.open(&[asked]).await.expect("no trouble").expect("no refusal").remove(0) }
    })
    .await;
    assert_eq!(answers.iter().filter(|one| one.arrival == Arrival::New).count(), 1);
    assert_eq!(answers.iter().filter(|one| one.arrival == Arrival::Before).count(), 7);
    assert_eq!(points(&stage, answers[0].partner).await, 60);
    assert_eq!(why(&stage, order(&stage, "Litware", 1, "2026-01-05")).await, Refusal::AlreadyOpened);
    let other = OpeningOrder {
        act: ovation::store::Act { key: asked.act.key.clone(), hash: "f".repeat(64) },
        ..order(&stage, "Adatum", 1, "2026-01-05")
    };
    assert_eq!(why(&stage, other).await, Refusal::SameInteractionOtherContent);
    let twice = "INSERT INTO record (id, kind, at, rules, partner_id) \
                 SELECT id + 1000, kind, at, rules, partner_id FROM record WHERE kind = 'opening'";
    assert!(stage.raw().await.run(twice).await.is_err(), "the database refuses it as well");
    sound(&stage).await;
}

pub async fn one_refusal_refuses_all_and_each_is_named(database: Database) {
    let stage = Stage::new(database).await;
    stage.nominated("Waiting").await;
    let suspended = stage.partner("Suspended").await;
    stage.store.suspend_partner(stage.suspension(suspended, false)).await.unwrap();
    let declined = stage.nominated("Declined").await;
    let approval = ovation::store::Approval::Decline;
    stage.store.decide_partner(stage.act(), STAFF, declined, approval).await.unwrap();
    stage.store.evaluate().await.unwrap();
    let before = records(&stage).await;
    let with = |order: OpeningOrder, tier: &str| OpeningOrder { tier: Some(tier.to_owned()), ..order };
    let orders = [
        order(&stage, "Litware", 60, "2026-01-05"),
        with(order(&stage, "Waiting", 0, "2026-01-05"), "gold"),
        order(&stage, "Suspended", 5, "2026-01-05"),
        order(&stage, "Declined", 5, "2026-01-05"),
        order(&stage, "Adatum", 5, "2026-02-11"),
        with(order(&stage, "Contoso", 5, "2026-01-05"), "golden"),
        OpeningOrder {
            group: Some(ovation::points::ids::GroupId::from_raw(99)),
            ..order(&stage, "Tailspin", 5, "2026-01-05")
        },
        order(&stage, "Fabrikam", 5, "1969-12-31"),
    ];
    let refused = stage.store.open(&orders).await.unwrap().unwrap_err();
    let day = Refusal::DayInFuture { day: on("2026-02-11"), today: on("2026-02-10") };
    let expected = [
        (1, Refusal::PartnerNotActive),
        (2, Refusal::PartnerSuspended),
        (3, Refusal::PartnerDeclined),
        (4, day),
        (5, Refusal::UnknownTier { asked: "golden".to_owned() }),
        (6, Refusal::UnknownGroup),
        (7, Refusal::DayTooOld { day: on("1969-12-31"), oldest: on("1970-01-01") }),
    ];
    assert_eq!(refused, expected);
    assert_eq!(records(&stage).await, before, "nothing was written");
    assert_eq!(stage.store.partner_named("Litware").await.unwrap(), None);
}

pub async fn a_rehearsal_says_the_same_and_leaves_nothing(database: Database) {
    let stage = Stage::new(database).await;
    stage.store.evaluate().await.unwrap();
    let orders = [order(&stage, "Litware", 60, "2026-01-05"), order(&stage, "Adatum", 0, "2026-01-05")];
    let before = records(&stage).await;
    let said = stage.store.rehearse(&orders).await.unwrap().unwrap();
    assert_eq!(records(&stage).await, before);
    // Which number it gets is no promise.
    let bare = |opened: Vec<Opened>| -> Vec<Opened> {
        opened.into_iter().map(|one| Opened { partner: PartnerId::from_raw(0), ..one }).collect()
    };
    assert_eq!(bare(stage.store.open(&orders).await.unwrap().unwrap()), bare(said));
}

pub async fn whatever_is_done_to_a_balance_behind_the_store_s_back_is_found(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    opened(&stage, order(&stage, "Litware", 60, "2026-01-05")).await;
    let cell = OpeningOrder {
        contribution: Some(contribution("talk")),
        group: Some(group),
        ..order(&stage, "Adatum", 60, "2026-01-05")
    };
    opened(&stage, cell).await;
    sound(&stage).await;
    for (counter, change, back) in [
        ("the opening balance", "UPDATE opening SET points = 61", "UPDATE opening SET points = 60"),
        ("the opening balance", "UPDATE opening SET day = day + 1", "UPDATE opening SET day = day - 1"),
        (
            "the opening balance",
            "UPDATE opening SET contribution = 'talk'",
            "UPDATE opening SET contribution = NULL",
        ),
        ("the standing", "UPDATE standing SET points = 59", "UPDATE standing SET points = 60"),
        ("the opening balance", "DELETE FROM opening", "SELECT 1"),
    ] {
        stage.raw().await.run(change).await.expect(change);
        let found = stage.store.verify(None, &[], &|_, _| {}).await.unwrap();
        assert!(
            matches!(&found, Err(Parting::Counter { what, .. }) if *what == counter),
            "{change}: {found:?}"
        );
        stage.raw().await.run(back).await.expect(back);
    }
}

/// An award to a company that brought something is the same act as ever.
pub async fn awards_go_on_where_a_balance_was_brought(database: Database) {
    let stage = Stage::new(database).await;
    let group = stage.group("Ottawa").await;
    let cell = OpeningOrder {
        contribution: Some(contribution("talk")),
        group: Some(group),
        ..order(&stage, "Litware", 10, "2026-02-10")
    };
    let partner = opened(&stage, cell).await.partner;
    let mut first = stage.order(group, partner, 20);
    first.request.confirmed = false;
    let given = stage.give(first).await.expect("what was brought looks like no award");
    assert_eq!(given.receipt.standing, 30);
    assert_eq!(stage.remaining(group).await, 480, "what was brought is spent by nobody");
    stage.store.reverse(stage.reversal(given.record)).await.unwrap();
    assert_eq!(refused(stage.store.reverse(stage.reversal(given.record)).await), Refusal::AlreadyReversed);
    sound(&stage).await;
}

crate::contract!(
    a_company_is_made_with_what_it_has_and_nothing_of_it_is_told,
    what_is_brought_counts_wherever_a_standing_is_summed,
    what_is_brought_lifts_a_known_company_and_leaves_it_as_it_is,
    what_is_brought_lapses_with_the_window,
    a_tier_is_held_from_its_day_and_evaluated_like_any_other,
    the_evaluation_counts_what_was_brought,
    a_balance_is_brought_once_however_often_it_is_sent,
    one_refusal_refuses_all_and_each_is_named,
    a_rehearsal_says_the_same_and_leaves_nothing,
    whatever_is_done_to_a_balance_behind_the_store_s_back_is_found,
    awards_go_on_where_a_balance_was_brought,
);
