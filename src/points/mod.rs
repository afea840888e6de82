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
//! [`tier::TierMove`]. [`reversal::decide`] is its inverse, [`correction::decide`] both at once,
//! [`approval::decide`] its second half where a second leader is asked. [`claim::decide`] takes what a company says that it
//! did, which an award then settles. Acts move tiers at once; time moves them in
//! [`evaluation`] alone. [`preview`] and [`why`] answer what would be and what was.
//! [`request`] is the way to an award: a group asks for help, a company offers it. [`history`] puts points in months.

pub mod allocation;
pub mod amendment;
pub mod amount;
pub mod approval;
pub mod award;
pub mod claim;
pub mod company;
pub mod correction;
pub mod evaluation;
pub mod group;
pub mod history;
pub mod ids;
pub mod merge;
pub mod opening;
pub mod period;
pub mod preview;
pub mod refusal;
pub mod reporting;
pub mod request;
pub mod reversal;
pub mod rules;
pub mod slug;
pub mod standing;
pub mod text;
pub mod tier;
pub mod voices;
pub mod why;

#[cfg(test)]
mod tests;

pub use amount::Points;
pub use refusal::Refusal;
