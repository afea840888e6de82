//! The program's key: Ed25519 (RFC 8032). The secret is a seed of 32 bytes; what others need is the public key.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use secrecy::{ExposeSecret, SecretString};

/// A seed that isn't 64 hexadecimal digits. It says nothing of what it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a signing key is expected to be 64 hexadecimal digits, as `ovation key new` makes it")]
pub struct NotASeed;

/// A public key that isn't 64 hexadecimal digits, or none that a key pair could have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a public key is expected to be 64 hexadecimal digits, as `ovation key public` shows it")]
pub struct NotAPublicKey;

/// Signs for the program. Its Debug text has the public key alone; its memory is wiped when it is dropped.
#[derive(Clone)]
pub struct Signer(SigningKey);

/// Checks what a [`Signer`] signed; shown as 64 lowercase hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

/// The seed that these bytes are, as settings hold it. They have to come from a source of chance that is fit for keys.
#[must_use]
pub fn seed(bytes: [u8; 32]) -> SecretString {
    SecretString::from(hex::encode(bytes))
}

impl Signer {
    /// From a seed: 64 hexadecimal digits, whitespace around them doesn't matter.
    ///
    /// # Errors
    /// [`NotASeed`].
    pub fn from_seed(seed: &SecretString) -> Result<Self, NotASeed> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(seed.expose_secret().trim(), &mut bytes).map_err(|_| NotASeed)?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// What others check by.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(bytes).to_bytes()
    }
}

impl PublicKey {
    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Whether the holder of this key signed these bytes, by the strict reading of RFC 8032: there is one signature
    /// alone, and no key for which everything holds.
    pub(super) fn signed(&self, bytes: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(bytes, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("public", &self.public()).finish_non_exhaustive()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.as_bytes()))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for PublicKey {
    type Err = NotAPublicKey;

    fn from_str(digits: &str) -> Result<Self, NotAPublicKey> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(digits.trim(), &mut bytes).map_err(|_| NotAPublicKey)?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| NotAPublicKey)?;
        // For a weak key signatures can be made up by everybody.
        if key.is_weak() { Err(NotAPublicKey) } else { Ok(Self(key)) }
    }
}
