//! One row of `record` as it is stored, and the bytes that stand for it for ever.
//!
//! # The canonical bytes, version 1
//! One byte 0x01 for the version, then each column in the order of [`LedgerLine`]'s fields:
//! 0x00 where there is nothing; otherwise 0x01, the number of bytes that follow as 8 bytes (most significant first),
//! and those bytes: an integer as 8 bytes (two's complement, most significant first), a text as UTF-8, a hash as it is.
//!
//! So nothing differs from empty, no column can lend to the next one, and two different rows never have the same bytes.
//! A later column gets a version of its own, used only by rows in which that column has a value: the bytes of a row
//! that is in the log never change.

use serde::{Deserialize, Serialize};

use super::Hash;
use super::bytes::Bytes;

/// The version of the canonical bytes.
const VERSION: u8 = 1;

/// A row of `record`, with the names of its columns. Instants are unix milliseconds, days are counted from 1970-01-01.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LedgerLine {
    /// The record's number, from 1.
    pub id: i64,
    /// What it is: `award`, `reversal`, …
    pub kind: String,
    /// When it happened: unix milliseconds.
    pub at: i64,
    /// The record of the rules by which it was decided.
    pub rules: Option<i64>,
    /// The person who did it; none: the program itself.
    pub actor_id: Option<i64>,
    /// The person whom it concerns.
    pub subject_id: Option<i64>,
    /// The group.
    pub group_id: Option<i64>,
    /// The partner.
    pub partner_id: Option<i64>,
    /// The period in which it spends.
    pub period_id: Option<i64>,
    /// The kind of contribution.
    pub contribution: Option<String>,
    /// The contribution's day, counted from 1970-01-01.
    pub day: Option<i64>,
    /// Points.
    pub points: Option<i64>,
    /// The record that it takes back.
    pub reverses: Option<i64>,
    /// The record because of which it was made.
    pub cause: Option<i64>,
    /// The interaction that asked for it.
    pub act: Option<String>,
    /// SHA-256 over what the interaction asked.
    pub content_hash: Option<Bytes>,
    /// JSON, to the letter as it is stored.
    pub detail: String,
    /// The salted hash of its free text ([`super::text::LineText::hash`]).
    pub text_hash: Option<Bytes>,
}

impl LedgerLine {
    /// The canonical bytes.
    #[must_use]
    pub fn canonical(&self) -> Vec<u8> {
        let mut bytes = Canonical(vec![VERSION]);
        bytes.integer(Some(self.id));
        bytes.text(Some(&self.kind));
        bytes.integer(Some(self.at));
        bytes.integer(self.rules);
        bytes.integer(self.actor_id);
        bytes.integer(self.subject_id);
        bytes.integer(self.group_id);
        bytes.integer(self.partner_id);
        bytes.integer(self.period_id);
        bytes.text(self.contribution.as_deref());
        bytes.integer(self.day);
        bytes.integer(self.points);
        bytes.integer(self.reverses);
        bytes.integer(self.cause);
        bytes.text(self.act.as_deref());
        bytes.field(self.content_hash.as_ref().map(Bytes::as_slice));
        bytes.text(Some(&self.detail));
        bytes.field(self.text_hash.as_ref().map(Bytes::as_slice));
        bytes.0
    }

    /// Its leaf in the tree.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        Hash::of_leaf(&self.canonical())
    }

    /// Which leaf it is, from 0; `None` for a number that no record has.
    #[must_use]
    pub fn index(&self) -> Option<u64> {
        u64::try_from(self.id).ok()?.checked_sub(1)
    }
}

struct Canonical(Vec<u8>);

impl Canonical {
    fn field(&mut self, value: Option<&[u8]>) {
        let Some(value) = value else {
            self.0.push(0);
            return;
        };
        self.0.push(1);
        self.0.extend((value.len() as u64).to_be_bytes());
        self.0.extend(value);
    }

    fn integer(&mut self, value: Option<i64>) {
        self.field(value.map(i64::to_be_bytes).as_ref().map(<[u8; 8]>::as_slice));
    }

    fn text(&mut self, value: Option<&str>) {
        self.field(value.map(str::as_bytes));
    }
}
