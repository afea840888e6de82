//! Tamper evidence, pure: whoever changes, removes or cuts off records of the ledger is found out, by the program
//! itself and by each partner with the public key alone.
//!
//! Each record is a [`line::LedgerLine`] with canonical bytes; their hash is a leaf of a Merkle tree as in RFC 6962.
//! Records are numbered without gaps in the order of their commits, so record `n` is leaf `n - 1`.
//! [`frontier::Frontier`] is what a sequencer keeps to append; [`tree::Tree`] is made of all leaves when proofs are
//! wanted; a [`head::Head`] says how the tree stood at a moment, and is shown to everybody as a [`head::SignedHead`].
//! [`statement`] is what a partner takes home, [`compare`] finds the first difference between ledger and log.
//!
//! Here belong bytes, hashes, proofs and signatures, and what follows from them. Not here: input and output, `async`,
//! SQL, Discord, the clock, chance (a new key's bytes are an argument), and the rules: the ledger is evidence whatever
//! it says.

pub mod bytes;
pub mod compare;
pub mod frontier;
pub mod hash;
pub mod head;
pub mod key;
pub mod line;
pub mod moment;
pub mod statement;
pub mod text;
pub mod tree;

#[cfg(test)]
mod tests;

pub use hash::Hash;
pub use line::LedgerLine;
pub use moment::Moment;
