//! `ovation key`: a new key, and the public half of the one in use.

use rand::TryRngCore;
use rand::rand_core::OsError;
use rand::rngs::OsRng;
use secrecy::ExposeSecret;

use crate::evidence::key::{NotASeed, PublicKey, Signer, seed};
use crate::settings::{Settings, SettingsError};

/// Why there is no key to show.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The system gives no random bytes.
    #[error("this system gives no random bytes for a key: {0}")]
    Chance(#[from] OsError),
    /// What was made is no seed.
    #[error(transparent)]
    Seed(#[from] NotASeed),
    /// The settings' key can't be used.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// There is none.
    #[error(
        "no signing key: set OVATION_SIGNING_KEY, or signing.key_file in the settings; \
         `ovation key new` makes one"
    )]
    None,
}

/// A new key, as text for whoever keeps it. The only place where a seed is ever shown.
///
/// # Errors
/// [`KeyError::Chance`].
pub fn new() -> Result<String, KeyError> {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes)?;
    let seed = seed(bytes);
    let public = Signer::from_seed(&seed)?.public();
    let secret = seed.expose_secret();
    Ok(format!(
        "\
seed        {secret}
public key  {public}

The seed is a secret: whoever has it can sign in your program's name. Let Ovation alone read it, by one of
  OVATION_SIGNING_KEY={secret}
  signing.key_file in config/ovation.toml: a file that holds the seed and nothing else, readable by Ovation's user alone
and keep a copy off this machine. It is not kept here and can't be shown again.

The public key is for everybody. Publish it where your partners look and this machine can't write, such as your web
site: a copy from this machine proves little to somebody who doesn't trust this machine.
"
    ))
}

/// The public key of the signing key in the settings.
///
/// # Errors
/// [`KeyError::None`] without one, [`KeyError::Settings`] when it can't be used.
pub fn public(settings: &Settings) -> Result<PublicKey, KeyError> {
    Ok(settings.signer()?.ok_or(KeyError::None)?.public())
}
