use proptest::prelude::*;

use super::key::{other_signer, signer};
use crate::evidence::head::{Head, HeadFault, NotAHead, SignedHead};
use crate::evidence::tree::{MAX_SIZE, Root};
use crate::evidence::{Hash, Moment};

/// 2026-11-24T16:00:00.000Z
fn noon() -> Moment {
    "2026-11-24T16:00:00.000Z".parse().unwrap()
}

fn head(program: &str) -> Head {
    Head::new(Root { size: 1, hash: Hash::of_leaf(b"") }, noon(), program).unwrap()
}

/// Made by another program from the same key, with another library for Ed25519.
const NOTE: &str = "Réseau + Amis
1
bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=
at 2026-11-24T16:00:00.000Z

— Réseau---Amis iKmM8JHoAkewVGIyf/r8zvz5u78GUKc6cKSDrdvGvOeNClBV1JLkhLZnYZOpiZuKUgepUidTga48VCEBchc+2l5Owwo=
";

#[test]
fn a_head_is_the_text_that_others_make_of_it() {
    let signed = head("Réseau + Amis").sign(&signer());
    assert_eq!(signed.to_string(), NOTE);
    assert_eq!(NOTE.parse::<SignedHead>(), Ok(signed.clone()));
    assert_eq!(signed.open(&signer().public()), Ok(&head("Réseau + Amis")));
    assert!(NOTE.starts_with(&head("Réseau + Amis").signed_text()));
}

#[test]
fn another_key_and_a_changed_text_are_told_apart() {
    let signed = head("Contoso").sign(&signer());
    assert_eq!(signed.open(&other_signer().public()), Err(HeadFault::OtherKey));
    let grown = signed.to_string().replace("\n1\n", "\n2\n").parse::<SignedHead>().unwrap();
    assert_eq!(grown.open(&signer().public()), Err(HeadFault::Signature));
}

#[test]
fn what_cannot_stand_in_a_head_is_refused() {
    let root = Root { size: 1, hash: Hash::of_nothing() };
    for program in ["", "two\nlines", "tab\t", "nul\0", "\u{85}"] {
        assert_eq!(Head::new(root, noon(), program), Err(NotAHead::Program), "{program:?}");
    }
    assert_eq!(Head::new(Root { size: MAX_SIZE + 1, ..root }, noon(), "x"), Err(NotAHead::Size));
}

#[test]
fn each_part_that_cannot_be_read_is_named() {
    let table = [
        ("\n1\n", "\nx\n", NotAHead::Size),
        ("\n1\n", "\n-1\n", NotAHead::Size),
        ("\n1\n", "\n9007199254740993\n", NotAHead::Size),
        ("\n1\n", "\n01\n", NotAHead::Shape),
        ("\n1\n", "\n+1\n", NotAHead::Shape),
        ("bjQL", "bjQ", NotAHead::Root),
        ("oB0=", "oB1=", NotAHead::Root),
        ("at ", "At ", NotAHead::At),
        ("00.000Z", "00.000+00:00", NotAHead::At),
        ("00.000Z", "00Z", NotAHead::At),
        ("11-24", "11-31", NotAHead::At),
        ("— ", "- ", NotAHead::Shape),
        ("— Réseau", "— Reseau", NotAHead::Shape),
        ("\n\n", "\n", NotAHead::Shape),
        ("Z\n\n", "Z\nmore\n\n", NotAHead::Shape),
        ("\n", "\r\n", NotAHead::Shape),
        ("Réseau + Amis", "", NotAHead::Program),
    ];
    for (from, to, fault) in table {
        assert_eq!(NOTE.replacen(from, to, 1).parse::<SignedHead>(), Err(fault), "{from:?} to {to:?}");
    }
    assert_eq!(NOTE.trim_end().parse::<SignedHead>(), Err(NotAHead::Shape));
    assert_eq!(NOTE[..NOTE.len() - 9].parse::<SignedHead>(), Err(NotAHead::Signature));
}

proptest! {
    #[test]
    fn any_head_comes_back_from_its_text(
        size in 0..=MAX_SIZE, hash in any::<[u8; 32]>(), millis in -62_167_219_200_000..253_402_300_800_000_i64,
        program in "[^\\p{Cc}]{1,30}",
    ) {
        let head = Head::new(Root { size, hash: Hash::from_bytes(hash) }, Moment::from_millis(millis).unwrap(), &program);
        let signed = head.unwrap().sign(&signer());
        prop_assert_eq!(signed.to_string().parse::<SignedHead>(), Ok(signed.clone()));
        prop_assert!(signed.open(&signer().public()).is_ok());
    }

    #[test]
    fn no_changed_character_of_a_head_holds(at in any::<prop::sample::Index>(), new in any::<char>()) {
        let old = at.index(NOTE.chars().count());
        let changed: String = NOTE.chars().enumerate().map(|(n, c)| if n == old { new } else { c }).collect();
        prop_assume!(changed != NOTE);
        let holds = changed.parse::<SignedHead>().is_ok_and(|head| head.open(&signer().public()).is_ok());
        prop_assert!(!holds, "{changed}");
    }

    #[test]
    fn arbitrary_text_does_no_harm(text in "(.|\n){0,200}") {
        if let Ok(head) = text.parse::<SignedHead>() {
            prop_assert_eq!(head.to_string(), text);
        }
    }
}
