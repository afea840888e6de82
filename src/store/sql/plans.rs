//! What SQLite does to answer the questions that are asked for each award, each key typed, each message told, and
//! each record shown: it goes by indexes, so that no answer takes longer as the ledger grows.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::history::Side;
use super::lists::Among;
use super::{
    SqlStore, applause, award_load, award_reserve, award_row, award_save, award_settle, award_together,
    board, claim, claim_read, deliveries, digest_read, errands, evaluation, facts, given, groups, history,
    jobs, kin, lists, merge, month_points, notices, offers, partner_changes, partners, places, posted_board,
    program, reopening, reporting, request_read, requests, reservation, reservation_read, rounds, seen,
    standing, standings, vitals, voices, wall, widest,
};
use crate::points::ids::{GroupId, PartnerId};
use crate::points::rules;
use crate::store::outside::Server;
use crate::store::{BoardOf, Records, system_clock};

/// Tables that never stop growing.
const GROWING: [&str; 23] = [
    "record",
    "record_text",
    "outbox",
    "allocation",
    "standing",
    "share",
    "thanked",
    "applause",
    "voice",
    "voice_count",
    "heard",
    "seen",
    "person",
    "reservation",
    "claim",
    "board",
    "board_partner",
    "board_group",
    "board_width",
    "opening",
    "request",
    "offer",
    "slug",
];

/// What waits in a group, whole.
static WAITING: LazyLock<String> =
    LazyLock::new(|| format!("{} {}", reservation_read::RESERVATION, reservation_read::WAITING));

/// What waits at a group, and the claims of a company, whole.
static CLAIMS: LazyLock<[String; 2]> = LazyLock::new(|| {
    [claim_read::WAITING, claim_read::OF_PARTNER].map(|which| format!("{} {which}", claim_read::CLAIM))
});

/// An award as it is shown.
static GIVEN: LazyLock<String> = LazyLock::new(given::given);

/// What is asked for.
static OPEN_REQUESTS: LazyLock<String> =
    LazyLock::new(|| format!("{} {}", request_read::REQUEST, request_read::OPEN));

/// What a group asks for.
static GROUP_REQUESTS: LazyLock<String> =
    LazyLock::new(|| format!("{} {}", request_read::REQUEST, request_read::OF_GROUP));

/// What somebody's companies offered.
static OWN_OFFERS: LazyLock<String> =
    LazyLock::new(|| format!("{} {}", request_read::OFFER, request_read::MADE_BY));

/// Whose boards there are.
const BOARDS: [BoardOf; 3] =
    [BoardOf::Program, BoardOf::Server(Server::new(1)), BoardOf::Group(GroupId::from_raw(1))];

/// Where awards are looked for.
const AWARDS: [Among; 3] = [Among::All, Among::Group(1), Among::Partner(1)];

