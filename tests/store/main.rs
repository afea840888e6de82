//! The contract of the store: what every database that Ovation runs on must promise, law by law.
//!
//! Each room holds promises as functions of a [`database::Database`]; `contract!` makes a test of each for each
//! database, so that a further one joins with a variant of that enum and a line of that macro. A promise asks the
//! store through its traits only, and looks behind them through [`database::Raw`]. What is true of one database
//! alone (its file, its faults) stands in [`sqlite_file`]. The clock is moved by hand; nothing here waits for time.

#[path = "../harness/chance.rs"]
mod chance;
mod clock;
mod database;
#[path = "../harness/database.rs"]
mod harness_database;
mod month_points;
mod stage;

mod allocation;
mod applause;
mod approvals;
mod asking;
mod batches;
mod boards;
mod broken_off;
mod claims;
mod deliveries;
mod digest;
mod digest_tells;
mod evaluation;
mod evidence;
mod gone_companies;
mod history;
mod inquiries;
mod ledger;
mod lists;
mod merged;
mod merges;
mod model;
mod moving;
mod notes;
mod notices;
mod once;
mod openings;
mod outbox;
mod periods;
mod persons;
mod persons_wanted;
mod places;
mod posted_board;
mod requests;
mod rights;
mod round;
mod shares;
mod sqlite_file;
mod staff;
mod suggestions;
mod thanks_broken_off;
mod tiers;
mod voices;
mod wall;
mod wanted_whole;

/// Makes a test of each promise for each database.
macro_rules! contract {
    ($($promise:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    super::$promise($crate::database::Database::Sqlite).await;
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $promise() {
                    super::$promise($crate::database::Database::Postgres).await;
                }
            )+
        }
    };
}
use contract;
