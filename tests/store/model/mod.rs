//! Law 4: allocation, standing and tier equal what the acts say when they are reckoned from nothing.
//!
//! Random acts of a whole program go to the store and to [`plain::Plain`], which keeps nothing but the list of what
//! was accepted. After each act the answer, the counters and a recount of the ledger by SQL must agree with it.
//! `PROPTEST_CASES` asks for more programs than the suite runs. SQLite and PostgreSQL play the same ones.

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

use std::sync::LazyLock;

pub use recount::recount;

use proptest::test_runner::{Config, TestRng, TestRunner};
use tokio::runtime::Handle;

use crate::database::Database;

/// What chance does: the same for both databases, so that both play the same programs. Told in hexadecimal, and taken from
/// `PROPTEST_SEED` to do the same again.
fn seed() -> [u8; 32] {
    static SEED: LazyLock<[u8; 32]> = LazyLock::new(|| {
        let seed = match std::env::var("PROPTEST_SEED") {
            Ok(text) => std::array::from_fn(|at| {
                let byte = text.get(2 * at..2 * at + 2).and_then(|byte| u8::from_str_radix(byte, 16).ok());
                byte.expect("PROPTEST_SEED has 64 hexadecimal digits")
            }),
            Err(_) => rand::random(),
        };
        eprintln!("PROPTEST_SEED={}", seed.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
        seed
    });
    *SEED
}

/// How many programs are played unless told otherwise.
const PROGRAMS: u32 = 64;

pub async fn counters_equal_what_the_acts_say(database: Database) {
    let handle = Handle::current();
    let played = tokio::task::spawn_blocking(move || {
        let mut config = Config { failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        if std::env::var_os("PROPTEST_CASES").is_none() {
            config.cases = PROGRAMS;
        }
        let chance = TestRng::from_seed(config.rng_algorithm, &seed());
        let run = TestRunner::new_with_rng(config, chance).run(&acts::program(), |program| {
            handle.block_on(play::play(database, &program));
            Ok(())
        });
        // What it found is shown and nothing else, and is large as it is.
        run.map_err(|found| found.to_string())
    });
    if let Err(found) = played.await.expect("the runner ends") {
        panic!("{found}");
    }
}

crate::contract!(counters_equal_what_the_acts_say);
