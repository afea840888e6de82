//! Migrations, on databases that hold what is typical for the version before: nothing that is there is lost or changed
//! but what a migration says it changes, and the ledger is good afterwards.
//!
//! `rows/` has one file for each version: rows as that version wrote them, in SQL that both databases take, in every
//! table that the version has. A new migration comes with its file there; what it changes of what was there before
//! stands in [`SAID`].

mod content;
#[path = "../harness/database.rs"]
mod harness_database;
mod shape;
mod walk;

use std::collections::BTreeMap;

use harness_database::Database;
use ovation::evidence::key::{Signer, seed};
use ovation::points::Points;
use ovation::points::ids::GroupId;
use ovation::points::rules;
use ovation::points::text::Reason;
use ovation::store::outside::Account;
use ovation::store::sql::SqlStore;
use ovation::store::sql::transfer::transfer;
use ovation::store::{Act, Evidence as _, Grant, Jobs as _, Program as _};
use walk::{Walk, newest};

/// What each migration changes of what was there before it, as [`Walk::step`] puts it; on one database alone where
/// each has words of its own for it.
const SAID: [(i64, Option<Database>, &[&str]); 22] = [
    (4, None, &["record_kind: 4 rows are new or changed"]),
    (
        6,
        Some(Database::Sqlite),
        &[
            "record: no longer index CREATE INDEX record_by_group ON record (group_id, at DESC) WHERE group_id IS NOT NULL",
        ],
    ),
    (
        6,
        Some(Database::Postgres),
        &[
            "record: no longer index CREATE INDEX record_by_group ON public.record USING btree (group_id, at DESC) WHERE (group_id IS NOT NULL)",
        ],
    ),
    (
        7,
        Some(Database::Sqlite),
        &["outbox: no longer check 5", "outbox: no longer check 6", "record_kind: 2 rows are new or changed"],
    ),
    (
        7,
        Some(Database::Postgres),
        &[
            "outbox: no longer check 5",
            "outbox: no longer check 6",
            "outbox: no longer constraint CHECK (((audience <> 'group'::text) OR (group_id IS NOT NULL)))",
            "outbox: no longer constraint CHECK ((audience = ANY (ARRAY['group'::text, 'staff'::text, 'announcements'::text])))",
            "outbox: no longer constraint CHECK ((purpose = ANY (ARRAY['award'::text, 'tier'::text, 'redraw'::text, 'proposal'::text, 'nomination'::text, 'leaders'::text])))",
            "record_kind: 2 rows are new or changed",
        ],
    ),
    (8, None, &["record_kind: 1 rows are new or changed"]),
    (9, None, &["record_kind: 2 rows are new or changed"]),
    (11, None, &["outbox_purpose: 1 rows are new or changed", "record_kind: 3 rows are new or changed"]),
    (12, None, &["record_kind: 1 rows are new or changed"]),
    (13, None, &["outbox_purpose: 2 rows are new or changed"]),
    (
        14,
        Some(Database::Postgres),
        &[
            ": no longer function CREATE OR REPLACE FUNCTION public.json_each(document text) RETURNS TABLE(key bigint, value jsonb) LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT ROWS 50 AS $function$ SELECT ordinality - 1, element FROM jsonb_array_elements(document::jsonb) WITH ORDINALITY AS e (element, ordinality) $function$",
        ],
    ),
    (
        15,
        None,
        &[
            "outbox_audience: 4 rows are new or changed",
            "outbox_purpose: 4 rows are new or changed",
            "record_kind: 4 rows are new or changed",
        ],
    ),
    (16, None, &["outbox_purpose: 1 rows are new or changed", "record_kind: 2 rows are new or changed"]),
    (17, None, &["outbox_purpose: 1 rows are new or changed", "record_kind: 2 rows are new or changed"]),
    (18, None, &["outbox_purpose: 1 rows are new or changed", "record_kind: 1 rows are new or changed"]),
    (
        20,
        None,
        &[
            "outbox_audience: 3 rows are new or changed",
            "outbox_purpose: 3 rows are new or changed",
            "record_kind: 1 rows are new or changed",
        ],
    ),
    // Thanks that nobody approved are none.
    (
        21,
        Some(Database::Sqlite),
        &[
            "outbox_purpose: 1 rows are new or changed",
            "record_kind: 2 rows are new or changed",
            "request: 1 rows are new or changed",
            "request: a row is gone or changed: {\"award_id\": Some(\"53\"), \"ends_at\": Some(\"1773900000000\"), \"first_day\": Some(\"20530\"), \"group_id\": Some(\"1\"), \"kind\": Some(\"'venue'\"), \"last_day\": Some(\"20530\"), \"record_id\": Some(\"50\"), \"state\": Some(\"'thanked'\")}",
        ],
    ),
    (
        21,
        Some(Database::Postgres),
        &[
            "outbox_purpose: 1 rows are new or changed",
            "record_kind: 2 rows are new or changed",
            "request: 1 rows are new or changed",
            "request: a row is gone or changed: {\"award_id\": Some(\"53\"), \"ends_at\": Some(\"1773900000000\"), \"first_day\": Some(\"20530\"), \"group_id\": Some(\"1\"), \"kind\": Some(\"venue\"), \"last_day\": Some(\"20530\"), \"record_id\": Some(\"50\"), \"state\": Some(\"thanked\")}",
        ],
    ),
    // Boards are counted anew; what was closed may be offered again.
    (
        22,
        Some(Database::Sqlite),
        &[
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board: no longer unique group_id,partner_id,period_id",
            "board_group: a row is gone or changed: {\"awards\": Some(\"2\"), \"group_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"160\")}",
            "board_group: no longer unique group_id,period_id",
            "board_mark: 1 rows are new or changed",
            "board_mark: a row is gone or changed: {\"id\": Some(\"1\"), \"record_id\": Some(\"29\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board_partner: no longer unique partner_id,period_id",
            "offer: no longer unique partner_id,request_id",
        ],
    ),
    (
        22,
        Some(Database::Postgres),
        &[
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board: no longer constraint PRIMARY KEY (period_id, group_id, partner_id)",
            "board: no longer index CREATE UNIQUE INDEX board_pkey ON public.board USING btree (period_id, group_id, partner_id)",
            "board: no longer unique group_id,partner_id,period_id",
            "board_group: a row is gone or changed: {\"awards\": Some(\"2\"), \"group_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"160\")}",
            "board_group: no longer constraint PRIMARY KEY (period_id, group_id)",
            "board_group: no longer index CREATE UNIQUE INDEX board_group_pkey ON public.board_group USING btree (period_id, group_id)",
            "board_group: no longer unique group_id,period_id",
            "board_mark: 1 rows are new or changed",
            "board_mark: a row is gone or changed: {\"id\": Some(\"1\"), \"record_id\": Some(\"29\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board_partner: no longer constraint PRIMARY KEY (period_id, partner_id)",
            "board_partner: no longer index CREATE UNIQUE INDEX board_partner_pkey ON public.board_partner USING btree (period_id, partner_id)",
            "board_partner: no longer unique partner_id,period_id",
            "offer: no longer constraint UNIQUE (request_id, partner_id)",
            "offer: no longer index CREATE UNIQUE INDEX company_offers_once ON public.offer USING btree (request_id, partner_id)",
            "offer: no longer unique partner_id,request_id",
        ],
    ),
    // Boards are counted anew, with all that ever was; a message's board is its record's.
    (
        23,
        Some(Database::Sqlite),
        &[
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"'talk'\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"'talk'\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board: no longer index CREATE INDEX board_by_group ON board (group_id)",
            "board: no longer index board_by_group",
            "board: no longer reference period_id to period.id",
            "board_group: a row is gone or changed: {\"awards\": Some(\"2\"), \"contribution\": Some(\"'talk'\"), \"group_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"160\")}",
            "board_group: no longer reference period_id to period.id",
            "board_mark: 1 rows are new or changed",
            "board_mark: a row is gone or changed: {\"id\": Some(\"1\"), \"record_id\": Some(\"29\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"'talk'\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"'talk'\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board_partner: no longer reference period_id to period.id",
            "posted_board: no longer check 1",
            "posted_board: no longer column program",
            "posted_board: no longer type program number, required",
        ],
    ),
    (
        23,
        Some(Database::Postgres),
        &[
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"talk\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"talk\"), \"group_id\": Some(\"1\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board: no longer constraint FOREIGN KEY (period_id) REFERENCES period(id)",
            "board: no longer index CREATE INDEX board_by_group ON public.board USING btree (group_id)",
            "board: no longer index board_by_group",
            "board: no longer reference period_id to period.id",
            "board_group: a row is gone or changed: {\"awards\": Some(\"2\"), \"contribution\": Some(\"talk\"), \"group_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"160\")}",
            "board_group: no longer constraint FOREIGN KEY (period_id) REFERENCES period(id)",
            "board_group: no longer reference period_id to period.id",
            "board_mark: 1 rows are new or changed",
            "board_mark: a row is gone or changed: {\"id\": Some(\"1\"), \"record_id\": Some(\"29\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"talk\"), \"partner_id\": Some(\"1\"), \"period_id\": Some(\"1\"), \"points\": Some(\"130\")}",
            "board_partner: a row is gone or changed: {\"awards\": Some(\"1\"), \"contribution\": Some(\"talk\"), \"partner_id\": Some(\"2\"), \"period_id\": Some(\"1\"), \"points\": Some(\"30\")}",
            "board_partner: no longer constraint FOREIGN KEY (period_id) REFERENCES period(id)",
            "board_partner: no longer reference period_id to period.id",
            "posted_board: no longer check 1",
            "posted_board: no longer column program",
            "posted_board: no longer constraint CHECK ((program = ANY (ARRAY[(0)::bigint, (1)::bigint])))",
            "posted_board: no longer type program number, required",
        ],
    ),
];

