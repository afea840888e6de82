use proptest::prelude::*;

use super::any_line;
use crate::evidence::LedgerLine;
use crate::evidence::bytes::Bytes;
use crate::evidence::text::{LineText, salted_hash};

/// One column, read back from the canonical bytes.
fn column(bytes: &mut &[u8]) -> Option<Vec<u8>> {
    let (present, rest) = bytes.split_first().unwrap();
    *bytes = rest;
    if *present == 0 {
        return None;
    }
    let (length, rest) = bytes.split_first_chunk::<8>().unwrap();
    let (value, rest) = rest.split_at(usize::try_from(u64::from_be_bytes(*length)).unwrap());
    *bytes = rest;
    Some(value.to_vec())
}

fn integer(bytes: &mut &[u8]) -> Option<i64> {
    column(bytes).map(|value| i64::from_be_bytes(value.try_into().unwrap()))
}

fn text(bytes: &mut &[u8]) -> Option<String> {
    column(bytes).map(|value| String::from_utf8(value).unwrap())
}

/// The row that canonical bytes stand for.
fn read(mut bytes: &[u8]) -> LedgerLine {
    assert_eq!(bytes.split_off_first(), Some(&1), "the version");
    let bytes = &mut bytes;
    let line = LedgerLine {
        id: integer(bytes).unwrap(),
        kind: text(bytes).unwrap(),
        at: integer(bytes).unwrap(),
        rules: integer(bytes),
        actor_id: integer(bytes),
        subject_id: integer(bytes),
        group_id: integer(bytes),
        partner_id: integer(bytes),
        period_id: integer(bytes),
        contribution: text(bytes),
        day: integer(bytes),
        points: integer(bytes),
        reverses: integer(bytes),
        cause: integer(bytes),
        act: text(bytes),
        content_hash: column(bytes).map(Bytes::from),
        detail: text(bytes).unwrap(),
        text_hash: column(bytes).map(Bytes::from),
    };
    assert!(bytes.is_empty());
    line
}

fn award() -> LedgerLine {
    LedgerLine {
        id: 7,
        kind: "award".to_owned(),
        at: 1_796_054_400_000,
        rules: Some(1),
        actor_id: Some(2),
        subject_id: None,
        group_id: Some(3),
        partner_id: Some(4),
        period_id: Some(1),
        contribution: Some("venue".to_owned()),
        day: Some(20_781),
        points: Some(100),
        reverses: None,
        cause: None,
        act: Some("9".to_owned()),
        content_hash: Some(Bytes::from(vec![0xAB; 32])),
        detail: "{}".to_owned(),
        text_hash: Some(Bytes::from(vec![0xCD; 32])),
    }
}

/// These bytes are in every log that was ever kept: should this test fail, the code is wrong and not the test.
#[test]
fn the_canonical_bytes_never_change() {
    let expected = [
        "01",
        "01 0000000000000008 0000000000000007",
        "01 0000000000000005 6177617264",
        "01 0000000000000008 000001a22d2f3c00",
        "01 0000000000000008 0000000000000001",
        "01 0000000000000008 0000000000000002",
        "00",
        "01 0000000000000008 0000000000000003",
        "01 0000000000000008 0000000000000004",
        "01 0000000000000008 0000000000000001",
        "01 0000000000000005 76656e7565",
        "01 0000000000000008 000000000000512d",
        "01 0000000000000008 0000000000000064",
        "00",
        "00",
        "01 0000000000000001 39",
        &format!("01 0000000000000020 {}", "ab".repeat(32)),
        "01 0000000000000002 7b7d",
        &format!("01 0000000000000020 {}", "cd".repeat(32)),
    ];
    assert_eq!(hex::encode(award().canonical()), expected.concat().replace(' ', ""));
}

#[test]
fn a_record_is_the_leaf_of_the_number_before_its_own() {
    assert_eq!(award().index(), Some(6));
    for (id, index) in
        [(1, Some(0)), (0, None), (-1, None), (i64::MIN, None), (i64::MAX, Some(i64::MAX as u64 - 1))]
    {
        assert_eq!(LedgerLine { id, ..award() }.index(), index);
    }
}

#[test]
fn a_text_is_hashed_with_its_salt_and_the_lengths_of_its_parts() {
    let text = LineText {
        salt: Bytes::from(b"salt".to_vec()),
        text: "ab".to_owned(),
        event: String::new(),
        link: "c".to_owned(),
    };
    let plain = b"salt\0\0\0\0\0\0\0\x02ab\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01c";
    let hash: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(plain).into();
    assert_eq!(text.hash().as_bytes(), &hash);
    assert_ne!(salted_hash(b"s", ["ab", "", ""]), salted_hash(b"s", ["a", "b", ""]));
    assert!(!format!("{text:?}").contains("ab"), "a person's words stay out of the log");
}

proptest! {
    #[test]
    fn a_row_can_be_read_back_from_its_bytes_so_no_two_rows_share_them(line in any_line()) {
        prop_assert_eq!(read(&line.canonical()), line);
    }

    #[test]
    fn a_row_comes_back_from_json_as_it_was(line in any_line()) {
        let json = serde_json::to_string(&line).unwrap();
        prop_assert_eq!(serde_json::from_str::<LedgerLine>(&json).unwrap(), line);
    }
}
