//! What can be wrong with a statement. No message repeats a text from the file: whoever sent it might have written it
//! for a terminal.

use crate::evidence::Hash;
use crate::evidence::head::{HeadFault, NotAHead};
use crate::evidence::tree::ProofFault;

/// Why a statement isn't to be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementFault {
    /// The file ends before the statement does.
    #[error("the file was cut off: it ends in the middle, at line {line}, column {column}")]
    CutOff {
        /// The file's line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// It isn't written as statements are.
    #[error("the file is damaged, or no statement: at line {line}, column {column} {trouble}")]
    Unreadable {
        /// The file's line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
        /// What kind of trouble.
        trouble: Trouble,
    },
    /// It is of another kind.
    #[error("the file is JSON, but no statement of Ovation")]
    OtherFormat,
    /// It is of a version that can't be checked here.
    #[error("the statement is of version {found}, and this Ovation checks version 1: use a newer one")]
    OtherVersion {
        /// Its version.
        found: u64,
    },
    /// It says itself that it is signed with another key.
    #[error(
        "the statement says that it is signed with the key {stated}, and you gave {given}: either you have another \
         program's key, or somebody else made this statement"
    )]
    WrongKey {
        /// The key of which it speaks.
        stated: Hash,
        /// The key it was to be checked by.
        given: Hash,
    },
    /// The head's text can't be read.
    #[error("the head was changed: {0}")]
    Head(#[from] NotAHead),
    /// The head's signature doesn't hold.
    #[error("the head isn't the program's: {0}")]
    HeadSignature(#[from] HeadFault),
    /// The head is another program's.
    #[error("the head is another program's, or the program's name was changed")]
    HeadOfOtherProgram,
    /// A line is wrong.
    #[error("line {position}, record {record}: {fault}")]
    Line {
        /// Which line of the statement, from 1.
        position: usize,
        /// The number that its record says it has.
        record: i64,
        /// What is wrong.
        fault: LineFault,
    },
    /// The totals aren't those of the lines.
    #[error("the totals were changed: they aren't the sums over the lines")]
    Totals,
    /// The seal doesn't hold, though all that proofs can show is right.
    #[error(
        "every line holds, but the seal doesn't: a name, a date or the seal itself was changed, or a line or a text \
         was left out"
    )]
    Seal,
}

/// What kind of trouble a text is that can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No JSON.
    #[error("there is something that JSON has not")]
    Syntax,
    /// JSON of another shape.
    #[error("there is something that a statement has not, or something is missing before it")]
    Shape,
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// The columns aren't those of the leaf.
    #[error("a field was changed: its fields hash to {found}, and its leaf is {stated}")]
    FieldChanged {
        /// What its fields hash to.
        found: Hash,
        /// What the statement says that they do.
        stated: Hash,
    },
    /// The columns are in the log, and the leaf beside them is another.
    #[error("its leaf was changed: its fields are in the log, and hash to {found}, not to {stated}")]
    LeafChanged {
        /// What its fields hash to.
        found: Hash,
        /// What the statement says that they do.
        stated: Hash,
    },
    /// The number is none that a record has.
    #[error("no record has this number")]
    Number,
    /// It is newer than the head.
    #[error("it is not under the head, which covers {covered} records")]
    Uncovered {
        /// How many the head covers.
        covered: u64,
    },
    /// The proof doesn't lead to the head's root.
    #[error("its proof is wrong: {0}; the record isn't in the log like this, or the proof was changed")]
    Proof(ProofFault),
    /// The text isn't that of the record's hash.
    #[error("its text, event, link or salt was changed: they hash to {found}, and the record has {expected}")]
    Text {
        /// What text and salt hash to.
        found: Hash,
        /// The record's hash.
        expected: String,
    },
    /// There is a text and the record knows of none.
    #[error("a text was added: its record has none")]
    TextAdded,
    /// It is another company's.
    #[error("it is no record of this partner")]
    OtherPartner,
    /// It doesn't follow the line before.
    #[error("it is out of order, or there twice: records stand by their numbers")]
    Order,
}
