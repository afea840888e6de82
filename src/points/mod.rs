//! The rules of a program, pure: what may be awarded, taken back, carried over, and which tier follows.
//!
//! Here belong values that can't be wrong once built, and functions from what is known to what is
//! decided. Not here: input and output, `async`, SQL, Discord, words for people, and the clock: the
//! moment is always an argument. Callers load what a decision needs, call `decide`, and store what it
//! answers; nothing here remembers anything.
//!
//! The way of an award: [`award::act_time`] and [`award::day`] say when and for which day,
//! [`award::decide`] checks law by law and answers with everything that changes: the
//! [`allocation::Allocation`] of the group, the [`standing::Standing`] of the partner, and a
//! [`tier::TierMove`]. [`reversal::decide`] is its inverse.

pub mod allocation;
pub mod amendment;
pub mod amount;
pub mod approval;
pub mod award;
pub mod correction;
pub mod ids;
pub mod period;
pub mod refusal;
pub mod reversal;
pub mod rules;
pub mod standing;
pub mod text;
pub mod tier;

#[cfg(test)]
mod tests;

pub use amount::Points;
pub use refusal::Refusal;