fn said(version: i64, on: Database) -> &'static [&'static str] {
    let fits = |(of, database, _): &&(i64, Option<Database>, _)| {
        *of == version && database.is_none_or(|one| one == on)
    };
    SAID.iter().find(fits).map_or(&[], |(_, _, said)| said)
}

async fn keeps_what_is_there(database: Database) {
    let mut walk = Walk::begin(database).await;
    for version in 2..=newest() {
        let changed = walk.step().await;
        assert_eq!(
            changed,
            said(version, database),
            "migration {version} on {database:?} changes what it doesn't say"
        );
        walk.fill().await;
    }
}

#[tokio::test]
async fn each_migration_keeps_what_is_there_on_sqlite() {
    keeps_what_is_there(Database::Sqlite).await;
}

#[tokio::test]
async fn each_migration_keeps_what_is_there_on_postgres() {
    keeps_what_is_there(Database::Postgres).await;
}

/// From each version the store itself goes on: it opens what is there, finds it good, and acts.
async fn is_taken_over(database: Database) {
    let clock = || "2026-02-11T15:00:00Z".parse().expect("a moment");
    let key = Signer::from_seed(&seed([42; 32])).expect("a key").public();
    for version in 1..=newest() {
        let walk = Walk::to(database, version).await;
        let text = walk.rules().await;
        let place = walk.leave().await;
        let parsed = rules::parse("program.toml", &text, &["en"]).expect("the rules of the first record");
        let store = SqlStore::open(&place.url, parsed, &text, std::sync::Arc::new(clock))
            .await
            .unwrap_or_else(|fault| panic!("version {version} on {database:?} is not opened: {fault}"));
        let group = GroupId::from_raw(1);
        for number in 0..2 {
            let verdict = store.verify(None, &[key], &|_, _| {}).await.expect("it can be checked");
            let agreed = verdict.unwrap_or_else(|parting| {
                panic!("version {version} on {database:?}, act {number}: {parting}")
            });
            assert_eq!(agreed.signatures, u64::from(version > 1), "the head that was signed is there");
            let act = Act { key: format!("i:9{number}"), hash: format!("{number:064x}") };
            let (by, points) = (Account::new(16), Points::new(5).expect("points"));
            let reason = Reason::parse("A conference in the period").expect("a reason");
            let grant = Grant { act, by, group, points, take_back: false, reason };
            store.grant(grant).await.expect("acts go on");
            store.evaluate().await.expect("tiers are evaluated");
        }
        store.close().await;
    }
}

