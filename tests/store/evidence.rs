//! Whatever is done to the ledger or a counter behind the store's back is found, and named by its place; and the log
//! takes each record once, whoever takes it.

use ovation::evidence::compare::{Agreement, Difference, Witness};
use ovation::evidence::key::{Signer, seed};
use ovation::points::ids::GroupId;
use ovation::store::evidence::{Parting, Verdict};

use crate::database::Database;
use crate::stage::{RULES, Stage, at_once};

fn signer() -> Signer {
    Signer::from_seed(&seed([42; 32])).expect("a key")
}

/// Two groups, three awards, the last of which is the ledger's newest record; sealed.
async fn sealed(database: Database) -> (Stage, [i64; 3], GroupId) {
    let stage = Stage::new(database).await;
    let (ottawa, calgary) = (stage.group("Ottawa").await, stage.group("Calgary").await);
    let partner = stage.partner("Litware").await;
    let mut awards = [0; 3];
    for (award, (group, points)) in awards.iter_mut().zip([(ottawa, 30), (calgary, 40), (ottawa, 50)]) {
        *award = stage.award(group, partner, points).await.record.get();
    }
    stage.store.seal(&signer(), "Contract").await.expect("a head");
    (stage, awards, calgary)
}

async fn verdict(stage: &Stage, group: Option<GroupId>) -> Verdict {
    stage.store.verify(group, &[signer().public()], &|_, _| {}).await.expect("it can be checked")
}

async fn clean(stage: &Stage) -> Agreement {
    verdict(stage, None).await.expect("nothing was changed")
}

async fn difference(stage: &Stage) -> Difference {
    match verdict(stage, None).await {
        Err(Parting::Log(difference)) => difference,
        other => panic!("ledger and log should differ: {other:?}"),
    }
}

/// Statements behind the store's back, the database's own guards taken away first.
async fn meddle(stage: &Stage, statements: &[String]) {
    let mut raw = stage.raw().await;
    raw.unguard().await;
    for statement in statements {
        raw.run(statement).await.expect(statement);
    }
}

/// Takes a record away, and all that hangs on it.
fn removal(record: i64) -> Vec<String> {
    vec![
        "DELETE FROM applause".to_owned(),
        "DELETE FROM outbox".to_owned(),
        format!("DELETE FROM record_text WHERE record_id = {record}"),
        format!("DELETE FROM record WHERE id = {record}"),
    ]
}

pub async fn a_program_that_nobody_meddled_with_adds_up(database: Database) {
    let (stage, [_, _, last], group) = sealed(database).await;
    let agreed = clean(&stage).await;
    let all = last.unsigned_abs();
    let expected = Agreement { records: all, unsequenced: 0, heads: 1, signatures: 1, signed: all };
    assert_eq!(agreed, expected);
    assert!(verdict(&stage, Some(group)).await.is_ok());
    stage.group("Berlin").await;
    assert!(
        clean(&stage).await.unsequenced > 0,
        "what came after isn't in the log yet, and that is no fault"
    );
    stage.store.sequence().await.unwrap();
    assert_eq!(clean(&stage).await.unsequenced, 0);
    assert_eq!(stage.store.sequence().await.unwrap(), 0, "each record is taken once");
}

pub async fn a_changed_record_is_found(database: Database) {
    let (stage, [_, second, _], _) = sealed(database).await;
    meddle(&stage, &[format!("UPDATE record SET points = points + 1 WHERE id = {second}")]).await;
    assert!(matches!(difference(&stage).await, Difference::Changed { record, .. } if record == second));
}

pub async fn a_removed_record_is_found(database: Database) {
    let (stage, [_, second, _], _) = sealed(database).await;
    meddle(&stage, &removal(second)).await;
    let missing = Difference::Missing { record: second, next: second + 1 };
    assert_eq!(difference(&stage).await, missing);
}

pub async fn a_cut_off_record_is_found(database: Database) {
    let (stage, [_, _, last], _) = sealed(database).await;
    meddle(&stage, &removal(last)).await;
    let found = difference(&stage).await;
    let covered = last.unsigned_abs();
    assert!(
        matches!(found, Difference::CutOff { covered: c, found, .. } if c == covered && found == covered - 1),
        "{found:?}"
    );
}

