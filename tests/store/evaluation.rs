//! The daily evaluation: guarantee, warning, requalifying, one step down; each missed day by its own rules, once.

use chrono::{Days, NaiveDate, TimeDelta};
use ovation::points::evaluation::Held;
use ovation::points::ids::{GroupId, PartnerId};
use ovation::store::{Evaluated, ProgramChannels, Purpose};

use crate::clock::instant;
use crate::database::Database;
use crate::stage::{RULES, SHOUT_OUTS, STAFF, Stage, at_once};

/// Tiers are guaranteed for a month, and then a warned company has ten days. What was given counts for two months.
fn keeping() -> String {
    RULES.replace("window_months = 12", "window_months = 2\nguarantee_months = 1\ngrace_days = 10")
}

fn on(day: &str) -> NaiveDate {
    day.parse().expect("a day")
}

/// A program's day: noon in Toronto.
fn noon(day: &str) -> chrono::DateTime<chrono::Utc> {
    instant(&format!("{day}T17:00:00Z"))
}

fn begun(tier: &str, since: &str, guaranteed_until: &str) -> Held {
    let tier = ovation::points::ids::TierId::parse(tier).expect("a short name");
    Held { tier, since: on(since), guaranteed_until: on(guaranteed_until), warned_until: None }
}

/// A company that two groups made certified on 10 February 2026; the program's evaluation began that day.
async fn certified(stage: &Stage) -> (GroupId, GroupId, PartnerId) {
    let (first, second) = (stage.group("Ottawa").await, stage.group("Toronto").await);
    let partner = stage.partner("Litware").await;
    evaluate(stage).await;
    stage.award(first, partner, 100).await;
    stage.award(second, partner, 60).await;
    assert_eq!(held(stage, partner).await, Some(begun("certified", "2026-02-10", "2026-03-10")));
    (first, second, partner)
}

async fn evaluate(stage: &Stage) -> Evaluated {
    stage.store.evaluate().await.expect("no trouble")
}

async fn held(stage: &Stage, partner: PartnerId) -> Option<Held> {
    stage.store.standing(partner, 0).await.expect("a company").held
}

/// Counters and ledger agree.
async fn sound(stage: &Stage) {
    stage.store.verify(None, &[], &|_, _| {}).await.expect("it can be checked").expect("they agree");
}

/// The days that were judged, as numbers, in order.
async fn judged(stage: &Stage) -> Vec<i64> {
    let days = "SELECT day FROM record WHERE kind = 'evaluation' ORDER BY id";
    stage.raw().await.numbers(days).await.into_iter().map(|row| row[0]).collect()
}

pub async fn first_a_guarantee_then_a_warning_then_one_step_down(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (.., partner) = certified(&stage).await;
    // Taken in days: nothing changes while the points count, and the guarantee lasts.
    for day in ["2026-03-09", "2026-04-09"] {
        stage.clock.set(noon(day));
        assert_eq!(evaluate(&stage).await.changes, 0, "{day}");
    }
    let certified = begun("certified", "2026-02-10", "2026-03-10");
    assert_eq!(held(&stage, partner).await, Some(certified.clone()));
    // The points have lapsed, and the guarantee is over.
    stage.clock.set(noon("2026-04-10"));
    assert_eq!(evaluate(&stage).await, Evaluated { days: 1, changes: 1 });
    let warned = Held { warned_until: Some(on("2026-04-20")), ..certified };
    assert_eq!(held(&stage, partner).await, Some(warned.clone()));
    stage.clock.set(noon("2026-04-19"));
    assert_eq!(evaluate(&stage).await, Evaluated { days: 9, changes: 0 });
    assert_eq!(held(&stage, partner).await, Some(warned));
    stage.clock.set(noon("2026-04-20"));
    assert_eq!(evaluate(&stage).await, Evaluated { days: 1, changes: 1 });
    assert_eq!(held(&stage, partner).await, Some(begun("registered", "2026-04-20", "2026-05-20")));
    // The lowest asks for nothing.
    stage.clock.set(noon("2026-08-01"));
    assert_eq!(evaluate(&stage).await.changes, 0);
    let due = stage.due().await;
    let told = due.iter().filter(|errand| errand.purpose == Purpose::Tier);
    assert!(told.into_iter().all(|errand| errand.channel == SHOUT_OUTS), "nothing is told of it to all");
    sound(&stage).await;
}

