//! What a group may give in one period, and law 1: reserved + spent never above allocated.

use super::Points;
use super::refusal::{Figures, Refusal};

/// The points of one group in one period. Reserved + spent ≤ allocated, and allocated ≤ [`Points::MAX`],
/// always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allocation {
    base: Points,
    granted: Points,
    carried: Points,
    reserved: Points,
    spent: Points,
}

/// What the ledger says is in an allocation isn't there. Not for what somebody asks for: less may be left than that.
pub(super) fn figures_disagree(_: AllocationError) -> Refusal {
    Refusal::FiguresDisagree { which: Figures::Allocation }
}

/// Why an allocation can't change as asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// Less is left than asked for.
    #[error("{asked} points asked for, {remaining} left")]
    NotEnough {
        /// What was asked for.
        asked: Points,
        /// What is left.
        remaining: Points,
    },
    /// More would be given back than was spent.
    #[error("{asked} points given back, {spent} spent")]
    MoreThanSpent {
        /// What would be given back.
        asked: Points,
        /// What was spent.
        spent: Points,
    },
    /// More would be released or spent than is reserved.
    #[error("{asked} reserved points asked for, {reserved} reserved")]
    MoreThanReserved {
        /// What was asked for.
        asked: Points,
        /// What is reserved.
        reserved: Points,
    },
    /// More would be taken back than was granted.
    #[error("{asked} points taken back, {granted} granted")]
    MoreThanGranted {
        /// What would be taken back.
        asked: Points,
        /// What was granted.
        granted: Points,
    },
    /// The allocation would go above [`Points::MAX`].
    #[error("an allocation can't be above {}", Points::MAX)]
    TooLarge,
}

impl Allocation {
    /// Puts an allocation together from what the store kept, or `None` when it breaks law 1 or is too large.
    #[must_use]
    pub fn from_parts(
        base: Points,
        granted: Points,
        carried: Points,
        reserved: Points,
        spent: Points,
    ) -> Option<Self> {
        let allocated = base.checked_add(granted)?.checked_add(carried)?;
        let used = reserved.checked_add(spent)?;
        (used <= allocated).then_some(Self { base, granted, carried, reserved, spent })
    }

    /// The allocation of a group's first period: `base`, nothing used.
    #[must_use]
    pub fn opened(base: Points) -> Self {
        let zero = Points::ZERO;
        Self { base, granted: zero, carried: zero, reserved: zero, spent: zero }
    }

    /// What each period starts with.
    #[must_use]
    pub fn base(&self) -> Points {
        self.base
    }

    /// What staff granted on top.
    #[must_use]
    pub fn granted(&self) -> Points {
        self.granted
    }

    /// What came over from the period before.
    #[must_use]
    pub fn carried(&self) -> Points {
        self.carried
    }

    /// What is held for awards that wait for an approval.
    #[must_use]
    pub fn reserved(&self) -> Points {
        self.reserved
    }

    /// What was given, reversals taken off.
    #[must_use]
    pub fn spent(&self) -> Points {
        self.spent
    }

    /// base + granted + carried.
    #[must_use]
    pub fn allocated(&self) -> Points {
        sum(sum(self.base, self.granted), self.carried)
    }

    /// allocated − reserved − spent.
    #[must_use]
    pub fn remaining(&self) -> Points {
        sum(self.reserved, self.spent).missing_to(self.allocated())
    }

    /// After an award of `points`.
    ///
    /// # Errors
    /// [`AllocationError::NotEnough`] when less is left.
    pub fn spend(&self, points: Points) -> Result<Self, AllocationError> {
        let remaining = self.remaining();
        if points > remaining {
            return Err(AllocationError::NotEnough { asked: points, remaining });
        }
        Ok(Self { spent: sum(self.spent, points), ..*self })
    }

    /// After a reversal within the period returned `points`.
    ///
    /// # Errors
    /// [`AllocationError::MoreThanSpent`] when less was spent.
    pub fn give_back(&self, points: Points) -> Result<Self, AllocationError> {
        let spent = self
            .spent
            .checked_sub(points)
            .ok_or(AllocationError::MoreThanSpent { asked: points, spent: self.spent })?;
        Ok(Self { spent, ..*self })
    }

    /// After `points` were set aside for an award that waits for an approval.
    ///
    /// # Errors
    /// [`AllocationError::NotEnough`] when less is left.
    pub fn reserve(&self, points: Points) -> Result<Self, AllocationError> {
        let remaining = self.remaining();
        if points > remaining {
            return Err(AllocationError::NotEnough { asked: points, remaining });
        }
        Ok(Self { reserved: sum(self.reserved, points), ..*self })
    }

    /// After a reservation of `points` was declined, withdrawn or lapsed.
    ///
    /// # Errors
    /// [`AllocationError::MoreThanReserved`] when less is reserved.
    pub fn release(&self, points: Points) -> Result<Self, AllocationError> {
        let more = AllocationError::MoreThanReserved { asked: points, reserved: self.reserved };
        Ok(Self { reserved: self.reserved.checked_sub(points).ok_or(more)?, ..*self })
    }

    /// After a reservation of `points` was approved.
    ///
    /// # Errors
    /// [`AllocationError::MoreThanReserved`] when less is reserved.
    pub fn spend_reserved(&self, points: Points) -> Result<Self, AllocationError> {
        let released = self.release(points)?;
        Ok(Self { spent: sum(released.spent, points), ..released })
    }

    /// `percent` of what is allocated, rounded down.
    #[must_use]
    pub fn share(&self, percent: u8) -> Points {
        Points::new(self.allocated().get() * i64::from(percent) / 100).unwrap_or(Points::MAX)
    }

    /// After staff granted `points` for this period.
    ///
    /// # Errors
    /// [`AllocationError::TooLarge`] when the allocation would go above [`Points::MAX`].
    pub fn grant(&self, points: Points) -> Result<Self, AllocationError> {
        self.allocated().checked_add(points).ok_or(AllocationError::TooLarge)?;
        Ok(Self { granted: sum(self.granted, points), ..*self })
    }

    /// After staff took `points` of a grant back: only from what was granted, and only what still remains.
    ///
    /// # Errors
    /// [`AllocationError::MoreThanGranted`], [`AllocationError::NotEnough`].
    pub fn take_back(&self, points: Points) -> Result<Self, AllocationError> {
        let granted = self
            .granted
            .checked_sub(points)
            .ok_or(AllocationError::MoreThanGranted { asked: points, granted: self.granted })?;
        let remaining = self.remaining();
        if points > remaining {
            return Err(AllocationError::NotEnough { asked: points, remaining });
        }
        Ok(Self { granted, ..*self })
    }

    /// What goes over to the next period: what remains, at most `limit`. What is reserved counts as spent.
    #[must_use]
    pub fn carry(&self, limit: Points) -> Points {
        self.remaining().min(limit)
    }

    /// The next period's allocation: `base` and what is carried over, at most `limit` (and never so much that
    /// the allocation would go above [`Points::MAX`]).
    #[must_use]
    pub fn following(&self, base: Points, limit: Points) -> Self {
        let room = base.missing_to(Points::MAX);
        Self { carried: self.carry(limit).min(room), ..Self::opened(base) }
    }
}

/// Adds two amounts whose sum is known to be within bounds, because law 1 holds for `self`.
fn sum(one: Points, other: Points) -> Points {
    one.checked_add(other).unwrap_or(Points::MAX)
}
