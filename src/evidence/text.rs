//! The free text beside a record: the ledger holds its salted hash alone, so that it can be erased, and checked as long
//! as it is there.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Hash;
use super::bytes::Bytes;

/// A row of `record_text`: its columns, by their names.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineText {
    /// What keeps others from guessing the text by its hash.
    pub salt: Bytes,
    /// The reason.
    pub text: String,
    /// The event at which the contribution happened.
    pub event: String,
    /// Where more is to be read about it.
    pub link: String,
}

impl LineText {
    /// The hash that its record holds.
    #[must_use]
    pub fn hash(&self) -> Hash {
        salted_hash(self.salt.as_slice(), [&self.text, &self.event, &self.link])
    }
}

/// Words of a person stay out of the log.
impl std::fmt::Debug for LineText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LineText").finish_non_exhaustive()
    }
}

/// SHA-256 over the salt and then text, event and link in this order, each with its length in bytes before it (8 bytes,
/// most significant first), so that no part can lend to the next one.
#[must_use]
pub fn salted_hash(salt: &[u8], parts: [&str; 3]) -> Hash {
    let mut hash = Sha256::new().chain_update(salt);
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    Hash::from_bytes(hash.finalize().into())
}
