//! What the program does by itself as time passes. Each of these may be asked at any time and by several processes at
//! once: what is done already isn't done again.

use async_trait::async_trait;

use super::Outcome;

/// What an evaluation came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evaluated {
    /// Days that were judged now.
    pub days: usize,
    /// Changes of tiers, and of what holds them.
    pub changes: usize,
}

/// What is done when a day or a period begins.
#[async_trait]
pub trait Jobs {
    /// Judges the tiers of all active companies, for each day since the last one that was judged up to the program's
    /// today, in order: each by the rules that were in force when it began and by the standing over the window that ends
    /// with it. The first time it begins with today. A day is one transaction, so that whatever ends it in between leaves
    /// whole days.
    ///
    /// # Errors
    /// Faults; days before it are judged then.
    async fn evaluate(&self) -> Outcome<Evaluated>;

    /// Opens the periods that have begun for all active groups that haven't done anything in them, so that what goes
    /// over is decided by the rules of that time. How many groups had to be opened for.
    ///
    /// # Errors
    /// Faults; some groups have theirs then.
    async fn open_periods(&self) -> Outcome<usize>;

    /// Reminds the leaders of active groups, once for each period, of points that will lapse at its end: so many days
    /// before it as the rules say, where they say it. How many groups.
    ///
    /// # Errors
    /// Faults.
    async fn remind_leaders(&self) -> Outcome<u64>;
}