pub async fn a_warned_company_requalifies_by_an_award(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (first, second, partner) = certified(&stage).await;
    stage.clock.set(noon("2026-04-12"));
    evaluate(&stage).await;
    let warned = held(&stage, partner).await.unwrap();
    assert_eq!(warned.warned_until, Some(on("2026-04-20")));
    let short = stage.award(first, partner, 100).await.receipt;
    assert_eq!(short.tier.unwrap().as_str(), "certified", "the tier is kept while it is warned");
    assert_eq!(held(&stage, partner).await, Some(warned), "half of it is not enough");
    let before = stage.due().await.len();
    stage.award(second, partner, 60).await;
    assert_eq!(held(&stage, partner).await, Some(begun("certified", "2026-04-12", "2026-05-12")));
    // It is no news: only the award itself is told.
    stage.clock.pass(TimeDelta::minutes(1));
    assert_eq!(stage.due().await.len(), before + 2);
    stage.clock.set(noon("2026-05-11"));
    assert_eq!(evaluate(&stage).await.changes, 0);
    sound(&stage).await;
}

pub async fn a_suspended_company_waits_until_it_is_resumed(database: Database) {
    let mut stage = Stage::with(database, &keeping()).await;
    let (first, second, partner) = certified(&stage).await;
    stage.clock.set(noon("2026-04-10"));
    evaluate(&stage).await;
    stage.award(first, partner, 100).await;
    let warned = held(&stage, partner).await;
    let suspend = async |stage: &Stage, resume| {
        stage.store.suspend_partner(stage.suspension(partner, resume)).await.expect("it can be")
    };
    suspend(&stage, false).await;
    stage.clock.set(noon("2026-05-10"));
    assert_eq!(evaluate(&stage).await.changes, 0, "it waits, beyond the end of its grace");
    suspend(&stage, true).await;
    assert_eq!(held(&stage, partner).await, warned, "one group alone doesn't make it certified");
    suspend(&stage, false).await;
    // By other rules it does.
    let lax =
        keeping().replace("points = 150\nrequires = { talk = 2 }\ngroups = 2", "points = 100\ngroups = 1");
    stage.store = stage.guard.restart(&lax, stage.clock.clock()).await;
    assert_eq!(suspend(&stage, true).await.tier.expect("a tier").as_str(), "certified");
    assert_eq!(held(&stage, partner).await, Some(begun("certified", "2026-05-10", "2026-06-10")));
    stage.award(second, partner, 10).await;
    assert_eq!(evaluate(&stage).await, Evaluated::default());
    sound(&stage).await;
}

pub async fn months_of_standstill_are_judged_day_by_day(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (.., partner) = certified(&stage).await;
    stage.clock.set(noon("2026-07-10"));
    let done = evaluate(&stage).await;
    assert_eq!(done, Evaluated { days: 150, changes: 2 });
    let days = judged(&stage).await;
    assert!(days.windows(2).all(|pair| pair[1] == pair[0] + 1), "each once, in order: {days:?}");
    let step = "SELECT e.day FROM record t JOIN record e ON e.id = t.cause AND e.kind = 'evaluation' \
                WHERE t.kind = 'tier' ORDER BY t.id";
    let epoch = NaiveDate::default();
    let steps: Vec<NaiveDate> = stage
        .raw()
        .await
        .numbers(step)
        .await
        .into_iter()
        .map(|row| epoch + Days::new(row[0].unsigned_abs()))
        .collect();
    assert_eq!(steps, [on("2026-04-10"), on("2026-04-20")]);
    assert_eq!(held(&stage, partner).await, Some(begun("registered", "2026-04-20", "2026-05-20")));
    assert_eq!(evaluate(&stage).await, Evaluated::default());
    sound(&stage).await;
}

