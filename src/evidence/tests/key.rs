use secrecy::{ExposeSecret, SecretString};

use crate::evidence::key::{NotAPublicKey, NotASeed, PublicKey, Signer, seed};

/// The first example of RFC 8032, section 7.1.
pub(super) const SEED: &str = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
pub(super) const PUBLIC: &str = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";

pub(super) fn signer() -> Signer {
    Signer::from_seed(&SecretString::from(SEED)).unwrap()
}

pub(super) fn other_signer() -> Signer {
    Signer::from_seed(&seed([7; 32])).unwrap()
}

#[test]
fn a_seed_gives_the_public_key_of_the_rfc() {
    assert_eq!(signer().public().to_string(), PUBLIC);
    let typed = SecretString::from(format!("  {}\n", SEED.to_uppercase()));
    assert_eq!(Signer::from_seed(&typed).unwrap().public(), signer().public());
    assert_eq!(PUBLIC.to_uppercase().parse::<PublicKey>().unwrap(), signer().public());
}

#[test]
fn a_seed_is_64_digits_and_a_fault_does_not_repeat_it() {
    for bad in ["", "9d61", &SEED[..63], &format!("{SEED}00"), &SEED.replace('9', "g"), "é"] {
        let fault = Signer::from_seed(&SecretString::from(bad)).unwrap_err();
        assert_eq!(fault, NotASeed);
        assert!(bad.is_empty() || !fault.to_string().contains(bad));
    }
    assert_eq!(seed([0xAB; 32]).expose_secret(), "ab".repeat(32));
}

#[test]
fn a_seed_is_in_no_debug_text() {
    let (signer, typed) = (signer(), SecretString::from(SEED));
    let shown = format!("{signer:?} {signer:#?} {typed:?} {:?}", seed([0x9D; 32]));
    assert!(shown.contains(PUBLIC) && !shown.contains("9d61") && !shown.contains("9d9d"), "{shown}");
    // As a list of bytes neither.
    assert!(!shown.contains("157, 97"), "{shown}");
}

#[test]
fn a_public_key_by_which_everything_would_hold_is_none() {
    let neutral = format!("01{}", "00".repeat(31));
    for bad in
        ["", "d75a", &PUBLIC[1..], &neutral, &format!("02{}", "00".repeat(31)), &"00".repeat(32), "key.pub"]
    {
        assert_eq!(bad.parse::<PublicKey>(), Err(NotAPublicKey), "{bad}");
    }
}
