//! What can be found where ledger and log differ.

use crate::evidence::bytes::Bytes;
use crate::evidence::head::{HeadFault, NotAHead};
use crate::evidence::{Hash, Moment};

/// The first difference, in the order of the records.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// A record isn't what its leaf was made of.
    #[error(
        "record {record} was changed, or its leaf was: the log has {expected}, its fields hash to {found} (which field \
         it is can't be known)"
    )]
    Changed {
        /// The record.
        record: i64,
        /// The stored leaf.
        expected: Bytes,
        /// What its fields hash to now.
        found: Hash,
    },
    /// A record isn't there, and later ones are.
    #[error("record {record} is missing: after {} comes {next}", record - 1)]
    Missing {
        /// The first number that is missing.
        record: i64,
        /// The next one that is there.
        next: i64,
    },
    /// A number is there twice, or is none that a record can have.
    #[error("record {found} stands where {expected} is expected")]
    OutOfOrder {
        /// The number that was expected.
        expected: i64,
        /// The number that was found.
        found: i64,
    },
    /// The last records are gone.
    #[error("the ledger was cut off: {by} {covered} records, and only {found} are there")]
    CutOff {
        /// How many there were.
        covered: u64,
        /// How many there are.
        found: u64,
        /// By what that is known.
        by: Witness,
    },
    /// A leaf isn't there, and the log goes on behind it.
    #[error("the leaf of record {record} is missing in the log, which covers {covered} records")]
    LeafMissing {
        /// The record.
        record: i64,
        /// How many records the log covers.
        covered: u64,
    },
    /// A leaf is stored behind the log's end.
    #[error("record {record} has a leaf, and the log ends after {covered} records")]
    LeafBeyond {
        /// The record.
        record: i64,
        /// How many records the log covers.
        covered: u64,
    },
    /// There are leaves without records or none for some.
    #[error("the log covers {covered} records and has {leaves} leaves")]
    Leaves {
        /// How many records the log covers.
        covered: u64,
        /// How many leaves are stored.
        leaves: u64,
    },
    /// The frontier isn't that of the records.
    #[error(
        "the log's frontier was changed: over {covered} records it gives the root {stored}, the records give {found}"
    )]
    Frontier {
        /// How many records it covers.
        covered: u64,
        /// The root that it gives.
        stored: Hash,
        /// The root that the records give.
        found: Hash,
    },
    /// A stored head can't be read.
    #[error("head {position} of those that are stored can't be read: {fault}")]
    HeadUnreadable {
        /// Its place in [`super::StoredLog::heads`], from 1.
        position: usize,
        /// What isn't right in it.
        fault: NotAHead,
    },
    /// A head isn't signed by a key that is known.
    #[error("the head of {at} over {covered} records is not the program's: {fault}")]
    HeadSignature {
        /// How many records it covers.
        covered: u64,
        /// When it says that it was signed.
        at: Moment,
        /// Why it doesn't hold.
        fault: HeadFault,
    },
    /// Records and leaves agree, and differ from what was signed.
    #[error(
        "the head of {at} over {covered} records has the root {signed}, the records give {found}: one of the records \
         {} to {covered} was changed together with its leaf, or the head was", before + 1
    )]
    HeadRoot {
        /// How many records the head covers.
        covered: u64,
        /// When it was signed.
        at: Moment,
        /// How many records the last head covers that agreed.
        before: u64,
        /// The root that was signed.
        signed: Hash,
        /// The root that the records give.
        found: Hash,
    },
}

/// By what it is known how many records there were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Witness {
    /// A head, signed at that moment.
    #[error("the head signed {0} covers")]
    Head(Moment),
    /// The log's frontier.
    #[error("the log covers")]
    Frontier,
    /// The stored leaves.
    #[error("the log has leaves of")]
    Leaves,
}