/// Whoever cuts off the end of the log with that of the ledger can't make a head of what is left.
pub async fn a_record_cut_off_with_its_leaf_is_found_by_the_signed_head(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.store.sequence().await.unwrap();
    stage.raw().await.run("CREATE TABLE before AS SELECT frontier FROM evidence").await.unwrap();
    let award = stage.award(group, partner, 30).await.record.get();
    stage.store.seal(&signer(), "Contract").await.expect("a head");
    let mut statements = removal(award);
    statements.push(format!("DELETE FROM leaf WHERE record_id = {award}"));
    statements.push("UPDATE evidence SET frontier = (SELECT frontier FROM before)".to_owned());
    meddle(&stage, &statements).await;
    let found = difference(&stage).await;
    assert!(matches!(found, Difference::CutOff { by: Witness::Head(_), .. }), "{found:?}");
}

pub async fn a_changed_counter_is_found_and_named(database: Database) {
    let (stage, _, calgary) = sealed(database).await;
    let place = format!("group {}", calgary.get());
    let only = format!("WHERE group_id = {}", calgary.get());
    let attempts = [
        ("what is spent", format!("UPDATE allocation SET spent = spent + 1 {only}"), "spent = spent - 1"),
        (
            "what is granted",
            format!("UPDATE allocation SET granted = granted + 1 {only}"),
            "granted = granted - 1",
        ),
        (
            "what is reserved",
            format!("UPDATE allocation SET reserved = reserved + 1 {only}"),
            "reserved = reserved - 1",
        ),
        ("the base", format!("UPDATE allocation SET base = base + 1 {only}"), "base = base - 1"),
        (
            "what is carried over",
            format!("UPDATE allocation SET carried = carried + 1 {only}"),
            "carried = carried - 1",
        ),
    ];
    for (counter, change, back) in attempts {
        meddle(&stage, &[change]).await;
        let found = verdict(&stage, Some(calgary)).await;
        let Err(Parting::Counter { what, place: at, .. }) = &found else { panic!("{counter}: {found:?}") };
        assert_eq!(*what, counter);
        assert!(at.starts_with(&place), "{at}");
        meddle(&stage, &[format!("UPDATE allocation SET {back} {only}")]).await;
    }
    for (counter, change) in [
        ("the merge", "UPDATE partner SET root = id".to_owned()),
        ("the evaluation", "UPDATE program SET evaluated_day = 5, evaluated_rules = 1".to_owned()),
        ("how the tier is held", "UPDATE partner SET warned_until = 5".to_owned()),
        ("the tier", "UPDATE partner SET tier = 'gold'".to_owned()),
        ("the standing", format!("UPDATE standing SET points = points + 1 {only}")),
        ("the share", format!("UPDATE share SET points = points + 1 {only}")),
    ] {
        meddle(&stage, &[change]).await;
        let found = verdict(&stage, None).await;
        assert!(matches!(&found, Err(Parting::Counter { what, .. }) if *what == counter), "{found:?}");
    }
}

pub async fn replicas_that_take_records_in_at_once_take_each_once(database: Database) {
    let (stage, ..) = sealed(database).await;
    let other = stage.guard.replica(RULES, stage.clock.clock()).await;
    for name in ["Berlin", "Lagos", "Quito"] {
        stage.group(name).await;
        let waiting = clean(&stage).await.unsequenced;
        let stores = [stage.store.clone(), other.clone()];
        let taken = at_once(8, |number| {
            let store = stores[number % 2].clone();
            async move { store.sequence().await.expect("no trouble") }
        })
        .await;
        assert_eq!(taken.iter().sum::<u64>(), waiting, "by whichever was faster: {taken:?}");
        assert_eq!(clean(&stage).await.unsequenced, 0);
    }
}

pub async fn no_statement_changes_or_removes_a_leaf_or_a_head(database: Database) {
    let (stage, ..) = sealed(database).await;
    let mut raw = stage.raw().await;
    for attempt in [
        "UPDATE leaf SET record_id = record_id",
        "DELETE FROM leaf",
        "REPLACE INTO leaf SELECT * FROM leaf",
        "UPDATE head SET at = 0",
        "DELETE FROM head",
        "REPLACE INTO head SELECT * FROM head",
    ] {
        assert!(raw.run(attempt).await.is_err(), "let through: {attempt}");
    }
    clean(&stage).await;
}

crate::contract!(
    a_program_that_nobody_meddled_with_adds_up,
    a_changed_record_is_found,
    a_removed_record_is_found,
    a_cut_off_record_is_found,
    a_record_cut_off_with_its_leaf_is_found_by_the_signed_head,
    a_changed_counter_is_found_and_named,
    replicas_that_take_records_in_at_once_take_each_once,
    no_statement_changes_or_removes_a_leaf_or_a_head,
);
