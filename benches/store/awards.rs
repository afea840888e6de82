//! Durable awards a second: through the store, and by the database alone on a copy of the same tables.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ovation::store::Evidence;
use ovation::store::sql::SqlStore;

use crate::ceiling_postgres::Pgbench;
use crate::ceiling_sqlite::OneThread;
use crate::harness_database::Database;
use crate::place::Place;
use crate::process::processor_seconds;
use crate::program::{Program, give};
use crate::table::{count, head, row};
use crate::{Extent, Failure};

/// Takes all figures, store and ceiling in turns, so that a busy moment meets both.
pub async fn measure(place: &Place, from: &str, program: &Program, extent: &Extent) -> Result<(), Failure> {
    place.copy(from, "given").await?;
    place.copy(from, "ceiling").await?;
    let store = place.open("given").await?;
    let mut ceiling = Ceiling::on(place, "ceiling", program)?;
    println!(
        "{:?}, durable awards a second, {:.1} s each; ceiling: {}.\n",
        place.database,
        extent.time.as_secs_f64(),
        ceiling.told()
    );
    head(&["groups", "in flight", "the store", "ceiling", "of it", "processor for each: store", "ceiling"]);
    for &spread in &extent.spreads {
        for &in_flight in &extent.in_flight {
            let meter = Meter::start();
            let given = a_second(&store, program, spread, in_flight, extent.time).await?;
            let ours = meter.for_each(given);
            let meter = Meter::start();
            let most = ceiling.a_second(spread, in_flight, extent.time)?;
            let its = ceiling.is_here().then(|| meter.for_each(most));
            let share = format!("{:.0} %", given / most * 100.0);
            let processor = [ours, its.unwrap_or_else(|| "elsewhere".to_owned())];
            let figures = [count(spread as f64), in_flight.to_string(), count(given), count(most), share];
            row(&[&figures[..], &processor].concat());
        }
    }
    println!();
    store.close().await;
    // A figure is worth something only when all that it counts was written, by the store and by the ceiling.
    for name in ["given", "ceiling"] {
        let store = place.open(name).await?;
        if let Err(parting) = store.verify(None, &[], &|_, _| {}).await? {
            return Err(format!("{name} doesn't add up: {parting}").into());
        }
        store.close().await;
    }
    Ok(())
}

/// Through the store, by so many tasks that each wait for their answer.
async fn a_second(
    store: &SqlStore,
    program: &Program,
    spread: usize,
    in_flight: usize,
    time: Duration,
) -> Result<f64, Failure> {
    let turn = AtomicUsize::new(0);
    let begun = Instant::now();
    let one = || async {
        let mut given = 0_u64;
        while begun.elapsed() < time {
            let group = turn.fetch_add(1, Ordering::Relaxed) % spread;
            give(store, program.order(group, true)).await?;
            given += 1;
        }
        Ok::<_, Failure>(given)
    };
    let given = futures_util::future::try_join_all((0..in_flight).map(|_| one())).await?;
    Ok(given.iter().sum::<u64>() as f64 / begun.elapsed().as_secs_f64())
}

/// Processor time of this process: unlike the clock's, it hardly depends on what else the machine does. A server's isn't in it.
struct Meter {
    processor: f64,
    begun: Instant,
}

impl Meter {
    fn start() -> Self {
        Self { processor: processor_seconds(std::process::id()), begun: Instant::now() }
    }

    fn for_each(&self, a_second: f64) -> String {
        let spent = processor_seconds(std::process::id()) - self.processor;
        format!("{:.0} µs", spent * 1e6 / (a_second * self.begun.elapsed().as_secs_f64()))
    }
}

/// What the database does without us.
enum Ceiling {
    Sqlite(OneThread),
    Postgres(Pgbench),
}

impl Ceiling {
    fn on(place: &Place, name: &str, program: &Program) -> Result<Self, Failure> {
        Ok(match place.database {
            Database::Sqlite => Self::Sqlite(OneThread::open(&place.file(name), program)?),
            Database::Postgres => Self::Postgres(Pgbench::on(place, name, program)?),
        })
    }

    /// Whether its work is done by this process.
    fn is_here(&self) -> bool {
        matches!(self, Self::Sqlite(_))
    }

    fn told(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => {
                "one thread with rusqlite and prepared statements on a copy of the file, as many awards in one transaction as are in flight"
            }
            Self::Postgres(_) => {
                "pgbench with one statement for each award on a copy of the database, as many clients as are in flight"
            }
        }
    }

    fn a_second(&mut self, spread: usize, in_flight: usize, time: Duration) -> Result<f64, Failure> {
        match self {
            Self::Sqlite(thread) => thread.a_second(spread, in_flight, time),
            Self::Postgres(pgbench) => pgbench.a_second(spread, in_flight, time),
        }
    }
}
