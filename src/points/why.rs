//! "Why gold on that day?": answered from the records of a company alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::Points;
use super::evaluation::{Adopted, in_force};
use super::ids::{RecordId, TierId};
use super::refusal::Figures;
use super::standing::{Cell, OpeningBalance, Standing, program_day};
use super::tier::{self, Progress};

/// A record of the ledger that concerns a company, or one that is merged into it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number.
    pub record: RecordId,
    /// Its act time.
    pub at: DateTime<Utc>,
    /// What it says.
    pub act: Act,
}

/// What a record says.
#[derive(Debug, Clone, PartialEq)]
pub enum Act {
    /// An award, also one that was approved, or that stands in the place of another one.
    Award {
        /// Group, contribution and day.
        cell: Cell,
        /// How much.
        points: Points,
    },
    /// A reversal, also as a part of a correction.
    Reversal {
        /// The award that is taken back.
        of: RecordId,
    },
    /// An opening balance.
    Opening(OpeningBalance),
    /// A change of tier, a warning, or a new guarantee.
    Tier {
        /// The tier from then on.
        to: Option<TierId>,
        /// What it came from.
        cause: Cause,
    },
}

/// What moved a tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// An act of somebody: that record.
    Act(RecordId),
    /// The daily evaluation: the standing, or new rules.
    Evaluation,
    /// The evaluation warned; the tier stays.
    Warning,
    /// The company requalified; the tier stays.
    Requalification,
}

/// Why a company had its tier on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// The tier that it had at the end of the day.
    pub tier: Option<TierId>,
    /// The record that gave it that tier, when that was, and what it came from; `None` when it never had one.
    pub since: Option<(RecordId, DateTime<Utc>, Cause)>,
    /// The last warning or requalification in that tier, if there was one.
    pub afterwards: Option<(RecordId, DateTime<Utc>, Cause)>,
    /// Its standing at the end of the day, from the records up to then.
    pub standing: Standing,
    /// How that standing compares with the tier: where something is missing, a guarantee or grace held it.
    pub progress: Option<Progress>,
}

/// Answers from `lines`, in the order of the ledger, by the rules at the end of that day; `None` when there are no rules.
///
/// # Errors
/// [`Figures::Standing`] when the records can't be true together: a reversal of what isn't there, or too large a total.
pub fn why(adopted: &[Adopted<'_>], lines: &[Line], day: NaiveDate) -> Result<Option<Why>, Figures> {
    let next = day.succ_opt().unwrap_or(day);
    let Some(rules) = in_force(adopted, next) else { return Ok(None) };
    let (mut awards, mut openings) = (BTreeMap::new(), Vec::new());
    let mut reversed = BTreeSet::new();
    let (mut held, mut since, mut afterwards) = (None, None, None);
    for Line { record, at, act } in lines.iter().filter(|line| program_day(rules, line.at) <= day) {
        match act {
            Act::Award { cell, points } => _ = awards.insert(*record, (cell.clone(), *points)),
            Act::Reversal { of } => {
                if !awards.contains_key(of) || !reversed.insert(*of) {
                    return Err(Figures::Standing);
                }
            }
            Act::Opening(opening) => openings.push(opening.clone()),
            Act::Tier { to, cause } if *to == held => afterwards = Some((*record, *at, *cause)),
            Act::Tier { to, cause } => {
                held.clone_from(to);
                (since, afterwards) = (Some((*record, *at, *cause)), None);
            }
        }
    }
    let cells = awards.into_iter().filter(|(record, _)| !reversed.contains(record)).map(|(_, award)| award);
    let standing = Standing::on_day(rules, day, cells, &openings).map_err(|_| Figures::Standing)?;
    let progress = held.as_ref().and_then(|id| rules.tier(id));
    let progress = progress.map(|tier| tier::progress(rules, &standing, tier));
    Ok(Some(Why { tier: held, since, afterwards, standing, progress }))
}
