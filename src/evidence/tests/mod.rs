//! The promises of the evidence, against definitions written out plainly.

mod compare;
mod frontier;
mod head;
mod key;
mod line;
mod rfc;
mod sample;
mod statement;
mod tree;

use proptest::prelude::*;

use super::bytes::Bytes;
use super::{Hash, LedgerLine};

/// A leaf that no other number has.
fn leaf(number: usize) -> Vec<u8> {
    format!("leaf {number}").into_bytes()
}

fn leaves(count: usize) -> Vec<Vec<u8>> {
    (0..count).map(leaf).collect()
}

fn hashes(count: usize) -> Vec<Hash> {
    leaves(count).iter().map(|bytes| Hash::of_leaf(bytes)).collect()
}

fn bytes() -> impl Strategy<Value = Bytes> {
    prop::collection::vec(any::<u8>(), 0..40).prop_map(Bytes::from)
}

/// Any row, possible in the ledger or not: whoever changes a database may write what they like.
fn any_line() -> impl Strategy<Value = LedgerLine> {
    let integer = || prop::option::of(prop_oneof![any::<i64>(), 0..10_i64]);
    let text = || prop_oneof![Just(String::new()), ".{0,12}"];
    let numbers =
        (prop_oneof![any::<i64>(), 1..10_i64], any::<i64>(), integer(), integer(), integer(), integer());
    let more = (integer(), integer(), integer(), integer(), integer(), integer());
    let words = (text(), prop::option::of(text()), prop::option::of(text()), text());
    let hashes = (prop::option::of(bytes()), prop::option::of(bytes()));
    (numbers, more, words, hashes).prop_map(|(numbers, more, words, hashes)| {
        let (id, at, rules, actor_id, subject_id, group_id) = numbers;
        let (partner_id, period_id, day, points, reverses, cause) = more;
        let (kind, contribution, act, detail) = words;
        let (content_hash, text_hash) = hashes;
        LedgerLine {
            id,
            kind,
            at,
            rules,
            actor_id,
            subject_id,
            group_id,
            partner_id,
            period_id,
            contribution,
            day,
            points,
            reverses,
            cause,
            act,
            content_hash,
            detail,
            text_hash,
        }
    })
}
