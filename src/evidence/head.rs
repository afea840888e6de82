//! Heads: how the tree stood at a moment, signed, as a text that everybody can keep and check.
//!
//! # The text
//! A checkpoint of C2SP (c2sp.org/tlog-checkpoint) in a signed note (c2sp.org/signed-note), so that tools for
//! transparency logs read it. Lines end with U+000A:
//!
//! ```text
//! Northwind Partner Network                      the program
//! 1234                                           records that it covers
//! CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=   root hash, base64
//! at 2026-11-24T16:00:00.000Z                    when it was signed
//!                                                (an empty line)
//! — Northwind-Partner-Network Az3grlgtzPICa5OS8npV…   the key's name, and base64 of its id and the signature
//! ```
//!
//! **What is signed** are the bytes of the first four lines, the end of the fourth line with them and the empty line
//! not. The key's name is the program's with `-` for each white space and `+`; the key's id is the first 4 bytes of
//! SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key). A head has this one text: parsing refuses every other.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use super::key::{PublicKey, Signer};
use super::tree::{MAX_SIZE, Root};
use super::{Hash, Moment};

/// Before a signature line (c2sp.org/signed-note).
const DASH: &str = "\u{2014} ";
/// Before the moment.
const AT: &str = "at ";
/// What an Ed25519 key's id is reckoned with (c2sp.org/signed-note).
const ED25519: u8 = 0x01;

/// How the ledger stood at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    root: Root,
    at: Moment,
    program: String,
}

/// A head with a signature that isn't checked yet: [`SignedHead::open`] does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedHead {
    head: Head,
    key_id: [u8; 4],
    signature: [u8; 64],
}

/// What isn't right in a head's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAHead {
    /// A program's name that is empty or has a control character.
    #[error("the program's name is empty, or has a character that can't stand in a line")]
    Program,
    /// There aren't as many records as that.
    #[error("the number of records can't be")]
    Size,
    /// The root isn't 32 bytes in base64.
    #[error("the root hash can't be read")]
    Root,
    /// The moment can't be read.
    #[error("the moment can't be read")]
    At,
    /// The signature's line can't be read.
    #[error("the signature's line can't be read")]
    Signature,
    /// Lines are missing, too many, or not written in the one way.
    #[error("it isn't written as heads are: lines are missing, added or out of place")]
    Shape,
}

/// Why a signature doesn't hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    /// It was made with another key, or under another program's name.
    #[error("it is signed with another key")]
    OtherKey,
    /// It was not made over this text.
    #[error("its signature doesn't hold: the head was changed after it was signed")]
    Signature,
}

impl Head {
    /// A head of a program's ledger.
    ///
    /// # Errors
    /// [`NotAHead::Program`], [`NotAHead::Size`].
    pub fn new(root: Root, at: Moment, program: &str) -> Result<Self, NotAHead> {
        if program.is_empty() || program.chars().any(char::is_control) {
            return Err(NotAHead::Program);
        }
        if root.size > MAX_SIZE {
            return Err(NotAHead::Size);
        }
        Ok(Self { root, at, program: program.to_owned() })
    }

    /// How many records it covers, and the hash over them.
    #[must_use]
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// When it was signed.
    #[must_use]
    pub const fn at(&self) -> Moment {
        self.at
    }

    /// The program's name at that time.
    #[must_use]
    pub fn program(&self) -> &str {
        &self.program
    }

    /// The bytes that are signed.
    #[must_use]
    pub fn signed_text(&self) -> String {
        let root = BASE64.encode(self.root.hash.as_bytes());
        format!("{}\n{}\n{root}\n{AT}{}\n", self.program, self.root.size, self.at)
    }

    /// Signs it.
    #[must_use]
    pub fn sign(self, signer: &Signer) -> SignedHead {
        let signature = signer.sign(self.signed_text().as_bytes());
        let key_id = key_id(&self.key_name(), &signer.public());
        SignedHead { head: self, key_id, signature }
    }

    fn key_name(&self) -> String {
        self.program.chars().map(|c| if c.is_whitespace() || c == '+' { '-' } else { c }).collect()
    }
}

impl SignedHead {
    /// What it says, by a signature that holds.
    ///
    /// # Errors
    /// [`HeadFault`].
    pub fn open(&self, key: &PublicKey) -> Result<&Head, HeadFault> {
        if key_id(&self.head.key_name(), key) != self.key_id {
            return Err(HeadFault::OtherKey);
        }
        let signed = key.signed(self.head.signed_text().as_bytes(), &self.signature);
        if signed { Ok(&self.head) } else { Err(HeadFault::Signature) }
    }

    /// What it says, whoever wrote that.
    #[must_use]
    pub const fn claimed(&self) -> &Head {
        &self.head
    }
}

/// Its text, with the end of its last line.
impl fmt::Display for SignedHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = BASE64.encode([self.key_id.as_slice(), &self.signature].concat());
        writeln!(f, "{}\n{DASH}{} {signature}", self.head.signed_text(), self.head.key_name())
    }
}

impl FromStr for SignedHead {
    type Err = NotAHead;

    fn from_str(text: &str) -> Result<Self, NotAHead> {
        let lines: Vec<&str> = text.lines().collect();
        let [program, size, root, at, "", signature] = lines[..] else { return Err(NotAHead::Shape) };
        let size = size.parse().map_err(|_| NotAHead::Size)?;
        let root =
            BASE64.decode(root).ok().and_then(|bytes| Hash::from_slice(&bytes)).ok_or(NotAHead::Root)?;
        let at = at.strip_prefix(AT).and_then(|at| at.parse().ok()).ok_or(NotAHead::At)?;
        let head = Head::new(Root { size, hash: root }, at, program)?;
        let bytes = signature.rsplit_once(' ').and_then(|(_, bytes)| BASE64.decode(bytes).ok());
        let bytes = bytes.ok_or(NotAHead::Signature)?;
        let (key_id, signature) = bytes.split_first_chunk::<4>().ok_or(NotAHead::Signature)?;
        let signature = signature.try_into().map_err(|_| NotAHead::Signature)?;
        let signed = Self { head, key_id: *key_id, signature };
        // What can be read in two ways would be two heads to others.
        if signed.to_string() == text { Ok(signed) } else { Err(NotAHead::Shape) }
    }
}

fn key_id(name: &str, key: &PublicKey) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key.as_bytes());
    let [a, b, c, d, ..] = <[u8; 32]>::from(hash.finalize());
    [a, b, c, d]
}