/// Questions, by what asks them.
fn questions() -> Vec<(&'static str, String)> {
    let pages = [Side::Before, Side::After].into_iter().flat_map(|side| {
        all_records().flat_map(move |of| {
            [
                ("records, a page", history::page(of, side, 11)),
                ("records, whether there are", history::any(of, side)),
            ]
        })
    });
    let fixed = [
        ("an award: who, what, whether", award_load::ORDERS),
        ("an award: what the company has", standings::STANDINGS),
        ("an award: what it adds to", award_load::CELLS),
        ("an award: what merged companies have", kin::JOINT),
        ("an award: what merged companies have of a group", award_together::JOINT_SHARES),
        ("what a representative gave before", partner_changes::GIVEN_BY),
        ("a merge", merge::MERGE),
        ("a merge: what came later", merge::LATER),
        ("an award: the group's counter", award_save::ALLOCATIONS),
        ("an award: the company's row", award_save::PARTNERS),
        ("an award: trouble that was told", award_save::TOLD),
        ("an award: what waits and looks like it", award_reserve::WAITING_ALIKE),
        ("a verdict on what waits", reservation::STATE),
        ("what lapses", reservation::LAPSED),
        ("what waits in a group", &WAITING),
        ("what is claimed at a group", &CLAIMS[0]),
        ("what a company claims", &CLAIMS[1]),
        ("a claim: what waits already", claim::WAITS),
        ("claims that lapse", claim::LAPSED),
        ("claims that lapse there", claim::LAPSED_THERE),
        ("an award: what it settles", award_settle::CLAIMS),
        ("a reversal", award_row::AWARD),
        ("an award to be put right", &GIVEN),
        ("the groups that somebody leads", groups::LED),
        ("a key typed", partners::SUGGESTIONS),
        ("the announcer: what is due", errands::DUE),
        ("the announcer: what is due next", errands::NEXT_DUE),
        ("the award of a message", errands::AWARD_TOLD),
        ("the announcer: what to tell", &facts::MESSAGE),
        ("the voices on a shout-out", voices::VOICES),
        ("the voices on a company's talks", voices::OF_COMPANIES),
        ("the applause of a company", &applause::OF_COMPANIES),
        ("applause: when it is drawn", applause::SOON),
        ("who has seen a note", seen::SEEN_BY),
        ("the shout-out of a message", reporting::SHOUT_OUT),
        ("the newest awards of a company", &standing::THANKS),
        ("what a company loses soon", standing::LAPSING),
        ("a company's points over time", month_points::BY_KIND),
        ("what could not be told", program::UNDELIVERED),
        ("the groups that awarded a company", history::AWARDED_BY),
        ("the evaluation: which companies", evaluation::COMPANIES),
        ("the evaluation: what they have", evaluation::CELLS),
        ("the evaluation: what they brought", evaluation::OPENINGS),
        ("groups without the open period", jobs::UNOPENED),
        ("an award: what was promised", award_settle::REQUESTS),
        ("an offer: whether there was one", offers::OFFERED),
        ("what a company that is gone offered", reopening::OFFERED),
        ("requests that are over", requests::EXPIRED),
        ("the message of a request", requests::HOST),
        ("open requests", &OPEN_REQUESTS),
        ("a group's requests", &GROUP_REQUESTS),
        ("the offers of somebody's companies", &OWN_OFFERS),
        ("awards to tell directly", what_is_inserted(notices::OF_AWARDS)),
        ("boards that are messages", posted_board::DUE),
        ("boards that are messages: those of a group", posted_board::OF_GROUP),
        ("boards that are messages: what is drawn anew", what_is_inserted(posted_board::REDRAW)),
        ("boards that are messages: what one is about", posted_board::DETAIL),
        ("where a record was told", deliveries::DELIVERIES),
        ("what is tried again", deliveries::TRY_AGAIN),
        ("tiers that go round", what_is_inserted(&rounds::OF_TIERS)),
        ("tiers that go round: how many", rounds::PORTION),
        ("what is gone of a server", places::GONE),
        ("how it is with the bot", vitals::VITALS),
        ("the wall: tiers", &wall::TIERS),
        ("the wall: a company", &wall::PARTNER),
        ("the wall: a group", &wall::BY_SLUG),
        ("the wall: the groups that were helped", wall::HELPED),
        ("a list: help wanted", &lists::OPEN),
    ];
    let digests = [
        ("totals", &digest_read::TOTALS),
        ("applauded", &digest_read::APPLAUDED),
        ("tiers", &digest_read::TIERS),
    ];
    let digests =
        digests.into_iter().flat_map(|(asks, scoped)| scoped.iter().map(move |one| (asks, one.clone())));
    let awards = AWARDS.into_iter().flat_map(|among| {
        [("a list: awards", among.awards()), ("a list: how far it is looked", among.down_to())]
    });
    let lists = [
        ("the wall: what a company has", standings::sums(false)),
        ("the wall: what companies that are one have", standings::sums(true)),
        ("a list: the best of a group", lists::best_partners(true)),
        ("a list: the best", lists::best_partners(false)),
        ("a list: who gave the most", lists::best_groups()),
        ("a board: how many companies a group thanked", widest::counted()),
    ];
    let boards = BOARDS.into_iter().flat_map(|of| {
        [
            ("a board: companies", board::partners(of)),
            ("a board: groups", board::groups(of)),
            ("a board: who may have thanked the most companies", widest::likely(of)),
        ]
    });
    let fixed = fixed.into_iter().map(|(asks, question)| (asks, question.to_owned()));
    fixed.chain(pages).chain(digests).chain(awards).chain(lists).chain(boards).collect()
}