/// Stricter rules that were adopted in the middle of what was missed warn from the next day on and not before.
pub async fn a_missed_day_is_judged_by_the_rules_that_it_began_with(database: Database) {
    let mut stage = Stage::with(database, &keeping()).await;
    let (first, _, partner) = certified(&stage).await;
    stage.award(first, partner, 40).await;
    // 200 points are certified by these; by the next ones 250 would be needed, and the grace is shorter.
    stage.clock.set(noon("2026-03-20"));
    let strict =
        keeping().replace("points = 150", "points = 250").replace("grace_days = 10", "grace_days = 4");
    stage.store = stage.guard.restart(&strict, stage.clock.clock()).await;
    stage.clock.set(noon("2026-03-23"));
    // Not judged since 10 February: up to the 20th by the rules of then.
    let done = evaluate(&stage).await;
    assert_eq!(done, Evaluated { days: 41, changes: 1 });
    let expected =
        Held { warned_until: Some(on("2026-03-25")), ..begun("certified", "2026-02-10", "2026-03-10") };
    assert_eq!(held(&stage, partner).await, Some(expected));
    let rules = "SELECT COUNT(*), COUNT(DISTINCT rules), MAX(rules) - MIN(rules) FROM record WHERE kind = 'evaluation'";
    let rules = stage.raw().await.numbers(rules).await;
    assert_eq!(rules[0][..2], [42, 2], "the ledger says by which rules a day was judged");
    sound(&stage).await;
}

/// What this version can't read any more holds up nothing.
pub async fn former_rules_that_cant_be_read_are_passed_over(database: Database) {
    let mut stage = Stage::with(database, &keeping()).await;
    let (group, _, partner) = certified(&stage).await;
    let newest = stage.raw().await.number("SELECT MAX(id) FROM record").await;
    let at = stage.clock.now().timestamp_millis();
    let foreign = format!(
        "INSERT INTO record (id, kind, at, detail) VALUES ({}, 'rules', {at}, '{{\"toml\":\"name = 1\"}}')",
        newest + 1
    );
    stage.raw().await.run(&foreign).await.unwrap();
    stage.clock.set(noon("2026-04-10"));
    stage.store = stage.guard.restart(&keeping(), stage.clock.clock()).await;
    assert_eq!(evaluate(&stage).await, Evaluated { days: 59, changes: 1 });
    assert!(held(&stage, partner).await.unwrap().warned_until.is_some());
    assert_eq!(stage.remaining(group).await, 600, "its period was opened");
    sound(&stage).await;
}

pub async fn evaluations_are_no_news(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    certified(&stage).await;
    stage.clock.set(noon("2026-04-30"));
    evaluate(&stage).await;
    let newest = stage.store.newest_records(3).await.unwrap();
    let kinds: Vec<&str> = newest.iter().map(|line| line.kind.as_str()).collect();
    assert_eq!(kinds, ["tier", "tier", "tier"], "what came of them is");
}

pub async fn a_rise_by_new_rules_is_told_to_all(database: Database) {
    let mut stage = Stage::with(database, &keeping()).await;
    let announcements = Some(ovation::store::outside::Channel::new(131));
    let channels = ProgramChannels { announcements, ..ProgramChannels::default() };
    stage.store.set_channels(stage.act(), STAFF, channels).await.unwrap();
    let (_, second, partner) = certified(&stage).await;
    stage.award(second, partner, 20).await;
    let lax = keeping()
        .replace("points = 300", "points = 160")
        .replace(", venue = 1", "")
        .replace("groups = 3", "groups = 2");
    stage.store = stage.guard.restart(&lax, stage.clock.clock()).await;
    assert_eq!(evaluate(&stage).await.days, 0, "they are in force for tiers from tomorrow on");
    let before = stage.due().await.len();
    stage.clock.set(noon("2026-02-11"));
    let waiting = stage.due().await.len();
    assert!(waiting >= before);
    assert_eq!(evaluate(&stage).await, Evaluated { days: 1, changes: 1 });
    assert_eq!(held(&stage, partner).await, Some(begun("gold", "2026-02-11", "2026-03-11")));
    let due = stage.due().await;
    assert_eq!(due.len(), waiting + 1);
    let told = due.iter().max_by_key(|errand| errand.id).unwrap();
    assert_eq!((told.purpose, told.channel.get()), (Purpose::Tier, 131));
    sound(&stage).await;
}

