//! The hashes of the tree, as RFC 6962 section 2.1 has them: a leaf and a node can't be taken for each other.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::bytes::{self, NotHex};

/// Before a leaf's bytes (RFC 6962, 2.1).
const LEAF: [u8; 1] = [0x00];
/// Before a node's two halves (RFC 6962, 2.1).
const NODE: [u8; 1] = [0x01];

/// A SHA-256 hash: 32 bytes, shown as 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// The hash that these bytes are.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The hash that a database keeps as these bytes; `None` when they aren't 32.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The 32 bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The root of a tree without leaves: SHA-256 of nothing.
    #[must_use]
    pub fn of_nothing() -> Self {
        Self(Sha256::digest([]).into())
    }

    /// A leaf: SHA-256(0x00 ‖ bytes).
    #[must_use]
    pub fn of_leaf(bytes: &[u8]) -> Self {
        Self(Sha256::new().chain_update(LEAF).chain_update(bytes).finalize().into())
    }

    /// A node: SHA-256(0x01 ‖ left ‖ right).
    #[must_use]
    pub fn of_node(left: &Self, right: &Self) -> Self {
        Self(Sha256::new().chain_update(NODE).chain_update(left.0).chain_update(right.0).finalize().into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Hash {
    type Error = NotHex;

    fn try_from(digits: String) -> Result<Self, NotHex> {
        bytes::exactly(&digits).map(Self)
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hex::encode(hash.0)
    }
}
