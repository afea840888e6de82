//! A moment with one text: unix milliseconds, shown in UTC as `2026-11-24T16:00:00.000Z`.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A moment that isn't written as `2026-11-24T16:00:00.000Z`, or lies before the year 0 or after the year 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a moment in UTC such as 2026-11-24T16:00:00.000Z")]
pub struct NotAMoment;

/// A moment from the year 0 to the year 9999, to the millisecond.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment(DateTime<Utc>);

impl Moment {
    /// The moment at which these milliseconds have passed since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`NotAMoment`] beyond the years that a text shows with four digits.
    pub fn from_millis(millis: i64) -> Result<Self, NotAMoment> {
        let moment = Self(DateTime::from_timestamp_millis(millis).ok_or(NotAMoment)?);
        // Beyond four digits a year has a sign.
        if moment.to_string().len() == "2026-11-24T16:00:00.000Z".len() {
            Ok(moment)
        } else {
            Err(NotAMoment)
        }
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn millis(self) -> i64 {
        self.0.timestamp_millis()
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl FromStr for Moment {
    type Err = NotAMoment;

    fn from_str(text: &str) -> Result<Self, NotAMoment> {
        let read: DateTime<Utc> = DateTime::parse_from_rfc3339(text).map_err(|_| NotAMoment)?.into();
        let moment = Self::from_millis(read.timestamp_millis())?;
        if moment.to_string() == text { Ok(moment) } else { Err(NotAMoment) }
    }
}

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}