#[tokio::test]
async fn from_each_version_the_store_goes_on_with_a_clean_ledger_on_sqlite() {
    is_taken_over(Database::Sqlite).await;
}

#[tokio::test]
async fn from_each_version_the_store_goes_on_with_a_clean_ledger_on_postgres() {
    is_taken_over(Database::Postgres).await;
}

/// `ovation move` takes along every table: none is without a row here.
#[tokio::test]
async fn a_move_takes_every_row_of_every_table_along() {
    let mut walk = Walk::to(Database::Sqlite, newest()).await;
    let rows = walk.rows_of_each_table().await;
    let text = walk.rules().await;
    let (from, to) = (walk.leave().await, Database::Postgres.make().await);
    let moved = transfer(&from.url, &to.url, &|_, _, _| {}).await.expect("it is moved");
    let counted: BTreeMap<_, _> = moved.iter().filter(|(table, _)| rows.contains_key(*table)).collect();
    assert_eq!(counted, rows.iter().collect(), "each table with all of its rows");
    let parsed = rules::parse("program.toml", &text, &["en"]).expect("the rules of the first record");
    let clock = || "2026-02-11T15:00:00Z".parse().expect("a moment");
    let store = SqlStore::open(&to.url, parsed, &text, std::sync::Arc::new(clock)).await.expect("it opens");
    let key = Signer::from_seed(&seed([42; 32])).expect("a key").public();
    let verdict = store.verify(None, &[key], &|_, _| {}).await.expect("it can be checked");
    assert_eq!(verdict.expect("the ledger is good there").signatures, 1);
    store.close().await;
}

#[tokio::test]
async fn both_databases_have_the_same_shape_at_each_version() {
    let mut file = Walk::begin(Database::Sqlite).await;
    let mut server = Walk::begin(Database::Postgres).await;
    for version in 1..=newest() {
        let (left, right) = (file.shape().await.common(), server.shape().await.common());
        let differ: Vec<_> = left.symmetric_difference(&right).collect();
        assert!(differ.is_empty(), "version {version}, in one of both only:\n{differ:#?}");
        if version < newest() {
            file.step().await;
            server.step().await;
        }
    }
}
