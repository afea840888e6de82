//! Periods of an allocation: where they start and end in the program's time zone.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PeriodKind {
    /// A month.
    Month,
    /// Three months, from January, April, July, October.
    Quarter,
    /// Six months, from January and July.
    HalfYear,
    /// A year, from January.
    Year,
}

impl PeriodKind {
    /// All kinds, shortest first.
    pub const ALL: [Self; 4] = [Self::Month, Self::Quarter, Self::HalfYear, Self::Year];

    /// How many months it has.
    #[must_use]
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The word of the rules: `month`, `quarter`, `half-year`, `year`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::HalfYear => "half-year",
            Self::Year => "year",
        }
    }

    /// The kind that [`PeriodKind::as_str`] names so.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// A span of time, half-open: its start belongs to it, its end doesn't. Start < end, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl Period {
    /// A period as the store kept it, or `None` unless `start` is before `end`.
    #[must_use]
    pub fn new(start: DateTime<Utc>, end: DateTime<Utc>) -> Option<Self> {
        (start < end).then_some(Self { start, end })
    }

    /// The calendar period of that kind in `tz` which contains `now`.
    ///
    /// Moments before the year 1 and after 9998 are treated as those edges.
    #[must_use]
    pub fn containing(kind: PeriodKind, tz: Tz, now: DateTime<Utc>) -> Self {
        let now = within_calendar(now);
        let mut first = first_day(kind, tz.from_utc_datetime(&now.naive_utc()).date_naive());
        // Clocks set back across a midnight (St. John's, 2009-11-01) show yesterday's date again although the
        // period has begun: its start is the first time that the clock showed the day.
        if start_of_day(tz, next_first_day(kind, first)) <= now {
            first = next_first_day(kind, first);
        }
        Self { start: start_of_day(tz, first), end: start_of_day(tz, next_first_day(kind, first)) }
    }

    /// The period that follows one which ended at `end`: from `end` to the kind's next boundary in `tz`
    /// strictly after it. Shorter than the kind when kind or zone have changed.
    #[must_use]
    pub fn following(end: DateTime<Utc>, kind: PeriodKind, tz: Tz) -> Self {
        let start = within_calendar(end);
        Self { start, end: Self::containing(kind, tz, start).end }
    }

    /// The first moment that belongs to it.
    #[must_use]
    pub fn start(&self) -> DateTime<Utc> {
        self.start
    }

    /// The first moment that belongs to the next one.
    #[must_use]
    pub fn end(&self) -> DateTime<Utc> {
        self.end
    }

    /// Whether `at` belongs to it.
    #[must_use]
    pub fn contains(&self, at: DateTime<Utc>) -> bool {
        self.start <= at && at < self.end
    }
}

fn first_day(kind: PeriodKind, day: NaiveDate) -> NaiveDate {
    let month = day.month0() / kind.months() * kind.months() + 1;
    NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

fn next_first_day(kind: PeriodKind, first: NaiveDate) -> NaiveDate {
    first.checked_add_months(Months::new(kind.months())).unwrap_or(first)
}

/// The first moment at which the clocks of `tz` show `day` (or, when they jump over it, a later day).
pub(super) fn start_of_day(tz: Tz, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    if let Some(first) = tz.from_local_datetime(&midnight).earliest() {
        return first.with_timezone(&Utc);
    }
    // The clocks jumped over midnight: look for the jump, to the second. Two days each way hold the widest
    // jump there was, a whole day at the date line, and every offset.
    let shown = |at: DateTime<Utc>| tz.from_utc_datetime(&at.naive_utc()).naive_local();
    let mut before = midnight.and_utc() - Days::new(2);
    let mut after = midnight.and_utc() + Days::new(2);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if shown(middle) < midnight {
            before = middle;
        } else {
            after = middle;
        }
    }
    after
}

/// The next moment after `now` at which the clocks of `tz` first show another day.
#[must_use]
pub fn next_midnight(tz: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let now = within_calendar(now);
    let today = tz.from_utc_datetime(&now.naive_utc()).date_naive();
    // Clocks set back across a midnight show yesterday's date again: the day after has begun already then.
    let days = today.iter_days().skip(1).take(2).map(|day| start_of_day(tz, day));
    days.into_iter().find(|at| *at > now).unwrap_or(now)
}

/// Keeps a moment where the calendar's arithmetic can't overflow.
fn within_calendar(at: DateTime<Utc>) -> DateTime<Utc> {
    let edge = |year| NaiveDate::from_ymd_opt(year, 1, 2).map(|day| day.and_time(NaiveTime::MIN).and_utc());
    match (edge(1), edge(9998)) {
        (Some(first), Some(last)) => at.clamp(first, last),
        _ => at,
    }
}
