//! What SQLite does by itself: the rows of an award, written by one thread that waits for nobody and decides nothing, into a
//! copy of the store's own file, with its indexes, triggers and references.

use std::path::Path;
use std::time::{Duration, Instant};

use ovation::points::ids::{GroupId, PartnerId};
use rusqlite::{CachedStatement, Connection, params};

use crate::Failure;
use crate::program::{DAYS, KINDS, POINTS, Program, REASON, Wrote};

/// As the store greets a connection, so that nothing is left out that it pays for.
const GREETING: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                        PRAGMA recursive_triggers = ON";

const RECORD: &str = "INSERT INTO record (id, kind, at, rules, actor_id, group_id, partner_id, period_id, contribution, day, \
     points, act, content_hash, detail, text_hash) VALUES (?1, 'award', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?12)";
const TEXT: &str = "INSERT INTO record_text (record_id, salt, text) VALUES (?1, ?2, ?3)";
const OUTBOX: &str = "INSERT INTO outbox (purpose, record_id, audience, group_id, due_at) VALUES ('award', ?1, 'group', ?2, ?3)";
const ALLOCATION: &str = "UPDATE allocation SET spent = spent + ?1 WHERE group_id = ?2 AND period_id = ?3";
const SHARE: &str = "INSERT INTO share (group_id, period_id, partner_id, points) VALUES (?1, ?2, ?3, ?4) \
     ON CONFLICT (group_id, period_id, partner_id) DO UPDATE SET points = points + excluded.points";
const STANDING: &str = "INSERT INTO standing (partner_id, day, contribution, group_id, points) VALUES (?1, ?2, ?3, ?4, ?5) \
     ON CONFLICT (partner_id, day, contribution, group_id) DO UPDATE SET points = points + excluded.points";
const THANKED: &str = "INSERT INTO thanked (group_id, partner_id, at) VALUES (?1, ?2, ?3) \
     ON CONFLICT (group_id, partner_id) DO UPDATE SET at = excluded.at";
const PARTNER: &str = "UPDATE partner SET awarded_at = ?1 WHERE id = ?2";

/// One connection of one thread.
pub struct OneThread {
    connection: Connection,
    groups: Vec<GroupId>,
    partners: Vec<PartnerId>,
    wrote: Wrote,
    last: i64,
}

impl OneThread {
    pub fn open(file: &Path, program: &Program) -> Result<Self, Failure> {
        let connection = Connection::open(file)?;
        connection.set_prepared_statement_cache_capacity(16);
        connection.execute_batch(GREETING)?;
        let last = connection.query_row("SELECT MAX(id) FROM record", [], |row| row.get(0))?;
        let (groups, partners, wrote) =
            (program.groups.clone(), program.partners.clone(), program.wrote.clone());
        Ok(Self { connection, groups, partners, wrote, last })
    }

    /// So many awards in each transaction, over so many groups.
    pub fn a_second(&mut self, spread: usize, batch: usize, time: Duration) -> Result<f64, Failure> {
        let (first, begun) = (self.last, Instant::now());
        while begun.elapsed() < time {
            self.transaction(spread, batch)?;
        }
        Ok((self.last - first) as f64 / begun.elapsed().as_secs_f64())
    }

    /// How long transactions of one award take.
    pub fn times(&mut self, count: usize) -> Result<Vec<Duration>, Failure> {
        let spread = self.groups.len();
        let mut took = Vec::with_capacity(count);
        for _ in 0..count {
            let begun = Instant::now();
            self.transaction(spread, 1)?;
            took.push(begun.elapsed());
        }
        Ok(took)
    }

    fn transaction(&mut self, spread: usize, batch: usize) -> Result<(), Failure> {
        self.prepared("BEGIN IMMEDIATE")?.execute([])?;
        for _ in 0..batch {
            self.last += 1;
            self.award(self.last, spread)?;
        }
        self.prepared("COMMIT")?.execute([])?;
        Ok(())
    }

    fn prepared(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }

    fn award(&self, record: i64, spread: usize) -> rusqlite::Result<()> {
        let number = usize::try_from(record).unwrap_or(0);
        let turn = number / spread;
        let group = self.groups[number % spread].get();
        let partner = self.partners[(turn + number % spread) % self.partners.len()].get();
        let turn = turn / self.partners.len();
        let kind = KINDS[turn % KINDS.len()];
        let day = self.wrote.day - i64::try_from(turn / KINDS.len()).unwrap_or(0) % DAYS as i64;
        let at = chrono::Utc::now().timestamp_millis();
        let Wrote { rules, period, person, detail, .. } = &self.wrote;
        let (hash, salt, act) = ([7_u8; 32], [7_u8; 16], format!("r:{}", 1_300_000_000_000_000_000 + record));
        self.prepared(RECORD)?.execute(params![
            record, at, rules, person, group, partner, period, kind, day, POINTS, act, hash, detail
        ])?;
        self.prepared(TEXT)?.execute(params![record, salt, REASON])?;
        self.prepared(OUTBOX)?.execute(params![record, group, at])?;
        self.prepared(ALLOCATION)?.execute(params![POINTS, group, period])?;
        self.prepared(SHARE)?.execute(params![group, period, partner, POINTS])?;
        self.prepared(STANDING)?.execute(params![partner, day, kind, group, POINTS])?;
        self.prepared(THANKED)?.execute(params![group, partner, at])?;
        self.prepared(PARTNER)?.execute(params![at, partner])?;
        Ok(())
    }
}
