//! Checking a statement: first what names the place of a fault, then the seal over everything.

use serde::Deserialize;

use super::fault::Trouble;
use super::{FORMAT, Line, LineFault, SealedStatement, Statement, StatementFault, Totals, VERSION};
use crate::evidence::head::{Head, SignedHead};
use crate::evidence::key::PublicKey;
use crate::evidence::{Hash, Moment};

/// What a good statement says, and what was checked of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The statement.
    pub statement: Statement,
    /// How many records the head covers.
    pub head_size: u64,
    /// When the head was signed.
    pub head_at: Moment,
    /// How many texts were there and fit the hashes of their records.
    pub texts: u64,
    /// How many records had a text that is erased by now.
    pub erased: u64,
}

/// What is read first: whether it is a statement at all, and one that can be checked here.
#[derive(Deserialize)]
struct Envelope {
    #[serde(default)]
    format: String,
    #[serde(default)]
    version: u64,
}

/// Checks a statement's text by the program's public key: the head's signature, each line's fields, place and proof,
/// each text against its hash, the totals, and the seal over all of it.
///
/// # Errors
/// [`StatementFault`] with the first thing that is wrong.
pub fn verify_statement(text: &str, key: &PublicKey) -> Result<Verified, StatementFault> {
    let sealed = read(text)?;
    let verified = check(sealed.statement, key)?;
    let bytes = verified.statement.sealed_bytes().map_err(|_| StatementFault::Seal)?;
    let seal = sealed.seal.as_slice().try_into().map_err(|_| StatementFault::Seal)?;
    if key.signed(&bytes, seal) { Ok(verified) } else { Err(StatementFault::Seal) }
}

fn read(text: &str) -> Result<SealedStatement, StatementFault> {
    let envelope: Envelope = serde_json::from_str(text).map_err(|error| unreadable(&error))?;
    if envelope.format != FORMAT {
        return Err(StatementFault::OtherFormat);
    }
    if envelope.version != VERSION {
        return Err(StatementFault::OtherVersion { found: envelope.version });
    }
    serde_json::from_str(text).map_err(|error| unreadable(&error))
}

fn unreadable(error: &serde_json::Error) -> StatementFault {
    let (line, column) = (error.line(), error.column());
    match error.classify() {
        serde_json::error::Category::Eof => StatementFault::CutOff { line, column },
        serde_json::error::Category::Data => {
            StatementFault::Unreadable { line, column, trouble: Trouble::Shape }
        }
        _ => StatementFault::Unreadable { line, column, trouble: Trouble::Syntax },
    }
}

/// Everything but the seal.
pub(super) fn check(statement: Statement, key: &PublicKey) -> Result<Verified, StatementFault> {
    let given = Hash::from_bytes(*key.as_bytes());
    if statement.key != given {
        return Err(StatementFault::WrongKey { stated: statement.key, given });
    }
    let signed: SignedHead = statement.head.parse()?;
    let head = signed.open(key)?;
    if head.program() != statement.program {
        return Err(StatementFault::HeadOfOtherProgram);
    }
    let (mut texts, mut erased, mut before) = (0, 0, 0);
    for (at, line) in statement.lines.iter().enumerate() {
        let record = line.record.id;
        let wrong = |fault| StatementFault::Line { position: at + 1, record, fault };
        check_line(line, head).map_err(wrong)?;
        let company = line.record.partner_id;
        if !statement.companies().any(|known| Some(known) == company) {
            return Err(wrong(LineFault::OtherPartner));
        }
        if record <= before {
            return Err(wrong(LineFault::Order));
        }
        before = record;
        texts += u64::from(line.text.is_some());
        erased += u64::from(line.text.is_none() && line.record.text_hash.is_some());
    }
    if Totals::of(statement.lines.iter().map(|line| &line.record)) != statement.totals {
        return Err(StatementFault::Totals);
    }
    let (head_size, head_at) = (head.root().size, head.at());
    Ok(Verified { statement, head_size, head_at, texts, erased })
}

fn check_line(line: &Line, head: &Head) -> Result<(), LineFault> {
    let (record, stated) = (&line.record, line.leaf);
    let bytes = record.canonical();
    let found = Hash::of_leaf(&bytes);
    let covered = head.root().size;
    let proof = match record.index() {
        None => Err(LineFault::Number),
        Some(index) if index >= covered => Err(LineFault::Uncovered { covered }),
        Some(index) => line.proof.check(&bytes, index, head.root()).map_err(LineFault::Proof),
    };
    match (found == stated, proof) {
        (true, proof) => proof?,
        // The proof speaks for the fields, so it is the leaf beside them that is wrong.
        (false, Ok(())) => return Err(LineFault::LeafChanged { found, stated }),
        (false, Err(_)) => return Err(LineFault::FieldChanged { found, stated }),
    }
    match (&line.text, &record.text_hash) {
        (None, _) => Ok(()),
        (Some(_), None) => Err(LineFault::TextAdded),
        (Some(text), Some(expected)) => {
            let found = text.hash();
            let same = expected.as_slice() == found.as_bytes();
            if same { Ok(()) } else { Err(LineFault::Text { found, expected: expected.to_string() }) }
        }
    }
}

impl Statement {
    /// The partner's own number and those of the companies that are this partner now.
    fn companies(&self) -> impl Iterator<Item = i64> {
        std::iter::once(&self.partner).chain(&self.merged).map(|company| company.id)
    }
}
