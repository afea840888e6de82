//! Making a statement out of what the store knows.

use super::{Line, Named, SealedStatement, Statement, StatementFault, Totals, verify};
use crate::evidence::head::SignedHead;
use crate::evidence::key::Signer;
use crate::evidence::text::LineText;
use crate::evidence::tree::Tree;
use crate::evidence::{Hash, LedgerLine, Moment};

/// What a statement is to say.
#[derive(Debug, Clone)]
pub struct Draft {
    /// When it is made.
    pub made_at: Moment,
    /// The partner.
    pub partner: Named,
    /// Companies that are this partner now.
    pub merged: Vec<Named>,
    /// The groups that are in the lines, by which they are called in the spreadsheet.
    pub groups: Vec<Named>,
    /// All records of the partner and of the merged companies that the head covers, by their numbers, each with its
    /// text unless that is erased.
    pub lines: Vec<(LedgerLine, Option<LineText>)>,
}

/// Why no statement can be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeFault {
    /// The head doesn't cover a record.
    #[error("the head covers {covered} records, and record {record} is not one of them")]
    Uncovered {
        /// The record.
        record: i64,
        /// How many the head covers.
        covered: u64,
    },
    /// What was made couldn't be verified, so ledger, log and head don't agree.
    #[error(
        "the ledger doesn't agree with its log, so nothing is stated; `ovation verify` names the place: {0}"
    )]
    Unprovable(#[from] StatementFault),
    /// It can't be written as JSON.
    #[error("the statement can't be written: {0}")]
    Json(#[from] serde_json::Error),
}

impl Draft {
    /// Proves each line under a head, over a tree of all leaves that has at least as many as the head covers; seals it,
    /// and checks it as whoever receives it does.
    ///
    /// # Errors
    /// [`MakeFault`]: nothing is stated that couldn't be verified.
    pub fn seal(self, head: &SignedHead, tree: &Tree, signer: &Signer) -> Result<SealedStatement, MakeFault> {
        let covered = head.claimed().root().size;
        let totals = Totals::of(self.lines.iter().map(|(record, _)| record));
        let proven = |(record, text): (LedgerLine, _)| {
            let proof = record.index().and_then(|index| tree.inclusion(index, covered));
            let proof = proof.ok_or(MakeFault::Uncovered { record: record.id, covered })?;
            Ok(Line { leaf: record.leaf(), record, text, proof })
        };
        let lines = self.lines.into_iter().map(proven).collect::<Result<_, MakeFault>>()?;
        let public = signer.public();
        let statement = Statement {
            program: head.claimed().program().to_owned(),
            key: Hash::from_bytes(*public.as_bytes()),
            made_at: self.made_at,
            partner: self.partner,
            merged: self.merged,
            groups: self.groups,
            head: head.to_string(),
            lines,
            totals,
        };
        let verified = verify::check(statement, &public)?;
        Ok(verified.statement.seal(signer)?)
    }
}
