//! What PostgreSQL does by itself: `pgbench` with one statement for each award, on a copy of the store's database. Nothing
//! is read or decided before, and a sequence numbers the records; so no lock is held but those of the rows.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use crate::Failure;
use crate::harness_database::programs;
use crate::place::Place;
use crate::program::{POINTS, Program, REASON};

/// Numbers the records on from the store's own; without a gap, as long as nothing fails.
const NUMBERS: &str =
    "CREATE SEQUENCE ceiling_record; SELECT setval('ceiling_record', (SELECT MAX(id) FROM record))";

/// `pgbench` on one database.
pub struct Pgbench {
    programs: PathBuf,
    socket: PathBuf,
    folder: PathBuf,
    database: String,
    constants: Vec<(&'static str, i64)>,
}

impl Pgbench {
    pub fn on(place: &Place, database: &str, program: &Program) -> Result<Self, Failure> {
        let programs =
            programs().ok_or("PostgreSQL is missing: install it (Debian: apt-get install postgresql)")?;
        let socket = place.socket().ok_or("a server of this run")?.to_owned();
        let wrote = &program.wrote;
        let statement = include_str!("award.sql")
            .replace("DETAIL", &quoted(&wrote.detail))
            .replace("REASON", &quoted(REASON));
        std::fs::write(place.folder().join("award.sql"), statement)?;
        let constants = vec![
            // Ids are given out one after another.
            ("first_group", program.groups.first().map_or(0, |group| group.get())),
            ("first_partner", program.partners.first().map_or(0, |partner| partner.get())),
            ("partners", i64::try_from(program.partners.len())?),
            ("today", wrote.day),
            ("points", POINTS),
            ("rules", wrote.rules),
            ("person", wrote.person),
            ("period", wrote.period),
        ];
        let this = Self {
            programs,
            socket,
            folder: place.folder().to_owned(),
            database: database.to_owned(),
            constants,
        };
        run(this.command("psql").args(["-q", "-c", NUMBERS]))?;
        Ok(this)
    }

    /// So many clients, over so many groups.
    pub fn a_second(&self, spread: usize, clients: usize, time: Duration) -> Result<f64, Failure> {
        // It counts in whole seconds.
        let seconds = time.as_secs().max(1).to_string();
        let told = run(self.pgbench(spread, clients).args(["-T", &seconds]))?;
        let figure =
            told.lines().find_map(|line| line.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        figure.ok_or_else(|| format!("pgbench told no figure:\n{told}").into())
    }

    /// How long each of so many awards took, one after another.
    pub fn times(&self, spread: usize, count: usize) -> Result<Vec<Duration>, Failure> {
        let prefix = self.folder.join("times").display().to_string();
        run(self.pgbench(spread, 1).args(["-t", &count.to_string(), "-l", "--log-prefix", &prefix]))?;
        let mut took = Vec::with_capacity(count);
        for entry in std::fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("times.")) {
                continue;
            }
            // A line: client, transaction, microseconds, and when.
            let lines = std::fs::read_to_string(&path)?;
            took.extend(
                lines
                    .lines()
                    .filter_map(|line| Some(Duration::from_micros(line.split(' ').nth(2)?.parse().ok()?))),
            );
            std::fs::remove_file(path)?;
        }
        Ok(took)
    }

    fn pgbench(&self, spread: usize, clients: usize) -> Command {
        let mut command = self.command("pgbench");
        command.args(["-n", "-M", "prepared", "-f"]).arg(self.folder.join("award.sql"));
        command.args(["-c", &clients.to_string(), "-j", &clients.min(2).to_string()]);
        for (name, value) in &self.constants {
            command.args(["-D", &format!("{name}={value}")]);
        }
        command.args(["-D", &format!("groups={spread}")]);
        command
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.env("PGHOST", &self.socket).env("PGUSER", "postgres").env("PGDATABASE", &self.database);
        command
    }
}

/// Text as a constant. pgbench takes a colon for the begin of a variable, so none is left.
fn quoted(text: &str) -> String {
    format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''").replace(':', r"\x3a"))
}

fn run(command: &mut Command) -> Result<String, Failure> {
    let output = command.output()?;
    if !output.status.success() {
        return Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}
