//! What staff read of a period.

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate, Utc};

use super::{BoardPeriod, Outcome};
use crate::points::award::PartnerState;
use crate::points::ids::{PartnerId, TierId};

/// A period in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The period; none where there is none yet.
    pub period: Option<(DateTime<Utc>, DateTime<Utc>)>,
    /// Awards that stand.
    pub awards: i64,
    /// Their points.
    pub points: i64,
    /// What groups had to give.
    pub allocated: i64,
    /// What is held for awards that wait.
    pub reserved: i64,
    /// Active groups.
    pub groups: i64,
    /// How many of them gave nothing.
    pub silent: i64,
    /// The first of those, by name.
    pub silent_names: Vec<String>,
    /// Active companies by tier, none first.
    pub tiers: Vec<(Option<TierId>, i64)>,
    /// Companies that are warned.
    pub warned: i64,
}

/// A company in a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// The company.
    pub partner: PartnerId,
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: PartnerState,
    /// Its tier.
    pub tier: Option<TierId>,
    /// Since when it has that.
    pub since: Option<NaiveDate>,
    /// The first day that its guarantee doesn't cover, as it was promised.
    pub guaranteed_until: Option<NaiveDate>,
    /// It is warned: on that day it goes one tier down.
    pub warned_until: Option<NaiveDate>,
    /// Points in the program's window, as of now.
    pub standing: i64,
    /// Distinct groups in the window.
    pub groups: i64,
    /// Points in the period.
    pub points: i64,
    /// Awards in the period.
    pub awards: i64,
}

/// Reports.
#[async_trait]
pub trait Reports {
    /// The open period, or the one before, in figures.
    ///
    /// # Errors
    /// Faults.
    async fn report(&self, period: BoardPeriod) -> Outcome<Report>;

    /// Companies in the order of their numbers, from after one on; those that are merged into others are with them.
    ///
    /// # Errors
    /// Faults.
    async fn report_lines(
        &self,
        period: BoardPeriod,
        after: PartnerId,
        limit: u32,
    ) -> Outcome<Vec<ReportLine>>;
}
