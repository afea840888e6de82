//! Ledger against log: the first difference, by its record.
//!
//! The store feeds the rows of `record` by their numbers, each with its stored leaf. What is signed in a head can't be
//! changed without the key, so whoever changes a record has to change its leaf, the frontier and every head after it.

mod difference;

use super::LedgerLine;
use super::bytes::Bytes;
use super::frontier::Frontier;
use super::head::{HeadFault, SignedHead};
use super::key::PublicKey;

pub use difference::{Difference, Witness};

/// What is kept of the log beside the leaves themselves.
#[derive(Debug, Clone, Default)]
pub struct StoredLog {
    /// How many leaves are stored.
    pub leaves: u64,
    /// The frontier by which the next one is appended.
    pub frontier: Frontier,
    /// The texts of all heads that were signed, in any order.
    pub heads: Vec<String>,
}

/// What agreed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// How many records there are.
    pub records: u64,
    /// How many of them, at the end, aren't in the log yet.
    pub unsequenced: u64,
    /// How many heads have the root that the records give.
    pub heads: u64,
    /// How many of these were signed by a known key; the others couldn't be checked, because no key was given.
    pub signatures: u64,
    /// How many records the newest head covers.
    pub signed: u64,
}

/// A comparison under way: rows are fed to it by their numbers, as many at a time as the store likes.
#[derive(Debug)]
pub struct Comparison<'a> {
    keys: &'a [PublicKey],
    frontier: Frontier,
    leaves: u64,
    /// Those that are still to be reached, the smallest last.
    heads: Vec<SignedHead>,
    /// What the records give so far.
    reckoned: Frontier,
    agreed: Agreement,
}

impl<'a> Comparison<'a> {
    /// Begins. Signatures are checked by `keys`, the program's public keys now and before; without any they aren't.
    ///
    /// # Errors
    /// [`Difference::HeadUnreadable`], and what is wrong with heads over no records.
    pub fn begin(log: &StoredLog, keys: &'a [PublicKey]) -> Result<Self, Difference> {
        let read = |(at, text): (usize, &String)| {
            text.parse().map_err(|fault| Difference::HeadUnreadable { position: at + 1, fault })
        };
        let mut heads: Vec<SignedHead> = log.heads.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        heads.sort_by_key(|head| std::cmp::Reverse((head.claimed().root().size, head.claimed().at())));
        let (frontier, leaves) = (log.frontier.clone(), log.leaves);
        let (reckoned, agreed) = (Frontier::default(), Agreement::default());
        let mut begun = Self { keys, frontier, leaves, heads, reckoned, agreed };
        begun.check_marks()?;
        Ok(begun)
    }

    /// Takes the next row, with its stored leaf.
    ///
    /// # Errors
    /// The [`Difference`], after which nothing more is to be fed.
    pub fn record(&mut self, line: &LedgerLine, leaf: Option<&[u8]>) -> Result<(), Difference> {
        let expected = i64::try_from(self.reckoned.size() + 1).unwrap_or(i64::MAX);
        let (record, covered, found) = (line.id, self.frontier.size(), line.leaf());
        if record > expected {
            return Err(Difference::Missing { record: expected, next: record });
        }
        if record < expected {
            return Err(Difference::OutOfOrder { expected, found: record });
        }
        match (leaf, self.reckoned.size() < covered) {
            (Some(leaf), _) if leaf != found.as_bytes() => {
                return Err(Difference::Changed { record, expected: Bytes::from(leaf.to_vec()), found });
            }
            (Some(_), false) => return Err(Difference::LeafBeyond { record, covered }),
            (None, true) => return Err(Difference::LeafMissing { record, covered }),
            (Some(_), true) => {}
            // Not in the log yet, which is nothing wrong.
            (None, false) => self.agreed.unsequenced += 1,
        }
        self.reckoned.append(found);
        self.check_marks()
    }

    /// Ends: all rows were fed.
    ///
    /// # Errors
    /// The [`Difference`] at the end of the ledger.
    pub fn finish(mut self) -> Result<Agreement, Difference> {
        let (found, covered) = (self.reckoned.size(), self.frontier.size());
        // Those that are left cover more than there is; the greatest says how much is gone at least.
        for head in self.heads.iter().rev() {
            self.check_signature(head)?;
        }
        if let Some(head) = self.heads.first().map(SignedHead::claimed) {
            let by = Witness::Head(head.at());
            return Err(Difference::CutOff { covered: head.root().size, found, by });
        }
        if covered > found {
            return Err(Difference::CutOff { covered, found, by: Witness::Frontier });
        }
        if self.leaves > found {
            return Err(Difference::CutOff { covered: self.leaves, found, by: Witness::Leaves });
        }
        if self.leaves != covered {
            return Err(Difference::Leaves { covered, leaves: self.leaves });
        }
        self.agreed.records = found;
        Ok(self.agreed)
    }

    /// Compares with the frontier and the heads over as many records as were fed.
    fn check_marks(&mut self) -> Result<(), Difference> {
        let size = self.reckoned.size();
        let due = |head: &SignedHead| head.claimed().root().size == size;
        if size != self.frontier.size() && !self.heads.last().is_some_and(due) {
            return Ok(());
        }
        let found = self.reckoned.root().hash;
        while let Some(head) = self.heads.pop_if(|head| due(head)) {
            self.agreed.signatures += u64::from(self.check_signature(&head)?);
            let (signed, at) = (head.claimed().root().hash, head.claimed().at());
            if signed != found {
                let before = self.agreed.signed;
                return Err(Difference::HeadRoot { covered: size, at, before, signed, found });
            }
            self.agreed.heads += 1;
            self.agreed.signed = size;
        }
        let stored = self.frontier.root().hash;
        if size == self.frontier.size() && stored != found {
            return Err(Difference::Frontier { covered: size, stored, found });
        }
        Ok(())
    }

    /// Whether a known key signed a head; `false` when none is known.
    fn check_signature(&self, head: &SignedHead) -> Result<bool, Difference> {
        let mut fault = HeadFault::OtherKey;
        for key in self.keys {
            match head.open(key) {
                Ok(_) => return Ok(true),
                Err(HeadFault::Signature) => fault = HeadFault::Signature,
                Err(HeadFault::OtherKey) => {}
            }
        }
        if self.keys.is_empty() {
            return Ok(false);
        }
        let (covered, at) = (head.claimed().root().size, head.claimed().at());
        Err(Difference::HeadSignature { covered, at, fault })
    }
}

/// Compares rows, each with its stored leaf, with what is kept of the log.
///
/// # Errors
/// The first [`Difference`].
pub fn compare(
    rows: impl IntoIterator<Item = (LedgerLine, Option<Vec<u8>>)>,
    log: &StoredLog,
    keys: &[PublicKey],
) -> Result<Agreement, Difference> {
    let mut comparison = Comparison::begin(log, keys)?;
    for (line, leaf) in rows {
        comparison.record(&line, leaf.as_deref())?;
    }
    comparison.finish()
}
