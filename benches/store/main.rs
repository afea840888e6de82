//! The store alone: durable awards a second and how long an act or a question takes, each figure beside what the database
//! itself does in the same run on the same tables. `cargo bench --bench store -- --help` says what can be chosen.
//!
//! Nothing is asserted about time. What is printed is Markdown, as `docs/speed.md` takes it.

#[path = "../../tests/harness/database.rs"]
mod harness_database;

mod awards;
mod ceiling_postgres;
mod ceiling_sqlite;
mod latency;
mod ledger;
mod machine;
mod place;
#[path = "../load/process.rs"]
#[allow(dead_code, reason = "the other bench uses the rest")]
mod process;
mod program;
mod table;
mod wall;

use std::time::Duration;

use clap::{Parser, ValueEnum};
use tokio::runtime::Runtime;

use harness_database::Database;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Measures the store on each database, beside the ceiling of the same run.
#[derive(Parser)]
#[command(name = "cargo bench --bench store --")]
struct Asked {
    /// The database; both when left out
    #[arg(long, value_enum)]
    database: Option<Named>,
    /// What to measure; all of it when left out
    #[arg(long, value_enum)]
    part: Option<Part>,
    /// How long each figure of awards a second is taken
    #[arg(long, default_value_t = 5.0)]
    seconds: f64,
    /// Has the latencies with a million awards in the ledger as well: that takes minutes and some GB
    #[arg(long)]
    million: bool,
    /// Small and short: shows that everything runs, and no more
    #[arg(long)]
    quick: bool,
    /// What cargo says to a bench
    #[arg(long, hide = true)]
    bench: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Named {
    Sqlite,
    Postgres,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// Awards a second
    Awards,
    /// How long one act or question takes
    Latency,
    /// The wall's pages, beside nginx (needs nginx and wrk); only where it is asked for
    Wall,
}

/// How much is measured.
#[derive(Clone)]
pub struct Extent {
    /// For each figure of awards a second.
    pub time: Duration,
    /// Groups of the program.
    pub groups: usize,
    /// Its companies.
    pub partners: usize,
    /// Over how many of the groups awards are spread.
    pub spreads: Vec<usize>,
    /// Orders in flight.
    pub in_flight: Vec<usize>,
    /// Awards in the ledger at which latencies are taken.
    pub ledgers: Vec<i64>,
    /// Acts and questions for a latency.
    pub samples: usize,
}

impl Extent {
    fn of(asked: &Asked) -> Self {
        if asked.quick {
            return Self {
                time: Duration::from_millis(200),
                groups: 20,
                partners: 12,
                spreads: vec![20],
                in_flight: vec![1, 64],
                ledgers: vec![1_000],
                samples: 50,
            };
        }
        let mut ledgers = vec![10_000];
        if asked.million {
            ledgers.push(1_000_000);
        }
        Self {
            time: Duration::from_secs_f64(asked.seconds),
            groups: 10_000,
            partners: 300,
            spreads: vec![1, 100, 10_000],
            in_flight: vec![1, 8, 64],
            ledgers,
            samples: 1_000,
        }
    }
}

impl Extent {
    /// A program of some size.
    fn of_the_wall(&self) -> Self {
        Self { groups: 2_000, partners: 1_000, ledgers: vec![1_000_000], ..self.clone() }
    }
}

fn main() -> Result<(), Failure> {
    let asked = Asked::parse();
    Runtime::new()?.block_on(measure(&asked))
}

async fn measure(asked: &Asked) -> Result<(), Failure> {
    let extent = Extent::of(asked);
    let databases = match asked.database {
        Some(Named::Sqlite) => vec![Database::Sqlite],
        Some(Named::Postgres) => vec![Database::Postgres],
        None => vec![Database::Sqlite, Database::Postgres],
    };
    println!("{}\n", machine::told()?);
    let wants = |part| asked.part.is_none_or(|asked| asked == part);
    for database in databases {
        let place = place::Place::new(database)?;
        if asked.part == Some(Part::Wall) {
            let extent = if asked.quick { extent.clone() } else { extent.of_the_wall() };
            let (name, program) = place.program(&extent).await?;
            wall::measure(&place, &name, &program, &extent).await?;
            continue;
        }
        let (name, program) = place.program(&extent).await?;
        if wants(Part::Awards) {
            awards::measure(&place, &name, &program, &extent).await?;
        }
        if wants(Part::Latency) {
            latency::measure(&place, &name, &program, &extent).await?;
        }
    }
    println!("Load of the machine at the end: {}.", machine::load()?);
    Ok(())
}
