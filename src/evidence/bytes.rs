//! Bytes that are shown as lowercase hexadecimal digits, and in no other way: one value has one text, so that a
//! changed character is a changed value.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text that isn't an even number of lowercase hexadecimal digits, or too long or too short for what it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "not what was expected: an even number of lowercase hexadecimal digits, 64 of them for a hash or a key"
)]
pub struct NotHex;

/// Bytes of any length, as a database keeps them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Bytes(Vec<u8>);

impl Bytes {
    /// The bytes.
    #[must_use]
    pub fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(&self.0))
    }
}

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for Bytes {
    type Error = NotHex;

    fn try_from(digits: String) -> Result<Self, NotHex> {
        lowercase(&digits)?;
        hex::decode(digits).map(Self).map_err(|_| NotHex)
    }
}

impl From<Bytes> for String {
    fn from(bytes: Bytes) -> Self {
        hex::encode(bytes.0)
    }
}

/// Exactly `N` bytes from twice as many lowercase digits.
pub(super) fn exactly<const N: usize>(digits: &str) -> Result<[u8; N], NotHex> {
    lowercase(digits)?;
    let mut bytes = [0; N];
    hex::decode_to_slice(digits, &mut bytes).map_err(|_| NotHex)?;
    Ok(bytes)
}

fn lowercase(digits: &str) -> Result<(), NotHex> {
    if digits.bytes().any(|byte| byte.is_ascii_uppercase()) { Err(NotHex) } else { Ok(()) }
}