/// Without the insertion: SQLite shows scans for references to the new rows there, which it makes only while one is broken.
fn what_is_inserted(statement: &'static str) -> &'static str {
    let begins = ["WITH ", "SELECT"].into_iter().filter_map(|word| statement.find(word)).min();
    begins.map_or(statement, |at| &statement[at..])
}

/// Of a group, of a company, of both, of all.
fn all_records() -> impl Iterator<Item = Records> {
    let (groups, partners) = ([None, Some(GroupId::from_raw(1))], [None, Some(PartnerId::from_raw(1))]);
    groups.into_iter().flat_map(move |group| partners.map(|partner| Records { group, partner }))
}

/// What is done to answer.
async fn steps(connection: &mut AnyConnection, question: &str) -> Vec<String> {
    let text = format!("EXPLAIN QUERY PLAN {question}");
    let plan = sqlx::query(AssertSqlSafe(text)).fetch_all(connection).await.expect(question);
    plan.iter().map(|row| row.get("detail")).collect()
}

/// Where a statement reads a growing table whole, or has SQLite build an index over it for this once.
async fn read_whole(connection: &mut AnyConnection, question: &str) -> Vec<String> {
    let aliases = aliases(question);
    steps(connection, question)
        .await
        .into_iter()
        .filter(|step| {
            let whole = step.starts_with("SCAN ") || step.contains("AUTOMATIC");
            // These hold what is not settled alone.
            let partial = step.contains("outbox_waiting")
                || step.contains("outbox_failed")
                || step.contains("reservation_lapsing")
                || step.contains("request_open")
                || step.contains("claim_lapsing");
            whole && !partial && step.split(' ').nth(1).is_some_and(|name| aliases.contains(name))
        })
        .collect()
}

/// The growing tables as a statement calls them.
fn aliases(question: &str) -> BTreeSet<String> {
    let words: Vec<&str> =
        question.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    let of = |pair: &[&str]| GROWING.contains(&pair[0]).then(|| pair[1].to_owned());
    GROWING.into_iter().map(str::to_owned).chain(words.windows(2).filter_map(of)).collect()
}

async fn open(folder: &Path) -> SqlStore {
    let text = include_str!("../../../config/program.toml");
    let rules = rules::parse("program.toml", text, &["en", "fr"]).expect("the sample's rules");
    let url = format!("sqlite://{}", folder.join("ovation.db").display());
    SqlStore::open(&url, rules, text, system_clock()).await.expect("a new file")
}

#[tokio::test]
async fn no_question_reads_a_growing_table_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    let mut faults = Vec::new();
    for (asks, question) in questions() {
        for step in read_whole(&mut connection, &question).await {
            faults.push(format!("{asks}: {step}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    drop(connection);
    store.close().await;
}

#[tokio::test]
async fn a_question_that_reads_a_table_whole_is_noticed() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    let question = "SELECT r.id FROM record r WHERE r.kind = 'award'";
    assert_eq!(read_whole(&mut connection, question).await, ["SCAN r"]);
    drop(connection);
    store.close().await;
}

/// Awards are read from the newest on, and no further than they are shown: what is sorted first is read whole first. How far
/// they are looked for is told by indexes alone.
#[tokio::test]
async fn the_newest_awards_are_read_in_their_order() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    for among in AWARDS {
        let steps = steps(&mut connection, &among.awards()).await;
        assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{steps:#?}");
        let index = match among {
            Among::All => "INTEGER PRIMARY KEY",
            Among::Group(_) => "COVERING INDEX record_by_group",
            Among::Partner(_) => "COVERING INDEX record_by_partner",
        };
        assert!(steps.iter().any(|step| step.starts_with("SEARCH b ") && step.contains(index)), "{steps:#?}");
    }
    drop(connection);
    store.close().await;
}

/// As `.cargo/config.toml` says: a statement is planned once, whatever is bound, and no memory is counted.
#[tokio::test]
async fn sqlite_is_built_as_it_was_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let options: Vec<String> = sqlx::query_scalar("PRAGMA compile_options")
        .fetch_all(&store.shared.readers)
        .await
        .expect("its options");
    for option in ["ENABLE_QPSG", "DEFAULT_MEMSTATUS=0"] {
        assert!(options.iter().any(|built| built == option), "{option}: {options:#?}");
    }
    store.close().await;
}

/// What members made of what a company did is found among what was answered: of most awards nobody said anything.
#[tokio::test]
async fn what_members_said_is_found_without_looking_at_what_they_said_nothing_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    for question in [applause::OF_COMPANIES.as_str(), voices::OF_COMPANIES] {
        let steps = steps(&mut connection, question).await;
        let found = "SEARCH h USING COVERING INDEX heard_by_partner";
        assert!(steps.iter().any(|step| step.starts_with(found)), "{steps:#?}");
        assert!(!steps.iter().any(|step| step.contains("outbox_by_record")), "{steps:#?}");
    }
    drop(connection);
    store.close().await;
}

/// A group's records, and a company's, are found by their own index: by the records' numbers alone a page would read
/// past all that are of others.
#[tokio::test]
async fn a_page_of_records_goes_by_the_index_of_what_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    for of in all_records() {
        let indexes: &[&str] = match (of.group, of.partner) {
            (None, None) => &["USING INTEGER PRIMARY KEY"],
            (Some(_), None) => &["record_by_group"],
            (None, Some(_)) => &["record_by_partner"],
            (Some(_), Some(_)) => &["record_by_group", "record_by_partner"],
        };
        for side in [Side::Before, Side::After] {
            for question in [history::page(of, side, 11), history::any(of, side)] {
                let steps = steps(&mut connection, &question).await;
                let found = steps.iter().find(|step| step.starts_with("SEARCH r ")).expect("the records");
                assert!(indexes.iter().any(|index| found.contains(index)), "{of:?}: {steps:#?}");
                assert!(found.contains("<?") || found.contains(">?"), "from the border on: {found}");
            }
        }
    }
    drop(connection);
    store.close().await;
}

/// A server has few of the groups that gave something in a period: nobody waits for the others' cells to be read.
#[tokio::test]
async fn a_server_s_board_looks_at_the_cells_of_its_groups_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path()).await;
    let mut connection = store.shared.readers.acquire().await.expect("a reader");
    for of in BOARDS {
        for question in [board::partners(of), board::groups(of), widest::likely(of)] {
            let steps = steps(&mut connection, &question).await;
            let cells = steps.iter().find(|step| step.contains(" b USING ")).expect("the cells");
            let narrow = cells.contains("period_id=?") && cells.contains("group_id=?");
            // What is kept of the whole program has one row for each company or group.
            let whole =
                ["FROM board_partner ", "FROM board_width "].iter().any(|from| question.contains(from));
            assert!(narrow || whole, "{of:?}: {steps:#?}");
        }
    }
    drop(connection);
    store.close().await;
}
