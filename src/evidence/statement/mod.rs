//! Statements: what a partner takes home, and checks without this program's database, with the public key alone.
//!
//! # The file
//! JSON, in this order; moments are texts such as `2026-11-24T16:00:00.000Z`, hashes and keys lowercase hexadecimal:
//!
//! ```text
//! format      "ovation-statement"
//! version     1
//! statement
//!   program   the program's name
//!   key       the public key it is signed with: to be compared with the one that the program publishes
//!   made_at   when it was made
//!   partner   {id, name}
//!   merged    [{id, name}] companies that are this partner now
//!   groups    [{id, name}] the groups that are in the lines
//!   head      the text of a signed head (super::head)
//!   lines     [{record, text, leaf, proof}] all of the partner's records under that head, by their numbers
//!     record  the columns of `record` (super::line); their canonical bytes are the leaf
//!     text    {salt, text, event, link}, by which text_hash can be checked (super::text); null: none, or erased
//!     leaf    the leaf's hash
//!     proof   [hash] from the leaf (number record.id - 1) to the head's root (RFC 6962, 2.1.1)
//!   totals    {lines, points, kinds: [{kind, lines, points}]}
//! seal        Ed25519 over "ovation-statement/1", U+000A, and `statement` as JSON without any white space
//! ```
//!
//! The head and the proofs show that each line is in the log which everybody sees. The seal shows what they can't:
//! that the program says these are all lines, and by which names it calls the partner and the groups.
//!
//! Here belong making, checking and reading a statement. Not here: which records are a partner's (the store knows), and
//! files.

mod fault;
mod make;
mod spreadsheet;
mod totals;
mod verify;

use serde::{Deserialize, Serialize};

use super::bytes::Bytes;
use super::key::Signer;
use super::text::LineText;
use super::tree::InclusionProof;
use super::{Hash, LedgerLine, Moment};

pub use fault::{LineFault, StatementFault};
pub use make::{Draft, MakeFault};
pub use spreadsheet::harmless;
pub use totals::{KindTotal, Totals};
pub use verify::{Verified, verify_statement};

/// What a file of this kind says it is.
const FORMAT: &str = "ovation-statement";
/// Its version.
const VERSION: u64 = 1;
/// Before what is sealed, so that nothing else that is signed can be taken for it.
const SEALED: &str = "ovation-statement/1\n";

/// Something with a number and a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its number in the ledger.
    pub id: i64,
    /// Its name when the statement was made.
    pub name: String,
}

/// A record of the partner, with its proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The record.
    pub record: LedgerLine,
    /// Its free text, where there is one that isn't erased.
    pub text: Option<LineText>,
    /// The hash of its leaf.
    pub leaf: Hash,
    /// Its way to the head's root.
    pub proof: InclusionProof,
}

/// What a statement says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    /// The program's name.
    pub program: String,
    /// The public key by which it says that it is signed: 32 bytes like a hash, and not yet known to be any key.
    pub key: Hash,
    /// When it was made.
    pub made_at: Moment,
    /// The partner.
    pub partner: Named,
    /// Companies that are this partner now.
    pub merged: Vec<Named>,
    /// The groups in its lines.
    pub groups: Vec<Named>,
    /// The text of the signed head.
    pub head: String,
    /// All of the partner's records under that head.
    pub lines: Vec<Line>,
    /// The sums over the lines.
    pub totals: Totals,
}

/// A statement as it is in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedStatement {
    format: String,
    version: u64,
    statement: Statement,
    seal: Bytes,
}

impl Statement {
    /// The bytes that are sealed.
    fn sealed_bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = SEALED.as_bytes().to_vec();
        serde_json::to_writer(&mut bytes, self)?;
        Ok(bytes)
    }

    fn seal(self, signer: &Signer) -> Result<SealedStatement, serde_json::Error> {
        let seal = Bytes::from(signer.sign(&self.sealed_bytes()?).to_vec());
        Ok(SealedStatement { format: FORMAT.to_owned(), version: VERSION, statement: self, seal })
    }
}

impl SealedStatement {
    /// What it says.
    #[must_use]
    pub const fn statement(&self) -> &Statement {
        &self.statement
    }

    /// The file's text.
    ///
    /// # Errors
    /// None is known: each of its parts can be written.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}
