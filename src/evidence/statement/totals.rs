//! The sums over a partner's records.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::evidence::LedgerLine;

/// All records, and those of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Totals {
    /// How many records there are.
    pub lines: u64,
    /// What was given, less what was taken back; over all time, so no partner's standing, which has a window.
    pub points: i64,
    /// By kind, in the order of the alphabet.
    pub kinds: Vec<KindTotal>,
}

/// The records of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindTotal {
    /// The kind.
    pub kind: String,
    /// How many there are.
    pub lines: u64,
    /// The sum of their points as they are in the records.
    pub points: i64,
}

impl Totals {
    /// Adds up records. Sums end at the ends of an i64, which no ledger of points from 0 to a billion reaches.
    #[must_use]
    pub fn of<'a>(records: impl IntoIterator<Item = &'a LedgerLine>) -> Self {
        let (mut lines, mut points) = (0, 0_i64);
        let mut kinds: BTreeMap<&str, (u64, i64)> = BTreeMap::new();
        for record in records {
            let here = record.points.unwrap_or_default();
            lines += 1;
            points = points.saturating_add(here.saturating_mul(sign(&record.kind)));
            let kind = kinds.entry(&record.kind).or_default();
            *kind = (kind.0 + 1, kind.1.saturating_add(here));
        }
        let kinds = kinds.into_iter().map(|(kind, (lines, points))| KindTotal {
            kind: kind.to_owned(),
            lines,
            points,
        });
        Self { lines, points, kinds: kinds.collect() }
    }
}

/// Whether a kind gives points to a partner, takes them back, or does neither.
fn sign(kind: &str) -> i64 {
    match kind {
        "award" | "opening" => 1,
        "reversal" => -1,
        _ => 0,
    }
}
