//! Law 3: the database itself refuses to change or remove a record, and holds a reversal at most once.

use std::sync::Arc;

use ovation::points::refusal::Refusal;

use crate::database::Database;
use crate::stage::{Stage, at_once, refused};

/// Everything about the ledger that could be changed.
const LEDGER: &str = "SELECT CAST(id AS TEXT), kind, CAST(at AS TEXT), COALESCE(CAST(points AS TEXT), ''), \
                      COALESCE(act, ''), detail, COALESCE(CAST(cause AS TEXT), '') FROM record ORDER BY id";

pub async fn no_statement_changes_or_removes_a_record(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 100).await.record;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    let mut raw = stage.raw().await;
    let before = raw.words(LEDGER).await;
    let award = award.get();
    let copy = "kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, \
                content_hash, detail, text_hash";
    let attempts = [
        format!("UPDATE record SET points = 1 WHERE id = {award}"),
        format!("UPDATE record SET id = id WHERE id = {award}"),
        format!("UPDATE OR REPLACE record SET id = {award} WHERE id <> {award}"),
        format!("UPDATE OR IGNORE record SET points = 1 WHERE id = {award}"),
        format!("DELETE FROM record WHERE id = {award}"),
        "DELETE FROM record".to_owned(),
        format!("REPLACE INTO record SELECT * FROM record WHERE id = {award}"),
        format!("INSERT OR REPLACE INTO record SELECT * FROM record WHERE id = {award}"),
        // A row with an id of its own that takes the act of another one's place.
        format!(
            "INSERT OR REPLACE INTO record (act, {copy}) SELECT act, {copy} FROM record WHERE id = {award}"
        ),
        // The same for the one reversal of the award.
        format!(
            "INSERT OR REPLACE INTO record (reverses, act, {copy}) \
             SELECT reverses, 'i:else', {copy} FROM record WHERE reverses = {award}"
        ),
        format!("INSERT INTO record SELECT * FROM record WHERE id = {award}"),
        format!(
            "INSERT INTO record SELECT * FROM record WHERE id = {award} \
             ON CONFLICT (id) DO UPDATE SET points = 1"
        ),
    ];
    for attempt in attempts {
        let refusal = raw.run(&attempt).await;
        assert!(refusal.is_err(), "let through: {attempt}");
        assert_eq!(raw.words(LEDGER).await, before, "{attempt}");
    }
}

pub async fn thirty_two_staff_at_once_reverse_an_award_once(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 100).await.record;
    let answers = at_once(32, |_| {
        let (store, order) = (Arc::clone(&stage.store), stage.reversal(award));
        async move { store.reverse(order).await }
    })
    .await;
    assert_eq!(answers.iter().flatten().count(), 1);
    for refusal in answers.into_iter().filter(Result::is_err).map(refused) {
        assert_eq!(refusal, Refusal::AlreadyReversed);
    }
    assert_eq!(stage.remaining(group).await, 500);
    assert_eq!(stage.store.standing(partner, 9).await.unwrap().standing.points().get(), 0);
}

pub async fn no_statement_reverses_an_award_twice(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    let award = stage.award(group, partner, 100).await.record;
    stage.store.reverse(stage.reversal(award)).await.unwrap();
    let again = "INSERT INTO record (kind, at, rules, group_id, partner_id, points, reverses) \
                 SELECT kind, at, rules, group_id, partner_id, points, reverses FROM record WHERE kind = 'reversal'";
    assert!(stage.raw().await.run(again).await.is_err());
}

pub async fn no_statement_overspends_a_group(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 100).await;
    let mut raw = stage.raw().await;
    for attempt in [
        "UPDATE allocation SET spent = 501",
        "UPDATE allocation SET reserved = 401",
        "UPDATE allocation SET base = 99",
        "UPDATE allocation SET granted = granted - 1",
        "UPDATE allocation SET spent = -1",
    ] {
        assert!(raw.run(attempt).await.is_err(), "{attempt}");
    }
    assert_eq!(stage.remaining(group).await, 400);
}

pub async fn an_award_without_its_essentials_is_no_record(database: Database) {
    let stage = Stage::new(database).await;
    let (group, partner) = (stage.group("Ottawa").await, stage.partner("Litware").await);
    stage.award(group, partner, 100).await;
    let columns =
        "kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, points, text_hash";
    let mut raw = stage.raw().await;
    let essentials = [
        "rules",
        "actor_id",
        "group_id",
        "partner_id",
        "period_id",
        "contribution",
        "day",
        "points",
        "text_hash",
    ];
    for essential in essentials {
        let wanting = columns.replace(essential, "NULL");
        let attempt =
            format!("INSERT INTO record ({columns}) SELECT {wanting} FROM record WHERE kind = 'award'");
        assert!(raw.run(&attempt).await.is_err(), "without {essential}");
    }
    let kind = columns.replace("kind", "'gift'");
    let attempt = format!("INSERT INTO record ({columns}) SELECT {kind} FROM record WHERE kind = 'award'");
    assert!(raw.run(&attempt).await.is_err(), "of a kind that the ledger doesn't know");
}

crate::contract!(
    no_statement_changes_or_removes_a_record,
    thirty_two_staff_at_once_reverse_an_award_once,
    no_statement_reverses_an_award_twice,
    no_statement_overspends_a_group,
    an_award_without_its_essentials_is_no_record,
);
