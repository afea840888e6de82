//! How long one act or question takes when it is alone, warm, with more and more in the ledger.

use std::time::{Duration, Instant};

use ovation::store::sql::SqlStore;
use ovation::store::{Board, BoardWanted, Evidence, Groups, Partners};

use crate::ceiling_postgres::Pgbench;
use crate::ceiling_sqlite::OneThread;
use crate::harness_database::Database;
use crate::ledger;
use crate::place::Place;
use crate::program::{Program, give};
use crate::table::{count, head, percentiles, row};
use crate::{Extent, Failure};

/// Awards that `/mypoints` lists.
const THANKS: u32 = 5;
/// Companies and groups on a board.
const LINES: u32 = 10;
/// Acts and questions before those that are timed, in hundredths of these.
const WARMING: usize = 10;

/// Takes all figures.
pub async fn measure(place: &Place, from: &str, program: &Program, extent: &Extent) -> Result<(), Failure> {
    println!(
        "{:?}, alone and warm, p50 / p99 of {} in ms; ceiling: the same award without the store.\n",
        place.database,
        count(extent.samples as f64)
    );
    head(&["awards in the ledger", "award", "ceiling", "`/mypoints`", "`/leaderboard`", "`/allocation`"]);
    for &awards in &extent.ledgers {
        let (name, other) = (format!("with{awards}"), format!("ceiling{awards}"));
        place.copy(from, &name).await?;
        ledger::fill(place, &name, program, awards).await?;
        place.copy(&name, &other).await?;
        let store = place.open(&name).await?;
        if let Err(parting) = store.verify(None, &[], &|_, _| {}).await? {
            return Err(format!("the ledger that was made doesn't add up: {parting}").into());
        }
        let [award, standing, board, allocation] = alone(&store, program, extent.samples).await?;
        let ceiling = match place.database {
            Database::Sqlite => OneThread::open(&place.file(&other), program)?.times(extent.samples)?,
            Database::Postgres => {
                Pgbench::on(place, &other, program)?.times(program.groups.len(), extent.samples)?
            }
        };
        row(&[
            count(awards as f64),
            told(award),
            told(ceiling),
            told(standing),
            told(board),
            told(allocation),
        ]);
        store.close().await;
    }
    println!();
    Ok(())
}

/// An award, a company's standing, the program's board, a group's allocation: each alone.
async fn alone(store: &SqlStore, program: &Program, samples: usize) -> Result<[Vec<Duration>; 4], Failure> {
    let mut took = [(); 4].map(|()| Vec::with_capacity(samples));
    let warming = samples / 100 * WARMING;
    for number in 0..samples + warming {
        let (group, partner) = (number * 7 % program.groups.len(), number % program.partners.len());
        let order = program.order(group, true);
        let begun = Instant::now();
        give(store, order).await?;
        let award = begun.elapsed();
        let begun = Instant::now();
        store.standing(program.partners[partner], THANKS).await?;
        let standing = begun.elapsed();
        let begun = Instant::now();
        store.board(&BoardWanted::default(), LINES).await?;
        let board = begun.elapsed();
        let begun = Instant::now();
        store.allocation(program.groups[group]).await?;
        let allocation = begun.elapsed();
        if number >= warming {
            for (times, time) in took.iter_mut().zip([award, standing, board, allocation]) {
                times.push(time);
            }
        }
    }
    Ok(took)
}

fn told(mut took: Vec<Duration>) -> String {
    let (p50, p99) = percentiles(&mut took);
    format!("{p50:.2} / {p99:.2}")
}
