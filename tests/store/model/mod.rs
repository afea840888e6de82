//! Law 4: allocation, standing and tier equal what the acts say when they are reckoned from nothing.
//!
//! Random acts of a whole program go to the store and to [`plain::Plain`], which keeps nothing but the list of what
//! was accepted. After each act the answer, the counters and a recount of the ledger by SQL must agree with it.
//! `PROPTEST_CASES` asks for more programs than the suite runs. SQLite and PostgreSQL play the same ones, by the
//! same seed.

mod acts;
mod approval;
mod award;
mod compare;
mod correction;
mod merges;
mod plain;
mod play;
mod recount;
mod staff;
mod tiers;

pub use recount::recount;

use proptest::test_runner::{Config, TestRunner};
use tokio::runtime::Handle;

use crate::chance;
use crate::database::Database;

/// How many programs are played unless told otherwise.
const PROGRAMS: u32 = 64;

pub async fn counters_equal_what_the_acts_say(database: Database) {
    let handle = Handle::current();
    let played = tokio::task::spawn_blocking(move || {
        let mut config = Config { max_shrink_iters: 400, ..chance::config() };
        if std::env::var_os("PROPTEST_CASES").is_none() {
            config.cases = PROGRAMS;
        }
        let run = TestRunner::new(config).run(&acts::program(), |program| {
            handle.block_on(play::play(database, &program));
            Ok(())
        });
        // What it found is shown and nothing else, and is large as it is.
        run.map_err(|found| chance::told(&found))
    });
    if let Err(found) = played.await.expect("the runner ends") {
        panic!("{found}");
    }
}

crate::contract!(counters_equal_what_the_acts_say);
