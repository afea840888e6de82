//! Whatever is asked, by whomever, wherever: it is answered, with what Discord takes, without an apology, and the books
//! are right after it.
//!
//! `PROPTEST_CASES` asks for more than the suite does.

use std::cell::{Cell, RefCell};

use ovation::discord::Ended;
use ovation::discord::custom_id::CustomId;
use ovation::discord::reply::Reply;
use ovation::discord::request::Request;
use ovation::service::Caller;
use ovation::store::{ErrandId, Outbox as _};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::runtime::Runtime;

use crate::desk::{Desk, STAFF};
use crate::everything::{Stage, all_is_told, copy};
use crate::harness::chance;
use crate::kept::the_books_are_right;
use crate::limits::faults;
use crate::whatever::{interaction, place, who};
use crate::whatever_asked::request;
use crate::wire::Sent;

/// So many are asked in the suite.
const ASKED: u32 = 2_000;
/// So many of them one program, so that later ones meet what earlier ones left; then another one, in which all is alive.
const OF_ONE: u32 = 250;

fn asked_for() -> u32 {
    if std::env::var_os("PROPTEST_CASES").is_some() { Config::default().cases } else { ASKED }
}

/// A program, and a new one in its place after a while.
struct Worn<'a> {
    runtime: &'a Runtime,
    stage: &'a Stage,
    desk: RefCell<Desk>,
    asked: Cell<u32>,
}

impl<'a> Worn<'a> {
    fn new(runtime: &'a Runtime, stage: &'a Stage) -> Self {
        let desk = RefCell::new(runtime.block_on(copy(&stage.place)));
        Self { runtime, stage, desk, asked: Cell::new(0) }
    }

    fn ask(&self, ask: impl AsyncFnOnce(&Desk) -> Option<(Reply, Ended)>) -> Result<(), TestCaseError> {
        let answer = self.runtime.block_on(ask(&self.desk.borrow()));
        if let Some((reply, ended)) = answer {
            prop_assert_ne!(ended, Ended::Failed);
            prop_assert_eq!(faults(&reply), Vec::<String>::new());
        }
        self.asked.set(self.asked.get() + 1);
        if self.asked.get().is_multiple_of(OF_ONE) {
            self.look();
            self.desk.replace(self.runtime.block_on(copy(&self.stage.place)));
        }
        Ok(())
    }

    /// The books, and every message that is to be told.
    fn look(&self) {
        let desk = self.desk.borrow();
        self.runtime.block_on(async {
            the_books_are_right(&desk).await;
            let (due, _) = desk.store.due_errands(1_000).await.expect("errands");
            for errand in due {
                drawn(&desk, errand.edits.map_or(errand.id, |(edited, _)| edited)).await;
            }
            all_is_told(&desk).await;
            the_books_are_right(&desk).await;
        });
    }
}

/// The message of an errand, as it is drawn when staff say that they have seen it.
async fn drawn(desk: &Desk, errand: ErrandId) {
    let seen = Request::Click(CustomId::Seen(errand));
    let (reply, ended) = desk.answer(&STAFF, seen).await;
    assert_ne!(ended, Ended::Failed, "{errand:?}");
    assert_eq!(faults(&reply), Vec::<String>::new(), "{errand:?}");
}

fn run<S: Strategy>(strategy: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases: asked_for(), max_shrink_iters: 200, ..chance::config() };
    let verdict = TestRunner::new(config).run(strategy, test);
    if let Err(failed) = verdict {
        panic!("{}", chance::told(&failed));
    }
}

#[test]
fn every_request_is_answered_with_what_discord_takes_and_the_books_are_right() {
    let runtime = Runtime::new().expect("a runtime");
    let stage = runtime.block_on(Stage::set());
    let worn = Worn::new(&runtime, &stage);
    run(&(who(), place(), request(&stage.custom_ids())), |(who, server, request)| {
        worn.ask(async |desk| {
            let caller = Caller {
                server,
                staff: who.staff && server == desk.caller(&who).server,
                ..desk.caller(&who)
            };
            Some(desk.answer_as(caller, who.locale, request).await)
        })
    });
    worn.look();
}

#[test]
fn every_interaction_is_answered_with_what_discord_takes_and_the_books_are_right() {
    let runtime = Runtime::new().expect("a runtime");
    let stage = runtime.block_on(Stage::set());
    let worn = Worn::new(&runtime, &stage);
    run(&(who(), place(), interaction(&stage.custom_ids())), |(who, server, (kind, data))| {
        worn.ask(async |desk| {
            let sent = Sent { kind, data, who: &who, server };
            // What serenity doesn't read never gets to us.
            if sent.read(1).is_some() { Some(desk.take(&sent).await) } else { None }
        })
    });
    worn.look();
}
