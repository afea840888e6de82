//! The key pair with which an application's interactions are signed when they are posted over HTTP.

use std::hash::{DefaultHasher, Hash, Hasher};

use ed25519_dalek::{Signer, SigningKey};

/// The signing key of a seed of 64 hex digits, or of one made from the application's name.
/// The error is the seed that couldn't be read.
fn key(name: &str, seed: Option<&str>) -> Result<SigningKey, String> {
    let mut bytes = [0_u8; 32];
    match seed {
        Some(text) => {
            let fits = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
            if !fits {
                return Err(text.to_owned());
            }
            for (byte, place) in bytes.iter_mut().zip((0..64).step_by(2)) {
                *byte = u8::from_str_radix(&text[place..place + 2], 16).map_err(|_| text.to_owned())?;
            }
        }
        // A local stand-in needs a key that is the same at each start, not one that nobody could guess.
        None => {
            for (round, part) in bytes.chunks_mut(8).enumerate() {
                let mut hasher = DefaultHasher::new();
                (name, round).hash(&mut hasher);
                part.copy_from_slice(&hasher.finish().to_be_bytes());
            }
        }
    }
    Ok(SigningKey::from_bytes(&bytes))
}

/// The public key as hex, as the portal shows it.
pub fn public_key_hex(name: &str, seed: Option<&str>) -> Result<String, String> {
    Ok(hex(key(name, seed)?.verifying_key().as_bytes()))
}

/// The signature of a timestamp and a body, as `X-Signature-Ed25519` has it.
pub fn sign(name: &str, seed: Option<&str>, timestamp: &str, body: &str) -> Result<String, String> {
    let signature = key(name, seed)?.sign(format!("{timestamp}{body}").as_bytes());
    Ok(hex(&signature.to_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ed25519_dalek::{Signature, Verifier, VerifyingKey};

    #[test]
    fn a_signature_verifies_with_the_shown_key() {
        let unhex = |text: String| -> Vec<u8> {
            (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
        };
        let public = unhex(public_key_hex("Ovation", None).unwrap());
        let signature = unhex(sign("Ovation", None, "17", "{}").unwrap());
        let public = VerifyingKey::from_bytes(&public.try_into().unwrap()).unwrap();
        let signature = Signature::from_slice(&signature).unwrap();
        assert!(public.verify(b"17{}", &signature).is_ok());
        assert!(public.verify(b"18{}", &signature).is_err());
    }
}
