//! Points: whole, never negative, never more than a billion.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A number of points, 0 to 1,000,000,000.
///
/// The upper bound keeps every sum of two far inside `i64`, in Rust and in the databases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Points(i64);

/// A number that is below 0 or above 1,000,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{0} is not a number of points from 0 to 1000000000")]
pub struct NotPoints(pub i64);

impl Points {
    /// No points.
    pub const ZERO: Self = Self(0);
    /// One point, the least that an award gives.
    pub const ONE: Self = Self(1);
    /// The most that can be counted.
    pub const MAX: Self = Self(1_000_000_000);

    /// A million, the greatest figure that a program's rules may name for an award or an allocation.
    #[must_use]
    pub(super) const fn million() -> Self {
        Self(1_000_000)
    }

    /// `raw` points, or `None` when that is below 0 or above 1,000,000,000.
    #[must_use]
    pub const fn new(raw: i64) -> Option<Self> {
        if raw >= 0 && raw <= Self::MAX.0 { Some(Self(raw)) } else { None }
    }

    /// The number.
    #[must_use]
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The sum, or `None` above [`Points::MAX`].
    #[must_use]
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::new(self.0 + other.0)
    }

    /// The difference, or `None` below zero.
    #[must_use]
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        Self::new(self.0 - other.0)
    }

    /// What is missing from `self` to `need`; zero when nothing is.
    #[must_use]
    pub fn missing_to(self, need: Self) -> Self {
        need.checked_sub(self).unwrap_or(Self::ZERO)
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl TryFrom<i64> for Points {
    type Error = NotPoints;

    fn try_from(raw: i64) -> Result<Self, NotPoints> {
        Self::new(raw).ok_or(NotPoints(raw))
    }
}

impl From<Points> for i64 {
    fn from(points: Points) -> Self {
        points.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_never_negative_and_never_above_a_billion() {
        assert_eq!(Points::new(-1), None);
        assert_eq!(Points::new(i64::MIN), None);
        assert_eq!(Points::new(1_000_000_001), None);
        assert_eq!(Points::new(1_000_000_000), Some(Points::MAX));
        assert_eq!(Points::MAX.checked_add(Points(1)), None);
        assert_eq!(Points::ZERO.checked_sub(Points(1)), None);
        assert_eq!(Points(3).checked_sub(Points(3)), Some(Points::ZERO));
    }

    #[test]
    fn what_is_missing_is_zero_when_there_is_enough() {
        assert_eq!(Points(3).missing_to(Points(10)), Points(7));
        assert_eq!(Points(10).missing_to(Points(3)), Points::ZERO);
    }
}