pub async fn replicas_that_evaluate_at_once_judge_each_day_once(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (.., partner) = certified(&stage).await;
    let other = stage.guard.replica(&keeping(), stage.clock.clock()).await;
    stage.clock.set(noon("2026-05-01"));
    let stores = [stage.store.clone(), other.clone()];
    let done = at_once(4, |number| {
        let store = stores[number % 2].clone();
        async move { store.evaluate().await.expect("no trouble") }
    })
    .await;
    assert_eq!(done.iter().map(|one| one.days).sum::<usize>(), 80);
    assert_eq!(done.iter().map(|one| one.changes).sum::<usize>(), 2);
    let days = judged(&stage).await;
    assert!(days.windows(2).all(|pair| pair[1] == pair[0] + 1), "{days:?}");
    assert_eq!(held(&stage, partner).await, Some(begun("registered", "2026-04-20", "2026-05-20")));
    sound(&stage).await;
}

/// Whoever is ended while a day is written leaves whole days behind.
pub async fn an_evaluation_that_is_broken_off_goes_on(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (.., partner) = certified(&stage).await;
    stage.clock.set(noon("2026-05-01"));
    let mut after = 0;
    while judged(&stage).await.len() < 81 {
        // Dropped wherever it is when so many steps of it were made; each time it gets somewhat further.
        after += 40;
        let mut begun = Box::pin(stage.store.evaluate());
        for _ in 0..after {
            tokio::select! { biased; done = &mut begun => { done.expect("no trouble"); break } () = tokio::task::yield_now() => {} }
        }
        drop(begun);
        sound(&stage).await;
    }
    let days = judged(&stage).await;
    assert!(days.windows(2).all(|pair| pair[1] == pair[0] + 1), "{days:?}");
    assert_eq!(held(&stage, partner).await, Some(begun("registered", "2026-04-20", "2026-05-20")));
}

/// What is recorded between two days of an evaluation is seen by the later one.
pub async fn acts_and_evaluation_at_once_agree(database: Database) {
    let stage = Stage::with(database, &keeping()).await;
    let (first, second, partner) = certified(&stage).await;
    stage.clock.set(noon("2026-04-19"));
    let store = stage.store.clone();
    let evaluating = tokio::spawn(async move { store.evaluate().await });
    for group in [first, second, first, second] {
        stage.award(group, partner, 40).await;
    }
    evaluating.await.expect("no panic").expect("no trouble");
    let held = held(&stage, partner).await.expect("a tier");
    // Warned on the 10th in any case. It requalifies by an award when that comes after the warning, and otherwise on
    // the 18th: on a missed day the day after it counts, because a group further east may be there already.
    let both =
        [begun("certified", "2026-04-18", "2026-05-18"), begun("certified", "2026-04-19", "2026-05-19")];
    assert!(both.contains(&held), "{held:?}");
    sound(&stage).await;
}

crate::contract!(
    first_a_guarantee_then_a_warning_then_one_step_down,
    a_warned_company_requalifies_by_an_award,
    a_suspended_company_waits_until_it_is_resumed,
    months_of_standstill_are_judged_day_by_day,
    a_missed_day_is_judged_by_the_rules_that_it_began_with,
    former_rules_that_cant_be_read_are_passed_over,
    evaluations_are_no_news,
    a_rise_by_new_rules_is_told_to_all,
    replicas_that_evaluate_at_once_judge_each_day_once,
    an_evaluation_that_is_broken_off_goes_on,
    acts_and_evaluation_at_once_agree,
);
